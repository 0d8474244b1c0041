"""System.Enum: the members of every enum value, and Parse, GetNames, GetValues, IsDefined, ToObject ..."""

from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import argument, format_fault, null, overflow
from perdure.interpreter.errors import DotNetThrow
from perdure.interpreter.format_operator import format_enum
from perdure.interpreter.number_format import FormatError
from perdure.interpreter.typesys import NetType, define, find_type
from perdure.interpreter.values.base import PSObject, Reference
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enums import EnumInfo, EnumValue, enum_value
from perdure.interpreter.values.numbers import Byte, Int16, Int64, SByte, UInt16, UInt32, UInt64

CLASSES: dict[str, type] = {
    "System.Int32": int, "System.Int64": Int64, "System.Int16": Int16, "System.Byte": Byte, "System.SByte": SByte,
    "System.UInt16": UInt16, "System.UInt32": UInt32, "System.UInt64": UInt64,
}  # fmt: skip


def underlying(value: EnumValue) -> Any:
    """Gives value__: the number in the enum's own integer type."""
    info: EnumInfo = value.net_type.data
    return CLASSES[info.underlying](value.value)


def to_text(value: EnumValue, form: str | None = None, _provider: Any = None) -> str:
    if form and form.upper() not in ("G", "F", "D", "X"):
        raise format_fault('Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".')
    try:
        return format_enum(value, form or "")
    except FormatError as error:
        raise format_fault(str(error)) from None


def has_flag(value: EnumValue, flag: EnumValue) -> bool:
    if flag.net_type is not value.net_type:
        raise argument(
            f"The argument type, '{flag.net_type.name}', is not the same as the enum type '{value.net_type.name}'."
        )
    return value.value & flag.value == flag.value


def compare(value: EnumValue, other: Any) -> int:
    if other is None:
        return 1
    if not isinstance(other, EnumValue) or other.net_type is not value.net_type:
        raise argument("Object must be the same type as the enum.")
    return (value.value > other.value) - (value.value < other.value)


def info_of(kind: Any) -> EnumInfo:
    if kind is None:
        raise null("enumType")
    if kind.kind != "enum":
        raise argument("Type provided must be an Enum.", "enumType")
    return kind.data  # type: ignore[no-any-return]


def names(kind: NetType) -> TypedArray:
    return TypedArray("System.String", [n for n, _ in info_of(kind).ordered()])


def values(kind: NetType) -> TypedArray:
    return TypedArray(kind.name, [enum_value(kind, v) for _, v in info_of(kind).ordered()])


def raw_values(kind: NetType) -> TypedArray:
    info = info_of(kind)
    return TypedArray(info.underlying, [CLASSES[info.underlying](v) for _, v in info.ordered()])


def name_of(kind: NetType, value: Any) -> str | None:
    info = info_of(kind)
    number = value.value if isinstance(value, EnumValue) else value
    return info.by_value.get(int(number)) if isinstance(number, int) else None


def is_defined(kind: NetType, value: Any) -> bool:
    info = info_of(kind)
    if type(value) is PSObject:
        value = value.base
    if value is None:
        raise null("value")
    if isinstance(value, str):
        return value in info.names
    if isinstance(value, EnumValue):
        return value.value in info.by_value
    return int(value) in info.by_value


def parse(kind: NetType, text: str | None, ignore_case: bool = False) -> EnumValue:
    info = info_of(kind)
    if text is None:
        raise null("value")
    if not text.strip():
        raise argument("Must specify valid information for parsing in the string.", "value")
    total = 0
    for part in text.split(","):
        word = part.strip()
        if word.lstrip("+-").isdigit():
            total |= int(word)
            continue
        own = info.lower.get(word.lower()) if ignore_case else word
        if own is None or own not in info.names:
            raise argument(f"Requested value '{text.strip()}' was not found.")
        total |= info.names[own]
    if not -(2**63) <= total < 2**64:
        raise overflow("Value was either too large or too small for an Int32.")
    return enum_value(kind, total)


def try_parse(kind: NetType, text: str | None, ignore_case: bool, result: Reference) -> bool:
    try:
        result.set(parse(kind, text, ignore_case))
        return True
    except DotNetThrow:
        result.set(enum_value(kind, 0))
        return False


def to_object(kind: NetType, value: Any) -> EnumValue:
    info_of(kind)
    return enum_value(kind, value.value if isinstance(value, EnumValue) else int(value))


def type_code(value: EnumValue) -> Any:
    kind = find_type("System.TypeCode")
    info: EnumInfo = value.net_type.data
    name = info.underlying.rpartition(".")[2]
    return None if kind is None else enum_value(kind, kind.data.names[name])


MEMBERS: dict[str, Any] = {
    "value__ -> int": underlying,
    "CompareTo(object target) -> int": compare,
    "Equals(object obj) -> bool": equal,
    "GetTypeCode() -> System.TypeCode": type_code,
    "HasFlag(System.Enum flag) -> bool": has_flag,
    "ToString() -> string": to_text,
    "ToString(string format) -> string": to_text,
    "ToString(IFormatProvider provider) -> string": lambda v, p: to_text(v),
    "ToString(string format, IFormatProvider provider) -> string": to_text,
    "static Format(type enumType, object value, string format) -> string": lambda t, v, f: to_text(to_object(t, v), f),
    "static GetName(type enumType, object value) -> string": name_of,
    "static GetName<TEnum>(TEnum value) -> string": lambda types, v: name_of(types[0], v),
    "static GetNames(type enumType) -> string[]": names,
    "static GetNames<TEnum>() -> string[]": lambda types: names(types[0]),
    "static GetUnderlyingType(type enumType) -> type": lambda t: find_type(info_of(t).underlying),
    "static GetValues(type enumType) -> array": values,
    "static GetValues<TEnum>() -> TEnum[]": lambda types: values(types[0]),
    "static GetValuesAsUnderlyingType(type enumType) -> array": raw_values,
    "static IsDefined(type enumType, object value) -> bool": is_defined,
    "static IsDefined<TEnum>(TEnum value) -> bool": lambda types, v: is_defined(types[0], v),
    "static Parse(type enumType, string value) -> object": parse,
    "static Parse(type enumType, string value, bool ignoreCase) -> object": parse,
    "static Parse<TEnum>(string value) -> TEnum": lambda types, v: parse(types[0], v),
    "static Parse<TEnum>(string value, bool ignoreCase) -> TEnum": lambda types, v, i: parse(types[0], v, i),
    "static ToObject(type enumType, object value) -> object": to_object,
    "static ToObject(type enumType, int value) -> object": to_object,
    "static ToObject(type enumType, long value) -> object": to_object,
    "static TryParse(type enumType, string value, out object result) -> bool": lambda t, v, r: try_parse(
        t, v, False, r
    ),
    "static TryParse(type enumType, string value, bool ignoreCase, out object result) -> bool": try_parse,
    "static TryParse<TEnum>(string value, out TEnum result) -> bool": lambda types, v, r: try_parse(
        types[0], v, False, r
    ),
    "static TryParse<TEnum>(string value, bool ignoreCase, out TEnum result) -> bool": lambda types, v, i, r: try_parse(
        types[0], v, i, r
    ),
}

define(
    "System.Enum",
    "System.ValueType",
    interfaces=["System.IComparable", "System.IFormattable", "System.IConvertible"],
    members=MEMBERS,
    abstract=True,
)
