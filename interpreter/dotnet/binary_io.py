"""System.IO.BinaryReader and BinaryWriter: numbers and counted strings in streams; BufferedStream."""

import struct
from typing import Any

from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet.streams import Stream, check
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.numbers import Byte, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64
from perdure.interpreter.values.text_encodings import Encoding, utf8

# name of the type -> how struct lays it out, the class that reads it back, the word of member tables
LAYOUT: dict[str, tuple[str, Any, str]] = {
    "Boolean": ("?", bool, "bool"), "Byte": ("B", Byte, "byte"), "SByte": ("b", SByte, "sbyte"),
    "Int16": ("h", Int16, "short"), "UInt16": ("H", UInt16, "ushort"), "Int32": ("i", int, "int"),
    "UInt32": ("I", UInt32, "uint"), "Int64": ("q", Int64, "long"), "UInt64": ("Q", UInt64, "ulong"),
    "Single": ("f", Single, "float"), "Double": ("d", float, "double"),
}  # fmt: skip


class BinaryIO(NetObject):
    """The base of both: a stream, how text is encoded, whether the stream stays open."""

    __slots__ = ("stream", "encoding", "keep", "open")

    def __init__(self, stream: Stream, encoding: Encoding | None = None, keep: bool = False) -> None:
        if stream is None:
            raise null("input")
        self.stream, self.encoding, self.keep, self.open = stream, encoding or utf8(), keep, True

    def close(self) -> None:
        if self.open:
            self.open = False
            self.stream.flush()
            if not self.keep:
                self.stream.close()


class BinaryReader(BinaryIO):
    __slots__ = ()
    net = "System.IO.BinaryReader"

    def take(self, count: int) -> bytes:
        """Gives exactly so many bytes."""
        if not self.open:
            raise throw_dotnet("System.ObjectDisposedException", "Cannot access a closed file.")
        check(self.stream)
        found = self.stream.take(count)
        if len(found) < count:
            raise end_of_stream()
        return found


class BinaryWriter(BinaryIO):
    __slots__ = ()
    net = "System.IO.BinaryWriter"

    def put(self, raw: bytes) -> None:
        if not self.open:
            raise throw_dotnet("System.ObjectDisposedException", "Cannot access a closed Stream.")
        check(self.stream, True)
        self.stream.put(raw)


def end_of_stream() -> DotNetThrow:
    return throw_dotnet("System.IO.EndOfStreamException", "Unable to read beyond the end of the stream.")


def reader_of(name: str) -> Any:
    code, cls, _ = LAYOUT[name]
    size = struct.calcsize("<" + code)

    def read(r: BinaryReader) -> Any:
        return cls(struct.unpack("<" + code, r.take(size))[0])

    return read


def writer_of(name: str) -> Any:
    code = LAYOUT[name][0]

    def write(w: BinaryWriter, value: Any) -> None:
        w.put(struct.pack("<" + code, value))

    return write


def read_count(r: BinaryReader) -> int:
    """Reads a number in pieces of seven bits, as strings' lengths are written."""
    value = shift = 0
    while shift < 35:
        byte = r.take(1)[0]
        value |= (byte & 0x7F) << shift
        if not byte & 0x80:
            return value if value < 2**31 else value - 2**32
        shift += 7
    raise throw_dotnet("System.FormatException", "Too many bytes in what should have been a 7-bit encoded integer.")


def write_count(w: BinaryWriter, value: int) -> None:
    value &= 0xFFFFFFFF
    while value >= 0x80:
        w.put(bytes([value & 0x7F | 0x80]))
        value >>= 7
    w.put(bytes([value]))


def write_string(w: BinaryWriter, text: str | None) -> None:
    if text is None:
        raise null("value")
    raw = w.encoding.encode(text)
    write_count(w, len(raw))
    w.put(raw)


def read_char(r: BinaryReader) -> Char:
    if not r.stream.data[r.stream.at :]:
        raise end_of_stream()
    for size in range(1, 5):
        text = r.encoding.decode(bytes(r.stream.data[r.stream.at : r.stream.at + size]))
        if text and text != "\ufffd":
            r.stream.at += size
            return Char(text)
    return Char(chr(r.take(1)[0]))


def read_chars(r: BinaryReader, count: int) -> TypedArray:
    found: list[Char] = []
    while len(found) < count and r.stream.at < len(r.stream.data):
        found.append(read_char(r))
    return TypedArray("System.Char", found)


def peek(r: BinaryReader) -> int:
    at = r.stream.at
    if at >= len(r.stream.data):
        return -1
    found = ord(read_char(r))
    r.stream.at = at
    return found


def read_some(r: BinaryReader, buffer: Any, index: int, count: int) -> int:
    check(r.stream)
    raw = r.stream.take(count)
    buffer[index : index + len(raw)] = [Byte(b) for b in raw]
    return len(raw)


def read_bytes(r: BinaryReader, count: int) -> TypedArray:
    check(r.stream)
    return byte_array(r.stream.take(count))


def chars_text(value: Any) -> str:
    return "".join(value)


_CLOSING: dict[str, Any] = {
    "BaseStream -> stream": lambda r: r.stream,
    "Close() -> void": lambda r: r.close(),
    "Dispose() -> void": lambda r: r.close(),
}
for _cls, _name in ((BinaryReader, "input"), (BinaryWriter, "output")):
    _CLOSING_OF = {
        f"new(stream {_name})": _cls,
        f"new(stream {_name}, encoding encoding)": _cls,
        f"new(stream {_name}, encoding encoding, bool leaveOpen)": _cls,
        **_CLOSING,
    }
    if _cls is BinaryReader:
        define(_cls.net, interfaces=["System.IDisposable"], py=_cls, members={
            **_CLOSING_OF,
            **{f"Read{n}() -> {LAYOUT[n][2]}": reader_of(n) for n in LAYOUT},
            "Read7BitEncodedInt() -> int": read_count,
            "ReadString() -> string": lambda r: r.encoding.decode(r.take(read_count(r))),
            "ReadChar() -> char": read_char,
            "ReadChars(int count) -> char[]": read_chars,
            "ReadBytes(int count) -> byte[]": read_bytes,
            "Read(byte[] buffer, int index, int count) -> int": read_some,
            "PeekChar() -> int": peek,
        })  # fmt: skip
    else:
        define(_cls.net, interfaces=["System.IDisposable"], py=_cls, members={
            **_CLOSING_OF,
            **{f"Write({LAYOUT[n][2]} value) -> void": writer_of(n) for n in LAYOUT},
            "Write(string value) -> void": write_string,
            "Write(char ch) -> void": lambda w, c: w.put(w.encoding.encode(str(c))),
            "Write(char[] chars) -> void": lambda w, c: w.put(w.encoding.encode(chars_text(c))),
            "Write(byte[] buffer) -> void": lambda w, b: w.put(bytes(b)),
            "Write(byte[] buffer, int index, int count) -> void": lambda w, b, i, n: w.put(bytes(b[i : i + n])),
            "Write7BitEncodedInt(int value) -> void": write_count,
            "Seek(int offset, System.IO.SeekOrigin origin) -> long": lambda w, o, how: seek(w, o, str(how)),
            "Flush() -> void": lambda w: w.stream.flush(),
        })  # fmt: skip


def seek(w: BinaryWriter, offset: int, origin: str) -> Int64:
    base = {"Begin": 0, "Current": w.stream.at, "End": len(w.stream.data)}[origin]
    w.stream.at = base + offset
    return Int64(w.stream.at)


define("System.IO.BufferedStream", "System.IO.Stream", members={
    "new(stream stream)": lambda s: s,
    "new(stream stream, int bufferSize)": lambda s, n: s,
})  # fmt: skip
