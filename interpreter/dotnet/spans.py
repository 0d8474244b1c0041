"""System.TimeSpan."""

from typing import Any

from perdure.interpreter.date_format import format_span
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._dates import formatted, patterns_of
from perdure.interpreter.dotnet._faults import argument, null, overflow
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.span_exact import parse_exact_span
from perdure.interpreter.span_parse import SpanFault, parse_span
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.timespan import (
    TICKS_DAY,
    TICKS_H,
    TICKS_MAX_VALUE,
    TICKS_MIN,
    TICKS_MIN_VALUE,
    TICKS_MS,
    TICKS_S,
    TICKS_US,
    TimeSpan,
)

LONG = "TimeSpan overflowed because the duration is too long."


def make(ticks: int) -> TimeSpan:
    if not TICKS_MIN_VALUE <= ticks <= TICKS_MAX_VALUE:
        raise overflow(LONG)
    return TimeSpan(int(ticks))


def new(*parts: int) -> TimeSpan:
    if len(parts) == 1:
        return make(parts[0])
    if len(parts) == 3:
        parts = (0, *parts)
    units = (TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_S, TICKS_MS, TICKS_US)
    return make(sum(int(n) * unit for n, unit in zip(parts, units, strict=False)))


def of_units(unit: int) -> Any:
    def build(value: float) -> TimeSpan:
        if value != value:
            raise argument("TimeSpan does not accept floating point Not-a-Number values.")
        if value in (float("inf"), float("-inf")):
            raise overflow(LONG)
        if isinstance(value, int):
            return make(value * unit)
        return make(int(value * unit))

    return build


def _parts_builder(first: int) -> Any:
    """TimeSpan.FromDays(int, hours, minutes ...): whole numbers of several units."""
    units = (TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_S, TICKS_MS, TICKS_US)[first:]

    def build(*parts: int) -> TimeSpan:
        return make(sum(int(n) * unit for n, unit in zip(parts, units, strict=False)))

    return build


def parse(text: str | None, _provider: Any = None) -> TimeSpan:
    if text is None:
        raise null("input")
    try:
        return parse_span(text)
    except SpanFault as fault:
        raise throw_dotnet(fault.type_name, str(fault)) from None


def exact(text: str | None, form: Any, _provider: Any = None, _styles: Any = None) -> TimeSpan:
    if text is None:
        raise null("input")
    try:
        return parse_exact_span(text, patterns_of(form))
    except SpanFault as fault:
        raise throw_dotnet(fault.type_name, str(fault)) from None


def attempt(build: Any, result: Reference) -> bool:
    try:
        result.set(build())
        return True
    except DotNetThrow:
        result.set(TimeSpan(0))
        return False


def text(t: TimeSpan, form: str | None = None, _provider: Any = None) -> str:
    return formatted(lambda: format_span(t, form or ""))


def compare(a: TimeSpan, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, TimeSpan):
        raise argument("Object must be of type TimeSpan.")
    return (a.ticks > b.ticks) - (a.ticks < b.ticks)


def times(t: TimeSpan, factor: float) -> TimeSpan:
    return make(round(t.ticks * factor))


def divide(t: TimeSpan, by: Any) -> Any:
    if isinstance(by, TimeSpan):
        return t.ticks / by.ticks if by.ticks else float("nan") if not t.ticks else float("inf") * t.ticks
    if not by:
        raise overflow(LONG)
    return make(round(t.ticks / by))


def _total(unit: int) -> Any:
    return lambda t: t.ticks / unit


_PARTS = ["int days", "int hours", "int minutes", "int seconds", "int milliseconds", "int microseconds"]
MEMBERS: dict[str, Any] = {
    "new()": lambda: TimeSpan(0),
    "new(long ticks)": new,
    "new(int hours, int minutes, int seconds)": new,
    "new(int days, int hours, int minutes, int seconds)": new,
    "new(int days, int hours, int minutes, int seconds, int milliseconds)": new,
    "new(int days, int hours, int minutes, int seconds, int milliseconds, int microseconds)": new,
    "Ticks -> long": lambda t: Int64(t.ticks),
    "Days -> int": lambda t: t.parts()[0],
    "Hours -> int": lambda t: t.parts()[1],
    "Milliseconds -> int": lambda t: int(t.parts()[4] / TICKS_MS),
    "Microseconds -> int": lambda t: int(t.parts()[4] / 10) % 1000 if t.ticks >= 0 else -(-t.parts()[4] // 10 % 1000),
    "Nanoseconds -> int": lambda t: t.parts()[4] % 10 * 100 if t.ticks >= 0 else -(-t.parts()[4] % 10 * 100),
    "Minutes -> int": lambda t: t.parts()[2],
    "Seconds -> int": lambda t: t.parts()[3],
    "TotalDays -> double": _total(TICKS_DAY),
    "TotalHours -> double": _total(TICKS_H),
    "TotalMilliseconds -> double": _total(TICKS_MS),
    "TotalMicroseconds -> double": _total(TICKS_US),
    "TotalNanoseconds -> double": lambda t: float(t.ticks * 100),
    "TotalMinutes -> double": _total(TICKS_MIN),
    "TotalSeconds -> double": _total(TICKS_S),
    "Add(timespan ts) -> timespan": lambda a, b: make(a.ticks + b.ticks),
    "CompareTo(object value) -> int": compare,
    "CompareTo(timespan value) -> int": compare,
    "Divide(double divisor) -> timespan": divide,
    "Divide(timespan ts) -> double": divide,
    "Duration() -> timespan": lambda t: make(abs(t.ticks)),
    "Equals(object value) -> bool": equal,
    "Equals(timespan obj) -> bool": equal,
    "Multiply(double factor) -> timespan": times,
    "Negate() -> timespan": lambda t: make(-t.ticks),
    "Subtract(timespan ts) -> timespan": lambda a, b: make(a.ticks - b.ticks),
    "ToString() -> string": text,
    "ToString(string format) -> string": text,
    "ToString(string format, IFormatProvider formatProvider) -> string": text,
    "static Zero -> timespan": TimeSpan(0),
    "static MaxValue -> timespan": TimeSpan(TICKS_MAX_VALUE),
    "static MinValue -> timespan": TimeSpan(TICKS_MIN_VALUE),
    "static TicksPerDay -> long": Int64(TICKS_DAY),
    "static TicksPerHour -> long": Int64(TICKS_H),
    "static TicksPerMinute -> long": Int64(TICKS_MIN),
    "static TicksPerSecond -> long": Int64(TICKS_S),
    "static TicksPerMillisecond -> long": Int64(TICKS_MS),
    "static Compare(timespan t1, timespan t2) -> int": compare,
    "static Equals(timespan t1, timespan t2) -> bool": equal,
    "static FromTicks(long value) -> timespan": make,
    "static Parse(string s) -> timespan": parse,
    "static Parse(string input, IFormatProvider formatProvider) -> timespan": parse,
    "static ParseExact(string input, string format, IFormatProvider formatProvider) -> timespan": exact,
    "static ParseExact(string input, string[] formats, IFormatProvider formatProvider) -> timespan": exact,
    "static TryParse(string s, out timespan result) -> bool": lambda s, r: attempt(lambda: parse(s), r),
    "static TryParse(string input, IFormatProvider formatProvider, out timespan result) -> bool": (
        lambda s, p, r: attempt(lambda: parse(s), r)
    ),
    "static TryParseExact(string input, string format, IFormatProvider formatProvider, out timespan result) -> bool": (
        lambda s, f, p, r: attempt(lambda: exact(s, f), r)
    ),
    "static op_Addition(timespan t1, timespan t2) -> timespan": lambda a, b: make(a.ticks + b.ticks),
    "static op_Subtraction(timespan t1, timespan t2) -> timespan": lambda a, b: make(a.ticks - b.ticks),
    "static op_UnaryNegation(timespan t) -> timespan": lambda t: make(-t.ticks),
}
for _i, (_name, _unit) in enumerate(
    [("Days", TICKS_DAY), ("Hours", TICKS_H), ("Minutes", TICKS_MIN), ("Seconds", TICKS_S), ("Milliseconds", TICKS_MS),
     ("Microseconds", TICKS_US)]
):  # fmt: skip
    MEMBERS[f"static From{_name}(double value) -> timespan"] = of_units(_unit)
    if _name != "Microseconds":
        _rest = [p.replace("int ", "long ") + " = 0" for p in _PARTS[_i + 1 :]]
        _first = f"{'int' if _i < 2 else 'long'} {_name.lower()}"
        MEMBERS[f"static From{_name}({_first}) -> timespan"] = of_units(_unit)
        if len(_rest) > 1:
            MEMBERS[f"static From{_name}({', '.join([_first, _rest[0].split(' =')[0], *_rest[1:]])}) -> timespan"] = (
                _parts_builder(_i)
            )

define("System.TimeSpan", "System.ValueType", kind="struct",
       interfaces=["System.IComparable", "System.IFormattable", "System.IComparable`1[System.TimeSpan]",
                   "System.IEquatable`1[System.TimeSpan]"],
       members=MEMBERS, py=TimeSpan).zero = lambda: TimeSpan(0)  # fmt: skip
