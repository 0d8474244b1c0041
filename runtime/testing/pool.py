"""Runs cases side by side, one slot for each thread; results are asked for one by one, in any order."""

import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import attrs

from perdure.runtime.testing.cases import Case
from perdure.runtime.testing.orphans import end_leftovers
from perdure.runtime.testing.outcome import Outcome, run_case
from perdure.runtime.testing.slot import Slot


@attrs.frozen
class Options:
    """How cases are run: `checkpoints` is never, marks, every or None; `cold` starts true processes.

    `generated` is never, hot, soon, always or None: which bodies run as generated Python functions.
    """

    checkpoints: str | None = None
    cold: bool = False
    jobs: int = 0
    plain_s_max: float = 20.0
    process_s_max: float = 60.0
    generated: str | None = None

    @property
    def slots(self) -> int:
        """Gives the number of cases that run at once; 0 asked for means one for each processor."""
        return self.jobs or os.cpu_count() or 1


class Pool:
    """Threads with a slot each; made when the first case is given."""

    def __init__(self, options: Options) -> None:
        end_leftovers()
        self._options = options
        self._slots: list[Slot] = []
        self._local = threading.local()
        self._threads = ThreadPoolExecutor(options.slots, thread_name_prefix="case")

    def run(self, cases: Sequence[Case]) -> list[Future[Outcome]]:
        """Starts on the cases in their order; each future gives one outcome."""
        return [self._threads.submit(self._run, case) for case in cases]

    def close(self) -> None:
        """Drops what has not begun and ends all processes."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for slot in self._slots:
            slot.close()
        self._threads.shutdown(wait=True)

    def _run(self, case: Case) -> Outcome:
        slot: Slot | None = getattr(self._local, "slot", None)
        if slot is None:
            slot = self._local.slot = Slot(self._options.cold, self._options.generated)
            self._slots.append(slot)
        options = self._options
        return run_case(case, slot, options.checkpoints, options.plain_s_max, options.process_s_max)
