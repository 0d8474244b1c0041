"""Rules about expressions: what can be assigned to, splatting, doubled keys, `[ref]` and `[ordered]`, using expressions.

Source: the error ids and their conditions are those of PowerShell's own parser. Serves checks.py.
"""

from typing import Any

from perdure.grammar.ast import (
    ArrayLiteral,
    Assignment,
    AttributedExpression,
    Command,
    CommandExpression,
    Convert,
    ErrorExpression,
    Hashtable,
    Index,
    InvokeMember,
    Member,
    Number,
    Paren,
    Pipeline,
    Postfix,
    String,
    TypeName,
    Unary,
    Variable,
)
from perdure.grammar.checks_constant import is_constant
from perdure.grammar.checks_context import Context, Report

# automatic variables that each script block has of its own, with the one type that may stand before them
_SMA = "System.Management.Automation."
AUTOMATIC = {
    "_": "System.Object", "args": "System.Object[]", "this": "System.Object", "input": "System.Object",
    "pscmdlet": _SMA + "PSScriptCmdlet", "psboundparameters": _SMA + "PSBoundParametersDictionary",
    "myinvocation": _SMA + "InvocationInfo", "psscriptroot": "System.String", "pscommandpath": "System.String",
}  # fmt: skip
CHAINS = (Member, InvokeMember, Index)


def assignment(node: Assignment, parent: Any, context: Context, report: Report) -> None:
    target(node.target, node.operator == "=", report, "InvalidLeftHandSide", ())


def unary(node: Unary, parent: Any, context: Context, report: Report) -> None:
    if node.operator in ("++", "--"):
        target(node.operand, False, report, "OperatorRequiresVariableOrProperty", (node.operator,))


def postfix(node: Postfix, parent: Any, context: Context, report: Report) -> None:
    target(node.operand, False, report, "OperatorRequiresVariableOrProperty", (node.operator,))


def target(node: Any, simple: bool, report: Report, code: str, values: tuple[str, ...]) -> None:
    """Reports what cannot be assigned to; `simple`: by `=`, which alone takes several targets."""
    pending = [(node, simple)]
    while pending:
        node, simple = pending.pop()
        if type(node) is ArrayLiteral and simple:
            pending.extend((element, True) for element in reversed(node.elements))
        elif type(node) is Paren:
            inner = pure_expression(node.pipeline)
            if inner is None:
                report(code, node.pipeline.span, *values)
            else:
                pending.append((inner, simple))
        elif type(node) is Convert or type(node) is AttributedExpression:
            pending.append((convert_target(node, report), simple))
        elif not assignable(node):
            report(code, node.span, *values)


def assignable(node: Any) -> bool:
    """Tells whether a single expression can be assigned to."""
    if type(node) is ErrorExpression:
        return True
    if type(node) is Variable:
        return bool(node.drive != "using")
    if type(node) in (Member, InvokeMember, Index):
        return not node.null_conditional and not rests_on_using(node)
    return False


def convert_target(node: Any, report: Report) -> Any:
    """Reports types that cannot stand before a target; gives the target behind them."""
    whole, converts, reference, last = node, 0, None, None
    while type(node) is Convert or type(node) is AttributedExpression:
        if type(node) is Convert:
            converts += 1
            last = node.type
            name = node.type.name.lower()
            if is_reference(node.type):
                reference = node.type
            elif name in ("void", "system.void"):
                report("VoidTypeConstraintNotAllowed", around(node.type))
        node = node.operand
    if reference is not None and converts > 1:
        report("ReferenceNeedsToBeByItselfInTypeConstraint", around(reference))
    elif type(node) is Variable and node.drive in (None, "", "local") and node.name.lower() in AUTOMATIC:
        wanted = AUTOMATIC[node.name.lower()]
        if last is None or f"system.{last.text.lower().removeprefix('system.')}" != wanted.lower():
            report("AssignmentStatementToAutomaticNotSupported", whole.span, node.name, wanted)
    return node


def pure_expression(pipeline: Any) -> Any:
    """Gives the expression that a pipeline consists of, None where it is more."""
    if type(pipeline) is Pipeline and len(pipeline.elements) == 1 and not pipeline.background:
        element = pipeline.elements[0]
        if type(element) is CommandExpression and not element.redirections:
            return element.expression
    return None


def is_reference(type_name: TypeName) -> bool:
    """Tells whether a type is `[ref]`."""
    return type_name.name.lower() in ("ref", "psreference", "system.management.automation.psreference")


def around(type_name: TypeName) -> tuple[int, int]:
    """Gives the place of a type's name with its brackets."""
    return type_name.span.start - 1, type_name.span.end + 1


def convert(node: Convert, parent: Any, context: Context, report: Report) -> None:
    if node.type.name.lower() == "ordered" and type(node.operand) is not Hashtable:
        report("OrderedAttributeOnlyOnHashLiteralNode", node.span, node.type.text)
    if is_reference(node.type):
        below = node.operand
        doubled = False
        while type(below) is Convert or type(below) is AttributedExpression:
            if type(below) is Convert and is_reference(below.type):
                doubled = True
                report("ReferenceNeedsToBeByItselfInTypeSequence", around(below.type))
            below = below.operand
        if type(parent) is Convert and not doubled and not is_reference(parent.type):
            report("ReferenceNeedsToBeLastTypeInTypeConversion", around(node.type))


def attributed(node: AttributedExpression, parent: Any, context: Context, report: Report) -> None:
    inner: Any = node
    while type(inner) is AttributedExpression or type(inner) is Convert:
        inner = inner.operand
        if type(inner) is Variable or type(inner) is ErrorExpression:
            return
    report("UnexpectedAttribute", node.attribute.span, node.attribute.type.text)


def hashtable(node: Hashtable, parent: Any, context: Context, report: Report) -> None:
    seen = set()
    for key, _ in node.pairs:
        if type(key) is String or type(key) is Number:
            text = str(key.value)
            if text.lower() in seen:
                report("DuplicateKeyInHashLiteral", key.span, text)
            seen.add(text.lower())


def variable(node: Variable, parent: Any, context: Context, report: Report) -> None:
    if node.splatted and type(parent) is not Command and node.drive != "using":
        name = node.name if node.drive is None else f"{node.drive}:{node.name}"
        in_list = type(parent) is ArrayLiteral
        report("SplattingNotPermittedInArgumentList" if in_list else "SplattingNotPermitted", node.span, name)
    if context.locals is not None and node.drive is None and node.name.lower() not in context.locals:
        report("VariableNotLocal", node.span)
    if context.static and node.drive is None and node.name.lower() == "this":
        report("NonStaticMemberAccessInStaticMember", node.span, node.name)


def rests_on_using(node: Any) -> bool:
    """Tells whether a chain of members and indexes begins with `$using:name`."""
    while type(node) in CHAINS:
        node = node.target
    return type(node) is Variable and node.drive == "using"


def chain(node: Any, parent: Any, context: Context, report: Report) -> None:
    """Holds what stands behind `$using:name`: plain properties and constant indexes only."""
    if type(parent) in CHAINS and parent.target is node or not rests_on_using(node):
        return
    while type(node) in CHAINS:
        if type(node) is Index:
            if not is_constant(node.index, True):
                report("InvalidUsingExpression", node.index.span)
                return
        elif type(node) is InvokeMember or type(node.member) is not String:
            report("InvalidUsingExpression", node.span)
            return
        node = node.target


CHECKS = {
    Assignment: assignment,
    Unary: unary,
    Postfix: postfix,
    Convert: convert,
    AttributedExpression: attributed,
    Hashtable: hashtable,
    Variable: variable,
    Member: chain,
    InvokeMember: chain,
    Index: chain,
}
