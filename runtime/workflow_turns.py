"""A run's turn on the scheduler: steps its ready branches and does what their steps ask for."""

import traceback
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.frames import Branch
from perdure.interpreter.machine_saved import reload
from perdure.interpreter.steps import Activity, Checkpoint, Ended, Sleep, Suspend
from perdure.runtime import workflow_activities, workflow_limits, workflow_saving
from perdure.runtime.workflow_run import Run

QUANTUM = 200  # steps of one branch before the others have their turn
IDLE_SAVE_S = 5.0  # a job that only waits for timers saves itself after so long (SD-30)


def begun(scheduler: Any, run: Run) -> None:
    """Starts the timers of a run that has just come or come back."""
    workflow_limits.begun(scheduler, run, cancel)
    for b in list(run.machine.branches.values()):
        if type(b.wait) is Sleep:
            start_sleep(scheduler, run, b, b.wait)


def turn(scheduler: Any, run: Run) -> None:
    """Steps every branch that was ready when the turn began, then saves where that was asked for."""
    ready = run.machine.ready
    for _ in range(len(ready)):
        if not ready or run.ended:
            break
        advance(scheduler, run, ready.popleft())
    if not run.ended:
        settle(scheduler, run)


def advance(scheduler: Any, run: Run, b: Branch) -> None:
    """Steps a branch until it waits, or for a while."""
    machine = run.machine
    every = run.engine.mode == "every"
    for _ in range(QUANTUM):
        step = b.wait
        if step is None:
            if run.saver.suspending and not run.stopping and run.outer is None:
                run.held.append(b)
                return
            run.steps += 1
            step = machine.step(b)
            if step is None:
                if every and may_reload(run):
                    machine.wake(b)
                    reload(machine, run.encoder)
                    rewait(scheduler, run)
                    return
                continue
        if type(step) is not Ended or b is machine.root:
            begin(scheduler, run, b, step)
        return
    machine.wake(b)


def may_reload(run: Run) -> bool:
    """Tells whether nothing outside holds a part of the state just now."""
    return not (run.live or run.asked or run.held or run.saving or run.before_store or run.outer)


def rewait(scheduler: Any, run: Run) -> None:
    """Sets the timers of branches that have been loaded anew."""
    for b in list(run.machine.branches.values()):
        if type(b.wait) is Sleep:
            start_sleep(scheduler, run, b, b.wait)


def begin(scheduler: Any, run: Run, b: Branch, step: Any) -> None:
    """Does what a step asks for, once."""
    if b.begun is step:
        return
    b.begun = step
    kind = type(step)
    if kind is Activity:
        workflow_activities.begin(scheduler, run, b, step)
    elif kind is Sleep:
        workflow_saving.once_stored(scheduler, run, start_sleep, scheduler, run, b, step)
    elif kind is Checkpoint:
        ask(run, b)
    elif kind is Suspend:
        b.wait = None
        if run.outer is not None:
            run.machine.wake(b)  # the activity's end is waited for (SD-31)
        else:
            run.held.append(b)
            run.suspenders.append(b)
        run.saver.suspending = True
        note_suspending(run.saver)
    elif kind is Ended:
        workflow_saving.finish(scheduler, run, step.leaving)


def note_suspending(run: Run) -> None:
    if run.job is not None and run.job.state_name == "Running":
        run.job.set_state("Suspending")


def ask(run: Run, b: Branch) -> None:
    """Lets a branch wait for the next commit."""
    if run.engine.mode == "never":
        b.wait = None
        run.machine.wake(b)
    else:
        run.saver.asked.append((run, b))


def start_sleep(scheduler: Any, run: Run, b: Branch, step: Sleep) -> None:
    """Sets a timer; the due time is saved with the branch."""
    if step.due_s is None:
        step.due_s = scheduler.clock.now_s() + step.seconds
    scheduler.at(step.due_s, awake, run, b, step)


def awake(run: Run, b: Branch, step: Sleep) -> None:
    if b.wait is step and run.has(b):
        b.wait = None
        run.machine.wake(b)


def settle(scheduler: Any, run: Run) -> None:
    """Saves where branches have asked for it, and ends a suspension that everybody has reached."""
    if run.asked and not run.saving:
        workflow_saving.save(scheduler, run)
    elif run.suspending and run.quiet and run.outer is None:
        workflow_saving.suspend(scheduler, run)
    elif run.outer is None and run.quiet and run.persist is not False:
        idle(scheduler, run)


def idle(scheduler: Any, run: Run) -> None:
    """Saves a run that has waited for nothing but timers for a while (SD-30)."""
    if run.idle_since_s is None and run.saved_steps != run.steps:
        now = run.idle_since_s = scheduler.clock.now_s()
        scheduler.at(now + IDLE_SAVE_S, save_idle, scheduler, run, run.steps)


def save_idle(scheduler: Any, run: Run, steps: int) -> None:
    """Saves when nothing has happened since."""
    run.idle_since_s = None
    if not run.ended and run.quiet and run.lease is not None and run.saved_steps != run.steps == steps:
        workflow_saving.save(scheduler, run, forgiving=True)


def cancel(run: Run) -> None:
    """Ends all branches from outside; `finally` blocks run."""
    run.stopping = True
    run.suspending = False
    held, run.held = run.held, []
    for b in held:
        run.machine.wake(b)
    if run.machine.root.id in run.machine.branches:
        run.machine.cancel(run.machine.root)


def crashed(scheduler: Any, run: Run, fault: Exception) -> None:
    """Ends a run by a fault of ours: the job has failed, its last checkpoint stays."""
    if run.engine.fault_text is None:
        run.engine.fault_text = "".join(traceback.format_exception(fault))
    raised = NetException("System.InvalidOperationException", f"A fault of the engine: {fault!r}")
    run.failure = ErrorRecord(raised, "EngineFault", "NotSpecified")
    raised.record = run.failure
    run.machine.ready.clear()
    workflow_saving.finish(scheduler, run, None)
