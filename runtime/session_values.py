"""What a fresh session's variables hold that depends on the machine: $HOME, $PID, $Host, $PSVersionTable ..."""

import os
from typing import Any

from perdure.interpreter.scopes import KEPT
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.style import style_of
from perdure.interpreter.values.version import SemanticVersion, Version

VERSION = "7.6.5"


class HostObject(NetObject):
    """$Host: the host's name and version; `UI` answers for what scripts write to directly."""

    __slots__ = ("name", "cx")
    net = "System.Management.Automation.Internal.Host.InternalHost"

    def __init__(self, cx: Any) -> None:
        self.name = "ConsoleHost"
        self.cx = cx


class DefaultParameters(Hashtable):
    """$PSDefaultParameterValues."""

    __slots__ = ()
    net = "System.Management.Automation.DefaultParameterDictionary"


class VersionTable(Hashtable):
    """$PSVersionTable."""

    __slots__ = ()
    net = "System.Management.Automation.PSVersionHashTable"


def version_table() -> VersionTable:
    """Makes $PSVersionTable as PowerShell shows it, with a line of our own."""
    made = VersionTable()
    for key, value in (
        ("PSVersion", SemanticVersion(7, 6, 5)),
        ("PSEdition", "Core"),
        ("GitCommitId", VERSION),
        ("OS", f"{os.uname().sysname} {os.uname().release}"),
        ("Platform", "Unix"),
        (
            "PSCompatibleVersions",
            [Version(*v) for v in ((1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 1), (6, 0), (7, 0))],
        ),
        ("PSRemotingProtocolVersion", Version(2, 4)),
        ("SerializationVersion", Version(1, 1, 0, 1)),
        ("WSManStackVersion", Version(3, 0)),
    ):
        made.set(key, value)
    return made


def enum_value(type_name: str, name: str) -> Any:
    """Gives an enum's value by its names."""
    kind = resolve_text(type_name)
    return named(kind, name) if kind is not None else name


def execution_context() -> Any:
    """Makes $ExecutionContext."""
    kind = find_type("System.Management.Automation.EngineIntrinsics")
    return kind.py() if kind is not None and kind.py is not None else None


LAZY = {"PSVersionTable": version_table, "ExecutionContext": execution_context}


def install(cx: Any) -> None:
    """Sets the variables; those that cost something are made when they are first read."""
    cx.enum_value = enum_value
    cx.find_enum = resolve_text
    top = cx.global_scope.vars
    for name, value in (
        ("HOME", cx.environment.get("HOME", "/")),
        ("PSHOME", os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
        ("PID", os.getpid()),
        ("Host", HostObject(cx)),
        ("PSDefaultParameterValues", DefaultParameters()),
        (
            "PROFILE",
            os.path.join(cx.environment.get("HOME", "/"), ".config/powershell/Microsoft.PowerShell_profile.ps1"),
        ),
    ):
        low = name.lower()
        KEPT[low] = name
        top[low] = value
    KEPT["psstyle"] = "PSStyle"
    cx.computed["psstyle"] = lambda sc: style_of(cx)
    for name, make in LAZY.items():
        KEPT[name.lower()] = name
        cx.computed[name.lower()] = once(make)


def once(make: Any) -> Any:
    """Makes a computed variable that is worked out at its first reading."""
    made: list[Any] = []

    def read(_sc: Any) -> Any:
        if not made:
            made.append(make())
        return made[0]

    return read
