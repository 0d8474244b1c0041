"""Lays a list's entry out: labels of one width, ` : `, values that go on below themselves.

Source: conformance/formatting/format-list.
"""

from perdure.interpreter.values.style import PSStyle
from perdure.runtime.formatting.cells import cells, head
from perdure.runtime.formatting.decoration import marked
from perdure.runtime.formatting.wrapping import split_lines, wrap

SEPARATOR = " : "
NARROWEST_LABEL = NARROWEST_VALUE = 10


def list_lines(pairs: list[tuple[str, str]], width: int, style: PSStyle | None = None) -> list[str]:
    """Gives the lines of an entry's (label, text) pairs; nothing where `width` cells are too few for a list."""
    if not pairs or width < NARROWEST_LABEL + NARROWEST_VALUE + len(SEPARATOR):
        return []
    room = width - len(SEPARATOR) - NARROWEST_VALUE
    size = min(max(cells(label) for label, _ in pairs), room)
    indent = " " * (size + len(SEPARATOR))
    left = width - len(indent)
    out: list[str] = []
    for label, text in pairs:
        shown = head(label, size) if cells(label) > size else label + " " * (size - cells(label))
        before = marked(style, "FormatAccent", shown + SEPARATOR)
        for line in split_lines(text):
            for part in wrap(line, left, left):
                out.append(before + part)
                before = indent
    return out
