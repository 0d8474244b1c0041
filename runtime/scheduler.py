"""The scheduler: one thread per engine that owns the state of all running workflows.

It takes what came in (results, orders, commits that are done), fires timers, steps branches that are ready, and at the
end of each turn saves what asked for it. Everybody else leaves work in its inbox.
"""

import heapq
import itertools
import threading
import traceback
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from perdure.interpreter.context import set_current
from perdure.runtime import workflow_activities, workflow_turns
from perdure.runtime.clock import NOTHING_CAME, Clock
from perdure.runtime.executors.protocol import Executor
from perdure.runtime.executors.threads import start_thread
from perdure.runtime.workflow_run import Run

MAIL_S = 0.25  # orders to jobs of this process are looked for so often


class Scheduler:
    """See the module. `runs` are those that have not ended."""

    def __init__(self, clock: Clock, executor: Executor) -> None:
        self.clock = clock
        self.executor = executor
        self.inbox: SimpleQueue[Any] = SimpleQueue()
        self.runs: dict[int, Run] = {}
        self.timers: list[tuple[float, int, Callable[..., None], tuple[Any, ...]]] = []
        self.poll: Callable[[], None] | None = None  # looks for orders of other processes
        self._order = itertools.count()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._closed = False
        self._next_poll_s = 0.0

    # -- from other threads ----------------------------------------------------------------------------------------------

    def post(self, work: Callable[..., None], *args: Any) -> None:
        """Has `work` done on the scheduler's thread, soon."""
        self.inbox.put((work, args))
        if self._thread is None:
            with self._starting:
                if self._thread is None and not self._closed:
                    self._thread = start_thread(self._loop, "perdure-scheduler")

    def call(self, work: Callable[..., Any], *args: Any) -> Any:
        """Has `work` done there and gives its answer; what it raises is raised here."""
        done = threading.Event()
        box: list[Any] = [None, None]

        def run() -> None:
            try:
                box[0] = work(*args)
            except Exception as error:  # handed to the asker, whatever it is
                box[1] = error
            done.set()

        self.post(run)
        done.wait()
        if box[1] is not None:
            raise box[1]
        return box[0]

    def close(self) -> None:
        """Ends the thread once it has done what is in its inbox."""
        with self._starting:
            self._closed = True
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            self.inbox.put((self._stop, ()))
            thread.join(5.0)

    # -- on its own thread -------------------------------------------------------------------------------------------------

    def adopt(self, run: Run) -> None:
        """Takes a run over; its branches are stepped from now on."""
        self.runs[id(run)] = run
        run.begun_s = self.clock.now_s()
        workflow_turns.begun(self, run)

    def now_ms(self) -> int:
        """Gives the time as stores keep it."""
        return int(self.clock.now_s() * 1000)

    def at(self, due_s: float, work: Callable[..., None], *args: Any) -> None:
        """Has `work` done at a time (seconds since 1970)."""
        heapq.heappush(self.timers, (due_s, next(self._order), work, args))

    def abandon(self, run: Run, branch: Any) -> None:
        """Stops a branch's activity; what comes of it is still delivered."""
        workflow_activities.stop(self, run, branch)

    def _stop(self) -> None:
        raise _Over

    def _loop(self) -> None:
        try:
            while True:
                item = self.clock.wait(self.inbox, self._patience_s())
                while item is not NOTHING_CAME:
                    work, args = item
                    self._guarded(work, args)
                    try:
                        item = self.inbox.get_nowait()
                    except Empty:
                        break
                self._fire()
                for run in list(self.runs.values()):
                    self._turn(run)
        except _Over:
            return

    def _guarded(self, work: Callable[..., None], args: tuple[Any, ...]) -> None:
        try:
            work(*args)
        except _Over:
            raise
        except Exception:  # one run's fault must not end the others
            traceback.print_exc()

    def _turn(self, run: Run) -> None:
        before = set_current(run.cx)
        try:
            workflow_turns.turn(self, run)
        except Exception as fault:
            workflow_turns.crashed(self, run, fault)
        finally:
            set_current(before)

    def _patience_s(self) -> float | None:
        """Gives how long nothing needs to be done, None = until something comes."""
        if any(run.machine.ready and not run.ended for run in self.runs.values()):
            return 0.0
        due = self.timers[0][0] if self.timers else None
        if self.poll is not None and self.runs and self.clock.real:
            due = self._next_poll_s if due is None else min(due, self._next_poll_s)
        return None if due is None else max(0.0, due - self.clock.now_s())

    def _fire(self) -> None:
        now = self.clock.now_s()
        while self.timers and self.timers[0][0] <= now:
            _, _, work, args = heapq.heappop(self.timers)
            self._guarded(work, args)
        if self.poll is not None and self.runs and now >= self._next_poll_s:
            self._next_poll_s = now + MAIL_S
            self._guarded(self.poll, ())


class _Over(Exception):
    """The scheduler is to end."""
