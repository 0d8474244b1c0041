"""One place where cases run: a warm process (see warm.py) and at most one child of it at a time.

Knows how children are started, timed out and ended; what they run is the caller's matter.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_START_S_MAX = 60.0
_GRACE_S = 8.0  # a run that is to stop at its time-out gets so much longer


class Slot:
    """Starts children by fork from a warm process, or, when `cold`, as true `python -m perdure` processes."""

    def __init__(self, cold: bool = False, generated: str | None = None) -> None:
        self.cold = cold
        self.environment = base_environment()
        if generated is not None:
            self.environment["PERDURE_GENERATED"] = generated
        self._folder = tempfile.TemporaryDirectory(prefix="slot-", ignore_cleanup_errors=True)
        self._remarks = Path(self._folder.name, "warm.err")
        self._child: int | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._socket: socket.socket | None = None
        self._buffer = b""
        self._worker: int | None = None
        self._real: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """Ends everything that the slot started and takes away its folder."""
        self.reset()
        self._folder.cleanup()

    def reset(self) -> None:
        """Ends everything that the slot started; the next case begins anew."""
        for child in (self._worker, self._child):
            if child is not None:
                end_group(child)
        self._worker = self._child = None
        if self._socket is not None:
            self._socket.close()
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    def run_plain(self, script: str, timeout_s: float) -> dict[str, Any]:
        """Runs a plain case in the slot's worker; see worker.answer for what it gives."""
        if self._worker is None:
            self._worker = self._start({"worker": True})
        path = Path(self._folder.name, "answer.json")
        path.unlink(missing_ok=True)
        self._send({"script": script, "timeout_s": timeout_s, "answer": str(path)})
        told = self._receive(timeout_s + _GRACE_S)
        if told is not None and "done" in told:
            answer: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            return answer
        worker, self._worker = self._worker, None
        if told is None:
            end_group(worker)
            self._receive(_START_S_MAX)
            stacks = Path(f"{path}.stacks").read_text(errors="replace")
            return {"fault": f"timed out after {timeout_s:g} s, and could not be stopped", "traceback": stacks}
        return {"fault": f"the process died (exit status {told.get('status')})"}

    def start(self, request: dict[str, Any]) -> int:
        """Starts a process `perdure ...` (see warm.py for the request) and gives its id."""
        if self.cold:
            return self._start_really(request)
        if self._worker is not None:
            self._worker = None
            self._send(None)
            self._receive(_START_S_MAX)
        self._child = self._start(request)
        return self._child

    def wait(self, timeout_s: float) -> int | None:
        """Gives the process's exit status (negative: the signal), None while it runs after `timeout_s`."""
        if self._real is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._real.wait(timeout_s)
            return None
        told = self._receive(timeout_s)
        if told is None:
            return None
        self._child = None
        return int(told["status"])

    def _start(self, request: dict[str, Any]) -> int:
        if self._server is None:
            self._start_server()
        self._send(request)
        told = self._receive(_START_S_MAX)
        if told is None:
            raise RuntimeError("the warm process does not answer")
        return int(told["pid"])

    def _start_server(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            remarks = open(self._remarks, "wb")  # noqa: SIM115 -- the process keeps it
            self._server = subprocess.Popen(
                [sys.executable, "-m", "perdure.runtime.testing.warm", str(theirs.fileno()), str(os.getpid())],
                pass_fds=[theirs.fileno()],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=remarks,
            )
            remarks.close()
        self._socket, self._buffer = ours, b""
        if self._receive(_START_S_MAX) is None:
            raise RuntimeError("the warm process does not start")

    def _start_really(self, request: dict[str, Any]) -> int:
        with (
            open(request["stdin"], "rb") as stdin,
            open(request["stdout"], "ab") as out,
            open(request["stderr"], "ab") as err,
        ):
            self._real = subprocess.Popen(
                [sys.executable, "-m", "perdure", *request["argv"]],
                cwd=request["cwd"],
                env=request["env"],
                stdin=stdin,
                stdout=out,
                stderr=err,
                start_new_session=True,
            )
        return self._real.pid

    def _send(self, request: dict[str, Any] | None) -> None:
        assert self._socket is not None
        self._socket.sendall(json.dumps(request).encode() + b"\n")

    def _receive(self, timeout_s: float) -> dict[str, Any] | None:
        """Gives the next line from the warm process or its child, None when none comes in time."""
        assert self._socket is not None
        until = time.monotonic() + timeout_s
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([self._socket], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return None
            got = self._socket.recv(65536)
            if not got:
                last = self._remarks.read_text(errors="replace").strip().rpartition("\n")[2]
                raise RuntimeError(f"the warm process died: {last}")
            self._buffer += got
        line, self._buffer = self._buffer.split(b"\n", 1)
        told: dict[str, Any] = json.loads(line)
        return told


def base_environment() -> dict[str, str]:
    """Gives the variables that every case starts with: the time zone and language of the recordings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "USER", "LOGNAME", "TMPDIR") if name in os.environ}
    kept["PATH"] = os.path.dirname(sys.executable) + os.pathsep + kept.get("PATH", os.defpath)
    return {**kept, "LANG": "C.UTF-8", "TZ": "UTC", "TERM": "xterm", "NO_COLOR": "1"}


def end_group(pid: int) -> None:
    """Kills a child with all that it started (each child leads a group of its own)."""
    for end in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            end(pid, signal.SIGKILL)
