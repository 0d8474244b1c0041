"""A text and where it came from: turns an offset into line and column, and gives the line for a message.

Also decodes the bytes of a script's file. Knows nothing of the language. Serves error messages, stack traces and
`perdure show`.
"""

from bisect import bisect_right
from typing import Any, NamedTuple


class Span(NamedTuple):
    """A stretch of a source: offsets of its first character and of the one behind its last."""

    start: int
    end: int


class Source:
    """A script's text (decoded, line ends as they were) and its file, None for text typed or passed."""

    __slots__ = ("text", "path", "unit", "_starts")

    def __init__(self, text: str, path: str | None = None) -> None:
        self.text = text
        self.path = path
        self.unit: Any = None  # what later layers keep for this text (compiled code)
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path or '<text>'})"

    def line_starts(self) -> list[int]:
        """Gives the offset at which each line begins; `\\r\\n`, `\\n` and a lone `\\r` end a line."""
        if self._starts is None:
            starts, text, i = [0], self.text, 0
            while i < len(text):
                c = text[i]
                if c == "\n" or (c == "\r" and text[i + 1 : i + 2] != "\n"):
                    starts.append(i + 1)
                i += 1
            self._starts = starts
        return self._starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Gives line and column of an offset, both counted from 1."""
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line_text(self, line: int) -> str:
        """Gives a line (counted from 1) without its line end."""
        starts = self.line_starts()
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")


BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


def decode(data: bytes) -> str:
    """Gives the text of a script's bytes: by its byte order mark, else UTF-8, else code page 1252.

    A file of UTF-16 without a mark is known by its zero bytes. Never fails: what no code covers becomes U+FFFD.
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    head = data[:64]
    if len(head) >= 4 and head[1::2].count(0) > len(head) // 3 and not head[0::2].count(0):
        return data.decode("utf-16-le", "replace")
    if len(head) >= 4 and head[0::2].count(0) > len(head) // 3 and not head[1::2].count(0):
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_source(path: str) -> Source:
    """Gives the source in a file.

    Raises: OSError where the file cannot be read.
    """
    with open(path, "rb") as file:
        return Source(decode(file.read()), path)
