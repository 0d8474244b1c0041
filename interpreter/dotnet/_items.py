"""What collections share: the elements of any IEnumerable, type arguments of a closed type, index checks."""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.dotnet._faults import argument, index_outside, null
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import PSObject
from perdure.interpreter.values.collections import Dictionary, DictionaryEntry, TypedArray
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.generic import GenericDictionary, KeyValuePair
from perdure.interpreter.values.utf16 import chars


def items_of(value: Any, name: str = "collection") -> list[Any]:
    """Gives the elements of an IEnumerable, dictionaries' entries and strings' characters included."""
    if type(value) is PSObject:
        value = value.base
    if value is None:
        raise null(name)
    if isinstance(value, Dictionary):
        return entries_of(value)
    if isinstance(value, str):
        return list(chars(value))
    found: Iterable[Any] | None = enumerate_value(value)
    return [value] if found is None else list(found)


def entries_of(table: Dictionary) -> list[Any]:
    """Gives a dictionary's entries: DictionaryEntry, or KeyValuePair of a typed one."""
    if isinstance(table, GenericDictionary) and "`2" in table.net:
        return [KeyValuePair(k, v, table.meta) for k, v in table.items()]
    return [DictionaryEntry(k, v) for k, v in table.items()]


def meta_of(kind: NetType) -> tuple[str, ...]:
    """Gives the type arguments' names of a closed generic type."""
    return tuple([a.name for a in kind.args])


def check_index(index: int, count: int, name: str = "index") -> None:
    if not 0 <= index < count:
        raise index_outside(name)


def check_range(start: int, count: int, size: int) -> None:
    if start < 0 or count < 0 or start + count > size:
        raise argument(
            "Offset and length were out of bounds for the array or count is greater than the number of elements from "
            "index to the end of the source collection."
        )


def typed_list(items: list[Any], element: str) -> list[Any]:
    """Gives an array of an element type's full name."""
    return items if element == "System.Object" else TypedArray(element, items)


def copy_into(items: list[Any], target: list[Any], index: int = 0) -> None:
    """Gives CopyTo(array, index)."""
    if target is None:
        raise null("array")
    if index + len(items) > len(target):
        raise argument("Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", "destinationArray")  # fmt: skip
    target[index : index + len(items)] = items
