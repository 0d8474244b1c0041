"""Concurrent collections. Python's own list and dictionary operations are atomic; what takes two steps takes the lock."""

from threading import RLock
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import invalid
from perdure.interpreter.dotnet._items import items_of, meta_of
from perdure.interpreter.dotnet.dictionaries import COMMON as MAP
from perdure.interpreter.dotnet.dictionaries import fill, get_known, has, remove_out, set_any, try_add, try_get, walk
from perdure.interpreter.dotnet.lines import COMMON as LINE
from perdure.interpreter.dotnet.lines import array_of, first, last, put, take_first, take_last, try_out
from perdure.interpreter.dotnet.threading import seconds_of
from perdure.interpreter.typesys import NetType, define
from perdure.interpreter.values.comparers import folds
from perdure.interpreter.values.generic import ConcurrentBag, ConcurrentDictionary, ConcurrentQueue, ConcurrentStack
from perdure.interpreter.values.iterators import Enumerator, Sequence
from perdure.interpreter.values.sync import CHANGED, wait_for

LOCK = RLock()  # shared by all: each step is short


def _locked(call: Any) -> Any:
    def run(*args: Any) -> Any:
        with LOCK:
            return call(*args)

    return run


def new_map(kind: NetType, source: Any = None, comparer: Any = None) -> ConcurrentDictionary:
    return fill(ConcurrentDictionary(meta_of(kind), folds(comparer), comparer), source)  # type: ignore[no-any-return]


def get_or_add(t: ConcurrentDictionary, key: Any, value: Any) -> Any:
    with LOCK:
        if not t.has(key):
            t.set(key, value)
        return t.get(key)


def get_or_make(t: ConcurrentDictionary, key: Any, make: Any) -> Any:
    """Gives the value, made by a delegate when there is none (outside of the lock, as .NET does)."""
    if t.has(key):
        return t.get(key)
    return get_or_add(t, key, make.call(key))


def add_or_update(t: ConcurrentDictionary, key: Any, value: Any, update: Any) -> Any:
    with LOCK:
        made = update.call(key, t.get(key)) if t.has(key) else value
        t.set(key, made)
        return made


def add_or_update_by(t: ConcurrentDictionary, key: Any, make: Any, update: Any) -> Any:
    with LOCK:
        made = update.call(key, t.get(key)) if t.has(key) else make.call(key)
        t.set(key, made)
        return made


def try_update(t: ConcurrentDictionary, key: Any, value: Any, old: Any) -> bool:
    with LOCK:
        if not t.has(key) or not equal(t.get(key), old):
            return False
        t.set(key, value)
        return True


_EQ = "IEqualityComparer[TKey] comparer"
_DICT = ["System.Collections.Generic.IDictionary`2[TKey,TValue]",
         "System.Collections.Generic.IReadOnlyDictionary`2[TKey,TValue]", "System.Collections.IDictionary",
         "System.Collections.ICollection", "System.Collections.IEnumerable"]  # fmt: skip
define(
    "System.Collections.Concurrent.ConcurrentDictionary`2",
    interfaces=_DICT,
    parameters="TKey TValue",
    members={
        **{key: value for key, value in MAP.items() if not key.startswith("GetEnumerator")},
        "new()": new_map,
        "new(int concurrencyLevel, int capacity)": lambda kind, a, b: new_map(kind),
        "new(System.Collections.Generic.IEnumerable[KeyValuePair[TKey, TValue]] collection)": new_map,
        f"new({_EQ})": lambda kind, c: new_map(kind, None, c),
        f"new(int concurrencyLevel, int capacity, {_EQ})": lambda kind, a, b, c: new_map(kind, None, c),
        "IsEmpty -> bool": lambda t: not t.data,
        "AddOrUpdate(TKey key, Func[TKey, TValue] addValueFactory, Func[TKey, TValue, TValue] updateValueFactory) -> TValue": (
            add_or_update_by
        ),
        "AddOrUpdate(TKey key, TValue addValue, Func[TKey, TValue, TValue] updateValueFactory) -> TValue": add_or_update,
        "ContainsKey(TKey key) -> bool": has,
        "GetEnumerator() -> System.Collections.IEnumerator": lambda t: Enumerator(list(walk(t))),
        "GetOrAdd(TKey key, Func[TKey, TValue] valueFactory) -> TValue": get_or_make,
        "GetOrAdd(TKey key, TValue value) -> TValue": get_or_add,
        "ToArray() -> object[]": lambda t: list(walk(t)),
        "TryAdd(TKey key, TValue value) -> bool": _locked(try_add),
        "TryGetValue(TKey key, out TValue value) -> bool": try_get,
        "TryRemove(TKey key, out TValue value) -> bool": _locked(remove_out),
        "TryUpdate(TKey key, TValue newValue, TValue comparisonValue) -> bool": try_update,
        "get_Item(TKey key) -> TValue": get_known,
        "set_Item(TKey key, TValue value) -> void": set_any,
    },
)


def try_put(s: Any, value: Any) -> bool:
    put(s, value)
    return True


def _line(cls: Any) -> dict[str, Any]:
    table = {k: v for k, v in LINE.items() if not k.startswith(("TrimExcess", "EnsureCapacity", "Clone"))}
    return {
        **table,
        "new()": lambda kind: cls((), meta_of(kind)),
        "new(IEnumerable[T] collection)": lambda kind, c: cls(items_of(c), meta_of(kind)),
        "IsEmpty -> bool": lambda s: not s.items,
        "ToArray() -> T[]": array_of,
        "TryAdd(T item) -> bool": try_put,
    }


_FACES = ["System.Collections.Concurrent.IProducerConsumerCollection`1[T]",
          "System.Collections.Generic.IReadOnlyCollection`1[T]", "System.Collections.ICollection",
          "System.Collections.IEnumerable"]  # fmt: skip
define("System.Collections.Concurrent.IProducerConsumerCollection`1", None, kind="interface", parameters="T")
define("System.Collections.Concurrent.ConcurrentQueue`1", interfaces=_FACES, parameters="T", members={
    **_line(ConcurrentQueue),
    "Enqueue(T item) -> void": put,
    "TryDequeue(out T result) -> bool": _locked(try_out(take_first)),
    "TryPeek(out T result) -> bool": _locked(try_out(first)),
})  # fmt: skip


def push_range(s: Any, items: Any, start: int = 0, count: int | None = None) -> None:
    for value in items_of(items)[start : None if count is None else start + count]:
        put(s, value)


define("System.Collections.Concurrent.ConcurrentStack`1", interfaces=_FACES, parameters="T", members={
    **_line(ConcurrentStack),
    "Push(T item) -> void": put,
    "PushRange(T[] items) -> void": push_range,
    "PushRange(T[] items, int startIndex, int count) -> void": push_range,
    "TryPop(out T result) -> bool": _locked(try_out(take_last)),
    "TryPeek(out T result) -> bool": _locked(try_out(last)),
})  # fmt: skip
define("System.Collections.Concurrent.ConcurrentBag`1", interfaces=_FACES, parameters="T", members={
    **_line(ConcurrentBag),
    "Add(T item) -> void": put,
    "TryTake(out T result) -> bool": _locked(try_out(take_last)),
    "TryPeek(out T result) -> bool": _locked(try_out(last)),
})  # fmt: skip


# ---- BlockingCollection ---------------------------------------------------------------------------------------------------


class BlockingCollection(ConcurrentQueue):
    """System.Collections.Concurrent.BlockingCollection`1: `bound` how many it takes, `closed` = no more will come."""

    __slots__ = ("bound", "closed")
    net = "System.Collections.Concurrent.BlockingCollection`1"

    def __init__(self, meta: Any, bound: int = -1) -> None:
        super().__init__((), meta)
        self.bound, self.closed = bound, False


def blocking(kind: NetType, bound: Any = -1, size: int | None = None) -> BlockingCollection:
    if isinstance(bound, int):
        return BlockingCollection(meta_of(kind), bound)
    made = BlockingCollection(meta_of(kind), -1 if size is None else size)
    made.items = items_of(bound)
    return made


def offer(c: BlockingCollection, value: Any, limit: Any = None) -> bool:
    if c.closed:
        raise invalid("The collection has been marked as complete with regards to additions.")

    def ready() -> bool:
        if 0 <= c.bound <= len(c.items):
            return False
        put(c, value)
        CHANGED.notify_all()
        return True

    return wait_for(ready, seconds_of(limit), current().host)


def fetch(c: BlockingCollection, limit: Any = None) -> tuple[bool, Any]:
    found: list[Any] = []

    def ready() -> bool:
        if c.items:
            found.append(c.items.pop(0))
            CHANGED.notify_all()
            return True
        return c.closed

    wait_for(ready, seconds_of(limit), current().host)
    return (True, found[0]) if found else (False, None)


def take(c: BlockingCollection) -> Any:
    good, value = fetch(c)
    if not good:
        raise invalid("The collection argument is empty and has been marked as complete with regards to additions.")
    return value


def try_take(c: BlockingCollection, item: Any, limit: Any = 0) -> bool:
    good, value = fetch(c, limit)
    item.set(value)
    return good


def close(c: BlockingCollection) -> None:
    with CHANGED:
        c.closed = True
        CHANGED.notify_all()


def consuming(c: BlockingCollection) -> Any:
    def walk() -> Any:
        while True:
            good, value = fetch(c)
            if not good:
                return
            yield value

    return Sequence(walk, c.meta[0])


define("System.Collections.Concurrent.BlockingCollection`1", interfaces=["System.IDisposable", *_FACES[1:]],
       parameters="T", members={
    **{k: v for k, v in LINE.items() if k.startswith(("Count", "CopyTo", "GetEnumerator"))},
    "new()": blocking,
    "new(int boundedCapacity)": blocking,
    "new(System.Collections.Concurrent.IProducerConsumerCollection[T] collection)": blocking,
    "new(System.Collections.Concurrent.IProducerConsumerCollection[T] collection, int boundedCapacity)": blocking,
    "BoundedCapacity -> int": lambda c: c.bound,
    "IsAddingCompleted -> bool": lambda c: c.closed,
    "IsCompleted -> bool": lambda c: c.closed and not c.items,
    "Add(T item) -> void": offer,
    "CompleteAdding() -> void": close,
    "GetConsumingEnumerable() -> object": consuming,
    "Take() -> T": take,
    "ToArray() -> T[]": array_of,
    "TryAdd(T item) -> bool": lambda c, v: offer(c, v, 0),
    "TryAdd(T item, int millisecondsTimeout) -> bool": offer,
    "TryTake(out T item) -> bool": try_take,
    "TryTake(out T item, int millisecondsTimeout) -> bool": try_take,
    "TryTake(out T item, timespan timeout) -> bool": try_take,
    "Dispose() -> void": lambda c: None,
})  # fmt: skip
