"""Text to dates: DateTime.Parse by .NET's forgiving rules (invariant and en-US alike).

`parse_clock` gives the parts as written; `parse_datetime` a DateTime, times with a zone as local time. Exact patterns are
in `date_exact.py`, spans in `span_parse.py`.
"""

import re
from functools import lru_cache
from typing import Any

from perdure.interpreter.culture_en import DAYS, MONTHS
from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.values.datetime import (
    LOCAL,
    UNSPECIFIED,
    UTC,
    DateTime,
    DateTimeOffset,
    days_in_month,
    ticks_of,
)
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_MIN


class DateFault(TextFault):
    """A text that is no date: the message of the FormatException."""


_TOKEN = re.compile(
    r"(?P<space>\s+)"
    r"|(?P<time>\d{1,2}:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?)"
    r"|(?P<number>\d+)"
    r"|(?P<word>[A-Za-z]+\.?)"
    r"|(?P<mark>[-/.,+])"
)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?\Z"
)


class Clock:
    """What was read: ticks of the written time and the offset in ticks (None: no zone was written)."""

    __slots__ = ("ticks", "offset", "has_date")

    def __init__(self, ticks: int, offset: int | None, has_date: bool = True) -> None:
        self.ticks, self.offset, self.has_date = ticks, offset, has_date


def not_recognized(text: str) -> DateFault:
    return DateFault(f"String '{text}' was not recognized as a valid DateTime.")


def out_of_range(text: str) -> DateFault:
    return DateFault(
        f"The DateTime represented by the string '{text}' is not supported in calendar "
        "'System.Globalization.GregorianCalendar'."
    )


def parse_datetime(text: str, universal: bool = False, roundtrip: bool = False, assume_utc: bool = False) -> DateTime:
    """Gives DateTime.Parse(text): a zone makes it a local time. Raises DateFault."""
    from perdure.interpreter.date_format import to_local, to_utc

    clock = parse_clock(text)
    if clock.offset is None:
        if assume_utc:
            made = DateTime(clock.ticks, UTC)
            return made if universal else to_local(made)
        if universal:
            return to_utc(DateTime(clock.ticks, UNSPECIFIED))
        return DateTime(clock.ticks, UNSPECIFIED)
    utc = DateTime(clock.ticks - clock.offset, UTC)
    if universal or (roundtrip and clock.offset == 0 and text.rstrip()[-1:] in "Zz"):
        return utc
    return to_local(utc)


def parse_offset(text: str) -> DateTimeOffset:
    """Gives DateTimeOffset.Parse(text): without a zone it is the local one."""
    from perdure.interpreter.date_format import local_offset

    clock = parse_clock(text)
    offset = local_offset(clock.ticks, False) if clock.offset is None else clock.offset
    return DateTimeOffset(clock.ticks, offset)


def parse_clock(text: str) -> Clock:
    """Reads a date, a time, or both. Raises DateFault."""
    return _iso_clock(text) or _Reader(text).read()


@lru_cache(maxsize=512)
def _iso_clock(text: str) -> Clock | None:
    """Reads a date as ISO 8601 has it, with or without a time; None for other texts, which may hang on today's date."""
    found = _ISO.match(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    time = _time_ticks(text, int(hour or 0), int(minute or 0), int(second or 0), fraction or "")
    return Clock(_date_ticks(text, int(year), int(month), int(day)) + time, _zone(zone))


def _zone(text: str | None) -> int | None:
    if text is None:
        return None
    if text in "Zz":
        return 0
    digits = text[1:].replace(":", "").rjust(4, "0") if len(text) > 3 else text[1:] + "00"
    minutes = int(digits[:2]) * 60 + int(digits[2:])
    return (-minutes if text[0] == "-" else minutes) * TICKS_MIN


def _date_ticks(text: str, year: int, month: int, day: int) -> int:
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
        raise out_of_range(text)
    return ticks_of(year, month, day)


def _time_ticks(text: str, hour: int, minute: int, second: int, fraction: str) -> int:
    if hour == 24 and minute == 0 and second == 0 and not fraction.strip("0"):
        return TICKS_DAY
    if hour > 23 or minute > 59 or second > 59:
        raise not_recognized(text)
    ticks = int(round(float("0." + fraction) * 10_000_000)) if fraction else 0
    return ticks_of(1, 1, 1, hour, minute, second, ticks)


class _Reader:
    """Reads the other forms token by token: numbers, month and day names, times, AM and PM, zones."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers: list[str] = []
        self.month: int | None = None
        self.month_place = 0  # how many numbers stood before the month's name
        self.time: int | None = None
        self.hour_given = False
        self.offset: int | None = None
        self.marks: list[str] = []

    def read(self) -> Clock:
        text = self.text
        if not text.strip():
            raise not_recognized(text)
        i = 0
        while i < len(text):
            found = _TOKEN.match(text, i)
            if found is None:
                raise not_recognized(text)
            i = self._take(found, i)
        return self._finish()

    def _take(self, found: Any, i: int) -> int:
        kind = found.lastgroup
        token = found.group()
        if kind == "number":
            self.numbers.append(token)
        elif kind == "time":
            self._take_time(token)
        elif kind == "word":
            return self._take_word(token, i, found.end())
        elif kind == "mark":
            zone = re.match(r"[+-]\d{1,2}(?::?\d{2})?(?!\d)", self.text[i:]) if self.time is not None else None
            if token in "+-" and zone is not None:
                self.offset = _zone(zone.group() if len(zone.group()) > 2 else zone.group()[0] + "0" + zone.group()[1:])
                return i + zone.end()
            if token == "+":
                raise not_recognized(self.text)
            self.marks.append(token)
        return int(found.end())

    def _take_time(self, token: str) -> None:
        if self.time is not None:
            raise not_recognized(self.text)
        head, _, fraction = token.replace(",", ".").partition(".")
        parts = [int(part) for part in head.split(":")] + [0]
        self.hour = parts[0]
        self.time = _time_ticks(self.text, parts[0], parts[1], parts[2], fraction)

    def _take_word(self, token: str, i: int, end: int) -> int:
        low = token.rstrip(".").lower()
        if low in ("am", "pm", "a", "p"):
            self._half_day(low[0] == "p")
        elif low in ("z", "gmt", "utc") and (self.time is not None or low != "z"):
            self.offset = 0
        elif low == "t" and self.numbers:
            pass
        elif low in ("st", "nd", "rd", "th"):
            raise not_recognized(self.text)
        else:
            month = _named(low, MONTHS)
            if month is not None:
                if self.month is not None:
                    raise not_recognized(self.text)
                self.month, self.month_place = month + 1, len(self.numbers)
            elif _named(low, DAYS) is None:
                if low.startswith("t") and self.numbers and low == "t":
                    return i + 1
                raise DateFault(
                    f"The string '{self.text}' was not recognized as a valid DateTime. There is an unknown word "
                    f"starting at index '{i}'."
                )
        return end

    def _half_day(self, afternoon: bool) -> None:
        if self.time is None:
            if not self.numbers:
                raise not_recognized(self.text)
            self.hour = int(self.numbers.pop())
            self.time = _time_ticks(self.text, self.hour, 0, 0, "")
        if self.hour > 12:
            raise not_recognized(self.text)
        hour = self.hour % 12 + (12 if afternoon else 0)
        self.time += (hour - self.hour) * 60 * TICKS_MIN

    def _finish(self) -> Clock:
        time = self.time or 0
        numbers = self.numbers
        if self.month is None and not numbers:
            if self.time is None:
                raise not_recognized(self.text)
            return Clock(today_ticks() + time, self.offset, False)
        year, month, day = self._date()
        return Clock(_date_ticks(self.text, year, month, day) + time, self.offset)

    def _date(self) -> tuple[int, int, int]:
        numbers = [int(n) for n in self.numbers]
        if self.month is not None:
            if len(numbers) == 2:
                if len(self.numbers[0]) > 2:
                    return numbers[0], self.month, numbers[1]
                return self._year(1), self.month, numbers[0]
            if len(numbers) == 1:
                if len(self.numbers[0]) > 2:
                    return numbers[0], self.month, 1
                return current_year(), self.month, numbers[0]
            raise not_recognized(self.text)
        if len(numbers) == 3:
            if len(self.numbers[0]) > 2:
                return numbers[0], numbers[1], numbers[2]
            return self._year(2), numbers[0], numbers[1]
        if len(numbers) == 2:
            if len(self.numbers[0]) > 2:
                return numbers[0], numbers[1], 1
            if len(self.numbers[1]) > 2:
                return numbers[1], numbers[0], 1
            return current_year(), numbers[0], numbers[1]
        raise not_recognized(self.text)

    def _year(self, place: int) -> int:
        text = self.numbers[place]
        year = int(text)
        if len(text) <= 2:
            return year + (2000 if year < 50 else 1900)
        return year


def _named(low: str, names: tuple[str, ...]) -> int | None:
    for index, name in enumerate(names):
        if low in (name.lower(), name[:3].lower()):
            return index
    return None


def today_ticks() -> int:
    """Gives the start of the host's current day."""
    from perdure.interpreter.context import current
    from perdure.interpreter.date_format import local_offset

    try:
        now = int(current().host.utc_now_ticks())
    except AttributeError:
        return 0
    now += local_offset(now, True)
    return now - now % TICKS_DAY


def current_year() -> int:
    """Gives the host's current year."""
    return DateTime(today_ticks()).date()[0]


__all__ = ["LOCAL", "DateFault", "parse_clock", "parse_datetime", "parse_offset"]
