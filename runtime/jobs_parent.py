"""A job that stands for its children: it has their state, their data and their output, and lives in this session only.

Serves Start-Job (jobs_process.py) and ForEach-Object -Parallel -AsJob (jobs_task.py).
"""

from collections.abc import Iterable
from typing import Any

from perdure.runtime.jobs import LiveJob
from perdure.runtime.jobs_workflow import together
from perdure.runtime.workflow_streams import STREAMS, Entry


class ParentJob(LiveJob):
    """See the module. `alone`: the state without children."""

    __slots__ = ("engine",)
    alone = "NotStarted"

    def __init__(self, engine: Any, name: str, command: str) -> None:
        self.engine = engine
        super().__init__(0, name, engine.new_id(), command, None)

    @property
    def state(self) -> str:
        return together([child.state for child in self.children]) if self.children else self.alone

    @property
    def has_more_data(self) -> bool:
        return any(child.has_more_data for child in self.children)

    def receive(self, streams: Iterable[str] = STREAMS, keep: bool = False) -> list[Entry]:
        return [entry for child in self.children for entry in child.receive(streams, keep)]

    def remove(self) -> None:
        self.engine.jobs.discard(self)
