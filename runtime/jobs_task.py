"""Jobs of ForEach-Object -Parallel -AsJob: a parent, and a child for each object. They live in this session only.

Source: conformance/concurrency/foreach-parallel-asjob.
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.values.jobs import FINISHED
from perdure.runtime.jobs import LiveJob
from perdure.runtime.jobs_parent import ParentJob
from perdure.runtime.runspaces import BEGUN, BUG, COMPLETED, ENDS, FAILED, Pool
from perdure.runtime.workflow_streams import JobStreams

TASKS = "System.Management.Automation.PSTasks."


class TaskChild(LiveJob):
    """The job of one object."""

    __slots__ = ("engine",)
    net = TASKS + "PSTaskChildJob"
    kind = "PSTaskJob"
    parent: "TaskJob"

    def __init__(self, parent: "TaskJob") -> None:
        engine = self.engine = parent.engine
        super().__init__(0, "", engine.new_id(), parent.command, JobStreams(engine.changes.note))
        self.location = "PowerShell"
        self.parent = parent

    def put(self, kind: str, value: Any) -> None:
        """Takes what the object's thread has to tell."""
        if kind == BEGUN:
            self.began_ms = self.engine.scheduler.now_ms()
            self.turn("Running")
        elif kind in ENDS:
            self.ended_ms = self.engine.scheduler.now_ms()
            if kind in (FAILED, BUG):
                self.failure = failure_of(value)
            self.turn(kind if kind != BUG else FAILED)
        else:
            self.streams.put(kind, value)

    def turn(self, state: str) -> None:
        """Changes the state; the states of END carry their names."""
        self.state_name = state
        if all(child.state in FINISHED for child in self.parent.children):
            self.parent.ended_ms = self.ended_ms
        self.engine.changes.note()

    def stop(self) -> None:
        self.parent.pool.stop_one(self.put)


class TaskJob(ParentJob):
    """The job that the call gives. It has what its children have."""

    __slots__ = ("pool",)
    alone = COMPLETED
    net = TASKS + "PSTaskJob"
    kind = "PSTaskJob"

    def __init__(self, engine: Any, command: str, pool: Pool) -> None:
        super().__init__(engine, "", command)
        self.pool = pool
        self.location = "PowerShell"

    def start(self, values: Iterable[Any]) -> None:
        """Makes a child for each object and lets them run."""
        children = [(TaskChild(self), value) for value in values]
        self.children = [child for child, _ in children]
        self.engine.reserve_id(self)
        for job in (self, *self.children):
            job.name = f"Job{job.id}"
        self.began_ms = self.engine.scheduler.now_ms()
        self.engine.jobs.add(self)
        for child, value in children:
            self.pool.submit(value, child.put)
        self.pool.close()

    def stop(self) -> None:
        self.pool.stop()


def failure_of(value: Any) -> ErrorRecord:
    """Makes the error by which Receive-Job tells what ended a child."""
    if isinstance(value, ErrorRecord):
        raised = value.exception
    else:
        raised = NetException("System.Exception", f"{type(value).__name__}: {value}")
    return ErrorRecord(raised, "JobStateFailed", "InvalidResult")
