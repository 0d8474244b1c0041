"""Lays a table's rows out: pads, cuts or wraps the cells' texts to their columns.

Knows texts, widths and alignments only. Source: conformance/formatting/table-columns, format-table.
"""

from perdure.interpreter.values.style import RESET, PSStyle
from perdure.runtime.formatting import columns
from perdure.runtime.formatting.cells import ELLIPSIS, cells, head, tail
from perdure.runtime.formatting.decoration import marked
from perdure.runtime.formatting.packets import CENTER, LEFT, RIGHT, Column
from perdure.runtime.formatting.wrapping import first_line, wrap

NARROWEST_SCREEN = 5


class TableWriter:
    """The rows of one table on lines of `width` cells."""

    def __init__(self, headers: list[Column], width: int) -> None:
        self.headers = headers
        self.widths = columns.fit([h.width for h in headers], width) if headers else []
        self.shown = [i for i, w in enumerate(self.widths) if w > 0] if width >= NARROWEST_SCREEN else []
        self.aligns = [h.align or LEFT for h in headers]

    def header(self, style: PSStyle | None = None) -> list[str]:
        """Gives the labels' lines and the dashes below them; nothing where no column is shown."""
        if not self.shown:
            return []
        labels = [h.label for h in self.headers]
        dashes = [""] * len(labels)
        for i in self.shown:
            room = self.widths[i]
            dashes[i] = "-" * (min(room, cells(labels[i])) if labels[i] else room)
        plain = [*self._wrapped(labels, self.aligns), self._line(dashes, self.aligns)]
        return plain if style is None else [self._colored(line, style) for line in plain]

    def _colored(self, line: str, style: PSStyle) -> str:
        """Gives a header's line with each column in its colour."""
        out, start = "", 0
        for k, i in enumerate(self.shown):
            stop = start + self.widths[i] + (k > 0 or i > 0)
            part = head(line[start:], stop - start) if i != self.shown[-1] else line[start:]
            if part:
                out += marked(style, "CustomTableHeaderLabel" if self.headers[i].own else "TableHeader", part)
            start += len(part)
        return out

    def row(self, texts: list[str], aligns: list[int] | None = None, wrapped: bool = False) -> list[str]:
        """Gives the lines of one row."""
        if not self.shown:
            return []
        texts = texts + [""] * (len(self.headers) - len(texts))
        used = self.aligns if aligns is None else [a or b for a, b in zip(aligns, self.aligns, strict=False)]
        used = used + [LEFT] * (len(self.headers) - len(used))
        return self._wrapped(texts, used) if wrapped else [self._line(texts, used)]

    def _line(self, texts: list[str], aligns: list[int]) -> str:
        last = len(self.widths) - 1
        parts = [cell(texts[i], self.widths[i], aligns[i], i != last) for i in self.shown]
        return " ".join(parts) if self.shown[0] == 0 else " " + " ".join(parts)

    def _wrapped(self, texts: list[str], aligns: list[int]) -> list[str]:
        stacks: list[list[str]] = []
        final = self.shown[-1]
        for i in self.shown:
            width, padded = self.widths[i], i != final
            lines = wrap(texts[i], width, width)
            if padded or aligns[i] in (RIGHT, CENTER):
                lines = [cell(s, width, aligns[i], padded) if cells(s) < width else s for s in lines]
            stacks.append(lines)
        height = max(len(s) for s in stacks)
        out = []
        for n in range(height):
            last = max(k for k, stack in enumerate(stacks) if n < len(stack))
            parts = [
                stack[n] if n < len(stack) else " " * self.widths[self.shown[k]]
                for k, stack in enumerate(stacks[: last + 1])
            ]
            line = " ".join(parts)
            out.append(line.rstrip() if height > 1 else line)
        return out


def cell(text: str, width: int, align: int, padded: bool) -> str:
    """Gives a cell's text on one line, cut or filled to `width` cells; `padded` = filled on its right side too."""
    text = first_line(text)
    size = cells(text)
    if "\x1b" in text and not text.endswith(RESET):
        text += RESET
    if size < width:
        missing = width - size
        if align == RIGHT:
            return " " * missing + text
        if align == CENTER:
            left = missing // 2
            return " " * left + text + (" " * (missing - left) if padded else "")
        return text + " " * missing if padded else text
    if size > width:
        text = _cut(text, width, align)
        if cells(text) < width:  # a wide character did not fit by half
            if align == RIGHT:
                return " " + text
            return text + " " if padded else text
    return text


def _cut(text: str, width: int, align: int) -> str:
    if align == RIGHT:
        return ELLIPSIS + tail(text, width - 1) if width > 1 else tail(text, width)
    return head(text, width - 1) + ELLIPSIS if width > 1 else head(text, width)
