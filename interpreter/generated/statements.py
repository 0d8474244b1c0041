"""Statements: each with the handler that decides about its error, as a block of closures does."""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.pipelines import put_out, silent
from perdure.interpreter.generated.pure import ANY
from perdure.interpreter.generated.region import Region
from perdure.interpreter.generated.values import DEPTH_MAX, RUNS, handler, test, value

# What a profiler has called at the end of each statement: between calls no other thread of Python gets its turn to look.
TICKS: list[Callable[[], None]] = []
STATEMENTS: dict[type, Callable[[Region, Any], bool]] = {}


def statement_rule(kind: type) -> Callable[[Any], Any]:
    """Enters a function(region, node) -> whether it wrote the statement (nothing is written where it did not)."""

    def enter(function: Any) -> Any:
        STATEMENTS[kind] = function
        return function

    return enter


def block(region: Region, node: ast.StatementBlock) -> None:
    """Writes a block of statements."""
    if node.traps:
        by_closure(region, node)
        return
    for one in node.statements:
        if region.dead:
            return
        region.place(one.span)
        guarded(region, one)


def guarded(region: Region, node: ast.Node) -> None:
    """Writes a statement and what is done with its error."""
    if isinstance(node, (ast.Break, ast.Continue)) and leaves(region, node):
        return
    before, leavy = region.state(), region.leavy
    region.leavy = False
    with region.block("try:", True):
        lower(region, node)
        if TICKS and not region.dead:
            region.line(f"{region.bind(TICKS[0], 'tick')}()")
    region.meet(before)
    handler(region, node)
    if region.leavy:
        with region.block("except LeaveValue as leaving:"):
            region.line("signal = left(leaving, emit)")
            region.reload()
            passed_on(region)
    region.leavy = leavy


def lower(region: Region, node: ast.Node) -> None:
    """Writes a statement without a handler."""
    rule = STATEMENTS.get(type(node))
    if rule is None or region.depth > DEPTH_MAX or not rule(region, node):
        by_closure(region, node)


def again(region: Region, node: ast.Node) -> None:
    """Writes the statement's closure as the way off the usual one."""
    if isinstance(node, (ast.Assignment, ast.Pipeline)):  # such as need no more than their own rule: no signal
        region.line(f"{region.bind(region.unit.statement(node))}(sc, emit)")
        region.reload()
        return
    region.line(f"signal = {region.bind(region.unit.statement(node))}(sc, emit)")
    region.reload()
    passed_on(region)


def by_closure(region: Region, node: ast.Node, emit: str = "emit") -> None:
    """Writes the call of a statement's closure."""
    code = region.bind(region.unit.statement(node))
    region.line(f"signal = {code}(sc, {emit})")
    if isinstance(node, ast.Assignment) and not any(isinstance(n, RUNS) for n in node.walk()):
        region.reload()
    else:
        region.leavy = True
        region.forget()
    passed_on(region)


def passed_on(region: Region) -> None:
    """Writes how a signal of a closure leaves; `signal` may be None."""
    with region.block("if signal is not None:"):
        if not region.loops and not region.tries:
            region.line("return signal")
            return
        with region.block("if signal.kind == 'return':" if region.loops else "if True:"):
            given = region.temp()
            region.line(f"{given} = signal")
            region.unwind(0)
            region.line(f"return {given}")
        if region.loops:
            region.line("raise flow_of(signal)")


@statement_rule(ast.StatementBlock)
def inner_block(region: Region, node: ast.StatementBlock) -> bool:
    if node.traps:
        return False
    block(region, node)
    return True


@statement_rule(ast.If)
def compile_if(region: Region, node: ast.If) -> bool:
    ends = []
    indents = 0
    for condition, body in node.clauses:
        if len(node.clauses) > 1:
            region.line(f"at = {region.bind(condition.span, 'span')}")
        text = test(region, condition)
        before = region.state()
        with region.block(f"if {text}:"):
            block(region, body)
            if not region.dead:
                ends.append(region.state())
            region.dead = False
        region.set_state(before)
        region.line("else:")
        region.indent += 1
        indents += 1
    if node.otherwise is not None:
        block(region, node.otherwise)
    if not region.dead:
        ends.append(region.state())
    region.line("pass")
    region.indent -= indents
    region.join(ends)
    return True


@statement_rule(ast.Pipeline)
def pipeline(region: Region, node: ast.Pipeline) -> bool:
    """An expression that stands as a statement."""
    if len(node.elements) != 1 or node.background:
        return False
    only = node.elements[0]
    if not isinstance(only, ast.CommandExpression) or only.redirections or silent(only.expression):
        return False
    if isinstance(only.expression, (ast.Paren, ast.SubExpression, ast.ArrayExpression)):
        return False
    if any(isinstance(n, RUNS) for n in only.expression.walk()):
        return False
    put(region, only.expression)
    return True


def put(region: Region, node: ast.Node) -> None:
    """Writes an expression's value to the output."""
    term = value(region, node)
    region.line("cx.ok = True")
    if term.text == "NOTHING":
        return
    if term.kind == ANY:
        region.line(f"{region.bind(put_out, 'put_out')}({term.text}, emit)")
    else:
        region.line(f"emit({term.text})")
    if region.fresh:
        with region.block("if not listed:"):
            region.reload()


@statement_rule(ast.Return)
def compile_return(region: Region, node: ast.Return) -> bool:
    if node.pipeline is None:
        region.unwind(0)
        region.line("return RETURN")
        region.dead = True
        return True
    if region.in_method:
        term = value(region, node.pipeline)
        text = term.text if term.kind != ANY else f"None if {term.text} is NOTHING else {term.text}"
        region.line(f"v['<result>'] = {text}")
    elif isinstance(node.pipeline, ast.Pipeline):
        if not pipeline(region, node.pipeline):
            by_closure(region, node.pipeline)
    else:
        return False
    region.unwind(0)
    region.line("return RETURN")
    region.dead = True
    return True


def leaves(region: Region, node: ast.Break | ast.Continue) -> bool:
    """Writes `break` and `continue`: for the loop around at once, for one further out by a BreakFlow."""
    label = None
    if node.label is not None:
        if not isinstance(node.label, ast.String):
            return False
        label = node.label.value.lower()
    again = isinstance(node, ast.Continue)
    if not region.loops:
        if label is not None or region.tries:
            return False
        region.line("return CONTINUE" if again else "return BREAK")
    elif label is None or label == region.loops[-1].label:
        region.loops[-1].leave(again)
    else:
        region.line(f"raise BreakFlow({label!r}, {again})")
    region.dead = True
    return True
