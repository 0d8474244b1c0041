"""System.Math and System.MathF."""

import math
from typing import Any

from perdure.interpreter.convert import to_single
from perdure.interpreter.dotnet._faults import argument, outside, overflow
from perdure.interpreter.dotnet.numbers import round_decimal
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.numbers import Byte, Int16, Int64, SByte, UInt16, UInt32, UInt64
from perdure.interpreter.values.tuples import Tuple

_CLASSES: dict[str, Any] = {"sbyte": SByte, "short": Int16, "int": int, "long": Int64, "byte": Byte, "ushort": UInt16,
                            "uint": UInt32, "ulong": UInt64}  # fmt: skip
_NAMES = {"SByte": "sbyte", "Int16": "short", "Int32": "int", "Int64": "long", "Byte": "byte", "UInt16": "ushort",
          "UInt32": "uint", "UInt64": "ulong"}  # fmt: skip
_SIGNED = ("sbyte", "short", "int", "long")


def absolute(cls: Any) -> Any:
    low = {SByte: -128, Int16: -(2**15), int: -(2**31), Int64: -(2**63)}[cls]

    def run(value: int) -> Any:
        if value == low:
            raise overflow("Negating the minimum value of a twos complement number is invalid.")
        return cls(abs(value)) if cls is not int else abs(value)

    return run


def round_float(value: float, digits: int = 0, mode: Any = "ToEven") -> float:
    """Gives Math.Round of a Double: to the nearest, ties by the mode, as .NET scales and rounds."""
    if not 0 <= digits <= 15:
        raise outside("digits", "Rounding digits must be between 0 and 15, inclusive.")
    if not math.isfinite(value) or abs(value) >= 1e16:
        return value
    scale = 10.0**digits
    scaled = value * scale
    name = str(mode)
    if name == "ToEven":
        rounded = float(round(scaled))
    elif name == "AwayFromZero":
        whole = math.trunc(scaled)
        rounded = float(whole + (int(math.copysign(1, scaled)) if abs(scaled - whole) >= 0.5 else 0))
    elif name == "ToZero":
        rounded = float(math.trunc(scaled))
    else:
        rounded = float(math.floor(scaled) if name == "ToNegativeInfinity" else math.ceil(scaled))
    return math.copysign(rounded / scale, value) if rounded == 0 else rounded / scale


def floor(value: float) -> float:
    return value if not math.isfinite(value) else float(math.floor(value))


def ceiling(value: float) -> float:
    if not math.isfinite(value):
        return value
    found = float(math.ceil(value))
    return -0.0 if found == 0 and value < 0 else found


def truncate(value: float) -> float:
    return value if not math.isfinite(value) else math.copysign(float(math.trunc(value)), value)


def power(x: float, y: float) -> float:
    try:
        return math.pow(x, y)
    except OverflowError:
        return -math.inf if x < 0 and y % 2 == 1 else math.inf
    except ValueError:
        return math.inf if x == 0 else math.nan


def guarded(function: Any, at_fault: float = math.nan) -> Any:
    """Makes a function of Python's math give NaN or infinity where it would raise."""

    def run(*values: float) -> float:
        try:
            return float(function(*values))
        except ValueError:
            return at_fault
        except OverflowError:
            return math.inf

    return run


def log(value: float, base: float | None = None) -> float:
    if value != value or (base is not None and base != base):
        return math.nan
    if value < 0:
        return math.nan
    if value == 0:
        return -math.inf
    if base is None:
        return math.log(value)
    if base == 1 or base <= 0:
        return math.nan
    return math.log(value) / math.log(base)


def log10(value: float) -> float:
    return math.nan if value < 0 or value != value else -math.inf if value == 0 else math.log10(value)


def log2(value: float) -> float:
    return math.nan if value < 0 or value != value else -math.inf if value == 0 else math.log2(value)


def cube_root(value: float) -> float:
    return math.copysign(round_trip(abs(value)), value)


def round_trip(value: float) -> float:
    found = value ** (1 / 3)
    near = float(round(found))
    return near if near**3 == value else found


def sign(value: Any) -> int:
    if isinstance(value, float) and value != value:
        raise throw_dotnet("System.ArithmeticException", "Function does not accept floating point Not-a-Number values.")
    return int(value > 0) - int(value < 0)


def larger(a: Any, b: Any) -> Any:
    return a if a != a else b if b != b else max(a, b)


def smaller(a: Any, b: Any) -> Any:
    return a if a != a else b if b != b else min(a, b)


def clamp(value: Any, low: Any, high: Any) -> Any:
    if low > high:
        raise argument(f"'{low}' cannot be greater than {high}.")
    return min(max(value, low), high)


def div_rem(cls: Any) -> Any:
    def run(a: int, b: int, result: Any) -> Any:
        if b == 0:
            raise throw_dotnet("System.DivideByZeroException", "Attempted to divide by zero.")
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        result.set(cls(a - quotient * b))
        return cls(quotient)

    return run


def quotient_and_rest(cls: Any, word: str) -> Any:
    """Makes DivRem of two numbers, which gives both results as a ValueTuple."""

    def run(a: int, b: int) -> Tuple:
        if b == 0:
            raise throw_dotnet("System.DivideByZeroException", "Attempted to divide by zero.")
        quotient = abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1)
        return Tuple((cls(quotient), cls(a - quotient * b)), (word, word), True)

    return run


def of_two(better: Any) -> Any:
    """Makes MaxMagnitude and MinMagnitude: the number farther from (nearer to) zero."""

    def run(a: float, b: float) -> float:
        if a != a or b != b:
            return math.nan
        if abs(a) == abs(b):
            return max(a, b) if better is max else min(a, b)
        return a if better(abs(a), abs(b)) == abs(a) else b

    return run


def fused(x: float, y: float, z: float) -> float:
    """Gives x * y + z rounded once."""
    if not (math.isfinite(x) and math.isfinite(y) and math.isfinite(z)):
        return x * y + z
    from fractions import Fraction

    try:
        return float(Fraction(x) * Fraction(y) + Fraction(z))
    except OverflowError:
        return math.inf if x * y > 0 else -math.inf


def big_mul(a: int, b: int, low: Any) -> Int64:
    """Gives the high half of a 128-bit product; the low half goes to the reference."""
    product = a * b
    rest = product & (2**64 - 1)
    low.set(Int64(rest - 2**64 if rest >= 2**63 else rest))
    return Int64(product >> 64)


def exponent(value: float) -> int:
    """Gives ILogB."""
    if value == 0:
        return -(2**31)
    return 2**31 - 1 if not math.isfinite(value) else math.frexp(value)[1] - 1


def _by_type() -> dict[str, Any]:
    table: dict[str, Any] = {}
    words = [*_CLASSES, "float", "double", "decimal"]
    for word in words:
        table[f"static Max({word} val1, {word} val2) -> {word}"] = larger
        table[f"static Min({word} val1, {word} val2) -> {word}"] = smaller
        table[f"static Clamp({word} value, {word} min, {word} max) -> {word}"] = clamp
    for word in _SIGNED:
        table[f"static Abs({word} value) -> {word}"] = absolute(_CLASSES[word])
        table[f"static Sign({word} value) -> int"] = sign
    for word in ("float", "double", "decimal"):
        table[f"static Sign({word} value) -> int"] = sign
    for word in ("int", "long"):
        table[f"static DivRem({word} a, {word} b, out {word} result) -> {word}"] = div_rem(_CLASSES[word])
    for word, cls in _CLASSES.items():
        pair = f"System.ValueTuple[{word},{word}]"
        full = next(f"System.{name}" for name, short in _NAMES.items() if short == word)
        table[f"static DivRem({word} left, {word} right) -> {pair}"] = quotient_and_rest(cls, full)
    table["static Abs(float value) -> float"] = lambda v: to_single(abs(v))
    table["static Abs(double value) -> double"] = abs
    table["static Abs(decimal value) -> decimal"] = abs
    return table


_MODE = "System.MidpointRounding mode"


def _members() -> dict[str, Any]:
    plain = {"Acos": math.acos, "Asin": math.asin, "Atan": math.atan, "Cos": math.cos, "Cosh": math.cosh,
             "Exp": math.exp, "Sin": math.sin, "Sinh": math.sinh, "Sqrt": math.sqrt, "Tan": math.tan, "Tanh": math.tanh,
             "Asinh": math.asinh, "Acosh": math.acosh, "Atanh": math.atanh}  # fmt: skip
    return {
        "static PI -> double": math.pi,
        "static E -> double": math.e,
        "static Tau -> double": math.tau,
        **_by_type(),
        **{f"static {name}(double d) -> double": guarded(f) for name, f in plain.items()},
        "static Atan2(double y, double x) -> double": math.atan2,
        "static BigMul(int a, int b) -> long": lambda a, b: Int64(a * b),
        "static Cbrt(double d) -> double": cube_root,
        "static Ceiling(decimal d) -> decimal": lambda d: round_decimal(d, 0, "ToPositiveInfinity"),
        "static Ceiling(double a) -> double": ceiling,
        "static CopySign(double x, double y) -> double": math.copysign,
        "static Floor(decimal d) -> decimal": lambda d: round_decimal(d, 0, "ToNegativeInfinity"),
        "static Floor(double d) -> double": floor,
        "static BitDecrement(double x) -> double": lambda v: math.nextafter(v, -math.inf),
        "static BitIncrement(double x) -> double": lambda v: math.nextafter(v, math.inf),
        "static FusedMultiplyAdd(double x, double y, double z) -> double": fused,
        "static ILogB(double x) -> int": exponent,
        "static MaxMagnitude(double x, double y) -> double": of_two(max),
        "static MinMagnitude(double x, double y) -> double": of_two(min),
        "static ReciprocalEstimate(double d) -> double": guarded(lambda v: 1 / v, math.inf),
        "static ReciprocalSqrtEstimate(double d) -> double": guarded(lambda v: 1 / math.sqrt(v)),
        "static ScaleB(double x, int n) -> double": guarded(math.ldexp),
        "static SinCos(double x) -> System.ValueTuple[double,double]": lambda v: Tuple(
            (math.sin(v), math.cos(v)), ("System.Double", "System.Double"), True
        ),
        "static BigMul(long a, long b, out long low) -> long": big_mul,
        "static IEEERemainder(double x, double y) -> double": guarded(math.remainder),
        "static Log(double d) -> double": log,
        "static Log(double a, double newBase) -> double": log,
        "static Log10(double d) -> double": log10,
        "static Log2(double x) -> double": log2,
        "static Pow(double x, double y) -> double": power,
        "static Round(decimal d) -> decimal": round_decimal,
        "static Round(decimal d, int decimals) -> decimal": round_decimal,
        f"static Round(decimal d, {_MODE}) -> decimal": lambda d, m: round_decimal(d, 0, str(m)),
        f"static Round(decimal d, int decimals, {_MODE}) -> decimal": lambda d, n, m: round_decimal(d, n, str(m)),
        "static Round(double a) -> double": round_float,
        "static Round(double value, int digits) -> double": round_float,
        f"static Round(double value, {_MODE}) -> double": lambda v, m: round_float(v, 0, m),
        f"static Round(double value, int digits, {_MODE}) -> double": round_float,
        "static Truncate(decimal d) -> decimal": lambda d: round_decimal(d, 0, "ToZero"),
        "static Truncate(double d) -> double": truncate,
    }


define("System.Math", kind="static", members=_members)


def _single() -> dict[str, Any]:
    """Gives MathF: Math's functions of doubles, their results as wide as a Single."""
    table: dict[str, Any] = {}
    for key, call in _members().items():
        if callable(call) and "double" in key and "decimal" not in key and "ValueTuple" not in key:
            table[key.replace("double", "float")] = narrowed(call) if key.endswith("double") else call
    for word in ("PI", "E", "Tau"):
        table[f"static {word} -> float"] = to_single({"PI": math.pi, "E": math.e, "Tau": math.tau}[word])
    return table


def narrowed(call: Any) -> Any:
    return lambda *values: to_single(call(*values))


define("System.MathF", kind="static", members=_single)
