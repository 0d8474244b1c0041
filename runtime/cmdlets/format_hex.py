"""Format-Hex: bytes of files, text and numbers in rows of sixteen. Source: conformance/cmdlets/text-conversion."""

import struct
from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.io_errors import describe
from perdure.interpreter.typesys import type_of
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.bytes import PER_ROW, ByteCollection
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.files import FileInfo
from perdure.interpreter.values.numbers import Byte, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64
from perdure.runtime.encodings import check_encoding, encoding_of
from perdure.runtime.pathing import PathCmdlet

_FORMS: dict[type, str] = {
    Byte: "<B", SByte: "<b", Int16: "<h", UInt16: "<H", int: "<i", UInt32: "<I", Int64: "<q", UInt64: "<Q", float: "<d",
    Single: "<f", bool: "<i",
}  # fmt: skip


@cmdlet("Format-Hex", aliases="fhx", default_set="Path")
class FormatHex(PathCmdlet):
    """Shows bytes in hexadecimal."""

    Path = P("string[]", pos=0, mandatory=True, sets="Path")
    LiteralPath = P("string[]", mandatory=True, alias="PSPath LP", sets="LiteralPath")
    InputObject = P("psobject", mandatory=True, pipe="value", sets="ByInputObject")
    Encoding = P("object", sets="ByInputObject", validate=[check_encoding])
    Count = P("long", validate=[validate_range(1, 2**63 - 1)])
    Offset = P("long", validate=[validate_range(0, 2**63 - 1)], default=0)
    Raw = P("switch", sets="ByInputObject")

    def begin(self) -> None:
        self.waiting = bytearray()
        self.kind: Any = None

    def process(self) -> None:
        if not self.has("InputObject"):
            for path in self.files():
                self.show_file(path)
            return
        value = unwrap(self.InputObject)
        if isinstance(value, FileInfo):
            self.flush()
            self.show_file(value.path)
            return
        items = value if isinstance(value, list) else [value]
        for item in items:
            self.take(unwrap(item))

    def take(self, item: Any) -> None:
        """Takes one value of the pipeline; numbers of one type go into the same rows."""
        form = _FORMS.get(type(item))
        if isinstance(item, Char):
            form, item = "<H", ord(item)
        if form is not None:
            if self.kind is not type(item):
                self.flush()
                self.kind = type(item)
            self.waiting += struct.pack(form, item)
            return
        self.flush()
        if isinstance(item, str):
            self.kind = str
            self.waiting += encoding_of(self.Encoding).encode(item)
            self.flush()
            return
        name = type_of(item).name
        message = (
            f"Cannot convert input of type '{name}' to hexadecimal. To view the hexadecimal formatting of its string"
            " representation, pipe it to the Out-String cmdlet before piping it to Format-Hex."
        )
        raised = NetException("System.ArgumentException", message)
        self.write_error(self.own(ErrorRecord(raised, "FormatHexTypeNotSupported", "InvalidArgument", name)))

    def flush(self) -> None:
        if self.waiting:
            shown = "String (System.String)" if self.kind is str else self.kind_name()
            self.rows(bytes(self.waiting), "", f"{shown} <{id(self) & 0xFFFFFFFF:08X}>")
        self.waiting = bytearray()
        self.kind = None

    def kind_name(self) -> str:
        name = type_of(self.kind(0)).name
        return f"{name.rpartition('.')[2]} ({name})"

    def show_file(self, path: str) -> None:
        try:
            data = self.cx.host.read_bytes(path)
        except OSError as error:
            kind, reason = describe(error, path, self.cx.host)
            record = ErrorRecord(NetException(kind, reason), "FormatHexIOError", "WriteError", path)
            self.write_error(self.own(record))
            return
        self.rows(data, path, path)

    def rows(self, data: bytes, path: str, label: str) -> None:
        start = int(self.Offset)
        end = len(data) if self.Count is None else min(len(data), start + int(self.Count))
        for at in range(start, end, PER_ROW):
            self.emit(ByteCollection(at, data[at : min(at + PER_ROW, end)], path, label))

    def end(self) -> None:
        self.flush()
