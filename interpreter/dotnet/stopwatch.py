"""System.Diagnostics.Stopwatch, on the host's clock that only goes forward; Debug and Trace that write nowhere."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.timespan import TICKS_S, TimeSpan


class Stopwatch(NetObject):
    """System.Diagnostics.Stopwatch: `total` ticks of finished stretches, `since` the start of the running one or None."""

    __slots__ = ("total", "since")
    net = "System.Diagnostics.Stopwatch"

    def __init__(self) -> None:
        self.total = 0
        self.since: int | None = None


def clock() -> int:
    return int(current().host.monotonic_s() * TICKS_S)


def elapsed(s: Stopwatch) -> int:
    return s.total + (clock() - s.since if s.since is not None else 0)


def start(s: Stopwatch) -> None:
    if s.since is None:
        s.since = clock()


def stop(s: Stopwatch) -> None:
    s.total, s.since = elapsed(s), None


def reset(s: Stopwatch) -> None:
    s.total, s.since = 0, None


def restart(s: Stopwatch) -> None:
    s.total, s.since = 0, clock()


def start_new() -> Stopwatch:
    made = Stopwatch()
    start(made)
    return made


define("System.Diagnostics.Stopwatch", py=Stopwatch, members={
    "new()": Stopwatch,
    "IsRunning -> bool": lambda s: s.since is not None,
    "Elapsed -> timespan": lambda s: TimeSpan(elapsed(s)),
    "ElapsedMilliseconds -> long": lambda s: Int64(elapsed(s) // 10_000),
    "ElapsedTicks -> long": lambda s: Int64(elapsed(s) * 100),
    "Reset() -> void": reset,
    "Restart() -> void": restart,
    "Start() -> void": start,
    "Stop() -> void": stop,
    "ToString() -> string": lambda s: str(TimeSpan(elapsed(s))),
    "static Frequency -> long": Int64(1_000_000_000),
    "static IsHighResolution -> bool": True,
    "static GetTimestamp() -> long": lambda: Int64(clock() * 100),
    "static GetElapsedTime(long startingTimestamp) -> timespan": lambda t: TimeSpan(clock() - t // 100),
    "static GetElapsedTime(long startingTimestamp, long endingTimestamp) -> timespan": lambda a, b: TimeSpan((b - a) // 100),
    "static StartNew() -> System.Diagnostics.Stopwatch": start_new,
})  # fmt: skip


def nothing(*_args: Any) -> None:
    """Writes nowhere: no debugger listens."""


_TALK: dict[str, Any] = {
    "static Write(object value) -> void": nothing,
    "static WriteLine(object value) -> void": nothing,
    "static WriteLine(string message) -> void": nothing,
    "static Assert(bool condition) -> void": nothing,
    "static Flush() -> void": nothing,
}
define("System.Diagnostics.Debug", kind="static", members=_TALK)
define("System.Diagnostics.Trace", kind="static", members=_TALK)
define("System.Diagnostics.Debugger", kind="static", members={"static IsAttached -> bool": False})
