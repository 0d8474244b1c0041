"""System.Threading: ReaderWriterLockSlim, ThreadLocal, AsyncLocal, Volatile, Timeout, Barrier's and spinning's little ones."""

from typing import Any

from perdure.interpreter.arrays import zero_of
from perdure.interpreter.context import current
from perdure.interpreter.dotnet.threading import seconds_of
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import NetType, Prop, define
from perdure.interpreter.values.base import NetObject, Reference
from perdure.interpreter.values.locks import PerThread, ReaderWriterLock
from perdure.interpreter.values.sync import this_thread, wait_for
from perdure.interpreter.values.timespan import TimeSpan

_T = "System.Threading."
_WORDS = {"read": "Read", "upgrade": "UpgradeableRead", "write": "Write"}
_LIMITS = ("int millisecondsTimeout", "timespan timeout")


def recursion(lock: ReaderWriterLock, mode: str) -> None:
    """Refuses what a lock without recursion does not let its holder do."""
    if lock.recursive:
        return
    held = [name for name in ("read", "upgrade", "write") if lock.mine(name)]
    if mode in held:
        raise throw_dotnet(
            _T + "LockRecursionException", f"Recursive {mode} lock acquisitions not allowed in this mode."
            if mode != "upgrade" else "Recursive upgradeable lock acquisitions not allowed in this mode.",
        )  # fmt: skip
    if mode == "write" and held == ["read"]:
        raise throw_dotnet(
            _T + "LockRecursionException",
            "Write lock may not be acquired with read lock held. This pattern is prone to deadlocks. Please ensure that read "
            "locks are released before taking a write lock. If an upgrade is necessary, use an upgrade lock in place of the "
            "read lock.",
        )
    if mode == "read" and held == ["write"]:
        raise throw_dotnet(_T + "LockRecursionException", "A read lock may not be acquired with the write lock held in this mode.")  # fmt: skip


def enter(mode: str, tries: bool) -> Any:
    def run(lock: ReaderWriterLock, limit: Any = None) -> bool | None:
        recursion(lock, mode)
        taken = wait_for(lambda: lock.take(mode), seconds_of(limit) if tries else None, current().host)
        return taken if tries else None

    return run


def leave(mode: str) -> Any:
    def run(lock: ReaderWriterLock) -> None:
        if not lock.leave(mode):
            word = {"read": "read", "upgrade": "upgradeable", "write": "write"}[mode]
            raise throw_dotnet(
                _T + "SynchronizationLockException", f"The {word} lock is being released without being held."
            )

    return run


def _lock_members() -> dict[str, Any]:
    table: dict[str, Any] = {
        "new()": ReaderWriterLock,
        f"new({_T}LockRecursionPolicy recursionPolicy)": lambda policy: ReaderWriterLock(bool(policy.value)),
        "CurrentReadCount -> int": lambda r: len(r.held["read"]),
        "WaitingReadCount -> int": lambda r: 0,
        "WaitingWriteCount -> int": lambda r: 0,
        "Dispose() -> void": lambda r: None,
    }
    for mode, word in _WORDS.items():
        table[f"Enter{word}Lock() -> void"] = enter(mode, False)
        table[f"Exit{word}Lock() -> void"] = leave(mode)
        for limit in _LIMITS:
            table[f"TryEnter{word}Lock({limit}) -> bool"] = enter(mode, True)
        table[f"Is{word}LockHeld -> bool"] = lambda r, m=mode: bool(r.mine(m))
        table[f"Recursive{word.replace('Read', 'Read')}Count -> int"] = lambda r, m=mode: r.mine(m)
    return table


define(_T + "ReaderWriterLockSlim", interfaces=["System.IDisposable"], py=ReaderWriterLock, members=_lock_members)


# ---- values of threads ---------------------------------------------------------------------------------------------------


def held(place: PerThread) -> Any:
    me = this_thread()
    if me not in place.values:
        kind = place.net_type.args[0]
        place.values[me] = place.make.call() if place.make is not None else zero_of(kind)
    return place.values[me]


def hold(place: PerThread, value: Any) -> None:
    place.values[this_thread()] = value


def per_thread(kind: NetType, make: Any = None, *_more: Any) -> PerThread:
    return PerThread(kind, None if isinstance(make, bool) else make)


_VALUE = Prop(held, hold, "T")
define(_T + "ThreadLocal`1", parameters="T", interfaces=["System.IDisposable"], members={
    "new()": per_thread,
    "new(bool trackAllValues)": per_thread,
    "new(Func[T] valueFactory)": per_thread,
    "new(Func[T] valueFactory, bool trackAllValues)": per_thread,
    "Value": _VALUE,
    "Values -> System.Collections.Generic.IList[T]": lambda p: list(p.values.values()),
    "IsValueCreated -> bool": lambda p: this_thread() in p.values,
    "Dispose() -> void": lambda p: None,
})  # fmt: skip
define(_T + "AsyncLocal`1", parameters="T", members={"new()": per_thread, "Value": _VALUE})


def read(place: Reference) -> Any:
    return place.get()


def write(place: Reference, value: Any) -> None:
    place.set(value)


_KINDS = ["bool", "byte", "double", "short", "int", "long", "sbyte", "float", "ushort", "uint", "ulong"]
define(_T + "Volatile", kind="static", members={
    **{f"static Read(ref {kind} location) -> {kind}": read for kind in _KINDS},
    **{f"static Write(ref {kind} location, {kind} value) -> void": write for kind in _KINDS},
    "static Read<T>(ref T location) -> T": lambda _types, place: place.get(),
    "static Write<T>(ref T location, T value) -> void": lambda _types, place, value: place.set(value),
})  # fmt: skip
define(_T + "Timeout", kind="static", members={
    "static Infinite -> int": -1,
    "static InfiniteTimeSpan -> timespan": TimeSpan(-10000),
})  # fmt: skip


class SynchronizationContext(NetObject):
    """A context that posts to nowhere: there is no message loop."""

    __slots__ = ()
    net = _T + "SynchronizationContext"


define(SynchronizationContext.net, py=SynchronizationContext, members={
    "new()": SynchronizationContext,
    "static Current -> System.Threading.SynchronizationContext": Prop(lambda: None),
    "static SetSynchronizationContext(System.Threading.SynchronizationContext syncContext) -> void": lambda _c: None,
    f"Send({_T}SendOrPostCallback d, object state) -> void": lambda _c, d, state: d.call(state),
    f"Post({_T}SendOrPostCallback d, object state) -> void": lambda _c, d, state: d.call(state),
})  # fmt: skip


class SpinWait(NetObject):
    __slots__ = ("count",)
    net = _T + "SpinWait"

    def __init__(self) -> None:
        self.count = 0

    def once(self) -> None:
        self.count += 1
        current().host.sleep(0.001)


define(SpinWait.net, "System.ValueType", kind="struct", py=SpinWait, members={
    "new()": SpinWait,
    "Count -> int": lambda s: s.count,
    "NextSpinWillYield -> bool": lambda s: s.count >= 10,
    "SpinOnce() -> void": lambda s: s.once(),
    "SpinOnce(int sleep1Threshold) -> void": lambda s, n: s.once(),
    "Reset() -> void": lambda s: setattr(s, "count", 0),
    "static SpinUntil(Func[bool] condition, int millisecondsTimeout) -> bool": (
        lambda ready, limit: wait_for(lambda: bool(ready.call()), seconds_of(limit), current().host)
    ),
})  # fmt: skip
define(_T + "ThreadPool", kind="static", members={
    "static ThreadCount -> int": Prop(lambda: 1),
    "static GetMinThreads(out int workerThreads, out int completionPortThreads) -> void": (
        lambda a, b: (a.set(1), b.set(1), None)[2]
    ),
    "static GetMaxThreads(out int workerThreads, out int completionPortThreads) -> void": (
        lambda a, b: (a.set(32767), b.set(1000), None)[2]
    ),
    "static SetMinThreads(int workerThreads, int completionPortThreads) -> bool": lambda a, b: True,
    "static SetMaxThreads(int workerThreads, int completionPortThreads) -> bool": lambda a, b: True,
})  # fmt: skip
