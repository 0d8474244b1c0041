"""Members of objects as scripts reach them: `$x.Name`, `$x.Name = v`, `$x.Method()`, `[T]::Name`, `$x[i]`.

The door to members_*.py: compiled code and cmdlets import these functions from here, nothing else of this family.
"""

from typing import Any

from perdure.interpreter.memberinfo import find_static
from perdure.interpreter.members_ets import type_names_of
from perdure.interpreter.members_get import MISSING, get_member, read, read_own, strict_version
from perdure.interpreter.members_index import get_index, set_index
from perdure.interpreter.members_invoke import construct, invoke, invoke_static, set_indexed
from perdure.interpreter.members_list import (
    Entry,
    entries_of,
    method_signatures,
    methods_of,
    properties_of,
    property_value,
)
from perdure.interpreter.members_set import get_static, set_member, set_static
from perdure.interpreter.type_names import resolve_text


def type_from_text(text: str, sc: Any) -> Any:
    """Gives the type that a text before `::` names, None where it names none."""
    return resolve_text(text, sc)


def has_static(kind: Any, name: str) -> bool:
    """Tells whether a type has a static member of that name."""
    return find_static(kind, name.lower()) is not None


get = get_member

__all__ = [
    "MISSING", "Entry", "construct", "entries_of", "get", "get_index", "get_member", "get_static", "has_static", "invoke", "invoke_static",
    "method_signatures", "methods_of", "properties_of", "property_value", "read", "read_own", "set_index", "set_indexed", "set_member", "set_static",
    "strict_version", "type_from_text", "type_names_of",
]  # fmt: skip
