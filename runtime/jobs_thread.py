"""Jobs on threads of this process: a script block in a session of its own, beside workflows' jobs in the same table.

At most `limit` run at once, the others wait in their order. Nothing of them is stored.
"""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from perdure.interpreter.context import Context, set_current
from perdure.interpreter.errors import BreakFlow, Cancelled, ExitFlow, NetException
from perdure.interpreter.python_faults import ENDED, script_error
from perdure.runtime.jobs import LiveJob
from perdure.runtime.jobs_task import failure_of
from perdure.runtime.workflow_context import STREAM_NAMES
from perdure.runtime.workflow_streams import JobStreams

Work = Callable[[Context, Callable[[Any], None]], None]
LIMIT = 5


STOPPED = "System.Management.Automation.PipelineStoppedException"


class ThreadJob(LiveJob):
    """A job that runs on a thread. `work` gets its session and where output goes."""

    __slots__ = ("engine", "cx", "work")
    net = "ThreadJob.ThreadJob"
    kind = "ThreadJob"

    def __init__(self, engine: Any, number: int, name: str, command: str, cx: Context, work: Work) -> None:
        super().__init__(number, name or f"Job{number}", engine.new_id(), command, JobStreams(engine.changes.note))
        self.engine, self.cx, self.work = engine, cx, work
        self.location = "PowerShell"
        for low, stream in STREAM_NAMES.items():
            setattr(cx.streams, low, self._sink(stream))

    @property
    def reason(self) -> Any:
        """Gives what ended the job; of one that was stopped, that it was."""
        stopped = self.failure is None and self.state_name == "Stopped"
        return NetException(STOPPED, "The pipeline has been stopped.") if stopped else super().reason

    def _sink(self, stream: str) -> Callable[[Any], None]:
        def take(record: Any) -> None:
            self.streams.put(stream, record)

        return take

    def emit(self, value: Any) -> None:
        self.streams.put("Output", value)

    def run(self) -> None:
        """Does the work, on the executor's thread."""
        if self.state_name != "NotStarted":
            return
        self.set_state("Running")
        before = set_current(self.cx)
        state = "Completed"
        try:
            self.work(self.cx, self.emit)
        except ENDED as raised:
            self.failure, state = failure_of(script_error(raised).record), "Failed"
        except (ExitFlow, BreakFlow):
            state = "Completed"
        except Cancelled:
            state = "Stopped"
        finally:
            set_current(before)
        self.set_state("Stopped" if self.cx.host.stopping.is_set() else state)

    def set_state(self, state: str) -> None:
        now = self.engine.scheduler.now_ms()
        if state == "Running":
            self.began_ms = now
        else:
            self.ended_ms = now
        self.state_name = state
        self.engine.changes.note()

    def stop(self) -> None:
        self.cx.host.stopping.set()
        if self.state_name == "NotStarted":
            self.set_state("Failed")

    def remove(self) -> None:
        self.engine.jobs.discard(self)


class ThreadJobs:
    """The thread jobs of an engine that wait and that run."""

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.limit = LIMIT
        self._waiting: deque[ThreadJob] = deque()
        self._running = 0
        self._lock = threading.Lock()

    def start(self, job: ThreadJob) -> None:
        """Enters a job and runs it when there is room."""
        self.engine.jobs.add(job)
        with self._lock:
            self._waiting.append(job)
        self._more()

    def _more(self) -> None:
        while True:
            with self._lock:
                if not self._waiting or self._running >= self.limit:
                    return
                job = self._waiting.popleft()
                self._running += 1
            self.engine.executor.submit(lambda job=job: self._one(job))

    def _one(self, job: ThreadJob) -> None:
        try:
            job.run()
        finally:
            with self._lock:
                self._running -= 1
            self._more()
