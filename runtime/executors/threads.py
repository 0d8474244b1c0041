"""Activities on threads of this process: as many as there is work, each with a stack for deep recursion.

Threads that are idle are used again. They are daemons: a process that ends does not wait for them.
"""

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

STACK_BYTES = 256 << 20  # reserved, not used: deep recursion of scripts needs it
IDLE_S = 10.0

_starting = threading.Lock()


def start_thread(work: Callable[[], None], name: str) -> threading.Thread:
    """Starts a daemon thread with a large stack; a smaller one where the system refuses that."""
    with _starting:
        for size in (STACK_BYTES, STACK_BYTES >> 3, 0):
            before = threading.stack_size(size)
            try:
                thread = threading.Thread(target=work, name=name, daemon=True)
                thread.start()
                return thread
            except RuntimeError:
                if not size:
                    raise
            finally:
                threading.stack_size(before)
    raise RuntimeError("no thread could be started")


class ThreadExecutor:
    """Runs work on threads that come and go."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._lock = threading.Lock()
        self._idle = 0
        self._started = 0
        self.hops = 0  # work handed over so far

    def submit(self, work: Callable[[], None]) -> None:
        with self._lock:
            self.hops += 1
            if self._idle:
                self._idle -= 1
                self._waiting.put(work)
                return
            self._started += 1
            name = f"perdure-activity-{self._started}"

        def run() -> None:
            self._run(work)

        start_thread(run, name)

    def close(self) -> None:
        with self._lock:
            for _ in range(self._idle):
                self._waiting.put(None)
            self._idle = 0

    def _run(self, work: Callable[[], None]) -> None:
        while True:
            work()
            with self._lock:
                self._idle += 1
            try:
                following = self._waiting.get(timeout=IDLE_S)
            except Empty:
                with self._lock:
                    if self._idle:
                        self._idle -= 1
                        return
                following = self._waiting.get()  # somebody has counted on this thread meanwhile
            if following is None:
                return
            work = following
