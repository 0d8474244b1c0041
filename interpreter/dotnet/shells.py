"""[powershell], runspaces, pools and initial session states: the members of values/shells.py."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet._enums import enums
from perdure.interpreter.dotnet.lists import collection_members
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.generic import Collection
from perdure.interpreter.values.shells import (
    RUNSPACES,
    SMA,
    STREAMS,
    AsyncResult,
    CommandParameter,
    DataCollection,
    DataStreams,
    InitialSessionState,
    PowerShell,
    PSCommand,
    Runspace,
    RunspacePool,
    SessionProxy,
    ShellCommand,
    StateEntry,
    StateInfo,
)

INVOCATION, SPACE, POOL = SMA + "PSInvocationState", RUNSPACES + "RunspaceState", RUNSPACES + "RunspacePoolState"
SHELL, LIST, GUID = SMA + "PowerShell", SMA + "PSDataCollection`1", "System.Guid"

enums(
    {
        SPACE: "BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting",
        POOL: "BeforeOpen Opening Opened Closed Closing Broken Disconnecting Disconnected Connecting",
        SMA + "RunspaceMode": "CurrentRunspace NewRunspace",
        RUNSPACES + "PSThreadOptions": "Default UseNewThread ReuseThread UseCurrentThread",
    }
)


def shells() -> Any:
    """Gives what makes shells and runspaces for the session that runs."""
    cx = current()
    if cx.shells is None:
        cx.shells = cx.make_shells(cx)
    return cx.shells


def alive(shell: PowerShell) -> PowerShell:
    """Gives the shell back; raises where it has been disposed."""
    if shell.disposed:
        raise throw_dotnet(
            SMA + "PSObjectDisposedException",
            "Cannot perform operation because object \"PowerShell\" has already been disposed.\nObject name: 'PowerShell'.",
        )
    return shell


# ---- building a pipeline ---------------------------------------------------------------------------------------------------


def add(command: PSCommand, made: ShellCommand) -> None:
    command.commands.append(made)


def last(command: PSCommand) -> ShellCommand:
    if not command.commands:
        raise throw_dotnet(
            "System.InvalidOperationException",
            "Cannot add a parameter. A command is required to add a parameter. Add a command before adding a parameter to "
            "the PowerShell instance.",
        )
    return command.commands[-1]


def add_script(command: PSCommand, text: Any, local: bool = False) -> None:
    add(command, ShellCommand(text.text() if isinstance(text, ScriptBlock) else to_string(text), True, local))


def add_command(command: PSCommand, name: Any, local: bool = False) -> None:
    add(command, ShellCommand(to_string(getattr(unwrap(name), "name", name)), False, local))


def add_parameters(command: PSCommand, values: Any) -> None:
    """Adds what a dictionary names, or a list's values by position."""
    plain = unwrap(values)
    if isinstance(plain, Dictionary):
        last(command).parameters += [CommandParameter(to_string(k), v) for k, v in plain.items()]
    else:
        last(command).parameters += [CommandParameter(None, v) for v in as_list(values)]


def end_statement(command: PSCommand) -> None:
    if command.commands:
        command.commands[-1].ends = True


BUILDERS: dict[str, Any] = {
    "AddScript(string script)": add_script,
    "AddScript(string script, bool useLocalScope)": add_script,
    "AddCommand(string cmdlet)": add_command,
    "AddCommand(string cmdlet, bool useLocalScope)": add_command,
    "AddCommand(System.Management.Automation.CommandInfo commandInfo)": add_command,
    "AddParameter(string parameterName)": lambda c, name: last(c).parameters.append(
        CommandParameter(name, None, False)
    ),
    "AddParameter(string parameterName, object value)": lambda c, name, value: last(c).parameters.append(
        CommandParameter(name, value)
    ),
    "AddArgument(object value)": lambda c, value: last(c).parameters.append(CommandParameter(None, value)),
    "AddStatement()": end_statement,
}
SHELL_BUILDERS: dict[str, Any] = {
    "AddParameters(System.Collections.IDictionary parameters)": add_parameters,
    "AddParameters(System.Collections.IList parameters)": add_parameters,
}


def on_command(work: Any) -> Any:
    """Makes the member of PSCommand: it gives the PSCommand back."""

    def call(command: PSCommand, *args: Any) -> PSCommand:
        work(command, *args)
        return command

    return call


def on_shell(work: Any) -> Any:
    """Makes the member of PowerShell: it gives the shell back."""

    def call(shell: PowerShell, *args: Any) -> PowerShell:
        work(alive(shell).commands, *args)
        return shell

    return call


define(
    SMA + "PSCommand",
    members={
        "new()": PSCommand,
        **{f"{name} -> {SMA}PSCommand": on_command(work) for name, work in BUILDERS.items()},
        "Clear() -> void": lambda c: c.commands.clear(),
        "Commands -> System.Object": lambda c: CommandCollection(c),
    },
    py=PSCommand,
)


class CommandCollection(Collection):
    """The commands of a pipeline; it changes them in place."""

    __slots__ = ()
    net = RUNSPACES + "CommandCollection"

    def __init__(self, command: PSCommand) -> None:
        super().__init__((), (RUNSPACES + "Command",))
        self.items = command.commands


define(
    RUNSPACES + "CommandCollection",
    "System.Collections.ObjectModel.Collection`1[System.Management.Automation.Runspaces.Command]",
    py=CommandCollection,
)
define(
    RUNSPACES + "Command",
    members={
        "new(string command)": ShellCommand,
        "new(string command, bool isScript)": ShellCommand,
        "CommandText -> string": lambda c: c.text,
        "IsScript -> bool": lambda c: c.is_script,
        "UseLocalScope -> bool": lambda c: c.local,
        "Parameters -> System.Object": lambda c: Collection(c.parameters, (RUNSPACES + "CommandParameter",)),
        "ToString() -> string": lambda c: c.text,
    },
    py=ShellCommand,
)
define(
    RUNSPACES + "CommandParameter",
    members={
        "new(string name)": lambda name: CommandParameter(name, None, False),
        "new(string name, object value)": CommandParameter,
        "Name -> string": lambda p: p.name,
        "Value -> object": lambda p: p.value,
    },
    py=CommandParameter,
)


# ---- the shell -------------------------------------------------------------------------------------------------------------


def state_info(kind: str, state: str, reason: Any = None) -> StateInfo:
    return StateInfo(kind, state, reason)


def create(mode_or_state: Any = None) -> PowerShell:
    """Makes a shell: of a new session, of an initial session state's, or of the running one."""
    given = unwrap(mode_or_state)
    if isinstance(given, (InitialSessionState, Runspace)):
        return shells().shell(given)  # type: ignore[no-any-return]
    return shells().shell(None, given is not None and to_string(given) == "CurrentRunspace")  # type: ignore[no-any-return]


def put_commands(shell: PowerShell, command: PSCommand) -> None:
    alive(shell).commands = command


def put_runspace(shell: PowerShell, runspace: Runspace | None) -> None:
    alive(shell).runspace, shell.pool = runspace, None


def put_pool(shell: PowerShell, pool: RunspacePool | None) -> None:
    alive(shell).pool, shell.runspace = pool, None


define(
    SHELL,
    interfaces=["System.IDisposable"],
    members={
        **{f"{name} -> {SHELL}": on_shell(work) for name, work in {**BUILDERS, **SHELL_BUILDERS}.items()},
        "static Create() -> " + SHELL: create,
        f"static Create({SMA}RunspaceMode runspace) -> {SHELL}": create,
        f"static Create({RUNSPACES}InitialSessionState initialSessionState) -> {SHELL}": create,
        f"static Create({RUNSPACES}Runspace runspace) -> {SHELL}": create,
        "Invoke()": lambda s: alive(s).invoke(()),
        "Invoke(System.Collections.IEnumerable input)": lambda s, items: alive(s).invoke(as_list(items)),
        "BeginInvoke()": lambda s: alive(s).begin(()),
        "BeginInvoke(object input)": lambda s, items: alive(s).begin(as_list(items)),
        "BeginInvoke(object input, object output)": lambda s, items, out: alive(s).begin(as_list(items), out),
        "EndInvoke(System.IAsyncResult asyncResult)": lambda s, handle: alive(s).end(handle),
        "InvokeAsync()": lambda s: alive(s).begin(()),
        "Stop() -> void": lambda s: s.stop(),
        "Dispose() -> void": lambda s: s.dispose(),
        "Commands": Prop(lambda s: s.commands, put_commands, SMA + "PSCommand"),
        "Streams": Prop(lambda s: s.streams, None, SMA + "PSDataStreams"),
        "HadErrors": Prop(lambda s: s.failed, None, "System.Boolean"),
        "InstanceId": Prop(lambda s: s.instance_id, None, GUID),
        "InvocationStateInfo": Prop(lambda s: state_info(INVOCATION, s.state, s.reason), None, INVOCATION + "Info"),
        "IsNested": Prop(lambda s: False, None, "System.Boolean"),
        "Runspace": Prop(lambda s: s.runspace, put_runspace, RUNSPACES + "Runspace"),
        "RunspacePool": Prop(lambda s: s.pool, put_pool, RUNSPACES + "RunspacePool"),
    },
    py=PowerShell,
)


def clear_streams(streams: DataStreams) -> None:
    for found in streams.found.values():
        found.items.clear()


define(
    SMA + "PSDataStreams",
    members={
        **{
            name: Prop(lambda s, name=name: s.found[name], lambda s, v, name=name: s.found.__setitem__(name, v), LIST)
            for name in STREAMS
        },
        "ClearStreams() -> void": clear_streams,
    },
    py=DataStreams,
)
define(
    SMA + "PowerShellAsyncResult",
    interfaces=["System.IAsyncResult"],
    members={
        "IsCompleted -> bool": lambda r: r.done.is_set,
        "CompletedSynchronously -> bool": lambda r: False,
        "AsyncState -> object": lambda r: r.state,
        "AsyncWaitHandle": Prop(lambda r: r.done, None, "System.Threading.WaitHandle"),
    },
    py=AsyncResult,
)
for _kind in (INVOCATION, SPACE, POOL):
    define(
        _kind + "Info",
        members={
            "State": Prop(lambda i: named(find_type(i.kind), i.state), None, _kind),
            "Reason": Prop(lambda i: i.reason, None, "System.Exception"),
            "ToString() -> string": lambda i: i.state,
        },
    )


def data_members() -> dict[str, Any]:
    """Gives the members of PSDataCollection`1."""

    def complete(data: DataCollection) -> None:
        data.open = False

    def read_all(data: DataCollection) -> Collection:
        taken, data.items[:] = list(data.items), []
        return Collection(taken, data.meta)

    return {
        **collection_members(DataCollection),
        "IsOpen -> bool": lambda d: d.open,
        "Complete() -> void": complete,
        "ReadAll()": read_all,
        "Dispose() -> void": complete,
    }


define(
    LIST,
    interfaces=["System.Collections.Generic.IList`1[T]", "System.Collections.IList", "System.Collections.IEnumerable"],
    members=data_members,
    parameters="T",
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
