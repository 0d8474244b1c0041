"""System.IO.File and System.IO.Directory, through the host."""

import stat as modes
from collections.abc import Callable
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.date_format import to_local, to_utc
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet._items import items_of
from perdure.interpreter.dotnet.file_info import make_dirs, matches_filter, remove_tree
from perdure.interpreter.dotnet.file_system_info import attributes, set_attributes
from perdure.interpreter.dotnet.io_path import directory_name, full
from perdure.interpreter.dotnet.streams import FileStream, open_stream, stream_reader, stream_writer
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.io_errors import describe
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.datetime import LOCAL, UNIX_EPOCH_TICKS, UTC, DateTime
from perdure.interpreter.values.enums import enum_value
from perdure.interpreter.values.files import DirectoryInfo, FileInfo
from perdure.interpreter.values.text_encodings import Encoding, by_mark, utf8


def guarded(path: str, action: Callable[[], Any]) -> Any:
    """Runs what reaches the disk; an operating system's error becomes .NET's exception."""
    try:
        return action()
    except OSError as error:
        kind, message = describe(error, path, current().host)
        raise throw_dotnet(kind, message) from None


def read(path: str | None) -> bytes:
    where = full(path)
    return guarded(where, lambda: current().host.read_bytes(where))  # type: ignore[no-any-return]


def write(path: str | None, data: bytes, append: bool = False) -> None:
    where = full(path)
    guarded(where, lambda: current().host.write_bytes(where, data, append))


def decode(data: bytes, encoding: Encoding | None) -> str:
    found, skip = by_mark(data, encoding or utf8())
    return found.decode(data[skip:])


def lines_of(text: str) -> list[str]:
    """Splits at \\n, \\r\\n and \\r; nothing behind the last line end is no line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and lines[-1] == "":
        lines.pop()
    return lines


def read_text(path: str | None, encoding: Encoding | None = None) -> str:
    return decode(read(path), encoding)


def read_lines(path: str | None, encoding: Encoding | None = None) -> TypedArray:
    return TypedArray("System.String", lines_of(read_text(path, encoding)))


def write_text(path: str | None, text: str | None, encoding: Encoding | None = None) -> None:
    used = encoding or utf8()
    write(path, used.mark + used.encode(text or ""))


def append_text(path: str | None, text: str | None, encoding: Encoding | None = None) -> None:
    used = encoding or utf8()
    found = current().host.stat(full(path))
    mark = used.mark if found is None or not found.st_size else b""
    write(path, mark + used.encode(text or ""), True)


def write_lines(path: str | None, lines: Any, encoding: Encoding | None = None) -> None:
    write_text(path, "".join([net_text(line) + "\n" for line in items_of(lines, "contents")]), encoding)


def append_lines(path: str | None, lines: Any, encoding: Encoding | None = None) -> None:
    append_text(path, "".join([net_text(line) + "\n" for line in items_of(lines, "contents")]), encoding)


def write_all_bytes(path: str | None, data: Any) -> None:
    if data is None:
        raise null("bytes")
    write(path, bytes(data))


def mode_of(path: str | None) -> int:
    """Gives st_mode of what is there, 0 for nothing."""
    if not path:
        return 0
    found = current().host.stat(full(path))
    return 0 if found is None else int(found.st_mode)


def file_exists(path: str | None) -> bool:
    mode = mode_of(path)
    return bool(mode) and not modes.S_ISDIR(mode) and not str(path).endswith("/")


def folder_exists(path: str | None) -> bool:
    return modes.S_ISDIR(mode_of(path))


def delete_file(path: str | None) -> None:
    where = full(path)
    host = current().host
    if host.lstat(where) is None:
        parent = directory_name(where)
        if parent and host.stat(parent) is None:
            raise throw_dotnet("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{where}'.")
        return
    guarded(where, lambda: host.remove_file(where))


def copy_file(source: str | None, target: str | None, overwrite: bool = False) -> None:
    start, end = full(source, "sourceFileName"), full(target, "destFileName")
    host = current().host
    if host.stat(start) is None:
        raise missing(start)
    if host.stat(end) is not None and not overwrite:
        raise throw_dotnet("System.IO.IOException", f"The file '{end}' already exists.")
    guarded(end, lambda: host.copy_file(start, end))


def missing(path: str) -> DotNetThrow:
    return throw_dotnet("System.IO.FileNotFoundException", f"Could not find file '{path}'.", FileName=path)


def move_file(source: str | None, target: str | None, overwrite: bool = False) -> None:
    start, end = full(source, "sourceFileName"), full(target, "destFileName")
    host = current().host
    if host.stat(start) is None:
        raise missing(start)
    if host.stat(end) is not None and not overwrite and start != end:
        raise throw_dotnet("System.IO.IOException", f"The file '{end}' already exists.")
    guarded(end, lambda: host.rename(start, end))


def time_of(attribute: str, utc: bool) -> Any:
    """Makes GetLastWriteTime and its kin: the year 1601 where nothing is."""

    def get(path: str | None) -> DateTime:
        found = current().host.stat(full(path))
        ns = getattr(found, attribute, None)
        if found is None:
            ticks = 504911232000000000
        else:
            ticks = UNIX_EPOCH_TICKS + (ns if ns is not None else found.st_mtime_ns) // 100
        made = DateTime(ticks, UTC)
        return made if utc else to_local(made)

    return get


def set_time(which: str, utc: bool) -> Any:
    def put(path: str | None, when: DateTime) -> None:
        where = full(path)
        host = current().host
        found = host.stat(where)
        if found is None:
            raise missing(where)
        moment = DateTime(when.ticks, UTC) if utc else to_utc(DateTime(when.ticks, when.kind or LOCAL))
        ns = (moment.ticks - UNIX_EPOCH_TICKS) * 100
        accessed, written = (ns, found.st_mtime_ns) if which == "access" else (found.st_atime_ns, ns)
        guarded(where, lambda: host.set_times_ns(where, accessed, written))

    return put


def open_text(path: str | None) -> Any:
    return stream_reader(path)


def create(path: str | None) -> FileStream:
    return open_stream(path, "Create", "ReadWrite")


_ENC = "encoding encoding"
_SEQ = "System.Collections.Generic.IEnumerable[string] contents"


def attributes_at(path: str | None) -> Any:
    where = full(path)
    guarded(where, lambda: current().host.stat(where) or current().host.read_bytes(where))
    return enum_value(find_type("System.IO.FileAttributes"), attributes(FileInfo(where)))


def set_attributes_at(path: str | None, value: Any) -> None:
    attributes_at(path)
    set_attributes(FileInfo(full(path)), value)


def append_all_bytes(path: str | None, data: Any) -> None:
    if data is None:
        raise null("bytes")
    where = full(path)
    guarded(where, lambda: current().host.write_bytes(where, bytes(data), True))


FILE: dict[str, Any] = {
    "static AppendAllLines(string path, System.Collections.Generic.IEnumerable[string] contents) -> void": append_lines,
    f"static AppendAllLines(string path, {_SEQ}, {_ENC}) -> void": append_lines,
    "static AppendAllText(string path, string contents) -> void": append_text,
    f"static AppendAllText(string path, string contents, {_ENC}) -> void": append_text,
    "static AppendText(string path) -> object": lambda p: stream_writer(p, True),
    "static Copy(string sourceFileName, string destFileName) -> void": copy_file,
    "static Copy(string sourceFileName, string destFileName, bool overwrite) -> void": copy_file,
    "static Create(string path) -> object": create,
    "static CreateText(string path) -> object": lambda p: stream_writer(p, False),
    "static Delete(string path) -> void": delete_file,
    "static Exists(string path) -> bool": file_exists,
    "static Move(string sourceFileName, string destFileName) -> void": move_file,
    "static Move(string sourceFileName, string destFileName, bool overwrite) -> void": move_file,
    "static Open(string path, System.IO.FileMode mode) -> object": open_stream,
    "static Open(string path, System.IO.FileMode mode, System.IO.FileAccess access) -> object": open_stream,
    "static Open(string path, System.IO.FileMode mode, System.IO.FileAccess access, System.IO.FileShare share) -> object": (
        lambda p, m, a, s: open_stream(p, m, a)
    ),
    "static OpenRead(string path) -> object": lambda p: open_stream(p, "Open", "Read"),
    "static OpenText(string path) -> object": open_text,
    "static OpenWrite(string path) -> object": lambda p: open_stream(p, "OpenOrCreate", "Write"),
    "static ReadAllBytes(string path) -> byte[]": lambda p: byte_array(read(p)),
    "static ReadAllLines(string path) -> string[]": read_lines,
    f"static ReadAllLines(string path, {_ENC}) -> string[]": read_lines,
    "static ReadAllText(string path) -> string": read_text,
    f"static ReadAllText(string path, {_ENC}) -> string": read_text,
    "static ReadLines(string path) -> System.Collections.Generic.IEnumerable[string]": read_lines,
    f"static ReadLines(string path, {_ENC}) -> System.Collections.Generic.IEnumerable[string]": read_lines,
    "static GetAttributes(string path) -> System.IO.FileAttributes": attributes_at,
    "static SetAttributes(string path, System.IO.FileAttributes fileAttributes) -> void": set_attributes_at,
    "static AppendAllBytes(string path, byte[] bytes) -> void": append_all_bytes,
    "static WriteAllBytes(string path, byte[] bytes) -> void": write_all_bytes,
    "static WriteAllLines(string path, string[] contents) -> void": write_lines,
    "static WriteAllLines(string path, System.Collections.Generic.IEnumerable[string] contents) -> void": write_lines,
    f"static WriteAllLines(string path, string[] contents, {_ENC}) -> void": write_lines,
    f"static WriteAllLines(string path, {_SEQ}, {_ENC}) -> void": write_lines,
    "static WriteAllText(string path, string contents) -> void": write_text,
    f"static WriteAllText(string path, string contents, {_ENC}) -> void": write_text,
}


def _times() -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, attribute, which in (("LastWriteTime", "st_mtime_ns", "write"), ("LastAccessTime", "st_atime_ns", "access"),
                                   ("CreationTime", "st_birthtime_ns", "write")):  # fmt: skip
        for tail in ("", "Utc"):
            table[f"static Get{name}{tail}(string path) -> datetime"] = time_of(attribute, bool(tail))
            table[f"static Set{name}{tail}(string path, datetime time) -> void"] = set_time(which, bool(tail))
    return table


define("System.IO.File", kind="static", members={**FILE, **_times()})


# ---- Directory -----------------------------------------------------------------------------------------------------------


def create_folder(path: str | None) -> DirectoryInfo:
    where = full(path)
    guarded(where, lambda: make_dirs(where.rstrip("/") or "/"))
    return DirectoryInfo(where.rstrip("/") or "/", path)


def delete_folder(path: str | None, recursive: bool = False) -> None:
    where = full(path).rstrip("/") or "/"
    host = current().host
    if host.lstat(where) is None:
        raise throw_dotnet("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{where}'.")
    guarded(where, lambda: remove_tree(where) if recursive else host.remove_dir(where))


def listed(folders: bool, files: bool) -> Any:
    """Makes GetFiles, GetDirectories ...: names joined to the folder as the script wrote it."""

    def give(path: str | None, pattern: str = "*", option: Any = 0) -> TypedArray:
        where = full(path)
        deep = bool(getattr(option, "value", option))
        found: list[str] = []
        given = str(path)
        if current().host.stat(where) is None:
            raise throw_dotnet("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{where}'.")
        guarded(where, lambda: walk(where.rstrip("/") or "/", given, pattern, deep, found))
        return TypedArray("System.String", found)

    def walk(where: str, shown: str, pattern: str, deep: bool, found: list[str]) -> None:
        host = current().host
        below = []
        for name in host.list_dir(where):
            inner = where.rstrip("/") + "/" + name
            text = shown + ("" if shown.endswith("/") else "/") + name
            facts = host.stat(inner)
            is_folder = facts is not None and modes.S_ISDIR(facts.st_mode)
            if (folders if is_folder else files) and matches_filter(name, pattern):
                found.append(text)
            if deep and is_folder:
                below.append((inner, text))
        for inner, text in below:
            walk(inner, text, pattern, deep, found)

    return give


def move_folder(source: str | None, target: str | None) -> None:
    start, end = full(source, "sourceDirName"), full(target, "destDirName")
    host = current().host
    if host.stat(start) is None:
        raise throw_dotnet("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{start}'.")
    if host.stat(end) is not None:
        raise throw_dotnet("System.IO.IOException", f"Cannot create '{end}' because a file or directory with the same name already exists.")  # fmt: skip
    guarded(end, lambda: host.rename(start, end))


def parent_folder(path: str | None) -> DirectoryInfo | None:
    head = directory_name(full(path).rstrip("/"))
    return DirectoryInfo(head) if head else None


def go_to(path: str | None) -> None:
    where = full(path)
    if not folder_exists(where):
        raise throw_dotnet("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{where}'.")
    current().location = where.rstrip("/") or "/"


def _directory() -> dict[str, Any]:
    table: dict[str, Any] = {
        "static CreateDirectory(string path) -> System.IO.DirectoryInfo": create_folder,
        "static Delete(string path) -> void": delete_folder,
        "static Delete(string path, bool recursive) -> void": delete_folder,
        "static Exists(string path) -> bool": folder_exists,
        "static GetCurrentDirectory() -> string": lambda: current().location,
        "static GetDirectoryRoot(string path) -> string": lambda p: "/",
        "static GetLogicalDrives() -> string[]": lambda: TypedArray("System.String", ["/"]),
        "static GetParent(string path) -> System.IO.DirectoryInfo": parent_folder,
        "static Move(string sourceDirName, string destDirName) -> void": move_folder,
        "static SetCurrentDirectory(string path) -> void": go_to,
    }
    for name, folders, files in (
        ("Files", False, True),
        ("Directories", True, False),
        ("FileSystemEntries", True, True),
    ):
        for word in ("Get", "Enumerate"):
            give = listed(folders, files)
            table[f"static {word}{name}(string path) -> string[]"] = give
            table[f"static {word}{name}(string path, string searchPattern) -> string[]"] = give
            table[
                f"static {word}{name}(string path, string searchPattern, System.IO.SearchOption searchOption) -> string[]"
            ] = give
    return {**table, **_times()}


define("System.IO.Directory", kind="static", members=_directory)
