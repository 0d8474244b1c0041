"""[powershell], runspaces, pools and initial session states: the members of values/shells.py."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet._enums import enums
from perdure.interpreter.dotnet.lists import collection_members
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import unwrap
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
    ShellCommand,
    StateInfo,
)

INVOCATION, SPACE, POOL = SMA + "PSInvocationState", RUNSPACES + "RunspaceState", RUNSPACES + "RunspacePoolState"
SHELL, LIST, GUID = SMA + "PowerShell", SMA + "PSDataCollection`1", "System.Guid"

enums({SMA + "RunspaceMode": "CurrentRunspace NewRunspace"})


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
