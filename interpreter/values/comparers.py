"""Comparers as values: StringComparer, Comparer, EqualityComparer. Each has `compare(a, b)` and says whether it folds."""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.values.base import NetObject


class Comparer(NetObject):
    """A comparer: `name` its kind (OrdinalIgnoreCase, Default ...), `order` the comparison, `folds` text alike in case."""

    __slots__ = ("name", "order", "folds", "net_type")
    net = "System.Collections.Comparer"

    def __init__(self, net_type: Any, name: str, order: Callable[[Any, Any], int], folds: bool = False) -> None:
        self.net_type, self.name, self.order, self.folds = net_type, name, order, folds

    def compare(self, a: Any, b: Any) -> int:
        return self.order(a, b)


def folds(comparer: Any) -> bool:
    """Tells whether a comparer takes upper and lower case as the same."""
    return isinstance(comparer, Comparer) and comparer.folds
