"""Who runs a job, known to the kernel: one byte of a lock file for each job, given up when the process ends, however.

Open-file-description locks (`F_OFD_SETLK`): they conflict between any two stores, also of one process, are looked at
without being taken, and go with the last descriptor. A forked child would keep one alive, so it closes its copy at once;
a started program never gets one (O_CLOEXEC). Where the system has none, `flock` on a file for each job does the same.
The holder signs with its process id and the time; that is for messages only.
"""

import os
import sys
import threading
import weakref
from typing import Any

from perdure.runtime.stores.errors import StoreError

try:
    import fcntl
except ImportError:  # no POSIX locks here: the epoch alone fences
    fcntl = None  # type: ignore[assignment]

LOCKS_FROM = 2**40  # the locked bytes; before them lie the signatures, SIGNED bytes a job
SIGNED = 16

_live: "weakref.WeakSet[JobLocks]" = weakref.WeakSet()


def _struct(kind: int, byte: int) -> bytes:
    """Packs a `struct flock` (64-bit Linux): type, whence, start, length, pid."""
    return b"".join(
        (
            kind.to_bytes(2, "little"), b"\0\0\0\0\0\0",
            byte.to_bytes(8, "little"), (1).to_bytes(8, "little"), b"\0\0\0\0\0\0\0\0",
        )
    )  # fmt: skip


class JobLocks:
    """The locks that one store holds. `path` is the store's; the file beside it ends in `.lock` and stays."""

    def __init__(self, path: str) -> None:
        self.path = path + ".lock"
        self.held: dict[int, int] = {}  # job -> descriptor (the shared one, or its own)
        self._shared = -1
        self._guard = threading.Lock()
        _live.add(self)

    def take(self, job: int, since_ms: int = 0) -> bool:
        """Takes a job's lock without waiting; False when somebody else (or another store of ours) has it."""
        with self._guard:
            if job in self.held or not self._take(job):
                return False
            if fcntl is not None:
                self._sign(job, os.getpid(), since_ms)
            return True

    def _sign(self, job: int, pid: int, since_ms: int) -> None:
        os.pwrite(self._file(), pid.to_bytes(8, "little") + since_ms.to_bytes(8, "little"), job * SIGNED)

    def holder(self, job: int) -> tuple[int, int]:
        """Gives the process id of who signed last, and since when (ms); (0, 0) when it has given the job back."""
        signed = os.pread(self._file(), SIGNED, job * SIGNED)
        return int.from_bytes(signed[:8], "little"), int.from_bytes(signed[8:], "little")

    def _take(self, job: int) -> bool:
        if fcntl is None:
            self.held[job] = -1
            return True
        if _OFD:
            file = self._file()
            try:
                fcntl.fcntl(file, fcntl.F_OFD_SETLK, _struct(fcntl.F_WRLCK, LOCKS_FROM + job))
            except OSError as fault:
                if fault.errno in _BUSY:
                    return False
                raise _no_locks(self.path, fault) from fault
            self.held[job] = file
            return True
        return self._flock(job)

    def _flock(self, job: int) -> bool:
        file = _open(f"{self.path}-{job}")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            os.close(file)
            if fault.errno in _BUSY:
                return False
            raise _no_locks(self.path, fault) from fault
        self.held[job] = file
        return True

    def drop(self, job: int) -> None:
        """Gives a lock up; nothing happens when it isn't held."""
        file = self.held.get(job, -1)
        if file >= 0:
            self._sign(job, 0, 0)
        self.held.pop(job, None)
        if file < 0:
            return
        if _OFD:
            fcntl.fcntl(file, fcntl.F_OFD_SETLK, _struct(fcntl.F_UNLCK, LOCKS_FROM + job))
        else:
            os.close(file)

    def is_held(self, job: int) -> bool:
        """Tells whether anybody runs the job, by looking only."""
        if job in self.held:
            return True
        if fcntl is None or not os.path.exists(self.path if _OFD else f"{self.path}-{job}"):
            return False
        if _OFD:
            try:
                answer = fcntl.fcntl(self._file(), fcntl.F_OFD_GETLK, _struct(fcntl.F_WRLCK, LOCKS_FROM + job))
            except (OSError, StoreError):
                return False
            return int.from_bytes(answer[:2], "little") != fcntl.F_UNLCK
        if self._flock(job):  # a look is a short hold here: another taker may be turned away in that moment
            self.drop(job)
            return False
        return True

    def _file(self) -> int:
        if self._shared < 0:
            self._shared = _open(self.path)
        return self._shared

    def close(self) -> None:
        """Gives all locks up."""
        for job in list(self.held):
            self.drop(job)
        if self._shared >= 0:
            os.close(self._shared)
            self._shared = -1

    def forget(self) -> None:
        """Closes a forked child's copies, so that the locks live and die with the parent alone."""
        files = {self._shared, *self.held.values()} - {-1}
        self.held.clear()
        self._shared = -1
        self._guard = threading.Lock()  # another thread may have held it at the fork
        for file in files:
            os.close(file)


def _open(path: str) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as fault:
        raise _no_locks(path, fault) from fault


def _no_locks(path: str, fault: OSError) -> StoreError:
    return StoreError(
        "no-permission",
        f"The lock file {path} cannot be used: {fault.strerror}.",
        "Running a job needs write access there.",
    )


def _probe() -> bool:
    if fcntl is None or not hasattr(fcntl, "F_OFD_SETLK") or os.uname().sysname != "Linux":
        return False
    return sys.maxsize > 2**32  # the packed struct is the 64-bit one


def _after_fork() -> None:
    for locks in list(_live):
        locks.forget()


_OFD: Any = _probe()
_BUSY = (11, 13)  # EAGAIN, EACCES
os.register_at_fork(after_in_child=_after_fork)
