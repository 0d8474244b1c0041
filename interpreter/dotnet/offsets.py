"""System.DateTimeOffset, DateOnly, TimeOnly and System.TimeZoneInfo."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.date_exact import offset_exact
from perdure.interpreter.date_format import format_offset, local_offset, to_local
from perdure.interpreter.date_parse import DateFault, parse_offset
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._dates import formatted, patterns_of, styles_of, whole_ticks
from perdure.interpreter.dotnet._faults import argument, format_fault, null, outside
from perdure.interpreter.dotnet._format import culture_of
from perdure.interpreter.dotnet.dates import checked, day_of_year, named
from perdure.interpreter.errors import DotNetThrow
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.datetime import (
    MAX_TICKS,
    UNIX_EPOCH_TICKS,
    UTC,
    DateTime,
    DateTimeOffset,
    add_months,
)
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_MS, TICKS_S, TimeSpan


def of_datetime(d: DateTime, offset: TimeSpan | None = None) -> DateTimeOffset:
    if offset is None:
        return DateTimeOffset(d.ticks, 0 if d.kind == UTC else local_offset(d.ticks, False))
    if offset.ticks % TICKS_MIN:
        raise argument("Offset must be specified in whole minutes.", "offset")
    if d.kind == UTC and offset.ticks:
        raise argument("The UTC Offset for Utc DateTime instances must be 0.", "offset")
    return DateTimeOffset(d.ticks, offset.ticks)


def new(*parts: Any) -> DateTimeOffset:
    return DateTimeOffset(checked(*[int(p) for p in parts[:-1]]), parts[-1].ticks)


def now() -> DateTimeOffset:
    utc = current().host.utc_now_ticks()
    shift = local_offset(utc, True)
    return DateTimeOffset(utc + shift, shift)


def plus(d: DateTimeOffset, ticks: int) -> DateTimeOffset:
    if not 0 <= d.ticks + ticks <= MAX_TICKS:
        raise outside("value", "The added or subtracted value results in an un-representable DateTime.")
    return DateTimeOffset(d.ticks + ticks, d.offset)


def add_unit(unit: int) -> Any:
    return lambda d, value: plus(d, whole_ticks(value, unit))


def add_month(d: DateTimeOffset, months: int) -> DateTimeOffset:
    return DateTimeOffset(add_months(d.clock(), months).ticks, d.offset)


def subtract(d: DateTimeOffset, other: Any) -> Any:
    if isinstance(other, DateTimeOffset):
        return TimeSpan(d.utc_ticks - other.utc_ticks)
    return plus(d, -other.ticks)


def text(d: DateTimeOffset, form: str | None = None, provider: Any = None) -> str:
    return formatted(lambda: format_offset(d, form or "", culture_of(provider)))


def parse(given: str | None, _provider: Any = None, _styles: Any = None) -> DateTimeOffset:
    if given is None:
        raise null("input")
    try:
        return parse_offset(given)
    except DateFault as fault:
        raise format_fault(str(fault)) from None


def exact(given: str, form: Any, provider: Any = None, styles: Any = None) -> DateTimeOffset:
    try:
        return offset_exact(given, patterns_of(form), styles_of(styles), culture_of(provider))
    except DateFault as fault:
        raise format_fault(str(fault)) from None


def attempt(make: Any, result: Reference) -> bool:
    try:
        result.set(make())
        return True
    except DotNetThrow:
        result.set(DateTimeOffset(0))
        return False


def compare(a: DateTimeOffset, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, DateTimeOffset):
        raise argument("Object must be of type DateTimeOffset.")
    return (a.utc_ticks > b.utc_ticks) - (a.utc_ticks < b.utc_ticks)


def to_offset(d: DateTimeOffset, span: TimeSpan) -> DateTimeOffset:
    return DateTimeOffset(d.utc_ticks + span.ticks, span.ticks)


def local(d: DateTimeOffset) -> DateTimeOffset:
    shift = local_offset(d.utc_ticks, True)
    return DateTimeOffset(d.utc_ticks + shift, shift)


def from_unix(ticks: int) -> DateTimeOffset:
    total = UNIX_EPOCH_TICKS + ticks
    if not 0 <= total <= MAX_TICKS:
        raise outside("seconds", "Valid values are between -62135596800 and 253402300799, inclusive.")
    return DateTimeOffset(total, 0)


def _units() -> dict[str, Any]:
    units = {"AddDays": TICKS_DAY, "AddHours": TICKS_H, "AddMinutes": TICKS_MIN, "AddSeconds": TICKS_S,
             "AddMilliseconds": TICKS_MS}  # fmt: skip
    return {f"{name}(double value) -> datetimeoffset": add_unit(unit) for name, unit in units.items()}


_STYLE = "System.Globalization.DateTimeStyles"


def _members() -> dict[str, Any]:
    return {
        "new(datetime dateTime)": of_datetime,
        "new(datetime dateTime, timespan offset)": of_datetime,
        "new(long ticks, timespan offset)": lambda n, t: DateTimeOffset(int(n), t.ticks),
        "new(int year, int month, int day, int hour, int minute, int second, timespan offset)": new,
        "new(int year, int month, int day, int hour, int minute, int second, int millisecond, timespan offset)": new,
        "DateTime -> datetime": lambda d: DateTime(d.ticks),
        "UtcDateTime -> datetime": lambda d: DateTime(d.utc_ticks, UTC),
        "LocalDateTime -> datetime": lambda d: to_local(DateTime(d.utc_ticks, UTC)),
        "Date -> datetime": lambda d: DateTime(d.ticks - d.ticks % TICKS_DAY),
        "Day -> int": lambda d: d.clock().date()[2],
        "DayOfWeek -> System.DayOfWeek": lambda d: named("System.DayOfWeek", d.clock().day_of_week()),
        "DayOfYear -> int": lambda d: day_of_year(d.clock()),
        "Hour -> int": lambda d: d.clock().time()[0],
        "Millisecond -> int": lambda d: d.clock().time()[3] // TICKS_MS,
        "Microsecond -> int": lambda d: d.clock().time()[3] // 10 % 1000,
        "Nanosecond -> int": lambda d: d.clock().time()[3] % 10 * 100,
        "Minute -> int": lambda d: d.clock().time()[1],
        "Month -> int": lambda d: d.clock().date()[1],
        "Offset -> timespan": lambda d: TimeSpan(d.offset),
        "TotalOffsetMinutes -> int": lambda d: d.offset // TICKS_MIN,
        "Second -> int": lambda d: d.clock().time()[2],
        "Ticks -> long": lambda d: Int64(d.ticks),
        "UtcTicks -> long": lambda d: Int64(d.utc_ticks),
        "TimeOfDay -> timespan": lambda d: TimeSpan(d.ticks % TICKS_DAY),
        "Year -> int": lambda d: d.clock().date()[0],
        "Add(timespan timeSpan) -> datetimeoffset": lambda d, t: plus(d, t.ticks),
        **_units(),
        "AddMonths(int months) -> datetimeoffset": add_month,
        "AddYears(int years) -> datetimeoffset": lambda d, n: add_month(d, n * 12),
        "AddTicks(long ticks) -> datetimeoffset": plus,
        "CompareTo(datetimeoffset other) -> int": compare,
        "Equals(object obj) -> bool": equal,
        "EqualsExact(datetimeoffset other) -> bool": lambda a, b: equal(a, b) and a.offset == b.offset,
        "Subtract(datetimeoffset value) -> timespan": subtract,
        "Subtract(timespan value) -> datetimeoffset": subtract,
        "ToLocalTime() -> datetimeoffset": local,
        "ToUniversalTime() -> datetimeoffset": lambda d: DateTimeOffset(d.utc_ticks, 0),
        "ToOffset(timespan offset) -> datetimeoffset": to_offset,
        "ToUnixTimeSeconds() -> long": lambda d: Int64((d.utc_ticks - UNIX_EPOCH_TICKS) // TICKS_S),
        "ToUnixTimeMilliseconds() -> long": lambda d: Int64((d.utc_ticks - UNIX_EPOCH_TICKS) // TICKS_MS),
        "ToFileTime() -> long": lambda d: Int64(d.utc_ticks - 504911232000000000),
        "ToString() -> string": text,
        "ToString(string format) -> string": text,
        "ToString(IFormatProvider formatProvider) -> string": lambda d, p: text(d, None, p),
        "ToString(string format, IFormatProvider formatProvider) -> string": text,
        "static MinValue -> datetimeoffset": lambda: DateTimeOffset(0),
        "static MaxValue -> datetimeoffset": lambda: DateTimeOffset(MAX_TICKS),
        "static UnixEpoch -> datetimeoffset": lambda: DateTimeOffset(UNIX_EPOCH_TICKS),
        "static Now -> datetimeoffset": now,
        "static UtcNow -> datetimeoffset": lambda: DateTimeOffset(current().host.utc_now_ticks()),
        "static Compare(datetimeoffset first, datetimeoffset second) -> int": compare,
        "static FromUnixTimeSeconds(long seconds) -> datetimeoffset": lambda n: from_unix(n * TICKS_S),
        "static FromUnixTimeMilliseconds(long milliseconds) -> datetimeoffset": lambda n: from_unix(n * TICKS_MS),
        "static Parse(string input) -> datetimeoffset": parse,
        "static Parse(string input, IFormatProvider formatProvider) -> datetimeoffset": parse,
        f"static Parse(string input, IFormatProvider formatProvider, {_STYLE} styles) -> datetimeoffset": parse,
        "static ParseExact(string input, string format, IFormatProvider formatProvider) -> datetimeoffset": exact,
        f"static ParseExact(string input, string format, IFormatProvider formatProvider, {_STYLE} styles) -> datetimeoffset": exact,
        "static TryParse(string input, out datetimeoffset result) -> bool": lambda s, r: attempt(lambda: parse(s), r),
        f"static TryParseExact(string input, string format, IFormatProvider formatProvider, {_STYLE} styles, out datetimeoffset result) -> bool": (
            lambda s, f, p, n, r: attempt(lambda: exact(s, f, p, n), r)
        ),
        "static op_Addition(datetimeoffset d, timespan t) -> datetimeoffset": lambda d, t: plus(d, t.ticks),
        "static op_Subtraction(datetimeoffset d, timespan t) -> datetimeoffset": subtract,
        "static op_Subtraction(datetimeoffset a, datetimeoffset b) -> timespan": subtract,
        "static op_Implicit(datetime d) -> datetimeoffset": of_datetime,
    }


define("System.DateTimeOffset", "System.ValueType", kind="struct",
       interfaces=["System.IComparable", "System.IFormattable", "System.IComparable`1[System.DateTimeOffset]"],
       members=_members, py=DateTimeOffset).zero = lambda: DateTimeOffset(0)  # fmt: skip
