"""The engine of a process: scheduler, store, jobs. Sessions reach it through their context; one engine serves them all.

Clock, executor, store and process exit are given from outside, so that crash sweeps, virtual time and seeded runs are
cheap. Nothing is opened or started before a workflow or a job needs it.
"""

import os
import socket
import threading
import uuid
from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import make_error
from perdure.interpreter.machine_calls import Call
from perdure.interpreter.machine_kinds import Machine
from perdure.runtime import workflow_turns
from perdure.runtime.clock import Clock, SystemClock
from perdure.runtime.executors.process import ActivityProcesses
from perdure.runtime.executors.protocol import Executor
from perdure.runtime.executors.threads import ThreadExecutor
from perdure.runtime.jobs import Changes, JobTable
from perdure.runtime.jobs_stored import StoredJobs
from perdure.runtime.jobs_thread import ThreadJobs
from perdure.runtime.jobs_workflow import WorkflowChild, WorkflowParent
from perdure.runtime.scheduler import Scheduler
from perdure.runtime.stores import open_store
from perdure.runtime.stores.errors import Owner, StoreError
from perdure.runtime.stores.protocol import Store
from perdure.runtime.stores.writer import Writer
from perdure.runtime.workflow_context import activity_context, finder, job_context, streams_into
from perdure.runtime.workflow_definitions import hoisted, make_workflow
from perdure.runtime.workflow_engine import JobEngine
from perdure.runtime.workflow_rules import check_definition
from perdure.runtime.workflow_run import Run
from perdure.runtime.workflow_slots import Slots
from perdure.runtime.workflow_stage import WorkflowStage
from perdure.runtime.workflow_start import prepare_call
from perdure.runtime.workflow_streams import JobStreams

MODES = ("never", "marks", "every")


class Engine:
    """See the module. `mode`: when checkpoints are made (never, marks, every), from PERDURE_CHECKPOINTS."""

    def __init__(
        self,
        store: "str | os.PathLike[str] | Store | None" = None,
        *,
        clock: Clock | None = None,
        executor: Executor | None = None,
        new_id: Callable[[], str] | None = None,
        mode: str | None = None,
    ) -> None:
        """Makes an engine.

        Args:
            store: a path (SQLite), a Store, or None = in memory. It is opened when a job needs it.
            new_id: makes instance ids (32 hexadecimal digits with dashes).
        """
        self.clock = clock or SystemClock()
        self.executor = executor or ThreadExecutor()
        self.scheduler = Scheduler(self.clock, self.executor)
        self.scheduler.poll = self._poll
        self.changes = Changes()
        self.jobs = JobTable(self.changes)
        self.stored = StoredJobs(self)
        self.jobs.refresh = self.stored.refresh
        self.new_id = new_id or (lambda: str(uuid.uuid4()))
        chosen = mode or os.environ.get("PERDURE_CHECKPOINTS") or "marks"
        self.mode = chosen if chosen in MODES else "marks"
        self.fault_text: str | None = None
        self.purpose = "sync"  # of calls that wait: runbook when the command line runs one
        self.keep: int | None = None  # how many checkpoints of the jobs begun here stay; None = the store's number
        self.runbooks: list[Any] = []  # jobs that Start-AutomationRunbook has started
        self.cx: Any = None  # the session that it was made for
        self._given_store = store
        self._local_id = 0  # the last number given to a job that is not stored
        self.thread_jobs = ThreadJobs(self)
        self.processes = ActivityProcesses()
        self.slots = Slots()
        self.sessions: dict[int, Any] = {}  # PSSession by number
        self._store: Store | None = None
        self._writer: Writer | None = None
        self._opening = threading.RLock()

    @classmethod
    def for_session(cls, cx: Any, store: Any = None, keep: int | None = None) -> "Engine":
        """Makes the engine of a session."""
        made = cls(store)
        made.keep = keep
        made.cx = cx
        cx.resolve_saved = finder(cx)
        return made

    finder = staticmethod(finder)

    # -- the store ---------------------------------------------------------------------------------------------------------

    @property
    def store(self) -> Store:
        """Gives the store, opened at the first call; StoreError where it can't be."""
        with self._opening:
            if self._store is None:
                given = self._given_store
                is_path = given is None or isinstance(given, (str, os.PathLike))
                self._store = open_store(given) if is_path else given  # type: ignore[arg-type,assignment]
            return self._store  # type: ignore[return-value]

    @property
    def has_store(self) -> bool:
        """Tells whether the store is open, or there is a file that may hold jobs."""
        given = self._given_store
        return self._store is not None or (
            given is not None and (not isinstance(given, (str, os.PathLike)) or os.path.exists(given))
        )

    @property
    def writer(self) -> Writer:
        with self._opening:
            if self._writer is None:
                self._writer = Writer(self.store)
            return self._writer

    @property
    def owner(self) -> Owner:
        """Gives who this process is to other processes."""
        return Owner(os.getpid(), socket.gethostname(), self.scheduler.now_ms())

    # -- what the interpreter calls ------------------------------------------------------------------------------------------

    def define_workflow(self, node: Any, source: Any, scope: Any) -> Any:
        """Binds a workflow's name in a scope; a definition that breaks the rules is a terminating error (spec 7)."""
        check_definition(node, source)
        info = make_workflow(node, source, scope.module)
        scope.set_function(node.name, info)
        return info

    def prepare_script(self, script: Any, scope: Any) -> None:
        """Makes a script's workflows known before its first statement (SD-25)."""
        for node in hoisted(script.body):
            scope.set_function(node.name, make_workflow(node, script.source, scope.module))

    def workflow_stage(self, info: Any, arguments: Any, sc: Any, expects_input: bool, source: Any, span: Any) -> Any:
        """Makes a call of a workflow a stage of a pipeline."""
        return WorkflowStage(self, info, arguments, sc, expects_input, source, span)

    def start_background(self, node: Any, source: Any, scope: Any) -> Any:
        raise make_error("Background jobs are not available yet.", "NotSupported", "NotImplemented")

    # -- calls of workflows ----------------------------------------------------------------------------------------------------

    def begin(self, stage: WorkflowStage) -> WorkflowParent:
        """Makes the job of a call, with its children ready to run."""
        from_job = stage.common.get("jobname")
        parent = WorkflowParent(self, from_job, stage.instance_id or self.new_id(), stage.name)
        asjob = "asjob" in stage.common and bool(stage.common["asjob"])
        parent.purpose = "asjob" if asjob else self.purpose
        for given in stage.children():
            child = WorkflowChild(self, None, self.new_id(), stage.name)
            child.parent, child.purpose, child.location = parent, parent.purpose, given.computer
            parent.children.append(child)
            run = Run(self, job_context(stage.scope), child.streams, child)
            child.run = run
            prepare_call(run, stage, given)
        parent.location = ",".join(dict.fromkeys(child.location for child in parent.children))
        if parent.purpose != "sync":
            self.jobs.add(parent)
            if any(child.run.persist is not False for child in parent.children) and self.mode != "never":
                self.stored.create_family(parent)
        return parent

    def launch(self, parent: WorkflowParent, at_once: bool = False) -> None:
        """Lets a job's children run, as soon as there is a place for each; `at_once`: another job may wait for them."""
        for child in parent.children:
            if self.slots.enter(child, at_once):
                self.start(child)

    def start(self, child: WorkflowChild) -> None:
        """Lets a child job run that has got a place."""
        now = self.scheduler.now_ms()
        if child.parent is not None:
            child.parent.began_ms = child.parent.began_ms or now
        child.began_ms = child.began_ms or now
        child.set_state("Running")
        self.scheduler.post(self.scheduler.adopt, child.run)

    def after_call(self, parent: WorkflowParent) -> None:
        """Keeps or forgets the job of a call that was waited for (spec 6.7)."""
        if parent.purpose == "sync" and parent.state in ("Suspended", "Stopped"):
            self.jobs.add(parent)

    def inner_run(self, engine: JobEngine, call: Call, cx: Any, listener: Any) -> Run:
        """Runs a workflow that is called from within an activity, on the scheduler but as a part of that activity."""
        outer: Run = engine.run
        streams = JobStreams(_nothing, listener)
        inner_cx = activity_context(outer.cx, streams_into(streams.put))
        inner_cx.host = cx.host
        run = Run(self, inner_cx, streams, None, outer)
        inner_cx.engine = JobEngine(run)
        run.machine.enter(run.machine.root, None, call)
        run.machine.wake(run.machine.root)
        self.scheduler.post(self.scheduler.adopt, run)
        return run

    def running(self) -> list[WorkflowChild]:
        """Gives the child jobs that run in this process."""
        return [run.job for run in list(self.scheduler.runs.values()) if run.job is not None and not run.ended]

    def stop_inner(self, run: Run) -> None:
        self.scheduler.post(workflow_turns.cancel, run)

    # -- orders ------------------------------------------------------------------------------------------------------------

    def order(self, child: WorkflowChild, order: str) -> None:
        """Has a job suspended or stopped, wherever it runs."""
        if child.run is not None:
            self.scheduler.call(self.stored.obey, child, order)
        elif child.stored:
            self.stored.order_elsewhere(child, order)

    def create_stored(self, run: Run, delta: Any) -> Any:
        return self.stored.create(run, delta)

    def reserve_id(self, job: Any) -> None:
        self.stored.reserve(job)

    @property
    def has_local_jobs(self) -> bool:
        """Tells whether jobs have numbers that the store does not know."""
        return self._local_id > 0

    def local_id(self) -> int:
        """Gives a number for a job that is never stored; no stored job of this session gets the same."""
        if self._store is not None:
            return self._store.reserve_ids(1)
        self._local_id += 1
        return self._local_id

    def reserve_ids(self, count: int) -> int:
        """Gives the first of some numbers that no job of this store or session has."""
        first = self.store.reserve_ids(count)
        while first <= self._local_id:
            first = self.store.reserve_ids(count)
        return first

    def mark_received(self, job: int, seqs: list[int]) -> None:
        try:
            self.store.mark_received(job, seqs)
        except StoreError:
            return  # it may be handed out again; nothing is lost

    def forget(self, child: WorkflowChild) -> None:
        """Deletes what the store has of a job that has ended."""
        self.stored.forget(child)

    def resolver(self) -> Callable[[str, str], Any]:
        """Gives what finds classes and the like by name when outputs are loaded."""
        return self.cx.resolve_saved  # type: ignore[no-any-return]

    def _poll(self) -> None:
        self.stored.poll()

    # -- the end -----------------------------------------------------------------------------------------------------------

    def close(self, suspend: bool = True) -> None:
        """Ends the engine: jobs that still run are suspended at their last checkpoint, as at the end of a process."""
        runs = list(self.scheduler.runs.values())
        if suspend and runs:
            self.scheduler.call(self.stored.suspend_all)
        self.scheduler.close()
        self.processes.close()
        if self._writer is not None:
            self._writer.close(2.0)
        if self._store is not None:
            self._store.close()


def _nothing() -> None:
    return None


__all__ = ["Engine", "Machine"]
