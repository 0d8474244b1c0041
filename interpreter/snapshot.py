"""Turns values into chunks of bytes and back: the only file that pickles, and only plain tuples, lists, dicts and atoms.

The bytes hold no class path and no code; reading them can neither import nor call anything, since the unpickler refuses
every name. `snapshot_table.py` says how each class is saved, `snapshot_write.py` and `snapshot_read.py` walk.
"""

import copyreg
import gc
import io
import pickle
import zlib
from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

import perdure.interpreter.snapshot_families
import perdure.interpreter.snapshot_instances  # noqa: F401  # enters the language's values in the table
from perdure.interpreter.records import FORMAT, CannotSave, DamagedRecord, MissingName, Snapshot
from perdure.interpreter.snapshot_path import find_path, type_name
from perdure.interpreter.snapshot_read import Reader, refuse
from perdure.interpreter.snapshot_table import (
    ATOMS,
    Resolve,
    register,
    register_leaf,
    register_named,
    register_slots,
    register_whole,
)
from perdure.interpreter.snapshot_write import Section, Unsaveable, Writer

CAREFUL_BYTES = 32_768  # a state beyond this is looked through for large parts that may be written apart
CHUNK_MIN, CHUNK_MAX = 4_096, 65_536  # bytes of small roots that share a chunk
NAME_BYTES = 16

_TREES = bytes([FORMAT, 1])  # a chunk of pickled sections, one behind the other
_TEXT = bytes([FORMAT, 2])  # a large string
_BYTES = bytes([FORMAT, 3])  # large bytes


def name_of(chunk: bytes) -> bytes:
    """Gives the name that a chunk is kept under: the digest of its bytes."""
    return blake2b(chunk, digest_size=NAME_BYTES).digest()


class Encoder:
    """Encodes the states of one job, one after the other; equal parts get equal names, so a store writes what is new."""

    def __init__(self, host_values: bool = False) -> None:
        """`host_values`: values of a Python host may go by cloudpickle."""
        self._host = _host_bytes if host_values else None
        self._numbers: dict[int, tuple[Any, int]] = {}
        self._next = 1
        self._careful = False
        self._strict = False
        self._texts: dict[int, tuple[Any, bytes]] = {}  # id -> (large leaf, its name): not digested again

    def dump(self, roots: Mapping[str, Any]) -> Snapshot:
        """Encodes all roots; sharing and cycles are kept, across roots too.

        Args:
            roots: name -> value, such as a branch each; values are not changed and must not change meanwhile.

        Raises:
            CannotSave: names a value that can't be saved; the encoder is as it was.
        """
        with _Uncollected():
            snapshot = self._tried(roots)
            if not self._careful and snapshot.size_bytes > CAREFUL_BYTES:
                self._careful = True
                snapshot = self._tried(roots)
            return snapshot

    def _tried(self, roots: Mapping[str, Any]) -> Snapshot:
        try:
            return self._dump(roots)
        except _NotPlain:  # small objects hold more than atoms here: look closer from now on
            self._strict = True
            return self._dump(roots)

    def _dump(self, roots: Mapping[str, Any]) -> Snapshot:
        chunks: dict[bytes, bytes] = {}
        texts: dict[int, tuple[Any, bytes]] = {}

        def keep_leaf(value: Any) -> bytes:
            data = _TEXT + value.encode("utf-8", "surrogatepass") if type(value) is str else _BYTES + value
            known = texts.get(id(value)) or self._texts.get(id(value))
            name = known[1] if known is not None else name_of(data)
            texts[id(value)] = (value, name)
            chunks[name] = data
            return name

        walk = Writer(self._numbers, self._next, self._careful, self._strict)
        walk.leaf, walk.host = keep_leaf, self._host
        try:
            sections = [walk.root(name, value) for name, value in roots.items()]
        except Unsaveable as bad:
            raise CannotSave(find_path(roots, bad.value), type_name(bad.value)) from None
        names = [_keep(chunks, group) for group in _grouped(sections)]
        names += [_keep(chunks, _TREES + _pickled(section)) for section in walk.apart]
        leaves = [name for name in chunks if name not in set(names)] if len(chunks) > len(names) else []
        self._numbers, self._next, self._texts = walk.numbers, walk.next, texts
        return Snapshot((*names, *leaves), chunks)


def load(snapshot: Snapshot, resolve: Resolve = refuse, host_values: bool = False) -> dict[str, Any]:
    """Decodes a state into the roots that it was made of, in their order.

    Args:
        resolve: called with (tag, name) for what was saved by name only.

    Raises:
        DamagedRecord: the bytes are not what `dump` gave. MissingName: something that is needed isn't there.
    """
    with _Uncollected():
        try:
            return _load(snapshot, resolve, _host_value if host_values else None)
        except (DamagedRecord, MissingName):
            raise
        except Exception as fault:  # any other is the work of bytes that no dump has made
            raise DamagedRecord(f"a saved state can't be read: {type(fault).__name__}") from fault


def _load(snapshot: Snapshot, resolve: Resolve, host: Callable[[bytes], Any] | None) -> dict[str, Any]:
    records: Section = {}
    for name in snapshot.names:
        chunk = snapshot.chunks[name]
        if name_of(chunk) != name:
            raise DamagedRecord("a chunk's checksum is wrong")
        if chunk[:2] == _TREES:
            for section in _unpickled(chunk):
                if type(section) is not dict:
                    raise DamagedRecord("a chunk holds something else than sections")
                records.update(section)
        elif chunk[:1] != _TREES[:1]:
            raise DamagedRecord(f"a chunk has format {chunk[0]}, this version reads {FORMAT}")
    reader = Reader(records, lambda name: _leaf(snapshot.chunks[name]), resolve, host)
    roots = {name: reader.root(name) for name in records if type(name) is str}
    reader.finish()
    return roots


def dump_value(value: Any, path: str = "$value", host_values: bool = False) -> bytes:
    """Encodes one value by itself (an output, metadata, an activity's result). CannotSave names what can't be saved."""
    if type(value) in ATOMS:
        return _TREES + _pickled(value)
    walk = Writer({}, 1, False, True)
    walk.host = _host_bytes if host_values else None
    try:
        section = walk.root("", value)
    except Unsaveable as bad:
        raise CannotSave(find_path({path: value}, bad.value), type_name(bad.value)) from None
    return _TREES + _pickled(section)


def load_value(data: bytes, resolve: Resolve = refuse, host_values: bool = False) -> Any:
    """Decodes what dump_value gave; DamagedRecord, MissingName as `load`."""
    if data[:2] != _TREES:
        raise DamagedRecord("a value has another format")
    trees = _unpickled(data)
    if len(trees) != 1:
        raise DamagedRecord("a saved value is cut off")
    tree = trees[0]
    if type(tree) is not dict:
        return tree
    try:
        reader = Reader(tree, lambda name: None, resolve, _host_value if host_values else None)
        value = reader.root("")
        reader.finish()
    except (DamagedRecord, MissingName):
        raise
    except Exception as fault:
        raise DamagedRecord(f"a saved value can't be read: {type(fault).__name__}") from fault
    return value


class _Uncollected:
    """Holds the garbage collector back: a walk makes nothing but live objects, which it would look through again and again."""

    __slots__ = ("was",)

    def __enter__(self) -> None:
        self.was = gc.isenabled()
        gc.disable()

    def __exit__(self, *_: object) -> None:
        if self.was:
            gc.enable()


# ---- bytes -----------------------------------------------------------------------------------------------------------


class _Plain(pickle.Unpickler):
    """Reads plain data only: any name of a module, class or function in the bytes is refused."""

    def find_class(self, module: str, name: str) -> Any:
        raise DamagedRecord("a saved state names code")


class _SlowPlain(pickle._Unpickler):
    """The same where some library has entered extension codes, which the quick reader would look up past find_class."""

    def find_class(self, module: str, name: str) -> Any:
        raise DamagedRecord("a saved state names code")

    def get_extension(self, code: int) -> None:
        raise DamagedRecord("a saved state names code")


class _NotPlain(Exception):
    """Something else than plain data has come as far as the pickler."""


class _PlainPickler(pickle.Pickler):
    """Writes plain data only."""

    def reducer_override(self, value: Any) -> Any:
        raise _NotPlain


def _pickled(tree: Any) -> bytes:
    out = io.BytesIO()
    pickler = _PlainPickler(out, 5)
    pickler.fast = True  # no memo: equal trees give equal bytes
    pickler.dump(tree)
    return out.getvalue()


def _unpickled(chunk: bytes) -> list[Any]:
    stream = io.BytesIO(chunk)
    stream.seek(2)
    reader = _SlowPlain if copyreg._extension_registry else _Plain  # type: ignore[attr-defined]
    found = []
    try:
        while stream.tell() < len(chunk):
            found.append(reader(stream).load())
    except DamagedRecord:
        raise
    except Exception as fault:
        raise DamagedRecord(f"a chunk can't be read: {type(fault).__name__}") from fault
    return found


def _keep(chunks: dict[bytes, bytes], chunk: bytes) -> bytes:
    name = name_of(chunk)
    chunks[name] = chunk
    return name


def _grouped(sections: list[Section]) -> list[bytes]:
    """Joins small sections to chunks. Where one ends depends on names only, so a new branch moves few ends."""
    groups: list[bytes] = []
    parts, size = [_TREES], 0
    for section in sections:
        data = _pickled(section)
        parts.append(data)
        size += len(data)
        if size >= CHUNK_MIN and (size >= CHUNK_MAX or zlib.crc32(next(iter(section)).encode()) & 7 == 0):
            groups.append(b"".join(parts))
            parts, size = [_TREES], 0
    if size:
        groups.append(b"".join(parts))
    return groups


def _leaf(chunk: bytes) -> Any:
    if chunk[:2] == _TEXT:
        return chunk[2:].decode("utf-8", "surrogatepass")
    if chunk[:2] == _BYTES:
        return chunk[2:]
    raise DamagedRecord("a leaf has another format")


def _host_bytes(value: Any) -> bytes:
    import cloudpickle  # type: ignore[import-untyped]  # an optional dependency

    return cloudpickle.dumps(value)  # type: ignore[no-any-return]


def _host_value(data: bytes) -> Any:
    return pickle.loads(data)  # only where the store's owner trusts its content with code


__all__ = [
    "CannotSave", "DamagedRecord", "Encoder", "MissingName", "Snapshot", "dump_value", "load", "load_value", "register",
    "register_leaf", "register_named", "register_slots", "register_whole",
]  # fmt: skip
