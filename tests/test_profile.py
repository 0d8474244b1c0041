"""The profiler by line shows the line at which a script spends its time, before and after it became a generated function."""

import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parent.parent / "bench" / "profile_lines.py"


@pytest.mark.parametrize(("mode", "rounds"), [("never", 100_000), ("hot", 800_000)])
def test_the_hot_line_is_shown(tmp_path: Path, mode: str, rounds: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERDURE_GENERATED", mode)
    script = tmp_path / "work.ps1"
    script.write_text(f"$n = 1\nfor ($i = 0; $i -lt {rounds}; $i++) {{\n    $n = ($n * 7 + $i) % 1009\n}}\n$n\n")
    done = subprocess.run([sys.executable, str(TOOL), str(script)], capture_output=True, text=True, timeout=60)
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr
    assert lines[0].isdigit()
    assert any("work.ps1:3" in line and "$n = ($n * 7 + $i) % 1009" in line for line in lines), done.stdout
