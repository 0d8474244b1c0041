"""How many jobs of workflows run at a time in a process; the others wait in a queue and are NotStarted (spec 9.1).

Any thread may ask. A job that another job has started never waits: the other may be waiting for it.
"""

import os
import threading
from collections import deque
from typing import Any

RUNNING_MAX = 30  # MaxRunningWorkflows of 5.1; PERDURE_MAX_RUNNING gives another number


class Slots:
    """The places of one engine; `waiting` are child jobs in the order in which they came."""

    def __init__(self) -> None:
        given = os.environ.get("PERDURE_MAX_RUNNING", "")
        self.most = max(1, int(given)) if given.isdigit() else RUNNING_MAX
        self.waiting: deque[Any] = deque()
        self._taken: set[int] = set()
        self._lock = threading.Lock()

    def enter(self, child: Any, at_once: bool = False) -> bool:
        """Takes a place for a job; False when it has to wait for one."""
        with self._lock:
            if at_once or len(self._taken) < self.most:
                self._taken.add(id(child))
                return True
            self.waiting.append(child)
            return False

    def leave(self, child: Any) -> Any:
        """Gives a job's place back; gives the job that has it now, None when nobody waits (or it had none)."""
        with self._lock:
            if id(child) not in self._taken:
                return None
            self._taken.discard(id(child))
            if not self.waiting or len(self._taken) >= self.most:
                return None
            following = self.waiting.popleft()
            self._taken.add(id(following))
            return following

    def forget(self, child: Any) -> bool:
        """Takes a job out of the queue; False when it does not wait there."""
        with self._lock:
            if child not in self.waiting:
                return False
            self.waiting.remove(child)
            return True
