"""Conversions to enums: names in any case, lists of names, unambiguous beginnings, numbers."""

from typing import Any

from perdure.interpreter.convert_errors import cast_error, failed, impossible
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.number_parse import NumberError, parse_integer
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumInfo, EnumValue, enum_value
from perdure.interpreter.values.numbers import INTEGER_RANGES, BigInteger


def to_enum(value: Any, net_type: NetType) -> EnumValue:
    """Converts a value to an enum type."""
    if type(value) is str:
        return from_text(value, net_type)
    if isinstance(value, (bool, float, Char)) or type(value).__name__ == "Decimal":
        return _from_convertible(value, net_type)
    if isinstance(value, int):
        return from_number(int(value), net_type, value)
    if isinstance(value, EnumValue):
        return _from_convertible(value, net_type)
    items = enumerate_value(value)
    if items is None:
        raise impossible(value, net_type.name)
    words = [item if type(item) is str else str(to_enum(item, net_type)) for item in items]
    return from_text(",".join(words), net_type)


def _from_convertible(value: Any, net_type: NetType) -> EnumValue:
    """Numbers that are no integers go through their text; other enums and chars are refused as .NET does."""
    from perdure.interpreter.convert import to_string

    if isinstance(value, (float, EnumValue)) or type(value).__name__ == "Decimal":
        if isinstance(value, EnumValue):
            return from_number(value.value, net_type, value)
        return from_text(to_string(value), net_type)
    kind = "Boolean" if isinstance(value, bool) else "Char"
    reason = f"Invalid cast from 'System.{kind}' to '{net_type.name}'."
    raise failed(to_string(value), net_type.name, reason, "InvalidCastIConvertible", "System.InvalidCastException")


def values_text(info: EnumInfo) -> str:
    """Gives the possible names as messages list them."""
    return ",".join(name for name, _ in info.ordered())


def from_number(number: int, net_type: NetType, given: Any) -> EnumValue:
    """Gives the enum value of a number; only defined ones."""
    info: EnumInfo = net_type.data
    cls = _class_of(info)
    low, high = INTEGER_RANGES[cls]
    if not low <= number <= high:
        number = (number - low) % (high - low + 1) + low
    if not info.is_defined(number):
        raise undefined(given, net_type, "UndefinedIntegerToEnum")
    return enum_value(net_type, number)


def _class_of(info: EnumInfo) -> type:
    from perdure.interpreter.operators_numeric import _UNDERLYING

    return _UNDERLYING[info.underlying]


def undefined(given: Any, net_type: NetType, error_id: str) -> ScriptError:
    """Makes the error for a value that the enum does not define."""
    from perdure.interpreter.convert_text import net_text

    message = (
        f'Cannot convert value "{net_text(given)}" to type "{net_type.name}" due to enumeration values that are not '
        f"valid. Specify one of the following enumeration values and try again. The possible enumeration values are "
        f'"{values_text(net_type.data)}".'
    )
    return cast_error(message, error_id)


def null_enum(net_type: NetType) -> ScriptError:
    """Makes the error for $null."""
    message = (
        f'Cannot convert null to type "{net_type.name}" due to enumeration values that are not valid. Specify one of '
        f'the following enumeration values and try again. The possible enumeration values are "{values_text(net_type.data)}".'
    )
    return cast_error(message, "nullToEnumInvalidCast")


def from_text(text: str, net_type: NetType) -> EnumValue:
    """Gives the enum value of a text."""
    info: EnumInfo = net_type.data
    found = parse(text, info)
    if found is None:
        found = _disambiguate(text, net_type)
    if not info.is_defined(found):
        raise undefined(text, net_type, "EnumParseUndefined")
    return enum_value(net_type, found)


def parse(text: str, info: EnumInfo) -> int | None:
    """Gives Enum.Parse(text, ignoreCase): a number, or names with commas between; None where it throws."""
    stripped = text.strip()
    if stripped and (stripped[0].isdigit() or stripped[0] in "+-"):
        try:
            return int(parse_integer(stripped, BigInteger))
        except NumberError:
            return None
    total = 0
    for word in stripped.split(","):
        word = word.strip()
        name = word if word in info.names else info.lower.get(word.lower())
        if name is None:
            return None
        total |= info.names[name]
    return total


def _disambiguate(text: str, net_type: NetType) -> int:
    info: EnumInfo = net_type.data
    low = text.lower()
    fitting = [name for name, _ in info.ordered() if name.lower().startswith(low)]
    if len(fitting) > 1 and net_type.name == "System.IO.FileAttributes":
        fitting = [name for name in ("Directory", "ReadOnly", "System") if name.lower().startswith(low)][:1] or fitting
    if len(fitting) == 1:
        return info.names[fitting[0]]
    names = ", ".join(name for name, _ in info.ordered())
    if not fitting:
        reason = (
            f"Unable to match the identifier name {text} to a valid enumerator name. Specify one of the following "
            f"enumerator names and try again:\n{names}"
        )
    else:
        reason = (
            f"The identifier name {text} cannot be processed because it is either too similar or identical to the "
            f"following enumerator names: {', '.join(fitting)}. Use a more specific identifier name."
        )
    raised = "System.Management.Automation.RuntimeException"
    raise failed(text, net_type.name, reason, "SubstringDisambiguationEnumParseThrewAnException", raised)
