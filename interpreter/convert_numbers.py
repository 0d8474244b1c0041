"""Conversions to the numeric types and Char, by the rules of PowerShell's table (string, IConvertible, null).

`enter` puts one converter for each type into convert.CONVERTERS. Knows nothing of arrays and objects.
"""

import struct
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from perdure.interpreter.convert_errors import failed, impossible
from perdure.interpreter.decimals import DecimalOverflow, from_double, from_single
from perdure.interpreter.number_parse import (
    OVERFLOW,
    NumberError,
    overflow,
    parse_decimal,
    parse_double,
    parse_integer,
    scan_number,
)
from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.interpreter.values.char import Char, char
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.numbers import INTEGER_RANGES, BigInteger, Single

Converter = Callable[[Any], Any]
NAMES: dict[type, str] = {
    int: "System.Int32", float: "System.Double", Decimal: "System.Decimal", Single: "System.Single",
    BigInteger: "System.Numerics.BigInteger", Char: "System.Char",
    **{cls: "System." + cls.__name__ for cls in INTEGER_RANGES if cls is not int},
}  # fmt: skip


def change_integer(value: Any, cls: type) -> Any:
    """Gives Convert.ChangeType(number, integer type): ties to even. Raises NumberError on overflow."""
    if isinstance(value, float):
        if value != value or value in (_INF, -_INF):
            raise overflow(cls)
        number = round(value)
    elif isinstance(value, Decimal):
        number = int(value.to_integral_value(ROUND_HALF_EVEN))
    else:
        number = int(value)
    low, high = INTEGER_RANGES[cls]
    if not low <= number <= high:
        raise overflow(cls)
    return number if cls is int else cls(number)


_INF = float("inf")


def single(value: float) -> Single:
    """Gives a float rounded to 32 bits."""
    try:
        return Single(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return Single(_INF if value > 0 else -_INF)


def change(value: Any, cls: type) -> Any:
    """Gives Convert.ChangeType between numeric types. Raises NumberError or DecimalOverflow."""
    if type(value) is cls:
        return value
    if cls in INTEGER_RANGES:
        return change_integer(value, cls)
    if cls is float:
        return float(value)
    if cls is Single:
        return single(float(value))
    if cls is BigInteger:
        if isinstance(value, float) and (value != value or abs(value) == _INF):
            kind = "Not-a-Number" if value != value else "Infinity"
            raise NumberError(f"BigInteger cannot represent {kind}.", OVERFLOW)
        return BigInteger(int(value))
    if isinstance(value, Single):
        return from_single(value)
    return from_double(value) if isinstance(value, float) else Decimal(int(value))


def _source(value: Any, cls: type) -> Any:
    """Gives the plain number behind a value that ChangeType takes, else raises the error for it."""
    if isinstance(value, EnumValue):
        return value.value
    if isinstance(value, Char):
        return ord(value)
    name = type(value).__name__
    target = NAMES[cls]
    if name == "DateTime":
        reason = f"Invalid cast from 'DateTime' to '{target.rpartition('.')[2]}'."
        raise failed(str(value), target, reason, "InvalidCastIConvertible", "System.InvalidCastException")
    raise impossible(value, target)


def _from_number(value: Any, cls: type) -> Any:
    try:
        return change(value, cls)
    except (NumberError, DecimalOverflow) as bad:
        from perdure.interpreter.convert_text import net_text

        error_id = "InvalidCastIConvertible"
        if type(value) is BigInteger:
            error_id = "InvalidCastTargetInvocationExceptionop_Explicit"
        raise failed(net_text(value), NAMES[cls], str(bad), error_id, OVERFLOW) from None


def _make(cls: type, from_text: Callable[[str, type], Any]) -> Converter:
    def convert(value: Any) -> Any:
        kind = type(value)
        if kind is cls:
            return value
        if kind is str:
            return from_text(value, cls)
        if kind is PSObject:
            return convert(value.base)
        if value is None or value is NOTHING:
            return cls(0)
        if kind is bool:
            return cls(value)
        if isinstance(value, (int, float, Decimal)):
            return _from_number(value, cls)
        return _from_number(_source(value, cls), cls)

    return convert


def _integer_from_text(text: str, cls: type) -> Any:
    if not text:
        return cls(0)
    if cls is int and len(text) < 10 and text.isdecimal() and text.isascii():
        return int(text)
    scanned = scan_number(text)
    if scanned is not None:
        try:
            return change_integer(scanned, cls)
        except NumberError:
            pass
    try:
        return cls(_integer_converter(text.strip(), cls))
    except NumberError as bad:
        if bad.type_name != OVERFLOW:
            try:
                return change_integer(parse_double(text), cls)
            except NumberError:
                pass
        raise failed(text, NAMES[cls], str(bad), "InvalidCastFromStringToInteger", bad.type_name) from None


def _integer_converter(text: str, cls: type) -> int:
    """Gives what the type's TypeConverter makes of a text: decimal, or hexadecimal behind #, 0x or &h."""
    for prefix in ("#", "0x", "&h"):
        if text[: len(prefix)].lower() == prefix:
            return parse_integer(text[len(prefix) :], cls, 0x203)
    return parse_integer(text, cls)


def _real_from_text(text: str, cls: type) -> Any:
    if not text:
        return cls(0)
    scanned = scan_number(text)
    if scanned is not None:
        return change(scanned, cls)
    try:
        number = parse_double(text)
    except NumberError as bad:
        raise failed(text, NAMES[cls], str(bad), "InvalidCastFromStringToDoubleOrSingle", bad.type_name) from None
    return number if cls is float else single(number)


def _decimal_from_text(text: str, cls: type) -> Any:
    if not text:
        return Decimal(0)
    scanned = scan_number(text)
    if scanned is not None:
        try:
            return change(scanned, Decimal)
        except DecimalOverflow:
            pass
    try:
        return parse_decimal(text)
    except NumberError as bad:
        if bad.type_name != OVERFLOW:
            try:
                return from_double(parse_double(text))
            except (NumberError, DecimalOverflow):
                pass
        raise failed(text, "System.Decimal", str(bad), "InvalidCastFromStringToDecimal", bad.type_name) from None


def _big_from_text(text: str, cls: type) -> Any:
    try:
        return BigInteger(parse_integer(text, BigInteger))
    except NumberError:
        reason = "The value could not be parsed."
        error_id = "InvalidCastParseTargetInvocationWithFormatProvider"
        raise failed(text, NAMES[BigInteger], reason, error_id, "System.FormatException") from None


def to_char(value: Any) -> Any:
    """Gives a value as Char: a string of one unit, a number, $null as NUL."""
    kind = type(value)
    if kind is Char:
        return value
    if kind is str:
        if len(value) == 1 and value <= "\uffff":
            return char(ord(value))
        reason = "String must be exactly one character long."
        raise failed(value, "System.Char", reason, "InvalidCastParseTargetInvocation", "System.FormatException")
    if kind is PSObject:
        return to_char(value.base)
    if value is None or value is NOTHING:
        return char(0)
    if kind is bool or isinstance(value, (float, Decimal)):
        name = {bool: "Boolean", Decimal: "Decimal", Single: "Single"}.get(kind, "Double")
        from perdure.interpreter.convert_text import net_text

        reason = f"Invalid cast from '{name}' to 'Char'."
        raise failed(net_text(value), "System.Char", reason, "InvalidCastIConvertible", "System.InvalidCastException")
    number = value if isinstance(value, int) else _source(value, Char)
    if not 0 <= number <= 0xFFFF:
        reason = "Value was either too large or too small for a character."
        raise failed(str(value), "System.Char", reason, "InvalidCastIConvertible", OVERFLOW)
    return char(int(number))


def enter(table: dict[str, Converter]) -> None:
    """Enters the converters of all numeric types and Char in a table by full type name."""
    for cls in INTEGER_RANGES:
        table[NAMES[cls]] = _make(cls, _integer_from_text)
    table["System.Double"] = _make(float, _real_from_text)
    table["System.Single"] = _make(Single, _real_from_text)
    table["System.Decimal"] = _make(Decimal, _decimal_from_text)
    table["System.Numerics.BigInteger"] = _make(BigInteger, _big_from_text)
    table["System.Char"] = to_char
