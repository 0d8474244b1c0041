"""The jobs in the store: created, found again, resumed, stopped, removed; orders from and to other processes.

Store errors become script errors here, so that cmdlets and calls show them as PowerShell does.
"""

import contextlib
import threading
from typing import Any

from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.frames import Leaving
from perdure.interpreter.machine_saved import restore, roots_of
from perdure.interpreter.records import CannotSave, DamagedRecord, MissingName, Snapshot
from perdure.interpreter.values.jobs import FINISHED
from perdure.runtime import workflow_limits, workflow_saving, workflow_turns
from perdure.runtime.jobs_workflow import WorkflowChild, WorkflowParent
from perdure.runtime.session import new_context
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Delta, Job, NewJob, Request
from perdure.runtime.workflow_context import adopt, stoppable
from perdure.runtime.workflow_definitions import Luggage, capture
from perdure.runtime.workflow_run import Run
from perdure.runtime.workflow_settings import decode_settings, encode_settings
from perdure.runtime.workflow_start import equip

PARENT = "parent"  # kind of the row of a parent job


class StoredJobs:
    """See the module. One for each engine."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.by_id: dict[int, Any] = {}
        self.creating = threading.Lock()

    # -- creating ----------------------------------------------------------------------------------------------------------

    def reserve(self, job: Any) -> None:
        """Gives a job and its relatives their numbers: the parent the lowest."""
        parent = job.parent or job
        family = [parent, *parent.children]
        first = guarded(self.engine.reserve_ids, len(family))
        for number, member in enumerate(family, first):
            member.id = number

    def row_of(self, job: Any, delta: Delta | None, parent_index: int | None = None) -> NewJob:
        """Makes the row of a new job."""
        run = getattr(job, "run", None)
        return NewJob(
            instance_id=job.instance_id,
            command=job.command,
            kind=PARENT if run is None else job.purpose,
            name=job.given_name,
            parent=job.parent.id if parent_index is None and job.parent is not None else None,
            parent_index=parent_index,
            id=job.reserved_id or None,
            script=run.definition.source.path or ""
            if run is not None
            else job.children[0].run.definition.source.path or "",
            state="NotStarted",
            metadata=encode_settings(run.settings) if run is not None else b"",
            definition=capture(run.cx, run.definition) if run is not None else b"",
            first=delta,
        )

    def create_family(self, parent: WorkflowParent) -> None:
        """Stores a job with all its children and their first states, before it runs."""
        now = self.engine.scheduler.now_ms()
        if self.engine.has_local_jobs:
            self.reserve(parent)
        rows = [self.row_of(parent, None)]
        runs = [child.run for child in parent.children if child.run.persist is not False]
        for run in runs:
            try:
                snapshot = run.encoder.dump(roots_of(run.machine))
            except CannotSave:
                run.persist = False
                continue
            delta = Delta(now, snapshot, state="Running", began_ms=now, note=workflow_saving.note_of(run))
            rows.append(self.row_of(run.job, delta, 0))
        runs = [run for run in runs if run.persist is not False]
        leases = guarded(self.engine.store.create_jobs, rows, self.engine.owner)
        self.entered(parent, leases[0].job)
        self.engine.store.release(leases[0])
        for run, lease in zip(runs, leases[1:], strict=True):
            run.take(lease)
            self.entered(run.job, lease.job)

    def create(self, run: Run, delta: Delta) -> Any:
        """Stores a job that is saved for the first time while it runs (on an executor's thread)."""
        with self.creating:  # children of one call may come at the same time; one of them stores the parent
            return self._create(run, delta)

    def _create(self, run: Run, delta: Delta) -> Any:
        parent = run.job.parent
        if self.engine.has_local_jobs and not parent.reserved_id:
            self.reserve(parent)
        rows = [] if parent.stored else [self.row_of(parent, None)]
        rows.append(self.row_of(run.job, delta, 0 if rows else None))
        leases = self.engine.store.create_jobs(rows, self.engine.owner)
        if len(leases) == 2:
            self.entered(parent, leases[0].job)
            self.engine.store.release(leases[0])
        run.take(leases[-1])
        self.entered(run.job, run.lease.job)
        return run.lease

    def entered(self, job: Any, number: int) -> None:
        job.id = number
        job.stored = True
        self.by_id[number] = job

    # -- finding -----------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Takes in what the store has: jobs of earlier sessions, and what has become of others'."""
        if not self.engine.has_store:
            return
        rows = guarded(self.engine.store.list_jobs)
        alive = {row.id for row in rows}
        for number in [n for n in self.by_id if n not in alive]:
            gone = self.by_id.pop(number)
            self.engine.jobs.discard(gone)
        for row in rows:
            if row.parent is None:
                self.parent_of(row)
        for row in rows:
            if row.parent is not None:
                self.child_of(row)

    def by_number(self, number: int) -> Any:
        """Gives the job of that number; None where there is none."""
        if number not in self.by_id:
            self.refresh()
        return self.by_id.get(number)

    def parent_of(self, row: Job) -> WorkflowParent:
        job = self.by_id.get(row.id)
        if job is None:
            job = WorkflowParent(self.engine, row.name, row.instance_id, row.command)
            job.id, job.stored, job.purpose = row.id, True, "asjob"
            self.by_id[row.id] = job
        if job.id not in self.engine.jobs.jobs and not self.waited_for(job):
            self.engine.jobs.add(job)
        return job

    def waited_for(self, job: Any) -> bool:
        """Tells whether a call in this process waits for the job just now, so that it is not listed."""
        return job.purpose == "sync" and any(child.run is not None for child in job.children)

    def child_of(self, row: Job) -> WorkflowChild | None:
        child = self.by_id.get(row.id)
        parent = self.by_id.get(row.parent or 0)
        if child is None:
            if parent is None:
                return None
            child = WorkflowChild(self.engine, row.name, row.instance_id, row.command)
            child.parent, child.purpose = parent, row.kind
            parent.children.append(child)
            parent.purpose = row.kind
            self.by_id[row.id] = child
            settings = decode_settings(row.metadata, self.engine.resolver())
            child.metadata, child.parameters = settings.get("metadata") or {}, settings.get("parameters") or {}
            child.location = settings.get("computer") or "localhost"
            parent.location = ",".join(dict.fromkeys(c.location for c in parent.children))
            child.origin = settings.get("origin")
        if child.run is None:
            child.take_row(row)
            if parent is not None:
                parent.began_ms = child.began_ms
                parent.ended_ms = child.ended_ms
        return child

    # -- resuming ----------------------------------------------------------------------------------------------------------

    def resume(self, children: list[WorkflowChild]) -> None:
        """Goes on with suspended jobs from their last checkpoints; all of them or none."""
        engine = self.engine
        leases = guarded(engine.store.acquire, [child.id for child in children], engine.owner)
        for child, lease in zip(children, leases, strict=True):
            try:
                self.revive(child, lease)
            except Exception:
                engine.store.release(lease)
                raise

    def pick_up(self, job: Any) -> None:
        """Goes on with what a process that died has left of a job; nothing happens to any other job."""
        children = [c for c in getattr(job, "children", ()) if c.run is None and c.stored]
        rows = guarded(self.engine.store.list_jobs, [c.id for c in children]) if children else []
        dead = {row.id for row in rows if row.shown_state == "Suspended" and row.state != "Suspended"}
        if dead:
            self.resume([c for c in children if c.id in dead])

    def revive(self, child: WorkflowChild, lease: Any) -> None:
        """Puts a job's state together again and hands it to the scheduler."""
        engine = self.engine
        row = guarded(engine.store.find_job, child.id)
        try:
            luggage = Luggage(guarded(engine.store.read_definition, child.id))
            head = guarded(engine.store.read_head, child.id)
            if head.snapshot is None:
                raise not_resumable(child, "it has no saved state")
            run = self.put_together(child, row.metadata, luggage, head.snapshot)
            workflow_limits.recall(run, head.journal)
            again = Delta(engine.scheduler.now_ms(), state="Running", reason=b"")  # what had ended it is over
            if row.state == "Failed" and head.outputs > head.outputs_at_snapshot:  # those come again (SD-19)
                guarded(engine.store.rewind, lease, guarded(engine.store.checkpoints, child.id)[0].seq)
                again = again._replace(journal=head.journal)
            child.fetch()
        except (DamagedRecord, MissingName) as bad:
            raise not_resumable(child, str(bad)) from None
        run.take(lease)
        child.failure = None
        child.run = run
        engine.writer.submit(lease, again, _ignore)
        if engine.slots.enter(child):
            engine.start(child)
        else:
            child.status = "The job is queued for resume."

    def put_together(self, child: WorkflowChild, metadata: bytes, luggage: Luggage, snapshot: Snapshot) -> Run:
        """Makes a run of a saved state; nothing goes on by that.

        Raises:
            DamagedRecord, MissingName: the state can't be read here.
        """
        engine = self.engine
        cx = new_context(stoppable(engine.cx.host), luggage.location, dict(engine.cx.environment))
        adopt(cx, engine.cx, engine.cx.global_scope)
        cx.engine = engine
        cx.global_scope.functions = {}
        cx.modules = {}
        luggage.unpack(cx)
        luggage.unpack_stubs(cx)
        run = Run(engine, cx, child.streams, child)
        equip(run, decode_settings(metadata, cx.resolve_saved))
        run.definition = luggage.main()
        restore(run.machine, snapshot, luggage.definition)
        return run

    # -- orders ------------------------------------------------------------------------------------------------------------

    def obey(self, child: WorkflowChild, order: str) -> None:
        """Carries out an order to a job of this process, on the scheduler's thread."""
        run = child.run
        if run is None or run.ended:
            return
        scheduler = self.engine.scheduler
        if self.engine.slots.forget(child):  # it has not begun here
            if order == "stop":
                workflow_saving.finish(scheduler, run, Leaving("cancel"))
            else:
                workflow_saving.force_suspend(scheduler, run)
        elif order == "stop":
            child.set_state("Stopping")
            workflow_turns.cancel(run)
        elif order == "suspend" and not run.stopping:
            run.suspending = True
            child.set_state("Suspending")
        elif order == "force-suspend" and not run.stopping:
            workflow_saving.force_suspend(scheduler, run)

    def order_elsewhere(self, child: WorkflowChild, order: str) -> None:
        """Orders a job that does not run here: by mail to whoever runs it, else in the store itself."""
        store, now = self.engine.store, self.engine.scheduler.now_ms()
        row = guarded(store.find_job, child.id)
        if row.alive:
            guarded(store.post, child.id, order, b"", now)
        elif order == "stop" and not row.finished:
            none = decode_settings(row.metadata, self.engine.resolver()).get("keep") == 0
            (lease,) = guarded(store.acquire, [child.id], self.engine.owner)
            guarded(store.commit, [Request(lease, Delta(now, state="Stopped", ended_ms=now, drop_snapshots=none))])
            store.release(lease)
        child.look()
        self.engine.changes.note()

    def poll(self) -> None:
        """Takes the orders of other processes."""
        live = {run.job.id: run.job for run in self.engine.scheduler.runs.values() if run.job is not None and run.lease}
        if live:
            for mail in self.engine.store.take_mail(live):
                self.obey(live[mail.job], mail.order)

    def suspend_all(self) -> None:
        """Leaves all jobs at their last checkpoints, since the process ends."""
        for run in list(self.engine.scheduler.runs.values()):
            workflow_saving.abandon(self.engine.scheduler, run)
            if run.lease is not None:
                if self.engine._writer is not None:
                    self.engine._writer.flush(2.0)
                journal = workflow_limits.journal_of(self.engine.scheduler, run)
                delta = Delta(self.engine.scheduler.now_ms(), journal=journal, state="Suspended")
                with contextlib.suppress(StoreError):  # it is found as suspended anyway, since nobody runs it
                    self.engine.store.commit([Request(run.lease, delta)])
                self.engine.store.release(run.lease)
                run.lease = None
        self.engine.scheduler.runs.clear()

    # -- removing ----------------------------------------------------------------------------------------------------------

    def remove(self, parent: WorkflowParent) -> None:
        """Deletes a job and what the store has of it."""
        if parent.stored:
            guarded(self.engine.store.remove_jobs, [parent.id])
        self.engine.jobs.discard(parent)
        for member in (parent, *parent.children):
            self.by_id.pop(member.reserved_id, None)

    def forget(self, child: WorkflowChild) -> None:
        """Deletes a call's job that has ended, once all its children have."""
        parent = child.parent
        if parent.stored and all(c is child or c.state_name in FINISHED or c.run is None for c in parent.children):
            self.engine.store.remove_jobs([parent.id])
            for member in (parent, *parent.children):
                self.by_id.pop(member.reserved_id, None)
                member.stored = False


def _ignore(_answer: Any) -> None:
    """A note that the job runs again; the next commit says so too."""


def not_resumable(child: WorkflowChild, why: str) -> ScriptError:
    return make_error(
        f"Job {child.id} can't be resumed: {why}.",
        "WorkflowInstanceIncompletelyPersisted",
        "InvalidOperation",
        child.id,
    )


def guarded(work: Any, *args: Any) -> Any:
    """Calls the store; its errors become script errors."""
    try:
        return work(*args)
    except StoreError as error:
        raise make_error(
            error.message if not error.hint else f"{error.message} {error.hint}",
            f"JobStore.{error.code}",
            "ResourceUnavailable",
            None,
            "System.IO.IOException",
        ) from None
