"""Collections that scripts see: Hashtable, OrderedDictionary, typed arrays, ArrayList, List[T] and the like.

`list` is Object[] (its length never changes in place); TypedArray is any other array. Lookups ignore case where
PowerShell's literals do. Each mutable container has `version`, which every mutation raises, so a checkpoint can tell
what has changed.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.numbers import Byte


class Dictionary(NetObject):
    """The base of all IDictionary values: keys keep their type (1, 1.0 and $true are three keys), text folds by rule."""

    __slots__ = ("data", "version", "fold", "meta")
    net = "System.Collections.IDictionary"
    data: dict[Any, tuple[Any, Any]]  # slot -> (key as given first, value)

    def __init__(self, items: Iterable[tuple[Any, Any]] = (), fold: bool = True) -> None:
        self.data = {}
        self.version = 0
        self.fold = fold  # text keys are found without regard to case
        self.meta: Any = None  # a subclass's own: generic arguments, synchronized ...
        for key, value in items:
            self.set(key, value)

    def slot(self, key: Any) -> Any:
        """Gives what the key is stored under: folded text, or type and value."""
        if type(key) is str:
            return key.lower() if self.fold else key
        return _typed_slot(key, self.fold)

    def get(self, key: Any, default: Any = None) -> Any:
        pair = self.data.get(key.lower() if type(key) is str and self.fold else self.slot(key))
        return default if pair is None else pair[1]

    def set(self, key: Any, value: Any) -> None:
        slot = key.lower() if type(key) is str and self.fold else self.slot(key)
        old = self.data.get(slot)
        self.data[slot] = (key if old is None else old[0], value)
        self.version += 1

    def has(self, key: Any) -> bool:
        return self.slot(key) in self.data

    def remove(self, key: Any) -> bool:
        """Removes a key; tells whether it was there."""
        self.version += 1
        return self.data.pop(self.slot(key), None) is not None

    def clear(self) -> None:
        self.version += 1
        self.data.clear()

    def keys(self) -> list[Any]:
        return [k for k, _ in self.data.values()]

    def values(self) -> list[Any]:
        return [v for _, v in self.data.values()]

    def items(self) -> list[tuple[Any, Any]]:
        return list(self.data.values())

    def __len__(self) -> int:
        return len(self.data)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.keys())


def _typed_slot(key: Any, fold: bool) -> Any:
    kind = type(key)
    if kind is tuple or kind is list:
        return (kind, id(key))
    try:
        hash(key)
    except TypeError:
        return (kind, id(key))
    return (kind, key)


class Hashtable(Dictionary):
    """System.Collections.Hashtable; `@{}` makes one that ignores case."""

    __slots__ = ()
    net = "System.Collections.Hashtable"


def table_of(data: dict[Any, tuple[Any, Any]]) -> Hashtable:
    """Makes a Hashtable that ignores case of slots and entries as they are."""
    made: Hashtable = _new(Hashtable)
    made.ext = made.meta = None
    made.data, made.version, made.fold = data, 0, True
    return made


_new: Any = object.__new__


class OrderedDictionary(Dictionary):
    """System.Collections.Specialized.OrderedDictionary ([ordered]@{}): integers index by position."""

    __slots__ = ()
    net = "System.Collections.Specialized.OrderedDictionary"

    def set(self, key: Any, value: Any) -> None:
        """Sets a key; unlike a Hashtable it keeps the key as it is written last."""
        self.data[key.lower() if type(key) is str and self.fold else self.slot(key)] = (key, value)
        self.version += 1


class DictionaryEntry(NetObject):
    """What a Hashtable's enumerator gives: Key (also Name) and Value."""

    __slots__ = ("key", "value")
    net = "System.Collections.DictionaryEntry"

    def __init__(self, key: Any, value: Any) -> None:
        self.key, self.value = key, value

    def __str__(self) -> str:
        from perdure.interpreter.convert_text import net_text

        return f"[{net_text(self.key)}, {net_text(self.value)}]"


class TypedArray(list[Any]):
    """An array other than Object[]: `element` is the element's full .NET type name (`System.Int32`)."""

    __slots__ = ("element",)
    element: str

    def __init__(self, element: str, items: Iterable[Any] = ()) -> None:
        list.__init__(self, items)
        self.element = element


def byte_array(data: Iterable[int]) -> TypedArray:
    """Gives Byte[] of numbers from 0 to 255."""
    return TypedArray("System.Byte", [_BYTES[b] for b in data])


_BYTES = [Byte(number) for number in range(256)]


class Grid(TypedArray):
    """A multi-dimensional array: `lengths` of its dimensions, the items row by row."""

    __slots__ = ("lengths",)

    def __init__(self, element: str, lengths: Iterable[int], items: Iterable[Any] = ()) -> None:
        super().__init__(element, items)
        self.lengths = tuple(lengths)

    @property
    def rank(self) -> int:
        return len(self.lengths)


class ListObject(NetObject):
    """The base of growing lists (ArrayList, List[T], Collection[T], Stack, Queue ...): `items` in order."""

    __slots__ = ("items", "version", "meta")
    net = "System.Collections.IList"
    items: list[Any]

    def __init__(self, items: Iterable[Any] = (), meta: Any = None) -> None:
        self.items = list(items)
        self.version = 0
        self.meta = meta  # generic arguments (a tuple of full type names), flags

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


class ArrayList(ListObject):
    __slots__ = ()
    net = "System.Collections.ArrayList"


class GenericList(ListObject):
    """System.Collections.Generic.List`1; `meta` holds (element type's full name,)."""

    __slots__ = ()
    net = "System.Collections.Generic.List`1"
