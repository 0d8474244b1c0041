"""XPath 1.0 over XML nodes: what SelectNodes, SelectSingleNode and Select-Xml take.

A text becomes a tree of tuples once (cached), which `evaluate` walks. Values are node lists, str, float and bool.
"""

import math
from typing import Any

from perdure.interpreter.values.xml_nodes import XmlNode
from perdure.interpreter.xpath_functions import FUNCTIONS, to_boolean, to_number, to_text
from perdure.interpreter.xpath_parse import XPathFault, parse

# ---- evaluating --------------------------------------------------------------------------------------------------------


class Context:
    """Where an expression stands: the node, its position and how many there are; `spaces` prefix -> namespace."""

    __slots__ = ("node", "position", "size", "spaces")

    def __init__(self, node: XmlNode, position: int = 1, size: int = 1, spaces: dict[str, str] | None = None) -> None:
        self.node, self.position, self.size, self.spaces = node, position, size, spaces


def select(node: XmlNode, text: str, spaces: dict[str, str] | None = None) -> list[XmlNode]:
    """Gives the nodes that an expression finds, in document order. Raises XPathFault."""
    found = evaluate(parse(text), Context(node, 1, 1, spaces))
    if not isinstance(found, list):
        raise XPathFault("Expression must evaluate to a node-set.")
    return in_order(found, node)


def evaluate(tree: Any, cx: Context) -> Any:
    kind = tree[0]
    if kind == "value":
        return tree[1]
    if kind == "steps":
        nodes = evaluate(tree[1], cx)
        for step in tree[2]:
            nodes = _step(nodes, step, cx)
        return nodes
    if kind == "here":
        return [cx.node]
    if kind == "root":
        return [cx.node.root()]
    if kind == "op":
        return _operate(tree[1], tree[2], tree[3], cx)
    if kind == "negate":
        return -to_number(evaluate(tree[1], cx))
    if kind == "union":
        both = evaluate(tree[1], cx) + evaluate(tree[2], cx)
        return _unique(both)
    if kind == "filter":
        return _filter(evaluate(tree[1], cx), tree[2], cx)
    if tree[1] == "position":
        return float(cx.position)
    if tree[1] == "last":
        return float(cx.size)
    return FUNCTIONS[tree[1]](cx, [evaluate(a, cx) for a in tree[2]])


def _unique(nodes: list[XmlNode]) -> list[XmlNode]:
    seen: set[int] = set()
    out = []
    for node in nodes:
        if id(node) not in seen:
            seen.add(id(node))
            out.append(node)
    return out


def in_order(nodes: list[XmlNode], any_node: XmlNode) -> list[XmlNode]:
    """Gives nodes in document order, each once."""
    if len(nodes) < 2:
        return nodes
    places: dict[int, int] = {}
    for at, node in enumerate(_walk(any_node.root())):
        places[id(node)] = at
    return sorted(_unique(nodes), key=lambda n: places.get(id(n), 0))


def _walk(node: XmlNode) -> Any:
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        yield from here.attributes
        stack.extend(reversed(here.children))


def _step(nodes: list[XmlNode], step: Any, cx: Context) -> list[XmlNode]:
    axis, test, conditions = step
    out: list[XmlNode] = []
    for node in nodes:
        found = [n for n in _axis(node, axis) if _fits(n, test, axis, cx)]
        for condition in conditions:
            found = _filter(found, condition, cx)
        out.extend(found)
    return _unique(out)


def _filter(nodes: list[XmlNode], condition: Any, cx: Context) -> list[XmlNode]:
    size = len(nodes)
    out = []
    for i, node in enumerate(nodes):
        value = evaluate(condition, Context(node, i + 1, size, cx.spaces))
        if (value == i + 1) if isinstance(value, float) else to_boolean(value):
            out.append(node)
    return out


def _axis(node: XmlNode, axis: str) -> list[XmlNode]:
    if axis == "child":
        return node.children
    if axis == "attribute":
        return [a for a in node.attributes if a.prefix != "xmlns" and a.name != "xmlns"]
    if axis == "self":
        return [node]
    if axis == "parent":
        return [node.parent] if node.parent is not None else []
    if axis in ("descendant", "descendant-or-self"):
        found = [n for n in _walk(node) if n.kind != "Attribute" or n is node]
        return found if axis == "descendant-or-self" else found[1:]
    if axis in ("ancestor", "ancestor-or-self"):
        chain = [node] if axis == "ancestor-or-self" else []
        here = node.parent
        while here is not None:
            chain.append(here)
            here = here.parent
        return chain
    return _beside(node, axis)


def _beside(node: XmlNode, axis: str) -> list[XmlNode]:
    if node.parent is None or node.kind == "Attribute":
        return []
    peers = node.parent.children
    at = next(i for i, n in enumerate(peers) if n is node)
    if axis == "following-sibling":
        return peers[at + 1 :]
    if axis == "preceding-sibling":
        return peers[:at][::-1]
    every = [n for n in _walk(node.root()) if n.kind != "Attribute"]
    place = next(i for i, n in enumerate(every) if n is node)
    below = len(_axis(node, "descendant"))
    if axis == "following":
        return every[place + below + 1 :]
    above = {id(n) for n in _axis(node, "ancestor")}
    return [n for n in every[:place] if id(n) not in above][::-1]


def _fits(node: XmlNode, test: Any, axis: str, cx: Context) -> bool:
    kind = test[0]
    if kind == "node":
        return node.kind not in ("XmlDeclaration", "DocumentType")
    if kind == "text":
        return node.kind in ("Text", "CDATA", "Whitespace")
    if kind == "comment":
        return node.kind == "Comment"
    if kind == "processing-instruction":
        return node.kind == "ProcessingInstruction"
    principal = "Attribute" if axis == "attribute" else "Element"
    if node.kind != principal:
        return False
    if kind == "any":
        return True
    prefix, colon, local = test[1].partition(":")
    if not colon:
        return node.local == prefix and not node.uri
    if cx.spaces is None or prefix not in cx.spaces:
        raise XPathFault("Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.")  # fmt: skip
    return node.uri == cx.spaces[prefix] and (local == "*" or node.local == local)


def _operate(op: str, left: Any, right: Any, cx: Context) -> Any:
    if op == "or":
        return to_boolean(evaluate(left, cx)) or to_boolean(evaluate(right, cx))
    if op == "and":
        return to_boolean(evaluate(left, cx)) and to_boolean(evaluate(right, cx))
    a, b = evaluate(left, cx), evaluate(right, cx)
    if op in ("=", "!=", "<", "<=", ">", ">="):
        return _compare(op, a, b)
    x, y = to_number(a), to_number(b)
    if op == "+":
        return x + y
    if op == "-":
        return x - y
    if op == "*":
        return x * y
    if op == "div":
        return x / y if y else math.nan if not x or x != x else math.copysign(math.inf, x) * math.copysign(1, y)
    return math.fmod(x, y) if y else math.nan


def _compare(op: str, a: Any, b: Any) -> bool:
    if isinstance(a, list) and isinstance(b, list):
        return any(_compare(op, to_text([x]), to_text([y])) for x in a for y in b)
    if isinstance(a, list) or isinstance(b, list):
        nodes, other, turned = (a, b, False) if isinstance(a, list) else (b, a, True)
        if isinstance(other, bool):
            pair = (bool(nodes), other)
            return _compare(op, *(pair[::-1] if turned else pair))
        for node in nodes:
            text: Any = to_text([node])
            if isinstance(other, float):
                text = to_number(text)
            if _compare(op, *((other, text) if turned else (text, other))):
                return True
        return False
    if op in ("=", "!="):
        if isinstance(a, bool) or isinstance(b, bool):
            same = to_boolean(a) == to_boolean(b)
        elif isinstance(a, float) or isinstance(b, float):
            same = to_number(a) == to_number(b)
        else:
            same = a == b
        return same if op == "=" else not same
    x, y = to_number(a), to_number(b)
    return {"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[op]
