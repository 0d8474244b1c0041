"""Runs the sample deployment before the reader's eyes, kills it half-way, resumes it, and checks that no stage ran twice.

make demo        (exit status 0 where all went as it should)
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = [sys.executable, "-m", "perdure"]
STAGES = 6


def say(text: str) -> None:
    """Tells the reader what happens."""
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}", flush=True)


def effects(folder: Path) -> list[str]:
    """Gives what the stand-ins for the cloud's commands really did."""
    path = folder / "effects.log"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def perdure(folder: Path, *arguments: str) -> "subprocess.Popen[bytes]":
    """Starts perdure in the folder, with a store of its own there."""
    print("$ perdure " + " ".join(arguments), flush=True)
    environment = {**os.environ, "PERDURE_STORE": str(folder / "jobs.db"), "SAMPLE_PACE": "700"}
    return subprocess.Popen([*PROGRAM, *arguments], cwd=folder, env=environment)


def main() -> int:
    """Runs the demonstration."""
    with tempfile.TemporaryDirectory(prefix="perdure-demo-") as name:
        folder = Path(name)
        shutil.copytree(HERE / "deployment", folder, dirs_exist_ok=True)
        say("A deployment of four stages, with a checkpoint after each (samples/deployment):")
        running = perdure(folder, "run", "Deploy-MultiTierApplication.ps1", "-Environment", "demo")
        until = time.monotonic() + 60
        while "begin vm rg-app/web02" not in effects(folder):
            if running.poll() is not None or time.monotonic() > until:
                print("the deployment did not get as far as its second stage", file=sys.stderr)
                running.kill()
                return 1
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)
        running.wait()
        done = [line for line in effects(folder) if line.startswith("end")]
        say(f"Killed with SIGKILL in the second stage. Done so far: {', '.join(line[4:] for line in done)}")
        say("The job is in the store; anybody may go on with it:")
        perdure(folder, "jobs").wait()
        status = perdure(folder, "resume", "1").wait()
        counts = Counter(line for line in effects(folder) if line.startswith("end"))
        say("What the cloud was asked for, and how often:")
        for line, count in counts.items():
            print(f"  {count} x {line[4:]}")
        first = counts["end database sql-server/appdb-demo"]
        if status != 0 or first != 1 or len(counts) != STAGES:
            print("something is wrong: see above", file=sys.stderr)
            return 1
        say("The first stage, finished before the kill, was not run again. The second, in flight, was.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
