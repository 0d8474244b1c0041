"""Eviction after a fair share of time, simulated (`--evict-after`): the job is stopped at that age and goes on from its last
checkpoint, again and again until it ends. What it puts out is shown once it is persisted, so that nothing comes twice.

A job that is evicted three times at one checkpoint (or, without any, at its beginning) fails. Source: workflow
specification 12, fair share.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.runtime.cli import complain
from perdure.runtime.stores.protocol import Delta, Request
from perdure.runtime.workflow_outputs import encode_error

TRIES = 3
Put = Callable[[Any], None]


class Eviction:
    """The evictions of one job."""

    def __init__(self, engine: Any, job: Any, seconds: float) -> None:
        self.engine, self.job, self.seconds = engine, job, seconds
        self.count = 0
        self.evicted: set[int] = set()  # children that the last eviction has stopped
        self.places: dict[int, tuple[int, int]] = {}  # child -> checkpoints when it was evicted, how often there

    def listen(self, child: Any, put: Put) -> None:
        """Has a child's output shown once it is persisted."""

        def take(event: tuple[str, Any]) -> None:
            if event[0] == "flush":
                for entry in child.streams.unsaved():
                    put((entry.stream, entry.value))
            if event[0] in ("flush", "done"):
                put(event)

        child.streams.listener = take

    def follow(self, follower: Any, queue: "SimpleQueue[Any]", children: list[Any]) -> None:
        """Follows running children to their ends, through all evictions."""
        while children:
            timer = threading.Timer(self.seconds, self.evict)
            timer.daemon = True
            timer.start()
            follower.drain(queue, self.job.stop, len(children))
            timer.cancel()
            children = [child for child in children if child.id in self.evicted and child.state == "Suspended"]
            self.evicted.clear()
            children = [child for child in children if self.may_go_on(child)]
            if children:
                self.engine.stored.resume(children)
        if self.count:
            complain(f"job {self.job.id} was evicted {self.count} times")

    def evict(self) -> None:
        """Takes the running children back to their last checkpoints; on the timer's thread."""
        for child in self.job.children:
            self.engine.scheduler.call(self.stop, child)

    def stop(self, child: Any) -> None:
        """Does so with one child, on the scheduler's thread."""
        run = child.run
        if run is None or run.ended or run.suspending or run.stopping or run.lease is None:
            return
        self.count += 1
        self.evicted.add(child.id)
        self.engine.stored.obey(child, "force-suspend")

    def may_go_on(self, child: Any) -> bool:
        """Tells whether a child goes on; one without progress fails at the third time."""
        row = self.engine.store.list_jobs([child.id])[0]
        place, times = self.places.get(child.id, (-1, 0))
        times = times + 1 if place == row.checkpoints else 1
        self.places[child.id] = (row.checkpoints, times)
        if times < TRIES:
            return True
        self.fail(child, row.checkpoints)
        return False

    def fail(self, child: Any, checkpoints: int) -> None:
        where = f"checkpoint {checkpoints}" if checkpoints > 1 else "its beginning, since it has no checkpoint"
        raised = NetException(
            "System.InvalidOperationException",
            f"The job was unloaded {TRIES} times after {self.seconds:g} s and went on from {where} each time: Failed, waiting "
            "for resources. Checkpoint-Workflow more often lets it get further.",
        )
        record = ErrorRecord(raised, "JobEvicted", "ResourceUnavailable", child.id)
        raised.record = record
        now = self.engine.scheduler.now_ms()
        (lease,) = self.engine.store.acquire([child.id], self.engine.owner)
        delta = Delta(now, state="Failed", reason=encode_error(record), ended_ms=now)
        self.engine.store.commit([Request(lease, delta)])
        self.engine.store.release(lease)
        child.look()
        child.failure = record
