"""What a child process does for Start-Job: script blocks in a fresh session, values by CLIXML there and back.

Knows what a request of a job holds; the messages' way is child.py's.
"""

from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.snapshot import load_value
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.clixml_read import Reader
from perdure.runtime.clixml_write import Writer
from perdure.runtime.engine_slot import attach
from perdure.runtime.executors.child_text import Text, run_texts
from perdure.runtime.host import RealHost
from perdure.runtime.session import new_context
from perdure.runtime.stubs import from_luggage
from perdure.runtime.workflow_context import finder, streams_into

DEPTH = 1  # levels of objects that keep their properties, as remoting has it


def copied_text(values: list[Any]) -> str:
    """Gives values as they go to another process."""
    return Writer(DEPTH, None, False).document(values)


def run_job(request: dict[str, Any], tell: Any) -> None:
    """Runs a job's blocks; what they put out is told as CLIXML."""
    cx = new_context(RealHost(), request["location"], request["environment"])
    cx.check_stop = True
    cx.resolve_saved = finder(cx)
    cx.streams = streams_into(tell)
    cx.host.interactive = False
    attach(cx, None)
    if request["stubs"] is not None:
        from_luggage(request["stubs"], tell).install(cx)
    blocks: list[ScriptBlock | None] = load_value(request["blocks"], cx.resolve_saved)
    reader = Reader(cx)
    cx.using_values = dict(zip(request["using"], reader.document(request["used"]), strict=True))
    arguments = [Argument(None, value) for value in reader.document(request["arguments"])]
    items = reader.document(request["input"])
    first, last = blocks
    texts: list[Text] = [] if first is None else [(first, [], [])]
    assert last is not None
    texts.append((last, arguments, items))
    run_texts(cx, texts, lambda value: tell("Output", copied_text([value])))
