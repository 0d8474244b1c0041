"""With persistence on, what has finished is never done again; a kill repeats only what was under way (spec 6.2)."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import perdure

BODY = """
workflow W {{
    {prefer}
    foreach -parallel ($i in 1..3) {{
        foreach ($k in 1..3) {{ InlineScript {{ Add-Content -Path "done$using:i" -Value $using:k }}{each} }}
        $workflow:n = $workflow:n + 1
    }}
    InlineScript {{ Set-Content mark 1; while (-not (Test-Path go)) {{ Start-Sleep -Milliseconds 10 }}; Add-Content flight x }}
    "n $n"
}}
$j = W -AsJob {call}
$null = Wait-Job $j
"""


@pytest.mark.parametrize(
    ("prefer", "each", "call"),
    [
        ("", "", "-PSPersist $true"),
        ("$PSPersistPreference = $true", "", ""),
        ("", " -PSPersist $true", ""),
    ],
    ids=["workflow", "preference", "activity"],
)
def test_finished_activities_are_not_repeated(tmp_path: Path, prefer: str, each: str, call: str) -> None:
    script = tmp_path / "w.ps1"
    script.write_text(BODY.format(prefer=prefer, each=each, call=call))
    store = tmp_path / "jobs.db"
    runner = subprocess.Popen(
        [sys.executable, "-m", "perdure", str(script)], cwd=tmp_path, env={**os.environ, "PERDURE_STORE": str(store)}
    )
    try:
        due = time.monotonic() + 40
        while not (tmp_path / "mark").exists() and time.monotonic() < due:
            assert runner.poll() is None
            time.sleep(0.01)
    finally:
        runner.send_signal(signal.SIGKILL)
        runner.wait()
    (tmp_path / "go").touch()
    result = perdure.run("Get-Job | Resume-Job | Wait-Job | Receive-Job", store=store, cwd=tmp_path, timeout_s=30)
    assert result.output == ["n 3"], (result.errors, result.warnings)
    for i in (1, 2, 3):
        assert (tmp_path / f"done{i}").read_text().split() == ["1", "2", "3"]
    assert (tmp_path / "flight").read_text().split() == ["x"]  # the killed one had not come so far


def test_without_persistence_all_behind_the_checkpoint_is_repeated(tmp_path: Path) -> None:
    text = (
        "workflow W { InlineScript { Add-Content a 1 }; Checkpoint-Workflow; InlineScript { Add-Content b 1 }\n"
        " InlineScript { Set-Content mark 1; while (-not (Test-Path go)) { Start-Sleep -Milliseconds 10 } }; 'end' }\n"
        "$j = W -AsJob; while (-not (Test-Path mark)) { Start-Sleep -Milliseconds 10 }; $null = Suspend-Job $j -Force -Wait\n"
        "Set-Content go 1; $null = Resume-Job $j | Wait-Job; Receive-Job $j"
    )
    result = perdure.run(text, cwd=tmp_path, timeout_s=30)
    assert result.output == ["end"]
    assert (tmp_path / "a").read_text().split() == ["1"]
    assert (tmp_path / "b").read_text().split() == ["1", "1"]
