"""The stores that every contract test runs over, and small makers of jobs and snapshots."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perdure.interpreter.snapshot import Encoder
from perdure.runtime.stores.errors import Owner
from perdure.runtime.stores.faulty import FaultyStore, Plan
from perdure.runtime.stores.memory import MemoryStore
from perdure.runtime.stores.protocol import Store
from perdure.runtime.stores.sqlite import SqliteStore

KEY = bytes(range(32))
ME = Owner(os.getpid(), os.uname().nodename, 1_700_000_000_000)

Maker = Callable[[Path], Store]
MAKERS: dict[str, Maker] = {
    "memory": lambda path: MemoryStore(),
    "sqlite": lambda path: SqliteStore(str(path)),
    "sqlite-keyed": lambda path: SqliteStore(str(path), key=KEY),
    "faultless": lambda path: FaultyStore(SqliteStore(str(path)), Plan("drop", 0)),
}


@pytest.fixture(params=list(MAKERS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A fresh store of each kind."""
    made = MAKERS[request.param](tmp_path / "s.db")
    yield made
    made.close()


@pytest.fixture
def path(tmp_path: Path) -> str:
    """The path of a store that isn't there yet."""
    return str(tmp_path / "s.db")


@pytest.fixture
def encoder() -> Encoder:
    return Encoder()
