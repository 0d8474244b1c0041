"""What the store tests share: makers of jobs, deltas and snapshots."""

import itertools
import os
from typing import Any

from perdure.interpreter.records import Snapshot
from perdure.interpreter.snapshot import Encoder, load
from perdure.runtime.stores.errors import Owner, StoreError
from perdure.runtime.stores.protocol import Ack, Delta, Lease, NewJob, NewOutput, Request, Store

ME = Owner(os.getpid(), os.uname().nodename, 1_700_000_000_000)
_guids = itertools.count(1)


def new_job(name: str | None = None, **more: Any) -> NewJob:
    """Gives a job with an instance id of its own."""
    return NewJob(f"00000000-0000-0000-{os.getpid():04x}-{next(_guids):012d}", "Test-Job", name=name, **more)


def create(store: Store, *jobs: NewJob) -> list[Lease]:
    """Creates jobs that are run from here; one when none is given."""
    return store.create_jobs(jobs or [new_job()], ME)


def snap(value: Any) -> Snapshot:
    """Gives a snapshot that holds one value."""
    return Encoder().dump({"main": value})


def value_of(store: Store, job: int) -> Any:
    """Gives the value in a job's last snapshot."""
    found = store.read_head(job).snapshot
    assert found is not None
    return load(found)["main"]


def commit(store: Store, lease: Lease, value: Any = None, *texts: str, **more: Any) -> Ack | StoreError:
    """Commits a snapshot of `value` (none for None) and outputs."""
    outputs = [NewOutput("Output", text.encode()) for text in texts]
    delta = Delta(more.pop("now_ms", 5), None if value is None else snap(value), outputs, **more)
    return store.commit([Request(lease, delta)])[0]


def texts(store: Store, job: int, **more: Any) -> list[str]:
    """Gives a job's outputs as text."""
    return [out.body.decode() for out in store.read_outputs(job, **more)]
