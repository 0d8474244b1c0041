"""System.Threading: Monitor, Mutex, events, semaphores, Interlocked, Thread, CancellationTokenSource."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._faults import outside
from perdure.interpreter.dotnet._items import items_of
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.sync import (
    CHANGED,
    CancellationSource,
    CancellationToken,
    Countdown,
    EventHandle,
    Mutex,
    Semaphore,
    WaitHandle,
    wait_for,
)
from perdure.interpreter.values.timespan import TimeSpan

_T = "System.Threading."


def seconds_of(limit: Any) -> float | None:
    """Gives a time-out in seconds: milliseconds or a TimeSpan, None for -1 (for ever)."""
    if limit is None:
        return None
    ms = limit.ticks / 10_000 if isinstance(limit, TimeSpan) else float(limit)
    if ms < -1:
        raise outside("millisecondsTimeout", "Number must be either non-negative and less than or equal to Int32.MaxValue or -1.")  # fmt: skip
    return None if ms == -1 else ms / 1000


def wait_one(handle: WaitHandle, limit: Any = None, _exit: Any = None) -> bool:
    return wait_for(handle.take, seconds_of(limit), current().host)


def wait_quietly(handle: WaitHandle) -> None:
    wait_one(handle)


def wait_all(handles: Any, limit: Any = None) -> bool:
    waiting = items_of(handles, "waitHandles")

    def ready() -> bool:
        while waiting and waiting[0].take():
            waiting.pop(0)
        return not waiting

    return wait_for(ready, seconds_of(limit), current().host)


def wait_any(handles: Any, limit: Any = None) -> int:
    every = items_of(handles, "waitHandles")
    found: list[int] = []

    def ready() -> bool:
        for i, handle in enumerate(every):
            if handle.take():
                found.append(i)
                return True
        return False

    return found[0] if wait_for(ready, seconds_of(limit), current().host) else 258


_LIMITS = ("int millisecondsTimeout", "timespan timeout")
_HANDLE: dict[str, Any] = {
    "WaitOne() -> bool": wait_one,
    **{f"WaitOne({limit}) -> bool": wait_one for limit in _LIMITS},
    "WaitOne(int millisecondsTimeout, bool exitContext) -> bool": wait_one,
    "Close() -> void": lambda h: None,
    "Dispose() -> void": lambda h: None,
    "static WaitTimeout -> int": 258,
}
for _words in ("System.Threading.WaitHandle[] waitHandles",):
    for _tail in ("", ", int millisecondsTimeout", ", timespan timeout"):
        _HANDLE[f"static WaitAll({_words}{_tail}) -> bool"] = wait_all
        _HANDLE[f"static WaitAny({_words}{_tail}) -> int"] = wait_any
define(
    _T + "WaitHandle", "System.MarshalByRefObject", interfaces=["System.IDisposable"], abstract=True, members=_HANDLE
)

_NAMED: dict[str, Mutex] = {}  # named mutexes of this process


def new_mutex(owned: bool = False, name: str | None = None, created: Reference | None = None) -> Mutex:
    if not name:
        return Mutex(owned)
    with CHANGED:
        found = _NAMED.get(name)
        fresh = found is None
        if found is None:
            found = _NAMED[name] = Mutex(False, name)
    if created is not None:
        created.set(fresh)
    if owned and fresh:
        with CHANGED:
            found.take()
    return found


def release_mutex(mutex: Mutex) -> None:
    if not mutex.release():
        raise throw_dotnet("System.ApplicationException", "Object synchronization method was called from an unsynchronized block of code.")  # fmt: skip


def open_mutex(name: str) -> Mutex:
    if name not in _NAMED:
        raise throw_dotnet(_T + "WaitHandleCannotBeOpenedException", "No handle of the given name exists.")
    return _NAMED[name]


def try_open(name: str, result: Reference) -> bool:
    result.set(_NAMED.get(name))
    return name in _NAMED


define(_T + "Mutex", _T + "WaitHandle", py=Mutex, members={
    "new()": new_mutex,
    "new(bool initiallyOwned)": new_mutex,
    "new(bool initiallyOwned, string name)": new_mutex,
    "new(bool initiallyOwned, string name, out bool createdNew)": new_mutex,
    "ReleaseMutex() -> void": release_mutex,
    "static OpenExisting(string name) -> System.Threading.Mutex": open_mutex,
    "static TryOpenExisting(string name, out System.Threading.Mutex result) -> bool": try_open,
})  # fmt: skip


# ---- events --------------------------------------------------------------------------------------------------------------


def event(short: str, auto: bool) -> Any:
    def make(is_set: bool = False, *_more: Any) -> EventHandle:
        return EventHandle(bool(is_set), auto, _T + short)

    return make


def set_event(e: EventHandle) -> bool:
    e.put(True)
    return True


def reset_event(e: EventHandle) -> bool:
    e.put(False)
    return True


def by_mode(is_set: bool, mode: Any, _name: Any = None) -> EventHandle:
    return EventHandle(is_set, str(mode) == "AutoReset", _T + "EventWaitHandle")


define(_T + "EventWaitHandle", _T + "WaitHandle", members={
    "new(bool initialState, System.Threading.EventResetMode mode)": by_mode,
    "new(bool initialState, System.Threading.EventResetMode mode, string name)": by_mode,
    "Set() -> bool": set_event,
    "Reset() -> bool": reset_event,
})  # fmt: skip
for _short, _auto in (("AutoResetEvent", True), ("ManualResetEvent", False)):
    define(_T + _short, _T + "EventWaitHandle", members={"new(bool initialState)": event(_short, _auto)})
_slim = event("ManualResetEventSlim", False)
define(_T + "ManualResetEventSlim", interfaces=["System.IDisposable"], members={
    "new()": _slim,
    "new(bool initialState)": _slim,
    "new(bool initialState, int spinCount)": _slim,
    "IsSet -> bool": lambda e: e.is_set,
    "SpinCount -> int": lambda e: 35,
    "WaitHandle -> object": lambda e: e,
    "Set() -> void": set_event,
    "Reset() -> void": reset_event,
    "Wait() -> void": wait_quietly,
    **{f"Wait({limit}) -> bool": wait_one for limit in _LIMITS},
    "Dispose() -> void": lambda e: None,
})  # fmt: skip


# ---- semaphores -----------------------------------------------------------------------------------------------------------


def semaphore(short: str) -> Any:
    def make(free: int, most: int = 2**31 - 1, *_more: Any) -> Semaphore:
        if free < 0 or free > most:
            raise outside("initialCount", "The initialCount argument must be non-negative and less than or equal to the maximumCount.")  # fmt: skip
        return Semaphore(free, most, _T + short)

    return make


def release(s: Semaphore, count: int = 1) -> int:
    before = s.release(count)
    if before is None:
        raise throw_dotnet(_T + "SemaphoreFullException", "Adding the specified count to the semaphore would cause it to exceed its maximum count.")  # fmt: skip
    return before


define(_T + "Semaphore", _T + "WaitHandle", members={
    "new(int initialCount, int maximumCount)": semaphore("Semaphore"),
    "new(int initialCount, int maximumCount, string name)": semaphore("Semaphore"),
    "Release() -> int": release,
    "Release(int releaseCount) -> int": release,
})  # fmt: skip
define(_T + "SemaphoreSlim", interfaces=["System.IDisposable"], members={
    "new(int initialCount)": semaphore("SemaphoreSlim"),
    "new(int initialCount, int maxCount)": semaphore("SemaphoreSlim"),
    "CurrentCount -> int": lambda s: s.free,
    "AvailableWaitHandle -> object": lambda s: s,
    "Wait() -> void": wait_quietly,
    **{f"Wait({limit}) -> bool": wait_one for limit in _LIMITS},
    "Release() -> int": release,
    "Release(int releaseCount) -> int": release,
    "Dispose() -> void": lambda s: None,
})  # fmt: skip


def signal(c: Countdown, count: int = 1) -> bool:
    with CHANGED:
        if count > c.left:
            raise throw_dotnet("System.InvalidOperationException", "Invalid attempt made to decrement the event's count below zero.")  # fmt: skip
        c.left -= count
        CHANGED.notify_all()
        return c.left == 0


def add_count(c: Countdown, count: int = 1) -> None:
    with CHANGED:
        c.left += count


define(_T + "CountdownEvent", interfaces=["System.IDisposable"], py=Countdown, members={
    "new(int initialCount)": Countdown,
    "CurrentCount -> int": lambda c: c.left,
    "InitialCount -> int": lambda c: c.start,
    "IsSet -> bool": lambda c: c.left <= 0,
    "Signal() -> bool": signal,
    "Signal(int signalCount) -> bool": signal,
    "AddCount() -> void": add_count,
    "AddCount(int signalCount) -> void": add_count,
    "Wait() -> void": wait_quietly,
    **{f"Wait({limit}) -> bool": wait_one for limit in _LIMITS},
    "Dispose() -> void": lambda c: None,
})  # fmt: skip


# ---- cancellation -----------------------------------------------------------------------------------------------------------


def due(limit: Any) -> float:
    found = seconds_of(limit)
    return float("inf") if found is None else float(current().host.monotonic_s()) + found


def source(limit: Any = None) -> CancellationSource:
    return CancellationSource(None if limit is None else due(limit))


def cancelled(s: CancellationSource | None) -> bool:
    if s is None:
        return False
    return s.cancelled or (s.due is not None and current().host.monotonic_s() >= s.due)


def cancel(s: CancellationSource) -> None:
    s.cancelled = True
    for call in s.callbacks:
        call.call()


def cancel_after(s: CancellationSource, limit: Any) -> None:
    s.due = due(limit)


def register(t: CancellationToken, action: Any) -> Any:
    if t.source is not None:
        t.source.callbacks.append(action)
    return t


def refuse_cancelled(t: CancellationToken) -> None:
    if cancelled(t.source):
        raise throw_dotnet("System.OperationCanceledException", "The operation was canceled.")


define(_T + "CancellationTokenSource", interfaces=["System.IDisposable"], py=CancellationSource, members={
    "new()": source,
    "new(int millisecondsDelay)": source,
    "new(timespan delay)": source,
    "IsCancellationRequested -> bool": cancelled,
    "Token -> System.Threading.CancellationToken": CancellationToken,
    "Cancel() -> void": cancel,
    "CancelAfter(int millisecondsDelay) -> void": cancel_after,
    "CancelAfter(timespan delay) -> void": cancel_after,
    "Dispose() -> void": lambda s: None,
})  # fmt: skip
define(_T + "CancellationToken", "System.ValueType", kind="struct", py=CancellationToken, members={
    "new(bool canceled)": lambda c: CancellationToken(_done_source(c)),
    "CanBeCanceled -> bool": lambda t: t.source is not None,
    "IsCancellationRequested -> bool": lambda t: cancelled(t.source),
    "ThrowIfCancellationRequested() -> void": refuse_cancelled,
    "Register(Action callback) -> object": register,
    "static None -> System.Threading.CancellationToken": CancellationToken(),
}).zero = CancellationToken  # fmt: skip


def _done_source(value: bool) -> CancellationSource:
    made = CancellationSource()
    made.cancelled = value
    return made
