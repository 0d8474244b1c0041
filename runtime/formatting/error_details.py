"""Everything about an error, as Get-Error and DetailedView show it: each property that says something, nested by four.

Serves error_view and Get-Error. Source: about_Error views as PowerShell prints them.
"""

from typing import Any

from perdure.interpreter.errors import ErrorRecord, InvocationInfo, NetException
from perdure.interpreter.members import properties_of, property_value
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime.formatting.cells import ELLIPSIS
from perdure.runtime.objects import READ_FAILED, text_of

DEEPEST = 10
INDENT = 4


def detailed_text(record: Any, scope: Any) -> str:
    """Gives the text of an error record or an exception."""
    return _show(record, 0, 1, scope)


def _show(value: Any, indent: int, depth: int, scope: Any) -> str:
    pairs: list[tuple[str, Any]] = []
    base = unwrap(value)
    if isinstance(base, NetException):
        pairs.append(("Type", type_of(base).name))
    for entry in properties_of(value, scope):
        try:
            found = property_value(value, entry, scope)
        except READ_FAILED:
            continue
        if not _is_empty(found) and entry.name != "PSErrorIndex":
            pairs.append((entry.name, found))
    width = max((len(name) for name, _ in pairs), default=0)
    prefix = " " * indent
    lines = []
    for name, found in pairs:
        lines.append(f"{prefix}{name:<{width}} : " + _value(name, found, indent, width, depth, scope))
    return "\n".join(lines)


def _is_empty(value: Any) -> bool:
    base = unwrap(value)
    if base is None or base == "":
        return True
    if isinstance(base, Dictionary):
        return len(base) == 0
    items = enumerate_value(base)
    return items is not None and not list(items)


def _value(name: str, value: Any, indent: int, width: int, depth: int, scope: Any) -> str:
    base = unwrap(value)
    deeper = indent + INDENT
    if isinstance(base, (NetException, ErrorRecord, InvocationInfo)):
        return ELLIPSIS if depth >= DEEPEST else "\n" + _show(value, deeper, depth + 1, scope)
    if name == "StackTrace":
        return "\n" + text_of(value)
    if isinstance(base, Dictionary):
        prefix = " " * deeper
        return "".join(["\n" + f"{prefix}{text_of(k)} : {text_of(v)}" for k, v in base.items()])
    items = enumerate_value(base)
    if items is not None and name != "Data":
        if depth >= DEEPEST:
            return ELLIPSIS
        return "\n" + "\n\n".join([_show(item, deeper, depth + 1, scope) for item in items])
    lines = text_of(value).split("\n")
    if len(lines) == 1:
        return lines[0]
    pad = "\n" + " " * (indent + width + 3)
    return pad.join([line.strip() for line in lines])
