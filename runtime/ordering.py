"""The order of objects: what Sort-, Group-, Compare-Object and the -Unique switches mean by less and equal.

Values of one kind are sorted by plain keys, mixed ones pair by pair. Nothing is ever incomparable: what the language
can't compare is compared by its text. Source: conformance/cmdlets/sort-object, group-object.
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.members import MISSING
from perdure.interpreter.operators_compare import compare, compare_null
from perdure.interpreter.values.base import PSCustomObject, PSObject
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.numbers import Byte, Int16, Int64, UInt64
from perdure.interpreter.values.timespan import TimeSpan
from perdure.runtime.net_sort import net_sort
from perdure.runtime.objects import text_of

_WHOLE = frozenset([int, Int64, Byte, Int16, UInt64])
_TICKS = (DateTime, TimeSpan)


def order(left: Any, right: Any, ignore_case: bool = True) -> int:
    """Gives the order of two values: negative, 0 or positive."""
    if type(left) is PSObject:
        left = left.base
    if type(right) is PSObject:
        right = right.base
    if type(left) is PSCustomObject:
        left = ""  # what it holds does not count, and by itself it has no text
    if type(right) is PSCustomObject:
        right = ""
    if left is None or right is None:
        return 0 if left is right else compare_null(left, right)
    try:
        found = compare(left, right, ignore_case)
        return 0 if found == 2 else found
    except ScriptError:
        return collation.compare(text_of(left), text_of(right), ignore_case)


def order_present(left: Any, right: Any, ignore_case: bool = True) -> int:
    """The same for properties' values; an object that has the property comes before one that lacks it."""
    if left is MISSING or right is MISSING:
        return 0 if left is right else 1 if left is MISSING else -1
    return order(left, right, ignore_case)


def exact_key(values: Iterable[Any], ignore_case: bool) -> tuple[Any, ...] | None:
    """Gives a key by which whole numbers and plain ASCII text are equal just where `order` says so; None for others."""
    key: list[Any] = []
    for v in values:
        if type(v) is str and v.isascii() and v.isprintable():
            key.append(v.lower() if ignore_case else v)
        elif type(v) is int:
            key.append(v)
        else:
            return None
    return tuple(key)


def text_key(text: str, ignore_case: bool) -> Any:
    """Gives a key by which text of plain letters and digits sorts as the culture has it; None for other text."""
    if text.isalnum() and text.isascii():
        low = text.lower()
        return low if ignore_case else (low, text.swapcase())
    return None


def keys_of(values: list[Any], ignore_case: bool) -> list[Any] | None:
    """Gives sort keys for a column of values; None where they are of kinds that must be compared pair by pair."""
    kinds = {type(v) for v in values}
    if kinds <= _WHOLE or kinds == {float} and not any(v != v for v in values):
        return values
    if kinds == {str}:
        quick = [text_key(v, ignore_case) for v in values]
        if None not in quick:
            return quick
        if all([v.isascii() for v in values]):
            return [collation.ascii_key(v, ignore_case) for v in values]
        return [collation.sort_key(v, ignore_case) for v in values]
    if len(kinds) == 1 and next(iter(kinds)) in _TICKS:
        return [v.ticks for v in values]
    return None


def sorted_places(columns: list[list[Any]], descending: list[bool], count: int, ignore_case: bool) -> list[int]:
    """Gives the places of objects in sorted order; equal ones keep theirs.

    Args:
        columns: for each key, its value for each object (MISSING where it has none).
        descending: for each key.
    """
    places = list(range(count))
    keys = [keys_of(values, ignore_case) for values in columns]
    plain = [k for k in keys if k is not None]
    if len(plain) == len(keys):
        for column, down in reversed(list(zip(plain, descending, strict=True))):
            places.sort(key=column.__getitem__, reverse=down)
        return places

    def pair(left: int, right: int) -> int:
        for values, down in zip(columns, descending, strict=True):
            a, b = values[left], values[right]
            found = order_present(a, b, ignore_case)
            if found:
                return -found if down and a is not MISSING and b is not MISSING else found
        return left - right

    net_sort(places, pair)
    return places


def same_keys(columns: list[list[Any]], one: int, other: int, ignore_case: bool) -> bool:
    """Tells whether two objects have equal keys."""
    for values in columns:
        a, b = values[one], values[other]
        if type(a) is str and type(b) is str:
            if a != b and not collation.equal(a, b, ignore_case):
                return False
        elif order_present(a, b, ignore_case):
            return False
    return True
