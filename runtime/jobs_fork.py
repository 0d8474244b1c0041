"""Forks: a new job that goes on from a checkpoint of another one, with some of its variables changed.

The new job gets the state, the source texts and the outputs up to the checkpoint, so in the end it has put out what it
would have, had it run from the start. The other job may be running elsewhere; it is only read.
"""

from collections.abc import Sequence
from typing import Any

from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.frames import Branch
from perdure.interpreter.machine_calls import set_argument, waiting_parameters
from perdure.interpreter.machine_saved import roots_of
from perdure.interpreter.records import CannotSave, Snapshot
from perdure.interpreter.snapshot import Encoder
from perdure.runtime.jobs_stored import PARENT, StoredJobs, guarded
from perdure.runtime.jobs_workflow import WorkflowChild, WorkflowParent
from perdure.runtime.stores.protocol import Delta, NewJob, NewOutput
from perdure.runtime.time_travel import calls_of, scopes_of
from perdure.runtime.workflow_definitions import Luggage
from perdure.runtime.workflow_run import Run
from perdure.runtime.workflow_settings import decode_settings, encode_settings

Setting = tuple[int, str, Any]  # a branch's number, a variable's name as written, its new value


def fork(stored: StoredJobs, child: WorkflowChild, seq: int, settings: Sequence[Setting]) -> WorkflowParent:
    """Stores a new, suspended job that goes on from a checkpoint; resuming starts it.

    Raises:
        ScriptError: a value does not fit its variable, or no branch has that number.
        StoreError, DamagedRecord, MissingName: the checkpoint can't be read.
    """
    engine = stored.engine
    store = engine.store
    row, head = store.find_job(child.id), store.read_checkpoint(child.id, seq)
    body, snapshot = store.read_definition(child.id), head.snapshot
    if settings:
        luggage = Luggage(body)
        run = stored.put_together(child, row.metadata, luggage, head.snapshot)
        for number, name, value in settings:
            set_variable(run, number, name, value)
        snapshot = saved(run)
    origin = row.parent or row.id
    now = engine.scheduler.now_ms()
    outputs = [NewOutput(o.stream, o.body, o.received) for o in store.read_outputs(child.id) if o.seq <= head.outputs]
    delta = Delta(now, snapshot, outputs, state="Suspended", began_ms=now, note=head.note)
    known = decode_settings(row.metadata, engine.resolver())
    told = {**known, "origin": (origin, seq), "keep": known.get("keep") if engine.keep is None else engine.keep}
    parent_name = store.find_job(origin).name
    jobs = [
        NewJob(engine.new_id(), row.command, PARENT, f"{parent_name}@{seq}", script=row.script),
        NewJob(
            engine.new_id(), row.command, "runbook", parent_index=0, script=row.script, metadata=encode_settings(told),
            definition=body, first=delta,
        ),
    ]  # fmt: skip
    leases = guarded(store.create_jobs, jobs, engine.owner)
    for lease in leases:
        store.release(lease)
    stored.refresh()
    made: WorkflowParent = stored.by_number(leases[0].job)
    return made


def saved(run: Run) -> Snapshot:
    """Encodes a changed state as a whole."""
    try:
        return Encoder().dump(roots_of(run.machine))
    except CannotSave as bad:
        raise make_error(str(bad), "SerializationErrorException", "InvalidData", bad.path) from None


def set_variable(run: Run, number: int, name: str, value: Any) -> None:
    """Sets a variable of a branch: where the branch has it, else in its running workflow; its type holds."""
    branch: Branch | None = run.machine.branches.get(number)
    if branch is None or not branch.frames:
        known = ", ".join(str(n) for n in sorted(run.machine.branches))
        raise make_error(f"There is no branch {number} at this checkpoint; there are {known}.", "NoBranch")
    try:
        assign(branch, name.lower(), value, name)
    except ScriptError as error:
        told = f"${name} can't be set: {error.record.message}"
        raise make_error(told, error.record.error_id, error.record.category, value) from None


def assign(branch: Branch, name: str, value: Any, written: str) -> None:
    """Sets the variable that the branch sees, from the running call outwards; else makes one of the running workflow."""
    calls = calls_of(branch)
    for frames in reversed(calls):
        for scope in scopes_of(frames):
            if name in scope.vars:
                scope.assign(name, value, written)
                return
        waiting = waiting_parameters(frames[0]) if frames[0].kind == "call" else {}
        if name in waiting:
            set_argument(frames[0], name, waiting[name], value)
            return
    scopes_of(calls[-1])[-1].assign(name, value, written)
