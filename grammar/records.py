"""Turns a tree into bytes of plain data and back, quickly.

Nodes are grouped by height and class, so that those below come first, and each group is stored field by field. Reading
makes a group at a time with loops that run in C, and goes no deeper for a deep tree. The bytes hold numbers, strings and
tuples only; who reads them must have made sure that they are our own (cache.py). Serves cache.py.
"""

import marshal
from array import array
from collections import deque
from itertools import chain, repeat
from typing import Any

from perdure.grammar import ast
from perdure.grammar.ast import Node
from perdure.grammar.source import Span

FORMAT = 1

CLASSES: dict[str, Any] = {
    name: kind for name, kind in vars(ast).items() if isinstance(kind, type) and issubclass(kind, Node)
}


def encode(root: Node) -> bytes:
    """Gives the bytes of a tree."""
    heights = measure(root)
    groups: dict[tuple[int, str], list[Any]] = {}
    for node, height in heights.items():
        groups.setdefault((height, type(node).__name__), []).append(node)
    texts: dict[str, int] = {}
    order = sorted(groups)
    for key in order:  # strings that stand among nodes take places of their own, before all nodes
        for name in CLASSES[key[1]].__slots__:
            for node in groups[key]:
                note_texts(getattr(node, name), texts)
    numbers: dict[Any, int] = {None: 0}
    for text in texts:
        texts[text] = len(numbers)
        numbers[("text", text)] = texts[text]
    for key in order:
        for node in groups[key]:
            numbers[node] = len(numbers)
    rows = []
    for key in order:
        nodes = groups[key]
        rows.append(
            (key[1], len(nodes), [column([getattr(n, f) for n in nodes], numbers) for f in CLASSES[key[1]].__slots__])
        )
    return marshal.dumps((FORMAT, list(texts), rows))


def measure(root: Node) -> dict[Node, int]:
    """Gives the height of every node of a tree above its lowest ones."""
    heights: dict[Node, int] = {}
    stack: list[tuple[Node, bool]] = [(root, False)]
    while stack:
        node, ready = stack.pop()
        children = list(node.children())
        if ready or not children:
            heights[node] = 1 + max((heights[c] for c in children), default=-1)
        else:
            stack.append((node, True))
            stack.extend((c, False) for c in reversed(children))
    return heights


def note_texts(value: Any, texts: dict[str, int]) -> None:
    """Notes the strings that stand in tuples together with nodes."""
    if type(value) is tuple and any(type(v) is tuple or isinstance(v, Node) for v in value):
        for item in chain.from_iterable(v if type(v) is tuple else (v,) for v in value):
            if type(item) is str:
                texts.setdefault(item, 0)


def column(values: list[Any], numbers: dict[Any, int]) -> tuple[Any, ...]:
    """Gives one field of a group as data: a letter for its form, and what it holds."""
    first = values[0]
    if type(first) is Span:
        return "s", array("I", chain.from_iterable(values)).tobytes()
    if any(isinstance(v, Node) for v in values):
        return "n", array("I", [numbers[v] for v in values]).tobytes()
    if any(type(v) is tuple and any(type(i) is tuple for i in v) for v in values):
        lengths = array("I", [0 if v is None else len(v) + 1 for v in values])
        flat = array("I", [number(i, numbers) for v in values if v for pair in v for i in pair])
        return "p", lengths.tobytes(), flat.tobytes()
    if any(type(v) is tuple and any(isinstance(i, Node) for i in v) for v in values):
        lengths = array("I", [0 if v is None else len(v) + 1 for v in values])
        flat = array("I", [number(i, numbers) for v in values if v for i in v])
        return "t", lengths.tobytes(), flat.tobytes()
    if all(type(v) is type(first) and v == first for v in values):
        return "=", first
    return "v", values


def number(item: Any, numbers: dict[Any, int]) -> int:
    """Gives the place of a node or of a string that stands among nodes."""
    return numbers[("text", item)] if type(item) is str else numbers[item]


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
