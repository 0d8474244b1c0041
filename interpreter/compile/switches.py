"""switch: several clauses may match; the condition's elements are taken one by one."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import operators
from perdure.interpreter.compile.core import Emit, StatementCode, Unit, statement
from perdure.interpreter.compile.loops import ends, flow_ends, iterate
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.convert import to_bool, to_string
from perdure.interpreter.errors import BreakFlow
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock


@statement(ast.Switch)
def compile_switch(unit: Unit, node: ast.Switch) -> StatementCode:
    condition = unit.expression(node.condition)
    clauses = [(clause_test(unit, c, node.flags), unit.block(b)) for c, b in node.clauses]
    default = unit.block(node.default) if node.default is not None else None
    label = node.label.lower() if node.label else None
    from_file = "file" in node.flags

    def code(sc: Any, emit: Emit) -> Signal | None:
        given = condition(sc)
        if given is NOTHING:
            return None
        items: Any = sc.cx.read_lines(given, sc) if from_file else [None] if given is None else iterate(given)
        before = sc.vars.get("_", NOTHING)
        switch_before = sc.vars.get("switch", NOTHING)
        sc.vars["switch"] = items = sc.cx.make_enumerator(items)
        try:
            for item in items:
                signal = one_item(sc, emit, item)
                if signal is None or signal is SKIP:
                    continue
                if signal is STOP:
                    break
                return signal
        finally:
            put_back(sc, "_", before)
            put_back(sc, "switch", switch_before)
        return None

    def one_item(sc: Any, emit: Emit, item: Any) -> Signal | None:
        matched = False
        for test, body in clauses:
            sc.vars["_"] = item
            if not test(item, sc):
                continue
            matched = True
            signal = guarded(body, sc, emit, label)
            if signal is not None:
                return signal
        if not matched and default is not None:
            sc.vars["_"] = item
            return guarded(default, sc, emit, label)
        return None

    return code


STOP, SKIP = Signal("stop"), Signal("skip")


def guarded(body: StatementCode, sc: Any, emit: Emit, label: str | None) -> Signal | None:
    """Runs a clause: None = go on with the next clause, SKIP = next element, STOP = switch over, else passes on."""
    try:
        signal = body(sc, emit)
    except BreakFlow as flow:
        what = flow_ends(flow, label)
        if what == 2:
            raise
        return STOP if what == 1 else SKIP
    if signal is None:
        return None
    what = ends(signal, label)
    return signal if what == 2 else STOP if what == 1 else SKIP


def put_back(sc: Any, name: str, before: Any) -> None:
    """Restores a variable that a statement had set for its own time."""
    if before is NOTHING:
        sc.vars.pop(name, None)
    else:
        sc.vars[name] = before


def clause_test(unit: Unit, node: ast.Expression, flags: tuple[str, ...]) -> Any:
    """Makes test(item, scope) -> bool of one clause, by the switch's mode."""
    sensitive = "casesensitive" in flags
    if isinstance(node, ast.ScriptBlockExpression):
        return block_test(unit, node)
    code = unit.expression(node)
    compare = match_test(flags, sensitive)

    def test(item: Any, sc: Any) -> bool:
        against = code(sc)
        if isinstance(against, ScriptBlock):
            return to_bool(sc.cx.call_block(against, [item], item, sc, True))
        return bool(compare(item, against, sc))

    return test


def block_test(unit: Unit, node: ast.ScriptBlockExpression) -> Any:
    """A script block as a condition: it runs in the switch's own scope."""
    code = unit.expression(node)

    def test(item: Any, sc: Any) -> bool:
        out = sc.cx.call_block(code(sc), [item], item, sc, False)
        return to_bool(out[0] if len(out) == 1 else out if out else None)

    return test


def match_test(flags: tuple[str, ...], sensitive: bool) -> Any:
    """Gives compare(item, clause value, scope) for -regex, -wildcard or the exact mode."""
    if "regex" in flags:

        def regex(item: Any, against: Any, sc: Any) -> bool:
            result, found = operators.match(to_string(item), to_string(against), sensitive, False)
            if found is not None:
                sc.assign("matches", found)
            return bool(result)

        return regex
    if "wildcard" in flags:
        like = operators.BINARY["-clike" if sensitive else "-like"]

        def wildcard(item: Any, against: Any, _sc: Any) -> bool:
            return bool(like(to_string(item), against))

        return wildcard

    def exact(item: Any, against: Any, _sc: Any) -> bool:
        if against is None or against is NOTHING:
            return item is None or item is NOTHING
        if type(item) is int and type(against) is int:
            return item == against
        return operators.equals(to_string(item), to_string(against), not sensitive)

    return exact
