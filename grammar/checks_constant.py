"""Tells whether an expression is a constant to PowerShell's parser, and the number that one of an enum stands for.

Serves the checks of attributes, enums, `$using:` indexes and the like.
"""

from typing import Any

from perdure.grammar.ast import (
    ArrayExpression,
    ArrayLiteral,
    Binary,
    Convert,
    ErrorExpression,
    Hashtable,
    Member,
    Number,
    Paren,
    Pipeline,
    ScriptBlockExpression,
    String,
    SubExpression,
    Ternary,
    TypeExpression,
    Unary,
    Variable,
)

CONSTANTS = frozenset(("true", "false", "null"))


def is_constant(node: Any, attribute: bool, blocks: bool = True) -> bool:
    """Tells whether an expression is constant.

    Args: `attribute`: as an attribute's argument, where types, arrays and (with `blocks`) script blocks count too.
    """
    pending = [node]
    while pending:
        node = pending.pop()
        kind = type(node)
        if kind in (Number, String, ErrorExpression):
            continue
        if kind is Variable and node.drive is None and node.name.lower() in CONSTANTS:
            continue
        if kind is TypeExpression and attribute:
            continue
        if kind is ScriptBlockExpression and attribute and blocks:
            continue
        inner = operands(node, attribute)
        if inner is None:
            return False
        pending.extend(inner)
    return True


def operands(node: Any, attribute: bool) -> list[Any] | None:
    """Gives the parts that must be constant for the whole to be, None where the whole cannot be."""
    kind = type(node)
    if kind is Unary and node.operator in ("-", "+", "!", "-not", "-bnot"):
        return [node.operand]
    if kind is Binary:
        return [node.left, node.right]
    if kind is Ternary:
        return [node.condition, node.if_true, node.if_false]
    if kind is Convert:
        return [node.operand]
    if kind is Member and node.static and type(node.target) is TypeExpression and type(node.member) is String:
        return []
    if kind is Paren:
        return statement(node.pipeline)
    if kind is SubExpression and len(node.body.statements) == 1 and not node.body.traps:
        return statement(node.body.statements[0])
    if attribute:
        if kind is ArrayLiteral:
            return list(node.elements)
        if kind is ArrayExpression and len(node.body.statements) <= 1 and not node.body.traps:
            return statement(node.body.statements[0]) if node.body.statements else []
        if kind is Hashtable:
            return [key for key, _ in node.pairs]
    return None


def statement(node: Any) -> list[Any] | None:
    """Gives the expression that a statement consists of, in a list; None where it is more."""
    if type(node) is Pipeline and len(node.elements) == 1 and not node.background:
        expression = getattr(node.elements[0], "expression", None)
        if expression is not None and not node.elements[0].redirections:
            return [expression]
    return None


def whole_number(node: Any) -> int | None:
    """Gives the whole number that a constant expression of numbers stands for, None where it is none that is known."""
    kind = type(node)
    if kind is Number:
        return int(node.value) if isinstance(node.value, int) else None
    if kind is Paren:
        inner = statement(node.pipeline)
        return whole_number(inner[0]) if inner else None
    if kind is Unary and node.operator in ("-", "+"):
        value = whole_number(node.operand)
        return None if value is None else -value if node.operator == "-" else value
    if kind is Binary:
        left, right = whole_number(node.left), whole_number(node.right)
        if left is None or right is None:
            return None
        if node.operator == "-shl":
            return left << (right & 31) if abs(left) < 1 << 64 else None
        return {
            "+": left + right,
            "-": left - right,
            "*": left * right,
            "-bor": left | right,
            "-band": left & right,
        }.get(node.operator)
    return None
