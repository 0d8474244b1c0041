"""Casts: `[int] $x`, `[ordered]@{}`, `[pscustomobject]@{}`, `[void]`, `[ref]`."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import convert
from perdure.interpreter.compile.assignments import compile_reference
from perdure.interpreter.compile.core import ExpressionCode, Unit, expression
from perdure.interpreter.compile.literals import fill_hash, hash_pairs, type_reader
from perdure.interpreter.errors import make_error
from perdure.interpreter.values.base import NOTHING, PSCustomObject
from perdure.interpreter.values.collections import Dictionary, OrderedDictionary


@expression(ast.Convert)
def compile_convert(unit: Unit, node: ast.Convert) -> ExpressionCode:
    name, operand_node = node.type, node.operand
    low = name.name.lower()
    inner = operand_node
    while isinstance(inner, ast.Paren) and isinstance(inner.pipeline, ast.Hashtable):
        inner = inner.pipeline
    if low in ("ordered", "pscustomobject") and isinstance(inner, ast.Hashtable):
        return ordered_literal(unit, inner, low)
    operand = unit.expression(operand_node)
    if low == "void":

        def drop(sc: Any) -> Any:
            operand(sc)
            return NOTHING

        return drop
    if low == "ref":
        return compile_reference(unit, operand_node)
    if low == "ordered":

        def refuse(_sc: Any) -> Any:
            raise make_error(
                "The ordered attribute can be specified only on a hash literal node.",
                "OrderedAttributeOnlyOnHashLiteralNode",
                "ParserError",
            )

        return refuse
    if low == "pscustomobject":

        def to_custom(sc: Any) -> Any:
            value = operand(sc)
            return custom_object(value) if isinstance(value, Dictionary) else None if value is NOTHING else value

        return to_custom
    to, read_type = convert.convert, type_reader(name)
    kind: Any = None
    one: Any = None  # the converter of a type that needs nothing but the value

    def code(sc: Any) -> Any:
        nonlocal kind, one
        value = operand(sc)
        if value is NOTHING:
            value = None
        wanted = read_type(sc)
        if wanted is not kind:
            kind, one = wanted, convert.plain_converter(wanted.name)
        return to(value, wanted, cx=sc.cx) if one is None else one(value)

    return code


def ordered_literal(unit: Unit, node: ast.Hashtable, low: str) -> ExpressionCode:
    """Makes `[ordered]@{}` and `[pscustomobject]@{}`: the literal's order is kept."""
    pairs = hash_pairs(unit, node)
    if low == "ordered":

        def ordered(sc: Any) -> Any:
            made = OrderedDictionary()
            fill_hash(made, pairs, sc)
            return made

        return ordered

    def custom(sc: Any) -> Any:
        made = OrderedDictionary()
        fill_hash(made, pairs, sc)
        return custom_object(made)

    return custom


def custom_object(table: Dictionary) -> PSCustomObject:
    """Makes a [pscustomobject] of a dictionary's pairs; the key PSTypeName names its type."""
    props = {}
    names = None
    for key, value in table.items():
        text = key if type(key) is str else convert.to_string(key)
        if text.lower() == "pstypename":
            names = [convert.to_string(value)]
        else:
            props[text] = value
    return PSCustomObject(props, names)
