"""What the methods of System.String do; the table that declares them is string.py."""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._compare import ordinal
from perdure.interpreter.dotnet._faults import argument, bounds, null, outside
from perdure.interpreter.dotnet._strings import (
    IGNORING,
    Comparison,
    fold,
)
from perdure.interpreter.dotnet.chars import is_space
from perdure.interpreter.limits import repeated
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.utf16 import at, chars, cut, heal, length, units

BLANKS = "\t\n\x0b\x0c\r\x85 \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


def substring(s: str, start: int, count: int | None = None) -> str:
    size = length(s)
    if start < 0:
        raise outside("startIndex", "StartIndex cannot be less than zero.")
    if start > size:
        raise outside("startIndex", "startIndex cannot be larger than length of string.")
    if count is None:
        return cut(s, start, size - start)
    if count < 0:
        raise outside("length", "Length cannot be less than zero.")
    if start + count > size:
        raise outside("length", "Index and length must refer to a location within the string.")
    return cut(s, start, count)


def remove(s: str, start: int, count: int | None = None) -> str:
    size = length(s)
    if start < 0:
        raise outside("startIndex", "StartIndex cannot be less than zero.")
    if count is None:
        if start > size:
            raise outside("startIndex", "startIndex must be less than length of string.")
        return cut(s, 0, start)
    if count < 0:
        raise outside("count", "'count' must be a non-negative value.")
    if start + count > size:
        raise outside("count", "Index and count must refer to a location within the string.")
    return cut(s, 0, start) + cut(s, start + count, size)


def insert(s: str, start: int, value: str) -> str:
    if value is None:
        raise null("value")
    if not 0 <= start <= length(s):
        raise outside("startIndex")
    return cut(s, 0, start) + value + cut(s, start, length(s))


def _trim_set(given: Any) -> str:
    return "".join(given) if given else BLANKS


def trim(s: str, given: Any = None) -> str:
    return s.strip(_trim_set(given))


def trim_start(s: str, given: Any = None) -> str:
    return s.lstrip(_trim_set(given))


def trim_end(s: str, given: Any = None) -> str:
    return s.rstrip(_trim_set(given))


def pad_left(s: str, width: int, fill: str = " ") -> str:
    if width < 0:
        raise outside("totalWidth", "Non-negative number required.")
    return repeated(fill, width - length(s)) + s


def pad_right(s: str, width: int, fill: str = " ") -> str:
    if width < 0:
        raise outside("totalWidth", "Non-negative number required.")
    return s + repeated(fill, width - length(s))


def replace(s: str, old: str, new: str | None, how: Comparison = "Ordinal") -> str:
    if old is None:
        raise null("oldValue")
    if old == "":
        raise argument("String cannot be of zero length.", "oldValue")
    if how not in IGNORING:
        return s.replace(old, new or "")
    out: list[str] = []
    i, folded, wanted = 0, fold(s), fold(old)
    while True:
        at_ = folded.find(wanted, i)
        if at_ < 0:
            return "".join([*out, s[i:]])
        out.append(s[i:at_] + (new or ""))
        i = at_ + len(wanted)


def replace_chars(s: str, old: str, new: str) -> str:
    return s.replace(old, new)


def index_any(s: str, wanted: Iterable[str], start: int = 0, count: int | None = None) -> int:
    text = units(s)
    end = len(text) if count is None else start + count
    looked = set(wanted)
    return next((i for i in range(start, min(end, len(text))) if text[i] in looked), -1)


def last_index_any(s: str, wanted: Iterable[str], start: int | None = None) -> int:
    text = units(s)
    looked = set(wanted)
    first = len(text) - 1 if start is None else start
    return next((i for i in range(first, -1, -1) if text[i] in looked), -1)


def contains(s: str, value: str, how: Comparison = "Ordinal") -> bool:
    if value is None:
        raise null("value")
    return fold(value) in fold(s) if how in IGNORING else value in s


def starts_with(s: str, value: str, how: Comparison = "CurrentCulture") -> bool:
    if value is None:
        raise null("value")
    return fold(s).startswith(fold(value)) if how in IGNORING else s.startswith(value)


def ends_with(s: str, value: str, how: Comparison = "CurrentCulture") -> bool:
    if value is None:
        raise null("value")
    return fold(s).endswith(fold(value)) if how in IGNORING else s.endswith(value)


def equals(a: str | None, b: str | None, how: Comparison = "Ordinal") -> bool:
    if a is None or b is None:
        return a is b
    if how == "Ordinal":
        return str.__eq__(a, b)
    if how == "OrdinalIgnoreCase":
        return fold(a) == fold(b)
    return collation.equal(a, b, how in IGNORING)


def compare(a: str | None, b: str | None, how: Comparison = "CurrentCulture") -> int:
    if a is None or b is None:
        return 0 if a is b else -1 if a is None else 1
    if how == "Ordinal":
        return ordinal(a, b)
    if how == "OrdinalIgnoreCase":
        return ordinal(a.upper(), b.upper())
    return collation.compare(a, b, how in IGNORING)


def compare_to(s: str, value: Any) -> int:
    if value is not None and not isinstance(value, str):
        raise argument("Object must be of type String.")
    return compare(s, value)


def compare_ordinal(a: str | None, b: str | None) -> int:
    """Gives String.CompareOrdinal: the difference of the first differing units, else of the lengths."""
    if a is None or b is None:
        return compare(a, b)
    left, right = units(a), units(b)
    for x, y in zip(left, right, strict=False):
        if x != y:
            return ord(x) - ord(y)
    return len(left) - len(right)


def to_chars(s: str, start: int = 0, count: int | None = None) -> TypedArray:
    found = chars(s)
    if start or count is not None:
        if start < 0 or start > len(found):
            raise outside("startIndex")
        if count is not None and start + count > len(found):
            raise outside("length")
        found = found[start : None if count is None else start + count]
    return TypedArray("System.Char", found)


def char_at(s: str, index: int) -> Char:
    found = at(s, index) if index >= 0 else None
    if found is None:
        raise bounds()
    return found


def from_chars(value: Any, start: int = 0, count: int | None = None) -> str:
    items = list(value or [])
    return heal("".join(items[start : None if count is None else start + count]))


def repeat(c: str, count: int) -> str:
    if count < 0:
        raise outside("count", f"'count' must be a non-negative value. (Parameter 'count')\nActual value was {count}.")
    return repeated(str(c), count)


def concat(*parts: Any) -> str:
    if len(parts) == 1 and isinstance(parts[0], list):
        parts = tuple(parts[0])
    return "".join([net_text(p) for p in parts])


def concat_any(value: Any) -> str:
    items = enumerate_value(value)
    return net_text(value) if items is None else "".join([net_text(p) for p in items])


def is_blank(value: str | None) -> bool:
    return value is None or all(is_space(c) for c in value)


def lower(s: str, _culture: Any = None) -> str:
    return s.lower()


def upper(s: str, _culture: Any = None) -> str:
    return s.upper() if s.isascii() else "".join([u if len(u := c.upper()) == 1 else c for c in s])


def get_length(s: str) -> int:
    return len(s) if s.isascii() else length(s)


def normalize(s: str, form: Any = None) -> str:
    import unicodedata

    name = {"FormC": "NFC", "FormD": "NFD", "FormKC": "NFKC", "FormKD": "NFKD"}[str(form or "FormC")]
    return unicodedata.normalize(name, s)  # type: ignore[arg-type]


def replace_lines(s: str, new: str) -> str:
    for mark in ("\r\n", "\r", "\x0c", "\x85", "\u2028", "\u2029"):
        s = s.replace(mark, "\n")
    return s.replace("\n", new)
