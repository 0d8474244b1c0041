"""Errors as values and as control flow: exceptions that scripts see, ErrorRecord, and how one ends a statement.

`NetException` is the .NET exception object that scripts hold; `ErrorRecord` wraps it; `ScriptError` is the one Python
exception that carries a script's terminating error. `EngineBug` is our own fault and never becomes a script error.
"""

from typing import Any

from perdure.interpreter.typesys import NetType, find_type
from perdure.interpreter.values.base import NetObject


class EngineBug(Exception):
    """A fault of perdure itself; told to the user with the request to report it."""

    @classmethod
    def of(cls, fault: BaseException) -> "EngineBug":
        """Makes the bug for a Python exception that nobody foresaw; the caller raises it `from` that one."""
        if isinstance(fault, cls):
            return fault
        text = f"{type(fault).__name__}: {fault}".rstrip(": ")
        return cls(f"{text}. This is a fault of perdure, not of the script: please report it, with the script.")


class NetException(NetObject):
    """A .NET exception: `type_name` full name, `message`, `inner` another or None, `props` further properties.

    `record`: the ErrorRecord that was made for it, if any (ErrorRecord of a RuntimeException).
    """

    __slots__ = ("type_name", "message", "inner", "props", "record", "net_type", "data", "stack")

    def __init__(self, type_name: str, message: str = "", inner: "NetException | None" = None, **props: Any) -> None:
        self.type_name = type_name
        self.message = message
        self.inner = inner
        self.props = props
        self.record: ErrorRecord | None = None
        self.data: Any = None
        self.stack: str | None = None

    def __getattr__(self, name: str) -> Any:
        if name == "net_type":  # found at the first use: importing types here would be a cycle
            self.net_type = find_type(self.type_name) or NetType(self.type_name, "System.Exception")
            return self.net_type
        raise AttributeError(name)


class InvocationInfo(NetObject):
    """Where and as what a command was called. `source` and `span` give line, column and text when asked for."""

    __slots__ = ("command", "name", "source", "span", "bound", "unbound", "expecting_input", "pipeline", "line_text")
    net = "System.Management.Automation.InvocationInfo"

    def __init__(self, command: Any = None, name: str = "", source: Any = None, span: Any = None) -> None:
        self.command = command  # a CommandInfo value or None
        self.name = name  # InvocationName
        self.source = source  # grammar.source.Source or None
        self.span = span  # grammar.source.Span or None
        self.bound: Any = None
        self.unbound: list[Any] = []
        self.expecting_input = False
        self.pipeline = (1, 1)  # position, length
        self.line_text: str | None = None


class ErrorRecord(NetObject):
    """System.Management.Automation.ErrorRecord. `error_id` is the FullyQualifiedErrorId, command's part included."""

    __slots__ = (
        "exception", "error_id", "category", "target", "activity", "reason", "target_name", "target_type",
        "invocation", "details", "action", "stack", "position_source", "position_span",
        "merged_from",
    )  # fmt: skip
    net = "System.Management.Automation.ErrorRecord"

    def __init__(
        self, exception: NetException, error_id: str, category: str = "NotSpecified", target: Any = None
    ) -> None:
        self.exception = exception
        self.error_id = error_id
        self.category = category  # a name of ErrorCategory
        self.target = target
        self.activity = ""  # CategoryInfo.Activity: the command's name
        self.reason: str | None = None  # None = the exception's type without namespace
        self.target_name: str | None = None
        self.target_type: str | None = None
        self.invocation: InvocationInfo | None = None
        self.details: str | None = None  # ErrorDetails.Message
        self.action: str | None = None  # ErrorDetails.RecommendedAction
        self.stack: str = ""  # ScriptStackTrace
        self.position_source: Any = None  # where the error points: Source and Span, for views and PositionMessage
        self.position_span: Any = None
        self.merged_from = ""  # the stream that a redirection (2>&1) took it from

    @property
    def message(self) -> str:
        """Gives the text that is shown: ErrorDetails.Message, else the exception's message."""
        return self.details if self.details else self.exception.message


class ScriptError(Exception):
    """A terminating error on its way up. `thrown`: by `throw` (or a preference Stop), so no statement swallows it.

    `stopped`: -ErrorAction Stop made a non-terminating error into this one; no preference swallows it either.
    """

    def __init__(self, record: ErrorRecord, thrown: bool = False, stopped: bool = False) -> None:
        super().__init__(record.error_id)
        self.record = record
        self.thrown = thrown
        self.stopped = stopped
        self.binding = False  # the binder's: the call did not begin
        self.argument_span: Any = None  # the argument that the binder could not use
        self.rethrown = False  # an error of the engine's own, raised again by a bare `throw`
        self.ends: Any = None  # the running function that is over, whatever its preference: no statement in it reports


class FlowControl(Exception):
    """The base of private exceptions that leave a compiled body; never seen by scripts, never caught by `catch`."""


class BreakFlow(FlowControl):
    """`break`/`continue` that leaves a function, script or script block and looks for a loop further up."""

    def __init__(self, label: str | None, is_continue: bool) -> None:
        self.label, self.is_continue = label, is_continue


class ExitFlow(FlowControl):
    """`exit N`: ends the script (file) or the process."""

    def __init__(self, code: Any) -> None:
        self.code = code


class StopUpstream(FlowControl):
    """A downstream command has enough (Select-Object -First); caught by the pipeline whose command raised it."""

    def __init__(self, command: Any) -> None:
        self.command = command


class Cancelled(FlowControl):
    """The run is being stopped: Ctrl+C, Stop-Job, a time-out. `finally` blocks still run."""


# ---- making errors -------------------------------------------------------------------------------------------------

RUNTIME = "System.Management.Automation.RuntimeException"
CALL_DEPTH = "System.Management.Automation.ScriptCallDepthException"


def make_error(
    message: str,
    error_id: str,
    category: str = "NotSpecified",
    target: Any = None,
    exception: str = RUNTIME,
    inner: NetException | None = None,
    **props: Any,
) -> ScriptError:
    """Makes a statement-terminating error; the caller raises it. Where it happened is filled in on its way up."""
    raised = NetException(exception, message, inner, **props)
    record = ErrorRecord(raised, error_id, category, target)
    raised.record = record
    return ScriptError(record)


def passing(exception: NetException) -> ScriptError | None:
    """Gives the error of an exception that nothing wraps on its way up: too deep a recursion. None for all others.

    Source: ExceptionHandlingOps.ConvertToMethodInvocationException lets ScriptCallDepthException through.
    """
    if exception.type_name == CALL_DEPTH and exception.record is not None:
        return ScriptError(exception.record)
    return None


def throw_dotnet(type_name: str, message: str, **props: Any) -> "DotNetThrow":
    """Makes what a .NET member raises; the member call wraps it (MethodInvocationException and so on)."""
    return DotNetThrow(NetException(type_name, message, None, **props))


class DotNetThrow(Exception):
    """A .NET exception raised inside a .NET member's body, before PowerShell has wrapped it."""

    def __init__(self, exception: NetException) -> None:
        super().__init__(exception.message)
        self.exception = exception
