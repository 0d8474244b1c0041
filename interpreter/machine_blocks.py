"""Frames of blocks, single statements, if, return, sequence; and traps."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.trying import find_catch, unwrapped
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.frames import Branch, Frame, Leaving
from perdure.interpreter.machine import (
    BEGINNERS,
    PENDING,
    WAIT,
    Machine,
    beginner,
    handler,
    pushing,
    unwinder,
)
from perdure.interpreter.machine_scopes import inner_scope, put_back
from perdure.interpreter.reporting import remember
from perdure.interpreter.values.base import NOTHING


@handler("block")
def run_block(m: Machine, b: Branch, f: Frame, _got: Any) -> None:
    """Runs the next statement of a StatementBlock."""
    statements = f.node.statements
    if f.pc >= len(statements):
        m.pop(b)
    else:
        m.begin(b, f, statements[f.pc], f.pc + 1)


@handler("single")
def run_single(m: Machine, b: Branch, f: Frame, _got: Any) -> None:
    """Runs one statement: a branch of a parallel block, a part of a for head."""
    if f.pc:
        m.pop(b)
    else:
        m.begin(b, f, f.node, 1)


# ---- if --------------------------------------------------------------------------------------------------------------

BEGINNERS[ast.If] = pushing("if")


@handler("if")
def run_if(m: Machine, b: Branch, f: Frame, got: Any) -> None:
    """Looks for the clause to run; its block then stands in the frame's place."""
    clauses = f.node.clauses
    while f.pc < len(clauses):
        condition, body = clauses[f.pc]
        if got is PENDING:
            got = m.value(b, f, condition)
            if got is WAIT:
                return
        if got is True or (got is not False and to_bool(got)):
            become_block(b, f, body)
            return
        f.pc += 1
        got = PENDING
    if f.node.otherwise is not None:
        become_block(b, f, f.node.otherwise)
    else:
        m.pop(b)


def become_block(b: Branch, f: Frame, body: ast.StatementBlock) -> None:
    """Turns the frame on top into one that runs a block and nothing behind it."""
    made = Frame("block", f.definition, body, f.scope, f.out)
    b.frames[-1] = made


# ---- return, exit, break, continue -----------------------------------------------------------------------------------

BEGINNERS[ast.Return] = pushing("return")


@handler("return")
def run_return(m: Machine, b: Branch, f: Frame, _got: Any) -> None:
    """Puts the operand out, then leaves the workflow."""
    if f.pc == 0 and f.node.pipeline is not None:
        f.out = returning_to(b)
        m.begin(b, f, f.node.pipeline, 1)
    else:
        m.unwind(b, Leaving("return"))


def returning_to(b: Branch) -> list[Any] | None:
    """Gives where a returned value goes: to the workflow's output, past assignments that gather around the return."""
    for frame in reversed(b.frames):
        if frame.kind == "call":
            return frame.out
    return b.frames[0].out


@beginner(ast.Exit)
def begin_exit(m: Machine, b: Branch, f: Frame, _node: ast.Exit, next_pc: int) -> None:
    """Leaves the workflow; the exit code is of no use to it (spec 1.5)."""
    f.pc = next_pc
    m.unwind(b, Leaving("return"))


@beginner(ast.Sequence)
def begin_sequence(m: Machine, b: Branch, f: Frame, node: ast.Sequence, next_pc: int) -> None:
    """Runs a block in a scope of its own."""
    f.pc = next_pc
    m.push(b, "block", node.body, f, inner_scope(f.scope))


# ---- traps -----------------------------------------------------------------------------------------------------------


@unwinder("block")
def leave_block(m: Machine, b: Branch, f: Frame, leaving: Leaving) -> bool:
    """Looks for a trap for an error; `f.data` is set while one of this block runs."""
    if leaving.kind != "error" or not f.node.traps or f.data is not None or leaving.record is None:
        return False
    traps = [((t.type,) if t.type is not None else (), t) for t in f.node.traps]
    found = find_catch(traps, leaving.record.exception, f.scope)
    if found is None:
        return False
    f.data = True
    record = unwrapped(ScriptError(leaving.record), found).record
    remember(record, m.cx)
    made = m.push(b, "trap", found[0], f)
    made.data = {"leaving": leaving, "_": f.scope.vars.get("_", NOTHING)}
    f.scope.vars["_"] = record
    m.push(b, "block", found[0].body, made)
    return True


@handler("trap")
def run_trap(m: Machine, b: Branch, f: Frame, _got: Any) -> None:
    """A trap has come to its end: the error is reported, the next statement runs."""
    m.report(f.scope, f.data["leaving"].record)
    _trap_over(b, f)
    m.pop(b)


@unwinder("trap")
def leave_trap(m: Machine, b: Branch, f: Frame, leaving: Leaving) -> bool:
    """`continue` goes on behind the statement that failed, `break` lets the error go on."""
    if leaving.kind in ("break", "continue") and leaving.label is None:
        if leaving.kind == "continue":
            _trap_over(b, f)
            m.pop(b)
        else:
            put_back(f.scope, "_", f.data["_"], NOTHING)
            b.frames.pop()
            m.unwind(b, f.data["leaving"])  # the block still has its mark, so no trap of it takes the error again
        return True
    put_back(f.scope, "_", f.data["_"], NOTHING)
    return False


def _trap_over(b: Branch, f: Frame) -> None:
    put_back(f.scope, "_", f.data["_"], NOTHING)
    b.frames[-2].data = None
