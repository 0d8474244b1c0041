"""Runs a case of whole programs: `perdure FILE` once for each process, killed by SIGKILL where the case says so.

All processes of a case share the current directory, which begins empty, and a private store; the scripts lie elsewhere.
"""

import os
import re
import signal
import tempfile
import time
from pathlib import Path

from perdure.runtime.testing.cases import Case, KillWhen, Process
from perdure.runtime.testing.lint import lint_ids
from perdure.runtime.testing.slot import Slot, end_group
from perdure.runtime.testing.transcript import Transcript

_LOOK_S = 0.004


def run_processes(case: Case, slot: Slot, timeout_s: float, checkpoints: str | None) -> list[Transcript]:
    """Runs the case's processes one after the other and gives each one's transcript (`out`, `error`, `lint`, `killed`).

    Args:
        timeout_s: seconds that each process may take.
        checkpoints: never, marks or every, passed on as PERDURE_CHECKPOINTS; None leaves it unset.
    """
    with tempfile.TemporaryDirectory(prefix="case-", ignore_cleanup_errors=True) as folder:
        cwd, rest = Path(folder, "cwd"), Path(folder, "root")
        cwd.mkdir()
        rest.mkdir()
        environment = {**slot.environment, "PERDURE_STORE": str(rest / "store.db")}
        if checkpoints:
            environment["PERDURE_CHECKPOINTS"] = checkpoints
        transcripts = []
        for index, process in enumerate(case.processes):
            transcript = _run_one(process, index, cwd, rest, environment, slot, timeout_s)
            if any(expected.stream == "lint" for expected in process.expected):
                transcript["lint"] = lint_ids(process.script)
            transcripts.append(transcript)
            if "timed out" in transcript:
                break
        return transcripts


def split_errors(text: str, cwd: Path, root: Path) -> list[str]:
    """Gives the error records rendered in a text of standard error, each as one line, perdure's own remarks left out."""
    records: list[list[str]] = []
    positioned = False
    for line in text.split("\n"):
        if line.startswith("perdure: ") or not line.strip():
            continue
        if line.startswith("Line |"):
            positioned = True
        elif not line[0].isspace() and (not records or positioned or re.match(r"[\w.,-]+: ", line)):
            records.append([line])
            positioned = False
            continue
        if records:
            records[-1].append(re.sub(r"^ *\d* \| +", "", line) if positioned else line)
        else:
            records.append([line])
    joined = [" ".join(" ".join(lines).split()) for lines in records]
    return [line.replace(str(cwd), "<cwd>").replace(str(root), "<root>") for line in joined]


def _run_one(
    process: Process, index: int, cwd: Path, root: Path, environment: dict[str, str], slot: Slot, timeout_s: float
) -> Transcript:
    script = root / f"case{index or ''}.ps1"
    script.write_text(process.script, encoding="utf-8")
    out, err = root / f"out{index}", root / f"err{index}"
    pid = slot.start(
        {
            "argv": [str(script)],
            "cwd": str(cwd),
            "env": environment,
            "stdin": os.devnull,
            "stdout": str(out),
            "stderr": str(err),
        }
    )
    killed, timed_out = False, False
    try:
        until = time.monotonic() + timeout_s
        if process.kill_when is not None:
            status = _wait_for(process.kill_when, cwd, slot, until)
            if status is None and time.monotonic() < until:
                os.kill(pid, signal.SIGKILL)
                killed = True
        if killed or process.kill_when is None:
            status = slot.wait(max(0.1, until - time.monotonic()))
        if status is None:
            timed_out = True
    finally:
        end_group(pid)
        if timed_out:
            slot.wait(timeout_s)
    transcript: Transcript = {
        "out": _lines(out.read_text(encoding="utf-8", errors="backslashreplace"), cwd, root),
        "error": split_errors(err.read_text(encoding="utf-8", errors="backslashreplace"), cwd, root),
    }
    if killed:
        transcript["killed"] = [""]
    if timed_out:
        transcript["timed out"] = [f"after {timeout_s:g} s"]
    return {stream: lines for stream, lines in transcript.items() if lines}


def _wait_for(moment: KillWhen, cwd: Path, slot: Slot, until: float) -> int | None:
    """Waits for the moment; gives the exit status where the process ended before it, else None."""
    path = cwd / moment.file
    while time.monotonic() < until:
        if moment.lines is None:
            if path.exists():
                return None
        elif path.exists() and path.read_bytes().count(b"\n") >= moment.lines:
            return None
        status = slot.wait(_LOOK_S)
        if status is not None:
            return status
    return None


def _lines(text: str, cwd: Path, root: Path) -> list[str]:
    lines = text.replace("\r\n", "\n").replace(str(cwd), "<cwd>").replace(str(root), "<root>").split("\n")
    lines = lines[:-1] if lines[-1] == "" else lines
    return [line.rstrip() for line in lines]
