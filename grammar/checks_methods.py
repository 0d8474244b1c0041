"""Rules about the bodies of class methods: variables that no statement sets, paths that end without a value.

Source: PowerShell's own parser, whose compiler gives methods static variables only. Serves checks.py.
"""

from typing import Any

from perdure.grammar.ast import (
    ArrayLiteral,
    Assignment,
    AttributedExpression,
    Convert,
    Exit,
    ForEach,
    FunctionDefinition,
    If,
    MethodMember,
    Paren,
    Postfix,
    Return,
    ScriptBlockExpression,
    StatementBlock,
    Switch,
    Throw,
    Try,
    Unary,
    Variable,
)
from perdure.grammar.checks_context import Context, Report
from perdure.grammar.checks_expressions import pure_expression

# Variables that a method may read without setting them: automatic ones, preferences, and a few that PowerShell names.
ALWAYS = frozenset(
    [
        "_",
        "psitem",
        "args",
        "this",
        "input",
        "pscmdlet",
        "psboundparameters",
        "myinvocation",
        "psscriptroot",
        "pscommandpath",
        "true",
        "false",
        "null",
        "lastexitcode",
        "error",
        "stacktrace",
        "outputencoding",
        "nestedpromptlevel",
        "pwd",
        "matches",
        "?",
        "$",
        "^",
        "debugpreference",
        "verbosepreference",
        "erroractionpreference",
        "whatifpreference",
        "warningpreference",
        "informationpreference",
        "confirmpreference",
        "progresspreference",
    ]
)


def method(node: MethodMember, parent: Any, context: Context, report: Report) -> Context:
    body = node.body
    if body.param is not None:
        report("ParamBlockNotAllowedInMethod", body.param.span)
    named = [b for b in (body.dynamicparam, body.begin, body.process, body.end, body.clean) if b is not None]
    if any(not b.unnamed for b in named):
        report("NamedBlockNotAllowedInMethod", named[0].span)
    found = set(ALWAYS)
    for parameter in node.parameters:
        found.add(parameter.variable.name.lower())
    for block in named:
        found.update(assigned(block.body, context, report))
    void = node.return_type is None or node.return_type.name.lower() in ("void", "system.void")
    if not void and body.end is not None and not always_returns(body.end.body):
        report("MethodHasCodePathNotReturn", name_span(node, context.text))
    return context.replaced(method=node, static=node.static, locals=frozenset(found), flow=None)


def name_span(node: MethodMember, text: str) -> tuple[int, int]:
    """Gives the place of a method's name: it stands behind its attributes and its return type."""
    marks = [m.span.end + 1 for m in node.attributes]
    if node.return_type is not None:
        marks.append(node.return_type.span.end + 1)
    first = max(text.find(node.name, max([node.span.start, *marks])), node.span.start)
    return first, first + len(node.name)


def assigned(block: StatementBlock, context: Context, report: Report) -> set[str]:
    """Gives the names of the variables that a method's statements set; those of nested script blocks are not its own."""
    names: set[str] = set()
    stack: list[Any] = [block]
    while stack:
        node = stack.pop()
        kind = type(node)
        if kind is Assignment:
            for variable in targets(node.target):
                names.add(variable.name.lower())
                misses_this(variable, context, report)
        elif kind is ForEach:
            names.add(node.variable.name.lower())
        elif kind is Postfix or (kind is Unary and node.operator in ("++", "--")):
            names.update(v.name.lower() for v in targets(node.operand))
        elif kind is ScriptBlockExpression or kind is FunctionDefinition:
            continue
        stack.extend(reversed(list(node.children())))
    return names


def targets(node: Any) -> list[Variable]:
    """Gives the plain variables among the targets of an assignment."""
    found, pending = [], [node]
    while pending:
        node = pending.pop()
        if type(node) is Variable and node.drive in (None, "local", "private", "variable"):
            found.append(node)
        elif type(node) is Convert or type(node) is AttributedExpression:
            pending.append(node.operand)
        elif type(node) is ArrayLiteral:
            pending.extend(reversed(node.elements))
        elif type(node) is Paren:
            inner = pure_expression(node.pipeline)
            if inner is not None:
                pending.append(inner)
    return found


def misses_this(variable: Variable, context: Context, report: Report) -> None:
    """Reports a variable of a property's name that is set as if it were the property."""
    member = (context.properties or {}).get(variable.name.lower())
    if member is None:
        return
    if member.static:
        report("MissingTypeInStaticPropertyAssignment", variable.span, f"[{context.owner}]::", member.name)
    else:
        report("MissingThis", variable.span, "$this.", member.name)


def always_returns(block: StatementBlock) -> bool:
    """Tells whether every way through a block ends in `return`, `throw` or `exit`."""
    return any(statement_returns(statement) for statement in block.statements)


def statement_returns(node: Any) -> bool:
    """Tells whether every way through a statement ends the method."""
    kind = type(node)
    if kind is Return or kind is Throw or kind is Exit:
        return True
    if kind is If:
        return node.otherwise is not None and all(
            always_returns(b) for b in [b for _, b in node.clauses] + [node.otherwise]
        )
    if kind is Switch:
        return node.default is not None and all(
            always_returns(b) for b in [b for _, b in node.clauses] + [node.default]
        )
    if kind is Try:
        if node.finally_ is not None and always_returns(node.finally_):
            return True
        return always_returns(node.body) and all(always_returns(c.body) for c in node.catches)
    return type(node).__name__ == "DoWhile" and always_returns(node.body)


CHECKS = {MethodMember: method}
