"""Rules about commands: redirections that are not allowed or doubled; which blocks belong to an InlineScript. Serves checks.py."""

from typing import Any

from perdure.grammar.ast import Command, CommandExpression, FileRedirection, MergeRedirection, String
from perdure.grammar.checks_context import Context, Report

STREAMS = {
    0: "* stream",
    1: "output stream",
    2: "error stream",
    3: "warning stream",
    4: "verbose stream",
    5: "debug stream",
    6: "information stream",
}


def redirections(node: Any, parent: Any, context: Context, report: Report) -> None:
    if not node.redirections:
        return
    seen = set()
    for redirection in node.redirections:
        if type(redirection) is MergeRedirection and (redirection.into != 1 or redirection.stream == 1):
            text = f"{redirection.stream or '*'}>&{redirection.into}"
            report("RedirectionNotSupported", redirection.span, text)
        if type(redirection) in (MergeRedirection, FileRedirection):
            if redirection.stream in seen:
                report("StreamAlreadyRedirected", redirection.span, STREAMS[redirection.stream])
            seen.add(redirection.stream)


def command(node: Command, parent: Any, context: Context, report: Report) -> Context | None:
    redirections(node, parent, context, report)
    if (
        context.workflow
        and not node.invocation
        and type(node.name) is String
        and node.name.value.lower() == "inlinescript"
    ):
        return context.replaced(inline=True)
    return None


CHECKS = {Command: command, CommandExpression: redirections}
