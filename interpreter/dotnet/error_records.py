"""ErrorRecord, ErrorCategoryInfo, ErrorDetails and InvocationInfo: their members."""

from typing import Any

from perdure.interpreter import error_text
from perdure.interpreter.errors import ErrorRecord, InvocationInfo
from perdure.interpreter.positions import position_message
from perdure.interpreter.reporting import shown_stack
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.enums import named
from perdure.interpreter.variables_auto import BoundParameters

SMA = "System.Management.Automation."
STRING, INT = "System.String", "System.Int32"


class CategoryInfo(NetObject):
    """ErrorRecord.CategoryInfo: a view of the record."""

    __slots__ = ("record",)
    net = SMA + "ErrorCategoryInfo"

    def __init__(self, record: ErrorRecord) -> None:
        self.record = record

    def __str__(self) -> str:
        return error_text.category_text(self.record)


class ErrorDetails(NetObject):
    """ErrorDetails: a message instead of the exception's, and what to do."""

    __slots__ = ("message", "action")
    net = SMA + "ErrorDetails"

    def __init__(self, message: str = "", action: str | None = None) -> None:
        self.message, self.action = message, action

    def __str__(self) -> str:
        return self.message


def category_value(record: ErrorRecord) -> Any:
    kind = resolve_text(SMA + "ErrorCategory")
    return named(kind, record.category) if kind is not None else record.category


def details_of(record: ErrorRecord) -> Any:
    if record.details is None and record.action is None:
        return None
    return ErrorDetails(record.details or "", record.action)


def set_details(record: ErrorRecord, value: Any) -> None:
    record.details = None if value is None else value.message
    record.action = None if value is None else value.action


def make_record(exception: Any, error_id: str, category: Any, target: Any) -> ErrorRecord:
    """Makes `[ErrorRecord]::new(exception, id, category, target)`."""
    return ErrorRecord(exception, error_id or exception.type_name, str(category), target)


def copy_record(record: ErrorRecord, exception: Any) -> ErrorRecord:
    made = ErrorRecord(exception or record.exception, record.error_id, record.category, record.target)
    made.details, made.invocation, made.activity = record.details, record.invocation, record.activity
    return made


define(
    SMA + "ErrorRecord",
    py=ErrorRecord,
    members={
        "new(System.Exception exception, string errorId, System.Management.Automation.ErrorCategory errorCategory, "
        "object targetObject)": make_record,
        "new(System.Management.Automation.ErrorRecord errorRecord, System.Exception replaceParentContainsErrorRecordException)": copy_record,
        "Exception": Prop(lambda self: self.exception, None, "System.Exception"),
        "TargetObject": Prop(lambda self: self.target),
        "CategoryInfo": Prop(CategoryInfo, None, SMA + "ErrorCategoryInfo"),
        "FullyQualifiedErrorId": Prop(lambda self: self.error_id, None, STRING),
        "ErrorDetails": Prop(details_of, set_details, SMA + "ErrorDetails"),
        "InvocationInfo": Prop(lambda self: self.invocation, None, SMA + "InvocationInfo"),
        "ScriptStackTrace": Prop(shown_stack, None, STRING),
        "PipelineIterationInfo": Prop(lambda self: []),
        "ToString() -> string": lambda self: self.message,
    },
)  # fmt: skip
define(
    SMA + "ErrorCategoryInfo",
    py=CategoryInfo,
    members={
        "Category": Prop(lambda self: category_value(self.record), None, SMA + "ErrorCategory"),
        "Activity": Prop(
            lambda self: self.record.activity, lambda self, v: setattr(self.record, "activity", v), STRING
        ),
        "Reason": Prop(
            lambda self: error_text.reason_of(self.record), lambda self, v: setattr(self.record, "reason", v), STRING
        ),
        "TargetName": Prop(
            lambda self: error_text.target_name_of(self.record),
            lambda self, v: setattr(self.record, "target_name", v),
            STRING,
        ),
        "TargetType": Prop(
            lambda self: error_text.target_type_of(self.record),
            lambda self, v: setattr(self.record, "target_type", v),
            STRING,
        ),
        "GetMessage() -> string": str,
        "ToString() -> string": str,
    },
)
define(
    SMA + "ErrorDetails",
    py=ErrorDetails,
    members={
        "new(string message)": ErrorDetails,
        "Message": Prop(lambda self: self.message, None, STRING),
        "RecommendedAction": Prop(lambda self: self.action or "", lambda self, v: setattr(self, "action", v), STRING),
        "ToString() -> string": str,
    },
)


def place(info: InvocationInfo) -> tuple[int, int]:
    """Gives line and column where the command was called, (0, 0) without a place."""
    if info.source is None or info.span is None:
        return 0, 0
    line, column = info.source.line_column(info.span.start)
    return line, column


def line_of(info: InvocationInfo) -> str:
    line, _ = place(info)
    return info.source.line_text(line) if line else ""


def statement_of(info: InvocationInfo) -> str:
    if info.source is None or info.span is None:
        return ""
    text: str = info.source.text[info.span.start : info.span.end]
    return text


def path_of(info: InvocationInfo) -> Any:
    return (info.source.path or "") if info.source is not None else ""


def bound_of(info: InvocationInfo) -> Any:
    if isinstance(info.bound, BoundParameters):
        return info.bound
    return BoundParameters((info.bound or {}).items())


define(
    SMA + "InvocationInfo",
    py=InvocationInfo,
    members={
        "MyCommand": Prop(lambda self: self.command),
        "BoundParameters": Prop(bound_of),
        "UnboundArguments": Prop(lambda self: list(self.unbound)),
        "ScriptLineNumber": Prop(lambda self: place(self)[0], None, INT),
        "OffsetInLine": Prop(lambda self: place(self)[1], None, INT),
        "HistoryId": Prop(lambda self: -1),
        "ScriptName": Prop(path_of, None, STRING),
        "Line": Prop(line_of, None, STRING),
        "Statement": Prop(statement_of, None, STRING),
        "PositionMessage": Prop(lambda self: position_message(self.source, self.span), None, STRING),
        "PSScriptRoot": Prop(lambda self: path_of(self).rpartition("/")[0], None, STRING),
        "PSCommandPath": Prop(path_of, None, STRING),
        "InvocationName": Prop(lambda self: self.name, None, STRING),
        "PipelineLength": Prop(lambda self: self.pipeline[1], None, INT),
        "PipelinePosition": Prop(lambda self: self.pipeline[0], None, INT),
        "ExpectingInput": Prop(lambda self: self.expecting_input, None, "System.Boolean"),
        "CommandOrigin": Prop(lambda self: "Internal"),
        "DisplayScriptPosition": Prop(lambda self: None),
    },
)
