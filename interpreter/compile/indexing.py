"""Elements by exact type: arrays by whole number and hashtables by text at once, all else by the general rule.

Knows nothing of nodes. Serves the closures of index expressions and of assignments to them.
"""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import Hashtable, TypedArray

# element type -> the Python class whose values such an array takes as they are
EXACT: dict[str, type] = {
    "System.Boolean": bool,
    "System.Int32": int,
    "System.Double": float,
    "System.String": str,
}
get_index, set_index = members.get_index, members.set_index


def get_item(into: Any, at: Any, sc: Any) -> Any:
    """Gives `$into[$at]`."""
    kind = type(into)
    if kind is list or kind is TypedArray:
        if type(at) is int:
            try:
                return into[at]
            except IndexError:
                pass
    elif kind is Hashtable and type(at) is str:
        pair = into.data.get(at.lower() if into.fold else at)
        return None if pair is None else pair[1]
    return get_index(into, at, sc)


def set_item(into: Any, at: Any, value: Any, sc: Any) -> None:
    """Stores `$into[$at] = $value`."""
    kind = type(into)
    if kind is TypedArray:
        if type(at) is int and EXACT.get(into.element) is type(value):
            try:
                into[at] = value
                return
            except IndexError:
                pass
    elif kind is list:
        if type(at) is int and value is not NOTHING:
            try:
                into[at] = value
                return
            except IndexError:
                pass
    elif kind is Hashtable and type(at) is str and into.meta is None and value is not NOTHING:
        into.set(at, value)
        return
    set_index(into, at, value, sc)
