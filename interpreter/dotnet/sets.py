"""HashSet`1 and SortedSet`1."""

from typing import Any

from perdure.interpreter.dotnet._compare import order_of, rules_of
from perdure.interpreter.dotnet._items import copy_into, items_of, meta_of, typed_list
from perdure.interpreter.dotnet.array import test_of
from perdure.interpreter.typesys import NetType, define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.comparers import folds
from perdure.interpreter.values.generic import HashSet, SetObject, SortedSet
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.values.ruled import RuledSet


def _slots(s: SetObject, other: Any) -> set[Any]:
    return {s.slot(i) for i in items_of(other, "other")}


def union(s: SetObject, other: Any) -> None:
    for item in items_of(other, "other"):
        s.add(item)


def keep(s: SetObject, slots: set[Any]) -> None:
    s.data = {k: v for k, v in s.data.items() if k in slots}
    s.version += 1


def intersect(s: SetObject, other: Any) -> None:
    keep(s, _slots(s, other))


def subtract(s: SetObject, other: Any) -> None:
    for item in items_of(other, "other"):
        s.discard(item)


def symmetric(s: SetObject, other: Any) -> None:
    items = {s.slot(i): i for i in items_of(other, "other")}
    for slot, item in items.items():
        if slot in s.data:
            del s.data[slot]
        else:
            s.data[slot] = item
    s.version += 1


def remove_where(s: SetObject, match: Any) -> int:
    true = test_of(match)
    gone = [i for i in s.items() if true(i)]
    for item in gone:
        s.discard(item)
    return len(gone)


def try_get(s: SetObject, wanted: Any, actual: Reference) -> bool:
    slot = s.slot(wanted)
    actual.set(s.data.get(slot))
    return slot in s.data


def clear(s: SetObject) -> None:
    s.data.clear()
    s.version += 1


def _seq(word: str = "other") -> str:
    return f"IEnumerable[T] {word}"


COMMON: dict[str, Any] = {
    "Count -> int": len,
    "Comparer -> object": lambda s: s.comparer,
    "Add(T item) -> bool": lambda s, v: s.add(v),
    "Clear() -> void": clear,
    "Contains(T item) -> bool": lambda s, v: s.has(v),
    "CopyTo(T[] array) -> void": lambda s, a: copy_into(s.items(), a),
    "CopyTo(T[] array, int arrayIndex) -> void": lambda s, a, i: copy_into(s.items(), a, i),
    f"ExceptWith({_seq()}) -> void": subtract,
    "GetEnumerator() -> System.Collections.IEnumerator": lambda s: Enumerator(s.net_enumerate()),
    f"IntersectWith({_seq()}) -> void": intersect,
    f"IsProperSubsetOf({_seq()}) -> bool": lambda s, o: set(s.data) < _slots(s, o),
    f"IsProperSupersetOf({_seq()}) -> bool": lambda s, o: set(s.data) > _slots(s, o),
    f"IsSubsetOf({_seq()}) -> bool": lambda s, o: set(s.data) <= _slots(s, o),
    f"IsSupersetOf({_seq()}) -> bool": lambda s, o: set(s.data) >= _slots(s, o),
    f"Overlaps({_seq()}) -> bool": lambda s, o: bool(set(s.data) & _slots(s, o)),
    "Remove(T item) -> bool": lambda s, v: s.discard(v),
    "RemoveWhere(Predicate[T] match) -> int": remove_where,
    f"SetEquals({_seq()}) -> bool": lambda s, o: set(s.data) == _slots(s, o),
    f"SymmetricExceptWith({_seq()}) -> void": symmetric,
    "TryGetValue(T equalValue, out T actualValue) -> bool": try_get,
    f"UnionWith({_seq()}) -> void": union,
    "TrimExcess() -> void": lambda s: None,
    "EnsureCapacity(int capacity) -> int": lambda s, n: max(n, len(s)),
}


def new_hash_set(kind: NetType, values: Any = None, comparer: Any = None) -> HashSet:
    rules = rules_of(comparer)
    if rules is not None:
        return RuledSet(rules, [] if values is None else items_of(values), meta_of(kind), comparer)
    return HashSet([] if values is None else items_of(values), meta_of(kind), folds(comparer), comparer)


def new_sorted_set(kind: NetType, values: Any = None, comparer: Any = None) -> SortedSet:
    made = SortedSet(order_of(comparer), meta_of(kind), comparer, folds(comparer))
    for value in [] if values is None else items_of(values):
        made.add(value)
    return made


def _makers(make: Any, compares: str) -> dict[str, Any]:
    return {
        "new()": make,
        "new(int capacity)": lambda kind, n: make(kind),
        f"new({_seq('collection')})": make,
        f"new({compares})": lambda kind, c: make(kind, None, c),
        f"new({_seq('collection')}, {compares})": make,
    }


def between(s: SortedSet, low: Any, high: Any) -> SortedSet:
    made = SortedSet(s.order, s.meta, s.comparer, s.fold)
    for item in s.items():
        if s.order(item, low) >= 0 and s.order(item, high) <= 0:
            made.add(item)
    return made


_FACES = ["System.Collections.Generic.ISet`1[T]", "System.Collections.Generic.IReadOnlySet`1[T]",
          "System.Collections.IEnumerable"]  # fmt: skip
define("System.Collections.Generic.HashSet`1", interfaces=_FACES, parameters="T",
       members={**COMMON, **_makers(new_hash_set, "IEqualityComparer[T] comparer")})  # fmt: skip
define(
    "System.Collections.Generic.SortedSet`1",
    interfaces=[*_FACES, "System.Collections.ICollection"],
    parameters="T",
    members={
        **COMMON,
        **{k: v for k, v in _makers(new_sorted_set, "IComparer[T] comparer").items() if "capacity" not in k},
        "Max -> T": lambda s: s.items()[-1] if s.data else None,
        "Min -> T": lambda s: s.items()[0] if s.data else None,
        "GetViewBetween(T lowerValue, T upperValue) -> object": between,
        "Reverse() -> object": lambda s: typed_list(s.items()[::-1], s.meta[0]),
    },
)
