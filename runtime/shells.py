"""Runs [powershell] instances: sessions beside the script's own, in the caller's thread, on a thread of their own or in a pool.

Streams fill while the commands run; a terminating error is the exception of Invoke or EndInvoke. Source:
conformance/concurrency/runspaces, runspace-pools and runspace-state.
"""

import itertools
import threading
import uuid
from collections import deque
from collections.abc import Callable
from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.command import FunctionInfo
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.context import Context, set_current
from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet.runspaces import opened
from perdure.interpreter.errors import (
    BreakFlow,
    Cancelled,
    DotNetThrow,
    ExitFlow,
    NetException,
    ScriptError,
    throw_dotnet,
)
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.values.generic import Collection
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.shells import (
    OBJECTS,
    SMA,
    AsyncResult,
    DataCollection,
    InitialSessionState,
    PowerShell,
    Runspace,
    RunspacePool,
    ShellCommand,
)
from perdure.interpreter.values.sync import CHANGED
from perdure.runtime.engine_slot import detach
from perdure.runtime.executors.threads import start_thread
from perdure.runtime.runspaces import session_beside
from perdure.runtime.session import named_stage, parse_script, prepare, run_tree, script_block
from perdure.runtime.workflow_context import streams_into

LOOK_S = 0.1  # a stop of who waits is looked for so often
_numbers = itertools.count(2)  # runspaces of this process; the first is the script's own


def new_guid() -> Guid:
    return Guid(uuid.uuid4().hex)


class LiveRunspace(Runspace):
    """A runspace with its session. `caller`: the session that has made it; `shown`: where Write-Host goes."""

    __slots__ = ("caller", "shown")

    def __init__(self, caller: Context, initial: InitialSessionState | None, shown: Any = None) -> None:
        super().__init__(next(_numbers), new_guid(), initial)
        self.caller, self.shown = caller, shown

    def open(self) -> None:
        cx = self.cx = session_beside(self.caller)
        cx.host.shown = self.shown
        cx.shells = Shells(cx, self)
        if self.initial is not None:
            furnish(cx, self.initial)
        self.state = "Opened"

    def close(self) -> None:
        if self.state == "Opened":
            detach(self.cx)
        self.state = "Closed"


def furnish(cx: Context, initial: InitialSessionState) -> None:
    """Gives a new session what its initial session state holds."""
    top = cx.global_scope
    for entry in initial.variables.items:
        top.assign(entry.name.lower(), entry.value, entry.name)
    for entry in initial.commands.items:
        if entry.kind == "Alias":
            top.set_alias(entry.name, to_string(entry.value))
        else:
            block = script_block(cx, parse_script(to_string(entry.value)))
            top.set_function(entry.name, FunctionInfo(entry.name, block))
    for name in initial.modules:
        run_tree(cx, parse_script(f"Import-Module -Name '{quoted(name)}'"), [], drop)


def quoted(text: str) -> str:
    return text.replace("'", "''")


def drop(_value: Any) -> None:
    """Takes what nobody looks at."""


class LivePool(RunspacePool):
    """A pool: shells wait in their order for one of at most `most` sessions, each with a thread."""

    def __init__(self, caller: Context, least: int, most: int, initial: InitialSessionState | None) -> None:
        super().__init__(least, most, initial, new_guid())
        self.caller = caller
        self.waiting: deque[Callable[[Runspace], None]] = deque()
        self.turn = threading.Condition()
        self.started = self.idle = 0

    def open(self) -> None:
        self.state = "Opened"

    def close(self) -> None:
        with self.turn:
            self.state = "Closed"
            self.turn.notify_all()

    def limit(self, most: int) -> bool:
        """Changes how many sessions there are at most."""
        if most < self.least:
            return False
        self.most = most
        return True

    def available(self) -> int:
        return self.most - (self.started - self.idle)

    def submit(self, work: Callable[[Runspace], None]) -> None:
        """Has work done in a session of the pool, when one is free."""
        if self.state != "Opened":
            raise throw_dotnet(
                SMA + "Runspaces.InvalidRunspacePoolStateException",
                "Cannot perform the operation because the runspace pool is not in the 'Opened' state. The current state is "
                f"'{self.state}'.",
            )
        with self.turn:
            self.waiting.append(work)
            if self.idle >= len(self.waiting) or self.started >= self.most:
                self.turn.notify()
                return
            self.started += 1
        start_thread(self.serve, f"perdure-pool-{self.started}")

    def serve(self) -> None:
        """Is one session's thread: does what waits until the pool is closed."""
        runspace = LiveRunspace(self.caller, self.initial, self.shown)
        runspace.open()
        while True:
            with self.turn:
                self.idle += 1
                self.turn.wait_for(lambda: self.waiting or self.state == "Closed")
                self.idle -= 1
                if not self.waiting:
                    break
                work = self.waiting.popleft()
            work(runspace)
        runspace.close()


class LiveShell(PowerShell):
    """A shell that runs. `nested`: in the session that has made it; `own`: the session is the shell's."""

    __slots__ = ("caller", "nested", "own", "running", "initial")

    def __init__(self, caller: Context, initial: InitialSessionState | None, nested: bool) -> None:
        super().__init__(new_guid())
        self.caller, self.initial, self.nested = caller, initial, nested
        self.own: LiveRunspace | None = None
        self.running: Any = None  # the context that runs

    # -- the members -------------------------------------------------------------------------------------------------------

    def invoke(self, items: Any, output: Any = None) -> Collection:
        self.begun()
        out = Collection((), OBJECTS)
        if self.pool is not None:
            handle = AsyncResult(self, DataCollection((), OBJECTS))
            self.pool.submit(lambda runspace: self.work(runspace.cx, items, handle.output.items.append, handle))
            return Collection(self.end(handle).items, OBJECTS)
        failure = self.run(self.session(), items, out.items.append)
        if failure is not None:
            raise DotNetThrow(failure)
        return out

    def begin(self, items: Any, output: Any = None, state: Any = None) -> AsyncResult:
        self.begun()
        into = output if isinstance(output, DataCollection) else DataCollection((), OBJECTS)
        handle = AsyncResult(self, into, state)
        emit = into.items.append
        if self.pool is not None:
            self.pool.submit(lambda runspace: self.work(runspace.cx, items, emit, handle))
        else:
            cx = self.session()
            start_thread(lambda: self.work(cx, items, emit, handle), "perdure-shell")
        return handle

    def end(self, handle: AsyncResult) -> DataCollection:
        while not handle.done.is_set:
            self.caller.host.check_stop()
            with CHANGED:
                if not handle.done.is_set:
                    CHANGED.wait(LOOK_S)
        if handle.failure is not None:
            raise DotNetThrow(handle.failure)
        return handle.output

    def stop(self) -> None:
        cx = self.running
        if self.state != "Running":
            return
        self.state = "Stopping"
        if cx is not None:
            cx.host.stopping.set()
        while self.state == "Stopping":
            with CHANGED:
                CHANGED.wait(LOOK_S)

    def dispose(self) -> None:
        if self.state == "Running" and self.running is not None:
            self.stop()
        self.disposed = True
        if self.own is not None:
            self.own.close()

    # -- running -----------------------------------------------------------------------------------------------------------

    def begun(self) -> None:
        """Notes that a run begins; raises where one is under way or nothing is to be run."""
        if self.state in ("Running", "Stopping"):
            raise throw_dotnet(
                SMA + "InvalidPowerShellStateException",
                "The state of the current PowerShell instance is not valid for this operation.",
            )
        if not self.commands.commands:
            raise throw_dotnet("System.InvalidOperationException", "No commands are specified.")
        self.state, self.reason, self.failed = "Running", None, False

    def session(self) -> Context:
        """Gives the session to run in, made when it is the shell's own."""
        if self.nested:
            return self.caller
        try:
            if self.runspace is None:
                self.own = LiveRunspace(self.caller, self.initial)
                self.own.open()
                self.runspace = self.own
            return opened(self.runspace).cx  # type: ignore[no-any-return]
        except BaseException:
            self.state = "NotStarted"
            raise

    def work(self, cx: Context, items: Any, emit: Callable[[Any], None], handle: AsyncResult) -> None:
        """Is a run on another thread."""
        try:
            handle.failure = self.run(cx, items, emit)
        finally:
            handle.done.put(True)

    def run(self, cx: Context, items: Any, emit: Callable[[Any], None]) -> NetException | None:
        """Runs the commands; gives the exception that has ended them."""
        kept, self.running = cx.streams, cx
        if self.state == "Stopping":
            cx.host.stopping.set()
        cx.streams = streams_into(self.put)
        before = set_current(cx)
        state, self.reason = "Completed", None
        try:
            for statement in statements(self.commands.commands):
                if statement:
                    self.statement(cx, statement, items, emit)
                items = ()
        except (ExitFlow, BreakFlow):
            state = "Completed"
        except Cancelled:
            state = "Stopped"
            self.reason = NetException(SMA + "PipelineStoppedException", "The pipeline has been stopped.")
        except ScriptError as error:
            state, self.reason, self.failed = "Failed", error.record.exception, True
        finally:
            set_current(before)
            cx.streams, self.running = kept, None
            if not self.nested:
                cx.host.stopping.clear()
            self.state = state
        ended: NetException | None = self.reason
        return ended

    def statement(self, cx: Context, commands: list[ShellCommand], items: Any, emit: Callable[[Any], None]) -> None:
        """Runs one pipeline."""
        given = list(items)
        stages = []
        for at, command in enumerate(commands):
            arguments = [
                Argument(p.name.lstrip("-") if p.name else None, p.value, p.given, p.given and bool(p.name))
                for p in command.parameters
            ]
            stages.append(stage_of(cx, command, arguments, at > 0 or bool(given)))
        run_stages(stages, given or None, emit)

    def put(self, stream: str, record: Any) -> None:
        """Takes what a stream got."""
        self.streams.found[stream].items.append(record)
        self.failed = self.failed or stream == "Error"


def statements(commands: list[ShellCommand]) -> list[list[ShellCommand]]:
    """Gives the pipelines that AddStatement has set apart."""
    found: list[list[ShellCommand]] = [[]]
    for command in commands:
        found[-1].append(command)
        if command.ends:
            found.append([])
    return found


def stage_of(cx: Context, command: ShellCommand, arguments: list[Argument], piped: bool) -> Any:
    """Makes the stage of a command or of a script's text."""
    if not command.is_script:
        return named_stage(cx, command.text, arguments, piped)
    script = parse_script(command.text)
    prepare(cx, script, cx.scope)
    block = script_block(cx, script)
    return FunctionStage(block, "<ScriptBlock>", arguments, cx.scope, piped, None, None, not command.local, "block")


class Shells:
    """What a session makes of them. `own_runspace`: the runspace that the session itself is."""

    def __init__(self, cx: Context, own_runspace: Runspace | None = None) -> None:
        self.cx, self.own_runspace = cx, own_runspace

    def shell(self, given: Any, nested: bool = False) -> PowerShell:
        initial = given if isinstance(given, InitialSessionState) else None
        made = LiveShell(self.cx, initial, nested)
        made.runspace = given if isinstance(given, Runspace) else None
        return made

    def runspace(self, initial: InitialSessionState | None) -> Runspace:
        return LiveRunspace(self.cx, initial)

    def pool(self, least: int, most: int, initial: InitialSessionState | None, shown: bool) -> RunspacePool:
        made = LivePool(self.cx, least, most, initial)
        made.shown = self.cx.host.shown if shown else None
        return made

    def own(self) -> Runspace:
        """Gives the runspace of the session that runs."""
        if self.own_runspace is None:
            made = self.own_runspace = Runspace(1, new_guid(), None)
            made.cx, made.state = self.cx, "Opened"
        return self.own_runspace
