"""Tells data from code in a tree: what a .psd1 file may hold (constants, arrays, hashtables, operators on them)."""

from typing import Any

import attrs

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
    for node in walk(body):
        if isinstance(node, ast.Hashtable):
            return node
        if isinstance(node, DYNAMIC):
            return None
    return None


def find_dynamic(node: Any) -> Any:
    """Gives the first part of a tree that is code and no data; None where all is data."""
    for inner in walk(node):
        if isinstance(inner, DYNAMIC):
            return inner
        if isinstance(inner, ast.Variable) and (inner.drive or inner.name.lower() not in HARMLESS_VARIABLES):
            return inner
    return None


def walk(node: Any) -> Any:
    """Gives a node and all below it, in the order of the text."""
    if isinstance(node, tuple | list):
        for item in node:
            yield from walk(item)
    elif attrs.has(type(node)):
        yield node
        for field in attrs.fields(type(node)):
            if field.name != "span":
                yield from walk(getattr(node, field.name))
