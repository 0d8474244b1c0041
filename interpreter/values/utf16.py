"""Strings counted as .NET counts them: in UTF-16 units. ASCII text and text of the first plane take the short way.

A Python str holds whole characters; only what counts, indexes or cuts needs the units. Serves members of String,
operators that take strings apart and formatting.
"""

from perdure.interpreter.values.char import Char, char


def is_plain(text: str) -> bool:
    """Tells whether every character is one UTF-16 unit."""
    return text.isascii() or max(text) <= "\uffff"


def length(text: str) -> int:
    """Gives String.Length."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for c in text if c > "\uffff")


def units(text: str) -> str:
    """Gives the text with characters beyond the first plane as two surrogates, so that indexes count units."""
    if is_plain(text):
        return text
    raw = text.encode("utf-16-le", "surrogatepass")
    return "".join(chr(raw[i] | raw[i + 1] << 8) for i in range(0, len(raw), 2))


def heal(text: str) -> str:
    """Gives the text with pairs of surrogates joined to the characters that they mean."""
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def at(text: str, index: int) -> Char | None:
    """Gives the Char at an index of units (negative ones count from the end), None outside."""
    if not text.isascii():
        text = units(text)
    try:
        return char(ord(text[index]))
    except IndexError:
        return None


def cut(text: str, start: int, count: int) -> str:
    """Gives Substring: `count` units from `start`."""
    if is_plain(text):
        return text[start : start + count]
    return heal(units(text)[start : start + count])


def chars(text: str) -> list[Char]:
    """Gives ToCharArray()."""
    return [char(ord(c)) for c in (text if text.isascii() else units(text))]
