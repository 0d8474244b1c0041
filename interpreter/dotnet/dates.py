"""System.DateTime: properties, arithmetic, Parse and ParseExact. The clock and the local zone are the host's."""

import re
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.culture_marks import day_first
from perdure.interpreter.date_exact import parse_exact, parse_with_styles
from perdure.interpreter.date_format import format_datetime, local_offset, to_local, to_utc
from perdure.interpreter.date_parse import DateFault, parse_datetime
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._dates import formatted, patterns_of, styles_of, whole_ticks
from perdure.interpreter.dotnet._faults import argument, format_fault, null, outside
from perdure.interpreter.dotnet._format import culture_of
from perdure.interpreter.errors import DotNetThrow
from perdure.interpreter.members_ets import add_members
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.base import NetObject, Reference
from perdure.interpreter.values.datetime import (
    LOCAL,
    MAX_TICKS,
    UNIX_EPOCH_TICKS,
    UTC,
    DateTime,
    add_months,
    days_in_month,
    is_leap,
    ticks_of,
)
from perdure.interpreter.values.enums import EnumValue, enum_value
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_MS, TICKS_S, TimeSpan

FILETIME_EPOCH = 504911232000000000
RANGE = "The added or subtracted value results in an un-representable DateTime."


def now() -> DateTime:
    utc = DateTime(current().host.utc_now_ticks(), UTC)
    return to_local(utc)


def utc_now() -> DateTime:
    return DateTime(current().host.utc_now_ticks(), UTC)


def today() -> DateTime:
    here = now()
    return DateTime(here.ticks - here.ticks % TICKS_DAY, LOCAL)


def kind_number(kind: Any) -> int:
    return kind.value if isinstance(kind, EnumValue) else int(kind or 0)


def checked(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, ms: int = 0) -> int:
    """Gives the ticks of a date and time, or .NET's exception for parts out of range."""
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise _unrepresentable("Year, Month, and Day parameters describe an un-representable DateTime.")
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        raise _unrepresentable("Hour, Minute, and Second parameters describe an un-representable DateTime.")
    if not 0 <= ms < 1000:
        raise outside("millisecond", "Valid values are between 0 and 999, inclusive.")
    return ticks_of(year, month, day, hour, minute, second, ms * TICKS_MS)


def _unrepresentable(message: str) -> DotNetThrow:
    fault = outside("x", message)
    fault.exception.message = message
    return fault


def new(*parts: Any) -> DateTime:
    kind = 0
    if parts and isinstance(parts[-1], EnumValue):
        kind = parts[-1].value
        parts = parts[:-1]
    return DateTime(checked(*[int(p) for p in parts]), kind)


def from_ticks(ticks: int, kind: Any = None) -> DateTime:
    if not 0 <= ticks <= MAX_TICKS:
        raise outside("ticks", "Ticks must be between DateTime.MinValue.Ticks and DateTime.MaxValue.Ticks.")
    return DateTime(int(ticks), kind_number(kind))


def plus(d: DateTime, ticks: int) -> DateTime:
    total = d.ticks + ticks
    if not 0 <= total <= MAX_TICKS:
        raise outside("value", RANGE)
    return DateTime(total, d.kind)


def add_unit(unit: int) -> Any:
    def add(d: DateTime, value: float) -> DateTime:
        return plus(d, whole_ticks(value, unit))

    return add


def add_month(d: DateTime, months: int) -> DateTime:
    if not -120000 <= months <= 120000:
        raise outside("months", "Months value must be between +/-120000.")
    try:
        return add_months(d, months)
    except OverflowError:
        raise outside("months", RANGE) from None


def add_year(d: DateTime, years: int) -> DateTime:
    if not -10000 <= years <= 10000:
        raise outside("years", "Years value must be between +/-10000.")
    try:
        return add_months(d, years * 12)
    except OverflowError:
        raise outside("years", RANGE) from None


def subtract(d: DateTime, other: Any) -> Any:
    return TimeSpan(d.ticks - other.ticks) if isinstance(other, DateTime) else plus(d, -other.ticks)


def text(d: DateTime, form: str | None = None, provider: Any = None) -> str:
    return formatted(lambda: format_datetime(d, form or "", culture_of(provider)))


def parse(given: str | None, provider: Any = None, styles: Any = None) -> DateTime:
    if given is None:
        raise null("s")
    try:
        number = styles_of(styles)
        given = figures_in_order(given, provider)
        return parse_with_styles(given, number) if number else parse_datetime(given)
    except DateFault as fault:
        raise format_fault(str(fault)) from None


_FIGURES = re.compile(r"(\s*)(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?![\d.])(.*)", re.DOTALL)


def figures_in_order(given: str, provider: Any) -> str:
    """Gives a date in figures with the month first where the culture has the day first."""
    if provider is None or not day_first(culture_of(provider)):
        return given
    found = _FIGURES.fullmatch(given)
    return f"{found[1]}{found[3]}/{found[2]}/{found[4]}{found[5]}" if found is not None else given


def exact(given: str | None, form: Any, provider: Any = None, styles: Any = None) -> DateTime:
    if given is None:
        raise null("s")
    try:
        return parse_exact(given, patterns_of(form), styles_of(styles), culture_of(provider))
    except DateFault as fault:
        raise format_fault(str(fault)) from None


def attempt(make: Any, result: Reference) -> bool:
    try:
        result.set(make())
        return True
    except DotNetThrow:
        result.set(DateTime(0))
        return False


def compare(a: DateTime, b: Any) -> int:
    if b is None:
        return 1
    if not isinstance(b, DateTime):
        raise argument("Object must be of type DateTime.")
    return (a.ticks > b.ticks) - (a.ticks < b.ticks)


def named(type_name: str, number: int) -> Any:
    kind = find_type(type_name)
    return number if kind is None else enum_value(kind, number)


def month_length(year: int, month: int) -> int:
    if not 1 <= month <= 12:
        raise outside("month", "Month must be between one and twelve.")
    if not 1 <= year <= 9999:
        raise outside("year", "Year must be between 1 and 9999.")
    return days_in_month(year, month)


def leap(year: int) -> bool:
    if not 1 <= year <= 9999:
        raise outside("year", "Year must be between 1 and 9999.")
    return is_leap(year)


def day_of_year(d: DateTime) -> int:
    year, month, day = d.date()
    return sum(days_in_month(year, m) for m in range(1, month)) + day


def is_daylight(d: DateTime) -> bool:
    if d.kind == UTC:
        return False
    year = d.date()[0]
    winter = min(local_offset(ticks_of(year, 1, 1), False), local_offset(ticks_of(year, 7, 1), False))
    return local_offset(d.ticks, False) > winter


def _add_units() -> dict[str, Any]:
    units = {"AddDays": TICKS_DAY, "AddHours": TICKS_H, "AddMinutes": TICKS_MIN, "AddSeconds": TICKS_S,
             "AddMilliseconds": TICKS_MS, "AddMicroseconds": 10}  # fmt: skip
    return {f"{name}(double value) -> datetime": add_unit(unit) for name, unit in units.items()}


_STYLE = "System.Globalization.DateTimeStyles"
_KIND = "System.DateTimeKind"


def _instance() -> dict[str, Any]:
    return {
        "Date -> datetime": lambda d: DateTime(d.ticks - d.ticks % TICKS_DAY, d.kind),
        "Day -> int": lambda d: d.date()[2],
        "DayOfWeek -> System.DayOfWeek": lambda d: named("System.DayOfWeek", d.day_of_week()),
        "DayOfYear -> int": day_of_year,
        "Hour -> int": lambda d: d.time()[0],
        f"Kind -> {_KIND}": lambda d: named(_KIND, d.kind),
        "Millisecond -> int": lambda d: d.time()[3] // TICKS_MS,
        "Microsecond -> int": lambda d: d.time()[3] // 10 % 1000,
        "Nanosecond -> int": lambda d: d.time()[3] % 10 * 100,
        "Minute -> int": lambda d: d.time()[1],
        "Month -> int": lambda d: d.date()[1],
        "Second -> int": lambda d: d.time()[2],
        "Ticks -> long": lambda d: Int64(d.ticks),
        "TimeOfDay -> timespan": lambda d: TimeSpan(d.ticks % TICKS_DAY),
        "Year -> int": lambda d: d.date()[0],
        "Add(timespan value) -> datetime": lambda d, t: plus(d, t.ticks),
        **_add_units(),
        "AddMonths(int months) -> datetime": add_month,
        "AddTicks(long value) -> datetime": plus,
        "AddYears(int value) -> datetime": add_year,
        "CompareTo(object value) -> int": compare,
        "CompareTo(datetime value) -> int": compare,
        "Equals(object value) -> bool": equal,
        "Equals(datetime value) -> bool": equal,
        "GetDateTimeFormats() -> string[]": lambda d: [text(d, f) for f in "dDfFgGmorstTuUy"],
        "GetDateTimeFormats(char format) -> string[]": lambda d, f: [text(d, str(f))],
        "IsDaylightSavingTime() -> bool": is_daylight,
        "Subtract(datetime value) -> timespan": subtract,
        "Subtract(timespan value) -> datetime": subtract,
        "ToBinary() -> long": lambda d: Int64(_binary(d)),
        "ToFileTime() -> long": lambda d: Int64(to_utc(d).ticks - FILETIME_EPOCH),
        "ToFileTimeUtc() -> long": lambda d: Int64((to_utc(d) if d.kind == LOCAL else d).ticks - FILETIME_EPOCH),
        "ToLocalTime() -> datetime": to_local,
        "ToLongDateString() -> string": lambda d: text(d, "D"),
        "ToLongTimeString() -> string": lambda d: text(d, "T"),
        "ToOADate() -> double": lambda d: (d.ticks - 599264352000000000) / TICKS_DAY if d.ticks else 0.0,
        "ToShortDateString() -> string": lambda d: text(d, "d"),
        "ToShortTimeString() -> string": lambda d: text(d, "t"),
        "ToString() -> string": text,
        "ToString(string format) -> string": text,
        "ToString(IFormatProvider provider) -> string": lambda d, p: text(d, None, p),
        "ToString(string format, IFormatProvider provider) -> string": text,
        "ToUniversalTime() -> datetime": to_utc,
    }


def _binary(d: DateTime) -> int:
    if d.kind == LOCAL:
        number = to_utc(d).ticks | 1 << 63
        return number - (1 << 64)
    return d.ticks | d.kind << 62


def _from_binary(number: int) -> DateTime:
    raw = number & (1 << 64) - 1
    if raw >> 63:
        return to_local(DateTime(raw & (1 << 62) - 1, UTC))
    return DateTime(raw & (1 << 62) - 1, raw >> 62 & 3)


def _constructors() -> dict[str, Any]:
    table: dict[str, Any] = {
        "new()": lambda: DateTime(0),
        "new(long ticks)": from_ticks,
        f"new(long ticks, {_KIND} kind)": from_ticks,
    }
    parts = ["int year", "int month", "int day", "int hour", "int minute", "int second", "int millisecond"]
    for count in (3, 6, 7):
        signature = ", ".join(parts[:count])
        table[f"new({signature})"] = new
        if count > 3:
            table[f"new({signature}, {_KIND} kind)"] = new
    return table


def _static() -> dict[str, Any]:
    return {
        "static MinValue -> datetime": lambda: DateTime(0),
        "static MaxValue -> datetime": lambda: DateTime(MAX_TICKS),
        "static UnixEpoch -> datetime": lambda: DateTime(UNIX_EPOCH_TICKS, UTC),
        "static Now -> datetime": now,
        "static UtcNow -> datetime": utc_now,
        "static Today -> datetime": today,
        "static Compare(datetime t1, datetime t2) -> int": compare,
        "static DaysInMonth(int year, int month) -> int": month_length,
        "static Equals(datetime t1, datetime t2) -> bool": equal,
        "static FromBinary(long dateData) -> datetime": _from_binary,
        "static FromFileTime(long fileTime) -> datetime": lambda n: to_local(DateTime(n + FILETIME_EPOCH, UTC)),
        "static FromFileTimeUtc(long fileTime) -> datetime": lambda n: DateTime(n + FILETIME_EPOCH, UTC),
        "static FromOADate(double d) -> datetime": lambda n: DateTime(
            599264352000000000 + round(n * 86400000) * TICKS_MS
        ),
        "static IsLeapYear(int year) -> bool": leap,
        "static SpecifyKind(datetime value, System.DateTimeKind kind) -> datetime": lambda d, k: DateTime(
            d.ticks, kind_number(k)
        ),
        "static Parse(string s) -> datetime": parse,
        "static Parse(string s, IFormatProvider provider) -> datetime": parse,
        f"static Parse(string s, IFormatProvider provider, {_STYLE} styles) -> datetime": parse,
        "static ParseExact(string s, string format, IFormatProvider provider) -> datetime": exact,
        f"static ParseExact(string s, string format, IFormatProvider provider, {_STYLE} style) -> datetime": exact,
        f"static ParseExact(string s, string[] formats, IFormatProvider provider, {_STYLE} style) -> datetime": exact,
        "static TryParse(string s, out datetime result) -> bool": lambda s, r: attempt(lambda: parse(s), r),
        "static TryParse(string s, IFormatProvider provider, out datetime result) -> bool": lambda s, p, r: attempt(
            lambda: parse(s, p), r
        ),
        f"static TryParse(string s, IFormatProvider provider, {_STYLE} styles, out datetime result) -> bool": (
            lambda s, p, n, r: attempt(lambda: parse(s, p, n), r)
        ),
        f"static TryParseExact(string s, string format, IFormatProvider provider, {_STYLE} style, out datetime result) -> bool": (
            lambda s, f, p, n, r: attempt(lambda: exact(s, f, p, n), r)
        ),
        f"static TryParseExact(string s, string[] formats, IFormatProvider provider, {_STYLE} style, out datetime result) -> bool": (
            lambda s, f, p, n, r: attempt(lambda: exact(s, f, p, n), r)
        ),
        "static op_Addition(datetime d, timespan t) -> datetime": lambda d, t: plus(d, t.ticks),
        "static op_Subtraction(datetime d, timespan t) -> datetime": subtract,
        "static op_Subtraction(datetime d1, datetime d2) -> timespan": subtract,
    }


define("System.DateTime", "System.ValueType", kind="struct",
       interfaces=["System.IComparable", "System.IFormattable", "System.IConvertible",
                   "System.IComparable`1[System.DateTime]", "System.IEquatable`1[System.DateTime]"],
       members=lambda: {**_instance(), **_constructors(), **_static()}, py=DateTime).zero = lambda: DateTime(0)  # fmt: skip


def _shown(d: DateTime) -> str:
    """PowerShell's DateTime property: date and time in full, or what a DisplayHint asks for."""
    hint = d.ext.get("displayhint") if isinstance(d, NetObject) and d.ext else None
    word = str(hint.value).lower() if hint is not None else ""
    if word == "date":
        return text(d, "D")
    if word == "time":
        return text(d, "T")
    return f"{text(d, 'D')} {text(d, 'T')}"


add_members("System.DateTime", {"ScriptProperty:DateTime": _shown})
