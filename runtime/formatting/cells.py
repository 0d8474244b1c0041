"""How many screen cells a text takes, and how much of it fits a number of cells.

A cell is one column of a console with a fixed pitch: East Asian wide characters take two, as does any character beyond
the basic plane (two UTF-16 units), everything else one; escape sequences take none. Serves all writers of lines.
"""

from perdure.interpreter.values.style import ESCAPES, RESET, plain

# ranges of two-cell characters, ends included
_WIDE = (
    (0x1100, 0x115F), (0x2329, 0x232A), (0x2E80, 0x303E), (0x3040, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
    (0xFE10, 0xFE19), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6),
)  # fmt: skip
ELLIPSIS = "…"


def char_cells(char: str) -> int:
    """Gives the cells of one character."""
    code = ord(char)
    if code < 0x1100:
        return 1
    if code > 0xFFFF:
        return 2
    for low, high in _WIDE:
        if low <= code <= high:
            return 2
    return 1


def cells(text: str) -> int:
    """Gives the cells of a text, escape sequences not counted."""
    if text.isascii():
        return len(text) if "\x1b" not in text else len(plain(text))
    if "\x1b" in text:
        text = plain(text)
    return sum([char_cells(c) for c in text])


def head(text: str, count: int) -> str:
    """Gives as much of the text's beginning as fits in `count` cells."""
    if "\x1b" in text:
        return _styled_part(text, head(plain(text), count), 0)
    if text.isascii():
        return text[:count]
    taken = 0
    for i, char in enumerate(text):
        taken += char_cells(char)
        if taken > count:
            return text[:i]
    return text


def tail(text: str, count: int) -> str:
    """Gives as much of the text's end as fits in `count` cells."""
    if "\x1b" in text:
        kept = tail(plain(text), count)
        return _styled_part(text, kept, len(plain(text)) - len(kept))
    if text.isascii():
        return text[len(text) - count :] if count else ""
    taken = 0
    for i in range(len(text) - 1, -1, -1):
        taken += char_cells(text[i])
        if taken > count:
            return text[i + 1 :]
    return text


def _styled_part(text: str, kept: str, start: int) -> str:
    """Gives a part of a text with the escape sequences that stand before and in it; the style ends with it."""
    out = []
    at, end = 0, start + len(kept)  # places in the text without escape sequences
    last = 0
    for found in ESCAPES.finditer(text):
        piece = text[last : found.start()]
        out.append(piece[max(start - at, 0) : max(end - at, 0)])
        at += len(piece)
        last = found.end()
        if at < end:
            out.append(found.group())
    out.append(text[last:][max(start - at, 0) : max(end - at, 0)])
    joined = "".join(out)
    return joined if joined.endswith(RESET) or joined == kept else joined + RESET
