"""System.IO.Path: pure text work on Linux paths, and the few members that ask the host."""

import posixpath
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.typesys import define
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import TypedArray


def full(path: str | None, name: str = "path") -> str:
    """Gives a path as .NET means it: absolute against the session's location, without `.` and `..`."""
    if path is None:
        raise null(name)
    if not path:
        raise argument("The value cannot be an empty string.", name)
    if "\0" in path:
        raise argument("Null character in path.", name)
    return normal(posixpath.join(current().location, path))


def normal(path: str) -> str:
    """Gives an absolute path without `.`, `..` and doubled slashes; a slash at the end stays."""
    made = posixpath.normpath(path)
    if made.startswith("//"):
        made = made[1:]
    return made + "/" if path.endswith("/") and made != "/" else made


def full_of(path: str | None, base: str | None) -> str:
    if path is None:
        raise null("path")
    if base is None:
        raise null("basePath")
    if not base.startswith("/"):
        raise argument("Basepath argument is not fully qualified.", "basePath")
    return normal(posixpath.join(base, path))


def change_extension(path: str | None, extension: str | None) -> str | None:
    if path is None:
        return None
    if not path:
        return ""
    stem = path
    dot, slash = path.rfind("."), path.rfind("/")
    if dot > slash:
        stem = path[:dot]
    if extension is None:
        return stem
    return stem + (extension if extension.startswith(".") else "." + extension)


def combine(*parts: str) -> str:
    if len(parts) == 1 and isinstance(parts[0], list):
        parts = tuple(parts[0])
    out = ""
    for i, part in enumerate(parts):
        if part is None:
            raise null(f"path{i + 1}" if len(parts) < 5 else "paths")
        if not part:
            continue
        out = part if part.startswith("/") or not out else out + ("" if out.endswith("/") else "/") + part
    return out


def join(*parts: str | None) -> str:
    if len(parts) == 1 and isinstance(parts[0], list):
        parts = tuple(parts[0])
    out = ""
    for part in parts:
        if not part:
            continue
        out = part if not out else out + ("" if out.endswith("/") or part.startswith("/") else "/") + part
    return out


def directory_name(path: str | None) -> str | None:
    if not path or path == "/" or not path.strip("/"):
        return None if not path or path.startswith("/") else ""
    cut = path.rfind("/")
    if cut < 0:
        return ""
    head = path[:cut].rstrip("/")
    return posixpath.normpath(head).replace("//", "/") if head else "/"


def file_name(path: str | None) -> str | None:
    return None if path is None else path.rpartition("/")[2]


def extension(path: str | None) -> str | None:
    if path is None:
        return None
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:] if 0 <= dot < len(name) - 1 else ""


def stem(path: str | None) -> str | None:
    if path is None:
        return None
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name if dot < 0 else name[:dot]


def relative(base: str | None, path: str | None) -> str:
    start, target = full(base, "relativeTo"), full(path)
    found = posixpath.relpath(target, start)
    return found + "/" if target.endswith("/") and found != "." and target != "/" else found


def temp_folder() -> str:
    found = current().environment.get("TMPDIR") or "/tmp"
    return found if found.endswith("/") else found + "/"


def random_name() -> str:
    letters = "abcdefghijklmnopqrstuvwxyz012345"
    source = current().host.random()
    name = "".join([letters[source.randrange(32)] for _ in range(11)])
    return name[:8] + "." + name[8:]


def temp_file() -> str:
    """Makes an empty file of an unused name in the folder for temporary files."""
    host = current().host
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    while True:
        name = "".join([letters[host.random().randrange(62)] for _ in range(6)])
        path = f"{temp_folder()}tmp{name}.tmp"
        if host.stat(path) is None:
            host.write_bytes(path, b"")
            return path


def exists(path: str | None) -> bool:
    return bool(path) and current().host.stat(full(path)) is not None


def _chars(text: str) -> TypedArray:
    return TypedArray("System.Char", [Char(c) for c in text])


def ends_slash(path: str) -> bool:
    return path.endswith("/")


_PARTS = ["string path1", "string path2", "string path3", "string path4"]
MEMBERS: dict[str, Any] = {
    "static AltDirectorySeparatorChar -> char": Char("/"),
    "static DirectorySeparatorChar -> char": Char("/"),
    "static PathSeparator -> char": Char(":"),
    "static VolumeSeparatorChar -> char": Char("/"),
    "static ChangeExtension(string path, string extension) -> string": change_extension,
    "static Combine(params string[] paths) -> string": combine,
    "static EndsInDirectorySeparator(string path) -> bool": ends_slash,
    "static Exists(string path) -> bool": exists,
    "static GetDirectoryName(string path) -> string": directory_name,
    "static GetExtension(string path) -> string": extension,
    "static GetFileName(string path) -> string": file_name,
    "static GetFileNameWithoutExtension(string path) -> string": stem,
    "static GetFullPath(string path) -> string": full,
    "static GetFullPath(string path, string basePath) -> string": full_of,
    "static GetInvalidFileNameChars() -> char[]": lambda: _chars("\0/"),
    "static GetInvalidPathChars() -> char[]": lambda: _chars("\0"),
    "static GetPathRoot(string path) -> string": lambda p: None if not p else "/" if p.startswith("/") else "",
    "static GetRandomFileName() -> string": random_name,
    "static GetRelativePath(string relativeTo, string path) -> string": relative,
    "static GetTempFileName() -> string": temp_file,
    "static GetTempPath() -> string": temp_folder,
    "static HasExtension(string path) -> bool": lambda p: bool(extension(p)),
    "static IsPathFullyQualified(string path) -> bool": lambda p: p.startswith("/"),
    "static IsPathRooted(string path) -> bool": lambda p: bool(p) and p.startswith("/"),
    "static Join(params string[] paths) -> string": join,
    "static TrimEndingDirectorySeparator(string path) -> string": lambda p: (
        p[:-1] if len(p) > 1 and p.endswith("/") else p
    ),
}
for _n in (2, 3, 4):
    MEMBERS[f"static Combine({', '.join(_PARTS[:_n])}) -> string"] = combine
    MEMBERS[f"static Join({', '.join(_PARTS[:_n])}) -> string"] = join
define("System.IO.Path", kind="static", members=MEMBERS)
