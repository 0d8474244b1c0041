"""The clock that the scheduler goes by: real time, or a virtual one that jumps to the next timer (tests).

Serves the scheduler; times are seconds since 1970. Knows nothing of workflows.
"""

import time
from queue import Empty, SimpleQueue
from typing import Any, Protocol

NOTHING_CAME = object()  # what `wait` gives when the time was over


class Clock(Protocol):
    """Tells the time and waits. `real`: time goes on by itself, so orders of other processes are looked for."""

    real: bool

    def now_s(self) -> float:
        """Gives the time in seconds since 1970 (UTC)."""

    def wait(self, queue: "SimpleQueue[Any]", timeout_s: float | None) -> Any:
        """Takes the next item off a queue; NOTHING_CAME when none came in time. None = waits for ever."""


class SystemClock:
    """Real time."""

    real = True

    def now_s(self) -> float:
        return time.time()

    def wait(self, queue: "SimpleQueue[Any]", timeout_s: float | None) -> Any:
        try:
            return queue.get(timeout=timeout_s) if timeout_s is None or timeout_s > 0 else queue.get_nowait()
        except Empty:
            return NOTHING_CAME


class VirtualClock:
    """Time that stands still while there is work and jumps when everybody waits.

    `grace_s`: how long it really waits for other threads before it jumps.
    """

    real = False

    def __init__(self, start_s: float = 1_700_000_000.0, grace_s: float = 0.02) -> None:
        self.time_s = start_s
        self.grace_s = grace_s

    def now_s(self) -> float:
        return self.time_s

    def wait(self, queue: "SimpleQueue[Any]", timeout_s: float | None) -> Any:
        try:
            if timeout_s is not None and timeout_s <= 0:
                return queue.get_nowait()
            return queue.get(timeout=self.grace_s if timeout_s is not None else None)
        except Empty:
            self.time_s += max(0.0, timeout_s or 0.0)
            return NOTHING_CAME
