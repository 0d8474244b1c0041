"""What an ErrorRecord's CategoryInfo says: `InvalidData: (target:Type) [Command], Reason`.

Serves CategoryInfo's members and the views of errors.
"""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import unwrap

LONGEST, KEPT = 40, 15  # characters of a name in the line, and of its ends where it is longer


def reason_of(record: ErrorRecord) -> str:
    """Gives CategoryInfo.Reason: what the record says, else the exception's type without its namespace."""
    if record.reason is not None:
        return record.reason
    return record.exception.type_name.rpartition(".")[2].rpartition("+")[2]


def target_name_of(record: ErrorRecord) -> str:
    """Gives CategoryInfo.TargetName: what the record says, else the target's text."""
    if record.target_name is not None:
        return record.target_name
    if unwrap(record.target) is None:
        return ""
    try:
        return to_string(record.target)
    except Exception:  # a target's ToString() may fail in any way; the record is shown without its name then
        return ""


def target_type_of(record: ErrorRecord) -> str:
    """Gives CategoryInfo.TargetType: what the record says, else the target's type without its namespace."""
    if record.target_type is not None:
        return record.target_type
    base: Any = unwrap(record.target)
    if base is None:
        return ""
    return type_of(base).short


def category_text(record: ErrorRecord) -> str:
    """Gives the whole line."""
    target, kind = _shortened(target_name_of(record)), _shortened(target_type_of(record))
    activity, reason = _shortened(record.activity), _shortened(reason_of(record))
    return f"{record.category}: ({target}:{kind}) [{activity}], {reason}"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:KEPT]}...{text[-KEPT:]}"
