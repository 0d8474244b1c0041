"""Pure rules of literals, variables, parentheses, expandable strings and casts between common types."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.variables import CONSTANTS
from perdure.interpreter.convert import to_bool, to_string
from perdure.interpreter.generated.pure import (
    ANY,
    BOOL,
    FLOAT,
    HIGH,
    INT,
    NULL,
    NUM,
    NUMBERS,
    STR,
    TO_BOOL,
    Pure,
    Term,
    inner,
    number_term,
    rule,
)
from perdure.interpreter.generated.support import UNSET

TO_BOOL.append(to_bool)
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -_.:,;/=+*()[]<>!?#@&|~^%$")


@rule(ast.Number)
def number(pure: Pure, node: ast.Number) -> Term | None:
    if node.kind == "int" and type(node.value) is int:
        return number_term(node.value)
    if node.kind == "double" and type(node.value) is float:
        return Term(pure.region.bind(node.value, "c"), FLOAT, atomic=True, sample=node.value)
    return None


@rule(ast.String)
def string(pure: Pure, node: ast.String) -> Term | None:
    return Term(repr(node.value), STR, atomic=True, sample=node.value)


@rule(ast.Variable)
def variable(pure: Pure, node: ast.Variable) -> Term | None:
    if node.drive is None and not node.splatted and node.name.lower() in CONSTANTS:
        value = CONSTANTS[node.name.lower()]
        return Term(repr(value), NULL if value is None else BOOL, atomic=True, sample=value)
    region = pure.region
    name = node.name.lower()
    if name == "matches" and node.drive is None and name not in region.live.cx.special:
        found = Term("v.get('matches', UNSET)", ANY, sample=region.peek(node))
        found.unset = True
        return found
    if not region.is_local(node):
        return None
    sample = region.peek(node)
    term = Term(region.local(name), ANY, atomic=True, sample=UNSET if sample is None else sample)
    term.unset = name not in region.known
    return term


@rule(ast.Paren)
def paren(pure: Pure, node: ast.Paren) -> Term | None:
    found = inner(node)
    return None if found is node else pure.term(found)


@rule(ast.SubExpression)
def subexpression(pure: Pure, node: ast.SubExpression) -> Term | None:
    """`$(...)` around a calculation with a plain value."""
    statements = node.body.statements
    if len(statements) != 1 or node.body.traps:
        return None
    found = inner(statements[0])
    if found is statements[0]:
        return None
    term = pure.term(found)
    if term is None or term.kind == NULL:
        return None
    if term.kind == ANY:
        return pure.exact(term, STR) if type(term.sample) is str else pure.whole(term)
    return term


@rule(ast.ExpandableString)
def expandable(pure: Pure, node: ast.ExpandableString) -> Term | None:
    parts = []
    for piece in node.parts:
        if isinstance(piece, str):
            parts.append("".join([c if c in PLAIN else escaped(c) for c in piece]))
            continue
        term = pure.term(piece)
        if term is None:
            return None
        text = inserted(pure, term)
        if text is None:
            return None
        parts.append(f"{{{text}}}")
    return Term(f"f'{''.join(parts)}'", STR)


def escaped(c: str) -> str:
    """Gives a character as an f-string may hold it anywhere."""
    code = ord(c)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else f"\\U{code:08x}"


def inserted(pure: Pure, term: Term) -> str | None:
    """Gives what a term puts into an expandable string: whole numbers and texts as they are."""
    if term.kind in (NULL, BOOL):
        return None
    if term.kind in (NUM, FLOAT) or type(term.sample) is float:
        found = pure.number(term)
        return None if found is None else f"{pure.region.bind(to_string, 'text')}({outer(pure, found)})"
    if term.kind in (STR, INT) or pure.facts.get(term.text) in (STR, INT):
        return outer(pure, term)
    if term.sample is not UNSET and type(term.sample) not in (int, str):
        return None
    first, then = pure.name(term)
    kinds = ("str", "int") if type(term.sample) is str else ("int", "str")
    pure.guards.append(f"(type({first}) is {kinds[0]} or type({then}) is {kinds[1]})")
    return then


def outer(pure: Pure, term: Term) -> str:
    """Gives a term as it may stand in an f-string of Python 3.11, where no quote and no backslash may be."""
    return pure.once(term).text if any(c in term.text for c in "'\"\\{") else term.text


@rule(ast.Convert)
def convert(pure: Pure, node: ast.Convert) -> Term | None:
    name = node.type
    if name.arguments or name.rank or name.assembly:
        return None
    change = CASTS.get(name.name.lower())
    if change is None:
        return None
    term = pure.term(node.operand)
    return None if term is None else change(pure, term)


def to_int(pure: Pure, term: Term) -> Term | None:
    if term.kind == STR or type(term.sample) is str:
        text = pure.exact(term, STR)
        if text is None:
            return None
        digits = pure.once(text)
        pure.guard(f"{digits.text}.isdecimal()")
        pure.guard(f"{digits.text}.isascii() and len({digits.text}) < 10")
        return Term(f"int({digits.text})", INT, 0, HIGH, sample=0)
    return pure.whole(term) if term.sample is UNSET or type(term.sample) is int else None


def to_double(pure: Pure, term: Term) -> Term | None:
    found = pure.number(term)
    return None if found is None else Term(f"float({found.text})", FLOAT, sample=0.0)


def to_text(pure: Pure, term: Term) -> Term | None:
    if term.kind == STR or type(term.sample) is str:
        return pure.exact(term, STR)
    found = pure.whole(term)
    return None if found is None else Term(f"str({found.text})", STR, sample="")


def to_truth(pure: Pure, term: Term) -> Term | None:
    if term.kind not in NUMBERS and term.kind != BOOL:
        return None
    return Term(pure.truth(term), BOOL, sample=True)


CASTS: dict[str, Any] = {"int": to_int, "int32": to_int, "double": to_double, "string": to_text, "bool": to_truth}


@rule(ast.Ternary)
def ternary(pure: Pure, node: ast.Ternary) -> Term | None:
    condition, yes, no = pure.term(node.condition), pure.term(node.if_true), pure.term(node.if_false)
    if condition is None or yes is None or no is None:
        return None
    kind = yes.kind if yes.kind == no.kind else NUM if yes.kind in NUMBERS and no.kind in NUMBERS else ANY
    text = f"({pure.settled(yes).text} if {pure.truth(condition)} else {pure.settled(no).text})"
    return Term(text, kind, min(yes.low, no.low), max(yes.high, no.high), sample=yes.sample)
