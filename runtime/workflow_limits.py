"""A run's time limits: running time, which counts on across suspensions and kills, and time since the job's first start.

Running time so far stands in the store's journal: written with every state, and by itself now and then, so that a kill
loses little of it. Source: workflow specification 5.1 (PSRunningTimeoutSec, PSElapsedTimeoutSec).
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Delta
from perdure.runtime.workflow_run import Run

RUNNING = "running"  # key in the journal: seconds, as text
NOTES = 10  # how many times within its limit a run notes its running time, at least
NOTE_MAX_S = 30.0
WHAT = {"RunningTimeReached": "running", "ElapsedTimeReached": "elapsed"}


def begun(scheduler: Any, run: Run, ended: Any) -> None:
    """Sets the timers of a run that has just come or come back; `ended`: f(run) ends it."""
    now = scheduler.clock.now_s()
    if run.running_limit_s is not None:
        left = max(0.0, run.running_limit_s - run.running_s)
        scheduler.at(now + left, time_out, run, "RunningTimeReached", ended)
        note_later(scheduler, run)
    if run.elapsed_due_s is not None:
        scheduler.at(run.elapsed_due_s, time_out, run, "ElapsedTimeReached", ended)


def time_out(run: Run, error_id: str, ended: Any) -> None:
    """Ends a run whose time is over."""
    if run.ended or run.failure is not None:
        return
    raised = NetException("System.TimeoutException", f"The workflow has reached its {WHAT[error_id]} time limit.")
    run.failure = ErrorRecord(raised, error_id, "OperationTimeout")
    raised.record = run.failure
    ended(run)


def journal_of(scheduler: Any, run: Run) -> list[tuple[str, bytes]]:
    """Gives what a commit writes down of the running time so far; nothing for a run without limit."""
    if run.running_limit_s is None:
        return []
    return [(RUNNING, repr(run.running_s + scheduler.clock.now_s() - run.begun_s).encode())]


def recall(run: Run, journal: Iterable[tuple[str, bytes]]) -> None:
    """Takes over how long the run had been running before."""
    for key, body in journal:
        if key == RUNNING:
            run.running_s = float(body)


def note_later(scheduler: Any, run: Run) -> None:
    assert run.running_limit_s is not None
    every = min(NOTE_MAX_S, run.running_limit_s / NOTES)
    scheduler.at(scheduler.clock.now_s() + every, note, scheduler, run)


def note(scheduler: Any, run: Run) -> None:
    """Writes the running time down between two states."""
    if run.ended:
        return
    if run.lease is not None and not run.saving:
        try:
            run.engine.writer.submit(run.lease, Delta(scheduler.now_ms(), journal=journal_of(scheduler, run)), _ignore)
        except StoreError:
            return  # the store is being closed
    note_later(scheduler, run)


def _ignore(_answer: Any) -> None:
    """A run that has been taken over hears of it at its next checkpoint."""
