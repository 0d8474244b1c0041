"""The statements about whole jobs in SQLite: ids, new jobs, listing, taking, deleting, mail.

Each function runs inside the caller's transaction.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence

from perdure.runtime.stores import sqlite_rows as rows
from perdure.runtime.stores.errors import Owner, StoreError
from perdure.runtime.stores.protocol import Job, Lease, Mail, NewJob
from perdure.runtime.stores.sealing import Sealer
from perdure.runtime.stores.sqlite_read import Reading
from perdure.runtime.stores.sqlite_rows import first_id

BELOW = """WITH RECURSIVE tree(id) AS (SELECT id FROM jobs WHERE id = ? UNION SELECT j.id FROM jobs j JOIN tree ON j.parent = tree.id)
SELECT id FROM tree"""


def reserve(db: sqlite3.Connection, count: int) -> int:
    """Gives the first of `count` ids that nobody gets again."""
    first: int = db.execute("SELECT value FROM meta WHERE name = 'next_id'").fetchone()[0]
    db.execute("UPDATE meta SET value = ? WHERE name = 'next_id'", (first + count,))
    return first


def insert(db: sqlite3.Connection, jobs: Sequence[NewJob], owner: Owner, sealer: Sealer) -> list[int]:
    """Writes new jobs' rows; gives their ids."""
    unnumbered = sum(new.id is None for new in jobs)
    next_id = reserve(db, unnumbered) if unnumbered else 0
    ids: list[int] = []
    for new in jobs:
        id_ = new.id
        if id_ is None:
            id_, next_id = next_id, next_id + 1
        ids.append(id_)
    for id_, new in zip(ids, jobs, strict=True):
        parent = ids[new.parent_index] if new.parent_index is not None else new.parent
        digest = b""
        if new.definition:
            digest = sealer.digest(new.definition)
            body = sealer.seal(b"definition" + digest, new.definition)
            db.execute("INSERT OR IGNORE INTO definitions VALUES(?, ?)", (digest, body))
        created = owner.since_ms if new.first is None else new.first.now_ms
        metadata = sealer.seal(rows.metadata_context(id_), new.metadata) if new.metadata else b""
        facts = [
            id_,
            new.instance_id,
            parent,
            new.name or f"Job{id_}",
            new.command,
            new.script,
            new.kind,
            created,
            metadata,
            digest,
        ]
        db.execute("INSERT INTO jobs VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*facts, sealer.row_sum(facts)))
        head = [id_, 1, 0, new.state, "", None, None, 0, 0, 0, 0, 0, 0, 0, b"", owner.pid, owner.host, owner.since_ms]
        db.execute(rows.INSERT_HEAD, (*head, sealer.row_sum(head)))
    return ids


def select(
    db: sqlite3.Connection, ids: Sequence[int] | None, is_held: Callable[[int], bool], reading: Reading
) -> list[Job]:
    """Gives jobs by id; all of them when `ids` is None."""
    query = rows.SELECT_JOB + " FROM jobs j JOIN heads h ON h.job = j.id"
    if ids is None:
        found = db.execute(query + " ORDER BY j.id").fetchall()
    else:
        found = [row for id_ in ids for row in db.execute(query + " WHERE j.id = ?", (id_,))]
    counts: dict[int, int] = dict(
        db.execute("SELECT id >> 32, count(*) FROM outputs WHERE received = 0 GROUP BY id >> 32").fetchall()
        if ids is None
        else [(id_, _unreceived(db, id_)) for id_ in ids]
    )
    jobs = []
    for row in found:
        job = rows.job_of(row, counts.get(row[0], 0), reading.where, reading.sealer)
        jobs.append(job if job.finished else job._replace(alive=is_held(job.id)))
    return jobs


def _unreceived(db: sqlite3.Connection, job: int) -> int:
    base = first_id(job)
    query = "SELECT count(*) FROM outputs WHERE id > ? AND id <= ? AND received = 0"
    return int(db.execute(query, (base, base + rows.ROWS_MAX)).fetchone()[0])


def below(db: sqlite3.Connection, ids: Sequence[int]) -> list[int]:
    """Gives the jobs and all jobs below them, each once."""
    return list(dict.fromkeys(found for id_ in ids for (found,) in db.execute(BELOW, (id_,))))


def delete(db: sqlite3.Connection, ids: Sequence[int]) -> None:
    """Deletes jobs with everything that belongs to them."""
    for id_ in ids:
        base = first_id(id_)
        for table in ("checkpoints", "chunks", "outputs", "journal"):
            db.execute(f"DELETE FROM {table} WHERE id > ? AND id <= ?", (base, base + rows.ROWS_MAX))
        db.execute("DELETE FROM mail WHERE job = ?", (id_,))
        db.execute("DELETE FROM heads WHERE job = ?", (id_,))
        db.execute("DELETE FROM jobs WHERE id = ?", (id_,))
    db.execute("DELETE FROM definitions WHERE digest NOT IN (SELECT definition FROM jobs)")


def take(db: sqlite3.Connection, job: int, owner: Owner, reading: Reading) -> Lease:
    """Raises a job's epoch and signs it; orders to its last run are thrown away."""
    head = reading.head_row(db, job)
    head[rows.EPOCH] += 1
    head[rows.PID], head[rows.HOST], head[rows.SINCE] = owner
    db.execute(rows.UPDATE_HEAD, (*head, reading.sealer.row_sum(head), job, head[rows.EPOCH] - 1, head[rows.SEQ]))
    db.execute("DELETE FROM mail WHERE job = ?", (job,))
    return Lease(job, head[rows.EPOCH], head[rows.SEQ], head[rows.OUTPUTS])


def post(db: sqlite3.Connection, job: int, order: str, body: bytes, now_ms: int, reading: Reading) -> int:
    """Leaves an order; gives its id."""
    reading.head_row(db, job)
    done = db.execute("INSERT INTO mail(job, posted_ms, name, body) VALUES(?, ?, ?, ?)", (job, now_ms, order, body))
    if done.lastrowid is None:
        raise StoreError("failed", f"The order for job {job} could not be left.")
    return done.lastrowid


def take_mail(db: sqlite3.Connection, ids: Iterable[int]) -> list[Mail]:
    """Gives the orders for these jobs and removes them."""
    found = []
    for job in ids:
        found += [
            Mail(*row) for row in db.execute("SELECT id, job, name, body FROM mail WHERE job = ?", (job,)).fetchall()
        ]
        db.execute("DELETE FROM mail WHERE job = ?", (job,))
    return sorted(found)
