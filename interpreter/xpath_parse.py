"""From the text of an XPath 1.0 expression to its tree of tuples. Serves xpath.py."""

import re
from functools import lru_cache
from typing import Any

from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.xpath_functions import FUNCTIONS

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


class XPathFault(TextFault):
    """A text that is no XPath expression: the message of the XPathException."""

    type_name = "System.Xml.XPath.XPathException"


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
