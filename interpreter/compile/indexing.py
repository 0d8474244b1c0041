"""Elements by exact type: arrays by whole number and hashtables by text at once, all else by the general rule.

Knows nothing of nodes. Serves the closures of index expressions and of assignments to them.
"""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.char import char
from perdure.interpreter.values.collections import GenericList, Grid, Hashtable, TypedArray
from perdure.interpreter.values.generic import GenericDictionary

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
    elif kind is str:
        if type(at) is int and into.isascii():
            try:
                return char(ord(into[at]))
            except IndexError:
                pass
    elif kind is Grid:
        place = grid_place(into, at)
        if place >= 0:
            return into[place]
    elif kind is GenericDictionary:
        if EXACT.get(into.meta[0]) is type(at):
            pair = into.data.get(into.slot(at))
            return None if pair is None else pair[1]
    elif kind is GenericList and type(at) is int:
        try:
            return into.items[at]
        except IndexError:
            pass
    return get_index(into, at, sc)


def grid_place(grid: Grid, at: Any) -> int:
    """Gives the place of `[i, j]` in a grid of two dimensions; -1 for anything else."""
    if type(at) is not list or len(at) != 2 or len(grid.lengths) != 2:
        return -1
    row, column = at
    if type(row) is not int or type(column) is not int:
        return -1
    rows, columns = grid.lengths
    return row * columns + column if 0 <= row < rows and 0 <= column < columns else -1


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
    elif kind is Grid:
        place = grid_place(into, at)
        if place >= 0 and EXACT.get(into.element) is type(value):
            into[place] = value
            return
    elif kind is GenericDictionary:
        keys, held = into.meta
        if EXACT.get(keys) is type(at) and value is not NOTHING:
            if held == "System.Object" or EXACT.get(held) is type(value):
                into.set(at, value)
                return
    elif kind is GenericList and type(at) is int and at >= 0 and value is not NOTHING:
        if into.meta[0] == "System.Object" or EXACT.get(into.meta[0]) is type(value):
            try:
                into.items[at] = value
                into.version += 1
                return
            except IndexError:
                pass
    set_index(into, at, value, sc)
