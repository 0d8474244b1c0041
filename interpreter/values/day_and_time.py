"""System.DateOnly and System.TimeOnly: a day without a time, a time without a day."""

from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.timespan import TICKS_DAY


class DateOnly(NetObject):
    """System.DateOnly: `days` since 1 January of year 1."""

    __slots__ = ("days",)
    net = "System.DateOnly"

    def __init__(self, days: int = 0) -> None:
        self.days = days

    def at_midnight(self) -> DateTime:
        return DateTime(self.days * TICKS_DAY)

    def __str__(self) -> str:
        year, month, day = self.at_midnight().date()
        return f"{month:02}/{day:02}/{year:04}"

    def __eq__(self, other: object) -> bool:
        return type(other) is DateOnly and other.days == self.days

    def __hash__(self) -> int:
        return hash(("DateOnly", self.days))

    def __lt__(self, other: Any) -> bool:
        return bool(self.days < other.days)


class TimeOnly(NetObject):
    """System.TimeOnly: `ticks` since midnight."""

    __slots__ = ("ticks",)
    net = "System.TimeOnly"

    def __init__(self, ticks: int = 0) -> None:
        self.ticks = ticks

    def on_first_day(self) -> DateTime:
        return DateTime(self.ticks)

    def __str__(self) -> str:
        hour, minute, _, _ = self.on_first_day().time()
        return f"{hour:02}:{minute:02}"

    def __eq__(self, other: object) -> bool:
        return type(other) is TimeOnly and other.ticks == self.ticks

    def __hash__(self) -> int:
        return hash(("TimeOnly", self.ticks))

    def __lt__(self, other: Any) -> bool:
        return bool(self.ticks < other.ticks)
