"""Expressions of any kind, written as statements that leave the value in a local.

A pure expression is one guarded calculation; other nodes have rules that take their parts apart and call the general
functions behind the closures; where there is no rule the node's closure is called.
"""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter import members, operators
from perdure.interpreter.compile.indexing import get_item
from perdure.interpreter.compile.literals import part_code
from perdure.interpreter.convert import to_bool
from perdure.interpreter.generated.pure import ANY, BOOL, NULL, STR, Pure, Term, inner
from perdure.interpreter.generated.pure_operators import combine
from perdure.interpreter.generated.region import STEPS, Region
from perdure.interpreter.generated.support import gathered, part
from perdure.interpreter.reporting import error_span

DEPTH_MAX = 13  # of Python's blocks, beyond which closures go on
VALUES: dict[type, Callable[[Region, Any], Term | None]] = {}
# what may change variables of the scope without being counted as script code
RUNS = (ast.Command, ast.StatementBlock, ast.ScriptBlockExpression)


def value_rule(kind: type) -> Callable[[Any], Any]:
    """Enters a function(region, node) -> Term | None as the rule of that kind of expression."""

    def enter(function: Any) -> Any:
        VALUES[kind] = function
        return function

    return enter


def value(region: Region, node: ast.Node) -> Term:
    """Writes an expression; gives its value as a term that is surely set."""
    pure = Pure(region)
    term = pure.term(node)
    if term is not None:
        region.gain += 1
        return pure_value(region, pure, pure.settled(term), node)
    found = inner(node)
    rule = VALUES.get(type(found))
    made = None if rule is None else rule(region, found)
    if made is not None:
        region.gain += 1
        return made
    return by_closure(region, node)


def pure_value(region: Region, pure: Pure, term: Term, node: ast.Node) -> Term:
    """Writes a pure expression as a value."""
    if not pure.guards and not pure.risky:
        if term.atomic:
            return term
        temp = region.temp()
        region.line(f"{temp} = {term.text}")
        return Term(temp, term.kind, term.low, term.high, True, term.sample)
    temp = region.temp()
    quick(region, pure, lambda: region.line(f"{temp} = {term.text}"), lambda: cold(region, node, temp))
    return Term(temp, ANY, atomic=True, sample=term.sample)


def quick(region: Region, pure: Pure, fast: Callable[[], None], slow: Callable[[], None]) -> None:
    """Writes the quick way under its guards, and the other way."""
    guards = " and ".join(pure.guards) or "True"
    if not pure.risky:
        if not pure.guards:
            fast()
            return
        with region.block(f"if {guards}:"):
            fast()
        with region.block("else:"):
            slow()
        return
    hit = region.temp()
    with region.block("try:", True):
        if pure.guards:
            with region.block(f"if {guards}:"):
                fast()
                region.line(f"{hit} = True")
            with region.block("else:"):
                region.line(f"{hit} = False")
        else:
            fast()
            region.line(f"{hit} = True")
    with region.block("except MISSES:"):
        region.line(f"{hit} = False")
    with region.block(f"if not {hit}:"):
        slow()


def cold(region: Region, node: ast.Node, temp: str) -> None:
    """Writes the call of an expression's closure, off the usual way."""
    region.line(f"{temp} = {region.bind(region.unit.expression(node))}(sc)")
    region.reload()


def by_closure(region: Region, node: ast.Node) -> Term:
    """Writes the call of an expression's closure, as the usual way."""
    temp = region.temp()
    code = region.bind(region.unit.expression(node))
    kinds = {type(n) for n in node.walk()}
    if kinds & set(RUNS):
        region.leavy = True
        region.line(f"{temp} = {code}(sc)")
        region.forget()
    elif changes(node):
        region.line(f"{temp} = {code}(sc)")
        region.reload()
    else:
        called(region, f"{temp} = {code}(sc)")
    return Term(temp, ANY, atomic=True)


def called(region: Region, text: str) -> None:
    """Writes a call that may run script code."""
    since = region.watch()
    region.line(text)
    region.watched(since)


def changes(node: ast.Node) -> bool:
    """Tells whether something below a node assigns to variables, or runs what may."""
    for n in node.walk():
        if isinstance(n, (ast.Assignment, *RUNS)) or (isinstance(n, (ast.Unary, ast.Postfix)) and n.operator in STEPS):
            return True
    return False


def values(region: Region, nodes: list[ast.Node]) -> list[Term]:
    """Writes several expressions in order; earlier ones keep their value whatever later ones do."""
    terms: list[Term] = []
    for i, node in enumerate(nodes):
        term = value(region, node)
        if term.text in region.names.values() and any(not simple(n) for n in nodes[i + 1 :]):
            temp = region.temp()
            region.line(f"{temp} = {term.text}")
            term = Term(temp, term.kind, term.low, term.high, True, term.sample)
        terms.append(term)
    return terms


def simple(node: ast.Node) -> bool:
    return isinstance(node, (ast.Number, ast.String, ast.Variable))


def test(region: Region, node: ast.Node) -> str:
    """Writes a condition; gives the Python expression that tells it."""
    found = inner(node)
    if isinstance(found, ast.Binary) and found.operator in ("-and", "-or"):
        return both(region, found)
    if isinstance(found, ast.Unary) and found.operator in ("!", "-not"):
        return f"(not {test(region, found.operand)})"
    pure = Pure(region)
    term = pure.term(found)
    if term is None:
        return truth(region, value(region, node))
    region.gain += 1
    text = pure.truth(term)
    if not pure.guards and not pure.risky:
        return text
    temp = region.temp()

    def slow() -> None:
        code = region.bind(region.unit.expression(node))
        region.line(f"{temp} = {region.bind(to_bool, 'to_bool')}({code}(sc))")
        region.reload()

    quick(region, pure, lambda: region.line(f"{temp} = {text}"), slow)
    return temp


def both(region: Region, node: ast.Binary) -> str:
    """Writes `-and` or `-or`: the right side is looked at only where it counts."""
    temp = region.temp()
    region.line(f"{temp} = {test(region, node.left)}")
    before = region.state()
    with region.block(f"if {temp}:" if node.operator == "-and" else f"if not {temp}:"):
        region.line(f"{temp} = {test(region, node.right)}")
    region.join([before, region.state()])
    return temp


def truth(region: Region, term: Term) -> str:
    """Gives the expression that tells whether a value counts as true."""
    if term.kind in (BOOL, NULL, STR) or term.kind != ANY:
        return Pure(region).truth(term)
    return f"({term.text} is True or ({term.text} is not False and {region.bind(to_bool, 'to_bool')}({term.text})))"


# ---- rules -------------------------------------------------------------------------------------------------------------


@value_rule(ast.Binary)
def binary(region: Region, node: ast.Binary) -> Term | None:
    general = operators.BINARY.get(node.operator)
    if general is None or node.operator in ("-and", "-or", "-xor", "??") or "match" in node.operator:
        return None
    left, right = values(region, [node.left, node.right])
    return calculated(region, node.operator, general, left, right)


def calculated(region: Region, operator: str, general: Any, left: Term, right: Term) -> Term:
    """Writes an operator on two values: the quick way for the common types, or the general function."""
    temp = region.temp()
    code = f"{temp} = {region.bind(general, 'op')}({left.text}, {right.text})"
    pure = Pure(region)
    term = combine(pure, operator, left, right)
    if term is None or pure.risky:
        called(region, code)
        return Term(temp, ANY, atomic=True)

    def slow() -> None:
        region.line(code)
        region.reload()

    quick(region, pure, lambda: region.line(f"{temp} = {term.text}"), slow)
    return Term(temp, ANY if pure.guards else term.kind, term.low, term.high, True, term.sample)


@value_rule(ast.Member)
def member(region: Region, node: ast.Member) -> Term | None:
    if node.static or node.null_conditional or not is_name(node.member):
        return None
    target = value(region, node.target)
    temp = region.temp()
    get = region.bind(members.get_member, "get_member")
    called(region, f"{temp} = {get}({target.text}, {node.member.value!r}, sc)")  # type: ignore[attr-defined]
    return Term(temp, ANY, atomic=True)


def is_name(node: ast.Node) -> bool:
    """Tells whether a member is named by a constant that is no number."""
    return isinstance(node, ast.String) and not (not node.quote and node.value.isdigit() and node.value.isascii())


@value_rule(ast.Index)
def index(region: Region, node: ast.Index) -> Term | None:
    if node.null_conditional:
        return None
    target, at = values(region, [node.target, node.index])
    temp = region.temp()
    called(region, f"{temp} = {region.bind(get_item, 'get_item')}({target.text}, {at.text}, sc)")
    return Term(temp, ANY, atomic=True)


@value_rule(ast.ExpandableString)
def expandable(region: Region, node: ast.ExpandableString) -> Term | None:
    for piece in node.parts:
        if not isinstance(piece, str):
            if changes(inner_of(piece)) or (isinstance(piece, ast.Variable) and not region.is_local(piece)):
                return None
    pieces = []
    put = region.bind(part, "part")
    since = region.watch()
    for piece in node.parts:
        if isinstance(piece, str):
            pieces.append(repr(piece))
            continue
        temp = region.temp()
        if isinstance(piece, ast.Variable):  # strict mode 1 lets undefined ones pass in strings
            held = region.local(piece.name.lower())
            code = region.bind(part_code(region.unit, piece))
            region.line(f"{temp} = {put}({held} if {held} is not UNSET else {code}(sc), sc)")
        else:
            region.line(f"{temp} = {put}({value(region, piece).text}, sc)")
        pieces.append(temp)
    region.watched(since)
    text = region.temp()
    region.line(f"{text} = ''.join(({', '.join(pieces)},))")
    return Term(text, STR, atomic=True, sample="")


def inner_of(node: ast.Node) -> ast.Node:
    """Gives what `$(...)` holds where that is a lone expression."""
    if isinstance(node, ast.SubExpression) and len(node.body.statements) == 1 and not node.body.traps:
        return inner(node.body.statements[0])
    return node


LONE = (ast.Binary, ast.Variable, ast.Member, ast.Index, ast.InvokeMember, ast.ExpandableString)


@value_rule(ast.SubExpression)
def subexpression(region: Region, node: ast.SubExpression) -> Term | None:
    """`$(...)` around a lone expression; an error in it is reported, and it gives nothing."""
    found = inner_of(node)
    if not isinstance(found, LONE) or changes(found) or region.depth > DEPTH_MAX:
        return None
    temp = region.temp()
    before = region.state()
    with region.block("try:", True):
        region.line(f"{temp} = {region.bind(gathered, 'gathered')}({value(region, found).text})")
        region.line("cx.ok = True")
    region.meet(before)
    handler(region, node.body.statements[0], f"{temp} = NOTHING")
    return Term(temp, ANY, atomic=True)


def handler(region: Region, node: ast.Node, then: str = "") -> None:
    """Writes what is done with an error of a statement that stands in the try before."""
    with region.block("except ENDED as error:"):
        source, span = region.bind(region.unit.source, "source"), region.bind(error_span(node), "span")
        if isinstance(node, ast.If) and len(node.clauses) > 1:
            span = "at"  # the clause whose condition was looked at last
        region.line(f"fail(error, {source}, {span}, sc)")
        if then:
            region.line(then)
        region.reload()


@value_rule(ast.ArrayLiteral)
def array(region: Region, node: ast.ArrayLiteral) -> Term | None:
    if all(type(e) in (ast.Number, ast.String) for e in node.elements):
        return None
    terms = values(region, list(node.elements))
    items = [t.text if t.kind != ANY else f"None if {t.text} is NOTHING else {t.text}" for t in terms]
    temp = region.temp()
    region.line(f"{temp} = [{', '.join(items)}]")
    return Term(temp, ANY, atomic=True, sample=[])
