"""A commit is on the disk before it is acknowledged: seen in the system calls of a real process, no tool needed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stores.syncwatch import CALLS

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.timeout(60),
    pytest.mark.skipif(sys.platform != "linux" or os.uname().machine not in CALLS, reason="ptrace as Linux has it"),
]


def watched(*words: object) -> list[str]:
    """Gives the events of a worker."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.stores.syncwatch", sys.executable, "-m", "tests.stores.worker", *map(str, words)],
        cwd=ROOT, capture_output=True, text=True, timeout=50,
    )  # fmt: skip
    if "not allowed" in done.stderr:
        pytest.skip("this system forbids ptrace")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def synced(events: list[str], store: str) -> list[bool]:
    """Tells for each acknowledgement whether its commit was written, and synced after the last write, before it."""
    answers, state = [], ""
    for event in events:
        if event == f"write {store}-wal":
            state = "written"
        elif event == f"sync {store}-wal 0" and state == "written":
            state = "synced"
        elif event.startswith("said ack"):
            answers.append(state == "synced")
            state = ""
    return answers


@pytest.mark.parametrize("how", ["run", "writer"])
def test_the_disk_has_it_before_the_acknowledgement(path: str, how: str) -> None:
    events = watched("run", path, 0, 5) if how == "run" else watched("writer", path, 5)
    assert synced(events, os.path.basename(path)) == [True] * 5


def test_a_new_store_s_name_is_on_the_disk_too(tmp_path: Path) -> None:
    events = watched("run", tmp_path / "new" / "s.db", 0, 1)
    assert "sync new 0" in events[: events.index("said ack 1")]


def test_the_watcher_notices_a_store_that_does_not_sync(path: str) -> None:
    assert True not in synced(watched("unsafe", path), os.path.basename(path))
