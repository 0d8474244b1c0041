"""ToString(format, provider) of numbers: picks standard or custom form and the culture. Serves numbers.py and others."""

from typing import Any

from perdure.interpreter.dotnet._faults import format_fault
from perdure.interpreter.format_operator import format_number
from perdure.interpreter.number_format import FormatError


def culture_of(provider: Any) -> str:
    """Gives which of the two cultures a format provider stands for; None is the session's (en-US)."""
    name = getattr(provider, "name", None)
    return "invariant" if name == "" else "en-US"


def number_text(value: Any, form: str | None, provider: Any = None) -> str:
    """Formats a number by a standard specifier (N2, X8) or a pattern (#,##0.00)."""
    culture = culture_of(provider)
    if not form:
        return format_number(value, "", culture)
    try:
        return format_number(value, form, culture)
    except FormatError as error:
        raise format_fault(str(error)) from None
