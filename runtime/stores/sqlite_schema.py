"""Opens SQLite files as stores: tables, format number, settings, and SQLite's errors in our words.

A file that is anything else than a store of a known format is refused before a byte of it is changed.
"""

import contextlib
import os
import sqlite3
from typing import Any

from perdure.runtime.stores.errors import StoreError

APPLICATION_ID = 0x50455244  # "PERD"
SCHEMA_FORMAT = 1
BUSY_S = 10.0  # how long another process's transaction is waited for
WAL_PAGES = 512  # from here on a commit also moves the log into the file

# Rows of a job lie together: their id is job << 32 | number, so no second index has to be written at a checkpoint. The
# checkpoints of a job take turns in a few rows, whose pages are then written over: nothing is freed, nothing allocated.
TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE definitions(digest BLOB PRIMARY KEY, body BLOB) WITHOUT ROWID;
CREATE TABLE jobs(id INTEGER PRIMARY KEY, instance_id TEXT UNIQUE, parent INTEGER, name TEXT, command TEXT, script TEXT,
  kind TEXT, created_ms INTEGER, metadata BLOB, definition BLOB, sum BLOB);
CREATE INDEX children ON jobs(parent);
CREATE TABLE heads(job INTEGER PRIMARY KEY, epoch INTEGER, head_seq INTEGER, state TEXT, status TEXT, began_ms INTEGER,
  ended_ms INTEGER, due_ms INTEGER, checkpoints INTEGER, outputs INTEGER, snapshot_seq INTEGER, chunk_next INTEGER,
  journal INTEGER, bytes INTEGER, reason BLOB, owner_pid INTEGER, owner_host TEXT, owner_since_ms INTEGER, sum BLOB);
CREATE TABLE checkpoints(id INTEGER PRIMARY KEY, seq INTEGER, made_ms INTEGER, outputs INTEGER, size INTEGER, body BLOB);
CREATE TABLE chunks(id INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE outputs(id INTEGER PRIMARY KEY, stream TEXT, received INTEGER, body BLOB);
CREATE TABLE journal(id INTEGER PRIMARY KEY, body BLOB);
CREATE TABLE mail(id INTEGER PRIMARY KEY AUTOINCREMENT, job INTEGER, posted_ms INTEGER, name TEXT, body BLOB);
"""


def open_file(path: str) -> sqlite3.Connection:
    """Opens (or makes) a store's file for writing; StoreError says what is wrong with it."""
    try:
        _prepare_file(path)
    except OSError as fault:
        raise _os_error(path, fault) from fault
    try:
        db = connect(path)
        try:
            _check(db, path)
        except BaseException:
            db.close()
            raise
        return db
    except sqlite3.Error as fault:
        error = translated(fault, path)
        if error.code == "no-permission" and not (
            os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)
        ):
            error = StoreError("read-only", *_read_only(path))
        raise error from fault


def connect(path: str) -> sqlite3.Connection:
    """Opens one more connection to a store's file that has been checked."""
    db = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None, check_same_thread=False, cached_statements=64)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA secure_delete = OFF")  # clean-up would write every page that it frees
    return db


def _prepare_file(path: str) -> None:
    """Makes an empty private file where there is none.

    An existing one is not opened here: closing it would drop the locks that SQLite holds on it elsewhere in this process.
    """
    if os.path.isdir(path):
        raise StoreError("not-a-store", f"{path} is a directory, not a store.", "Name a file.")
    if os.path.exists(path):
        return
    _make_private(os.path.dirname(path))
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))


def _make_private(folder: str) -> None:
    """Makes the missing folders of a path, each for the user alone."""
    if folder and not os.path.isdir(folder):
        _make_private(os.path.dirname(folder))
        with contextlib.suppress(FileExistsError):
            os.mkdir(folder, 0o700)


def _check(db: sqlite3.Connection, path: str) -> None:
    app, format_ = _marks(db)
    if app == APPLICATION_ID and format_ == SCHEMA_FORMAT:
        pass
    elif app == APPLICATION_ID and format_ > SCHEMA_FORMAT:
        raise StoreError(
            "newer-format",
            f"The store {path} was written by a newer version (format {format_}, this one knows {SCHEMA_FORMAT}).",
            "Use that version, or another store.",
        )
    elif app == 0 and format_ == 0 and not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        _create(db)
    else:
        raise StoreError(
            "not-a-store", f"{path} is a database of another program.", "Name another file; this one was left as it is."
        )
    if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        db.execute("PRAGMA journal_mode = WAL")
    db.execute(f"PRAGMA wal_autocheckpoint = {WAL_PAGES}")
    db.execute("PRAGMA journal_size_limit = 4194304")


def _marks(db: sqlite3.Connection) -> tuple[int, int]:
    return db.execute("PRAGMA application_id").fetchone()[0], db.execute("PRAGMA user_version").fetchone()[0]


def _create(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("BEGIN IMMEDIATE")
    try:
        if _marks(db) == (0, 0):  # nobody else was quicker
            for statement in TABLES.split(";"):
                db.execute(statement)
            db.execute("INSERT INTO meta VALUES('next_id', 1), ('salt', ?)", (os.urandom(16),))
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {SCHEMA_FORMAT}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _os_error(path: str, fault: OSError) -> StoreError:
    text = fault.strerror or type(fault).__name__
    code = "read-only" if fault.errno == 30 else "full" if fault.errno == 28 else "no-permission"
    return StoreError(code, f"The store {path} cannot be opened: {text}.", "Name another one with --store PATH.")


def _read_only(path: str) -> tuple[str, str]:
    return f"The store {path} is read-only.", "Make the file and its folder writable, or name another store."


_WORDS: dict[str, tuple[str, str, str]] = {
    "BUSY": ("locked", "The store {} is locked by another program.", "Try again when that has ended."),
    "LOCKED": ("locked", "The store {} is locked.", "Try again."),
    "READONLY": (
        "read-only",
        "The store {} is read-only.",
        "Make the file and its folder writable, or name another store.",
    ),
    "FULL": ("full", "The store {} cannot grow: the disk is full.", "Make room; the last good checkpoints are kept."),
    "CANTOPEN": ("no-permission", "The store {} cannot be opened.", "Its folder must exist and be writable."),
    "PERM": ("no-permission", "The store {} may not be opened.", "Its file must be yours."),
    "NOTADB": ("not-a-store", "{} is not a store.", "Name another file; this one was left as it is."),
    "CORRUPT": (
        "damaged",
        "The store {} is damaged.",
        "Copy the file before anything else; sqlite3's .recover may save rows.",
    ),
    "IOERR": ("failed", "The store {} cannot be read or written: the disk reports an error.", "Nothing was changed."),
}


def translated(fault: sqlite3.Error, path: str) -> StoreError:
    """Gives the StoreError for one of SQLite's errors."""
    if isinstance(fault, sqlite3.ProgrammingError):
        return StoreError("closed", f"The store {path} has been closed.")
    name: Any = getattr(fault, "sqlite_errorname", None) or ""
    for word, (code, text, hint) in _WORDS.items():
        if name.removeprefix("SQLITE_").startswith(word):
            return StoreError(code, text.format(path), hint)
    return StoreError("failed", f"The store {path} cannot be used: {fault}.")
