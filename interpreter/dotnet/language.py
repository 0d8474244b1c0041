"""System.Management.Automation.Language: parse errors, extents, and the nodes of a script block's tree."""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.context import current
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.generic import ReadOnlyCollection
from perdure.interpreter.values.language import LANGUAGE, AstView, ParseFault, ScriptExtent, VariablePath

STRING, INT, BOOL = "System.String", "System.Int32", "System.Boolean"
AST = LANGUAGE + "Ast"
SCOPES = frozenset({"global", "local", "private", "script", "using", "workflow", "variable"})
# The grammar's nodes -> the names of their types here; the others are plain Asts.
KINDS: dict[type, str] = {
    ast.Script: "ScriptBlockAst", ast.ScriptBlock: "ScriptBlockAst", ast.NamedBlock: "NamedBlockAst",
    ast.ParamBlock: "ParamBlockAst", ast.Parameter: "ParameterAst", ast.Variable: "VariableExpressionAst",
    ast.FunctionDefinition: "FunctionDefinitionAst", ast.Attribute: "AttributeAst", ast.TypeName: "TypeConstraintAst",
    ast.Pipeline: "PipelineAst", ast.Command: "CommandAst", ast.CommandExpression: "CommandExpressionAst",
    ast.Assignment: "AssignmentStatementAst", ast.String: "StringConstantExpressionAst",
    ast.ExpandableString: "ExpandableStringExpressionAst", ast.Number: "ConstantExpressionAst",
    ast.StatementBlock: "StatementBlockAst", ast.If: "IfStatementAst", ast.ForEach: "ForEachStatementAst",
}  # fmt: skip


def view(node: Any, source: Any) -> AstView | None:
    """Gives a node as scripts see it; None for no node."""
    if node is None:
        return None
    return AstView(node, source, find_type(LANGUAGE + KINDS.get(type(node), "Ast")))


def child(name: str) -> Callable[[AstView], AstView | None]:
    """Makes the getter of a node's part."""
    return lambda v: view(getattr(v.node, name), v.source)


def views(nodes: Iterable[Any], v: AstView, kind: str) -> ReadOnlyCollection:
    return ReadOnlyCollection([view(node, v.source) for node in nodes], (LANGUAGE + kind,))


def several(name: str, kind: str) -> Callable[[AstView], ReadOnlyCollection]:
    """Makes the getter of a node's parts of one kind."""
    return lambda v: views(getattr(v.node, name), v, kind)


def static_type(v: AstView) -> Any:
    """Gives a parameter's type: the one nearest to its variable, object without."""
    found = [a for a in v.node.attributes if isinstance(a, ast.TypeName)]
    return resolve(found[-1], current().scope) if found else find_type("System.Object")


def place(end: bool, part: int) -> Callable[[ScriptExtent], int]:
    """Makes the getter of a line (part 0) or column (1)."""

    def get(extent: ScriptExtent) -> int:
        found: tuple[int, int] = extent.source.line_column(extent.end if end else extent.start)
        return found[part]

    return get


define(
    LANGUAGE + "InternalScriptExtent",
    py=ScriptExtent,
    members={
        "File": Prop(lambda e: e.source.path, None, STRING),
        "Text": Prop(lambda e: e.text, None, STRING),
        "StartLineNumber": Prop(place(False, 0), None, INT),
        "StartColumnNumber": Prop(place(False, 1), None, INT),
        "EndLineNumber": Prop(place(True, 0), None, INT),
        "EndColumnNumber": Prop(place(True, 1), None, INT),
        "StartOffset": Prop(lambda e: e.start, None, INT),
        "EndOffset": Prop(lambda e: e.end, None, INT),
        "ToString() -> string": str,
    },
)
define(
    LANGUAGE + "ParseError",
    py=ParseFault,
    members={
        "Extent": Prop(lambda e: e.extent),
        "ErrorId": Prop(lambda e: e.error_id, None, STRING),
        "Message": Prop(lambda e: e.message, None, STRING),
        "IncompleteInput": Prop(lambda e: e.extent.start >= len(e.extent.source.text.rstrip()), None, BOOL),
        "ToString() -> string": str,
    },
)
define(
    "System.Management.Automation.VariablePath",
    py=VariablePath,
    members={
        "UserPath": Prop(str, None, STRING),
        "DriveName": Prop(lambda p: p.drive if p.drive not in SCOPES else None, None, STRING),
        "IsGlobal": Prop(lambda p: p.drive == "global", None, BOOL),
        "IsLocal": Prop(lambda p: p.drive == "local", None, BOOL),
        "IsPrivate": Prop(lambda p: p.drive == "private", None, BOOL),
        "IsScript": Prop(lambda p: p.drive == "script", None, BOOL),
        "IsUnqualified": Prop(lambda p: p.drive is None, None, BOOL),
        "IsUnscopedVariable": Prop(lambda p: p.drive is None, None, BOOL),
        "IsVariable": Prop(lambda p: p.drive is None or p.drive in SCOPES, None, BOOL),
        "IsDriveQualified": Prop(lambda p: p.drive is not None and p.drive not in SCOPES, None, BOOL),
        "ToString() -> string": str,
    },
)
define(
    AST,
    abstract=True,
    members={"Extent": Prop(lambda v: ScriptExtent(v.source, v.node.span)), "ToString() -> string": str},
)
MEMBERS: dict[str, dict[str, Any]] = {
    "ScriptBlockAst": {
        "ParamBlock": Prop(child("param")),
        "BeginBlock": Prop(child("begin")),
        "ProcessBlock": Prop(child("process")),
        "EndBlock": Prop(child("end")),
        "CleanBlock": Prop(child("clean")),
        "DynamicParamBlock": Prop(child("dynamicparam")),
    },
    "NamedBlockAst": {
        "Unnamed": Prop(lambda v: v.node.unnamed, None, BOOL),
        "Statements": Prop(lambda v: views(v.node.body.statements, v, "StatementAst")),
    },
    "StatementBlockAst": {"Statements": Prop(several("statements", "StatementAst"))},
    "ParamBlockAst": {
        "Attributes": Prop(several("attributes", "AttributeAst")),
        "Parameters": Prop(several("parameters", "ParameterAst")),
    },
    "ParameterAst": {
        "Attributes": Prop(several("attributes", "AttributeBaseAst")),
        "Name": Prop(child("variable")),
        "DefaultValue": Prop(child("default")),
        "StaticType": Prop(static_type),
    },
    "VariableExpressionAst": {
        "VariablePath": Prop(lambda v: VariablePath(v.node.name, v.node.drive)),
        "Splatted": Prop(lambda v: v.node.splatted, None, BOOL),
    },
    "FunctionDefinitionAst": {
        "Name": Prop(lambda v: v.node.name, None, STRING),
        "Body": Prop(child("body")),
        "IsFilter": Prop(lambda v: v.node.kind == "filter", None, BOOL),
        "IsWorkflow": Prop(lambda v: v.node.kind == "workflow", None, BOOL),
    },
    "AttributeAst": {
        "PositionalArguments": Prop(several("positional", "ExpressionAst")),
    },
    "StringConstantExpressionAst": {"Value": Prop(lambda v: v.node.value, None, STRING)},
}
for _kind in sorted(set(KINDS.values())):
    define(LANGUAGE + _kind, AST, members=MEMBERS.get(_kind, {}))
