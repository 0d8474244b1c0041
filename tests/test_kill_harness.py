"""The kill harness itself is tested: what must be found wrong is found wrong."""

from collections.abc import Iterator

import pytest

from perdure.runtime.testing.slot import Slot
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
