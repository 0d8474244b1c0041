"""System.Threading.Monitor and Interlocked."""

from threading import get_ident
from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet.threading import wait_one
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import PSObject, Reference
from perdure.interpreter.values.sync import CHANGED, Mutex

_T = "System.Threading."
_LIMITS = ("int millisecondsTimeout", "timespan timeout")

_LOCKS: dict[int, tuple[Any, Mutex]] = {}  # id of an object -> (the object, its lock), while somebody holds it


def lock_of(value: Any) -> Mutex:
    if type(value) is PSObject:
        value = value.base
    if value is None:
        raise null("obj")
    with CHANGED:
        found = _LOCKS.get(id(value))
        if found is None:
            found = _LOCKS[id(value)] = (value, Mutex())
        return found[1]


def enter(value: Any, taken: Reference | None = None) -> None:
    wait_one(lock_of(value))
    if taken is not None:
        taken.set(True)


def try_enter(value: Any, limit: Any = 0) -> bool:
    return wait_one(lock_of(value), limit)


def leave(value: Any) -> None:
    mutex = lock_of(value)
    if not mutex.release():
        raise throw_dotnet(_T + "SynchronizationLockException", "Object synchronization method was called from an unsynchronized block of code.")  # fmt: skip
    base = value.base if type(value) is PSObject else value
    with CHANGED:
        if mutex.owner is None:
            _LOCKS.pop(id(base), None)


def is_entered(value: Any) -> bool:
    found = _LOCKS.get(id(value.base if type(value) is PSObject else value))
    return found is not None and found[1].owner == get_ident()


define(_T + "Monitor", kind="static", members={
    "static Enter(object obj) -> void": enter,
    "static Enter(object obj, ref bool lockTaken) -> void": enter,
    "static Exit(object obj) -> void": leave,
    "static IsEntered(object obj) -> bool": is_entered,
    "static TryEnter(object obj) -> bool": try_enter,
    **{f"static TryEnter(object obj, {limit}) -> bool": try_enter for limit in _LIMITS},
    "static Pulse(object obj) -> void": lambda o: None,
    "static PulseAll(object obj) -> void": lambda o: None,
    "static Wait(object obj, int millisecondsTimeout) -> bool": lambda o, n: True,
})  # fmt: skip


# ---- Interlocked ------------------------------------------------------------------------------------------------------------


def wrapped(number: int, like: Any) -> Any:
    bits = 32 if type(like) is int else 64
    number &= (1 << bits) - 1
    number = number - (1 << bits) if number >> (bits - 1) else number
    return type(like)(number)


def change(by: int) -> Any:
    def run(place: Reference) -> Any:
        with CHANGED:
            made = wrapped(place.get() + by, place.get())
            place.set(made)
            return made

    return run


def add(place: Reference, value: Any) -> Any:
    with CHANGED:
        made = wrapped(place.get() + value, place.get())
        place.set(made)
        return made


def exchange(place: Reference, value: Any) -> Any:
    with CHANGED:
        before = place.get()
        place.set(value)
        return before


def compare_exchange(place: Reference, value: Any, comparand: Any) -> Any:
    with CHANGED:
        before = place.get()
        if equal(before, comparand):
            place.set(value)
        return before


_INTER: dict[str, Any] = {}
for _word in ("int", "long"):
    _INTER[f"static Increment(ref {_word} location) -> {_word}"] = change(1)
    _INTER[f"static Decrement(ref {_word} location) -> {_word}"] = change(-1)
    _INTER[f"static Add(ref {_word} location1, {_word} value) -> {_word}"] = add
    _INTER[f"static Read(ref {_word} location) -> {_word}"] = lambda place: place.get()
for _word in ("int", "long", "double", "object"):
    _INTER[f"static Exchange(ref {_word} location1, {_word} value) -> {_word}"] = exchange
    _INTER[f"static CompareExchange(ref {_word} location1, {_word} value, {_word} comparand) -> {_word}"] = (
        compare_exchange
    )
define(_T + "Interlocked", kind="static", members=_INTER)
