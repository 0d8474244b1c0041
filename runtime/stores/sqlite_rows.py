"""A job's rows in SQLite: the head as a list of columns with its checksum, the manifest of a checkpoint, row numbers.

Knows the tables of `sqlite_schema.py`, holds no connection. Serves `sqlite.py`.
"""

from collections import deque
from typing import Any, NamedTuple

from perdure.interpreter.records import DamagedRecord
from perdure.runtime.stores.errors import DamagedError, Owner, StoreError
from perdure.runtime.stores.protocol import Job
from perdure.runtime.stores.sealing import Sealer

HEAD = ["job", "epoch", "head_seq", "state", "status", "began_ms", "ended_ms", "due_ms", "checkpoints", "outputs", "snapshot_seq", "chunk_next", "journal", "bytes", "reason", "owner_pid", "owner_host", "owner_since_ms"]  # fmt: skip
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
    BYTES,
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

PADDED_SMALL, PADDED, PADDED_FROM = 256, 1024, 4096  # a checkpoint's body is filled up to a multiple of these bytes
CHUNK_ENTRY = 20  # bytes of a chunk in a checkpoint's list: its number and its name
ROWS_MAX = 2**32 - 1  # of one kind in one job
HeadRow = list[Any]


class Memo:
    """What the runner of a job knows of its rows: the head, where each present chunk lies, the checkpoints that are kept."""

    __slots__ = ("head", "chunks", "uses", "kept", "rows")

    def __init__(self, head: HeadRow) -> None:
        self.head = head
        self.chunks: dict[bytes, int] = {}  # name -> number
        self.uses: dict[bytes, int] = {}  # name -> how many checkpoints have it
        self.kept: deque[tuple[int, tuple[bytes, ...], int]] = deque()  # (seq, names, row's number), oldest first
        self.rows: set[int] = set()  # the rows of those

    def add(self, seq: int, names: tuple[bytes, ...], row: int) -> None:
        """Notes a checkpoint that is kept, newer than the others."""
        self.kept.append((seq, names, row))
        self.rows.add(row)

    def free_row(self) -> int:
        """Gives the number of a row that no checkpoint has."""
        row = len(self.rows) + 1
        while row in self.rows:  # then one below it is free
            row -= 1
        return row

    def use(self, names: tuple[bytes, ...]) -> None:
        """Counts the chunks of a checkpoint that comes; before an older one is dropped that may share them."""
        uses, chunks = self.uses, self.chunks
        for name in names:
            if name in chunks:
                uses[name] = uses.get(name, 0) + 1

    def drop_oldest(self) -> tuple[int, list[int]]:
        """Forgets the oldest checkpoint; gives its row's number and those of the chunks that nobody has any more."""
        _, names, row = self.kept.popleft()
        self.rows.discard(row)
        gone: list[int] = []
        for name in names:
            left = self.uses.get(name, 0) - 1
            if left > 0:
                self.uses[name] = left
            elif left == 0:
                del self.uses[name]
                gone.append(self.chunks.pop(name))
        return row, gone


def first_id(job: int) -> int:
    """Gives the row number before a job's first row in checkpoints, chunks, outputs and journal."""
    return job << 32


def head_of(row: "tuple[Any, ...] | None", job: int, where: str, sealer: Sealer) -> HeadRow:
    """Gives a head's columns, held against their checksum; StoreError unknown-job or damaged."""
    if row is None:
        raise unknown_job(job, where)
    if sealer.row_sum(row[:-1]) != row[-1]:
        raise damaged_row(job, where)
    return list(row[:-1])


def metadata_context(job: int) -> bytes:
    """Says where a job's metadata belong."""
    return b"metadata %d" % job


def reason_context(job: int) -> bytes:
    """Says where a job's last error belongs."""
    return b"reason %d" % job


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


def job_of(row: tuple[Any, ...], unreceived: int, where: str, sealer: Sealer) -> Job:
    """Makes a Job of a joined row of jobs and heads."""
    width = len(JOBS)
    facts, head = row[:width], row[width + 1 : -1]
    try:
        if sealer.row_sum(facts) != row[width] or sealer.row_sum(head) != row[-1]:
            raise DamagedRecord("a row's checksum is wrong")
        metadata = sealer.open(metadata_context(row[0]), facts[8]) if facts[8] else b""
        reason = sealer.open(reason_context(row[0]), head[REASON]) if head[REASON] else b""
    except DamagedRecord:
        raise damaged_row(row[0], where) from None
    owner = Owner(head[PID], head[HOST], head[SINCE]) if head[PID] else None
    return Job(
        id=facts[0], instance_id=facts[1], parent=facts[2], name=facts[3], command=facts[4], script=facts[5], kind=facts[6],
        state=head[STATE], status=head[STATUS], created_ms=facts[7], began_ms=head[BEGAN], ended_ms=head[ENDED],
        due_ms=head[DUE], checkpoints=head[CHECKPOINTS], outputs=head[OUTPUTS], head_seq=head[SEQ], epoch=head[EPOCH],
        reason=reason, metadata=metadata, owner=owner, alive=False, unreceived=unreceived, encoded_bytes=head[BYTES],
    )  # fmt: skip


class Manifest(NamedTuple):
    """A checkpoint's body: the note, (number, name) of each chunk, the sealed chunk with the number 0."""

    note: bytes
    chunks: list[tuple[int, bytes]]
    inline: bytes


def seal_manifest(
    sealer: Sealer, context: bytes, names: tuple[bytes, ...], chunks: dict[bytes, int], note: bytes, inline: bytes
) -> bytes:
    """Gives a checkpoint's body to store: the sealed list, and behind it the sealed chunk that has no number."""
    parts = [len(note).to_bytes(4, "big"), note]
    for name in names:
        parts.append(chunks.get(name, 0).to_bytes(4, "big"))
        parts.append(name)
    sealed = sealer.seal(context, b"".join(parts))
    size = 8 + len(sealed) + len(inline)
    step = PADDED_SMALL if size < PADDED_FROM else PADDED
    padding = bytes(-size % step)  # bodies of one size are written over each other in place
    return b"".join((len(sealed).to_bytes(4, "big"), len(inline).to_bytes(4, "big"), sealed, inline, padding))


def open_manifest(sealer: Sealer, context: bytes, body: bytes) -> Manifest:
    """Reads a checkpoint's body; DamagedRecord when it is not what was sealed."""
    end = 8 + int.from_bytes(body[:4], "big")
    opened = sealer.open(context, body[8:end])
    start = 4 + int.from_bytes(opened[:4], "big")
    if (len(opened) - start) % CHUNK_ENTRY:
        raise DamagedRecord("a checkpoint's list of chunks is cut off")
    chunks = [
        (int.from_bytes(opened[at : at + 4], "big"), opened[at + 4 : at + CHUNK_ENTRY])
        for at in range(start, len(opened), CHUNK_ENTRY)
    ]
    return Manifest(opened[4:start], chunks, body[end : end + int.from_bytes(body[4:8], "big")])


def checkpoint_context(job: int, seq: int, made_ms: int, outputs: int, size: int) -> bytes:
    """Says where a checkpoint belongs, its plain columns included."""
    return b"cp %d %d %d %d %d" % (job, seq, made_ms, outputs, size)
