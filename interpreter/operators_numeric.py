"""Arithmetic on any two numbers: which type the result has, overflow to Double, Decimal, enums, numeric strings.

`operators.py` has taken the common pairs (int, float) before. The tables follow .NET's type codes.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from perdure.interpreter import decimals
from perdure.interpreter.convert import convert
from perdure.interpreter.convert_numbers import change
from perdure.interpreter.decimals import DecimalOverflow
from perdure.interpreter.number_parse import scan_number
from perdure.interpreter.operators_errors import divide_by_zero, no_operator, runtime_error
from perdure.interpreter.operators_implicit import implicit, int_quotient
from perdure.interpreter.typesys import find_type, type_of
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.enums import EnumValue, enum_value
from perdure.interpreter.values.numbers import (
    INTEGER_RANGES,
    Byte,
    Int16,
    Int64,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
)

# .NET's TypeCode: the larger one of two operands decides the operation's type
CODES: dict[type, int] = {
    bool: 3, Char: 4, SByte: 5, Byte: 6, Int16: 7, UInt16: 8, int: 9, UInt32: 10, Int64: 11, UInt64: 12, Single: 13,
    float: 14, Decimal: 15,
}  # fmt: skip
_SIGNED = frozenset([5, 7, 9, 11])
_UNDERLYING: dict[str, type] = {
    "System.Int32": int, "System.Int64": Int64, "System.UInt64": UInt64, "System.UInt32": UInt32, "System.Byte": Byte,
    "System.SByte": SByte, "System.Int16": Int16, "System.UInt16": UInt16,
}  # fmt: skip
METHODS = {"+": "op_Addition", "-": "op_Subtraction", "*": "op_Multiply", "/": "op_Division", "%": "op_Modulus"}


def number_of(value: Any) -> Any:
    """Gives a numeric or primitive operand as a plain number of its type; None for anything else. $null is 0."""
    if type(value) in CODES:
        return value
    if value is None:
        return 0
    if type(value) is EnumValue:
        return _UNDERLYING[value.net_type.data.underlying](value.value)
    return None


def text_to_number(text: str, other: Any) -> Any:
    """Gives the number that a string operand means; what is no literal is converted to the other side's type or Int32."""
    found = scan_number(text)
    if found is not None:
        return found
    wanted = type_of(other) if number_of(other) is not None and type(other) not in (bool, Char) else None
    if other is None or wanted is None:
        wanted = find_type("System.Int32")
    assert wanted is not None
    return convert(text.strip(), wanted)


def calculate(symbol: str, left: Any, right: Any) -> Any:
    """Does + - * / % where the left side is no string, sequence or dictionary (those have rules of their own)."""
    if isinstance(left, str) and type(left) is str:
        left = text_to_number(left, right)
    a = number_of(left)
    if a is not None and not (symbol == "*" and type(left) in (bool, Char)):
        if type(right) is str:
            right = text_to_number(right, left)
        b = number_of(right)
        if b is not None:
            result = numeric(symbol, a, b)
            return _enum_result(left, result) if type(left) is EnumValue else result
    made = implicit(METHODS[symbol], left, right)
    if made is NotImplemented:
        raise no_operator(METHODS[symbol], symbol, left, right)
    return made


def _enum_result(left: EnumValue, result: Any) -> Any:
    """Casts a result back to the enum, as an unchecked cast does: what fits no number becomes the least one."""
    cls = _UNDERLYING[left.net_type.data.underlying]
    low, high = INTEGER_RANGES[cls]
    if isinstance(result, float) and not low <= result <= high:
        return enum_value(left.net_type, low)
    return enum_value(left.net_type, (int(result) - low) % (high - low + 1) + low)


def numeric(symbol: str, a: Any, b: Any) -> Any:
    """Does an operation on two plain numbers of any type."""
    code_a, code_b = CODES[type(a)], CODES[type(b)]
    code = max(code_a, code_b)
    if type(a) is Char:
        a = ord(a)
    if type(b) is Char:
        b = ord(b)
    if code <= 9:
        return integers(symbol, int(a), int(b), int)
    if code == 15:
        return _decimals(symbol, a, b)
    if code >= 13:
        return DOUBLES[symbol](float(a), float(b))
    if code == 10 or code == 12:
        negative = (code_a in _SIGNED and a < 0) or (code_b in _SIGNED and b < 0)
        if negative and code == 10:
            return integers(symbol, int(a), int(b), Int64)
        if negative:
            return _mixed(symbol, int(a), int(b))
        return integers(symbol, int(a), int(b), UInt32 if code == 10 else UInt64)
    return integers(symbol, int(a), int(b), Int64)


def _mixed(symbol: str, a: int, b: int) -> Any:
    """UInt64 with a negative number: Decimal, or Double where that is too small."""
    try:
        return _decimals(symbol, Decimal(a), Decimal(b), True)
    except DecimalOverflow:
        return DOUBLES[symbol](float(a), float(b))


def integers(symbol: str, a: int, b: int, cls: type) -> Any:
    """Does an operation on integers of one type; what does not fit becomes a Double."""
    if symbol == "+":
        result = a + b
    elif symbol == "-":
        result = a - b
    elif symbol == "*":
        result = a * b
    elif b == 0:
        raise divide_by_zero()
    elif symbol == "/":
        quotient, rest = divmod(a, b)
        if rest:
            return a / b
        result = quotient
    else:
        result = a - b * int_quotient(a, b)
    low, high = INTEGER_RANGES[cls]
    if low <= result <= high:
        return result if cls is int else cls(result)
    return float(result)


_DECIMALS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": decimals.add,
    "-": decimals.subtract,
    "*": decimals.multiply,
    "/": decimals.divide,
    "%": decimals.remainder,
}


def _decimals(symbol: str, a: Any, b: Any, through: bool = False) -> Any:
    try:
        return _DECIMALS[symbol](change(a, Decimal), change(b, Decimal))
    except ZeroDivisionError:
        raise divide_by_zero() from None
    except DecimalOverflow as bad:
        if through:
            raise
        raise runtime_error(str(bad), "System.OverflowException") from None


def divide_doubles(a: float, b: float) -> float:
    """Divides as IEEE does: by zero to infinity or NaN."""
    try:
        return a / b
    except ZeroDivisionError:
        if a == 0 or a != a:
            return math.nan
        return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _remainder(a: float, b: float) -> float:
    try:
        return math.fmod(a, b)
    except ValueError:
        return math.nan


def _multiply(a: float, b: float) -> float:
    return a * b


DOUBLES: dict[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": _multiply,
    "/": divide_doubles,
    "%": _remainder,
}


def step(value: Any, amount: int) -> Any:
    """Gives ++ and --: numbers only, $null counts as 0."""
    if value is None:
        return amount
    if type(value) in (bool, Char) or number_of(value) is None:
        if type(value).__name__ == "BigInteger":
            return type(value)(value + amount)
        from perdure.interpreter.errors import make_error

        symbol = "++" if amount > 0 else "--"
        name = type_of(value).name
        message = f"The '{symbol}' operator works only on numbers. The operand is a '{name}'."
        raise make_error(message, "OperatorRequiresNumber", "InvalidOperation", symbol)
    return calculate("+", value, amount)
