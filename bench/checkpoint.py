"""Measures a checkpoint of a hundred variables beside raw durable SQLite commits of the same bytes, on the same disk.

A workflow changes all its variables (half of them numbers and strings, half tables of ten entries), makes a checkpoint, puts
out how long that took, and has a plain insert of as many bytes made, in a transaction of its own with synchronous=FULL: two
hundred times. So both take turns, in one process and with the same disk, and neither finds the machine warmer.
"""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from pathlib import Path

import perdure
from perdure.runtime.stores.sqlite import SqliteStore

BUILD = Path(__file__).resolve().parents[1] / "build"
ROUNDS, WARM_UP = 200, 20
RATIO_MAX = 4.0


def script(rounds: int) -> str:
    """Gives the workflow's text."""
    lines = ["workflow Measure-Checkpoint {", f"    foreach ($round in 1..{rounds}) {{"]
    for i in range(25):
        lines.append(f"        $number{i} = $round * {i + 1}")
        lines.append(f'        $text{i} = "value {i} of round $round"')
    for i in range(50):
        entries = "; ".join(f"k{k} = $round + {k}" if k % 2 else f'k{k} = "{i} $round"' for k in range(10))
        lines.append(f"        $table{i} = @{{ {entries} }}")
    lines += [
        "        $began = [System.Diagnostics.Stopwatch]::GetTimestamp()",
        "        Checkpoint-Workflow",
        "        $ended = [System.Diagnostics.Stopwatch]::GetTimestamp()",
        "        Write-Output ($ended - $began)",
        "        Write-RawCommit",
        "    }",
        "}",
        "Measure-Checkpoint -AsJob | Wait-Job | Receive-Job",
        "[System.Diagnostics.Stopwatch]::Frequency",
    ]
    return "\n".join(lines) + "\n"


def checkpoints(folder: Path, rounds: int) -> tuple[list[float], int]:
    """Gives the seconds of each checkpoint, and the bytes of one."""
    store = folder / "jobs.db"
    store.unlink(missing_ok=True)
    result = perdure.run(script(rounds), store=store)
    if result.error or result.errors:
        raise SystemExit(f"the workflow failed: {result.error or result.errors[0]}")
    *ticks, frequency = result.output
    with SqliteStore(str(store)) as opened:
        child = max(opened.list_jobs(), key=lambda job: job.checkpoints)
    return [t / frequency for t in ticks], child.encoded_bytes // max(1, child.checkpoints)


class Raw:
    """The yardstick: plain durable commits of some bytes, called by the workflow between its checkpoints."""

    def __init__(self, folder: Path) -> None:
        self.size_bytes = 1
        self.seconds: list[float] = []
        self.database = plain_database(folder)
        perdure.cmdlet("Write-RawCommit")(self.commit)

    def commit(self) -> None:
        body = os.urandom(self.size_bytes)
        began = time.perf_counter()
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute("INSERT INTO t (body) VALUES (?)", (body,))
        self.database.execute("COMMIT")
        self.seconds.append(time.perf_counter() - began)


def plain_database(folder: Path) -> sqlite3.Connection:
    """Makes the database that the plain commits go to."""
    database = sqlite3.connect(folder / "raw.db", isolation_level=None, check_same_thread=False)
    for statement in (
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "CREATE TABLE t (id INTEGER PRIMARY KEY, body BLOB)",
    ):
        database.execute(statement)
    return database


def file_system(folder: Path) -> str:
    """Gives the type of the file system that a folder lies on."""
    best, kind = "", "unknown"
    for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines() if Path("/proc/mounts").exists() else []:
        _, where, found, *_ = line.split()
        if (str(folder) + "/").startswith(where.rstrip("/") + "/") and len(where) >= len(best):
            best, kind = where, found
    return kind


def main() -> int:
    """Prints the figures; exit status 1 where a checkpoint costs more than it may."""
    BUILD.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILD) as name:
        folder = Path(name)
        raw = Raw(folder)
        _, raw.size_bytes = checkpoints(folder, WARM_UP)
        raw.seconds.clear()
        all_ours, size_bytes = checkpoints(folder, WARM_UP + ROUNDS)
        raw.database.close()
        ours, plain = statistics.median(all_ours[WARM_UP:]), statistics.median(raw.seconds[WARM_UP:])
        kind = file_system(folder)
    print(f"checkpoint: 100 variables, {size_bytes} bytes, file system {kind}, median of {ROUNDS}")
    print(
        f"  ours {ours * 1000:.2f} ms, raw commit {plain * 1000:.2f} ms: {ours / plain:.2f} commits (at most {RATIO_MAX:g})"
    )
    return 0 if ours / plain <= RATIO_MAX else 1


if __name__ == "__main__":
    sys.exit(main())
