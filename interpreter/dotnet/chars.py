"""System.Char: kinds of characters by Unicode category, upper and lower case, surrogates."""

import unicodedata
from collections.abc import Callable
from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import argument, format_fault, outside
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.char import Char, char
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.utf16 import units

_LETTERS = frozenset(["Lu", "Ll", "Lt", "Lm", "Lo"])
_PUNCTUATION = frozenset(["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"])
_SYMBOLS = frozenset(["Sm", "Sc", "Sk", "So"])
_SEPARATORS = frozenset(["Zs", "Zl", "Zp"])
_SPACES = "\t\n\x0b\x0c\r\x85 \xa0"


def _category(c: str) -> str:
    return unicodedata.category(c)


def is_space(c: str) -> bool:
    """Tells what Char.IsWhiteSpace tells."""
    return c in _SPACES or _category(c) in _SEPARATORS


TESTS: dict[str, Callable[[str], bool]] = {
    "IsDigit": lambda c: _category(c) == "Nd",
    "IsNumber": lambda c: _category(c) in ("Nd", "Nl", "No"),
    "IsLetter": lambda c: _category(c) in _LETTERS,
    "IsLetterOrDigit": lambda c: _category(c) in _LETTERS or _category(c) == "Nd",
    "IsUpper": lambda c: _category(c) == "Lu",
    "IsLower": lambda c: _category(c) == "Ll",
    "IsWhiteSpace": is_space,
    "IsPunctuation": lambda c: _category(c) in _PUNCTUATION,
    "IsSymbol": lambda c: _category(c) in _SYMBOLS,
    "IsSeparator": lambda c: _category(c) in _SEPARATORS,
    "IsControl": lambda c: _category(c) == "Cc",
    "IsSurrogate": lambda c: "\ud800" <= c <= "\udfff",
    "IsHighSurrogate": lambda c: "\ud800" <= c <= "\udbff",
    "IsLowSurrogate": lambda c: "\udc00" <= c <= "\udfff",
}
ONLY_CHAR: dict[str, Callable[[str], bool]] = {
    "IsAscii": lambda c: c < "\x80",
    "IsAsciiDigit": lambda c: "0" <= c <= "9",
    "IsAsciiLetter": lambda c: c.isascii() and c.isalpha(),
    "IsAsciiLetterOrDigit": lambda c: c.isascii() and c.isalnum(),
    "IsAsciiLetterLower": lambda c: "a" <= c <= "z",
    "IsAsciiLetterUpper": lambda c: "A" <= c <= "Z",
    "IsAsciiHexDigit": lambda c: c in "0123456789abcdefABCDEF",
}


def _at(test: Callable[[str], bool]) -> Callable[[str, int], bool]:
    def check(text: str, index: int) -> bool:
        if not 0 <= index < len(text):
            raise outside("index")
        return test(text[index])

    return check


def upper(c: str) -> Char:
    """Gives ToUpper: a character whose upper case is one character too."""
    found = c.upper()
    return Char(found) if len(found) == 1 else Char(c)


def lower(c: str) -> Char:
    found = c.lower()
    return Char(found) if len(found) == 1 else Char(c)


def compare(a: str, b: Any) -> int:
    if b is None:
        return 1
    if type(b) is not Char:
        raise argument("Object must be of type Char.")
    return ord(a) - ord(b)


def parse(text: str) -> Char:
    if text is None or len(text) != 1:
        raise format_fault("String must be exactly one character long.")
    return Char(text)


def try_parse(text: str | None, result: Reference) -> bool:
    good = text is not None and len(text) == 1
    result.set(Char(text) if good and text else Char("\0"))
    return good


def numeric_value(c: str) -> float:
    return float(unicodedata.numeric(c, -1.0))


_CATEGORIES: dict[str, str] = dict(  # noqa: C408 - names without quotes read better here
    Lu="UppercaseLetter", Ll="LowercaseLetter", Lt="TitlecaseLetter", Lm="ModifierLetter", Lo="OtherLetter",
    Mn="NonSpacingMark", Mc="SpacingCombiningMark", Me="EnclosingMark", Nd="DecimalDigitNumber", Nl="LetterNumber",
    No="OtherNumber", Zs="SpaceSeparator", Zl="LineSeparator", Zp="ParagraphSeparator", Cc="Control", Cf="Format",
    Cs="Surrogate", Co="PrivateUse", Pc="ConnectorPunctuation", Pd="DashPunctuation", Ps="OpenPunctuation",
    Pe="ClosePunctuation", Pi="InitialQuotePunctuation", Pf="FinalQuotePunctuation", Po="OtherPunctuation",
    Sm="MathSymbol", Sc="CurrencySymbol", Sk="ModifierSymbol", So="OtherSymbol", Cn="OtherNotAssigned",
)  # fmt: skip


def category_of(c: str) -> Any:
    """Gives the UnicodeCategory of a character."""
    return named(find_type("System.Globalization.UnicodeCategory"), _CATEGORIES[unicodedata.category(c)])


def at_index(s: str, index: int) -> str:
    found = list(units(s))
    if not 0 <= index < len(found):
        raise outside("index", "Index was out of range. Must be non-negative and less than the size of the collection.")
    return found[index]


def utf32(high: str, low: str) -> int:
    return 0x10000 + ((ord(high) - 0xD800) << 10) + ord(low) - 0xDC00


def _table() -> dict[str, Any]:
    table: dict[str, Any] = {
        "CompareTo(object value) -> int": compare,
        "CompareTo(char value) -> int": compare,
        "Equals(object obj) -> bool": equal,
        "Equals(char obj) -> bool": equal,
        "ToString() -> string": str,
        "ToString(IFormatProvider provider) -> string": lambda c, p: str(c),
        "static ToString(char c) -> string": str,
        "static ToUpper(char c) -> char": upper,
        "static ToLower(char c) -> char": lower,
        "static ToUpper(char c, cultureinfo culture) -> char": lambda c, _: upper(c),
        "static ToLower(char c, cultureinfo culture) -> char": lambda c, _: lower(c),
        "static ToUpperInvariant(char c) -> char": upper,
        "static ToLowerInvariant(char c) -> char": lower,
        "static Parse(string s) -> char": parse,
        "static TryParse(string s, out char result) -> bool": try_parse,
        "GetTypeCode() -> System.TypeCode": lambda c: named(find_type("System.TypeCode"), "Char"),
        "static GetNumericValue(char c) -> double": numeric_value,
        "static GetNumericValue(string s, int index) -> double": lambda s, i: numeric_value(at_index(s, i)),
        "static GetUnicodeCategory(char c) -> System.Globalization.UnicodeCategory": category_of,
        "static GetUnicodeCategory(string s, int index) -> System.Globalization.UnicodeCategory": (
            lambda s, i: category_of(at_index(s, i))
        ),
        "static ConvertFromUtf32(int utf32) -> string": chr,
        "static ConvertToUtf32(char highSurrogate, char lowSurrogate) -> int": utf32,
        "static ConvertToUtf32(string s, int index) -> int": lambda s, i: ord(s[i]),
        "static IsSurrogatePair(char highSurrogate, char lowSurrogate) -> bool": (
            lambda a, b: "\ud800" <= a <= "\udbff" and "\udc00" <= b <= "\udfff"
        ),
        "static IsBetween(char c, char minInclusive, char maxInclusive) -> bool": lambda c, a, b: a <= c <= b,
        "static MaxValue -> char": Char("\uffff"),
        "static MinValue -> char": char(0),
    }
    for name, test in TESTS.items():
        table[f"static {name}(char c) -> bool"] = test
        table[f"static {name}(string s, int index) -> bool"] = _at(test)
    for name, test in ONLY_CHAR.items():
        table[f"static {name}(char c) -> bool"] = test
    return table


define("System.Char", "System.ValueType", kind="struct",
       interfaces=["System.IComparable", "System.IConvertible", "System.IComparable`1[System.Char]",
                   "System.IEquatable`1[System.Char]"], members=_table, py=Char).zero = lambda: char(0)  # fmt: skip
