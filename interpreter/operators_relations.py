"""The makers of -eq, -lt, -contains and their like: common pairs of operands in front of operators_compare.py's rules.

A sequence on the left is filtered. Serves operators.py.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.operators_compare import compare, compare_null, equals
from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.numbers import INTEGER_RANGES

Operator = Callable[[Any, Any], Any]
WHOLES = frozenset(INTEGER_RANGES)  # they compare with one another by value


def equality(ignore_case: bool, wanted: bool) -> Operator:
    def single(left: Any, right: Any) -> bool:
        return equals(left, right, ignore_case) is wanted

    def operator(left: Any, right: Any) -> Any:
        a = type(left)
        if a is type(right):
            if a is int or a is float or a is bool:
                return (left == right) is wanted
            if a is str:
                return (left == right or collation.equal(left, right, ignore_case)) is wanted
            if a is Char and not ignore_case:
                return (left == right) is wanted
        if a in WHOLES and type(right) in WHOLES:
            return (left == right) is wanted
        if a is int or a is str or a is bool:
            return equals(left, right, ignore_case) is wanted
        items = enumerate_value(left)
        if items is not None:
            return [item for item in items if single(item, right)]
        return equals(left, right, ignore_case) is wanted

    return operator


def ordering(ignore_case: bool, signs: tuple[int, ...]) -> Operator:
    less, greater = -1 in signs, 1 in signs
    same = 0 in signs

    def single(left: Any, right: Any) -> bool:
        if type(left) is PSObject:
            left = left.base
        if type(right) is PSObject:
            right = right.base
        if left is NOTHING:
            left = None
        if right is NOTHING:
            right = None
        if left is None or right is None:
            return _null_order(left, right, less, same)
        order = compare(left, right, ignore_case)
        if order == 2:
            return False
        return same if order == 0 else less if order < 0 else greater

    def operator(left: Any, right: Any) -> Any:
        a, b = type(left), type(right)
        if (
            (a is int and (b is int or b is float))
            or (a is float and (b is float or b is int))
            or (a in WHOLES and b in WHOLES)
        ):
            return (
                left < right
                if less and not same
                else left <= right
                if less
                else left > right
                if not same
                else left >= right
            )
        items = enumerate_value(left)
        if items is not None:
            return [item for item in items if single(item, right)]
        return single(left, right)

    return operator


def _null_order(left: Any, right: Any, less: bool, same: bool) -> bool:
    """-lt -le -gt -ge with $null: a number is compared by its sign alone, anything else is more than $null."""
    if left is None and right is None:
        return same
    return (compare_null(left, right) < 0) is less


def contains(ignore_case: bool, wanted: bool) -> Operator:
    def operator(left: Any, right: Any) -> bool:
        items = enumerate_value(left)
        if items is None:
            return equals(left, right, ignore_case) is wanted
        for item in items:
            if equals(item, right, ignore_case):
                return wanted
        return not wanted

    return operator


def swapped(operator: Operator) -> Operator:
    return lambda left, right: operator(right, left)
