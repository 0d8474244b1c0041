"""Enumerators as values: what GetEnumerator() gives, and lazy sequences such as LINQ's.

An Enumerator walks a Python iterable; the pipeline takes both apart. Knows nothing of members.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from perdure.interpreter.values.base import NetObject


class Enumerator(NetObject):
    """System.Collections.IEnumerator over `source`; `current` is what MoveNext came to."""

    __slots__ = ("source", "walk", "current", "started", "is_dictionary")
    net = "System.Collections.IEnumerator"

    def __init__(self, source: Iterable[Any], is_dictionary: bool = False) -> None:
        self.source = source
        self.walk: Iterator[Any] | None = None
        self.current: Any = None
        self.started = False
        self.is_dictionary = is_dictionary

    def move(self) -> bool:
        """Goes one on; false behind the last."""
        if self.walk is None:
            self.walk = iter(self.source)
        for value in self.walk:
            self.current = value
            self.started = True
            return True
        self.current = None
        return False

    def reset(self) -> None:
        self.walk = None
        self.current = None

    def net_enumerate(self) -> Iterable[Any]:
        while self.move():
            yield self.current


class Sequence(NetObject):
    """A lazy IEnumerable[T]: `make()` gives a fresh Python iterator; `meta` the element type's full name."""

    __slots__ = ("make", "meta")
    net = "System.Linq.Enumerable+Iterator`1"

    def __init__(self, make: Callable[[], Iterable[Any]], element: str = "System.Object") -> None:
        self.make = make
        self.meta = (element,)

    def net_enumerate(self) -> Iterable[Any]:
        return self.make()
