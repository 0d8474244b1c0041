"""Takes plain cases from a socket one after the other, runs each in this process, and puts its transcript in a file.

The file, not the socket, carries the transcript, so that a worker killed in the middle leaves nothing half read.
"""

import faulthandler
import json
import socket
import tempfile
import traceback
from pathlib import Path
from typing import Any, BinaryIO

STACKS_AFTER_S = 6.0  # behind a case's time-out; where the threads stand is told then


def serve(work: socket.socket, lines: BinaryIO) -> int:
    """Runs requests `{"script": TEXT, "timeout_s": N, "answer": PATH}` from `lines` until one is null."""
    for line in lines:
        request = json.loads(line)
        if request is None:
            break
        with open(request["answer"] + ".stacks", "w") as stacks:
            faulthandler.dump_traceback_later(request["timeout_s"] + STACKS_AFTER_S, file=stacks)
            told = json.dumps(answer(request))
            faulthandler.cancel_dump_traceback_later()
        Path(request["answer"]).write_text(told, encoding="utf-8")
        work.sendall(b'{"done": true}\n')
    return 0


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Gives `{"transcript": ...}`, or `{"fault": TEXT}` where perdure itself failed."""
    with tempfile.TemporaryDirectory(prefix="case-", ignore_cleanup_errors=True) as folder:
        root, cwd = Path(folder, "root"), Path(folder, "cwd")
        root.mkdir()
        cwd.mkdir()
        try:
            from perdure.runtime.testing.plain import run_plain_case

            return {"transcript": run_plain_case(request["script"], root, cwd, request["timeout_s"])}
        except Exception as fault:
            where = traceback.extract_tb(fault.__traceback__)[-1]
            short = f"{type(fault).__name__}: {fault} ({Path(where.filename).name}:{where.lineno})"
            return {"fault": short, "traceback": traceback.format_exc()}
