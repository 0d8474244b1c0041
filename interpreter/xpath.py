"""XPath 1.0 over XML nodes: what SelectNodes, SelectSingleNode and Select-Xml take.

A text becomes a tree of tuples once (cached), which `evaluate` walks. Values are node lists, str, float and bool.
"""

import math
import re
from functools import lru_cache
from typing import Any

from perdure.interpreter.values.xml_nodes import XmlNode
from perdure.interpreter.xpath_functions import FUNCTIONS, to_boolean, to_number, to_text

TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d*)?|\.\d+)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<op>//|::|\.\.|<=|>=|!=|[()\[\]@,|+\-*/=<>.$])"
    r"|(?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:[^\W\d][\w.\-]*|\*))?))"
)
AXES = frozenset(
    [
        "child",
        "descendant",
        "parent",
        "ancestor",
        "following-sibling",
        "preceding-sibling",
        "following",
        "preceding",
        "attribute",
        "self",
        "descendant-or-self",
        "ancestor-or-self",
        "namespace",
    ]
)


class XPathFault(Exception):
    """A text that is no XPath expression: the message of the XPathException."""


@lru_cache(maxsize=200)
def parse(text: str) -> Any:
    """Gives the tree of an expression. Raises XPathFault."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text):
            if text[at:].strip() == "":
                break
            found = TOKEN.match(text, at)
            if found is None:
                raise self.fault()
            self.tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
            at = found.end()
        self.at = 0

    def fault(self) -> XPathFault:
        return XPathFault(f"'{self.text}' has an invalid token.")

    def peek(self, ahead: int = 0) -> tuple[str, str]:
        i = self.at + ahead
        return self.tokens[i] if i < len(self.tokens) else ("end", "")

    def take(self, value: str | None = None) -> str:
        kind, found = self.peek()
        if kind == "end" or (value is not None and found != value):
            raise self.fault()
        self.at += 1
        return found

    def whole(self) -> Any:
        made = self.binary(0)
        if self.peek()[0] != "end":
            raise self.fault()
        return made

    LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))

    def binary(self, level: int) -> Any:
        if level == len(self.LEVELS):
            return self.unary()
        left = self.binary(level + 1)
        while self.peek()[1] in self.LEVELS[level] and self.peek()[0] != "text":
            op = self.take()
            left = ("op", op, left, self.binary(level + 1))
        return left

    def unary(self) -> Any:
        if self.peek() == ("op", "-"):
            self.take()
            return ("negate", self.unary())
        left = self.path()
        while self.peek() == ("op", "|"):
            self.take()
            left = ("union", left, self.path())
        return left

    def path(self) -> Any:
        kind, value = self.peek()
        if kind == "number":
            self.take()
            return ("value", float(value))
        if kind == "text":
            self.take()
            return ("value", value[1:-1])
        is_call = kind == "name" and self.peek(1) == ("op", "(") and value not in NODE_TESTS
        if is_call or (kind, value) == ("op", "("):
            start = self.call() if is_call else self.grouped()
            start = self.predicates(start)
            if self.peek()[1] in ("/", "//") and self.peek()[0] == "op":
                return ("steps", start, self.steps())
            return start
        if (kind, value) == ("op", "/"):
            self.take()
            if self.peek()[0] == "end" or self.peek()[1] in ("|", ")", "]", ","):
                return ("root",)
            return ("steps", ("root",), [self.step(), *self.steps()])
        if (kind, value) == ("op", "//"):
            return ("steps", ("root",), self.steps())
        return ("steps", ("here",), [self.step(), *self.steps()])

    def grouped(self) -> Any:
        self.take("(")
        made = self.binary(0)
        self.take(")")
        return made

    def call(self) -> Any:
        name = self.take()
        self.take("(")
        args = []
        while self.peek() != ("op", ")"):
            args.append(self.binary(0))
            if self.peek() == ("op", ","):
                self.take()
        self.take(")")
        if name not in FUNCTIONS and name not in ("position", "last"):
            raise XPathFault("Namespace Manager or XsltContext needed. This query has a prefix, variable, or user-defined function.")  # fmt: skip
        return ("call", name, args)

    def predicates(self, start: Any) -> Any:
        while self.peek() == ("op", "["):
            self.take()
            start = ("filter", start, self.binary(0))
            self.take("]")
        return start

    def steps(self) -> list[Any]:
        out: list[Any] = []
        while self.peek() in (("op", "/"), ("op", "//")):
            if self.take() == "//":
                out.append(("descendant-or-self", ("node",), []))
            out.append(self.step())
        return out

    def step(self) -> Any:
        kind, value = self.peek()
        if (kind, value) == ("op", "."):
            self.take()
            return ("self", ("node",), [])
        if (kind, value) == ("op", ".."):
            self.take()
            return ("parent", ("node",), [])
        axis = "child"
        if (kind, value) == ("op", "@"):
            self.take()
            axis = "attribute"
        elif kind == "name" and self.peek(1) == ("op", "::"):
            axis = self.take()
            self.take("::")
            if axis not in AXES:
                raise self.fault()
        test = self.test()
        conditions = []
        while self.peek() == ("op", "["):
            self.take()
            conditions.append(self.binary(0))
            self.take("]")
        return (axis, test, conditions)

    def test(self) -> Any:
        kind, value = self.peek()
        if (kind, value) == ("op", "*"):
            self.take()
            return ("any",)
        if kind != "name":
            raise self.fault()
        name = self.take()
        if name in NODE_TESTS and self.peek() == ("op", "("):
            self.take("(")
            while self.peek() != ("op", ")"):
                self.take()
            self.take(")")
            return (name,)
        return ("name", name)


NODE_TESTS = frozenset(["node", "text", "comment", "processing-instruction"])


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
