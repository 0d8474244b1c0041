"""The types of a dictionary's Keys and Values."""

from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import index_outside
from perdure.interpreter.dotnet._items import copy_into
from perdure.interpreter.typesys import define
from perdure.interpreter.values.generic import MapView
from perdure.interpreter.values.iterators import Enumerator

_VIEW: dict[str, Any] = {
    "Count -> int": len,
    "CopyTo(array array, int index) -> void": lambda v, a, i: copy_into(v.snapshot(), a, i),
    "GetEnumerator() -> System.Collections.IEnumerator": lambda v: Enumerator(v.net_enumerate()),
    "IsSynchronized -> bool": lambda v: False,
    "SyncRoot -> object": lambda v: v.owner,
}
_TYPED_VIEW = {**_VIEW, "Contains(object item) -> bool": lambda v, x: any(equal(i, x) for i in v.snapshot())}
_IC = ["System.Collections.ICollection", "System.Collections.IEnumerable"]
for _owner in ("System.Collections.Hashtable", "System.Collections.SortedList"):
    for _which in ("KeyCollection", "ValueCollection"):
        define(f"{_owner}+{_which}", interfaces=_IC, members=_VIEW)
define("System.Collections.Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection",
       interfaces=["System.Collections.IList", *_IC],
       members={**_VIEW, "get_Item(int index) -> object": lambda v, i: _view_at(v, i),
                "Contains(object value) -> bool": _TYPED_VIEW["Contains(object item) -> bool"]})  # fmt: skip
for _owner in ("Generic.Dictionary`2", "Generic.SortedDictionary`2", "Generic.SortedList`2",
               "Generic.OrderedDictionary`2", "Concurrent.ConcurrentDictionary`2"):  # fmt: skip
    for _which, _arg in (("KeyCollection", "TKey"), ("ValueCollection", "TValue")):
        define(f"System.Collections.{_owner}+{_which}", parameters="TKey TValue", members=_TYPED_VIEW,
               interfaces=[f"System.Collections.Generic.ICollection`1[{_arg}]",
                           f"System.Collections.Generic.IReadOnlyCollection`1[{_arg}]", *_IC])  # fmt: skip


def _view_at(view: MapView, index: int) -> Any:
    items = view.snapshot()
    if not 0 <= index < len(items):
        raise index_outside()
    return items[index]
