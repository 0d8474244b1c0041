"""What a saved state is made of: named chunks of bytes, and the errors of saving and loading.

The left side (`snapshot.py`) makes and reads the bytes, the right side (`runtime/stores/`) keeps them; this file is all
that they share. Knows nothing of what the bytes mean nor where they lie.
"""

from collections.abc import Mapping
from typing import NamedTuple

FORMAT = 1  # of the bytes inside chunks and encoded values; a newer one is refused, never guessed at


class Snapshot(NamedTuple):
    """A whole state: `names` of all its chunks in order, `chunks` name -> bytes.

    A name is the digest of the bytes, so a chunk that did not change keeps its name and is not written again. What
    `dump` gives may leave out the bytes of chunks that the same encoder gave before; what a store gives back is whole.
    """

    names: tuple[bytes, ...]
    chunks: Mapping[bytes, bytes]

    @property
    def size_bytes(self) -> int:
        """Gives how many bytes the present chunks have together."""
        return sum(map(len, self.chunks.values()))


class CannotSave(Exception):
    """A value that no checkpoint can hold; `path` as a script would write it (`$cfg.Session.Socket`)."""

    def __init__(self, path: str, type_name: str) -> None:
        super().__init__(f"The value of {path} ({type_name}) cannot be saved in a checkpoint.")
        self.path = path
        self.type_name = type_name


class DamagedRecord(Exception):
    """Bytes that are not what was saved: a wrong checksum, a cut end, an unknown tag, a newer format."""


class MissingName(Exception):
    """A saved state names something that is not there now: a module, a type, a host's object."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"The saved state needs the {kind} '{name}', which was not found.")
        self.kind = kind
        self.name = name
