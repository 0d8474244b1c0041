"""InlineScript out of process ($PSRunInProcessPreference = $false): a child of the runner, copies, errors that come back."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import perdure

pytestmark = pytest.mark.slow  # processes and pauses: not among the quick tests

APART = "$PSRunInProcessPreference = $false; "


def run(body: str, before: str = "") -> perdure.Result:
    return perdure.run(f"{before}\nworkflow W {{ {APART}{body} }}; W", timeout_s=30)


def test_the_text_runs_in_a_child_process() -> None:
    """Copies go there and come back, references between them stay; functions and classes of the script are known."""
    result = run(
        "$t = @{ a = 4 }; $same = $t\n"
        "InlineScript { $t = $using:t; $t.a = 99; [object]::ReferenceEquals($t, $using:same); $PID; Get-Twice 4\n"
        "  [Point]::new(3); Write-Warning 'careful'; Write-Error 'oops'; Write-Host 'shown' }\n"
        "$t.a",
        "class Point { [int]$X; Point($x) { $this.X = $x } [int] Twice() { return $this.X * 2 } }\n"
        "function Get-Twice($n) { Get-Half ($n * 4) }; function Get-Half($n) { $n / 2 }",
    )
    same, pid, twice, point, kept = result.output
    assert (same, twice, kept) == (True, 8, 4)
    assert pid != os.getpid()
    assert perdure.type_names(point)[0] == "Point"
    assert result.warnings == ["careful"]
    assert [e.message for e in result.errors] == ["oops"]
    assert "shown" in result.text


def test_errors_of_the_child_come_back() -> None:
    """A thrown exception keeps its type, an error that the text survives is reported, and a child that dies is told."""
    result = run(
        "try { InlineScript { throw [System.ArgumentException]::new('bad') } } catch [System.ArgumentException] { \"$_\" }\n"
        "InlineScript { 1 / 0; 'goes on' }; 1..2 | InlineScript { $input | ForEach-Object { $_ * 2 } }\n"
        "try { InlineScript { Stop-Process -Id $PID -Force } } catch { ($_.FullyQualifiedErrorId -split ',')[0] }"
    )
    assert result.output == ["bad", "goes on", 2, 4, "ActivityProcessEnded"]
    assert [e.message for e in result.errors] == ["Attempted to divide by zero."]


def test_a_value_that_can_not_go_is_named() -> None:
    result = run("$cfg = @{ Log = [System.IO.File]::OpenRead('/dev/null') }\n"
                 "try { InlineScript { $using:cfg } } catch { $_.Exception.Message }")  # fmt: skip
    assert "$using:cfg.Log" in result.output[0]


def test_a_time_limit_ends_the_child() -> None:
    begun = time.monotonic()
    result = run(
        "try { InlineScript { Start-Sleep 60 } -PSActionRunningTimeoutSec 1 } catch [System.TimeoutException] { 'late' }"
    )
    assert result.output == ["late"]
    assert time.monotonic() - begun < 20


@pytest.mark.slow
def test_children_die_with_their_runner(tmp_path: Path) -> None:
    """SIGKILL of the runner ends the child: its pipe is closed."""
    mark = tmp_path / "pid"
    script = tmp_path / "run.ps1"
    script.write_text(
        f"workflow W {{ {APART} InlineScript {{ Set-Content -Path '{mark}.new' -Value $PID\n"
        f"Move-Item '{mark}.new' '{mark}'; Start-Sleep 60 }} }}; W"
    )
    environment = {**os.environ, "PERDURE_STORE": str(tmp_path / "jobs.db")}
    runner = subprocess.Popen([sys.executable, "-m", "perdure", str(script)], cwd=tmp_path, env=environment)
    try:
        due = time.monotonic() + 30
        while not mark.exists() and time.monotonic() < due:
            assert runner.poll() is None
            time.sleep(0.02)
        child = int(mark.read_text())
    finally:
        runner.kill()
        runner.wait()
    due = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and time.monotonic() < due:
        time.sleep(0.02)
    assert not Path(f"/proc/{child}").exists()
