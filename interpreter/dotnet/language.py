"""System.Management.Automation.Language: parse errors, extents, and the nodes of a script block's tree."""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.context import current
from perdure.interpreter.dotnet._language import OWN_KINDS, child, find, find_all, several, views
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.generic import ReadOnlyCollection
from perdure.interpreter.values.language import LANGUAGE, AstView, ParseFault, ScriptExtent, VariablePath

STRING, INT, BOOL = "System.String", "System.Int32", "System.Boolean"
AST = LANGUAGE + "Ast"
SCOPES = frozenset({"global", "local", "private", "script", "using", "workflow", "variable"})


def command_elements(v: AstView) -> ReadOnlyCollection:
    return views([v.node.name, *v.node.elements], v, "CommandElementAst")


def command_name(v: AstView) -> str | None:
    return v.node.name.value if isinstance(v.node.name, ast.String) else None


def unquoted(v: AstView) -> str:
    return str(v).strip()[1:-1]


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
    members={
        "Extent": Prop(lambda v: ScriptExtent(v.source, v.node.span)),
        "Find(Func[System.Management.Automation.Language.Ast,bool] predicate, bool searchNestedScriptBlocks) -> object": find,
        "FindAll(Func[System.Management.Automation.Language.Ast,bool] predicate, bool searchNestedScriptBlocks) -> object": find_all,
        "ToString() -> string": str,
    },
)
# a node's class -> the class between it and Ast
BASES = {
    "FunctionDefinitionAst": "StatementAst", "PipelineAst": "PipelineBaseAst", "AssignmentStatementAst": "PipelineBaseAst",
    "IfStatementAst": "StatementAst", "ForEachStatementAst": "LabeledStatementAst", "CommandAst": "CommandBaseAst",
    "CommandExpressionAst": "CommandBaseAst", "VariableExpressionAst": "ExpressionAst",
    "StringConstantExpressionAst": "ConstantExpressionAst", "ExpandableStringExpressionAst": "ExpressionAst",
    "ConstantExpressionAst": "ExpressionAst", "TypeConstraintAst": "AttributeBaseAst", "AttributeAst": "AttributeBaseAst",
}  # fmt: skip
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
    "PipelineAst": {
        "PipelineElements": Prop(several("elements", "CommandBaseAst")),
        "Background": Prop(lambda v: v.node.background, None, BOOL),
    },
    "CommandAst": {
        "CommandElements": Prop(command_elements),
        "GetCommandName() -> string": command_name,
        "InvocationOperator -> string": lambda v: {"": "Unknown", "&": "Ampersand", ".": "Dot"}[v.node.invocation],
    },
    "CommandExpressionAst": {"Expression": Prop(child("expression"))},
    "AssignmentStatementAst": {
        "Left": Prop(child("target")),
        "Right": Prop(child("value")),
        "Operator -> string": lambda v: v.node.operator,
    },
    "ConstantExpressionAst": {"Value": Prop(lambda v: v.node.value)},
    "ExpandableStringExpressionAst": {"Value -> string": unquoted},
    "ForEachStatementAst": {
        "Variable": Prop(child("variable")),
        "Condition": Prop(child("value")),
        "Body": Prop(child("body")),
    },
    "StringConstantExpressionAst": {"Value": Prop(lambda v: v.node.value, None, STRING)},
}
for _kind in sorted(set(OWN_KINDS.values())):
    define(LANGUAGE + _kind, LANGUAGE + BASES.get(_kind, "Ast"), members=MEMBERS.get(_kind, {}))
