"""System.Char: one UTF-16 unit, told apart from a string by its class.

A subclass of str, so that joining, hashing and comparing cost nothing; `type(value) is str` is what tells them apart.
Knows nothing of conversions.
"""


class Char(str):
    """System.Char; always one code unit (a lone surrogate where a string's character lies outside the first plane)."""

    __slots__ = ()
    net = "System.Char"

    def __add__(self, other: str) -> str:
        return str.__add__(self, other)


_BYTES = [Char(chr(code)) for code in range(128)]


def char(code: int) -> Char:
    """Gives the Char of a code unit."""
    return _BYTES[code] if code < 128 else Char(chr(code))
