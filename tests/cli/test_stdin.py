"""Standard input as a session, at the level of the process."""

import subprocess
import sys
from pathlib import Path

import pytest

TIMEOUT_S = 60


def perdure(arguments: list[str], text: str, folder: Path) -> tuple[str, str, int]:
    done = subprocess.run(
        [sys.executable, "-m", "perdure", *arguments],
        input=text, capture_output=True, text=True, cwd=folder, timeout=TIMEOUT_S,
    )  # fmt: skip
    return done.stdout.replace(str(folder), "<cwd>"), done.stderr, done.returncode


@pytest.mark.parametrize(
    ("text", "out", "err", "status"),
    [
        ("$a = 1\n$a + 1\n", "2\n", "", 0),  # variables stay from line to line
        ("1; exit 3\n2\n", "1\n", "", 3),
        ("if (1) {\n'in'\n}\n\n'on'\n", "in\non\n", "", 0),
        ("if (1) {\n'in'\n}\n'on'\n", "", "", 0),  # no empty line: never complete
        ("1 +\n2\n\n", "3\n", "", 0),
        ("a } b\n'on'\n", "on\n", "ParserError: \nLine |\n   1 |  a } b\n     |    ~\n     | Unexpected token '}' in expression or statement.\n", 0),
        ("throw 'last'\n", "", "Exception: last\n", 1),
    ],
)  # fmt: skip
def test_a_text_runs_statement_by_statement(text: str, out: str, err: str, status: int, tmp_path: Path) -> None:
    """`-Command -` shows the output only; its status is that of the last statement."""
    shown, told, ended = perdure(["-Command", "-"], text, tmp_path)
    assert (shown, ended) == (out, status)
    assert [line.rstrip() for line in told.splitlines()] == [line.rstrip() for line in err.splitlines()]


def test_the_prompt_and_what_was_read_are_shown(tmp_path: Path) -> None:
    """`-File -` looks like a console."""
    shown, _, ended = perdure(["-File", "-"], "'a'\n(\n1\n)\n\n", tmp_path)
    assert shown == "PS <cwd>> 'a'\na\nPS <cwd>> (\n>> 1\n>> )\n>> \n1\nPS <cwd>> \n"
    assert ended == 0
