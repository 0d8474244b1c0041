"""The FileSystem provider: paths, listing and what the item cmdlets do with files and folders.

All goes through the session's host; OSErrors become the records that PowerShell writes, at the cmdlet's.
"""

import errno
import posixpath
import stat as modes
from typing import Any

from perdure.interpreter.collation import sort_key
from perdure.interpreter.dotnet.file_info import make_dirs
from perdure.interpreter.dotnet.file_system_info import attributes, facts, of_path
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError, make_error
from perdure.interpreter.io_errors import describe
from perdure.interpreter.values.files import DirectoryInfo, FileInfo, FileSystemInfo, ProviderInfo, PSDriveInfo
from perdure.runtime.provider import Place, Provider, not_found, with_notes

DENIED_TEXT = (
    "You do not have sufficient access rights to perform this operation or the item is hidden, system, or read only."
)


class FileProvider(Provider):
    """Files and folders. Inner paths are absolute, with `/` and without `.`, `..` or a slash behind."""

    flat = False

    def __init__(self, cx: Any) -> None:
        super().__init__(cx)
        self.info = ProviderInfo("FileSystem", "Filter, ShouldProcess, Credentials")
        self.info.home = cx.environment.get("HOME", "/")

    # -- paths -------------------------------------------------------------------------------------------------------

    def inner_of(self, drive: PSDriveInfo, rest: str) -> str:
        rest = rest.replace("\\", "/")
        if rest == "~" or rest.startswith("~/"):
            return posixpath.normpath(self.info.home + rest[1:])
        if not drive.name:  # behind FileSystem::
            return posixpath.normpath(posixpath.join(self.cx.location, rest))
        root = drive.root.rstrip("/") or "/"
        if root == "/" or (self.cx.drives.current is drive and not rest.startswith("/")):
            base = self.cx.location
        else:
            base, rest = root, rest.lstrip("/") if rest.startswith("/") else posixpath.join(drive.location, rest)
        return posixpath.normpath("/" + posixpath.join(base, rest).lstrip("/"))

    def shown(self, drive: PSDriveInfo | None, inner: str) -> str:
        if drive is None or drive.name == "/":
            return inner
        return f"{drive.name}:/" + inner.removeprefix(drive.root.rstrip("/")).lstrip("/")

    def join(self, inner: str, name: str) -> str:
        return posixpath.normpath(posixpath.join(inner, name))

    def parent(self, inner: str) -> str:
        return "" if inner == "/" else posixpath.dirname(inner)

    def leaf(self, inner: str) -> str:
        return posixpath.basename(inner) or inner

    # -- what there is -------------------------------------------------------------------------------------------------

    def exists(self, inner: str) -> bool:
        return self.cx.host.lstat(inner) is not None

    def is_container(self, inner: str) -> bool:
        found = self.cx.host.stat(inner)
        return found is not None and modes.S_ISDIR(found.st_mode)

    def names(self, inner: str) -> list[str]:
        folders = self.cx.host.list_folders(inner)
        names = sorted(self.cx.host.list_dir(inner), key=name_key)
        return [name for name in names if name in folders] + [name for name in names if name not in folders]

    def item(self, inner: str) -> FileSystemInfo | None:
        found = of_path(inner)
        return found if facts(found) is not None else None

    def child_item(self, place: Place) -> Any:
        """Gives a child found by listing, with its note properties; None where it has gone meanwhile."""
        value = self.item(place.inner)
        return None if value is None else with_notes(value, self.notes(place))

    def notes(self, place: Place) -> list[tuple[str, Any]]:
        notes = super().notes(place)
        if place.drive is None:
            notes.insert(3, ("PSDrive", self.cx.drives.root))
        return notes

    # -- making ---------------------------------------------------------------------------------------------------------

    def new(self, cmdlet: Any, place: Place, kind: str, value: Any) -> None:
        path, force = place.inner, bool(cmdlet.Force)
        if kind == "directory":
            self._new_directory(cmdlet, path, force)
        elif kind in ("symboliclink", "hardlink", "junction"):
            self._new_link(cmdlet, path, kind, str(value), force)
        elif kind == "file":
            self._new_file(cmdlet, path, value, force)
        else:
            raise make_error(
                f'The type \'{kind}\' is not a known type for the file system. Only "file", "directory" or'
                ' "symboliclink" can be specified.',
                "Argument",
                "InvalidArgument",
                kind,
                "System.Management.Automation.PSArgumentException",
            )
        made = self.dress(Place(self, place.drive, path, place.shown)) if self.exists(path) else None
        if made is not None:
            cmdlet.write(made)

    def _new_directory(self, cmdlet: Any, path: str, force: bool) -> None:
        if self.cx.host.lstat(path) is not None and not (force and self.is_container(path)):
            record = cmdlet.error(
                f"An item with the specified name {path} already exists.", "DirectoryExist", "ResourceExists", path,
                "System.IO.IOException",
            )  # fmt: skip
            raise ScriptError(record)
        if cmdlet.should_process(f"Destination: {path}", "Create Directory"):
            self.guarded(lambda: make_dirs(path), path, "CreateDirectoryIOError", "WriteError")

    def _new_file(self, cmdlet: Any, path: str, value: Any, force: bool) -> None:
        host = self.cx.host
        if not cmdlet.should_process(f"Destination: {path}", "Create File"):
            return
        if force:
            self.guarded(lambda: make_dirs(self.parent(path) or "/"), path, "NewItemIOError", "WriteError")
        elif host.lstat(path) is not None:
            raise io_error("System.IO.IOException", f"The file '{path}' already exists.", "NewItemIOError", path)
        data = b"" if value is None else cmdlet.text_of(value).encode("utf-8", "surrogatepass")
        self.guarded(lambda: host.write_bytes(path, data), path, "NewItemIOError", "WriteError")

    def _new_link(self, cmdlet: Any, path: str, kind: str, target: str, force: bool) -> None:
        host, hard = self.cx.host, kind == "hardlink"
        full = self.cx.drives.place(target).inner
        if hard and host.lstat(full) is None:
            raise not_found(full)
        if host.lstat(path) is not None:
            if not force:
                raise io_error(
                    "System.IO.IOException", f"NewItemIOError: {path} already exists.", "NewItemIOError", path
                )
            host.remove_file(path)
        if cmdlet.should_process(f"Destination: {path}", "Create " + ("Hard Link" if hard else "Symbolic Link")):
            self.guarded(lambda: host.make_link(path, full if hard else target, hard), path, "NewItemIOError")

    # -- removing and moving --------------------------------------------------------------------------------------------

    def remove(self, cmdlet: Any, place: Place, recurse: bool, force: bool) -> None:
        path = place.inner
        item = of_path(path)
        if facts(item) is None:
            raise not_found(place.shown)
        folder = type(item) is DirectoryInfo
        if cmdlet.should_process(path, "Remove Directory" if folder else "Remove File"):
            self._remove(cmdlet, item, force)

    def _remove(self, cmdlet: Any, item: FileSystemInfo, force: bool) -> bool:
        """Removes an entry and what is in it; tells whether it is gone. Faults are written, the rest goes on."""
        self.cx.host.check_stop()
        number = attributes(item)
        if type(item) is DirectoryInfo and not number & 1024:
            whole = True
            for name in self.names(item.path):
                whole = self._remove(cmdlet, of_path(self.join(item.path, name)), force) and whole
            if not whole:
                text = f"Directory {item.path} cannot be removed because it is not empty."
                cmdlet.write_error(cmdlet.error(text, "DirectoryNotEmpty", "WriteError", item, "System.IO.IOException"))
                return False
        if number & 1 and not force:
            return self._refuse(cmdlet, item, DENIED_TEXT)
        try:
            if type(item) is DirectoryInfo and not number & 1024:
                self.cx.host.remove_dir(item.path)
            else:
                self.cx.host.remove_file(item.path)
        except OSError as error:
            return self._refuse(cmdlet, item, describe(error, item.path)[1])
        return True

    def _refuse(self, cmdlet: Any, item: FileSystemInfo, text: str) -> bool:
        record = cmdlet.error(
            text, "RemoveFileSystemItemUnAuthorizedAccess", "PermissionDenied", item, "System.IO.IOException"
        )
        cmdlet.write_error(record)
        return False

    def rename(self, cmdlet: Any, place: Place, name: str) -> Place:
        target = place.at(self.join(self.parent(place.inner) or "/", name))
        kind = "Directory" if self.is_container(place.inner) else "File"
        if cmdlet.should_process(f"Item: {place.inner} Destination: {target.inner}", f"Rename {kind}"):
            self._rename(place.inner, target.inner, bool(cmdlet.Force), "RenameItemIOError")
        return target

    def _rename(self, old: str, new: str, force: bool, error_id: str) -> None:
        host = self.cx.host
        if host.lstat(new) is not None and old != new:
            if self.is_container(new):
                raise io_error(
                    "System.IO.IOException", "Cannot create a file when that file already exists.", error_id, old
                )
            if not force:
                raise io_error("System.IO.IOException", f"The file '{new}' already exists.", error_id, old)
        self.guarded(lambda: host.rename(old, new), old, error_id, "WriteError")

    def move(self, cmdlet: Any, place: Place, target: Place) -> None:
        new = target.inner
        if self.is_container(new):
            new = self.join(new, self.leaf(place.inner))
        kind = "Directory" if self.is_container(place.inner) else "File"
        if not cmdlet.should_process(f"Item: {place.inner} Destination: {new}", f"Move {kind}"):
            return
        error_id = "MoveDirectoryItemIOError" if kind == "Directory" else "MoveFileInfoItemIOError"
        host = self.cx.host
        if host.lstat(new) is not None and not cmdlet.Force:
            text = (
                "Cannot create a file when that file already exists."
                if kind == "File"
                else (f"Cannot create '{new}' because a file or directory with the same name already exists.")
            )
            raise io_error("System.IO.IOException", text, error_id, of_path(place.inner))
        if cmdlet.Force:
            self.guarded(lambda: make_dirs(self.parent(new) or "/"), new, error_id, "WriteError")
        self.guarded(lambda: host.rename(place.inner, new), place.inner, error_id, "WriteError")
        if cmdlet.PassThru:
            cmdlet.write(self.dress(target.at(new)))

    # -- copying --------------------------------------------------------------------------------------------------------

    def copy(self, cmdlet: Any, place: Place, target: Place, recurse: bool) -> None:
        new = target.inner
        if self.is_container(new):
            new = self.join(new, self.leaf(place.inner))
        if self.is_container(place.inner):
            self._copy_directory(cmdlet, place, target.at(new), recurse)
        else:
            self._copy_file(cmdlet, place, target.at(new))

    def _copy_directory(self, cmdlet: Any, place: Place, target: Place, recurse: bool) -> None:
        host = self.cx.host
        text = f"Item: {place.inner} Destination: {target.inner}"
        if not cmdlet.should_process(text, "Copy Directory"):
            return
        if host.lstat(target.inner) is None:
            self.guarded(lambda: make_dirs(target.inner), target.inner, "CopyDirectoryInfoItemIOError", "WriteError")
        elif not recurse or not self.is_container(target.inner):
            if not cmdlet.Force:
                record = cmdlet.error(
                    f"An item with the specified name {target.inner} already exists.", "DirectoryExist",
                    "ResourceExists", target.inner, "System.IO.IOException",
                )  # fmt: skip
                cmdlet.write_error(record)
                return
        if cmdlet.PassThru:
            cmdlet.write(self.dress(target))
        for name in self.names(place.inner) if recurse else ():
            child, inner = place.child(name), target.child(name)
            if self.is_container(child.inner):
                self._copy_directory(cmdlet, child, inner, True)
            else:
                self._copy_file(cmdlet, child, inner)

    def _copy_file(self, cmdlet: Any, place: Place, target: Place) -> None:
        host, old, new = self.cx.host, place.inner, target.inner
        if not cmdlet.should_process(f"Item: {old} Destination: {new}", "Copy File"):
            return
        if host.stat(new) is not None and (old == new or _same(host.stat(old), host.stat(new))):
            raise io_error("System.IO.IOException", f"Cannot overwrite the item {old} with itself.", "CopyError", old)
        try:
            host.copy_file(old, new)
        except OSError as error:
            if cmdlet.Force and error.errno == errno.EACCES and host.lstat(new) is not None:
                host.remove_file(new)
                host.copy_file(old, new)
            else:
                raise self.fault(error, new if host.stat(old) else old, "CopyFileInfoItemIOError") from None
        if cmdlet.PassThru:
            cmdlet.write(self.dress(target))

    # -- faults ---------------------------------------------------------------------------------------------------------

    def guarded(self, work: Any, path: str, error_id: str, category: str = "WriteError") -> None:
        """Does something on files; an OSError becomes the record with that id."""
        try:
            work()
        except OSError as error:
            raise self.fault(error, path, error_id, category) from None

    def fault(self, error: OSError, path: str, error_id: str, category: str = "WriteError") -> ScriptError:
        """Makes the error for an OSError."""
        kind, text = describe(error, path, self.cx.host)
        if kind == "System.UnauthorizedAccessException":
            error_id = error_id.replace("IOError", "UnauthorizedAccessError")
            category = "PermissionDenied"
        return io_error(kind, text, error_id, path, category)


def name_key(name: str) -> Any:
    """Gives what names are sorted by: the culture's order, without regard to case."""
    return sort_key(name, True)


def io_error(kind: str, text: str, error_id: str, target: Any, category: str = "WriteError") -> ScriptError:
    """Makes an I/O error as the provider writes it."""
    exception = NetException(kind, text)
    record = ErrorRecord(exception, error_id, category, target)
    exception.record = record
    return ScriptError(record)


def _same(one: Any, other: Any) -> bool:
    return one is not None and other is not None and (one.st_dev, one.st_ino) == (other.st_dev, other.st_ino)


__all__ = ["FileInfo", "FileProvider", "io_error"]
