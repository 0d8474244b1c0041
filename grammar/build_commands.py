"""Makes the nodes of pipelines and commands (section 8.2) from their parts. Serves build.py."""

from typing import Any

from perdure.grammar.ast import (
    ArrayLiteral,
    Command,
    CommandExpression,
    CommandParameter,
    FileRedirection,
    MergeRedirection,
    Pipeline,
    PipelineChain,
    String,
)
from perdure.grammar.source import Span


def pipeline(a: list[Any], lx: Any) -> Pipeline:
    elements = a[0]
    return Pipeline(tuple(elements), False, Span(elements[0].span.start, elements[-1].span.end))


def element_push(a: list[Any], lx: Any) -> list[Any]:
    elements: list[Any] = a[0]
    element = a[2]
    if type(element) is CommandExpression:
        lx.report("ExpressionsMustBeFirstInPipeline", *element.expression.span)
    elements.append(element)
    return elements


def chain_more(a: list[Any], lx: Any) -> list[Any]:
    left, token, right = a
    if type(right) is not list:
        right = [right]
    return [left, token.value, *right]


def simple_statement(a: list[Any], lx: Any) -> Any:
    chain = a[0]
    return fold_chain(chain, False) if type(chain) is list else chain


def fold_chain(chain: list[Any], background: bool) -> Any:
    """Gives the node of `a && b || c`, which groups from the left."""
    node = chain[0]
    for i in range(1, len(chain), 2):
        last = i + 2 >= len(chain)
        span = Span(node.span.start, chain[i + 1].span.end)
        node = PipelineChain(node, chain[i], chain[i + 1], background and last, span)
    return node


def background(a: list[Any], lx: Any) -> Any:
    chain, token = a
    if type(chain) is list:
        node = fold_chain(chain, True)
        return PipelineChain(node.left, node.operator, node.right, True, Span(node.span.start, token.end))
    if type(chain) is Pipeline:
        return Pipeline(chain.elements, True, Span(chain.span.start, token.end))
    return chain


def command_expression(a: list[Any], lx: Any) -> CommandExpression:
    expression = a[0]
    redirections = tuple(a[1]) if len(a) == 2 else ()
    end = redirections[-1].span.end if redirections else expression.span.end
    return CommandExpression(expression, redirections, Span(expression.span.start, end))


def merge_redirection(a: list[Any], lx: Any) -> MergeRedirection:
    token = a[0]
    stream = 0 if token.value[0] == "*" else int(token.value[0])
    return MergeRedirection(stream, int(token.value[-1]), Span(token.start, token.end))


def file_redirection(a: list[Any], lx: Any) -> FileRedirection:
    token, target = a
    c = token.value[0]
    if c == "<":
        lx.report("RedirectionNotSupported", token.start, token.end, "<")
    stream = 0 if c == "*" else int(c) if c.isdigit() else 1
    return FileRedirection(stream, token.value.endswith(">>"), target, Span(token.start, target.span.end))


def command_word(a: list[Any], lx: Any) -> list[Any]:
    return ["", a[0].start, a[0].value]


def command_pieces(a: list[Any], lx: Any) -> list[Any]:
    span = Span(a[0].value.start, a[2].end)
    return ["", span.start, String(lx.text[span.start : span.end], "", span)]


def command_invoke(a: list[Any], lx: Any) -> list[Any]:
    return [a[0].value, a[0].start, a[1]]


def command(a: list[Any], lx: Any) -> Command:
    parts = a[0]
    invocation, start, name = parts[:3]
    end = parts[-1].span.end
    elements: list[Any] = []
    redirections, plain = [], False
    for part in parts[3:]:
        if type(part) is String and part.value == "--" and not part.quote:
            plain = True  # what follows is never a parameter
        elif plain and type(part) is CommandParameter:
            span = part.span if part.argument is None else Span(part.span.start, part.argument.span.start)
            elements.append(String(lx.text[span.start : span.end].rstrip(), "", span))
            if part.argument is None:
                continue
            part = part.argument
        if type(part) is MergeRedirection or type(part) is FileRedirection:
            redirections.append(part)
        else:
            elements.append(part)
    return Command(invocation, name, tuple(elements), tuple(redirections), Span(start, end))


def parameter_bare(a: list[Any], lx: Any) -> CommandParameter:
    token = a[0]
    return CommandParameter(token.value, None, Span(token.start, token.end))


def parameter_with(a: list[Any], lx: Any) -> CommandParameter:
    return CommandParameter(a[0].value, a[1], Span(a[0].start, a[1].span.end))


def argument_array(a: list[Any], lx: Any) -> Any:
    found = a[0]
    if type(found) is not list:
        return found
    return ArrayLiteral(tuple(found), Span(found[0].span.start, found[-1].span.end))


def argument_push(a: list[Any], lx: Any) -> list[Any]:
    if type(a[0]) is list:
        a[0].append(a[2])
        return a[0]
    return [a[0], a[2]]


MAKERS = {
    name: function
    for name, function in list(globals().items())
    if name
    in [
        "pipeline",
        "element_push",
        "chain_more",
        "simple_statement",
        "background",
        "command_expression",
        "merge_redirection",
        "file_redirection",
        "command_word",
        "command_pieces",
        "command_invoke",
        "command",
        "parameter_bare",
        "parameter_with",
        "argument_array",
        "argument_push",
    ]
}
