"""Text to dates by given patterns: DateTime.ParseExact and DateTimeOffset.ParseExact, and DateTimeStyles.

`finish` turns what was read into a DateTime by the styles; DateTime.Parse with styles goes through it too.
"""

import re
from collections.abc import Iterable
from typing import Any

from perdure.interpreter.culture_en import DAYS, MONTHS, date_pattern
from perdure.interpreter.date_format import local_offset, to_local, to_utc
from perdure.interpreter.date_parse import Clock, DateFault, not_recognized, out_of_range, parse_clock, today_ticks
from perdure.interpreter.values.datetime import LOCAL, UTC, DateTime, DateTimeOffset, days_in_month, ticks_of
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_MIN

LEADING, TRAILING, INNER, NO_DATE, TO_UTC, AS_LOCAL, AS_UTC, ROUNDTRIP = 1, 2, 4, 8, 16, 32, 64, 128


def parse_exact(text: str, patterns: Iterable[str], styles: int = 0, culture: str = "en-US") -> DateTime:
    """Gives DateTime.ParseExact for the first pattern that fits. Raises DateFault."""
    return finish(read_exact(text, patterns, styles, culture), styles)


def parse_with_styles(text: str, styles: int) -> DateTime:
    """Gives DateTime.Parse(text, provider, styles). Raises DateFault."""
    return finish(_Read(parse_clock(text), text.rstrip()[-1:] in "Zz"), styles)


def offset_exact(text: str, patterns: Iterable[str], styles: int = 0, culture: str = "en-US") -> DateTimeOffset:
    """Gives DateTimeOffset.ParseExact. Raises DateFault."""
    clock = read_exact(text, patterns, styles, culture).clock
    offset = clock.offset
    if offset is None:
        offset = 0 if styles & AS_UTC else local_offset(clock.ticks, False)
    made = DateTimeOffset(clock.ticks, offset)
    return DateTimeOffset(made.utc_ticks, 0) if styles & TO_UTC else made


class _Read:
    """What a pattern read: the clock, and whether the zone was written as Z."""

    __slots__ = ("clock", "zulu")

    def __init__(self, clock: Clock, zulu: bool) -> None:
        self.clock, self.zulu = clock, zulu


def finish(read: Any, styles: int) -> DateTime:
    """Makes the DateTime by the styles: a zone means local time unless they say otherwise."""
    clock = read.clock
    if clock.offset is None:
        if styles & AS_UTC:
            made = DateTime(clock.ticks, UTC)
            return made if styles & TO_UTC else to_local(made)
        if styles & AS_LOCAL:
            made = DateTime(clock.ticks, LOCAL)
            return to_utc(made) if styles & TO_UTC else made
        return DateTime(clock.ticks)
    utc = DateTime(clock.ticks - clock.offset, UTC)
    if styles & TO_UTC or (styles & ROUNDTRIP and read.zulu):
        return utc
    return to_local(utc)


def read_exact(text: str, patterns: Iterable[str], styles: int, culture: str) -> _Read:
    """Reads a text by the first pattern that fits. Raises DateFault."""
    fault: DateFault | None = None
    given = list(patterns)
    for pattern in given:
        if len(pattern) == 1:
            found = date_pattern(pattern, culture)
            if found is None:
                raise DateFault("Input string was not in a correct format.")
            pattern = found.replace("\u202f", " ")
        if not pattern:
            raise DateFault("Input string was not in a correct format.")
        try:
            return _Matcher(text, pattern, styles).run()
        except DateFault as bad:
            fault = bad
    raise fault if fault is not None and len(given) == 1 else not_recognized(text)


class _Matcher:
    def __init__(self, text: str, pattern: str, styles: int) -> None:
        self.text, self.pattern = text.replace("\u202f", " "), pattern
        self.styles = styles
        self.i = 0
        self.parts: dict[str, int] = {}
        self.fraction = 0
        self.afternoon: bool | None = None
        self.offset: int | None = None
        self.zulu = False

    def fail(self) -> DateFault:
        return not_recognized(self.text)

    def run(self) -> _Read:
        if self.styles & LEADING:
            self._blanks()
        pattern, p = self.pattern, 1 if self.pattern[:1] == "%" else 0
        while p < len(pattern):
            c = pattern[p]
            n = 1
            if c == "\\":
                self._literal(pattern[p + 1 : p + 2])
                n = 2
            elif c in "'\"":
                end = pattern.find(c, p + 1)
                end = len(pattern) if end < 0 else end
                self._literal(pattern[p + 1 : end])
                n = end + 1 - p
            elif c in "yMdHhmsfFtzKg":
                while pattern[p + n : p + n + 1] == c:
                    n += 1
                self._field(c, n)
            elif c == "%":
                pass
            elif c == " " and self.styles & INNER:
                self._blanks()
            else:
                self._literal(c)
            p += n
        if self.styles & TRAILING:
            self._blanks()
        if self.i != len(self.text):
            raise self.fail()
        return _Read(Clock(self._ticks(), self.offset), self.zulu)

    def _blanks(self) -> None:
        while self.text[self.i : self.i + 1].isspace():
            self.i += 1

    def _literal(self, literal: str) -> None:
        if not self.text.startswith(literal, self.i):
            raise self.fail()
        self.i += len(literal)

    def _number(self, least: int, most: int) -> int:
        start = self.i
        while self.i < len(self.text) and self.i - start < most and "0" <= self.text[self.i] <= "9":
            self.i += 1
        if self.i - start < least:
            raise self.fail()
        return int(self.text[start : self.i])

    def _name(self, names: tuple[str, ...], short: bool) -> int:
        rest = self.text[self.i :].lower()
        order = sorted(range(len(names)), key=lambda k: -len(names[k]))
        for index in order:
            name = names[index][:3] if short else names[index]
            if rest.startswith(name.lower()):
                self.i += len(name)
                return index
        raise self.fail()

    def _set(self, key: str, value: int) -> None:
        if self.parts.setdefault(key, value) != value:
            raise self.fail()

    def _field(self, c: str, n: int) -> None:
        if c == "y":
            year = self._number(1 if n == 1 else n, 2 if n <= 2 else max(n, 4))
            self._set("y", year + (2000 if year < 50 else 1900) if n <= 2 else year)
        elif c == "M":
            self._set("M", self._name(MONTHS, n == 3) + 1 if n > 2 else self._number(n, 2))
        elif c == "d":
            if n > 2:
                self._set("w", self._name(DAYS, n == 3))
            else:
                self._set("d", self._number(n, 2))
        elif c in "Hhms":
            self._set(c, self._number(min(n, 2), 2))
        elif c in "fF":
            start = self.i
            digits = self._number(n, n) if c == "f" else (self._number(0, n) if self._digit_ahead() else 0)
            self.fraction = digits * 10 ** (7 - (self.i - start)) if self.i > start else 0
        elif c == "t":
            self._half_day(n)
        elif c == "z":
            self._zone(n)
        elif c == "K":
            self._kind()

    def _digit_ahead(self) -> bool:
        return self.text[self.i : self.i + 1].isdigit()

    def _half_day(self, n: int) -> None:
        word = self.text[self.i : self.i + (1 if n == 1 else 2)].upper()
        if word not in ("AM", "PM", "A", "P") or len(word) != (1 if n == 1 else 2):
            raise self.fail()
        self.afternoon = word[0] == "P"
        self.i += len(word)

    def _zone(self, n: int) -> None:
        found = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?" if n > 2 else r"([+-])(\d{1,2})").match(self.text, self.i)
        if found is None:
            raise self.fail()
        minutes = int(found[2]) * 60 + int((found[3] if n > 2 else None) or 0)
        self.offset = (-minutes if found[1] == "-" else minutes) * TICKS_MIN
        self.i = found.end()

    def _kind(self) -> None:
        c = self.text[self.i : self.i + 1]
        if c in ("Z", "z"):
            self.i += 1
            self.offset, self.zulu = 0, True
        elif c in ("+", "-"):
            self._zone(3)

    def _ticks(self) -> int:
        parts = self.parts
        hour = parts.get("H", parts.get("h", 0))
        if "H" not in parts and "h" in parts:
            if hour > 12:
                raise self.fail()
            if self.afternoon is not None:
                hour = hour % 12 + (12 if self.afternoon else 0)
            elif hour == 12:
                hour = 0
        minute, second = parts.get("m", 0), parts.get("s", 0)
        if hour > 23 or minute > 59 or second > 59:
            raise out_of_range(self.text)
        time = ticks_of(1, 1, 1, hour, minute, second, self.fraction)
        if not {"y", "M", "d"} & parts.keys():
            return time if self.styles & NO_DATE else today_ticks() + time
        year = parts.get("y", DateTime(today_ticks()).date()[0])
        month, day = parts.get("M", 1), parts.get("d", 1)
        if not (1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)):
            raise out_of_range(self.text)
        ticks = ticks_of(year, month, day)
        if "w" in parts and (ticks // TICKS_DAY + 1) % 7 != parts["w"]:
            raise DateFault(
                f"String '{self.text}' was not recognized as a valid DateTime because the day of week was incorrect."
            )
        return ticks + time
