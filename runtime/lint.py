"""The checker for Windows PowerShell 5.1: what its workflow compiler refuses in a script's workflows, all of it at once.

Windows PowerShell stops at the first error of a workflow; here all are collected, in the order of the text. The ids are
its own (spec 7). Rules stand in lint_*.py: statements, variables, commands. Scripts' own code is not looked at.
"""

from collections.abc import Callable

from perdure.grammar import ast
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, Span
from perdure.runtime.lint_commands import check_command, check_pipeline
from perdure.runtime.lint_definitions import check_definition, cycles, redefinitions
from perdure.runtime.lint_findings import Facts, Finding, Walk
from perdure.runtime.lint_statements import STATEMENTS, check_expression
from perdure.runtime.lint_types import added_types, check_type
from perdure.runtime.lint_variables import check_variable


def check(text: str, path: str | None = None) -> list[Finding]:
    """Gives what Windows PowerShell 5.1 would refuse in a script's workflows, in the order of the text.

    Raises: ParseError where the script does not parse.
    """
    return check_script(parse_source(Source(text, path)))


def check_script(script: ast.Script) -> list[Finding]:
    """The same for a parsed script."""
    found: list[Finding] = []
    facts = Facts(script, added_types(script))
    workflows = [n for n in script.walk() if isinstance(n, ast.FunctionDefinition) and n.kind == "workflow"]
    for node in workflows:
        found += check_workflow(node, facts)
    found += cycles(workflows)
    found += redefinitions(script)
    return sorted(found, key=lambda finding: finding.span.start)


def check_workflow(node: ast.FunctionDefinition, facts: Facts) -> list[Finding]:
    """Gives the findings in one workflow, not in those that it defines."""
    walk = Walk(facts)
    check_definition(walk, node)
    visit(walk, node.body)
    return walk.found


def visit(walk: Walk, node: ast.Node) -> None:
    """Looks at a node and what stands below it."""
    kind = type(node)
    if kind in (ast.FunctionDefinition, ast.ClassDefinition, ast.EnumDefinition, ast.ParamBlock):
        return
    if isinstance(node, ast.Variable):
        check_variable(walk, node)
        return
    if isinstance(node, ast.ScriptBlockExpression):
        return  # a block given to a command is script code
    if isinstance(node, ast.TypeName):
        check_type(walk, node)
        return
    rule: Callable[..., bool] | None = STATEMENTS.get(kind)
    if rule is not None and rule(walk, node, visit):
        return  # it has looked below itself
    if isinstance(node, ast.Pipeline):
        check_pipeline(walk, node)
    elif isinstance(node, ast.Command):
        if check_command(walk, node, visit):
            return
    else:
        check_expression(walk, node)
    for child in node.children():
        visit(walk, child)


__all__ = ["Finding", "Span", "check", "check_script"]
