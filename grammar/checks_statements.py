"""Rules about statements: workflow keywords outside workflows, catch order, flow out of `finally`, labels, data sections.

Source: PowerShell's own parser; the workflow specification, section 7.4. Serves checks.py.
"""

from typing import Any

from perdure.grammar import checks_data
from perdure.grammar.ast import (
    Break,
    Continue,
    Data,
    DoWhile,
    For,
    ForEach,
    Parallel,
    Return,
    Sequence,
    StatementBlock,
    String,
    Switch,
    Trap,
    Try,
    While,
)
from perdure.grammar.checks_context import Context, Report


def loop(node: Any, parent: Any, context: Context, report: Report) -> Context:
    return context.replaced(flow=("loop", (node.label or "").lower(), context.flow))


def foreach(node: ForEach, parent: Any, context: Context, report: Report) -> Context:
    if node.parallel and (not context.workflow or context.inline):
        report("ParallelNotSupported", node.span)
    if node.throttle_limit is not None and not node.parallel:
        report("ThrottleLimitRequiresParallelFlag", node.span)
    return loop(node, parent, context, report)


def switch(node: Switch, parent: Any, context: Context, report: Report) -> Context:
    if "parallel" in node.flags:
        report("KeywordParameterReservedForFutureUse", node.span, "switch", "parallel")
    return loop(node, parent, context, report)


def block(node: Any, parent: Any, context: Context, report: Report) -> None:
    if not context.workflow or context.inline:
        word = type(node).__name__.lower()
        report("UnexpectedKeyword", (node.span.start, node.span.start + len(word)), word)


def trap(node: Trap, parent: Any, context: Context, report: Report) -> Context:
    return context.replaced(flow=None)


def try_(node: Try, parent: Any, context: Context, report: Report) -> None:
    for i, clause in enumerate(node.catches[:-1]):
        if not clause.types:
            for later in node.catches[i + 1 :][:1]:
                report("EmptyCatchNotLast", (later.span.start - 1, later.span.start - 1))


def statement_block(node: StatementBlock, parent: Any, context: Context, report: Report) -> Context | None:
    if type(parent) is Try and parent.finally_ is node:
        return context.replaced(flow=("finally", None, context.flow))
    return None


def jump(node: Any, parent: Any, context: Context, report: Report) -> None:
    label = "" if node.label is None else node.label.value.lower() if type(node.label) is String else None
    leaves_finally(node, label, context, report)
    if not label or context.method is None:
        return
    flow = context.flow
    while flow is not None:
        if flow[0] == "loop" and flow[1] == label:
            return
        flow = flow[2]
    report("LabelNotFound", node.span, node.label.value)


def leaves_finally(node: Any, label: str | None, context: Context, report: Report) -> None:
    """Reports a jump or return whose aim lies outside a `finally` around it."""
    flow = context.flow
    while flow is not None:
        if flow[0] == "finally":
            report("ControlLeavingFinally", node.span)
            return
        if label is not None and (label == "" or flow[1] == label):
            return
        flow = flow[2]


def return_(node: Return, parent: Any, context: Context, report: Report) -> None:
    leaves_finally(node, None, context, report)
    method = context.method
    if method is None or not hasattr(method, "return_type"):
        return
    void = method.return_type is None or method.return_type.name.lower() in ("void", "system.void")
    if void and node.pipeline is not None:
        report("VoidMethodHasReturn", node.span)
    elif not void and node.pipeline is None:
        report("NonVoidMethodMissingReturnValue", node.span)


def data(node: Data, parent: Any, context: Context, report: Report) -> None:
    checks_data.check(node, report)


CHECKS = {
    While: loop,
    DoWhile: loop,
    For: loop,
    ForEach: foreach,
    Switch: switch,
    Parallel: block,
    Sequence: block,
    Trap: trap,
    Try: try_,
    StatementBlock: statement_block,
    Break: jump,
    Continue: jump,
    Return: return_,
    Data: data,
}
