"""A Python program's values as scripts hold them: numbers widen, dict becomes Hashtable, dates and bytes .NET's.

Serves the embedding interface and commands written in Python. What is not known stays the Python object that it is.
"""

import datetime
import os
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from perdure.interpreter.values.collections import Hashtable, byte_array
from perdure.interpreter.values.datetime import UNSPECIFIED, UTC, DateTime, DateTimeOffset, ticks_of
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.numbers import INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, BigInteger, Int64
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_S, TICKS_US, TimeSpan

Seen = dict[int, Any]


def from_python(value: Any) -> Any:
    """Gives a Python program's value as scripts hold it; cycles stay cycles."""
    return convert(value, {})


def convert(value: Any, seen: Seen) -> Any:
    kind = type(value)
    if kind is str or kind is bool or value is None or kind is float:
        return value
    if kind is int:
        if INT32_MIN <= value <= INT32_MAX:
            return value
        return Int64(value) if INT64_MIN <= value <= INT64_MAX else BigInteger(value)
    maker = MAKERS.get(kind)
    if maker is not None:
        return maker(value)
    filler = FILLERS.get(kind)
    if filler is not None:
        return seen[id(value)] if id(value) in seen else filler(value, seen)
    return os.fspath(value) if isinstance(value, os.PathLike) else value


def from_list(value: Any, seen: Seen) -> Any:
    """Gives a list's items converted; the list itself, to be shared, where they are as they were."""
    seen[id(value)] = value if type(value) is list else []
    items = [convert(item, seen) for item in value]
    if type(value) is list and all(a is b for a, b in zip(items, value, strict=True)):
        return value
    made = seen[id(value)]
    if made is value:
        return items
    made.extend(items)
    return made


def from_dict(value: Any, seen: Seen) -> Any:
    made = seen[id(value)] = Hashtable()
    for key, item in value.items():
        made.set(convert(key, seen), convert(item, seen))
    return made


def from_datetime(value: datetime.datetime) -> Any:
    ticks = ticks_of(value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond * 10)
    offset = value.utcoffset()
    if offset is None:
        return DateTime(ticks, UNSPECIFIED)
    if value.tzinfo is datetime.UTC:
        return DateTime(ticks, UTC)
    return DateTimeOffset(ticks, from_span(offset).ticks)


def from_date(value: datetime.date) -> Any:
    return DateTime(ticks_of(value.year, value.month, value.day), UNSPECIFIED)


def from_span(value: datetime.timedelta) -> TimeSpan:
    return TimeSpan(value.days * TICKS_DAY + value.seconds * TICKS_S + value.microseconds * TICKS_US)


def from_bytes(value: Any) -> Any:
    return byte_array(value)


def same(value: Any) -> Any:
    return value


MAKERS: dict[type, Callable[[Any], Any]] = {
    bytes: from_bytes,
    bytearray: from_bytes,
    datetime.datetime: from_datetime,
    datetime.date: from_date,
    datetime.timedelta: from_span,
    UUID: lambda value: Guid(value.hex),
    Decimal: same,
}
FILLERS: dict[type, Callable[[Any, Seen], Any]] = {
    list: from_list,
    tuple: from_list,
    set: from_list,
    frozenset: from_list,
    range: from_list,
    dict: from_dict,
}
__all__ = ["from_python"]
