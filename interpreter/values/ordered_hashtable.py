"""OrderedHashtable: a Hashtable that keeps its order and tells its keys' case apart (ConvertFrom-Json -AsHashtable)."""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.values.collections import Hashtable


class OrderedHashtable(Hashtable):
    __slots__ = ()
    net = "System.Management.Automation.OrderedHashtable"

    def __init__(self, items: Iterable[tuple[Any, Any]] = (), fold: bool = False) -> None:
        super().__init__(items, fold)
