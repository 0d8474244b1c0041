"""A failed run goes on from its last checkpoint (SD-29), and nothing that was stored comes twice (SD-19)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from perdure.runtime.cli_runbook import after_failure

pytestmark = pytest.mark.slow  # processes and pauses: not among the quick tests

TIMEOUT_S = 60
SCRIPT = """
workflow Install-All {
    "first"
    Checkpoint-Workflow
    "second"
    Write-Warning "careful"
    if (-not (Test-Path ./ready)) { throw "not ready" }
    "third"
}
"""


def perdure(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PERDURE_STORE": str(folder / "jobs.db")}
    return subprocess.run(
        [sys.executable, "-m", "perdure", *arguments],
        capture_output=True, text=True, cwd=folder, env=environment, timeout=TIMEOUT_S,
    )  # fmt: skip


def stored(folder: Path) -> list[str]:
    found: list[str] = json.loads(perdure(folder, "output", "1", "--json").stdout)
    return found


def test_output_behind_the_checkpoint_of_a_failed_run_is_stored_once(tmp_path: Path) -> None:
    """What a failed run put out last is readable; when it goes on, it is put out again in its place."""
    (tmp_path / "install.ps1").write_text(SCRIPT)
    first = perdure(tmp_path, "run", "install.ps1")
    assert (first.returncode, first.stdout.split("\n")[:2]) == (1, ["first", "second"])
    assert stored(tmp_path) == ["first", "second"]
    for _ in range(2):
        again = perdure(tmp_path, "resume", "1")
        assert (again.returncode, again.stdout.splitlines()[0]) == (1, "second")
        assert stored(tmp_path) == ["first", "second"]
    (tmp_path / "ready").touch()
    last = perdure(tmp_path, "resume", "1")
    assert (last.returncode, "third" in last.stdout) == (0, True)
    assert stored(tmp_path) == ["first", "second", "third"]
    assert "ended by" not in perdure(tmp_path, "show", "1").stdout  # what had ended it is over


def test_what_is_said_of_a_failed_call_of_a_script_works(tmp_path: Path) -> None:
    """A workflow that a script had called is final when it has failed (SD-29); a fork is what goes on."""
    (tmp_path / "install.ps1").write_text(f"{SCRIPT}\nInstall-All\n")
    assert "not ready" in perdure(tmp_path, "run", "install.ps1").stderr
    refused = perdure(tmp_path, "resume", "1")
    assert (refused.returncode, "perdure fork 1 --at N" in refused.stderr) == (4, True)
    forked = perdure(tmp_path, "fork", "1", "--at", "1")
    assert (forked.returncode, "go on from its last checkpoint with: perdure resume 3" in forked.stderr) == (1, True)


@pytest.mark.parametrize(
    ("kind", "state", "told"),
    [("runbook", "Failed", "resume 1"), ("sync", "Failed", "fork 1"), ("runbook", "Running", "resume 1"), ("sync", "Running", "resume 1")],
)  # fmt: skip
def test_the_way_on_is_what_the_store_allows(kind: str, state: str, told: str) -> None:
    """Where a full disk kept even the end from being stored, the job still runs as far as the store knows."""
    store = SimpleNamespace(list_jobs=lambda _ids: [SimpleNamespace(id=2, kind=kind, state=state)])
    job = SimpleNamespace(id=1, children=[SimpleNamespace(id=2)], engine=SimpleNamespace(store=store))
    assert f"perdure {told}" in after_failure(job)
