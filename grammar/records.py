"""Turns a tree into bytes of plain data and back, quickly.

Nodes are grouped by their depth and class, the deepest first, and each group is stored field by field. Both ways work on a
group at a time with loops that run in C, and go no deeper for a deep tree. The bytes hold numbers, strings and tuples only;
who reads them must have made sure that they are our own (cache.py). Serves cache.py.
"""

import marshal
from array import array
from collections import deque
from itertools import chain, repeat
from operator import attrgetter
from typing import Any

from perdure.grammar import ast
from perdure.grammar.ast import Node
from perdure.grammar.source import Span

FORMAT = 2

CLASSES: dict[str, Any] = {
    name: kind
    for name, kind in vars(ast).items()
    if isinstance(kind, type) and issubclass(kind, Node) and kind is not Node
}
LEAVES = frozenset(
    (ast.Variable, ast.String, ast.Number)
)  # never hold nodes, so all of them come first, in one group each
PLAIN = frozenset((str, int, float, bool, type(None)))


class Group:
    """The nodes of one class at one depth, and their fields: a letter for the form, then what is held."""

    __slots__ = ("nodes", "columns")

    def __init__(self, nodes: list[Any], below: list[Any], texts: dict[str, int]) -> None:
        self.nodes = nodes
        names = type(nodes[0]).__slots__
        self.columns = [column(list(map(attrgetter(name), nodes)), below, texts) for name in names]


def encode(root: Node) -> bytes:
    """Gives the bytes of a tree."""
    groups: list[Group] = []
    leaves: dict[type, list[Any]] = {}
    texts: dict[str, int] = {}
    level: list[Any] = [root]
    while level:
        here: dict[type, list[Any]] = {}
        for node in level:
            kind = type(node)
            (leaves if kind in LEAVES else here).setdefault(kind, []).append(node)
        level = []
        groups.extend(Group(nodes, level, texts) for nodes in here.values())
    groups.extend(Group(nodes, level, texts) for nodes in leaves.values())
    groups.reverse()
    numbers: dict[Any, int] = {None: 0}
    numbers.update(zip(texts, range(1, len(texts) + 1), strict=True))
    for group in groups:
        numbers.update(zip(group.nodes, range(len(numbers), len(numbers) + len(group.nodes)), strict=True))
    rows = [(type(g.nodes[0]).__name__, len(g.nodes), [numbered(c, numbers) for c in g.columns]) for g in groups]
    return marshal.dumps((FORMAT, list(texts), rows))


def column(values: list[Any], below: list[Any], texts: dict[str, int]) -> tuple[Any, ...]:
    """Gives one field of a group; adds the nodes in it to those below, and strings that stand among nodes to the texts."""
    kinds = set(map(type, values))
    if kinds == {Span}:
        return "s", array("I", chain.from_iterable(values)).tobytes()
    if kinds <= PLAIN:
        return (
            ("=", values[0])
            if len(kinds) == 1 and float not in kinds and values.count(values[0]) == len(values)
            else ("v", values)
        )
    if tuple not in kinds:
        below.extend(filter(None, values))
        return "n", values
    flat = list(chain.from_iterable(filter(None, values)))
    kinds = set(map(type, flat))
    form = "t"
    if tuple in kinds:
        form, flat = "p", list(chain.from_iterable(flat))
        kinds = set(map(type, flat))
    if kinds <= {str} or not flat:
        return "v", values
    lengths = array("I", [0 if v is None else len(v) + 1 for v in values]).tobytes()
    for item in flat:
        if type(item) is str:
            texts.setdefault(item, 0)
        elif item is not None:
            below.append(item)
    return form, lengths, flat


def numbered(held: tuple[Any, ...], numbers: dict[Any, int]) -> tuple[Any, ...]:
    """Gives a field with places in the pool for its nodes."""
    if held[0] in "ntp":
        return (*held[:-1], array("I", map(numbers.__getitem__, held[-1])).tobytes())
    return held


def decode(data: bytes) -> Any:
    """Gives the tree of bytes that `encode` made.

    Raises: any exception where the bytes are others; the caller takes that for a missing entry.
    """
    version, texts, rows = marshal.loads(data)
    if version != FORMAT:
        raise ValueError("another format")
    pool: list[Any] = [None, *texts]
    new_span, new_node = tuple.__new__, object.__new__
    for name, count, columns in rows:
        kind = CLASSES[name]
        nodes = list(map(new_node, repeat(kind, count)))
        for slot, (form, *held) in zip(kind.__slots__, columns, strict=True):
            values: Any
            if form == "s":
                ends = iter(array("I", held[0]))
                values = map(new_span, repeat(Span), zip(ends, ends, strict=True))
            elif form == "=":
                values = repeat(held[0])
            elif form == "v":
                values = held[0]
            elif form == "n":
                values = map(pool.__getitem__, array("I", held[0]))
            else:
                values = tuples(form, array("I", held[0]), list(map(pool.__getitem__, array("I", held[1]))))
            deque(map(kind.__dict__[slot].__set__, nodes, values), 0)
        pool += nodes
    return pool[-1]


def tuples(form: str, lengths: "array[int]", flat: list[Any]) -> list[tuple[Any, ...] | None]:
    """Cuts a flat list into tuples, whose lengths are given plus one (0: none, not even an empty one); form `p`: of pairs."""
    if form == "p":
        flat = list(zip(flat[::2], flat[1::2], strict=True))
    found: list[tuple[Any, ...] | None] = []
    at = 0
    for length in lengths:
        if length > 1:
            found.append(tuple(flat[at : at + length - 1]))
            at += length - 1
        else:
            found.append(() if length else None)
    return found
