"""Compiles the tree to closures: expressions, statements, functions and script blocks.

Importing this package enters every node's compiler in core's tables; callers use `unit_of(source)`.
"""

from perdure.interpreter.compile import (
    assignments,
    blocks,
    casts,
    commands,
    definitions,
    expressions,
    literals,
    loops,
    operators,
    pipelines,
    switches,
    trying,
    variables,
)
from perdure.interpreter.compile.core import Unit, unit_of

__all__ = [
    "Unit", "assignments", "blocks", "casts", "commands", "definitions", "expressions", "literals", "loops", "operators",
    "pipelines", "switches", "trying", "unit_of", "variables",
]  # fmt: skip
