"""What an executor does: it runs work somewhere and never changes a workflow's state itself."""

from collections.abc import Callable
from typing import Protocol


class Executor(Protocol):
    """Runs activities."""

    def submit(self, work: Callable[[], None]) -> None:
        """Runs `work`, which raises nothing, on some other thread; never waits."""

    def close(self) -> None:
        """Lets idle threads end."""
