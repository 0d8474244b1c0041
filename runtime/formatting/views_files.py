"""PowerShell's views of files and folders, as they are on Linux. Data only."""

from typing import Any

from perdure.interpreter.date_format import format_datetime
from perdure.interpreter.values.datetime import DateTime
from perdure.runtime.formatting.packets import LEFT, RIGHT, Frame
from perdure.runtime.formatting.views import View, column, names, table
from perdure.runtime.objects import MISSING, read, text_of

_FILES = ("System.IO.DirectoryInfo", "System.IO.FileInfo")
_PROVIDER = "Microsoft.PowerShell.Core\\FileSystem::"
_DATE_CELLS = len("12/31/9999 23:59")


def _folder(value: Any, scope: Any) -> list[Any]:
    parent = read(value, "PSParentPath", scope)
    return [Frame(["Directory: " + ("" if parent is MISSING else text_of(parent)).replace(_PROVIDER, "")], left=4)]


def _written(value: Any, scope: Any) -> str:
    found = read(value, "LastWriteTime", scope)
    return (
        f"{format_datetime(found, 'd', 'en-US')} {format_datetime(found, 'HH:mm', 'en-US')}"
        if type(found) is DateTime
        else ""
    )


_GROUPED: dict[str, Any] = {"group": "PSParentPath", "title": _folder}
_MODE = [
    column("LastWriteTimeString", 26, RIGHT, "LastWriteTime"), column("LengthString", 14, RIGHT, "Length"),
    column("NameString", 0, LEFT, "Name"),
]  # fmt: skip
_TIMES = "CreationTime LastWriteTime LastAccessTime Mode LinkType Target"

VIEWS = [
    table("childrenWithUnixStat", _FILES,
          column("UnixMode", 10, LEFT), column("User", 10, RIGHT), column("Group", 10, LEFT),
          column(_written, _DATE_CELLS, RIGHT, "LastWriteTime"), column("Size", 12, RIGHT),
          column("NameString", 0, LEFT, "Name"), wrap=True, **_GROUPED),
    table("children", _FILES, column("ModeWithoutHardLink", 7, LEFT, "Mode"), *_MODE, wrap=True, **_GROUPED),
    table("childrenWithHardlink", _FILES, column("Mode", 7, LEFT), *_MODE, wrap=True, **_GROUPED),
    View("children", "list", _FILES, **_GROUPED, fields=[
        ("System.IO.FileInfo", names(f"Name Length=LengthString {_TIMES} VersionInfo")),
        ("", names(f"Name {_TIMES}")),
    ]),
    View("children", "wide", _FILES, **_GROUPED, cells=[
        ("", "Name", ""), ("System.IO.DirectoryInfo", "Name", "[{0}]"),
    ]),
    table("FileSystemStream", "Microsoft.PowerShell.Commands.AlternateStreamData",
          column("Stream", 20, LEFT), column("Length", 10, RIGHT), group="Filename"),
]  # fmt: skip
