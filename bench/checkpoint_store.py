"""What a checkpoint costs below the language: encoding and commit, in raw durable SQLite commits of the same bytes.

The state is 100 variables, half scalars and half hashtables of ten entries, all changed each time; both kinds of commit
take turns in one run. `python bench/checkpoint_store.py [--folder DIR]`; checkpoint.py measures the same from a script.
"""

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from perdure.interpreter.snapshot import Encoder
from perdure.interpreter.values.collections import Hashtable
from perdure.runtime.stores.errors import Owner
from perdure.runtime.stores.protocol import Ack, Delta, NewJob, Request
from perdure.runtime.stores.sqlite import SqliteStore

ROUNDS, WARM_UP = 200, 50
RATIO_MAX = 4.0


def variables(turn: int) -> dict[str, Any]:
    """Gives 100 variables, each different in every turn."""
    scalars = {f"scalar{n}": turn * 100 + n if n % 2 else f"text {turn} of {n}" for n in range(50)}
    tables = {
        f"table{n}": Hashtable([(f"Key{k}", turn + k if k % 2 else f"value {turn} {n} {k}") for k in range(10)])
        for n in range(50)
    }
    return {**scalars, **tables}


def file_system(folder: str) -> str:
    """Gives type and device of the file system that a folder is on."""
    real, best, found = os.path.realpath(folder), "", "unknown"
    try:
        lines = Path("/proc/self/mounts").read_text().splitlines()
    except OSError:
        return found
    for line in lines:
        device, place, kind = line.split()[:3]
        if (real + "/").startswith(place.rstrip("/") + "/") and len(place) >= len(best):
            best, found = place, f"{kind} ({device} at {place})"
    return found


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Raw:
    """The yardstick: one row of the same bytes, one durable commit."""

    def __init__(self, path: str) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("PRAGMA synchronous = FULL")
        self.db.execute("CREATE TABLE raw(id INTEGER PRIMARY KEY, body BLOB)")

    def commit(self, body: bytes) -> None:
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("INSERT INTO raw(body) VALUES(?)", (body,))
        self.db.execute("COMMIT")


def measure(folder: str) -> dict[str, float]:
    """Gives the medians in seconds: checkpoint, its encoding and its commit, the raw commit; and their ratio."""
    store, raw, encoder = SqliteStore(os.path.join(folder, "ours.db")), Raw(os.path.join(folder, "raw.db")), Encoder()
    owner = Owner(os.getpid(), os.uname().nodename, 1)
    (lease,) = store.create_jobs([NewJob("bench", "Test-Bench")], owner)
    times: dict[str, list[float]] = {"encode": [], "commit": [], "checkpoint": [], "raw": []}
    size = 0
    for turn in range(WARM_UP + ROUNDS):
        state = variables(turn)
        start = time.perf_counter()
        snapshot = encoder.dump({"branch": state})
        between = time.perf_counter()
        (answer,) = store.commit([Request(lease, Delta(turn, snapshot, state="Running"))])
        end = time.perf_counter()
        if not isinstance(answer, Ack):
            sys.exit(f"a commit was refused: {answer}")
        body = b"".join(snapshot.chunks.values())
        size = len(body)
        times["encode"].append(between - start)
        times["commit"].append(end - between)
        times["checkpoint"].append(end - start)
        times["raw"].append(timed(lambda body=body: raw.commit(body)))  # type: ignore[misc]
    store.close()
    medians = {name: statistics.median(values[WARM_UP:]) for name, values in times.items()}
    return {**medians, "ratio": medians["checkpoint"] / medians["raw"], "bytes": size}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--folder", help="where the files are made; a disk, not memory", default=os.getcwd())
    given = asked.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        found = measure(folder)
        print(f"checkpoint of 100 variables on {file_system(folder)}, median of {ROUNDS}:")
    print(
        f"  {found['checkpoint'] * 1e6:7.0f} us   (encode {found['encode'] * 1e6:.0f}, commit {found['commit'] * 1e6:.0f})"
    )
    print(f"  {found['raw'] * 1e6:7.0f} us   a raw durable commit of the same {found['bytes']:.0f} bytes")
    print(f"  {found['ratio']:7.2f}      ratio, at most {RATIO_MAX:g}")
    return 0 if found["ratio"] <= RATIO_MAX else 1


if __name__ == "__main__":
    sys.exit(main())
