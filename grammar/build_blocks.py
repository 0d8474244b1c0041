"""Makes statement blocks and script blocks, which nearly every other builder needs.

Knows nodes only. Serves the other build_ modules.
"""

from typing import Any

from perdure.grammar.ast import NamedBlock, ParamBlock, ScriptBlock, StatementBlock, Trap, Using
from perdure.grammar.source import Span


def block(statements: list[Any], start: int, end: int) -> StatementBlock:
    """Gives the node of statements between brackets; traps stand apart."""
    span = Span(start, end)
    if any(type(s) is Trap for s in statements):
        traps = tuple(s for s in statements if type(s) is Trap)
        return StatementBlock(tuple(s for s in statements if type(s) is not Trap), traps, span)
    return StatementBlock(tuple(statements), (), span)


class Body:
    """The inside of a script block before its brackets are known."""

    __slots__ = ("param", "named", "statements")

    def __init__(self, param: ParamBlock | None, named: list[NamedBlock] | None, statements: list[Any]) -> None:
        self.param = param
        self.named = named
        self.statements = statements


def script_block(body: Body, span: Span, lx: Any, usings: tuple[Using, ...] = ()) -> ScriptBlock:
    """Gives the node of a script block whose brackets are known."""
    blocks: dict[str, NamedBlock] = {}
    if body.named is not None:
        for named in body.named:
            if named.kind in blocks:
                lx.report("DuplicateScriptCommandClause", *named.span, named.kind)
            blocks.setdefault(named.kind, named)
    elif body.statements:
        start = body.statements[0].span.start
        inner = Span(start, max(s.span.end for s in body.statements))
        blocks["end"] = NamedBlock("end", True, block(body.statements, *inner), inner)
    else:
        inside = Span(min(span.start + 1, span.end), max(span.end - 1, span.start))
        inside = Span(inside.end, inside.end)
        blocks["end"] = NamedBlock("end", True, block([], *inside), inside)
    get = blocks.get
    return ScriptBlock(
        usings, (), body.param, get("dynamicparam"), get("begin"), get("process"), get("end"), get("clean"), span
    )
