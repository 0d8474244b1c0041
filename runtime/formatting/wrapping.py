"""Breaks text into lines: at its own newlines, and at words where a line is too long for its place.

Knows cells only, nothing of values. Serves lists, wrapped tables and custom views.
"""

from collections.abc import Iterator

from perdure.runtime.formatting.cells import ELLIPSIS, cells, char_cells

SOFT_HYPHEN = "\u00ad"


def split_lines(text: str) -> list[str]:
    """Gives the text's own lines; carriage returns are dropped."""
    return text.replace("\r", "").split("\n")


def first_line(text: str) -> str:
    """Gives the text up to its first line break, with an ellipsis in place of the rest."""
    for i, char in enumerate(text):
        if char == "\n" or char == "\r":
            return text[:i] + ELLIPSIS
    return text


def wrap(text: str, first: int, following: int) -> list[str]:
    """Gives the lines of a text, broken behind blanks so that each fits its number of cells.

    Args:
        text: any text; its own line breaks stay.
        first: cells of the first line.
        following: cells of all others.
    Source: conformance cases ft-wrap-*, list values.
    """
    if not text:
        return [text]
    out: list[str] = []
    for line in split_lines(text):
        if cells(line) <= first:
            out.append(line)
        else:
            _wrap_line(line, first, following, out)
    return out


def _wrap_line(line: str, first: int, following: int, out: list[str]) -> None:
    here: list[str] = []
    width = left = first
    for word in _words(line):
        size = cells(word)
        if width == 0:
            width = left = following
            if width == 0:
                break
        if size > width:
            for char in word:
                need = char_cells(char)
                if need > width:
                    char, need = "?", 1
                if need > left:
                    out.append("".join(here))
                    here.clear()
                    width = left = following
                here.append(char)
                left -= need
        else:
            if size > left:
                out.append("".join(here))
                here.clear()
                width = left = following
            here.append(word)
            left -= size
    out.append("".join(here))


def _words(line: str) -> Iterator[str]:
    """Gives the pieces a line may be broken between, each with the blank behind it."""
    start = 0
    for i, char in enumerate(line):
        if char == " " or char == "\t":
            yield line[start : i + 1]
            start = i + 1
        elif char == SOFT_HYPHEN:
            yield line[start:i]
            start = i + 1
    yield line[start:]
