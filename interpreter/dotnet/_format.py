"""ToString(format, provider) of numbers: picks standard or custom form and the culture. Serves numbers.py and others."""

from typing import Any

from perdure.interpreter.culture_marks import Marks, make, marks_of
from perdure.interpreter.dotnet._faults import format_fault
from perdure.interpreter.format_operator import format_number
from perdure.interpreter.number_format import FormatError


def culture_of(provider: Any) -> str:
    """Gives the culture that a format provider stands for; None is the session's (en-US). Its marks come along."""
    if provider is None:
        return "en-US"
    name = getattr(provider, "name", None)
    held = getattr(provider, "held", None) or getattr(getattr(provider, "numbers", None), "held", None)
    if held:
        return _held_marks(name or "", held)
    if name == "":
        return "invariant"
    return marks_of(name or "") or "en-US"


def _held_marks(name: str, held: dict[str, Any]) -> Marks:
    """Gives the marks of a NumberFormatInfo that a script has changed."""
    own = marks_of(name)
    base = own or make("en-US" if name else "invariant", ".", ",", "$" if name else "¤", percent="%" if name else " %")
    decimal = held.get("NumberDecimalSeparator", held.get("CurrencyDecimalSeparator", base.decimal))
    group = held.get("NumberGroupSeparator", held.get("CurrencyGroupSeparator", base.group))
    sign = held.get("PercentSymbol")
    return make(
        str(base), decimal, group, held.get("CurrencySymbol", base.symbol), base.after, base.gap,
        held.get("NegativeSign", base.negative), base.percent.replace("%", sign) if sign else base.percent,
    )  # fmt: skip


def number_text(value: Any, form: str | None, provider: Any = None) -> str:
    """Formats a number by a standard specifier (N2, X8) or a pattern (#,##0.00)."""
    culture = culture_of(provider)
    if not form:
        return format_number(value, "", culture)
    try:
        return format_number(value, form, culture)
    except FormatError as error:
        raise format_fault(str(error)) from None
