"""Advice for a move to PowerShell 7: what has no place there, or another name, with what to write instead.

Covers scripts as well as workflows. Says nothing of whether the text runs here: perdure runs workflows as they are.
"""

from collections.abc import Iterator

from perdure.grammar import ast
from perdure.runtime import lint_azure
from perdure.runtime.lint_findings import Finding
from perdure.runtime.lint_moves import (
    ACTIVITY_PARAMETERS,
    ALIASES,
    ALIASES_THERE,
    KEYWORDS,
    NO_COMPUTERNAME,
    REMOVED,
    SNAPINS,
    WMI,
    WMI_TYPES,
)


def advise(script: ast.Script) -> list[Finding]:
    """Gives the advice for a script, in the order of the text."""
    nodes = list(script.walk())
    run_as = {n.target.name.lower() for n in nodes if isinstance(n, ast.Assignment) and names_run_as(n)}  # type: ignore[attr-defined]
    defined = {n.name.lower() for n in nodes if isinstance(n, ast.FunctionDefinition)}
    found = list(of_requirements(script))
    for node in nodes:
        if isinstance(node, ast.Command):
            found += of_command(node, defined, run_as)
        else:
            found += of_construct(node)
    return sorted(found, key=lambda finding: finding.span.start)


def instead(code: str, what: str, replacement: str, node: ast.Node) -> Finding:
    """Makes an advice whose message names the replacement."""
    rest = f"use {replacement}" if replacement else "nothing takes its place"
    return Finding(code, f"{what}: {rest}.", node.span)


# ---- constructs ------------------------------------------------------------------------------------------------------


def of_construct(node: ast.Node) -> Iterator[Finding]:
    if isinstance(node, ast.FunctionDefinition) and node.kind == "workflow":
        yield construct("workflow", f"PowerShell 7 has no workflows ('{node.name}')", node)
    elif isinstance(node, ast.ForEach) and node.parallel:
        yield construct("foreach-parallel", "PowerShell 7 has no foreach -parallel", node)
    elif isinstance(node, ast.Parallel):
        yield construct("parallel", "PowerShell 7 has no parallel blocks", node)
    elif isinstance(node, ast.Sequence):
        yield construct("sequence", "PowerShell 7 has no sequence blocks", node)
    elif isinstance(node, ast.Variable) and node.drive == "workflow":
        yield construct("scope", f"PowerShell 7 has no scope $workflow: (${node.drive}:{node.name})", node)
    elif isinstance(node, ast.TypeName) and node.text.lower() in WMI_TYPES:
        yield instead("WmiType", f"[{node.text}] is not there in PowerShell 7", WMI_TYPES[node.text.lower()], node)


def construct(kind: str, what: str, node: ast.Node) -> Finding:
    return instead("WorkflowConstruct", what, KEYWORDS[kind], node)


# ---- commands --------------------------------------------------------------------------------------------------------


def of_command(node: ast.Command, defined: set[str], run_as: set[str]) -> Iterator[Finding]:
    if not isinstance(node.name, ast.String) or node.name.value.lower() in defined:
        return
    name = node.name.value.rpartition("\\")[2]
    low = name.lower()
    yield from of_workflow_command(node, low)
    rm, old = lint_azure.azurerm(name), lint_azure.classic(name)
    if rm is not None:
        yield instead("AzureRMCommand", f"{name} belongs to AzureRM, which is retired", rm, node.name)
    elif old is not None:
        replacement, exact = old
        more = replacement if exact or not replacement else f"{replacement} (its parameters differ)"
        yield instead(
            "ClassicAzureCommand", f"{name} manages classic Azure resources, which are retired", more, node.name
        )
    elif "-azuread" in low:
        graph = low.partition("-azuread")
        yield instead(
            "AzureADCommand", f"{name} belongs to AzureAD, which is retired",
            f"{graph[0].title()}-Mg{name[len(graph[0]) + len('-azuread') :]} of Microsoft.Graph", node.name,
        )  # fmt: skip
    elif low in WMI:
        yield instead("WmiCommand", f"{name} is not there in PowerShell 7", WMI[low], node.name)
    elif low in SNAPINS:
        yield instead("SnapIn", f"PowerShell 7 has no snap-ins ({name})", "Import-Module", node.name)
    elif low in REMOVED:
        yield instead("RemovedCommand", f"{name} is not there in PowerShell 7", REMOVED[low], node.name)
    elif low in ALIASES and low not in ALIASES_THERE:
        yield instead("RemovedAlias", f"The alias {name} is not there in PowerShell 7", ALIASES[low], node.name)
    yield from of_log_on(node, low, run_as)
    yield from of_parameters(node, low)


def of_workflow_command(node: ast.Command, low: str) -> Iterator[Finding]:
    if low == "inlinescript":
        yield construct("inlinescript", "PowerShell 7 has no InlineScript", node.name)
    elif low in ("checkpoint-workflow", "persist"):
        yield construct("checkpoint", "PowerShell 7 has no checkpoints", node.name)
    elif low == "suspend-workflow":
        yield construct("suspend", "PowerShell 7 can't suspend a script", node.name)


def of_log_on(node: ast.Command, low: str, run_as: set[str]) -> Iterator[Finding]:
    """Looks for Run As accounts: their connections, their certificates, log-ons as service principals by certificate."""
    if low in ("get-automationconnection", "get-automationcertificate") and any(
        is_run_as(e, run_as) for e in arguments(node)
    ):
        yield instead(
            "RunAsAccount", "Run As accounts are retired", "a managed identity, Connect-AzAccount -Identity", node
        )
    elif low in lint_azure.LOG_ONS and "serviceprincipal" in parameters(node):
        yield instead(
            "RunAsLogOn", "A log-on as a Run As account's service principal", "Connect-AzAccount -Identity", node
        )


def arguments(node: ast.Command) -> list[ast.Node]:
    return [e.argument if isinstance(e, ast.CommandParameter) and e.argument is not None else e for e in node.elements]


def parameters(node: ast.Command) -> list[str]:
    return [e.name.lower() for e in node.elements if isinstance(e, ast.CommandParameter)]


def is_run_as(node: ast.Node, variables: set[str]) -> bool:
    if isinstance(node, ast.Variable):
        return node.name.lower() in variables
    return isinstance(node, ast.String) and node.value.lower() in lint_azure.RUN_AS


def names_run_as(node: ast.Assignment) -> bool:
    """Tells whether a variable is given the name of a Run As connection or certificate."""
    value = node.value
    if not isinstance(node.target, ast.Variable) or not isinstance(value, ast.Pipeline) or len(value.elements) != 1:
        return False
    only = value.elements[0]
    return isinstance(only, ast.CommandExpression) and is_run_as(only.expression, set())


def of_parameters(node: ast.Command, low: str) -> Iterator[Finding]:
    """Looks at parameters that are gone, and at the names of modules."""
    for i, element in enumerate(node.elements):
        rest = node.elements[i + 1] if i + 1 < len(node.elements) else None
        if isinstance(element, ast.CommandParameter):
            name = element.name.lower()
            value = element.argument if element.argument is not None else rest
            if name in ACTIVITY_PARAMETERS:
                yield instead(
                    "WorkflowParameter",
                    f"PowerShell 7 has no parameter -{element.name}",
                    ACTIVITY_PARAMETERS[name],
                    element,
                )
            elif name == "computername" and low in NO_COMPUTERNAME:
                yield instead(
                    "RemovedParameter", f"{node.name.value} has no -ComputerName in PowerShell 7",  # type: ignore[attr-defined]
                    "Invoke-Command -ComputerName", element,
                )  # fmt: skip
            elif name == "encoding" and isinstance(value, ast.String) and value.value.lower() == "byte":
                yield instead("RemovedParameter", "PowerShell 7 has no -Encoding Byte", "-AsByteStream", element)
        elif low in ("import-module", "ipmo", "install-module") and isinstance(element, ast.String):
            new = lint_azure.module(element.value)
            if new is not None:
                yield instead("RetiredModule", f"The module {element.value} is retired", new, element)


def of_requirements(script: ast.Script) -> Iterator[Finding]:
    """Looks at the modules of #Requires."""
    for requirement in script.body.requires:
        for value in requirement.values:
            for node in value.walk() if isinstance(value, ast.Node) else ():
                new = lint_azure.module(node.value) if isinstance(node, ast.String) else None
                if new is not None:
                    yield instead("RetiredModule", f"The module {node.value} is retired", new, node)  # type: ignore[attr-defined]
