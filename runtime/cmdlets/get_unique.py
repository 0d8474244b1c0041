"""Get-Unique and Join-String. Source: conformance/cmdlets/get-unique-tee-object, join-string."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.format_operator import composite
from perdure.interpreter.members import MISSING
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.objects import text_of, type_names_of
from perdure.runtime.ordering import order


@cmdlet("Get-Unique", aliases="gu", default_set="AsString")
class GetUnique(Cmdlet):
    """Leaves out objects that equal the one before them."""

    InputObject = P("psobject", pipe="value", null=True)
    AsString = P("switch", sets="AsString")
    OnType = P("switch", sets="UniqueByType")
    CaseInsensitive = P("switch")

    last: Any = NOTHING

    def process(self) -> None:
        value = self.InputObject
        if self.last is NOTHING or not self.same(value):
            self.emit(value)
            self.last = value

    def same(self, value: Any) -> bool:
        """Tells whether an object equals the one before."""
        if self.OnType:
            return type_names_of(value) == type_names_of(self.last)
        ignore_case = bool(self.CaseInsensitive)
        if self.AsString:
            before, now = text_of(self.last), text_of(value)
            return before == now or (ignore_case and before.lower() == now.lower())
        return order(unwrap(value), unwrap(self.last), ignore_case) == 0


@cmdlet("Join-String", default_set="default")
class JoinString(Cmdlet):
    """Joins objects' texts."""

    Property = P("object", pos=0)
    Separator = P("string", pos=1, empty=True, null=True)
    OutputPrefix = P("string", alias="op")
    OutputSuffix = P("string", alias="os")
    SingleQuote = P("switch", sets="SingleQuote")
    DoubleQuote = P("switch", sets="DoubleQuote")
    FormatString = P("string", sets="Format")
    UseCulture = P("switch")
    InputObject = P("psobject[]", pipe="value", null=True)

    def begin(self) -> None:
        self.parts: list[str] = []
        given = unwrap(self.Property)
        self.expression: Expression | None = None
        if given is not None:
            block = given if isinstance(given, ScriptBlock) else None
            self.expression = Expression(block.text() if block is not None else to_string(given), block)
        self.mark = "'" if self.SingleQuote else '"' if self.DoubleQuote else ""

    def process(self) -> None:
        given = self.InputObject
        for item in given if isinstance(given, list) else [given]:
            if item is None:
                continue
            value = item
            if self.expression is not None:
                value = self.expression.value(item, self.scope)
                if value is MISSING or value is None or type(value) is Failure:
                    continue
            text = composite(self.FormatString, [value]) if self.FormatString else to_string(value)
            self.parts.append(self.mark + text + self.mark)

    def end(self) -> None:
        separator = self.Separator
        if separator is None:
            ofs = self.scope.lookup("ofs")
            separator = "" if ofs is NOTHING or ofs is None else to_string(ofs)
        text = separator.join(self.parts)
        self.emit((self.OutputPrefix or "") + text + (self.OutputSuffix or ""))
