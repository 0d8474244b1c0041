"""System.Text.Rune: a Unicode scalar value."""

import unicodedata
from typing import Any

from perdure.interpreter.dotnet._faults import outside
from perdure.interpreter.dotnet.chars import category_of
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.char import Char


class Rune(NetObject):
    """A Unicode scalar by its number."""

    __slots__ = ("value",)
    net = "System.Text.Rune"

    def __init__(self, value: int) -> None:
        self.value = value

    def __str__(self) -> str:
        return chr(self.value)

    def __eq__(self, other: object) -> bool:
        return type(other) is Rune and other.value == self.value

    def __hash__(self) -> int:
        return hash(("Rune", self.value))


def new(value: Any) -> Rune:
    number = ord(value) if isinstance(value, str) else int(value)
    if not 0 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise outside("ch" if isinstance(value, str) else "value")
    return Rune(number)


def _is(*starts: str) -> Any:
    return lambda rune: unicodedata.category(chr(rune.value)).startswith(starts)


_TESTS: dict[str, Any] = {
    "IsLetter": _is("L"), "IsDigit": _is("Nd"), "IsNumber": _is("N"), "IsLetterOrDigit": _is("L", "Nd"),
    "IsPunctuation": _is("P"), "IsSymbol": _is("S"), "IsSeparator": _is("Z"), "IsControl": _is("Cc"), "IsUpper": _is("Lu"),
    "IsLower": _is("Ll"), "IsWhiteSpace": lambda rune: chr(rune.value).isspace(),
}  # fmt: skip

define("System.Text.Rune", "System.ValueType", kind="struct", py=Rune, members={
    "new(char ch)": new,
    "new(int value)": new,
    "Value -> int": lambda r: r.value,
    "IsAscii -> bool": lambda r: r.value < 128,
    "IsBmp -> bool": lambda r: r.value < 0x10000,
    "Plane -> int": lambda r: r.value >> 16,
    "Utf16SequenceLength -> int": lambda r: 1 if r.value < 0x10000 else 2,
    "Utf8SequenceLength -> int": lambda r: len(chr(r.value).encode()),
    "CompareTo(System.Text.Rune other) -> int": lambda a, b: a.value - b.value,
    "ToString() -> string": str,
    "static GetUnicodeCategory(System.Text.Rune value) -> System.Globalization.UnicodeCategory": (
        lambda r: category_of(Char(chr(r.value)) if r.value < 0x10000 else chr(r.value))
    ),
    "static IsValid(int value) -> bool": lambda n: 0 <= n <= 0x10FFFF and not 0xD800 <= n <= 0xDFFF,
    "static ToUpperInvariant(System.Text.Rune value) -> System.Text.Rune": lambda r: Rune(ord(chr(r.value).upper()[:1])),
    "static ToLowerInvariant(System.Text.Rune value) -> System.Text.Rune": lambda r: Rune(ord(chr(r.value).lower()[:1])),
    **{f"static {name}(System.Text.Rune value) -> bool": test for name, test in _TESTS.items()},
})  # fmt: skip
