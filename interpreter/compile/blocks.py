"""Blocks of statements, and what happens to an error that a statement ends with.

A statement's error is reported and the next statement runs, unless somebody up the call stack wants it (try, trap), it
was thrown, or $ErrorActionPreference says otherwise (about_Preference_Variables, about_Try_Catch_Finally).
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import Emit, LeaveValue, StatementCode, Unit, statement
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.compile.tracing import hook_inside, hooked
from perdure.interpreter.compile.trying import compile_trapped
from perdure.interpreter.python_faults import ENDED, script_error
from perdure.interpreter.reporting import error_span, locate, placeless, report_statement_error


@statement(ast.StatementBlock)
def compile_block(unit: Unit, node: ast.StatementBlock) -> StatementCode:
    """Makes the closure of a block; one with traps goes by trying.py's rule."""
    if node.traps:
        return compile_trapped(unit, node)
    return sequence(unit, node.statements)


def sequence(unit: Unit, nodes: tuple[ast.Node, ...]) -> StatementCode:
    """Makes one closure that runs statements in order."""
    count = len(nodes)
    codes = statements_of(unit, nodes)
    source = unit.source
    if count == 0:
        return nothing
    if count == 1:
        only, span = codes[0], error_span(nodes[0])

        def run_one(sc: Any, emit: Emit) -> Signal | None:
            try:
                return only(sc, emit)
            except ENDED as raised:
                error = script_error(raised)
                if placeless(error.record):
                    locate(error.record, source, span, sc.cx)
                if not report_statement_error(error, sc):
                    raise error from None
                return None
            except LeaveValue as left:
                for value in left.out:
                    emit(value)
                return left.signal

        return run_one

    spans = [error_span(n) for n in nodes]

    def run(sc: Any, emit: Emit) -> Signal | None:
        i = 0
        while True:
            try:
                while i < count:
                    code = codes[i]
                    i += 1
                    signal = code(sc, emit)
                    if signal is not None:
                        return signal
                return None
            except ENDED as raised:
                error = script_error(raised)
                if placeless(error.record):
                    locate(error.record, source, spans[i - 1], sc.cx)
                if not report_statement_error(error, sc):
                    raise error from None
            except LeaveValue as left:
                for value in left.out:
                    emit(value)
                return left.signal

    return run


def statements_of(unit: Unit, nodes: tuple[ast.Node, ...]) -> list[StatementCode]:
    """Gives the closures of a block's statements, with hooks where the session traces."""
    if not unit.traced:
        return [unit.statement(n) for n in nodes]
    for n in nodes:
        hook_inside(unit, n)
    return [hooked(unit, n, unit.statement(n)) for n in nodes]


def nothing(_sc: Any, _emit: Emit) -> Signal | None:
    """The empty block."""
    return None
