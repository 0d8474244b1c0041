"""PowerShell's own members of types (the extended type system): Count of arrays, DateTime.DateTime, BaseName of files.

BUILT_IN holds, by full type name in lower case, the members that PowerShell's type files add; a session's own come from
Update-TypeData (`cx.type_data`: lower-case type name -> {lower-case member name -> Member}). Serves members.py.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.type_names import full_name
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import Member, NetObject, PSCustomObject, PSObject

Getter = Callable[[Any], Any]
BUILT_IN: dict[str, dict[str, Member]] = {}
NAMES_KEY = "\0names"  # in `ext`: the type names that a script gave an object


def add_members(type_name: str, members: dict[str, Any]) -> None:
    """Enters members of a type: a callable is a property worked out by it, `"alias:X"` an AliasProperty of X.

    `"script:X"` with a callable under that key stands as a ScriptProperty in listings.
    """
    table = BUILT_IN.setdefault(type_name.lower(), {})
    for key, value in members.items():
        kind, _, name = key.rpartition(":")
        if isinstance(value, Member):
            table[name.lower()] = value
        elif isinstance(value, str):
            table[name.lower()] = Member(name, "AliasProperty", value)
        elif isinstance(value, tuple):
            table[name.lower()] = Member(name, "PropertySet", list(value))
        else:
            table[name.lower()] = Member(name, kind or "CodeProperty", value)


def extended(value: Any, low: str) -> Member | None:
    """Gives the member that was added to this very object."""
    if isinstance(value, NetObject):
        ext = value.ext
        if ext is not None:
            return ext.get(low)
    return None


def type_names_of(value: Any) -> list[str]:
    """Gives PSObject.TypeNames: the object's own names first, then its .NET types' from the most derived one on."""
    own: list[str] | None = None
    if type(value) is PSCustomObject:
        own = value.type_names
        if own and own[-1] == "Deserialized.System.Object":  # a property bag: its names stand for all
            return list(own)
        return [*(own or ()), "System.Management.Automation.PSCustomObject", "System.Object"]
    if type(value) is PSObject:
        if value.type_names is not None:
            own = value.type_names
        value = value.base
        if type(value) is PSCustomObject:
            return [*(own or ()), *type_names_of(value)]
    if isinstance(value, NetObject) and value.ext is not None:
        stored = value.ext.get(NAMES_KEY)
        if stored is not None:
            return [*(own or ()), *stored.value]
    return [*(own or ()), *standard_names(type_of(value))]


def standard_names(kind: NetType) -> list[str]:
    """Gives a type's own chain of names."""
    known = kind.found.get("names")
    if known is None:
        names = [full_name(k) for k in kind.parents()]
        if kind.element is not None and kind.name != "System.Object[]" and not kind.element.is_value and kind.rank == 1:
            names = [names[0], *names[1:]]
        if names[-1] != "System.Object":
            names.append("System.Object")
        known = kind.found["names"] = names
    return list(known)


def set_type_names(value: Any, names: list[str]) -> None:
    """Stores changed type names with the object (a plain value has no place for them)."""
    if type(value) is PSCustomObject:
        standard = ["System.Management.Automation.PSCustomObject", "System.Object"]
        keep = list(names)
        while standard and keep and keep[-1] == standard[-1]:
            keep.pop()
            standard.pop()
        value.type_names = keep
    elif type(value) is PSObject:
        standard = type_names_of(value.base)
        tail = len(standard)
        value.type_names = names[:-tail] if names[-tail:] == standard else names
    elif isinstance(value, NetObject):
        if value.ext is None:
            value.ext = {}
        value.ext[NAMES_KEY] = Member(NAMES_KEY, "TypeNames", names)


def of_type(value: Any, low: str, cx: Any) -> Member | None:
    """Gives the member that the session's type data or PowerShell's own type files add to the value's types."""
    data = cx.type_data if cx is not None else None
    if data:
        for name in type_names_of(value):
            table = data.get(name.lower())
            if table is not None and low in table:
                return table[low]  # type: ignore[no-any-return]
    if type(value) is PSCustomObject:
        return None
    return built_in(type_of(value), low)


def built_in(kind: NetType, low: str) -> Member | None:
    """Gives PowerShell's own member for a .NET type."""
    key = ("ets", low)
    known = kind.found.get(key, False)
    if known is not False:
        return known  # type: ignore[no-any-return]
    found = None
    for name in [k.name for k in kind.parents()]:
        table = BUILT_IN.get(name.lower())
        if table is None and "`" in name:
            table = BUILT_IN.get(name.lower().split("[", 1)[0])
        if table is not None and low in table:
            found = table[low]
            break
    kind.found[key] = found
    return found


def all_of_type(value: Any, cx: Any) -> dict[str, Member]:
    """Gives every such member by lower-case name, the session's first."""
    found: dict[str, Member] = {}
    data = cx.type_data if cx is not None else None
    for name in type_names_of(value):
        tables = [data.get(name.lower())] if data else []
        if type(value) is not PSCustomObject:
            tables.append(BUILT_IN.get(name.lower()))
        for table in tables:
            for low, member in (table or {}).items():
                if isinstance(member, Member):
                    found.setdefault(low, member)
    return found
