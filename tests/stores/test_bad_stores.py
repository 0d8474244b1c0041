"""Files that are no good: each is told in a line or two, nothing is lost, and what was there stays as it was."""

import contextlib
import os
import random
import resource
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perdure.interpreter.records import DamagedRecord
from perdure.interpreter.snapshot import load
from perdure.runtime.stores import default_store_path, open_store
from perdure.runtime.stores import sqlite_schema as schema
from perdure.runtime.stores.errors import DamagedError, StoreError
from perdure.runtime.stores.protocol import Ack
from perdure.runtime.stores.sqlite import SqliteStore
from tests.stores.kit import ME, commit, create, new_job, texts, value_of

KEY = bytes(range(32))
pytestmark = pytest.mark.timeout(60)


def refused(work: Callable[[], object], code: str) -> StoreError:
    """Runs what must be refused; gives the error, whose text is one or two lines."""
    with pytest.raises(StoreError) as caught:
        work()
    assert caught.value.code == code
    assert 1 <= len(str(caught.value).splitlines()) <= 2
    return caught.value


@pytest.mark.parametrize(
    "content", [b"Get-Process\n", b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 3000, b"\0" * 4096]
)
def test_a_file_that_is_no_store_is_left_alone(path: str, content: bytes) -> None:
    Path(path).write_bytes(content)
    refused(lambda: SqliteStore(path), "not-a-store")
    assert Path(path).read_bytes() == content
    assert os.listdir(os.path.dirname(path)) == ["s.db"]


def test_a_directory_is_no_store(tmp_path: Path) -> None:
    assert "directory" in str(refused(lambda: SqliteStore(str(tmp_path)), "not-a-store"))


def test_another_program_s_database_is_left_alone(path: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs(x)")
        db.commit()
    before = Path(path).read_bytes()
    refused(lambda: SqliteStore(path), "not-a-store")
    assert Path(path).read_bytes() == before


def test_a_newer_format_is_left_alone(path: str) -> None:
    SqliteStore(path).close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {schema.SCHEMA_FORMAT + 1}")
    before = Path(path).read_bytes()
    assert "newer version" in str(refused(lambda: SqliteStore(path), "newer-format"))
    assert Path(path).read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    refused(lambda: SqliteStore(str(tmp_path / "file" / "s.db")), "no-permission")


def test_a_locked_store_is_told(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "BUSY_S", 0.05)
    with SqliteStore(path) as store:
        (lease,) = create(store)
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            refused(lambda: commit(store, lease, "x", "lost?"), "locked")
            assert store.find_job(lease.job).head_seq == 0  # looking goes on meanwhile
            other.execute("ROLLBACK")
        assert commit(store, lease, "x", "kept") == Ack(1, 1)
        assert texts(store, lease.job) == ["kept"]


def test_a_full_store_keeps_what_it_has(path: str) -> None:
    with SqliteStore(path) as store:
        (lease,) = create(store)
        commit(store, lease, "good", "a")
        assert store._db is not None
        (pages,) = store._db.execute("PRAGMA page_count").fetchone()
        store._db.execute(f"PRAGMA max_page_count = {pages + 2}")
        big = os.urandom(100_000)
        refused(lambda: commit(store, lease, big, "b"), "full")
        assert value_of(store, lease.job) == "good"
        assert commit(store, lease, "small", "c") == Ack(2, 2)
        assert value_of(store, lease.job) == "small"
        assert texts(store, lease.job) == ["a", "c"]


def test_a_disk_that_takes_no_more_is_told(path: str) -> None:
    with SqliteStore(path) as store:
        (lease,) = create(store)
        commit(store, lease, "good")
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (os.path.getsize(path + "-wal") + 8192, limits[1]))
        try:
            with pytest.raises(StoreError) as caught:
                commit(store, lease, os.urandom(200_000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert caught.value.code in ("full", "failed")
        assert value_of(store, lease.job) == "good"
        assert commit(store, lease, "later") == Ack(2, 0)


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that another user can enter but not write to."""
    with tempfile.TemporaryDirectory() as name:
        os.chmod(name, 0o755)
        yield Path(name)


def test_a_read_only_store_is_told(shared_folder: Path) -> None:
    path = str(shared_folder / "s.db")
    with SqliteStore(path) as store:
        create(store)
    before = Path(path).read_bytes()
    os.chmod(path, 0o444)
    os.chmod(shared_folder, 0o555)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # root may write anywhere, so somebody else tries
        try:
            if os.getuid() == 0:
                os.setuid(65534)
            SqliteStore(path).close()
        except StoreError as error:
            os.write(writing, f"{error.code}\n{error}".encode())
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    os.chmod(shared_folder, 0o755)
    code, *text = os.read(reading, 9999).decode().splitlines()
    assert code == "read-only"
    assert len(text) == 2
    assert Path(path).read_bytes() == before


def test_the_file_and_its_folder_are_private(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with SqliteStore(str(tmp_path / "a" / "b" / "s.db")) as store:
            create(store)
            modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "a").rglob("*")}
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o700
    assert modes.pop("b") == 0o700
    assert set(modes.values()) == {0o600}
    assert {"s.db", "s.db-wal", "s.db.lock"} <= set(modes)


def test_the_default_store_is_in_the_state_folder() -> None:
    assert default_store_path({"PERDURE_STORE": "/x/y"}) == "/x/y"
    assert default_store_path({}).endswith("perdure/perdure.db")


# ---- damage ----------------------------------------------------------------------------------------------------------


def flip(path: str, table: str, where: str = "1", column: str = "body", at: int = -3) -> None:
    """Flips a bit of a stored blob."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        (id_, body) = db.execute(f"SELECT rowid, {column} FROM {table} WHERE {where} ORDER BY rowid DESC").fetchone()
        body = bytearray(body)
        body[at] ^= 1
        db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (bytes(body), id_))


def state_of(n: int, size: int = 1) -> dict[str, object]:
    """Gives the n-th state; one of 20,000 bytes has a row of its own."""
    return {"n": n, "text": f"{n}" * size}


def filled(path: str, size: int = 1, **more: object) -> None:
    """Makes a store with one job of five checkpoints that nobody runs; `size` of a text in each state."""
    with SqliteStore(path, **more) as store:  # type: ignore[arg-type]
        (lease,) = create(store, new_job(definition=b"workflow", metadata=b"meta"))
        for n in range(1, 6):
            commit(store, lease, state_of(n, size), f"out {n}", state="Running")


@pytest.mark.parametrize(
    ("table", "size", "at"),
    [("chunks", 20_000, -3), ("checkpoints", 20_000, 20), ("checkpoints", 1, 60), ("checkpoints", 1, 9)],
)
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "keyed"])
def test_a_damaged_checkpoint_is_named_and_an_earlier_one_may_be_used(
    path: str, table: str, size: int, at: int, key: bytes | None
) -> None:
    filled(path, size, key=key)
    flip(path, table, at=at)
    with SqliteStore(path, key=key) as store:
        error = refused(lambda: store.read_head(1), "damaged")
        assert isinstance(error, DamagedError)
        assert (error.job, error.seq, error.good) == (1, 5, [4, 3, 2, 1])
        assert "Checkpoint 5 of job 1" in str(error)
        assert "Checkpoint 4" in str(error)
        assert texts(store, 1) == [f"out {n}" for n in range(1, 6)]
        (lease,) = store.acquire([1], ME)
        store.rewind(lease, 4)
        assert value_of(store, 1) == state_of(4, size)
        assert texts(store, 1) == [f"out {n}" for n in range(1, 5)]
        assert commit(store, lease, {"n": 5}, "out 5 again") == Ack(7, 5)
        assert value_of(store, 1) == {"n": 5}


def test_damage_elsewhere_is_found_before_it_is_used(path: str) -> None:
    filled(path)
    flip(path, "outputs")
    with SqliteStore(path) as store:
        refused(lambda: store.read_outputs(1), "damaged")
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE heads SET head_seq = 4")
    with SqliteStore(path) as store:
        for ask in (store.find_job, store.read_head, lambda job: store.acquire([job], ME)):
            refused(lambda ask=ask: ask(1), "damaged")  # type: ignore[misc]


def test_rows_that_were_swapped_are_found(path: str) -> None:
    filled(path)
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        bodies = db.execute("SELECT body, rowid FROM checkpoints ORDER BY rowid").fetchall()
        db.execute("UPDATE checkpoints SET body = ? WHERE rowid = ?", (bodies[0][0], bodies[-1][1]))
    with SqliteStore(path) as store:
        refused(lambda: store.read_head(1), "damaged")


def test_any_flipped_bit_is_harmless_or_told(path: str, tmp_path: Path) -> None:
    """Whatever bit of the file is flipped, reading gives the right values or a StoreError, and nothing else escapes."""
    filled(path)
    whole = Path(path).read_bytes()
    chance, told = random.Random(11), 0
    for n in range(200):
        copy = tmp_path / f"{n}.db"
        bad = bytearray(whole)
        bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        copy.write_bytes(bad)
        try:
            with SqliteStore(str(copy)) as store:
                (job,) = store.list_jobs()
                assert (job.name, job.state, job.head_seq, job.metadata) == ("Job1", "Running", 5, b"meta")
                assert value_of(store, 1) == state_of(5)
                assert store.read_definition(1) == b"workflow"
                assert [out.body for out in store.read_outputs(1)] == [b"out %d" % k for k in range(1, 6)]
        except StoreError as error:
            assert error.code in (
                "damaged",
                "not-a-store",
                "unknown-job",
                "newer-format",
                "key",
                "failed",
                "no-permission",
            )
            told += 1
        copy.unlink(missing_ok=True)
    assert told  # at least some of them mattered


def test_a_store_opens_with_its_key_only(path: str) -> None:
    filled(path, key=KEY)
    for wrong in (None, bytes(32)):
        refused(lambda wrong=wrong: SqliteStore(path, key=wrong), "key")  # type: ignore[misc]
    with open_store(path, {"PERDURE_STORE_KEY": KEY.hex()}) as store:  # type: ignore[attr-defined]
        assert value_of(store, 1) == state_of(5)
    refused(lambda: open_store(path, {"PERDURE_STORE_KEY": "zz"}), "key")


def test_an_encrypted_store_shows_nothing(path: str) -> None:
    pytest.importorskip("cryptography")
    with SqliteStore(path, key=KEY, encrypt=True) as store:
        (lease,) = create(store, new_job(definition=b"very secret text", metadata=b"very secret text"))
        commit(store, lease, {"password": "very secret text"}, "very secret text", reason=b"very secret text")
        assert store.find_job(1).metadata == store.find_job(1).reason == b"very secret text"
        assert value_of(store, 1) == {"password": "very secret text"}
        assert store.read_definition(1) == b"very secret text"
        commit(store, lease, {"password": "very secret text", "more": "x" * 20_000})
    assert b"secret" not in Path(path).read_bytes()
    flip(path, "chunks")
    with SqliteStore(path, key=KEY, encrypt=True) as store:
        refused(lambda: store.read_head(1), "damaged")


def test_a_snapshot_checks_its_chunks_itself(path: str) -> None:
    filled(path)
    with SqliteStore(path) as store:
        found = store.read_head(1).snapshot
        assert found is not None
        name = found.names[0]
        with pytest.raises(DamagedRecord):
            load(found._replace(chunks={name: found.chunks[name] + b"x"}))
