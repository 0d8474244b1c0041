"""System.String: instance and static members. Indexes count UTF-16 units; text of the first plane takes the short way.

Searching without a StringComparison is ordinal for characters and Contains, by the culture for IndexOf and StartsWith
of strings; both agree on all but exotic text, so one search serves.
"""

from typing import Any

from perdure.interpreter.dotnet._compare import equal, hash_code
from perdure.interpreter.dotnet._string_methods import (
    char_at,
    compare,
    compare_ordinal,
    compare_to,
    concat,
    concat_any,
    contains,
    ends_with,
    equals,
    from_chars,
    get_length,
    index_any,
    insert,
    is_blank,
    last_index_any,
    lower,
    normalize,
    pad_left,
    pad_right,
    remove,
    repeat,
    replace,
    replace_chars,
    replace_lines,
    starts_with,
    substring,
    to_chars,
    trim,
    trim_end,
    trim_start,
    upper,
)
from perdure.interpreter.dotnet._string_parts import copy_out, join_part, of_parts, runes
from perdure.interpreter.dotnet._strings import (
    find,
    format_text,
    join,
    kind_of,
    rfind,
    split,
)
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.utf16 import chars

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
