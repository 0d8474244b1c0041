"""Get-Content: lines, text, bytes or other providers' values."""

from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.values.base import Member, PSObject
from perdure.interpreter.values.collections import byte_array
from perdure.interpreter.values.numbers import Byte, Int64
from perdure.runtime.drives import split_lines
from perdure.runtime.encodings import check_encoding, encoding_of
from perdure.runtime.pathing import PathCmdlet, literal_path, path
from perdure.runtime.provider import Place

FOLLOW_S = 0.1  # how often -Wait looks whether the file has grown


@cmdlet("Get-Content", aliases="gc type", module="Microsoft.PowerShell.Management", default_set="Path")
class GetContent(PathCmdlet):
    """Gets the content of items, mostly the lines of files."""

    ReadCount = P("long", pipe="name", default=1)
    TotalCount = P("long", pipe="name", alias="First Head", default=-1)
    Tail = P("int", pipe="name", alias="Last", default=-1)
    Path = path()
    LiteralPath = literal_path()
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    Force = P("switch")
    Credential = P("pscredential", pipe="name")
    Delimiter = P("string")
    Wait = P("switch")
    Raw = P("switch")
    Encoding = P("object", validate=[check_encoding])
    AsByteStream = P("switch")
    Stream = P("string")

    def process(self) -> None:
        if self.has("TotalCount") and self.has("Tail"):
            text = "The parameters TotalCount and Tail cannot be used together. Please specify only one parameter."
            self.write_error(self.error(text, "TailAndHeadCannotCoexist", "InvalidOperation"))
            return
        if self.Raw and self.has("Delimiter"):
            text = "The 'Raw' and 'Delimiter' parameters cannot be specified in the same command."
            self.write_error(self.error(text, "InvalidOperation", "InvalidOperation"))
            return
        if self.TotalCount == 0 or self.Tail == 0:
            list(self.places(self.missing))
            return
        for place in self.places(self.missing):
            self.guarded(self.read, place)

    def missing(self, text: str) -> ErrorRecord:
        """Makes the error of a pattern that fits nothing."""
        message = (
            f"An object at the specified path {text} does not exist, or has been filtered by the -Include or -Exclude"
            " parameter."
        )
        return self.error(message, "ItemNotFound", "ObjectNotFound", text, "System.Exception")

    def read(self, place: Place) -> None:
        """Puts one item's content out."""
        if place.provider.flat:
            self.write_each(place.provider.content(place.inner))
            return
        if place.is_container():
            raise ScriptError(
                self.error(
                    f"Unable to get content because it is a directory: '{place.inner}'. Please use 'Get-ChildItem' instead.",
                    "GetContainerContentException",
                    "InvalidOperation",
                    place.inner,
                    "System.InvalidOperationException",
                )
            )
        data = self.bytes_of(place.inner)
        if self.AsByteStream:
            self.put_bytes(data)
            return
        text = encoding_of(self.Encoding).decode(data)
        if self.Raw:
            if text:
                self.write(dressed(text, self.notes(place), 1))
            return
        self.put_lines(self.split(text), place)
        if self.Wait:
            self.follow(place, len(data))

    def bytes_of(self, file: str) -> bytes:
        """Reads a file whole."""
        try:
            return self.cx.host.read_bytes(file)  # type: ignore[no-any-return]
        except OSError as error:
            kind, text = describe(error, file, self.cx.host)
            denied = kind == "System.UnauthorizedAccessException"
            error_id = "GetContentReaderUnauthorizedAccessError" if denied else "GetContentReaderIOError"
            category = "PermissionDenied" if denied else "ReadError"
            raise ScriptError(self.error(text, error_id, category, file, kind)) from None

    def put_bytes(self, data: bytes) -> None:
        """Puts bytes out: one by one, or as one array with -Raw."""
        if self.Raw or self.ReadCount == 0:
            self.write(byte_array(data))
            return
        if self.Tail > 0:
            data = data[-self.Tail :]
        elif self.TotalCount > 0:
            data = data[: self.TotalCount]
        for byte in data:
            self.emit(Byte(byte))

    def split(self, text: str) -> list[str]:
        """Gives the lines, or the parts between delimiters."""
        if self.has("Delimiter") and self.Delimiter:
            parts: list[str] = text.split(self.Delimiter)
            if parts[-1] == "":
                parts.pop()
            return parts
        return split_lines(text)

    def put_lines(self, lines: list[str], place: Place) -> None:
        """Puts lines out as -Tail, -TotalCount and -ReadCount say."""
        first = 0
        if self.Tail > 0:
            first = max(0, len(lines) - self.Tail)
        elif self.TotalCount > 0:
            lines = lines[: self.TotalCount]
        notes = self.notes(place)
        emit = self.emit
        if self.ReadCount == 1:
            for number in range(first, len(lines)):
                emit(dressed(lines[number], notes, number + 1))
            return
        size = self.ReadCount if self.ReadCount > 0 else len(lines)
        for start in range(first, len(lines), max(1, size)):
            block: list[Any] = list(lines[start : start + size])
            emit(block if len(block) > 1 else block[0])

    def notes(self, place: Place) -> dict[str, Member]:
        """Gives the note properties that every line carries."""
        return {
            name.lower(): Member(name, "NoteProperty", value)
            for name, value in place.provider.notes(place)
            if name != "PSIsContainer"
        }

    def follow(self, place: Place, done_bytes: int) -> None:
        """Waits for more lines, until the run is stopped or the file is gone."""
        number, rest = 0, b""
        while True:
            self.cx.host.sleep(FOLLOW_S)
            found = self.cx.host.stat(place.inner)
            if found is None:
                return
            if found.st_size < done_bytes:
                done_bytes, rest = 0, b""
            if found.st_size == done_bytes:
                continue
            data = self.bytes_of(place.inner)
            rest, done_bytes = rest + data[done_bytes:], len(data)
            *whole, rest = rest.split(b"\n")
            for line in whole:
                number += 1
                self.emit(dressed(encoding_of(self.Encoding).decode(line).rstrip("\r"), self.notes(place), number))


def dressed(text: str, notes: dict[str, Member], number: int) -> PSObject:
    """Gives a line with the note properties of its file and its number."""
    made = PSObject(text)
    ext = notes.copy()
    ext["readcount"] = Member("ReadCount", "NoteProperty", Int64(number))
    made.ext = ext
    return made
