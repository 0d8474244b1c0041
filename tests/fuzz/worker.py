"""The process that runs fuzzed scripts, shut in by guard.py: a seed a line comes in, what came of it goes out as JSON.

python -m tests.fuzz.worker FOLDER MEMORY_BYTES
"""

import json
import os
import random
import sys
import threading
import traceback
from pathlib import Path
from typing import Any

import perdure
from perdure.interpreter import python_faults
from tests.fuzz.calls import calls
from tests.fuzz.guard import confine
from tests.fuzz.texts import mutate

TIMEOUT_S = 2.0
FORESEEN = (OSError, MemoryError, RecursionError, OverflowError, ZeroDivisionError)  # these stand for themselves


def script_of(seed: int) -> str:
    """Gives the script of a seed."""
    chance = random.Random(seed)
    return mutate(chance) if chance.randint(0, 2) else calls(chance)


def place(fault: BaseException) -> str:
    """Says where a Python exception came from: class, our innermost line, text."""
    ours = [
        f
        for f in traceback.extract_tb(fault.__traceback__)
        if "/tests/" not in f.filename and "/lib/python" not in f.filename
    ]
    where = f"{'/'.join(Path(ours[-1].filename).parts[-3:])}:{ours[-1].lineno}" if ours else "?"
    return f"{type(fault).__name__} {where} {str(fault)[:100]}"


def attempt(text: str, folder: Path) -> dict[str, Any]:
    """Runs a script; gives how it ended, and the Python exceptions that were translated on the way."""
    suspects: list[str] = []

    def look(fault: BaseException) -> None:
        if not isinstance(fault, FORESEEN) and len(suspects) < 5:
            suspects.append(place(fault))

    python_faults.watch[:] = [look]
    outcome, fault = "ok", ""
    try:
        result = perdure.run(text, cwd=folder, timeout_s=TIMEOUT_S)
        _ = result.text if len(result.output) < 500 else ""
        if result.parse_errors:
            outcome = "refused"
        elif result.error is not None:
            outcome = "stopped" if result.error.fully_qualified_error_id == "RunTimedOut" else "error"
        elif result.errors:
            outcome = "errors"
    except BaseException as escaped:
        first = escaped
        while first.__cause__ is not None:
            first = first.__cause__
        outcome, fault = "escaped", place(first)
    python_faults.watch.clear()
    hung = any(t.name == "engine" for t in threading.enumerate())
    return {"outcome": outcome, "fault": fault, "suspects": suspects, "hung": hung, "pages": pages()}


def pages() -> int:
    """Gives the process's address space, in memory pages."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])


def main() -> None:
    """Answers seeds until the input ends."""
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    questions = os.fdopen(os.dup(0), encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(null, number)
    sys.dont_write_bytecode = True
    script_of(0), calls(random.Random(0))  # reads cases and tables while files may be read
    confine(folder, memory)
    for line in questions:
        asked = json.loads(line)
        text = asked if isinstance(asked, str) else script_of(asked)
        answers.write(json.dumps(attempt(text, folder)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
