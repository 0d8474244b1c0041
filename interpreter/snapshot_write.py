"""Turns a graph of values into trees of plain data: one walk, sharing and cycles kept, deep and large things set apart.

A tree holds atoms, leaves `(tag, plain)` and objects `[tag, part, part ...]`. What is referred to twice (or is too deep,
or too large) becomes a numbered record, and a tree with the tag `@` and the number stands in its places. Knows no bytes.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.snapshot_table import ATOMS, BY_CLASS, EXTRA, HOST, REF, TEXT, Entry, entry_of

DEPTH_MAX = 40  # levels inside one record; deeper parts get one of their own, so no recursion limit is ever met
FEW = 8  # up to so many values are looked at one by one at once
TEXTS = frozenset({str, bytes})
LARGE_TEXT = 1024  # characters or bytes from which a leaf is kept once by its content
LARGE_WEIGHT = 500  # values from which an object is a chunk of its own

WAITS = object()  # the last part of a tree that still holds its object itself
NOT_GROUPED: dict[type, Callable[[], list[Any]]] = {}
Section = dict[Any, Any]  # a root's name or a record's number -> tree


class Unsaveable(Exception):
    """Met a value of a class that nobody registered; who asked finds the path."""

    def __init__(self, value: Any) -> None:
        super().__init__(type(value).__name__)
        self.value = value


class Writer:
    """One walk over some roots. `known` are the numbers of the walk before, so that an object keeps its number."""

    __slots__ = (
        "memo", "open", "numbers", "known", "next", "section", "later", "pending", "apart", "careful", "strict", "leaf",
        "host", "weight", "keep",
    )  # fmt: skip

    def __init__(
        self, known: dict[int, tuple[Any, int]], next_number: int, careful: bool, strict: bool = False
    ) -> None:
        self.memo: dict[
            int, list[Any]
        ] = {}  # id of an object -> its tree, which becomes a reference once it is a record
        self.open: dict[int, int] = {}  # id of a tree that is not complete -> the number that its object got meanwhile
        self.known = known
        self.numbers: dict[int, tuple[Any, int]] = {}
        self.next = next_number
        self.section: Section = {}
        self.later: list[tuple[Any, int]] = []  # objects with a number that wait for their walk
        self.pending: dict[
            tuple[Entry, int], list[list[Any]]
        ] = {}  # trees that still hold their object, by kind and depth
        self.apart: list[Section] = []  # records that are large enough for a chunk of their own
        self.careful = careful  # looks for large parts; small states do without
        self.strict = strict  # looks at the class of everything; else who pickles refuses what isn't plain
        self.leaf: Callable[[Any], bytes] | None = None  # keeps a large leaf, gives its name
        self.host: Callable[[Any], bytes] | None = None  # cloudpickle, where it is allowed
        self.weight = 0
        self.keep: list[Any] = []  # lists made on the way: their ids must not be used again during the walk

    def root(self, name: str, value: Any) -> Section:
        """Walks one root; gives its section (complete only after the last root's walk)."""
        holder: list[Any] = [""]
        section: Section = {name: holder}
        self.section = section
        self.parts([value], holder, 0)
        self.settle()
        while self.later:
            deep, number = self.later.pop()
            before = self.weight
            tree: list[Any] = []
            section[number] = tree
            self.fill(tree, deep, _entry(deep), 0)
            self.settle()
            if self.careful and self.weight - before >= LARGE_WEIGHT:
                self.weight = before
                self.apart.append({number: section.pop(number)})
        return section

    def parts(self, values: list[Any], out: list[Any], depth: int) -> None:
        """Appends the trees of `values` to `out`."""
        one = self.one
        if self.careful:
            self.weight += len(values)
            text = self.text
            out += [text(v) if (kind := type(v)) in TEXTS else v if kind in ATOMS else one(v, depth) for v in values]
            return
        ready = NOT_GROUPED
        if len(values) > FEW:
            kinds = set(map(type, values)) - ATOMS
            if not kinds:
                out += values
                return
            if depth < DEPTH_MAX:
                ready = self.grouped(values, kinds)
        out += [v if (kind := type(v)) in ATOMS else ready[kind]() if kind in ready else one(v, depth) for v in values]

    def text(self, value: Any) -> Any:
        """Gives a text or bytes as it stands in a tree: large ones by the name that they are kept under."""
        return (TEXT, self.leaf(value)) if len(value) >= LARGE_TEXT and self.leaf is not None else value

    def one(self, value: Any, depth: int) -> Any:
        """Gives the tree of one value that is no atom."""
        kind = type(value)
        entry = BY_CLASS.get(kind) or entry_of(kind)
        if entry is None:
            return self.foreign(value)
        if entry.leaf is not None and not (entry.members and value.ext is not None):
            return (entry.tag, entry.leaf(value))
        key = id(value)
        seen = self.memo.get(key)
        if seen is not None:
            return (REF, self.again(value, seen))
        if depth >= DEPTH_MAX or key in self.known:
            number = self.number(value)
            self.memo[key] = [REF, number]
            self.later.append((value, number))
            return (REF, number)
        if entry.plains is not None and not self.careful:
            self.memo[key] = tree = [entry.quick_tag, value, WAITS]
            self.pending.setdefault((entry, depth), []).append(tree)
            return tree
        self.memo[key] = tree = []
        self.inside(tree, value, entry, depth)
        return tree

    def grouped(self, values: list[Any], kinds: set[type]) -> dict[type, Callable[[], list[Any]]]:
        """Makes the quick forms of all values of a kind at once, where each is met for the first time and holds atoms only.

        Gives for such kinds what hands out the next tree; values of other kinds are looked at one by one.
        """
        ready: dict[type, Callable[[], list[Any]]] = {}
        memo, known = self.memo, self.known
        for kind in kinds:
            entry = BY_CLASS.get(kind)
            if entry is None or entry.plains is None:
                continue
            group = [value for value in values if type(value) is kind]
            idents = list(map(id, group))
            if len(group) <= FEW or len(set(idents)) < len(idents):
                continue
            if not (memo.keys().isdisjoint(idents) and known.keys().isdisjoint(idents)):
                continue
            plains = entry.plains(group)
            if None in plains or not self.simple(entry, plains):
                continue
            tag = entry.quick_tag
            trees = [[tag, plain] for plain in plains]
            memo.update(zip(idents, trees, strict=True))
            ready[kind] = iter(trees).__next__
        return ready

    def settle(self) -> None:
        """Gives waiting objects their quick form, all of a kind at once; those that hold more than atoms are walked."""
        while self.pending:
            (entry, depth), trees = self.pending.popitem()
            assert entry.plains is not None and entry.atoms is not None
            values = [tree[1] for tree in trees]
            plains = entry.plains(values)
            if None not in plains and self.simple(entry, plains):
                for tree, plain in zip(trees, plains, strict=True):
                    tree[1:] = (plain,)
                    if self.open:
                        self.close(tree)
                continue
            walked = []
            for tree, value, plain in zip(trees, values, plains, strict=True):
                if plain is not None and entry.atoms([plain]):
                    tree[1:] = (plain,)
                    self.close(tree)
                else:
                    self.open.setdefault(id(tree), 0)
                    walked.append((tree, value))
            for tree, value in walked:
                tree.clear()
                self.inside(tree, value, entry, depth)

    def simple(self, entry: Entry, plains: list[Any]) -> bool:
        """Tells whether objects hold nothing but atoms; when not strict, what is hashed may slip through to the pickler."""
        assert entry.atoms is not None
        if self.strict or entry.frozen is None:
            return entry.atoms(plains)
        try:
            hash(entry.frozen(plains))
        except TypeError:
            return False
        return True

    def inside(self, tree: list[Any], value: Any, entry: Entry, depth: int) -> None:
        """Walks an object that is met for the first time."""
        before, ident, opened = self.weight, id(tree), self.open
        if ident not in opened:
            opened[ident] = 0
        self.fill(tree, value, entry, depth + 1)
        number = opened.pop(ident)
        if number:  # met again inside itself
            self.move(tree, number)
        if self.careful and self.weight - before >= LARGE_WEIGHT:
            self.weight = before
            self.apart.append(self.moved_apart(tree, value))

    def fill(self, tree: list[Any], value: Any, entry: Entry, depth: int) -> None:
        """Puts tag and parts into an object's tree."""
        if entry.members and value.ext is not None:
            tree.append(EXTRA)
            self.parts([value.ext], tree, depth)
        tree.append(entry.tag)
        if entry.leaf is not None:
            tree.append(entry.leaf(value))
            return
        if entry.head is not None:
            tree.append(entry.head(value))
        state = entry.state(value)
        self.keep.append(state)
        self.parts(state, tree, depth)

    def number(self, value: Any) -> int:
        """Gives the object's number: the one that it had, or a new one."""
        known = self.known.get(id(value))
        number = known[1] if known is not None else self.next
        if known is None:
            self.next += 1
        self.numbers[id(value)] = (value, number)
        return number

    def again(self, value: Any, tree: list[Any]) -> int:
        """Gives the number of an object that is met again, a record from now on."""
        if tree and tree[0] == REF:
            return tree[1]  # type: ignore[no-any-return]
        unfinished = self.open.get(id(tree))
        if unfinished:
            return unfinished
        number = self.number(value)
        if unfinished is None and not (len(tree) == 3 and tree[2] is WAITS):
            self.move(tree, number)
        else:
            self.open[id(tree)] = number
        return number

    def close(self, tree: list[Any]) -> None:
        """Notes that a tree is complete; makes a record of it where its object was met again meanwhile."""
        number = self.open.pop(id(tree), 0)
        if number:
            self.move(tree, number)

    def move(self, tree: list[Any], number: int) -> None:
        """Makes a record of a tree; a reference stays in its place."""
        self.section[number] = tree.copy()
        tree[:] = (REF, number)

    def moved_apart(self, tree: list[Any], value: Any) -> Section:
        """Gives a large object a section, so that it is written only when it has changed itself."""
        if tree[0] != REF:
            self.move(tree, self.number(value))
        return {tree[1]: self.section.pop(tree[1])}

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
