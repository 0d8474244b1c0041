"""The views that Synchronized, ReadOnly and FixedSize give: types of their own below the collections' types."""

from typing import Any

from perdure.interpreter.dotnet._faults import null, unsupported
from perdure.interpreter.typesys import define
from perdure.interpreter.values.wrappers import (
    FixedSizeArrayList,
    ReadOnlyArrayList,
    SyncArrayList,
    SyncHashtable,
    SyncQueue,
    SyncSortedList,
    SyncStack,
    view,
)

_C = "System.Collections."


def maker(cls: Any, name: str) -> Any:
    """Makes the static method that gives a view of a collection."""

    def make(source: Any) -> Any:
        if source is None:
            raise null(name)
        return view(cls, source)

    return make


def root_of(view: Any) -> Any:
    """Gives SyncRoot: the collection itself; a view that comes from a record stands alone."""
    return getattr(view, "root", view)


def refuse(message: str) -> Any:
    def run(*_args: Any) -> None:
        raise unsupported(message)

    return run


_SYNCHRONIZED: dict[str, Any] = {
    "IsSynchronized -> bool": lambda s: True,
    "SyncRoot -> object": root_of,
}
for _cls, _base in ((SyncHashtable, "Hashtable"), (SyncArrayList, "ArrayList"), (SyncQueue, "Queue"),
                    (SyncStack, "Stack"), (SyncSortedList, "SortedList")):  # fmt: skip
    define(_cls.net, _C + _base, members=_SYNCHRONIZED, py=_cls)

_GROWS = ("Add(object value) -> int", "AddRange(icollection c) -> void", "Insert(int index, object value) -> void",
          "InsertRange(int index, icollection c) -> void", "Remove(object obj) -> void", "RemoveAt(int index) -> void",
          "RemoveRange(int index, int count) -> void", "Clear() -> void", "TrimToSize() -> void")  # fmt: skip
_CHANGES = ("Reverse() -> void", "Reverse(int index, int count) -> void", "Sort() -> void",
            "SetRange(int index, icollection c) -> void", "Sort(icomparer comparer) -> void",
            "Sort(int index, int count, icomparer comparer) -> void",
            "set_Item(int index, object value) -> void")  # fmt: skip
define(FixedSizeArrayList.net, _C + "ArrayList", py=FixedSizeArrayList, members={
    "IsFixedSize -> bool": lambda s: True,
    "SyncRoot -> object": root_of,
    **{name: refuse("Collection was of a fixed size.") for name in _GROWS},
})  # fmt: skip
define(ReadOnlyArrayList.net, _C + "ArrayList", py=ReadOnlyArrayList, members={
    "IsFixedSize -> bool": lambda s: True,
    "IsReadOnly -> bool": lambda s: True,
    "SyncRoot -> object": root_of,
    **{name: refuse("Collection is read-only.") for name in (*_GROWS, *_CHANGES)},
})  # fmt: skip
