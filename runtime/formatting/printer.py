"""Turns format objects into lines: the half of Out-Default, Out-String and Out-File behind the formatter.

A table whose columns have no widths of their own waits for its group (or 300 ms) before it decides them. Knows nothing
of values: everything is text already.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import make_error
from perdure.runtime.formatting import columns
from perdure.runtime.formatting.cells import cells
from perdure.runtime.formatting.custom_writer import CustomWriter
from perdure.runtime.formatting.decoration import Styled
from perdure.runtime.formatting.list_writer import list_lines
from perdure.runtime.formatting.packets import (
    Cell,
    Column,
    Custom,
    Fields,
    FormatEnd,
    FormatEntry,
    FormatStart,
    GroupEnd,
    GroupStart,
    Packet,
    Row,
    Text,
)
from perdure.runtime.formatting.table_writer import TableWriter

WAIT_S = 0.3  # how long rows are held back to see how wide their columns must be

_OUTSIDE, _IN_DOCUMENT, _IN_GROUP = range(3)


class Printer:
    """Writes packets as lines of `width` cells to `line`.

    Args:
        line: takes one line (a string of several lines counts as one where a script put it out so), and the stream
            whose record it shows ("" = success).
        width: cells of a line.
        clock: seconds that only go forward; None = rows wait for the end of their group.
        height: lines of a screen, for headers that are repeated.
        styled: says which style the target shows.
    """

    def __init__(
        self, line: Callable[[str, str], None], width: int, clock: Callable[[], float] | None = None, height: int = 0,
        styled: Styled = lambda: None,
    ) -> None:  # fmt: skip
        self.line, self.width, self.clock, self.height = line, width, clock, height
        self.styled = styled
        self.state = _OUTSIDE
        self.start: FormatStart | None = None
        self.waiting: list[Packet] | None = None  # a group's packets that wait for widths
        self.waited_since = 0.0
        self.table: TableWriter | None = None
        self.cells: list[str] = []  # of a wide view's unfinished row
        self.rows = 0  # lines of the table since its last header

    def feed(self, packet: Packet) -> None:
        """Takes the next packet."""
        self._check(packet)
        if self.waiting is not None:
            self.waiting.append(packet)
            late = self.clock is not None and not self._autosized() and self.clock() - self.waited_since > WAIT_S
            if type(packet) is GroupEnd or late:
                self._release()
        elif type(packet) is GroupStart and self._waits():
            self.waiting = [packet]
            if self.clock is not None:
                self.waited_since = self.clock()
        else:
            self._show(packet)

    def end(self) -> None:
        """Closes what is still open."""
        if self.waiting is not None:
            self._release()
        self.state = _OUTSIDE
        self.start = self.table = None
        self.cells = []

    # -- the order of packets ----------------------------------------------------------------------------------------

    def _check(self, packet: Packet) -> None:
        kind = type(packet)
        if kind is FormatEntry:
            if not packet.outside and self.state != _IN_GROUP:  # type: ignore[attr-defined]
                raise _out_of_sequence(packet)
            return
        if kind is FormatStart:
            if self.state == _IN_GROUP:
                self.end()
            expected, after = _OUTSIDE, _IN_DOCUMENT
        elif kind is GroupStart:
            expected, after = _IN_DOCUMENT, _IN_GROUP
        elif kind is GroupEnd:
            expected, after = _IN_GROUP, _IN_DOCUMENT
        else:
            expected, after = _IN_DOCUMENT, _OUTSIDE
        if self.state != expected:
            raise _out_of_sequence(packet)
        self.state = after

    # -- rows that wait for their widths -----------------------------------------------------------------------------

    def _autosized(self) -> bool:
        return self.start is not None and self.start.autosize

    def _waits(self) -> bool:
        start = self.start
        if start is None:
            return False
        return start.autosize or (start.shape == "table" and bool(start.columns) and start.columns[0].width == 0)

    def _release(self) -> None:
        held, self.waiting = self.waiting or [], None
        entries = [p.entry for p in held if type(p) is FormatEntry]
        if self.start is not None and self.start.shape == "table":
            _size_columns(self.start, [e for e in entries if type(e) is Row])
        elif self.start is not None and self.start.shape == "wide" and not self.start.per_row:
            longest = max((cells(e.text) for e in entries if type(e) is Cell), default=0)
            self.start.per_row = columns.best_per_row(longest, self.width)
        for packet in held:
            self._show(packet)

    # -- lines -------------------------------------------------------------------------------------------------------

    def _show(self, packet: Packet) -> None:
        kind = type(packet)
        if kind is FormatEntry:
            self._show_entry(packet)  # type: ignore[arg-type]
        elif kind is FormatStart:
            self.start = packet  # type: ignore[assignment]
            self.line("", "")
        elif kind is GroupStart:
            self._open_group(packet.title)  # type: ignore[attr-defined]
        elif kind is GroupEnd:
            self._flush_cells()
            self.table = None
        elif kind is FormatEnd:
            if self.start is None or self.start.shape != "list":
                self.line("", "")
            self.start = None

    def _open_group(self, title: list[Any] | None) -> None:
        start = self.start
        if start is None:
            return
        if title is not None:
            self._lines(CustomWriter(self.width).write(title))
            self.line("", "")
        if start.shape == "table":
            self.table = TableWriter(start.columns, self.width)
            if not start.hide_header:
                self._header()
        elif start.shape == "wide":
            per_row = start.per_row or 2
            self.table = TableWriter([Column("") for _ in range(per_row)], self.width)

    def _header(self) -> None:
        if self.table is not None:
            lines = self.table.header(self.styled())
            self.rows = len(lines)
            self._lines(lines)

    def _show_entry(self, packet: FormatEntry) -> None:
        entry = packet.entry
        kind = type(entry)
        if kind is Text:
            self.line(entry.text, packet.stream)
        elif kind is Custom:
            lines = CustomWriter(None if packet.outside else self.width).write(entry.content)
            self._lines(lines, packet.stream)
        elif kind is Fields:
            if packet.outside:
                self.line("", packet.stream)
            self._lines(list_lines(entry.pairs, self.width, self.styled()), packet.stream)
            self.line("", packet.stream)
        elif kind is Row:
            if self.table is not None:
                if self.start is not None and self.start.repeat_header and 0 < self.height - 2 <= self.rows:
                    self._header()
                lines = self.table.row(entry.texts, entry.aligns, entry.wrap)
                self.rows += len(lines)
                self._lines(lines)
        elif kind is Cell:
            self.cells.append(entry.text)
            if self.table is not None and len(self.cells) == len(self.table.headers):
                self._flush_cells()

    def _flush_cells(self) -> None:
        if self.cells and self.table is not None:
            self._lines(self.table.row(self.cells))
            self.cells = []

    def _lines(self, lines: list[str], stream: str = "") -> None:
        line = self.line
        for text in lines:
            line(text, stream)


def _size_columns(start: FormatStart, rows: list[Row]) -> None:
    """Makes every column as wide as its widest cell or its label; widths asked for don't count."""
    widths = [cells(c.label) for c in start.columns]
    count = len(widths)
    for row in rows:
        for i, text in enumerate(row.texts):
            if i < count and len(text) * 2 > widths[i]:
                size = cells(text)
                if size > widths[i]:
                    widths[i] = size
    for column, width in zip(start.columns, widths, strict=True):
        column.width = width


def _out_of_sequence(packet: Packet) -> Exception:
    return make_error(
        f'out-lineoutput: The object of type "{packet.net}" is not valid or not in the correct sequence. This is likely'
        ' caused by a user-specified "format-*" command which is conflicting with the default formatting.',
        "ConsoleLineOutputOutOfSequencePacket",
        "InvalidData",
        None,
        "System.InvalidOperationException",
    )
