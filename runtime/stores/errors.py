"""What can go wrong with a store, each as a code, a message of one line and a hint that says what to do.

Whoever shows a StoreError prints `str(error)`: one or two lines, no traceback. Nothing has been written when one is raised.
"""

from typing import NamedTuple


class Owner(NamedTuple):
    """Who runs a job: process id, host name, since when (ms since 1970 UTC)."""

    pid: int
    host: str
    since_ms: int

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


class StoreError(Exception):
    """A store that cannot do what it is asked for. `code` is stable:

    locked, read-only, full, newer-format, not-a-store, missing, damaged, unknown-job, no-checkpoint, held, fenced, closed,
    no-permission, key, failed.
    """

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message if not hint else f"{message}\n{hint}")
        self.code = code
        self.message = message
        self.hint = hint


class FencedError(StoreError):
    """Somebody else owns the job now, or its head is another: stop, write nothing more."""

    def __init__(self, job: int) -> None:
        super().__init__("fenced", f"Job {job} has been taken over by another process; this run of it has ended.")
        self.job = job


class HeldError(StoreError):
    """The job runs in another process (or in another engine of this one); `owner` says who, None where that is unknown."""

    def __init__(self, job: int, owner: Owner | None) -> None:
        who = str(owner) if owner is not None else "another process"
        super().__init__("held", f"Job {job} is being run by {who}.", "Wait for it, or suspend or stop it first.")
        self.job = job
        self.owner = owner


class DamagedError(StoreError):
    """A saved state that is not what was written. `good`: the seqs of earlier checkpoints that are intact, newest first."""

    def __init__(self, message: str, hint: str, job: int, seq: int, good: list[int]) -> None:
        super().__init__("damaged", message, hint)
        self.job, self.seq, self.good = job, seq, good
