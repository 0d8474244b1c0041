"""Makes the nodes of statements (chapter 8) from their parts. Serves build.py."""

from typing import Any

from perdure.grammar.ast import (
    Assignment,
    Break,
    Catch,
    CommandExpression,
    Configuration,
    Continue,
    Data,
    DoWhile,
    Exit,
    For,
    ForEach,
    If,
    Node,
    Parallel,
    Pipeline,
    Return,
    Sequence,
    StatementBlock,
    String,
    Switch,
    Throw,
    Trap,
    Try,
    While,
)
from perdure.grammar.build_blocks import block, script_block
from perdure.grammar.build_commands import simple_statement
from perdure.grammar.source import Span
from perdure.grammar.tokens import Token

FLOWS = {"return": Return, "throw": Throw, "exit": Exit}
SWITCH_FLAGS = ("regex", "wildcard", "exact", "casesensitive", "parallel", "file")


def statement_block(a: list[Any], lx: Any) -> StatementBlock:
    return block(a[1] if len(a) == 3 else [], a[0].start, a[-1].end)


def assignment(a: list[Any], lx: Any) -> Assignment:
    target, token, value = a
    span = Span(target.span.start, value.span.end)
    return Assignment(target, token.value, value, Span(token.start, token.end), span)


def flow(a: list[Any], lx: Any) -> Any:
    token = a[0]
    pipeline = simple_statement(a[1:], lx) if len(a) == 2 else None
    end = pipeline.span.end if pipeline is not None else token.end
    return FLOWS[token.value](pipeline, Span(token.start, end))


def jump(a: list[Any], lx: Any) -> Any:
    token = a[0]
    label = a[1] if len(a) == 2 else None
    end = label.span.end if label is not None else token.end
    return (Break if token.value == "break" else Continue)(label, Span(token.start, end))


def if_statement(a: list[Any], lx: Any) -> If:
    clauses = [(a[2], a[4]), *a[5]]
    otherwise = a[7] if len(a) == 8 else None
    end = otherwise.span.end if otherwise is not None else clauses[-1][1].span.end
    return If(tuple(clauses), otherwise, Span(a[0].start, end))


def elseif_push(a: list[Any], lx: Any) -> list[Any]:
    a[0].append((a[3], a[5]))
    found: list[Any] = a[0]
    return found


def while_statement(a: list[Any], lx: Any) -> While:
    return While(None, a[2], a[4], Span(a[0].start, a[4].span.end))


def do_statement(a: list[Any], lx: Any) -> DoWhile:
    return DoWhile(None, a[4], a[1], a[2].type == "UNTIL", Span(a[0].start, a[5].end))


def for_statement(a: list[Any], lx: Any) -> For:
    parts = [part[0] for part in a[2:-2] if type(part) is tuple]
    parts += [None] * (3 - len(parts))
    return For(None, parts[0], parts[1], parts[2], a[-1], Span(a[0].start, a[-1].span.end))


def for_part(a: list[Any], lx: Any) -> tuple[Any]:
    return (a[0] if a else None,)


def foreach_statement(a: list[Any], lx: Any) -> ForEach:
    flags, variable, value, body = a[1], a[3].value, a[5], a[7]
    parallel, limit = False, None
    for item in flags:
        if type(item) is tuple:
            limit = item[1]
        elif "parallel".startswith(item.value.lower()):
            parallel = True
        else:
            lx.report("InvalidForeachFlag", item.start, item.end, item.value)
    span = Span(a[0].start, body.span.end)
    return ForEach(None, variable, value, body, parallel, limit, span)


def flag_with_value(a: list[Any], lx: Any) -> list[Any]:
    a[0].append((a[1], a[2]))
    found: list[Any] = a[0]
    return found


def switch_statement(a: list[Any], lx: Any) -> Switch:
    flags = []
    for token in a[1]:
        full = next((f for f in SWITCH_FLAGS if f.startswith(token.value.lower())), None)
        if full is None:
            lx.report("InvalidSwitchFlag", token.start, token.end, token.value)
        else:
            flags.append(full)
    clauses, default = [], None
    for condition, body, where in a[4]:
        if condition is not None:
            clauses.append((condition, body))
        elif default is None:
            default = body
        else:
            lx.report("MultipleSwitchDefaultClauses", where.start, where.end)
    if type(a[2]) is not tuple:
        value = a[2]
    else:
        value = a[2][0]
        if "file" not in flags:
            lx.report("PipelineValueRequired", a[0].end, a[0].end)
    if not a[4]:
        lx.report("MissingSwitchConditionExpression", a[3].end, a[3].end)
    return Switch(None, tuple(flags), value, tuple(clauses), default, Span(a[0].start, a[5].end))


def switch_pipeline(a: list[Any], lx: Any) -> Any:
    return a[1]


def switch_argument(a: list[Any], lx: Any) -> Any:
    span = a[0].span
    return (Pipeline((CommandExpression(a[0], (), span),), False, span),)


def switch_clause(a: list[Any], lx: Any) -> tuple[Any, Any, Any]:
    if type(a[0]) is Token:
        return None, a[1], a[0]
    return a[0], a[1], None


def labeled(a: list[Any], lx: Any) -> Any:
    token, loop = a
    values = [getattr(loop, name) for name in loop.fields()[1:-1]]
    return type(loop)(token.value, *values, Span(token.start, loop.span.end))


def try_statement(a: list[Any], lx: Any) -> Try:
    final = a[4] if len(a) == 5 else None
    catches = a[2]
    end = final.span.end if final else catches[-1].span.end if catches else a[1].span.end
    if not catches and final is None:
        lx.report("MissingCatchOrFinally", end, end)
    return Try(a[1], tuple(catches), final, Span(a[0].start, end))


def catch(a: list[Any], lx: Any) -> Catch:
    types = tuple(t.value for t in a[1]) if len(a) == 3 else ()
    return Catch(types, a[-1], Span(a[0].start, a[-1].span.end))


def trap_statement(a: list[Any], lx: Any) -> Trap:
    return Trap(a[1].value if len(a) == 3 else None, a[-1], Span(a[0].start, a[-1].span.end))


def parallel_statement(a: list[Any], lx: Any) -> Any:
    span = Span(a[0].start, a[1].span.end)
    return (Parallel if a[0].value == "parallel" else Sequence)(a[1], span)


def data_statement(a: list[Any], lx: Any) -> Data:
    name: str | None = None
    commands: tuple[Any, ...] = ()
    for part in a[1:-1]:
        if type(part) is list:
            commands = tuple(part)
        elif isinstance(part, Node):
            commands = (part,)
        elif part.type == "ARG":
            name = str(getattr(part.value, "value", ""))
    return Data(name, commands, a[-1], Span(a[0].start, a[-1].span.end))


def configuration(a: list[Any], lx: Any) -> Configuration:
    body = script_block(a[3], Span(a[2].start, a[4].end), lx)
    name = a[1]
    if type(name) is not String:
        name = a[1]
    return Configuration(name, body, Span(a[0].start, a[4].end))


MAKERS = {
    name: function
    for name, function in list(globals().items())
    if name
    in [
        "statement_block",
        "assignment",
        "flow",
        "jump",
        "if_statement",
        "elseif_push",
        "while_statement",
        "do_statement",
        "for_statement",
        "for_part",
        "foreach_statement",
        "flag_with_value",
        "switch_statement",
        "switch_pipeline",
        "switch_argument",
        "switch_clause",
        "labeled",
        "try_statement",
        "catch",
        "trap_statement",
        "parallel_statement",
        "data_statement",
        "configuration",
    ]
}
