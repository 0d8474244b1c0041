"""The -f operator and String.Format: composite format strings `{0,8:N2}`.

`format_value` formats one value by a format string as IFormattable.ToString does; others serve themselves of it.
"""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.culture_marks import Marks
from perdure.interpreter.errors import NetException, make_error
from perdure.interpreter.number_format import BAD_FORMAT, FormatError, default_text, format_standard, special_text
from perdure.interpreter.number_pattern import format_pattern
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.values.base import NOTHING, PSCustomObject, PSObject
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumValue

TOO_FEW = "Index (zero based) must be greater than or equal to zero and less than the size of the argument list."


def format_operator(left: Any, right: Any) -> str:
    """Gives left -f right: a sequence on the right is the list of arguments."""
    items = right if type(right) is list else enumerate_value(right)
    args = [right] if items is None else items if type(items) is list else list(items)
    try:
        return composite(left if type(left) is str else to_string(left), args)
    except FormatError as bad:
        message = f"Error formatting a string: {bad}."
        inner = NetException("System.FormatException", str(bad))
        raise make_error(message, "FormatError", "InvalidOperation", left, inner=inner) from None


def composite(pattern: str, args: list[Any], culture: str = "en-US") -> str:
    """Gives String.Format(pattern, args). Raises FormatError."""
    out: list[str] = []
    count = len(args)
    for literal, index, width, form in parse_composite(pattern):
        if literal:
            out.append(literal)
        if index < 0:
            continue
        if index >= count:
            raise FormatError(TOO_FEW)
        value = args[index]
        kind = type(value)
        if kind is str:
            text = value
        elif kind is int and type(culture) is str and (not form or (value >= 0 and form in _DECIMALS)):
            text = str(value).rjust(_DECIMALS[form], "0") if form else str(value)
        else:
            text = format_value(value, form, culture)
        if width:
            text = text.rjust(width) if width > 0 else text.ljust(-width)
        out.append(text)
    return "".join(out)


_DECIMALS = {f"{letter}{digits}": digits for letter in "dD" for digits in range(1, 10)}  # the least digits
WIDTH_LIMIT = 1_000_000  # .NET's: no item is wider
Piece = tuple[str, int, int, str]  # text before an item, the item's argument (-1: none), its width, its format


@lru_cache(maxsize=512)
def parse_composite(pattern: str) -> tuple[Piece, ...]:
    """Takes a composite format string apart. Raises FormatError."""
    pieces: list[Piece] = []
    literal = ""
    i, end = 0, len(pattern)
    while True:
        brace = _next_brace(pattern, i)
        literal += pattern[i:brace]
        if brace >= end:
            pieces.append((literal, -1, 0, ""))
            return tuple(pieces)
        c = pattern[brace]
        if pattern[brace + 1 : brace + 2] == c:
            literal += c
            i = brace + 2
            continue
        if c == "}":
            raise _fault(brace + 1, "Unexpected closing brace without a corresponding opening brace.")
        index, width, form, i = _item(pattern, brace + 1)
        pieces.append((literal, index, width, form))
        literal = ""


def _next_brace(pattern: str, i: int) -> int:
    a, b = pattern.find("{", i), pattern.find("}", i)
    if a < 0 or b < 0:
        return max(a, b) if max(a, b) >= 0 else len(pattern)
    return min(a, b)


def _fault(offset: int, reason: str) -> FormatError:
    return FormatError(f"Input string was not in a correct format. Failure to parse near offset {offset}. {reason}")


def _digits(pattern: str, i: int) -> int:
    while i < len(pattern) and "0" <= pattern[i] <= "9":
        i += 1
    return i


def _blanks(pattern: str, i: int) -> int:
    while i < len(pattern) and pattern[i] == " ":
        i += 1
    return i


def _item(pattern: str, i: int) -> tuple[int, int, str, int]:
    stop = _digits(pattern, i)
    if stop == i:
        if i >= len(pattern):
            raise _fault(i, "Format item ends prematurely.")
        raise _fault(i, "Expected an ASCII digit.")
    index = int(pattern[i:stop])
    i = _blanks(pattern, stop)
    width, form = 0, ""
    if pattern[i : i + 1] == ",":
        i = _blanks(pattern, i + 1)
        left = pattern[i : i + 1] == "-"
        i += left
        stop = _digits(pattern, i)
        if stop == i:
            raise _fault(i, "Expected an ASCII digit.")
        width = -int(pattern[i:stop]) if left else int(pattern[i:stop])
        if abs(width) >= WIDTH_LIMIT:
            raise _fault(i, "The item is too wide.")
        i = _blanks(pattern, stop)
    if pattern[i : i + 1] == ":":
        stop = i + 1
        while stop < len(pattern) and pattern[stop] not in "{}":
            stop += 1
        if pattern[stop : stop + 1] == "{":
            raise _fault(stop, "Unexpected opening brace.")
        form, i = pattern[i + 1 : stop], stop
    if pattern[i : i + 1] != "}":
        raise _fault(i, "Format item ends prematurely." if i >= len(pattern) else "Expected a closing brace.")
    return index, width, form, i + 1


def format_value(value: Any, form: str, culture: str = "en-US") -> str:
    """Gives value.ToString(form) where the value is formattable, else its plain text. Raises FormatError."""
    if type(value) is PSObject:
        value = value.base
    if value is None or value is NOTHING:
        return ""
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return format_number(value, form, culture)
    if isinstance(value, (str, bool, list)):
        return net_text(value)
    if isinstance(value, EnumValue):
        return format_enum(value, form)
    if isinstance(value, PSCustomObject):
        return to_string(value)
    kind = type(value).__name__
    if kind in ("DateTime", "DateTimeOffset", "TimeSpan", "DateOnly", "TimeOnly"):
        from perdure.interpreter.date_format import format_any

        found = format_any(value, form, culture)
        if found is not None:
            return found
    if kind == "Guid" and form:
        if form.upper() not in ("N", "D", "B", "P", "X"):
            raise FormatError('Format string can be only "D", "d", "N", "n", "P", "p", "B", "b", "X" or "x".')
        return str(value.text(form))
    return _by_members(value, form) if form else net_text(value)


def _by_members(value: Any, form: str) -> str:
    """Gives ToString(format) of a type whose table has one, else its plain text."""
    from perdure.interpreter.memberinfo import MethodGroup, find_instance
    from perdure.interpreter.typesys import type_of

    group = find_instance(type_of(value), "tostring")
    for over in group.overloads if isinstance(group, MethodGroup) else ():
        if len(over.params) == 1 and over.params[0].text == "string":
            try:
                return str(over.call(value, form))
            except RAISED as thrown:
                raise FormatError(dotnet_exception(thrown).message) from None
    return net_text(value)


def format_number(value: Any, form: str, culture: str = "en-US") -> str:
    """Gives number.ToString(form); a culture with marks of its own puts them in."""
    text = _format_number(value, form, culture)
    return culture.localize(text, form) if isinstance(culture, Marks) else text


def _format_number(value: Any, form: str, culture: str) -> str:
    if not form:
        if isinstance(value, float) and (value != value or abs(value) == float("inf")):
            return special_text(value, culture)
        return default_text(value)
    letter, digits = form[0], form[1:]
    if letter.isalpha() and letter.isascii() and (not digits or (digits.isdigit() and len(digits) < 10)):
        return format_standard(value, letter, int(digits) if digits else None, culture)
    return format_pattern(value, form, culture)


def format_enum(value: EnumValue, form: str) -> str:
    """Gives enumValue.ToString(form): G, D, X or F."""
    from perdure.interpreter.number_format import WIDTHS

    letter = form.upper()
    if letter in ("", "G", "F"):
        return str(value)
    if letter == "D":
        return str(value.value)
    if letter == "X":
        width = WIDTHS[
            value.net_type.data.underlying.rpartition(".")[2].replace("Int32", "int").replace("Uint", "UInt32")
        ]
        return format(value.value & ((1 << width) - 1), f"0{width // 4}X")
    raise FormatError('Format string can be only "G", "g", "X", "x", "F", "f", "D" or "d".')


__all__ = ["BAD_FORMAT", "composite", "format_enum", "format_number", "format_operator", "format_value"]
