"""Expressions without effects as one Python expression and the guards under which it is right.

A guard tests the exact types of what stands in the expression; where one does not hold, the function calls the expression's
closure instead. So the rules here need to know the common types only. The rules of each node stand in pure_*.py.
"""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.generated.region import Region
from perdure.interpreter.generated.support import UNSET

INT, NUM, FLOAT, STR, BOOL, NULL, ANY = "int", "num", "float", "str", "bool", "null", "any"
NUMBERS = (INT, NUM, FLOAT)
LOW, HIGH = -2147483648, 2147483647
TEXT_MAX = 1500  # characters of one expression; Python's parser has limits of its own


class Term:
    """A Python expression: `kind` is what it surely gives, `low` and `high` bound a whole number."""

    __slots__ = ("text", "kind", "low", "high", "atomic", "sample", "unset")

    def __init__(
        self, text: str, kind: str, low: int = LOW, high: int = HIGH, atomic: bool = False, sample: Any = UNSET
    ) -> None:
        self.text, self.kind, self.low, self.high, self.atomic = text, kind, low, high, atomic
        self.sample = sample  # a likely value, to choose among guards
        self.unset = False  # it may be UNSET


class Pure:
    """One expression being written. `risky`: it raises LookupError where an element is not there."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.guards: list[str] = []
        self.facts: dict[str, str] = {}
        self.risky = False

    def term(self, node: ast.Node) -> Term | None:
        """Gives a node's expression, None where there is no rule for it."""
        if type(node) is ast.Pipeline:
            node = inner(node)
        rule = RULES.get(type(node))
        made = None if rule is None else rule(self, node)
        return None if made is None or len(made.text) > TEXT_MAX else made

    def name(self, term: Term) -> tuple[str, str]:
        """Gives a term as a name: how it is written where it is used first, and then."""
        if term.atomic:
            return term.text, term.text
        temp = self.region.temp()
        return f"({temp} := {term.text})", temp

    def guard(self, text: str) -> None:
        if text not in self.guards:
            self.guards.append(text)

    # -- a term of a kind: by what is known, or by a guard -------------------------------------------------------------

    def number(self, term: Term) -> Term | None:
        """Gives the term as a whole number or a double."""
        if term.kind in NUMBERS:
            return term
        if term.kind != ANY:
            return None
        known = self.facts.get(term.text)
        if known in NUMBERS:
            return self.same(term, known)
        if term.sample is not UNSET and type(term.sample) not in (int, float):
            return None
        first, then = self.name(term)
        kinds = ("float", "int") if type(term.sample) is float else ("int", "float")
        self.guards.append(f"(type({first}) is {kinds[0]} or type({then}) is {kinds[1]})")
        self.facts[then] = NUM
        return Term(then, NUM, atomic=True, sample=term.sample)

    def exact(self, term: Term, kind: str) -> Term | None:
        """Gives the term as exactly one kind: int, float, str or bool."""
        if term.kind == kind:
            return term
        if term.kind not in (ANY, NUM) or (term.kind == NUM and kind not in NUMBERS):
            return None
        if self.facts.get(term.text) == kind:
            return self.same(term, kind)
        if term.sample is not UNSET and type(term.sample) is not PYTHON[kind]:
            return None
        first, then = self.name(term)
        self.guards.append(f"type({first}) is {kind}")
        self.facts[then] = kind
        return Term(then, kind, atomic=True, sample=term.sample)

    def same(self, term: Term, kind: str) -> Term:
        return Term(term.text, kind, term.low, term.high, term.atomic, term.sample)

    def whole(self, term: Term) -> Term | None:
        return self.exact(term, INT)

    def settled(self, term: Term) -> Term:
        """Gives the term as a value that is surely there."""
        if term.unset and term.text not in self.facts:
            self.guard(f"{term.text} is not UNSET")
        return term

    def once(self, term: Term) -> Term:
        """Gives the term as a name that can be used several times."""
        if term.atomic:
            return term
        temp = self.region.temp()
        self.guards.append(f"({temp} := {term.text}) is {temp}")
        return Term(temp, term.kind, term.low, term.high, True, term.sample)

    def truth(self, term: Term) -> str:
        """Gives the expression that tells whether a term counts as true."""
        if term.kind == BOOL:
            return term.text
        if term.kind in NUMBERS:
            return f"({term.text} != 0)"
        if term.kind == STR:
            return f"({term.text} != '')"
        if term.kind == NULL:
            return "False"
        if self.facts.get(term.text) == BOOL:
            return term.text
        first, then = self.name(self.settled(term))
        test = self.region.bind(TO_BOOL[0], "to_bool")
        return f"({first} is True or ({then} is not False and {test}({then})))"


PYTHON: dict[str, type] = {INT: int, FLOAT: float, STR: str, BOOL: bool}
TO_BOOL: list[Any] = []
RULES: dict[type, Callable[[Pure, Any], Term | None]] = {}


def rule(kind: type) -> Callable[[Any], Any]:
    """Enters a function(pure, node) -> Term | None as the rule of that kind of node."""

    def enter(function: Any) -> Any:
        RULES[kind] = function
        return function

    return enter


def number_term(value: int) -> Term:
    """Gives a whole number's term."""
    return Term(repr(value) if value >= 0 else f"({value!r})", INT, value, value, True, value)


def inner(node: ast.Node) -> ast.Node:
    """Gives what stands in parentheses, as long as it is a lone expression."""
    while True:
        found = node.pipeline if isinstance(node, ast.Paren) else node
        if isinstance(found, ast.Pipeline):
            if len(found.elements) != 1 or found.background:
                return node
            element = found.elements[0]
            if not isinstance(element, ast.CommandExpression) or element.redirections:
                return node
            found = element.expression
        if found is node:
            return node
        node = found
