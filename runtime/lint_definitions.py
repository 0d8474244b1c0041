"""The checker's rules for definitions: parameters, blocks, names, cycles (spec 1.2, 1.3, 7.1, 7.2)."""

import re
from collections.abc import Iterable

from perdure.grammar import ast
from perdure.interpreter.machine_calls import parameters_of
from perdure.runtime.lint_findings import Finding, Walk

NAME = re.compile(r"[a-zA-Z0-9_-]*")
MEMBER = re.compile(r"[a-zA-Z][a-zA-Z0-9_-]*")
BINDING = frozenset({"defaultparametersetname", "confirmimpact", "helpuri", "positionalbinding"})
NUMBERS = frozenset(
    {"int", "long", "int32", "int64", "double", "single", "float", "byte", "decimal", "uint32", "uint64"}
)


def check_definition(walk: Walk, node: ast.FunctionDefinition) -> None:
    """Looks at a workflow's head: parameters, attributes, named blocks."""
    if not NAME.fullmatch(node.name):
        walk.report(
            "WorkflowNameInvalid", f"'{node.name}' is no valid name of a workflow.", node,
            "Use letters, digits, '-' and '_'.",
        )  # fmt: skip
    for parameter in parameters_of(node):
        if not MEMBER.fullmatch(parameter.variable.name):
            walk.report(
                "MemberNameNotValid",
                f"'{parameter.variable.name}' is no valid name of a workflow's parameter.",
                parameter.variable,
                "Use letters, digits, '-' and '_', a letter first.",
            )
        walk.parameters.add(parameter.variable.name.lower())
        check_parameter(walk, parameter)
    body = node.body
    if body.param is not None:
        for attribute in body.param.attributes:
            check_binding(walk, attribute)
    if body.begin is not None and body.process is not None:
        walk.report("BeginProcessNotSupported", "A workflow can't have begin and process blocks.", body.begin, MERGE)
    elif body.begin is not None:
        walk.report("BeginNotSupported", "A workflow can't have a begin block.", body.begin, MERGE)
    elif body.process is not None:
        walk.report("ProcessNotSupported", "A workflow can't have a process block.", body.process, MERGE)
    if body.dynamicparam is not None:
        walk.report(
            "DynamicParametersNotSupported",
            "A workflow can't have dynamic parameters.",
            body.dynamicparam,
            "Declare the parameters in the param block.",
        )


MERGE = "Put the statements into the body, and read $input there."


def check_parameter(walk: Walk, node: ast.Parameter) -> None:
    for attribute in node.attributes:
        if isinstance(attribute, ast.Attribute):
            for name, value in attribute.named:
                false = isinstance(value, ast.Variable) and value.name.lower() == "false"
                if name.lower() == "valuefrompipeline" and not false:
                    walk.report(
                        "ValueFromPipelineNotSupported",
                        "A workflow's parameters can't take pipeline input.",
                        attribute,
                        "Read $input.",
                    )
    if node.default is not None and not simple_default(node):
        walk.report(
            "OnlySimpleParameterDefaultsSupported",
            "A workflow's parameter takes a constant of its type as its default.",
            node.default,
            "Assign the default in the body where the parameter is $null.",
        )


def simple_default(node: ast.Parameter) -> bool:
    """Tells whether a default is a constant that fits the parameter's type."""
    types = [a.text.lower() for a in node.attributes if isinstance(a, ast.TypeName)]
    kind = types[-1] if types else ""
    default = node.default
    if isinstance(default, ast.Unary) and default.operator == "-":
        default = default.operand
    if isinstance(default, ast.Number):
        return kind in NUMBERS or kind in ("", "object")
    if isinstance(default, ast.String):
        return kind in ("", "object", "string")
    if isinstance(default, ast.Variable) and default.name.lower() in ("true", "false"):
        return kind in ("", "object", "bool", "boolean", "switch")
    return False


def check_binding(walk: Walk, node: ast.Attribute) -> None:
    if node.type.name.lower().rpartition(".")[2].removesuffix("attribute") != "cmdletbinding":
        return
    if node.positional or any(name.lower() not in BINDING for name, _ in node.named):
        walk.report(
            "InvalidCmdletBindingAttribute",
            "A workflow's CmdletBinding takes DefaultParameterSetName, ConfirmImpact, HelpUri and PositionalBinding only.",
            node,
            "Leave the other arguments out.",
        )


def called(node: ast.FunctionDefinition, names: set[str]) -> list[ast.Command]:
    """Gives the calls of workflows in a workflow's own statements."""
    found: list[ast.Command] = []
    stack: list[ast.Node] = [node.body]
    while stack:
        here = stack.pop()
        if isinstance(here, (ast.FunctionDefinition, ast.ScriptBlockExpression)):
            continue
        if isinstance(here, ast.Command) and getattr(here.name, "value", "").lower() in names:
            found.append(here)
        stack.extend(here.children())
    return found


def cycles(workflows: list[ast.FunctionDefinition]) -> list[Finding]:
    """Finds calls that lead back to their own workflow."""
    by_name = {w.name.lower(): w for w in workflows}
    calls = {name: called(w, set(by_name)) for name, w in by_name.items()}
    reached: dict[str, set[str]] = {}
    for name in by_name:
        seen: set[str] = set()
        stack = [name]
        while stack:
            for call in calls[stack.pop()]:
                target = call.name.value.lower()  # type: ignore[attr-defined]
                if target not in seen:
                    seen.add(target)
                    stack.append(target)
        reached[name] = seen
    return [
        Finding(
            "RecursiveWorkflowNotSupported",
            "A workflow can't call itself, directly or through others.",
            call.span,
            "Use a loop, or a function.",
        )
        for name in by_name
        for call in calls[name]
        if name in reached[call.name.value.lower()]  # type: ignore[attr-defined]
        or call.name.value.lower() == name  # type: ignore[attr-defined]
    ]


def redefinitions(script: ast.Script) -> Iterable[Finding]:
    """Finds workflows and functions of one name in one block, where a workflow is among them."""
    for block in script.walk():
        if not isinstance(block, ast.StatementBlock):
            continue
        seen: dict[str, bool] = {}
        for statement in block.statements:
            if isinstance(statement, ast.FunctionDefinition):
                name, workflow = statement.name.lower(), statement.kind == "workflow"
                if name in seen and (workflow or seen[name]):
                    yield Finding(
                        "FunctionRedefinitionNotAllowed",
                        f"'{statement.name}' is defined twice here.",
                        statement.span,
                        "Give one of them another name.",
                    )
                seen[name] = seen.get(name, False) or workflow
