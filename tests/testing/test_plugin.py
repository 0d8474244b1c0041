"""The plugin at work: any folder is collected, and in every format a changed expectation fails in every stream."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from perdure.runtime.testing import known

pytestmark = pytest.mark.slow  # each starts a pytest of its own

PLAIN = """\
'shown'
Write-Host 'to the host'
Write-Warning 'careful'
Write-Verbose 'in short' -Verbose
Write-Debug 'in detail' -Debug
Write-Error 'soft'
throw 'hard'
"""
PLAIN_TOLD = {
    "types": "System.String",
    "out": "shown",
    "host": "to the host",
    "warn": "careful",
    "verbose": "in short",
    "debug": "in detail",
    "error": "Microsoft.PowerShell.Commands.WriteErrorException,case.ps1 | NotSpecified | soft",
    "throw": "hard | OperationStopped | hard",
}
PROGRAM = """\
workflow Test-It { 'one'; Write-Error 'soft'; 'two' }
Test-It
"""
PROGRAM_TOLD = ["#= out: one", "#= out: two", "#= error: soft"]
COMMANDS = ["#= out: shown", "#= err: aside", "#= exit: 3"]


def run(folder: Path, *options: str) -> tuple[str, int, int, int]:
    """Runs pytest on a folder; gives its text, its exit status, and the folder's figures."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *options, str(folder)],
        capture_output=True,
        text=True,
        cwd=folder.parent,
        timeout=120,
    )
    found = re.search(rf"^{re.escape(folder.name)}: (\d+) of (\d+) passed$", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
    return done.stdout, done.returncode, int(found[1]), int(found[2])


def changes(lines: list[str]) -> list[list[str]]:
    """Gives the expectations with one line changed, taken away or doubled, for each line in turn."""
    found = []
    for i, line in enumerate(lines):
        found.append([*lines[:i], line + "x", *lines[i + 1 :]])
        found.append([*lines[:i], *lines[i + 1 :]])
        found.append([*lines[: i + 1], line, *lines[i + 1 :]])
    return found


def write(folder: Path, name: str, script: str, told: list[str], head: str = "") -> int:
    """Writes a file with the case as it is and every change of its expectations; gives the number of cases."""
    all_told = [told, *changes(told)]
    cases = [f"#: case number-{i}\n{head}{script}" + "\n".join(lines) + "\n" for i, lines in enumerate(all_told)]
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(cases), encoding="utf-8")
    return len(cases)


def test_plain_cases_fail_in_every_stream(tmp_path: Path) -> None:
    told = [f"#= {stream}: {text}" for stream, text in PLAIN_TOLD.items()]
    count = write(tmp_path / "plain", "x.ps1", PLAIN, told)
    text, status, passed, all_ = run(tmp_path / "plain")
    assert (status, passed, all_) == (1, 1, count), text


def test_programs_fail_in_every_stream(tmp_path: Path) -> None:
    count = write(tmp_path / "workflow", "x.ps1", PROGRAM, PROGRAM_TOLD)
    text, status, passed, all_ = run(tmp_path / "workflow")
    assert (status, passed, all_) == (1, 1, count), text


def test_command_lines_fail_in_every_stream(tmp_path: Path) -> None:
    script = "#: run -Command \"'shown'; sh -c 'echo aside >&2'; exit 3\"\n"
    count = write(tmp_path / "lines", "x.txt", script, COMMANDS)
    text, status, passed, all_ = run(tmp_path / "lines")
    assert (status, passed, all_) == (1, 1, count), text


def test_a_killed_process_must_have_been_killed(tmp_path: Path) -> None:
    folder = tmp_path / "workflow"
    folder.mkdir()
    script = "#: kill-when exists ready\nNew-Item ready | Out-Null\nStart-Sleep 30\n"
    told = "#: process\nTest-Path ready\n#= out: True\n"
    text = f"#: case killed\n{script}#= killed\n{told}\n#: case not-told\n{script}#= nothing\n{told}\n"
    text += "#: case not-killed\n#: kill-when exists never\n'x'\n#= killed\n#: process\n'y'\n#= out: y\n"
    (folder / "x.ps1").write_text(text, encoding="utf-8")
    shown, status, passed, all_ = run(folder)
    assert (status, passed, all_) == (1, 1, 3), shown


def test_the_list_of_known_failures(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "x.ps1").write_text("#: case good\n1\n#= types: System.Int32\n#= out: 1\n\n#: case bad\n1\n#= out: 2\n")
    text, status, passed, _ = run(folder)
    assert (status, passed) == (1, 1), text
    (tmp_path / known.NAME).write_text("plain/x.ps1::bad # not yet\n")
    text, status, passed, _ = run(folder)
    assert (status, passed) == (0, 1), text
    (tmp_path / known.NAME).write_text("plain/x.ps1::bad\nplain/x.ps1::good\n")
    text, status, passed, _ = run(folder)
    assert (status, passed) == (1, 1), text
    assert "take it out" in text
    text, status, passed, _ = run(folder, "--all-must-pass")
    assert (status, passed) == (1, 1), text


@pytest.mark.parametrize("mode", ["never", "marks", "every"])
def test_the_checkpoint_mode_reaches_the_process(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "workflow"
    folder.mkdir()
    (folder / "x.ps1").write_text(f"#: case mode\n$env:PERDURE_CHECKPOINTS\n#= out: {mode}\n")
    text, status, passed, _ = run(folder, "--checkpoint-mode", mode)
    assert (status, passed) == (0, 1), text
