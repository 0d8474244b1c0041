"""Runs a command-line case: files, standard input, and `perdure ...` once for each `run` line of the case.

Source: the header of the recorder that made the expectations: a fresh folder with a path of 17 characters, because the
wrapping of messages depends on the length; `pwsh` on PATH is the program under test; no controlling terminal.
"""

import os
import secrets
import shlex
import shutil
import sys
import tempfile
from pathlib import Path

from perdure.runtime.testing.cases import Case
from perdure.runtime.testing.slot import Slot, end_group
from perdure.runtime.testing.transcript import Transcript


def run_commands(case: Case, slot: Slot, timeout_s: float) -> list[Transcript]:
    """Runs the case's command lines in order in one folder and gives each one's `out`, `err` and `exit`."""
    cwd = Path("/tmp", f"cli-{secrets.token_hex(4)}")
    cwd.mkdir()
    with tempfile.TemporaryDirectory(prefix="case-", ignore_cleanup_errors=True) as folder:
        rest = Path(folder)
        try:
            for folder_name in case.copies:
                shutil.copytree(case.path.parent / folder_name, cwd, dirs_exist_ok=True)
            for name, text in case.files:
                path = cwd / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            (rest / "stdin").write_text(case.stdin or "", encoding="utf-8")
            environment = dict(slot.environment)
            environment["PATH"] = f"{_pwsh(rest)}:{environment['PATH']}"
            environment["PERDURE_STORE"] = str(rest / "store.db")
            return [
                _run_one(process.arguments, index, case.stdin is not None, cwd, rest, environment, slot, timeout_s)
                for index, process in enumerate(case.processes)
            ]
        finally:
            shutil.rmtree(cwd, ignore_errors=True)


def _pwsh(rest: Path) -> Path:
    folder = rest / "bin"
    folder.mkdir()
    program = folder / "pwsh"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m perdure "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder


def _run_one(
    arguments: str,
    index: int,
    stdin: bool,
    cwd: Path,
    rest: Path,
    environment: dict[str, str],
    slot: Slot,
    timeout_s: float,
) -> Transcript:
    out, err = rest / f"out{index}", rest / f"err{index}"
    pid = slot.start(
        {
            "argv": shlex.split(arguments),
            "cwd": str(cwd),
            "env": environment,
            "stdin": str(rest / "stdin") if stdin else os.devnull,
            "stdout": str(out),
            "stderr": str(err),
        }
    )
    status = slot.wait(timeout_s)
    end_group(pid)
    if status is None:
        slot.wait(timeout_s)
    streams: Transcript = {
        "out": [line.rstrip() for line in plain_lines(out.read_bytes(), cwd)],
        "err": [line.rstrip() for line in plain_lines(err.read_bytes(), cwd)],
        "exit": [str(status) if status is not None else f"none within {timeout_s:g} s"],
    }
    return {stream: lines for stream, lines in streams.items() if lines}


def plain_lines(data: bytes, cwd: Path) -> list[str]:
    """Gives lines as the case files write them: `<cwd>`, control characters as `\\xNN`."""
    text = data.decode("utf-8", "backslashreplace").replace(str(cwd), "<cwd>").replace("\r\n", "\n")
    lines = "".join(_shown(c) for c in text).split("\n")
    return lines[:-1] if lines[-1] == "" else lines


def _shown(c: str) -> str:
    if c == "\ufeff":
        return "\\ufeff"
    return c if c in "\n\t" or (c >= " " and c != "\x7f") else f"\\x{ord(c):02x}"
