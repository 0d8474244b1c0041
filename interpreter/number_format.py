"""Numbers to text: .NET's standard (N2, D4, X8 ...) and default forms, in the invariant and the en-US culture.

A number is first taken apart into sign, digits and the place of the point (`Digits`); every form is made from that.
Custom patterns (`#,##0.00`) are in `number_pattern.py`. Knows nothing of PowerShell.
"""

import struct
from decimal import Decimal
from typing import Any, NamedTuple

from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.values.numbers import BigInteger, Single


class FormatError(TextFault):
    """A format string that .NET refuses (FormatException); the text is .NET's message."""


BAD_FORMAT = "Format specifier was invalid."


class Digits(NamedTuple):
    """A number taken apart: value = 0.DIGITS * 10**scale; digits without leading zeros, "" is zero."""

    negative: bool
    digits: str
    scale: int


def double_text(value: float) -> str:
    """Gives what Double.ToString() gives: the shortest digits that read back the same."""
    text = repr(value)
    if text[-2:] == ".0" and -1e15 < value < 1e15:
        return text[:-2]
    if "e" not in text and -1e15 < value < 1e15:
        return text
    if value != value:
        return "NaN"
    if value in (_INF, -_INF):
        return "Infinity" if value > 0 else "-Infinity"
    return _general(_shortest(value), None, 15)


def double_g15(value: float) -> str:
    """Gives a Double as PowerShell converts it to a string: at most 15 significant digits."""
    text = f"{value:.15g}"  # C's %g goes over to exponents where .NET does
    if "n" not in text:
        return text.replace("e", "E") if "e" in text else text
    return "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"


def single_text(value: float, digits: int | None = None) -> str:
    """Gives what Single.ToString() gives, or at most so many significant digits."""
    if value != value:
        return "NaN"
    if value in (_INF, -_INF):
        return "Infinity" if value > 0 else "-Infinity"
    if digits is None:
        return _general(_shortest_single(value), None, 7)
    return _general(significant(value, digits), digits, 7)


def decimal_text(value: Decimal) -> str:
    """Gives what Decimal.ToString() gives: every digit of its scale, never an exponent."""
    text = format(value, "f")
    if text.startswith("-") and not text.strip("-0."):
        return text[1:]
    return text


_INF = float("inf")


def _is_negative_zero(value: float) -> bool:
    return value == 0 and str(value)[0] == "-"


def significant(value: float, count: int) -> Digits:
    """Takes a float apart, rounded to so many significant digits (ties by the exact value, to even)."""
    if value == 0:
        return Digits(_is_negative_zero(value), "", 0)
    mantissa, _, exponent = f"{abs(value):.{count - 1}e}".partition("e")
    return Digits(value < 0, mantissa.replace(".", "").rstrip("0"), int(exponent) + 1)


def _shortest(value: float) -> Digits:
    if value == 0:
        return Digits(_is_negative_zero(value), "", 0)
    text = repr(abs(value))
    mantissa, _, exponent = text.partition("e")
    whole, _, part = mantissa.partition(".")
    digits = whole + ("" if part == "0" else part)
    scale = len(whole) + int(exponent or 0)
    stripped = digits.lstrip("0")
    return Digits(value < 0, stripped.rstrip("0"), scale - (len(digits) - len(stripped)))


def _shortest_single(value: float) -> Digits:
    if value == 0:
        return Digits(_is_negative_zero(value), "", 0)
    target = struct.pack("f", value)
    for count in range(6, 10):
        text = f"{value:.{count}g}"
        if struct.pack("f", float(text)) == target:
            break
    best = significant(value, count)
    for fewer in range(1, count):  # %g of six digits may still not be the shortest
        text = f"{value:.{fewer}g}"
        if struct.pack("f", float(text)) == target:
            return significant(value, fewer)
    return best


def take_apart(value: Any) -> Digits:
    """Takes any number apart exactly: integers and decimals whole, floats by their shortest digits."""
    if isinstance(value, float):
        return _shortest_single(value) if type(value) is Single else _shortest(value)
    if isinstance(value, Decimal):
        sign, figures, exponent = value.as_tuple()
        digits = "".join(map(str, figures)).lstrip("0")
        return Digits(bool(sign), digits, len(digits) + int(exponent))
    digits = str(abs(value))
    return Digits(value < 0, "" if digits == "0" else digits, len(digits))


def fixed(value: Any, places: int) -> Digits:
    """Takes a number apart, rounded to so many places: floats by exact value and ties to even, others half up."""
    if isinstance(value, float):
        text = f"{abs(value):.{places}f}"
        digits = text.replace(".", "")
        whole = len(text.partition(".")[0])
        stripped = digits.lstrip("0")
        return Digits(value < 0 or _is_negative_zero(value), stripped, whole - (len(digits) - len(stripped)))
    return round_at(take_apart(value), places)


def round_at(number: Digits, places: int) -> Digits:
    """Rounds taken-apart digits to so many places behind the point, half away from zero."""
    keep = number.scale + places
    digits = number.digits
    if keep >= len(digits):
        return number
    if keep < 0:
        return Digits(number.negative, "", 0)
    up = digits[keep] >= "5"
    head = digits[:keep]
    if up:
        raised = str(int(head or "0") + 1).rjust(len(head), "0")
        return Digits(number.negative, raised, number.scale + len(raised) - len(head))
    return Digits(number.negative, head, number.scale)


def _general(number: Digits, precision: int | None, least: int, exponent_letter: str = "E") -> str:
    sign = "-" if number.negative else ""
    digits, scale = number.digits, number.scale
    if not digits:
        return sign + "0"
    limit = max(len(digits), least) if precision is None else precision
    if scale > limit or scale < -3:
        mantissa = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
        power = scale - 1
        return f"{sign}{mantissa}{exponent_letter}{'-' if power < 0 else '+'}{abs(power):02}"
    if scale <= 0:
        return f"{sign}0.{'0' * -scale}{digits}"
    if len(digits) <= scale:
        return sign + digits + "0" * (scale - len(digits))
    return f"{sign}{digits[:scale]}.{digits[scale:]}"


def plain(number: Digits, places: int, group: bool) -> str:
    """Gives the digits with exactly so many places, grouped by thousands if told; without sign."""
    digits, scale = number.digits, number.scale
    whole = digits[: max(scale, 0)].ljust(max(scale, 0), "0") or "0"
    part = ("0" * max(-scale, 0) + digits[max(scale, 0) :]).ljust(places, "0")[:places]
    if group:
        whole = f"{int(whole):,}"
    return whole + "." + part if places else whole


def format_standard(value: Any, letter: str, precision: int | None, culture: str = "en-US") -> str:
    """Formats a number by a standard specifier. Raises FormatError for one that its type does not take."""
    kind = letter.upper()
    if kind in "NF" and precision is not None and precision < 30 and type(value) in (float, int) and abs(value) < 1e30:
        return format(value, f",.{precision}f" if kind == "N" else f".{precision}f")
    if isinstance(value, float) and (value != value or value in (_INF, -_INF)):
        return special_text(value, culture)
    if kind in "DXB":
        return _integer_forms(value, letter, precision)
    if kind in "FNCP":
        return _fixed_forms(value, kind, precision, culture)
    if kind == "E":
        return exponential(value, 6 if precision is None else precision, letter, 3)
    if kind == "G":
        return _general_form(value, letter, precision)
    if kind == "R" and isinstance(value, (float, BigInteger)):
        return default_text(value)
    raise FormatError(BAD_FORMAT)


def special_text(value: float, culture: str) -> str:
    """Gives the text of NaN and the infinities."""
    if value != value:
        return "NaN"
    name = "Infinity" if culture == "invariant" else "∞"
    return name if value > 0 else "-" + name


def default_text(value: Any) -> str:
    """Gives ToString() of any number in the invariant culture."""
    if isinstance(value, float):
        return single_text(value) if type(value) is Single else double_text(value)
    return decimal_text(value) if isinstance(value, Decimal) else int.__repr__(value)


WIDTHS: dict[str, int] = {
    "int": 32, "Int64": 64, "UInt64": 64, "UInt32": 32, "Int16": 16, "UInt16": 16, "Byte": 8, "SByte": 8,
}  # fmt: skip


def _integer_forms(value: Any, letter: str, precision: int | None) -> str:
    if not isinstance(value, int):
        raise FormatError(BAD_FORMAT)
    kind = letter.upper()
    if kind == "D":
        digits = str(abs(value)).rjust(precision or 0, "0")
        return "-" + digits if value < 0 else digits
    width = WIDTHS.get(type(value).__name__)
    if width is None:  # BigInteger: two's complement with a leading digit that shows the sign
        return _big_hex(value, letter, precision)
    number = value & ((1 << width) - 1)
    text = format(number, {"X": "X", "x": "x", "B": "b", "b": "b"}[letter])
    return text.rjust(precision or 0, "0")


def _big_hex(value: int, letter: str, precision: int | None) -> str:
    length = (value.bit_length() // 8 + 1) * 2
    text = format(value & ((1 << length * 4) - 1), letter)
    fill = "0"
    if value < 0:
        fill = "F" if letter == "X" else "f"
        while len(text) > 1 and text[0] in "Ff" and text[1] in "89abcdefABCDEF":
            text = text[1:]
    else:
        text = "0" + text if text[0] in "89abcdefABCDEF" else text
    return text.rjust(precision or 0, fill)


def _fixed_forms(value: Any, kind: str, precision: int | None, culture: str) -> str:
    places = 2 if precision is None else precision
    if precision is None and culture == "en-US" and kind in "NFP":
        places = 3 if kind != "P" else 3
    if kind == "P":
        number = fixed(value, places + 2)
        number = Digits(number.negative, number.digits, number.scale + 2 if number.digits else 0)
    else:
        number = fixed(value, places)
    negative = number.negative and (bool(number.digits.strip("0")) or isinstance(value, float))
    body = plain(number, places, kind in "NCP")
    if kind == "C":
        sign = "¤" if culture == "invariant" else "$"
        if negative:
            return f"({sign}{body})" if culture == "invariant" else f"-{sign}{body}"
        return sign + body
    if kind == "P":
        body += " %" if culture == "invariant" else "%"
    return "-" + body if negative else body


def exponential(value: Any, places: int, letter: str, width: int) -> str:
    """Gives mantissa and exponent: one digit before the point, so many behind, an exponent of at least `width` digits."""
    if isinstance(value, float):
        number = significant(value, places + 1)
    else:
        number = take_apart(value)
        number = round_at(number, places + 1 - number.scale)
    digits = number.digits.ljust(places + 1, "0")[: places + 1] or "0"
    power = number.scale - 1 if number.digits else 0
    body = digits[0] + ("." + digits[1:] if places else "")
    return f"{'-' if number.negative else ''}{body}{letter}{'-' if power < 0 else '+'}{abs(power):0{width}}"


def _general_form(value: Any, letter: str, precision: int | None) -> str:
    if not precision:
        text = default_text(value)
        return text.lower() if letter == "g" else text
    if isinstance(value, float):
        number = significant(value, precision)
    else:
        number = take_apart(value)
        number = round_at(number, precision - number.scale)
        number = Digits(number.negative, number.digits.rstrip("0"), number.scale)
    exponent = "e" if letter == "g" else "E"
    return _general(number, precision, precision, exponent)
