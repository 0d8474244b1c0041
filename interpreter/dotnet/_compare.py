"""Equality and order as .NET has them (Object.Equals, GetHashCode, IComparable), and the comparers that callers pass.

Unlike the language's operators nothing is converted: values of different types are never equal. Serves collections,
Array, LINQ.
"""

from collections.abc import Callable
from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from perdure.interpreter import collation
from perdure.interpreter.convert import to_int32
from perdure.interpreter.dotnet._faults import argument, invalid
from perdure.interpreter.errors import DotNetThrow, NetException, ScriptError, passing
from perdure.interpreter.memberinfo import MethodGroup, find_instance
from perdure.interpreter.members_invoke import invoke
from perdure.interpreter.operators_compare import same
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import PSObject
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.delegates import Delegate
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.ruled import Rules

Order = Callable[[Any, Any], int]

NO_ORDER: Any = object.__dict__["__lt__"]  # what classes without an order of their own have


def equal(a: Any, b: Any) -> bool:
    """Tells what Object.Equals tells."""
    if type(a) is PSObject:
        a = a.base
    if type(b) is PSObject:
        b = b.base
    if a is b:
        return True
    if type(a) is not type(b) or isinstance(a, list):
        return False
    return same(a, b)


def hash_code(value: Any) -> int:
    """Gives a number that equal values share (not .NET's own numbers, which differ from run to run for text)."""
    if type(value) is PSObject:
        value = value.base
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        number = int(value)
        return number if -(2**31) <= number < 2**31 else _to_int32(number ^ (number >> 32))
    own = getattr(value, "net_hash", None)
    if own is not None:
        return int(own())
    try:
        return _to_int32(hash(value))
    except TypeError:
        return _to_int32(id(value) >> 4)


def _to_int32(number: int) -> int:
    number &= 0xFFFFFFFF
    return number - 2**32 if number >= 2**31 else number


def sign(number: Any) -> int:
    return int(number > 0) - int(number < 0)


def compare(a: Any, b: Any) -> int:
    """Gives the order of two values of one type (Comparer.Default): text by the culture, $null first."""
    if type(a) is PSObject:
        a = a.base
    if type(b) is PSObject:
        b = b.base
    if a is b:
        return 0
    if a is None or b is None:
        return -1 if a is None else 1
    if type(a) is str and type(b) is str:
        return collation.compare(a, b, False)
    if type(a) is type(b):
        if isinstance(a, Char):
            return ord(a) - ord(b)
        if isinstance(a, float) and (a != a or b != b):
            return (1 if a == a else 0) - (1 if b == b else 0)
        if isinstance(a, (int, float, Decimal)):
            return int(a > b) - int(a < b)
        if isinstance(a, EnumValue):
            return sign(a.value - b.value)
        less: Any = type(a)
        if hasattr(less, "__lt__") and less.__lt__ is not NO_ORDER and not isinstance(a, list):
            return -1 if less.__lt__(a, b) else 1 if less.__lt__(b, a) else 0
    group = find_instance(type_of(a), "compareto")
    if isinstance(group, MethodGroup):
        if type(a) is not type(b) and isinstance(a, (int, float, str, Decimal)):
            raise argument(f"Object must be of type {type_of(a).short}.")
        return to_int32(invoke(a, "CompareTo", [b]))
    group = find_instance(type_of(b), "compareto")
    if isinstance(group, MethodGroup):
        return -to_int32(invoke(b, "CompareTo", [a]))
    raise argument("At least one object must implement IComparable.")


def ordinal(a: str, b: str) -> int:
    """Gives the order of two strings by their UTF-16 units, as the difference that .NET gives."""
    if a.isascii() and b.isascii():
        left, right = a.encode(), b.encode()
    else:
        left, right = a.encode("utf-16-be", "surrogatepass"), b.encode("utf-16-be", "surrogatepass")
    return (left > right) - (left < right)


def rules_of(comparer: Any) -> Rules | None:
    """Gives how a script's own equality comparer compares keys; None for .NET's comparers, whose effect is folding or none."""
    if comparer is None or hasattr(comparer, "compare"):
        return None

    def hash_of(key: Any) -> int:
        return to_int32(invoke(comparer, "GetHashCode", [key]))

    def same(one: Any, other: Any) -> bool:
        return bool(invoke(comparer, "Equals", [one, other]))

    return Rules(hash_of, same)


def order_of(comparer: Any) -> Order:
    """Gives a Python comparison for a comparer object, a delegate or None."""
    if comparer is None:
        return compare
    if isinstance(comparer, Delegate):
        call = comparer.call

        def by_delegate(a: Any, b: Any) -> int:
            return to_int32(call(a, b))

        return by_delegate
    own = getattr(comparer, "compare", None)
    if own is not None:
        return own  # type: ignore[no-any-return]

    def by_method(a: Any, b: Any) -> int:
        return to_int32(invoke(comparer, "Compare", [a, b]))

    return by_method


def sorted_by(items: list[Any], order: Order) -> list[Any]:
    """Gives the items sorted; what a comparison throws becomes .NET's InvalidOperationException."""
    try:
        if order is compare and items:
            kind = type(items[0])
            if kind in (int, float, bool) and all(type(i) is kind for i in items):
                return sorted(items)
        return sorted(items, key=cmp_to_key(order))
    except RAISED as thrown:
        raise failed_compare(dotnet_exception(thrown)) from None
    except ScriptError as error:
        raise passing(error.record.exception) or failed_compare(error.record.exception) from None


def failed_compare(inner: NetException) -> DotNetThrow:
    fault = invalid("Failed to compare two elements in the array.")
    fault.exception.inner = inner
    return fault
