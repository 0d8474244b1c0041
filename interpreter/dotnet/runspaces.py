"""Runspaces, their pools and initial session states: the members of values/shells.py that [powershell] runs in."""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet.shells import GUID, POOL, SPACE, shells, state_info
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.shells import (
    RUNSPACES,
    InitialSessionState,
    Runspace,
    RunspacePool,
    SessionProxy,
    StateEntry,
)

# ---- runspaces -------------------------------------------------------------------------------------------------------------


def get_variable(proxy: SessionProxy, name: str) -> Any:
    found = opened(proxy.runspace).cx.global_scope.lookup(name.lower())
    return None if found is NOTHING else found


def set_variable(proxy: SessionProxy, name: str, value: Any) -> None:
    opened(proxy.runspace).cx.global_scope.assign(name.lower(), value, name)


def opened(runspace: Runspace) -> Runspace:
    """Gives the runspace back; raises where it is not open."""
    if runspace.state != "Opened":
        raise throw_dotnet(
            RUNSPACES + "InvalidRunspaceStateException",
            "Cannot perform the operation because the runspace is not in the 'Opened' state. Current state of the runspace is "
            f"'{runspace.state}'.",
        )
    return runspace


define(
    RUNSPACES + "Runspace",
    interfaces=["System.IDisposable"],
    members={
        "static DefaultRunspace": Prop(lambda: shells().own(), None, RUNSPACES + "Runspace"),
        "Open() -> void": lambda r: r.open(),
        "OpenAsync() -> void": lambda r: r.open(),
        "Close() -> void": lambda r: r.close(),
        "CloseAsync() -> void": lambda r: r.close(),
        "Dispose() -> void": lambda r: r.close(),
        "Id -> int": lambda r: r.number,
        "Name": Prop(lambda r: r.name, lambda r, name: setattr(r, "name", name), "System.String"),
        "InstanceId": Prop(lambda r: r.instance_id, None, GUID),
        "RunspaceStateInfo": Prop(lambda r: state_info(SPACE, r.state), None, SPACE + "Info"),
        "RunspaceAvailability -> string": lambda r: "Available" if r.state == "Opened" else "None",
        "SessionStateProxy": Prop(SessionProxy, None, RUNSPACES + "SessionStateProxy"),
        "InitialSessionState": Prop(lambda r: r.initial, None, RUNSPACES + "InitialSessionState"),
        "ThreadOptions": Prop(lambda r: "Default", lambda r, value: None, "System.String"),
        "ApartmentState": Prop(lambda r: "Unknown", lambda r, value: None, "System.String"),
    },
    py=Runspace,
)
define(
    RUNSPACES + "SessionStateProxy",
    members={
        "GetVariable(string name) -> object": get_variable,
        "SetVariable(string name, object value) -> void": set_variable,
    },
    py=SessionProxy,
)


def set_least(pool: RunspacePool, least: int) -> bool:
    if not 1 <= least <= pool.most:
        return False
    pool.least = least
    return True


define(
    RUNSPACES + "RunspacePool",
    interfaces=["System.IDisposable"],
    members={
        "Open() -> void": lambda p: p.open(),
        "Close() -> void": lambda p: p.close(),
        "Dispose() -> void": lambda p: p.close(),
        "InstanceId": Prop(lambda p: p.instance_id, None, GUID),
        "RunspacePoolStateInfo": Prop(lambda p: state_info(POOL, p.state), None, POOL + "Info"),
        "InitialSessionState": Prop(lambda p: p.initial, None, RUNSPACES + "InitialSessionState"),
        "GetMaxRunspaces() -> int": lambda p: p.most,
        "GetMinRunspaces() -> int": lambda p: p.least,
        "SetMaxRunspaces(int maxRunspaces) -> bool": lambda p, most: p.limit(most),
        "SetMinRunspaces(int minRunspaces) -> bool": set_least,
        "GetAvailableRunspaces() -> int": lambda p: p.available(),
        "ThreadOptions": Prop(lambda p: "Default", lambda p, value: None, "System.String"),
        "ApartmentState": Prop(lambda p: "Unknown", lambda p, value: None, "System.String"),
    },
    py=RunspacePool,
)


def runspace(*given: Any) -> Runspace:
    initial = next((unwrap(v) for v in given if isinstance(unwrap(v), InitialSessionState)), None)
    return shells().runspace(initial)  # type: ignore[no-any-return]


def pool(least: int, most: int, *given: Any) -> RunspacePool:
    if least < 1 or most < least:
        raise throw_dotnet(
            "System.ArgumentOutOfRangeException",
            "Cannot create the runspace pool: at least one runspace, and not fewer at most than at least.",
        )
    initial = next((unwrap(v) for v in given if isinstance(unwrap(v), InitialSessionState)), None)
    shown = any(not isinstance(unwrap(v), InitialSessionState) for v in given)
    return shells().pool(least, most, initial, shown)  # type: ignore[no-any-return]


_STATE, _HOST = RUNSPACES + "InitialSessionState initialSessionState", "object host"
define(
    RUNSPACES + "RunspaceFactory",
    members={
        "static CreateRunspace()": runspace,
        f"static CreateRunspace({_STATE})": runspace,
        f"static CreateRunspace({_HOST})": runspace,
        f"static CreateRunspace({_HOST}, {_STATE})": runspace,
        "static CreateRunspacePool()": lambda: pool(1, 1),
        "static CreateRunspacePool(int minRunspaces, int maxRunspaces)": pool,
        f"static CreateRunspacePool(int minRunspaces, int maxRunspaces, {_HOST})": pool,
        f"static CreateRunspacePool(int minRunspaces, int maxRunspaces, {_STATE}, {_HOST})": pool,
        f"static CreateRunspacePool({_STATE})": lambda state: pool(1, 1, state),
    },
)


# ---- initial session states ------------------------------------------------------------------------------------------------


def setting(name: str) -> Prop:
    """Makes a property that is kept as it is set."""
    return Prop(lambda s: s.settings.get(name), lambda s, value: s.settings.__setitem__(name, value), "System.Object")


def import_modules(state: InitialSessionState, names: Any) -> None:
    state.modules += [to_string(name) for name in as_list(names)]


define(
    RUNSPACES + "InitialSessionState",
    members={
        "static Create()": InitialSessionState,
        "static CreateDefault()": InitialSessionState,
        "static CreateDefault2()": InitialSessionState,
        "Variables": Prop(lambda s: s.variables, None, "System.Object"),
        "Commands": Prop(lambda s: s.commands, None, "System.Object"),
        "ImportPSModule(string[] name) -> void": import_modules,
        "ImportPSModulesFromPath(string path) -> void": import_modules,
        **{name: setting(name) for name in ("ApartmentState", "ThreadOptions", "LanguageMode", "ExecutionPolicy")},
    },
    py=InitialSessionState,
)
for _entry, _last in (
    ("Variable", "object value, string description"),
    ("Function", "string definition"),
    ("Alias", "string definition"),
):

    def _made(name: str, value: Any, description: Any = "", *_: Any, kind: str = _entry) -> StateEntry:
        return StateEntry(kind, name, value, to_string(description))

    define(
        f"{RUNSPACES}SessionState{_entry}Entry",
        members={
            f"new(string name, {_last})": _made,
            f"new(string name, {_last}, object options)": _made,
            "Name -> string": lambda e: e.name,
            "Value -> object": lambda e: e.value,
            "Definition -> string": lambda e: to_string(e.value),
            "Description -> string": lambda e: e.description,
        },
    )
