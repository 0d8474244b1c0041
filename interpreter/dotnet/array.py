"""System.Array: members of every array, and the static methods (Sort, Reverse, IndexOf, Copy ...).

Object[] is a plain list, others are TypedArray or Grid; an array's length never changes. The static generic forms take
their type arguments and work alike.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.arrays import array_like, new_array, zero_of
from perdure.interpreter.convert import convert, to_bool
from perdure.interpreter.dotnet._compare import Order, compare, equal, order_of, sorted_by
from perdure.interpreter.dotnet._faults import argument, bounds, null, outside, unsupported
from perdure.interpreter.members_ets import add_members
from perdure.interpreter.typesys import NetType, define, find_type, type_of
from perdure.interpreter.values.collections import Grid, TypedArray
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.values.numbers import Int64


def copy_of(array: list[Any]) -> list[Any]:
    """Gives Clone()."""
    if isinstance(array, Grid):
        return Grid(array.element, array.lengths, array)
    return array_like(array, list(array))


def fit(array: list[Any], value: Any) -> Any:
    """Converts a value to the array's element type."""
    if not isinstance(array, TypedArray):
        return value
    kind = find_type(array.element)
    return value if kind is None else convert(value, kind)


def lengths_of(array: list[Any]) -> tuple[int, ...]:
    return array.lengths if isinstance(array, Grid) else (len(array),)


def get_length(array: list[Any], dimension: int) -> int:
    sizes = lengths_of(array)
    if not 0 <= dimension < len(sizes):
        raise bounds()
    return sizes[dimension]


def place(array: list[Any], indexes: list[int]) -> int:
    sizes = lengths_of(array)
    if len(indexes) != len(sizes):
        raise argument("Array was not a one-dimensional array." if len(indexes) == 1 else "Only single dimension arrays are supported.")  # fmt: skip
    at = 0
    for size, i in zip(sizes, indexes, strict=True):
        if not 0 <= i < size:
            raise bounds()
        at = at * size + i
    return at


def get_value(array: list[Any], *indexes: int) -> Any:
    return array[place(array, list(indexes))]


def set_value(array: list[Any], value: Any, *indexes: int) -> None:
    array[place(array, list(indexes))] = fit(array, value)


def index_of(array: list[Any], value: Any, start: int = 0, count: int | None = None) -> int:
    end = len(array) if count is None else start + count
    return next((i for i in range(start, min(end, len(array))) if equal(array[i], value)), -1)


def last_index_of(array: list[Any], value: Any, start: int | None = None) -> int:
    first = len(array) - 1 if start is None else start
    return next((i for i in range(first, -1, -1) if equal(array[i], value)), -1)


def contains(array: list[Any], value: Any) -> bool:
    return index_of(array, value) >= 0


def _fixed(*_args: Any) -> Any:
    raise unsupported("Collection was of a fixed size.")


def copy_to(array: list[Any], target: list[Any], index: int) -> None:
    copy(array, 0, target, index, len(array))


def copy(source: list[Any], at: int, target: list[Any], to: int, count: int) -> None:
    """Gives Array.Copy."""
    if source is None or target is None:
        raise null("sourceArray" if source is None else "destinationArray")
    if count < 0:
        raise outside("length", "Non-negative number required.")
    if at + count > len(source):
        raise argument("Source array was not long enough. Check the source index, length, and the array's lower bounds.", "sourceArray")  # fmt: skip
    if to + count > len(target):
        raise argument("Destination array was not long enough. Check the destination index, length, and the array's lower bounds.", "destinationArray")  # fmt: skip
    target[to : to + count] = [fit(target, v) for v in source[at : at + count]]


def clear(array: list[Any], start: int = 0, count: int | None = None) -> None:
    kind = find_type(array.element) if isinstance(array, TypedArray) else None
    zero = None if kind is None else zero_of(kind)
    for i in range(start, len(array) if count is None else start + count):
        array[i] = zero


def reverse(array: list[Any], start: int = 0, count: int | None = None) -> None:
    if array is None:
        raise null("array")
    end = len(array) if count is None else start + count
    array[start:end] = array[start:end][::-1]


def sort(array: list[Any], comparer: Any = None) -> None:
    if array is None:
        raise null("array")
    array[:] = sorted_by(list(array), order_of(comparer))


def sort_part(array: list[Any], start: int, count: int, comparer: Any = None) -> None:
    array[start : start + count] = sorted_by(array[start : start + count], order_of(comparer))


def sort_pairs(keys: list[Any], items: list[Any] | None, comparer: Any = None) -> None:
    if items is None:
        return sort(keys, comparer)
    order = order_of(comparer)

    def by_key(a: Any, b: Any) -> int:
        return order(a[0], b[0])

    pairs = sorted_by(list(zip(keys, items, strict=False)), by_key)
    keys[:] = [p[0] for p in pairs]
    items[: len(pairs)] = [p[1] for p in pairs]


def binary_search(items: list[Any], value: Any, order: Order = compare, low: int = 0, high: int | None = None) -> int:
    """Gives the place of a value in a sorted array, else the complement of where it belongs."""
    end = (len(items) if high is None else high) - 1
    while low <= end:
        middle = (low + end) // 2
        found = order(items[middle], value)
        if found == 0:
            return middle
        if found < 0:
            low = middle + 1
        else:
            end = middle - 1
    return ~low


def resize(types: Any, ref: Any, size: int) -> None:
    array = ref.get()
    kept = list(array or [])[:size]
    kind = types[0]
    ref.set(array_like(array if array is not None else new_array(kind, 0), kept + [zero_of(kind)] * (size - len(kept))))


def fill(array: list[Any], value: Any, start: int = 0, count: int | None = None) -> None:
    end = len(array) if count is None else start + count
    made = fit(array, value)
    for i in range(start, end):
        array[i] = made


def test_of(match: Any) -> Callable[[Any], bool]:
    """Gives the Python test of a Predicate."""
    if match is None:
        raise null("match")
    call = match.call

    def true(item: Any) -> bool:
        return to_bool(call(item))

    return true


def find_first(array: list[Any], match: Any) -> Any:
    true = test_of(match)
    for item in array:
        if true(item):
            return item
    kind = type_of(array).element
    return None if kind is None else zero_of(kind)


def find_last(array: list[Any], match: Any) -> Any:
    return find_first(array_like(array, array[::-1]), match)


def find_all(array: list[Any], match: Any) -> list[Any]:
    true = test_of(match)
    return array_like(array, [i for i in array if true(i)])


def find_index(array: list[Any], match: Any) -> int:
    true = test_of(match)
    return next((i for i, item in enumerate(array) if true(item)), -1)


def find_last_index(array: list[Any], match: Any) -> int:
    true = test_of(match)
    return next((i for i in range(len(array) - 1, -1, -1) if true(array[i])), -1)


def convert_all(types: Any, array: list[Any], converter: Any) -> list[Any]:
    made = [converter.call(i) for i in array]
    return made if types[1].name == "System.Object" else TypedArray(types[1].name, made)


def for_each(_types: Any, array: list[Any], action: Any) -> None:
    for item in array:
        action.call(item)


def typed(items: list[Any], kind: NetType) -> list[Any]:
    return items if kind.name == "System.Object" else TypedArray(kind.name, items)


def create(kind: NetType, *lengths: Any) -> list[Any]:
    if len(lengths) == 1 and isinstance(lengths[0], list):
        lengths = tuple(lengths[0])
    return new_array(kind, *lengths)


def _without_types(call: Callable[..., Any]) -> Callable[..., Any]:
    def ignoring(_types: Any, *args: Any) -> Any:
        return call(*args)

    return ignoring


MEMBERS: dict[str, Any] = {
    "Length -> int": len,
    "LongLength -> long": lambda a: Int64(len(a)),
    "Rank -> int": lambda a: len(lengths_of(a)),
    "SyncRoot -> object": lambda a: a,
    "IsReadOnly -> bool": lambda a: False,
    "IsFixedSize -> bool": lambda a: True,
    "IsSynchronized -> bool": lambda a: False,
    "Clone() -> object": copy_of,
    "CopyTo(array array, int index) -> void": copy_to,
    "get_Item(int index) -> object": get_value,
    "set_Item(int index, object value) -> void": lambda a, i, v: set_value(a, v, i),
    "GetEnumerator() -> System.Collections.IEnumerator": Enumerator,
    "GetLength(int dimension) -> int": get_length,
    "GetLongLength(int dimension) -> long": lambda a, d: Int64(get_length(a, d)),
    "GetLowerBound(int dimension) -> int": lambda a, d: 0,
    "GetUpperBound(int dimension) -> int": lambda a, d: get_length(a, d) - 1,
    "GetValue(int index) -> object": get_value,
    "GetValue(int index1, int index2) -> object": get_value,
    "GetValue(int index1, int index2, int index3) -> object": get_value,
    "GetValue(params int[] indices) -> object": lambda a, i: get_value(a, *i),
    "SetValue(object value, int index) -> void": set_value,
    "SetValue(object value, int index1, int index2) -> void": set_value,
    "SetValue(object value, int index1, int index2, int index3) -> void": set_value,
    "SetValue(object value, params int[] indices) -> void": lambda a, v, i: set_value(a, v, *i),
    "Get(int index) -> object": get_value,
    "Set(int index, object value) -> void": lambda a, i, v: set_value(a, v, i),
    "Initialize() -> void": lambda a: None,
    # members of IList that arrays implement
    "IndexOf(object value) -> int": index_of,
    "Contains(object value) -> bool": contains,
    "Add(object value) -> int": _fixed,
    "Insert(int index, object value) -> void": _fixed,
    "Remove(object value) -> void": _fixed,
    "RemoveAt(int index) -> void": _fixed,
    "Clear() -> void": clear,
    # static
    "static BinarySearch(array array, object value) -> int": binary_search,
    "static BinarySearch(array array, object value, icomparer comparer) -> int": (
        lambda a, v, c: binary_search(a, v, order_of(c))
    ),
    "static BinarySearch(array array, int index, int length, object value) -> int": (
        lambda a, i, n, v: binary_search(a, v, compare, i, i + n)
    ),
    "static Clear(array array) -> void": clear,
    "static Clear(array array, int index, int length) -> void": clear,
    "static Copy(array sourceArray, array destinationArray, int length) -> void": lambda a, b, n: copy(a, 0, b, 0, n),
    "static Copy(array sourceArray, int sourceIndex, array destinationArray, int destinationIndex, int length) -> void": (
        copy
    ),
    "static CreateInstance(type elementType, int length) -> array": create,
    "static CreateInstance(type elementType, int length1, int length2) -> array": create,
    "static CreateInstance(type elementType, int length1, int length2, int length3) -> array": create,
    "static CreateInstance(type elementType, params int[] lengths) -> array": create,
    "static IndexOf(array array, object value) -> int": index_of,
    "static IndexOf(array array, object value, int startIndex) -> int": index_of,
    "static IndexOf(array array, object value, int startIndex, int count) -> int": index_of,
    "static IndexOf<T>(T[] array, T value) -> int": _without_types(index_of),
    "static IndexOf<T>(T[] array, T value, int startIndex) -> int": _without_types(index_of),
    "static LastIndexOf(array array, object value) -> int": last_index_of,
    "static LastIndexOf(array array, object value, int startIndex) -> int": last_index_of,
    "static LastIndexOf<T>(T[] array, T value) -> int": _without_types(last_index_of),
    "static Reverse(array array) -> void": reverse,
    "static Reverse(array array, int index, int length) -> void": reverse,
    "static Reverse<T>(T[] array) -> void": _without_types(reverse),
    "static Resize<T>(ref T[] array, int newSize) -> void": resize,
    "static Sort(array array) -> void": sort,
    "static Sort(array array, icomparer comparer) -> void": sort,
    "static Sort(array array, int index, int length) -> void": sort_part,
    "static Sort(array keys, array items) -> void": sort_pairs,
    "static Sort(array keys, array items, icomparer comparer) -> void": sort_pairs,
    "static Sort<T>(T[] array) -> void": _without_types(sort),
    "static Sort<T>(T[] array, Comparison[T] comparison) -> void": _without_types(sort),
    "static Sort<T>(T[] array, System.Collections.Generic.IComparer[T] comparer) -> void": _without_types(sort),
    "static Sort<TKey, TValue>(TKey[] keys, TValue[] items) -> void": _without_types(sort_pairs),
    "static Empty<T>() -> T[]": lambda types: typed([], types[0]),
    "static Fill<T>(T[] array, T value) -> void": _without_types(fill),
    "static Fill<T>(T[] array, T value, int startIndex, int count) -> void": _without_types(fill),
    "static Find<T>(T[] array, Predicate[T] match) -> T": _without_types(find_first),
    "static FindLast<T>(T[] array, Predicate[T] match) -> T": _without_types(find_last),
    "static FindAll<T>(T[] array, Predicate[T] match) -> T[]": _without_types(find_all),
    "static FindIndex<T>(T[] array, Predicate[T] match) -> int": _without_types(find_index),
    "static FindLastIndex<T>(T[] array, Predicate[T] match) -> int": _without_types(find_last_index),
    "static Exists<T>(T[] array, Predicate[T] match) -> bool": _without_types(lambda a, m: find_index(a, m) >= 0),
    "static TrueForAll<T>(T[] array, Predicate[T] match) -> bool": (lambda _types, a, m: all(test_of(m)(i) for i in a)),
    "static ConvertAll<TInput, TOutput>(TInput[] array, Converter[TInput, TOutput] converter) -> TOutput[]": convert_all,
    "static ForEach<T>(T[] array, Action[T] action) -> void": for_each,
    "static AsReadOnly<T>(T[] array) -> object": lambda types, a: a,
    "static MaxLength -> int": 2147483591,
}

define(
    "System.Array",
    interfaces=["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable",
                "System.ICloneable", "System.Collections.IStructuralComparable",
                "System.Collections.IStructuralEquatable"],
    members=MEMBERS,
    abstract=True,
)  # fmt: skip

add_members("System.Array", {"Count": "Length"})
