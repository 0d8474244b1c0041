"""Dictionaries: Hashtable, OrderedDictionary, Dictionary`2, the sorted and the concurrent ones, their entries and views."""

from typing import Any

from perdure.interpreter.arrays import zero_of
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._compare import equal, order_of, rules_of
from perdure.interpreter.dotnet._faults import argument, index_outside, no_key, null, outside
from perdure.interpreter.dotnet._items import copy_into, entries_of, items_of, meta_of
from perdure.interpreter.dotnet.wrappers import maker
from perdure.interpreter.members_ets import add_members
from perdure.interpreter.typesys import NetType, Prop, define, find_type
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.collections import Dictionary, DictionaryEntry, Hashtable, OrderedDictionary
from perdure.interpreter.values.comparers import folds
from perdure.interpreter.values.generic import (
    GenericDictionary,
    GenericOrderedDictionary,
    GenericSortedList,
    KeyValuePair,
    MapView,
    SortedDictionary,
    SortedList,
    changed,
)
from perdure.interpreter.values.iterators import DictionaryEnumerator, Enumerator
from perdure.interpreter.values.ruled import RuledDictionary, RuledHashtable
from perdure.interpreter.values.wrappers import SyncHashtable, SyncSortedList


def check_key(key: Any) -> None:
    if key is None:
        raise null("key")


def add(t: Dictionary, key: Any, value: Any) -> None:
    """Adds an entry; a key that is there already is an ArgumentException."""
    check_key(key)
    if t.has(key):
        if "`2" in t.net and not isinstance(t, GenericSortedList):
            raise argument(f"An item with the same key has already been added. Key: {net_text(key)}")
        old = t.data[t.slot(key)][0]
        raise argument(
            f"Item has already been added. Key in dictionary: '{net_text(old)}'  Key being added: '{net_text(key)}'"
        )
    t.set(key, value)


def remove_quietly(t: Dictionary, key: Any) -> None:
    check_key(key)
    t.remove(key)


def remove(t: Dictionary, key: Any) -> bool:
    check_key(key)
    return t.remove(key)


def remove_out(t: Dictionary, key: Any, value: Reference) -> bool:
    check_key(key)
    found = t.has(key)
    value.set(t.get(key) if found else zero_value(t))
    t.remove(key)
    return found


def has(t: Dictionary, key: Any) -> bool:
    check_key(key)
    return t.has(key)


def has_value(t: Dictionary, value: Any) -> bool:
    return any(equal(v, value) for v in t.values())


def walk(t: Dictionary) -> Any:
    version = t.version
    for entry in entries_of(t):
        yield entry
        if t.version != version:
            raise changed()


def clone(t: Dictionary) -> Dictionary:
    made = Hashtable((), t.fold)
    made.data = dict(t.data)
    return made


def get_any(t: Dictionary, key: Any) -> Any:
    check_key(key)
    return t.get(key)


def set_any(t: Dictionary, key: Any, value: Any) -> None:
    check_key(key)
    t.set(key, value)


def get_known(t: Dictionary, key: Any) -> Any:
    """Gives a typed dictionary's item; KeyNotFoundException without."""
    check_key(key)
    pair = t.data.get(t.slot(key))
    if pair is None:
        raise no_key(net_text(key))
    return pair[1]


def zero_value(t: Dictionary) -> Any:
    kind = find_type(t.meta[-1]) if isinstance(t.meta, tuple) else None
    return None if kind is None else zero_of(kind)


def try_get(t: Dictionary, key: Any, value: Reference) -> bool:
    check_key(key)
    pair = t.data.get(t.slot(key))
    value.set(zero_value(t) if pair is None else pair[1])
    return pair is not None


def try_add(t: Dictionary, key: Any, value: Any) -> bool:
    check_key(key)
    if t.has(key):
        return False
    t.set(key, value)
    return True


def at(t: Dictionary, index: int) -> tuple[Any, Any]:
    pairs = t.items()
    if not 0 <= index < len(pairs):
        raise index_outside()
    return pairs[index]


def insert_at(t: Dictionary, index: int, key: Any, value: Any) -> None:
    if not 0 <= index <= len(t.data):
        raise outside("index")
    if t.has(key):
        raise argument(f"Item has already been added. Key in dictionary: '{net_text(key)}'  Key being added: '{net_text(key)}'")  # fmt: skip
    pairs = list(t.data.items())
    pairs.insert(index, (t.slot(key), (key, value)))
    t.data = dict(pairs)
    t.version += 1


def remove_at(t: Dictionary, index: int) -> None:
    t.remove(at(t, index)[0])


def set_at(t: Dictionary, index: int, value: Any) -> None:
    key = at(t, index)[0]
    t.set(key, value)


def index_of_key(t: Dictionary, key: Any) -> int:
    slot = t.slot(key)
    for i, k in enumerate(t.keys()):
        if t.slot(k) == slot:
            return i
    return -1


def index_of_value(t: Dictionary, value: Any) -> int:
    return next((i for i, v in enumerate(t.values()) if equal(v, value)), -1)


COMMON: dict[str, Any] = {
    "Count -> int": len,
    "Keys -> icollection": lambda t: MapView(t, "keys"),
    "Values -> icollection": lambda t: MapView(t, "values"),
    "IsReadOnly -> bool": lambda t: False,
    "IsFixedSize -> bool": lambda t: False,
    "IsSynchronized -> bool": lambda t: False,
    "SyncRoot -> object": lambda t: t,
    "Clear() -> void": lambda t: t.clear(),
    "CopyTo(array array, int index) -> void": lambda t, a, i: copy_into(entries_of(t), a, i),
    "GetEnumerator() -> System.Collections.IDictionaryEnumerator": lambda t: DictionaryEnumerator(walk(t)),
}

PLAIN: dict[str, Any] = {
    **COMMON,
    "Add(object key, object value) -> void": add,
    "Contains(object key) -> bool": has,
    "Remove(object key) -> void": remove_quietly,
    "get_Item(object key) -> object": get_any,
    "set_Item(object key, object value) -> void": set_any,
}


def new_table(source: Dictionary | None = None, comparer: Any = None) -> Hashtable:
    rules = rules_of(comparer)
    if rules is not None:
        return RuledHashtable(rules, [] if source is None else source.items())
    return Hashtable([] if source is None else source.items(), folds(comparer))


HASHTABLE: dict[str, Any] = {
    **PLAIN,
    "new()": new_table,
    "new(int capacity)": lambda n: new_table(),
    "new(idictionary d)": new_table,
    "new(iequalitycomparer equalityComparer)": lambda c: new_table(None, c),
    "new(int capacity, iequalitycomparer equalityComparer)": lambda n, c: new_table(None, c),
    "new(idictionary d, iequalitycomparer equalityComparer)": new_table,
    "Clone() -> object": clone,
    "ContainsKey(object key) -> bool": has,
    "ContainsValue(object value) -> bool": has_value,
    "static Synchronized(hashtable table) -> hashtable": maker(SyncHashtable, "table"),
}

ORDERED: dict[str, Any] = {
    **PLAIN,
    "new()": lambda: OrderedDictionary((), False),
    "new(int capacity)": lambda n: OrderedDictionary((), False),
    "new(iequalitycomparer comparer)": lambda c: OrderedDictionary((), folds(c)),
    "new(int capacity, iequalitycomparer comparer)": lambda n, c: OrderedDictionary((), folds(c)),
    "AsReadOnly() -> object": lambda t: t,
    "Insert(int index, object key, object value) -> void": insert_at,
    "RemoveAt(int index) -> void": remove_at,
    "get_Item(int index) -> object": lambda t, i: at(t, i)[1],
    "set_Item(int index, object value) -> void": set_at,
}
_FACES = ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"]

define("System.Collections.Hashtable", interfaces=[*_FACES, "System.ICloneable"], members=HASHTABLE, py=Hashtable)
define("System.Collections.Specialized.OrderedDictionary",
       interfaces=["System.Collections.Specialized.IOrderedDictionary", *_FACES], members=ORDERED,
       py=OrderedDictionary)  # fmt: skip
define(
    "System.Collections.DictionaryEntry",
    "System.ValueType",
    kind="struct",
    members={
        "new()": lambda: DictionaryEntry(None, None),
        "new(object key, object value)": DictionaryEntry,
        "Key": Prop(lambda e: e.key, lambda e, v: setattr(e, "key", v)),
        "Value": Prop(lambda e: e.value, lambda e, v: setattr(e, "value", v)),
        "ToString() -> string": lambda e: f"[{net_text(e.key)}, {net_text(e.value)}]",
    },
    py=DictionaryEntry,
).zero = lambda: DictionaryEntry(None, None)
define(
    "System.Collections.Generic.KeyValuePair`2",
    "System.ValueType",
    kind="struct",
    members={
        "new(TKey key, TValue value)": lambda kind, k, v: KeyValuePair(k, v, meta_of(kind)),
        "Key -> TKey": lambda e: e.key,
        "Value -> TValue": lambda e: e.value,
        "ToString() -> string": lambda e: f"[{net_text(e.key)}, {net_text(e.value)}]",
    },
    parameters="TKey TValue",
)


# ---- typed dictionaries -------------------------------------------------------------------------------------------------


def fill(made: Dictionary, source: Any) -> Any:
    """Puts the entries of a dictionary or a sequence of pairs in."""
    if isinstance(source, Dictionary):
        for key, value in source.items():
            add(made, key, value)
    elif source is not None:
        for pair in items_of(source):
            add(made, pair.key, pair.value)
    return made


def new_typed(kind: NetType, source: Any = None, comparer: Any = None) -> GenericDictionary:
    rules = rules_of(comparer)
    if rules is not None:
        return fill(RuledDictionary(rules, meta_of(kind), comparer), source)  # type: ignore[no-any-return]
    return fill(GenericDictionary(meta_of(kind), folds(comparer), comparer), source)  # type: ignore[no-any-return]


TYPED: dict[str, Any] = {
    **{key: value for key, value in COMMON.items() if not key.startswith("GetEnumerator")},
    "Comparer -> IEqualityComparer[TKey]": lambda t: t.comparer,
    "Add(TKey key, TValue value) -> void": add,
    "ContainsKey(TKey key) -> bool": has,
    "ContainsValue(TValue value) -> bool": has_value,
    "EnsureCapacity(int capacity) -> int": lambda t, n: max(n, len(t)),
    "GetEnumerator() -> System.Collections.IEnumerator": lambda t: Enumerator(walk(t)),
    "Remove(TKey key) -> bool": remove,
    "Remove(TKey key, out TValue value) -> bool": remove_out,
    "TryAdd(TKey key, TValue value) -> bool": try_add,
    "TryGetValue(TKey key, out TValue value) -> bool": try_get,
    "get_Item(TKey key) -> TValue": get_known,
    "set_Item(TKey key, TValue value) -> void": set_any,
}
_TYPED_FACES = ["System.Collections.Generic.IDictionary`2[TKey,TValue]",
                "System.Collections.Generic.IReadOnlyDictionary`2[TKey,TValue]", *_FACES]  # fmt: skip
_EQ = "IEqualityComparer[TKey] comparer"


def _constructors(make: Any) -> dict[str, Any]:
    return {
        "new()": make,
        "new(int capacity)": lambda kind, n: make(kind),
        "new(IDictionary[TKey, TValue] dictionary)": make,
        f"new({_EQ})": lambda kind, c: make(kind, None, c),
        f"new(int capacity, {_EQ})": lambda kind, n, c: make(kind, None, c),
        f"new(IDictionary[TKey, TValue] dictionary, {_EQ})": make,
    }


define("System.Collections.Generic.Dictionary`2", interfaces=_TYPED_FACES, parameters="TKey TValue",
       members={**TYPED, **_constructors(new_typed)})  # fmt: skip


def _new_ordered(kind: NetType, source: Any = None, comparer: Any = None) -> Any:
    return fill(GenericOrderedDictionary(meta_of(kind), folds(comparer), comparer), source)


define(
    "System.Collections.Generic.OrderedDictionary`2",
    interfaces=_TYPED_FACES,
    parameters="TKey TValue",
    members={
        **TYPED,
        **_constructors(_new_ordered),
        "GetAt(int index) -> object": lambda t, i: KeyValuePair(*at(t, i), t.meta),
        "IndexOf(TKey key) -> int": index_of_key,
        "Insert(int index, TKey key, TValue value) -> void": insert_at,
        "RemoveAt(int index) -> void": remove_at,
        "SetAt(int index, TValue value) -> void": set_at,
    },
)


def _sorted_maker(cls: Any) -> Any:
    def make(kind: NetType, source: Any = None, comparer: Any = None) -> Any:
        return fill(cls(meta_of(kind), order_of(comparer), comparer, folds(comparer)), source)

    return make


_CMP = "IComparer[TKey] comparer"


def _sorted_constructors(make: Any) -> dict[str, Any]:
    return {
        "new()": make,
        f"new({_CMP})": lambda kind, c: make(kind, None, c),
        "new(IDictionary[TKey, TValue] dictionary)": make,
        f"new(IDictionary[TKey, TValue] dictionary, {_CMP})": make,
    }


_BY_POSITION: dict[str, Any] = {
    "GetKeyAtIndex(int index) -> TKey": lambda t, i: at(t, i)[0],
    "GetValueAtIndex(int index) -> TValue": lambda t, i: at(t, i)[1],
    "IndexOfKey(TKey key) -> int": index_of_key,
    "IndexOfValue(TValue value) -> int": lambda t, v: next((i for i, x in enumerate(t.values()) if equal(x, v)), -1),
    "RemoveAt(int index) -> void": remove_at,
}
define("System.Collections.Generic.SortedDictionary`2", interfaces=_TYPED_FACES, parameters="TKey TValue",
       members={**TYPED, **_sorted_constructors(_sorted_maker(SortedDictionary))})  # fmt: skip
define("System.Collections.Generic.SortedList`2", interfaces=_TYPED_FACES, parameters="TKey TValue",
       members={**TYPED, **_BY_POSITION, **_sorted_constructors(_sorted_maker(GenericSortedList))})  # fmt: skip


def _sorted_list(source: Any = None, comparer: Any = None) -> SortedList:
    return fill(SortedList(None, order_of(comparer), comparer, folds(comparer)), source)  # type: ignore[no-any-return]


define(
    "System.Collections.SortedList",
    interfaces=[*_FACES, "System.ICloneable"],
    members={
        **PLAIN,
        "new()": _sorted_list,
        "new(int initialCapacity)": lambda n: _sorted_list(),
        "new(icomparer comparer)": lambda c: _sorted_list(None, c),
        "new(idictionary d)": _sorted_list,
        "ContainsKey(object key) -> bool": has,
        "ContainsValue(object value) -> bool": has_value,
        "GetByIndex(int index) -> object": lambda t, i: at(t, i)[1],
        "GetKey(int index) -> object": lambda t, i: at(t, i)[0],
        "GetKeyList() -> ilist": lambda t: t.keys(),
        "GetValueList() -> ilist": lambda t: t.values(),
        "IndexOfKey(object key) -> int": index_of_key,
        "RemoveAt(int index) -> void": remove_at,
        "SetByIndex(int index, object value) -> void": set_at,
        "IndexOfValue(object value) -> int": index_of_value,
        "Clone() -> object": lambda t: _sorted_list(t, t.comparer),
        "Capacity -> int": lambda t: max(16, len(t)),
        "TrimToSize() -> void": lambda t: None,
        "static Synchronized(System.Collections.SortedList list) -> System.Collections.SortedList": maker(
            SyncSortedList, "list"
        ),
    },
    py=SortedList,
)

add_members("System.Collections.DictionaryEntry", {"Name": "Key"})
