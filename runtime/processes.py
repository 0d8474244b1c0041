"""Processes of the machine: listing them, looking at one, waiting for one, ending one. Serves the Process cmdlets."""

import os
import signal
import time
from typing import Any

from perdure.interpreter.values.process import Process

TICKS_OF_1970 = 621_355_968_000_000_000
LOOK_S = 0.02  # how often somebody else's process is looked at while waiting for it


class LiveProcess:
    """A hold on a process: our own child (`child` a Popen) or anybody's, by its number."""

    def __init__(self, process_id: int, host: Any, child: Any = None) -> None:
        self.id, self.host, self.child = process_id, host, child
        self.exited_ticks: int | None = None
        self.stdin: Any = None
        self.stdout: Any = None
        self.stderr: Any = None

    def alive(self) -> bool:
        """Tells whether it still runs."""
        if self.child is not None:
            if self.child.poll() is None:
                return True
            if self.exited_ticks is None:
                self.exited_ticks = self.host.utc_now_ticks()
            return False
        return is_running(self.id)

    def exit_code(self) -> int | None:
        """Gives the exit status of a child that has ended."""
        if self.child is None:
            return None
        code: int | None = self.child.poll()
        return code if code is None or code >= 0 else 128 - code

    def wait(self, seconds: float | None) -> bool:
        """Waits for its end; tells whether it has come."""
        end = None if seconds is None else time.monotonic() + seconds
        while self.alive():
            left = LOOK_S if end is None else min(LOOK_S, end - time.monotonic())
            if left <= 0:
                return False
            self.host.sleep(left)
        return True

    def kill(self) -> None:
        """Ends it at once; one that is over is no error."""
        if not self.alive():
            return
        try:
            os.kill(self.id, signal.SIGKILL)
        except ProcessLookupError:
            return
        if self.child is not None:
            self.child.wait()

    def facts(self) -> dict[str, Any]:
        """Gives what /proc tells of it; only the end's time once it is over."""
        return read_facts(self.id) if self.alive() else {"exited_ticks": self.exited_ticks}


def start(host: Any, words: list[str], folder: str, environment: dict[str, str], pipes: frozenset[str]) -> Process:
    """Starts a program; its pipes are files of its `live`."""
    from subprocess import DEVNULL, PIPE, Popen

    own = None if host.has_console else DEVNULL
    ends: dict[str, Any] = {name: PIPE if name in pipes else own for name in ("stdin", "stdout", "stderr")}
    child = Popen(words, cwd=folder, env=environment, **ends)
    live = LiveProcess(child.pid, host, child)
    live.stdin, live.stdout, live.stderr = child.stdin, child.stdout, child.stderr
    return Process(child.pid, os.path.basename(words[0]), live)


def is_running(process_id: int) -> bool:
    """Tells whether a process of that number runs (zombies are over)."""
    fields = stat_fields(process_id)
    return fields is not None and fields[0] not in ("Z", "X")


def stat_fields(process_id: int) -> list[str] | None:
    """Gives the fields of /proc/N/stat from the state on; None where there is no such process."""
    try:
        with open(f"/proc/{process_id}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()
    except OSError:
        return None


def read_facts(process_id: int) -> dict[str, Any]:
    """Gives what the system knows of a process."""
    fields = stat_fields(process_id)
    if fields is None:
        return {}
    tick = os.sysconf("SC_CLK_TCK")
    page = os.sysconf("SC_PAGE_SIZE")
    return {
        "session": int(fields[3]),
        "virtual": int(fields[20]),
        "resident": int(fields[21]) * page,
        "private": int(fields[21]) * page,
        "cpu_s": (int(fields[11]) + int(fields[12])) / tick,
        "started_ticks": boot_ticks() + int(fields[19]) * 10_000_000 // tick,
        "path": link_of(process_id),
        "command_line": command_line(process_id),
    }


def boot_ticks() -> int:
    """Gives when the machine started, as .NET ticks in UTC."""
    with open("/proc/uptime", encoding="ascii") as file:
        up_s = float(file.read().split()[0])
    return TICKS_OF_1970 + int((time.time() - up_s) * 10_000_000)


def link_of(process_id: int) -> str | None:
    """Gives the program file of a process, where we may look."""
    try:
        return os.readlink(f"/proc/{process_id}/exe")
    except OSError:
        return None


def command_line(process_id: int) -> str | None:
    """Gives the words that a process was started with."""
    try:
        with open(f"/proc/{process_id}/cmdline", "rb") as file:
            return file.read().rstrip(b"\0").replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return None


def name_of(process_id: int) -> str | None:
    """Gives a process's name as .NET has it: the program's, longer than the kernel's 15 characters where it can be."""
    try:
        with open(f"/proc/{process_id}/comm", encoding="utf-8", errors="replace") as file:
            short = file.read().rstrip("\n")
    except OSError:
        return None
    if len(short) == 15:
        words = (command_line(process_id) or "").split()
        leaf = os.path.basename(words[0]) if words else ""
        if leaf.startswith(short):
            return leaf
    return short


def process_of(process_id: int, host: Any, child: Any = None) -> Process | None:
    """Gives a running process as a value; None where there is none of that number."""
    name = name_of(process_id)
    if name is None or (child is None and not is_running(process_id)):
        return None
    return Process(process_id, name, LiveProcess(process_id, host, child))


def all_processes(host: Any) -> list[Process]:
    """Gives every process that runs, by name."""
    found = [process_of(int(n), host) for n in os.listdir("/proc") if n.isdigit()]
    return sorted((p for p in found if p is not None), key=lambda p: (p.name.lower(), p.id))
