"""Dates and spans to text: .NET's standard and custom formats.

Offsets of local times come from the host of the running session. Serves ToString, -f, strings and the views.
"""

import re
from functools import lru_cache
from typing import Any

from perdure.interpreter.culture_en import DAYS, MONTHS, date_pattern
from perdure.interpreter.culture_marks import date_mark
from perdure.interpreter.number_format import FormatError
from perdure.interpreter.values.datetime import LOCAL, UTC, DateTime, DateTimeOffset
from perdure.interpreter.values.timespan import TICKS_MIN, TimeSpan

BAD = "Input string was not in a correct format."


def format_datetime(value: DateTime, form: str, culture: str = "en-US") -> str:
    """Formats a DateTime; "" is the general form G. Raises FormatError."""
    if not form:
        form = "G"
    if len(form) > 1:
        return custom(value, form, culture, None)
    if form == "U":
        return custom(to_utc(value), date_pattern("F", culture) or "", culture, None)
    pattern = date_pattern(form, culture)
    if pattern is None:
        raise FormatError(BAD)
    return custom(value, pattern, "invariant" if form in "oOrRsu" else culture, None)


def format_offset(value: DateTimeOffset, form: str, culture: str = "en-US") -> str:
    """Formats a DateTimeOffset; "" is date, time and offset. Raises FormatError."""
    clock = value.clock()
    if not form:
        pattern = (date_pattern("G", culture) or "") + " zzz"
        return custom(clock, pattern, culture, value.offset)
    if len(form) > 1:
        return custom(clock, form, culture, value.offset)
    if form in "rRu":
        clock = DateTime(value.utc_ticks)
    pattern_of = date_pattern(form, culture)
    if pattern_of is None or form == "U":
        raise FormatError(BAD)
    return custom(clock, pattern_of, culture, value.offset)


def local_offset(ticks: int, utc: bool) -> int:
    """Gives the local zone's offset in ticks at a time, 0 without a running session."""
    from perdure.interpreter.context import current

    try:
        host = current().host
    except AttributeError:
        return 0
    return int(host.local_offset_minutes(ticks, utc)) * TICKS_MIN


def to_utc(value: DateTime) -> DateTime:
    """Gives ToUniversalTime: an unspecified kind counts as local."""
    if value.kind == UTC:
        return value
    return DateTime(value.ticks - local_offset(value.ticks, False), UTC)


def to_local(value: DateTime) -> DateTime:
    """Gives ToLocalTime: an unspecified kind counts as UTC."""
    if value.kind == LOCAL:
        return value
    return DateTime(value.ticks + local_offset(value.ticks, True), LOCAL)


def offset_text(offset: int, colon: bool = True, width: int = 2) -> str:
    """Gives an offset such as +02:00."""
    minutes = abs(offset) // TICKS_MIN
    sign = "-" if offset < 0 else "+"
    return f"{sign}{minutes // 60:0{width}}" + (f":{minutes % 60:02}" if colon else "")


def custom(value: DateTime, pattern: str, culture: str, offset: int | None) -> str:
    """Formats by a custom pattern; `offset` in ticks for a DateTimeOffset."""
    template = _template(pattern) if type(culture) is str else None  # others have separators of their own
    if template is not None:
        hour, minute, second, _ = value.time()
        return template.format(*value.date(), hour, minute, second)
    out: list[str] = []
    i, end = 0, len(pattern)
    if pattern[:1] == "%":
        i = 1
    while i < end:
        c = pattern[i]
        if c == "\\":
            if i + 1 >= end:
                raise FormatError(BAD)
            out.append(pattern[i + 1])
            i += 2
        elif c in "'\"":
            close = pattern.find(c, i + 1)
            if close < 0:
                raise FormatError(f"Cannot find a matching quote character for the character '{c}'.")
            out.append(pattern[i + 1 : close].replace("\\", ""))
            i = close + 1
        elif c == "%":
            i += 1
            if i >= end or pattern[i] == "%":
                raise FormatError(BAD)
        else:
            n = 1
            while i + n < end and pattern[i + n] == c:
                n += 1
            piece = _piece(value, c, n, culture, offset)
            if c == "F" and not piece and out and out[-1].endswith("."):
                out[-1] = out[-1][:-1]  # a point before nothing is not written
            out.append(piece)
            i += n
    return "".join(out)


_FIELDS = {"yyyy": "{0:04}", "MM": "{1:02}", "dd": "{2:02}", "HH": "{3:02}", "mm": "{4:02}", "ss": "{5:02}"}


@lru_cache(maxsize=128)
def _template(pattern: str) -> str | None:
    """Gives a Python format for a pattern of whole numbers only (year, month, day, hour ...); None for other patterns."""
    out = []
    for run in _RUNS.finditer(pattern):
        text = run.group()
        field = _FIELDS.get(text)
        if field is None and text[0] not in "-/:._, T":
            return None
        out.append(field or text)
    return "".join(out)


_RUNS = re.compile(r"(.)\1*", re.DOTALL)


def _piece(value: DateTime, c: str, n: int, culture: str, offset: int | None) -> str:
    if c in "yMd":
        year, month, day = value.date()
        if c == "y":
            return str(year % 100) if n == 1 else f"{year % 100:02}" if n == 2 else f"{year:0{n}}"
        if c == "M":
            return (
                str(month)
                if n == 1
                else f"{month:02}"
                if n == 2
                else MONTHS[month - 1][:3]
                if n == 3
                else MONTHS[month - 1]
            )
        name = DAYS[value.day_of_week()]
        return str(day) if n == 1 else f"{day:02}" if n == 2 else name[:3] if n == 3 else name
    if c in "hHmsfFt":
        return _time_piece(value, c, n)
    if c == "z":
        shift = _offset_of(value, offset)
        return offset_text(shift, n > 2, 1 if n == 1 else 2)
    if c == "K":
        return "".join(_kind_text(value, offset) for _ in range(n))
    if c == "g":
        return "A.D." if culture == "invariant" else "AD"
    if c in "/:" and type(culture) is not str:
        return date_mark(culture, c) * n
    return c * n


def _time_piece(value: DateTime, c: str, n: int) -> str:
    hour, minute, second, fraction = value.time()
    if c in "hHms":
        number = (hour % 12 or 12) if c == "h" else hour if c == "H" else minute if c == "m" else second
        return str(number) if n == 1 else f"{number:02}"
    if c == "t":
        return ("AM" if hour < 12 else "PM")[: 1 if n == 1 else 2]
    if n > 7:
        raise FormatError(BAD)
    digits = f"{fraction:07}"[:n]
    return digits if c == "f" else digits.rstrip("0")


def _offset_of(value: DateTime, offset: int | None) -> int:
    if offset is not None:
        return offset
    return 0 if value.kind == UTC else local_offset(value.ticks, False)


def _kind_text(value: DateTime, offset: int | None) -> str:
    if offset is not None:
        return offset_text(offset)
    if value.kind == UTC:
        return "Z"
    return offset_text(local_offset(value.ticks, False)) if value.kind == LOCAL else ""


# ---- spans ---------------------------------------------------------------------------------------------------------


def format_span(value: TimeSpan, form: str) -> str:
    """Formats a TimeSpan: c, t, T, g, G or a custom pattern. Raises FormatError."""
    if form in ("", "c", "t", "T"):
        return str(value)
    if form in ("g", "G"):
        return _general_span(value, form == "G")
    if len(form) == 1:
        raise FormatError(BAD)
    return _custom_span(value, form)


def _general_span(value: TimeSpan, long: bool) -> str:
    days, hours, minutes, seconds, fraction = (abs(part) for part in value.parts())
    sign = "-" if value.ticks < 0 else ""
    if long:
        return f"{sign}{days}:{hours:02}:{minutes:02}:{seconds:02}.{fraction:07}"
    tail = f".{fraction:07}".rstrip("0") if fraction else ""
    head = f"{days}:" if days else ""
    return f"{sign}{head}{hours}:{minutes:02}:{seconds:02}{tail}"


def _custom_span(value: TimeSpan, pattern: str) -> str:
    days, hours, minutes, seconds, fraction = (abs(part) for part in value.parts())
    numbers = {"d": days, "h": hours, "m": minutes, "s": seconds}
    out: list[str] = []
    i, end = (1 if pattern[:1] == "%" else 0), len(pattern)
    while i < end:
        c = pattern[i]
        n = 1
        if c == "\\":
            if i + 1 >= end:
                raise FormatError(BAD)
            out.append(pattern[i + 1])
            n = 2
        elif c in "'\"":
            close = pattern.find(c, i + 1)
            if close < 0:
                raise FormatError(BAD)
            out.append(pattern[i + 1 : close])
            n = close + 1 - i
        elif c == "%":
            pass
        elif c in "dhmsfF":
            while i + n < end and pattern[i + n] == c:
                n += 1
            if n > (8 if c == "d" else 7 if c in "fF" else 2):
                raise FormatError(BAD)
            digits = f"{fraction:07}"[:n]
            out.append(digits if c == "f" else digits.rstrip("0") if c == "F" else f"{numbers[c]:0{n}}")
        else:
            raise FormatError(BAD)
        i += n
    return "".join(out)


def format_any(value: Any, form: str, culture: str = "en-US") -> str | None:
    """Formats a date, offset or span; None for a value of another kind."""
    if isinstance(value, DateTime):
        return format_datetime(value, form, culture)
    if isinstance(value, DateTimeOffset):
        return format_offset(value, form, culture)
    return format_span(value, form) if isinstance(value, TimeSpan) else None
