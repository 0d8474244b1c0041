"""Lays a custom view's entry out: running text, line breaks and indented frames.

Source: conformance/formatting/format-list (Format-Custom), format-table (group titles).
"""

from typing import Any

from perdure.runtime.formatting.packets import NEWLINE, Frame
from perdure.runtime.formatting.wrapping import wrap

DEEPEST = 50  # frames within frames


class CustomWriter:
    """Writes one custom entry in lines of `width` cells; None = lines never break."""

    def __init__(self, width: int | None) -> None:
        self.width = width
        self.lines: list[str] = []
        self.text = ""
        self.left = self.right = self.first = 0

    def write(self, content: list[Any]) -> list[str]:
        """Gives the lines of an entry's content."""
        self._walk(content, 0)
        self._flush()
        return self.lines

    def _walk(self, content: list[Any], depth: int) -> None:
        for part in content:
            if part is NEWLINE:
                self._flush()
            elif isinstance(part, Frame):
                if depth < DEEPEST:
                    before = self.left, self.right, self.first
                    self.left += part.left
                    self.right += part.right
                    self.first = part.first
                    self._walk(part.content, depth + 1)
                    self.left, self.right, self.first = before
            else:
                self.text += part

    def _flush(self) -> None:
        text, self.text = self.text, ""
        if self.width is None:
            first = following = 1 << 30
        else:
            first = following = self.width - self.right - self.left
        hang = self.first if abs(self.first) < first else 0
        if hang >= 0:
            first -= hang
        else:
            following += hang
        pad = " " * (self.left + max(hang, 0))
        for line in wrap(text, max(first, 0), max(following, 0)):
            self.lines.append(pad + line)
            pad = " " * (self.left - min(hang, 0))
