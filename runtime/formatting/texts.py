"""What a value says in a cell: a collection in braces, a number with three decimals, a date in the culture's form.

Source: conformance/formatting/table-columns, default-objects, format-list.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perdure.interpreter.dotnet._items import entries_of
from perdure.interpreter.errors import FlowControl
from perdure.interpreter.format_operator import composite, format_value
from perdure.interpreter.memberinfo import members_of
from perdure.interpreter.number_format import format_standard
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import NOTHING, NetObject, PSCustomObject, PSObject, unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.numbers import NUMERIC_CLASSES, Single
from perdure.runtime.formatting.cells import ELLIPSIS
from perdure.runtime.formatting.display_sets import display_property
from perdure.runtime.formatting.environment import Environment
from perdure.runtime.formatting.expressions import Expression, Failure
from perdure.runtime.objects import MISSING, text_of

_PRIMITIVE = frozenset([*NUMERIC_CLASSES, bool])
_DECIMALS = 3  # digits behind the point that the culture gives fractions


def elements(value: Any) -> Iterable[Any] | None:
    """Gives what a cell takes apart: the elements of a sequence, the entries of a dictionary; None for anything else."""
    base = value.base if type(value) is PSObject else value
    if isinstance(base, Dictionary):
        return entries_of(base)
    return enumerate_value(base)


def cell_text(value: Any, env: Environment, in_table: bool = False) -> str:
    """Gives a value's text; fractions of a table's own columns (`in_table`) have three decimals."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    if kind is int:
        return str(value)
    if value is None or value is NOTHING:
        return ""
    items = elements(value)
    if items is not None:
        return _braced(items, env)
    if in_table:
        base = unwrap(value)
        if type(base) in (float, Decimal, Single) and _finite(base):
            return format_standard(base, "F", _DECIMALS)
    return text_of(value, env.scope)


def _finite(value: Any) -> bool:
    return value == value and value not in (float("inf"), float("-inf"))


def _braced(items: Iterable[Any], env: Environment) -> str:
    limit = env.limit
    parts: list[str] = []
    for item in items:
        if limit >= 0 and len(parts) == limit:
            return "{" + ", ".join(parts) + ELLIPSIS + "}"
        parts.append(element_text(item, env))
    return "{" + ", ".join(parts) + "}"


def element_text(item: Any, env: Environment) -> str:
    """Gives what an element of a collection says: its own text, else the property that names it."""
    if item is None or item is NOTHING:
        return "$null"
    base = unwrap(item)
    if type(base) in _PRIMITIVE or isinstance(item, (str, PSCustomObject, PSObject)) or has_own_text(base):
        return text_of(item, env.scope)
    named = display_expression(item, env)
    if named is not None:
        found = named.value(item, env.scope)
        if found is not MISSING and type(found) is not Failure:
            return text_of(found, env.scope)
    return text_of(item, env.scope)


def has_own_text(value: Any) -> bool:
    """Tells whether the value's very own class says what ToString() gives (an inherited one does not count)."""
    if not isinstance(value, NetObject):
        return False
    return "__str__" in vars(type(value)) or "tostring" in members_of(type_of(value)).instance


_NAMING = ("name", "id", "key", "*key", "*name", "*id")
REMOTE = frozenset(["pscomputername", "psshowcomputername", "runspaceid", "pssourcejobinstanceid"])


def display_expression(value: Any, env: Environment) -> Expression | None:
    """Gives the property that names an object best, None where none does."""
    own = display_property(value, env.scope.cx)
    if own is not None:
        return Expression(own)
    for pattern in _NAMING:
        found = [e for e in Expression(pattern).resolve(value, env.scope) if e.name.lower() not in REMOTE]
        if found:
            return found[0]
    return None


def field_text(value: Any, env: Environment, form: str | None, source: Any, in_table: bool = False) -> str:
    """Gives a value's text by a FormatString (`N1`, `{0:N1} pieces`), or without one."""
    if not form:
        return cell_text(value, env, in_table)
    try:
        if "{0" in form or "}" in form:
            return composite(form, [value])
        return format_value(value, form)
    except FlowControl:
        raise
    except Exception:
        if env.show_errors or env.mark_errors:
            return env.failed("format", form, source)
        return cell_text(value, env, in_table)


def value_text(
    expression: Expression, value: Any, env: Environment, form: str | None = None, in_table: bool = False
) -> str:
    """Gives the text of an expression's value for an object; an empty one where it fails or there is none."""
    found = expression.value(value, env.scope)
    if found is MISSING:
        return ""
    if type(found) is Failure:
        return env.failed("evaluate", expression.name, value)
    return field_text(found, env, form, value, in_table)
