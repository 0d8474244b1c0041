"""Makes the nodes of expressions (chapter 7 of the language specification) from their parts.

Knows nodes and tokens; precedence is settled in precedence.py. Serves build.py.
"""

from typing import Any

from perdure.grammar.ast import (
    ArrayExpression,
    ArrayLiteral,
    Attribute,
    AttributedExpression,
    Convert,
    ExpandableString,
    Hashtable,
    Index,
    InvokeMember,
    Member,
    Paren,
    Postfix,
    ScriptBlockExpression,
    String,
    SubExpression,
    TypeExpression,
    Unary,
)
from perdure.grammar.build_blocks import block, script_block
from perdure.grammar.lexer_strings import merge
from perdure.grammar.precedence import fold
from perdure.grammar.source import Span
from perdure.grammar.tokens import Token


def expression(a: list[Any], lx: Any) -> Any:
    flat = a[0]
    return fold(flat, lx) if len(flat) > 1 else flat[0]


def operands(a: list[Any], lx: Any) -> list[Any]:
    return [a[0]]


def operands_push(a: list[Any], lx: Any) -> list[Any]:
    flat: list[Any] = a[0]
    flat.append(a[1])
    flat.append(a[2])
    return flat


def unary(a: list[Any], lx: Any) -> Any:
    token, operand = a
    span = Span(token.start, operand.span.end)
    if token.value == ",":
        return ArrayLiteral((operand,), span)
    return Unary(token.value, operand, span)


def convert(a: list[Any], lx: Any) -> Convert:
    token, operand = a
    return Convert(token.value, operand, Span(token.start, operand.span.end))


def attributed(a: list[Any], lx: Any) -> AttributedExpression:
    return AttributedExpression(a[0], a[1], Span(a[0].span.start, a[1].span.end))


def postfix(a: list[Any], lx: Any) -> Postfix:
    return Postfix(a[1].value, a[0], Span(a[0].span.start, a[1].end))


def type_expression(a: list[Any], lx: Any) -> TypeExpression:
    return TypeExpression(a[0].value, Span(a[0].start, a[0].end))


def expandable(a: list[Any], lx: Any) -> Any:
    begin, pieces, end = a
    frame = begin.value
    parts = tuple(merge(pieces))
    quote = {"double": '"', "here": '@"', "word": ""}[frame.kind]
    inside = end.end - {"double": 1 + frame.doubled, "here": 2, "word": 0}[frame.kind]
    text = lx.text[frame.body : inside]
    if frame.kind == "here":
        text = text.removesuffix("\n").removesuffix("\r")
    return ExpandableString(parts, quote, text, Span(frame.start, end.end))


def paren(a: list[Any], lx: Any) -> Paren:
    return Paren(a[1], Span(a[0].start, a[2].end))


def subexpression(a: list[Any], lx: Any) -> SubExpression:
    span = Span(a[0].start, a[-1].end)
    return SubExpression(block(a[1] if len(a) == 3 else [], *span), span)


def array_expression(a: list[Any], lx: Any) -> ArrayExpression:
    span = Span(a[0].start, a[-1].end)
    return ArrayExpression(block(a[1] if len(a) == 3 else [], *span), span)


def hashtable(a: list[Any], lx: Any) -> Hashtable:
    pairs = tuple(a[1]) if len(a) > 2 else ()
    return Hashtable(pairs, Span(a[0].start, a[-1].end))


def pair(a: list[Any], lx: Any) -> tuple[Any, Any]:
    return a[0], a[2]


def script_block_expression(a: list[Any], lx: Any) -> ScriptBlockExpression:
    span = Span(a[0].start, a[2].end)
    return ScriptBlockExpression(script_block(a[1], span, lx), span)


def _name(a: list[Any]) -> tuple[Any, bool, bool, int]:
    """Gives (name, static, null-conditional, number of symbols used) behind a member's target."""
    token = a[1]
    if token.type == "MEMB":
        end = token.end
        name: Any = String(token.value, "", Span(end - len(token.value), end))
        return name, *_kind(token), 2
    return a[2], *_kind(token), 3


def _kind(token: Token) -> tuple[bool, bool]:
    raw = token.value
    if token.type == "MEMB":
        width = token.end - token.start - len(raw)
        # `::` is as wide as `?.`; which one it was stands in front of the name
        return token.type == "MEMB" and width >= 2 and not getattr(token, "null", False), False
    return raw.startswith("::"), raw.startswith("?")


def member(a: list[Any], lx: Any) -> Member:
    name, static, null, _ = _name(a)
    if a[1].type == "MEMB":
        c = lx.text[a[1].start]
        static, null = c == ":", c == "?"
    return Member(a[0], name, static, null, Span(a[0].span.start, name.span.end))


def invoke_member(a: list[Any], lx: Any) -> InvokeMember:
    name, static, null, used = _name(a)
    if a[1].type == "MEMB":
        c = lx.text[a[1].start]
        static, null = c == ":", c == "?"
    types, arguments, end = a[used]
    return InvokeMember(a[0], name, tuple(arguments), static, null, types, Span(a[0].span.start, end))


def call(a: list[Any], lx: Any) -> tuple[Any, Any, int]:
    types: tuple[Any, ...] = ()
    if a[0].type == "TYPEARGS":
        types = a[0].value
        a = a[1:]
    return types, a[1] if len(a) == 3 else [], a[-1].end


def call_block(a: list[Any], lx: Any) -> tuple[Any, Any, int]:
    return (), [script_block_expression(a, lx)], a[2].end


def index(a: list[Any], lx: Any) -> Index:
    return Index(a[0], a[2], a[1].value == "?[", Span(a[0].span.start, a[3].end))


def attribute(a: list[Any], lx: Any) -> Attribute:
    positional, named = [], []
    for item in a[1] if len(a) == 4 else ():
        if type(item) is tuple:
            named.append(item)
        else:
            positional.append(item)
    return Attribute(a[0].value, tuple(positional), tuple(named), Span(a[0].start, a[-1].end))


def attribute_named(a: list[Any], lx: Any) -> tuple[str, Any]:
    return a[0].value, a[2] if len(a) == 3 else None


MAKERS = {
    name: function
    for name, function in list(globals().items())
    if name
    in [
        "expression",
        "operands",
        "operands_push",
        "unary",
        "convert",
        "attributed",
        "postfix",
        "type_expression",
        "expandable",
        "paren",
        "subexpression",
        "array_expression",
        "hashtable",
        "pair",
        "script_block_expression",
        "member",
        "invoke_member",
        "call",
        "call_block",
        "index",
        "attribute",
        "attribute_named",
    ]
}
