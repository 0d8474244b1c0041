"""`perdure run --stub`: stubs of files, the log of calls, and that both go on with a job in another process."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.timeout(60)

WORKFLOW = """\
workflow Test-It {
    New-Machine -Name a
    Get-State
    Suspend-Workflow
    Get-State
    InlineScript { New-Machine -Name b }
    Remove-Machine a
}
"""


def perdure(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "perdure", *arguments],
        cwd=folder,
        env={**os.environ, "PERDURE_STORE": str(folder / "jobs.db"), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=50,
        stdin=subprocess.DEVNULL,
    )


def calls(folder: Path) -> list[str]:
    return [json.loads(line)["name"] for line in (folder / "calls.jsonl").read_text().splitlines()]


def test_stubs_travel_with_the_job(tmp_path: Path) -> None:
    """The resume is told nothing of stubs: files may be gone, a sequence goes on, the log goes on behind its lines."""
    (tmp_path / "test.ps1").write_text(WORKFLOW)
    (tmp_path / "Cloud.psm1").write_text('function New-Machine { param($Name) "made $Name" }')
    (tmp_path / "table.json").write_text('{"Get-State": {"sequence": ["first", "second"]}}')
    begun = perdure(
        tmp_path, "run", "--stub", "Cloud.psm1", "--stub=table.json", "--stub-log", "calls.jsonl", "--record-unknown",
        "test.ps1",
    )  # fmt: skip
    assert (begun.returncode, begun.stdout) == (3, "made a\nfirst\n"), begun.stderr
    assert calls(tmp_path) == ["New-Machine", "Get-State"]
    (tmp_path / "Cloud.psm1").unlink()
    (tmp_path / "table.json").unlink()
    resumed = perdure(tmp_path, "run", "--resume", "test.ps1")
    assert resumed.returncode == 0, resumed.stderr
    assert resumed.stdout.splitlines()[:2] == ["second", "made b"]
    assert "test.ps1:7:5: the command 'Remove-Machine' is not there" in resumed.stdout
    assert calls(tmp_path) == ["New-Machine", "Get-State", "Get-State", "New-Machine", "Remove-Machine"]


def test_a_module_beside_the_script_answers(tmp_path: Path) -> None:
    """Only for what is nowhere else; a script that is run as pwsh runs it does without."""
    (tmp_path / "test.ps1").write_text("New-Machine -Name a\nGet-Date -Year 2020 | ForEach-Object Year")
    (tmp_path / "Cloud.psm1").write_text("function New-Machine { \"made $args\" }\nfunction Get-Date { 'stub' }")
    assert perdure(tmp_path, "run", "test.ps1").stdout == "made -Name a\n2020\n"
    assert "not recognized" in perdure(tmp_path, "test.ps1").stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--stub"], "needs a value"),
        (["--stub", "no.psm1", "x"], "can't be read"),
        (["--stubs", "x"], "unknown option"),
    ],
)
def test_wrong_options_are_told(tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "x").write_text("")
    done = perdure(tmp_path, "run", *arguments)
    assert done.returncode == 64 and says in done.stderr and "Traceback" not in done.stderr
