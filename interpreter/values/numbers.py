"""The numeric types that Python's own `int` (Int32) and `float` (Double) don't carry.

Each is a subclass, so arithmetic works on it and gives a plain number back; `operators.py` decides what type the result
gets. Serves everybody; knows nothing of conversions.
"""

from decimal import Decimal
from typing import Any


class Int64(int):
    __slots__ = ()


class UInt64(int):
    __slots__ = ()


class UInt32(int):
    __slots__ = ()


class Int16(int):
    __slots__ = ()


class UInt16(int):
    __slots__ = ()


class Byte(int):
    __slots__ = ()


class SByte(int):
    __slots__ = ()


class BigInteger(int):
    __slots__ = ()


class Single(float):
    """A 32-bit float, rounded to that width by whoever makes it (`convert.to_single`)."""

    __slots__ = ()


INT32_MIN, INT32_MAX = -(2**31), 2**31 - 1
INT64_MIN, INT64_MAX = -(2**63), 2**63 - 1

# class -> (lowest, highest value); int is Int32, BigInteger has no limits
INTEGER_RANGES: dict[type, tuple[int, int]] = {
    int: (INT32_MIN, INT32_MAX),
    Int64: (INT64_MIN, INT64_MAX),
    UInt64: (0, 2**64 - 1),
    UInt32: (0, 2**32 - 1),
    Int16: (-(2**15), 2**15 - 1),
    UInt16: (0, 2**16 - 1),
    Byte: (0, 255),
    SByte: (-128, 127),
}

NUMERIC_CLASSES: frozenset[type] = frozenset([*INTEGER_RANGES, BigInteger, float, Single, Decimal])

# the short names of Number.kind in the tree
KIND_CLASSES: dict[str, Any] = {
    "int": int,
    "long": Int64,
    "double": float,
    "decimal": Decimal,
    "byte": Byte,
    "sbyte": SByte,
    "short": Int16,
    "ushort": UInt16,
    "uint": UInt32,
    "ulong": UInt64,
    "bigint": BigInteger,
}
