"""Random sequences of calls: the store in a file does what the store in memory does, also closed and opened in between."""

import random
import threading
from pathlib import Path
from typing import Any

import pytest

from perdure.interpreter.snapshot import load
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.memory import MemoryStore
from perdure.runtime.stores.protocol import KEEP_CHECKPOINTS, Ack, Delta, Lease, NewOutput, Request, Store
from perdure.runtime.stores.sqlite import SqliteStore
from tests.stores.kit import ME, commit, create, new_job, snap, texts

pytestmark = [pytest.mark.timeout(60), pytest.mark.slow]
STATES = ["Running", "Suspended", "Completed", None]


class Pair:
    """Both stores, given the same calls; any difference fails."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.memory: Store = MemoryStore()
        self.sqlite = SqliteStore(path)
        self.leases: dict[int, tuple[Lease, Lease]] = {}
        self.calls: list[str] = []

    def both(self, name: str, *args: Any) -> Any:
        """Makes a call of both; gives the two answers, errors as their codes."""
        answers = []
        for store in (self.memory, self.sqlite):
            try:
                answers.append(getattr(store, name)(*args))
            except StoreError as error:
                answers.append(error.code)
        self.calls.append(f"{name}{args}"[:200])
        return answers

    def same(self, name: str, *args: Any) -> Any:
        left, right = self.both(name, *args)
        assert left == right, (name, args, self.calls[-20:])
        return left

    def create(self, chance: random.Random) -> None:
        jobs = [new_job(definition=b"text %d" % chance.randrange(3)) for _ in range(chance.randint(1, 3))]
        if len(jobs) > 1:
            jobs[1] = jobs[1]._replace(parent_index=0, first=Delta(4, snap("first")))
        left, right = self.both("create_jobs", jobs, ME)
        self.leases.update({a.job: (a, b) for a, b in zip(left, right, strict=True)})

    def commit(self, chance: random.Random) -> None:
        requests: list[tuple[Request, Request]] = []
        for _ in range(chance.randint(1, 4)):
            if not self.leases:
                return
            job = chance.choice(list(self.leases))
            delta = Delta(
                chance.randrange(1000),
                snap({"n": chance.randrange(50), "big": "x" * chance.choice([1, 3000, 40_000, 41_000])})
                if chance.random() < 0.6
                else None,
                [
                    NewOutput(chance.choice(["Output", "Error"]), b"%d" % k, chance.random() < 0.3)
                    for k in range(chance.randrange(3))
                ],
                [("key", b"%d" % k) for k in range(chance.randrange(2))],
                state=chance.choice(STATES),
                drop_snapshots=chance.random() < 0.05,
                note=b"note",
            )
            requests.append((Request(self.leases[job][0], delta), Request(self.leases[job][1], delta)))
        left, right = self.memory.commit([a for a, _ in requests]), self.sqlite.commit([b for _, b in requests])
        assert [a if isinstance(a, Ack) else a.code for a in left] == [
            b if isinstance(b, Ack) else b.code for b in right
        ]

    def step(self, chance: random.Random) -> None:
        """Does one random thing to both."""
        jobs = [job.id for job in self.memory.list_jobs()] + [999]
        job = chance.choice(jobs)
        what = chance.random()
        if what < 0.15:
            self.create(chance)
        elif what < 0.6:
            self.commit(chance)
        elif what < 0.68:
            left, right = self.both("acquire", [job], ME)
            if isinstance(left, str) or isinstance(right, str):
                assert left == right
            else:
                assert (left[0].epoch, left[0].head_seq) == (right[0].epoch, right[0].head_seq)
                self.leases[job] = (left[0], right[0])
        elif what < 0.76 and job in self.leases:
            left, right = self.leases[job] if chance.random() < 0.3 else self.leases.pop(job)
            self.memory.release(left)
            self.sqlite.release(right)
        elif what < 0.82:
            self.same("mark_received", job, [1, 3]) if job != 999 else None
        elif what < 0.86:
            self.both("remove_jobs", [job])
        elif what < 0.9 and job in self.leases and not self.leases[job][0].lost:
            self.rewind(chance, job)
        elif what < 0.93:
            self.both("post", job, "stop", b"", 1)
        elif what < 0.96:
            left, right = self.both("take_mail", jobs)
            assert [mail[1:] for mail in left] == [mail[1:] for mail in right]
        else:
            for a, b in self.leases.values():
                self.memory.release(a)
                self.sqlite.release(b)
            self.leases.clear()
            self.sqlite.close()
            self.sqlite = SqliteStore(self.path)

    def rewind(self, chance: random.Random, job: int) -> None:
        known = self.memory.checkpoints(job)
        if known:
            seq = chance.choice(known).seq
            left, right = self.leases[job]
            self.memory.rewind(left, seq)
            self.sqlite.rewind(right, seq)

    def compare(self) -> None:
        """Holds all that can be read from both against each other."""
        left, right = self.both("list_jobs")
        plain = [[job._replace(encoded_bytes=0) for job in jobs] for jobs in (left, right)]
        assert plain[0] == plain[1], self.calls[-20:]
        for job in left:
            self.same("read_outputs", job.id)
            self.same("read_outputs", job.id, 1, ["Error"], True)
            self.same("read_definition", job.id)
            kept = [store.checkpoints(job.id)[:KEEP_CHECKPOINTS] for store in (self.memory, self.sqlite)]
            if len(kept[0]) == KEEP_CHECKPOINTS or len(kept[1]) <= len(kept[0]):
                assert kept[0] == kept[1]
            heads = self.both("read_head", job.id)
            assert [head._replace(snapshot=None) for head in heads][0] == heads[1]._replace(snapshot=None)
            values = [load(head.snapshot) if head.snapshot is not None else None for head in heads]
            assert values[0] == values[1]


@pytest.mark.parametrize("seed", range(6))
def test_both_stores_do_the_same(tmp_path: Path, seed: int) -> None:
    pair, chance = Pair(str(tmp_path / "s.db")), random.Random(seed)
    for n in range(120):
        pair.step(chance)
        if n % 6 == 0:
            pair.compare()
    pair.compare()
    pair.sqlite.close()


def test_several_threads_may_use_a_store(store: Store) -> None:
    leases = create(store, *(new_job() for _ in range(4)))
    faults: list[BaseException] = []

    def work(lease: Lease) -> None:
        try:
            for n in range(25):
                assert isinstance(commit(store, lease, {"n": n}, str(n)), Ack)
                assert len(texts(store, lease.job)) == n + 1
                store.post(lease.job, "x", b"", 1)
                assert len(store.list_jobs()) >= 4
                assert [mail.order for mail in store.take_mail([lease.job])] == ["x"]
                store.mark_received(lease.job, [n])
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(lease,)) for lease in leases]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(50)
    assert not faults
    assert all(len(texts(store, lease.job, unreceived=True)) == 1 for lease in leases)
