"""Collections beyond arrays, lists and hashtables: typed dictionaries, sets, stacks, queues, linked lists.

Each keeps its content in plain Python containers and raises `version` at every change. `meta` holds the type arguments'
full names. Members are declared under dotnet/. Knows nothing of conversion: members hand in converted values.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cmp_to_key
from typing import Any

from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Dictionary, ListObject

CHANGED = "Collection was modified; enumeration operation may not execute."


def changed() -> ScriptError:
    """Makes the error of a collection that was changed while it was walked."""
    kind = "System.InvalidOperationException"
    return make_error(CHANGED, kind, "OperationStopped", None, kind)


class KeyValuePair(NetObject):
    """System.Collections.Generic.KeyValuePair`2."""

    __slots__ = ("key", "value", "meta")
    net = "System.Collections.Generic.KeyValuePair`2"

    def __init__(self, key: Any, value: Any, meta: Any = None) -> None:
        self.key, self.value, self.meta = key, value, meta

    def __eq__(self, other: object) -> bool:
        return type(other) is KeyValuePair and (other.key, other.value) == (self.key, self.value)

    def __hash__(self) -> int:
        return hash(self.key)


class GenericDictionary(Dictionary):
    """System.Collections.Generic.Dictionary`2; `comparer` the equality comparer that was given, `fold` its effect."""

    __slots__ = ("comparer",)
    net = "System.Collections.Generic.Dictionary`2"

    def __init__(self, meta: Any = None, fold: bool = False, comparer: Any = None) -> None:
        super().__init__((), fold)
        self.meta = meta
        self.comparer = comparer


class ConcurrentDictionary(GenericDictionary):
    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentDictionary`2"


class GenericOrderedDictionary(GenericDictionary):
    __slots__ = ()
    net = "System.Collections.Generic.OrderedDictionary`2"


def ordered_by_script(table: Any) -> bool:
    """Tells whether a script's own comparer orders a collection; it then says what is the same, too."""
    comparer = getattr(table, "comparer", None)  # not there yet while a record is read
    return comparer is not None and not hasattr(comparer, "compare")


class SortedMap(GenericDictionary):
    """The base of dictionaries in key order; `order(a, b)` compares keys. Sorted when it is walked, if need be."""

    __slots__ = ("order", "sorted_at")

    def __init__(self, meta: Any, order: Callable[[Any, Any], int], comparer: Any = None, fold: bool = False) -> None:
        super().__init__(meta, fold, comparer)
        self.order = order
        self.sorted_at = 0

    def slot(self, key: Any) -> Any:
        if ordered_by_script(self):
            for slot, (known, _) in self.data.items():
                if not self.order(known, key):
                    return slot
        return super().slot(key)

    def settle(self) -> None:
        """Puts the entries in key order."""
        if self.sorted_at != self.version:
            by_key = cmp_to_key(self.order)
            ordered = sorted(self.data.items(), key=lambda pair: by_key(pair[1][0]))
            self.data.clear()  # in place: views share it
            self.data.update(ordered)
            self.sorted_at = self.version

    def keys(self) -> list[Any]:
        self.settle()
        return super().keys()

    def values(self) -> list[Any]:
        self.settle()
        return super().values()

    def items(self) -> list[tuple[Any, Any]]:
        self.settle()
        return super().items()


class SortedDictionary(SortedMap):
    __slots__ = ()
    net = "System.Collections.Generic.SortedDictionary`2"


class GenericSortedList(SortedMap):
    __slots__ = ()
    net = "System.Collections.Generic.SortedList`2"


class SortedList(SortedMap):
    __slots__ = ()
    net = "System.Collections.SortedList"


class MapView(NetObject):
    """`.Keys` or `.Values` of a dictionary: walks what the dictionary holds now; a change meanwhile is an error."""

    __slots__ = ("owner", "which")
    net = "System.Collections.Hashtable+KeyCollection"

    def __init__(self, owner: Dictionary, which: str) -> None:
        self.owner, self.which = owner, which

    @property
    def net_type(self) -> Any:
        return find_type(self.type_name())

    def type_name(self) -> str:
        """Gives the full name of its type, that depends on the dictionary's."""
        owner = type(self.owner).net
        kind = "KeyCollection" if self.which == "keys" else "ValueCollection"
        if "SortedList" in owner:
            kind = "KeyList" if self.which == "keys" else "ValueList"
        if self.owner.meta is not None and "`2" in owner:
            return f"{owner}+{kind}[{','.join(self.owner.meta)}]"
        if owner.endswith("OrderedDictionary"):
            return owner + "+OrderedDictionaryKeyValueCollection"
        return f"{owner}+{kind}"

    def snapshot(self) -> list[Any]:
        return self.owner.keys() if self.which == "keys" else self.owner.values()

    def net_enumerate(self) -> Iterator[Any]:
        owner = self.owner
        version = owner.version
        for value in self.snapshot():
            yield value
            if owner.version != version and type(owner) is not ConcurrentDictionary:
                raise changed()

    def __len__(self) -> int:
        return len(self.owner)


class SetObject(NetObject):
    """The base of sets: `data` slot -> item in order of insertion; slots as a dictionary's keys."""

    __slots__ = ("data", "version", "meta", "comparer", "fold")
    net = "System.Collections.Generic.HashSet`1"

    def __init__(self, items: Iterable[Any] = (), meta: Any = None, fold: bool = False, comparer: Any = None) -> None:
        self.data: dict[Any, Any] = {}
        self.version = 0
        self.meta, self.fold, self.comparer = meta, fold, comparer
        for item in items:
            self.add(item)

    def slot(self, item: Any) -> Any:
        if type(item) is str:
            return item.lower() if self.fold else item
        try:
            hash(item)
        except TypeError:
            return (type(item), id(item))
        return (type(item), item)

    def add(self, item: Any) -> bool:
        slot = self.slot(item)
        if slot in self.data:
            return False
        self.data[slot] = item
        self.version += 1
        return True

    def discard(self, item: Any) -> bool:
        self.version += 1
        return self.data.pop(self.slot(item), changed) is not changed

    def has(self, item: Any) -> bool:
        return self.slot(item) in self.data

    def items(self) -> list[Any]:
        return list(self.data.values())

    def __len__(self) -> int:
        return len(self.data)

    def net_enumerate(self) -> Iterator[Any]:
        version = self.version
        for item in self.items():
            yield item
            if self.version != version:
                raise changed()


class HashSet(SetObject):
    __slots__ = ()


class SortedSet(SetObject):
    __slots__ = ("order",)
    net = "System.Collections.Generic.SortedSet`1"

    def __init__(self, order: Callable[[Any, Any], int], meta: Any = None, comparer: Any = None, fold: bool = False):
        self.order = order
        super().__init__((), meta, fold, comparer)

    def slot(self, item: Any) -> Any:
        if ordered_by_script(self):
            for slot, known in self.data.items():
                if not self.order(known, item):
                    return slot
        return super().slot(item)

    def items(self) -> list[Any]:
        return sorted(self.data.values(), key=cmp_to_key(self.order))


class Line(NetObject):
    """The base of stacks, queues and bags: `items` in the order in which they were put in."""

    __slots__ = ("items", "version", "meta")

    def __init__(self, items: Iterable[Any] = (), meta: Any = None) -> None:
        self.items = list(items)
        self.version = 0
        self.meta = meta

    def __len__(self) -> int:
        return len(self.items)

    def in_order(self) -> list[Any]:
        """Gives the items as they are enumerated."""
        return list(self.items)

    def net_enumerate(self) -> Iterator[Any]:
        version = self.version
        for item in self.in_order():
            yield item
            if self.version != version and self.checks():
                raise changed()

    def checks(self) -> bool:
        """Tells whether a change during enumeration is an error."""
        return True


class Queue(Line):
    __slots__ = ()
    net = "System.Collections.Queue"


class GenericQueue(Line):
    __slots__ = ()
    net = "System.Collections.Generic.Queue`1"


class Stack(Line):
    __slots__ = ()
    net = "System.Collections.Stack"

    def in_order(self) -> list[Any]:
        return self.items[::-1]


class GenericStack(Stack):
    __slots__ = ()
    net = "System.Collections.Generic.Stack`1"


class ConcurrentQueue(Line):
    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentQueue`1"

    def checks(self) -> bool:
        return False


class ConcurrentStack(Line):
    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentStack`1"

    def checks(self) -> bool:
        return False

    def in_order(self) -> list[Any]:
        return self.items[::-1]


class ConcurrentBag(Line):
    __slots__ = ()
    net = "System.Collections.Concurrent.ConcurrentBag`1"

    def checks(self) -> bool:
        return False

    def in_order(self) -> list[Any]:
        return self.items[::-1]


class LinkedNode(NetObject):
    """System.Collections.Generic.LinkedListNode`1."""

    __slots__ = ("value", "owner", "meta")
    net = "System.Collections.Generic.LinkedListNode`1"

    def __init__(self, value: Any, meta: Any = None) -> None:
        self.value = value
        self.owner: Any = None
        self.meta = meta


class LinkedList(NetObject):
    """System.Collections.Generic.LinkedList`1: `nodes` in order."""

    __slots__ = ("nodes", "version", "meta")
    net = "System.Collections.Generic.LinkedList`1"

    def __init__(self, meta: Any = None) -> None:
        self.nodes: list[LinkedNode] = []
        self.version = 0
        self.meta = meta

    def __len__(self) -> int:
        return len(self.nodes)

    def net_enumerate(self) -> Iterator[Any]:
        version = self.version
        for node in list(self.nodes):
            yield node.value
            if self.version != version:
                raise changed()


class PriorityQueue(NetObject):
    """System.Collections.Generic.PriorityQueue`2: `heap` of (element, priority), smallest priority first out."""

    __slots__ = ("heap", "version", "meta", "order")
    net = "System.Collections.Generic.PriorityQueue`2"

    def __init__(self, order: Callable[[Any, Any], int], meta: Any = None) -> None:
        self.heap: list[tuple[Any, Any]] = []
        self.version = 0
        self.order, self.meta = order, meta

    def __len__(self) -> int:
        return len(self.heap)


class Collection(ListObject):
    """System.Collections.ObjectModel.Collection`1."""

    __slots__ = ()
    net = "System.Collections.ObjectModel.Collection`1"


class ReadOnlyCollection(ListObject):
    __slots__ = ()
    net = "System.Collections.ObjectModel.ReadOnlyCollection`1"


class ObservableCollection(Collection):
    __slots__ = ()
    net = "System.Collections.ObjectModel.ObservableCollection`1"


class StringCollection(ListObject):
    __slots__ = ()
    net = "System.Collections.Specialized.StringCollection"
