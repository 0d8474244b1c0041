"""System.IO.Compression: GZipStream, DeflateStream, ZLibStream; ZipArchive, its entries and ZipFile."""

import posixpath
from io import BytesIO
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._faults import null, unsupported
from perdure.interpreter.dotnet.io_path import full
from perdure.interpreter.dotnet.streams import FileStream, Stream, reach
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.datetime import DateTime, DateTimeOffset, ticks_of
from perdure.interpreter.values.generic import ReadOnlyCollection
from perdure.interpreter.values.numbers import Int64, UInt32
from perdure.interpreter.values.timespan import TICKS_MIN

_C = "System.IO.Compression."
# class -> how zlib wraps the data: gzip's head, none, zlib's
_WINDOW = {"GZipStream": 31, "DeflateStream": -15, "ZLibStream": 15}


class CompressionStream(Stream):
    """A stream that packs what is written to its base when it is closed, or gives its base's content unpacked."""

    __slots__ = ("base", "keep", "window", "level", "packs", "kind")

    def __init__(self, kind: Any, base: Stream, packs: bool, level: int, keep: bool) -> None:
        if base is None:
            raise null("stream")
        self.kind, self.base, self.keep, self.packs = kind, base, keep, packs
        self.window, self.level = _WINDOW[kind.short], level
        super().__init__(b"" if packs else unpacked(base.take(len(base.data)), self.window), packs, not packs)

    @property
    def net_type(self) -> Any:
        return self.kind

    def close(self) -> None:
        if not self.open:
            return
        self.open = False
        if self.packs and (self.data or self.window == 31):
            self.base.put(packed(bytes(self.data), self.window, self.level))
        if not self.keep:
            self.base.close()


def packed(data: bytes, window: int, level: int = 6) -> bytes:
    from zlib import DEFLATED, compressobj

    made = compressobj(level, DEFLATED, window)
    return made.compress(data) + made.flush()


def unpacked(data: bytes, window: int) -> bytes:
    """Unpacks; gzip's members may follow one another."""
    from zlib import decompressobj
    from zlib import error as fault

    out = []
    while data:
        made = decompressobj(window)
        try:
            out.append(made.decompress(data) + made.flush())
        except fault:
            raise invalid_data() from None
        data = made.unused_data if window == 31 else b""
        if data and not data.startswith(b"\x1f\x8b"):
            break
    return b"".join(out)


def invalid_data() -> Exception:
    return throw_dotnet("System.IO.InvalidDataException",
                        "The archive entry was compressed using an unsupported compression method.")  # fmt: skip


_LEVELS = {"Optimal": 6, "Fastest": 1, "NoCompression": 0, "SmallestSize": 9}


def opener(kind: Any) -> Any:
    def make(base: Any, how: Any, keep: bool = False) -> CompressionStream:
        word = str(how)
        return CompressionStream(kind, base, word != "Decompress", _LEVELS.get(word, 6), keep)

    return make


for _short in _WINDOW:
    _kind = define(_C + _short, "System.IO.Stream")
    _make = opener(_kind)
    _members: dict[str, Any] = {"BaseStream -> stream": lambda s: s.base, "CanSeek -> bool": lambda s: False}
    for _how in (_C + "CompressionMode mode", _C + "CompressionLevel compressionLevel"):
        _members[f"new(stream stream, {_how})"] = _make
        _members[f"new(stream stream, {_how}, bool leaveOpen)"] = _make
    _kind.members = _members


# ---- archives ---------------------------------------------------------------------------------------------------------------


class Archive(NetObject):
    """ZipArchive: entries by name; written back to its stream when it is closed, if anything changed."""

    __slots__ = ("stream", "mode", "entries", "dirty", "open", "keep")
    net = _C + "ZipArchive"

    def __init__(self, stream: Stream, mode: str = "Read", keep: bool = False) -> None:
        self.stream, self.mode, self.keep = stream, mode, keep
        self.entries: list[Entry] = [] if mode == "Create" else read_archive(self)
        self.dirty = mode == "Create"
        self.open = True

    def close(self) -> None:
        if not self.open:
            return
        self.open = False
        if self.dirty and self.mode != "Read":
            raw = written(self)
            self.stream.at = 0
            del self.stream.data[:]
            self.stream.put(raw)
        if not self.keep:
            self.stream.close()


class Entry(NetObject):
    """ZipArchiveEntry: a file in an archive."""

    __slots__ = ("archive", "name", "data", "stamp", "packed_size", "attributes", "level")
    net = _C + "ZipArchiveEntry"

    def __init__(self, archive: Archive, name: str, data: bytes = b"", stamp: Any = None) -> None:
        self.archive, self.name, self.data, self.packed_size = archive, name, data, len(data)
        self.stamp = stamp or local_now()
        self.attributes, self.level = 0, 6

    def __str__(self) -> str:
        return self.name


class EntryStream(Stream):
    """What Open() of an entry gives; what was written becomes the entry's content."""

    __slots__ = ("entry",)
    net = _C + "WrappedStream"

    def __init__(self, entry: Entry) -> None:
        writes = entry.archive.mode != "Read"
        super().__init__(entry.data, writes, entry.archive.mode != "Create")
        self.entry = entry

    def flush(self) -> None:
        if self.writes and bytes(self.data) != self.entry.data:
            self.entry.data, self.entry.archive.dirty = bytes(self.data), True


def local_now() -> DateTimeOffset:
    ticks = current().host.utc_now_ticks()
    shift = current().host.local_offset_minutes(ticks, True) * TICKS_MIN
    return DateTimeOffset(ticks + shift, shift)


def read_archive(owner: Archive) -> list[Entry]:
    from zipfile import BadZipFile, ZipFile

    if not owner.stream.data and owner.mode == "Update":
        return []
    try:
        with ZipFile(BytesIO(bytes(owner.stream.data))) as source:
            found = []
            for info in source.infolist():
                ticks = ticks_of(*info.date_time)
                shift = current().host.local_offset_minutes(ticks, False) * TICKS_MIN
                made = Entry(owner, info.filename, source.read(info), DateTimeOffset(ticks, shift))
                made.packed_size, made.attributes = info.compress_size, info.external_attr
                found.append(made)
            return found
    except BadZipFile:
        raise throw_dotnet(
            "System.IO.InvalidDataException", "End of Central Directory record could not be found."
        ) from None


def written(owner: Archive) -> bytes:
    """Gives the archive's bytes."""
    from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as made:
        for entry in owner.entries:
            when = DateTime(entry.stamp.ticks)
            parts = (*when.date(), *when.time()[:3])
            info = ZipInfo(entry.name, max(parts, (1980, 1, 1, 0, 0, 0)))
            info.external_attr = entry.attributes or (0o100644 << 16)
            plain = entry.name.endswith("/") or not entry.level
            made.writestr(info, entry.data, ZIP_STORED if plain else ZIP_DEFLATED, entry.level)
    return target.getvalue()


def add_entry(a: Archive, name: str, level: Any = None) -> Entry:
    if name is None:
        raise null("entryName")
    if a.mode == "Read":
        raise unsupported("Cannot create entries on an archive opened in read mode.")
    made = Entry(a, name)
    made.level = _LEVELS.get(str(level), 6)
    a.entries.append(made)
    a.dirty = True
    return made


def find_entry(a: Archive, name: str) -> Entry | None:
    return next((e for e in a.entries if e.name == name), None)


def delete(e: Entry) -> None:
    if e.archive.mode != "Update":
        raise unsupported("Delete can only be used when the archive is in Update mode.")
    e.archive.entries.remove(e)
    e.archive.dirty = True


define(_C + "ZipArchive", interfaces=["System.IDisposable"], py=Archive, members={
    "new(stream stream)": Archive,
    f"new(stream stream, {_C}ZipArchiveMode mode)": lambda s, m: Archive(s, str(m)),
    f"new(stream stream, {_C}ZipArchiveMode mode, bool leaveOpen)": lambda s, m, k: Archive(s, str(m), k),
    "Entries -> object": lambda a: ReadOnlyCollection(a.entries, (Entry.net,)),
    f"Mode -> {_C}ZipArchiveMode": lambda a: a.mode,
    f"CreateEntry(string entryName) -> {Entry.net}": add_entry,
    f"CreateEntry(string entryName, {_C}CompressionLevel compressionLevel) -> {Entry.net}": add_entry,
    f"GetEntry(string entryName) -> {Entry.net}": find_entry,
    "Dispose() -> void": lambda a: a.close(),
})  # fmt: skip
define(_C + "ZipArchiveEntry", py=Entry, members={
    "Name -> string": lambda e: posixpath.basename(e.name),
    "FullName -> string": lambda e: e.name,
    "Length -> long": lambda e: Int64(len(e.data)),
    "CompressedLength -> long": lambda e: Int64(e.packed_size),
    "LastWriteTime": Prop(lambda e: e.stamp, lambda e, v: setattr(e, "stamp", v), "System.DateTimeOffset"),
    "ExternalAttributes": Prop(lambda e: e.attributes, lambda e, v: setattr(e, "attributes", v), "System.Int32"),
    "Crc32 -> uint": lambda e: UInt32(checksum(e.data)),
    f"Archive -> {_C}ZipArchive": lambda e: e.archive,
    "Open() -> stream": EntryStream,
    "Delete() -> void": delete,
    "ToString() -> string": str,
})  # fmt: skip
define(EntryStream.net, "System.IO.Stream", py=EntryStream)


def checksum(data: bytes) -> int:
    from zlib import crc32

    return crc32(data)


# ---- ZipFile ----------------------------------------------------------------------------------------------------------------


def open_file(path: str, mode: Any = "Read") -> Archive:
    where, word = full(path), str(mode)
    host = current().host
    there = host.stat(where) is not None
    if word == "Create" and there:
        raise throw_dotnet("System.IO.IOException", f"The file '{where}' already exists.")
    data = b"" if word == "Create" or (word == "Update" and not there) else reach(where, lambda: host.read_bytes(where))
    return Archive(FileStream(where, data, word != "Read", True), word)


def from_folder(folder: str, target: str, level: Any = None, with_base: bool = False, *_more: Any) -> None:
    """Gives CreateFromDirectory: every file below, empty folders too."""
    root, host = full(folder), current().host
    if host.stat(root) is None:
        raise throw_dotnet("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{root}'.")
    made = open_file(target, "Create")
    head = posixpath.basename(root.rstrip("/")) + "/" if with_base else ""
    _add_folder(made, root, head, _LEVELS.get(str(level), 6))
    made.close()


def _add_folder(made: Archive, folder: str, head: str, level: int) -> None:
    host = current().host
    folders = host.list_folders(folder)
    names = sorted(host.list_dir(folder))
    if not names and head:
        made.entries.append(Entry(made, head))
    for name in names:
        path = posixpath.join(folder, name)
        if name in folders:
            _add_folder(made, path, f"{head}{name}/", level)
        else:
            entry = Entry(made, head + name, reach(path, lambda path=path: host.read_bytes(path)))
            entry.level = level
            made.entries.append(entry)


def to_folder(archive: Archive, target: str, overwrite: bool = False) -> None:
    """Writes all entries below a folder; none may lead out of it."""
    root, host = full(target), current().host
    _make_folder(root)
    for entry in archive.entries:
        path = posixpath.normpath(posixpath.join(root, entry.name))
        if not (path + "/").startswith(root.rstrip("/") + "/"):
            raise throw_dotnet("System.IO.IOException", "Extracting Zip entry would have resulted in a file outside the specified "
                               "destination directory.")  # fmt: skip
        if entry.name.endswith("/"):
            _make_folder(path)
            continue
        _make_folder(posixpath.dirname(path))
        if not overwrite and host.stat(path) is not None:
            raise throw_dotnet("System.IO.IOException", f"The file '{path}' already exists.")
        reach(path, lambda path=path, entry=entry: host.write_bytes(path, entry.data))


def _make_folder(path: str) -> None:
    host = current().host
    if host.stat(path) is None:
        _make_folder(posixpath.dirname(path))
        reach(path, lambda: host.make_dir(path))


def extract(source: Any, target: str, *more: Any) -> None:
    archive = open_file(source) if isinstance(source, str) else source
    to_folder(archive, target, any(m is True for m in more))


def entry_to_file(e: Entry, path: str, overwrite: bool = False) -> None:
    where, host = full(path), current().host
    if not overwrite and host.stat(where) is not None:
        raise throw_dotnet("System.IO.IOException", f"The file '{where}' already exists.")
    reach(where, lambda: host.write_bytes(where, e.data))


def entry_from_file(a: Archive, path: str, name: str, level: Any = None) -> Entry:
    where = full(path)
    data = reach(where, lambda: current().host.read_bytes(where))
    made = add_entry(a, name, level)
    made.data = data
    return made


_DIRS = "string sourceDirectoryName, string destinationArchiveFileName"
_OUT = "string sourceArchiveFileName, string destinationDirectoryName"
define(_C + "ZipFile", kind="static", members={
    f"static CreateFromDirectory({_DIRS}) -> void": from_folder,
    f"static CreateFromDirectory({_DIRS}, {_C}CompressionLevel compressionLevel, bool includeBaseDirectory) -> void": from_folder,
    f"static ExtractToDirectory({_OUT}) -> void": extract,
    f"static ExtractToDirectory({_OUT}, bool overwriteFiles) -> void": extract,
    f"static ExtractToDirectory({_OUT}, encoding entryNameEncoding) -> void": extract,
    f"static Open(string archiveFileName, {_C}ZipArchiveMode mode) -> {Archive.net}": open_file,
    f"static OpenRead(string archiveFileName) -> {Archive.net}": open_file,
})  # fmt: skip
define(_C + "ZipFileExtensions", kind="static", members={
    f"static ExtractToDirectory({Archive.net} source, string destinationDirectoryName) -> void": extract,
    f"static ExtractToDirectory({Archive.net} source, string destinationDirectoryName, bool overwriteFiles) -> void": extract,
    f"static ExtractToFile({Entry.net} source, string destinationFileName) -> void": entry_to_file,
    f"static ExtractToFile({Entry.net} source, string destinationFileName, bool overwrite) -> void": entry_to_file,
    f"static CreateEntryFromFile({Archive.net} destination, string sourceFileName, string entryName) -> {Entry.net}": entry_from_file,
    f"static CreateEntryFromFile({Archive.net} destination, string sourceFileName, string entryName, {_C}CompressionLevel "
    f"compressionLevel) -> {Entry.net}": entry_from_file,
})  # fmt: skip
