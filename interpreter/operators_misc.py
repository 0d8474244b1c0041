"""Operators off the hot path: repetition, merging, ranges, bits, shifts, types, signs.

Each takes its operands as the tables of `operators.py` hand them on.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from perdure.interpreter.convert import convert, convert_to, is_instance, to_int32, to_string, try_convert
from perdure.interpreter.convert_errors import impossible
from perdure.interpreter.convert_known import to_type
from perdure.interpreter.convert_numbers import change
from perdure.interpreter.errors import make_error
from perdure.interpreter.limits import NUMBER_BYTES, SLOT_BYTES, array_room, repeated
from perdure.interpreter.number_parse import NumberError, parse_integer
from perdure.interpreter.operators_errors import name_of, no_operator, raw_error
from perdure.interpreter.operators_implicit import RULES, implicit
from perdure.interpreter.operators_numeric import CODES, calculate, number_of, step, text_to_number
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.char import Char, char
from perdure.interpreter.values.collections import Dictionary, Hashtable, OrderedDictionary, TypedArray
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumValue, enum_value
from perdure.interpreter.values.numbers import INTEGER_RANGES, BigInteger, Int64, UInt32, UInt64

__all__ = ["step"]


def repeat(left: Any, right: Any) -> Any:
    """Gives a string or a sequence so many times."""
    right = unwrap(right)
    if type(right) is str:
        right = text_to_number(right, None)
    if type(left) is str:
        times = to_int32(right)
        if times < 0:
            message = f"times ('{times}') must be a non-negative value. (Parameter 'times')\nActual value was {times}."
            raise raw_error("System.ArgumentOutOfRangeException", message)
        return repeated(left, times)
    times = convert_to(right, "System.UInt32")
    items = enumerate_value(left)
    assert items is not None
    given = list(items)
    array_room(len(given) * times)
    return TypedArray(left.element, given * times) if isinstance(left, TypedArray) else given * times


def merge(left: Dictionary, right: Any) -> Any:
    """Gives hashtable + hashtable: a new one with the entries of both; a key may not stand in both."""
    if not isinstance(right, Dictionary):
        message = "A hash table can only be added to another hash table."
        raise make_error(message, "AddHashTableToNonHashTable", "InvalidOperation", right)
    made: Dictionary = OrderedDictionary() if isinstance(left, OrderedDictionary) else Hashtable()
    for source in (left, right):
        for key, value in source.items():
            if made.has(key):
                shown = to_string(key)
                message = f"Item has already been added. Key in dictionary: '{shown}'  Key being added: '{shown}'"
                raise raw_error("System.ArgumentException", message)
            made.set(key, value)
    return made


def range_of(left: Any, right: Any) -> list[Any]:
    """Gives left..right: numbers, or characters when both are one character that is no digit."""
    if type(left) is int and type(right) is int:
        array_room(abs(right - left), SLOT_BYTES + NUMBER_BYTES)
        return list(range(left, right + 1)) if left <= right else list(range(left, right - 1, -1))
    first, last = _as_char(unwrap(left)), _as_char(unwrap(right))
    if first is not None and last is not None:
        low, high = ord(first), ord(last)
        return [char(i) for i in (range(low, high + 1) if low <= high else range(low, high - 1, -1))]
    return range_of(_range_end(left), _range_end(right))


def _as_char(value: Any) -> str | None:
    if type(value) is Char:
        return value
    return value if type(value) is str and len(value) == 1 and not value.isdigit() else None


def _range_end(value: Any) -> int:
    """Gives Convert.ToInt32 of a range's end; its .NET exceptions go through as they are."""
    value = unwrap(value)
    try:
        if type(value) is str:
            return parse_integer(value, int)
        if type(value) in CODES or value is None:
            return int(change(number_of(value) if type(value) is not Char else ord(value), int))
    except NumberError as bad:
        raise raw_error(bad.type_name, str(bad)) from None
    if type(value) is EnumValue:
        return value.value
    kind = name_of(value)
    message = f"Unable to cast object of type '{kind}' to type 'System.IConvertible'."
    raise raw_error("System.InvalidCastException", message)


# ---- types ---------------------------------------------------------------------------------------------------------


def _type_operand(right: Any, symbol: str, error_id: str) -> NetType:
    right = unwrap(right)
    if isinstance(right, NetType):
        return right
    if right is None:
        raise make_error(f"The right operand of '{symbol}' must be a type.", error_id, "InvalidOperation", right)
    return to_type(to_string(right))


def is_type(left: Any, right: Any) -> bool:
    """Gives left -is right."""
    return is_instance(left, _type_operand(right, "-is", "IsOperatorRequiresType"))


def is_not_type(left: Any, right: Any) -> bool:
    """Gives left -isnot right."""
    return not is_instance(left, _type_operand(right, "-isnot", "IsOperatorRequiresType"))


def as_type(left: Any, right: Any) -> Any:
    """Gives left -as right: the converted value, or $null."""
    made = try_convert(left, _type_operand(right, "-as", "AsOperatorRequiresType"))
    return None if made is NOTHING else made


# ---- bits ----------------------------------------------------------------------------------------------------------

_METHODS = {"-band": "op_BitwiseAnd", "-bor": "op_BitwiseOr", "-bxor": "op_ExclusiveOr"}
_BITS: dict[str, Callable[[int, int], int]] = {
    "-band": lambda a, b: a & b,
    "-bor": lambda a, b: a | b,
    "-bxor": lambda a, b: a ^ b,
}


def bitwise(symbol: str, left: Any, right: Any) -> Any:
    """Gives left -band/-bor/-bxor right."""
    left, right = unwrap(left), unwrap(right)
    if left is None and right is None:
        return 0
    enum = left.net_type if type(left) is EnumValue else None
    if type(left) is str:
        left = text_to_number(left, right) if type(right) is not EnumValue else convert(left, right.net_type)
    if type(right) is str:
        right = text_to_number(right, left) if enum is None else _enum_operand(right, enum)
    a, b = number_of(left), number_of(right)
    if a is None or b is None:
        made = implicit(_METHODS[symbol], left, right)
        if made is NotImplemented:
            raise no_operator(_METHODS[symbol], symbol, left, right)
        return made
    result = _combine(symbol, a, b)
    return enum_value(enum, int(result)) if enum is not None else result


def _enum_operand(text: str, enum: NetType) -> Any:
    return text_to_number(text, enum_value(enum, 0))


def _combine(symbol: str, a: Any, b: Any) -> Any:
    code = max(CODES[type(a)], CODES[type(b)])
    if code >= 13:
        a, b = whole(a), whole(b)
        code = 11 if a < 0 or b < 0 else 12
    a = ord(a) if isinstance(a, str) else int(a)
    b = ord(b) if isinstance(b, str) else int(b)
    cls = int if code <= 9 else UInt32 if code == 10 else Int64 if code == 11 else UInt64
    return wrap(_BITS[symbol](a, b), cls)


def whole(value: Any) -> int:
    """Gives a number as the integer whose bits count: Int64 below zero, UInt64 above."""
    if isinstance(value, str):
        return ord(value)
    if not isinstance(value, (float, Decimal)):
        return int(value)
    return int(convert_to(value, "System.Int64" if value < 0 else "System.UInt64"))


def sized(value: Any) -> Any:
    """Gives a float or decimal as the smallest of Int32, UInt32, Int64 and UInt64 that holds it."""
    if not -(2**63) <= value < 2**64:
        raise impossible(value, "System.UInt64")
    number = whole(value)
    if -(2**31) <= number < 2**31:
        return number
    if 0 <= number < 2**32:
        return UInt32(number)
    return Int64(number) if number < 2**63 else UInt64(number)


def wrap(number: int, cls: type) -> Any:
    """Cuts a number to an integer type's width, as unchecked arithmetic does."""
    low, high = INTEGER_RANGES[cls]
    size = high - low + 1
    number = (number - low) % size + low
    return number if cls is int else cls(number)


def shift(left_wards: bool, left: Any, right: Any) -> Any:
    """Gives left -shl/-shr right; the count is taken modulo the width."""
    left, right = unwrap(left), unwrap(right)
    if left is None:
        return 0
    symbol = "-shl" if left_wards else "-shr"
    if type(left) is str:
        left = text_to_number(left, right)
    if type(right) is str:
        right = text_to_number(right, left)
    if type(left) in (bool, Char) or number_of(left) is None:
        method = "op_LeftShift" if left_wards else "op_RightShift"
        made = implicit(method, left, right)
        if made is NotImplemented:
            raise no_operator(method, symbol, left, right)
        return made
    count = to_int32(right)
    value = number_of(left)
    if isinstance(value, (float, Decimal)):
        value = sized(value)
    cls = type(value) if type(value) in (int, Int64, UInt32, UInt64) else int
    count &= 0x1F if cls in (int, UInt32) else 0x3F
    result = wrap(value << count if left_wards else value >> count, cls)
    return enum_value(left.net_type, int(result)) if type(left) is EnumValue else result


def complement(value: Any) -> Any:
    """Gives -bnot value."""
    value = unwrap(value)
    if value is None:
        return -1
    if type(value) is str:
        value = text_to_number(value, None)
    if type(value) is BigInteger:
        return BigInteger(~value)
    enum = value.net_type if type(value) is EnumValue else None
    number = number_of(value)
    if number is None or type(value) in (bool, Char):
        number = to_int32(value)
    if isinstance(number, (float, Decimal)):
        number = sized(number)
    cls = type(number) if type(number) in (int, Int64, UInt32, UInt64) else int
    result = wrap(~int(number), cls)
    return enum_value(enum, int(result)) if enum is not None else result


# ---- signs ---------------------------------------------------------------------------------------------------------


def negate(value: Any) -> Any:
    """Gives -value: 0 - value, but a float keeps the sign of zero."""
    value = unwrap(value)
    if isinstance(value, float):
        return float(-value) if type(value) is float else type(value)(-value)
    if type(value) is BigInteger:
        return BigInteger(-value)
    rule = RULES.get(("op_UnaryNegation", type(value).__name__))
    if rule is not None:
        return rule(value, None)
    if isinstance(value, Decimal):
        return -value if value else value
    return calculate("-", 0, value)


def plus(value: Any) -> Any:
    """Gives +value: the value as a number."""
    value = unwrap(value)
    if type(value) in CODES and type(value) not in (bool, Char):
        return int(value) if type(value).__name__ in ("Byte", "SByte") else value
    return calculate("+", 0, value)
