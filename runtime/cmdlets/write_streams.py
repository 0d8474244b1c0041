"""Write-Output, Write-Error, Write-Warning, Write-Verbose, Write-Debug, Write-Information, Write-Host, Write-Progress."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.records import HostInformationMessage, InformationRecord, ProgressRecord
from perdure.runtime.host_text import host_text

CATEGORIES = [
    "NotSpecified",
    "OpenError",
    "CloseError",
    "DeviceError",
    "DeadlockDetected",
    "InvalidArgument",
    "InvalidData",
    "InvalidOperation",
    "InvalidResult",
    "InvalidType",
    "MetadataError",
    "NotImplemented",
    "NotInstalled",
    "ObjectNotFound",
    "OperationStopped",
    "OperationTimeout",
    "SyntaxError",
    "ParserError",
    "PermissionDenied",
    "ResourceBusy",
    "ResourceExists",
    "ResourceUnavailable",
    "ReadError",
    "WriteError",
    "FromStdErr",
    "SecurityError",
    "ProtocolError",
    "ConnectionError",
    "AuthenticationError",
    "LimitsExceeded",
    "QuotaExceeded",
    "NotEnabled",
]


@cmdlet("Write-Output", aliases="echo", quick=True)
class WriteOutput(Cmdlet):
    """Puts objects on the success stream."""

    InputObject = P("object", pos=0, mandatory=True, pipe="value", rest=True, null=True, empty=True)
    NoEnumerate = P("switch")

    def process(self) -> None:
        value = self.InputObject
        if self.NoEnumerate:
            self.write(value)
            return
        inside = enumerate_value(value)
        if inside is None:
            self.write(value)
        else:
            self.write_each(inside)


@cmdlet("Write-Error", default_set="NoException")
class WriteError(Cmdlet):
    """Writes a non-terminating error as if the calling script or function had."""

    Exception = P("System.Exception", mandatory=True, sets="WithException")
    Message = P(
        "string", pos=0, mandatory=True, pipe="value", sets="NoException", alias="Msg", null=True, empty=True
    ).also(sets="WithException", pipe="value")
    ErrorRecord = P("System.Management.Automation.ErrorRecord", mandatory=True, sets="ErrorRecord")
    Category = P("System.Management.Automation.ErrorCategory", sets="NoException WithException")
    ErrorId = P("string", sets="NoException WithException")
    TargetObject = P("object", sets="NoException WithException")
    RecommendedAction = P("string")
    CategoryActivity = P("string", alias="Activity")
    CategoryReason = P("string", alias="Reason")
    CategoryTargetName = P("string", alias="TargetName")
    CategoryTargetType = P("string", alias="TargetType")

    def process(self) -> None:
        record = self.made()
        if self.RecommendedAction:
            record.action = self.RecommendedAction
            record.details = record.details or record.exception.message
        if self.CategoryReason:
            record.reason = self.CategoryReason
        if self.CategoryTargetName:
            record.target_name = self.CategoryTargetName
        if self.CategoryTargetType:
            record.target_type = self.CategoryTargetType
        record.activity = self.CategoryActivity or self.name
        caller = self.cx.variable("myinvocation", self.scope)
        if caller is not None:
            record.invocation = caller
            name = caller_name(caller)
            if name:
                record.error_id = f"{record.error_id},{name}"
        self.write_error(record)

    def made(self) -> Any:
        """Makes the record without the caller's part."""
        if self.ErrorRecord is not None:
            return copied(unwrap(self.ErrorRecord))
        exception = unwrap(self.Exception)
        text = self.Message or ""
        if exception is None:
            exception = NetException("Microsoft.PowerShell.Commands.WriteErrorException", text)
        error_id = self.ErrorId or exception.type_name
        category = str(self.Category) if self.Category is not None else "NotSpecified"
        record = ErrorRecord(exception, error_id, category, self.TargetObject)
        if self.Exception is not None and text:
            record.details = text
        return record


def copied(old: ErrorRecord) -> ErrorRecord:
    """Gives a copy of a record; its id without the command's part."""
    made = ErrorRecord(old.exception, old.error_id.partition(",")[0], old.category, old.target)
    made.reason, made.target_name, made.target_type = old.reason, old.target_name, old.target_type
    made.details, made.action = old.details, old.action
    return made


def caller_name(invocation: Any) -> str:
    """Gives what stands last in error ids for a caller: a function's or a script's name, a cmdlet's type."""
    command = invocation.command
    cls = getattr(command, "cls", None)
    if cls is not None:
        return str(cls.implementing_type)
    return getattr(command, "name", "") or ""


class Message(Cmdlet):
    """The base of the three that write a text to a stream."""

    Message = P("string", pos=0, mandatory=True, pipe="value", alias="Msg", null=True, empty=True)


@cmdlet("Write-Warning", quick=True)
class WriteWarning(Message):
    """Writes a warning."""

    def process(self) -> None:
        self.warning(self.Message or "")


@cmdlet("Write-Verbose", quick=True)
class WriteVerbose(Message):
    """Writes a verbose message."""

    def process(self) -> None:
        self.verbose(self.Message or "")


@cmdlet("Write-Debug", quick=True)
class WriteDebug(Message):
    """Writes a debug message."""

    def process(self) -> None:
        self.debug(self.Message or "")


@cmdlet("Write-Information", quick=True)
class WriteInformation(Cmdlet):
    """Writes an information record with any object."""

    MessageData = P("object", pos=0, mandatory=True, pipe="value", alias="Msg Message", null=True)
    Tags = P("string[]", pos=1)

    def process(self) -> None:
        self.information(self.MessageData, self.Tags or ())


@cmdlet("Write-Host", quick=True)
class WriteHost(Cmdlet):
    """Shows objects on the console, by way of the information stream."""

    Object = P("object", pos=0, pipe="value", rest=True, alias="Msg Message", spelled=True)
    NoNewline = P("switch")
    Separator = P("object", default=" ")
    ForegroundColor = P("System.ConsoleColor")
    BackgroundColor = P("System.ConsoleColor")

    def process(self) -> None:
        text = host_text(self.Object, to_string(self.Separator))
        colors = [None if c is None else str(c) for c in (self.ForegroundColor, self.BackgroundColor)]
        message = HostInformationMessage(text, bool(self.NoNewline), *colors)
        record = InformationRecord(message, "", ("PSHOST",), self.cx.host.utc_now_ticks())
        source = self.invocation.source
        record.source = (source.path if source is not None else None) or self.name
        self.cx.write_information(record, (), self)


@cmdlet("Write-Progress", quick=True)
class WriteProgress(Cmdlet):
    """Shows how far a long work has come."""

    Activity = P("string", pos=0)
    Status = P("string", pos=1, default="Processing")
    Id = P("int", pos=2, default=0)
    PercentComplete = P("int", default=-1)
    SecondsRemaining = P("int", default=-1)
    CurrentOperation = P("string", default="")
    ParentId = P("int", default=-1)
    Completed = P("switch")
    SourceId = P("int", default=0)

    def process(self) -> None:
        record = ProgressRecord(self.Id, self.Activity or "", self.Status)
        record.operation = self.CurrentOperation
        record.percent = self.PercentComplete
        record.seconds = self.SecondsRemaining
        record.parent_id = self.ParentId
        record.completed = bool(self.Completed)
        self.progress(record)
