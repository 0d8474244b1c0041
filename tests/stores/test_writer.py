"""The writer thread shares transactions among commits that wait together, keeps their order and answers everybody."""

import threading
from collections.abc import Sequence

import pytest

from perdure.runtime.stores.errors import FencedError, StoreError
from perdure.runtime.stores.memory import MemoryStore
from perdure.runtime.stores.protocol import Ack, Delta, NewOutput, Request
from perdure.runtime.stores.sqlite import SqliteStore
from perdure.runtime.stores.writer import Writer
from tests.stores.kit import create, new_job, snap, texts, value_of

pytestmark = pytest.mark.timeout(20)


class Held(MemoryStore):
    """A store whose first commit waits for a word, so that others gather behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = threading.Event(), threading.Event()
        self.batches: list[int] = []

    def commit(self, requests: Sequence[Request]) -> list[Ack | StoreError]:
        self.batches.append(len(requests))
        self.begun.set()
        self.go.wait(10)
        return super().commit(requests)


def test_commits_that_wait_together_share_one_transaction() -> None:
    store = Held()
    leases = create(store, *(new_job() for _ in range(10)))
    writer, answers = Writer(store), []
    writer.submit(leases[0], Delta(1, snap(0)), answers.append)
    assert store.begun.wait(10)
    for n, lease in enumerate(leases):
        writer.submit(lease, Delta(1, snap(n), [NewOutput("Output", b"x")]), answers.append)
    store.go.set()
    assert writer.flush(10)
    assert store.batches == [1, 10]
    assert answers == [Ack(1, 0), Ack(2, 1), *(Ack(1, 1) for _ in range(9))]
    writer.close(10)


def test_commits_of_one_job_are_written_in_order(path: str) -> None:
    with SqliteStore(path) as store:
        (lease,) = create(store)
        writer, answers = Writer(store), []
        for n in range(100):
            writer.submit(lease, Delta(1, snap(n), [NewOutput("Output", b"%d" % n)]), answers.append)
        writer.close(10)
        assert answers == [Ack(n, n) for n in range(1, 101)]
        assert texts(store, lease.job) == [str(n) for n in range(100)]
        assert value_of(store, lease.job) == 99
        assert store.counters.requests == 100
        assert store.counters.commits < 100


def test_a_commit_on_the_caller_s_thread_comes_behind_the_others(path: str) -> None:
    with SqliteStore(path) as store:
        (lease,) = create(store)
        writer, answers = Writer(store), []
        for n in range(20):
            writer.submit(lease, Delta(1, outputs=[NewOutput("Output", b"%d" % n)]), answers.append)
        assert writer.write(lease, Delta(1, snap("now"))) == Ack(21, 20)
        assert len(answers) == 20
        writer.close(10)


def test_everybody_hears_of_a_failure() -> None:
    class Broken(MemoryStore):
        def commit(self, requests: Sequence[Request]) -> list[Ack | StoreError]:
            raise StoreError("full", "The disk is full.")

    store = Broken()
    (lease,) = create(store)
    writer, answers = Writer(store), []
    for _ in range(3):
        writer.submit(lease, Delta(1), answers.append)
    writer.close(10)
    assert [answer.code for answer in answers if isinstance(answer, StoreError)] == ["full"] * 3


def test_a_fenced_commit_is_told_to_its_asker_alone(path: str) -> None:
    with SqliteStore(path) as store:
        good, bad = create(store, new_job(), new_job())
        store.release(bad)
        writer, told = Writer(store), {}
        writer.submit(bad, Delta(1), lambda answer: told.update(bad=answer))
        writer.submit(good, Delta(1), lambda answer: told.update(good=answer))
        writer.close(10)
        assert isinstance(told["bad"], FencedError)
        assert told["good"] == Ack(1, 0)


def test_a_closed_writer_takes_nothing() -> None:
    store = MemoryStore()
    (lease,) = create(store)
    writer = Writer(store)
    writer.close()
    with pytest.raises(StoreError):
        writer.submit(lease, Delta(1), print)
