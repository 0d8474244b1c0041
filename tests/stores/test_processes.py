"""Several processes on one store, and real SIGKILLs: what was acknowledged is there, nothing twice, nobody waits."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from perdure.runtime.stores.errors import HeldError, StoreError
from perdure.runtime.stores.protocol import Ack
from perdure.runtime.stores.sqlite import SqliteStore
from tests.stores.kit import ME, commit, create, new_job, texts, value_of

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.timeout(60), pytest.mark.slow]


class Workers:
    """Starts workers and makes sure that none outlives its test."""

    def __init__(self) -> None:
        self.started: list[subprocess.Popen[str]] = []
        self.children: list[int] = []

    def start(self, *words: object, **environ: str) -> "subprocess.Popen[str]":
        made = subprocess.Popen(
            [sys.executable, "-m", "tests.stores.worker", *map(str, words)],
            cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **environ},
        )  # fmt: skip
        self.started.append(made)
        return made

    def end(self) -> None:
        for child in self.children:
            os.kill(child, signal.SIGKILL)
        for made in self.started:
            made.kill()
            made.communicate()


@pytest.fixture
def workers() -> Iterator[Workers]:
    made = Workers()
    yield made
    made.end()


def line(worker: "subprocess.Popen[str]") -> str:
    """Gives the next line that a worker says."""
    assert worker.stdout is not None
    return worker.stdout.readline().strip()


def kill(worker: "subprocess.Popen[str]") -> list[str]:
    """Kills a worker; gives the rest of what it had said."""
    worker.kill()
    return worker.communicate()[0].splitlines()


def test_a_killed_run_s_job_is_free_at_once(path: str, workers: Workers) -> None:
    worker = workers.start("hold", path, 0, "plain")
    assert [line(worker), line(worker)] == ["has 1 1", "ack 1"]
    with SqliteStore(path) as store:
        job = store.find_job(1)
        assert (job.alive, job.shown_state) == (True, "Running")
        with pytest.raises(HeldError, match=f"process {worker.pid} on"):
            store.acquire([1], ME)
        kill(worker)
        start = time.monotonic()
        assert store.find_job(1).shown_state == "Suspended"
        (lease,) = store.acquire([1], ME)
        assert time.monotonic() - start < 1
        assert (lease.epoch, lease.head_seq) == (2, 1)
        assert value_of(store, 1) == {"n": 1}


@pytest.mark.parametrize("how", ["fork", "multiprocessing", "program"])
def test_children_of_a_killed_run_hold_no_job(path: str, workers: Workers, how: str) -> None:
    worker = workers.start("hold", path, 0, how)
    while not (said := line(worker)).startswith("child"):
        assert said
    child = int(said.split()[1])
    workers.children.append(child)
    with SqliteStore(path) as store:
        assert store.find_job(1).alive
        worker.kill()
        worker.wait()
        os.kill(child, 0)  # the child is still there
        (lease,) = store.acquire([1], ME)
        assert lease.epoch == 2


def test_a_forked_child_can_neither_use_nor_end_its_parent_s_store(path: str) -> None:
    with SqliteStore(path) as store:
        (lease,) = create(store)
        child = os.fork()
        if child == 0:
            code = 1
            try:
                store.list_jobs()
            except StoreError as error:
                store.close()
                code = 0 if error.code == "closed" else 2
            os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert isinstance(commit(store, lease, "x"), Ack)
        with SqliteStore(path) as other, pytest.raises(HeldError):
            other.acquire([lease.job], ME)


def test_of_several_that_resume_at_once_one_gets_the_job(path: str, workers: Workers) -> None:
    with SqliteStore(path) as store:
        for lease in create(store, *(new_job() for _ in range(5))):
            store.release(lease)
    for job in range(1, 6):
        racers = [workers.start("race", path, job) for _ in range(2)]
        for racer in racers:
            assert line(racer) == "ready"
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("go\n")
            racer.stdin.flush()
        said = sorted(line(racer) for racer in racers)
        winner = said[0].split()[1]
        assert said[0].startswith("got ")
        assert said[1].startswith("refused held")
        assert f"process {winner} on" in said[1]
        for racer in racers:
            kill(racer)


def test_two_stores_of_one_process_exclude_each_other(path: str) -> None:
    with SqliteStore(path) as one, SqliteStore(path) as two:
        (lease,) = create(one)
        with pytest.raises(HeldError, match=f"process {os.getpid()} "):
            two.acquire([lease.job], ME)
        assert two.find_job(lease.job).alive
        one.release(lease)
        (taken,) = two.acquire([lease.job], ME)
        commit(two, taken, "two")
        assert value_of(one, lease.job) == "two"


def test_ids_are_unique_over_processes_that_make_the_store_together(path: str, workers: Workers) -> None:
    made = [workers.start("create", path, 10) for _ in range(3)]
    ids = [int(said.split()[1]) for worker in made for said in worker.communicate(timeout=20)[0].splitlines()]
    assert sorted(ids) == list(range(1, 31))


def test_what_was_acknowledged_survives_random_kills(path: str, workers: Workers) -> None:
    seed = random.randrange(10**6)
    chance, told, job = random.Random(seed), 0, 0
    print("seed", seed)
    for _ in range(8):
        worker = workers.start("run", path, job, 100_000)
        assert line(worker).startswith("has 1")
        job = 1
        time.sleep(chance.random() * 0.05)
        said = kill(worker)
        told = max([told, *(int(words.split()[1]) for words in said if words.startswith("ack"))])
        with SqliteStore(path) as store:
            found = store.find_job(1).outputs
            assert told <= found <= told + 1, f"seed {seed}"
            if found:
                assert value_of(store, 1) == {"n": found}
            assert texts(store, 1) == [str(n) for n in range(1, found + 1)]
            told = found


@pytest.mark.parametrize("kind", ["kill-before", "kill-within", "kill-after"])
def test_a_kill_at_any_call_leaves_a_whole_state(tmp_path: Path, workers: Workers, kind: str) -> None:
    for at in range(1, 5):  # create, three commits
        path = str(tmp_path / f"{at}.db")
        worker = workers.start("run", path, 0, 3, PERDURE_FAULT=f"{kind}:{at}")
        said, _ = worker.communicate(timeout=20)
        assert worker.returncode == -signal.SIGKILL
        done = at - 1 if kind == "kill-after" else at - 2
        with SqliteStore(path) as store:
            jobs = store.list_jobs()
            assert len(jobs) == (0 if done < 0 else 1)
            if jobs:
                assert texts(store, 1) == [str(n) for n in range(1, done + 1)]
                assert (value_of(store, 1) if done else None) == ({"n": done} if done else None)
        assert said.count("ack") == max(at - 2, 0)


def test_a_run_that_lost_its_job_writes_nothing_more(path: str, workers: Workers) -> None:
    with SqliteStore(path) as store:
        (lease,) = create(store)
        commit(store, lease, {"n": 1}, "1")
        os.unlink(path + ".lock")  # as if the kernel's lock did not reach the other one
        worker = workers.start("run", path, 1, 1)
        assert worker.communicate(timeout=20)[0].split() == ["has", "1", "2", "ack", "2"]
        answer = commit(store, lease, {"n": 99}, "99")
        assert isinstance(answer, StoreError)
        assert answer.code == "fenced"
        assert texts(store, 1) == ["1", "2"]


def test_an_order_reaches_another_process(path: str, workers: Workers) -> None:
    with SqliteStore(path) as store:
        (lease,) = create(store)
        with SqliteStore(path) as other:
            other.post(lease.job, "suspend", b"label", 7)
        assert [(mail.order, mail.body) for mail in store.take_mail([lease.job])] == [("suspend", b"label")]
