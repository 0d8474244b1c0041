"""The restricted language of `data` sections: which nodes may stand in one. Serves checks_statements.py."""

from collections.abc import Container
from typing import Any

from perdure.grammar import ast
from perdure.grammar.ast import Binary, Command, Data, String, Unary, Variable
from perdure.grammar.checks_context import Report

VARIABLES = frozenset(("psculture", "psuiculture", "true", "false", "null"))
OPERATORS = frozenset(("match", "notmatch", "replace", "split", "join", "as", "f"))

REFUSED: dict[type, str] = {
    ast.Trap: "TrapStatementNotSupportedInDataSection",
    ast.Switch: "SwitchStatementNotSupportedInDataSection",
    ast.Data: "DataSectionStatementNotSupportedInDataSection",
    ast.ForEach: "ForeachStatementNotSupportedInDataSection",
    ast.DoWhile: "DoWhileStatementNotSupportedInDataSection",
    ast.For: "ForWhileStatementNotSupportedInDataSection",
    ast.While: "ForWhileStatementNotSupportedInDataSection",
    ast.Try: "TryStatementNotSupportedInDataSection",
    ast.Break: "FlowControlStatementNotSupportedInDataSection",
    ast.Continue: "FlowControlStatementNotSupportedInDataSection",
    ast.Return: "FlowControlStatementNotSupportedInDataSection",
    ast.Exit: "FlowControlStatementNotSupportedInDataSection",
    ast.Throw: "FlowControlStatementNotSupportedInDataSection",
    ast.Assignment: "AssignmentStatementNotSupportedInDataSection",
    ast.FunctionDefinition: "FunctionDeclarationNotSupportedInDataSection",
    ast.ParamBlock: "ParameterDeclarationNotSupportedInDataSection",
    ast.ScriptBlock: "ScriptBlockNotSupportedInDataSection",
    ast.FileRedirection: "RedirectionNotSupportedInDataSection",
    ast.MergeRedirection: "RedirectionNotSupportedInDataSection",
    ast.ExpandableString: "ExpandableStringNotSupportedInDataSection",
    ast.Member: "PropertyReferenceNotSupportedInDataSection",
    ast.InvokeMember: "MethodCallNotSupportedInDataSection",
    ast.Index: "ArrayReferenceNotSupportedInDataSection",
    ast.Attribute: "AttributeNotSupportedInDataSection",
}


def check(data: Data, report: Report) -> None:
    """Reports what may not stand in a data section."""
    allowed: set[str] | None = {"convertfrom-stringdata"}
    for name in data.commands:
        if type(name) is String and allowed is not None:
            allowed.add(name.value.lower())
        else:
            allowed = None
    check_nodes(data.body, allowed, VARIABLES, report)


def check_nodes(body: Any, allowed: set[str] | None, variables: Container[str], report: Report) -> None:
    """Reports what may not stand in restricted language: `allowed` commands (None = all) and variables, lower-case."""
    for node in body.walk():
        code = REFUSED.get(type(node))
        if code is not None:
            report(code, node.span)
        elif type(node) is Command:
            command(node, allowed, report)
        elif type(node) is Variable and (node.drive is not None or node.name.lower() not in variables):
            report("VariableReferenceNotSupportedInDataSection", node.span)
        elif isinstance(node, Binary | Unary):
            operator(node, report)


def command(node: Command, allowed: set[str] | None, report: Report) -> None:
    """Holds a command against the allowed ones."""
    if node.invocation == ".":
        report("DotSourcingNotSupportedInDataSection", node.span)
    elif allowed is not None:
        if type(node.name) is not String:
            report("OperatorNotSupportedInDataSection", node.span, "&")
        elif node.name.value.lower() not in allowed:
            report("CmdletNotInAllowedListForDataSection", node.span, node.name.value)


def operator(node: Any, report: Report) -> None:
    """Refuses operators that could make much of little or change anything."""
    word = node.operator.lstrip("-")
    plain = word[1:] if word[:1] in "ic" and word[1:] in OPERATORS else word
    if plain in OPERATORS or node.operator in ("..", "++", "--"):
        span = node.operator_span if type(node) is Binary else node.span
        report("OperatorNotSupportedInDataSection", span, node.operator)
