"""Makes the generated function of a hot loop or body."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.hot import Hot
from perdure.interpreter.generated import (
    assign,
    calls,
    choices,
    literals,
    pure_calls,
    pure_literals,
    pure_members,
    pure_operators,
    tries,
)
from perdure.interpreter.generated.loops import compile_do, compile_while, for_rounds, foreach_rounds
from perdure.interpreter.generated.region import Region, TooLong
from perdure.interpreter.generated.statements import block

RULES = (
    assign,
    calls,
    choices,
    literals,
    pure_calls,
    pure_literals,
    pure_members,
    pure_operators,
    tries,
)  # importing them enters their rules


class Made:
    """A generated function, the variables that it keeps at hand, and whether it minds [ref]."""

    __slots__ = ("run", "names", "careful")

    def __init__(self, run: Any, names: frozenset[str], careful: bool) -> None:
        self.run, self.names, self.careful = run, names, careful


def make_region(hot: Hot, sc: Any) -> Made | None:
    """Generates; None where nothing would be gained."""
    node, unit = hot.node, hot.unit
    careful = sc.cx.observers.references
    region = Region(unit, node, sc, hot.in_method, careful)
    before, unit.in_method = unit.in_method, hot.in_method
    try:
        write(region, node)
    except TooLong:
        return None
    finally:
        unit.in_method = before
    if not region.gain:
        return None
    run = region.finish("sc, emit, items" if isinstance(node, ast.ForEach) else "sc, emit")
    return None if run is None else Made(run, frozenset(region.names), careful)


def write(region: Region, node: ast.Node) -> None:
    """Writes a loop from the head of a round on, or a block."""
    if isinstance(node, ast.While):
        compile_while(region, node)
    elif isinstance(node, ast.For):
        for_rounds(region, node)
    elif isinstance(node, ast.DoWhile):
        compile_do(region, node)
    elif isinstance(node, ast.ForEach):
        foreach_rounds(region, node, "items")
    elif isinstance(node, ast.StatementBlock):
        block(region, node)
    region.line("return None")
