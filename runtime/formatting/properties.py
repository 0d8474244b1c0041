"""Which properties of an object a shape shows: those asked for, its type's display set, or all.

Serves shapes and Format-Custom. Knows nothing of text.
"""

from typing import Any

from perdure.interpreter.convert import to_bool
from perdure.interpreter.members import get_member, properties_of
from perdure.interpreter.values.base import PSCustomObject
from perdure.runtime.formatting.display_sets import display_set
from perdure.runtime.formatting.expressions import Expression
from perdure.runtime.formatting.parameters import Property
from perdure.runtime.objects import property_names

SHOW, COMPUTER = (
    "psshowcomputername",
    "pscomputername",
)  # a remote result's notes: whether its computer is shown, and which

Named = tuple[Property | None, Expression]


def all_properties(value: Any, scope: Any) -> list[str]:
    """Gives the names of the properties that are shown of an object without a view or a display set.

    Those of its .NET type come first, what PowerShell and scripts added behind them.
    """
    if type(value) is PSCustomObject:
        found = property_names(value, scope)
    else:
        entries = properties_of(value, scope)
        found = [e.name for e in entries if e.kind == "Property"] + [e.name for e in entries if e.kind != "Property"]
    if any(n.lower() == SHOW for n in found):
        hidden = (SHOW,) if to_bool(get_member(value, "PSShowComputerName", scope)) else (SHOW, COMPUTER)
        found = [n for n in found if n.lower() not in hidden]
    return found


def default_properties(value: Any, scope: Any) -> list[Named]:
    """Gives the display set's properties, else all."""
    names = display_set(value, scope.cx)
    found = [e for n in names for e in Expression(n).resolve(value, scope)]
    if found:
        return [(None, e) for e in found]
    return [(None, Expression(n)) for n in all_properties(value, scope)]


def asked_properties(asked: list[Property], value: Any, scope: Any, keep_unknown: bool) -> list[Named]:
    """Gives the properties that were asked for as the object has them; `keep_unknown` = those it lacks too."""
    out: list[Named] = []
    for one in asked:
        found = one.expression.resolve(value, scope)
        if not found and keep_unknown and not one.expression.wild:
            found = [one.expression]
        out.extend([(one, e) for e in found])
    return out
