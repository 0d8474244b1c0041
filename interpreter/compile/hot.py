"""Which bodies are hot: loops and functions count their rounds, and past a limit run as a generated Python function.

The generated function has the closure's own interface, so a loop may change over between two rounds. Where it may not run
(tracing, names that the session treats in its own way) the closures go on. Knows nothing of how a function is generated.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import Emit, StatementCode, Unit
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.observers import is_dynamic

LOOP_ROUNDS, BODY_ROUNDS = 12, 5  # what being entered once counts for


class Hot:
    """The rounds of one loop or body, and what was generated of it."""

    __slots__ = ("unit", "node", "in_method", "rounds", "weight", "region", "dead")

    def __init__(self, unit: Unit, node: Any, weight: int = LOOP_ROUNDS) -> None:
        self.unit, self.node, self.in_method = unit, node, unit.in_method
        self.rounds, self.weight = 0, weight
        self.region: Any = None
        self.dead = False  # nothing in it is worth generating

    def ready(self, sc: Any) -> Any:
        """Gives the generated function for a run in this scope; None where closures are to run."""
        if self.rounds < sc.cx.hot_after:
            self.rounds += self.weight
            return None
        return self.made(sc)

    def made(self, sc: Any) -> Any:
        """Gives the generated function, made now if it is not yet there; None where it may not run in this scope."""
        cx = sc.cx
        if self.dead or cx.observers.dynamic:
            return None
        region = self.region
        if region is None or (cx.observers.references and not region.careful):
            from perdure.interpreter.generated.make import make_region

            region = None if is_dynamic(self.unit.source.text) else make_region(self, sc)
            if region is None:
                self.dead = True
                return None
            self.region = region
        return region.run if region.names.isdisjoint(cx.special) else None


def hot_body(unit: Unit, node: ast.StatementBlock, code: StatementCode) -> StatementCode:
    """Makes the closure of a function's block that changes over to a generated function once it is hot."""
    hot = Hot(unit, node, BODY_ROUNDS)

    def run(sc: Any, emit: Emit) -> Signal | None:
        if hot.dead:
            return code(sc, emit)
        region = hot.region
        if region is not None and sc.cx.observers.plain and region.names.isdisjoint(sc.cx.special):
            return region.run(sc, emit)  # type: ignore[no-any-return]
        made = hot.ready(sc)
        return code(sc, emit) if made is None else made(sc, emit)

    return run
