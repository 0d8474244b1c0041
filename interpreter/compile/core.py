"""The compiler's heart: a Unit turns the nodes of one source into closures, each once.

An expression becomes `f(scope) -> value`; a statement `f(scope, emit) -> Signal | None`, where `emit` takes one output
object. The functions that know each node stand in the other files of this package and enter themselves in the tables
below. Closures only: on the recursive path nothing may take C stack.
"""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.grammar.source import Source
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.context import observe
from perdure.interpreter.errors import EngineBug
from perdure.interpreter.observers import arm
from perdure.interpreter.values.base import NOTHING

Emit = Callable[[Any], None]
ExpressionCode = Callable[[Any], Any]
StatementCode = Callable[[Any, Emit], Signal | None]

EXPRESSIONS: dict[type, Callable[["Unit", Any], ExpressionCode]] = {}
STATEMENTS: dict[type, Callable[["Unit", Any], StatementCode]] = {}


def expression(kind: type) -> Callable[[Any], Any]:
    """Enters a function(unit, node) -> closure as the compiler of that kind of expression."""

    def enter(function: Any) -> Any:
        EXPRESSIONS[kind] = function
        return function

    return enter


def statement(kind: type) -> Callable[[Any], Any]:
    """Enters a function(unit, node) -> closure as the compiler of that kind of statement."""

    def enter(function: Any) -> Any:
        STATEMENTS[kind] = function
        return function

    return enter


class Unit:
    """The compiled form of one source. `uses_ok`: the text looks at `$?`, so statements keep it up to date."""

    __slots__ = ("source", "made", "uses_ok", "namespaces", "in_method", "traced")

    def __init__(self, source: Source) -> None:
        self.source = source
        self.made: dict[int, tuple[ast.Node, Any]] = {}
        self.uses_ok = "$?" in source.text or "${?}" in source.text
        self.namespaces: tuple[str, ...] = ()
        self.traced = arm(source.text)  # statements get hooks for Set-PSDebug -Trace
        self.in_method = False  # while a class method is compiled: `return` keeps its value for the caller

    def expression(self, node: ast.Node) -> ExpressionCode:
        """Gives the closure f(scope) -> value of an expression, or of a statement taken as a value."""
        found = self.made.get(id(node))
        if found is not None:
            return found[1]  # type: ignore[no-any-return]
        maker = EXPRESSIONS.get(type(node))
        if maker is None:
            if type(node) not in STATEMENTS:
                raise EngineBug(f"no compiler for {type(node).__name__}")
            made = self.value_of(node)
        else:
            made = maker(self, node)
        self.made[id(node)] = (node, made)
        return made

    def statement(self, node: ast.Node) -> StatementCode:
        """Gives the closure f(scope, emit) -> Signal | None of a statement."""
        key = -id(node)
        found = self.made.get(key)
        if found is not None:
            return found[1]  # type: ignore[no-any-return]
        maker = STATEMENTS.get(type(node))
        if maker is None:
            raise EngineBug(f"no compiler for the statement {type(node).__name__}")
        made = maker(self, node)
        self.made[key] = (node, made)
        return made

    def block(self, node: ast.StatementBlock) -> StatementCode:
        """Gives the closure of a block of statements: errors of its statements handled by PowerShell's rules."""
        return self.statement(node)

    def value_of(self, node: ast.Node) -> ExpressionCode:
        """Gives a closure that runs a statement and gathers its output: nothing, one object or a list."""
        run = self.statement(node)

        def gathered(sc: Any) -> Any:
            out: list[Any] = []
            signal = run(sc, out.append)
            if signal is not None:
                raise leave(signal, out)
            if len(out) == 1:
                return out[0]
            return out if out else NOTHING

        return gathered


class LeaveValue(Exception):
    """`return`, `break` or `continue` inside a statement that is used as a value: goes to the enclosing body."""

    def __init__(self, signal: Signal, out: list[Any]) -> None:
        self.signal, self.out = signal, out


def leave(signal: Signal, out: list[Any]) -> LeaveValue:
    return LeaveValue(signal, out)


def unit_of(source: Source) -> Unit:
    """Gives the Unit of a source, made at the first call; it lives as long as the source."""
    found = source.unit
    if found is None:
        found = source.unit = Unit(source)
        observe(source.text)
    return found  # type: ignore[no-any-return]
