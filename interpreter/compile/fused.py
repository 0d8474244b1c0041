"""Operators on whole numbers whose operands are variables or constants: read in place, with no call for either.

A closure's text is put together for each operator and shape of operands, and compiled once in a process; anything but
two whole numbers goes on to the general rule. Serves operators.py.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import ExpressionCode
from perdure.interpreter.compile.variables import CONSTANTS, read_slow

_IN_RANGE = "return r if -2147483648 <= r <= 2147483647 else float(r)"
# operator -> what it does to two whole numbers
_FAST = {
    "+": f"r = a + b\n            {_IN_RANGE}",
    "-": f"r = a - b\n            {_IN_RANGE}",
    "*": f"r = a * b\n            {_IN_RANGE}",
    "%": "if a >= 0 and b > 0: return a % b",
    "-lt": "return a < b",
    "-le": "return a <= b",
    "-gt": "return a > b",
    "-ge": "return a >= b",
    "-eq": "return a == b",
    "-ne": "return a != b",
}
_TEMPLATE = """
def make(left, right, name_a, name_b, written_a, written_b, b, slow, read_slow):
    def code(sc):
        {a}
        {b}
        if {test}:
            {fast}
        return slow(a, b)
    return code
"""
_OPERAND = {
    "variable": "try: {x} = sc.vars[name_{x}]\n        except KeyError: {x} = read_slow(sc, name_{x}, written_{x})",
    "other": "{x} = {code}(sc)",
    "constant": "pass",
}
_MAKERS: dict[tuple[str, str, str], Any] = {}


def fused(node: ast.Binary, left: ExpressionCode, right: ExpressionCode, slow: Any) -> ExpressionCode | None:
    """Makes a binary operator's closure; None where no operand is a variable or constant, or the operator is other."""
    op = node.operator
    a, b = _shape(node.left), _shape(node.right)
    if op not in _FAST or a == "constant" or a == b == "other":
        return None
    maker = _MAKERS.get((op, a, b))
    if maker is None:
        maker = _MAKERS[op, a, b] = _compiled(op, a, b)
    one, other = _names(node.left), _names(node.right)
    value = right(None) if b == "constant" else None
    return maker(left, right, one[0], other[0], one[1], other[1], value, slow, read_slow)  # type: ignore[no-any-return]


def _compiled(op: str, a: str, b: str) -> Any:
    text = _TEMPLATE.format(
        a=_OPERAND[a].format(x="a", code="left"),
        b=_OPERAND[b].format(x="b", code="right"),
        test="type(a) is int" if b == "constant" else "type(a) is int and type(b) is int",
        fast=_FAST[op],
    )
    if op == "+" and b != "constant":
        text = text.replace("return slow", "if type(a) is str and type(b) is str: return a + b\n        return slow")
    made: dict[str, Any] = {}
    exec(text, made)
    return made["make"]


def _shape(node: ast.Expression) -> str:
    if plain_variable(node):
        return "variable"
    return "constant" if isinstance(node, ast.Number) and type(node.value) is int and node.kind == "int" else "other"


def plain_variable(node: ast.Node) -> bool:
    """Tells whether a node is a variable without a drive that scopes hold."""
    return isinstance(node, ast.Variable) and node.drive is None and node.name.lower() not in CONSTANTS


def _names(node: ast.Expression) -> tuple[str, str]:
    return (node.name.lower(), node.name) if isinstance(node, ast.Variable) else ("", "")
