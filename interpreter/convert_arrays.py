"""Conversions to arrays: element by element from arrays and sequences, one element from a single value."""

from typing import Any

from perdure.interpreter.convert import CONVERTERS, convert
from perdure.interpreter.convert_errors import failed
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.typesys import NetType, find_type, type_of
from perdure.interpreter.values.base import PSObject
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enumerate import enumerate_value

_VALUES = ("struct", "enum")


def to_object_array(value: Any, _net_type: NetType) -> Any:
    """Gives Object[]: an array of reference types as it is, of value types copied, else its elements."""
    if type(value) is list:
        return value
    if isinstance(value, TypedArray):
        element = find_type(value.element)
        if element is not None and element.kind not in _VALUES:
            return value
        return list(value)
    items = enumerate_value(value)
    return [value] if items is None else list(items)


def to_any_array(value: Any, net_type: NetType) -> Any:
    """Gives System.Array: any array as it is, else Object[]."""
    return value if isinstance(value, list) else to_object_array(value, net_type)


def to_array(value: Any, net_type: NetType, cx: Any = None) -> Any:
    """Gives a typed array."""
    element = net_type.element
    assert element is not None
    if type(value) is not PSObject and type_of(value) is element and enumerate_value(value) is None:
        return make_array(element, [value])
    if isinstance(value, TypedArray) and value.element == element.name:
        return value
    if isinstance(value, list):
        one = CONVERTERS.get(element.name)
        if one is not None:
            return make_array(element, [one(item) for item in value])
        return make_array(element, [convert(item, element, cx=cx) for item in value])
    if element.name == "System.Char" and type(value) is str:
        from perdure.interpreter.values.utf16 import chars

        return make_array(element, chars(value))
    items = enumerate_value(value)
    error_id = "InvalidCastExceptionScalarToArray" if items is None else "InvalidCastExceptionEnumerableToArray"
    try:
        return make_array(element, [convert(item, element, cx=cx) for item in ([value] if items is None else items)])
    except ScriptError as bad:
        if items is None and bad.record.error_id == "ConvertToFinalInvalidCastException":
            from perdure.interpreter.convert_errors import impossible

            raise impossible(value, net_type.name) from None
        from perdure.interpreter.convert_text import net_text

        raised = "System.Management.Automation.PSInvalidCastException"
        raise failed(net_text(value), net_type.name, bad.record.message, error_id, raised) from None


def make_array(element: NetType, items: list[Any]) -> Any:
    """Makes an array of an element type: Object[] is a plain list, what can't hold wrappers unwraps them."""
    if element.name == "System.Object":
        return items
    if element.name != "System.Management.Automation.PSObject":
        items = [item.base if type(item) is PSObject else item for item in items]
    return TypedArray(element.name, items)


def element_type(value: Any) -> NetType | None:
    """Gives an array's element type."""
    return type_of(value).element
