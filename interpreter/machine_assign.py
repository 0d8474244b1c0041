"""The frame of an assignment whose right side takes time or holds workflow statements.

The right side is worked out first, over steps if need be; then the value is stored in one go on the scheduler's thread, so
`$workflow:n += ...` reads the old value at that moment and no update is lost.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.assignments import compound
from perdure.interpreter.compile.core import unit_of
from perdure.interpreter.compile.targets import setter
from perdure.interpreter.frames import Branch, Definition, Frame
from perdure.interpreter.machine import PENDING, WAIT, Machine, beginner, handler
from perdure.interpreter.machine_commands import shape_of
from perdure.interpreter.machine_plan import plan_of
from perdure.interpreter.python_faults import ENDED
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import as_list

BLOCKS = (
    ast.If, ast.While, ast.DoWhile, ast.For, ast.ForEach, ast.Switch, ast.Try, ast.Parallel, ast.Sequence,
)  # fmt: skip
VALUE, GATHERED = 0, 1


@beginner(ast.Assignment)
def begin_assignment(m: Machine, b: Branch, f: Frame, node: ast.Assignment, next_pc: int) -> None:
    """Assigns in place where all is quick; a slow target makes the whole statement one activity."""
    framed = isinstance(node.value, BLOCKS) or appends(node) or has_settings(f, node.value)
    in_place = not framed and plan_of(f.definition, node).quick(f.scope)
    if in_place or not plan_of(f.definition, node.target).quick(f.scope):
        m.leaf(b, f, node, next_pc)
    else:
        f.pc = next_pc
        m.push(b, "assign", node, f)


def has_settings(f: Frame, node: ast.Node) -> bool:
    """Tells whether a pipeline's commands have parameters of the activity, so that it is one though it be quick."""
    return (
        isinstance(node, ast.Pipeline) and is_command(node) and not shape_of(f.definition, node, f.scope).stripped.plain
    )


def is_gathered(node: ast.Assignment) -> bool:
    """Tells whether the right side is a statement whose output is gathered: a block or a bare pipeline with commands."""
    return isinstance(node.value, BLOCKS) or is_command(node.value)


def is_command(node: ast.Node) -> bool:
    return isinstance(node, ast.Pipeline) and any(isinstance(e, ast.Command) for e in node.elements)


def appends(node: ast.Assignment) -> bool:
    """Tells whether the outputs of a bare command are added to a list (SD-16)."""
    return node.operator == "+=" and is_command(node.value)


@handler("assign")
def run_assign(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """pc 0: the right side is next; 1: its output has been gathered in `out`."""
    node: ast.Assignment = f.node
    if f.pc == VALUE and is_gathered(node):
        f.out = []
        m.begin(b, f, node.value, GATHERED)
        return
    if f.pc == GATHERED:
        got = list(f.out or ())
    elif got is PENDING:
        got = m.value(b, f, node.value)
        if got is WAIT:
            return
    gathered = f.pc == GATHERED
    scope, definition, append = f.scope, f.definition, f.data == "append"
    b.frames.pop()
    try:
        if gathered and (append or appends(node)):
            _append(definition, node, scope, got)
        else:
            _store(definition, node, scope, collapsed(got) if gathered else got)
    except ENDED as error:
        m.fail(b, error, node)


def collapsed(out: list[Any]) -> Any:
    """Gives what gathered output is as a value: no output is $null to all who ask (SD-15), one object is itself."""
    return out[0] if len(out) == 1 else out or NOTHING


def _append(definition: Definition, node: ast.Assignment, scope: Any, out: list[Any]) -> None:
    old = plan_of(definition, node.target).expression(scope)
    if isinstance(old, Dictionary):
        _store(definition, node, scope, collapsed(out))
        return
    if old is None or old is NOTHING:
        made = collapsed(out)
    else:
        made = [*as_list(old), *out]
    setter(unit_of(definition.source), node.target)(scope, made)


def _store(definition: Definition, node: ast.Assignment, scope: Any, value: Any) -> None:
    """Stores a value in the assignment's target by its operator."""
    unit = unit_of(definition.source)
    if node.operator == "=":
        setter(unit, node.target)(scope, value)
    else:
        scope.cx.held = value
        compound(unit, node, _held)(scope)
        scope.cx.held = None


def _held(scope: Any) -> Any:
    return scope.cx.held
