"""What becomes of an error: where it happened is filled in, `$Error` gets it, preferences decide.

Serves compiled blocks (a statement's terminating error) and, through the context's hooks, cmdlets (non-terminating
ones). Knows nothing of how an error is shown.
"""

import re
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.errors import ErrorRecord, InvocationInfo, ScriptError
from perdure.interpreter.values.base import NOTHING

MAX_ERRORS = 256
OPEN = "\0"  # stands around the depth of a caller whose place is not known yet: .NET or a cmdlet made the call
UNKNOWN = re.compile(r"\0\d+\0")


def locate(record: ErrorRecord, source: Any, span: Any, cx: Any) -> None:
    """Says where an error happened: position, invocation and stack trace, where the record has none yet."""
    if record.position_span is None:
        record.position_source, record.position_span = source, span
    if record.invocation is None:
        record.invocation = InvocationInfo(None, "", record.position_source, record.position_span)
    if not record.stack:
        record.stack = stack_trace(source, span, cx)
    elif OPEN in record.stack:
        record.stack = record.stack.replace(f"{OPEN}{len(cx.frames)}{OPEN}", place(source, span))


def placeless(record: ErrorRecord) -> bool:
    """Tells whether something of where an error happened is still to be filled in on its way up."""
    return record.position_span is None or OPEN in record.stack


def shown_stack(record: ErrorRecord) -> str:
    """Gives ScriptStackTrace; a caller that the error did not come to has no place."""
    return UNKNOWN.sub(place(None, None), record.stack) if OPEN in record.stack else record.stack


def error_span(node: Any) -> Any:
    """Gives where an error of a statement itself is: what it evaluates, since the statements inside tell their own.

    Source: a pipeline is a sequence point of its own but on an assignment's right side and in parentheses.
    """
    kind = type(node)
    part: Any = None
    if kind is ast.If:
        part = node.clauses[0][0]
    elif kind in (ast.While, ast.DoWhile, ast.For, ast.Switch):
        part = node.condition
    elif kind is ast.ForEach:
        part = node.value
    elif kind in (ast.Return, ast.Throw, ast.Exit):
        part = node.pipeline
    return node.span if part is None else part.span


def stack_trace(source: Any, span: Any, cx: Any) -> str:
    """Gives ScriptStackTrace for a place: `at name, file: line N` from the innermost call outwards."""
    lines = []
    frames = cx.frames
    depth = len(frames)
    for frame in reversed(frames):
        where = place(source, span) if source is not None else f"{OPEN}{depth}{OPEN}"
        lines.append(f"at {frame.name or '<ScriptBlock>'}, {where}")
        source, span = frame.call_source, frame.call_span
        depth -= 1
    return "\n".join(lines)


def place(source: Any, span: Any) -> str:
    """Gives the place of a line of a stack trace."""
    path = source.path if source is not None and source.path else "<No file>"
    line = source.line_column(span.start)[0] if source is not None and span is not None else 1
    return f"{path}: line {line}"


def remember(record: ErrorRecord, cx: Any) -> None:
    """Puts a record at the front of $Error (once)."""
    errors = cx.errors
    if errors and errors[0] is record:
        return
    errors.insert(0, record)
    del errors[MAX_ERRORS:]


def preference(sc: Any, name: str, default: str = "Continue") -> str:
    """Gives a preference variable's value as the name of an ActionPreference."""
    value = sc.lookup(name)
    if value is NOTHING or value is None:
        return default
    text = str(getattr(value, "name", value))
    return PREFERENCES.get(text.lower(), default)


PREFERENCES = {
    "silentlycontinue": "SilentlyContinue", "0": "SilentlyContinue",
    "stop": "Stop", "1": "Stop",
    "continue": "Continue", "2": "Continue",
    "inquire": "Inquire", "3": "Inquire",
    "ignore": "Ignore", "4": "Ignore",
    "suspend": "Suspend", "5": "Suspend",
    "break": "Break", "6": "Break",
}  # fmt: skip


def report_statement_error(error: ScriptError, sc: Any) -> bool:
    """Decides about an error that ended a statement: True when it is reported and the next statement is to run."""
    cx = sc.cx
    cx.ok = False
    if cx.try_depth or error.ends is not None:
        return False
    action = preference(sc, "erroractionpreference")
    if error.thrown:
        if error.stopped or action not in ("SilentlyContinue", "Ignore"):
            return False
    elif action in ("Stop", "Inquire", "Break"):
        error.thrown = True
        return False
    record = error.record
    if record.category == "ParserError":  # a parse error that nobody caught is reported without the command's part
        record.error_id = record.error_id.partition(",")[0]
    if action != "Ignore":
        remember(record, cx)
        cx.streams.note("error", record)
    if action in ("Continue", "Suspend"):
        cx.streams.error(record)
    return True
