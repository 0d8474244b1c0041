"""Jobs as values: what all kinds of jobs (of workflows, threads, processes) are to scripts.

Only the shape: runtime/jobs*.py fills it with life. A job is saved by its number in the store, not with its content.
"""

from typing import Any

from perdure.interpreter.values.base import NetObject

FINISHED = frozenset({"Completed", "Failed", "Stopped"})
PAUSED = frozenset({"Suspended", "Disconnected"})


class Job(NetObject):
    """The base of all jobs. `began_ms`, `ended_ms`: times since 1970 UTC, None before."""

    __slots__ = (
        "id", "name", "instance_id", "command", "location", "children", "parent", "began_ms", "ended_ms", "status",
    )  # fmt: skip
    net = "System.Management.Automation.Job"
    kind = ""  # PSJobTypeName

    def __init__(self, number: int, name: str, instance_id: str, command: str) -> None:
        self.id = number
        self.name = name
        self.instance_id = instance_id
        self.command = command
        self.location = "localhost"
        self.children: list[Any] = []
        self.parent: Any = None
        self.began_ms: int | None = None
        self.ended_ms: int | None = None
        self.status = ""

    @property
    def state(self) -> str:
        """Gives the state's name."""
        return "NotStarted"

    @property
    def reason(self) -> Any:
        """Gives the exception that ended a failed job, None without."""
        return None

    @property
    def has_more_data(self) -> bool:
        """Tells whether something has been put out that nobody has received."""
        return any(child.has_more_data for child in self.children)

    @property
    def finished(self) -> bool:
        return self.state in FINISHED

    def stream(self, name: str) -> list[Any]:
        """Gives what waits in one stream, without taking it."""
        return []


class JobStateInfo(NetObject):
    """JobStateInfo: a state and the reason of a failed one."""

    __slots__ = ("state", "reason")
    net = "System.Management.Automation.JobStateInfo"

    def __init__(self, state: str, reason: Any) -> None:
        self.state, self.reason = state, reason
