"""The language's conversions: to bool, string, numbers, and to any type as a cast does (LanguagePrimitives.ConvertTo).

Exact Python types take the short way here; the general rules stand behind in convert_numbers, convert_text,
convert_enums, convert_arrays and convert_objects, imported at their first use. Failed ones raise ScriptError with
PowerShell's ids and messages.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.number_format import double_g15
from perdure.interpreter.typesys import NetType, find_type, type_of
from perdure.interpreter.values.base import NOTHING, PSObject
from perdure.interpreter.values.collections import ListObject


def to_bool(value: Any) -> bool:
    """Gives a value's truth: $null, 0, "", empty lists and lists of one false scalar are false."""
    cls = type(value)
    if cls is bool:
        return value  # type: ignore[no-any-return]
    if cls is int or cls is str or cls is float:
        return bool(value)
    if value is None or value is NOTHING:
        return False
    if cls is list:
        return _list_truth(value)
    return _general_truth(value)


def _list_truth(items: list[Any]) -> bool:
    if len(items) != 1:
        return len(items) > 1
    first = items[0]
    base = first.base if type(first) is PSObject else first
    if isinstance(base, list):
        return len(base) > 0
    if isinstance(base, ListObject):
        return len(base.items) > 0
    return to_bool(first)


def _general_truth(value: Any) -> bool:
    if type(value) is PSObject:
        return to_bool(value.base)
    if isinstance(value, (int, float)):
        return value != 0
    if isinstance(value, str):
        return value != "\0"  # a Char
    if isinstance(value, list):
        return _list_truth(value)
    if isinstance(value, ListObject):
        return _list_truth(value.items) if getattr(value, "is_list", True) else True
    name = type(value).__name__
    if name in ("Decimal", "SwitchParameter"):
        return bool(value)
    if name == "EnumValue":
        return bool(value.value != 0)
    return True


def to_string(value: Any, ofs: str = " ") -> str:
    """Gives a value as text the way strings are built: invariant culture, sequences joined by `ofs`."""
    cls = type(value)
    if cls is str:
        return value  # type: ignore[no-any-return]
    if cls is int:
        return repr(value)
    if cls is float:
        return double_g15(value)
    if value is None or value is NOTHING:
        return ""
    if cls is bool:
        return "True" if value else "False"
    return (_general_text or _load_text())(value, ofs)  # type: ignore[no-any-return]


_general_text: Any = None


def _load_text() -> Any:
    global _general_text
    from perdure.interpreter.convert_text import text

    _general_text = text
    return text


def to_int32(value: Any) -> int:
    """Gives a value as Int32."""
    if type(value) is int:
        return value
    return _number("System.Int32", value)  # type: ignore[no-any-return]


def to_int64(value: Any) -> int:
    """Gives a value as Int64."""
    return _number("System.Int64", value)  # type: ignore[no-any-return]


def to_double(value: Any) -> float:
    """Gives a value as Double."""
    if type(value) is float:
        return value
    return _number("System.Double", value)  # type: ignore[no-any-return]


def to_decimal(value: Any) -> Any:
    """Gives a value as Decimal."""
    return _number("System.Decimal", value)


def to_char(value: Any) -> Any:
    """Gives a value as Char."""
    return converter_of("System.Char")(value)


def to_single(value: float) -> Any:
    """Gives a float rounded to 32 bits."""
    from perdure.interpreter.convert_numbers import single

    return single(value)


def _number(name: str, value: Any) -> Any:
    return converter_of(name)(value)


def _as_string(value: Any) -> str:
    cls = type(value)
    if cls is str:
        return value  # type: ignore[no-any-return]
    if cls in _ONE:
        return to_string(value)
    return to_string(value, current_ofs())


_ONE: frozenset[type] = frozenset([int, float, bool, type(None)])


def current_ofs() -> str:
    """Gives the running session's $OFS, a blank where none is set."""
    from perdure.interpreter.context import current

    try:
        found = current().variable("ofs")
    except AttributeError:
        return " "
    return " " if found is None else to_string(found)


def _identity(value: Any) -> Any:
    return value


# full type name -> converter of one value, for types whose conversion needs nothing but the value
CONVERTERS: dict[str, Callable[[Any], Any]] = {
    "System.Object": _identity,
    "System.Management.Automation.PSObject": _identity,
    "System.Boolean": to_bool,
    "System.String": _as_string,
}


def converter_of(name: str) -> Callable[[Any], Any]:
    """Gives the converter of a type that has one in CONVERTERS, after the numeric ones were entered there."""
    found = CONVERTERS.get(name)
    if found is None:
        from perdure.interpreter import convert_numbers

        convert_numbers.enter(CONVERTERS)
        found = CONVERTERS[name]
    return found


def plain_converter(name: str) -> Callable[[Any], Any] | None:
    """Gives the converter of a type whose conversion needs nothing but the value; None for the other types."""
    return converter_of(name) if name in CONVERTERS or name in _NUMERIC else None


def convert(value: Any, net_type: NetType, *, cx: Any = None) -> Any:
    """Converts a value to a type as a cast does. Raises ScriptError where PowerShell refuses."""
    name = net_type.name
    found = CONVERTERS.get(name)
    if found is not None:
        return found(value)
    if name in _NUMERIC:
        return converter_of(name)(value)
    from perdure.interpreter.convert_objects import convert_general

    return convert_general(value, net_type, cx)


def convert_to(value: Any, type_name: str) -> Any:
    """Converts a value to the type of that full name (`System.Int32[]`)."""
    found = find_type(type_name)
    if found is None:
        raise LookupError(type_name)
    return convert(value, found)


def try_convert(value: Any, net_type: NetType, *, cx: Any = None) -> Any:
    """Converts like `convert`, but gives NOTHING where that is refused."""
    from perdure.interpreter.errors import ScriptError

    try:
        return convert(value, net_type, cx=cx)
    except ScriptError:
        return NOTHING


def is_instance(value: Any, net_type: NetType) -> bool:
    """Tells what `-is` tells: the value has the type, one that derives from it or implements it."""
    if value is None or value is NOTHING:
        return False
    if net_type.name == "System.Management.Automation.PSObject":
        return type(value) is PSObject or type(value).__name__ == "PSCustomObject"
    return type_of(value).is_a(net_type)


_NUMERIC = frozenset(
    "System." + name
    for name in (
        "Int32", "Int64", "Double", "Decimal", "Single", "Byte", "SByte", "Int16", "UInt16", "UInt32", "UInt64",
        "Char", "Numerics.BigInteger",
    )
)  # fmt: skip
