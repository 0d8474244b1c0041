"""Activity processes: children of the runner in which InlineScript's text runs when it shall not run in the runner.

A child is used again for another text (in a fresh session), lives no longer than its runner, and is killed when its activity
is stopped. Source: workflow specification 3.5 and 10.2 (OutOfProcessActivity, MaxActivityProcesses).
"""

import contextlib
import os
import selectors
import sys
import threading
from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.records import CannotSave
from perdure.interpreter.snapshot import dump_value, load_value
from perdure.runtime.executors.messages import Inbox, packed, write_all

KEPT_MAX = 5  # idle children that wait for the next text
LOOK_S = 0.1  # a stop of the activity is looked for so often
MODULE = "perdure.runtime.executors.child"

Put = Callable[[str, Any], None]  # takes a stream's name and a record of it


class Child:
    """One child process and the pipes to it."""

    def __init__(self, process: Any) -> None:
        self.process = process
        self.inbox = Inbox()

    def kill(self) -> None:
        """Ends the process and all that it has begun to say."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            pipe.close()


class ActivityProcesses:
    """The children of one engine: as many as there is work, some kept for the next."""

    def __init__(self) -> None:
        self._idle: list[Child] = []
        self._lock = threading.Lock()

    def run(self, request: dict[str, Any], put: Put, cx: Any, apart: bool = False) -> None:
        """Runs a text in a child; what it puts out goes to `put`.

        Args:
            request: what the child needs (child.py); values are copied.
            cx: the asking session: its stop is looked for, its types are found when results are decoded.
            apart: in a process that nothing else has used or will use.

        Raises:
            ScriptError: the text's own terminating error, or the child has died.
            Cancelled: the activity was stopped; the child is gone.
        """
        child = start() if apart else self._take()
        try:
            write_all(child.process.stdin.fileno(), packed(encode(request)))
            failure = self._listen(child, put, cx)
        except OSError:
            failure = died(child)
            child.kill()
        except BaseException:
            child.kill()
            raise
        else:
            if apart:
                child.kill()
            else:
                self._give_back(child)
        if failure is not None:
            raise failure

    def close(self) -> None:
        """Ends the idle children."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.kill()

    def _take(self) -> Child:
        with self._lock:
            while self._idle:
                child = self._idle.pop()
                if child.process.poll() is None:
                    return child
                child.kill()
        return start()

    def _give_back(self, child: Child) -> None:
        with self._lock:
            if len(self._idle) < KEPT_MAX and child.process.poll() is None:
                self._idle.append(child)
                return
        child.kill()

    def _listen(self, child: Child, put: Put, cx: Any) -> ScriptError | None:
        """Takes messages until the text is over; gives the error that has ended it."""
        fd = child.process.stdout.fileno()
        with selectors.DefaultSelector() as waiting:
            waiting.register(fd, selectors.EVENT_READ)
            while True:
                body = child.inbox.take()
                if body is None:
                    cx.host.check_stop()
                    if waiting.select(LOOK_S) and not child.inbox.feed(fd):
                        raise OSError("the child's pipe has ended")
                    continue
                kind, value = load_value(body, cx.resolve_saved)
                if kind == "done":
                    return None
                if kind == "failed":
                    return ScriptError(value, thrown=True)
                if kind == "host":
                    cx.host.write_host(*value)
                else:
                    put(kind, value)


def start() -> Child:
    """Starts a child; it ends when the pipe from its runner does."""
    from subprocess import PIPE, Popen

    environment = {name: value for name, value in os.environ.items() if name != "PERDURE_STORE"}
    return Child(Popen([sys.executable, "-m", MODULE], stdin=PIPE, stdout=PIPE, bufsize=0, env=environment))


def encode(request: dict[str, Any]) -> bytes:
    """Encodes a request; a value that can't go to another process is named in the error."""
    if "values" not in request:
        return dump_value(request)
    values = request["values"]
    try:
        body = dump_value(values)
    except CannotSave:
        for name, value in values["using"].items():
            refuse(value, f"$using:{name}")
        refuse(values["input"], "$input")
        raise
    return dump_value({**request, "values": body})


def refuse(value: Any, path: str) -> None:
    """Raises the error of a value that can't be copied, with its place; nothing happens where it can."""
    try:
        dump_value(value, path)
    except CannotSave as bad:
        raise make_error(str(bad), "SerializationErrorException", "InvalidData", bad.path) from None


def died(child: Child) -> ScriptError:
    """Makes the error of a child that has ended by itself."""
    from subprocess import TimeoutExpired

    how = ""
    with contextlib.suppress(TimeoutExpired):
        code = child.process.wait(1.0)
        how = f" (exit status {code if code >= 0 else 128 - code})"
    return make_error(
        f"The activity process {child.process.pid} has ended before its text was done{how}.",
        "ActivityProcessEnded",
        "ResourceUnavailable",
        child.process.pid,
    )
