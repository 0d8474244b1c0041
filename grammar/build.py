"""Turns the parser's reductions into nodes: the registry of makers, and those for lists.

A maker takes the values of a rule's symbols (tokens, nodes, lists) and the lexer, to which it may report what the grammar
cannot refuse. Nothing here evaluates or looks names up. Serves parser.py.
"""

from collections.abc import Callable
from typing import Any

from perdure.grammar import build_commands, build_definitions, build_expressions, build_statements

Maker = Callable[[list[Any], Any], Any]


def list_empty(a: list[Any], lx: Any) -> list[Any]:
    """Begins a list."""
    return []


def list_one(a: list[Any], lx: Any) -> list[Any]:
    """Begins a list with its first element."""
    return [a[0]]


def list_push(a: list[Any], lx: Any) -> list[Any]:
    """Adds the second symbol to a list."""
    found: list[Any] = a[0]
    found.append(a[1])
    return found


def list_push_third(a: list[Any], lx: Any) -> list[Any]:
    """Adds what stands behind a separator to a list."""
    found: list[Any] = a[0]
    found.append(a[2])
    return found


def first(a: list[Any], lx: Any) -> Any:
    """Hands on the first symbol."""
    return a[0]


def second(a: list[Any], lx: Any) -> Any:
    """Hands on the second symbol."""
    return a[1]


def value(a: list[Any], lx: Any) -> Any:
    """Hands on a token's value, a finished node."""
    return a[0].value


MAKERS: dict[str, Maker] = {
    "list_empty": list_empty,
    "list_one": list_one,
    "list_push": list_push,
    "list_push_third": list_push_third,
    "first": first,
    "second": second,
    "value": value,
    "statement_list": first,
}
for _module in (build_expressions, build_commands, build_statements, build_definitions):
    MAKERS.update(_module.MAKERS)
