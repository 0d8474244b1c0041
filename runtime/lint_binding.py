"""The checker's rules for parameters: which there are, each once, with its value (spec 1.4, 5.2, 7.3).

Known are the parameters of activities' cmdlets and those of workflows of the script; functions are called with their text.
"""

from collections.abc import Iterable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.machine_calls import parameters_of
from perdure.interpreter.machine_settings import GATHERING, OWN, RENAMED
from perdure.interpreter.signature import from_cmdlet
from perdure.runtime.cmdlets.finder import find_cmdlet
from perdure.runtime.lint_findings import Walk
from perdure.runtime.lint_tables import ACTIVITIES, ONLY_THERE
from perdure.runtime.workflow_parameters import COMMON, JOB_ONLY

NOT_COMMON = frozenset({"outvariable", "ov", "outbuffer", "ob", "whatif", "wi", "confirm", "cf"})
ACTIVITY = OWN | RENAMED.keys() | GATHERING.keys() | {
    "displayname", "erroraction", "ea", "warningaction", "wa", "informationaction", "infa", "verbose", "vb", "debug", "db",
    "input", "result", "pipelinevariable", "pv",
}  # fmt: skip
WORKFLOW_COMMON = frozenset(name.lower() for name, _ in COMMON) - JOB_ONLY
VALIDATING = ("validate", "alias")
Declared = dict[str, tuple[str, bool]]  # lower-case name or alias -> (the parameter's name, whether it needs a value)


def check_binding(walk: Walk, node: ast.Command, name: str) -> None:
    """Looks at the parameters of a command whose parameters are known."""
    callee = walk.script.workflows.get(name)
    if callee is not None:
        check_call(walk, node, callee)
    elif name in ACTIVITIES:
        cls = find_cmdlet(name)
        if cls is not None:
            only_there = ONLY_THERE.get(name, "").split()
            check_names(walk, node, name, cmdlet_parameters(cls), ACTIVITY | {*only_there, "computername"})
    check_constants(walk, node)


def cmdlet_parameters(cls: Any) -> Declared:
    """Gives a cmdlet's own parameters."""
    found: Declared = {}
    for p in from_cmdlet(cls).parameters:
        if not p.common:
            needs = getattr(p.type, "name", "") not in SWITCHES
            for name in (p.name, *p.aliases):
                found[name.lower()] = (p.name.lower(), needs)
    return found


SWITCHES = frozenset({"System.Management.Automation.SwitchParameter", "System.Boolean"})


def workflow_parameters(node: ast.FunctionDefinition) -> Declared:
    """Gives a workflow's own parameters."""
    found: Declared = {}
    for p in parameters_of(node):
        name = p.variable.name.lower()
        types = [a.text.lower() for a in p.attributes if isinstance(a, ast.TypeName)]
        found[name] = (name, not any(t in ("switch", "bool", "boolean") for t in types))
    return found


def check_names(walk: Walk, node: ast.Command, name: str, declared: Declared, more: Iterable[str] = ACTIVITY) -> None:
    """Looks at each parameter that is given by name; `more`: those that any command of the kind takes."""
    shared = frozenset(more)
    seen: set[str] = set()
    for i, element in enumerate(node.elements):
        if not isinstance(element, ast.CommandParameter):
            continue
        low = element.name.lower()
        if low in NOT_COMMON or (low not in declared and low in shared):
            continue
        hits = {declared[low]} if low in declared else {v for key, v in declared.items() if key.startswith(low)}
        names = {hit[0] for hit in hits} | ({key for key in shared if key.startswith(low)} if not hits else set())
        if not names:
            walk.report(
                "CouldNotFindParameterName",
                f"'{node.name.value}' has no parameter '{element.name}'.",  # type: ignore[attr-defined]
                element,
                "Use a parameter that it has.",
            )
        elif len(names) > 1:
            walk.report(
                "AmbiguousParameter",
                f"'-{element.name}' could be {' or '.join('-' + n for n in sorted(names))}.",
                element,
                "Write the name out.",
            )
        elif hits:
            resolved, needs = next(iter(hits))
            if resolved in seen:
                walk.report(
                    "DuplicateParametersNotAllowed", f"-{element.name} is given twice.", element, "Give it once."
                )
            seen.add(resolved)
            check_value(walk, node, i, element, needs)


def check_value(walk: Walk, node: ast.Command, i: int, element: ast.CommandParameter, needs: bool) -> None:
    """Looks for the value behind a parameter that needs one."""
    rest = node.elements[i + 1] if i + 1 < len(node.elements) else None
    if needs and element.argument is None and (rest is None or isinstance(rest, ast.CommandParameter)):
        walk.report("MissingValueForParameter", f"-{element.name} needs a value.", element, "Give one.")


def check_call(walk: Walk, node: ast.Command, callee: ast.FunctionDefinition) -> None:
    """Looks at a call of another workflow of the script."""
    given = [e for e in node.elements if isinstance(e, ast.CommandParameter)]
    own = workflow_parameters(callee)
    if not walk.script.leaf(callee):
        for element in given:
            if element.name.lower() in WORKFLOW_COMMON and element.name.lower() not in own:
                walk.report(
                    "CouldNotFindWorkflowCommonParameterNameNested",
                    f"-{element.name} can't be given to '{callee.name}', which calls workflows itself.",
                    element,
                    "Give it to the activities inside.",
                )
    if any(is_checked(p) for p in parameters_of(callee)):
        walk.report(
            "ParameterValidationNotSupportedOnNestedWorkflows",
            f"'{callee.name}' is called by a workflow, so its parameters can have no Validate or Alias attributes.",
            node,
            "Check the values in its body.",
        )
    check_references(walk, node, callee)
    check_names(walk, node, callee.name.lower(), own, WORKFLOW_COMMON | ACTIVITY)


def is_checked(node: ast.Parameter) -> bool:
    return any(isinstance(a, ast.Attribute) and a.type.name.lower().startswith(VALIDATING) for a in node.attributes)


def check_references(walk: Walk, node: ast.Command, callee: ast.FunctionDefinition) -> None:
    """Looks at arguments of [ref] parameters: they have to be variables."""
    out = {
        p.variable.name.lower()
        for p in parameters_of(callee)
        if any(isinstance(a, ast.TypeName) and a.text.lower() == "ref" for a in p.attributes)
    }
    for i, element in enumerate(node.elements):
        if isinstance(element, ast.CommandParameter) and element.name.lower() in out:
            rest = node.elements[i + 1] if i + 1 < len(node.elements) else None
            value = element.argument if element.argument is not None else rest
            if not is_variable(value):
                walk.report(
                    "MustSupplyVariableReferenceForInOutArgument",
                    f"-{element.name} gives a value back, so it needs a variable.",
                    element,
                    "Give a variable.",
                )


def is_variable(node: Any) -> bool:
    """Tells whether an argument is a variable, `[ref]$x` and parentheses looked through."""
    while True:
        if isinstance(node, ast.Paren) and isinstance(node.pipeline, ast.Pipeline) and len(node.pipeline.elements) == 1:
            inner = node.pipeline.elements[0]
            node = inner.expression if isinstance(inner, ast.CommandExpression) else None
        elif isinstance(node, ast.Convert):
            node = node.operand
        else:
            return isinstance(node, ast.Variable)


def check_constants(walk: Walk, node: ast.Command) -> None:
    """Looks at -DisplayName, which is settled when the workflow is compiled."""
    for i, element in enumerate(node.elements):
        if isinstance(element, ast.CommandParameter) and element.name.lower() == "displayname":
            rest = node.elements[i + 1] if i + 1 < len(node.elements) else None
            value = element.argument if element.argument is not None else rest
            if not isinstance(value, (ast.String, ast.Number, type(None))):
                walk.report(
                    "PropertyDoesNotSupportPowerShellLanguage",
                    "-DisplayName takes a constant text only.",
                    element,
                    "Write the text itself.",
                )
