"""Objects in, lines out: what Out-Default, Out-Host, Out-String and Out-File have in common.

Objects go through a formatter of their own; format objects that a Format-* command made go to the printer as they are.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.style import plain
from perdure.runtime.formatting.decoration import Styled, for_text
from perdure.runtime.formatting.environment import Environment
from perdure.runtime.formatting.formatter import Formatter
from perdure.runtime.formatting.packets import FormatStart, Packet
from perdure.runtime.formatting.printer import Printer


class Output:
    """Writes a stream of objects as lines.

    Args:
        line: takes a line and the stream that its record was merged from ("" = none).
        width: cells of a line.
        scope: the session's scope that formatting looks at.
        clock: seconds that only go forward, where output is read as it comes; None = tables wait for their end.
        styled: says which style the target shows; None = as files and strings do.
    """

    def __init__(
        self,
        line: Callable[[str, str], None],
        width: int,
        scope: Any,
        clock: Callable[[], float] | None = None,
        height: int = 0,
        styled: Styled | None = None,
    ) -> None:
        self.raw_line = line
        self.styled: Styled = styled or (lambda: for_text(scope.cx))
        self.printer = Printer(self.line, width, clock, height, self.styled)
        self.formatter = Formatter(Environment(scope), self.printer.feed)

    def line(self, text: str, stream: str) -> None:
        """Writes a line, without escape sequences where the target keeps none."""
        self.raw_line(plain(text) if "\x1b" in text and self.styled() is None else text, stream)

    def feed(self, value: Any) -> None:
        """Takes the next object."""
        kind = type(value)
        if kind is str and self.printer.waiting is None:
            self.line(value, "")
        elif isinstance(value, Packet):
            if kind is FormatStart and self.formatter.shape is not None:
                self.formatter.end()
            self.printer.feed(value)
        elif value is not None and value is not NOTHING:
            self.formatter.feed(value)

    def end(self) -> None:
        """Writes what is still held back."""
        self.formatter.end()
        self.printer.end()
