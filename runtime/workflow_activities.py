"""Activities: handed to the executor with copies of what they see, their results delivered; retries, time-outs, stopping."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import LeaveValue
from perdure.interpreter.context import set_current
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import BreakFlow, Cancelled, ErrorRecord, ExitFlow, NetException, ScriptError
from perdure.interpreter.frames import Branch, Leaving
from perdure.interpreter.machine_plan import command_name
from perdure.interpreter.machine_scopes import ActivityScope
from perdure.interpreter.python_faults import ENDED, script_error
from perdure.interpreter.reporting import locate
from perdure.interpreter.steps import Activity, Checkpoint, Outcome, Settings
from perdure.interpreter.values.base import NOTHING
from perdure.runtime import workflow_saving
from perdure.runtime.workflow_context import (
    STREAM_NAMES,
    activity_context,
    add_functions,
    keep_blocks_apart,
    streams_into,
)
from perdure.runtime.workflow_engine import JobEngine
from perdure.runtime.workflow_modules import require
from perdure.runtime.workflow_progress import COMPLETED, FAILED, RETRYING, RUNNING, report
from perdure.runtime.workflow_remote import computers_of, deserialized, run_there
from perdure.runtime.workflow_run import Run

IGNORED_CREDENTIAL = "The PSCredential parameter is ignored because no value was given for PSComputerName."
GRACE_S = 5.0  # how long a stopped activity may take before it is left to itself
PLAIN = Settings()


class Live:
    """One activity under way. `gather`: its output is kept for the frame; else it goes out as it comes."""

    __slots__ = (
        "run",
        "branch",
        "step",
        "attempt",
        "scope",
        "cx",
        "gather",
        "out",
        "over",
        "stopped",
        "dropped",
        "late",
        "gathered",
        "flat",
        "source",
    )

    def __init__(self, run: Run, branch: Branch, step: Activity, attempt: int) -> None:
        self.run, self.branch, self.step, self.attempt = run, branch, step, attempt
        self.out: list[Any] = []
        self.gather = branch.frames[-1].out is not None
        self.source = branch.frames[-1].definition.source
        self.over = False  # its result has been taken, or nobody waits for it any more
        self.stopped = False
        self.dropped = False  # what it still puts out is dropped
        self.late = False  # its time was over
        settings = step.settings or PLAIN
        self.gathered: dict[str, list[Any]] = {STREAM_NAMES[low]: [] for low in settings.gathered}
        self.flat = is_flat(step, settings)
        streams = streams_into(self.put, settings.quiet - settings.gathered.keys(), run.noting)
        if settings.merge_errors:
            streams.error = self.emit
        self.cx = activity_context(run.cx, streams)
        self.scope = ActivityScope(step.scope, self.cx)
        self.cx.scope = self.scope.top
        add_functions(self.cx, step.scope)
        keep_blocks_apart(self.cx, self.scope.top)
        self.cx.engine = JobEngine(run, self)
        if step.captures:
            self.cx.engine.calls = []

    def emit(self, value: Any) -> None:
        """Takes one output object, on the activity's thread."""
        if self.flat:
            value = deserialized(value, self.cx)
        if self.gather:
            self.out.append(value)
        else:
            self.run.streams.put("Output", value, self)

    def put(self, stream: str, record: Any) -> None:
        """Takes a record of another stream: for the variable that gathers them, else for the job."""
        gathered = self.gathered.get(stream)
        if gathered is not None:
            gathered.append(record)
        else:
            self.run.streams.put(stream, record, self)


def is_flat(step: Activity, settings: Settings) -> bool:
    """Tells whether results are deserialised as 5.1 does (3.5): only where a script asks for it (SD-7)."""
    if settings.live is not None:
        return not settings.live
    return step.scope.lookup("psdisableserializationpreference") is False


def begin(scheduler: Any, run: Run, b: Branch, step: Activity) -> None:
    """Starts an activity once the job's first state is stored (spec 6.2)."""
    workflow_saving.once_stored(scheduler, run, start, scheduler, run, b, step, 0)


def start(scheduler: Any, run: Run, b: Branch, step: Activity, attempt: int) -> None:
    """Hands an activity to the executor, unless the branch has been called off meanwhile."""
    if b.wait is not step or not run.has(b):
        return
    live = run.live[b.id] = Live(run, b, step, attempt)
    if step.settings is not None and step.settings.timeout_s is not None:
        scheduler.at(scheduler.clock.now_s() + step.settings.timeout_s, too_late, scheduler, live)

    report(live, RUNNING)

    def work() -> None:
        scheduler.post(finished, scheduler, live, perform(live))

    scheduler.executor.submit(work)


def perform(live: Live) -> Any:
    """Does the work, on the executor's thread; gives the Outcome, or the fault of ours that has ended it."""
    outcome = Outcome()
    step, cx = live.step, live.cx
    before = set_current(cx)
    try:
        run_code(live, outcome)
    except ENDED as raised:
        error = script_error(raised)
        locate(error.record, live.source, step.node.span, cx)
        outcome.error = error
    except Cancelled:
        outcome.cancelled = True
    except Exception as fault:  # ours; told to whoever looks after the run
        return fault
    finally:
        set_current(before)
    outcome.out = live.out
    outcome.changes = live.scope.changes()
    for low, name in (step.settings or PLAIN).gathered.items():
        outcome.changes.append((name, collected(live.gathered[STREAM_NAMES[low]]), False))
    calls = cx.engine.calls
    if calls:
        outcome.call = calls[0]
    return outcome


def collected(records: list[Any]) -> Any:
    """Gives gathered records as a variable holds them."""
    return records[0] if len(records) == 1 else records or None


def run_code(live: Live, outcome: Outcome) -> None:
    """Runs the closure, here or on other computers; control that leaves it becomes data."""
    step, top = live.step, live.scope.top

    def here(cx: Any, scope: Any, emit: Any) -> None:
        modules = (step.settings or PLAIN).modules
        if modules and not is_inline(step.node):  # InlineScript's text has a session of its own
            require(cx, modules)
        signal = step.code(scope, emit)
        if signal is not None:
            outcome.leaving = Leaving(signal.kind, signal.label)

    try:
        if step.valued:
            outcome.value = step.code(top)
            return
        computers = computers_of(live.run, step) if is_sent(step) else []
        if step.settings is not None and step.settings.credential is not None and not computers:
            live.cx.write_warning(IGNORED_CREDENTIAL, None)
        if computers:
            run_there(live, computers, here)
        else:
            here(live.cx, top, live.emit)
    except LeaveValue as left:
        for value in left.out:
            live.emit(value)
        outcome.leaving = Leaving(left.signal.kind, left.signal.label)
    except BreakFlow as flow:
        outcome.leaving = Leaving("continue" if flow.is_continue else "break", flow.label)
    except ExitFlow:
        outcome.leaving = Leaving("return")


def is_inline(node: Any) -> bool:
    """Tells whether a pipeline begins with InlineScript."""
    first = node.elements[0] if isinstance(node, ast.Pipeline) else None
    return isinstance(first, ast.Command) and command_name(first) == "inlinescript"


def is_sent(step: Activity) -> bool:
    """Tells whether a step is work that -PSComputerName sends elsewhere: a command's, not a calculation (spec 10.1)."""
    node = step.node
    return (
        not step.captures
        and isinstance(node, ast.Pipeline)
        and any(isinstance(element, ast.Command) for element in node.elements)
    )


def finished(scheduler: Any, live: Live, outcome: Any) -> None:
    """Delivers what an activity came to; runs it again where it may be tried again."""
    run, b, step = live.run, live.branch, live.step
    if live.over:
        return
    live.over = True
    run.live.pop(b.id, None)
    run.steps += 1
    if run.ended:
        return
    run.streams.settle(live)
    if isinstance(outcome, Exception):
        raise outcome
    if live.late:
        outcome.error, outcome.cancelled = timed_out(), False
    elif live.stopped:
        outcome.cancelled = True
    settings = step.settings or PLAIN
    if outcome.error is not None and not outcome.cancelled and live.attempt < settings.retries:
        run.error(failed_attempt(outcome.error.record))
        report(live, RETRYING)
        due = scheduler.clock.now_s() + settings.interval_s
        scheduler.at(due, start, scheduler, run, b, step, live.attempt + 1)
        return
    report(live, FAILED if outcome.error is not None else COMPLETED)
    run.machine.deliver(b, outcome)
    if b.wait is None and persists(run, step):
        b.wait = Checkpoint()


def persists(run: Run, step: Activity) -> bool:
    """Tells whether there is a checkpoint behind this activity (spec 6.2)."""
    if step.settings is not None and step.settings.persist is not None:
        return bool(step.settings.persist)
    wanted = step.scope.lookup("pspersistpreference")
    if wanted is not NOTHING and wanted is not None:
        return to_bool(wanted)
    return run.saver.persist is True


def stop(scheduler: Any, run: Run, b: Branch) -> None:
    """Stops a branch's activity. One that does not end is left to itself after a while."""
    live = run.live.get(b.id)
    if live is None:  # not begun, or between two attempts
        b.wait = None
        run.machine.wake(b)
        return
    live.stopped = True
    live.cx.host.stopping.set()
    scheduler.at(scheduler.clock.now_s() + GRACE_S, give_up, scheduler, live)


def give_up(scheduler: Any, live: Live) -> None:
    """Goes on without an activity that does not stop; what it still does counts for nothing."""
    if not live.over:
        live.dropped = True
        outcome = Outcome()
        outcome.cancelled = True
        finished(scheduler, live, outcome)


def too_late(scheduler: Any, live: Live) -> None:
    """Ends an activity whose own time-out is over."""
    if not live.over and not live.stopped:
        live.late = True
        live.cx.host.stopping.set()
        scheduler.at(scheduler.clock.now_s() + GRACE_S, give_up, scheduler, live)


def timed_out() -> ScriptError:
    """Makes the error of PSActionRunningTimeoutSec."""
    raised = NetException("System.TimeoutException", "The activity has reached its running time limit.")
    record = ErrorRecord(raised, "ActivityTimeout", "OperationTimeout")
    raised.record = record
    return ScriptError(record)


def failed_attempt(record: ErrorRecord) -> ErrorRecord:
    """Makes the record of an attempt that will be followed by another (spec 4.8)."""
    made = ErrorRecord(record.exception, "ActivityActionFailed", record.category, record.target)
    made.invocation = record.invocation
    made.position_source, made.position_span = record.position_source, record.position_span
    made.stack = record.stack
    return made
