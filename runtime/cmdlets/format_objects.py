"""Format-Table, Format-List, Format-Wide and Format-Custom: objects become format objects.

Source: conformance/formatting/format-table, format-list.
"""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.validation import validate_range
from perdure.runtime.formatting.environment import Environment
from perdure.runtime.formatting.formatter import Formatter
from perdure.runtime.formatting.packets import Packet
from perdure.runtime.formatting.parameters import (
    FOR_CUSTOM,
    FOR_GROUPS,
    FOR_LIST,
    FOR_TABLE,
    FOR_WIDE,
    Key,
    read_properties,
)
from perdure.runtime.formatting.shapes import Options

_EXPANSIONS = ("CoreOnly", "EnumOnly", "Both")


class FormatCmdlet(Cmdlet):
    """The base of the four."""

    shape = ""
    keys: tuple[Key, ...] = ()

    GroupBy = P("object")
    View = P("string")
    ShowError = P("switch")
    DisplayError = P("switch")
    Force = P("switch")
    Expand = P("string", values=_EXPANSIONS)
    InputObject = P("psobject", pipe="value", null=True)

    Property: Any = None

    def begin(self) -> None:
        given = self.Property
        if given is not None and not isinstance(given, list):
            given = [given]
        options = Options(read_properties(given, self.keys, self))
        options.force = bool(self.Force)
        if self.Expand:
            options.expand = next(e for e in _EXPANSIONS if e.lower() == self.Expand.lower())
        group = read_properties([self.GroupBy], FOR_GROUPS, self)[0] if self.has("GroupBy") else None
        if self.View is not None and options.properties:
            raise self.throw(view_and_property())
        self.adjust(options)
        env = Environment(self.scope, bool(self.ShowError), bool(self.DisplayError))
        self.formatter = Formatter(env, self.emit, self.shape, options, self.View, group)

    def adjust(self, options: Options) -> None:
        """Puts the cmdlet's own parameters into the options."""

    def process(self) -> None:
        value = self.InputObject
        if isinstance(value, Packet):
            self.emit(value)
            return
        try:
            self.formatter.feed(value)
        except ScriptError as error:
            if error.record.error_id == "FormatViewNotFound":
                self.own(error.record)
            raise

    def end(self) -> None:
        self.formatter.end()


def view_and_property() -> ErrorRecord:
    """Makes the error of -View together with -Property."""
    message = "The View and Property parameters cannot both be specified."
    return ErrorRecord(
        NetException("System.InvalidOperationException", message),
        "FormatCannotSpecifyViewAndProperty",
        "InvalidArgument",
    )


@cmdlet("Format-Table", aliases="ft")
class FormatTable(FormatCmdlet):
    """Makes tables of objects."""

    shape = "table"
    keys = FOR_TABLE
    Property = P("object[]", pos=0)
    AutoSize = P("switch")
    RepeatHeader = P("switch")
    HideTableHeaders = P("switch")
    Wrap = P("switch")

    def adjust(self, options: Options) -> None:
        if self.has("AutoSize"):
            options.autosize = bool(self.AutoSize)
        if self.has("Wrap"):
            options.wrap = bool(self.Wrap)
        options.hide_header = bool(self.HideTableHeaders)
        options.repeat_header = bool(self.RepeatHeader)


@cmdlet("Format-List", aliases="fl")
class FormatList(FormatCmdlet):
    """Makes lists of objects' properties."""

    shape = "list"
    keys = FOR_LIST
    Property = P("object[]", pos=0)


@cmdlet("Format-Wide", aliases="fw")
class FormatWide(FormatCmdlet):
    """Shows one property of each object, in columns."""

    shape = "wide"
    keys = FOR_WIDE
    Property = P("object", pos=0)
    AutoSize = P("switch")
    Column = P("int", validate=[validate_range(1, 2147483647)], default=0)

    def adjust(self, options: Options) -> None:
        if self.has("AutoSize") and self.has("Column"):
            message = "The AutoSize and Column parameters cannot both be specified."
            raised = NetException("System.InvalidOperationException", message)
            raise self.throw(ErrorRecord(raised, "FormatCannotSpecifyAutosizeAndColumns", "InvalidArgument"))
        options.per_row = int(self.Column)
        if self.has("AutoSize"):
            options.autosize = bool(self.AutoSize)


@cmdlet("Format-Custom", aliases="fc")
class FormatCustom(FormatCmdlet):
    """Takes objects apart, as deep as asked for."""

    shape = "custom"
    keys = FOR_CUSTOM
    Property = P("object[]", pos=0)
    Depth = P("int", validate=[validate_range(1, 2147483647)], default=5)

    def adjust(self, options: Options) -> None:
        options.depth = int(self.Depth)
