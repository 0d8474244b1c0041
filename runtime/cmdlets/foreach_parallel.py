"""ForEach-Object -Parallel: a block for many objects at once, each in a session of its own.

The pipeline's thread takes objects and hands on what the threads put out; the block's own errors never stop the caller.
Source: conformance/concurrency/foreach-parallel-*.
"""

import threading
from queue import Empty, SimpleQueue
from typing import Any

from perdure.interpreter.command import Cmdlet
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import RUNTIME, ErrorRecord, NetException, ScriptError
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.jobs_task import TaskJob
from perdure.runtime.runspaces import BEGUN, BUG, ENDS, FAILED, OUTPUT, Pool, parsed_text, using_values

NOT_SUPPORTED = "System.Management.Automation.PSNotSupportedException"
ARGUMENT = "System.Management.Automation.PSArgumentException"
REFUSED = ("erroraction", "warningaction", "informationaction", "pipelinevariable")
BLOCK_PIPED = (
    "A ForEach-Object -Parallel piped input object cannot be a script block. Passed-in script block variables are not "
    "supported with ForEach-Object -Parallel, and can result in undefined behavior."
)
BLOCK_USED = (
    "A ForEach-Object -Parallel using variable cannot be a script block. Passed-in script block variables are not "
    "supported with ForEach-Object -Parallel, and can result in undefined behavior."
)
NO_TIMEOUT = "The TimeoutSeconds parameter cannot be used with the AsJob parameter."
POLL_S = 0.1  # Ctrl+C is looked at so often


class ParallelRun:
    """One call of ForEach-Object -Parallel. Only the pipeline's thread calls it."""

    def __init__(self, command: Cmdlet) -> None:
        self.command = command
        self.pending = 0  # values whose end has not been told
        self.events: SimpleQueue[tuple[str, Any]] = SimpleQueue()
        self.timer: threading.Timer | None = None
        self.pool: Pool | None = None
        check_common(command)
        block: ScriptBlock = command.Parallel  # type: ignore[attr-defined]
        using = self.values(block)
        limit, fresh = command.ThrottleLimit, to_bool(command.UseNewRunspace)  # type: ignore[attr-defined]
        self.pool = Pool(command.cx, parsed_text(block.text()), using, limit, fresh)
        seconds = command.TimeoutSeconds  # type: ignore[attr-defined]
        self.job: TaskJob | None = None
        self.values_of_job: list[Any] = []
        if to_bool(command.AsJob):  # type: ignore[attr-defined]
            if command.has("TimeoutSeconds"):
                raise command.throw(
                    ErrorRecord(
                        NetException(ARGUMENT, NO_TIMEOUT), "ParallelCannotUseTimeoutWithJob", "InvalidOperation"
                    )
                )
            self.job = TaskJob(command.cx.engine, block.text(), self.pool)
        elif seconds:
            self.timer = threading.Timer(seconds, self.pool.stop)
            self.timer.daemon = True
            self.timer.start()

    def values(self, block: ScriptBlock) -> dict[str, Any]:
        """Gives the values of the block's `$using:` variables."""
        try:
            found = using_values(block.tree, self.command.scope)
        except ScriptError as error:
            raise self.command.throw(error.record) from None
        if any(isinstance(unwrap(value), ScriptBlock) for value in found.values()):
            raise self.command.throw(
                ErrorRecord(
                    NetException(ARGUMENT, BLOCK_USED), "ParallelUsingVariableCannotBeScriptBlock", "InvalidType"
                )
            )
        return found

    def take(self, value: Any) -> None:
        """Takes one object; hands on what has come so far."""
        if isinstance(unwrap(value), ScriptBlock):
            record = ErrorRecord(
                NetException(ARGUMENT, BLOCK_PIPED), "ParallelPipedInputObjectCannotBeScriptBlock", "InvalidType"
            )
            self.command.write_error(self.command.own(record))
            return
        if self.job is not None:
            self.values_of_job.append(value)
            return
        self.hand_on_waiting()
        if self.pool is not None and not self.pool.stopped:
            self.pending += 1
            self.pool.submit(value, self.put)

    def put(self, kind: str, value: Any) -> None:
        """Takes what a thread has to tell."""
        if kind != BEGUN:
            self.events.put((kind, value))

    def hand_on_waiting(self) -> None:
        events = self.events
        while not events.empty():
            self.hand_on(*events.get())

    def end(self) -> None:
        """Waits for all that runs, and hands on what comes; -AsJob: starts the job."""
        if self.job is not None:
            self.job.start(self.values_of_job)
            self.command.write(self.job)
            return
        if self.pool is not None:
            self.pool.close()
        check_stop = self.command.cx.host.check_stop
        get = self.events.get
        while self.pending:
            try:
                event = get(timeout=POLL_S)
            except Empty:
                check_stop()
                continue
            self.hand_on(*event)

    def stop(self) -> None:
        """Ends what still runs: the pipeline is over."""
        if self.timer is not None:
            self.timer.cancel()
        if self.pool is not None and self.pending:
            self.pool.stop()
            self.pool.close()

    def hand_on(self, kind: str, value: Any) -> None:
        """Writes one record to its stream of the caller, by the caller's preferences."""
        command = self.command
        if kind == OUTPUT:
            command.emit(value)
        elif kind in ENDS:
            self.pending -= 1
            if kind == FAILED:
                self.write_error(task_error(value))
            elif kind == BUG:
                raise value
        elif kind == "Error":
            self.write_error(value)
        elif kind in MESSAGES:
            getattr(command, kind.lower())(value.message)
        elif kind == "Information":
            command.cx.write_information(value, (), command)
        elif kind == "Progress":
            command.progress(value)

    def write_error(self, record: ErrorRecord) -> None:
        """Writes an error of the block as it is: its place and id stay."""
        if self.command.stage is not None:
            self.command.stage.failed = True
        self.command.cx.write_error(record)


MESSAGES = frozenset({"Warning", "Verbose", "Debug"})


def check_common(command: Cmdlet) -> None:
    """Refuses the common parameters that -Parallel does not know."""
    if any(name in command.common for name in REFUSED):
        message = (
            "The following common parameters are not currently supported in the Parallel parameter set:\n"
            "ErrorAction, WarningAction, InformationAction, PipelineVariable"
        )
        record = ErrorRecord(
            NetException(NOT_SUPPORTED, message), "ParallelCommonParametersNotSupported", "NotImplemented"
        )
        raise command.throw(record)


def task_error(record: ErrorRecord) -> ErrorRecord:
    """Makes the error by which the caller hears that a block was ended by an error."""
    raised = record.exception
    runtime = find_type(RUNTIME)
    if runtime is None or not raised.net_type.is_a(runtime):
        wrapped = NetException(RUNTIME, raised.message, raised)
        wrapped.props["WasThrownFromThrowStatement"] = True
        wrapped.record = record
        raised = wrapped
    return ErrorRecord(raised, "PSTaskException", "InvalidOperation")
