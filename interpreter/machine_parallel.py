"""Frames of parallel and foreach -parallel: they fork branches and wait until all of them have ended."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.variables import note_name
from perdure.interpreter.convert import to_int32
from perdure.interpreter.frames import Branch, Frame, Leaving
from perdure.interpreter.machine import (
    BEGINNERS,
    JOINED,
    PENDING,
    WAIT,
    Machine,
    beginner,
    handler,
    pushing,
    unwinder,
)
from perdure.interpreter.machine_scopes import inner_scope
from perdure.interpreter.python_faults import ENDED
from perdure.interpreter.steps import Joining
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.enumerate import as_list

BEGINNERS[ast.Parallel] = pushing("parallel")


@handler("parallel")
def run_parallel(m: Machine, b: Branch, f: Frame, _got: Any) -> None:
    """Forks a branch for each statement; all share one scope, the block's (spec 2.1)."""
    if f.pc == 0 and f.node.body.statements:
        f.pc = 1
        f.scope = inner_scope(f.scope)
        b.wait = Joining()
        for statement in f.node.body.statements:
            m.fork(b, f, "single", statement, f.scope)
    else:
        m.pop(b)


def _nothing_more(_m: Machine, _b: Branch, _f: Frame) -> None:
    """A branch of a parallel block has ended; no other takes its place."""


JOINED["parallel"] = _nothing_more


@beginner(ast.ForEach)
def begin_foreach(m: Machine, b: Branch, f: Frame, node: ast.ForEach, next_pc: int) -> None:
    f.pc = next_pc
    m.push(b, "foreach-parallel" if node.parallel else "foreach", node, f)


ITEMS, LIMIT, RUN = range(3)


@handler("foreach-parallel")
def run_foreach_parallel(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """data: `items`, `next` one to start, `limit` of branches at a time (0 = none)."""
    node = f.node
    if f.pc == ITEMS:
        if got is PENDING:
            got = m.value(b, f, node.value)
            if got is WAIT:
                return
        f.data = {"items": [] if got is None else as_list(got), "next": 0, "limit": 0}
        f.pc, got = LIMIT, PENDING
    if f.pc == LIMIT:
        if node.throttle_limit is not None:
            if got is PENDING:
                got = m.value(b, f, node.throttle_limit)
                if got is WAIT:
                    return
            try:
                f.data["limit"] = max(0, to_int32(None if got is NOTHING else got))
            except ENDED as error:
                m.fail(b, error, node.throttle_limit)
                return
        f.pc = RUN
        note_name(node.variable.name)
        if f.data["items"]:
            b.wait = Joining()
            start_items(m, b, f)
            return
    m.pop(b)


def start_items(m: Machine, b: Branch, f: Frame) -> None:
    """Starts as many iterations as the limit allows; each ending one starts the next (spec 3.6)."""
    data = f.data
    items, limit = data["items"], data["limit"]
    name = f.node.variable.name.lower()
    while data["next"] < len(items) and (limit == 0 or len(b.children) < limit):
        scope = inner_scope(f.scope)
        scope.vars[name] = items[data["next"]]
        data["next"] += 1
        m.fork(b, f, "block", f.node.body, scope)


JOINED["foreach-parallel"] = start_items


@unwinder("parallel")
@unwinder("foreach-parallel")
def leave_parallel(_m: Machine, _b: Branch, _f: Frame, _leaving: Leaving) -> bool:
    """All branches below have ended when something leaves; it just goes on."""
    return False
