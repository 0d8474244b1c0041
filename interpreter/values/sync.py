"""Synchronisation objects as values: mutexes, events, semaphores, monitors, counters, cancellation, tasks.

Each guards its few fields with one lock shared by all (every step is short), and waits by looking again in small naps
that the host interrupts when the run is stopped. Saved in a checkpoint they come back fresh and unowned.
"""

from collections.abc import Callable
from threading import Condition, get_ident
from typing import Any

from perdure.interpreter.errors import NetException
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import NetObject

CHANGED = Condition()  # held for every look at and change of any of these objects; notified when something is set free
NAP_S = 0.02


def wait_for(ready: Callable[[], bool], seconds: float | None, host: Any) -> bool:
    """Waits until `ready()` holds (it is asked with the lock held and takes what it finds); false when time is up.

    Args:
        seconds: how long at most; None for ever, 0 not at all.
        host: its clock counts; `check_stop` is asked between naps.
    """
    end = None if seconds is None else host.monotonic_s() + seconds
    while True:
        with CHANGED:
            if ready():
                return True
            left = NAP_S if end is None else end - host.monotonic_s()
            if left <= 0:
                return False
            CHANGED.wait(min(left, NAP_S))
        host.check_stop()


def this_thread() -> int:
    """Gives the number of the calling thread."""
    return get_ident()


class WaitHandle(NetObject):
    """System.Threading.WaitHandle: what WaitOne waits for. `take()` is asked with the lock held."""

    __slots__ = ()
    net = "System.Threading.WaitHandle"

    def take(self) -> bool:
        """Takes it if it is free; tells whether it was."""
        return True


class Mutex(WaitHandle):
    """System.Threading.Mutex: `owner` a thread's number or None, `count` how often it holds it."""

    __slots__ = ("owner", "count", "name")
    net = "System.Threading.Mutex"

    def __init__(self, owned: bool = False, name: str = "") -> None:
        self.owner: int | None = get_ident() if owned else None
        self.count = 1 if owned else 0
        self.name = name

    def take(self) -> bool:
        me = get_ident()
        if self.owner is not None and self.owner != me:
            return False
        self.owner = me
        self.count += 1
        return True

    def release(self) -> bool:
        """Gives it back once; false when the calling thread does not hold it."""
        with CHANGED:
            if self.owner != get_ident():
                return False
            self.count -= 1
            if not self.count:
                self.owner = None
                CHANGED.notify_all()
            return True


class EventHandle(WaitHandle):
    """AutoResetEvent and ManualResetEvent: `is_set`, `auto` = the first who waited closes it again; `first` as made."""

    __slots__ = ("is_set", "auto", "kind", "first")
    net = "System.Threading.EventWaitHandle"

    def __init__(self, is_set: bool, auto: bool, kind: str = "System.Threading.EventWaitHandle") -> None:
        self.is_set, self.auto, self.kind = is_set, auto, kind
        self.first = is_set

    @property
    def net_type(self) -> Any:
        return find_type(self.kind)

    def take(self) -> bool:
        if not self.is_set:
            return False
        if self.auto:
            self.is_set = False
        return True

    def put(self, value: bool) -> None:
        with CHANGED:
            self.is_set = value
            CHANGED.notify_all()


class Semaphore(WaitHandle):
    """Semaphore and SemaphoreSlim: `free` places of `most`; `first` so many when it was made."""

    __slots__ = ("free", "most", "kind", "first")
    net = "System.Threading.SemaphoreSlim"

    def __init__(self, free: int, most: int = 2**31 - 1, kind: str = "System.Threading.SemaphoreSlim") -> None:
        self.free, self.most, self.kind = free, most, kind
        self.first = free

    @property
    def net_type(self) -> Any:
        return find_type(self.kind)

    def take(self) -> bool:
        if self.free <= 0:
            return False
        self.free -= 1
        return True

    def release(self, count: int) -> int | None:
        """Gives places back; the number before, or None when there would be too many."""
        with CHANGED:
            before = self.free
            if before + count > self.most:
                return None
            self.free += count
            CHANGED.notify_all()
            return before


class Countdown(WaitHandle):
    """System.Threading.CountdownEvent."""

    __slots__ = ("left", "start")
    net = "System.Threading.CountdownEvent"

    def __init__(self, count: int) -> None:
        self.left = self.start = count

    def take(self) -> bool:
        return self.left <= 0


class CancellationSource(NetObject):
    """System.Threading.CancellationTokenSource: `due` in seconds of the host's clock, None = by hand only."""

    __slots__ = ("cancelled", "due", "callbacks")
    net = "System.Threading.CancellationTokenSource"

    def __init__(self, due: float | None = None) -> None:
        self.cancelled = False
        self.due = due
        self.callbacks: list[Any] = []


class CancellationToken(NetObject):
    """System.Threading.CancellationToken: the view of a source, or of none."""

    __slots__ = ("source",)
    net = "System.Threading.CancellationToken"

    def __init__(self, source: CancellationSource | None = None) -> None:
        self.source = source


class Task(NetObject):
    """System.Threading.Tasks.Task: done already, or at `due` on the host's clock, or when `parts` are all (any) done."""

    __slots__ = ("meta", "due", "result", "fault", "parts", "any", "cancelled", "number")
    counted = 0

    def __init__(self, result: Any = None, meta: Any = None, due: float = 0.0) -> None:
        self.meta, self.due, self.result = meta, due, result
        self.fault: NetException | None = None
        self.parts: list[Task] = []
        self.any = False
        self.cancelled = False
        Task.counted += 1
        self.number = Task.counted

    @property
    def net(self) -> str:  # type: ignore[override]
        return "System.Threading.Tasks.Task" if self.meta is None else "System.Threading.Tasks.Task`1"

    @property
    def net_type(self) -> Any:
        return find_type(self.net if self.meta is None else f"{self.net}[{self.meta[0]}]")

    def done(self, now: float) -> bool:
        if self.parts:
            ends = [p.done(now) for p in self.parts]
            return any(ends) if self.any else all(ends)
        return now >= self.due
