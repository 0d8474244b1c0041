"""System.Numerics.BigInteger."""

import math
from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import null, outside, overflow
from perdure.interpreter.dotnet._format import number_text
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.number_format import double_text
from perdure.interpreter.number_parse import NumberError, parse_integer
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.collections import byte_array
from perdure.interpreter.values.numbers import BigInteger, Int64


def big(value: Any) -> BigInteger:
    if isinstance(value, float) and not math.isfinite(value):
        raise overflow("BigInteger cannot represent infinity." if value == value else "The value is not a number.")
    return BigInteger(int(value))


def from_bytes(raw: Any) -> BigInteger:
    return BigInteger(int.from_bytes(bytes(raw), "little", signed=True))


def to_bytes(v: int) -> Any:
    return byte_array(int(v).to_bytes(v.bit_length() // 8 + 1, "little", signed=True))


def parse(text: str | None, styles: Any = None) -> BigInteger:
    if text is None:
        raise null("value")
    try:
        return BigInteger(parse_integer(text, BigInteger, 7 if styles is None else styles.value))
    except NumberError as error:
        if "correct format" in str(error):
            raise throw_dotnet("System.FormatException", "The value could not be parsed.") from None
        raise throw_dotnet(error.type_name, str(error)) from None


def attempt(text: str | None, result: Reference) -> bool:
    try:
        result.set(parse(text))
        return True
    except DotNetThrow:
        result.set(BigInteger(0))
        return False


def power(value: int, exponent: int) -> BigInteger:
    if exponent < 0:
        raise outside("exponent", "The number must be greater than or equal to zero.")
    return BigInteger(int(value) ** exponent)


def divide(a: int, b: int) -> BigInteger:
    if not b:
        raise throw_dotnet("System.DivideByZeroException", "Attempted to divide by zero.")
    quotient = abs(a) // abs(b)
    return BigInteger(quotient if (a < 0) == (b < 0) else -quotient)


def remainder(a: int, b: int) -> BigInteger:
    return BigInteger(a - int(divide(a, b)) * b)


def div_rem(a: int, b: int, result: Reference) -> BigInteger:
    result.set(remainder(a, b))
    return divide(a, b)


def log(value: int, base: float = math.e) -> float:
    if value < 0:
        return math.nan
    if value == 0:
        return -math.inf
    return math.log(value) if base == math.e else math.log(value) / math.log(base)


def log10(value: int) -> float:
    return math.log10(value) if value > 0 else -math.inf if value == 0 else math.nan


def compare(a: int, b: Any) -> int:
    if b is None:
        return 1
    return (int(a) > int(b)) - (int(a) < int(b))


_B = "bigint"
define(
    "System.Numerics.BigInteger",
    "System.ValueType",
    kind="struct",
    interfaces=["System.IComparable", "System.IFormattable", "System.IComparable`1[System.Numerics.BigInteger]",
                "System.IEquatable`1[System.Numerics.BigInteger]"],
    members={
        "new()": lambda: BigInteger(0),
        **{f"new({w} value)": big for w in ("int", "uint", "long", "ulong", "float", "double", "decimal")},
        "new(byte[] value)": from_bytes,
        "IsEven -> bool": lambda v: v % 2 == 0,
        "IsOne -> bool": lambda v: v == 1,
        "IsPowerOfTwo -> bool": lambda v: v > 0 and v & (v - 1) == 0,
        "IsZero -> bool": lambda v: v == 0,
        "Sign -> int": lambda v: (v > 0) - (v < 0),
        "CompareTo(object obj) -> int": compare,
        "CompareTo(bigint other) -> int": compare,
        "CompareTo(long other) -> int": compare,
        "Equals(object obj) -> bool": equal,
        "Equals(bigint other) -> bool": equal,
        "Equals(long other) -> bool": lambda a, b: int(a) == int(b),
        "GetBitLength() -> long": lambda v: Int64(v.bit_length()),
        "GetByteCount(bool isUnsigned = false) -> int": lambda v, u=False: v.bit_length() // 8 + 1,
        "ToByteArray() -> byte[]": to_bytes,
        "ToString() -> string": lambda v: int.__repr__(v),
        "ToString(string format) -> string": number_text,
        "ToString(IFormatProvider provider) -> string": lambda v, p: int.__repr__(v),
        "ToString(string format, IFormatProvider provider) -> string": number_text,
        "static Zero -> bigint": BigInteger(0),
        "static One -> bigint": BigInteger(1),
        "static MinusOne -> bigint": BigInteger(-1),
        "static Abs(bigint value) -> bigint": lambda v: BigInteger(abs(v)),
        "static Add(bigint left, bigint right) -> bigint": lambda a, b: BigInteger(int(a) + int(b)),
        "static Compare(bigint left, bigint right) -> int": compare,
        "static Divide(bigint dividend, bigint divisor) -> bigint": divide,
        "static DivRem(bigint dividend, bigint divisor, out bigint remainder) -> bigint": div_rem,
        "static GreatestCommonDivisor(bigint left, bigint right) -> bigint": lambda a, b: BigInteger(math.gcd(a, b)),
        "static Log(bigint value) -> double": log,
        "static Log(bigint value, double baseValue) -> double": log,
        "static Log10(bigint value) -> double": log10,
        "static Max(bigint left, bigint right) -> bigint": lambda a, b: max(a, b),
        "static Min(bigint left, bigint right) -> bigint": lambda a, b: min(a, b),
        "static ModPow(bigint value, bigint exponent, bigint modulus) -> bigint": lambda v, e, m: BigInteger(pow(v, e, m)),
        "static Multiply(bigint left, bigint right) -> bigint": lambda a, b: BigInteger(int(a) * int(b)),
        "static Negate(bigint value) -> bigint": lambda v: BigInteger(-int(v)),
        "static Parse(string value) -> bigint": parse,
        "static Parse(string value, System.Globalization.NumberStyles style) -> bigint": parse,
        "static Parse(string value, IFormatProvider provider) -> bigint": lambda s, p: parse(s),
        "static Pow(bigint value, int exponent) -> bigint": power,
        "static Remainder(bigint dividend, bigint divisor) -> bigint": remainder,
        "static Subtract(bigint left, bigint right) -> bigint": lambda a, b: BigInteger(int(a) - int(b)),
        "static TryParse(string value, out bigint result) -> bool": attempt,
        "static IsPow2(bigint value) -> bool": lambda v: v > 0 and v & (v - 1) == 0,
    },
    py=BigInteger,
).zero = lambda: BigInteger(0)  # fmt: skip


class ComplexNumber(complex):
    """System.Numerics.Complex."""

    __slots__ = ()
    net = "System.Numerics.Complex"

    def __str__(self) -> str:
        return f"<{double_text(self.real)}; {double_text(self.imag)}>"


define("System.Numerics.Complex", "System.ValueType", kind="struct", py=ComplexNumber, members={
    "new(double real, double imaginary)": ComplexNumber,
    "Real -> double": lambda c: c.real,
    "Imaginary -> double": lambda c: c.imag,
    "Magnitude -> double": abs,
    "Phase -> double": lambda c: math.atan2(c.imag, c.real),
    "ToString() -> string": str,
    "static Abs(System.Numerics.Complex value) -> double": abs,
    "static op_Addition(System.Numerics.Complex left, System.Numerics.Complex right) -> object": (
        lambda a, b: ComplexNumber(complex(a) + complex(b))
    ),
    "static op_Multiply(System.Numerics.Complex left, System.Numerics.Complex right) -> object": (
        lambda a, b: ComplexNumber(complex(a) * complex(b))
    ),
})  # fmt: skip
