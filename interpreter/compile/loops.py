"""if, while, do, for, foreach."""

from collections.abc import Iterator
from typing import Any

from perdure.grammar import ast
from perdure.interpreter import operators
from perdure.interpreter.compile.core import Emit, ExpressionCode, StatementCode, Unit, statement
from perdure.interpreter.compile.hot import Hot
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.compile.targets import variable_setter
from perdure.interpreter.compile.variables import note_name
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import BreakFlow, ScriptError, make_error
from perdure.interpreter.reporting import locate
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import ListObject
from perdure.interpreter.values.enumerate import enumerate_value


@statement(ast.If)
def compile_if(unit: Unit, node: ast.If) -> StatementCode:
    clauses = [(unit.expression(c), unit.block(b)) for c, b in node.clauses]
    otherwise = unit.block(node.otherwise) if node.otherwise is not None else None
    if len(clauses) == 1:
        condition, body = clauses[0]

        def single(sc: Any, emit: Emit) -> Signal | None:
            value = condition(sc)
            if value is True or (value is not False and to_bool(value)):
                return body(sc, emit)
            if otherwise is not None:
                return otherwise(sc, emit)
            return None

        return single

    source, spans = unit.source, [c.span for c, _ in node.clauses]

    def code(sc: Any, emit: Emit) -> Signal | None:
        at = 0
        try:
            for condition, _ in clauses:
                if to_bool(condition(sc)):
                    break
                at += 1
        except ScriptError as error:
            locate(error.record, source, spans[at], sc.cx)
            raise
        if at < len(clauses):
            return clauses[at][1](sc, emit)
        if otherwise is not None:
            return otherwise(sc, emit)
        return None

    return code


def iterate(value: Any) -> Any:
    """Gives what a loop goes through: nothing for $null, the elements of a collection, else the one value."""
    if type(value) is list:
        return value
    if value is None or value is NOTHING:
        return ()
    if isinstance(value, ListObject):
        return over_list(value)
    inside = enumerate_value(value)
    return (value,) if inside is None else inside


def traced_walk(value: ExpressionCode) -> ExpressionCode:
    """Makes the same of a closure that has a hook for traces."""
    return lambda sc: iterate(value(sc))


def walked(unit: Unit, node: ast.Node) -> ExpressionCode:
    """Makes the closure of what foreach goes through: a range's numbers come one by one, all else as `iterate` says."""
    found = written_range(node)
    if found is None:
        value = unit.expression(node)

        def items(sc: Any) -> Any:
            return iterate(value(sc))

        return items
    left, right, general = unit.expression(found.left), unit.expression(found.right), operators.BINARY[".."]

    def numbers(sc: Any) -> Any:
        a, b = left(sc), right(sc)
        if type(a) is int and type(b) is int:
            return range(a, b + 1) if a <= b else range(a, b - 1, -1)
        return iterate(general(a, b))

    return numbers


def written_range(node: ast.Node) -> ast.Binary | None:
    """Gives the `a..b` that a value is."""
    while True:
        if isinstance(node, ast.Paren):
            node = node.pipeline
        elif isinstance(node, ast.Pipeline) and len(node.elements) == 1 and not node.background:
            node = node.elements[0]
        elif isinstance(node, ast.CommandExpression) and not node.redirections:
            node = node.expression
        else:
            return node if isinstance(node, ast.Binary) and node.operator == ".." else None


def over_list(items: ListObject) -> Iterator[Any]:
    """Gives a list's elements; a list that is changed meanwhile is an error."""
    version = items.version
    for item in items.items:
        yield item
        if items.version != version:
            raise make_error(
                "Collection was modified; enumeration operation may not execute.",
                "System.InvalidOperationException",
                "OperationStopped",
                None,
                "System.InvalidOperationException",
            )


def ends(signal: Signal, label: str | None) -> int:
    """Says what a signal from a loop's body means to that loop: 0 next round, 1 loop over, 2 passes on."""
    if signal.kind == "return":
        return 2
    if signal.label is None or signal.label == label:
        return 1 if signal.kind == "break" else 0
    return 2


def flow_ends(flow: BreakFlow, label: str | None) -> int:
    """The same for a break or continue that comes out of a function or script block called in the body."""
    if flow.label is None or flow.label == label:
        return 0 if flow.is_continue else 1
    return 2


@statement(ast.While)
def compile_while(unit: Unit, node: ast.While) -> StatementCode:
    condition = unit.expression(node.condition)
    return looping(Hot(unit, node), unit.block(node.body), condition, None, None)


@statement(ast.For)
def compile_for(unit: Unit, node: ast.For) -> StatementCode:
    start = unit.statement(node.initializer) if node.initializer is not None else None
    condition = unit.expression(node.condition) if node.condition is not None else None
    step = unit.statement(node.iterator) if node.iterator is not None else None
    return looping(Hot(unit, node), unit.block(node.body), condition, start, step)


def looping(hot: Hot, body: StatementCode, condition: Any, start: Any, step: Any) -> StatementCode:
    """Makes the closure of while and for. The condition is a closure or None (= true)."""
    name = hot.node.label.lower() if hot.node.label else None

    def code(sc: Any, emit: Emit) -> Signal | None:
        cx = sc.cx
        if start is not None:
            start(sc, _swallow)
        made = hot.ready(sc)
        if made is not None:
            return made(sc, emit)  # type: ignore[no-any-return]
        left = cx.hot_after - hot.rounds
        while True:
            if condition is not None:
                value = condition(sc)
                if value is not True and (value is False or not to_bool(value)):
                    return None
            try:
                signal = body(sc, emit)
            except BreakFlow as flow:
                what = flow_ends(flow, name)
                if what == 2:
                    raise
                if what == 1:
                    return None
                signal = None
            if signal is not None:
                what = ends(signal, name)
                if what:
                    return None if what == 1 else signal
            if step is not None:
                step(sc, _swallow)
            if cx.check_stop:
                cx.host.check_stop()
            left -= 1
            if left == 0:
                made = hot.made(sc)
                if made is not None:
                    return made(sc, emit)  # type: ignore[no-any-return]

    return code


def _swallow(_value: Any) -> None:
    """Takes what the parts of a `for` head put out (nothing of it is shown)."""


@statement(ast.DoWhile)
def compile_do(unit: Unit, node: ast.DoWhile) -> StatementCode:
    condition, body = unit.expression(node.condition), unit.block(node.body)
    label = node.label.lower() if node.label else None
    until = node.until
    hot = Hot(unit, node)

    def code(sc: Any, emit: Emit) -> Signal | None:
        made = hot.ready(sc)
        if made is not None:
            return made(sc, emit)  # type: ignore[no-any-return]
        left = sc.cx.hot_after - hot.rounds
        while True:
            try:
                signal = body(sc, emit)
            except BreakFlow as flow:
                what = flow_ends(flow, label)
                if what == 2:
                    raise
                if what == 1:
                    return None
                signal = None
            if signal is not None:
                what = ends(signal, label)
                if what:
                    return None if what == 1 else signal
            if to_bool(condition(sc)) is until:
                return None
            if sc.cx.check_stop:
                sc.cx.host.check_stop()
            left -= 1
            if left == 0:
                made = hot.made(sc)
                if made is not None:
                    return made(sc, emit)  # type: ignore[no-any-return]

    return code


@statement(ast.ForEach)
def compile_foreach(unit: Unit, node: ast.ForEach) -> StatementCode:
    """Makes foreach; the loop variable keeps its last value, `$foreach` is the enumerator's stand-in."""
    body = unit.block(node.body)
    label = node.label.lower() if node.label else None
    name = node.variable.name.lower()
    note_name(node.variable.name)
    assign = variable_setter(node.variable)
    plain = node.variable.drive is None
    uses_enumerator = "$foreach" in unit.source.text.lower()
    hot = Hot(unit, node)
    hot.dead = uses_enumerator
    value = unit.expression(node.value) if uses_enumerator or unit.traced else walked(unit, node.value)
    if unit.traced and not uses_enumerator:
        value = traced_walk(value)

    def code(sc: Any, emit: Emit) -> Signal | None:
        items = value(sc)
        if uses_enumerator:
            items = sc.vars["foreach"] = sc.cx.make_enumerator(iterate(items))
        variables = sc.vars
        cx = sc.cx
        items = iter(items)
        made = hot.ready(sc)
        if made is not None:
            return made(sc, emit, items)  # type: ignore[no-any-return]
        left = cx.hot_after - hot.rounds
        for item in items:
            if plain and (sc.infos is None or name not in sc.infos):
                variables[name] = item
            else:
                assign(sc, item)
            try:
                signal = body(sc, emit)
            except BreakFlow as flow:
                what = flow_ends(flow, label)
                if what == 2:
                    raise
                if what == 1:
                    break
                signal = None
            if signal is not None:
                what = ends(signal, label)
                if what == 1:
                    break
                if what == 2:
                    return signal
            if cx.check_stop:
                cx.host.check_stop()
            left -= 1
            if left == 0:
                made = hot.made(sc)
                if made is not None:
                    return made(sc, emit, items)  # type: ignore[no-any-return]
        if uses_enumerator:
            variables.pop("foreach", None)
        return None

    return code
