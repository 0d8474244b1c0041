"""The embedded default store: one SQLite file, write-ahead log, every commit on the disk before it is acknowledged.

One connection writes (under a lock), one reads, so nobody who looks waits for the disk. Knows bytes, not values.
"""

import os
import sqlite3
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from perdure.runtime.stores import sqlite_jobs as jobs_sql
from perdure.runtime.stores import sqlite_rows as rows
from perdure.runtime.stores.errors import HeldError, Owner, StoreError
from perdure.runtime.stores.locks import JobLocks
from perdure.runtime.stores.protocol import (
    KEEP_CHECKPOINTS,
    Ack,
    Checkpoint,
    Counters,
    Head,
    Job,
    Lease,
    Mail,
    NewJob,
    Output,
    Request,
)
from perdure.runtime.stores.sealing import KeyedSealer, Sealer
from perdure.runtime.stores.sqlite_commit import Committer
from perdure.runtime.stores.sqlite_read import Reading
from perdure.runtime.stores.sqlite_schema import connect, open_file, translated

T = TypeVar("T")
OWNER_WAIT_S = 0.3  # how long a new owner's name is waited for once its lock is seen

_live: "weakref.WeakSet[SqliteStore]" = weakref.WeakSet()
_inherited: list[Any] = []  # a forked child's copies of connections: closing them there would disturb the parent's


class SqliteStore:
    """A store in a file. `fault`, when set, is called with "begin", "written" and "committed": the seam of crash tests."""

    def __init__(
        self, path: str, key: bytes | None = None, encrypt: bool = False, keep: int = KEEP_CHECKPOINTS
    ) -> None:
        """Opens the file, or makes it.

        Args:
            path: the file. key: with one (16 bytes or more), every record carries an authentication code.
            encrypt: AES-GCM around every record. keep: how many checkpoints of a job stay readable.
        """
        self.where = os.path.abspath(path)
        self.counters = Counters()
        self.fault: Callable[[str], None] | None = None
        self.leases: dict[int, Lease] = {}
        self._write_lock = threading.RLock()
        self._read_lock = threading.Lock()
        self._db: sqlite3.Connection | None = open_file(self.where)
        self._reader: sqlite3.Connection | None = None
        self._locks = JobLocks(self.where)
        self._sealer = self._open_sealer(key, encrypt)
        self._reading = Reading(self.where, self._sealer)
        self._committer = Committer(self.where, self._sealer, self.counters, keep)
        _live.add(self)

    # -- connections -----------------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Runs `work` in a transaction; it is on the disk when this returns."""
        with self._write_lock:
            db = self._db
            if db is None:
                raise self._closed()
            fault = self.fault
            try:
                db.execute("BEGIN IMMEDIATE")
                try:
                    if fault is not None:
                        fault("begin")
                    found = work(db)
                    if fault is not None:
                        fault("written")
                    db.execute("COMMIT")
                except BaseException:
                    if db.in_transaction:
                        db.execute("ROLLBACK")
                    raise
            except sqlite3.Error as error:
                raise translated(error, self.where) from error
            self.counters.commits += 1
            self.counters.syncs += 1
            if fault is not None:
                fault("committed")
            return found

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Runs `work` on one consistent state of the file."""
        with self._read_lock:
            if self._db is None:
                raise self._closed()
            try:
                if self._reader is None:
                    self._reader = connect(self.where)
                db = self._reader
                db.execute("BEGIN")
                try:
                    return work(db)
                finally:
                    if db.in_transaction:
                        db.execute("COMMIT")
            except sqlite3.Error as error:
                raise translated(error, self.where) from error

    def _closed(self) -> StoreError:
        return StoreError("closed", f"The store {self.where} has been closed.")

    def _open_sealer(self, key: bytes | None, encrypt: bool) -> Sealer:
        """Makes the sealer and holds it against the one that the store was made with."""
        found: dict[str, Any] = self._read(lambda db: dict(db.execute("SELECT name, value FROM meta").fetchall()))
        sealer = Sealer() if key is None else KeyedSealer(key, found["salt"], encrypt)
        if "proof" not in found:
            proof = sealer.seal(b"proof", b"perdure")
            self._write(lambda db: db.execute("INSERT OR IGNORE INTO meta VALUES('proof', ?)", (proof,)))
            found["proof"] = self._read(
                lambda db: db.execute("SELECT value FROM meta WHERE name = 'proof'").fetchone()[0]
            )
        try:
            sealer.open(b"proof", found["proof"])
        except Exception:
            self.close()
            hint = (
                "Give the key that it was made with." if key is None else "It was made with another key, or with none."
            )
            raise StoreError("key", f"The store {self.where} does not open with this key.", hint) from None
        return sealer

    # -- jobs ------------------------------------------------------------------------------------------------------------

    def reserve_ids(self, count: int = 1) -> int:
        return self._write(lambda db: jobs_sql.reserve(db, count))

    def create_jobs(self, jobs: Sequence[NewJob], owner: Owner) -> list[Lease]:
        taken: list[int] = []

        def work(db: sqlite3.Connection) -> list[Lease]:
            ids = jobs_sql.insert(db, jobs, owner, self._sealer)
            leases = []
            for job, new in zip(ids, jobs, strict=True):
                if not self._locks.take(job, owner.since_ms):
                    raise HeldError(job, None)
                taken.append(job)
                lease = Lease(job, 1)
                if new.first is not None:
                    self._committer.commit(db, lease, new.first)
                leases.append(lease)
            return leases

        try:
            leases = self._write(work)
        except BaseException:
            for job in taken:
                self._locks.drop(job)
            raise
        self.leases.update((lease.job, lease) for lease in leases)
        return leases

    def list_jobs(self, ids: Iterable[int] | None = None) -> list[Job]:
        wanted = None if ids is None else sorted(set(ids))
        return self._read(lambda db: jobs_sql.select(db, wanted, self._locks.is_held, self._reading))

    def find_job(self, job: int) -> Job:
        for found in self.list_jobs([job]):
            return found
        raise rows.unknown_job(job, self.where)

    def read_definition(self, job: int) -> bytes:
        return self._read(lambda db: self._reading.definition(db, job))

    def remove_jobs(self, ids: Sequence[int]) -> None:
        every = self._read(lambda db: jobs_sql.below(db, ids))
        taken = self._take([job for job in every if job not in self.leases])
        try:
            self._write(lambda db: jobs_sql.delete(db, every))
        finally:
            for job in taken:
                self._locks.drop(job)
        for job in every:
            if job in self.leases:
                self.release(self.leases[job])

    # -- running ---------------------------------------------------------------------------------------------------------

    def _take(self, ids: Sequence[int], since_ms: int = 0) -> list[int]:
        """Takes the kernel's locks of all jobs, or none and says who has one."""
        taken: list[int] = []
        try:
            for job in sorted(set(ids)):
                if not self._locks.take(job, since_ms):
                    raise HeldError(job, self._who(job))
                taken.append(job)
        except BaseException:
            for job in taken:
                self._locks.drop(job)
            raise
        return taken

    def _who(self, job: int) -> Owner | None:
        """Gives who holds a job; one that has the lock but has not yet signed is waited for a moment."""
        end = time.monotonic() + OWNER_WAIT_S
        while time.monotonic() < end:
            pid, since_ms = self._locks.holder(job)
            if pid and _lives(pid):
                return Owner(pid, os.uname().nodename, since_ms)
            time.sleep(0.005)
        return None

    def acquire(self, ids: Sequence[int], owner: Owner) -> list[Lease]:
        wanted = list(dict.fromkeys(ids))
        self.list_jobs(wanted)  # damage is told before anything is taken
        taken = self._take(wanted, owner.since_ms)
        try:
            leases = self._write(lambda db: [jobs_sql.take(db, job, owner, self._reading) for job in wanted])
        except BaseException:
            for job in taken:
                self._locks.drop(job)
            raise
        self.leases.update((lease.job, lease) for lease in leases)
        return leases

    def release(self, lease: Lease) -> None:
        lease.lost = True
        if self.leases.get(lease.job) is lease:
            del self.leases[lease.job]
            self._locks.drop(lease.job)

    def commit(self, requests: Sequence[Request]) -> list[Ack | StoreError]:
        before = {request.lease: (request.lease.head_seq, request.lease.outputs) for request in requests}
        commit = self._committer.commit

        def work(db: sqlite3.Connection) -> list[Ack | StoreError]:
            answers: list[Ack | StoreError] = []
            for lease, delta in requests:
                refused = commit(db, lease, delta)
                answers.append(refused or Ack(lease.head_seq, lease.outputs))
            return answers

        try:
            return self._write(work)
        except BaseException:
            for lease, (head_seq, outputs) in before.items():
                lease.head_seq, lease.outputs, lease.memo = head_seq, outputs, None
            raise

    # -- reading state ---------------------------------------------------------------------------------------------------

    def read_head(self, job: int) -> Head:
        return self._read(lambda db: self._reading.head(db, job))

    def checkpoints(self, job: int) -> list[Checkpoint]:
        return self._read(lambda db: self._reading.checkpoints(db, job))

    def read_checkpoint(self, job: int, seq: int) -> Head:
        return self._read(lambda db: self._reading.checkpoint(db, job, seq))

    def rewind(self, lease: Lease, seq: int) -> None:
        try:
            self._write(lambda db: self._committer.rewind(db, lease, seq, self._reading))
        finally:
            lease.memo = None

    # -- outputs ---------------------------------------------------------------------------------------------------------

    def read_outputs(
        self, job: int, after: int = 0, streams: Iterable[str] | None = None, unreceived: bool = False
    ) -> list[Output]:
        return self._read(lambda db: self._reading.outputs(db, job, after, streams, unreceived))

    def mark_received(self, job: int, seqs: Iterable[int]) -> None:
        base = rows.first_id(job)
        ids = [(base + seq,) for seq in seqs]
        if ids:
            self._write(lambda db: db.executemany("UPDATE outputs SET received = 1 WHERE id = ?", ids))

    # -- orders ----------------------------------------------------------------------------------------------------------

    def post(self, job: int, order: str, body: bytes, now_ms: int) -> int:
        return self._write(lambda db: jobs_sql.post(db, job, order, body, now_ms, self._reading))

    def take_mail(self, ids: Iterable[int]) -> list[Mail]:
        wanted = set(ids)
        waiting = self._read(lambda db: db.execute("SELECT id, job FROM mail").fetchall())
        if not any(job in wanted for _, job in waiting):
            return []
        return self._write(lambda db: jobs_sql.take_mail(db, wanted))

    def close(self) -> None:
        for lease in list(self.leases.values()):
            self.release(lease)
        with self._write_lock, self._read_lock:
            for db in (self._reader, self._db):
                if db is not None:
                    db.close()
            self._db = self._reader = None
        self._locks.close()

    def __enter__(self) -> "SqliteStore":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _lives(pid: int) -> bool:
    """Tells whether a process of this host is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _after_fork() -> None:
    for store in list(_live):
        _inherited.append((store._db, store._reader))
        store._db = store._reader = None
        store.leases = {}
        store._write_lock, store._read_lock = threading.RLock(), threading.Lock()


os.register_at_fork(after_in_child=_after_fork)
