"""Literals: numbers, strings, expandable strings, arrays, hashtables, script blocks, types."""

from decimal import Decimal
from typing import Any

from perdure.grammar import ast
from perdure.interpreter import convert, type_names
from perdure.interpreter.compile.core import ExpressionCode, Unit, expression, leave
from perdure.interpreter.errors import make_error
from perdure.interpreter.typesys import NetType, of_script
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.numbers import KIND_CLASSES


def constant(value: Any) -> ExpressionCode:
    """Makes the closure of a value that never changes."""

    def code(_sc: Any) -> Any:
        return value

    return code


def number_value(node: ast.Number) -> Any:
    """Gives a number literal's value in its type's class."""
    cls = KIND_CLASSES[node.kind]
    return cls(node.value) if cls is not Decimal else Decimal(str(node.value))


@expression(ast.Number)
def compile_number(_unit: Unit, node: ast.Number) -> ExpressionCode:
    return constant(number_value(node))


@expression(ast.String)
def compile_string(_unit: Unit, node: ast.String) -> ExpressionCode:
    return constant(node.value)


@expression(ast.ExpandableString)
def compile_expandable(unit: Unit, node: ast.ExpandableString) -> ExpressionCode:
    to_string = convert.to_string
    codes: list[Any] = [p if isinstance(p, str) else part_code(unit, p) for p in node.parts]

    def code(sc: Any) -> str:
        parts = []
        for part in codes:
            if type(part) is str:
                parts.append(part)
            else:
                value = part(sc)
                kind = type(value)
                if kind is str:
                    parts.append(value)
                elif kind is int:
                    parts.append(str(value))
                elif kind is list:
                    parts.append(to_string(value, output_separator(sc)))
                else:
                    parts.append(to_string(value, output_separator(sc)))
        return "".join(parts)

    return code


def part_code(unit: Unit, node: ast.Expression) -> ExpressionCode:
    """Makes the closure of an inserted part; strict mode 1 lets undefined variables pass in strings."""
    code = unit.expression(node)
    if not isinstance(node, ast.Variable):
        return code
    name = node.name.lower()

    def lenient(sc: Any) -> Any:
        if sc.cx.strict_used and node.drive is None and sc.cx.strict_of(sc) < (2, 0):
            value = sc.lookup(name)
            return code(sc) if name in CONSTANT_NAMES else None if value is NOTHING else value
        return code(sc)

    return lenient


CONSTANT_NAMES = ("true", "false", "null")


def output_separator(sc: Any) -> str:
    """Gives $OFS, a blank when it is not set."""
    value = sc.lookup("ofs")
    return " " if value is NOTHING or value is None else convert.to_string(value)


@expression(ast.ArrayLiteral)
def compile_array(unit: Unit, node: ast.ArrayLiteral) -> ExpressionCode:
    codes = [unit.expression(e) for e in node.elements]
    if all(type(e) in (ast.Number, ast.String) for e in node.elements):
        values = [c(None) for c in codes]

        def fixed(_sc: Any) -> Any:
            return values.copy()

        return fixed

    def code(sc: Any) -> Any:
        out = []
        for item in codes:
            value = item(sc)
            out.append(None if value is NOTHING else value)
        return out

    return code


@expression(ast.ArrayExpression)
def compile_array_expression(unit: Unit, node: ast.ArrayExpression) -> ExpressionCode:
    statements = node.body.statements
    if len(statements) == 1 and not node.body.traps:
        only = statements[0]
        if isinstance(only, ast.Pipeline) and len(only.elements) == 1 and not only.background:
            first = only.elements[0]
            if isinstance(first, ast.CommandExpression) and not first.redirections:
                if isinstance(first.expression, ast.ArrayLiteral):
                    return unit.expression(first.expression)
    run = unit.block(node.body)

    def code(sc: Any) -> Any:
        out: list[Any] = []
        signal = run(sc, out.append)
        if signal is not None:
            raise leave(signal, out)
        return out

    return code


@expression(ast.Paren)
def compile_paren(unit: Unit, node: ast.Paren) -> ExpressionCode:
    return unit.expression(node.pipeline)


@expression(ast.Hashtable)
def compile_hashtable(unit: Unit, node: ast.Hashtable) -> ExpressionCode:
    pairs = hash_pairs(unit, node)

    def code(sc: Any) -> Hashtable:
        made = Hashtable()
        fill_hash(made, pairs, sc)
        return made

    return code


def hash_pairs(unit: Unit, node: ast.Hashtable) -> list[tuple[ExpressionCode, ExpressionCode]]:
    """Gives the closures of a hash literal's keys and values."""
    return [(unit.expression(k), unit.expression(v)) for k, v in node.pairs]


def fill_hash(made: Any, pairs: list[tuple[ExpressionCode, ExpressionCode]], sc: Any) -> None:
    """Puts a hash literal's pairs in a dictionary; a key that comes twice or is null is an error."""
    for key_code, value_code in pairs:
        key = key_code(sc)
        if key is None or key is NOTHING:
            raise make_error("A null key is not allowed in a hash literal.", "InvalidNullKey", "InvalidOperation")
        value = value_code(sc)
        if made.has(key):
            raise make_error(
                f"Item has already been added. Key in dictionary: '{convert.to_string(key)}'  Key being added: "
                f"'{convert.to_string(key)}'",
                "DuplicateKeyInHashLiteral",
                "InvalidOperation",
                key,
            )
        made.set(key, None if value is NOTHING else value)


@expression(ast.ScriptBlockExpression)
def compile_script_block(unit: Unit, node: ast.ScriptBlockExpression) -> ExpressionCode:
    tree, source = node.body, unit.source

    def code(sc: Any) -> ScriptBlock:
        made = ScriptBlock(tree, source, sc.module)
        made.home = sc.cx
        return made

    return code


@expression(ast.TypeExpression)
def compile_type(_unit: Unit, node: ast.TypeExpression) -> ExpressionCode:
    return type_reader(node.type)


def type_reader(name: ast.TypeName) -> ExpressionCode:
    """Makes the closure that gives the type of a name; what it found holds while no script defines another type.

    A script's own type is known by the scope, so it holds for that scope only.
    """
    found: NetType | None = None
    holds: Any = None
    at = -1

    def code(sc: Any) -> NetType:
        nonlocal found, holds, at
        if found is not None and at == type_names.changes and (holds is sc or holds is sc.cx):
            return found
        at = type_names.changes
        found = type_names.resolve(name, sc)
        holds = sc if of_script(found) or found.data is not None else sc.cx
        return found

    return code
