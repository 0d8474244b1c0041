"""PowerShell instances and runspaces as values: commands, streams, states. What runs them is the runtime's business.

Source: System.Management.Automation.PowerShell and System.Management.Automation.Runspaces.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import ListObject
from perdure.interpreter.values.generic import Collection
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.sync import EventHandle

SMA = "System.Management.Automation."
RUNSPACES = SMA + "Runspaces."
OBJECTS = (SMA + "PSObject",)
STREAMS = ("Error", "Progress", "Verbose", "Debug", "Warning", "Information")


class DataCollection(ListObject):
    """PSDataCollection`1: what a shell puts out or takes in."""

    __slots__ = ("open",)
    net = SMA + "PSDataCollection`1"

    def __init__(self, items: Any = (), meta: Any = None) -> None:
        super().__init__(items, meta)
        self.open = True


class CommandParameter(NetObject):
    __slots__ = ("name", "value", "given")
    net = RUNSPACES + "CommandParameter"

    def __init__(self, name: str | None, value: Any = None, given: bool = True) -> None:
        self.name, self.value, self.given = name, value, given


class ShellCommand(NetObject):
    """A command or script of a pipeline; `ends`: it is the last of its statement."""

    __slots__ = ("text", "is_script", "local", "parameters", "ends")
    net = RUNSPACES + "Command"

    def __init__(self, text: str, is_script: bool = False, local: bool = False) -> None:
        self.text, self.is_script, self.local = text, is_script, local
        self.parameters: list[CommandParameter] = []
        self.ends = False


class PSCommand(NetObject):
    __slots__ = ("commands",)
    net = SMA + "PSCommand"

    def __init__(self) -> None:
        self.commands: list[ShellCommand] = []


class DataStreams(NetObject):
    """PSDataStreams: the streams but the output, by name."""

    __slots__ = ("found",)
    net = SMA + "PSDataStreams"

    def __init__(self) -> None:
        self.found = {name: DataCollection((), (SMA + name + "Record",)) for name in STREAMS}


class StateInfo(NetObject):
    """PSInvocationStateInfo, RunspaceStateInfo, RunspacePoolStateInfo: a state's name and the exception behind it."""

    __slots__ = ("kind", "state", "reason")
    net = SMA + "PSInvocationStateInfo"

    def __init__(self, kind: str, state: str, reason: Any = None) -> None:
        self.kind, self.state, self.reason = kind, state, reason

    @property
    def net_type(self) -> Any:
        return find_type(self.kind + "Info")


class StateEntry(NetObject):
    """What an initial session state holds: `kind` is Variable, Function or Alias."""

    __slots__ = ("kind", "name", "value", "description")
    net = RUNSPACES + "InitialSessionStateEntry"

    def __init__(self, kind: str, name: str, value: Any, description: str = "") -> None:
        self.kind, self.name, self.value, self.description = kind, name, value, description

    @property
    def net_type(self) -> Any:
        return find_type(f"{RUNSPACES}SessionState{self.kind}Entry")


class InitialSessionState(NetObject):
    __slots__ = ("variables", "commands", "modules", "settings")
    net = RUNSPACES + "InitialSessionState"

    def __init__(self) -> None:
        self.variables = Collection((), (RUNSPACES + "SessionStateVariableEntry",))
        self.commands = Collection((), (RUNSPACES + "SessionStateCommandEntry",))
        self.modules: list[str] = []
        self.settings: dict[str, Any] = {}  # what is set and kept, without a meaning here


class Runspace(NetObject):
    """A session of its own. `cx` is its Context once it is open."""

    __slots__ = ("number", "name", "instance_id", "state", "cx", "initial")
    net = RUNSPACES + "Runspace"

    def __init__(self, number: int, instance_id: Guid, initial: InitialSessionState | None) -> None:
        self.number, self.instance_id, self.initial = number, instance_id, initial
        self.name = f"Runspace{number}"
        self.state = "BeforeOpen"
        self.cx: Any = None

    def open(self) -> None:
        """Makes the session."""

    def close(self) -> None:
        """Ends what the session has started."""


class SessionProxy(NetObject):
    __slots__ = ("runspace",)
    net = RUNSPACES + "SessionStateProxy"

    def __init__(self, runspace: Runspace) -> None:
        self.runspace = runspace


class RunspacePool(NetObject):
    __slots__ = ("least", "most", "initial", "state", "instance_id", "shown")
    net = RUNSPACES + "RunspacePool"

    def __init__(self, least: int, most: int, initial: InitialSessionState | None, instance_id: Guid) -> None:
        self.least, self.most, self.initial, self.instance_id = least, most, initial, instance_id
        self.state = "BeforeOpen"
        self.shown: Any = None  # where Write-Host goes

    def open(self) -> None:
        """Lets shells run."""

    def close(self) -> None:
        """Ends the pool's sessions."""

    def submit(self, work: Callable[[Runspace], None]) -> None:
        """Has work done in a session of the pool, when one is free."""


class AsyncResult(NetObject):
    """What BeginInvoke gives. `failure`: the exception that EndInvoke raises."""

    __slots__ = ("shell", "done", "output", "failure", "state")
    net = SMA + "PowerShellAsyncResult"

    def __init__(self, shell: "PowerShell", output: DataCollection, state: Any = None) -> None:
        self.shell, self.output, self.state = shell, output, state
        self.done = EventHandle(False, False, "System.Threading.ManualResetEvent")
        self.failure: Any = None


class PowerShell(NetObject):
    """System.Management.Automation.PowerShell; subclasses run it."""

    __slots__ = ("commands", "runspace", "pool", "streams", "state", "reason", "failed", "disposed", "instance_id")
    net = SMA + "PowerShell"

    def __init__(self, instance_id: Guid) -> None:
        self.commands = PSCommand()
        self.runspace: Runspace | None = None
        self.pool: RunspacePool | None = None
        self.streams = DataStreams()
        self.state = "NotStarted"
        self.reason: Any = None
        self.failed = False
        self.disposed = False
        self.instance_id = instance_id

    def invoke(self, items: Any, output: Any = None) -> Collection:
        """Runs the commands and gives their output."""
        raise NotImplementedError

    def begin(self, items: Any, output: Any = None, state: Any = None) -> AsyncResult:
        """Runs the commands on another thread."""
        raise NotImplementedError

    def end(self, handle: AsyncResult) -> DataCollection:
        """Waits for a run and gives its output."""
        raise NotImplementedError

    def stop(self) -> None:
        """Stops what runs."""

    def dispose(self) -> None:
        """Forgets the session that is its own."""
