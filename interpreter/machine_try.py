"""The frame of try: catch and finally, with what is still to leave kept as data meanwhile."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.trying import find_catch, unwrapped
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.frames import Branch, Frame, Leaving
from perdure.interpreter.machine import BEGINNERS, Machine, beginner, handler, pushing, unwinder
from perdure.interpreter.machine_scopes import put_back
from perdure.interpreter.reporting import remember
from perdure.interpreter.values.base import NOTHING, Member

BEGINNERS[ast.Try] = pushing("try")
START, BODY, CATCH, FINALLY = range(4)


@handler("try")
def run_try(m: Machine, b: Branch, f: Frame, _got: Any) -> None:
    """pc: what has been run. data: `leaving` to go on with behind finally; `record`, `old` of a catch clause."""
    if f.pc == START:
        f.data = {"leaving": None, "record": None, "old": NOTHING}
        f.pc = BODY
        m.push(b, "block", f.node.body, f)
        return
    if f.pc == CATCH:
        put_back(f.scope, "_", f.data["old"], NOTHING)
    if f.pc != FINALLY and f.node.finally_ is not None:
        f.pc = FINALLY
        m.push(b, "block", f.node.finally_, f)
        return
    leaving = f.data["leaving"]
    if leaving is None:
        m.pop(b)
    else:
        b.frames.pop()
        m.unwind(b, leaving)


@unwinder("try")
def leave_try(m: Machine, b: Branch, f: Frame, leaving: Leaving) -> bool:
    """An error of the body goes to a catch clause; whatever else leaves waits for finally."""
    if f.pc == BODY and leaving.kind == "error" and leaving.record is not None:
        clauses = [(c.types, c) for c in f.node.catches]
        try:
            found = find_catch(clauses, leaving.record.exception, f.scope)
        except ScriptError as error:  # a catch names a type that there is not
            leaving, found = Leaving("error", None, error.record), None
        if found is not None and leaving.record is not None:
            record = unwrapped(ScriptError(leaving.record), found).record
            remember(record, m.cx)
            answer_message(record)
            f.data["record"], f.data["old"] = record, f.scope.vars.get("_", NOTHING)
            f.pc = CATCH
            f.scope.vars["_"] = record
            m.push(b, "block", found[0].body, f)
            return True
    if f.pc == CATCH:
        put_back(f.scope, "_", f.data["old"], NOTHING)
    if f.pc != FINALLY and f.node.finally_ is not None:
        f.data["leaving"] = leaving
        f.pc = FINALLY
        m.push(b, "block", f.node.finally_, f)
        return True
    return False


def answer_message(record: ErrorRecord) -> None:
    """Lets the record answer `.Message` as an exception does, since `$_` in a catch was one in 5.1 (SD-8)."""
    if record.ext is None:
        record.ext = {}
    record.ext.setdefault("message", Member("Message", "NoteProperty", record.message))


@beginner(ast.Throw)
def begin_throw(m: Machine, b: Branch, f: Frame, node: ast.Throw, next_pc: int) -> None:
    """`throw` alone in a catch block throws the same error again; all else is an ordinary statement."""
    if node.pipeline is None:
        for frame in reversed(b.frames):
            if frame.kind == "try" and frame.pc == CATCH:
                f.pc = next_pc
                m.unwind(b, Leaving("error", None, frame.data["record"], True))
                return
            if frame.kind == "call":
                break
    m.leaf(b, f, node, next_pc)
