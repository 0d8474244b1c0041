"""Indexes: `$x[i]`, `$x[i, j]`, `$x['key']`, `$x[i] = v`.

Arrays and lists count negative indexes from the end and give $null outside; an array as index gives a slice. Serves
members.py. Source: the language specification, subscripting; about_Arrays, about_Hash_Tables.
"""

from typing import Any

from perdure.interpreter.convert import convert, to_int32, to_string
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.memberinfo import MethodGroup, find_instance
from perdure.interpreter.members_get import strict_version
from perdure.interpreter.overloads_plan import plan_for, prepare
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.type_names import full_name
from perdure.interpreter.typesys import find_type, type_of
from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.interpreter.values.char import char
from perdure.interpreter.values.collections import Dictionary, ListObject, OrderedDictionary, TypedArray
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.utf16 import at as char_at
from perdure.interpreter.values.utf16 import length


def get_index(target: Any, index: Any, sc: Any = None) -> Any:
    """Gives the element; $null outside of an array (an error in strict mode 3 and latest)."""
    if type(target) is PSObject:
        target = target.base
    if target is None or target is NOTHING:
        raise make_error("Cannot index into a null array.", "NullArray", "InvalidOperation")
    if type(index) is PSObject:
        index = index.base
    if index is NOTHING:
        index = None
    if isinstance(target, Dictionary):
        return _from_dictionary(target, index, sc)
    if isinstance(target, list):
        return _from_array(target, index, sc)
    if isinstance(target, str):
        return _from_sequence(target, index, sc)
    if isinstance(target, ListObject) and _indexed(target):
        return _from_sequence(target.items, index, sc)
    return _by_indexer(target, index, sc)


def _indexed(target: ListObject) -> bool:
    """Tells whether positions index the list (not a stack's or a set's)."""
    return getattr(target, "is_list", True)


def _from_dictionary(table: Dictionary, index: Any, sc: Any) -> Any:
    if type(table) is OrderedDictionary:
        if isinstance(index, int) and not isinstance(index, bool):
            values = table.values()
            at = index + len(values) if index < 0 else index
            return values[at] if 0 <= at < len(values) else None
    if isinstance(index, list):
        return [_from_dictionary(table, i, sc) for i in index]
    if index is None:
        raise null_index()
    if table.meta is not None:
        return _by_indexer(table, index, sc)
    return table.get(index)


def null_index() -> ScriptError:
    """Makes the error of a $null index."""
    return make_error(
        "Index operation failed; the array index evaluated to null.", "NullArrayIndex", "InvalidOperation"
    )


def _from_array(target: list[Any], index: Any, sc: Any) -> Any:
    rank = getattr(target, "lengths", None)
    if rank is not None:
        return _from_grid(target, index, sc)
    return _from_sequence(target, index, sc)


def _from_sequence(items: Any, index: Any, sc: Any) -> Any:
    """Gives one element, or a slice when the index is a sequence itself."""
    if type(index) is int:
        return _element(items, index, sc)
    several = enumerate_value(index)
    if several is not None:
        return _slice(items, several, sc)
    if index is None:
        raise null_index()
    return _element(items, _number(index, items), sc)


def _slice(items: Any, several: Any, sc: Any) -> list[Any]:
    out: list[Any] = []
    if type(items) is str and items.isascii():
        size = len(items)
        places = [_number(i, items) for i in several]
        return [char(ord(items[at])) for at in places if -size <= at < size]
    count = length(items) if isinstance(items, str) else len(items)
    for i in several:
        at = _number(i, items)
        if -count <= at < count:
            out.append(_element(items, at, sc))
    return out


def _element(items: Any, at: int, sc: Any) -> Any:
    if isinstance(items, str):
        found = char_at(items, at)
        if found is None:
            return _outside(sc)
        return found
    try:
        return items[at]
    except IndexError:
        return _outside(sc)


def _outside(sc: Any) -> Any:
    if strict_version(sc) >= 3:
        raise make_error(
            "Index was outside the bounds of the array.",
            "System.IndexOutOfRangeException",
            "OperationStopped",
            exception="System.IndexOutOfRangeException",
        )
    return None


def _number(index: Any, _items: Any) -> int:
    """Gives an index as a whole number; PowerShell's error where it is none."""
    if type(index) is int:
        return index
    if isinstance(index, bool) or not isinstance(index, int):
        return to_int32(index)
    return int(index)


def _from_grid(target: Any, index: Any, sc: Any) -> Any:
    """Gives an element of a multi-dimensional array, or several for a list of index lists."""
    lists = enumerate_value(index)
    given = list(lists) if lists is not None else [index]
    if len(given) == len(target.lengths) and all(enumerate_value(g) is None for g in given):
        at = _grid_place(target, given)
        return _outside(sc) if at is None else target[at]
    if given and all(enumerate_value(g) is not None for g in given):
        return [_from_grid(target, g, sc) for g in given]
    raise make_error(
        f"You cannot index into a {len(target.lengths)} dimensional array with index [{index_text(given)}].",
        "NeedMultidimensionalIndex",
        "InvalidOperation",
    )


def index_text(given: list[Any]) -> str:
    """Gives indexes as an error names them."""
    return ",".join([to_string(g) for g in given])


def _grid_place(target: Any, given: list[Any]) -> int | None:
    at = 0
    for size, one in zip(target.lengths, given, strict=True):
        n = _number(one, target)
        n = n + size if n < 0 else n
        if not 0 <= n < size:
            return None
        at = at * size + n
    return at


def _by_indexer(target: Any, index: Any, sc: Any) -> Any:
    """Uses the type's `get_Item`; a sequence as index gives several elements where one alone does not fit."""
    group = find_instance(type_of(target), "get_item")
    if not isinstance(group, MethodGroup):
        return _scalar(target, index, sc)
    args = [index]
    try:
        plan = plan_for(group, args)
        quick = plan.direct and plan.casts is None
        ready = args if quick else prepare(plan, "Item", args, sc.cx if sc is not None else None)
    except ScriptError:
        several = enumerate_value(index)
        if several is None:
            raise
        return [_by_indexer(target, i, sc) for i in several]
    try:
        return plan.call(target, *ready)
    except RAISED as thrown:
        name = dotnet_exception(thrown).type_name.rpartition(".")[2]
        if name == "KeyNotFoundException" or (
            name in ("ArgumentOutOfRangeException", "IndexOutOfRangeException") and strict_version(sc) < 3
        ):
            return None
        raise make_error(
            f'Exception getting "Item": "{dotnet_exception(thrown).message}"',
            name,
            exception="System.Management.Automation.GetValueInvocationException",
            inner=dotnet_exception(thrown),
        ) from None


def _scalar(target: Any, index: Any, sc: Any) -> Any:
    """A value without indexer stands for a list of one: 0 and -1 give it, any other index nothing."""
    if isinstance(index, (int, float)) and index in (0, -1):
        return target
    if strict_version(sc) < 2:
        return NOTHING
    raise cannot_index(target)


def cannot_index(target: Any) -> ScriptError:
    """Makes the error of indexing what has no indexer."""
    return make_error(
        f"Unable to index into an object of type {full_name(type_of(target))}.",
        "CannotIndex",
        "InvalidOperation",
        target,
    )


# ---- setting ----------------------------------------------------------------------------------------------------------


def set_index(target: Any, index: Any, value: Any, sc: Any = None) -> None:
    """Sets an element of an array, list or dictionary."""
    if type(target) is PSObject:
        target = target.base
    if value is NOTHING:
        value = None
    if type(index) is PSObject:
        index = index.base
    if target is None or target is NOTHING:
        raise make_error("Cannot index into a null array.", "NullArray", "InvalidOperation")
    if isinstance(target, Dictionary):
        _set_key(target, index, value, sc)
    elif isinstance(target, list):
        _set_element(target, index, value, sc)
    elif isinstance(target, ListObject) and type(index) is int and target.meta is None and _indexed(target):
        at = _place(index, len(target.items))
        if at is None:
            raise out_of_range()
        target.items[at] = value
        target.version += 1
    else:
        _by_setter(target, index, value, sc)


def _set_key(table: Dictionary, index: Any, value: Any, sc: Any) -> None:
    if index is None or index is NOTHING:
        raise null_index()
    if type(table) is OrderedDictionary and isinstance(index, int) and not isinstance(index, bool):
        keys = list(table.data)
        at = _place(index, len(keys))
        if at is None:
            raise make_error(
                "Specified argument was out of the range of valid values. (Parameter 'index')",
                "System.ArgumentOutOfRangeException",
                "OperationStopped",
                exception="System.ArgumentOutOfRangeException",
            )
        slot = keys[at]
        table.data[slot] = (table.data[slot][0], value)
        table.version += 1
        return
    if isinstance(index, list):
        raise make_error("Array assignment to [...] failed because assignment to slices is not supported.",
                         "ArraySliceAssignmentFailed", "InvalidOperation")  # fmt: skip
    if table.meta is not None:
        _by_setter(table, index, value, sc)
        return
    table.set(index, value)


def _place(index: int, count: int) -> int | None:
    at = index + count if index < 0 else index
    return at if 0 <= at < count else None


def out_of_range() -> ScriptError:
    """Makes the error of assigning outside of an array."""
    return make_error(
        "Index was outside the bounds of the array.",
        "System.IndexOutOfRangeException",
        "OperationStopped",
        exception="System.IndexOutOfRangeException",
    )


def _set_element(target: list[Any], index: Any, value: Any, sc: Any) -> None:
    lengths = getattr(target, "lengths", None)
    if lengths is not None:
        given = list(enumerate_value(index) or [index])
        if len(given) != len(lengths):
            raise make_error(
                f"You cannot index into a {len(lengths)} dimensional array with index [{index_text(given)}].",
                "NeedMultidimensionalIndex",
                "InvalidOperation",
            )
        at = _grid_place(target, given)
    else:
        several = enumerate_value(index)
        if several is not None:
            shown = ",".join([to_string(i) for i in several])
            raise make_error(
                f"Array assignment to [{shown}] failed because assignment to slices is not supported.",
                "ArraySliceAssignmentFailed",
                "InvalidOperation",
            )
        if index is None or index is NOTHING:
            raise null_index()
        at = _place(_number(index, target), len(target))
    if at is None:
        raise out_of_range()
    if isinstance(target, TypedArray):
        kind = find_type(target.element)
        if kind is not None:
            value = convert(value, kind, cx=sc.cx if sc is not None else None)
    target[at] = value


def _by_setter(target: Any, index: Any, value: Any, sc: Any) -> None:
    group = find_instance(type_of(target), "set_item")
    if not isinstance(group, MethodGroup):
        raise cannot_index(target)
    args = [index, value]
    plan = plan_for(group, args)
    ready = prepare(plan, "Item", args, sc.cx if sc is not None else None)
    try:
        plan.call(target, *ready)
    except RAISED as thrown:
        raise make_error(
            dotnet_exception(thrown).message,
            dotnet_exception(thrown).type_name,
            "OperationStopped",
            exception=dotnet_exception(thrown).type_name,
        ) from None
