"""The records of the message streams and their members."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_string
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.datetime import LOCAL, DateTime
from perdure.interpreter.values.enums import EnumInfo
from perdure.interpreter.values.records import (
    DebugRecord,
    HostInformationMessage,
    InformationalRecord,
    InformationRecord,
    ProgressRecord,
    VerboseRecord,
    WarningRecord,
)
from perdure.interpreter.values.timespan import TICKS_MIN

SMA = "System.Management.Automation."
define("Microsoft.PowerShell.Commands.DisplayHintType", "System.Enum", kind="enum", data=EnumInfo("Date Time DateTime"))
STRING, INT = "System.String", "System.Int32"


def _set(slot: str) -> Any:
    """Makes a setter for a slot."""

    def store(self: Any, value: Any) -> None:
        setattr(self, slot, value)

    return store


def _slot(slot: str, type_: str, writable: bool = True) -> Prop:
    """Makes the property that reads and writes a slot."""

    def read(self: Any) -> Any:
        return getattr(self, slot)

    return Prop(read, _set(slot) if writable else None, type_)


def _information_text(record: InformationRecord) -> str:
    return to_string(record.data) if record.data is not None else ""


def _generated(record: InformationRecord) -> Any:
    offset = current().host.local_offset_minutes(record.ticks, True)
    return DateTime(record.ticks + offset * TICKS_MIN, LOCAL)


define(
    SMA + "InformationalRecord",
    members={
        "Message": _slot("message", STRING),
        "InvocationInfo": _slot("invocation", SMA + "InvocationInfo", False),
        "ToString() -> string": lambda self: self.message,
    },
    py=InformationalRecord,
)
define(
    SMA + "WarningRecord",
    SMA + "InformationalRecord",
    members={
        "FullyQualifiedWarningId": _slot("id", STRING, False),
        "new(string message)": WarningRecord,
    },
    py=WarningRecord,
)
define(
    SMA + "VerboseRecord",
    SMA + "InformationalRecord",
    members={"new(string message)": VerboseRecord},
    py=VerboseRecord,
)
define(SMA + "DebugRecord", SMA + "InformationalRecord", members={"new(string message)": DebugRecord}, py=DebugRecord)
define(
    SMA + "InformationRecord",
    members={
        "MessageData": _slot("data", "System.Object", False),
        "Source": _slot("source", STRING),
        "TimeGenerated": Prop(_generated, None, "System.DateTime"),
        "Tags": _slot("tags", "System.Collections.Generic.List`1[System.String]", False),
        "User": _slot("user", STRING),
        "Computer": _slot("computer", STRING),
        "ProcessId": _slot("process_id", "System.UInt32"),
        "NativeThreadId": _slot("thread_id", "System.UInt32"),
        "ManagedThreadId": _slot("thread_id", "System.UInt32"),
        "ToString() -> string": _information_text,
        "new(object messageData, string source)": InformationRecord,
    },
    py=InformationRecord,
)
define(
    SMA + "HostInformationMessage",
    members={
        "Message": _slot("message", STRING),
        "NoNewLine": _slot("no_newline", "System.Nullable`1[System.Boolean]"),
        "ForegroundColor": _slot("foreground", "System.Nullable`1[System.ConsoleColor]"),
        "BackgroundColor": _slot("background", "System.Nullable`1[System.ConsoleColor]"),
        "ToString() -> string": lambda self: self.message,
        "new()": lambda: HostInformationMessage(""),
    },
    py=HostInformationMessage,
)
define(
    SMA + "ProgressRecord",
    members={
        "ActivityId": _slot("activity_id", INT, False),
        "ParentActivityId": _slot("parent_id", INT),
        "Activity": _slot("activity", STRING),
        "StatusDescription": _slot("status", STRING),
        "CurrentOperation": _slot("operation", STRING),
        "PercentComplete": _slot("percent", INT),
        "SecondsRemaining": _slot("seconds", INT),
        "RecordType": Prop(lambda self: "Completed" if self.completed else "Processing", None, STRING),
        "ToString() -> string": lambda self: (
            f"parent = {self.parent_id} id = {self.activity_id} act = {self.activity} stat = {self.status} "
            f"cur = {self.operation} pct = {self.percent} sec = {self.seconds} "
            f"type = {'Completed' if self.completed else 'Processing'}"
        ),
        "new(int activityId, string activity, string statusDescription)": ProgressRecord,
    },
    py=ProgressRecord,
)
