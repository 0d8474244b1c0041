"""The rarer nodes of a text's tree as scripts see them, and the classes between them and Ast."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._language import child, several, view
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.language import LANGUAGE, AstView

STRING, BOOL = "System.String", "System.Boolean"
for _name, _base in (("StatementAst", "Ast"), ("PipelineBaseAst", "StatementAst"), ("CommandBaseAst", "StatementAst"),
                     ("LabeledStatementAst", "StatementAst"), ("LoopStatementAst", "LabeledStatementAst"),
                     ("CommandElementAst", "Ast"), ("ExpressionAst", "CommandElementAst"), ("AttributeBaseAst", "Ast"),
                     ("RedirectionAst", "Ast"), ("MemberAst", "Ast")):  # fmt: skip
    define(LANGUAGE + _name, LANGUAGE + _base, abstract=True)


def operator(v: AstView) -> str:
    return str(v.node.operator)


def type_of_name(v: AstView) -> Any:
    return resolve(v.node.type, current().scope)


def written_type(v: AstView) -> str:
    return v.source.text[v.node.type.span.start : v.node.type.span.end].strip("[]")  # type: ignore[no-any-return]


def pairs(v: AstView) -> list[Any]:
    return [[view(key, v.source), view(value, v.source)] for key, value in v.node.pairs]


# type -> its base, its members
NODES: dict[str, tuple[str, dict[str, Any]]] = {
    "UnaryExpressionAst": ("ExpressionAst", {"TokenKind -> string": operator, "Child": Prop(child("operand"))}),
    "BinaryExpressionAst": ("ExpressionAst", {"Operator -> string": operator, "Left": Prop(child("left")),
                                              "Right": Prop(child("right"))}),
    "TernaryExpressionAst": ("ExpressionAst", {"Condition": Prop(child("condition")), "IfTrue": Prop(child("if_true")),
                                               "IfFalse": Prop(child("if_false"))}),
    "ConvertExpressionAst": ("AttributedExpressionAst", {"Child": Prop(child("operand")), "Type": Prop(child("type")),
                                                         "StaticType -> type": type_of_name}),
    "AttributedExpressionAst": ("ExpressionAst", {}),
    "MemberExpressionAst": ("ExpressionAst", {"Expression": Prop(child("target")), "Member": Prop(child("member")),
                                              "Static -> bool": lambda v: v.node.static}),
    "InvokeMemberExpressionAst": ("MemberExpressionAst", {"Arguments": Prop(several("arguments", "ExpressionAst"))}),
    "IndexExpressionAst": ("ExpressionAst", {"Target": Prop(child("target")), "Index": Prop(child("index"))}),
    "ArrayLiteralAst": ("ExpressionAst", {"Elements": Prop(several("elements", "ExpressionAst"))}),
    "ArrayExpressionAst": ("ExpressionAst", {"SubExpression": Prop(child("body"))}),
    "SubExpressionAst": ("ExpressionAst", {"SubExpression": Prop(child("body"))}),
    "ParenExpressionAst": ("ExpressionAst", {"Pipeline": Prop(child("pipeline"))}),
    "HashtableAst": ("ExpressionAst", {"KeyValuePairs": Prop(pairs)}),
    "ScriptBlockExpressionAst": ("ExpressionAst", {"ScriptBlock": Prop(child("body"))}),
    "TypeExpressionAst": ("ExpressionAst", {"TypeName -> string": written_type}),
    "CommandParameterAst": ("CommandElementAst", {"ParameterName -> string": lambda v: v.node.name,
                                                  "Argument": Prop(child("argument"))}),
    "FileRedirectionAst": ("RedirectionAst", {}),
    "MergingRedirectionAst": ("RedirectionAst", {}),
    "PipelineChainAst": ("PipelineBaseAst", {"LhsPipelineChain": Prop(child("left")), "RhsPipeline": Prop(child("right")),
                                             "Operator -> string": operator}),
    "WhileStatementAst": ("LoopStatementAst", {"Condition": Prop(child("condition")), "Body": Prop(child("body"))}),
    "DoWhileStatementAst": ("LoopStatementAst", {"Condition": Prop(child("condition")), "Body": Prop(child("body"))}),
    "ForStatementAst": ("LoopStatementAst", {
        "Initializer": Prop(child("initializer")), "Condition": Prop(child("condition")), "Iterator": Prop(child("iterator")),
        "Body": Prop(child("body")),
    }),
    "SwitchStatementAst": ("LabeledStatementAst", {"Condition": Prop(child("condition")), "Default": Prop(child("default"))}),
    "TryStatementAst": ("StatementAst", {"Body": Prop(child("body")), "Finally": Prop(child("finally_")),
                                         "CatchClauses": Prop(several("catches", "CatchClauseAst"))}),
    "CatchClauseAst": ("Ast", {"Body": Prop(child("body")), "IsCatchAll -> bool": lambda v: not v.node.types,
                               "CatchTypes": Prop(several("types", "TypeConstraintAst"))}),
    "TrapStatementAst": ("StatementAst", {}),
    "ReturnStatementAst": ("StatementAst", {"Pipeline": Prop(child("pipeline"))}),
    "ThrowStatementAst": ("StatementAst", {"Pipeline": Prop(child("pipeline"))}),
    "ExitStatementAst": ("StatementAst", {"Pipeline": Prop(child("pipeline"))}),
    "BreakStatementAst": ("StatementAst", {}),
    "ContinueStatementAst": ("StatementAst", {}),
    "DataStatementAst": ("StatementAst", {}),
    "UsingStatementAst": ("StatementAst", {}),
    "TypeDefinitionAst": ("StatementAst", {
        "Name -> string": lambda v: v.node.name,
        "IsClass -> bool": lambda v: type(v.node).__name__ == "ClassDefinition",
        "IsEnum -> bool": lambda v: type(v.node).__name__ == "EnumDefinition",
        "Members": Prop(several("members", "MemberAst")),
    }),
    "PropertyMemberAst": ("MemberAst", {"Name -> string": lambda v: v.node.name}),
    "FunctionMemberAst": ("MemberAst", {"Name -> string": lambda v: v.node.name, "Body": Prop(child("body"))}),
}  # fmt: skip
for _name, (_base, _members) in NODES.items():
    define(LANGUAGE + _name, LANGUAGE + _base, members=_members)
