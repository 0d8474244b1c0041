"""System.IO.FileInfo and System.IO.DirectoryInfo, and the values that name places: PathInfo, drives, providers."""

import posixpath
import re
import stat as modes
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet.file_system_info import (
    absolute,
    attributes,
    facts,
    followed,
    guarded,
    is_directory,
    of_path,
    parent_of,
    set_read_only,
)
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.files import (
    DirectoryInfo,
    FileInfo,
    FileSystemInfo,
    PathInfo,
    PathInfoStack,
    ProviderInfo,
    PSDriveInfo,
)
from perdure.interpreter.values.numbers import Int64

STRING, BOOL, INT64 = "System.String", "System.Boolean", "System.Int64"
SMA = "System.Management.Automation."


def _length(item: FileInfo) -> Int64:
    found = followed(item)
    if found is None or is_directory(item):
        raise throw_dotnet("System.IO.FileNotFoundException", f"Could not find file '{item.path}'.")
    return Int64(found.st_size)


def _parent(item: FileSystemInfo) -> DirectoryInfo | None:
    head = parent_of(item.path)
    return None if head is None else DirectoryInfo(head)


def _copy_to(item: FileInfo, target: str, overwrite: bool = False) -> FileInfo:
    host, target = current().host, absolute(target)
    if not overwrite and host.lstat(target) is not None:
        raise throw_dotnet("System.IO.IOException", f"The file '{target}' already exists.")
    guarded(lambda: host.copy_file(item.path, target), item.path)
    return FileInfo(target)


def _move_to(item: FileSystemInfo, target: str, overwrite: bool = False) -> None:
    host, target = current().host, absolute(target)
    if not overwrite and host.lstat(target) is not None:
        raise throw_dotnet("System.IO.IOException", f"Cannot create '{target}' because a file or directory exists.")
    guarded(lambda: host.rename(item.path, target), item.path)
    item.path = item.given = target
    item.facts = ...


def _delete_file(item: FileInfo) -> None:
    host = current().host
    if host.lstat(item.path) is not None:
        guarded(lambda: host.remove_file(item.path), item.path)
    item.facts = ...


def _create_file(item: FileInfo) -> None:
    guarded(lambda: current().host.write_bytes(item.path, b""), item.path)
    item.facts = ...


def _delete_directory(item: DirectoryInfo, recursive: bool = False) -> None:
    host = current().host
    if host.lstat(item.path) is None:
        raise throw_dotnet("System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{item.path}'.")
    guarded(lambda: remove_tree(item.path) if recursive else host.remove_dir(item.path), item.path)
    item.facts = ...


def remove_tree(path: str) -> None:
    """Removes a folder and all that is in it; links are removed, not followed."""
    host = current().host
    for name in host.list_dir(path):
        inner = posixpath.join(path, name)
        found = host.lstat(inner)
        if found is not None and modes.S_ISDIR(found.st_mode):
            remove_tree(inner)
        else:
            host.remove_file(inner)
    host.remove_dir(path)


def make_dirs(path: str) -> None:
    """Makes a folder and those above it that are missing."""
    host = current().host
    if host.stat(path) is not None:
        if not is_directory(DirectoryInfo(path)):
            raise FileExistsError(17, "File exists", path)
        return
    head = parent_of(path)
    if head is not None:
        make_dirs(head)
    try:
        host.make_dir(path)
    except FileExistsError:  # somebody else made it in the meantime, which is as good
        if not is_directory(DirectoryInfo(path)):
            raise


def _create_directory(item: DirectoryInfo) -> None:
    guarded(lambda: make_dirs(item.path), item.path)
    item.facts = ...


def _create_below(item: DirectoryInfo, name: str) -> DirectoryInfo:
    made = DirectoryInfo(posixpath.normpath(posixpath.join(item.path, name)))
    _create_directory(made)
    return made


def _listed(kind: type, element: str) -> Any:
    def give(item: DirectoryInfo, pattern: str = "*", option: Any = 0) -> TypedArray:
        deep = bool(getattr(option, "value", option))
        found: list[Any] = []
        guarded(lambda: _walk(item.path, pattern, deep, kind, found), item.path)
        return TypedArray(element, found)

    return give


def _walk(path: str, pattern: str, deep: bool, kind: type, found: list[Any]) -> None:
    below = []
    for name in current().host.list_dir(path):
        item = of_path(posixpath.join(path, name))
        if isinstance(item, kind) and matches_filter(name, pattern):
            found.append(item)
        if deep and type(item) is DirectoryInfo and not attributes(item) & 1024:
            below.append(item.path)
    for inner in below:
        _walk(inner, pattern, deep, kind, found)


def matches_filter(name: str, pattern: str) -> bool:
    """Tells whether a name fits a file-system filter: `*` and `?` only; `*.*` is everything."""
    if pattern in ("*", "*.*"):
        return True
    parts = [".*" if c == "*" else "." if c == "?" else re.escape(c) for c in pattern]
    return re.fullmatch("".join(parts), name, re.S) is not None


def _read_only(item: FileInfo) -> bool:
    return attributes(item) & 1 == 1 and facts(item) is not None


_SEARCH = "(string searchPattern, System.IO.SearchOption searchOption)"

define(
    "System.IO.FileInfo",
    "System.IO.FileSystemInfo",
    members={
        "new(string fileName)": lambda name: FileInfo(absolute(name), name),
        "Length": Prop(_length, None, INT64),
        "DirectoryName": Prop(lambda self: parent_of(self.path), None, STRING),
        "Directory": Prop(_parent, None, "System.IO.DirectoryInfo"),
        "IsReadOnly": Prop(_read_only, set_read_only, BOOL),
        "CopyTo(string destFileName)": _copy_to,
        "CopyTo(string destFileName, bool overwrite)": _copy_to,
        "MoveTo(string destFileName) -> void": _move_to,
        "MoveTo(string destFileName, bool overwrite) -> void": _move_to,
        "Delete() -> void": _delete_file,
    },
    py=FileInfo,
)
define(
    "System.IO.DirectoryInfo",
    "System.IO.FileSystemInfo",
    members={
        "new(string path)": lambda name: DirectoryInfo(absolute(name), name),
        "Parent": Prop(_parent, None, "System.IO.DirectoryInfo"),
        "Root": Prop(lambda self: DirectoryInfo("/"), None, "System.IO.DirectoryInfo"),
        "Create() -> void": _create_directory,
        "CreateSubdirectory(string path)": _create_below,
        "Delete() -> void": _delete_directory,
        "Delete(bool recursive) -> void": _delete_directory,
        "MoveTo(string destDirName) -> void": _move_to,
        **{
            f"{verb}{what}{arguments}": _listed(kind, element)
            for what, kind, element in (
                ("Files", FileInfo, "System.IO.FileInfo"),
                ("Directories", DirectoryInfo, "System.IO.DirectoryInfo"),
                ("FileSystemInfos", FileSystemInfo, "System.IO.FileSystemInfo"),
            )
            for verb in ("Get", "Enumerate")
            for arguments in ("()", "(string searchPattern)", _SEARCH)
        },
    },
    py=DirectoryInfo,
)


def _slot(name: str, type_: str = STRING) -> Prop:
    def read(self: Any) -> Any:
        return getattr(self, name)

    return Prop(read, None, type_)


def _set_description(drive: PSDriveInfo, text: str) -> None:
    drive.description = text


define(
    SMA + "PathInfo",
    members={
        "Drive": _slot("drive", SMA + "PSDriveInfo"),
        "Provider": _slot("provider", SMA + "ProviderInfo"),
        "ProviderPath": _slot("provider_path"),
        "Path": _slot("path"),
        "ToString() -> string": lambda self: self.path,
    },
    py=PathInfo,
)
define(
    SMA + "PSDriveInfo",
    members={
        "Used": _slot("used", INT64),
        "Free": _slot("free", INT64),
        "CurrentLocation": _slot("location"),
        "Name": _slot("name"),
        "Provider": _slot("provider", SMA + "ProviderInfo"),
        "Root": _slot("root"),
        "Description": Prop(lambda self: self.description, _set_description, STRING),
        "MaximumSize": Prop(lambda self: None, None, INT64),
        "Credential": _slot("credential", SMA + "PSCredential"),
        "DisplayRoot": Prop(lambda self: None, None, STRING),
        "VolumeSeparatedByColon": Prop(lambda self: True, None, BOOL),
        "ToString() -> string": lambda self: self.name,
    },
    py=PSDriveInfo,
)
define(
    SMA + "ProviderInfo",
    members={
        "Name": _slot("name"),
        "PSSnapIn": Prop(lambda self: None, None, "System.Object"),
        "ModuleName": _slot("module"),
        "Module": Prop(lambda self: None, None, "System.Object"),
        "Description": Prop(lambda self: "", None, STRING),
        "Capabilities": _slot("capabilities"),
        "Home": _slot("home"),
        "Drives": Prop(lambda self: current().drives.of_provider(self), None, "System.Object"),
        "VolumeSeparatedByColon": Prop(lambda self: self.name == "FileSystem", None, BOOL),
        "ItemSeparator": Prop(lambda self: "/", None, "System.Char"),
        "AltItemSeparator": Prop(lambda self: "\\", None, "System.Char"),
        "ToString() -> string": lambda self: self.module + "\\" + self.name,
    },
    py=ProviderInfo,
)
define(
    SMA + "PathInfoStack",
    interfaces=("System.Collections.ICollection",),
    members={
        "Name": _slot("name"),
        "Count": Prop(lambda self: len(self.items), None, "System.Int32"),
        "ToArray()": lambda self: TypedArray(SMA + "PathInfo", self.items),
    },
    py=PathInfoStack,
)
