"""The jobs of a session: finding them by number, name, state and so on; waiting; what all kinds have in common.

Knows no kind of job in particular: workflows' (jobs_workflow.py), threads' and others enter theirs here.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.values.jobs import FINISHED, PAUSED, Job
from perdure.runtime.workflow_streams import STREAMS, Entry, JobStreams


class LiveJob(Job):
    """A job with streams. Subclasses say how it is stopped, suspended, resumed and removed."""

    __slots__ = ("streams", "state_name", "failure")
    streams: Any

    def __init__(self, number: int, name: str, instance_id: str, command: str, streams: JobStreams | None) -> None:
        super().__init__(number, name, instance_id, command)
        self.streams = streams
        self.state_name = "NotStarted"
        self.failure: Any = None  # the ErrorRecord that ended it

    @property
    def state(self) -> str:
        return self.state_name

    @property
    def reason(self) -> Any:
        return self.failure.exception if self.failure is not None else None

    @property
    def has_more_data(self) -> bool:
        if self.streams is None:
            return super().has_more_data
        return bool(self.streams.waiting)

    def stream(self, name: str) -> list[Any]:
        if self.streams is None:
            return []
        return [entry.value for entry in self.streams.take((name,), keep=True)]

    def receive(self, streams: Iterable[str] = STREAMS, keep: bool = False) -> list[Entry]:
        """Takes what has not been received."""
        return self.streams.take(streams, keep) if self.streams is not None else []

    def stop(self) -> None:
        """Asks the job to stop."""

    def remove(self) -> None:
        """Forgets a finished job's data."""


class Changes:
    """Tells waiting threads that a job's state has changed or that something was put out."""

    def __init__(self) -> None:
        self.condition = threading.Condition(threading.RLock())
        self.count = 0

    def note(self) -> None:
        with self.condition:
            self.count += 1
            self.condition.notify_all()

    def wait(self, seen: int, timeout_s: float) -> None:
        """Waits until something has changed since `count` was `seen`."""
        with self.condition:
            if self.count == seen:
                self.condition.wait(timeout_s)


class JobTable:
    """The jobs that a session knows."""

    def __init__(self, changes: Changes) -> None:
        self.changes = changes
        self.jobs: dict[int, Job] = {}
        self.refresh: Callable[[], None] | None = None  # looks for stored jobs

    def add(self, job: Job) -> None:
        """Enters a job (its children are found through it)."""
        with self.changes.condition:
            self.jobs[job.id] = job

    def discard(self, job: Job) -> None:
        with self.changes.condition:
            self.jobs.pop(job.id, None)

    def all(self) -> list[Job]:
        """Gives all jobs by number."""
        if self.refresh is not None:
            self.refresh()
        with self.changes.condition:
            return [self.jobs[number] for number in sorted(self.jobs)]

    def wait(
        self, jobs: list[Any], any_: bool, timeout_s: float | None, force: bool, check: Callable[[], None],
        monotonic: Callable[[], float],
    ) -> list[Any]:  # fmt: skip
        """Waits until the jobs (or any of them) have ended or, without `force`, are suspended; gives those.

        Args:
            check: called now and then; raises when the waiting is to stop.
        """
        due = None if timeout_s is None or timeout_s < 0 else monotonic() + timeout_s
        over = FINISHED if force else FINISHED | PAUSED
        while True:
            seen = self.changes.count
            done = [job for job in jobs if job.state in over]
            if len(done) == len(jobs) or (any_ and done):
                return done
            left = None if due is None else due - monotonic()
            if left is not None and left <= 0:
                return done
            check()
            self.changes.wait(seen, POLL_S if left is None else min(POLL_S, left))


POLL_S = 0.1  # jobs of other processes and Ctrl+C are looked at so often
