"""Finds what the grammar allows and PowerShell's parser refuses: walks a tree once, without recursion, from the root down.

The rules stand in the other checks_ modules, by the class of node that they are about. What needs .NET's types (an unknown
base class, a caught type that a former clause catches) is left to checks_types.py, which the interpreter calls with its own
types. Serves parse.py.
"""

from collections.abc import Callable
from typing import Any

from perdure.grammar import checks_commands, checks_definitions, checks_expressions, checks_methods, checks_statements
from perdure.grammar.ast import Node, Number, ScriptBlock, String, TypeName, Variable
from perdure.grammar.checks_context import Context, Report

Check = Callable[[Any, Any, Context, Report], "Context | None"]

CHECKS: dict[type, Check] = {}
for _module in (checks_expressions, checks_commands, checks_statements, checks_definitions, checks_methods):
    CHECKS.update(_module.CHECKS)

LEAVES = frozenset((String, Number, TypeName))
_fields: dict[type, tuple[str, ...]] = {}


def check(root: ScriptBlock, report: Report, text: str, workflow: bool = False) -> None:
    """Reports every fault of a tree, in the order of the text; `workflow`: the root stands inside one."""
    stack: list[tuple[Any, Any, Context]] = [(root, None, Context().replaced(workflow=workflow, text=text))]
    checks, leaves = CHECKS, LEAVES
    while stack:
        node, parent, context = stack.pop()
        kind = type(node)
        if kind is tuple:
            for item in reversed(node):
                if type(item) not in leaves and type(item) is not str:
                    stack.append((item, parent, context))
            continue
        rule = checks.get(kind)
        if rule is not None:
            inner = rule(node, parent, context, report)
            if inner is not None:
                context = inner
        names = _fields.get(kind)
        if names is None:
            names = fields_of(kind)
        for name in names:
            value = getattr(node, name)
            if value is None or type(value) in leaves:
                continue
            if type(value) is Variable and not value.splatted and context.locals is None and not context.static:
                continue
            if value != ():
                stack.append((value, node, context))


def fields_of(kind: type) -> tuple[str, ...]:
    """Gives the fields of a class that may hold nodes, last first."""
    plain = (str, bool, int, "str", "bool", "int")
    names = []
    for base in kind.__mro__:
        for name, annotation in base.__dict__.get("__annotations__", {}).items():
            text = str(annotation)
            if name in ("span", "operator_span") or annotation in plain or text in ("str | None", "tuple[str, ...]"):
                continue
            names.append(name)
    found = _fields[kind] = tuple(reversed(names)) if issubclass(kind, Node) else ()
    return found
