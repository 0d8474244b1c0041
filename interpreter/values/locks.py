"""Locks that several readers or one writer hold, and the small holders of one value per thread.

Like those of sync.py each look and change is made with one lock held, and waiting is looking again.
"""

from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.sync import CHANGED, this_thread


class ReaderWriterLock(NetObject):
    """ReaderWriterLockSlim: `held` counts by mode and thread; `recursive` lets a thread enter again."""

    __slots__ = ("held", "recursive")
    net = "System.Threading.ReaderWriterLockSlim"

    def __init__(self, recursive: bool = False) -> None:
        self.held: dict[str, dict[int, int]] = {"read": {}, "upgrade": {}, "write": {}}
        self.recursive = recursive

    def mine(self, mode: str) -> int:
        """Gives how often the calling thread holds a mode."""
        return self.held[mode].get(this_thread(), 0)

    def free(self, mode: str) -> bool:
        """Tells whether the calling thread may enter a mode now."""
        me = this_thread()
        others = {name: [t for t in holders if t != me] for name, holders in self.held.items()}
        if mode == "read":
            return not others["write"]
        if mode == "upgrade":
            return not others["write"] and not others["upgrade"]
        return not others["write"] and not others["upgrade"] and not others["read"]

    def take(self, mode: str) -> bool:
        """Enters a mode if it is free; asked with the lock held."""
        if not self.free(mode):
            return False
        self.held[mode][this_thread()] = self.mine(mode) + 1
        return True

    def leave(self, mode: str) -> bool:
        """Leaves a mode once; false when the calling thread does not hold it."""
        with CHANGED:
            count = self.mine(mode)
            if not count:
                return False
            if count == 1:
                del self.held[mode][this_thread()]
            else:
                self.held[mode][this_thread()] = count - 1
            CHANGED.notify_all()
            return True


class PerThread(NetObject):
    """ThreadLocal`1 and AsyncLocal`1: a value for each thread, made by `make` at the first look."""

    __slots__ = ("net_type", "values", "make")

    def __init__(self, net_type: Any, make: Any = None) -> None:
        self.net_type, self.make = net_type, make
        self.values: dict[int, Any] = {}
