"""What the date types share: counting in units, styles and patterns given by a script, formatting with .NET's fault."""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.dotnet._faults import argument, format_fault
from perdure.interpreter.number_format import FormatError
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumValue


def whole_ticks(value: float, unit: int) -> int:
    """Gives a count of units in ticks, cut to whole ones."""
    if value != value:
        raise argument("TimeSpan does not accept floating point Not-a-Number values.")
    if isinstance(value, int) or value == int(value):
        return int(value) * unit
    whole = int(value)
    return whole * unit + int((value - whole) * unit)


def styles_of(styles: Any) -> int:
    """Gives the number of a DateTimeStyles value."""
    return styles.value if isinstance(styles, EnumValue) else int(styles or 0)


def patterns_of(form: Any) -> list[str]:
    """Gives one or several exact patterns as a list."""
    if isinstance(form, str):
        return [form]
    items = enumerate_value(form)
    return [str(f) for f in items] if items is not None else []


def formatted(make: Callable[[], str]) -> str:
    """Runs a formatter; a bad format becomes .NET's FormatException."""
    try:
        return make()
    except FormatError as error:
        raise format_fault(str(error)) from None
