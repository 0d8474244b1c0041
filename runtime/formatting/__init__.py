"""What objects look like as text: views, tables, lists, Out-String.

`out_string` and `lines` are for callers with a list of values; `output.Output` writes a stream.
"""

from collections.abc import Iterable
from typing import Any


def lines(values: Iterable[Any], width: int = 120, scope: Any = None) -> list[str]:
    """Gives the lines that Out-String makes of values; a string of several lines is one item.

    Args:
        values: objects, in order; None is skipped.
        width: cells of a line.
        scope: the session's scope; None = that of the running session, or a bare one.
    """
    from perdure.runtime.formatting.output import Output

    out: list[str] = []

    def line(text: str, stream: str) -> None:
        out.append(text)

    output = Output(line, width, scope if scope is not None else _scope())
    for value in values:
        output.feed(value)
    output.end()
    return out


def out_string(values: Iterable[Any], width: int = 120, cx: Any = None) -> str:
    """Gives the text that Out-String -Width makes of values, a newline behind each line."""
    return "".join([text + "\n" for text in lines(values, width, None if cx is None else cx.scope)])


def _scope() -> Any:
    from perdure.interpreter.context import Context, current

    try:
        return current().scope
    except AttributeError:  # no session runs on this thread
        return Context(None).scope
