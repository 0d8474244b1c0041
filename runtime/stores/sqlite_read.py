"""Reads a job's saved states, definition and outputs from SQLite; everything is checked before it is handed on.

Runs inside the caller's read transaction. Knows bytes, not values.
"""

import sqlite3
from collections.abc import Iterable

from perdure.interpreter.records import DamagedRecord, Snapshot
from perdure.runtime.stores import sqlite_rows as rows
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Checkpoint, Head, Output
from perdure.runtime.stores.sealing import Sealer
from perdure.runtime.stores.sqlite_rows import HeadRow, first_id

CHECKPOINTS = "SELECT seq, made_ms, outputs, size, body FROM checkpoints WHERE id > ? AND id <= ?"


class Reading:
    """Reads rows of one store."""

    __slots__ = ("where", "sealer")

    def __init__(self, where: str, sealer: Sealer) -> None:
        self.where, self.sealer = where, sealer

    def head_row(self, db: sqlite3.Connection, job: int) -> HeadRow:
        """Gives a job's head columns."""
        row = db.execute(rows.SELECT_HEAD + " WHERE job = ?", (job,)).fetchone()
        return rows.head_of(row, job, self.where, self.sealer)

    def head(self, db: sqlite3.Connection, job: int) -> Head:
        """Gives what the job goes on from."""
        row = self.head_row(db, job)
        seq = row[rows.SNAPSHOT]
        if not seq:
            return Head(row[rows.SEQ], None, self._journal(db, job, row), 0, row[rows.OUTPUTS], b"")
        try:
            at, snapshot = self._state(db, job, seq)
            journal = self._journal(db, job, row)
        except DamagedRecord:
            raise rows.damaged_state(job, seq, self._good(db, job, seq), self.where) from None
        return Head(row[rows.SEQ], snapshot, journal, at.outputs, row[rows.OUTPUTS], at.note)

    def checkpoint(self, db: sqlite3.Connection, job: int, seq: int) -> Head:
        """Gives an earlier saved state."""
        self.head_row(db, job)
        try:
            at, snapshot = self._state(db, job, seq)
        except DamagedRecord:
            raise rows.damaged_state(job, seq, self._good(db, job, seq), self.where) from None
        return Head(seq, snapshot, (), at.outputs, at.outputs, at.note)

    def checkpoints(self, db: sqlite3.Connection, job: int) -> list[Checkpoint]:
        """Gives the checkpoints whose list of chunks is intact, newest first."""
        base, found = first_id(job), []
        current = self.head_row(db, job)[rows.SNAPSHOT]
        query = CHECKPOINTS + " AND seq <= ? ORDER BY seq DESC"
        for row in db.execute(query, (base, base + rows.ROWS_MAX, current)).fetchall():
            try:
                found.append(self._opened(job, row)[0])
            except DamagedRecord:
                continue
        return found

    def _opened(self, job: int, row: tuple[int, int, int, int, bytes]) -> tuple[Checkpoint, rows.Manifest]:
        seq, made_ms, outputs, size, body = row
        context = rows.checkpoint_context(job, seq, made_ms, outputs, size)
        manifest = rows.open_manifest(self.sealer, context, body)
        return Checkpoint(seq, made_ms, outputs, size, manifest.note), manifest

    def _state(self, db: sqlite3.Connection, job: int, seq: int) -> tuple[Checkpoint, Snapshot]:
        base = first_id(job)
        row = db.execute(CHECKPOINTS + " AND seq = ?", (base, base + rows.ROWS_MAX, seq)).fetchone()
        if row is None:
            raise StoreError(
                "no-checkpoint",
                f"Job {job} has no checkpoint {seq}.",
                "'perdure checkpoints' lists those that are kept.",
            )
        at, manifest = self._opened(job, row)
        chunks = {}
        for number, name in manifest.chunks:
            if not number:
                chunks[name] = self.sealer.open_chunk(name, manifest.inline)
                continue
            found = db.execute("SELECT body FROM chunks WHERE id = ?", (base + number,)).fetchone()
            if found is None:
                raise DamagedRecord("a chunk is missing")
            chunks[name] = self.sealer.open_chunk(name, found[0])
        return at, Snapshot(tuple(name for _, name in manifest.chunks), chunks)

    def _good(self, db: sqlite3.Connection, job: int, before: int) -> list[int]:
        base, good = first_id(job), []
        query = "SELECT seq FROM checkpoints WHERE id > ? AND id <= ? AND seq < ? ORDER BY seq DESC"
        for (seq,) in db.execute(query, (base, base + rows.ROWS_MAX, before)).fetchall():
            try:
                self._state(db, job, seq)
                good.append(seq)
            except DamagedRecord:
                continue
        return good

    def _journal(self, db: sqlite3.Connection, job: int, row: HeadRow) -> tuple[tuple[str, bytes], ...]:
        base, found = first_id(job), []
        for id_, sealed in db.execute(
            "SELECT id, body FROM journal WHERE id > ? AND id <= ? ORDER BY id", (base, base + rows.ROWS_MAX)
        ).fetchall():
            key, _, body = self.sealer.open(b"journal %d" % id_, sealed).partition(b"\0")
            found.append((key.decode(), body))
        if len(found) != row[rows.JOURNAL]:
            raise DamagedRecord("journal entries are missing")
        return tuple(found)

    def definition(self, db: sqlite3.Connection, job: int) -> bytes:
        """Gives the source texts that travel with a job."""
        row = db.execute(
            "SELECT j.definition, d.body FROM jobs j LEFT JOIN definitions d ON d.digest = j.definition WHERE j.id = ?",
            (job,),
        ).fetchone()
        if row is None:
            raise rows.unknown_job(job, self.where)
        digest, sealed = row
        if not digest:
            return b""
        try:
            return self.sealer.open(b"definition" + digest, sealed or b"")
        except DamagedRecord:
            raise rows.damaged_row(job, self.where) from None

    def outputs(
        self, db: sqlite3.Connection, job: int, after: int, streams: "Iterable[str] | None", unreceived: bool
    ) -> list[Output]:
        """Gives stored outputs in order."""
        base, wanted, found = first_id(job), None if streams is None else set(streams), []
        self.head_row(db, job)
        for id_, stream, received, sealed in db.execute(
            "SELECT id, stream, received, body FROM outputs WHERE id > ? AND id <= ? ORDER BY id",
            (base + after, base + rows.ROWS_MAX),
        ):
            if (unreceived and received) or (wanted is not None and stream not in wanted):
                continue
            try:
                body = self.sealer.open(b"out %d %s" % (id_, stream.encode()[:20]), sealed)
            except DamagedRecord:
                raise StoreError(
                    "damaged",
                    f"Output {id_ - base} of job {job} in the store {self.where} is damaged.",
                    "The others are intact.",
                ) from None
            found.append(Output(id_ - base, stream, body, bool(received)))
        return found
