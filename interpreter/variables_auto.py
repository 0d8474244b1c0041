"""Automatic variables: those that are worked out when they are read, and the values a fresh session starts with.

Source: about_Automatic_Variables, about_Preference_Variables. Knows nothing of the host's machine: runtime/session.py
adds what only it knows ($HOME, $PID, $Host ...).
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.command import ScriptInfo
from perdure.interpreter.convert import convert
from perdure.interpreter.errors import InvocationInfo, ScriptError, make_error
from perdure.interpreter.scopes import KEPT, Scope, VarInfo, read_only, written_name
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.engine import EngineIntrinsics


def frame_of(sc: Any) -> Any:
    """Gives the innermost call frame, None at the top level."""
    frames = sc.cx.frames
    return frames[-1] if frames else None


def get_ok(sc: Any) -> Any:
    return sc.cx.ok


def get_exit_code(sc: Any) -> Any:
    code = sc.cx.exit_code
    return NOTHING if code is None else code


def set_exit_code(sc: Any, value: Any) -> None:
    sc.cx.exit_code = value


def get_error(sc: Any) -> Any:
    return sc.cx.error_list


def get_invocation(sc: Any) -> Any:
    """Gives $MyInvocation: of the innermost function, script or block."""
    frame = frame_of(sc)
    if frame is None:
        return InvocationInfo(ScriptInfo(None), "", None, None)
    if frame.invocation is None:
        name = "&" if frame.kind == "block" else frame.name
        frame.invocation = InvocationInfo(frame.info, name, frame.call_source, frame.call_span)
    if frame.invocation.command is None:  # a text or a block
        frame.invocation.command = ScriptInfo(frame.block)
    return frame.invocation


def get_bound_parameters(sc: Any) -> Any:
    """Gives $PSBoundParameters of the function that runs: a PSBoundParametersDictionary, made once per call."""
    scope: Scope | None = sc
    while scope is not None and scope.bound is None:
        scope = scope.parent
    if scope is None:
        return BoundParameters()
    bound = scope.bound
    if isinstance(bound, BoundParameters):
        return bound
    made = BoundParameters((p.name, bound.values[p.name]) for p in in_order(bound) if p.name in bound.values)
    scope.bound = made
    return made


def in_order(bound: Any) -> list[Any]:
    """Gives the bound parameters in the order in which they were bound."""
    by_name = {p.name: p for p in bound.signature.parameters}
    return [by_name[name] for name in bound.values if name in by_name]


class BoundParameters(Dictionary):
    """$PSBoundParameters."""

    __slots__ = ()
    net = "System.Management.Automation.PSBoundParametersDictionary"


def get_cmdlet(sc: Any) -> Any:
    """Gives $PSCmdlet: the advanced function that runs."""
    scope: Scope | None = sc
    while scope is not None:
        if scope.cmdlet is not None:
            return scope.cx.cmdlet_value(scope.cmdlet)
        scope = scope.parent
    return NOTHING


def script_path(sc: Any) -> str:
    """Gives the file whose text runs, "" where it has none."""
    for frame in reversed(sc.cx.frames):
        source = frame.block.source if frame.block is not None else None
        if source is not None:
            return source.path or ""
    return ""


def get_script_root(sc: Any) -> Any:
    path = script_path(sc)
    return path.rpartition("/")[0] or "/" if path else ""


def get_command_path(sc: Any) -> Any:
    return script_path(sc)


def get_location(sc: Any) -> Any:
    return sc.cx.path_info()


def get_engine(sc: Any) -> Any:
    return EngineIntrinsics(sc.module)


def get_stack_trace(sc: Any) -> Any:
    return NOTHING


def get_item(sc: Any) -> Any:
    """Gives $PSItem, which is `$_`."""
    return sc.lookup("_")


COMPUTED: dict[str, Callable[[Any], Any]] = {
    "?": get_ok,
    "lastexitcode": get_exit_code,
    "error": get_error,
    "myinvocation": get_invocation,
    "psboundparameters": get_bound_parameters,
    "pscmdlet": get_cmdlet,
    "psscriptroot": get_script_root,
    "pscommandpath": get_command_path,
    "pwd": get_location,
    "executioncontext": get_engine,
}
NAMES = {
    "lastexitcode": "LASTEXITCODE", "error": "Error", "myinvocation": "MyInvocation", "pwd": "PWD",
    "psboundparameters": "PSBoundParameters", "pscmdlet": "PSCmdlet", "psscriptroot": "PSScriptRoot",
    "pscommandpath": "PSCommandPath", "executioncontext": "ExecutionContext",
}  # fmt: skip
CONSTANT = ("true", "false", "pid", "home", "pshome", "host", "executioncontext", "shellid", "psversiontable",
            "psedition", "iswindows", "islinux", "ismacos", "iscoreclr", "psculture", "psuiculture",
            "enabledexperimentalfeatures")  # fmt: skip

# name as shown -> value; enum values as their names
DEFAULTS: dict[str, Any] = {
    "ErrorActionPreference": ("System.Management.Automation.ActionPreference", "Continue"),
    "WarningPreference": ("System.Management.Automation.ActionPreference", "Continue"),
    "VerbosePreference": ("System.Management.Automation.ActionPreference", "SilentlyContinue"),
    "DebugPreference": ("System.Management.Automation.ActionPreference", "SilentlyContinue"),
    "InformationPreference": ("System.Management.Automation.ActionPreference", "SilentlyContinue"),
    "ProgressPreference": ("System.Management.Automation.ActionPreference", "Continue"),
    "ConfirmPreference": ("System.Management.Automation.ConfirmImpact", "High"),
    "ErrorView": ("System.Management.Automation.ErrorView", "ConciseView"),
    "WhatIfPreference": False,
    "PSNativeCommandUseErrorActionPreference": False,
    "PSNativeCommandArgumentPassing": ("System.Management.Automation.NativeArgumentPassingStyle", "Standard"),
    "FormatEnumerationLimit": 4,
    "MaximumHistoryCount": 4096,
    "NestedPromptLevel": 0,
    "PSEmailServer": "",
    "PSSessionApplicationName": "wsman",
    "PSSessionConfigurationName": "http://schemas.microsoft.com/powershell/Microsoft.PowerShell",
    "ShellId": "Microsoft.PowerShell",
    "PSCulture": "en-US",
    "PSUICulture": "en-US",
    "PSEdition": "Core",
    "IsLinux": True,
    "IsWindows": False,
    "IsMacOS": False,
    "IsCoreCLR": True,
}


def install(cx: Any) -> None:
    """Gives a context its computed variables and the defaults."""
    cx.computed.update(COMPUTED)
    cx.special.update(COMPUTED)
    cx.computed["psitem"] = get_item
    cx.setters["lastexitcode"] = set_exit_code
    for low in COMPUTED:
        if low != "lastexitcode":
            cx.setters[low] = refuse_setting(low)
    KEPT.update(NAMES)
    top = cx.global_scope
    for name, value in DEFAULTS.items():
        low = name.lower()
        if low != name:
            KEPT[low] = name
        top.vars[low] = value if not isinstance(value, tuple) else cx.enum_value(*value)
    for name, value in DEFAULTS.items():
        if isinstance(value, tuple):
            keep_type(cx, name, value[0])
    for name, value in (("true", True), ("false", False), ("null", None)):
        top.vars[name] = value
    for low in CONSTANT:
        lock(cx, low)


def keep_type(cx: Any, name: str, type_name: str) -> None:
    """Makes a preference variable of the top scope keep its enum's type."""
    info = top_info(cx, name.lower())

    def fit(value: Any) -> Any:
        kind = cx.find_enum(type_name)
        if kind is None:
            return value
        try:
            return convert(value, kind, cx=cx)
        except ScriptError as error:
            raise make_error(error.record.exception.message, "RuntimeException", "MetadataError") from None

    info.convert = fit


def lock(cx: Any, low: str) -> None:
    """Makes a variable of the top scope constant for all scopes."""
    info = top_info(cx, low)
    info.options = frozenset(["Constant", "AllScope"])
    cx.special.add(low)


def top_info(cx: Any, low: str) -> VarInfo:
    info: VarInfo = cx.global_scope.info(low, written_name(low))
    return info


SETTABLE = {"myinvocation", "psboundparameters", "pscmdlet", "psscriptroot", "pscommandpath", "pwd"}


def refuse_setting(low: str) -> Callable[[Any, Any], None]:
    """Makes the setter of a computed variable: some may be overwritten locally, $? and $Error may not."""

    def put(sc: Any, value: Any) -> None:
        if low in SETTABLE:
            sc.vars[low] = value
        else:
            raise read_only(NAMES.get(low, low))

    return put
