"""Watches a program's system calls with nothing but Python (ptrace through ctypes): writes, syncs and acknowledgements.

`python -m tests.stores.syncwatch PROGRAM ARGUMENTS` runs it and prints, in the order in which they ended, `write NAME`
(bytes written to a file whose name ends in -wal), `sync NAME RESULT`, and `said TEXT` for what goes to stdout. Threads
are followed. Linux on x86-64 and arm64, kernel 5.3 or newer.
"""

import ctypes
import os
import sys

TRACEME, SYSCALL, SETOPTIONS, SYSCALL_INFO = 0, 24, 0x4200, 0x420E
OPTIONS = 0x1 | 0x2 | 0x4 | 0x8 | 0x100000  # SYSGOOD, FORK, VFORK, CLONE, EXITKILL
WALL = 0x40000000
CALLS = {
    "x86_64": {1: "write", 18: "write", 20: "write", 74: "sync", 75: "sync"},  # write pwrite64 writev fsync fdatasync
    "aarch64": {64: "write", 68: "write", 66: "write", 82: "sync", 83: "sync"},
}

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = ctypes.c_long
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


class Info(ctypes.Structure):
    """struct ptrace_syscall_info: op 1 = entry (nr, args), 2 = exit (result)."""

    _fields_ = [
        ("op", ctypes.c_uint8), ("pad", ctypes.c_uint8 * 3), ("arch", ctypes.c_uint32), ("ip", ctypes.c_uint64),
        ("sp", ctypes.c_uint64), ("nr", ctypes.c_uint64), ("args", ctypes.c_uint64 * 6), ("more", ctypes.c_uint64 * 4),
    ]  # fmt: skip


def ptrace(request: int, pid: int, address: int = 0, data: int = 0) -> int:
    """Calls ptrace; OSError when it fails."""
    ctypes.set_errno(0)
    result: int = libc.ptrace(request, pid, address, data)
    if result == -1 and ctypes.get_errno():
        raise OSError(ctypes.get_errno(), "ptrace")
    return result


def started(command: list[str]) -> int:
    """Starts the program, stopped at its first instruction."""
    pid = os.fork()
    if pid == 0:
        try:
            ptrace(TRACEME, 0)
            os.execvp(command[0], command)
        finally:
            os._exit(97)
    status = os.waitpid(pid, 0)[1]
    if not os.WIFSTOPPED(status):
        sys.exit("ptrace is not allowed here")
    ptrace(SETOPTIONS, pid, 0, OPTIONS)
    return pid


def describe(pid: int, kind: str, args: list[int], result: int) -> str:
    """Gives the line for a call that has ended, "" for one that is of no interest."""
    file = args[0]
    if kind == "write" and file == 1:
        with open(f"/proc/{pid}/mem", "rb", 0) as memory:
            memory.seek(args[1])
            return "said " + memory.read(args[2]).decode().strip()
    try:
        name = os.path.basename(os.readlink(f"/proc/{pid}/fd/{file}"))
    except OSError:
        return ""
    if kind == "sync":
        return f"sync {name} {result}"
    return f"write {name}" if name.endswith("-wal") else ""


def watch(first: int) -> int:
    """Lets the program run from call to call and prints what it does; gives its exit code."""
    calls = CALLS[os.uname().machine]
    inside: dict[int, tuple[str, list[int]]] = {}
    info = Info()
    ptrace(SYSCALL, first)
    while True:
        pid, status = os.waitpid(-1, WALL)
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if pid == first:
                return os.waitstatus_to_exitcode(status)
            continue
        signal = os.WSTOPSIG(status)
        pass_on = 0
        if signal == 0x85:  # a system call
            ptrace(SYSCALL_INFO, pid, ctypes.sizeof(info), ctypes.addressof(info))
            if info.op == 1 and info.nr in calls:
                inside[pid] = (calls[info.nr], list(info.args))
            elif info.op == 2 and pid in inside:
                line = describe(pid, *inside.pop(pid), ctypes.c_int64(info.nr).value)
                if line:
                    print(line, flush=True)
        elif signal not in (5, 19):  # neither an event of ours nor a new thread's first stop
            pass_on = signal
        ptrace(SYSCALL, pid, 0, pass_on)


if __name__ == "__main__":
    sys.exit(watch(started(sys.argv[1:])))
