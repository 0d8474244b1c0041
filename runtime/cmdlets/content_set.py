"""Set-Content, Add-Content and Clear-Content."""

from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime import globs
from perdure.runtime.encodings import TextEncoding, check_encoding, encoding_of
from perdure.runtime.pathing import PathCmdlet, literal_path, path
from perdure.runtime.provider import Place, not_found
from perdure.runtime.provider_files import io_error

FLUSH_CHARS = 1 << 16
MANAGEMENT = "Microsoft.PowerShell.Management"


class WriteContent(PathCmdlet):
    """The base of the two that write: text gathers and goes to the files in blocks and at the end."""

    appends = False
    Path = path()
    LiteralPath = literal_path()
    Value = P("object[]", pos=1, mandatory=True, pipe="value name", null=True, empty=True)
    PassThru = P("switch")
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    Force = P("switch")
    Credential = P("pscredential", pipe="name")
    NoNewline = P("switch")
    Encoding = P("object", validate=[check_encoding])
    AsByteStream = P("switch")
    Stream = P("string")

    def begin(self) -> None:
        self.targets: list[Place] | None = None
        self.waiting: list[str] = []
        self.waiting_chars = 0
        self.raw = bytearray()
        self.code: TextEncoding = encoding_of(self.Encoding)
        self.flat_values: list[Any] = []

    def process(self) -> None:
        if self.targets is None or self.path_is_piped():
            self.flush()
            self.targets = [p for p in self.wanted_places() if self.guarded(self.open, p)]
        for value in self.Value if self.Value is not None else (None,):
            self.add(value)
        if self.PassThru:
            self.write_each(list(self.Value or ()))
        if self.waiting_chars > FLUSH_CHARS:
            self.flush()

    def end(self) -> None:
        self.flush()

    def path_is_piped(self) -> bool:
        """Tells whether the paths come with the pipeline objects."""
        return self.invocation.expecting_input and "Value" in self.bound and not isinstance(self.Value, list)

    def wanted_places(self) -> list[Place]:
        """Gives where to write; files need not be there yet."""
        if self.LiteralPath is not None:
            found = [self.guarded(self.drives.place, text, self.scope) for text in self.LiteralPath]
            return [place for place in found if place is not None]
        places: list[Place] = []
        for text in self.Path:
            if not globs.has_wildcard(text):
                place = self.guarded(self.drives.place, globs.unescape(text), self.scope)
                places.extend([] if place is None else [place])
                continue
            hits = self.guarded(self.globbed, text)
            if hits == []:
                self.write_error(self.missing(text))
            places.extend(hits or [])
        return places

    def missing(self, text: str) -> ErrorRecord:
        """Makes the error of a pattern that fits nothing."""
        message = (
            f"An object at the specified path {text} does not exist, or has been filtered by the -Include or -Exclude"
            " parameter."
        )
        return self.error(message, "ItemNotFound", "ObjectNotFound", text)

    def open(self, place: Place) -> bool:
        """Makes the file ready: emptied for Set-Content, made where it is missing; tells whether to write to it."""
        if place.provider.flat:
            return True
        action = "Add Content" if self.appends else "Set Content"
        if not self.should_process(f"Path: {place.inner}", action):
            return False
        if place.is_container():
            text = (
                f"Unable to get content because it is a directory: '{place.inner}'. Please use 'Get-ChildItem' instead."
            )
            if not self.appends:
                text = f"Access to the path '{place.inner}' is denied."
                raise io_error(
                    "System.UnauthorizedAccessException", text, "GetContentWriterUnauthorizedAccessError", place.inner,
                    "PermissionDenied",
                )  # fmt: skip
            raise ScriptError(self.error(text, "GetContainerContentException", "InvalidOperation", place.inner))
        found = self.cx.host.stat(place.inner)
        fresh = found is None or not self.appends or found.st_size == 0
        if self.Force and found is not None and not found.st_mode & 0o222:
            self.cx.host.set_mode(place.inner, found.st_mode & 0o7777 | 0o200)
        bom = self.code.bom if fresh and not self.AsByteStream else b""
        self.put(place.inner, bom, self.appends)
        return True

    def put(self, file: str, data: bytes, append: bool) -> None:
        """Writes to one file."""
        try:
            self.cx.host.write_bytes(file, data, append)
        except OSError as error:
            kind, text = describe(error, file, self.cx.host)
            if kind == "System.IO.DirectoryNotFoundException":
                raise io_error(kind, text, "GetContentWriterDirectoryNotFoundError", file, "ObjectNotFound") from None
            if kind == "System.UnauthorizedAccessException":
                raise io_error(
                    kind, text, "GetContentWriterUnauthorizedAccessError", file, "PermissionDenied"
                ) from None
            raise io_error(kind, text, "GetContentWriterIOError", file) from None

    def add(self, value: Any) -> None:
        """Takes one value to be written."""
        if any(place.provider.flat for place in self.targets or ()):
            self.flat_values.append(value)
        if value is None:
            return
        if self.AsByteStream:
            self.add_bytes(value)
            return
        inside = enumerate_value(value) if type(unwrap(value)) is not str else None
        for item in (value,) if inside is None or not isinstance(unwrap(value), list) else inside:
            text = to_string(item)
            self.waiting.append(text if self.NoNewline else text + "\n")
            self.waiting_chars += len(text) + 1

    def add_bytes(self, value: Any) -> None:
        """Takes a byte or an array of bytes."""
        value = unwrap(value)
        for item in value if isinstance(value, list) else (value,):
            number = unwrap(item)
            if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= 255:
                text = "Cannot proceed with byte encoding. When using byte encoding the content must be of type byte."
                raise ScriptError(
                    self.error(text, "ByteEncodingContent", "InvalidArgument", None, "System.Management.Automation.PSArgumentException")
                )  # fmt: skip
            self.raw.append(number)
            self.waiting_chars += 1

    def flush(self) -> None:
        """Writes what waits."""
        targets = self.targets or ()
        if self.waiting or self.raw:
            data = bytes(self.raw) + self.code.encode("".join(self.waiting))
            for place in targets:
                if not place.provider.flat:
                    self.guarded(self.put, place.inner, data, True)
        if self.flat_values:
            value = self.flat_values[0] if len(self.flat_values) == 1 else self.flat_values
            for place in targets:
                if place.provider.flat:
                    self.guarded(self.set_flat, place, value)
        self.waiting, self.raw, self.waiting_chars, self.flat_values = [], bytearray(), 0, []

    def set_flat(self, place: Place, value: Any) -> None:
        """Sets another provider's item; Add-Content adds to what is there."""
        if self.appends and place.exists():
            before = place.provider.content(place.inner)
            value = [*before, *(value if isinstance(value, list) else [value])]
        place.provider.store(place.inner, value, bool(self.Force))


@cmdlet("Set-Content", module=MANAGEMENT, default_set="Path", should_process=True)
class SetContent(WriteContent):
    """Writes new content to items, replacing what they held."""


@cmdlet("Add-Content", module=MANAGEMENT, default_set="Path", should_process=True)
class AddContent(WriteContent):
    """Adds content behind what items hold."""

    appends = True


@cmdlet("Clear-Content", aliases="clc", module=MANAGEMENT, default_set="Path", should_process=True)
class ClearContent(PathCmdlet):
    """Empties items without removing them."""

    Path = path()
    LiteralPath = literal_path()
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    Force = P("switch")
    Credential = P("pscredential", pipe="name")
    Stream = P("string")

    def process(self) -> None:
        for place in self.places():
            self.guarded(self.empty, place)

    def empty(self, place: Place) -> None:
        """Empties one item."""
        if place.provider.flat:
            place.provider.clear(self, place)
            return
        if place.is_container():
            text = f"You cannot use Clear-Content on the directory {place.inner}; it works on files only."
            raise ScriptError(self.error(text, "ClearDirectoryContent", "InvalidOperation", place.inner))
        if not place.exists():
            raise not_found(place.shown)
        if self.should_process(f"Item: {place.inner}", "Clear Content"):
            place.provider.guarded(  # type: ignore[attr-defined]
                lambda: self.cx.host.write_bytes(place.inner, b""), place.inner, "ClearContentIOError"
            )
