"""Nodes of a text's tree as values: which type each kind has, how parts are reached, how nodes are found.

Serves language.py and language_nodes.py, which declare the types.
"""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.convert import to_bool
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.generic import ReadOnlyCollection
from perdure.interpreter.values.language import LANGUAGE, AstView

# The grammar's nodes -> the names of their types here; the others are plain Asts.
OWN_KINDS: dict[type, str] = {
    ast.Script: "ScriptBlockAst", ast.ScriptBlock: "ScriptBlockAst", ast.NamedBlock: "NamedBlockAst",
    ast.ParamBlock: "ParamBlockAst", ast.Parameter: "ParameterAst", ast.Variable: "VariableExpressionAst",
    ast.FunctionDefinition: "FunctionDefinitionAst", ast.Attribute: "AttributeAst", ast.TypeName: "TypeConstraintAst",
    ast.Pipeline: "PipelineAst", ast.Command: "CommandAst", ast.CommandExpression: "CommandExpressionAst",
    ast.Assignment: "AssignmentStatementAst", ast.String: "StringConstantExpressionAst",
    ast.ExpandableString: "ExpandableStringExpressionAst", ast.Number: "ConstantExpressionAst",
    ast.StatementBlock: "StatementBlockAst", ast.If: "IfStatementAst", ast.ForEach: "ForEachStatementAst",
}  # fmt: skip
# those of language_nodes.py
KINDS: dict[type, str] = {
    ast.Unary: "UnaryExpressionAst", ast.Postfix: "UnaryExpressionAst", ast.Binary: "BinaryExpressionAst",
    ast.Ternary: "TernaryExpressionAst", ast.Convert: "ConvertExpressionAst", ast.Member: "MemberExpressionAst",
    ast.InvokeMember: "InvokeMemberExpressionAst", ast.Index: "IndexExpressionAst", ast.ArrayLiteral: "ArrayLiteralAst",
    ast.ArrayExpression: "ArrayExpressionAst", ast.SubExpression: "SubExpressionAst", ast.Paren: "ParenExpressionAst",
    ast.Hashtable: "HashtableAst", ast.ScriptBlockExpression: "ScriptBlockExpressionAst",
    ast.TypeExpression: "TypeExpressionAst", ast.AttributedExpression: "AttributedExpressionAst",
    ast.CommandParameter: "CommandParameterAst", ast.FileRedirection: "FileRedirectionAst",
    ast.MergeRedirection: "MergingRedirectionAst", ast.PipelineChain: "PipelineChainAst", ast.While: "WhileStatementAst",
    ast.DoWhile: "DoWhileStatementAst", ast.For: "ForStatementAst", ast.Switch: "SwitchStatementAst",
    ast.Try: "TryStatementAst", ast.Catch: "CatchClauseAst", ast.Trap: "TrapStatementAst",
    ast.Return: "ReturnStatementAst", ast.Throw: "ThrowStatementAst", ast.Exit: "ExitStatementAst",
    ast.Break: "BreakStatementAst", ast.Continue: "ContinueStatementAst", ast.Data: "DataStatementAst",
    ast.Using: "UsingStatementAst", ast.ClassDefinition: "TypeDefinitionAst", ast.EnumDefinition: "TypeDefinitionAst",
    ast.PropertyMember: "PropertyMemberAst", ast.MethodMember: "FunctionMemberAst",
}  # fmt: skip


def view(node: Any, source: Any) -> AstView | None:
    """Gives a node as scripts see it; None for no node."""
    if node is None:
        return None
    return AstView(node, source, find_type(LANGUAGE + (OWN_KINDS.get(type(node)) or KINDS.get(type(node), "Ast"))))


def child(name: str) -> Callable[[AstView], AstView | None]:
    """Makes the getter of a node's part."""
    return lambda v: view(getattr(v.node, name), v.source)


def views(nodes: Iterable[Any], v: AstView, kind: str) -> ReadOnlyCollection:
    return ReadOnlyCollection([view(node, v.source) for node in nodes], (LANGUAGE + kind,))


def several(name: str, kind: str) -> Callable[[AstView], ReadOnlyCollection]:
    """Makes the getter of a node's parts of one kind."""
    return lambda v: views(getattr(v.node, name), v, kind)


def below(node: Any, nested: bool) -> Any:
    """Walks a node and what is below it, in the order of the text; `nested`: into blocks of script, too."""
    yield node
    for part in node.children():
        if nested or not isinstance(part, (ast.ScriptBlockExpression, ast.FunctionDefinition)):
            yield from below(part, nested)
        else:
            yield part


def find_all(v: AstView, test: Any, nested: bool) -> list[AstView]:
    """Gives the nodes for which a script block says yes."""
    if test is None:
        raise null("predicate")
    found = [view(node, v.source) for node in below(v.node, nested)]
    return [one for one in found if one is not None and to_bool(test.call(one))]


def find(v: AstView, test: Any, nested: bool) -> AstView | None:
    return next(iter(find_all(v, test, nested)), None)
