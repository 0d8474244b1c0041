"""What $foreach, $switch and $input are: an enumerator that scripts may also move by hand."""

from collections.abc import Iterable, Iterator
from typing import Any

from perdure.interpreter.values.base import NetObject


class Enumerator(NetObject):
    """An IEnumerator over items: iterable, with Current, MoveNext() and Reset()."""

    __slots__ = ("items", "at")
    net = "System.Array+ArrayEnumerator"

    def __init__(self, items: Iterable[Any]) -> None:
        self.items = items if isinstance(items, list) else list(items)
        self.at = -1

    def move_next(self) -> bool:
        """Goes to the next item; tells whether there is one."""
        if self.at < len(self.items):
            self.at += 1
        return self.at < len(self.items)

    def reset(self) -> None:
        self.at = -1

    def current(self) -> Any:
        """Gives the item where it stands; None before the first and behind the last."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    def __iter__(self) -> Iterator[Any]:
        while self.move_next():
            yield self.items[self.at]

    def net_enumerate(self) -> Iterable[Any]:
        """Gives what is left, and moves behind it."""
        rest = self.items[self.at + 1 :] if self.at >= 0 else self.items
        self.at = len(self.items)
        return rest


class InputEnumerator(Enumerator):
    """$input of a block that took all of its input."""

    __slots__ = ()
    net = "System.Collections.ArrayList+ArrayListEnumeratorSimple"


def make_enumerator(items: Iterable[Any]) -> Enumerator:
    return Enumerator(items)
