"""Frames of while, do, for and foreach: their iterators are arrays with an index."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.variables import note_name
from perdure.interpreter.convert import to_bool
from perdure.interpreter.frames import Branch, Frame, Leaving
from perdure.interpreter.machine import BEGINNERS, PENDING, WAIT, Machine, handler, pushing, unwinder
from perdure.interpreter.machine_plan import plan_of
from perdure.interpreter.machine_scopes import put_back
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.enumerate import as_list

BEGINNERS[ast.While] = pushing("while")
BEGINNERS[ast.DoWhile] = pushing("do")
BEGINNERS[ast.For] = pushing("for")


def is_true(value: Any) -> bool:
    return value is True or (value is not False and to_bool(value))


def meant(f: Frame, leaving: Leaving) -> bool:
    """Tells whether a break or continue is for this loop (or switch)."""
    if leaving.kind not in ("break", "continue"):
        return False
    label = f.node.label
    return leaving.label is None or (label is not None and label.lower() == leaving.label.lower())


# ---- while, do -------------------------------------------------------------------------------------------------------


@handler("while")
def run_while(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    if got is PENDING:
        got = m.value(b, f, f.node.condition)
        if got is WAIT:
            return
    if is_true(got):
        m.push(b, "block", f.node.body, f)
    else:
        m.pop(b)


@handler("do")
def run_do(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """pc 0: the body is next; 1: the condition."""
    if f.pc == 0:
        f.pc = 1
        m.push(b, "block", f.node.body, f)
        return
    if got is PENDING:
        got = m.value(b, f, f.node.condition)
        if got is WAIT:
            return
    if is_true(got) is f.node.until:
        m.pop(b)
    else:
        f.pc = 0


# ---- for -------------------------------------------------------------------------------------------------------------


@handler("for")
def run_for(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """pc 0: the initializer is next; 1: the condition; 2: the iterator."""
    node = f.node
    if f.pc != 1:
        part = node.initializer if f.pc == 0 else node.iterator
        f.pc = 1
        if part is not None and not _head_part(m, b, f, part):
            return
    if node.condition is not None:
        if got is PENDING:
            got = m.value(b, f, node.condition)
            if got is WAIT:
                return
        if not is_true(got):
            m.pop(b)
            return
    f.pc = 2
    m.push(b, "block", node.body, f)


def _head_part(m: Machine, b: Branch, f: Frame, part: ast.Node) -> bool:
    """Runs a part of a for head, whose output is dropped; False when the condition has to wait for it."""
    plan = plan_of(f.definition, part)
    if plan.quick(f.scope) and type(part) not in BEGINNERS:
        return m.run(b, f, plan, part, _drop)
    made = m.push(b, "single", part, f)
    made.out = []
    return False


def _drop(_value: Any) -> None:
    return None


@unwinder("while")
@unwinder("do")
@unwinder("for")
def leave_loop(m: Machine, b: Branch, f: Frame, leaving: Leaving) -> bool:
    if not meant(f, leaving):
        return False
    if leaving.kind == "break":
        m.pop(b)
    return True  # continue: the frame stands where the body's end would have left it


# ---- foreach ---------------------------------------------------------------------------------------------------------


@handler("foreach")
def run_foreach(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """data: `items`, and under `old` the variable's value outside of the loop (SD-17)."""
    name = f.node.variable.name.lower()
    if f.data is None:
        if got is PENDING:
            got = m.value(b, f, f.node.value)
            if got is WAIT:
                return
        note_name(f.node.variable.name)
        f.data = {"items": [] if got is None else as_list(got), "old": f.scope.vars.get(name, NOTHING)}
    items = f.data["items"]
    if f.pc >= len(items):
        put_back(f.scope, name, f.data["old"], NOTHING)
        m.pop(b)
        return
    f.scope.assign(name, items[f.pc])
    f.pc += 1
    m.push(b, "block", f.node.body, f)


@unwinder("foreach")
def leave_foreach(m: Machine, b: Branch, f: Frame, leaving: Leaving) -> bool:
    if meant(f, leaving) and leaving.kind == "continue":
        return True
    if f.data is not None:
        put_back(f.scope, f.node.variable.name.lower(), f.data["old"], NOTHING)
    if not meant(f, leaving):
        return False
    m.pop(b)
    return True
