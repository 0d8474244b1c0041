"""The numeric types: Int32, Int64, Byte ..., Double, Single, Decimal: limits, Parse, TryParse, ToString, CompareTo.

Text forms come from number_format.py, parsing from number_parse.py; here are only the tables that name them.
"""

import math
from decimal import Decimal
from typing import Any

from perdure.interpreter import decimals
from perdure.interpreter.convert import to_single
from perdure.interpreter.culture_marks import Marks
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.dotnet._format import culture_of, number_text
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.number_format import default_text
from perdure.interpreter.number_parse import NumberError, parse_decimal, parse_double, parse_integer
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.numbers import (
    INTEGER_RANGES,
    Byte,
    Int16,
    Int64,
    SByte,
    Single,
    UInt16,
    UInt32,
    UInt64,
)

NAMES: dict[type, str] = {
    int: "Int32", Int64: "Int64", UInt64: "UInt64", UInt32: "UInt32", Int16: "Int16", UInt16: "UInt16", Byte: "Byte",
    SByte: "SByte", float: "Double", Single: "Single", Decimal: "Decimal",
}  # fmt: skip
_SHORT = {"Int32": "int", "Int64": "long", "UInt64": "ulong", "UInt32": "uint", "Int16": "short", "UInt16": "ushort",
          "Byte": "byte", "SByte": "sbyte", "Double": "double", "Single": "float", "Decimal": "decimal"}  # fmt: skip


def parse(text: str | None, cls: type, styles: Any = None) -> Any:
    """Gives X.Parse(text, styles)."""
    if text is None:
        raise null("s")
    number = None if styles is None else styles.value
    try:
        if cls in INTEGER_RANGES:
            value = parse_integer(text, cls, 7 if number is None else number)
            return value if cls is int else cls(value)
        if cls is Decimal:
            return parse_decimal(text, bool(number and number & 0x80))
        found = parse_double(text)
        return to_single(found) if cls is Single else found
    except NumberError as error:
        raise throw_dotnet(error.type_name, str(error)) from None


def plain(text: str | None, provider: Any) -> str | None:
    """Gives a number's text as en-US writes it."""
    culture = culture_of(provider)
    return culture.plain(text) if isinstance(culture, Marks) and text is not None else text


def try_parse(text: str | None, result: Reference, cls: type, styles: Any = None) -> bool:
    """Gives X.TryParse: false and zero where the text is no such number."""
    try:
        result.set(parse(text, cls, styles))
        return True
    except DotNetThrow:
        result.set(cls(0) if cls is not int else 0)
        return False


def compare(a: Any, b: Any) -> int:
    """Gives CompareTo for a value of the same type."""
    if b is None:
        return 1
    if type(b) is not type(a):
        raise argument(f"Object must be of type {NAMES[type(a)]}.")
    if isinstance(a, float) and (a != a or b != b):
        return (1 if a == a else 0) - (1 if b == b else 0)
    return int(a > b) - int(a < b)


def _common(cls: type) -> dict[str, Any]:
    """The members that every numeric type has."""
    word = _SHORT[NAMES[cls]]
    styles = "System.Globalization.NumberStyles"
    return {
        "CompareTo(object value) -> int": compare,
        f"CompareTo({word} value) -> int": compare,
        "Equals(object obj) -> bool": equal,
        f"Equals({word} obj) -> bool": equal,
        "ToString() -> string": default_text if cls not in (float, Single) else lambda v: number_text(v, None),
        "ToString(string format) -> string": number_text,
        "ToString(IFormatProvider provider) -> string": lambda v, p: number_text(v, None, p),
        "ToString(string format, IFormatProvider provider) -> string": number_text,
        "GetTypeCode() -> System.TypeCode": lambda v: _type_code(NAMES[cls]),
        f"static Parse(string s) -> {word}": lambda s: parse(s, cls),
        f"static Parse(string s, {styles} style) -> {word}": lambda s, n: parse(s, cls, n),
        f"static Parse(string s, IFormatProvider provider) -> {word}": lambda s, p: parse(plain(s, p), cls),
        f"static Parse(string s, {styles} style, IFormatProvider provider) -> {word}": lambda s, n, p: parse(
            plain(s, p), cls, n
        ),
        f"static TryParse(string s, out {word} result) -> bool": lambda s, r: try_parse(s, r, cls),
        f"static TryParse(string s, IFormatProvider provider, out {word} result) -> bool": lambda s, p, r: try_parse(
            plain(s, p), r, cls
        ),
        f"static TryParse(string s, {styles} style, IFormatProvider provider, out {word} result) -> bool": (
            lambda s, n, p, r: try_parse(plain(s, p), r, cls, n)
        ),
        f"static Max({word} x, {word} y) -> {word}": lambda a, b: max(a, b),
        f"static Min({word} x, {word} y) -> {word}": lambda a, b: min(a, b),
        f"static Abs({word} value) -> {word}": lambda a: cls(abs(a)),
        f"static Sign({word} value) -> int": lambda a: (a > 0) - (a < 0),
        f"static Clamp({word} value, {word} min, {word} max) -> {word}": lambda v, a, b: min(max(v, a), b),
    }


def _type_code(name: str) -> Any:
    kind = find_type("System.TypeCode")
    return None if kind is None else named(kind, name)


def _faces(name: str) -> list[str]:
    return ["System.IComparable", "System.IConvertible", "System.IFormattable", f"System.IComparable`1[System.{name}]",
            f"System.IEquatable`1[System.{name}]"]  # fmt: skip


def _integer(cls: type) -> None:
    low, high = INTEGER_RANGES[cls]
    word = _SHORT[NAMES[cls]]
    table = _common(cls)
    table[f"static MaxValue -> {word}"] = high if cls is int else cls(high)
    table[f"static MinValue -> {word}"] = low if cls is int else cls(low)
    table[f"static DivRem({word} left, {word} right) -> object"] = lambda a, b: [cls(int(a / b)), cls(math.fmod(a, b))]
    table[f"static IsEvenInteger({word} value) -> bool"] = lambda v: v % 2 == 0
    table[f"static IsOddInteger({word} value) -> bool"] = lambda v: v % 2 == 1
    table[f"static IsNegative({word} value) -> bool"] = lambda v: v < 0
    table[f"static IsPositive({word} value) -> bool"] = lambda v: v >= 0
    table[f"static IsPow2({word} value) -> bool"] = lambda v: v > 0 and v & (v - 1) == 0
    table[f"static PopCount({word} value) -> {word}"] = lambda v: cls(
        (v & (2 ** (high + 1).bit_length() - 1)).bit_count()
    )
    made = define("System." + NAMES[cls], "System.ValueType", kind="struct", interfaces=_faces(NAMES[cls]), members=table,
                  py=cls)  # fmt: skip
    made.zero = lambda: 0 if cls is int else cls(0)


for _cls in INTEGER_RANGES:
    _integer(_cls)


def _real(cls: type, name: str, limits: dict[str, Any]) -> None:
    word = _SHORT[name]
    table = _common(cls)
    table.update({f"static {key} -> {word}": cls(value) for key, value in limits.items()})
    table[f"static IsNaN({word} d) -> bool"] = lambda d: d != d
    table[f"static IsInfinity({word} d) -> bool"] = math.isinf
    table[f"static IsFinite({word} d) -> bool"] = math.isfinite
    table[f"static IsPositiveInfinity({word} d) -> bool"] = lambda d: d == math.inf
    table[f"static IsNegativeInfinity({word} d) -> bool"] = lambda d: d == -math.inf
    table[f"static IsNegative({word} d) -> bool"] = lambda d: math.copysign(1, d) < 0
    table[f"static IsInteger({word} d) -> bool"] = lambda d: math.isfinite(d) and d == int(d)
    define("System." + name, "System.ValueType", kind="struct", interfaces=_faces(name), members=table, py=cls).zero = (
        lambda: cls(0.0)
    )


_real(float, "Double", {"MaxValue": 1.7976931348623157e308, "MinValue": -1.7976931348623157e308, "Epsilon": 5e-324,
                        "NaN": math.nan, "PositiveInfinity": math.inf, "NegativeInfinity": -math.inf,
                        "NegativeZero": -0.0, "Pi": math.pi, "E": math.e, "Tau": math.tau})  # fmt: skip
_real(Single, "Single", {"MaxValue": 3.4028234663852886e38, "MinValue": -3.4028234663852886e38,
                         "Epsilon": 1.401298464324817e-45, "NaN": math.nan, "PositiveInfinity": math.inf,
                         "NegativeInfinity": -math.inf, "NegativeZero": -0.0})  # fmt: skip


# ---- Decimal -----------------------------------------------------------------------------------------------------------

_LIMIT = Decimal(79228162514264337593543950335)


def round_decimal(value: Decimal, places: int = 0, mode: str = "ToEven") -> Decimal:
    """Gives Math.Round of a Decimal; `mode` a name of MidpointRounding."""
    how = {"ToEven": "ROUND_HALF_EVEN", "AwayFromZero": "ROUND_HALF_UP", "ToZero": "ROUND_DOWN",
           "ToNegativeInfinity": "ROUND_FLOOR", "ToPositiveInfinity": "ROUND_CEILING"}[mode]  # fmt: skip
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent <= places:
        return value
    return value.quantize(Decimal(1).scaleb(-places), rounding=how)


def _decimal() -> None:
    table = _common(Decimal)
    table.update(
        {
            "new(int value)": Decimal,
            "new(long value)": lambda v: Decimal(int(v)),
            "new(uint value)": lambda v: Decimal(int(v)),
            "new(ulong value)": lambda v: Decimal(int(v)),
            "new(double value)": decimals.from_double,
            "new(float value)": decimals.from_single,
            "static MaxValue -> decimal": _LIMIT,
            "static MinValue -> decimal": -_LIMIT,
            "static Zero -> decimal": Decimal(0),
            "static One -> decimal": Decimal(1),
            "static MinusOne -> decimal": Decimal(-1),
            "static Round(decimal d) -> decimal": round_decimal,
            "static Round(decimal d, int decimals) -> decimal": round_decimal,
            "static Round(decimal d, System.MidpointRounding mode) -> decimal": lambda d, m: round_decimal(
                d, 0, str(m)
            ),
            "static Round(decimal d, int decimals, System.MidpointRounding mode) -> decimal": (
                lambda d, n, m: round_decimal(d, n, str(m))
            ),
            "static Truncate(decimal d) -> decimal": decimals.truncate,
            "static Floor(decimal d) -> decimal": lambda d: round_decimal(d, 0, "ToNegativeInfinity"),
            "static Ceiling(decimal d) -> decimal": lambda d: round_decimal(d, 0, "ToPositiveInfinity"),
            "static Add(decimal d1, decimal d2) -> decimal": decimals.add,
            "static Subtract(decimal d1, decimal d2) -> decimal": decimals.subtract,
            "static Multiply(decimal d1, decimal d2) -> decimal": decimals.multiply,
            "static Divide(decimal d1, decimal d2) -> decimal": divide,
            "static Remainder(decimal d1, decimal d2) -> decimal": decimals.remainder,
            "static Negate(decimal d) -> decimal": lambda d: -d,
            "static Compare(decimal d1, decimal d2) -> int": compare,
            "static ToInt32(decimal d) -> int": int,
            "static ToInt64(decimal d) -> long": lambda d: Int64(int(d)),
            "static ToDouble(decimal d) -> double": float,
            "Scale -> byte": lambda d: Byte(max(0, -int(d.as_tuple().exponent))),
        }
    )
    define("System.Decimal", "System.ValueType", kind="struct", interfaces=_faces("Decimal"), members=table,
           py=Decimal).zero = lambda: Decimal(0)  # fmt: skip


def divide(a: Decimal, b: Decimal) -> Decimal:
    if not b:
        raise throw_dotnet("System.DivideByZeroException", "Attempted to divide by zero.")
    return decimals.divide(a, b)


_decimal()
