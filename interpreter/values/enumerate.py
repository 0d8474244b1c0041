"""What the pipeline takes apart: PowerShell's enumeration rule, in one place.

Arrays, lists and other sequences are enumerated; strings, dictionaries and XML nodes are not. A class of ours that is
enumerated is a `list`, a `ListObject`, or defines `net_enumerate(self) -> Iterable`. Serves operators, pipeline, foreach.
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.interpreter.values.collections import ListObject

_SCALARS: frozenset[type] = frozenset([int, str, float, bool, type(None), type(NOTHING)])


def enumerate_value(value: Any) -> Iterable[Any] | None:
    """Gives the elements of a value that is enumerated, None for one that is not ($null included)."""
    cls = type(value)
    if cls is list:
        return value  # type: ignore[no-any-return]
    if cls in _SCALARS:
        return None
    if cls is PSObject:
        return enumerate_value(value.base)
    if isinstance(value, list):
        return value
    walk: Any = getattr(cls, "net_enumerate", None)
    if walk is not None:
        made: Iterable[Any] = walk(value)
        return made
    return value.items if isinstance(value, ListObject) else None


def is_enumerable(value: Any) -> bool:
    """Tells whether the pipeline takes the value apart."""
    cls = type(value)
    if cls is list:
        return True
    if cls in _SCALARS:
        return False
    if cls is PSObject:
        return is_enumerable(value.base)
    return isinstance(value, (list, ListObject)) or hasattr(cls, "net_enumerate")


def as_list(value: Any) -> list[Any]:
    """Gives what @(...) makes of one value: no element for 'no output', a copy of a sequence, else one element."""
    if value is NOTHING:
        return []
    items = enumerate_value(value)
    return [value] if items is None else list(items)


def is_list(value: Any) -> bool:
    """Tells whether the value is an IList to .NET (arrays and lists: it has Count and is indexed by number)."""
    if type(value) is PSObject:
        value = value.base
    if isinstance(value, list):
        return True
    return isinstance(value, ListObject) and getattr(value, "is_list", True)
