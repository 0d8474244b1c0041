"""NameValueCollection, ListDictionary, HybridDictionary, StringDictionary, BitArray."""

from collections.abc import Iterator
from typing import Any

from perdure.interpreter.dotnet._faults import argument, index_outside
from perdure.interpreter.dotnet.dictionaries import HASHTABLE
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Dictionary, TypedArray
from perdure.interpreter.values.iterators import Enumerator


class NameValueCollection(NetObject):
    """System.Collections.Specialized.NameValueCollection: `pairs` name -> values, found without regard to case."""

    __slots__ = ("pairs",)
    net = "System.Collections.Specialized.NameValueCollection"

    def __init__(self) -> None:
        self.pairs: dict[str | None, tuple[str | None, list[str | None]]] = {}

    def add(self, name: str | None, value: str | None) -> None:
        low = None if name is None else name.lower()
        if low not in self.pairs:
            self.pairs[low] = (name, [])
        self.pairs[low][1].append(value)

    def names(self) -> list[str | None]:
        return [name for name, _ in self.pairs.values()]

    def net_enumerate(self) -> Iterator[Any]:
        return iter(self.names())

    def __len__(self) -> int:
        return len(self.pairs)


class QueryCollection(NameValueCollection):
    """What HttpUtility.ParseQueryString gives: its text is a query string."""

    __slots__ = ()
    net = "System.Web.HttpQSCollection"


def get(c: NameValueCollection, name: str | None) -> str | None:
    found = c.pairs.get(None if name is None else name.lower())
    return None if found is None else ",".join([v or "" for v in found[1]])


def values(c: NameValueCollection, name: str | None) -> Any:
    found = c.pairs.get(None if name is None else name.lower())
    return None if found is None else TypedArray("System.String", found[1])


def put(c: NameValueCollection, name: str | None, value: str | None) -> None:
    low = None if name is None else name.lower()
    c.pairs[low] = (c.pairs[low][0] if low in c.pairs else name, [value])


def shown(c: NameValueCollection) -> str:
    """Gives the pairs as a query string, as HttpUtility's collection does."""
    return "&".join([f"{quote(n or '')}={quote(v or '')}" for n, vs in c.pairs.values() for v in vs])


def quote(text: str) -> str:
    good = "-_.!*()"
    parts = []
    for c in text:
        if c == " ":
            parts.append("+")
        elif c.isascii() and (c.isalnum() or c in good):
            parts.append(c)
        else:
            parts.append("".join([f"%{b:02x}" for b in c.encode()]))
    return "".join(parts)


def at(c: NameValueCollection, index: int) -> str | None:
    names = c.names()
    if not 0 <= index < len(names):
        raise index_outside()
    return get(c, names[index])


define("System.Collections.Specialized.NameValueCollection",
       interfaces=["System.Collections.ICollection", "System.Collections.IEnumerable"], py=NameValueCollection, members={
    "new()": NameValueCollection,
    "Count -> int": len,
    "AllKeys -> string[]": lambda c: TypedArray("System.String", c.names()),
    "Keys -> object": lambda c: TypedArray("System.String", c.names()),
    "Add(string name, string value) -> void": lambda c, n, v: c.add(n, v),
    "Clear() -> void": lambda c: c.pairs.clear(),
    "Get(string name) -> string": get,
    "Get(int index) -> string": at,
    "GetKey(int index) -> string": lambda c, i: c.names()[i],
    "GetValues(string name) -> string[]": values,
    "HasKeys() -> bool": lambda c: any(n is not None for n in c.names()),
    "Remove(string name) -> void": lambda c, n: c.pairs.pop(n.lower(), None) and None,
    "Set(string name, string value) -> void": put,
    "GetEnumerator() -> object": lambda c: Enumerator(c.net_enumerate()),
    "get_Item(string name) -> string": get,
    "get_Item(int index) -> string": at,
    "set_Item(string name, string value) -> void": put,
})  # fmt: skip


class ListDictionary(Dictionary):
    __slots__ = ()
    net = "System.Collections.Specialized.ListDictionary"

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items, False)


class StringDictionary(Dictionary):
    __slots__ = ()
    net = "System.Collections.Specialized.StringDictionary"


_KEEP = {
    k: v for k, v in HASHTABLE.items() if not k.startswith(("new(", "static", "Clone", "ContainsValue", "ContainsKey"))
}
_FACES = ["System.Collections.IDictionary", "System.Collections.ICollection", "System.Collections.IEnumerable"]
define("System.Collections.Specialized.ListDictionary", interfaces=_FACES, py=ListDictionary,
       members={**_KEEP, "new()": ListDictionary})  # fmt: skip
define("System.Collections.Specialized.HybridDictionary", interfaces=_FACES,
       members={**_KEEP, "new()": ListDictionary, "new(bool caseInsensitive)": lambda i: ListDictionary()})  # fmt: skip
define("System.Collections.Specialized.StringDictionary", interfaces=["System.Collections.IEnumerable"],
       py=StringDictionary, members={
    **{k: v for k, v in HASHTABLE.items() if not k.startswith(("new(", "static", "Clone"))}, "new()": StringDictionary,
})  # fmt: skip


class BitArray(NetObject):
    """System.Collections.BitArray."""

    __slots__ = ("bits",)
    net = "System.Collections.BitArray"

    def __init__(self, bits: list[bool]) -> None:
        self.bits = bits

    def net_enumerate(self) -> Iterator[bool]:
        return iter(list(self.bits))


def new_bits(source: Any, value: bool = False) -> BitArray:
    if isinstance(source, TypedArray) and source.element == "System.Boolean":
        return BitArray(list(source))
    if isinstance(source, TypedArray):
        width = 8 if source.element == "System.Byte" else 32
        return BitArray([bool(int(n) >> i & 1) for n in source for i in range(width)])
    return BitArray([value] * int(source))


def bit(b: BitArray, index: int) -> bool:
    if not 0 <= index < len(b.bits):
        raise index_outside()
    return b.bits[index]


def set_bit(b: BitArray, index: int, value: bool) -> None:
    bit(b, index)
    b.bits[index] = value


def both(join: Any) -> Any:
    def run(b: BitArray, other: BitArray) -> BitArray:
        if len(b.bits) != len(other.bits):
            raise argument("Array lengths must be the same.")
        b.bits = [join(x, y) for x, y in zip(b.bits, other.bits, strict=True)]
        return b

    return run


def invert(b: BitArray) -> BitArray:
    b.bits = [not x for x in b.bits]
    return b


def set_all(b: BitArray, value: bool) -> None:
    b.bits = [value] * len(b.bits)


define("System.Collections.BitArray", interfaces=["System.Collections.ICollection", "System.Collections.IEnumerable"],
       py=BitArray, members={
    "new(int length)": new_bits,
    "new(int length, bool defaultValue)": new_bits,
    "new(bool[] values)": new_bits,
    "new(byte[] bytes)": new_bits,
    "new(int[] values)": new_bits,
    "Count -> int": lambda b: len(b.bits),
    "Length -> int": lambda b: len(b.bits),
    "And(System.Collections.BitArray value) -> object": both(lambda x, y: x and y),
    "Or(System.Collections.BitArray value) -> object": both(lambda x, y: x or y),
    "Xor(System.Collections.BitArray value) -> object": both(lambda x, y: x != y),
    "Not() -> object": invert,
    "Get(int index) -> bool": bit,
    "Set(int index, bool value) -> void": set_bit,
    "SetAll(bool value) -> void": set_all,
    "get_Item(int index) -> bool": bit,
    "set_Item(int index, bool value) -> void": set_bit,
    "HasAllSet() -> bool": lambda b: all(b.bits),
    "HasAnySet() -> bool": lambda b: any(b.bits),
    "GetEnumerator() -> object": lambda b: Enumerator(b.net_enumerate()),
})  # fmt: skip
define(QueryCollection.net, NameValueCollection.net, members={"ToString() -> string": shown}, py=QueryCollection)
