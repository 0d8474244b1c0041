"""Durable stores of jobs. `open_store` is the door: it chooses by what it is given and imports the chosen one only then."""

import os
from collections.abc import Mapping

from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Store

STORE_VARIABLE = "PERDURE_STORE"
KEY_VARIABLE = "PERDURE_STORE_KEY"  # hexadecimal, 16 bytes or more
ENCRYPT_VARIABLE = "PERDURE_STORE_ENCRYPT"
FAULT_VARIABLE = "PERDURE_FAULT"


def default_store_path(environ: Mapping[str, str] | None = None) -> str:
    """Gives the path of the user's own store: the variable PERDURE_STORE, else one file in the user's state folder."""
    named = (os.environ if environ is None else environ).get(STORE_VARIABLE)
    if named:
        return named
    import platformdirs

    return os.path.join(platformdirs.user_state_dir("perdure", appauthor=False), "perdure.db")


def open_store(path: "str | os.PathLike[str] | None", environ: Mapping[str, str] | None = None) -> Store:
    """Opens a store.

    Args:
        path: of an SQLite file, which is made where there is none; None = in memory, gone with the process.
        environ: PERDURE_STORE_KEY (hexadecimal) authenticates records, PERDURE_STORE_ENCRYPT=1 encrypts them as well,
            PERDURE_FAULT injects faults (see faulty.py).

    Raises:
        StoreError: says in a line or two what is wrong with the file, which is left as it is.
    """
    given = os.environ if environ is None else environ
    store: Store
    if path is None:
        from perdure.runtime.stores.memory import MemoryStore

        store = MemoryStore()
    else:
        from perdure.runtime.stores.sqlite import SqliteStore

        store = SqliteStore(os.fspath(path), _key(given), given.get(ENCRYPT_VARIABLE) == "1")
    fault = given.get(FAULT_VARIABLE)
    if fault:
        from perdure.runtime.stores.faulty import FaultyStore, Plan

        store = FaultyStore(store, Plan.parse(fault))
    return store


def _key(environ: Mapping[str, str]) -> bytes | None:
    text = environ.get(KEY_VARIABLE)
    if not text:
        return None
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise StoreError(
            "key", f"{KEY_VARIABLE} is not hexadecimal.", "It needs 32 hexadecimal digits or more."
        ) from None
