"""The records of the message streams: warnings, verbose and debug messages, information and progress.

Values only; who writes them is runtime/streams.py, their members stand in dotnet/records.py.
"""

from typing import Any

from perdure.interpreter.errors import InvocationInfo
from perdure.interpreter.values.base import NetObject


class InformationalRecord(NetObject):
    """The base of WarningRecord, VerboseRecord and DebugRecord: a message and where it was written."""

    __slots__ = ("message", "invocation")
    net = "System.Management.Automation.InformationalRecord"

    def __init__(self, message: str, invocation: InvocationInfo | None = None) -> None:
        self.message = message
        self.invocation = invocation


class WarningRecord(InformationalRecord):
    __slots__ = ("id",)
    net = "System.Management.Automation.WarningRecord"

    def __init__(self, message: str, invocation: InvocationInfo | None = None) -> None:
        super().__init__(message, invocation)
        self.id = ""  # FullyQualifiedWarningId


class VerboseRecord(InformationalRecord):
    __slots__ = ()
    net = "System.Management.Automation.VerboseRecord"


class DebugRecord(InformationalRecord):
    __slots__ = ()
    net = "System.Management.Automation.DebugRecord"


class InformationRecord(NetObject):
    """What Write-Information and Write-Host put on stream 6. `ticks`: when, in UTC (.NET ticks).

    `shown`: a console would show it (the preference is Continue, or Write-Host wrote it); the stream has it anyway.
    """

    __slots__ = ("data", "source", "tags", "ticks", "user", "computer", "process_id", "thread_id", "shown")
    net = "System.Management.Automation.InformationRecord"

    def __init__(self, data: Any, source: str = "", tags: tuple[str, ...] = (), ticks: int = 0) -> None:
        self.data = data
        self.source = source
        self.tags = list(tags)
        self.ticks = ticks
        self.user = ""
        self.computer = ""
        self.process_id = 0
        self.thread_id = 1
        self.shown = False


class HostInformationMessage(NetObject):
    """Write-Host's MessageData: the text, its colours (names of ConsoleColor or None) and whether the line goes on."""

    __slots__ = ("message", "no_newline", "foreground", "background")
    net = "System.Management.Automation.HostInformationMessage"

    def __init__(
        self, message: str, no_newline: bool = False, foreground: str | None = None, background: str | None = None
    ) -> None:
        self.message = message
        self.no_newline = no_newline
        self.foreground = foreground
        self.background = background


class ProgressRecord(NetObject):
    """One report of Write-Progress. `completed` = the last one of its activity (RecordType Completed)."""

    __slots__ = ("activity_id", "activity", "status", "operation", "percent", "seconds", "parent_id", "completed")
    net = "System.Management.Automation.ProgressRecord"

    def __init__(self, activity_id: int, activity: str, status: str) -> None:
        self.activity_id = activity_id
        self.activity = activity
        self.status = status
        self.operation = ""
        self.percent = -1
        self.seconds = -1
        self.parent_id = -1
        self.completed = False
