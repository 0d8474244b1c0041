"""Views of a collection that behave otherwise: synchronized, read-only, of fixed size. They share the collection's items.

Python's own operations on lists and dictionaries are atomic, so a synchronized view needs no lock of its own.
"""

from typing import Any

from perdure.interpreter.values.collections import ArrayList, Hashtable
from perdure.interpreter.values.generic import Queue, SortedList, Stack


class SyncHashtable(Hashtable):
    __slots__ = ("root",)
    net = "System.Collections.Hashtable+SyncHashtable"


class SyncArrayList(ArrayList):
    __slots__ = ("root",)
    net = "System.Collections.ArrayList+SyncArrayList"


class ReadOnlyArrayList(ArrayList):
    __slots__ = ("root",)
    net = "System.Collections.ArrayList+ReadOnlyArrayList"


class FixedSizeArrayList(ArrayList):
    __slots__ = ("root",)
    net = "System.Collections.ArrayList+FixedSizeArrayList"


class SyncQueue(Queue):
    __slots__ = ("root",)
    net = "System.Collections.Queue+SynchronizedQueue"


class SyncStack(Stack):
    __slots__ = ("root",)
    net = "System.Collections.Stack+SyncStack"


class SyncSortedList(SortedList):
    __slots__ = ("root",)
    net = "System.Collections.SortedList+SyncSortedList"


def view(cls: Any, source: Any) -> Any:
    """Makes a view of a collection: the same state, its `root` the collection."""
    made = cls.__new__(cls)
    for base in type(source).__mro__:
        for name in getattr(base, "__slots__", ()):
            if name not in ("ext", "__weakref__", "root") and hasattr(source, name):
                setattr(made, name, getattr(source, name))
    made.root = getattr(source, "root", source)
    return made
