"""Streams, readers and writers: MemoryStream, FileStream, StreamReader, StreamWriter, BinaryReader, BinaryWriter.

A file stream holds the file's bytes and writes them back through the host when it is flushed or closed.
"""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._faults import null, unsupported
from perdure.interpreter.dotnet._strings import format_text
from perdure.interpreter.dotnet.builder import READER
from perdure.interpreter.dotnet.io_path import full
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.io_errors import describe
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.numbers import Byte, Int64
from perdure.interpreter.values.text_encodings import Encoding, by_mark, utf8


class Stream(NetObject):
    """A stream over bytes in memory: `data`, the place `at`, what it may do."""

    __slots__ = ("data", "at", "open", "reads", "writes")
    net = "System.IO.MemoryStream"

    def __init__(self, data: bytes = b"", writes: bool = True, reads: bool = True) -> None:
        self.data = bytearray(data)
        self.at = 0
        self.open = True
        self.reads, self.writes = reads, writes

    def take(self, count: int) -> bytes:
        found = bytes(self.data[self.at : self.at + count])
        self.at += len(found)
        return found

    def put(self, raw: bytes) -> None:
        if self.at > len(self.data):
            self.data.extend(bytes(self.at - len(self.data)))
        self.data[self.at : self.at + len(raw)] = raw
        self.at += len(raw)

    def flush(self) -> None:
        """Writes what is pending; memory has nothing pending."""

    def close(self) -> None:
        if self.open:
            self.flush()
            self.open = False


class FileStream(Stream):
    """System.IO.FileStream: `path`, `dirty` = changed since the last flush."""

    __slots__ = ("path", "dirty")
    net = "System.IO.FileStream"

    def __init__(self, path: str, data: bytes, writes: bool, reads: bool) -> None:
        super().__init__(data, writes, reads)
        self.path = path
        self.dirty = False

    def put(self, raw: bytes) -> None:
        super().put(raw)
        self.dirty = True

    def flush(self) -> None:
        if self.dirty:
            reach(self.path, lambda: current().host.write_bytes(self.path, bytes(self.data)))
            self.dirty = False


def reach(path: str, action: Any) -> Any:
    """Runs what reaches the disk; an operating system's error becomes .NET's exception."""
    try:
        return action()
    except OSError as error:
        kind, message = describe(error, path, current().host)
        raise throw_dotnet(kind, message) from None


def open_stream(path: str | None, mode: Any = "OpenOrCreate", access: Any = "ReadWrite", *_more: Any) -> FileStream:
    """Opens a file by FileMode and FileAccess."""
    where = full(path)
    host = current().host
    how, may = str(mode), str(access)
    there = host.stat(where) is not None
    if how == "CreateNew" and there:
        raise throw_dotnet("System.IO.IOException", f"The file '{where}' already exists.")
    if how in ("Open", "Truncate") and not there:
        reach(where, lambda: host.read_bytes(where))
    if how in ("Create", "CreateNew", "Truncate") or not there:
        reach(where, lambda: host.write_bytes(where, b""))
        data = b""
    else:
        data = reach(where, lambda: host.read_bytes(where))
    made = FileStream(where, data, may != "Read", may != "Write")
    if how == "Append":
        made.at, made.reads = len(data), False
    return made


def check(s: Stream, writing: bool = False) -> None:
    if not s.open:
        raise throw_dotnet("System.ObjectDisposedException", "Cannot access a closed Stream." if type(s) is Stream else "Cannot access a closed file.")  # fmt: skip
    if writing and not s.writes:
        raise unsupported("Stream does not support writing.")
    if not writing and not s.reads:
        raise unsupported("Stream does not support reading.")


def read(s: Stream, buffer: list[Any], offset: int = 0, count: int | None = None) -> int:
    check(s)
    raw = s.take(len(buffer) - offset if count is None else count)
    buffer[offset : offset + len(raw)] = [Byte(b) for b in raw]
    return len(raw)


def read_byte(s: Stream) -> int:
    check(s)
    raw = s.take(1)
    return raw[0] if raw else -1


def write(s: Stream, buffer: list[Any], offset: int = 0, count: int | None = None) -> None:
    check(s, True)
    end = len(buffer) if count is None else offset + count
    s.put(bytes(buffer[offset:end]))


def write_byte(s: Stream, value: int) -> None:
    check(s, True)
    s.put(bytes([value]))


def seek(s: Stream, offset: int, origin: Any) -> Int64:
    base = {"Begin": 0, "Current": s.at, "End": len(s.data)}[str(origin)]
    if base + offset < 0:
        raise throw_dotnet("System.IO.IOException", "An attempt was made to move the position before the beginning of the stream.")  # fmt: skip
    s.at = base + int(offset)
    return Int64(s.at)


def set_length(s: Stream, count: int) -> None:
    if count < len(s.data):
        del s.data[count:]
    else:
        s.data.extend(bytes(count - len(s.data)))
    s.at = min(s.at, count)
    if isinstance(s, FileStream):
        s.dirty = True


def set_position(s: Stream, place: int) -> None:
    s.at = int(place)


def copy_to(s: Stream, target: Any) -> None:
    check(s)
    target.put(s.take(len(s.data)))


def array_of(s: Stream) -> TypedArray:
    return byte_array(s.data)


def close(s: Any) -> None:
    s.close()


_STREAM: dict[str, Any] = {
    "CanRead -> bool": lambda s: s.open and s.reads,
    "CanSeek -> bool": lambda s: s.open,
    "CanTimeout -> bool": lambda s: False,
    "CanWrite -> bool": lambda s: s.open and s.writes,
    "Length -> long": lambda s: Int64(len(s.data)),
    "Position -> long": Prop(lambda s: Int64(s.at), set_position),
    "Close() -> void": close,
    "CopyTo(stream destination) -> void": copy_to,
    "Dispose() -> void": close,
    "Flush() -> void": lambda s: s.flush(),
    "Read(byte[] buffer, int offset, int count) -> int": read,
    "ReadByte() -> int": read_byte,
    "Seek(long offset, System.IO.SeekOrigin origin) -> long": seek,
    "SetLength(long value) -> void": set_length,
    "Write(byte[] buffer, int offset, int count) -> void": write,
    "WriteByte(byte value) -> void": write_byte,
}
define(
    "System.IO.Stream", "System.MarshalByRefObject", interfaces=["System.IDisposable"], abstract=True, members=_STREAM
)
define("System.IO.MemoryStream", "System.IO.Stream", py=Stream, members={
    "new()": Stream,
    "new(int capacity)": lambda n: Stream(),
    "new(byte[] buffer)": lambda b: Stream(bytes(b)),
    "new(byte[] buffer, bool writable)": lambda b, w: Stream(bytes(b), w),
    "Capacity -> int": lambda s: max(256, len(s.data)),
    "GetBuffer() -> byte[]": array_of,
    "ToArray() -> byte[]": array_of,
    "WriteTo(stream stream) -> void": lambda s, t: t.put(bytes(s.data)),
})  # fmt: skip
_F = "System.IO.FileMode mode"
define("System.IO.FileStream", "System.IO.Stream", py=FileStream, members={
    f"new(string path, {_F})": open_stream,
    f"new(string path, {_F}, System.IO.FileAccess access)": open_stream,
    f"new(string path, {_F}, System.IO.FileAccess access, System.IO.FileShare share)": open_stream,
    "Name -> string": lambda s: s.path,
    "IsAsync -> bool": lambda s: False,
    "Flush(bool flushToDisk) -> void": lambda s, f: s.flush(),
    "Lock(long position, long length) -> void": lambda s, p, n: None,
    "Unlock(long position, long length) -> void": lambda s, p, n: None,
})  # fmt: skip


# ---- StreamReader and StreamWriter -----------------------------------------------------------------------------------------


class StreamReader(NetObject):
    """System.IO.StreamReader: the whole text is decoded at the start; `at` is the place of the next character."""

    __slots__ = ("text", "at", "stream", "encoding", "open")
    net = "System.IO.StreamReader"

    def __init__(self, stream: Stream, encoding: Encoding | None = None) -> None:
        self.stream = stream
        raw = stream.take(len(stream.data))
        self.encoding, skip = by_mark(raw, encoding or utf8())
        self.text = self.encoding.decode(raw[skip:])
        self.at = 0
        self.open = True

    def close(self) -> None:
        self.open = False
        self.stream.close()


def stream_reader(source: Any, encoding: Any = None, *_more: Any) -> StreamReader:
    if source is None:
        raise null("path")
    used = encoding if isinstance(encoding, Encoding) else None
    return StreamReader(open_stream(source, "Open", "Read") if isinstance(source, str) else source, used)


def alive(call: Any) -> Any:
    def run(r: Any, *args: Any) -> Any:
        if not r.open:
            raise throw_dotnet("System.ObjectDisposedException", "Cannot read from a closed TextReader.")
        return call(r, *args)

    return run


define("System.IO.StreamReader", "System.IO.TextReader", py=StreamReader, members={
    "new(string path)": stream_reader,
    "new(stream stream)": stream_reader,
    "new(string path, encoding encoding)": stream_reader,
    "new(stream stream, encoding encoding)": stream_reader,
    "new(string path, bool detectEncodingFromByteOrderMarks)": stream_reader,
    "new(string path, encoding encoding, bool detectEncodingFromByteOrderMarks)": stream_reader,
    **{k: alive(v) for k, v in READER.items() if not k.startswith(("Close", "Dispose"))},
    "EndOfStream -> bool": alive(lambda r: r.at >= len(r.text)),
    "BaseStream -> stream": lambda r: r.stream,
    "CurrentEncoding -> encoding": lambda r: r.encoding,
    "Close() -> void": close,
    "Dispose() -> void": close,
    "DiscardBufferedData() -> void": lambda r: None,
})  # fmt: skip


class StreamWriter(NetObject):
    """System.IO.StreamWriter: text is encoded as it comes; the stream keeps it until it is flushed."""

    __slots__ = ("stream", "encoding", "newline", "auto", "open")
    net = "System.IO.StreamWriter"

    def __init__(self, stream: Stream, encoding: Encoding | None = None) -> None:
        self.stream = stream
        self.encoding = encoding or utf8()
        self.newline = "\n"
        self.auto = False
        self.open = True
        if self.encoding.mark and not stream.data:
            stream.put(self.encoding.mark)

    def put(self, text: str) -> None:
        if not self.open:
            raise throw_dotnet("System.ObjectDisposedException", "Cannot write to a closed TextWriter.")
        self.stream.put(self.encoding.encode(text))
        if self.auto:
            self.stream.flush()

    def close(self) -> None:
        if self.open:
            self.open = False
            self.stream.close()


def stream_writer(target: Any, append: Any = False, encoding: Any = None, *_more: Any) -> StreamWriter:
    if target is None:
        raise null("path")
    if isinstance(append, Encoding):
        append, encoding = False, append
    if isinstance(target, str):
        target = open_stream(target, "Append" if append else "Create", "Write")
    return StreamWriter(target, encoding)


def put(w: Any, value: Any) -> None:
    w.put("".join(value) if isinstance(value, TypedArray) and value.element == "System.Char" else net_text(value))


def put_line(w: Any, value: Any = "") -> None:
    w.put(net_text(value) + w.newline)


def put_format(end: bool) -> Any:
    def run(w: Any, form: str, args: Any) -> None:
        w.put(format_text(form, list(args)) + (w.newline if end else ""))

    return run


WRITER: dict[str, Any] = {
    "NewLine -> string": Prop(lambda w: w.newline, lambda w, v: setattr(w, "newline", v)),
    "Flush() -> void": lambda w: w.stream.flush(),
    "Close() -> void": close,
    "Dispose() -> void": close,
    "WriteLine() -> void": put_line,
    "Write(string format, params object[] arg) -> void": put_format(False),
    "WriteLine(string format, params object[] arg) -> void": put_format(True),
    "Write(char[] buffer) -> void": put,
}
for _word in ("string", "char", "object", "int", "long", "double", "decimal", "bool"):
    WRITER[f"Write({_word} value) -> void"] = put
    WRITER[f"WriteLine({_word} value) -> void"] = put_line
define("System.IO.StreamWriter", "System.IO.TextWriter", py=StreamWriter, members={
    **WRITER,
    "new(string path)": stream_writer,
    "new(stream stream)": stream_writer,
    "new(string path, bool append)": stream_writer,
    "new(string path, bool append, encoding encoding)": stream_writer,
    "new(stream stream, encoding encoding)": stream_writer,
    "AutoFlush -> bool": Prop(lambda w: w.auto, lambda w, v: setattr(w, "auto", v)),
    "BaseStream -> stream": lambda w: w.stream,
    "Encoding -> encoding": lambda w: w.encoding,
})  # fmt: skip
