"""Checkpoints and the ends of runs: encodes the state, lets the caller show what it persists, commits, wakes who waited.

What a commit holds belongs to one moment: the state of all branches, and the outputs of statements that are done. The
store is only touched by the writer and the executor; their answers come back through the scheduler's inbox.
"""

import json
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.frames import Branch, Leaving
from perdure.interpreter.machine_saved import asked_at, place_of, roots_of
from perdure.interpreter.records import CannotSave
from perdure.interpreter.steps import Sleep
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Delta
from perdure.runtime.workflow_limits import journal_of
from perdure.runtime.workflow_outputs import encode_entries, encode_error
from perdure.runtime.workflow_run import Run
from perdure.runtime.workflow_streams import Entry


class Save:
    """One commit on its way: who waits for it, what it holds, what is to be done behind it."""

    __slots__ = ("waiters", "entries", "delta", "then")

    def __init__(self, waiters: list[tuple[Run, Branch]], entries: list[Entry], delta: Delta, then: Any = None) -> None:
        self.waiters, self.entries, self.delta, self.then = waiters, entries, delta, then


def once_stored(scheduler: Any, run: Run, work: Any, *args: Any) -> None:
    """Does `work` once the job's first state is stored; at once where it never will be or is already."""
    top = run.saver
    if top.lease is not None or top.job is None or top.persist is False or top.engine.mode == "never":
        work(*args)
        return
    top.before_store.append((work, args))
    if not top.saving:
        save(scheduler, top, forgiving=True)


def save(scheduler: Any, run: Run, forgiving: bool = False, state: str | None = None, then: Any = None) -> None:
    """Commits a run's state for those who have asked; `then` is done with the run behind it.

    Args:
        forgiving: a value that can't be saved is nobody's error (nobody has asked for this checkpoint).
    """
    waiters, run.asked = run.asked, []
    try:
        snapshot = run.encoder.dump(roots_of(run.machine))
    except CannotSave as bad:
        refuse(scheduler, run, waiters, bad, forgiving)
        return
    run.saved_steps = run.steps
    entries = run.streams.unsaved()
    delta = Delta(
        scheduler.now_ms(),
        snapshot,
        encode_entries(entries),
        journal_of(scheduler, run),
        state=state or ("Running" if run.lease is None else None),
        began_ms=run.job.began_ms if run.lease is None else None,
        due_ms=earliest_due_ms(run),
        note=note_of(run),
    )
    commit(scheduler, run, Save(waiters, entries, delta, then))


def refuse(scheduler: Any, run: Run, waiters: list[tuple[Run, Branch]], bad: CannotSave, forgiving: bool) -> None:
    """Tells who asked that the state can't be saved; the last good checkpoint stays (SD-21)."""
    if forgiving:
        run.persist = False if run.lease is None else run.persist
        release_store_waiters(run)
        for waiter, b in waiters:
            b.wait = None
            waiter.machine.wake(b)
        return
    for waiter, b in waiters:
        fail_branch(waiter, b, not_saveable(bad))
    if run.suspending:
        not_suspended(run, not_saveable(bad))


def not_saveable(bad: CannotSave) -> ErrorRecord:
    """Makes the record of a value that no checkpoint can hold."""
    raised = NetException("System.Runtime.Serialization.SerializationException", str(bad))
    raised.record = ErrorRecord(raised, "SerializationErrorException", "InvalidData", bad.path)
    return raised.record


def fail_branch(run: Run, b: Branch, record: ErrorRecord) -> None:
    """Lets a checkpoint's error loose in the branch that asked for it."""
    b.wait = None
    run.machine.fail(b, ScriptError(record), asked_at(b))
    run.machine.wake(b)


def commit(scheduler: Any, run: Run, made: Save) -> None:
    """Sends a commit on its way; a synchronous caller shows first what it persists."""
    run.saving = True

    def go() -> None:
        scheduler.post(submit, scheduler, run, made)

    if run.streams.listener is not None and made.entries:
        run.streams.listener(("flush", go))
    else:
        submit(scheduler, run, made)


def submit(scheduler: Any, run: Run, made: Save) -> None:
    """Gives a commit to the writer; a job's first one creates it in the store."""

    def answered(answer: Any) -> None:
        scheduler.post(saved, scheduler, run, made, answer)

    if run.lease is not None:
        if nothing_else(scheduler, run):
            saved(scheduler, run, made, run.engine.writer.write(run.lease, made.delta))
            return
        try:
            run.engine.writer.submit(run.lease, made.delta, answered)
        except StoreError as error:
            saved(scheduler, run, made, error)
        return

    def create() -> None:
        try:
            answered(run.engine.create_stored(run, made.delta))
        except StoreError as error:
            answered(error)

    scheduler.executor.submit(create)


def nothing_else(scheduler: Any, run: Run) -> bool:
    """Tells whether all that this process has to do is to wait for the commit: then a way to another thread is too long."""
    return len(scheduler.runs) == 1 and not run.live and not run.machine.ready and scheduler.inbox.empty()


def saved(scheduler: Any, run: Run, made: Save, answer: Any) -> None:
    """A commit is on the disk, or could not be made. A run that ended meanwhile goes on with its end."""
    run.saving = False
    ending, run.ending = run.ending, None
    if isinstance(answer, StoreError):
        not_saved(scheduler, run, made, answer, ending)
        return
    late = run.streams.saved(made.entries, run.lease.outputs)
    if late:
        scheduler.executor.submit(lambda: run.engine.mark_received(run.job.id, late))
    release_store_waiters(run)
    for waiter, b in made.waiters:
        if waiter.has(b):
            b.wait = None
            waiter.machine.wake(b)
    if ending is not None:
        ending()
    elif made.then is not None:
        made.then(scheduler, run)


def not_saved(scheduler: Any, run: Run, made: Save, error: StoreError, ending: Any) -> None:
    """A commit failed: whoever asked gets the error. A run that has been taken over ends at once."""
    if error.code == "fenced":
        run.ended = True
        run.lease = None
        end(scheduler, run, "Suspended")
        return
    if ending is not None:
        ending()
        return
    raised = NetException("System.IO.IOException", f"{error.message} {error.hint}".strip())
    record = ErrorRecord(raised, f"JobStore.{error.code}", "ResourceUnavailable")
    raised.record = record
    if made.then is None and run.lease is not None:
        for waiter, b in made.waiters:
            fail_branch(waiter, b, record)
        return
    run.job.not_stored = run.lease is None  # nothing has been done yet that a checkpoint should hold
    run.failure = run.failure or record
    run.job.failure = run.failure
    run.ended = True
    end(scheduler, run, "Failed")


def release_store_waiters(run: Run) -> None:
    """Lets those go on that waited for the job's first state to be stored."""
    waiting, run.before_store = run.before_store, []
    for work, args in waiting:
        work(*args)


def earliest_due_ms(run: Run) -> int:
    """Gives when the first timer of a run is due, 0 without any."""
    due = [b.wait.due_s for b in run.machine.branches.values() if type(b.wait) is Sleep and b.wait.due_s is not None]
    return int(min(due) * 1000) if due else 0


def note_of(run: Run) -> bytes:
    """Writes down where the branches stand, for `perdure show`; the same bytes again while they stand there."""
    places = [(b.id, *place_of(b)) for b in run.machine.branches.values() if b.frames][:100]
    if places != run.noted[0]:
        rows = []
        for number, definition, node in places:
            line, column = definition.source.line_column(node.span.start)
            rows.append([number, definition.name, definition.source.path, line, column])
        run.noted = (places, json.dumps(rows).encode())
    return run.noted[1]


# ---- suspending and ending -------------------------------------------------------------------------------------------


def suspend(scheduler: Any, run: Run) -> None:
    """Every branch stands still: saves the run and gives the job back."""
    save(scheduler, run, state="Suspended", then=suspended)


def suspended(scheduler: Any, run: Run) -> None:
    run.ended = True
    end(scheduler, run, "Suspended")


def not_suspended(run: Run, record: ErrorRecord) -> None:
    """Lets a run go on that can't be saved: the branch that asked gets the error, else the job's error stream."""
    run.suspending = False
    if run.job is not None:
        run.job.set_state("Running")
    asked, run.suspenders = run.suspenders, []
    held, run.held = run.held, []
    for b in held:
        if b in asked:
            fail_branch(run, b, record)
        else:
            run.machine.wake(b)
    if not asked:
        run.error(record)


def force_suspend(scheduler: Any, run: Run) -> None:
    """Goes back to the last checkpoint at once; what runs is abandoned (spec 9.4)."""
    if run.ended:
        return
    if run.saving:
        run.ending = lambda: force_suspend(scheduler, run)
        return
    abandon(scheduler, run)
    run.streams.roll_back()
    if run.lease is None:
        end(scheduler, run, "Stopped")
        return
    delta = Delta(scheduler.now_ms(), journal=journal_of(scheduler, run), state="Suspended")
    made = Save([], [], delta, suspended)
    submit(scheduler, run, made)


def abandon(scheduler: Any, run: Run) -> None:
    """Leaves what a run has under way to itself, runs within its activities too (SD-31): it counts for nothing."""
    run.ended = True
    for live in list(run.live.values()):
        live.over = live.dropped = True
        live.cx.host.stopping.set()
    run.live.clear()
    for inner in [other for other in scheduler.runs.values() if other.outer is run]:
        abandon(scheduler, inner)
        end(scheduler, inner, "Stopped")


def finish(scheduler: Any, run: Run, leaving: Leaving | None) -> None:
    """The root branch has ended: the job is over, once a commit that is on its way has arrived."""
    run.ended = True
    if run.saving:
        run.ending = lambda: finish(scheduler, run, leaving)
        return
    if run.failure is None and leaving is not None and leaving.kind == "error":
        run.failure = leaving.record
    state = "Completed"
    if run.failure is not None:
        state = "Suspended" if run.job is not None and run.job.suspends and run.lease is not None else "Failed"
    elif leaving is not None and leaving.kind == "cancel":
        state = "Stopped"
    if run.job is None:
        end(scheduler, run, state)
        return
    run.job.failure = run.failure
    run.job.ended_ms = scheduler.now_ms() if state != "Suspended" else run.job.ended_ms
    if run.lease is None or run.job.forgotten_as(state):
        end(scheduler, run, state)
        return
    if state == "Suspended":
        run.streams.roll_back()  # what is behind the last checkpoint will be put out again
    entries = run.streams.unsaved()
    delta = Delta(
        scheduler.now_ms(),
        outputs=encode_entries(entries),
        state=state,
        reason=encode_error(run.failure) if run.failure is not None else None,
        ended_ms=run.job.ended_ms,
        due_ms=0,
        drop_snapshots=run.keep == 0 and not keeps_going(run, state),
    )

    def ended(scheduler: Any, run: Run) -> None:
        end(scheduler, run, state)

    commit(scheduler, run, Save([], entries, delta, ended))


def keeps_going(run: Run, state: str) -> bool:
    """Tells whether a run that has ended so may still go on from its last checkpoint (SD-29)."""
    return state == "Suspended" or (state == "Failed" and bool(run.job.resumable_failure))


def end(scheduler: Any, run: Run, state: str) -> None:
    """Takes a run off the scheduler and tells everybody that looks at its job."""
    scheduler.runs.pop(id(run), None)
    lease, run.lease = run.lease, None
    told = run.streams.listener
    if run.job is None:
        if told is not None:
            told(("done", state))
        return

    following = run.engine.slots.leave(run.job)
    if following is not None:
        run.engine.start(following)

    def release() -> None:
        if lease is not None:
            if run.job.forgotten_as(state):
                run.engine.forget(run.job)
            else:
                run.engine.store.release(lease)
        run.job.over(state)
        if told is not None:
            told(("done", state))

    scheduler.executor.submit(release)
