"""System.IO.FileSystemInfo: what FileInfo and DirectoryInfo share, which is what Get-Item and Get-ChildItem give.

Reads through the host only, once for each object (`Refresh` reads anew), as .NET does.
"""

import posixpath
import stat as modes
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.date_format import format_datetime
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.io_errors import describe
from perdure.interpreter.members_ets import add_members
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.datetime import LOCAL, UNIX_EPOCH_TICKS, UTC, DateTime
from perdure.interpreter.values.enums import EnumInfo, enum_value
from perdure.interpreter.values.files import DirectoryInfo, FileInfo, FileSystemInfo
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.timespan import TICKS_MIN

STRING, BOOL, DATE = "System.String", "System.Boolean", "System.DateTime"
READ_ONLY, HIDDEN, DIRECTORY, NORMAL, LINK = 1, 2, 16, 128, 1024

define(
    "System.IO.FileAttributes",
    "System.Enum",
    kind="enum",
    data=EnumInfo(
        "None ReadOnly=1 Hidden=2 System=4 Directory=16 Archive=32 Device=64 Normal=128 Temporary=256 SparseFile=512 "
        "ReparsePoint=1024 Compressed=2048 Offline=4096 NotContentIndexed=8192 Encrypted=16384 IntegrityStream=32768 "
        "NoScrubData=131072",
        flags=True,
    ),
)


# ---- what is read -----------------------------------------------------------------------------------------------------


def facts(item: FileSystemInfo) -> Any:
    """Gives os.stat_result of the entry (links not followed), read at the first call; None where nothing is."""
    if item.facts is ...:
        item.facts = current().host.lstat(item.path)
    return item.facts


def followed(item: FileSystemInfo) -> Any:
    """Gives os.stat_result of what a link leads to; of the entry itself where it is no link."""
    found = facts(item)
    if found is not None and modes.S_ISLNK(found.st_mode):
        return current().host.stat(item.path) or found
    return found


def is_directory(item: FileSystemInfo) -> bool:
    """Tells whether a folder is there, or a link to one."""
    found = followed(item)
    return found is not None and modes.S_ISDIR(found.st_mode)


def attributes(item: FileSystemInfo) -> int:
    """Gives the FileAttributes number as .NET on Unix makes it up; -1 where nothing is."""
    found = facts(item)
    if found is None:
        return -1
    number = 0
    if modes.S_ISLNK(found.st_mode):
        number |= LINK
    if is_directory(item):
        number |= DIRECTORY
    if not _writable(item, followed(item)):
        number |= READ_ONLY
    if item.name.startswith("."):
        number |= HIDDEN
    return number or NORMAL


def _writable(item: FileSystemInfo, found: Any) -> bool:
    """Tells whether the mode bits let this user write; root's powers do not count, as in .NET."""
    mode = found.st_mode
    if mode & 0o222 == 0:
        return False
    return mode & 0o222 == 0o222 or bool(mode & 0o200) or current().host.access(item.path, 2)


def of_path(path: str, given: str | None = None) -> FileSystemInfo:
    """Gives the FileInfo or DirectoryInfo of what stands at an absolute path."""
    host = current().host
    found = host.lstat(path)
    there = host.stat(path) if found is not None and modes.S_ISLNK(found.st_mode) else found
    kind = DirectoryInfo if there is not None and modes.S_ISDIR(there.st_mode) else FileInfo
    return kind(path, given, found)


def absolute(path: str) -> str:
    """Gives a path against the process's folder, `.` and `..` taken out (GetFullPath)."""
    if not path.startswith("/"):
        path = posixpath.join(current().location, path)
    return posixpath.normpath(path)


# ---- times --------------------------------------------------------------------------------------------------------------


def ticks_of_ns(ns: int) -> int:
    """Gives .NET ticks (UTC) of nanoseconds since 1970."""
    return UNIX_EPOCH_TICKS + ns // 100


def _time(slot: str, utc: bool) -> Prop:
    def read(self: FileSystemInfo) -> DateTime:
        found = facts(self)
        if found is None:
            ticks = 504911232000000000  # 1601-01-01: what .NET gives for a missing file
        elif slot == "created":
            ticks = ticks_of_ns(min(found.st_mtime_ns, found.st_ctime_ns))
        else:
            ticks = ticks_of_ns(getattr(found, slot))
        if utc:
            return DateTime(ticks, UTC)
        return DateTime(ticks + current().host.local_offset_minutes(ticks, True) * TICKS_MIN, LOCAL)

    def write(self: FileSystemInfo, value: DateTime) -> None:
        ns = (to_utc_ticks(value, utc) - UNIX_EPOCH_TICKS) * 100
        host, found = current().host, facts(self)
        if found is None:
            raise throw_dotnet("System.IO.FileNotFoundException", f"Could not find file '{self.path}'.")
        if slot == "st_atime_ns":
            host.set_times_ns(self.path, ns, found.st_mtime_ns)
        else:
            host.set_times_ns(self.path, found.st_atime_ns, ns)
        self.facts = ...

    return Prop(read, write, DATE)


def to_utc_ticks(value: DateTime, unspecified_is_utc: bool = False) -> int:
    """Gives the UTC ticks of a DateTime; one without kind counts as local unless told otherwise."""
    if value.kind == UTC or (unspecified_is_utc and value.kind != LOCAL):
        return value.ticks
    offset: int = current().host.local_offset_minutes(value.ticks, False)
    return value.ticks - offset * TICKS_MIN


# ---- members ------------------------------------------------------------------------------------------------------------


def _extension(item: FileSystemInfo) -> str:
    name = item.name
    dot = name.rfind(".")
    return name[dot:] if 0 <= dot < len(name) - 1 else ""


def _base_name(item: FileSystemInfo) -> str:
    if type(item) is DirectoryInfo:
        return item.name
    end = _extension(item)
    name = item.name.removesuffix(".") if not end else item.name
    return name[: len(name) - len(end)] if end else name


def _attributes(item: FileSystemInfo) -> Any:
    return enum_value(find_type("System.IO.FileAttributes"), attributes(item))


def set_attributes(item: FileSystemInfo, value: Any) -> None:
    """Sets what of FileAttributes Unix has: ReadOnly."""
    number = value if isinstance(value, int) else value.value
    set_read_only(item, bool(number & READ_ONLY))


def set_read_only(item: FileSystemInfo, value: bool) -> None:
    """Takes or gives the right to write, for all."""
    found = followed(item)
    if found is None:
        raise throw_dotnet("System.IO.FileNotFoundException", f"Could not find file '{item.path}'.")
    mode = modes.S_IMODE(found.st_mode)
    guarded(lambda: current().host.set_mode(item.path, mode & ~0o222 if value else mode | 0o200), item.path)
    item.facts = ...


def mode_text(item: FileSystemInfo) -> str:
    """Gives PowerShell's Mode: `d----`, `-a---`, `l----`, with r, h and s."""
    number = attributes(item)
    if number < 0:
        return ""
    if number & LINK:
        head = "l"
    else:
        head = "d" if number & DIRECTORY else "-"
    archive = "a" if number & 32 else "-"
    return head + archive + ("r" if number & READ_ONLY else "-") + ("h" if number & HIDDEN else "-") + "-"


def unix_mode(item: FileSystemInfo) -> str:
    """Gives the mode as ls -l shows it."""
    found = facts(item)
    return "" if found is None else modes.filemode(found.st_mode)


def link_target(item: FileSystemInfo) -> str | None:
    """Gives a symbolic link's target; None for other entries."""
    found = facts(item)
    if found is None or not modes.S_ISLNK(found.st_mode):
        return None
    target: str | None = current().host.read_link(item.path)
    return target


def _link_type(item: FileSystemInfo) -> str | None:
    found = facts(item)
    if found is None:
        return None
    if modes.S_ISLNK(found.st_mode):
        return "SymbolicLink"
    return "HardLink" if type(item) is FileInfo and found.st_nlink > 1 else None


def _refresh(item: FileSystemInfo) -> None:
    item.facts = ...


def guarded(work: Any, path: str) -> Any:
    """Does something on files; an OSError becomes the .NET exception."""
    try:
        return work()
    except OSError as error:
        raise throw_dotnet(*describe(error, path, current().host)) from None


def parent_of(path: str) -> str | None:
    """Gives the folder that holds a path; None for the root."""
    head = path.rstrip("/").rpartition("/")[0]
    return (head or "/") if path != "/" else None


def _exists(item: FileSystemInfo) -> bool:
    return facts(item) is not None and is_directory(item) == (type(item) is DirectoryInfo)


def _members() -> dict[str, Any]:
    return {
        "Mode": Prop(mode_text, None, STRING),
        "ModeWithoutHardLink": Prop(mode_text, None, STRING),
        "BaseName": Prop(_base_name, None, STRING),
        "ResolvedTarget": Prop(lambda self: link_target(self) or self.path, None, STRING),
        "Target": Prop(link_target, None, STRING),
        "LinkType": Prop(_link_type, None, STRING),
        "FullName": Prop(lambda self: self.path, None, STRING),
        "Extension": Prop(_extension, None, STRING),
        "Name": Prop(lambda self: self.name, None, STRING),
        "Exists": Prop(_exists, None, BOOL),
        "CreationTime": _time("created", False),
        "CreationTimeUtc": _time("created", True),
        "LastAccessTime": _time("st_atime_ns", False),
        "LastAccessTimeUtc": _time("st_atime_ns", True),
        "LastWriteTime": _time("st_mtime_ns", False),
        "LastWriteTimeUtc": _time("st_mtime_ns", True),
        "LinkTarget": Prop(link_target, None, STRING),
        "UnixMode": Prop(unix_mode, None, STRING),
        "Attributes": Prop(_attributes, set_attributes, "System.IO.FileAttributes"),
        "Refresh() -> void": _refresh,
        "ToString() -> string": lambda self: self.given,
    }


def _owner(which: int) -> Any:
    def read(item: FileSystemInfo) -> str:
        found = facts(item)
        return "" if found is None else str(current().host.owner_names(found.st_uid, found.st_gid)[which])

    return read


def _size(item: FileSystemInfo) -> Int64 | None:
    found = facts(item)
    return None if found is None else Int64(found.st_size)


def _name_string(item: FileSystemInfo) -> str:
    target = link_target(item)
    return item.name if target is None else f"{item.name} -> {target}"


def _written_string(item: FileSystemInfo) -> str:
    written: DateTime = WRITTEN.get(item)
    return f"{format_datetime(written, 'd'):>10}  {format_datetime(written, 't'):>8}"


def _length_string(item: FileSystemInfo) -> str:
    return "" if is_directory(item) else str(_size(item) or 0)


WRITTEN = _time("st_mtime_ns", False)
add_members(
    "System.IO.FileSystemInfo",
    {
        "User": _owner(0),
        "Group": _owner(1),
        "Size": _size,
        "NameString": _name_string,
        "LengthString": _length_string,
        "LastWriteTimeString": _written_string,
    },
)
define("System.IO.FileSystemInfo", "System.MarshalByRefObject", members=_members, abstract=True)
