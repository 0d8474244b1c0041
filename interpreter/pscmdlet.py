"""$PSCmdlet: what an advanced function can do as a cmdlet does (about_Functions_CmdletBindingAttribute)."""

from typing import Any

from perdure.interpreter.compile.pipelines import put_out
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import DotNetThrow, ErrorRecord, ScriptError
from perdure.interpreter.values.base import NOTHING, NetObject


class ScriptCmdlet(NetObject):
    """The value of $PSCmdlet. It offers what the streams' functions ask of a command: scope, bound, invocation, own."""

    __slots__ = ("stage", "cx", "scope", "invocation", "name", "failed", "streams")
    net = "System.Management.Automation.PSScriptCmdlet"

    def __init__(self, stage: Any) -> None:
        self.stage = stage
        self.cx = stage.cx
        self.scope = stage.scope
        self.invocation = stage.frame.invocation
        self.name = stage.name
        self.failed = False
        self.streams: Any = None

    @property
    def bound(self) -> dict[str, Any]:
        values: dict[str, Any] = self.stage.bound.values
        return values

    @property
    def common(self) -> dict[str, Any]:
        values: dict[str, Any] = self.stage.bound.common
        return values

    @property
    def set_name(self) -> str:
        return str(self.stage.bound.set_name)

    @property
    def confirm_impact(self) -> str:
        return str(self.stage.bound.signature.confirm_impact)

    @property
    def should_process_support(self) -> bool:
        return bool(self.stage.bound.signature.should_process)

    def own(self, record: ErrorRecord) -> ErrorRecord:
        """Marks a record as the function's: the last part of the id, activity, where the function was called."""
        if "," not in record.error_id:
            record.error_id = f"{record.error_id},{self.name}"
        record.activity = record.activity or self.name
        if record.invocation is None:
            record.invocation = self.invocation
        if record.position_span is None:
            record.position_source, record.position_span = self.invocation.source, self.invocation.span
        return record


def value_of(stage: Any) -> ScriptCmdlet:
    """Gives the $PSCmdlet of a running function, always the same one."""
    found = getattr(stage, "cmdlet_value", None)
    if found is None:
        found = stage.cmdlet_value = ScriptCmdlet(stage)
    return found


def write_error(self: ScriptCmdlet, record: Any) -> Any:
    """$PSCmdlet.WriteError: `$?` is $false for the caller."""
    self.own(record)
    self.stage.failed = True
    self.cx.write_error(record, self)
    return NOTHING


def throw_terminating(self: ScriptCmdlet, record: Any) -> Any:
    """$PSCmdlet.ThrowTerminatingError: the function is over, its caller's statement has the error."""
    error = ScriptError(self.own(record))
    error.ends = self.stage
    raise error


def write_object(self: ScriptCmdlet, value: Any, enumerate_: bool = False) -> Any:
    if enumerate_:
        put_out(value, self.stage.emit)
    else:
        self.stage.emit(value)
    return NOTHING


def asking(decision: Any, *given: Any) -> bool:
    """Gives the answer; where nobody can be asked, the method throws its own exception."""
    try:
        return bool(decision(*given))
    except ScriptError as error:
        raise DotNetThrow(error.record.exception) from None


def should_process(self: ScriptCmdlet, target: Any, action: Any = None, caption: Any = None) -> bool:
    """$PSCmdlet.ShouldProcess(target), (target, action), (description, warning, caption)."""
    if caption is not None:
        return asking(self.cx.decide, self, to_string(target), to_string(action), to_string(caption))
    return asking(self.cx.should_process, self, to_string(target), to_string(action) if action else self.name)


def should_continue(self: ScriptCmdlet, query: Any, caption: Any, *_answers: Any) -> bool:
    """$PSCmdlet.ShouldContinue(query, caption): asks whatever the preferences say."""
    return asking(self.cx.should_continue, self, to_string(query), to_string(caption))


def variable_value(self: ScriptCmdlet, name: Any, default: Any = None) -> Any:
    value = self.scope.lookup(to_string(name).lower())
    return default if value is NOTHING else value


def write_text(kind: str) -> Any:
    def write(self: ScriptCmdlet, text: Any) -> Any:
        getattr(self.cx, kind)(to_string(text), self)
        return NOTHING

    return write


def write_information(self: ScriptCmdlet, data: Any, tags: Any = ()) -> Any:
    self.cx.write_information(data, tuple([to_string(t) for t in tags or ()]), self)
    return NOTHING


def write_progress(self: ScriptCmdlet, record: Any) -> Any:
    self.cx.write_progress(record, self)
    return NOTHING
