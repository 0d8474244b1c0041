"""What the grammar's tests share: parsing one expression, finding nodes."""

from typing import Any

from perdure.grammar.ast import Node
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_text


def expression(text: str) -> Any:
    """Gives the expression that a text consists of."""
    return parse_text(text).body.end.body.statements[0].elements[0].expression


def arguments(text: str) -> Any:
    """Gives the elements of the command that a text consists of."""
    return parse_text(text).body.end.body.statements[0].elements[0].elements


def nodes(text: str, kind: type) -> list[Any]:
    """Gives the nodes of a class in a text."""
    return [node for node in parse_text(text, fragment=True).walk() if type(node) is kind]


def codes(text: str) -> list[str]:
    """Gives the ids of a text's errors."""
    try:
        parse_text(text)
    except ParseError as error:
        return [d.code for d in error.errors]
    return []


def shape(node: Any) -> Any:
    """Gives an expression as nested tuples, for comparing trees at a glance."""
    if isinstance(node, Node):
        name = type(node).__name__
        if name == "Number":
            return node.text
        if name == "Variable":
            return "$" + node.name
        if name == "String":
            return node.value
        values = [shape(getattr(node, f)) for f in node.fields() if f not in ("span", "operator_span")]
        return (name, *values)
    if type(node) is tuple:
        return tuple(shape(item) for item in node)
    return node
