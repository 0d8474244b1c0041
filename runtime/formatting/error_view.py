"""How an error record is shown: $ErrorView's four views.

ConciseView gives one line, or the script's line with a bar and tildes; NormalView the position and both ids;
CategoryView the category; DetailedView everything. Source: conformance/formatting/error-views, conformance-cli/errors.
"""

from typing import Any

from perdure.interpreter.error_text import category_text, reason_of
from perdure.interpreter.errors import ErrorRecord, InvocationInfo
from perdure.interpreter.positions import position_message
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.style import RESET, PSStyle
from perdure.runtime.formatting.decoration import for_errors, marked

CONCISE, NORMAL, CATEGORY, DETAILED = "conciseview", "normalview", "categoryview", "detailedview"
DEFAULT_WIDTH = 120
_NATIVE = ("NativeCommandErrorMessage", "NativeCommandError")


def render_error(
    record: ErrorRecord, width: int = DEFAULT_WIDTH, view: str = "ConciseView", scope: Any = None
) -> list[str]:
    """Gives the lines that a console shows for an error record.

    Args:
        record: the error.
        width: cells of a line; a message with a position is broken to it.
        view: ConciseView, NormalView, CategoryView or DetailedView, any case.
        scope: where commands are looked up, None = commands count as known.
    """
    return error_text(record, width, view, scope).split("\n")


def error_content(record: ErrorRecord, scope: Any) -> list[Any]:
    """Gives the content of the record's custom entry, by the session's $ErrorView."""
    view = scope.lookup("errorview") if scope is not None else NOTHING
    width = getattr(scope.cx, "error_width", None) or DEFAULT_WIDTH if scope is not None else DEFAULT_WIDTH
    style = for_errors(scope.cx) if scope is not None else None
    return [error_text(record, width, "ConciseView" if view is NOTHING or view is None else str(view), scope, style)]


def error_text(record: ErrorRecord, width: int, view: str, scope: Any, style: PSStyle | None = None) -> str:
    """Gives an error record's text in a view, in the style's colours where there is one."""
    if record.error_id in _NATIVE:
        return record.exception.message
    if style is not None and view.lower() == CONCISE:
        return _concise(record, width, scope, style)
    return marked(style, "Error", _plain_text(record, width, view.lower(), scope))


def _plain_text(record: ErrorRecord, width: int, kind: str, scope: Any) -> str:
    if kind == DETAILED:
        from perdure.runtime.formatting.error_details import detailed_text

        return detailed_text(record, scope)
    if kind == CATEGORY:
        return category_text(record)
    if kind == CONCISE:
        return _concise(record, width, scope)
    return _normal(record)


def _place(record: ErrorRecord) -> tuple[Any, Any]:
    """Gives source and span of where the error points."""
    invocation = record.invocation
    if invocation is not None and invocation.span is not None:
        return invocation.source, invocation.span
    if invocation is None:
        return record.position_source, record.position_span
    return None, None


def _message(record: ErrorRecord) -> str:
    if record.details:
        return record.details
    text = record.exception.message
    if record.category == "ParserError" and "~\n" in text:
        return text.split("~\n")[1].split("\n\n")[0]
    return text


# ---- ConciseView -----------------------------------------------------------------------------------------------------


def _concise(record: ErrorRecord, width: int, scope: Any, style: PSStyle | None = None) -> str:
    source, span = _place(record)
    path = source.path if source is not None and span is not None else None
    line = source.line_column(span.start)[0] if source is not None and span is not None else 0
    parser = record.category == "ParserError"
    head = prefix = ""
    if (path or line > 1 or parser) and not (path or "").lower().endswith(".psm1"):
        head, prefix = _source_lines(source, span, path, line)
    message = prefix + _message(record)
    if path or parser:
        message = _fitted(message, prefix, width) + "\n"
    if record.action:
        message += f"\n  Recommendation: {record.action}"
    subject = _subject(record, scope)
    if style is not None:
        return _colored(subject, head, prefix, message, style)
    return f"{subject}: {head}{message}"


def _colored(subject: str, head: str, prefix: str, message: str, style: PSStyle) -> str:
    """Gives the view's parts in colours: red, with the place's frame in the accent."""
    red, accent = style.formatting.texts["Error"], style.formatting.texts["ErrorAccent"]
    if not prefix:
        return f"{red}{subject}: {head}{message}{RESET}"
    lines = head.split("\n")[:-1]  # the file, `Line |`, the line, its tildes
    out = [RESET + lines[0], accent + lines[1]]
    bar = lines[2].index("|") + 2
    text = lines[2][bar:]
    marks = lines[3][len(prefix) :] if len(lines) > 3 else ""
    before = len(marks) - len(marks.lstrip())
    behind = before + len(marks.strip())
    if marks and behind < len(text):
        text = f"{text[:before]}{accent}{text[before:behind]}{RESET}{text[behind:]}"
    out.append(f"{accent}{lines[2][:bar]}{RESET}{text}")
    if marks:
        out.append(f"{accent}{prefix}{red}{marks}")
    for line in message.rstrip("\n").split("\n"):
        out.append(f"{accent}{prefix}{red}{line.removeprefix(prefix)}")
    return f"{red}{subject}: " + "\n".join(out) + RESET + ("\n" if message.endswith("\n") else "")


def _source_lines(source: Any, span: Any, path: str | None, line: int) -> tuple[str, str]:
    """Gives the file, the line and the tildes below its place; and what stands before the message's lines."""
    number = str(line)
    wider = " " * max(len(number) - 4, 0)
    parts = position_message(source, span).split("\n")
    text = parts[1][1:] if len(parts) > 1 else ""
    marks = parts[-1][1:] if parts else ""
    prefix = f"{wider}     | "
    head = f"{path}:{line}\n" if path else "\n"
    head += f"{wider}Line |\n{number:>4} | {text}\n"
    if marks:
        head += f"{prefix}{marks}\n"
    return head, prefix


def _fitted(message: str, prefix: str, width: int) -> str:
    """Breaks a message (its prefix is there already) at blanks into lines that fit."""
    message = message.replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    if width <= 0 or len(message) <= width:
        return message
    first = _cut(message, width)
    lines = [first]
    rest = message[len(first) :].strip()
    while len(rest) + len(prefix) > width:
        part = _cut(prefix + rest, width)
        if len(part) <= len(prefix):
            break
        lines.append(part)
        rest = rest[len(part) - len(prefix) :].strip()
    lines.append(prefix + rest)
    return "\n".join(lines)


def _cut(text: str, length: int) -> str:
    """Gives the text's beginning up to the last blank within `length` characters."""
    if len(text) <= length:
        return text
    start = text[:length]
    for i in range(length - 1, -1, -1):
        if start[i].isspace():
            return start[:i]
    return start


def _subject(record: ErrorRecord, scope: Any) -> str:
    """Gives what the error's first line begins with: the command, else the category or the exception's type."""
    if was_thrown(record):
        return "Exception"
    invocation = record.invocation
    command = invocation.command if invocation is not None else None
    if command is not None and command.name and _is_known(command, scope):
        return str(command.name)
    if record.activity:
        return record.activity
    if command is not None:
        return str(command.name)
    if invocation is not None and invocation.name:
        return invocation.name
    return reason_of(record) if record.category == "NotSpecified" else record.category


def was_thrown(record: ErrorRecord) -> bool:
    """Tells whether a `throw` statement made the record's exception (Exception.WasThrownFromThrowStatement)."""
    raised = record.exception
    if "WasThrownFromThrowStatement" in raised.props:
        return bool(raised.props["WasThrownFromThrowStatement"])
    return (
        record.category == "OperationStopped"
        and raised.type_name == "System.Management.Automation.RuntimeException"
        and not record.activity
    )


def _is_known(command: Any, scope: Any) -> bool:
    """Tells whether Get-Command would find the record's command by its name."""
    if command.kind in ("Function", "Filter", "Workflow", "Configuration") and scope is not None:
        return scope.find_function(command.name.lower()) is not None
    return command.kind not in ("ExternalScript", "Script")


# ---- NormalView ------------------------------------------------------------------------------------------------------


def _normal(record: ErrorRecord) -> str:
    invocation = record.invocation
    command = invocation.command if invocation is not None else None
    position = ""
    if command is not None or record.category != "ParserError":
        position = position_message(*_place(record))
    lines = [_command_prefix(invocation, command) + (record.details or record.exception.message)]
    if position:
        lines.append(position)
    lines.append("+ CategoryInfo          : " + category_text(record))
    lines.append("+ FullyQualifiedErrorId : " + record.error_id)
    return "\n".join(lines)


def _command_prefix(invocation: InvocationInfo | None, command: Any) -> str:
    if invocation is None:
        return ""
    if command is None:
        return f"{invocation.name} : " if invocation.name else ""
    if command.kind == "ExternalScript":
        return f"{command.path} : " if command.path else ""
    if invocation.name in ("", "&", "."):
        return f"{command.name} : " if command.name else ""
    return f"{invocation.name} : "
