"""Turns a graph of values into trees of plain data: one walk, sharing and cycles kept, deep and large things set apart.

A tree holds atoms, leaves `(tag, plain)` and objects `[tag, part, part ...]`. What is referred to twice (or is too deep,
or too large) becomes a numbered record, and `("@", number)` stands in its places. Knows no bytes.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.snapshot_table import ATOMS, BY_CLASS, EXTRA, HOST, REF, TEXT, Entry, entry_of

DEPTH_MAX = 40  # levels inside one record; deeper parts get one of their own, so no recursion limit is ever met
TEXTS = frozenset({str, bytes})
LARGE_TEXT = 1024  # characters or bytes from which a leaf is kept once by its content
LARGE_WEIGHT = 500  # values from which an object is a chunk of its own

Section = dict[Any, Any]  # a root's name or a record's number -> tree


class Unsaveable(Exception):
    """Met a value of a class that nobody registered; who asked finds the path."""

    def __init__(self, value: Any) -> None:
        super().__init__(type(value).__name__)
        self.value = value


class Writer:
    """One walk over some roots. `numbers` are those of the walk before, so that an object keeps its number."""

    __slots__ = (
        "memo",
        "numbers",
        "known",
        "next",
        "section",
        "later",
        "apart",
        "careful",
        "leaf",
        "host",
        "weight",
        "keep",
    )

    def __init__(self, known: dict[int, tuple[Any, int]], next_number: int, careful: bool) -> None:
        # id -> [object, where its tree stands, index there, its number or 0, its section]
        self.memo: dict[int, list[Any]] = {}
        self.known = known
        self.numbers: dict[int, tuple[Any, int]] = {}
        self.next = next_number
        self.section: Section = {}
        self.later: list[tuple[Any, int]] = []  # objects with a number that wait for their walk
        self.apart: list[Section] = []  # records that are large enough for a chunk of their own
        self.careful = careful  # looks for large parts; small states do without
        self.leaf: Callable[[Any], bytes] | None = None  # keeps a large leaf, gives its name
        self.host: Callable[[Any], bytes] | None = None  # cloudpickle, where it is allowed
        self.weight = 0
        self.keep: list[Any] = []  # lists made on the way: their ids must not be used again during the walk

    def root(self, name: str, value: Any) -> Section:
        """Walks one root; gives its section (complete only after the last root's walk)."""
        holder: list[Any] = [""]  # it stays, so that a root that is shared can still be set apart
        section: Section = {name: holder}
        self.section = section
        self.parts([value], holder, 0)
        while self.later:
            deep, number = self.later.pop()
            before = self.weight
            tree = self.tree(deep, _entry(deep), 0)
            if self.careful and self.weight - before >= LARGE_WEIGHT:
                self.weight = before
                self.apart.append({number: tree})
            else:
                section[number] = tree
        return section

    def parts(self, values: list[Any], out: list[Any], depth: int) -> None:
        """Appends the trees of `values` to `out`."""
        careful = self.careful
        if careful:
            self.weight += len(values)
        if ATOMS.issuperset(map(type, values)) and not (careful and not TEXTS.isdisjoint(map(type, values))):
            out += values
            return
        memo, known, section, append = self.memo, self.known, self.section, out.append
        for value in values:
            kind = type(value)
            if kind in ATOMS:
                if careful and kind in TEXTS and len(value) >= LARGE_TEXT and self.leaf is not None:
                    value = (TEXT, self.leaf(value))
                append(value)
                continue
            entry = BY_CLASS.get(kind) or entry_of(kind)
            if entry is None:
                append(self.foreign(value))
                continue
            bare = not entry.members or value.ext is None
            if entry.leaf is not None and bare:
                append((entry.tag, entry.leaf(value)))
                continue
            key = id(value)
            seen = memo.get(key)
            if seen is not None:
                append((REF, seen[3] or self.promote(seen)))
                continue
            if depth < DEPTH_MAX and key not in known:
                memo[key] = entered = [value, out, len(out), 0, section]
                if not careful and bare and entry.quick is not None:
                    plain = entry.quick(value)
                    if plain is not None:
                        append([entry.quick_tag, plain])
                        continue
                append(None)
                self.inside(value, entry, entered, depth)
                continue
            number = self.number(value)
            memo[key] = [value, None, 0, number]
            append((REF, number))
            self.later.append((value, number))

    def inside(self, value: Any, entry: Entry, entered: list[Any], depth: int) -> None:
        """Walks an object that is met for the first time and puts its tree in its place."""
        before = self.weight
        tree = self.tree(value, entry, depth + 1)
        if entered[3]:  # met again inside itself
            entered[4][entered[3]] = tree
        else:
            entered[1][entered[2]] = tree
        if self.careful and self.weight - before >= LARGE_WEIGHT:
            self.weight = before
            self.set_apart(entered)

    def tree(self, value: Any, entry: Entry, depth: int) -> list[Any]:
        """Gives an object's tree. It must not be put anywhere before: `promote` knows where."""
        if entry.quick is not None and not self.careful and not (entry.members and value.ext is not None):
            plain = entry.quick(value)
            if plain is not None:
                return [entry.quick_tag, plain]
        tree: list[Any] = [entry.tag]
        if entry.members and value.ext is not None:
            tree = [EXTRA]
            self.parts([value.ext], tree, depth)
            tree.append(entry.tag)
        if entry.leaf is not None:
            tree.append(entry.leaf(value))
        else:
            if entry.head is not None:
                tree.append(entry.head(value))
            state = entry.state(value)
            self.keep.append(state)
            self.parts(state, tree, depth)
        return tree

    def number(self, value: Any) -> int:
        """Gives the object's number: the one that it had, or a new one."""
        known = self.known.get(id(value))
        number = known[1] if known is not None else self.next
        if known is None:
            self.next += 1
        self.numbers[id(value)] = (value, number)
        return number

    def promote(self, seen: list[Any]) -> int:
        """Makes a record of an object that is met a second time."""
        number: int = self.number(seen[0])
        place, index, section = seen[1], seen[2], seen[4]
        seen[3] = number
        section[number] = place[index]  # still None when it is met inside itself; `parts` puts it in then
        place[index] = (REF, number)
        return number

    def set_apart(self, entered: list[Any]) -> None:
        """Gives a large object a section, so that it is written only when it has changed itself."""
        number = entered[3] or self.promote(entered)
        tree = entered[4].pop(number)
        self.apart.append({number: tree})

    def foreign(self, value: Any) -> Any:
        """Gives the leaf of a Python host's own value, where that is allowed."""
        if self.host is None:
            raise Unsaveable(value)
        return (HOST, self.host(value))


def _entry(value: Any) -> Entry:
    entry = entry_of(type(value))
    if entry is None:
        raise Unsaveable(value)
    return entry
