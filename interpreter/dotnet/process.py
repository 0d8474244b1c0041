"""System.Diagnostics.Process: what scripts ask of Get-Process's and Start-Process's objects."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet.process_start import STARTING, no_process
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.datetime import LOCAL, DateTime
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.process import Process
from perdure.interpreter.values.timespan import TICKS_MIN, TICKS_S, TimeSpan

STRING, INT, INT64, BOOL = "System.String", "System.Int32", "System.Int64", "System.Boolean"


def _fact(name: str, make: Any = None) -> Any:
    """Makes a getter of something that the system knows of a process; $null once it is over."""

    def read(process: Process) -> Any:
        value = process.live.facts().get(name) if process.live is not None else None
        if value is None:
            return None
        return make(value) if make is not None else value

    return read


def _exit_code(process: Process) -> int | None:
    if process.live is None:
        raise no_process()
    if process.live.alive():
        raise throw_dotnet(
            "System.InvalidOperationException", "Process must exit before requested information can be determined."
        )
    code: int | None = process.live.exit_code()
    return code


def _has_exited(process: Process) -> bool:
    if process.live is None:
        raise no_process()
    return not process.live.alive()


def _local(ticks: int) -> DateTime:
    return DateTime(ticks + current().host.local_offset_minutes(ticks, True) * TICKS_MIN, LOCAL)


def _span(seconds: float) -> TimeSpan:
    return TimeSpan(int(seconds * TICKS_S))


def _wait(process: Process, milliseconds: int = -1) -> bool:
    seconds = None if milliseconds < 0 else milliseconds / 1000
    return bool(process.live.wait(seconds))


def _wait_all(process: Process) -> None:
    process.live.wait(None)


def _nothing(process: Process) -> None:
    return None


define(
    "System.Diagnostics.Process",
    "System.ComponentModel.Component",
    members={
        "Id": Prop(lambda self: self.id, None, INT),
        "ProcessName": Prop(lambda self: self.name, None, STRING),
        "Name": Prop(lambda self: self.name, None, STRING),
        "SI": Prop(_fact("session"), None, INT),
        "SessionId": Prop(_fact("session"), None, INT),
        "Handles": Prop(lambda self: 0, None, INT),
        "HandleCount": Prop(lambda self: 0, None, INT),
        "VM": Prop(_fact("virtual", Int64), None, INT64),
        "WS": Prop(_fact("resident", Int64), None, INT64),
        "PM": Prop(_fact("private", Int64), None, INT64),
        "NPM": Prop(lambda self: Int64(0), None, INT64),
        "VirtualMemorySize64": Prop(_fact("virtual", Int64), None, INT64),
        "WorkingSet64": Prop(_fact("resident", Int64), None, INT64),
        "WorkingSet": Prop(_fact("resident"), None, INT),
        "PrivateMemorySize64": Prop(_fact("private", Int64), None, INT64),
        "CPU": Prop(_fact("cpu_s", float), None, "System.Double"),
        "TotalProcessorTime": Prop(_fact("cpu_s", _span), None, "System.TimeSpan"),
        "StartTime": Prop(_fact("started_ticks", _local), None, "System.DateTime"),
        "Path": Prop(_fact("path"), None, STRING),
        "CommandLine": Prop(_fact("command_line"), None, STRING),
        "Parent": Prop(_fact("parent"), None, "System.Object"),
        "MainWindowTitle": Prop(lambda self: "", None, STRING),
        "MachineName": Prop(lambda self: ".", None, STRING),
        "Responding": Prop(lambda self: True, None, BOOL),
        "HasExited": Prop(_has_exited, None, BOOL),
        "ExitCode": Prop(_exit_code, None, INT),
        "ExitTime": Prop(_fact("exited_ticks", _local), None, "System.DateTime"),
        "Threads": Prop(_fact("threads"), None, "System.Object"),
        "PriorityClass": Prop(lambda self: "Normal", None, STRING),
        **STARTING,
        "Kill() -> void": lambda self: self.live.kill(),
        "Kill(bool entireProcessTree) -> void": lambda self, tree: self.live.kill(),
        "WaitForExit() -> void": _wait_all,
        "WaitForExit(int milliseconds) -> bool": _wait,
        "Refresh() -> void": _nothing,
        "Close() -> void": _nothing,
        "Dispose() -> void": _nothing,
        "ToString() -> string": lambda self: f"System.Diagnostics.Process ({self.name})",
    },
    py=Process,
)
