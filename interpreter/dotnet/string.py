"""System.String: instance and static members. Indexes count UTF-16 units; text of the first plane takes the short way.

Searching without a StringComparison is ordinal for characters and Contains, by the culture for IndexOf and StartsWith
of strings; both agree on all but exotic text, so one search serves.
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._compare import equal, hash_code, ordinal
from perdure.interpreter.dotnet._faults import argument, bounds, null, outside
from perdure.interpreter.dotnet._string_parts import copy_out, join_part, of_parts, runes
from perdure.interpreter.dotnet._strings import (
    IGNORING,
    Comparison,
    find,
    fold,
    format_text,
    join,
    kind_of,
    rfind,
    split,
)
from perdure.interpreter.dotnet.chars import is_space
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import named
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
    return fill * (width - length(s)) + s


def pad_right(s: str, width: int, fill: str = " ") -> str:
    if width < 0:
        raise outside("totalWidth", "Non-negative number required.")
    return s + fill * (width - length(s))


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
    return str(c) * count


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


_CMP = "System.StringComparison comparisonType"
_OPT = "System.StringSplitOptions options"


def _searches() -> dict[str, Any]:
    """IndexOf and LastIndexOf in all their forms."""
    table: dict[str, Any] = {}
    for word in ("char value", "string value"):
        table[f"IndexOf({word}) -> int"] = find
        table[f"IndexOf({word}, int startIndex) -> int"] = find
        table[f"IndexOf({word}, int startIndex, int count) -> int"] = find
        table[f"IndexOf({word}, {_CMP}) -> int"] = lambda s, v, c: find(s, v, 0, None, kind_of(c))
        table[f"LastIndexOf({word}) -> int"] = rfind
        table[f"LastIndexOf({word}, int startIndex) -> int"] = rfind
        table[f"LastIndexOf({word}, int startIndex, int count) -> int"] = rfind
    table[f"IndexOf(string value, int startIndex, {_CMP}) -> int"] = lambda s, v, i, c: find(s, v, i, None, kind_of(c))
    table[f"IndexOf(string value, int startIndex, int count, {_CMP}) -> int"] = lambda s, v, i, n, c: find(
        s, v, i, n, kind_of(c)
    )
    table[f"LastIndexOf(string value, {_CMP}) -> int"] = lambda s, v, c: rfind(s, v, None, None, kind_of(c))
    return table


def _instance() -> dict[str, Any]:
    return {
        "Length -> int": get_length,
        "Chars(int index) -> char": char_at,
        "get_Chars(int index) -> char": char_at,
        "Clone() -> object": lambda s: s,
        "CompareTo(object value) -> int": compare_to,
        "CompareTo(string strB) -> int": compare_to,
        "Contains(string value) -> bool": contains,
        "Contains(char value) -> bool": contains,
        f"Contains(string value, {_CMP}) -> bool": lambda s, v, c: contains(s, v, kind_of(c)),
        f"Contains(char value, {_CMP}) -> bool": lambda s, v, c: contains(s, v, kind_of(c)),
        "EndsWith(string value) -> bool": ends_with,
        "EndsWith(char value) -> bool": ends_with,
        f"EndsWith(string value, {_CMP}) -> bool": lambda s, v, c: ends_with(s, v, kind_of(c)),
        "EndsWith(string value, bool ignoreCase, cultureinfo culture) -> bool": lambda s, v, i, _: ends_with(
            s, v, "CurrentCultureIgnoreCase" if i else "CurrentCulture"
        ),
        "StartsWith(string value) -> bool": starts_with,
        "StartsWith(char value) -> bool": starts_with,
        f"StartsWith(string value, {_CMP}) -> bool": lambda s, v, c: starts_with(s, v, kind_of(c)),
        "StartsWith(string value, bool ignoreCase, cultureinfo culture) -> bool": lambda s, v, i, _: starts_with(
            s, v, "CurrentCultureIgnoreCase" if i else "CurrentCulture"
        ),
        "Equals(object obj) -> bool": equal,
        "Equals(string value) -> bool": equals,
        f"Equals(string value, {_CMP}) -> bool": lambda s, v, c: equals(s, v, kind_of(c)),
        "GetEnumerator() -> System.CharEnumerator": chars,
        "GetHashCode() -> int": hash_code,
        "GetTypeCode() -> System.TypeCode": lambda s: named(find_type("System.TypeCode"), "String"),
        "CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) -> void": copy_out,
        "EnumerateRunes() -> object": runes,
        "IndexOfAny(char[] anyOf) -> int": index_any,
        "IndexOfAny(char[] anyOf, int startIndex) -> int": index_any,
        "IndexOfAny(char[] anyOf, int startIndex, int count) -> int": index_any,
        "Insert(int startIndex, string value) -> string": insert,
        "IsNormalized() -> bool": lambda s: normalize(s) == s,
        "LastIndexOfAny(char[] anyOf) -> int": last_index_any,
        "LastIndexOfAny(char[] anyOf, int startIndex) -> int": last_index_any,
        "Normalize() -> string": normalize,
        "Normalize(System.Text.NormalizationForm normalizationForm) -> string": normalize,
        "PadLeft(int totalWidth) -> string": pad_left,
        "PadLeft(int totalWidth, char paddingChar) -> string": pad_left,
        "PadRight(int totalWidth) -> string": pad_right,
        "PadRight(int totalWidth, char paddingChar) -> string": pad_right,
        "Remove(int startIndex, int count) -> string": remove,
        "Remove(int startIndex) -> string": remove,
        "Replace(string oldValue, string newValue, bool ignoreCase, cultureinfo culture) -> string": (
            lambda s, a, b, i, _: replace(s, a, b, "OrdinalIgnoreCase" if i else "Ordinal")
        ),
        f"Replace(string oldValue, string newValue, {_CMP}) -> string": lambda s, a, b, c: replace(s, a, b, kind_of(c)),
        "Replace(char oldChar, char newChar) -> string": replace_chars,
        "Replace(string oldValue, string newValue) -> string": replace,
        "ReplaceLineEndings() -> string": lambda s: replace_lines(s, "\n"),
        "ReplaceLineEndings(string replacementText) -> string": lambda s, t: replace_lines(s, t),
        "Split(params char[] separator) -> string[]": lambda s, c: split(s, list(c or ()), None, None),
        f"Split(char separator, {_OPT} = 0) -> string[]": lambda s, c, o=None: split(s, [c], None, o),
        f"Split(char separator, int count, {_OPT} = 0) -> string[]": lambda s, c, n, o=None: split(s, [c], n, o),
        "Split(char[] separator, int count) -> string[]": lambda s, c, n: split(s, list(c or ()), n, None),
        f"Split(char[] separator, {_OPT}) -> string[]": lambda s, c, o: split(s, list(c or ()), None, o),
        f"Split(char[] separator, int count, {_OPT}) -> string[]": lambda s, c, n, o: split(s, list(c or ()), n, o),
        f"Split(string separator, {_OPT} = 0) -> string[]": lambda s, c, o=None: split(s, [c], None, o),
        f"Split(string separator, int count, {_OPT} = 0) -> string[]": lambda s, c, n, o=None: split(s, [c], n, o),
        f"Split(string[] separator, {_OPT}) -> string[]": lambda s, c, o: split(s, list(c or ()), None, o),
        f"Split(string[] separator, int count, {_OPT}) -> string[]": lambda s, c, n, o: split(s, list(c or ()), n, o),
        "Substring(int startIndex) -> string": substring,
        "Substring(int startIndex, int length) -> string": substring,
        "ToCharArray() -> char[]": to_chars,
        "ToCharArray(int startIndex, int length) -> char[]": to_chars,
        "ToLower() -> string": lower,
        "ToLower(cultureinfo culture) -> string": lower,
        "ToLowerInvariant() -> string": lower,
        "ToUpper() -> string": upper,
        "ToUpper(cultureinfo culture) -> string": upper,
        "ToUpperInvariant() -> string": upper,
        "ToString() -> string": lambda s: s,
        "ToString(IFormatProvider provider) -> string": lambda s, _: s,
        "Trim() -> string": trim,
        "Trim(char trimChar) -> string": trim,
        "Trim(params char[] trimChars) -> string": trim,
        "TrimEnd() -> string": trim_end,
        "TrimEnd(char trimChar) -> string": trim_end,
        "TrimEnd(params char[] trimChars) -> string": trim_end,
        "TrimStart() -> string": trim_start,
        "TrimStart(char trimChar) -> string": trim_start,
        "TrimStart(params char[] trimChars) -> string": trim_start,
    }


def replace_lines(s: str, new: str) -> str:
    for mark in ("\r\n", "\r", "\x0c", "\x85", "\u2028", "\u2029"):
        s = s.replace(mark, "\n")
    return s.replace("\n", new)


def _static() -> dict[str, Any]:
    return {
        "new(char[] value)": from_chars,
        "new(char[] value, int startIndex, int length)": from_chars,
        "new(char c, int count)": repeat,
        "static Empty -> string": "",
        "static IsNullOrEmpty(string value) -> bool": lambda v: not v,
        "static IsNullOrWhiteSpace(string value) -> bool": is_blank,
        "static Compare(string strA, string strB) -> int": compare,
        "static Compare(string strA, string strB, bool ignoreCase) -> int": lambda a, b, i: compare(
            a, b, "CurrentCultureIgnoreCase" if i else "CurrentCulture"
        ),
        f"static Compare(string strA, string strB, {_CMP}) -> int": lambda a, b, c: compare(a, b, kind_of(c)),
        "static Compare(string strA, string strB, bool ignoreCase, cultureinfo culture) -> int": (
            lambda a, b, i, _: compare(a, b, "CurrentCultureIgnoreCase" if i else "CurrentCulture")
        ),
        "static CompareOrdinal(string strA, string strB) -> int": compare_ordinal,
        **of_parts(compare, compare_ordinal),
        "static Concat(object arg0) -> string": concat_any,
        "static Concat(object arg0, object arg1) -> string": concat,
        "static Concat(object arg0, object arg1, object arg2) -> string": concat,
        "static Concat(params object[] args) -> string": concat,
        "static Concat(System.Collections.Generic.IEnumerable[string] values) -> string": concat_any,
        "static Concat(string str0, string str1) -> string": concat,
        "static Concat(string str0, string str1, string str2) -> string": concat,
        "static Concat(string str0, string str1, string str2, string str3) -> string": concat,
        "static Concat(params string[] values) -> string": concat,
        "static Copy(string str) -> string": lambda s: s,
        "static Equals(string a, string b) -> bool": equals,
        f"static Equals(string a, string b, {_CMP}) -> bool": lambda a, b, c: equals(a, b, kind_of(c)),
        "static Format(string format, object arg0) -> string": lambda f, a: format_text(f, [a]),
        "static Format(string format, object arg0, object arg1) -> string": lambda f, a, b: format_text(f, [a, b]),
        "static Format(string format, object arg0, object arg1, object arg2) -> string": (
            lambda f, a, b, c: format_text(f, [a, b, c])
        ),
        "static Format(string format, params object[] args) -> string": lambda f, a: format_text(f, list(a)),
        "static Format(IFormatProvider provider, string format, params object[] args) -> string": (
            lambda p, f, a: format_text(f, list(a), p)
        ),
        "static Join(string separator, System.Collections.Generic.IEnumerable[string] values) -> string": join,
        "static Join(string separator, params string[] value) -> string": join,
        "static Join(string separator, params object[] values) -> string": join,
        "static Join(char separator, params string[] value) -> string": join,
        "static Join(char separator, params object[] values) -> string": join,
        "static Join(string separator, string[] value, int startIndex, int count) -> string": (join_part),
        "static Join<T>(string separator, System.Collections.Generic.IEnumerable[T] values) -> string": (
            lambda _types, s, v: join(s, v)
        ),
    }


def _members() -> dict[str, Any]:
    return {**_instance(), **_searches(), **_static()}


define(
    "System.String",
    interfaces=[
        "System.IComparable", "System.ICloneable", "System.IConvertible", "System.Collections.IEnumerable",
        "System.Collections.Generic.IEnumerable`1[System.Char]", "System.IComparable`1[System.String]",
        "System.IEquatable`1[System.String]",
    ],
    members=_members,
    py=str,
)  # fmt: skip
