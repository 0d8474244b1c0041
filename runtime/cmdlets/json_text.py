"""ConvertTo-Json and ConvertFrom-Json. Source: conformance/cmdlets/convertto-json, convertfrom-json."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime.json_read import DEEPEST, Reader
from perdure.runtime.json_write import DEFAULT, HTML, NON_ASCII, Writer

_ESCAPES = (DEFAULT, NON_ASCII, HTML)
_DATES = ("Default", "Local", "Utc", "Offset", "String")


@cmdlet("ConvertTo-Json")
class ConvertToJson(Cmdlet):
    """Gives objects as JSON text."""

    InputObject = P("object", pos=0, mandatory=True, pipe="value", null=True)
    Depth = P("int", validate=[validate_range(0, 100)], default=2)
    Compress = P("switch")
    EnumsAsStrings = P("switch")
    AsArray = P("switch")
    EscapeHandling = P("string", values=_ESCAPES, default=DEFAULT)

    def begin(self) -> None:
        self.values: list[Any] = []

    def process(self) -> None:
        self.values.append(self.InputObject)

    def end(self) -> None:
        values = self.values
        if not values:
            return
        whole: Any = values if len(values) > 1 or self.AsArray else values[0]
        escape = next(e for e in _ESCAPES if e.lower() == str(self.EscapeHandling).lower())
        writer = Writer(
            int(self.Depth), bool(self.Compress), bool(self.EnumsAsStrings), escape, self.scope, self.truncated
        )
        try:
            self.emit(writer.write(whole))
        except ScriptError as error:
            raise self.throw(error.record) from None

    def truncated(self) -> None:
        """Warns of what was too deep."""
        self.warning(f"Resulting JSON is truncated as serialization has exceeded the set depth of {int(self.Depth)}.")


@cmdlet("ConvertFrom-Json")
class ConvertFromJson(Cmdlet):
    """Gives the objects that JSON text describes."""

    InputObject = P("string", pos=0, mandatory=True, pipe="value", empty=True)
    AsHashtable = P("switch")
    Depth = P("int", validate=[validate_range(1, 2147483647)], default=DEEPEST)
    NoEnumerate = P("switch")
    DateKind = P("string", values=_DATES, default="Default")

    def begin(self) -> None:
        self.lines: list[str] = []

    def process(self) -> None:
        self.lines.append(self.InputObject)

    def end(self) -> None:
        lines = self.lines
        if not lines:
            return
        dates = next(d for d in _DATES if d.lower() == str(self.DateKind).lower())
        self.reader = Reader(bool(self.AsHashtable), dates, int(self.Depth))
        if len(lines) == 1:
            self.convert(lines[0])
            return
        try:
            first = self.reader.read(lines[0])
        except ScriptError as error:
            if error.record.error_id != "System.ArgumentException":
                raise self.throw(error.record) from None
            first = None
        if first is None:  # the strings are the lines of one document
            self.convert("\n".join(lines))
            return
        self.put(first)
        for text in lines[1:]:
            self.convert(text)

    def convert(self, text: str) -> None:
        """Puts out what one document describes."""
        try:
            value = self.reader.read(text)
        except ScriptError as error:
            raise self.throw(error.record) from None
        self.put(value)

    def put(self, value: Any) -> None:
        items = None if self.NoEnumerate else enumerate_value(value)
        if items is None:
            self.emit(value)
        else:
            self.write_each(items)
