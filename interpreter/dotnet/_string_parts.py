"""Parts of strings: comparing pieces, joining some of an array, copying characters out, Unicode scalars.

Serves string.py, which hands in how whole strings are compared.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.dotnet._faults import null, outside
from perdure.interpreter.dotnet._strings import join, kind_of
from perdure.interpreter.dotnet.runes import Rune
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.values.utf16 import chars, cut, length

_CMP = "stringcomparison comparisonType"


def join_part(separator: str, values: Any, start: int, count: int) -> str:
    if values is None:
        raise null("value")
    if start < 0 or count < 0 or start + count > len(values):
        raise throw_dotnet(
            "System.ArgumentOutOfRangeException", "Specified argument was out of the range of valid values."
        )
    return join(separator, values[start : start + count])


def part(text: str | None, start: int, count: int) -> str | None:
    if text is None:
        return None
    size = length(text)
    if start < 0 or start > size or count < 0:
        raise outside(
            "indexA", "Index was out of range. Must be non-negative and less than the size of the collection."
        )
    return cut(text, start, min(size - start, count))


def copy_out(s: str, start: int, target: list[Any], to: int, count: int) -> None:
    """Gives CopyTo: characters into an array."""
    if target is None:
        raise null("destination")
    units = list(chars(s))
    if count < 0:
        raise outside("count", "Non-negative number required.")
    if start < 0 or start + count > len(units):
        raise outside("sourceIndex", "Index and count must refer to a location within the string.")
    if to < 0 or to + count > len(target):
        raise outside("destinationIndex", "Index and count must refer to a location within the string.")
    target[to : to + count] = units[start : start + count]


def runes(s: str) -> list[Any]:
    return [Rune(ord(c)) for c in s]


def of_parts(compare: Callable[..., int], compare_ordinal: Callable[..., int]) -> dict[str, Any]:
    """Gives the static members that compare pieces, and the interned strings."""
    return {
        "static CompareOrdinal(string strA, int indexA, string strB, int indexB, int length) -> int": (
            lambda a, i, b, j, n: compare_ordinal(part(a, i, n), part(b, j, n))
        ),
        "static Compare(string strA, int indexA, string strB, int indexB, int length) -> int": (
            lambda a, i, b, j, n: compare(part(a, i, n), part(b, j, n))
        ),
        "static Compare(string strA, int indexA, string strB, int indexB, int length, bool ignoreCase) -> int": (
            lambda a, i, b, j, n, c: compare(
                part(a, i, n), part(b, j, n), "CurrentCultureIgnoreCase" if c else "CurrentCulture"
            )
        ),
        f"static Compare(string strA, int indexA, string strB, int indexB, int length, {_CMP}) -> int": (
            lambda a, i, b, j, n, c: compare(part(a, i, n), part(b, j, n), kind_of(c))
        ),
        "static Intern(string str) -> string": lambda s: s,
        "static IsInterned(string str) -> string": lambda s: s,
    }
