"""What Format-* cmdlets put out and Out-* take in: a document's start, groups, entries and end.

Values of the pipeline, but opaque to scripts: text is worked out already, only widths and line breaks are left to the
printer. Knows nothing of where they come from or go to.
"""

from typing import Any

from perdure.interpreter.values.base import NetObject

_SPACE = "Microsoft.PowerShell.Commands.Internal.Format."

LEFT, CENTER, RIGHT = 1, 2, 3  # alignments; 0 = as the header says, left in the end


class Packet(NetObject):
    """The base of all format objects."""

    __slots__ = ()
    net = _SPACE + "FormatInfoData"


class Column:
    """A column's header: label, wanted width in cells (0 = as wide as need be), alignment.

    `own`: the label is not the property's name.
    """

    __slots__ = ("label", "width", "align", "own")

    def __init__(self, label: str, width: int = 0, align: int = 0, own: bool = False) -> None:
        self.label, self.width, self.align, self.own = label, width, align, own


class FormatStart(Packet):
    """Opens a document. `shape`: table, list, wide or custom; `columns` of a table; `per_row` of a wide view, 0 = free.

    `autosize`: widths come from the values: of the whole group (True), or of its first `sample` entries (> 0).
    """

    __slots__ = ("shape", "columns", "hide_header", "repeat_header", "autosize", "per_row")
    net = _SPACE + "FormatStartData"

    def __init__(self, shape: str) -> None:
        self.shape = shape
        self.columns: list[Column] = []
        self.hide_header = False
        self.repeat_header = False
        self.autosize = False
        self.per_row = 0


class GroupStart(Packet):
    """Opens a group; `title` is a custom entry's content above it, None = none."""

    __slots__ = ("title",)
    net = _SPACE + "GroupStartData"

    def __init__(self, title: "list[Any] | None" = None) -> None:
        self.title = title


class FormatEntry(Packet):
    """One object, or text between objects: `entry` is a Row, Fields, Cell, Custom or Text.

    `outside`: it stands outside of the document's shape (strings, numbers, errors) and may come at any place.
    `stream`: the stream whose record it shows, "" = success.
    """

    __slots__ = ("entry", "outside", "stream")
    net = _SPACE + "FormatEntryData"

    def __init__(self, entry: Any, outside: bool = False, stream: str = "") -> None:
        self.entry = entry
        self.outside = outside
        self.stream = stream


class GroupEnd(Packet):
    __slots__ = ()
    net = _SPACE + "GroupEndData"


class FormatEnd(Packet):
    __slots__ = ()
    net = _SPACE + "FormatEndData"


# ---- what an entry holds ---------------------------------------------------------------------------------------------


class Row:
    """A table's row: its cells' texts, their alignments (0 = the header's), and whether long text goes on below."""

    __slots__ = ("texts", "aligns", "wrap")

    def __init__(self, texts: list[str], aligns: list[int] | None = None, wrap: bool = False) -> None:
        self.texts, self.aligns, self.wrap = texts, aligns, wrap


class Fields:
    """A list's entry: (label, text) pairs."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs


class Cell:
    """An entry of a wide view."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Text:
    """Text as it is."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


class Custom:
    """A custom view's entry: a list of texts, NEWLINE and Frame."""

    __slots__ = ("content",)

    def __init__(self, content: list[Any]) -> None:
        self.content = content


class Frame:
    """A part of a custom entry that is indented: cells on the left, on the right, and of its first line besides."""

    __slots__ = ("content", "left", "right", "first")

    def __init__(self, content: list[Any], left: int = 0, right: int = 0, first: int = 0) -> None:
        self.content, self.left, self.right, self.first = content, left, right, first


NEWLINE = object()
