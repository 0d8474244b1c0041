"""What looks at the session itself: Get-Host, cultures, Set-StrictMode, Set-PSDebug, Get-PSCallStack, Get-Error, Wait-Debugger."""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import convert, to_string
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.members_ets import set_type_names, type_names_of
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import PSCustomObject, PSObject, unwrap
from perdure.interpreter.values.collections import Dictionary

SMA = "System.Management.Automation."
STRICT_LATEST = (7, 0)
STRICT_VERSIONS = frozenset([(major, 0) for major in range(1, 8)] + [(5, 1)] + [(7, minor) for minor in range(7)])


@cmdlet("Get-Host")
class GetHost(Cmdlet):
    """Gets the host of the session."""

    def process(self) -> None:
        self.write(self.cx.variable("host", self.scope))


@cmdlet("Get-Culture", default_set="CurrentCulture")
class GetCulture(Cmdlet):
    """Gets the current culture, or one by its name."""

    Name = P("string[]", pos=0, pipe="value", sets="Name")
    NoUserOverrides = P("switch")
    ListAvailable = P("switch", sets="ListAvailable")

    def process(self) -> None:
        kind = resolve_text("System.Globalization.CultureInfo")
        if not self.Name:
            self.write(members.get_static(kind, "CurrentCulture", self.scope))
            return
        for name in self.Name:
            self.write(members.invoke_static(kind, "GetCultureInfo", [name], self.scope))


@cmdlet("Get-UICulture")
class GetUICulture(Cmdlet):
    """Gets the culture of the user interface."""

    def process(self) -> None:
        kind = resolve_text("System.Globalization.CultureInfo")
        self.write(members.get_static(kind, "CurrentUICulture", self.scope))


@cmdlet("Set-StrictMode", module="Microsoft.PowerShell.Core", default_set="Version")
class SetStrictMode(Cmdlet):
    """Turns the strict rules on or off, for this scope and those below it."""

    Off = P("switch", mandatory=True, sets="Off")
    Version = P("object", mandatory=True, alias="v", sets="Version")

    def end(self) -> None:
        self.cx.strict_used = True
        self.scope.strict = (0, 0) if self.Off else self.version()

    def version(self) -> tuple[int, int]:
        """Gives -Version as major and minor."""
        value = unwrap(self.Version)
        if to_string(value).lower() == "latest":
            return STRICT_LATEST
        text = to_string(value)
        parts = text.split(".")
        if len(parts) > 4 or not all(part.isdigit() for part in parts):
            raise self.no_version(text)
        found = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
        if found not in STRICT_VERSIONS:
            error = make_error(
                f"Cannot validate argument on parameter 'Version'. The \"{text if '.' in text else text + '.0'}\" argument "
                "does not contain a valid PowerShell version. Supply a valid version number and then try the command again.",
                "ParameterArgumentValidationError", "InvalidData", None,
                SMA + "ParameterBindingValidationException",
            )  # fmt: skip
            raise error
        return found

    def no_version(self, text: str) -> ScriptError:
        """Makes the error of a text that is no version, as the conversion to one has it."""
        kind = resolve_text("System.Version")
        assert kind is not None
        try:
            convert(text, kind)
            reason = f'Cannot convert value "{text}" to type "System.Version".'
        except ScriptError as error:
            reason = error.record.message
        return make_error(
            f"Cannot bind parameter 'Version'. {reason}", "CannotConvertArgumentNoMessage", "InvalidArgument", None,
            SMA + "ParameterBindingException",
        )  # fmt: skip


NOBODY = (
    "A command that prompts the user failed because the host program or the command type does not support user interaction. "
    "The host was attempting to request confirmation with the following message: Continue with this operation?"
)


@cmdlet("Set-PSDebug", module="Microsoft.PowerShell.Core", default_set="on")
class SetPSDebug(Cmdlet):
    """Turns the tracing of statements on or off."""

    Trace = P("int", sets="on", validate=[validate_range(0, 2)])
    Step = P("switch", sets="on")
    Strict = P("switch", sets="on")
    Off = P("switch", sets="off")

    def begin(self) -> None:
        if self.Step:  # as where nobody can be asked: no statement is stepped through
            raise self.throw(
                self.error(NOBODY, "PromptNotSupported", "InvalidOperation", None, SMA + "Host.HostException")
            )
        if self.Off:
            self.cx.trace = 0
            self.cx.global_scope.strict = None
        elif self.has("Trace"):
            self.cx.trace = self.Trace
        if self.Strict:
            self.cx.strict_used = True
            self.cx.global_scope.strict = (1, 0)


@cmdlet("Get-PSCallStack")
class GetPSCallStack(Cmdlet):
    """Gets the calls that are going on, innermost first."""

    def process(self) -> None:
        source, span = self.invocation.source, self.invocation.span
        for frame in reversed(self.cx.frames):
            self.write(self.shown(frame, source, span))
            source, span = frame.call_source, frame.call_span
        self.write(self.entry("<ScriptBlock>", source, span, "{}"))

    def shown(self, frame: Any, source: Any, span: Any) -> PSCustomObject:
        """Gives one call."""
        bound = getattr(getattr(frame, "scope", None), "bound", None)
        parts = [f"{k}={to_string(v)}" for k, v in bound.items()] if isinstance(bound, dict | Dictionary) else []
        return self.entry(frame.name or "<ScriptBlock>", source, span, "{" + ", ".join(parts) + "}")

    def entry(self, name: str, source: Any, span: Any, arguments: str) -> PSCustomObject:
        """Makes one line of the stack."""
        path = source.path if source is not None else None
        line = source.line_column(span.start)[0] if source is not None and span is not None else 1
        leaf = path.rpartition("/")[2] if path else "<No file>"
        props = {
            "Command": name if name != "<ScriptBlock>" or not path else leaf,
            "Location": f"{leaf}: line {line}" if path else "<No file>",
            "Arguments": arguments,
            "ScriptName": path,
            "ScriptLineNumber": line,
            "FunctionName": name,
        }
        return PSCustomObject(props, [SMA + "CallStackFrame"])


@cmdlet("Get-Error", default_set="Error")
class GetError(Cmdlet):
    """Gets the newest errors for a look at all their details."""

    InputObject = P("object", pos=0, pipe="value", sets="Error")
    Newest = P("int", alias="Last", sets="Newest", default=1)

    def process(self) -> None:
        if self.has("InputObject"):
            self.put(self.InputObject)
            return
        for record in self.cx.errors[: self.Newest]:
            self.put(record)

    def put(self, record: Any) -> None:
        """Puts a record out under its extended type name."""
        made = PSObject(unwrap(record))
        names = type_names_of(record)
        set_type_names(made, [names[0] + "#PSExtendedError", *names])
        self.write(made)


@cmdlet("Wait-Debugger")
class WaitDebugger(Cmdlet):
    """Would stop in a debugger; there is none, so the script goes on."""

    def process(self) -> None:
        self.verbose("There is no debugger to wait for.")
