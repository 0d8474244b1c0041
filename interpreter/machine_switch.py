"""The frame of switch: its elements one by one, every clause that matches."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.switches import match_test
from perdure.interpreter.convert import to_bool
from perdure.interpreter.frames import Branch, Frame, Leaving
from perdure.interpreter.machine import BEGINNERS, PENDING, WAIT, Machine, handler, pushing, unwinder
from perdure.interpreter.machine_loops import meant
from perdure.interpreter.machine_scopes import put_back
from perdure.interpreter.python_faults import ENDED
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.enumerate import as_list

BEGINNERS[ast.Switch] = pushing("switch")
NEXT_ITEM, TEST, BODY_DONE = 1, 2, 3


@handler("switch")
def run_switch(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """data: `items`, `i` the next one, `k` the clause, `matched`, `old` the value of `$_` outside."""
    node, data = f.node, f.data
    if f.pc == 0:
        if got is PENDING:
            got = m.value(b, f, node.condition)
            if got is WAIT:
                return
        if not _begin(m, b, f, got):
            return
        data, got = f.data, PENDING
    while True:
        if f.pc == NEXT_ITEM:
            if data["i"] >= len(data["items"]):
                _over(f)
                m.pop(b)
                return
            f.scope.vars["_"] = data["items"][data["i"]]
            data["i"] += 1
            data["k"], data["matched"] = 0, False
            f.pc = TEST
        if f.pc == BODY_DONE:
            data["k"] += 1
            f.pc = TEST
        if data["k"] >= len(node.clauses):
            f.pc = NEXT_ITEM
            if not data["matched"] and node.default is not None:
                m.push(b, "block", node.default, f)
                return
            continue
        taken = _test(m, b, f, node.clauses[data["k"]][0], got)
        got = PENDING
        if taken is None:
            return
        if taken:
            data["matched"] = True
            f.pc = BODY_DONE
            m.push(b, "block", node.clauses[data["k"]][1], f)
            return
        data["k"] += 1


def _begin(m: Machine, b: Branch, f: Frame, given: Any) -> bool:
    """Takes the condition's value; False when the frame has gone."""
    if given is NOTHING:
        m.pop(b)
        return False
    if "file" in f.node.flags:
        try:
            items = list(m.cx.read_lines(given, f.scope))
        except ENDED as error:
            m.fail(b, error, f.node)
            return False
    else:
        items = [None] if given is None else as_list(given)
    f.data = {"items": items, "i": 0, "k": 0, "matched": False, "old": f.scope.vars.get("_", NOTHING)}
    f.pc = NEXT_ITEM
    return True


def _test(m: Machine, b: Branch, f: Frame, clause: ast.Expression, got: Any) -> bool | None:
    """Tells whether a clause takes the element; None while that is being worked out."""
    item = f.data["items"][f.data["i"] - 1]
    f.scope.vars["_"] = item
    block = isinstance(clause, ast.ScriptBlockExpression)
    if got is PENDING:
        asked = block_body(clause) if isinstance(clause, ast.ScriptBlockExpression) else clause
        got = m.value(b, f, asked) if asked is not None else None
        if got is WAIT:
            return None
    if block:
        return to_bool(None if got is NOTHING else got)
    try:
        if isinstance(got, ScriptBlock):
            out = m.cx.call_block(got, [item], item, f.scope, True)
            return to_bool(out[0] if len(out) == 1 else out or None)
        return bool(match_test(f.node.flags, "casesensitive" in f.node.flags)(item, got, f.scope))
    except ENDED as error:
        m.fail(b, error, clause)
        return None


def block_body(clause: ast.ScriptBlockExpression) -> ast.StatementBlock | None:
    """Gives the statements of a script block that stands as a condition."""
    end = clause.body.end
    return end.body if end is not None else None


def _over(f: Frame) -> None:
    if f.data is not None:
        put_back(f.scope, "_", f.data["old"], NOTHING)


@unwinder("switch")
def leave_switch(m: Machine, b: Branch, f: Frame, leaving: Leaving) -> bool:
    """`break` ends the switch, `continue` takes the next element."""
    if meant(f, leaving) and f.data is not None:
        if leaving.kind == "continue":
            f.pc = NEXT_ITEM
        else:
            _over(f)
            m.pop(b)
        return True
    _over(f)
    return False
