"""The child process: runs texts that its runner sends, each in a fresh session, and tells what they put out.

Its standard input and output are the pipes to the runner; what programs print goes to standard error. The process ends when
its runner's pipe does. Started by process.py as a module.
"""

import os
import sys
import threading
from queue import SimpleQueue
from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.records import CannotSave, DamagedRecord, MissingName
from perdure.interpreter.snapshot import dump_value, load_value
from perdure.runtime import big_stack
from perdure.runtime.engine_slot import attach
from perdure.runtime.executors.child_job import run_job
from perdure.runtime.executors.child_text import run_texts
from perdure.runtime.executors.messages import Inbox, packed, write_all
from perdure.runtime.host import RealHost
from perdure.runtime.session import new_context
from perdure.runtime.workflow_context import finder, streams_into
from perdure.runtime.workflow_definitions import Luggage
from perdure.runtime.workflow_modules import require


def main() -> int:
    """Serves the runner until its pipe ends."""
    source, goal = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=listen, args=(source, requests), daemon=True).start()
    sending = threading.Lock()

    def tell(kind: str, value: Any = None) -> None:
        with sending:
            write_all(goal, packed(message(kind, value)))

    while True:
        body = requests.get()
        big_stack.call(lambda body=body: serve(body, tell))  # type: ignore[misc]


def listen(source: int, requests: "SimpleQueue[bytes]") -> None:
    """Takes requests off the pipe; ends the process at once when the runner is gone."""
    inbox = Inbox()
    while inbox.feed(source):
        body = inbox.take()
        while body is not None:
            requests.put(body)
            body = inbox.take()
    os._exit(0)


def message(kind: str, value: Any) -> bytes:
    """Encodes what a stream got; what can't be copied goes as its text."""
    try:
        return dump_value([kind, value])
    except CannotSave:
        if isinstance(value, ErrorRecord):
            plain = ErrorRecord(NetException(value.exception.type_name, value.message), value.error_id, value.category)
            plain.exception.record = plain
            return dump_value([kind, plain])
        return dump_value([kind, to_string(value)])


def serve(body: bytes, tell: Any) -> None:
    """Runs one request; says `done`, or `failed` with the error that has ended it."""
    try:
        request = load_value(body, _unknown)
        (run_job if "job" in request else run)(request, tell)
    except ScriptError as error:
        tell("failed", error.record)
        return
    except (DamagedRecord, MissingName) as bad:
        raised = NetException("System.InvalidOperationException", f"The activity process can't read its text: {bad}.")
        raised.record = ErrorRecord(raised, "ActivityProcessFailed", "InvalidData")
        tell("failed", raised.record)
        return
    tell("done")


def _unknown(kind: str, name: str) -> Any:
    raise MissingName(kind, name)


def run(request: dict[str, Any], tell: Any) -> None:
    """Runs an InlineScript's text in a session that knows what its workflow's session does."""
    luggage = Luggage(request["luggage"])
    cx = new_context(RealHost(), luggage.location, request["environment"])
    luggage.unpack(cx)
    cx.check_stop = cx.of_job = True
    cx.resolve_saved = finder(cx)
    cx.streams = streams_into(tell)
    cx.host.interactive = False
    cx.host.shown = lambda *shown: tell("host", list(shown))
    attach(cx, None)
    sent = load_value(request["values"], cx.resolve_saved)
    luggage.unpack_stubs(cx, tell)
    cx.using_values = sent["using"]
    cx.global_scope.vars.update(sent["variables"])
    require(cx, sent["modules"])
    run_texts(cx, [(sent["block"], [], sent["input"])], lambda value: tell("Output", value))


if __name__ == "__main__":
    sys.exit(main())
