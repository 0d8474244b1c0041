"""Operators: the common cases by exact type in front, the general rules of operators.py behind."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import operators
from perdure.interpreter.compile.assignments import compile_step
from perdure.interpreter.compile.core import ExpressionCode, Unit, expression
from perdure.interpreter.compile.fused import fused
from perdure.interpreter.compile.literals import constant
from perdure.interpreter.convert import to_bool
from perdure.interpreter.values.base import NOTHING

LOW, HIGH = -2147483648, 2147483647


@expression(ast.Binary)
def compile_binary(unit: Unit, node: ast.Binary) -> ExpressionCode:
    """Makes the closure of a binary operator, by the operator's own maker where it has one."""
    op = node.operator
    maker = MAKERS.get(op)
    left, right = unit.expression(node.left), unit.expression(node.right)
    made = fused(node, left, right, operators.BINARY.get(op))
    if made is not None:
        return made
    if maker is not None:
        return maker(left, right)  # type: ignore[no-any-return]
    if op in CONTEXTUAL:
        return contextual(CONTEXTUAL[op], left, right)
    return plain(operators.BINARY[op], left, right)


def plain(function: Any, left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    def code(sc: Any) -> Any:
        return function(left(sc), right(sc))

    return code


def contextual(function: Any, left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    """An operator that needs the scope (script blocks, $Matches, $OFS): function(left, right, scope)."""

    def code(sc: Any) -> Any:
        return function(left(sc), right(sc), sc)

    return code


def make_add(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    slow = operators.BINARY["+"]

    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            r = a + b
            return r if LOW <= r <= HIGH else float(r)
        if type(a) is str and type(b) is str:
            return a + b
        return slow(a, b)

    return code


def make_subtract(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    slow = operators.BINARY["-"]

    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            r = a - b
            return r if LOW <= r <= HIGH else float(r)
        return slow(a, b)

    return code


def make_multiply(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    slow = operators.BINARY["*"]

    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            r = a * b
            return r if LOW <= r <= HIGH else float(r)
        return slow(a, b)

    return code


def make_modulo(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    slow = operators.BINARY["%"]

    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int and a >= 0 and b > 0:
            return a % b
        return slow(a, b)

    return code


def comparison(op: str, test: Any) -> Any:
    """Gives the maker of an ordering operator: numbers directly, all else by the general rule."""
    slow = operators.BINARY[op]

    def maker(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
        return test(left, right, slow)  # type: ignore[no-any-return]

    return maker


def _lt(left: ExpressionCode, right: ExpressionCode, slow: Any) -> ExpressionCode:
    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            return a < b
        return slow(a, b)

    return code


def _le(left: ExpressionCode, right: ExpressionCode, slow: Any) -> ExpressionCode:
    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            return a <= b
        return slow(a, b)

    return code


def _gt(left: ExpressionCode, right: ExpressionCode, slow: Any) -> ExpressionCode:
    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            return a > b
        return slow(a, b)

    return code


def _ge(left: ExpressionCode, right: ExpressionCode, slow: Any) -> ExpressionCode:
    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            return a >= b
        return slow(a, b)

    return code


def _eq(left: ExpressionCode, right: ExpressionCode, slow: Any) -> ExpressionCode:
    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            return a == b
        return slow(a, b)

    return code


def _ne(left: ExpressionCode, right: ExpressionCode, slow: Any) -> ExpressionCode:
    def code(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            return a != b
        return slow(a, b)

    return code


def make_and(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    def code(sc: Any) -> bool:
        a = left(sc)
        if a is False or (a is not True and not to_bool(a)):
            return False
        b = right(sc)
        return b is True or (b is not False and to_bool(b))

    return code


def make_or(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    def code(sc: Any) -> bool:
        a = left(sc)
        if a is True or (a is not False and to_bool(a)):
            return True
        b = right(sc)
        return b is True or (b is not False and to_bool(b))

    return code


def make_xor(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    def code(sc: Any) -> bool:
        a = to_bool(left(sc))
        return a != to_bool(right(sc))

    return code


def make_coalesce(left: ExpressionCode, right: ExpressionCode) -> ExpressionCode:
    def code(sc: Any) -> Any:
        a = left(sc)
        return right(sc) if a is None or a is NOTHING else a

    return code


MAKERS: dict[str, Any] = {
    "+": make_add,
    "-": make_subtract,
    "*": make_multiply,
    "%": make_modulo,
    "-and": make_and,
    "-or": make_or,
    "-xor": make_xor,
    "??": make_coalesce,
    "-lt": comparison("-lt", _lt),
    "-le": comparison("-le", _le),
    "-gt": comparison("-gt", _gt),
    "-ge": comparison("-ge", _ge),
    "-eq": comparison("-eq", _eq),
    "-ieq": comparison("-ieq", _eq),
    "-ne": comparison("-ne", _ne),
    "-ine": comparison("-ine", _ne),
}


def _matcher(case_sensitive: bool, negate: bool) -> Any:
    def run(left: Any, right: Any, sc: Any) -> Any:
        result, found = operators.match(left, right, case_sensitive, negate)
        if found is not None:
            sc.assign("matches", found)
        return result

    return run


CONTEXTUAL: dict[str, Any] = {
    "-match": _matcher(False, False),
    "-imatch": _matcher(False, False),
    "-cmatch": _matcher(True, False),
    "-notmatch": _matcher(False, True),
    "-inotmatch": _matcher(False, True),
    "-cnotmatch": _matcher(True, True),
}


@expression(ast.Unary)
def compile_unary(unit: Unit, node: ast.Unary) -> ExpressionCode:
    op = node.operator
    if op in ("++", "--"):
        return compile_step(unit, node.operand, 1 if op == "++" else -1, prefix=True)
    operand = unit.expression(node.operand)
    if op in ("!", "-not"):

        def negate(sc: Any) -> bool:
            value = operand(sc)
            return value is False or (value is not True and not to_bool(value))

        return negate
    if op == "-" and isinstance(node.operand, ast.Number):
        return constant(operators.UNARY["-"](operand(None)))
    if op == ",":

        def wrap(sc: Any) -> list[Any]:
            value = operand(sc)
            return [None if value is NOTHING else value]

        return wrap
    function = operators.UNARY[op]

    def code(sc: Any) -> Any:
        return function(operand(sc))

    return code


@expression(ast.Postfix)
def compile_postfix(unit: Unit, node: ast.Postfix) -> ExpressionCode:
    return compile_step(unit, node.operand, 1 if node.operator == "++" else -1, prefix=False)


@expression(ast.Ternary)
def compile_ternary(unit: Unit, node: ast.Ternary) -> ExpressionCode:
    condition = unit.expression(node.condition)
    if_true, if_false = unit.expression(node.if_true), unit.expression(node.if_false)

    def code(sc: Any) -> Any:
        return if_true(sc) if to_bool(condition(sc)) else if_false(sc)

    return code
