"""The kill harness itself is tested: what must be found wrong is found wrong."""

import itertools
from collections.abc import Iterator

import pytest

from perdure.runtime.testing.slot import Slot
from tests.kills import seed_runs
from tests.kills.__main__ import faulted, undisturbed
from tests.kills.runs import Told, problems
from tests.kills.samples import SAMPLES

SAMPLE = SAMPLES[0]
WHOLE = Told(outputs=["a", "Database deployed", "z"], shown=["a", "Database deployed", "z"], effects=["x", "y"])
DONE = "end database sql-server/appdb-test"


def told(**changed: list[str]) -> Told:
    """Gives a run as the whole one, but for what is changed."""
    same = {"outputs": WHOLE.outputs, "shown": WHOLE.shown, "effects": WHOLE.effects}
    return Told(**{**same, **changed})  # type: ignore[arg-type]


def test_a_run_like_the_undisturbed_one_is_right() -> None:
    assert problems(SAMPLE, told(), WHOLE) == []
    assert problems(SAMPLE, told(shown=["a", "a", "Database deployed", "z"]), WHOLE) == []
    assert problems(SAMPLE, told(effects=["x", "x", "y"]), WHOLE) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"outputs": ["a", "Database deployed"]},
        {"outputs": ["a", "a", "Database deployed", "z"]},
        {"outputs": ["Database deployed", "a", "z"]},
        {"shown": ["a", "z"]},
        {"effects": ["x"]},
        {"kept": ["a", "other"]},
    ],
)
def test_what_is_lost_doubled_or_out_of_order_is_found(changed: dict[str, list[str]]) -> None:
    assert len(problems(SAMPLE, told(**changed), WHOLE)) == 1


def test_work_that_was_proved_to_be_done_may_not_be_done_again() -> None:
    kept = ["a", "Database deployed"]
    assert problems(SAMPLE, told(kept=kept, effects=["x", "y", DONE]), WHOLE) == []
    (found,) = problems(SAMPLE, told(kept=kept, effects=["x", "y", DONE, DONE]), WHOLE)
    assert "done again" in found


def seed_told(**changed: object) -> seed_runs.Told:
    same = {"outputs": ["a", "b"], "shown": ["a", "b"], "calls": ["x", "y"], "files": {"f": "1"}, "checkpoints": 3}
    return seed_runs.Told(**{**same, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [{"outputs": ["a"]}, {"outputs": ["b", "a"]}, {"shown": ["a", "b", "b"]}, {"calls": ["x"]}, {"files": {"f": "11"}}],
)
def test_a_seed_that_ends_otherwise_is_found(changed: dict[str, object]) -> None:
    assert seed_runs.problems(seed_told(), seed_told(), []) == []
    assert len(seed_runs.problems(seed_told(**changed), seed_told(), [])) == 1
    assert "called again" in seed_runs.problems(seed_told(), seed_told(), ["x"])[0]


def test_many_checkpoints_are_sampled_evenly() -> None:
    assert seed_runs.moments(4) == [1, 2, 3, 4]
    found = seed_runs.moments(10_000)
    assert (len(found), found[0], found[-1]) == (50, 1, 10_000)
    assert {204, 205} >= {after - before for before, after in itertools.pairwise(found)}


@pytest.fixture(scope="module")
def slot() -> Iterator[Slot]:
    made = Slot()
    yield made
    made.close()


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["drop:2", "drop:3", "double:2", "double:3"])
def test_a_store_that_lies_is_caught(slot: Slot, fault: str) -> None:
    whole = undisturbed(SAMPLE, slot)
    assert faulted(SAMPLE, fault, whole, slot).problems


@pytest.mark.slow
@pytest.mark.parametrize("name", ["000-03-deploy-multitier", "000-26-nested-parallel"])
def test_a_document_s_workflow_goes_on_behind_each_checkpoint(slot: Slot, name: str) -> None:
    seed = seed_runs.Seed(name)
    whole = seed_runs.undisturbed(seed, slot)
    found = [seed_runs.killed(seed, at, whole, slot) for at in range(1, whole.checkpoints + 1)]
    assert [verdict.problems for verdict in found] == [[]] * whole.checkpoints
    assert sum(verdict.killed for verdict in found) >= 3


@pytest.mark.slow
def test_work_done_again_is_found(slot: Slot, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = seed_runs.Seed("000-03-deploy-multitier")
    whole = seed_runs.undisturbed(seed, slot)
    finish = seed_runs.SeedRun.finish

    def from_the_start(run: seed_runs.SeedRun) -> seed_runs.Told:
        log = run.cwd / seed_runs.LOG
        before = log.read_text()
        (run.cwd.parent / "store.db").unlink()
        run.first()
        log.write_text(before + log.read_text())
        return finish(run)

    monkeypatch.setattr(seed_runs.SeedRun, "finish", from_the_start)
    (found,) = seed_runs.killed(seed, 3, whole, slot).problems
    assert "called again" in found
    assert "New-AzSqlDatabase" in found
