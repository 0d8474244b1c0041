"""Runs fuzzed scripts in worker processes: one that dies or does not answer is a finding, and is replaced."""

import json
import os
import resource
import select
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ANSWER_S = 30.0  # a script is stopped after 2 s; what does not answer by then is stuck
MEMORY_BYTES = 4 << 30
SCRIPTS_MAX = 400  # of one worker


class Runner:
    """One worker at a time. `died`: the seeds whose worker ended or had to be ended."""

    def __init__(self) -> None:
        self.process: Any = None
        self.folder = ""
        self.count = 0

    def run(self, seed: int, text: str | None = None) -> dict[str, Any]:
        """Gives what the worker says of a seed's script, or of a text; outcome `crash` or `stuck` where it says nothing."""
        if self.process is None or self.count >= SCRIPTS_MAX:
            self.start()
        self.count += 1
        process = self.process
        try:
            process.stdin.write(json.dumps(seed if text is None else text) + "\n")
            process.stdin.flush()
        except BrokenPipeError:
            return self.lost("crash")
        ready, _, _ = select.select([process.stdout], [], [], ANSWER_S)
        if not ready:
            return self.lost("stuck")
        line = process.stdout.readline()
        if not line:
            return self.lost("crash")
        answer: dict[str, Any] = json.loads(line)
        if answer["hung"] or answer["pages"] * resource.getpagesize() > MEMORY_BYTES * 5 // 8:
            self.stop()  # threads that still end hold their stacks
        return answer

    def lost(self, outcome: str) -> dict[str, Any]:
        status = self.process.poll()
        self.stop()
        return {"outcome": outcome, "fault": f"exit status {status}", "suspects": [], "hung": False}

    def start(self) -> None:
        self.stop()
        self.folder = tempfile.mkdtemp(prefix="perdure-fuzz-")
        kept = {"PATH": "", "HOME": self.folder, "TMPDIR": self.folder, "PYTHONHASHSEED": "0", "LANG": "C.UTF-8"}
        kept |= {f"XDG_{name}_HOME": self.folder for name in ("CACHE", "STATE", "CONFIG", "DATA")}
        command = [sys.executable, "-m", "tests.fuzz.worker", self.folder, str(MEMORY_BYTES)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
            env={**kept, "PATH": os.environ.get("PATH", ""), "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
        )  # fmt: skip
        self.count = 0

    def stop(self) -> None:
        """Ends the worker and clears its folder."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process.stdin.close()
            self.process.stdout.close()
            shutil.rmtree(self.folder, ignore_errors=True)
        self.process = None
