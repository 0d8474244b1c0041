"""One argument's value: converted to its parameter's type, changed and checked by its attributes.

Source: about_Functions_Advanced_Parameters. Knows nothing of which argument goes to which parameter: binding.py does.
"""

from typing import Any

from perdure.interpreter.binding_errors import convert_error, not_allowed, wrong_type_name
from perdure.interpreter.convert_argument import REFERENCE, check_single, convert_argument, through_reference
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.members_ets import type_names_of
from perdure.interpreter.ranks import is_enumerable
from perdure.interpreter.signature import Parameter
from perdure.interpreter.validation import run_steps
from perdure.interpreter.values.base import NOTHING, Reference
from perdure.interpreter.values.enumerate import as_list


def coerce(p: Parameter, value: Any, cx: Any, cmdlet: bool, text: str | None = None) -> Any:
    """Gives an argument's value in the parameter's type, checked by its attributes.

    `text`: a number's spelling in the script, which is what a [string] parameter gets.
    """
    cls = value.__class__
    if cls is p.exact and (cls is not str or value):
        return run_steps(p, value, cmdlet) if p.steps else value
    if text is not None and (p.spelled or (p.type is not None and p.type.name == "System.String")):
        value = text
    if value is NOTHING:
        value = None
    if value is None or value == "" or type(value) is list:
        check_empty(p, value, cmdlet)
    if p.early or p.late:
        value = transformed(p, value, cx, cmdlet)
    else:
        try:
            value = converted(p, value, cx, cmdlet)
        except ScriptError as error:
            raise convert_error(p, value, error, cmdlet) from None
    if p.ps_type_names:
        check_type_names(p, value)
    if p.steps:
        value = run_steps(p, value, cmdlet)
    return value


def check_type_names(p: Parameter, value: Any) -> None:
    """Refuses an object (or an element, where the parameter takes several) without the name that [PSTypeName()] asks for."""
    items = [value]
    if p.type is not None and (p.type.element is not None or is_enumerable(p.type)):
        items = as_list(value)
    for item in items:
        names = [] if item is None else [n.lower() for n in type_names_of(item)]
        for wanted in p.ps_type_names:
            if item is not None and wanted.lower() not in names:
                raise wrong_type_name(p, wanted)


def converted(p: Parameter, value: Any, cx: Any, cmdlet: bool) -> Any:
    """Gives a value in the parameter's type."""
    if p.no_convert:
        return value
    kind = p.type
    assert kind is not None  # what has no type is not converted
    if not cmdlet and (isinstance(value, Reference) or kind.name == REFERENCE):
        value = through_reference(value, kind)
    if value is None and keeps_null(p):
        return value
    if (cmdlet or p.advanced) and type(value) is not str:
        check_single(value, kind, cmdlet)
    return convert_argument(value, kind, cx=cx)


def transformed(p: Parameter, value: Any, cx: Any, cmdlet: bool) -> Any:
    """Gives what the transformation attributes and the type make of a value: the one nearest to the name comes first."""
    try:
        for transform in p.early:
            value = transform(value)
        value = converted(p, value, cx, cmdlet)
        for transform in p.late:
            value = transform(value)
        return converted(p, value, cx, cmdlet) if p.late else value
    except ScriptError as error:
        raise convert_error(p, value, error, False) from None


def keeps_null(p: Parameter) -> bool:
    """Tells whether $null stays $null for the parameter's type (reference types but String and arrays of scripts)."""
    return p.type is not None and p.type.kind not in ("struct", "enum") and p.type.name != "System.String"


def check_empty(p: Parameter, value: Any, cmdlet: bool) -> None:
    """Refuses $null, "" and empty collections for mandatory parameters that don't allow them."""
    if not p.needed:
        return
    type_name = p.type.name if p.type is not None else "System.Object"
    if value is None:
        if not p.allow_null and not p.is_switch:
            if type_name == "System.String":
                if not p.allow_empty_string:
                    raise not_allowed(p, "EmptyString")
            elif p.type is None or p.type.kind not in ("struct", "enum"):
                raise not_allowed(p, "Null")
        return
    if value == "" and type(value) is str:
        if type_name in ("System.String", "System.String[]", "System.Object") and not p.allow_empty_string:
            if type_name != "System.Object":
                raise not_allowed(p, "EmptyString")
        return
    if type(value) is list and (type_name.endswith("[]") or "Collection" in type_name):
        if not value and not p.allow_empty_list:
            raise not_allowed(p, "EmptyArray")
        for item in value:
            if item is None and not p.allow_null and type_name != "System.String[]":
                raise not_allowed(p, "NullElement")
            if (item == "" or item is None) and type_name == "System.String[]" and not p.allow_empty_string:
                raise not_allowed(p, "EmptyStringElement")
