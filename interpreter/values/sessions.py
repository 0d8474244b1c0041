"""Sessions on other computers and the options of workflow sessions, as scripts hold them.

Only the shape: runtime/remoting.py gives a session its `context`. A session is saved by its number and name, not with what
is in it; in another process it comes back as a closed one.
"""

from typing import Any

from perdure.interpreter.values.base import NetObject

OPENED, CLOSED = "Opened", "Closed"


class PSSession(NetObject):
    """A session: `context` where it runs (None once it is closed or was loaded)."""

    __slots__ = ("id", "name", "computer", "configuration", "instance_id", "state", "context")
    net = "System.Management.Automation.Runspaces.PSSession"

    def __init__(self, number: int, name: str, computer: str, configuration: str, instance_id: str) -> None:
        self.id, self.name, self.computer = number, name, computer
        self.configuration, self.instance_id = configuration, instance_id
        self.state = CLOSED
        self.context: Any = None

    def __str__(self) -> str:
        return f"[PSSession]{self.name}"

    def open(self, context: Any) -> None:
        """Takes the context that its commands run in."""
        self.context, self.state = context, OPENED

    def close(self) -> None:
        self.context, self.state = None, CLOSED


class WorkflowOption(NetObject):
    """PSWorkflowExecutionOption: limits and folders of a workflow session configuration, by name."""

    __slots__ = ("values",)
    net = "Microsoft.PowerShell.Commands.PSWorkflowExecutionOption"

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
