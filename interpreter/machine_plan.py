"""What the machine knows of a statement or expression: its closures, and whether it may run on the scheduler's thread.

Quick are literals, operators, the members of `QUICK_METHODS` and commands that are marked quick. Everything that may take
time or runs script code (functions, script blocks, loops inside an expression, other commands) is an activity.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import unit_of
from perdure.interpreter.frames import Definition
from perdure.interpreter.lookup import find_command
from perdure.interpreter.machine_quick import QUICK_DRIVES, QUICK_METHODS, quick_type
from perdure.interpreter.values.base import SCRIPT_METHODS

LOOPS = (ast.While, ast.DoWhile, ast.For, ast.ForEach, ast.Parallel)


class Plan:
    """One node's plan, made once. `names`: the commands that must be quick, None when nothing can make it quick."""

    __slots__ = ("definition", "node", "names", "methods", "_statement", "_expression", "_version", "_quick")

    def __init__(self, definition: Definition, node: ast.Node) -> None:
        self.definition = definition
        self.node = node
        self.names = commands_of(node)
        self.methods = methods_of(node)
        self._statement: Any = None
        self._expression: Any = None
        self._version: Any = None
        self._quick = False

    @property
    def statement(self) -> Any:
        """Gives f(scope, emit) -> Signal | None."""
        if self._statement is None:
            self._statement = unit_of(self.definition.source).statement(self.node)
        return self._statement

    @property
    def expression(self) -> Any:
        """Gives f(scope) -> value; of a statement, its output gathered."""
        if self._expression is None:
            self._expression = unit_of(self.definition.source).expression(self.node)
        return self._expression

    def quick(self, scope: Any) -> bool:
        """Tells whether the node may run in place, by what its commands' names mean now."""
        names = self.names
        if names is None or not SCRIPT_METHODS.isdisjoint(self.methods):
            return False
        if not names:
            return True
        version = scope.cx.version
        if self._version != version:
            self._version = version
            self._quick = all(is_quick(name, scope) for name in names)
        return self._quick


def is_quick(name: str, scope: Any) -> bool:
    """Tells whether a command takes no time and calls no script code."""
    found = find_command(name, scope)
    return bool(getattr(getattr(found, "cls", None), "quick", False))


def plan_of(definition: Definition, node: ast.Node) -> Plan:
    """Gives a node's plan."""
    found = definition.plans.get(id(node))
    if found is None:
        found = definition.plans[id(node)] = Plan(definition, node)
    return found


def commands_of(node: ast.Node) -> tuple[str, ...] | None:
    """Gives the names of the commands that a node runs itself; None where it holds something that is never quick."""
    names: list[str] = []
    stack: list[ast.Node] = [node]
    while stack:
        here = stack.pop()
        kind = type(here)
        if kind is ast.ScriptBlockExpression:
            continue
        if kind in (ast.FunctionDefinition, ast.ClassDefinition, ast.EnumDefinition):
            continue
        slow = SLOW.get(kind)
        if slow is not None and slow(here):
            return None
        if kind is ast.Command:
            name = command_name(here)  # type: ignore[arg-type]
            if name is None:
                return None
            names.append(name)
        stack.extend(here.children())
    return tuple(dict.fromkeys(names))


def methods_of(node: ast.Node) -> frozenset[str]:
    """Gives the names of the methods that a node calls on values, lower case: a script class may have one of that name."""
    found = (n.member for n in node.walk() if type(n) is ast.InvokeMember and not n.static)
    return frozenset(name.value.lower() for name in found if type(name) is ast.String)


def command_name(node: ast.Command) -> str | None:
    """Gives a command's name where the text tells it, lower case; None for `. x` and computed names."""
    if node.invocation == "." or type(node.name) is not ast.String:
        return None
    return node.name.value.lower()


def _slow_command(node: ast.Command) -> bool:
    return any(type(e) is ast.ScriptBlockExpression for e in node.elements)


def _slow_call(node: ast.InvokeMember) -> bool:
    if type(node.member) is not ast.String:
        return True
    name = node.member.value.lower()
    if any(type(a) is ast.ScriptBlockExpression for a in node.arguments):
        return True
    if node.static and isinstance(node.target, ast.TypeExpression):
        return not quick_type(node.target.type)
    return name not in QUICK_METHODS


def _slow_variable(node: ast.Variable) -> bool:
    return node.drive is not None and node.drive not in QUICK_DRIVES


def _always(_node: Any) -> bool:
    return True


SLOW: dict[type, Any] = {
    ast.Command: _slow_command,
    ast.InvokeMember: _slow_call,
    ast.Variable: _slow_variable,
    ast.FileRedirection: _always,
    ast.Binary: lambda node: type(node.right) is ast.ScriptBlockExpression,
    ast.Pipeline: lambda node: node.background,
    ast.PipelineChain: lambda node: node.background,
    ast.Configuration: _always,
    **dict.fromkeys(LOOPS, _always),
}
