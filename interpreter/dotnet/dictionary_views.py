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


def _view_at(view: MapView, index: int) -> Any:
    items = view.snapshot()
    if not 0 <= index < len(items):
        raise index_outside()
    return items[index]


_LIST = {
    **_TYPED_VIEW,
    "get_Item(int index) -> object": _view_at,
    "IndexOf(object value) -> int": lambda v, x: next((i for i, y in enumerate(v.snapshot()) if equal(x, y)), -1),
}
for _which in ("KeyCollection", "ValueCollection"):
    define(f"System.Collections.Hashtable+{_which}", interfaces=_IC, members=_VIEW)
for _name in ("SortedList+KeyList", "SortedList+ValueList",
              "Specialized.OrderedDictionary+OrderedDictionaryKeyValueCollection"):  # fmt: skip
    define(f"System.Collections.{_name}", interfaces=["System.Collections.IList", *_IC], members=_LIST)
for _owner in ("Generic.Dictionary`2", "Generic.SortedDictionary`2", "Generic.SortedList`2",
               "Generic.OrderedDictionary`2", "Concurrent.ConcurrentDictionary`2"):  # fmt: skip
    _sorted = "SortedList" in _owner
    for _which, _arg in (("Key", "TKey"), ("Value", "TValue")):
        define(f"System.Collections.{_owner}+{_which}{'List' if _sorted else 'Collection'}", parameters="TKey TValue",
               members=_LIST if _sorted else _TYPED_VIEW,
               interfaces=[f"System.Collections.Generic.{'IList' if _sorted else 'ICollection'}`1[{_arg}]",
                           f"System.Collections.Generic.IReadOnlyCollection`1[{_arg}]", *_IC])  # fmt: skip
