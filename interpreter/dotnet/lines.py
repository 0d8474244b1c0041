"""Stacks, queues, linked lists and priority queues, generic or not."""

from functools import cmp_to_key
from typing import Any

from perdure.interpreter.dotnet._compare import equal, order_of
from perdure.interpreter.dotnet._faults import invalid
from perdure.interpreter.dotnet._items import copy_into, items_of, meta_of, typed_list
from perdure.interpreter.dotnet.wrappers import maker
from perdure.interpreter.typesys import NetType, Prop, define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.generic import (
    GenericQueue,
    GenericStack,
    Line,
    LinkedList,
    LinkedNode,
    PriorityQueue,
    Queue,
    Stack,
)
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.values.wrappers import SyncQueue, SyncStack


def put(s: Line, value: Any) -> None:
    s.items.append(value)
    s.version += 1


def take_first(s: Line) -> Any:
    if not s.items:
        raise invalid("Queue empty.")
    s.version += 1
    return s.items.pop(0)


def first(s: Line) -> Any:
    if not s.items:
        raise invalid("Queue empty.")
    return s.items[0]


def take_last(s: Line) -> Any:
    if not s.items:
        raise invalid("Stack empty.")
    s.version += 1
    return s.items.pop()


def last(s: Line) -> Any:
    if not s.items:
        raise invalid("Stack empty.")
    return s.items[-1]


def try_out(take: Any) -> Any:
    """Makes TryDequeue, TryPeek ... of what throws on an empty line."""

    def attempt(s: Line, result: Reference) -> bool:
        if not s.items:
            result.set(None)
            return False
        result.set(take(s))
        return True

    return attempt


def clear(s: Any) -> None:
    s.items.clear()
    s.version += 1


def array_of(s: Line) -> list[Any]:
    return typed_list(s.in_order(), s.meta[0] if isinstance(s.meta, tuple) else "System.Object")


COMMON: dict[str, Any] = {
    "Count -> int": len,
    "Clear() -> void": clear,
    "Clone() -> object": lambda s: type(s)(s.items, s.meta),
    "CopyTo(array array, int index) -> void": lambda s, a, i: copy_into(s.in_order(), a, i),
    "GetEnumerator() -> System.Collections.IEnumerator": lambda s: Enumerator(s.net_enumerate()),
    "TrimExcess() -> void": lambda s: None,
    "EnsureCapacity(int capacity) -> int": lambda s, n: max(n, len(s.items)),
    "SyncRoot -> object": lambda s: s,
    "IsSynchronized -> bool": lambda s: False,
}


def queue(item: str, array: str) -> dict[str, Any]:
    table = {
        **COMMON,
        f"Contains({item} item) -> bool": lambda s, v: any(equal(i, v) for i in s.items),
        f"Dequeue() -> {item}": take_first,
        f"Enqueue({item} item) -> void": put,
        f"Peek() -> {item}": first,
        f"ToArray() -> {array}": array_of,
    }
    if item == "T":
        table["TryDequeue(out T result) -> bool"] = try_out(take_first)
        table["TryPeek(out T result) -> bool"] = try_out(first)
    return table


def stack(item: str, array: str) -> dict[str, Any]:
    table = {
        **COMMON,
        f"Contains({item} item) -> bool": lambda s, v: any(equal(i, v) for i in s.items),
        f"Peek() -> {item}": last,
        f"Pop() -> {item}": take_last,
        f"Push({item} item) -> void": put,
        f"ToArray() -> {array}": array_of,
    }
    if item == "T":
        table["TryPop(out T result) -> bool"] = try_out(take_last)
        table["TryPeek(out T result) -> bool"] = try_out(last)
    return table


_IC = ["System.Collections.ICollection", "System.Collections.IEnumerable"]
_GC = ["System.Collections.Generic.IReadOnlyCollection`1[T]", *_IC]


def _maker(cls: Any) -> dict[str, Any]:
    return {
        "new()": lambda kind: cls((), meta_of(kind)),
        "new(int capacity)": lambda kind, n: cls((), meta_of(kind)),
        "new(IEnumerable[T] collection)": lambda kind, c: cls(items_of(c), meta_of(kind)),
    }


define("System.Collections.Queue", interfaces=[*_IC, "System.ICloneable"], py=Queue,
       members={**queue("object", "object[]"), "new()": Queue, "new(int capacity)": lambda n: Queue(),
                "new(icollection col)": lambda c: Queue(items_of(c)),
                "static Synchronized(System.Collections.Queue queue) -> System.Collections.Queue": maker(SyncQueue, "queue")})  # fmt: skip
define("System.Collections.Stack", interfaces=[*_IC, "System.ICloneable"], py=Stack,
       members={**stack("object", "object[]"), "new()": Stack, "new(int initialCapacity)": lambda n: Stack(),
                "new(icollection col)": lambda c: Stack(items_of(c)),
                "static Synchronized(System.Collections.Stack stack) -> System.Collections.Stack": maker(SyncStack, "stack")})  # fmt: skip
define("System.Collections.Generic.Queue`1", interfaces=_GC, parameters="T",
       members={**queue("T", "T[]"), **_maker(GenericQueue)})  # fmt: skip
define("System.Collections.Generic.Stack`1", interfaces=_GC, parameters="T",
       members={**stack("T", "T[]"), **_maker(GenericStack)})  # fmt: skip


# ---- LinkedList ---------------------------------------------------------------------------------------------------------


def new_linked(kind: NetType, values: Any = None) -> LinkedList:
    made = LinkedList(meta_of(kind))
    for value in [] if values is None else items_of(values):
        insert(made, len(made.nodes), value)
    return made


def insert(s: LinkedList, index: int, value: Any) -> LinkedNode:
    node = value if isinstance(value, LinkedNode) else LinkedNode(value, s.meta)
    if node.owner is not None:
        raise invalid("The LinkedList node already belongs to a LinkedList.")
    node.owner = s
    s.nodes.insert(index, node)
    s.version += 1
    return node


def place(s: LinkedList, node: Any) -> int:
    if node.owner is not s:
        raise invalid("The LinkedList node does not belong to current LinkedList.")
    return int(s.nodes.index(node))


def drop(s: LinkedList, index: int) -> None:
    if not s.nodes:
        raise invalid("The LinkedList is empty.")
    s.nodes.pop(index).owner = None
    s.version += 1


def find(s: LinkedList, value: Any, backwards: bool = False) -> LinkedNode | None:
    return next((n for n in (reversed(s.nodes) if backwards else s.nodes) if equal(n.value, value)), None)


def remove_value(s: LinkedList, value: Any) -> bool:
    node = find(s, value)
    if node is not None:
        drop(s, s.nodes.index(node))
    return node is not None


def beside(node: LinkedNode, step: int) -> LinkedNode | None:
    if node.owner is None:
        return None
    at = node.owner.nodes.index(node) + step
    return node.owner.nodes[at] if 0 <= at < len(node.owner.nodes) else None


def clear_linked(s: LinkedList) -> None:
    while s.nodes:
        drop(s, 0)


_NODE = "System.Collections.Generic.LinkedListNode[T]"
define(
    "System.Collections.Generic.LinkedList`1",
    interfaces=["System.Collections.Generic.ICollection`1[T]", *_GC],
    parameters="T",
    members={
        "new()": new_linked,
        "new(IEnumerable[T] collection)": new_linked,
        "Count -> int": len,
        f"First -> {_NODE}": lambda s: s.nodes[0] if s.nodes else None,
        f"Last -> {_NODE}": lambda s: s.nodes[-1] if s.nodes else None,
        f"AddFirst(T value) -> {_NODE}": lambda s, v: insert(s, 0, v),
        f"AddLast(T value) -> {_NODE}": lambda s, v: insert(s, len(s.nodes), v),
        f"AddFirst({_NODE} node) -> void": lambda s, n: insert(s, 0, n),
        f"AddLast({_NODE} node) -> void": lambda s, n: insert(s, len(s.nodes), n),
        f"AddAfter({_NODE} node, T value) -> {_NODE}": lambda s, n, v: insert(s, place(s, n) + 1, v),
        f"AddBefore({_NODE} node, T value) -> {_NODE}": lambda s, n, v: insert(s, place(s, n), v),
        "Clear() -> void": clear_linked,
        "Contains(T value) -> bool": lambda s, v: find(s, v) is not None,
        "CopyTo(T[] array, int index) -> void": lambda s, a, i: copy_into([n.value for n in s.nodes], a, i),
        f"Find(T value) -> {_NODE}": find,
        f"FindLast(T value) -> {_NODE}": lambda s, v: find(s, v, True),
        "GetEnumerator() -> System.Collections.IEnumerator": lambda s: Enumerator(s.net_enumerate()),
        "Remove(T value) -> bool": remove_value,
        f"Remove({_NODE} node) -> void": lambda s, n: drop(s, place(s, n)),
        "RemoveFirst() -> void": lambda s: drop(s, 0),
        "RemoveLast() -> void": lambda s: drop(s, -1),
    },
)
define(
    "System.Collections.Generic.LinkedListNode`1",
    parameters="T",
    members={
        "new(T value)": lambda kind, v: LinkedNode(v, meta_of(kind)),
        "List -> object": lambda n: n.owner,
        f"Next -> {_NODE}": lambda n: beside(n, 1),
        f"Previous -> {_NODE}": lambda n: beside(n, -1),
        "Value -> T": Prop(lambda n: n.value, lambda n, v: setattr(n, "value", v)),
    },
)


# ---- PriorityQueue ------------------------------------------------------------------------------------------------------


def new_priority(kind: NetType, comparer: Any = None) -> PriorityQueue:
    return PriorityQueue(order_of(comparer), meta_of(kind))


def settled(s: PriorityQueue) -> list[tuple[Any, Any]]:
    def by_priority(a: Any, b: Any) -> int:
        return int(s.order(a[1], b[1]))

    s.heap.sort(key=cmp_to_key(by_priority))
    return s.heap


def enqueue(s: PriorityQueue, element: Any, priority: Any) -> None:
    s.heap.append((element, priority))
    s.version += 1


def dequeue(s: PriorityQueue) -> Any:
    if not s.heap:
        raise invalid("Queue empty.")
    s.version += 1
    return settled(s).pop(0)[0]


def peek(s: PriorityQueue) -> Any:
    if not s.heap:
        raise invalid("Queue empty.")
    return settled(s)[0][0]


def try_dequeue(s: PriorityQueue, element: Reference, priority: Reference) -> bool:
    if not s.heap:
        return False
    item = settled(s).pop(0)
    s.version += 1
    element.set(item[0])
    priority.set(item[1])
    return True


def try_peek(s: PriorityQueue, element: Reference, priority: Reference) -> bool:
    if not s.heap:
        return False
    element.set(settled(s)[0][0])
    priority.set(settled(s)[0][1])
    return True


def replace_first(s: PriorityQueue, element: Any, priority: Any) -> Any:
    enqueue(s, element, priority)
    return dequeue(s)


define(
    "System.Collections.Generic.PriorityQueue`2",
    parameters="TElement TPriority",
    members={
        "new()": new_priority,
        "new(int initialCapacity)": lambda kind, n: new_priority(kind),
        "new(IComparer[TPriority] comparer)": new_priority,
        "Count -> int": len,
        "UnorderedItems -> object": lambda s: [_pair(s, i) for i in settled(s)],
        "Clear() -> void": lambda s: s.heap.clear(),
        "Dequeue() -> TElement": dequeue,
        "Enqueue(TElement element, TPriority priority) -> void": enqueue,
        "EnqueueDequeue(TElement element, TPriority priority) -> TElement": replace_first,
        "Peek() -> TElement": peek,
        "TryDequeue(out TElement element, out TPriority priority) -> bool": try_dequeue,
        "TryPeek(out TElement element, out TPriority priority) -> bool": try_peek,
    },
)


def _pair(_s: PriorityQueue, item: tuple[Any, Any]) -> Any:
    return list(item)
