"""The checker's rules for statements and expressions (spec 1.5, 7.1)."""

from collections.abc import Callable, Iterator
from typing import Any

from perdure.grammar import ast
from perdure.runtime.lint_findings import Walk
from perdure.runtime.lint_types import check_catch
from perdure.runtime.lint_variables import check_assigned

Visit = Callable[[Walk, ast.Node], None]
COLLECTING = (ast.ForEach, ast.Parallel, ast.Sequence)
UNSUPPORTED = (ast.If, ast.While, ast.DoWhile, ast.For, ast.Switch, ast.Try)


def alone(node: ast.Node | None) -> ast.Node | None:
    """Gives the expression that is a whole pipeline; None for anything else."""
    if (
        isinstance(node, ast.Pipeline)
        and len(node.elements) == 1
        and isinstance(node.elements[0], ast.CommandExpression)
    ):
        return node.elements[0].expression
    return None


def only_command(node: ast.Node | None) -> ast.Node | None:
    """Gives the command that is a whole pipeline; None for anything else."""
    if isinstance(node, ast.Pipeline) and len(node.elements) == 1 and isinstance(node.elements[0], ast.Command):
        return node.elements[0]
    return None


def check_operand(walk: Walk, node: ast.Node | None) -> None:
    """Looks at an expression that stands where a command could: statement, condition, return value, first element."""
    here = alone(node)
    if isinstance(here, ast.InvokeMember):
        walk.report(
            "MethodInvocationNotSupported",
            "A method call can't be a statement or a condition in a workflow.",
            here,
            "Assign its result to a variable, or use an InlineScript.",
        )
    elif isinstance(here, ast.SubExpression):
        walk.report(
            "SubExpressionNotSupported",
            "A subexpression can't be a statement or a condition in a workflow.",
            here,
            "Assign its result to a variable first.",
        )
    elif isinstance(here, ast.AttributedExpression):
        walk.report(
            "AttributedExpressionNotSupported",
            "Attributes on expressions are not supported in a workflow.",
            here,
            "Check the value with if.",
        )


def below(node: ast.Node) -> Iterator[ast.Node]:
    """Gives the nodes of a condition, blocks given to commands left out."""
    stack = [node]
    while stack:
        here = stack.pop()
        yield here
        if not isinstance(here, ast.ScriptBlockExpression):
            stack.extend(reversed(list(here.children())))


def check_condition(walk: Walk, node: ast.Node | None) -> None:
    """Looks at the condition of while, do and for: a pure expression."""
    if node is None:
        return
    for here in below(node):
        if isinstance(here, ast.Command):
            walk.report(
                "ConditionsCannotInvokeActivities",
                "A loop's condition can't hold commands in a workflow.",
                here,
                "Assign the command's result to a variable in the loop.",
            )
            return
        if isinstance(here, (ast.Assignment, ast.Postfix)) or (
            isinstance(here, ast.Unary) and here.operator in ("++", "--")
        ):
            walk.report(
                "ConditionsCannotHaveSideEffects",
                "A loop's condition can't assign in a workflow.",
                here,
                "Assign in the loop's body.",
            )
            return


def check_label(walk: Walk, node: Any) -> None:
    if node.label is not None:
        walk.report(
            "LoopLabelNotSupported", "Loop labels are not supported in a workflow.", node, "Use a variable and if."
        )


# ---- statements: each rule gives True when it has looked below the node itself ---------------------------------------------


def rule_leaving(walk: Walk, node: ast.Node, _visit: Visit) -> bool:
    walk.report(
        "BreakContinueNotSupported",
        "break and continue are not supported in a workflow.",
        node,
        "Use if, or a variable in the loop's condition.",
    )
    return True


def rule_block(walk: Walk, node: ast.StatementBlock, visit: Visit) -> bool:
    for trap in node.traps:
        walk.report("TrapNotSupported", "trap is not supported in a workflow.", trap, "Use try and catch.")
    for statement in node.statements:
        check_operand(walk, statement)
        check_bare(walk, statement)
        walk.statement = only_command(statement)
        visit(walk, statement)
    return True


def check_bare(walk: Walk, statement: ast.Node) -> None:
    """Looks at an expression statement for assignments inside of it: `($x = 5)`, `$i++ + 1`."""
    here = alone(statement)
    if here is None or isinstance(here, ast.Postfix) or (isinstance(here, ast.Unary) and here.operator in ("++", "--")):
        return
    for inside in below(here):
        if isinstance(inside, (ast.Assignment, ast.Postfix)):
            walk.report(
                "CannotStoreResultsInUnsupportedElement",
                "An expression that assigns can't be a statement in a workflow.",
                inside,
                "Assign in a statement of its own.",
            )
            return


def rule_assignment(walk: Walk, node: ast.Assignment, visit: Visit) -> bool:
    name = check_target(walk, node.target, visit)
    value = node.value
    if isinstance(value, UNSUPPORTED) or isinstance(alone(value), ast.SubExpression):
        walk.report(
            "CannotStoreResultsInUnsupportedElement",
            "The results of this statement can't be assigned in a workflow.",
            value,
            "Assign within its blocks.",
        )
    if isinstance(value, ast.Assignment):
        walk.report(
            "CannotStoreResultsInVariable",
            "An assignment can't be the right side of another in a workflow.",
            value,
            "Use two statements.",
        )
    before = list(walk.collecting)
    if name and isinstance(value, COLLECTING):
        walk.collecting.append(name)
    walk.assigned = only_command(value)
    visit(walk, value)
    walk.collecting = before
    return True


def check_target(walk: Walk, target: ast.Node, visit: Visit) -> str:
    """Looks at what is assigned; gives the name of a plain variable."""
    while isinstance(target, ast.Convert):
        target = target.operand
    if isinstance(target, ast.Variable):
        check_assigned(walk, target)
        return target.name.lower() if target.drive in (None, "workflow") else ""
    if isinstance(target, ast.AttributedExpression):
        walk.report(
            "AttributedExpressionNotSupported",
            "Attributes on expressions are not supported in a workflow.",
            target,
            "Check the value with if.",
        )
        return check_target(walk, target.operand, visit)
    walk.report(
        "AssignmentNotSupported",
        "Only a variable can be assigned in a workflow, no property, element or list.",
        target,
        "Use an InlineScript that puts out the new object.",
    )
    return ""


def rule_step(walk: Walk, node: Any, _visit: Visit) -> bool:
    if isinstance(node, ast.Unary) and node.operator not in ("++", "--"):
        return False
    if isinstance(node.operand, ast.Variable):
        check_assigned(walk, node.operand)
    else:
        walk.report(
            "OperatorRequiresVariable", f"{node.operator} needs a variable in a workflow.", node, "Use $x += 1."
        )
    return True


def rule_loop(walk: Walk, node: Any, _visit: Visit) -> bool:
    check_label(walk, node)
    check_condition(walk, node.condition)
    return False


def rule_foreach(walk: Walk, node: ast.ForEach, visit: Visit) -> bool:
    check_label(walk, node)
    check_operand(walk, node.value)
    visit(walk, node.value)
    if node.throttle_limit is not None:
        visit(walk, node.throttle_limit)
    if node.parallel:
        with walk.scope():
            walk.scopes[-1].add(node.variable.name.lower())
            visit(walk, node.body)
        return True
    name = node.variable.name.lower()
    had = name in walk.scopes[-1]
    walk.scopes[-1].add(name)
    visit(walk, node.body)
    if not had:
        walk.scopes[-1].discard(name)
    return True


def rule_scope(walk: Walk, node: Any, visit: Visit) -> bool:
    with walk.scope():
        visit(walk, node.body)
    return True


def rule_if(walk: Walk, node: ast.If, _visit: Visit) -> bool:
    for condition, _ in node.clauses:
        check_operand(walk, condition)
    return False


REFUSED_FLAGS = ("regex", "wildcard", "file", "parallel")


def many(node: ast.Node | None) -> bool:
    """Tells whether an expression has more than one element by its form."""
    while isinstance(node, (ast.Paren, ast.ArrayExpression)):
        node = alone(node.pipeline) if isinstance(node, ast.Paren) else alone_in(node)
    return isinstance(node, ast.ArrayLiteral) and len(node.elements) > 1


def alone_in(node: Any) -> ast.Node | None:
    """Gives the expression that is all of `@( )`."""
    statements = node.body.statements
    return alone(statements[0]) if len(statements) == 1 else None


def rule_switch(walk: Walk, node: ast.Switch, _visit: Visit) -> bool:
    check_label(walk, node)
    check_operand(walk, node.condition)
    if any(flag in REFUSED_FLAGS for flag in node.flags):
        walk.report(
            "SwitchFlagNotSupported",
            "Of switch's modes only -CaseSensitive is supported in a workflow.",
            node,
            "Use if.",
        )
    if many(alone(node.condition)):
        walk.report(
            "SwitchEnumerationNotSupported",
            "A workflow's switch looks at one value, not at several.",
            node.condition,
            "Use foreach around it.",
        )
    kinds = []
    for clause, _ in node.clauses:
        if isinstance(clause, (ast.String, ast.Number)):
            kinds.append("string" if isinstance(clause, ast.String) else "number")
        else:
            walk.report(
                "SwitchOnlySupportsConstantExpression",
                "A workflow's switch takes constant clauses only.",
                clause,
                "Use if.",
            )
    if "string" in kinds and "casesensitive" not in node.flags:
        first = next(clause for clause, _ in node.clauses if isinstance(clause, ast.String))
        walk.report(
            "SwitchCaseSensitive", "A switch over strings needs -CaseSensitive in a workflow.", first, "Add it."
        )
    if len(set(kinds)) > 1:
        walk.report(
            "SwitchClauseMustBeOfSameType",
            "A workflow's switch takes clauses of one type only.",
            node,
            "Make all clauses texts, or all numbers.",
        )
    return False


def rule_try(walk: Walk, node: ast.Try, visit: Visit) -> bool:
    visit(walk, node.body)
    for catch in node.catches:
        check_catch(walk, catch)
        walk.in_catch += 1
        visit(walk, catch.body)
        walk.in_catch -= 1
    if node.finally_ is not None:
        visit(walk, node.finally_)
    return True


def rule_throw(walk: Walk, node: ast.Throw, visit: Visit) -> bool:
    if node.pipeline is None:
        if not walk.in_catch:
            walk.report(
                "ReasonRequiredInThrowStatement", "throw needs a reason outside of catch.", node, "Give a text."
            )
        return True
    for here in below(node.pipeline):
        if isinstance(here, ast.Command) and getattr(here.name, "value", "").lower() != "new-object":
            walk.report(
                "ThrowStatementCannotInvokeActivities",
                "throw can't run commands but New-Object in a workflow.",
                here,
                "Assign the command's result to a variable first.",
            )
            return True
    visit(walk, node.pipeline)
    return True


def rule_return(walk: Walk, node: ast.Return, _visit: Visit) -> bool:
    check_operand(walk, node.pipeline)
    return False


def rule_data(walk: Walk, node: ast.Data, _visit: Visit) -> bool:
    walk.report("DataSectionNotSupported", "data sections are not supported in a workflow.", node, "Use a hashtable.")
    return True


STATEMENTS: dict[type, Callable[..., bool]] = {
    ast.Break: rule_leaving,
    ast.Continue: rule_leaving,
    ast.StatementBlock: rule_block,
    ast.Assignment: rule_assignment,
    ast.Postfix: rule_step,
    ast.Unary: rule_step,
    ast.While: rule_loop,
    ast.DoWhile: rule_loop,
    ast.For: rule_loop,
    ast.ForEach: rule_foreach,
    ast.Parallel: rule_scope,
    ast.Sequence: rule_scope,
    ast.If: rule_if,
    ast.Switch: rule_switch,
    ast.Try: rule_try,
    ast.Throw: rule_throw,
    ast.Return: rule_return,
    ast.Data: rule_data,
}


def check_expression(walk: Walk, node: ast.Node) -> None:
    """Looks at an expression of any other kind."""
    if isinstance(node, ast.CommandExpression) and node.redirections:
        walk.report(
            "OnlySupportErrorStreamRedirection",
            "Only 2>&1 is supported in a workflow.",
            node,
            "Use Out-File or Set-Content.",
        )
