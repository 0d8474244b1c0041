"""The fault switch: calls are counted, deaths come where they were ordered, and a store that lies is caught."""

import contextlib
from pathlib import Path

import pytest

from perdure.runtime.stores import open_store
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.faulty import FaultyStore, Plan
from perdure.runtime.stores.memory import MemoryStore
from perdure.runtime.stores.protocol import Ack, Delta
from tests.stores.kit import commit, create, new_job, snap, texts, value_of


class Death(BaseException):
    """Stands for the end of the process."""


def dead() -> None:
    raise Death


def test_plans_are_read() -> None:
    assert Plan.parse("kill-before:17") == Plan("kill-before", 17)
    assert Plan.parse("count:/a:b") == Plan("count", 0, "/a:b")
    for wrong in ("kill-before", "kill-before:x", "explode:1", ""):
        with pytest.raises(StoreError, match="is no fault"):
            Plan.parse(wrong)


def test_the_switch_is_a_variable(tmp_path: Path) -> None:
    log = tmp_path / "calls"
    store = open_store(tmp_path / "s.db", {"PERDURE_FAULT": f"count:{log}"})
    (lease,) = create(store)
    commit(store, lease, "x")
    store.find_job(lease.job)
    store.close()
    assert log.read_text().split() == ["create_jobs", "commit", "find_job"]


@pytest.mark.parametrize(("at", "written"), [(1, []), (2, ["a"]), (3, ["a", "b", "c"]), (4, ["a", "b", "c"])])
def test_a_death_comes_behind_the_ordered_checkpoint(at: int, written: list[str]) -> None:
    inner = MemoryStore()
    store = FaultyStore(inner, Plan("kill-checkpoint", at), dead)

    def run() -> None:
        (lease,) = create(store, new_job(first=Delta(1, snap("start"))))
        commit(store, lease, "x", "a")
        commit(store, lease, None, "b")
        commit(store, lease, "y", "c")

    with pytest.raises(Death) if at < 4 else contextlib.nullcontext():
        run()
    assert texts(inner, 1) == written


@pytest.mark.parametrize(("kind", "written"), [("kill-before", []), ("kill-after", ["a"])])
def test_a_death_comes_before_or_after_the_ordered_call(kind: str, written: list[str]) -> None:
    inner = MemoryStore()
    store = FaultyStore(inner, Plan(kind, 2), dead)
    (lease,) = create(store)
    with pytest.raises(Death):
        commit(store, lease, "x", "a")
    assert texts(inner, lease.job) == written


def test_a_failing_call_writes_nothing() -> None:
    store = FaultyStore(MemoryStore(), Plan("fail", 2))
    (lease,) = create(store)
    with pytest.raises(StoreError):
        commit(store, lease, "x", "a")
    assert commit(store, lease, "x", "b") == Ack(1, 1)


def test_a_dropped_commit_is_acknowledged_all_the_same() -> None:
    store = FaultyStore(MemoryStore(), Plan("drop", 2))
    (lease,) = create(store)
    answers = [commit(store, lease, n, f"o{n}") for n in range(1, 4)]
    assert answers == [Ack(1, 1), Ack(2, 2), Ack(2, 2)]
    assert texts(store, lease.job) == ["o1", "o3"]


def test_a_doubled_commit_writes_its_outputs_twice() -> None:
    store = FaultyStore(MemoryStore(), Plan("double", 2))
    (lease,) = create(store)
    for n in range(1, 4):
        commit(store, lease, n, f"o{n}")
    assert texts(store, lease.job) == ["o1", "o2", "o2", "o3"]
    assert value_of(store, lease.job) == 3
