"""Enumerators as values: what GetEnumerator() gives, and lazy sequences such as LINQ's.

An Enumerator walks a Python iterable; the pipeline takes both apart. Knows nothing of members.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from perdure.interpreter.values.base import NetObject


class Enumerator(NetObject):
    """System.Collections.IEnumerator over `source`, walked lazily; `net` may name a collection's own enumerator type."""

    __slots__ = ("source", "walk", "here")
    net = "System.Collections.IEnumerator"

    def __init__(self, source: Iterable[Any]) -> None:
        self.source = source
        self.walk: Iterator[Any] | None = None
        self.here: Any = None

    def move_next(self) -> bool:
        """Goes to the next item; tells whether there is one."""
        if self.walk is None:
            self.walk = iter(self.source)
        for value in self.walk:
            self.here = value
            return True
        self.here = None
        return False

    def current(self) -> Any:
        """Gives the item where it stands; None before the first and behind the last."""
        return self.here

    def reset(self) -> None:
        self.walk = None
        self.here = None

    def net_enumerate(self) -> Iterator[Any]:
        while self.move_next():
            yield self.here


class DictionaryEnumerator(Enumerator):
    """System.Collections.IDictionaryEnumerator: its items are entries, with Key and Value of its own too."""

    __slots__ = ()
    net = "System.Collections.IDictionaryEnumerator"


class Sequence(NetObject):
    """A lazy IEnumerable[T]: `make()` gives a fresh Python iterator; `meta` the element type's full name."""

    __slots__ = ("make", "meta")
    net = "System.Linq.Enumerable+Iterator`1"

    def __init__(self, make: Callable[[], Iterable[Any]], element: str = "System.Object") -> None:
        self.make = make
        self.meta = (element,)

    def net_enumerate(self) -> Iterator[Any]:
        return iter(self.make())
