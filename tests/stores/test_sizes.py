"""A store stays small and a checkpoint stays cheap, however many there were before."""

import os
import statistics
import time

import pytest

from perdure.runtime.stores import locks
from perdure.runtime.stores.locks import JobLocks
from perdure.runtime.stores.protocol import Delta, NewOutput, Request
from perdure.runtime.stores.sqlite import SqliteStore
from tests.stores.kit import create, new_job, snap

pytestmark = [pytest.mark.timeout(60), pytest.mark.slow]


def size_of(path: str) -> int:
    return sum(os.path.getsize(path + end) for end in ("", "-wal", "-shm", ".lock") if os.path.exists(path + end))


def test_ten_thousand_checkpoints_stay_small_and_cheap(path: str) -> None:
    states = [snap({f"v{k}": f"{k * n}" * 5 for k in range(100)}) for n in range(20)]
    with SqliteStore(path) as store:
        assert store._db is not None
        store._db.execute("PRAGMA synchronous = OFF")  # the disk's share is the same for each: our own work is measured
        (lease,) = create(store)
        spent = []
        for n in range(10_000):
            request = Request(lease, Delta(n, states[n % 20], [NewOutput("Output", b"line %d" % n)]))
            start = time.perf_counter()
            store.commit([request])
            spent.append(time.perf_counter() - start)
        assert size_of(path) < 20_000_000
        early, late = (
            statistics.quantiles(part, n=5)[0] for part in (spent[50:1050], spent[-1000:])
        )  # noise only adds
        assert late <= 1.2 * early, f"{early * 1e6:.0f} us at first, {late * 1e6:.0f} us at last"
        assert store.counters.syncs <= 10_010


def test_removing_jobs_makes_room_for_others(path: str) -> None:
    with SqliteStore(path) as store:
        for n in range(50):
            (lease,) = create(store, new_job(definition=b"%d" % n * 1000))
            store.commit([Request(lease, Delta(1, snap({"text": os.urandom(100_000)})))])
            store.remove_jobs([lease.job])
    assert size_of(path) < 2_000_000


def test_many_branches_share_chunks(path: str) -> None:
    from perdure.interpreter.snapshot import Encoder

    encoder = Encoder()
    roots = {f"branch {n}": {"at": n, "name": f"item {n}"} for n in range(10_000)}
    with SqliteStore(path) as store:
        (lease,) = create(store)
        store.commit([Request(lease, Delta(1, encoder.dump(roots)))])
        whole, chunks = store.counters.encoded_bytes, store.counters.chunks
        assert chunks < 200
        roots["branch 77"]["at"] = -1
        del roots["branch 500"]
        roots["late"] = {"at": 1}
        store.commit([Request(lease, Delta(1, encoder.dump(roots)))])
        assert store.counters.encoded_bytes - whole < whole / 3


def test_locks_work_on_files_where_the_system_has_no_byte_locks(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "_OFD", False)
    one, two = JobLocks(path), JobLocks(path)
    assert one.take(5, 9)
    assert not one.take(5)
    assert not two.take(5)
    assert two.is_held(5)
    assert two.holder(5) == (os.getpid(), 9)
    assert two.take(6)
    one.drop(5)
    assert not two.is_held(5)
    assert two.take(5)
    two.close()
    assert one.take(5)
    assert one.take(6)
    one.close()
