"""Casts, and literals of hashtables and objects with constant keys, as values."""

from perdure.grammar import ast
from perdure.interpreter import convert as conversions
from perdure.interpreter.compile.literals import type_reader
from perdure.interpreter.generated.pure import ANY, Term, inner
from perdure.interpreter.generated.region import Region
from perdure.interpreter.generated.values import called, changes, value, value_rule
from perdure.interpreter.values.base import PSCustomObject
from perdure.interpreter.values.collections import Hashtable, OrderedDictionary

OWN = frozenset(["ref", "ordered", "pscustomobject"])  # casts with rules of their own


@value_rule(ast.Convert)
def convert(region: Region, node: ast.Convert) -> Term | None:
    low = node.type.name.lower()
    if low in ("ordered", "pscustomobject"):
        found = inner(node.operand)
        if not isinstance(found, ast.Hashtable) or not fixed(found):
            return None
        return table(region, found, OrderedDictionary) if low == "ordered" else custom(region, found)
    if low in OWN or changes(node.operand):
        return None
    given = value(region, node.operand)
    if low == "void":
        return Term("NOTHING", ANY, atomic=True)
    temp = region.temp()
    kind = f"{region.bind(type_reader(node.type), 'read_type')}(sc)"
    held = given.text if given.kind != ANY else f"None if {given.text} is NOTHING else {given.text}"
    called(region, f"{temp} = {region.bind(conversions.convert, 'convert')}({held}, {kind}, cx=cx)")
    return Term(temp, ANY, atomic=True)


def fixed(node: ast.Hashtable) -> bool:
    """Tells whether all keys are different constant texts."""
    keys = [k.value.lower() for k, _ in node.pairs if isinstance(k, ast.String)]
    return len(set(keys)) == len(node.pairs) and "pstypename" not in keys


def parts(region: Region, node: ast.Hashtable) -> list[tuple[str, str]]:
    """Writes the values; gives keys and values, where 'no output' is $null."""
    found = []
    for key, one in node.pairs:
        term = value(region, one)
        temp = region.temp()
        text = term.text if term.kind != ANY else f"None if {term.text} is NOTHING else {term.text}"
        region.line(f"{temp} = {text}")
        found.append((key.value, temp))  # type: ignore[attr-defined]
    return found


def custom(region: Region, node: ast.Hashtable) -> Term:
    pairs = parts(region, node)
    made = ", ".join([f"{key!r}: {text}" for key, text in pairs])
    temp = region.temp()
    region.line(f"{temp} = {region.bind(PSCustomObject, 'PSCustomObject')}({{{made}}}, None)")
    return Term(temp, ANY, atomic=True, sample=PSCustomObject({key: 0 for key, _ in pairs}))


def table(region: Region, node: ast.Hashtable, cls: type) -> Term:
    pairs = parts(region, node)
    temp = region.temp()
    region.line(f"{temp} = {region.bind(cls, cls.__name__)}()")
    made = ", ".join([f"{key.lower()!r}: ({key!r}, {text})" for key, text in pairs])
    region.line(f"{temp}.data = {{{made}}}")
    region.line(f"{temp}.version = {len(pairs)}")
    return Term(temp, ANY, atomic=True, sample=cls())


@value_rule(ast.Hashtable)
def hashtable(region: Region, node: ast.Hashtable) -> Term | None:
    return table(region, node, Hashtable) if fixed(node) else None
