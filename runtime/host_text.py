"""What Write-Host shows for a value: texts and numbers as the current culture has them, collections joined."""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.enumerate import enumerate_value


def host_text(value: Any, separator: str = " ") -> str:
    """Gives the text; elements of collections with the separator between, empty ones left out."""
    plain = unwrap(value)
    if plain is None:
        return ""
    if type(plain) is str:
        return plain
    inside = enumerate_value(value)
    if inside is not None:
        parts = [host_text(item, separator) for item in inside]
        return separator.join([part for part in parts if part])
    return current_text(value)


def current_text(value: Any) -> str:
    """Gives ToString() in the current culture, which is en-US: dates differ from the invariant text."""
    plain = unwrap(value)
    if type(plain) is DateTime:
        return us_date(plain)
    return to_string(value)


def us_date(value: DateTime) -> str:
    """Gives a date as en-US writes it by default: 1/2/2020 12:00:00 AM."""
    year, month, day = value.date()
    hour, minute, second, _ = value.time()
    half = "AM" if hour < 12 else "PM"
    return f"{month}/{day}/{year} {hour % 12 or 12}:{minute:02}:{second:02} {half}"
