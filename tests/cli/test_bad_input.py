"""Bad input at the command line: a message of a line or two that says what to do, a status, no traceback, nothing lost."""

import contextlib
import json
import os
import resource
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

WORKFLOW = """\
workflow Test-It {
    $n = 1
    'one'
    Checkpoint-Workflow
    'two'
    Suspend-Workflow
    'three'
}
"""


class Line:
    """Runs perdure in a folder with a store of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = folder / "jobs.db"

    def __call__(self, *arguments: str, limit_bytes: int | None = None) -> "subprocess.CompletedProcess[str]":
        def limit() -> None:
            if limit_bytes is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

        return subprocess.run(
            [sys.executable, "-m", "perdure", *arguments],
            cwd=self.folder,
            env={**os.environ, "PERDURE_STORE": str(self.store), "NO_COLOR": "1"},
            capture_output=True,
            text=True,
            timeout=60,
            preexec_fn=limit,
            stdin=subprocess.DEVNULL,
        )

    def refused(self, *arguments: str, says: str, status: int | None = None, limit_bytes: int | None = None) -> None:
        """Holds that perdure refuses: a status, a short message with `says` in it, no traceback."""
        done = self(*arguments, limit_bytes=limit_bytes)
        assert done.returncode != 0
        if status is not None:
            assert done.returncode == status
        assert says in done.stderr, done.stderr
        assert "Traceback" not in done.stderr
        remarks = [line for line in done.stderr.splitlines() if line.startswith("perdure: ")]
        assert len(remarks) <= 2 and len(done.stderr.splitlines()) <= 9, done.stderr  # a record shows its line

    def suspended(self) -> None:
        """Leaves job 1 suspended behind two checkpoints."""
        (self.folder / "Test-It.ps1").write_text(WORKFLOW)
        assert self("run", "Test-It.ps1").returncode == 3

    def completes(self) -> None:
        """Holds that job 1 goes on and has lost nothing."""
        done = self("resume", "1")
        assert (done.returncode, done.stdout) == (0, "three\n"), done.stderr
        assert json.loads(self("output", "1", "--json").stdout) == ["one", "two", "three"]


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


@pytest.mark.parametrize("command", [[], ["run"]])
def test_files_that_are_no_scripts(line: Line, command: list[str]) -> None:
    (line.folder / "unparsable.ps1").write_text("'a'\nif (1) {\n'b'\n")
    (line.folder / "folder.ps1").mkdir()
    (line.folder / "binary.ps1").write_bytes(os.urandom(2000) + b"\0" * 50)
    line.refused(*command, "unparsable.ps1", says="unparsable.ps1:2", status=1)
    line.refused(*command, "missing.ps1", says="missing.ps1", status=64)
    line.refused(*command, "folder.ps1", says="directory")
    line.refused(*command, "binary.ps1", says="binary")


def test_a_script_that_needs_a_missing_module(line: Line) -> None:
    (line.folder / "needs.ps1").write_text("#Requires -Modules NoSuchModule\n'ran'\n")
    line.refused("needs.ps1", says="NoSuchModule", status=1)
    (line.folder / "using.ps1").write_text("using module ./Gone.psm1\nworkflow W { 1 }\n")
    line.refused("run", "using.ps1", says="Gone.psm1")


@pytest.mark.parametrize("command", ["resume", "show", "output", "suspend", "stop", "rm"])
def test_an_unknown_job(line: Line, command: str) -> None:
    line.suspended()
    line.refused(command, "99", says="99", status=4)
    line.refused(command, "no-number", says="no-number", status=4)
    line.refused(command, says=command, status=64)
    line.completes()


def test_a_file_that_is_no_store(line: Line) -> None:
    (line.folder / "Test-It.ps1").write_text(WORKFLOW)
    for content in (b"just text", b"\0" * 5000, b"SQLite format 3\0" + b"x" * 4000):
        line.store.write_bytes(content)
        line.refused("jobs", says="not a store", status=4)
        line.refused("run", "Test-It.ps1", says="not a store", status=4)
        assert line.store.read_bytes() == content
    line.store = line.folder
    line.refused("jobs", says="directory", status=4)


def test_a_store_of_a_newer_format(line: Line) -> None:
    line.suspended()
    with contextlib.closing(sqlite3.connect(line.store)) as db:
        (format_,) = db.execute("PRAGMA user_version").fetchone()
        db.execute(f"PRAGMA user_version = {format_ + 1}")
    line.refused("resume", "1", says="newer", status=4)
    with contextlib.closing(sqlite3.connect(line.store)) as db:
        db.execute(f"PRAGMA user_version = {format_}")
    line.completes()


def test_a_store_that_is_locked(line: Line) -> None:
    line.suspended()
    with contextlib.closing(sqlite3.connect(line.store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        line.refused("resume", "1", says="lock", status=4)
        other.execute("ROLLBACK")
    line.completes()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_store_that_is_read_only(line: Line) -> None:
    line.suspended()
    line.folder.chmod(0o555)
    line.store.chmod(0o444)
    line.refused("resume", "1", says="read-only", status=4)
    line.folder.chmod(0o755)
    line.store.chmod(0o644)
    line.completes()


def test_a_disk_that_is_full(line: Line) -> None:
    line.suspended()
    big = "workflow Test-Big { $x = 'a' * 3000000; 'before'; Checkpoint-Workflow; 'after' }\n"
    (line.folder / "Test-Big.ps1").write_text(big.replace("'a' * 3000000", "-join (1..300000)"))
    line.refused("run", "Test-Big.ps1", says="perdure: ", limit_bytes=400_000)
    line.completes()


def test_a_checkpoint_with_a_flipped_bit(line: Line) -> None:
    line.suspended()
    with contextlib.closing(sqlite3.connect(line.store, isolation_level=None)) as db:
        rowid, body = db.execute("SELECT rowid, body FROM checkpoints ORDER BY rowid DESC").fetchone()
        broken = bytearray(body)
        broken[len(body) // 2] ^= 4
        db.execute("UPDATE checkpoints SET body = ? WHERE rowid = ?", (bytes(broken), rowid))
    line.refused("resume", "1", says="heckpoint", status=4)
    assert "one" in line("output", "1").stdout
    with contextlib.closing(sqlite3.connect(line.store, isolation_level=None)) as db:
        db.execute("UPDATE checkpoints SET body = ? WHERE rowid = ?", (body, rowid))
    line.completes()


def test_a_value_that_cannot_be_saved_is_named(line: Line) -> None:
    text = """\
workflow Test-Live {
    $good = 1
    Checkpoint-Workflow
    $cfg = @{ Session = @{ Socket = (InlineScript { 1 }) } }
    $cfg.Session.Socket = New-Object System.Net.Sockets.TcpClient
    Checkpoint-Workflow
    'not reached'
}
"""
    (line.folder / "Test-Live.ps1").write_text(text)
    done = line("run", "Test-Live.ps1")
    assert done.returncode == 1
    assert "$cfg.Session.Socket" in done.stderr and "Traceback" not in done.stderr
    (job,) = json.loads(line("jobs", "--json").stdout)
    assert (job["state"], job["checkpoints"] >= 2) == ("Failed", True)
