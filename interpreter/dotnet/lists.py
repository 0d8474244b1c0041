"""Growing lists: ArrayList, List`1, Collection`1, ReadOnlyCollection`1, StringCollection.

They share their members: a ListObject's `items` and the type arguments in `meta`.
"""

from typing import Any

from perdure.interpreter.arrays import zero_of
from perdure.interpreter.convert import to_bool
from perdure.interpreter.dotnet._compare import equal, order_of, sorted_by
from perdure.interpreter.dotnet._faults import index_outside, outside, unsupported
from perdure.interpreter.dotnet._items import check_index, check_range, copy_into, items_of, meta_of, typed_list
from perdure.interpreter.dotnet.array import binary_search, test_of
from perdure.interpreter.dotnet.wrappers import maker
from perdure.interpreter.typesys import NetType, define, find_type
from perdure.interpreter.values.collections import ArrayList, GenericList, ListObject
from perdure.interpreter.values.generic import (
    Collection,
    ObservableCollection,
    ReadOnlyCollection,
    StringCollection,
    changed,
)
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.values.wrappers import FixedSizeArrayList, ReadOnlyArrayList, SyncArrayList


def add(s: ListObject, value: Any) -> None:
    s.items.append(value)
    s.version += 1


def add_index(s: ListObject, value: Any) -> int:
    """ArrayList.Add gives the new element's index."""
    if s.meta == "fixed":
        raise unsupported("Collection was of a fixed size.")
    s.items.append(value)
    s.version += 1
    return len(s.items) - 1


def add_range(s: ListObject, values: Any) -> None:
    s.items.extend(items_of(values))
    s.version += 1


def clear(s: ListObject) -> None:
    s.items.clear()
    s.version += 1


def index_of(s: ListObject, value: Any, start: int = 0, count: int | None = None) -> int:
    items = s.items
    end = len(items) if count is None else start + count
    return next((i for i in range(start, min(end, len(items))) if equal(items[i], value)), -1)


def last_index_of(s: ListObject, value: Any, start: int | None = None) -> int:
    first = len(s.items) - 1 if start is None else start
    return next((i for i in range(first, -1, -1) if equal(s.items[i], value)), -1)


def contains(s: ListObject, value: Any) -> bool:
    return index_of(s, value) >= 0


def insert(s: ListObject, index: int, value: Any) -> None:
    if not 0 <= index <= len(s.items):
        raise (
            outside("index", "Index must be within the bounds of the List.")
            if isinstance(s, GenericList)
            else (
                outside(
                    "index", "Insertion index was out of range. Must be non-negative and less than or equal to size."
                )
            )
        )
    s.items.insert(index, value)
    s.version += 1


def insert_range(s: ListObject, index: int, values: Any) -> None:
    if not 0 <= index <= len(s.items):
        raise index_outside()
    s.items[index:index] = items_of(values)
    s.version += 1


def remove(s: ListObject, value: Any) -> bool:
    found = index_of(s, value)
    if found < 0:
        return False
    del s.items[found]
    s.version += 1
    return True


def remove_at(s: ListObject, index: int) -> None:
    check_index(index, len(s.items))
    del s.items[index]
    s.version += 1


def remove_range(s: ListObject, index: int, count: int) -> None:
    check_range(index, count, len(s.items))
    del s.items[index : index + count]
    s.version += 1


def remove_all(s: ListObject, match: Any) -> int:
    true = test_of(match)
    kept = [i for i in s.items if not true(i)]
    gone = len(s.items) - len(kept)
    s.items[:] = kept
    s.version += 1
    return gone


def reverse(s: ListObject, index: int = 0, count: int | None = None) -> None:
    end = len(s.items) if count is None else index + count
    s.items[index:end] = s.items[index:end][::-1]
    s.version += 1


def sort(s: ListObject, comparer: Any = None) -> None:
    s.items[:] = sorted_by(list(s.items), order_of(comparer))
    s.version += 1


def sort_part(s: ListObject, index: int, count: int, comparer: Any = None) -> None:
    check_range(index, count, len(s.items))
    s.items[index : index + count] = sorted_by(s.items[index : index + count], order_of(comparer))
    s.version += 1


def get_item(s: ListObject, index: int) -> Any:
    check_index(index, len(s.items))
    return s.items[index]


def set_item(s: ListObject, index: int, value: Any) -> None:
    check_index(index, len(s.items))
    s.items[index] = value
    s.version += 1


def element_of(s: ListObject) -> str:
    return s.meta[0] if isinstance(s.meta, tuple) else "System.Object"


def like(s: ListObject, items: list[Any]) -> ListObject:
    """Gives a list of the same kind with other items."""
    return type(s)(items, s.meta)


def to_array(s: ListObject) -> list[Any]:
    return typed_list(list(s.items), element_of(s))


def default_of(s: ListObject) -> Any:
    kind = find_type(element_of(s))
    return None if kind is None else zero_of(kind)


def find(s: ListObject, match: Any) -> Any:
    true = test_of(match)
    for item in s.items:
        if true(item):
            return item
    return default_of(s)


def find_last(s: ListObject, match: Any) -> Any:
    true = test_of(match)
    for item in reversed(s.items):
        if true(item):
            return item
    return default_of(s)


def find_index(s: ListObject, match: Any) -> int:
    true = test_of(match)
    return next((i for i, item in enumerate(s.items) if true(item)), -1)


def find_last_index(s: ListObject, match: Any) -> int:
    true = test_of(match)
    return next((i for i in range(len(s.items) - 1, -1, -1) if true(s.items[i])), -1)


def find_all(s: ListObject, match: Any) -> ListObject:
    true = test_of(match)
    return like(s, [i for i in s.items if true(i)])


def for_each(s: ListObject, action: Any) -> None:
    version = s.version
    for item in list(s.items):
        action.call(item)
        if s.version != version:
            raise changed()


def convert_all(types: Any, items: list[Any], converter: Any) -> GenericList:
    return GenericList([converter.call(i) for i in items], (types[0].name,))


def walk(s: ListObject) -> Any:
    """Walks the items; a change meanwhile is an error."""
    version = s.version
    for item in s.items:
        yield item
        if s.version != version:
            raise changed()


def get_range(s: ListObject, index: int, count: int) -> ListObject:
    check_range(index, count, len(s.items))
    return like(s, s.items[index : index + count])


def sized(capacity: int, make: Any) -> Any:
    """Makes a list of a capacity, which only has to be one."""
    if capacity < 0:
        raise outside("capacity", f"capacity ('{capacity}') must be a non-negative value.")
    return make()


COMMON: dict[str, Any] = {
    "Count -> int": lambda s: len(s.items),
    "Clear() -> void": clear,
    "CopyTo(array array) -> void": lambda s, a: copy_into(s.items, a),
    "CopyTo(array array, int index) -> void": lambda s, a, i: copy_into(s.items, a, i),
    "GetEnumerator() -> System.Collections.IEnumerator": lambda s: Enumerator(walk(s)),
    "RemoveAt(int index) -> void": remove_at,
    "IsReadOnly -> bool": lambda s: False,
    "IsFixedSize -> bool": lambda s: False,
    "IsSynchronized -> bool": lambda s: False,
    "SyncRoot -> object": lambda s: s,
}

ARRAY_LIST: dict[str, Any] = {
    **COMMON,
    "new()": ArrayList,
    "new(int capacity)": lambda n: sized(n, ArrayList),
    "new(icollection c)": lambda c: ArrayList(items_of(c, "c")),
    "Capacity -> int": lambda s: max(4, len(s.items)),
    "Add(object value) -> int": add_index,
    "AddRange(icollection c) -> void": add_range,
    "BinarySearch(object value) -> int": lambda s, v: binary_search(s.items, v),
    "BinarySearch(object value, icomparer comparer) -> int": lambda s, v, c: binary_search(s.items, v, order_of(c)),
    "Clone() -> object": lambda s: ArrayList(s.items),
    "Contains(object item) -> bool": contains,
    "GetRange(int index, int count) -> System.Collections.ArrayList": get_range,
    "IndexOf(object value) -> int": index_of,
    "IndexOf(object value, int startIndex) -> int": index_of,
    "IndexOf(object value, int startIndex, int count) -> int": index_of,
    "Insert(int index, object value) -> void": insert,
    "InsertRange(int index, icollection c) -> void": insert_range,
    "LastIndexOf(object value) -> int": last_index_of,
    "Remove(object obj) -> void": remove,
    "RemoveRange(int index, int count) -> void": remove_range,
    "Reverse() -> void": reverse,
    "Reverse(int index, int count) -> void": reverse,
    "SetRange(int index, icollection c) -> void": lambda s, i, c: s.items.__setitem__(
        slice(i, i + len(items_of(c))), items_of(c)
    ),
    "Sort() -> void": sort,
    "Sort(icomparer comparer) -> void": sort,
    "Sort(int index, int count, icomparer comparer) -> void": sort_part,
    "ToArray() -> object[]": lambda s: list(s.items),
    "ToArray(type type) -> array": lambda s, t: typed_list(list(s.items), t.name),
    "TrimToSize() -> void": lambda s: None,
    "get_Item(int index) -> object": get_item,
    "set_Item(int index, object value) -> void": set_item,
    "static Synchronized(System.Collections.ArrayList list) -> System.Collections.ArrayList": maker(
        SyncArrayList, "list"
    ),
    "static ReadOnly(System.Collections.ArrayList list) -> System.Collections.ArrayList": maker(
        ReadOnlyArrayList, "list"
    ),
    "static FixedSize(System.Collections.ArrayList list) -> System.Collections.ArrayList": maker(
        FixedSizeArrayList, "list"
    ),
    "static Adapter(ilist list) -> System.Collections.ArrayList": lambda a: ArrayList(items_of(a)),
    "static Repeat(object value, int count) -> System.Collections.ArrayList": lambda v, n: ArrayList([v] * n),
}


def new_list(kind: NetType, values: Any = None) -> GenericList:
    return GenericList([] if values is None else items_of(values), meta_of(kind))


GENERIC: dict[str, Any] = {
    **COMMON,
    "new()": new_list,
    "new(int capacity)": lambda kind, n: sized(n, lambda: new_list(kind)),
    "new(IEnumerable[T] collection)": new_list,
    "Capacity -> int": lambda s: 0 if not s.items else max(4, 1 << (len(s.items) - 1).bit_length()),
    "Add(T item) -> void": add,
    "AddRange(IEnumerable[T] collection) -> void": add_range,
    "AsReadOnly() -> System.Collections.ObjectModel.ReadOnlyCollection[T]": lambda s: ReadOnlyCollection(
        s.items, s.meta
    ),
    "BinarySearch(T item) -> int": lambda s, v: binary_search(s.items, v),
    "BinarySearch(T item, IComparer[T] comparer) -> int": lambda s, v, c: binary_search(s.items, v, order_of(c)),
    "Contains(T item) -> bool": contains,
    "ConvertAll<TOutput>(Converter[T, TOutput] converter) -> object": lambda s, t, c: convert_all(t, s.items, c),
    "EnsureCapacity(int capacity) -> int": lambda s, n: max(n, len(s.items)),
    "Exists(Predicate[T] match) -> bool": lambda s, m: find_index(s, m) >= 0,
    "Find(Predicate[T] match) -> T": find,
    "FindAll(Predicate[T] match) -> System.Collections.Generic.List[T]": find_all,
    "FindIndex(Predicate[T] match) -> int": find_index,
    "FindLast(Predicate[T] match) -> T": find_last,
    "FindLastIndex(Predicate[T] match) -> int": find_last_index,
    "ForEach(Action[T] action) -> void": for_each,
    "GetRange(int index, int count) -> System.Collections.Generic.List[T]": get_range,
    "IndexOf(T item) -> int": index_of,
    "IndexOf(T item, int index) -> int": index_of,
    "IndexOf(T item, int index, int count) -> int": index_of,
    "Insert(int index, T item) -> void": insert,
    "InsertRange(int index, IEnumerable[T] collection) -> void": insert_range,
    "LastIndexOf(T item) -> int": last_index_of,
    "Remove(T item) -> bool": remove,
    "RemoveAll(Predicate[T] match) -> int": remove_all,
    "RemoveRange(int index, int count) -> void": remove_range,
    "Reverse() -> void": reverse,
    "Reverse(int index, int count) -> void": reverse,
    "Slice(int start, int length) -> System.Collections.Generic.List[T]": get_range,
    "Sort() -> void": sort,
    "Sort(IComparer[T] comparer) -> void": sort,
    "Sort(Comparison[T] comparison) -> void": sort,
    "Sort(int index, int count, IComparer[T] comparer) -> void": sort_part,
    "ToArray() -> T[]": to_array,
    "TrimExcess() -> void": lambda s: None,
    "TrueForAll(Predicate[T] match) -> bool": lambda s, m: all(to_bool(m.call(i)) for i in list(s.items)),
    "get_Item(int index) -> T": get_item,
    "set_Item(int index, T value) -> void": set_item,
}


def collection_members(cls: type) -> dict[str, Any]:
    """The members of Collection`1 and what derives from it."""
    names = ("Count", "Clear", "CopyTo", "GetEnumerator", "RemoveAt", "Contains", "IndexOf(T item) ", "Insert(", "Remove(",
             "Add(T", "get_Item", "set_Item")  # fmt: skip
    table = {k: v for k, v in GENERIC.items() if k.startswith(names)}
    table["new()"] = lambda kind: cls((), meta_of(kind))
    table["new(IList[T] list)"] = lambda kind, values: cls(items_of(values), meta_of(kind))
    return table


def _refuse(*_args: Any) -> Any:
    raise unsupported("Collection is read-only.")


def _read_only() -> dict[str, Any]:
    names = ("Count", "CopyTo", "GetEnumerator", "Contains", "IndexOf(T item) ", "get_Item")
    table = {k: v for k, v in GENERIC.items() if k.startswith(names)}
    table["new(IList[T] list)"] = lambda kind, values: ReadOnlyCollection(items_of(values), meta_of(kind))
    table["Add(T value) -> void"] = _refuse
    return table


_LIST = ["System.Collections.IList", "System.Collections.ICollection", "System.Collections.IEnumerable"]
_GENERIC = ["System.Collections.Generic.IList`1[T]", "System.Collections.Generic.IReadOnlyList`1[T]", *_LIST]

define("System.Collections.ArrayList", interfaces=[*_LIST, "System.ICloneable"], members=ARRAY_LIST, py=ArrayList)
define("System.Collections.Generic.List`1", interfaces=_GENERIC, members=GENERIC, parameters="T")
define(
    "System.Collections.ObjectModel.Collection`1",
    interfaces=_GENERIC,
    members=lambda: collection_members(Collection),
    parameters="T",
)
define(
    "System.Collections.ObjectModel.ObservableCollection`1",
    "System.Collections.ObjectModel.Collection`1[T]",
    members=lambda: collection_members(ObservableCollection),
    parameters="T",
)
define("System.Collections.ObjectModel.ReadOnlyCollection`1", interfaces=_GENERIC, members=_read_only, parameters="T")


def _strings() -> dict[str, Any]:
    table = {k.replace("T item", "string value"): v for k, v in GENERIC.items()
             if k.startswith(("Count", "Clear", "CopyTo", "GetEnumerator", "RemoveAt", "Contains", "Insert(", "Remove("))}  # fmt: skip
    table.update(
        {
            "new()": StringCollection,
            "Add(string value) -> int": add_index,
            "AddRange(string[] value) -> void": add_range,
            "IndexOf(string value) -> int": index_of,
            "get_Item(int index) -> string": get_item,
            "set_Item(int index, string value) -> void": set_item,
        }
    )
    return table


define("System.Collections.Specialized.StringCollection", interfaces=_LIST, members=_strings, py=StringCollection)
