"""Measures a checkpoint of a hundred variables beside raw durable SQLite commits of the same bytes, on the same disk.

A workflow changes all its variables (half of them numbers and strings, half tables of ten entries), makes a checkpoint, and
puts out how long that took, two hundred times. The median of those is compared with the median of plain inserts of as many
bytes, each in a transaction of its own with synchronous=FULL. Both take turns in blocks, since a disk has better times and
worse ones.
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

BUILD = Path(__file__).resolve().parents[1] / "build"
BLOCKS, WARM_UP = 10, 5  # blocks of rounds; rounds at the beginning of a block that don't count
ROUNDS = 200
RATIO_MAX = 4.0


def script() -> str:
    """Gives the workflow's text."""
    lines = ["workflow Measure-Checkpoint {", f"    foreach ($round in 1..{ROUNDS // BLOCKS + WARM_UP}) {{"]
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
        "    }",
        "}",
        "Measure-Checkpoint -AsJob | Wait-Job | Receive-Job",
        "[System.Diagnostics.Stopwatch]::Frequency",
    ]
    return "\n".join(lines) + "\n"


def checkpoints(folder: Path) -> tuple[list[float], int]:
    """Gives the seconds of a block of checkpoints, and the bytes of one."""
    (folder / "measure.ps1").write_text(script(), encoding="utf-8")
    store = folder / "jobs.db"
    store.unlink(missing_ok=True)
    environment = {**os.environ, "PERDURE_STORE": str(store)}

    def perdure(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "perdure", *arguments], capture_output=True, text=True, env=environment, cwd=folder
        )
        if done.returncode:
            raise SystemExit(f"perdure {' '.join(arguments)}: {done.stderr.strip()[:500]}")
        return done.stdout

    *ticks, frequency = perdure("measure.ps1").split()
    told: dict[str, Any] = json.loads(perdure("show", "1", "--json"))
    child = told["children"][0]
    seconds = [int(t) / int(frequency) for t in ticks[WARM_UP:]]
    return seconds, int(child["encodedBytes"]) // max(1, int(child["commits"]))


def raw(database: sqlite3.Connection, size_bytes: int) -> list[float]:
    """Gives the seconds of a block of plain durable commits of that many bytes."""
    taken = []
    for _ in range(ROUNDS // BLOCKS + WARM_UP):
        body = os.urandom(size_bytes)
        began = time.perf_counter()
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT INTO t (body) VALUES (?)", (body,))
        database.execute("COMMIT")
        taken.append(time.perf_counter() - began)
    return taken[WARM_UP:]


def plain_database(folder: Path) -> sqlite3.Connection:
    """Makes the database that the plain commits go to."""
    database = sqlite3.connect(folder / "raw.db", isolation_level=None)
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
        database = plain_database(folder)
        all_ours: list[float] = []
        all_plain: list[float] = []
        for _ in range(BLOCKS):
            seconds, size_bytes = checkpoints(folder)
            all_ours += seconds
            all_plain += raw(database, size_bytes)
        database.close()
        ours, plain = statistics.median(all_ours), statistics.median(all_plain)
        kind = file_system(folder)
    print(f"checkpoint: 100 variables, {size_bytes} bytes, file system {kind}, median of {ROUNDS}")
    print(
        f"  ours {ours * 1000:.2f} ms, raw commit {plain * 1000:.2f} ms: {ours / plain:.2f} commits (at most {RATIO_MAX:g})"
    )
    return 0 if ours / plain <= RATIO_MAX else 1


if __name__ == "__main__":
    sys.exit(main())
