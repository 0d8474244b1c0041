"""The decisions of section 14 that need whole processes: a run from the command line that fails keeps its checkpoint (SD-29)."""

import os
import subprocess
import sys
from pathlib import Path


def perdure(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    given = {**os.environ, "PERDURE_STORE": str(folder / "jobs.db")}
    command = [sys.executable, "-m", "perdure", *words]
    return subprocess.run(command, cwd=folder, env=given, capture_output=True, text=True, timeout=60, check=False)


def test_sd_29_a_failed_run_goes_on_from_its_last_checkpoint(tmp_path: Path) -> None:
    """SD-29: an unhandled error of a run keeps its last checkpoint; resuming goes on from there."""
    (tmp_path / "deploy.ps1").write_text(
        "workflow Deploy { Add-Content steps 'one'; Checkpoint-Workflow\n"
        " if (-not (Test-Path ready)) { throw 'not ready' }; Add-Content steps 'two'; 'done' }\n"
    )
    first = perdure(tmp_path, "run", "deploy.ps1")
    assert first.returncode != 0
    assert "not ready" in first.stdout + first.stderr
    (tmp_path / "ready").touch()
    listed = perdure(tmp_path, "jobs").stdout.split()
    number = next(word for word in listed if word.isdigit())
    second = perdure(tmp_path, "resume", number)
    assert second.stdout.split() == ["done"], second.stderr
    assert (tmp_path / "steps").read_text().split() == ["one", "two"]
