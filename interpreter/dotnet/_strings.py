"""Searching, splitting, joining and formatting text, as String, StringBuilder and others need it."""

import re
from functools import lru_cache
from typing import Any

from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._faults import format_fault, null, outside
from perdure.interpreter.dotnet._format import culture_of
from perdure.interpreter.format_operator import composite
from perdure.interpreter.number_format import FormatError
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.utf16 import heal, is_plain, units

Comparison = str  # a name of System.StringComparison
IGNORING = frozenset(["OrdinalIgnoreCase", "CurrentCultureIgnoreCase", "InvariantCultureIgnoreCase"])


def kind_of(value: Any) -> Comparison:
    """Gives the name of a StringComparison value."""
    return str(value)


def fold(text: str) -> str:
    """Gives text as ordinal comparison without case sees it; keeps the length."""
    if text.isascii():
        return text.upper()
    return "".join([u if len(u := c.upper()) == 1 else c for c in text])


def find(s: str, value: str, start: int = 0, count: int | None = None, how: Comparison = "CurrentCulture") -> int:
    """Gives String.IndexOf."""
    if value is None:
        raise null("value")
    text, wanted = _units(s, value)
    if not 0 <= start <= len(text):
        raise outside("startIndex", "Index was out of range. Must be non-negative and less than or equal to the size of the collection.")  # fmt: skip
    if count is not None and not 0 <= count <= len(text) - start:
        raise outside("count", "Count must be positive and count must refer to a location within the string/array/collection.")  # fmt: skip
    if how in IGNORING:
        text, wanted = fold(text), fold(wanted)
    end = len(text) if count is None else start + count
    return text.find(wanted, start, end)


def rfind(
    s: str, value: str, start: int | None = None, count: int | None = None, how: Comparison = "CurrentCulture"
) -> int:
    """Gives String.LastIndexOf: the search goes back from `start`."""
    if value is None:
        raise null("value")
    text, wanted = _units(s, value)
    if how in IGNORING:
        text, wanted = fold(text), fold(wanted)
    if start is None:
        return text.rfind(wanted)
    if not text:
        return -1 if wanted else 0
    if not -1 <= start <= len(text):
        raise outside("startIndex", "Index was out of range. Must be non-negative and less than or equal to the size of the collection.")  # fmt: skip
    low = 0 if count is None else max(0, start - count + 1)
    return text.rfind(wanted, low, start + 1)


def _units(s: str, value: str) -> tuple[str, str]:
    if is_plain(s) if s else True:
        return s, value
    return units(s), units(value)


def split(s: str, separators: list[Any], count: int | None, options: Any) -> TypedArray:
    """Gives String.Split: no separator (or only empty ones) means white space; options as StringSplitOptions."""
    flags = options if isinstance(options, int) else 0 if options is None else options.value
    wanted = [str(x) for x in separators if x]
    if count is not None and count < 0:
        raise outside("count", "'count' must be a non-negative value.")
    parts = _pieces(s, wanted, None if flags else count)
    if flags & 2:
        parts = [p.strip() for p in parts]
    if flags & 1:
        parts = [p for p in parts if p]
    if flags and count is not None and len(parts) > count:
        parts = _limited(s, wanted, count, flags)
    if count == 0:
        parts = []
    return TypedArray("System.String", parts)


def _pieces(s: str, wanted: list[str], count: int | None) -> list[str]:
    limit = -1 if count is None else max(count - 1, 0)
    if len(wanted) == 1:
        return s.split(wanted[0], limit)
    if limit == 0:
        return [s]
    return _separators(tuple(wanted)).split(s, max(limit, 0))


@lru_cache(maxsize=64)
def _separators(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """Gives what finds separators, the first one that fits in their order; white space where there is none."""
    return re.compile("|".join([re.escape(w) for w in wanted]) if wanted else r"\s")


def _limited(s: str, wanted: list[str], count: int, flags: int) -> list[str]:
    """Splits with options and a limit: dropped entries don't count, the last part keeps its separators."""
    parts: list[str] = []
    rest = s
    while len(parts) < count - 1:
        head_tail = _pieces(rest, wanted, 2)
        head = head_tail[0].strip() if flags & 2 else head_tail[0]
        if not (flags & 1 and not head):
            parts.append(head)
        if len(head_tail) == 1:
            return parts
        rest = head_tail[1]
    if flags & 1:
        while True:
            head_tail = _pieces(rest, wanted, 2)
            head = head_tail[0].strip() if flags & 2 else head_tail[0]
            if head or len(head_tail) == 1:
                break
            rest = head_tail[1]
    if flags & 2:
        rest = rest.strip()
    if not (flags & 1 and not rest):
        parts.append(rest)
    return parts


def join(separator: str | None, values: Any) -> str:
    """Gives String.Join."""
    items = enumerate_value(values)
    parts = [values] if items is None else items
    return heal((separator or "").join([net_text(v) for v in parts]))


def format_text(form: str | None, args: list[Any], provider: Any = None) -> str:
    """Gives String.Format; .NET's own exception for a bad format."""
    if form is None:
        raise null("format")
    try:
        return composite(form, args, culture_of(provider))
    except FormatError as error:
        raise format_fault(str(error)) from None
