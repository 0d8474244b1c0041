"""One commit of one job in SQLite: the fenced update of its head, then chunks, checkpoint, outputs, journal, clean-up.

Runs inside the caller's transaction. It moves the lease's memo on at once; when the transaction fails, the caller throws
the memo away and it is read again.
"""

import sqlite3

from perdure.interpreter.records import DamagedRecord
from perdure.runtime.stores import sqlite_rows as rows
from perdure.runtime.stores.errors import FencedError
from perdure.runtime.stores.protocol import Counters, Delta, Lease
from perdure.runtime.stores.sealing import Sealer
from perdure.runtime.stores.sqlite_read import Reading
from perdure.runtime.stores.sqlite_rows import HeadRow, Memo, first_id

INLINE_MAX = 16_384  # bytes of an only chunk that are kept with the checkpoint itself
INSERT = "INSERT OR REPLACE INTO checkpoints(seq, made_ms, outputs, size, body, id) VALUES(?, ?, ?, ?, ?, ?)"
UPDATE = "UPDATE checkpoints SET seq = ?, made_ms = ?, outputs = ?, size = ?, body = ? WHERE id = ?"


class Committer:
    """Writes deltas. `keep`: how many checkpoints of a job stay."""

    __slots__ = ("where", "sealer", "counters", "keep")

    def __init__(self, where: str, sealer: Sealer, counters: Counters, keep: int) -> None:
        self.where, self.sealer, self.counters, self.keep = where, sealer, counters, keep

    def memo_of(self, db: sqlite3.Connection, lease: Lease) -> Memo:
        """Gives the lease's memo, read from the file when there is none."""
        memo = lease.memo
        if isinstance(memo, Memo):
            return memo
        job, base = lease.job, first_id(lease.job)
        row = db.execute(rows.SELECT_HEAD + " WHERE job = ?", (job,)).fetchone()
        memo = Memo(rows.head_of(row, job, self.where, self.sealer))
        query = "SELECT id, seq, made_ms, outputs, size, body FROM checkpoints WHERE id > ? AND id <= ? ORDER BY seq"
        for id_, seq, made_ms, outputs, size, body in db.execute(query, (base, base + rows.ROWS_MAX)):
            try:
                context = rows.checkpoint_context(job, seq, made_ms, outputs, size)
                chunks = rows.open_manifest(self.sealer, context, body).chunks
            except DamagedRecord:
                continue  # its row is free for another
            memo.chunks.update((name, number) for number, name in chunks if number)
            names = tuple(name for _, name in chunks)
            memo.use(names)
            memo.add(seq, names, id_ - base)
        lease.memo = memo
        return memo

    def commit(self, db: sqlite3.Connection, lease: Lease, delta: Delta) -> FencedError | None:
        """Writes one delta; a FencedError when the lease is no longer good, and then nothing."""
        if lease.lost:
            return FencedError(lease.job)
        memo = self.memo_of(db, lease)
        head = memo.head
        if head[rows.EPOCH] != lease.epoch or head[rows.SEQ] != lease.head_seq:
            return _lost(lease)
        job, base = lease.job, first_id(lease.job)
        last = base + rows.ROWS_MAX
        old_seq, old_outputs, old_journal = head[rows.SEQ], head[rows.OUTPUTS], head[rows.JOURNAL]
        fresh = _advance(head, memo, delta)
        if delta.reason is not None:
            head[rows.REASON] = self.sealer.seal(rows.reason_context(job), delta.reason)
        written = _size_of(delta, fresh)
        head[rows.BYTES] += written
        if db.execute(rows.UPDATE_HEAD, (*head, self.sealer.row_sum(head), job, lease.epoch, old_seq)).rowcount != 1:
            return _lost(lease)
        self.counters.encoded_bytes += written
        if old_journal and not head[rows.JOURNAL] - len(delta.journal):
            db.execute("DELETE FROM journal WHERE id > ? AND id < ?", (base, last))
            old_journal = 0
        if delta.drop_snapshots:
            db.execute("DELETE FROM checkpoints WHERE id > ? AND id < ?", (base, last))
            db.execute("DELETE FROM chunks WHERE id > ? AND id < ?", (base, last))
            memo.chunks.clear()
            memo.uses.clear()
            memo.kept.clear()
            memo.rows.clear()
        elif delta.snapshot is not None:
            self._write_snapshot(db, memo, delta, fresh, lease.kept(self.keep))
        if delta.outputs:
            self._write_outputs(db, base, old_outputs, delta)
        if delta.journal:
            self._write_journal(db, base, old_journal, delta)
        self.counters.requests += 1
        lease.head_seq, lease.outputs = head[rows.SEQ], head[rows.OUTPUTS]
        return None

    def rewind(self, db: sqlite3.Connection, lease: Lease, seq: int, reading: Reading) -> None:
        """Makes an earlier checkpoint the head: what was written behind it goes."""
        at = reading.checkpoint(db, lease.job, seq)
        memo = self.memo_of(db, lease)
        head, base = memo.head, first_id(lease.job)
        if lease.lost or head[rows.EPOCH] != lease.epoch or head[rows.SEQ] != lease.head_seq:
            raise _lost(lease)
        old_seq, last = head[rows.SEQ], base + rows.ROWS_MAX
        head[rows.SEQ] += 1
        head[rows.SNAPSHOT], head[rows.OUTPUTS], head[rows.JOURNAL] = seq, at.outputs, 0
        if (
            db.execute(rows.UPDATE_HEAD, (*head, self.sealer.row_sum(head), lease.job, lease.epoch, old_seq)).rowcount
            != 1
        ):
            raise _lost(lease)
        db.execute("DELETE FROM checkpoints WHERE id > ? AND id <= ? AND seq > ?", (base, last, seq))
        db.execute("DELETE FROM outputs WHERE id > ? AND id <= ?", (base + at.outputs, last))
        db.execute("DELETE FROM journal WHERE id > ? AND id <= ?", (base, last))
        kept = {name for at_seq, names, _ in memo.kept if at_seq <= seq for name in names}
        wanted = {number for name, number in memo.chunks.items() if name in kept}
        found = db.execute("SELECT id FROM chunks WHERE id > ? AND id <= ?", (base, last)).fetchall()
        db.executemany("DELETE FROM chunks WHERE id = ?", [row for row in found if row[0] - base not in wanted])
        lease.head_seq, lease.outputs = head[rows.SEQ], head[rows.OUTPUTS]

    def _write_snapshot(self, db: sqlite3.Connection, memo: Memo, delta: Delta, fresh: list[bytes], keep: int) -> None:
        snapshot, head, counters = delta.snapshot, memo.head, self.counters
        assert snapshot is not None
        job, seq, base = head[rows.JOB], head[rows.SEQ], first_id(head[rows.JOB])
        inline = b""
        for name in fresh:
            sealed = self.sealer.seal_chunk(name, snapshot.chunks[name])
            number = memo.chunks.get(name, 0)
            if number:
                db.execute("INSERT INTO chunks VALUES(?, ?)", (base + number, sealed))
            else:
                inline = sealed
        counters.chunks += len(fresh)
        counters.chunks_reused += len(snapshot.names) - len(fresh)
        size = snapshot.size_bytes
        context = rows.checkpoint_context(job, seq, delta.now_ms, head[rows.OUTPUTS], size)
        body = rows.seal_manifest(self.sealer, context, snapshot.names, memo.chunks, delta.note, inline)
        memo.use(snapshot.names)
        number, statement = self._row_for(db, memo, base, keep)
        db.execute(statement, (seq, delta.now_ms, head[rows.OUTPUTS], size, body, base + number))
        memo.add(seq, snapshot.names, number)

    def _row_for(self, db: sqlite3.Connection, memo: Memo, base: int, keep: int) -> tuple[int, str]:
        """Gives the row for a new checkpoint and how it is written: the oldest one's, once there are enough."""
        kept = memo.kept
        if len(kept) < keep:
            return memo.free_row(), INSERT
        while True:
            row, gone = memo.drop_oldest()
            if gone:
                db.executemany("DELETE FROM chunks WHERE id = ?", [(base + number,) for number in gone])
            if len(kept) < keep:
                return row, UPDATE
            db.execute("DELETE FROM checkpoints WHERE id = ?", (base + row,))  # fewer are kept than before

    def _write_outputs(self, db: sqlite3.Connection, base: int, before: int, delta: Delta) -> None:
        found = []
        for seq, output in enumerate(delta.outputs, base + before + 1):
            sealed = self.sealer.seal(b"out %d %s" % (seq, output.stream.encode()[:20]), output.body)
            found.append((seq, output.stream, int(output.received), sealed))
        db.executemany("INSERT INTO outputs VALUES(?, ?, ?, ?)", found)

    def _write_journal(self, db: sqlite3.Connection, base: int, before: int, delta: Delta) -> None:
        found = []
        for number, (key, body) in enumerate(delta.journal, base + before + 1):
            sealed = self.sealer.seal(b"journal %d" % number, key.encode() + b"\0" + body)
            found.append((number, sealed))
        db.executemany("INSERT INTO journal VALUES(?, ?)", found)


def _size_of(delta: Delta, fresh: list[bytes]) -> int:
    """Gives the bytes of chunks, outputs and journal entries that a commit writes."""
    size = 0
    if delta.snapshot is not None:
        chunks = delta.snapshot.chunks
        for name in fresh:
            size += len(chunks[name])
    for output in delta.outputs:
        size += len(output.body)
    for _, body in delta.journal:
        size += len(body)
    return size


def _advance(head: HeadRow, memo: Memo, delta: Delta) -> list[bytes]:
    """Moves the head's columns on; gives the names of the chunks that have to be written."""
    head[rows.SEQ] += 1
    head[rows.OUTPUTS] += len(delta.outputs)
    for column, value in (
        (rows.STATE, delta.state), (rows.STATUS, delta.status), (rows.BEGAN, delta.began_ms), (rows.ENDED, delta.ended_ms),
        (rows.DUE, delta.due_ms),
    ):  # fmt: skip
        if value is not None:
            head[column] = value
    fresh = []
    if delta.drop_snapshots:
        head[rows.SNAPSHOT] = head[rows.JOURNAL] = 0
    elif delta.snapshot is not None:
        head[rows.CHECKPOINTS] += 1
        head[rows.SNAPSHOT] = head[rows.SEQ]
        head[rows.JOURNAL] = 0
        known, names, chunks = memo.chunks, delta.snapshot.names, delta.snapshot.chunks
        inline = len(names) == 1 and len(chunks[names[0]]) <= INLINE_MAX  # in the checkpoint's own row: a page less
        for name in names:
            if name not in known and inline:
                fresh.append(name)
            elif name not in known:
                head[rows.CHUNK_NEXT] += 1
                known[name] = head[rows.CHUNK_NEXT]
                fresh.append(name)
    head[rows.JOURNAL] += len(delta.journal)
    return fresh


def _lost(lease: Lease) -> FencedError:
    lease.lost = True
    return FencedError(lease.job)
