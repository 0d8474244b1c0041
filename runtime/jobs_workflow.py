"""Jobs of workflows: the parent that scripts hold, and a child for each computer or parameter set, which runs.

A child runs in this process, in another one, or nowhere; where it does not run here, the store is asked. Ids come from the
store and are reserved when somebody wants to know them.
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.snapshot import register_named
from perdure.interpreter.values.jobs import FINISHED
from perdure.runtime.jobs import LiveJob
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Job as Row
from perdure.runtime.workflow_outputs import decode, entry_of
from perdure.runtime.workflow_streams import STREAMS, Entry, JobStreams

SMA = "System.Management.Automation."


class WorkflowJob(LiveJob):
    """What parent and child share. `purpose`: asjob, sync, runbook (SD-29); `stored`: the store has it."""

    __slots__ = ("engine", "purpose", "stored", "not_stored", "metadata", "_id", "_name")
    kind = "PSWorkflowJob"

    def __init__(self, engine: Any, name: str | None, instance_id: str, command: str, streams: Any) -> None:
        self._id = 0
        self._name = name
        self.engine = engine
        self.purpose = "asjob"
        self.stored = False
        self.not_stored = False  # the store refused the job before it had done anything
        self.metadata: dict[str, Any] = {}
        super().__init__(0, "", instance_id, command, streams)
        self._name = name

    @property
    def id(self) -> int:
        """Gives the job's number in its store, reserved when it is first asked for."""
        if not self._id:
            self.engine.reserve_id(self)
        return self._id

    @id.setter
    def id(self, number: int) -> None:
        self._id = number

    @property
    def name(self) -> str:
        return self._name if self._name is not None else f"Job{self.id}"

    @name.setter
    def name(self, name: str) -> None:
        self._name = name or None

    @property
    def reserved_id(self) -> int:
        """Gives the number, 0 while there is none."""
        return self._id

    @property
    def given_name(self) -> str | None:
        return self._name


def if_open(work: Any, *args: Any) -> Any:
    """Asks the store; None once it is closed: a job that outlives its session is shown as it was last known."""
    try:
        return work(*args)
    except StoreError as error:
        if error.code != "closed":
            raise
        return None


class WorkflowChild(WorkflowJob):
    """A child job. `run` is set while it runs in this process; `origin`: the (job, checkpoint) that it was forked from;
    `suspends`: an error that nobody handles suspends it, as Azure Automation's runbooks.
    """

    __slots__ = ("run", "parameters", "origin", "suspends")
    net = SMA + "PSWorkflowJob"

    def __init__(self, engine: Any, name: str | None, instance_id: str, command: str) -> None:
        super().__init__(engine, name, instance_id, command, JobStreams(engine.changes.note, keep=True))
        self.run: Any = None
        self.parameters: dict[str, Any] = {}
        self.origin: tuple[int, int] | None = None
        self.suspends = False

    # -- state -----------------------------------------------------------------------------------------------------------

    @property
    def state(self) -> str:
        if self.run is None and self.stored and self.state_name not in FINISHED:
            self.look()
        return self.state_name

    def set_state(self, state: str) -> None:
        """Changes the state as the run in this process says."""
        self.state_name = state
        self.engine.changes.note()

    def look(self) -> None:
        """Takes over what the store says of a job that does not run here."""
        rows = if_open(self.engine.store.list_jobs, [self.id])
        if rows:
            self.take_row(rows[0])

    def take_row(self, row: Row) -> None:
        self._id, self._name = row.id, row.name
        self.stored = True
        self.state_name = row.shown_state
        self.began_ms, self.ended_ms = row.began_ms, row.ended_ms
        self.status = row.status
        if row.shown_state == "Suspended" and row.state not in ("Suspended",):
            self.status = "The job was recovered from another session."
        if row.reason and self.failure is None:
            found = decode(row.reason, self.engine.resolver())
            self.failure = found if not isinstance(found, str) else None

    def forgotten_as(self, state: str) -> bool:
        """Tells whether nothing is kept of a job that has ended so (spec 6.7)."""
        return self.purpose == "sync" and state == "Completed"

    @property
    def resumable_failure(self) -> bool:
        """Tells whether a failed run keeps its last checkpoint (SD-29)."""
        return self.purpose == "runbook"

    def over(self, state: str) -> None:
        """The run in this process has ended."""
        self.run = None
        self.set_state(state)
        if self.parent is not None:
            self.parent.child_over()

    # -- data ------------------------------------------------------------------------------------------------------------

    @property
    def has_more_data(self) -> bool:
        self.fetch()
        return bool(self.streams.waiting)

    def stream(self, name: str) -> list[Any]:
        self.fetch()
        return super().stream(name)

    def fetch(self) -> None:
        """Takes in what the store has of a job that another process runs or ran."""
        if self.run is not None or not self.stored:
            return
        rows = if_open(self.engine.store.read_outputs, self.id, self.streams.last_seq)
        if rows:
            resolve = self.engine.resolver()
            self.streams.add_stored([entry_of(row, resolve) for row in rows])

    def receive(self, streams: Iterable[str] = STREAMS, keep: bool = False) -> list[Entry]:
        self.fetch()
        found = super().receive(streams, keep)
        seqs = [e.seq for e in found if e.seq]
        if seqs and not keep and self.stored:
            self.engine.store.mark_received(self.id, seqs)
        return found

    def all_put_out(self) -> list[Entry]:
        """Gives all that the job has put out so far, received or not, in order."""
        rows = self.engine.store.read_outputs(self.id) if self.stored else []
        resolve = self.engine.resolver()
        return [*(entry_of(row, resolve) for row in rows), *self.streams.fresh]

    # -- orders ----------------------------------------------------------------------------------------------------------

    def suspend(self, force: bool = False) -> None:
        """Asks for a suspension at the next statement of every branch; with `force` goes back to the last checkpoint."""
        self.engine.order(self, "force-suspend" if force else "suspend")

    def stop(self) -> None:
        self.engine.order(self, "stop")


class WorkflowParent(WorkflowJob):
    """The job that a call of a workflow gives. Its state follows its children's (spec 9.3)."""

    __slots__ = ()
    net = SMA + "ContainerParentJob"
    children: list[Any]

    def __init__(self, engine: Any, name: str | None, instance_id: str, command: str) -> None:
        super().__init__(engine, name, instance_id, command, None)

    @property
    def state(self) -> str:
        return together([child.state for child in self.children])

    @property
    def reason(self) -> Any:
        return next((child.reason for child in self.children if child.reason is not None), None)

    @property
    def has_more_data(self) -> bool:
        return any(child.has_more_data for child in self.children)

    def receive(self, streams: Iterable[str] = STREAMS, keep: bool = False) -> list[Entry]:
        return [entry for child in self.children for entry in child.receive(streams, keep)]

    def suspend(self, force: bool = False) -> None:
        for child in self.children:
            if child.state not in FINISHED:
                child.suspend(force)

    def stop(self) -> None:
        for child in self.children:
            if child.state not in FINISHED:
                child.stop()

    def remove(self) -> None:
        self.engine.stored.remove(self)

    def child_over(self) -> None:
        """A child has ended: so has the parent, if all have."""
        if all(child.state_name in FINISHED for child in self.children):
            self.ended_ms = max((child.ended_ms or 0 for child in self.children), default=0) or None


for _cls in (WorkflowParent, WorkflowChild):
    register_named(_cls, "job" if _cls is WorkflowParent else "childjob", lambda job: str(job.id))


def together(states: list[str]) -> str:
    """Gives a parent's state."""
    if not states:
        return "NotStarted"
    if len(states) == 1:
        return states[0]
    if "Running" in states:
        return "Running"
    unfinished = [state for state in states if state not in FINISHED]
    if not unfinished:
        return next((state for state in ("Failed", "Stopped") if state in states), "Completed")
    if all(state == "Suspended" for state in unfinished):
        return "Suspended"
    for state in ("Suspending", "Stopping", "NotStarted"):
        if state in unfinished:
            return state
    return unfinished[0]
