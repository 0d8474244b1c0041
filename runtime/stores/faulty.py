"""The fault switch: a store that dies before, within or after its n-th call, or forgets or doubles a commit.

For crash sweeps (every call as the point of death) and to prove that a harness notices a store that lies. The plan
comes from the variable PERDURE_FAULT, such as `kill-before:17`, or `count:FILE` to learn how many calls a run makes, or
`trace:FILE` to see from outside when a call begins and ends.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, TypeVar

from perdure.runtime.stores.errors import Owner, StoreError
from perdure.runtime.stores.protocol import Ack, Checkpoint, Head, Job, Lease, Mail, NewJob, Output, Request, Store

T = TypeVar("T")
KINDS = ("kill-before", "kill-within", "kill-after", "kill-checkpoint", "fail", "drop", "double", "count", "trace")


class Plan(NamedTuple):
    """What goes wrong: `kind` of KINDS at call `at` (of all calls; `drop` and `double` count commits only).

    `kill-checkpoint` counts saved states: it kills as soon as that one is on the disk.
    """

    kind: str
    at: int = 0
    path: str = ""  # of count: the file that gets a line for each call; of trace: another, `.NAME`, at its end too

    @staticmethod
    def parse(text: str) -> "Plan":
        """Reads `kill-before:17`, `drop:2`, `count:/some/file`; StoreError tells what is wrong with it."""
        kind, _, rest = text.partition(":")
        if kind in ("count", "trace") and rest:
            return Plan(kind, 0, rest)
        if kind not in KINDS or not rest.isdecimal():
            raise StoreError(
                "failed", f"PERDURE_FAULT={text} is no fault.", f"One of {', '.join(KINDS)}, with :NUMBER."
            )
        return Plan(kind, int(rest))


def die() -> None:
    """Ends this process as a power cut would end it: no handler, no flush."""
    os.kill(os.getpid(), signal.SIGKILL)


def _note(path: str, text: str) -> None:
    with open(path, "ab", buffering=0) as file:
        file.write(text.encode() + b"\n")


class FaultyStore:
    """Any store with a plan of faults. `calls` names the calls so far, in order; `death` what the kill kinds call."""

    def __init__(self, store: Store, plan: Plan, death: Callable[[], None] = die) -> None:
        self.store = store
        self.plan = plan
        self.death = death
        self.calls: list[str] = []
        self.commits = 0
        self.snapshots = 0
        self.where = store.where
        self.counters = store.counters
        self._lock = threading.Lock()

    def _call(self, name: str, work: Callable[[], T]) -> T:
        plan = self.plan
        with self._lock:
            self.calls.append(name)
            here = len(self.calls) == plan.at
        if plan.kind == "trace":
            _note(plan.path, name)
            found = work()
            _note(plan.path, f".{name}")
            return found
        if plan.kind == "count":
            _note(plan.path, name)
        if not here or plan.kind in ("drop", "double", "kill-checkpoint"):
            return work()
        if plan.kind == "kill-before":
            self.death()
        if plan.kind == "fail":
            raise StoreError("failed", f"The store {self.where} failed as it was told to.")
        if plan.kind == "kill-within" and hasattr(self.store, "fault"):
            self.store.fault = self._within
        found = work()
        if plan.kind in ("kill-after", "kill-within"):
            self.death()
        return found

    def _within(self, point: str) -> None:
        if point == "written":
            self.death()

    def commit(self, requests: Sequence[Request]) -> list[Ack | StoreError]:
        with self._lock:
            self.commits += 1
            here = self.commits == self.plan.at
        if here and self.plan.kind == "drop":  # says yes and writes nothing
            answers: list[Ack | StoreError] = []
            for lease, delta in requests:
                answers.append(Ack(lease.head_seq + 1, lease.outputs + len(delta.outputs)))
            return answers
        found = self._call("commit", lambda: self.store.commit(requests))
        if here and self.plan.kind == "double":
            return self.store.commit(requests)
        self._note_checkpoints(sum(delta.snapshot is not None for _, delta in requests))
        return found

    def _note_checkpoints(self, made: int) -> None:
        """Counts saved states that are on the disk."""
        before, self.snapshots = self.snapshots, self.snapshots + made
        if self.plan.kind == "kill-checkpoint" and before < self.plan.at <= self.snapshots:
            self.death()

    def reserve_ids(self, count: int = 1) -> int:
        return self._call("reserve_ids", lambda: self.store.reserve_ids(count))

    def create_jobs(self, jobs: Sequence[NewJob], owner: Owner) -> list[Lease]:
        leases = self._call("create_jobs", lambda: self.store.create_jobs(jobs, owner))
        self._note_checkpoints(sum(new.first is not None and new.first.snapshot is not None for new in jobs))
        return leases

    def list_jobs(self, ids: Iterable[int] | None = None) -> list[Job]:
        return self._call("list_jobs", lambda: self.store.list_jobs(ids))

    def find_job(self, job: int) -> Job:
        return self._call("find_job", lambda: self.store.find_job(job))

    def read_definition(self, job: int) -> bytes:
        return self._call("read_definition", lambda: self.store.read_definition(job))

    def remove_jobs(self, ids: Sequence[int]) -> None:
        return self._call("remove_jobs", lambda: self.store.remove_jobs(ids))

    def acquire(self, ids: Sequence[int], owner: Owner) -> list[Lease]:
        return self._call("acquire", lambda: self.store.acquire(ids, owner))

    def release(self, lease: Lease) -> None:
        return self._call("release", lambda: self.store.release(lease))

    def read_head(self, job: int) -> Head:
        return self._call("read_head", lambda: self.store.read_head(job))

    def checkpoints(self, job: int) -> list[Checkpoint]:
        return self._call("checkpoints", lambda: self.store.checkpoints(job))

    def read_checkpoint(self, job: int, seq: int) -> Head:
        return self._call("read_checkpoint", lambda: self.store.read_checkpoint(job, seq))

    def rewind(self, lease: Lease, seq: int) -> None:
        return self._call("rewind", lambda: self.store.rewind(lease, seq))

    def read_outputs(
        self, job: int, after: int = 0, streams: Iterable[str] | None = None, unreceived: bool = False
    ) -> list[Output]:
        return self._call("read_outputs", lambda: self.store.read_outputs(job, after, streams, unreceived))

    def mark_received(self, job: int, seqs: Iterable[int]) -> None:
        return self._call("mark_received", lambda: self.store.mark_received(job, seqs))

    def post(self, job: int, order: str, body: bytes, now_ms: int) -> int:
        return self._call("post", lambda: self.store.post(job, order, body, now_ms))

    def take_mail(self, ids: Iterable[int]) -> list[Mail]:
        return self.store.take_mail(ids)  # asked for every 250 ms: not counted, so that a sweep's numbers stay the same

    def close(self) -> None:
        self.store.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)
