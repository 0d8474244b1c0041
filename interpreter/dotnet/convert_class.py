"""System.Convert and System.BitConverter."""

from decimal import Decimal
from typing import Any

from perdure.interpreter.convert import to_single
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._faults import argument, format_fault, null, overflow
from perdure.interpreter.dotnet.core import parse_bool
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.dotnet.dates import parse as parse_date
from perdure.interpreter.dotnet.numbers import NAMES, parse, round_decimal
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import NetType, define, find_type, type_of
from perdure.interpreter.values.char import Char, char
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.numbers import (
    INTEGER_RANGES,
    Byte,
    Int16,
    Int64,
    SByte,
    UInt16,
    UInt32,
    UInt64,
)

ARTICLE = {"Int32": "an Int32", "Int64": "an Int64", "Int16": "an Int16", "UInt32": "a UInt32", "UInt64": "a UInt64",
           "UInt16": "a UInt16", "Byte": "an unsigned byte", "SByte": "a signed byte"}  # fmt: skip
_OVERFLOW = {"Byte": "Value was either too large or too small for an unsigned byte.",
             "SByte": "Value was either too large or too small for a signed byte.",
             "Decimal": "Value was either too large or too small for a Decimal.",
             "Char": "Value was either too large or too small for a character."}  # fmt: skip


def too_large(name: str) -> Exception:
    return overflow(
        _OVERFLOW.get(name, f"Value was either too large or too small for {ARTICLE.get(name, 'a ' + name)}.")
    )


def no_cast(value: Any, name: str) -> Exception:
    return throw_dotnet("System.InvalidCastException", f"Invalid cast from '{type_of(value).short}' to '{name}'.")


def to_integer(value: Any, cls: Any) -> Any:
    """Gives Convert.ToInt32 and its like: rounds to even, checks the range, reads text by .NET's rules."""
    if isinstance(value, EnumValue):
        value = value.value
    if value is None:
        number = 0
    elif isinstance(value, Char):
        number = ord(value)
    elif isinstance(value, str):
        return parse(value, cls)
    elif isinstance(value, float):
        if value != value or abs(value) > 1e30:
            raise too_large(NAMES[cls])
        number = round(value)
    elif isinstance(value, Decimal):
        number = int(round_decimal(value))
    elif isinstance(value, int):
        number = int(value)
    elif isinstance(value, DateTime):
        raise no_cast(value, NAMES[cls])
    else:
        raise throw_dotnet("System.InvalidCastException", "Unable to cast object of type "
                           f"'{type_of(value).name}' to type 'System.IConvertible'.")  # fmt: skip
    low, high = INTEGER_RANGES[cls]
    if not low <= number <= high:
        raise too_large(NAMES[cls])
    return number if cls is int else cls(number)


def to_double(value: Any) -> float:
    if value is None:
        return 0.0
    if isinstance(value, str) and not isinstance(value, Char):
        return parse(value, float)  # type: ignore[no-any-return]
    if isinstance(value, (Char, DateTime)):
        raise no_cast(value, "Double")
    return float(value.value if isinstance(value, EnumValue) else value)


def to_decimal(value: Any) -> Decimal:
    if value is None:
        return Decimal(0)
    if isinstance(value, str) and not isinstance(value, Char):
        return parse(value, Decimal)  # type: ignore[no-any-return]
    if isinstance(value, (Char, DateTime)):
        raise no_cast(value, "Decimal")
    if isinstance(value, float):
        made = Decimal(format(value, ".15g"))
        if not made.is_finite() or abs(made) > Decimal(79228162514264337593543950335):
            raise too_large("Decimal")
        return made
    return value if isinstance(value, Decimal) else Decimal(int(value))


def to_bool(value: Any) -> bool:
    if value is None:
        return False
    if isinstance(value, str) and not isinstance(value, Char):
        return parse_bool(value)
    if isinstance(value, (Char, DateTime)):
        raise no_cast(value, "Boolean")
    return bool(value.value if isinstance(value, EnumValue) else value)


def to_char(value: Any) -> Char:
    if value is None:
        return char(0)
    if isinstance(value, str):
        if len(value) != 1:
            raise format_fault("String must be exactly one character long.")
        return Char(value)
    if isinstance(value, (float, Decimal, bool)):
        raise no_cast(value, "Char")
    if not 0 <= int(value) <= 0xFFFF:
        raise too_large("Char")
    return char(int(value))


def to_date(value: Any) -> DateTime:
    if value is None:
        return DateTime(0)
    if isinstance(value, DateTime):
        return value
    if isinstance(value, str):
        return parse_date(value)
    raise no_cast(value, "DateTime")


def in_base(value: int, base: int, bits: int) -> str:
    """Gives Convert.ToString(number, base)."""
    if base not in (2, 8, 10, 16):
        raise argument("Invalid Base.")
    if base == 10:
        return str(int(value))
    return format(int(value) & (1 << bits) - 1, {2: "b", 8: "o", 16: "x"}[base])


def from_base(text: str | None, base: int, cls: Any) -> Any:
    """Gives Convert.ToInt32(text, base)."""
    if base not in (2, 8, 10, 16):
        raise argument("Invalid Base.")
    if text is None:
        return cls(0)
    low, high = INTEGER_RANGES[cls]
    body = text[2:] if base == 16 and text[:2].lower() == "0x" else text
    if base == 10:
        return parse(text, cls)
    if not body:
        raise outside_empty(text)
    try:
        if not body[:1].isalnum() or "_" in body:
            raise ValueError
        number = int(body, base)
    except ValueError:
        good = len(body) > 0 and body[:1].isalnum() and _good_start(body, base)
        text_fault = "Additional non-parsable characters are at the end of the string." if good else (
            "Could not find any recognizable digits."
        )  # fmt: skip
        raise format_fault(text_fault) from None
    bits = (high - low).bit_length()
    if number >> bits:
        raise too_large(NAMES[cls])
    number = number - (1 << bits) if low < 0 and number > high else number
    return number if cls is int else cls(number)


def _good_start(body: str, base: int) -> bool:
    try:
        int(body[0], base)
        return True
    except ValueError:
        return False


def outside_empty(_text: str) -> Exception:
    return throw_dotnet(
        "System.ArgumentOutOfRangeException",
        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'startIndex')",
    )


def raw(values: Any, name: str = "inArray") -> bytes:
    if values is None:
        raise null(name)
    return bytes(values)


def to_base64(values: Any, options: Any = None) -> str:
    from base64 import b64encode

    text = b64encode(raw(values)).decode()
    number = options.value if isinstance(options, EnumValue) else 0
    return "\r\n".join([text[i : i + 76] for i in range(0, len(text), 76)]) if number else text


def from_base64(text: str | None) -> TypedArray:
    from base64 import b64decode

    if text is None:
        raise null("s")
    body = "".join(text.split())
    try:
        if len(body) % 4:
            raise ValueError
        return byte_array(b64decode(body, validate=True))
    except ValueError:
        raise format_fault(
            "The input is not a valid Base-64 string as it contains a non-base 64 character, more than two padding "
            "characters, or an illegal character among the padding characters."
        ) from None


def to_hex(values: Any) -> str:
    return raw(values).hex().upper()


def from_hex(text: str | None) -> TypedArray:
    if text is None:
        raise null("s")
    try:
        if len(text) % 2 or any(c.isspace() for c in text):
            raise ValueError
        return byte_array(bytes.fromhex(text))
    except ValueError:
        raise format_fault("The input is not a valid hex string as it contains a non-hex character.") from None


def change_type(value: Any, kind: NetType, _provider: Any = None) -> Any:
    """Gives Convert.ChangeType: IConvertible's conversions, else the value itself when it fits."""
    for name, make in CONVERTERS.items():
        if kind.name == "System." + name and (value is not None):
            return make(value)
    if value is None:
        if kind.is_value:
            raise throw_dotnet("System.InvalidCastException", "Null object cannot be converted to a value type.")
        return None
    if type_of(value).is_a(kind):
        return value
    raise throw_dotnet("System.InvalidCastException", f"Invalid cast from '{type_of(value).name}' to '{kind.name}'.")


def type_code(value: Any) -> Any:
    names = "Empty Object DBNull Boolean Char SByte Byte Int16 UInt16 Int32 UInt32 Int64 UInt64 Single Double Decimal DateTime"
    if value is None:
        return named("System.TypeCode", 0)
    short = type_of(value).short
    words = names.split()
    return named("System.TypeCode", 18 if short == "String" else words.index(short) if short in words else 1)


CONVERTERS: dict[str, Any] = {
    "Boolean": to_bool, "Char": to_char, "DateTime": to_date, "Decimal": to_decimal, "Double": to_double,
    "Single": lambda v: to_single(to_double(v)), "String": net_text,
}  # fmt: skip
for _cls in (int, Int64, Int16, Byte, SByte, UInt16, UInt32, UInt64):
    CONVERTERS[NAMES[_cls]] = lambda v, c=_cls: to_integer(v, c)
SHORT = {"Boolean": "bool", "Char": "char", "DateTime": "datetime", "Decimal": "decimal", "Double": "double",
          "Single": "float", "String": "string", "Int32": "int", "Int64": "long", "Int16": "short", "Byte": "byte",
          "SByte": "sbyte", "UInt16": "ushort", "UInt32": "uint", "UInt64": "ulong"}  # fmt: skip


def _members() -> dict[str, Any]:
    table: dict[str, Any] = {"static DBNull -> object": lambda: _dbnull()}
    for name, make in CONVERTERS.items():
        for word in ["object", *SHORT.values()]:
            table[f"static To{name}({word} value) -> {SHORT[name]}"] = make
        for word in ("object", "string"):
            table[f"static To{name}({word} value, IFormatProvider provider) -> {SHORT[name]}"] = lambda v, _p, m=make: (
                m(v)
            )
    for cls in INTEGER_RANGES:
        name = NAMES[cls]
        table[f"static To{name}(string value, int fromBase) -> {SHORT[name]}"] = lambda s, b, c=cls: from_base(s, b, c)
    for word, bits in (("byte", 8), ("short", 16), ("int", 32), ("long", 64)):
        table[f"static ToString({word} value, int toBase) -> string"] = lambda v, b, n=bits: in_base(v, b, n)
    table.update(
        {
            "static ChangeType(object value, type conversionType) -> object": change_type,
            "static ChangeType(object value, type conversionType, IFormatProvider provider) -> object": change_type,
            "static FromBase64String(string s) -> byte[]": from_base64,
            "static FromBase64CharArray(char[] inArray, int offset, int length) -> byte[]": lambda a, o, n: from_base64(
                "".join(a[o : o + n])
            ),
            "static FromHexString(string s) -> byte[]": from_hex,
            "static ToBase64String(byte[] inArray) -> string": to_base64,
            "static ToBase64String(byte[] inArray, System.Base64FormattingOptions options) -> string": to_base64,
            "static ToBase64String(byte[] inArray, int offset, int length) -> string": lambda a, o, n: to_base64(
                a[o : o + n]
            ),
            "static ToHexString(byte[] inArray) -> string": to_hex,
            "static ToHexStringLower(byte[] inArray) -> string": lambda a: raw(a).hex(),
            "static GetTypeCode(object value) -> System.TypeCode": type_code,
            "static IsDBNull(object value) -> bool": lambda v: type(v).__name__ == "DBNullValue",
        }
    )
    return table


def _dbnull() -> Any:
    kind = find_type("System.DBNull")
    return None if kind is None else kind.declared()["static Value"]


define("System.Convert", kind="static", members=_members)
