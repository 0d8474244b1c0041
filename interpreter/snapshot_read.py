"""Turns trees of plain data back into values: first all objects, empty, then their contents, so that cycles close.

Works through a queue, so depth costs no stack. A tree that no `Writer` can have made raises DamagedRecord. Knows no bytes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from perdure.interpreter.records import DamagedRecord, MissingName
from perdure.interpreter.snapshot_table import ATOMS, EXTRA, HOST, REF, TEXT, Entry, Resolve, tagged


def refuse(kind: str, name: str) -> Any:
    """Stands for a resolver where there is none."""
    raise MissingName(kind, name)


class Reader:
    """One load: `records` number -> tree of all sections, `texts` name -> large leaf."""

    __slots__ = ("records", "texts", "built", "queue", "pending", "resolve", "host")

    def __init__(
        self,
        records: Mapping[Any, Any],
        texts: Callable[[bytes], Any],
        resolve: Resolve = refuse,
        host: Callable[[bytes], Any] | None = None,
    ) -> None:
        self.records = records
        self.texts = texts
        self.resolve = resolve
        self.host = host
        self.built: dict[Any, Any] = {}
        self.queue: list[tuple[Entry, Any, list[Any], int]] = []
        self.pending: list[tuple[Entry, Any, Any]] = []

    def root(self, name: Any) -> Any:
        """Gives the value of a root; usable after `finish`."""
        tree = self.records[name]
        if type(tree) is not list or len(tree) != 2:
            raise DamagedRecord("a root is not as it was written")
        return self.value(tree[1])

    def finish(self) -> None:
        """Fills everything that the roots refer to."""
        queue, at = self.queue, 0
        while at < len(queue):
            entry, made, tree, start = queue[at]
            at += 1
            if entry.raw:
                if len(tree) != 2:
                    raise DamagedRecord("an object has a part too many")
                self.pending.append((entry, made, tree[1]))
                continue
            parts = self.parts(tree, start)
            if entry.tag == "l":
                made += parts
            else:
                self.pending.append((entry, made, parts))
        for entry, made, parts in reversed(self.pending):  # what was made last is referred to by what was made before
            assert entry.fill is not None
            entry.fill(made, parts)

    def parts(self, tree: list[Any], start: int = 1) -> list[Any]:
        """Gives the values of an object's parts."""
        parts = tree[start:]
        if ATOMS.issuperset(map(type, parts)):
            return parts
        return [part if type(part) in ATOMS else self.value(part) for part in parts]

    def value(self, tree: Any) -> Any:
        """Gives the value that a tree stands for, its object still empty."""
        kind = type(tree)
        if kind is tuple:
            tag, plain = tree
            if tag == REF:
                return self.record(plain)
            if tag == TEXT:
                return self.texts(plain)
            if tag == HOST:
                if self.host is None:
                    raise MissingName("value of the Python host", "cloudpickle")
                return self.host(plain)
            entry = tagged(tag)
            if entry.back is None:
                raise DamagedRecord(f"{tag!r} is no leaf")
            return entry.back(self.resolve, plain) if entry.named else entry.back(plain)
        if kind is list:
            return self.made(tree)
        if kind in ATOMS:
            return tree
        raise DamagedRecord(f"a tree holds a {kind.__name__}")

    def record(self, number: int) -> Any:
        """Gives a record's value, made once."""
        built = self.built
        if number in built:
            return built[number]
        tree = self.records[number]
        if type(tree) is not list:
            raise DamagedRecord("a record is no object")
        return self.made(tree, number)

    def made(self, tree: list[Any], number: int = 0) -> Any:
        """Makes the object of a tree; its parts wait in the queue."""
        tag, start, extra = tree[0], 1, None
        if tag == REF:
            return self.record(tree[1])
        if tag == EXTRA:
            extra, tag, start = tree[1], tree[2], 3
        entry = tagged(tag)
        if entry.open is not None:
            value = entry.open(self.resolve, tree[start])
            self.queue.append((entry, value, tree, start + 1))
        elif entry.create is not None:
            value = entry.create()
            self.queue.append((entry, value, tree, start))
        elif entry.make is not None:
            value = entry.make(self.parts(tree, start))
        elif entry.back is not None:
            value = entry.back(tree[start])
        else:
            raise DamagedRecord(f"{tag!r} can't be made")
        if number:
            self.built[number] = value
        if extra is not None:
            value.ext = self.value(extra)
        return value
