"""Generic and specialised collections: dictionaries, sets, stacks, queues, linked and sorted ones, concurrent ones.

`meta` holds the full names of the type arguments. What is thread-safe in .NET needs no lock here: a script's thread
changes values under the interpreter's own lock. Members are declared in dotnet/.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cmp_to_key
from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Dictionary, ListObject

# ---- lists -----------------------------------------------------------------------------------------------------------


class Collection(ListObject):
    """System.Collections.ObjectModel.Collection`1."""

    __slots__ = ()
    net = "System.Collections.ObjectModel.Collection`1"


class ObservableCollection(ListObject):
    __slots__ = ()
    net = "System.Collections.ObjectModel.ObservableCollection`1"


class ReadOnlyCollection(ListObject):
    __slots__ = ()
    net = "System.Collections.ObjectModel.ReadOnlyCollection`1"


class StringCollection(ListObject):
    __slots__ = ()
    net = "System.Collections.Specialized.StringCollection"


class PSObjectCollection(ListObject):
    """System.Management.Automation.PSDataCollection`1."""

    __slots__ = ()
    net = "System.Management.Automation.PSDataCollection`1"


class NotAList(ListObject):
    """The base of collections that are enumerated but have no index."""

    __slots__ = ()
    is_list = False


class Stack(NotAList):
    """System.Collections.Stack: `items` has the top at its end; it is enumerated from the top."""

    __slots__ = ()
    net = "System.Collections.Stack"

    def net_enumerate(self) -> list[Any]:
        return self.items[::-1]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items[::-1])


class GenericStack(Stack):
    __slots__ = ()
    net = "System.Collections.Generic.Stack`1"


class ConcurrentStack(Stack):
    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentStack`1"


class ConcurrentBag(Stack):
    """System.Collections.Concurrent.ConcurrentBag`1: one thread gets back last what it put in first."""

    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentBag`1"


class Queue(NotAList):
    __slots__ = ()
    net = "System.Collections.Queue"


class GenericQueue(Queue):
    __slots__ = ()
    net = "System.Collections.Generic.Queue`1"


class ConcurrentQueue(Queue):
    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentQueue`1"


class BlockingCollection(Queue):
    __slots__ = ()
    net = "System.Collections.Concurrent.BlockingCollection`1"


class LinkedList(NotAList):
    __slots__ = ()
    net = "System.Collections.Generic.LinkedList`1"


class BitArray(NotAList):
    __slots__ = ()
    net = "System.Collections.BitArray"


class PriorityQueue(NetObject):
    """System.Collections.Generic.PriorityQueue`2: `items` are (priority, number, element) in order of entry."""

    __slots__ = ("items", "meta", "version", "number", "compare")
    net = "System.Collections.Generic.PriorityQueue`2"

    def __init__(self, meta: Any = None, compare: Callable[[Any, Any], int] | None = None) -> None:
        self.items: list[tuple[Any, int, Any]] = []
        self.meta, self.version, self.number = meta, 0, 0
        self.compare = compare

    def add(self, element: Any, priority: Any) -> None:
        self.version += 1
        self.number += 1
        self.items.append((priority, self.number, element))

    def take(self, remove: bool) -> tuple[Any, Any]:
        """Gives the element of least priority, and that priority. Raises IndexError when empty."""
        compare = self.compare or default_compare
        if not self.items:
            raise IndexError

        def order(a: Any, b: Any) -> int:
            return compare(a[0], b[0]) or int(a[1] - b[1])

        best = min(self.items, key=cmp_to_key(order))
        if remove:
            self.version += 1
            self.items.remove(best)
        return best[2], best[0]

    def __len__(self) -> int:
        return len(self.items)


def default_compare(left: Any, right: Any) -> int:
    """Gives Comparer.Default: strings by culture with case, other values by their order."""
    from perdure.interpreter.operators_compare import compare

    return compare(left, right, False)


# ---- sets ------------------------------------------------------------------------------------------------------------


class HashSet(NetObject):
    """System.Collections.Generic.HashSet`1; `fold`: text is found without regard to case."""

    __slots__ = ("data", "meta", "version", "fold")
    net = "System.Collections.Generic.HashSet`1"
    data: dict[Any, Any]

    def __init__(self, items: Iterable[Any] = (), meta: Any = None, fold: bool = False) -> None:
        self.data = {}
        self.meta, self.version, self.fold = meta, 0, fold
        for item in items:
            self.add(item)

    def slot(self, item: Any) -> Any:
        if isinstance(item, str):
            return item.lower() if self.fold else str(item)
        return _slots.slot(item)

    def add(self, item: Any) -> bool:
        """Adds an item; tells whether it was new."""
        slot = self.slot(item)
        if slot in self.data:
            return False
        self.data[slot] = item
        self.version += 1
        return True

    def remove(self, item: Any) -> bool:
        self.version += 1
        return self.data.pop(self.slot(item), _slots) is not _slots

    def has(self, item: Any) -> bool:
        return self.slot(item) in self.data

    def clear(self) -> None:
        self.version += 1
        self.data.clear()

    def net_enumerate(self) -> list[Any]:
        return list(self.data.values())

    def __len__(self) -> int:
        return len(self.data)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.net_enumerate())


class SortedSet(HashSet):
    """System.Collections.Generic.SortedSet`1."""

    __slots__ = ("compare",)
    net = "System.Collections.Generic.SortedSet`1"
    compare: Callable[[Any, Any], int] | None

    def __init__(
        self,
        items: Iterable[Any] = (),
        meta: Any = None,
        fold: bool = False,
        compare: Callable[[Any, Any], int] | None = None,
    ) -> None:
        self.compare = compare
        super().__init__(items, meta, fold)

    def net_enumerate(self) -> list[Any]:
        return sorted(self.data.values(), key=cmp_to_key(self.compare or default_compare))


_slots = Dictionary()


# ---- dictionaries ------------------------------------------------------------------------------------------------------


class KeyValuePair(NetObject):
    """System.Collections.Generic.KeyValuePair`2."""

    __slots__ = ("key", "value", "meta")
    net = "System.Collections.Generic.KeyValuePair`2"

    def __init__(self, key: Any, value: Any, meta: Any = None) -> None:
        self.key, self.value, self.meta = key, value, meta

    def __str__(self) -> str:
        from perdure.interpreter.convert_text import net_text

        return f"[{net_text(self.key)}, {net_text(self.value)}]"

    def __eq__(self, other: object) -> bool:
        return type(other) is KeyValuePair and other.key == self.key and other.value == self.value

    def __hash__(self) -> int:
        return hash(("KeyValuePair", str(self.key)))


class GenericDictionary(Dictionary):
    """System.Collections.Generic.Dictionary`2: text keys keep their case unless a comparer says otherwise (`fold`)."""

    __slots__ = ()
    net = "System.Collections.Generic.Dictionary`2"

    def __init__(self, items: Iterable[tuple[Any, Any]] = (), meta: Any = None, fold: bool = False) -> None:
        super().__init__(items, fold)
        self.meta = meta


class ConcurrentDictionary(GenericDictionary):
    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentDictionary`2"


class ReadOnlyDictionary(GenericDictionary):
    __slots__ = ()
    net = "System.Collections.ObjectModel.ReadOnlyDictionary`2"


class _Sorted(GenericDictionary):
    """A dictionary kept in the order of its keys; sorted when it is read after a new key came."""

    __slots__ = ("compare", "sorted_at")
    compare: Callable[[Any, Any], int] | None

    def __init__(self, items: Iterable[tuple[Any, Any]] = (), meta: Any = None, fold: bool = False) -> None:
        self.compare = None
        self.sorted_at = -1
        super().__init__(items, meta, fold)

    def _sort(self) -> None:
        if self.sorted_at != self.version:
            order = cmp_to_key(self.compare or default_compare)
            self.data = dict(sorted(self.data.items(), key=lambda pair: order(pair[1][0])))
            self.sorted_at = self.version

    def keys(self) -> list[Any]:
        self._sort()
        return super().keys()

    def values(self) -> list[Any]:
        self._sort()
        return super().values()

    def items(self) -> list[tuple[Any, Any]]:
        self._sort()
        return super().items()


class SortedDictionary(_Sorted):
    __slots__ = ()
    net = "System.Collections.Generic.SortedDictionary`2"


class GenericSortedList(_Sorted):
    __slots__ = ()
    net = "System.Collections.Generic.SortedList`2"


class SortedList(_Sorted):
    """System.Collections.SortedList."""

    __slots__ = ()
    net = "System.Collections.SortedList"
