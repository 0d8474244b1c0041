"""Dates by Unix's format letters, as `Get-Date -UFormat` has them."""

from collections.abc import Callable

from perdure.interpreter.date_format import format_datetime, to_utc
from perdure.interpreter.values.datetime import UNIX_EPOCH_TICKS, DateTime, days_before
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_S

FORMATS = {
    "A": "dddd", "a": "ddd", "B": "MMMM", "b": "MMM", "h": "MMM", "c": "ddd dd MMM yyyy HH:mm:ss", "D": "MM/dd/yy",
    "x": "MM/dd/yy", "d": "dd", "F": "yyyy-MM-dd", "H": "HH", "I": "hh", "M": "mm", "m": "MM", "p": "tt", "R": "HH:mm",
    "r": "hh:mm:ss tt", "S": "ss", "T": "HH:mm:ss", "X": "HH:mm:ss", "Y": "yyyy", "y": "yy", "Z": "zz",
}  # fmt: skip


def day_of_year(date: DateTime) -> int:
    """Gives 1 for 1 January."""
    return date.ticks // TICKS_DAY - days_before(date.date()[0], 1, 1) + 1


def iso_week(date: DateTime) -> tuple[int, int]:
    """Gives the ISO 8601 year and week."""
    day = date.ticks // TICKS_DAY
    thursday = DateTime((day - day % 7 + 3) * TICKS_DAY)  # day 0 was a Monday
    return thursday.date()[0], (day_of_year(thursday) - 1) // 7 + 1


def epoch_seconds(date: DateTime) -> int:
    """Gives seconds since 1970 in UTC."""
    return (to_utc(date).ticks - UNIX_EPOCH_TICKS) // TICKS_S


COMPUTED: dict[str, Callable[[DateTime], str]] = {
    "C": lambda d: str(d.date()[0] // 100),
    "e": lambda d: f"{d.date()[2]:2}",
    "G": lambda d: f"{iso_week(d)[0]:04}",
    "g": lambda d: f"{iso_week(d)[0] % 100:02}",
    "j": lambda d: f"{day_of_year(d):03}",
    "k": lambda d: f"{d.time()[0]:2}",
    "l": lambda d: f"{d.time()[0] % 12 or 12:2}",
    "n": lambda d: "\n",
    "s": lambda d: str(epoch_seconds(d)),
    "t": lambda d: "\t",
    "U": lambda d: str(day_of_year(d) // 7),
    "u": lambda d: str(d.day_of_week() or 7),
    "V": lambda d: f"{iso_week(d)[1]:02}",
    "W": lambda d: str(day_of_year(d) // 7),
    "w": lambda d: str(d.day_of_week()),
    "%": lambda d: "%",
}


def unix_format(date: DateTime, form: str) -> str:
    """Gives a date as the letters behind `%` say; a leading `+` is dropped, as date's own mark."""
    if form.startswith("+"):
        form = form[1:]
    parts: list[str] = []
    at = 0
    while at < len(form):
        c = form[at]
        at += 1
        if c != "%" or at == len(form):
            parts.append(c)
            continue
        letter = form[at]
        at += 1
        if letter in FORMATS:
            parts.append(format_datetime(date, FORMATS[letter]))
        elif letter in COMPUTED:
            parts.append(COMPUTED[letter](date))
        else:
            parts.append(letter)
    return "".join(parts)
