"""Export-Clixml, Import-Clixml, ConvertTo-CliXml and ConvertFrom-CliXml."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.validation import validate_range
from perdure.runtime.clixml_read import BadClixml, Reader
from perdure.runtime.clixml_write import Writer
from perdure.runtime.drives import file_path
from perdure.runtime.encodings import UTF8, check_encoding, encoding_of
from perdure.runtime.pathing import PathCmdlet

DEPTH = 2


@cmdlet("Export-Clixml", default_set="ByPath", should_process=True)
class ExportClixml(Cmdlet):
    """Writes objects to a file, so that Import-Clixml makes them again."""

    Depth = P("int", validate=[validate_range(1, 2147483647)], default=DEPTH)
    Path = P("string", pos=0, mandatory=True, sets="ByPath")
    LiteralPath = P("string", mandatory=True, alias="PSPath LP", sets="ByLiteralPath")
    InputObject = P("object", mandatory=True, pipe="value", null=True)
    Force = P("switch")
    NoClobber = P("switch", alias="NoOverwrite")
    Encoding = P("object", validate=[check_encoding])

    def begin(self) -> None:
        self.values: list[Any] = []

    def process(self) -> None:
        self.values.append(self.InputObject)

    def end(self) -> None:
        file = file_path(self.cx, self.LiteralPath or self.Path, self.scope)
        if not self.should_process(file, "Export-Clixml"):
            return
        host = self.cx.host
        if self.NoClobber and host.stat(file) is not None:
            text = f"The file '{file}' already exists."
            raise ScriptError(self.error(text, "NoClobber", "ResourceExists", file, "System.IO.IOException"))
        code = encoding_of(self.Encoding)
        text = Writer(self.Depth, self.scope).document(self.values)
        try:
            host.write_bytes(file, code.bom + code.encode(text))
        except OSError as error:
            kind, text = describe(error, file, host)
            raise ScriptError(self.error(text, "FileOpenFailure", "OpenError", file, kind)) from None


@cmdlet("Import-Clixml", default_set="ByPath")
class ImportClixml(PathCmdlet):
    """Makes the objects again that a file of Export-Clixml holds."""

    Path = P("string[]", pos=0, mandatory=True, pipe="value name", sets="ByPath")
    LiteralPath = P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="ByLiteralPath")
    IncludeTotalCount = P("switch")
    Skip = P("uint64", default=0)
    First = P("uint64", default=2**64 - 1)

    def process(self) -> None:
        for text in self.LiteralPath or self.Path:
            for file in self.found(text):
                values = self.guarded(self.read, file)
                self.write_each((values or [])[int(self.Skip) :][: int(self.First)])

    def found(self, text: str) -> list[str]:
        """Gives the files that a path names; one that is not there stays, so that reading it tells."""
        place = self.drives.place(text, self.scope)
        if self.LiteralPath is not None or place.exists():
            return [place.inner]
        try:
            return [p.inner for p in self.drives.resolve(text, self.scope)]
        except ScriptError:
            return [place.inner]

    def read(self, file: str) -> list[Any]:
        """Gives one file's values."""
        try:
            text = UTF8.decode(self.cx.host.read_bytes(file))
        except OSError as error:
            kind, message = describe(error, file, self.cx.host)
            raise ScriptError(self.error(message, "FileOpenFailure", "OpenError", file, kind)) from None
        return parsed(self, text)


def parsed(command: Cmdlet, text: str) -> list[Any]:
    """Gives the values of a text; one that is no CLIXML ends the command."""
    try:
        return Reader(command.cx).document(text)
    except BadClixml as error:
        record = command.error(str(error), "System.Xml.XmlException", "NotSpecified", None, "System.Xml.XmlException")
        raise ScriptError(record) from None


@cmdlet("ConvertTo-CliXml")
class ConvertToCliXml(Cmdlet):
    """Gives objects as one text of CLIXML."""

    InputObject = P("object", pos=0, mandatory=True, pipe="value", null=True)
    Depth = P("int", validate=[validate_range(1, 2147483647)], default=DEPTH)

    def begin(self) -> None:
        self.values: list[Any] = []

    def process(self) -> None:
        self.values.append(self.InputObject)

    def end(self) -> None:
        self.write(Writer(self.Depth, self.scope).document(self.values))


@cmdlet("ConvertFrom-CliXml")
class ConvertFromCliXml(Cmdlet):
    """Makes the objects again that a text of CLIXML holds."""

    InputObject = P("string", pos=0, mandatory=True, pipe="value")

    def begin(self) -> None:
        self.parts: list[str] = []

    def process(self) -> None:
        self.parts.append(self.InputObject)

    def end(self) -> None:
        self.write_each(parsed(self, "\n".join(self.parts)))
