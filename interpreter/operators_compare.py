"""Equality and order of any two values: the right side is converted to the left one's type.

`operators.py` has taken the common pairs before. Serves the comparison operators, -contains, -in, switch, Sort-Object,
Group-Object, Compare-Object.
"""

from decimal import Decimal
from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.convert import convert, is_instance, to_bool, to_string
from perdure.interpreter.convert_text import declared_method
from perdure.interpreter.errors import NetException, ScriptError, make_error
from perdure.interpreter.number_parse import scan_number
from perdure.interpreter.operators_errors import not_comparable
from perdure.interpreter.operators_numeric import CODES, number_of, text_to_number
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, PSCustomObject, PSObject
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.numbers import BigInteger


def equals(left: Any, right: Any, ignore_case: bool = True) -> bool:
    """Tells whether two single values are equal to -eq (sequences on the left are the operators' affair)."""
    kind = type(left)
    if kind is type(right):
        if kind is str:
            return left == right or collation.equal(left, right, ignore_case)
        if kind is int or kind is bool or kind is float:
            return bool(left == right)
    if kind is PSObject:
        return equals(left.base, right, ignore_case)
    if type(right) is PSObject:
        return equals(left, right.base, ignore_case)
    if left is None or left is NOTHING:
        return right is None or right is NOTHING
    if right is None or right is NOTHING:
        return False
    if kind is str:
        return collation.equal(left, to_string(right), ignore_case)
    if kind in CODES and kind not in (bool, Char) or kind is EnumValue:
        found = _numbers_equal(left, right)
        if found is not None:
            return found
    if kind is Char and ignore_case and isinstance(right, str):
        return bool(left.lower() == right.lower() or left.upper() == right.upper())
    return _same(left, right)


def _numbers_equal(left: Any, right: Any) -> bool | None:
    """Compares a number with a number or numeric text; None when the right side is neither."""
    try:
        if type(right) is str:
            right = text_to_number(right, left)
        b = number_of(right)
        return None if b is None else order_numbers(number_of(left), b) == 0
    except ScriptError:
        return False


def _same(left: Any, right: Any) -> bool:
    """Tells whether .NET's Equals holds, for the right side as it is or converted."""
    if type(left) is type(right):
        if isinstance(left, list):
            return left is right
        if isinstance(left, (float, Decimal)) and left != left:
            return right != right  # type: ignore[no-any-return]
        return same(left, right)
    if isinstance(left, (list, PSCustomObject)):
        return left is right
    try:
        converted = convert(right, type_of(left)) if type(left) is not bool else to_bool(right)
    except ScriptError:
        return False
    return type(left) is type(converted) and not isinstance(left, list) and same(left, converted)


def same(left: Any, right: Any) -> bool:
    """Tells whether .NET's Equals holds for two values of one type, by a script class's own method where it has one."""
    if type(left) not in _PLAIN:
        own = _of_script(left, "equals")
        if own is not None:
            return bool(own(left, right))
    return bool(left == right)


_PLAIN = frozenset([int, str, float, bool, Decimal, EnumValue])


def _of_script(value: Any, low: str) -> Any:
    """Gives the Equals or CompareTo method that a script's class declares, None for other values."""
    net_type = type_of(value)
    return declared_method(net_type, low, 1) if net_type.assembly == "script" else None


def order_numbers(a: Any, b: Any) -> int:
    """Orders two plain numbers: as integers, as decimals, or as doubles when one of them is."""
    if type(a) is Char:
        a = ord(a)
    if type(b) is Char:
        b = ord(b)
    if isinstance(a, float) or isinstance(b, float):
        if isinstance(a, Decimal) or isinstance(b, Decimal):
            from perdure.interpreter.convert_numbers import change
            from perdure.interpreter.decimals import DecimalOverflow

            try:
                a, b = change(a, Decimal), change(b, Decimal)
            except DecimalOverflow:
                a, b = float(a), float(b)
        else:
            a, b = float(a), float(b)
            if a != a or b != b:
                return 2  # NaN: equal to nothing, less than nothing
    return 0 if a == b else -1 if a < b else 1


def compare(left: Any, right: Any, ignore_case: bool = True) -> int:
    """Gives the order of two single values as -lt and -gt see it; 2 where neither comes first (NaN).

    Raises:
        ScriptError: ComparisonFailure or NotIcomparable.
    """
    kind = type(left)
    if kind is str:
        return collation.compare(left, right if type(right) is str else to_string(right), ignore_case)
    if kind is PSObject:
        return compare(left.base, right, ignore_case)
    if type(right) is PSObject:
        return compare(left, right.base, ignore_case)
    if kind in CODES and kind not in (bool, Char) or kind is EnumValue:
        if type(right) is str:
            right = text_to_number(right, left)
        b = number_of(right)
        if b is not None:
            return order_numbers(number_of(left), b)
    return _order_objects(left, right)


def compare_null(left: Any, right: Any) -> int:
    """Gives the order where a side is $null: numbers compare as if it were less than 0, anything else comes behind it."""
    if left is None and right is None:
        return 0
    other, sign = (left, 1) if right is None else (right, -1)
    number = number_of(other) if type(other) not in (bool, Char) else None
    if number is not None and number < 0:
        return -sign
    return sign


def _order_objects(left: Any, right: Any) -> int:
    net_type = type_of(left)
    if type(left) is not type(right) and not is_instance(right, net_type):
        try:
            right = convert(right, net_type)
        except ScriptError as bad:
            inner: NetException | None = bad.record.exception.inner
            raise not_comparable(to_string(left), to_string(right), bad.record.message, inner) from None
    kind = type(left)
    if isinstance(left, str):
        return ord(left) - ord(right)
    if isinstance(left, (int, float, Decimal, BigInteger)):
        return 0 if left == right else -1 if left < right else 1
    own = _of_script(left, "compareto")
    if own is not None:
        return int(own(left, right))
    if "__lt__" in kind.__dict__ and not isinstance(left, list):
        return 0 if left == right else -1 if left < right else 1
    if left is right:
        return 0
    message = f'Cannot compare "{to_string(left)}" because it is not IComparable.'
    raise make_error(message, "NotIcomparable", "InvalidOperation", None)


__all__ = ["NetType", "compare", "compare_null", "equals", "order_numbers", "scan_number"]
