"""The engine as code inside a workflow sees it: calls of workflows there are frames or inner runs of the same job (SD-31)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class JobEngine:
    """What `engine` is in the sessions of a job and of its activities. `live`: the activity, None on the scheduler."""

    def __init__(self, run: Any, live: Any = None) -> None:
        self.run = run
        self.live = live
        self.calls: list[Any] | None = None  # not None: a call of a workflow is noted there, not run

    @contextmanager
    def capturing(self) -> Iterator[list[Any]]:
        """Notes the calls that are made meanwhile."""
        before, self.calls = self.calls, []
        try:
            yield self.calls
        finally:
            self.calls = before

    def __getattr__(self, name: str) -> Any:
        return getattr(self.run.engine, name)
