"""Tells data from code in a tree: what a .psd1 file may hold (constants, arrays, hashtables, operators on them)."""

from typing import Any

from perdure.grammar import ast

HARMLESS_VARIABLES = frozenset(
    ["true", "false", "null", "psscriptroot", "psculture", "psuiculture", "pscommandpath", "pshome", "enabledexperimentalfeatures"]
)  # fmt: skip
DYNAMIC = (
    ast.Command, ast.InvokeMember, ast.Member, ast.ScriptBlockExpression, ast.Assignment, ast.If, ast.While, ast.DoWhile,
    ast.For, ast.ForEach, ast.Switch, ast.Try, ast.Throw, ast.Trap, ast.FunctionDefinition, ast.ClassDefinition,
    ast.EnumDefinition,
)  # fmt: skip


def hashtable_of(body: Any) -> Any:
    """Gives the hashtable that a file is, or begins with; None where it is something else."""
    for node in body.walk():
        if isinstance(node, ast.Hashtable):
            return node
        if isinstance(node, DYNAMIC):
            return None
    return None


def find_dynamic(node: Any) -> Any:
    """Gives the first part of a tree that is code and no data; None where all is data."""
    for inner in node.walk():
        if isinstance(inner, DYNAMIC):
            return inner
        if isinstance(inner, ast.Variable) and (inner.drive or inner.name.lower() not in HARMLESS_VARIABLES):
            return inner
    return None
