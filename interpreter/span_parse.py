"""Text to TimeSpan: TimeSpan.Parse and its exact forms."""

import re

from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.values.timespan import (
    TICKS_DAY,
    TICKS_H,
    TICKS_MAX_VALUE,
    TICKS_MIN,
    TICKS_MIN_VALUE,
    TICKS_S,
    TimeSpan,
)


class SpanFault(TextFault):
    """A text that is no span: `type_name` FormatException or OverflowException, the text its message."""

    def __init__(self, message: str, type_name: str = "System.FormatException") -> None:
        super().__init__(message)
        self.type_name = type_name


_FORM = re.compile(
    r"\s*(-?)(?:(?P<only>\d+)|(?:(?P<days>\d+)[.:])??(?P<hours>\d+):(?P<minutes>\d+)(?::(?P<seconds>\d*)(?:\.(?P<part>\d+))?)?)\s*\Z"
)


def parse_span(text: str) -> TimeSpan:
    """Gives TimeSpan.Parse(text): `d`, `hh:mm`, `hh:mm:ss`, `d.hh:mm:ss.fffffff`. Raises SpanFault."""
    found = _FORM.match(text)
    if found is None:
        raise SpanFault(f"String '{text}' was not recognized as a valid TimeSpan.")
    if found["only"] is not None:
        total = int(found["only"]) * TICKS_DAY
    else:
        days, hours, minutes = int(found["days"] or 0), int(found["hours"]), int(found["minutes"])
        seconds, part = int(found["seconds"] or 0), found["part"] or ""
        if hours > 23 or minutes > 59 or seconds > 59 or len(part) > 7 or days > 10675199:
            raise _too_big(text)
        total = days * TICKS_DAY + hours * TICKS_H + minutes * TICKS_MIN + seconds * TICKS_S + int(part.ljust(7, "0"))
    total = -total if found[1] else total
    if not TICKS_MIN_VALUE <= total <= TICKS_MAX_VALUE:
        raise _too_big(text)
    return TimeSpan(total)


def _too_big(text: str) -> SpanFault:
    message = (
        f"The TimeSpan string '{text}' could not be parsed because at least one of the numeric components is out of "
        "range or contains too many digits."
    )
    return SpanFault(message, "System.OverflowException")
