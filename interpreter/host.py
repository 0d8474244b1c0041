"""The protocol through which the interpreter reaches the world: files, clock, processes, console, random numbers.

The interpreter does no I/O of its own. `runtime/` implements Host for real sessions; tests may give a fake one.
"""

from typing import Any, Protocol


class Host(Protocol):
    """The world. Paths are absolute and already resolved against the session's location.

    `remoting`: how other computers are reached; None = as the runtime does by itself.
    """

    remoting: Any

    def utc_now_ticks(self) -> int:
        """Gives the time as .NET ticks (100 ns since 0001-01-01) in UTC."""

    def local_offset_minutes(self, ticks: int, utc: bool) -> int:
        """Gives the local zone's offset from UTC, in minutes, at these ticks (UTC ticks or local ones)."""

    def monotonic_s(self) -> float:
        """Gives a clock that only goes forward, in seconds."""

    def sleep(self, seconds: float) -> None:
        """Waits; ends early with Cancelled when the run is stopped."""

    def random(self) -> Any:
        """Gives the session's random.Random."""

    def secret_bytes(self, count: int) -> bytes:
        """Gives random bytes that nobody can guess, for keys."""

    def start_program(self, words: list[str], folder: str, environment: dict[str, str], pipes: frozenset[str]) -> Any:
        """Starts a program; OSError as Python raises it.

        Args:
            pipes: which of "stdin", "stdout" and "stderr" the caller holds the other end of.
        Returns:
            A values.process.Process; its `live` has these pipes under their names, binary files.
        """

    def running_programs(self) -> list[Any]:
        """Gives every process that runs, as a values.process.Process, this one first."""

    def read_bytes(self, path: str) -> bytes:
        """Reads a file; OSError as Python raises it."""

    def write_bytes(self, path: str, data: bytes, append: bool = False) -> None:
        """Writes or appends to a file; OSError as Python raises it."""

    def stat(self, path: str) -> Any:
        """Gives os.stat_result (links followed) or None where nothing is."""

    def lstat(self, path: str) -> Any:
        """Gives os.stat_result of the entry itself (a link's own) or None where nothing is."""

    def list_dir(self, path: str) -> list[str]:
        """Gives the names in a folder, sorted without regard to case; OSError as Python raises it."""

    def list_folders(self, path: str) -> set[str]:
        """Gives the names of the folders in a folder, links to folders included; OSError as Python raises it."""

    def make_dir(self, path: str) -> None:
        """Makes one folder whose parent exists; OSError as Python raises it (so for all below)."""

    def remove_file(self, path: str) -> None:
        """Removes a file or a link."""

    def remove_dir(self, path: str) -> None:
        """Removes an empty folder."""

    def rename(self, old: str, new: str) -> None:
        """Renames or moves a file or folder; over another file system it is copied and removed."""

    def copy_file(self, source: str, target: str) -> None:
        """Copies a file with its mode and its time of writing; replaces the target."""

    def set_times_ns(self, path: str, accessed_ns: int, written_ns: int) -> None:
        """Sets the times of last access and last writing (ns since 1970, UTC)."""

    def set_mode(self, path: str, mode: int) -> None:
        """Sets the permission bits."""

    def make_link(self, path: str, target: str, hard: bool = False) -> None:
        """Makes a symbolic (or hard) link at `path` that leads to `target`."""

    def read_link(self, path: str) -> str | None:
        """Gives a symbolic link's target as it is written; None for anything else."""

    def access(self, path: str, mode: int) -> bool:
        """Tells whether this process may read (4), write (2) or execute (1) what is there."""

    def owner_names(self, user_id: int, group_id: int) -> tuple[str, str]:
        """Gives the names of a user and a group; their numbers where they have none."""

    def zone(self, name: str | None) -> Any:
        """Gives the tzinfo of a zone by its IANA name, the local one for None; None where there is none of that name."""

    def write_host(self, text: str, newline: bool, foreground: str | None, background: str | None) -> None:
        """Shows text that belongs to no stream (the console's side of Write-Host)."""

    def read_line(self, prompt: str) -> str:
        """Reads a line from the user; raises EOFError when there is nobody."""

    def read_secret(self, prompt: str) -> str:
        """Reads a line from the user without showing it; raises EOFError when there is nobody."""

    def read_input(self, lines: int | None) -> str:
        """Reads that many lines of standard input (None = all that is left); '' at its end."""

    def write_error(self, text: str) -> None:
        """Writes to standard error, past all streams."""

    def exit_process(self, code: int) -> None:
        """Ends the process at once with that status, where it is the session's own; else comes back."""

    def check_stop(self) -> None:
        """A safe point: raises Cancelled when the run is to end; may hold the thread while state is saved."""
