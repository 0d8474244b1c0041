"""How cmdlets and views look at objects: names of properties, values, type names, text.

One door to the interpreter's members, with short cuts for the objects that pipelines mostly carry. Knows nothing of any
cmdlet.
"""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.convert import to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.date_format import format_any
from perdure.interpreter.errors import DotNetThrow, ScriptError
from perdure.interpreter.members import MISSING, type_names_of
from perdure.interpreter.members_ets import of_type
from perdure.interpreter.number_format import special_text
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NOTHING, Member, PSCustomObject, PSObject
from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.datetime import DateTime, DateTimeOffset
from perdure.interpreter.values.psmembers import PSMethod

READ_FAILED = (ScriptError, DotNetThrow)  # what a getter may raise


def property_names(value: Any, sc: Any) -> list[str]:
    """Gives the names of an object's visible properties, in order."""
    if type(value) is PSCustomObject and value.ext is None and not sc.cx.type_data:
        return list(value.props)
    return [view.name for view in members.properties_of(value, sc)]


def find_name(value: Any, name: str, sc: Any) -> str | None:
    """Gives the name of a property as the object spells it, found without regard to case; None without."""
    if type(value) is PSCustomObject:
        found = value.key_of(name)
        if found is not None:
            return found
    low = name.lower()
    for view in members.properties_of(value, sc):
        if view.name.lower() == low:
            return str(view.name)
    return None


def read(value: Any, name: str, sc: Any) -> Any:
    """Gives a property's value, MISSING where there is none. What its getter raises comes out as it is."""
    if type(value) is PSCustomObject:
        props = value.props
        if name in props:
            found = props[name]
            if type(found) is not Member:
                return found
    found = members.read_own(value, name, sc)
    if found is NOTHING:
        return None
    return MISSING if type(found) is PSMethod else found


def entries_as_properties(value: Any) -> PSCustomObject | None:
    """Gives a Hashtable's entries as properties, which is what property names mean there; None for anything else."""
    if type(value) is PSObject:
        value = value.base
    if type(value) is Hashtable:
        return PSCustomObject({to_string(k): v for k, v in value.items()})
    return None


def text_of(value: Any, sc: Any = None) -> str:
    """Gives what an object says of itself to a reader: dates in the culture's form, arrays joined by blanks.

    With a scope a ToString method that a script gave the object's type is asked.
    """
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    if value is None or value is NOTHING:
        return ""
    if sc is not None and sc.cx.type_data:
        member = of_type(value, "tostring", sc.cx)
        if member is not None and member.kind == "ScriptMethod":
            return to_string(members.invoke(value, "ToString", [], sc))
    if kind is int:
        return str(value)
    if kind is float and (value != value or abs(value) == float("inf")):
        return special_text(value, "en-US")
    if kind is DateTime or kind is DateTimeOffset:
        return format_any(value, "", "en-US") or ""
    if kind is NetType:
        return net_text(value)
    return to_string(value)


__all__ = [
    "MISSING",
    "READ_FAILED",
    "entries_as_properties",
    "find_name",
    "property_names",
    "read",
    "text_of",
    "type_names_of",
]
