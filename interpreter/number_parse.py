"""Text to numbers: PowerShell's number literals inside strings (`'0x10'`, `'1kb'`, `'5L'`) and .NET's Parse.

`scan_number` is what the language does with a numeric string; `parse_integer`, `parse_double` and `parse_decimal` are
.NET's methods, which raise NumberError. Serves conversions, operators and the declared numeric types.
"""

import re
from decimal import Decimal
from typing import Any

from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.values.numbers import (
    INT32_MAX,
    INT32_MIN,
    INT64_MAX,
    INT64_MIN,
    KIND_CLASSES,
    BigInteger,
    Int64,
)


class NumberError(TextFault):
    """A text that is no number of the wanted type: `type_name` the .NET exception's, the text its message."""

    def __init__(self, message: str, type_name: str = "System.FormatException") -> None:
        super().__init__(message)
        self.type_name = type_name


OVERFLOW = "System.OverflowException"
_LITERAL = re.compile(
    r"(?P<sign>[+-]?)(?:0[xX](?P<hex>[0-9a-fA-F]+)|0[bB](?P<bin>[01]+)|(?P<dec>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?))"
    r"(?P<suffix>(?:[uU]?[lLsSyY]|[uU]|[nN]|[dD])?)(?P<multiplier>(?:[kKmMgGtTpP][bB])?)\Z"
)
_MULTIPLIERS = {"k": 1024, "m": 1024**2, "g": 1024**3, "t": 1024**4, "p": 1024**5}
_SUFFIXES = {
    "l": "long", "ul": "ulong", "s": "short", "us": "ushort", "y": "sbyte", "uy": "byte", "u": "uint", "n": "bigint",
    "d": "decimal",
}  # fmt: skip
_HEX_WIDTHS = ((8, 32), (16, 64))


def scan_number(text: str) -> Any:
    """Gives the number that a text is by the rules of number literals, None where it is none; "" is 0."""
    text = text.strip()
    if text.isdigit() and len(text) < 10 and text.isascii():
        return int(text)
    if not text:
        return 0
    match = _LITERAL.match(text)
    if match is None:
        return None
    suffix = match["suffix"].lower()
    negative = match["sign"] == "-"
    multiplier = _MULTIPLIERS[match["multiplier"][0].lower()] if match["multiplier"] else 1
    if match["dec"] is not None:
        return _decimal_literal(match["dec"], suffix, negative, multiplier)
    number = _radix_literal(match["hex"], match["bin"], suffix)
    if number < 0 and not suffix and len(match["hex"] or match["bin"]) in (16, 64) and number >= INT64_MIN:
        suffix = "l" if match["hex"] or len(match["bin"]) == 64 else ""
    return _sized((-number if negative else number) * multiplier, suffix)


def _radix_literal(hexadecimal: str | None, binary: str | None, suffix: str) -> int:
    digits, bits_each = (hexadecimal, 4) if hexadecimal is not None else (binary or "", 1)
    number = int(digits, 16 if bits_each == 4 else 2)
    if suffix.startswith("u") or suffix == "d":
        return number
    count = len(digits) * bits_each
    if bits_each == 1 and count == 8:
        width = 8
    elif bits_each == 1 and count == 16:
        width = 16
    elif count in (32, 64, 96, 128):
        width = count
    else:
        return number
    if bits_each == 1 and width < 32 and suffix not in ("", "y", "s"):
        return number
    return number - (1 << width) if number >> (width - 1) else number


def _decimal_literal(text: str, suffix: str, negative: bool, multiplier: int) -> Any:
    whole = text.isdigit()
    if suffix == "d":
        value = Decimal(text) * multiplier
        return -value if negative else value
    if whole:
        number = int(text) * multiplier
        return _sized(-number if negative else number, suffix)
    amount = float(text) * multiplier
    amount = -amount if negative else amount
    if not suffix:
        return amount
    return _sized(round(amount), suffix)


def _sized(number: int, suffix: str) -> Any:
    if suffix == "d":
        return Decimal(number)
    if suffix:
        if suffix == "u" and number > 0xFFFFFFFF:
            suffix = "ul"
        cls = KIND_CLASSES[_SUFFIXES[suffix]]
        return cls(number) if cls is BigInteger or _fits(number, cls) else None
    if INT32_MIN <= number <= INT32_MAX:
        return number
    if INT64_MIN <= number <= INT64_MAX:
        return Int64(number)
    return Decimal(number) if abs(number) < 1 << 96 else float(number)


def _fits(number: int, cls: type) -> bool:
    from perdure.interpreter.values.numbers import INTEGER_RANGES

    low, high = INTEGER_RANGES[cls]
    return low <= number <= high


_NUMBER = re.compile(r"\s*([+-]?)\s*(\d[\d,]*\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?([+-]?)\s*\Z")
_INTEGER = re.compile(r"\s*([+-]?\d+)\s*\Z")

RANGE_WORDS = {
    "int": "an Int32", "Int64": "an Int64", "Int16": "an Int16", "UInt32": "a UInt32", "UInt64": "a UInt64",
    "UInt16": "a UInt16", "Byte": "an unsigned byte", "SByte": "a signed byte", "Char": "a character",
}  # fmt: skip


def overflow(cls: type) -> NumberError:
    """Makes the error for a value that an integer type can't hold."""
    return NumberError(f"Value was either too large or too small for {RANGE_WORDS[cls.__name__]}.", OVERFLOW)


def bad_number(text: str) -> NumberError:
    """Makes the error for a text that is no number."""
    return NumberError(f"The input string '{text}' was not in a correct format.")


def parse_integer(text: str, cls: type, styles: int = 7) -> int:
    """Gives X.Parse(text) of an integer type (NumberStyles.Integer, or the given styles) as a plain int."""
    if styles & 0x200:  # AllowHexSpecifier
        return _parse_hex(text, cls)
    if styles & ~7:
        number = _parse_styled(text, styles)
        if number != int(number):
            raise overflow(cls)
        value = int(number)
    else:
        match = _INTEGER.match(text.rstrip("\0"))
        if match is None:
            raise bad_number(text)
        value = int(match[1])
    if cls is not BigInteger and not _fits(value, cls):
        raise overflow(cls)
    return value


def _parse_hex(text: str, cls: type) -> int:
    from perdure.interpreter.number_format import WIDTHS

    stripped = text.strip()
    try:
        if not stripped or stripped[0] in "+-_":
            raise ValueError
        value = int(stripped, 16) if stripped[:2].lower() != "0x" else int("z", 16)
    except ValueError:
        raise bad_number(text) from None
    width = WIDTHS.get(cls.__name__)
    if width is None:
        bits = len(stripped) * 4
        return value - (1 << bits) if value >> (bits - 1) else value
    if value >> width:
        raise overflow(cls)
    signed = cls.__name__ in ("int", "Int64", "Int16", "SByte")
    return value - (1 << width) if signed and value >> (width - 1) else value


def _parse_styled(text: str, styles: int) -> Decimal:
    body = text
    if styles & 1:
        body = body.lstrip()
    if styles & 2:
        body = body.rstrip()
    negative = False
    if styles & 0x10 and body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1]
    if styles & 0x100:
        body = body.replace("$", "", 1).replace("¤", "", 1)
    if styles & 4 and body[:1] in ("-", "+"):
        negative, body = body[0] == "-", body[1:]
    elif styles & 8 and body[-1:] in ("-", "+"):
        negative, body = body[-1] == "-", body[:-1]
    body = body.strip() if styles & 0x100 else body
    if styles & 0x40:
        head, dot, tail = body.partition(".")
        body = head.replace(",", "") + dot + tail
    pattern = r"\d+" + (r"(?:\.\d*)?" if styles & 0x20 else "") + (r"(?:[eE][+-]?\d+)?" if styles & 0x80 else "")
    if styles & 0x20:
        pattern = f"(?:{pattern}|\\.\\d+{'(?:[eE][+-]?[0-9]+)?' if styles & 0x80 else ''})"
    if re.fullmatch(pattern, body, re.ASCII) is None:
        raise bad_number(text)
    return -Decimal(body) if negative else Decimal(body)


def parse_double(text: str) -> float:
    """Gives Double.Parse(text): Float and AllowThousands; overflow gives infinity."""
    match = _NUMBER.match(text)
    if match is None or not text.isascii():
        word = text.strip().lower()
        known = {
            "nan": "nan", "infinity": "inf", "-infinity": "-inf", "∞": "inf", "-∞": "-inf", "+infinity": "inf",
            "-nan": "nan", "+nan": "nan",
        }.get(word)  # fmt: skip
        if known is None:
            raise bad_number(text)
        return float(known)
    sign, body, exponent, trailing = match.groups()
    if trailing:
        raise bad_number(text)
    return float(f"{sign}{body.replace(',', '')}e{exponent or 0}")


def parse_decimal(text: str, exponents: bool = False) -> Decimal:
    """Gives Decimal.Parse(text): NumberStyles.Number keeps the digits' scale; `exponents` allows 1e3."""
    match = _NUMBER.match(text)
    if match is None or not text.isascii() or (match[3] and not exponents) or (match[1] and match[4]):
        raise bad_number(text)
    sign, body, exponent, trailing = match.groups()
    value = Decimal(f"{sign or trailing}{body.replace(',', '')}e{exponent or 0}")
    return fit_decimal(value)


def fit_decimal(value: Decimal) -> Decimal:
    """Rounds to what 96 bits and a scale of 28 can hold. Raises NumberError when it is too large."""
    from perdure.interpreter.decimals import LIMIT, fit

    if abs(value) > LIMIT:
        raise NumberError("Value was either too large or too small for a Decimal.", OVERFLOW)
    return fit(value)
