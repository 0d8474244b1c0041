"""Automation assets: variables, credentials, connections, certificates, in one file that all processes share.

A file is read and written under a lock that dies with its process; writing replaces it in one step, flushed to the disk
first, so that a reader sees the old or the new and a change that was acknowledged stays. How a file holds assets is the
business of assets_plain.py and assets_sealed.py. Knows nothing of cmdlets.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from typing import Any

FILE_VARIABLE = "PERDURE_ASSETS"
PLAIN = (".json", ".yaml", ".yml", ".toml")
KINDS = ("variable", "credential", "connection", "certificate")

Entries = dict[str, dict[str, dict[str, Any]]]  # kind -> name as written -> what the asset holds


class AssetError(Exception):
    """Assets can't be read or written: the message says why and what to do."""


class Assets:
    """The assets of one file. Subclasses say how bytes become entries and back."""

    def __init__(self, path: str) -> None:
        self.path = path

    def decode(self, data: bytes) -> Entries:
        """Gives the entries that a file's bytes hold."""
        raise NotImplementedError

    def encode(self, entries: Entries) -> bytes:
        """Gives the bytes of a file with these entries."""
        raise NotImplementedError

    def read(self) -> Entries:
        """Gives all assets; none where there is no file.

        Raises:
            AssetError: the file can't be read.
        """
        try:
            with open(self.path, "rb") as file:
                data = file.read()
        except FileNotFoundError:
            return {kind: {} for kind in KINDS}
        except OSError as error:
            raise AssetError(f"The assets in {self.path} can't be read: {error.strerror}.") from None
        return self.decode(data)

    def get(self, kind: str, name: str) -> dict[str, Any] | None:
        """Gives an asset, its name without regard to case; None where there is none."""
        return named(self.read()[kind], name)

    def change(self, work: Callable[[Entries], Any]) -> Any:
        """Lets `work` change the entries and writes what it leaves behind; nobody else changes them meanwhile.

        Returns: what `work` gives. Raises: AssetError; what `work` raises, and then nothing is written.
        """
        try:
            os.makedirs(os.path.dirname(self.path) or ".", exist_ok=True)
            with locked(self.path + ".lock"):
                entries = self.read()
                given = work(entries)
                replace(self.path, self.encode(entries))
                return given
        except OSError as error:
            raise AssetError(f"The assets in {self.path} can't be written: {error.strerror}.") from None

    def put(self, kind: str, name: str, entry: dict[str, Any]) -> None:
        """Enters an asset; one of the same name goes."""

        def work(entries: Entries) -> None:
            enter(entries, kind, name, entry)

        self.change(work)


def enter(entries: Entries, kind: str, name: str, entry: dict[str, Any]) -> None:
    """Puts an asset among entries, in the place of one of the same name."""
    remove(entries, kind, name)
    entries[kind][name] = entry


def remove(entries: Entries, kind: str, name: str) -> bool:
    """Takes an asset out; False where there is none."""
    found = [n for n in entries[kind] if n.lower() == name.lower()]
    for n in found:
        del entries[kind][n]
    return bool(found)


def named(assets: Mapping[str, dict[str, Any]], name: str) -> dict[str, Any] | None:
    """Gives the asset of a name without regard to case."""
    return next((entry for n, entry in assets.items() if n.lower() == name.lower()), None)


@contextmanager
def locked(path: str) -> Iterator[None]:
    """Holds a lock that the system drops with the process."""
    import fcntl

    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace(path: str, data: bytes) -> None:
    """Writes a file in one step: the new one is on the disk before it takes the old one's name."""
    beside = f"{path}.{os.getpid()}.new"
    mode = os.stat(path).st_mode & 0o777 if os.path.exists(path) else 0o600
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)
    os.replace(beside, path)
    folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def default_path(environ: Mapping[str, str]) -> str:
    """Gives the file of the user's assets: the variable PERDURE_ASSETS, else one beside the user's jobs."""
    given = environ.get(FILE_VARIABLE)
    if given:
        return os.path.abspath(given)
    import platformdirs

    return os.path.join(platformdirs.user_state_dir("perdure", appauthor=False), "assets.sealed")


def open_assets(environ: Mapping[str, str], path: str | None = None) -> Assets:
    """Gives the assets of a file: a plain one by its ending (.json, .yaml, .toml), any other is sealed with the key.

    Raises:
        AssetError: there is no key for a sealed file.
    """
    where = path if path is not None else default_path(environ)
    plain = where.lower().endswith(PLAIN)
    module = import_module("perdure.runtime.assets_plain" if plain else "perdure.runtime.assets_sealed")
    made: Assets = module.open_file(where, environ)
    return made
