"""ConvertTo-Csv, ConvertFrom-Csv, Export-Csv and Import-Csv. Source: conformance/cmdlets/convertto-csv, csv-files."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.io_errors import describe
from perdure.interpreter.validation import not_null
from perdure.runtime.csv_text import ALWAYS, AS_NEEDED, NEVER, DuplicateName, Form, Reader, column_names
from perdure.runtime.encodings import TextEncoding, check_encoding, encoding_of
from perdure.runtime.objects import text_of, type_names_of
from perdure.runtime.pathing import PathCmdlet
from perdure.runtime.text_files import TextFile, open_text, resolve_target

_QUOTES = (ALWAYS, AS_NEEDED, NEVER)
_DELIMITER, _CULTURE = "Delimiter", "UseCulture"


def _delimiter(given: Any) -> str:
    return "," if given is None else str(given)


class CsvWriter(Cmdlet):
    """The base of the two that write."""

    InputObject = P("psobject", pos=0, mandatory=True, pipe="value")
    Delimiter = P("char", pos=1, sets=_DELIMITER, validate=[not_null])
    UseCulture = P("switch", sets=_CULTURE)
    IncludeTypeInformation = P("switch", alias="ITI")
    NoTypeInformation = P("switch", alias="NTI")
    QuoteFields = P("string[]", alias="QF")
    UseQuotes = P("string", alias="UQ", values=_QUOTES, default=ALWAYS)
    NoHeader = P("switch")

    names: list[str] | None = None

    def begin(self) -> None:
        if self.has("QuoteFields") and self.has("UseQuotes"):
            self.refuse("CannotSpecifyQuoteFieldsAndUseQuotes", "-UseQuotes or -QuoteFields")
        if self.has("IncludeTypeInformation") and self.has("NoTypeInformation"):
            self.refuse(
                "CannotSpecifyIncludeTypeInformationAndNoTypeInformation",
                "-IncludeTypeInformation or -NoTypeInformation",
            )
        fields = {str(f).lower() for f in self.QuoteFields} if self.QuoteFields is not None else None
        quotes = next(q for q in _QUOTES if q.lower() == str(self.UseQuotes).lower())
        self.form = Form(_delimiter(self.Delimiter), quotes, fields)

    def refuse(self, error_id: str, parameters: str) -> None:
        """Raises the error of two parameters that exclude each other."""
        message = f"You must specify either the {parameters} parameters, but not both."
        raised = NetException("System.InvalidOperationException", message)
        raise self.throw(ErrorRecord(raised, error_id, "InvalidData"))

    def process(self) -> None:
        value = self.InputObject
        if self.names is None:
            self.names = self.columns(value)
        line = self.form.row(value, self.names, self.scope)
        if line:
            self.line(line)

    def columns(self, value: Any) -> list[str]:
        """Gives the columns, when the first object has come; writes what stands above the rows."""
        names = column_names(value, self.scope)
        if self.IncludeTypeInformation:
            self.line("#TYPE " + self.type_name(value))
        header = self.form.header(names)
        if header and not self.NoHeader:
            self.line(header)
        return names

    def type_name(self, value: Any) -> str:
        first = type_names_of(value)[0]
        return first[4:] if first.startswith("CSV:") else first

    def line(self, text: str) -> None:
        """Puts one line out."""
        self.emit(text)


@cmdlet("ConvertTo-Csv", default_set=_DELIMITER)
class ConvertToCsv(CsvWriter):
    """Gives objects as lines of comma-separated values."""


@cmdlet("Export-Csv", aliases="epcsv", default_set=_DELIMITER, should_process=True)
class ExportCsv(CsvWriter):
    """Writes objects to a file as comma-separated values."""

    InputObject = P("psobject", mandatory=True, pipe="value name")
    Path = P("string", pos=0)
    LiteralPath = P("string", alias="PSPath LP")
    Force = P("switch")
    NoClobber = P("switch", alias="NoOverwrite")
    Encoding = P("object", validate=[check_encoding])
    Append = P("switch")

    file: TextFile | None = None
    known: list[str] | None = None

    def begin(self) -> None:
        super().begin()
        if (self.Path is None) == (self.LiteralPath is None):
            self.refuse("CannotSpecifyPathAndLiteralPath", "-Path or -LiteralPath")
        self.given = self.LiteralPath if self.LiteralPath is not None else self.Path
        path = resolve_target(self.cx, self.scope, self.given, self.LiteralPath is not None, self.own)
        self.wanted = self.should_process(path, "Export-Csv")
        if self.wanted:
            if self.Append:
                self.known = self.header_of(path)
            encoding = encoding_of(self.Encoding)
            self.file = open_text(
                self.cx, path, self.own, encoding, bool(self.Append), bool(self.NoClobber), bool(self.Force)
            )

    def header_of(self, path: str) -> list[str] | None:
        """Gives the columns of a file that is there already, None where it has none yet."""
        found = self.cx.host.stat(path)
        if found is None or found.st_size == 0:
            return None
        text = TextEncoding("utf-8").decode(self.cx.host.read_bytes(path))
        reader = Reader(self.form.delimiter)
        reader.read("\n".join(text.splitlines()[:2]))
        return reader.header

    def columns(self, value: Any) -> list[str]:
        if self.known is None:
            return super().columns(value)
        own = {n.lower() for n in column_names(value, self.scope)}
        for name in self.known:
            if name.lower() not in own and not self.Force:
                message = (
                    f"Cannot append CSV content to the following file: {self.given}. The appended object does not have a"
                    f" property that corresponds to the following column: {name}. To continue with mismatched"
                    " properties, add the -Force parameter, and then retry the command."
                )
                raised = NetException("System.InvalidOperationException", message)
                error_id = "CannotAppendCsvWithMismatchedPropertyNames"
                raise self.throw(ErrorRecord(raised, error_id, "InvalidData", name))
        return self.known

    def process(self) -> None:
        if self.wanted:
            super().process()

    def line(self, text: str) -> None:
        if self.file is not None:
            self.file.write(text + "\n")

    def end(self) -> None:
        self.stop()

    def stop(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


def read_objects(command: Cmdlet, reader: Reader, text: str) -> list[Any]:
    """Gives the objects of a text; raises the cmdlet's error for columns of the same name."""
    warned = reader.missing_names
    try:
        found = reader.read(text)
    except DuplicateName as name:
        message = f'The member "{name}" is already present.'
        raised = NetException("System.Management.Automation.ExtendedTypeSystemException", message)
        record = ErrorRecord(raised, "AlreadyPresentPSMemberInfoInternalCollectionAdd", "NotSpecified")
        raise command.throw(record) from None
    if reader.missing_names and not warned:
        command.warning(
            'One or more headers were not specified. Default names starting with "H" have been used in place of any'
            " missing headers."
        )
    return found


@cmdlet("ConvertFrom-Csv", default_set=_DELIMITER)
class ConvertFromCsv(Cmdlet):
    """Gives the objects that lines of comma-separated values describe."""

    Delimiter = P("char", pos=1, sets=_DELIMITER, validate=[not_null])
    UseCulture = P("switch", mandatory=True, sets=_CULTURE)
    InputObject = P("psobject[]", pos=0, mandatory=True, pipe="value", null=True, empty=True)
    Header = P("string[]")

    def begin(self) -> None:
        header = None if self.Header is None else [str(h) for h in self.Header]
        self.reader = Reader(_delimiter(self.Delimiter), header)

    def process(self) -> None:
        given = self.InputObject
        for item in given if isinstance(given, list) else [given]:
            self.write_each(read_objects(self, self.reader, text_of(item)))


@cmdlet("Import-Csv", aliases="ipcsv", default_set="DelimiterPath")
class ImportCsv(PathCmdlet):
    """Gives the objects that a file of comma-separated values describes."""

    Delimiter = P("char", pos=1, sets="DelimiterPath DelimiterLiteralPath", validate=[not_null])
    Path = P("string[]", pos=0, mandatory=True, pipe="value", sets="DelimiterPath CulturePath")
    LiteralPath = P(
        "string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="DelimiterLiteralPath CultureLiteralPath"
    )
    UseCulture = P("switch", mandatory=True, sets="CulturePath CultureLiteralPath")
    Header = P("string[]")
    Encoding = P("object", validate=[check_encoding])

    def process(self) -> None:
        literal = self.LiteralPath is not None
        for given in self.LiteralPath if literal else self.Path:
            path = resolve_target(self.cx, self.scope, given, literal, self.own)
            try:
                data = self.cx.host.read_bytes(path)
            except OSError as error:
                kind, message = describe(error, path, self.cx.host)
                record = ErrorRecord(NetException(kind, message), "FileOpenFailure", "OpenError")
                raise self.throw(record) from None
            header = None if self.Header is None else [str(h) for h in self.Header]
            reader = Reader(_delimiter(self.Delimiter), header)
            self.write_each(read_objects(self, reader, encoding_of(self.Encoding).decode(data)))
