"""System.DateTime and System.DateTimeOffset: ticks of 100 ns since year 1, with a kind or an offset.

Calendar arithmetic only: the clock and the local zone belong to the host (`context.current().host`), text to
`date_format.py` and `date_parse.py`.
"""

from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_S, TimeSpan

MAX_TICKS = 3155378975999999999
UNIX_EPOCH_TICKS = 621355968000000000
UNSPECIFIED, UTC, LOCAL = 0, 1, 2
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)


def is_leap(year: int) -> bool:
    """Tells whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """Gives the month's length."""
    return 29 if month == 2 and is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def days_before(year: int, month: int, day: int) -> int:
    """Gives the days from 1 January of year 1 to that date."""
    y = year - 1
    leap = 1 if month > 2 and is_leap(year) else 0
    return y * 365 + y // 4 - y // 100 + y // 400 + _DAYS_BEFORE[month - 1] + leap + day - 1


def date_of(days: int) -> tuple[int, int, int]:
    """Gives year, month and day from the days since 1 January of year 1."""
    n400, n = divmod(days, 146097)
    n100, n = divmod(n, 36524)
    n4, n = divmod(n, 1461)
    n1, n = divmod(n, 365)
    year = n400 * 400 + n100 * 100 + n4 * 4 + n1 + 1
    if n1 == 4 or n100 == 4:
        return year - 1, 12, 31
    month = (n + 50) >> 5
    before = _DAYS_BEFORE[month - 1] + (1 if month > 2 and is_leap(year) else 0)
    if before > n:
        month -= 1
        before -= days_in_month(year, month)
    return year, month, n - before + 1


def ticks_of(
    year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, fraction: int = 0
) -> int:
    """Gives the ticks of a date and time; `fraction` counts ticks within the second."""
    return days_before(year, month, day) * TICKS_DAY + hour * TICKS_H + minute * TICKS_MIN + second * TICKS_S + fraction


class DateTime(NetObject):
    """System.DateTime: `ticks`, `kind` (0 Unspecified, 1 Utc, 2 Local). Comparing looks at the ticks alone."""

    __slots__ = ("ticks", "kind")
    net = "System.DateTime"

    def __init__(self, ticks: int, kind: int = UNSPECIFIED) -> None:
        self.ticks, self.kind = ticks, kind

    def date(self) -> tuple[int, int, int]:
        """Gives year, month, day."""
        return date_of(self.ticks // TICKS_DAY)

    def time(self) -> tuple[int, int, int, int]:
        """Gives hour, minute, second and the ticks within the second."""
        rest = self.ticks % TICKS_DAY
        hour, rest = divmod(rest, TICKS_H)
        minute, rest = divmod(rest, TICKS_MIN)
        second, rest = divmod(rest, TICKS_S)
        return hour, minute, second, rest

    def day_of_week(self) -> int:
        """Gives 0 for Sunday."""
        return (self.ticks // TICKS_DAY + 1) % 7

    def __eq__(self, other: object) -> bool:
        return type(other) is DateTime and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(("DateTime", self.ticks))

    def __lt__(self, other: Any) -> bool:
        return self.ticks < other.ticks  # type: ignore[no-any-return]

    def __str__(self) -> str:
        from perdure.interpreter.date_format import format_datetime

        return format_datetime(self, "", "invariant")

    def __repr__(self) -> str:
        year, month, day = self.date()
        hour, minute, second, fraction = self.time()
        return f"DateTime({year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}.{fraction:07} {self.kind})"


class DateTimeOffset(NetObject):
    """System.DateTimeOffset: `ticks` of its own clock, `offset` in ticks from UTC. Comparing looks at the UTC instant."""

    __slots__ = ("ticks", "offset")
    net = "System.DateTimeOffset"

    def __init__(self, ticks: int, offset: int = 0) -> None:
        self.ticks, self.offset = ticks, offset

    @property
    def utc_ticks(self) -> int:
        return self.ticks - self.offset

    def clock(self) -> DateTime:
        """Gives its own clock's time (the DateTime property)."""
        return DateTime(self.ticks)

    def __eq__(self, other: object) -> bool:
        return type(other) is DateTimeOffset and other.utc_ticks == self.utc_ticks

    def __hash__(self) -> int:
        return hash(("DateTimeOffset", self.utc_ticks))

    def __lt__(self, other: Any) -> bool:
        return self.utc_ticks < other.utc_ticks  # type: ignore[no-any-return]

    def __str__(self) -> str:
        from perdure.interpreter.date_format import format_offset

        return format_offset(self, "", "invariant")


def add_months(value: DateTime, months: int) -> DateTime:
    """Gives AddMonths: the day cut to the month's length. Raises OverflowError outside of years 1 to 9999."""
    year, month, day = value.date()
    total = year * 12 + month - 1 + months
    year, month = total // 12, total % 12 + 1
    if not 1 <= year <= 9999:
        raise OverflowError("year")
    day = min(day, days_in_month(year, month))
    return DateTime(days_before(year, month, day) * TICKS_DAY + value.ticks % TICKS_DAY, value.kind)


def add_ticks(value: DateTime, ticks: int) -> DateTime:
    """Gives a time later by so many ticks. Raises OverflowError outside of years 1 to 9999."""
    total = value.ticks + ticks
    if not 0 <= total <= MAX_TICKS:
        raise OverflowError("ticks")
    return DateTime(total, value.kind)


def difference(left: DateTime, right: DateTime) -> TimeSpan:
    """Gives left - right."""
    return TimeSpan(left.ticks - right.ticks)
