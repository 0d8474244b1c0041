"""Pure rule of -f with a constant format: whole numbers and texts are put in place, doubles by the formatter."""

import re

from perdure.grammar import ast
from perdure.interpreter.format_operator import format_value, parse_composite
from perdure.interpreter.generated.pure import ANY, FLOAT, INT, NUM, STR, Pure, Term, inner
from perdure.interpreter.generated.pure_literals import PLAIN, escaped
from perdure.interpreter.number_format import FormatError

DECIMAL = re.compile(r"[dD]([1-9])$")
STANDARD = re.compile(r"([nNfFeEgGpPcC]\d?)?$")  # formats that no double fails in


def formatted(pure: Pure, node: ast.Binary) -> Term | None:
    """Gives `'...' -f a, b` as one f-string."""
    if not isinstance(node.left, ast.String):
        return None
    right = inner(node.right)
    nodes = right.elements if isinstance(right, ast.ArrayLiteral) else (right,)
    try:
        pieces = parse_composite(node.left.value)
    except FormatError:
        return None
    terms = []
    for one in nodes:
        found = argument(pure, one)
        if found is None:
            return None
        terms.append(found)
    out = []
    for literal, index, width, form in pieces:
        out.append("".join([c if c in PLAIN else escaped(c) for c in literal]))
        if index < 0:
            continue
        text = item(pure, terms[index], form) if index < len(terms) else None
        if text is None:
            return None
        side = f":{'>' if width > 0 else '<'}{abs(width)}" if width else ""
        out.append(f"{{{text}{side}}}")
    return Term(f"f'{''.join(out)}'", STR, sample="")


def argument(pure: Pure, node: ast.Node) -> Term | None:
    """Gives an argument as a whole number, a double or a text."""
    term = pure.term(node)
    if term is None:
        return None
    if term.kind == NUM or (term.kind == ANY and type(term.sample) in (int, float, str)):
        kinds = {int: INT, float: FLOAT, str: STR}
        found = pure.exact(term, kinds.get(type(term.sample), INT))
    else:
        found = term if term.kind in (INT, FLOAT, STR) else None
    return None if found is None else pure.once(found)


def item(pure: Pure, term: Term, form: str) -> str | None:
    """Gives the text of one item as it stands in an f-string, None where the format needs more."""
    if term.kind == FLOAT:
        if STANDARD.match(form) is None:
            return None
        name = pure.region.bind(format_value, "format_value")
        return f"{name}({term.text}, {pure.region.bind(form, 'form')}, {pure.region.bind('en-US', 'culture')})"
    if term.kind == STR or not form:
        return f"{term.text}!s" if term.kind == INT else term.text
    digits = DECIMAL.match(form)
    if digits is None:
        return None
    if term.low < 0:
        pure.guard(f"{term.text} >= 0")
    return f"{pure.region.bind(str, 'str')}({term.text}).rjust({digits[1]}, {pure.region.bind('0', 'zero')})"
