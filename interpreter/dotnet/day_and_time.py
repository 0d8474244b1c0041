"""System.DateOnly and System.TimeOnly: parts, arithmetic, text."""

import re
from typing import Any

from perdure.interpreter.date_exact import parse_exact
from perdure.interpreter.date_parse import DateFault, parse_datetime
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._dates import patterns_of, whole_ticks
from perdure.interpreter.dotnet._faults import argument, format_fault, null, outside
from perdure.interpreter.dotnet._format import culture_of
from perdure.interpreter.dotnet.dates import add_month, add_year, checked, day_of_year, kind_number, named, text
from perdure.interpreter.errors import DotNetThrow
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.datetime import MAX_TICKS, DateTime, ticks_of
from perdure.interpreter.values.day_and_time import DateOnly, TimeOnly
from perdure.interpreter.values.numbers import Int64
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_MS, TICKS_S, TimeSpan

DAYS_MAX = MAX_TICKS // TICKS_DAY
_STYLE = "System.Globalization.DateTimeStyles style"
# standard format -> the DateTime pattern that stands for it; None = not one of this type's
DATE_FORMS = {"d": "d", "D": "D", "m": "m", "M": "m", "o": "yyyy-MM-dd", "O": "yyyy-MM-dd", "r": "ddd, dd MMM yyyy",
              "R": "ddd, dd MMM yyyy", "y": "y", "Y": "y"}  # fmt: skip
TIME_FORMS = {"t": "t", "T": "T", "o": "HH:mm:ss.fffffff", "O": "HH:mm:ss.fffffff", "r": "HH:mm:ss", "R": "HH:mm:ss"}


def shown(
    made: DateTime, form: str | None, usual: str, forms: dict[str, str], foreign: str, provider: Any = None
) -> str:
    """Formats by a standard form of the type or a pattern that names nothing of the other half."""
    form = form or usual
    if len(form) == 1 and form not in forms:
        raise format_fault("Input string was not in a correct format.")
    if len(form) > 1 and re.search(f"[{foreign}]", re.sub(r"\\.|'[^']*'|\"[^\"]*\"", "", form)):
        raise format_fault("Input string was not in a correct format.")
    return text(made, forms.get(form, form), provider)


def date_text(d: DateOnly, form: str | None = None, provider: Any = None) -> str:
    return shown(d.at_midnight(), form, "d", DATE_FORMS, "hHmsftzK", provider)


def time_text(t: TimeOnly, form: str | None = None, provider: Any = None) -> str:
    return shown(t.on_first_day(), form, "t", TIME_FORMS, "dMygzK", provider)


def by_provider(show: Any) -> Any:
    return lambda value, provider: show(value, None, provider)


# ---- DateOnly -----------------------------------------------------------------------------------------------------------


def new_date(year: int, month: int, day: int) -> DateOnly:
    return DateOnly(checked(year, month, day) // TICKS_DAY)


def from_days(days: int) -> DateOnly:
    if not 0 <= days <= DAYS_MAX:
        raise outside("dayNumber", "Day number must be between 0 and DateOnly.MaxValue.DayNumber.")
    return DateOnly(days)


def add_days(d: DateOnly, count: int) -> DateOnly:
    if not 0 <= d.days + count <= DAYS_MAX:
        raise outside("value", "Value to add was out of range.")
    return DateOnly(d.days + count)


def moved(add: Any) -> Any:
    return lambda d, count: DateOnly(add(d.at_midnight(), count).ticks // TICKS_DAY)


def at_time(d: DateOnly, time: TimeOnly, kind: Any = None) -> DateTime:
    return DateTime(d.days * TICKS_DAY + time.ticks, kind_number(kind))


def order(cls: Any, key: str) -> Any:
    def run(a: Any, b: Any) -> int:
        if b is None:
            return 1
        if not isinstance(b, cls):
            raise argument(f"Object must be of type {cls.__name__}.")
        x, y = getattr(a, key), getattr(b, key)
        return int(x > y) - int(x < y)

    return run


def parse_date(given: str | None, *_provider: Any) -> DateOnly:
    if given is None:
        raise null("s")
    try:
        found = parse_datetime(given)
    except DateFault:
        raise not_date(given) from None
    if found.ticks % TICKS_DAY or ":" in given:
        raise not_date(given)
    return DateOnly(found.ticks // TICKS_DAY)


def not_date(given: str) -> DotNetThrow:
    return format_fault(f"String '{given}' was not recognized as a valid DateOnly.")


def exact(cls: Any, forms: dict[str, str]) -> Any:
    """Makes ParseExact of one of the types."""

    def run(given: str | None, form: Any, provider: Any = None, *_style: Any) -> Any:
        if given is None:
            raise null("s")
        try:
            found = parse_exact(given, [forms.get(f, f) for f in patterns_of(form)], 8, culture_of(provider))
        except DateFault:
            raise format_fault(f"String '{given}' was not recognized as a valid {cls.__name__}.") from None
        return DateOnly(found.ticks // TICKS_DAY) if cls is DateOnly else TimeOnly(found.ticks % TICKS_DAY)

    return run


def trying(parse: Any, cls: Any) -> Any:
    """Makes TryParse of Parse: the result goes to the reference that stands last."""

    def run(*args: Any) -> bool:
        result: Reference = args[-1]
        try:
            result.set(parse(*args[:-1]))
        except DotNetThrow:
            result.set(cls())
            return False
        return True

    return run


def _reading(word: str, parse: Any, parse_exactly: Any, cls: Any) -> dict[str, Any]:
    """Gives the statics that read text."""
    table: dict[str, Any] = {
        f"static Parse(string s) -> {word}": parse,
        f"static Parse(string s, IFormatProvider provider) -> {word}": parse,
        f"static Parse(string s, IFormatProvider provider, {_STYLE}) -> {word}": parse,
    }
    for form in ("string format", "string[] formats"):
        table[f"static ParseExact(string s, {form}) -> {word}"] = parse_exactly
        table[f"static ParseExact(string s, {form}, IFormatProvider provider) -> {word}"] = parse_exactly
        table[f"static ParseExact(string s, {form}, IFormatProvider provider, {_STYLE}) -> {word}"] = parse_exactly
        table[f"static TryParseExact(string s, {form}, out {word} result) -> bool"] = trying(parse_exactly, cls)
        table[
            f"static TryParseExact(string s, {form}, IFormatProvider provider, {_STYLE}, out {word} result) -> bool"
        ] = trying(parse_exactly, cls)
    table[f"static TryParse(string s, out {word} result) -> bool"] = trying(parse, cls)
    table[f"static TryParse(string s, IFormatProvider provider, out {word} result) -> bool"] = trying(parse, cls)
    return table


def _comparing(word: str, compare: Any, show: Any) -> dict[str, Any]:
    return {
        "CompareTo(object value) -> int": compare,
        f"CompareTo({word} value) -> int": compare,
        "Equals(object value) -> bool": equal,
        f"Equals({word} value) -> bool": equal,
        "ToString() -> string": show,
        "ToString(string format) -> string": show,
        "ToString(IFormatProvider provider) -> string": by_provider(show),
        "ToString(string format, IFormatProvider provider) -> string": show,
    }


_D, _T = "System.DateOnly", "System.TimeOnly"
_FACES = ["System.IComparable", "System.IFormattable"]
define(_D, "System.ValueType", kind="struct", interfaces=_FACES, py=DateOnly, members={
    "new(int year, int month, int day)": new_date,
    "Year -> int": lambda d: d.at_midnight().date()[0],
    "Month -> int": lambda d: d.at_midnight().date()[1],
    "Day -> int": lambda d: d.at_midnight().date()[2],
    "DayOfWeek -> System.DayOfWeek": lambda d: named("System.DayOfWeek", d.at_midnight().day_of_week()),
    "DayOfYear -> int": lambda d: day_of_year(d.at_midnight()),
    "DayNumber -> int": lambda d: d.days,
    f"AddDays(int value) -> {_D}": add_days,
    f"AddMonths(int value) -> {_D}": moved(add_month),
    f"AddYears(int value) -> {_D}": moved(add_year),
    f"ToDateTime({_T} time) -> datetime": at_time,
    f"ToDateTime({_T} time, System.DateTimeKind kind) -> datetime": at_time,
    "ToLongDateString() -> string": lambda d: date_text(d, "D"),
    "ToShortDateString() -> string": lambda d: date_text(d, "d"),
    **_comparing(_D, order(DateOnly, "days"), date_text),
    f"static MinValue -> {_D}": DateOnly(0),
    f"static MaxValue -> {_D}": DateOnly(DAYS_MAX),
    f"static FromDateTime(datetime dateTime) -> {_D}": lambda d: DateOnly(d.ticks // TICKS_DAY),
    f"static FromDayNumber(int dayNumber) -> {_D}": from_days,
    **_reading(_D, parse_date, exact(DateOnly, DATE_FORMS), DateOnly),
}).zero = lambda: DateOnly(0)  # fmt: skip


# ---- TimeOnly -----------------------------------------------------------------------------------------------------------


def new_time(hour: int, minute: int, second: int = 0, ms: int = 0, micros: int = 0) -> TimeOnly:
    if not (0 <= hour < 24 and 0 <= minute < 60 and 0 <= second < 60):
        fault = outside("x")
        fault.exception.message = "Hour, Minute, and Second parameters describe an un-representable DateTime."
        raise fault
    return TimeOnly(ticks_of(1, 1, 1, hour, minute, second, ms * TICKS_MS + micros * 10))


def from_ticks(ticks: int) -> TimeOnly:
    if not 0 <= ticks < TICKS_DAY:
        raise outside("ticks", "Ticks must be between 0 and and TimeOnly.MaxValue.Ticks.")
    return TimeOnly(int(ticks))


def add_span(t: TimeOnly, span: TimeSpan, days: Reference | None = None) -> TimeOnly:
    whole, rest = divmod(t.ticks + span.ticks, TICKS_DAY)
    if days is not None:
        days.set(whole)
    return TimeOnly(rest)


def add_units(unit: int) -> Any:
    return lambda t, value, days=None: add_span(t, TimeSpan(whole_ticks(value, unit)), days)


def between(t: TimeOnly, start: TimeOnly, end: TimeOnly) -> bool:
    if start.ticks <= end.ticks:
        return start.ticks <= t.ticks < end.ticks
    return t.ticks >= start.ticks or t.ticks < end.ticks


def parse_time(given: str | None, *_provider: Any) -> TimeOnly:
    if given is None:
        raise null("s")
    try:
        found = parse_datetime(given) if ":" in given or re.search(r"[ap]m\s*$", given, re.IGNORECASE) else None
    except DateFault:
        found = None
    if found is None or re.search(r"\d[-/]\d", given):
        raise format_fault(f"String '{given}' was not recognized as a valid TimeOnly.")
    return TimeOnly(found.ticks % TICKS_DAY)


_PARTS = ["int hour", "int minute", "int second", "int millisecond", "int microsecond"]
define(_T, "System.ValueType", kind="struct", interfaces=_FACES, py=TimeOnly, members={
    **{f"new({', '.join(_PARTS[:count])})": new_time for count in (2, 3, 4, 5)},
    "new(long ticks)": from_ticks,
    "Hour -> int": lambda t: t.ticks // TICKS_H,
    "Minute -> int": lambda t: t.ticks // TICKS_MIN % 60,
    "Second -> int": lambda t: t.ticks // TICKS_S % 60,
    "Millisecond -> int": lambda t: t.ticks // TICKS_MS % 1000,
    "Microsecond -> int": lambda t: t.ticks // 10 % 1000,
    "Nanosecond -> int": lambda t: t.ticks % 10 * 100,
    "Ticks -> long": lambda t: Int64(t.ticks),
    f"Add(timespan value) -> {_T}": add_span,
    f"Add(timespan value, out int wrappedDays) -> {_T}": add_span,
    f"AddHours(double value) -> {_T}": add_units(TICKS_H),
    f"AddHours(double value, out int wrappedDays) -> {_T}": add_units(TICKS_H),
    f"AddMinutes(double value) -> {_T}": add_units(TICKS_MIN),
    f"AddMinutes(double value, out int wrappedDays) -> {_T}": add_units(TICKS_MIN),
    f"IsBetween({_T} start, {_T} end) -> bool": between,
    "ToTimeSpan() -> timespan": lambda t: TimeSpan(t.ticks),
    "ToLongTimeString() -> string": lambda t: time_text(t, "T"),
    "ToShortTimeString() -> string": lambda t: time_text(t, "t"),
    **_comparing(_T, order(TimeOnly, "ticks"), time_text),
    f"static MinValue -> {_T}": TimeOnly(0),
    f"static MaxValue -> {_T}": TimeOnly(TICKS_DAY - 1),
    f"static FromDateTime(datetime dateTime) -> {_T}": lambda d: TimeOnly(d.ticks % TICKS_DAY),
    f"static FromTimeSpan(timespan timeSpan) -> {_T}": lambda s: from_ticks(s.ticks),
    f"static op_Subtraction({_T} t1, {_T} t2) -> timespan": lambda a, b: TimeSpan((a.ticks - b.ticks) % TICKS_DAY),
    **_reading(_T, parse_time, exact(TimeOnly, TIME_FORMS), TimeOnly),
}).zero = lambda: TimeOnly(0)  # fmt: skip
