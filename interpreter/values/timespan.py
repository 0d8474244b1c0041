"""System.TimeSpan: a number of ticks of 100 ns. Its text is made in `date_format.py`, parsing in `date_parse.py`."""

from typing import Any

from perdure.interpreter.values.base import NetObject

TICKS_US = 10
TICKS_MS = 10_000
TICKS_S = 10_000_000
TICKS_MIN = 60 * TICKS_S
TICKS_H = 60 * TICKS_MIN
TICKS_DAY = 24 * TICKS_H
TICKS_MIN_VALUE, TICKS_MAX_VALUE = -(2**63), 2**63 - 1


class TimeSpan(NetObject):
    """System.TimeSpan."""

    __slots__ = ("ticks",)
    net = "System.TimeSpan"

    def __init__(self, ticks: int) -> None:
        self.ticks = ticks

    def parts(self) -> tuple[int, int, int, int, int]:
        """Gives days, hours, minutes, seconds and ticks of the last second; all with the span's sign."""
        sign = -1 if self.ticks < 0 else 1
        rest = abs(self.ticks)
        days, rest = divmod(rest, TICKS_DAY)
        hours, rest = divmod(rest, TICKS_H)
        minutes, rest = divmod(rest, TICKS_MIN)
        seconds, rest = divmod(rest, TICKS_S)
        return sign * days, sign * hours, sign * minutes, sign * seconds, sign * rest

    def __str__(self) -> str:
        days, hours, minutes, seconds, fraction = (abs(part) for part in self.parts())
        text = f"{hours:02}:{minutes:02}:{seconds:02}"
        if days:
            text = f"{days}.{text}"
        if fraction:
            text += f".{fraction:07}"
        return "-" + text if self.ticks < 0 else text

    def __eq__(self, other: object) -> bool:
        return type(other) is TimeSpan and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(("TimeSpan", self.ticks))

    def __lt__(self, other: Any) -> bool:
        return self.ticks < other.ticks  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"TimeSpan({self})"


def from_units(count: float, ticks_per_unit: int) -> TimeSpan:
    """Gives the span of so many days, hours ... as TimeSpan.FromDays and its like do (to the nearest microsecond down)."""
    if isinstance(count, int):
        return TimeSpan(count * ticks_per_unit)
    return TimeSpan(int(count * ticks_per_unit))
