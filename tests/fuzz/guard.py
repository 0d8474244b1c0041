"""What keeps a fuzzed script in: memory, files, processes and the network are taken from the worker process.

Python's audit events come before the deed, from every library, and a hook cannot be taken out again: what is not inside
the scratch folder is not written, no program is started, no other process is signalled, nothing is connected.
"""

import os
import resource
import sys
from pathlib import Path
from typing import Any

FORBIDDEN = frozenset([
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn", "os.kill",
    "os.killpg", "signal.pthread_kill", "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "os.chdir", "os.fchdir", "os.setxattr", "os.removexattr",
    "os.putenv", "os.unsetenv", "ctypes.dlopen", "syslog.openlog",
])  # fmt: skip
WRITES = frozenset([
    "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.chmod", "os.chown", "os.lchown", "os.truncate", "os.utime", "os.link",
    "os.symlink", "os.chflags", "shutil.copyfile", "shutil.copymode", "shutil.copystat", "shutil.copytree", "shutil.move",
    "shutil.rmtree", "shutil.chown", "sqlite3.connect", "tempfile.mkstemp", "tempfile.mkdtemp",
])  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
READABLE = ("/usr", "/etc/passwd", "/etc/group", "/etc/localtime", "/proc/self", "/dev/null", "/dev/urandom")


def confine(folder: Path, memory_bytes: int) -> None:
    """Shuts this process in, for good: files to `folder`, memory to so many bytes, processes and network to none."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 26, 1 << 26))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    inside = str(folder.resolve())
    readable = (
        inside,
        f"/proc/{os.getpid()}",
        *READABLE,
        sys.prefix,
        sys.base_prefix,
        str(Path(__file__).resolve().parents[2]),
        *filter(None, sys.path),
    )

    def within(path: Any, roots: tuple[str, ...]) -> bool:
        if isinstance(path, int) or path is None:
            return True
        full = os.path.realpath(os.fsdecode(path))
        return any(full == root or full.startswith(root + "/") for root in roots)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = args
            roots = (inside, "/dev/null") if isinstance(flags, int) and flags & WRITING else readable
            if not within(path, roots):
                raise PermissionError(13, "Permission denied", str(path))
        elif event in FORBIDDEN:
            raise PermissionError(1, "Operation not permitted", event)
        elif event in WRITES:
            for path in (
                args[:2]
                if event in ("os.rename", "os.link", "os.symlink", "shutil.move", "shutil.copyfile")
                else args[:1]
            ):
                if path != ":memory:" and not within(path, (inside,)):
                    raise PermissionError(13, "Permission denied", str(path))

    sys.addaudithook(hook)
