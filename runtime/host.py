"""The real world behind the interpreter's Host: file system, clock, zones, random numbers, console.

One RealHost serves one run; `stopping` is set by whoever ends it (Ctrl+C, Stop-Job, a time-out), and every wait and safe
point looks at it. Knows nothing of the language.
"""

import os
import sys
import threading
import time
from typing import Any

from perdure.interpreter import limits
from perdure.interpreter.errors import Cancelled
from perdure.runtime import processes

TICKS_OF_1970 = 621_355_968_000_000_000  # .NET ticks (100 ns since the year 1) at the Unix epoch
TICKS_PER_S = 10_000_000
limits.memory["bytes_max"] = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
COPY_BLOCK_BYTES = 1 << 20


class RealHost:
    """The world as this process sees it. Subclasses change the clock or the console (tests, the REPL)."""

    def __init__(self) -> None:
        self.stopping = threading.Event()
        self.shown: Any = None  # callable(text, newline, foreground, background) that shows host text; None = drop
        self.error_shown: Any = None  # callable(text) that writes to standard error; None = drop
        self.leave: Any = None  # callable(status) that ends the process; None = it isn't the session's own
        self.interactive = True  # with a console: somebody may be asked
        self.has_console = False  # programs share this process's standard input and error
        self.stubs: Any = None  # runtime/stubs.py: shared by all sessions that begin in this one
        self.remoting: Any = None  # how computers are reached (remoting.py); None = the local stand-in
        self._random: Any = None
        self._zones: dict[str | None, Any] = {}
        self._owners: dict[tuple[int, int], tuple[str, str]] = {}

    # -- clock and chance --------------------------------------------------------------------------------------------

    def utc_now_ticks(self) -> int:
        return TICKS_OF_1970 + time.time_ns() // 100

    def local_offset_minutes(self, ticks: int, utc: bool) -> int:
        seconds = (ticks - TICKS_OF_1970) // TICKS_PER_S
        if utc:
            return _offset_s(seconds) // 60
        late = _offset_s(seconds - _offset_s(seconds - 86_400))
        early = _offset_s(seconds - _offset_s(seconds + 86_400))
        return min(late, early) // 60 if late != early else late // 60

    def monotonic_s(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.stopping.wait(min(seconds, threading.TIMEOUT_MAX))
        self.check_stop()

    def exit_process(self, code: int) -> None:
        if self.leave is not None:
            self.leave(code)

    def check_stop(self) -> None:
        if self.stopping.is_set():
            raise Cancelled()

    def secret_bytes(self, count: int) -> bytes:
        from secrets import token_bytes  # as dear as random, and rarer

        return token_bytes(count)

    def start_program(self, words: list[str], folder: str, environment: dict[str, str], pipes: frozenset[str]) -> Any:
        return processes.start(self, words, folder, environment, pipes)

    def running_programs(self) -> list[Any]:
        own = processes.process_of(os.getpid(), self)
        return [p for p in (own, *processes.all_processes(self)) if p is not None]

    def random(self) -> Any:
        if self._random is None:
            from random import Random  # costs hashing modules at start-up, and few scripts need it

            self._random = Random()
        return self._random

    def zone(self, name: str | None) -> Any:
        if name not in self._zones:
            self._zones[name] = _find_zone(name)
        return self._zones[name]

    # -- console -----------------------------------------------------------------------------------------------------

    def write_host(self, text: str, newline: bool, foreground: str | None, background: str | None) -> None:
        if self.shown is not None:
            self.shown(text, newline, foreground, background)

    def write_error(self, text: str) -> None:
        if self.error_shown is not None:
            self.error_shown(text)

    def read_line(self, prompt: str) -> str:
        if not (self.has_console and self.interactive):
            raise EOFError(prompt)
        self.write_host(prompt, False, None, None)
        line = sys.stdin.readline()
        if not line:
            raise EOFError(prompt)
        return line.rstrip("\r\n")

    def read_secret(self, prompt: str) -> str:
        if self.has_console and self.interactive and sys.stdin.isatty():
            from getpass import getpass

            return getpass(prompt)
        return self.read_line(prompt)

    def read_input(self, lines: int | None) -> str:
        if not self.has_console:
            return ""
        return sys.stdin.read() if lines is None else "".join([sys.stdin.readline() for _ in range(lines)])

    # -- files -------------------------------------------------------------------------------------------------------

    def read_bytes(self, path: str) -> bytes:
        with open(path, "rb", buffering=0) as file:
            return file.read()

    def write_bytes(self, path: str, data: bytes, append: bool = False) -> None:
        flags = os.O_WRONLY | os.O_CREAT | (os.O_APPEND if append else os.O_TRUNC)
        file = os.open(path, flags, 0o666)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(file, view) :]
        finally:
            os.close(file)

    def stat(self, path: str) -> Any:
        try:
            return os.stat(path)
        except (OSError, ValueError):  # ValueError: a NUL in the name
            return None

    def lstat(self, path: str) -> Any:
        try:
            return os.lstat(path)
        except (OSError, ValueError):
            return None

    def list_dir(self, path: str) -> list[str]:
        return sorted(os.listdir(path), key=str.lower)

    def list_folders(self, path: str) -> set[str]:
        with os.scandir(path) as entries:
            return {entry.name for entry in entries if entry.is_dir()}

    def make_dir(self, path: str) -> None:
        os.mkdir(path)

    def remove_file(self, path: str) -> None:
        os.unlink(path)

    def remove_dir(self, path: str) -> None:
        os.rmdir(path)

    def rename(self, old: str, new: str) -> None:
        try:
            os.rename(old, new)
        except OSError as error:
            import errno

            if error.errno != errno.EXDEV:
                raise
            import shutil  # heavy, and needed only between two file systems

            shutil.move(old, new)

    def copy_file(self, source: str, target: str) -> None:
        facts = os.stat(source)
        with open(source, "rb", buffering=0) as reader, open(target, "wb", buffering=0) as writer:
            while block := reader.read(COPY_BLOCK_BYTES):
                writer.write(block)
                self.check_stop()
        os.chmod(target, facts.st_mode & 0o7777)
        os.utime(target, ns=(facts.st_atime_ns, facts.st_mtime_ns))

    def set_times_ns(self, path: str, accessed_ns: int, written_ns: int) -> None:
        os.utime(path, ns=(accessed_ns, written_ns))

    def set_mode(self, path: str, mode: int) -> None:
        os.chmod(path, mode)

    def make_link(self, path: str, target: str, hard: bool = False) -> None:
        if hard:
            os.link(target, path)
        else:
            os.symlink(target, path)

    def read_link(self, path: str) -> str | None:
        try:
            return os.readlink(path)
        except OSError:
            return None

    def access(self, path: str, mode: int) -> bool:
        return os.access(path, mode)

    def owner_names(self, user_id: int, group_id: int) -> tuple[str, str]:
        import grp
        import pwd

        found = self._owners.get((user_id, group_id))
        if found is None:
            try:
                user = pwd.getpwuid(user_id).pw_name
            except KeyError:
                user = str(user_id)
            try:
                group = grp.getgrgid(group_id).gr_name
            except KeyError:
                group = str(group_id)
            found = self._owners[user_id, group_id] = (user, group)
        return found


def _offset_s(seconds: int) -> int:
    """Gives the local zone's offset from UTC at a Unix time, in seconds."""
    try:
        return time.localtime(seconds).tm_gmtoff
    except (OverflowError, ValueError, OSError):
        return -time.timezone


def _find_zone(name: str | None) -> Any:
    import zoneinfo  # reads the zone files; only scripts that name a zone need it

    try:
        if name is not None:
            return zoneinfo.ZoneInfo(name)
        given = os.environ.get("TZ", "").lstrip(":")
        if given:
            return zoneinfo.ZoneInfo(given)
        linked = os.path.realpath("/etc/localtime").partition("/zoneinfo/")[2]
        if linked:
            return zoneinfo.ZoneInfo(linked)
        with open("/etc/localtime", "rb") as file:
            return zoneinfo.ZoneInfo.from_file(file, "Local")
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError):
        return None
