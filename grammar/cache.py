"""Keeps parsed scripts on disk by the hash of their text, so that a script is parsed once for all its runs.

Entries are plain data of our own making (records.py), read only from a folder that is the user's alone and only when their
checksum is right; whatever else lies there is passed over. An entry's name says the text, the form and this very version of
the parser, so a stale one is never found. Failing to read or write is never an error: the text is parsed then. Knows no
parser. Serves parse.py.
"""

import os
import stat
import sys
from collections.abc import Iterator
from typing import Any

try:
    from _blake2 import blake2b  # hashlib is the same, but takes 10 ms to load another library
except ImportError:
    from hashlib import blake2b

MAGIC = b"perdure tree 1\n"
DIGEST = 16
ENTRY_BYTES_MAX = 32 << 20
FOLDER_BYTES_MAX = 64 << 20
ENTRIES_MAX = 2_000
TIDY_EACH = 16  # of so many writes, one counts what lies in the folder
SCRIPT_MIN = 4_096  # characters; shorter texts without a file are not kept: they come and go

_folder: str | None = None
_version: bytes = b""


def key_of(text: str, *forms: str) -> str:
    """Gives the name of a text's entry; `forms` tell ways of parsing apart."""
    made = blake2b(digest_size=DIGEST)
    made.update(version())
    for form in forms:
        made.update(form.encode("utf-8") + b"\0")
    made.update(text.encode("utf-8", "surrogatepass"))
    return made.hexdigest()


def version() -> bytes:
    """Gives what tells this version of the parser from others: Python's and that of the grammar's own files."""
    global _version
    if not _version:
        parts = [repr(sys.version_info[:3])]
        try:
            with os.scandir(os.path.dirname(__file__)) as found:
                for entry in sorted(found, key=lambda e: e.name):
                    if entry.name.endswith((".py", ".bin")):
                        about = entry.stat()
                        parts.append(f"{entry.name} {about.st_size} {about.st_mtime_ns}")
        except OSError:
            parts.append("packed")
        _version = "\n".join(parts).encode("utf-8", "surrogatepass")
    return _version


def folder() -> str | None:
    """Gives the folder of entries, made where there is none; None where there is none that is private to the user."""
    global _folder
    if _folder is None:
        place = os.path.join(user_cache(), "perdure", "scripts")
        try:
            os.makedirs(place, 0o700, exist_ok=True)
            _folder = place if is_private(os.lstat(place), stat.S_IFDIR) else ""
        except OSError:
            _folder = ""
    return _folder or None


def user_cache() -> str:
    """Gives the user's cache folder: what platformdirs gives, which takes 14 ms to load where it is plain."""
    if sys.platform.startswith("linux"):
        given = os.environ.get("XDG_CACHE_HOME", "")
        return given if given.strip() else os.path.expanduser("~/.cache")
    from platformdirs import user_cache_dir

    return user_cache_dir(appauthor=False)


def is_private(about: os.stat_result, kind: int) -> bool:
    """Tells whether a file or folder is of the kind expected and the user's alone to write (a folder: to enter)."""
    if stat.S_IFMT(about.st_mode) != kind:
        return False
    if os.name == "nt":
        return True  # the folder lies in the user's profile
    others = 0o077 if kind == stat.S_IFDIR else 0o022
    return about.st_uid == os.geteuid() and not about.st_mode & others


def read(key: str) -> bytes | None:
    """Gives what an entry holds, None where there is none or where it is not as it was written."""
    place = folder()
    if place is None:
        return None
    try:
        number = os.open(
            os.path.join(place, key), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError:
        return None
    try:
        about = os.fstat(number)
        if not is_private(about, stat.S_IFREG) or about.st_size > ENTRY_BYTES_MAX:
            return None
        data = os.read(number, about.st_size + 1)
    except OSError:
        return None
    finally:
        os.close(number)
    start = len(MAGIC) + DIGEST
    if len(data) < start or not data.startswith(MAGIC):
        return None
    payload = data[start:]
    return payload if blake2b(payload, digest_size=DIGEST).digest() == data[len(MAGIC) : start] else None


def write(key: str, payload: bytes) -> None:
    """Keeps an entry; it appears whole or not at all."""
    place = folder()
    if place is None or len(payload) > ENTRY_BYTES_MAX:
        return
    passing = os.path.join(place, f".{key}.{os.getpid()}.{os.urandom(4).hex()}")
    try:
        number = os.open(passing, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(MAGIC + blake2b(payload, digest_size=DIGEST).digest() + payload)
            os.replace(passing, os.path.join(place, key))
        except OSError:
            os.unlink(passing)
        if int(key[:8], 16) % TIDY_EACH == 0:
            tidy(place)
    except OSError:
        return


def tidy(place: str) -> None:
    """Removes the oldest entries where there are too many or they take too much room."""
    found = sorted(entries(place), reverse=True)
    count = room = 0
    for _, size, path in found:
        count += 1
        room += size
        if count > ENTRIES_MAX or room > FOLDER_BYTES_MAX:
            try:
                os.unlink(path)
            except OSError:
                continue


def entries(place: str) -> Iterator[tuple[float, int, str]]:
    """Gives time, size and path of everything in the folder."""
    with os.scandir(place) as found:
        for entry in found:
            about: Any = entry.stat(follow_symlinks=False)
            yield about.st_mtime, about.st_size, entry.path
