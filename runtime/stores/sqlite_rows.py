"""A job's rows in SQLite: the head as a list of columns with its checksum, the manifest of a checkpoint, row numbers.

Knows the tables of `sqlite_schema.py`, holds no connection. Serves `sqlite.py`.
"""

from collections import deque
from hashlib import blake2b
from typing import Any

from perdure.interpreter.records import DamagedRecord
from perdure.runtime.stores.errors import DamagedError, Owner, StoreError
from perdure.runtime.stores.protocol import Job

HEAD = ["job", "epoch", "head_seq", "state", "status", "began_ms", "ended_ms", "due_ms", "checkpoints", "outputs", "snapshot_seq", "chunk_next", "journal", "reason", "owner_pid", "owner_host", "owner_since_ms"]  # fmt: skip
(
    JOB,
    EPOCH,
    SEQ,
    STATE,
    STATUS,
    BEGAN,
    ENDED,
    DUE,
    CHECKPOINTS,
    OUTPUTS,
    SNAPSHOT,
    CHUNK_NEXT,
    JOURNAL,
    REASON,
    PID,
    HOST,
    SINCE,
) = range(len(HEAD))
SELECT_HEAD = f"SELECT {', '.join(HEAD)}, sum FROM heads"
INSERT_HEAD = f"INSERT INTO heads VALUES({', '.join('?' * (len(HEAD) + 1))})"
UPDATE_HEAD = f"UPDATE heads SET {', '.join(name + ' = ?' for name in HEAD)}, sum = ? WHERE job = ? AND epoch = ? AND head_seq = ?"

JOBS = ["id", "instance_id", "parent", "name", "command", "script", "kind", "created_ms", "metadata", "definition"]
SELECT_JOB = (
    f"SELECT {', '.join('j.' + name for name in JOBS)}, j.sum, {', '.join('h.' + name for name in HEAD)}, h.sum"
)

ROWS_MAX = 2**32 - 1  # of one kind in one job
HeadRow = list[Any]


class Memo:
    """What the runner of a job knows of its rows: the head, where each present chunk lies, the checkpoints that are kept."""

    __slots__ = ("head", "chunks", "kept")

    def __init__(self, head: HeadRow) -> None:
        self.head = head
        self.chunks: dict[bytes, int] = {}  # name -> number
        self.kept: deque[tuple[int, tuple[bytes, ...]]] = deque()  # (seq, names), oldest first


def first_id(job: int) -> int:
    """Gives the row number before a job's first row in checkpoints, chunks, outputs and journal."""
    return job << 32


def sum_of(row: "list[Any] | tuple[Any, ...]") -> bytes:
    """Gives the checksum of a row of plain columns."""
    return blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def head_of(row: "tuple[Any, ...] | None", job: int, where: str) -> HeadRow:
    """Gives a head's columns, held against their checksum; StoreError unknown-job or damaged."""
    if row is None:
        raise unknown_job(job, where)
    if sum_of(row[:-1]) != row[-1]:
        raise damaged_row(job, where)
    return list(row[:-1])


def unknown_job(job: int, where: str) -> StoreError:
    """Makes the error for an id that the store doesn't have."""
    return StoreError(
        "unknown-job", f"There is no job {job} in the store {where}.", "'perdure jobs' lists those that are there."
    )


def damaged_state(job: int, seq: int, good: list[int], where: str) -> StoreError:
    """Makes the error for a checkpoint that can't be read; `good` are those that can, newest first."""
    hint = (
        f"Checkpoint {good[0]} before it is intact; going back to it does later steps again."
        if good
        else ("No earlier checkpoint is intact; the job can only be removed and started anew.")
    )
    return DamagedError(f"Checkpoint {seq} of job {job} in the store {where} is damaged.", hint, job, seq, good)


def damaged_row(job: int, where: str) -> StoreError:
    """Makes the error for a row whose checksum is wrong."""
    return StoreError(
        "damaged",
        f"The record of job {job} in the store {where} is damaged.",
        "Copy the file first; 'perdure rm' drops the job.",
    )


def job_of(row: tuple[Any, ...], alive: bool, unreceived: int, where: str) -> Job:
    """Makes a Job of a joined row of jobs and heads."""
    width = len(JOBS)
    facts, head = row[:width], row[width + 1 : -1]
    if sum_of(facts) != row[width] or sum_of(head) != row[-1]:
        raise damaged_row(row[0], where)
    owner = Owner(head[PID], head[HOST], head[SINCE]) if head[PID] else None
    return Job(
        id=facts[0], instance_id=facts[1], parent=facts[2], name=facts[3], command=facts[4], script=facts[5], kind=facts[6],
        state=head[STATE], status=head[STATUS], created_ms=facts[7], began_ms=head[BEGAN], ended_ms=head[ENDED],
        due_ms=head[DUE], checkpoints=head[CHECKPOINTS], outputs=head[OUTPUTS], head_seq=head[SEQ], epoch=head[EPOCH],
        reason=head[REASON], metadata=facts[8], owner=owner, alive=alive, unreceived=unreceived,
    )  # fmt: skip


def pack_manifest(names: tuple[bytes, ...], chunks: dict[bytes, int], note: bytes) -> bytes:
    """Gives a checkpoint's body: the note, then each chunk's number and name."""
    parts = [len(note).to_bytes(4, "big"), note]
    for name in names:
        parts.append(chunks[name].to_bytes(4, "big"))
        parts.append(name)
    return b"".join(parts)


def unpack_manifest(body: bytes) -> tuple[bytes, list[tuple[int, bytes]]]:
    """Gives (note, [(chunk's number, its name)]) of a checkpoint's body."""
    size = int.from_bytes(body[:4], "big")
    note, rest = body[4 : 4 + size], body[4 + size :]
    if len(note) != size or len(rest) % 20:
        raise DamagedRecord("a checkpoint's list of chunks is cut off")
    return note, [(int.from_bytes(rest[at : at + 4], "big"), rest[at + 4 : at + 20]) for at in range(0, len(rest), 20)]


def checkpoint_context(job: int, seq: int, made_ms: int, outputs: int, size: int) -> bytes:
    """Says where a checkpoint belongs, its plain columns included."""
    return b"cp %d %d %d %d %d" % (job, seq, made_ms, outputs, size)
