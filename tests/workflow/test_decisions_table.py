"""Every decision of the specification's section 14 has tests that name it, and a line that says how they were seen to fail."""

import re
from pathlib import Path

import pytest

HERE = Path(__file__).parent
TESTS = "\n".join(file.read_text() for file in HERE.glob("test_decisions_*.py") if file != Path(__file__))
TABLE = (HERE / "decisions.md").read_text()


@pytest.mark.parametrize("number", range(1, 32))
def test_the_decision_has_a_test_and_a_line(number: int) -> None:
    assert re.search(rf'"SD-{number} |def test_sd_{number}_', TESTS)
    line = re.search(rf"^\| SD-{number} \| `(test_decisions_\w+\.py)::([^`]*)`", TABLE, re.M)
    assert line is not None
    assert (HERE / line[1]).exists()
