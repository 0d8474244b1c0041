"""Pipelines and chains: an expression's value goes out enumerated, commands become stages."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.commands import CommandCode, compile_command
from perdure.interpreter.compile.core import (
    EXPRESSIONS,
    Emit,
    ExpressionCode,
    LeaveValue,
    StatementCode,
    Unit,
    expression,
    leave,
    statement,
)
from perdure.interpreter.compile.redirections import Redirected, apply_redirections
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.pipeline import Stage, run_stages
from perdure.interpreter.python_faults import ENDED, script_error
from perdure.interpreter.reporting import locate, placeless, report_statement_error
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.enumerate import enumerate_value

SCALARS: frozenset[type] = frozenset([int, str, float, bool])


def put_out(value: Any, emit: Emit) -> None:
    """Puts a value out as a statement does: collections element by element, 'no output' not at all."""
    kind = type(value)
    if kind in SCALARS:
        emit(value)
    elif kind is list:
        for item in value:
            emit(item)
    elif value is not NOTHING:
        inside = enumerate_value(value)
        if inside is None:
            emit(value)
        else:
            for item in inside:
                emit(item)


def silent(node: ast.Node) -> bool:
    """Tells whether an expression that stands as a statement puts nothing out: `$i++`, `($x = 5)` does."""
    if isinstance(node, ast.Postfix):
        return True
    return isinstance(node, ast.Unary) and node.operator in ("++", "--")


@statement(ast.Pipeline)
def compile_pipeline(unit: Unit, node: ast.Pipeline) -> StatementCode:
    if node.background:
        return background(unit, node)
    if len(node.elements) == 1:
        only = node.elements[0]
        if isinstance(only, ast.Command):
            return compile_command(unit, only)
        if not only.redirections:
            return expression_statement(unit, only.expression)
    return several(unit, node)


def expression_statement(unit: Unit, node: ast.Expression) -> StatementCode:
    """Makes the closure of an expression that is a statement."""
    code = unit.expression(node)
    if silent(node):

        def quiet(sc: Any, emit: Emit) -> Signal | None:
            code(sc)
            sc.cx.ok = True
            return None

        return quiet
    keeps = isinstance(node, (ast.Paren, ast.SubExpression, ast.ArrayExpression))

    def run(sc: Any, emit: Emit) -> Signal | None:
        value = code(sc)
        if not keeps:
            sc.cx.ok = True
        put_out(value, emit)
        return None

    return run


@expression(ast.SubExpression)
def compile_subexpression(unit: Unit, node: ast.SubExpression) -> ExpressionCode:
    """Makes `$(...)`; one that holds a mere calculation gives a plain value at once, with no list in between."""
    statements = node.body.statements
    only = statements[0] if len(statements) == 1 and not node.body.traps else None
    first = only.elements[0] if isinstance(only, ast.Pipeline) and len(only.elements) == 1 else None
    if (
        not isinstance(only, ast.Pipeline)
        or only.background
        or not isinstance(first, ast.CommandExpression)
        or first.redirections
        or not isinstance(first.expression, (ast.Binary, ast.Variable, ast.Member, ast.Index))
    ):
        return unit.value_of(node.body)
    inner, source, span = unit.expression(first.expression), unit.source, only.span

    def code(sc: Any) -> Any:
        out: list[Any] = []
        try:
            value = inner(sc)
            sc.cx.ok = True
            if type(value) in SCALARS:
                return value
            put_out(value, out.append)
        except ENDED as raised:
            error = script_error(raised)
            if placeless(error.record):
                locate(error.record, source, span, sc.cx)
            if not report_statement_error(error, sc):
                raise error from None
        except LeaveValue as left:
            raise leave(left.signal, [*out, *left.out]) from None
        return out[0] if len(out) == 1 else out if out else NOTHING

    return code


def several(unit: Unit, node: ast.Pipeline) -> StatementCode:
    """Makes the closure of a pipeline with more than one element."""
    first = node.elements[0]
    source: ExpressionCode | None = None
    redirections: tuple[Any, ...] = ()
    commands = list(node.elements)
    if isinstance(first, ast.CommandExpression):
        source = unit.expression(first.expression)
        redirections = first.redirections
        commands = commands[1:]
    codes = [CommandCode(unit, c) for c in commands if isinstance(c, ast.Command)]
    expects = source is not None

    def run(sc: Any, emit: Emit) -> Signal | None:
        if redirections:
            return redirected_expression(unit, source, redirections, codes, sc, emit)
        items = None if source is None else pipeline_items(source(sc))
        stages: list[Stage] = []
        waiting = expects
        for code in codes:
            stages.append(code.stage(sc, waiting))
            waiting = True
        run_stages(stages, items, emit)
        sc.cx.ok = all_well(stages)
        return None

    return run


def all_well(stages: list[Stage]) -> bool:
    """Tells whether no stage has failed, for `$?`."""
    for stage in stages:
        if stage.failed:
            return False
    return True


def pipeline_items(value: Any) -> Any:
    """Gives the objects that an expression sends down a pipeline."""
    if type(value) is list:
        return value
    if value is NOTHING:
        return ()
    inside = enumerate_value(value)
    return (value,) if inside is None else inside


class ExpressionStage(Stage):
    """An expression with redirections as the first stage."""

    def __init__(self, code: ExpressionCode, sc: Any) -> None:
        self.code, self.sc = code, sc

    def on_alone(self) -> None:
        put_out(self.code(self.sc), self.emit)  # its own error is the statement's: no redirection takes it


def redirected_expression(
    unit: Unit, source: Any, redirections: tuple[Any, ...], codes: list[Any], sc: Any, emit: Emit
) -> Signal | None:
    made = Redirected(ExpressionStage(source, sc), sc.cx)
    made.outer = sc.cx.streams
    made.streams = sc.cx.streams.copy()
    apply_redirections(unit, redirections, made, sc)
    stages: list[Stage] = [made]
    for code in codes:
        stages.append(code.stage(sc, True))
    run_stages(stages, None, emit)
    return None


def background(unit: Unit, node: ast.Pipeline) -> StatementCode:
    """Makes `pipeline &`: a job."""

    def run(sc: Any, emit: Emit) -> Signal | None:
        emit(sc.cx.engine.start_background(node, unit.source, sc))
        return None

    return run


@statement(ast.PipelineChain)
def compile_chain(unit: Unit, node: ast.PipelineChain) -> StatementCode:
    left, right = unit.statement(node.left), unit.statement(node.right)
    wanted = node.operator == "&&"

    def run(sc: Any, emit: Emit) -> Signal | None:
        try:
            signal = left(sc, emit)
        except ENDED as raised:
            error = script_error(raised)
            if not report_statement_error(error, sc):
                raise error from None
            sc.cx.ok = False
            signal = None
        if signal is not None:
            return signal
        if sc.cx.ok is wanted:
            return right(sc, emit)
        return None

    return run


@expression(ast.Pipeline)
def compile_pipeline_value(unit: Unit, node: ast.Pipeline) -> ExpressionCode:
    """A pipeline as a value: a lone expression's value as it is, else what comes out, gathered."""
    if len(node.elements) == 1 and not node.background:
        only = node.elements[0]
        if isinstance(only, ast.CommandExpression) and not only.redirections:
            return unit.expression(only.expression)
    return unit.value_of(node)


for _kind in (ast.Command, ast.CommandExpression):

    def _element(unit: Unit, node: Any) -> StatementCode:
        code: StatementCode = compile_pipeline(unit, ast.Pipeline((node,), False, node.span))
        return code

    statement(_kind)(_element)

__all__ = ["EXPRESSIONS", "compile_pipeline", "put_out"]
