"""try/catch/finally, trap, throw, and the other statements that leave: return, break, continue, exit."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import convert
from perdure.interpreter.compile.core import Emit, LeaveValue, StatementCode, Unit, statement
from perdure.interpreter.compile.signals import BREAK, CONTINUE, RETURN, Signal
from perdure.interpreter.compile.switches import put_back
from perdure.interpreter.errors import (
    RUNTIME,
    ErrorRecord,
    ExitFlow,
    NetException,
    ScriptError,
)
from perdure.interpreter.python_faults import ENDED, script_error
from perdure.interpreter.reporting import error_span, locate, preference, remember, report_statement_error
from perdure.interpreter.scopes import Scope
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NOTHING, unwrap


@statement(ast.Try)
def compile_try(unit: Unit, node: ast.Try) -> StatementCode:
    body = unit.block(node.body)
    catches = [(c.types, unit.block(c.body)) for c in node.catches]
    last = unit.block(node.finally_) if node.finally_ is not None else None
    guarded = catching(unit, node, body, catches) if catches else body
    if last is None:
        return guarded

    def code(sc: Any, emit: Emit) -> Signal | None:
        try:
            signal = guarded(sc, emit)
        except BaseException:
            left = last(sc, emit)
            if left is not None:
                return left
            raise
        left = last(sc, emit)
        return left if left is not None else signal

    return code


def catching(unit: Unit, node: ast.Try, body: StatementCode, catches: list[Any]) -> StatementCode:
    """Makes the closure of try with catch clauses."""
    source, span = unit.source, node.body.span

    def code(sc: Any, emit: Emit) -> Signal | None:
        cx = sc.cx
        depth = cx.try_depth
        cx.try_depth = depth + 1
        try:
            signal = body(sc, emit)
            cx.try_depth = depth
            return signal
        except ScriptError as error:
            cx.try_depth = depth
            locate(error.record, source, span, cx)
            handler = find_catch(catches, error.record.exception, sc)
            if handler is None:
                raise
            caught = unwrapped(error, handler)
        except BaseException:
            cx.try_depth = depth
            raise
        return run_catch(handler[0], caught, sc, emit)

    return code


def run_catch(handler: StatementCode, error: ScriptError, sc: Any, emit: Emit) -> Signal | None:
    """Runs a catch clause with `$_` as the error; `throw` alone in it throws the same error again."""
    remember(error.record, sc.cx)
    before, pipeline_before = sc.vars.get("_", NOTHING), sc.cx.caught
    sc.vars["_"] = error.record
    sc.cx.caught = error
    try:
        return handler(sc, emit)
    finally:
        sc.cx.caught = pipeline_before
        put_back(sc, "_", before)


def unwrapped(error: ScriptError, handler: tuple[Any, NetException]) -> ScriptError:
    """Gives the error as a typed clause sees it: with the wrapped exception where its type is the clause's."""
    record, matched = error.record, handler[1]
    if matched is record.exception:
        return error
    made = ErrorRecord(matched, record.error_id, record.category, record.target)
    for name in ("activity", "reason", "target_name", "target_type", "invocation", "details", "action", "stack"):
        setattr(made, name, getattr(record, name))
    made.position_source, made.position_span = record.position_source, record.position_span
    return ScriptError(made, error.thrown, error.stopped)


def find_catch(catches: list[Any], exception: NetException, sc: Any) -> Any:
    """Gives the clause for an exception and which exception it matched; None without.

    The most specific type wins over an earlier, wider one.
    """
    best: Any = None
    best_distance = 1 << 30
    for candidate in exception_chain(exception):
        mine = candidate.net_type
        for types, block in catches:
            if not types:
                distance = 1 << 20
                if best is None or distance < best_distance:
                    best, best_distance = (block, exception), distance
                continue
            for name in types:
                wanted = resolve(name, sc)
                steps = type_distance(mine, wanted)
                if steps is not None and steps < best_distance:
                    best, best_distance = (block, candidate), steps
        if best is not None and best_distance < 1 << 20:
            return best
    return best


def exception_chain(exception: NetException) -> list[NetException]:
    """Gives the exceptions that catch clauses are tried on: the inner one of a wrapper first, then the exception."""
    chain = []
    if exception.inner is not None and exception.type_name in WRAPPERS:
        chain.append(exception.inner)
    chain.append(exception)
    return chain


WRAPPERS = {
    RUNTIME,
    "System.Management.Automation.MethodInvocationException",
    "System.Management.Automation.GetValueInvocationException",
    "System.Management.Automation.SetValueInvocationException",
    "System.Management.Automation.CmdletInvocationException",
    "System.Management.Automation.ActionPreferenceStopException",
}


def type_distance(mine: NetType, wanted: NetType) -> int | None:
    """Says how many steps up the base types `wanted` is; None where it is no base."""
    for steps, here in enumerate(mine.parents()):
        if here is wanted or here.name == wanted.name:
            return steps
    return 1000 if wanted.kind == "interface" and mine.is_a(wanted) else None


def compile_trapped(unit: Unit, node: ast.StatementBlock) -> StatementCode:
    """Makes the closure of a block that has traps."""
    codes = [unit.statement(s) for s in node.statements]
    spans = [error_span(s) for s in node.statements]
    traps = [((t.type,) if t.type is not None else (), unit.block(t.body)) for t in node.traps]
    source = unit.source

    def code(sc: Any, emit: Emit) -> Signal | None:
        cx = sc.cx
        for i, run in enumerate(codes):
            depth = cx.try_depth
            cx.try_depth = depth + 1
            try:
                signal = run(sc, emit)
                cx.try_depth = depth
            except ENDED as raised:
                cx.try_depth = depth
                error = script_error(raised)
                locate(error.record, source, spans[i], cx)
                found = find_catch(traps, error.record.exception, sc)
                handler = found[0] if found is not None else None
                if handler is None:
                    if not report_statement_error(error, sc):
                        raise error from None
                    continue
                signal = run_trap(handler, error, sc, emit)
            except LeaveValue as left:
                cx.try_depth = depth
                for value in left.out:
                    emit(value)
                return left.signal
            except BaseException:
                cx.try_depth = depth
                raise
            if signal is not None:
                return signal
        return None

    return code


def run_trap(handler: StatementCode, error: ScriptError, sc: Any, emit: Emit) -> Signal | None:
    """Runs a trap in a scope of its own: `continue` goes on, `break` throws on, its end reports the error."""
    cx = sc.cx
    remember(error.record, cx)
    inner = Scope(sc, cx, sc.module, "trap")
    inner.vars["_"] = error.record
    before, cx.caught = cx.caught, error
    try:
        signal = handler(inner, emit)
    finally:
        cx.caught = before
    if signal is None:
        action = preference(sc, "erroractionpreference")
        if action == "Stop":
            raise error
        if action == "Continue":
            cx.streams.error(error.record)
        cx.ok = False
        return None
    if signal.kind == "continue":
        return None if signal.label is None else signal
    if signal.kind == "break":
        if signal.label is None:
            error.thrown = True
            raise error
        return signal
    return signal


# ---- statements that leave -----------------------------------------------------------------------------------------


@statement(ast.Return)
def compile_return(unit: Unit, node: ast.Return) -> StatementCode:
    if node.pipeline is None:

        def bare(_sc: Any, _emit: Emit) -> Signal | None:
            return RETURN

        return bare
    if unit.in_method:
        value = unit.expression(node.pipeline)

        def keep(sc: Any, _emit: Emit) -> Signal | None:
            given = value(sc)
            sc.vars["<result>"] = None if given is NOTHING else given
            return RETURN

        return keep
    run = unit.statement(node.pipeline)

    def code(sc: Any, emit: Emit) -> Signal | None:
        signal = run(sc, emit)
        return RETURN if signal is None else signal

    return code


@statement(ast.Break)
def compile_break(unit: Unit, node: ast.Break) -> StatementCode:
    return leaving(unit, node.label, BREAK)


@statement(ast.Continue)
def compile_continue(unit: Unit, node: ast.Continue) -> StatementCode:
    return leaving(unit, node.label, CONTINUE)


def leaving(unit: Unit, label: ast.Expression | None, plain: Signal) -> StatementCode:
    if label is None:

        def bare(_sc: Any, _emit: Emit) -> Signal | None:
            return plain

        return bare
    if isinstance(label, ast.String):
        fixed = Signal(plain.kind, label.value.lower())

        def named(_sc: Any, _emit: Emit) -> Signal | None:
            return fixed

        return named
    code = unit.expression(label)

    def computed(sc: Any, _emit: Emit) -> Signal | None:
        return Signal(plain.kind, convert.to_string(code(sc)).lower())

    return computed


@statement(ast.Exit)
def compile_exit(unit: Unit, node: ast.Exit) -> StatementCode:
    value = unit.expression(node.pipeline) if node.pipeline is not None else None

    def code(sc: Any, _emit: Emit) -> Signal | None:
        raise ExitFlow(value(sc) if value is not None else 0)

    return code


@statement(ast.Throw)
def compile_throw(unit: Unit, node: ast.Throw) -> StatementCode:
    value = unit.expression(node.pipeline) if node.pipeline is not None else None
    source, span = unit.source, node.span

    def code(sc: Any, _emit: Emit) -> Signal | None:
        if value is None and sc.cx.caught is not None:
            again = sc.cx.caught
            error = ScriptError(again.record, thrown=True)
            error.rethrown = again.rethrown or not again.thrown
            raise error
        error = thrown_error(value(sc) if value is not None else NOTHING)
        locate(error.record, source, span, sc.cx)
        raise error

    return code


def thrown_error(value: Any) -> ScriptError:
    """Makes the error of `throw value`: records and exceptions as they are, all else by its text."""
    plain = unwrap(value)
    inner = getattr(plain, "as_exception", None)
    if isinstance(plain, ErrorRecord):
        return ScriptError(plain, thrown=True)
    if inner is not None and not isinstance(plain, NetException):
        plain = plain.as_exception()
    if isinstance(plain, NetException):
        if plain.record is not None and not plain.record.position_span:
            return ScriptError(plain.record, thrown=True)
        record = ErrorRecord(plain, plain.message, "OperationStopped")
        if plain.record is not None:
            record.error_id, record.category = plain.record.error_id, plain.record.category
            record.target = plain.record.target
        return ScriptError(record, thrown=True)
    if value is NOTHING or plain is None:
        text, target = "ScriptHalted", None
    else:
        text, target = convert.to_string(value), value
    raised = NetException(RUNTIME, text)
    record = ErrorRecord(raised, text, "OperationStopped", target)
    raised.record = record
    return ScriptError(record, thrown=True)
