"""Set-PSDebug -Trace: statements, conditions and braces tell where they stand before they run, on the debug stream.

Code is compiled with these hooks only once some text has named Set-PSDebug, so that all other scripts pay nothing.
Source: the Set-PSDebug page; ScriptDebugger.TraceLine and PositionUtilities.BriefMessage.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.convert import to_string
from perdure.interpreter.values.records import DebugRecord

SET_CHARS_MAX = 60  # of a variable's name and value together

# What is no step of its own: its conditions and blocks are.
INNER = (
    ast.If, ast.While, ast.DoWhile, ast.For, ast.ForEach, ast.Switch, ast.Try, ast.Trap, ast.StatementBlock,
    ast.FunctionDefinition,
)  # fmt: skip


def trace_line(cx: Any, source: Any, offset: int) -> None:
    """Shows the line of a place, with the mark in front of the place."""
    line, column = source.line_column(offset)
    text = source.line_text(line).rstrip("\r\n")
    shown = f"{text} <<<< " if column > len(text) else f"{text[: column - 1]} >>>> {text[column - 1 :]}"
    tell(cx, f"{line:4}+ {shown}")


def tell(cx: Any, text: str) -> None:
    cx.streams.debug(DebugRecord(text))


def hooked(unit: Any, node: ast.Node, code: Any) -> Any:
    """Gives the code of a statement or condition with its hook."""
    source, start = unit.source, node.span.start
    name = target_name(node)
    if isinstance(node, INNER):
        return code

    def run(sc: Any, *emit: Any) -> Any:
        cx = sc.cx
        if cx.trace:
            trace_line(cx, source, start)
        given = code(sc, *emit)
        if name and cx.trace > 1:
            assigned(cx, name, sc.lookup(name.lower()))
        return given

    return run


def target_name(node: ast.Node) -> str:
    """Gives the variable that an assignment sets, "" for all other nodes."""
    target = node.target if isinstance(node, ast.Assignment) else None
    return target.name if isinstance(target, ast.Variable) else ""


def hook_inside(unit: Any, node: ast.Node) -> None:
    """Has what a compound statement looks at compiled with hooks, before the statement itself is."""
    for found in conditions(node):
        unit.made[id(found)] = (found, hooked(unit, found, unit.expression(found)))
    if isinstance(node, ast.ForEach):
        unit.made[-id(node.body)] = (node.body, hooked_round(unit, node.variable.name, unit.block(node.body)))


def hooked_round(unit: Any, name: str, code: Any) -> Any:
    """Gives a foreach's body that tells of the loop variable's value."""

    def run(sc: Any, emit: Any) -> Any:
        if sc.cx.trace > 1:
            assigned(sc.cx, name, sc.lookup(name.lower()))
        return code(sc, emit)

    return run


def conditions(node: ast.Node) -> list[Any]:
    if isinstance(node, ast.If):
        return [condition for condition, _ in node.clauses]
    if isinstance(node, ast.While | ast.DoWhile | ast.Switch):
        return [node.condition]
    if isinstance(node, ast.For):
        return [n for n in (node.initializer, node.condition, node.iterator) if n is not None]
    return [node.value] if isinstance(node, ast.ForEach) else []


def hooked_body(unit: Any, tree: Any, definition: Any, code: Any) -> Any:
    """Gives a body's code with hooks at its braces; level 2 tells of the call."""
    source = unit.source
    span = (definition if definition is not None else tree).span
    text = source.text
    start = text.find("{", span.start) if definition is not None else span.start
    braced = text[start : start + 1] == "{" and text[span.end - 1 : span.end] == "}"
    name = getattr(definition, "name", None) or "<ScriptBlock>"

    def run(sc: Any, emit: Any) -> Any:
        cx = sc.cx
        if cx.trace > 1 and braced:
            called(cx, name, source)
        if cx.trace and braced:
            trace_line(cx, source, start)
        signal = code(sc, emit)
        if cx.trace and braced and signal is None:
            trace_line(cx, source, span.end - 1)
        return signal

    return run


def called(cx: Any, name: str, source: Any) -> None:
    """Tells of a call of a function or script block."""
    where = f"  (defined in file '{source.path}')" if source.path else ""
    tell(cx, f"    ! CALL function '{name}'{where}")


def assigned(cx: Any, name: str, value: Any) -> None:
    """Tells of a variable's new value."""
    text = "" if value is None else to_string(value)
    room = max(SET_CHARS_MAX - len(name), 0)
    tell(cx, f"    ! SET ${name} = '{text if len(text) <= room else text[:room] + '...'}'.")
