"""Conversions to everything that is no number, string or bool: arrays, enums, dates, delegates, objects by properties.

The order is PowerShell's: null, assignable, language rules, Parse, constructor, cast operator, properties. Other files
give the parts: convert_arrays, convert_enums, convert_known (Parse and casts of known types).
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter import convert_arrays, convert_enums, convert_known
from perdure.interpreter.convert_errors import impossible, null_cast
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, PSCustomObject, PSObject, Reference
from perdure.interpreter.values.collections import Dictionary, Hashtable

OBJECT_ARRAY = "System.Object[]"


def convert_general(value: Any, net_type: NetType, cx: Any) -> Any:
    """Converts a value to a type that has no converter of its own in convert.CONVERTERS."""
    if value is None or value is NOTHING:
        return _from_null(net_type)
    name = net_type.name
    if type(value) is PSObject:
        return convert_general(value.base, net_type, cx)
    own = type_of(value)
    if own is net_type or (own.is_a(net_type) and name != OBJECT_ARRAY):
        return value
    rule = RULES.get(name)
    if rule is not None:
        return rule(value, net_type)
    if net_type.element is not None:
        return convert_arrays.to_array(value, net_type, cx)
    if net_type.kind == "enum":
        return convert_enums.to_enum(value, net_type)
    if net_type.kind == "delegate":
        return convert_known.to_delegate(value, net_type)
    if name.startswith("System.Nullable`1"):
        from perdure.interpreter.convert import convert

        return convert(value, net_type.args[0], cx=cx)
    made = convert_known.to_known(value, net_type)
    if made is NOTHING:
        from perdure.interpreter import convert_members

        made = convert_members.by_members(value, net_type, cx)
    if made is NOTHING:
        raise impossible(value, name)
    return made


_VALUE_TYPES = frozenset(
    ["System.DateTime", "System.TimeSpan", "System.Guid", "System.DateTimeOffset", "System.DictionaryEntry"]
)


def _from_null(net_type: NetType) -> Any:
    name = net_type.name
    if name == "System.Management.Automation.SwitchParameter":
        return convert_known.switch(False)
    if name == "System.Management.Automation.PSReference":
        return reference_to(None)
    if name == "System.Void":
        return NOTHING
    if net_type.kind == "enum":
        raise convert_enums.null_enum(net_type)
    if name.startswith("System.Nullable`1"):
        return None
    if net_type.kind == "struct" or name in _VALUE_TYPES:
        raise null_cast(name)
    return None


def reference_to(value: Any) -> Reference:
    """Makes a [ref] around a value of its own."""
    held = [value]
    return Reference(lambda: held[0], lambda new: held.__setitem__(0, new))


def _to_hashtable(value: Any, net_type: NetType) -> Any:
    if isinstance(value, Dictionary):
        return Hashtable(value.items(), fold=False)
    raise impossible(value, net_type.name)


def to_custom_object(value: Any, net_type: NetType) -> Any:
    """Gives [pscustomobject] of a dictionary: its entries as note properties, in order; anything else as it is."""
    if not isinstance(value, Dictionary):
        return value
    made = PSCustomObject()
    from perdure.interpreter.convert import to_string

    for key, item in value.items():
        name = key if type(key) is str else to_string(key)
        if name.lower() == "pstypename" and isinstance(item, str):
            made.type_names = [str(item), *(made.type_names or [])]
        else:
            made.props[made.key_of(name) or name] = item
    return made


def _to_xml(value: Any, net_type: NetType) -> Any:
    """Gives [xml] of a text, of lines, of anything by its text."""
    from perdure.interpreter import members
    from perdure.interpreter.convert import to_string
    from perdure.interpreter.convert_errors import failed
    from perdure.interpreter.convert_text import net_text

    made = members.construct(net_type, [])
    try:
        members.invoke(made, "LoadXml", [to_string(value, "\n")])
    except ScriptError as error:
        inner = error.record.exception.inner or error.record.exception
        raise failed(
            net_text(value), net_type.name, inner.message, "InvalidCastToXmlDocument", inner.type_name
        ) from None
    return made


def _to_reference(value: Any, _net_type: NetType) -> Any:
    return reference_to(value)


def _to_void(_value: Any, _net_type: NetType) -> Any:
    return NOTHING


RULES: dict[str, Callable[[Any, NetType], Any]] = {
    "System.Collections.Hashtable": _to_hashtable,
    "System.Management.Automation.PSCustomObject": to_custom_object,
    "System.Management.Automation.PSReference": _to_reference,
    "System.Void": _to_void,
    "System.Xml.XmlDocument": _to_xml,
    OBJECT_ARRAY: convert_arrays.to_object_array,
    "System.Array": convert_arrays.to_any_array,
}
