"""Numbers to text by a custom .NET pattern: `#,##0.00;(0)`, `0.###E+00`, `000-0000`, quoted literals, `%`, `‰`.

Serves `-f`, ToString(format) and Format-Table's FormatString. Digits come from `number_format.py`.
"""

from typing import Any

from perdure.interpreter.number_format import Digits, round_at, significant, special_text, take_apart
from perdure.interpreter.values.numbers import Single


def format_pattern(value: Any, pattern: str, culture: str = "en-US") -> str:
    """Formats a number by a custom pattern."""
    if isinstance(value, float) and (value != value or abs(value) == float("inf")):
        return special_text(value, culture)
    sections = _sections(pattern)
    number = significant(value, 7 if type(value) is Single else 15) if isinstance(value, float) else take_apart(value)
    negative = number.negative and (bool(number.digits) or isinstance(value, float))
    chosen, show_sign = _choose(sections, number, negative)
    text = _one(number, _scan(chosen), chosen)
    if text[0] is None:  # rounded to zero: the zero section, if there is one
        zero = len(sections) > 2 and bool(sections[2])
        chosen = sections[2] if zero else sections[0]
        text = _one(Digits(False, "", 0), _scan(chosen), chosen)
        show_sign = not zero and isinstance(value, float)
    body = "".join(text[1])
    return "-" + body if negative and show_sign else body


def _choose(sections: list[str], number: Digits, negative: bool) -> tuple[str, bool]:
    if not number.digits and len(sections) > 2 and sections[2]:
        return sections[2], False
    if negative and len(sections) > 1 and sections[1]:
        return sections[1], False
    return sections[0], True


def _sections(pattern: str) -> list[str]:
    parts, here, i = [], "", 0
    while i < len(pattern):
        c = pattern[i]
        if c == "\\" and i + 1 < len(pattern):
            here += pattern[i : i + 2]
            i += 2
            continue
        if c in "'\"":
            end = pattern.find(c, i + 1)
            end = len(pattern) if end < 0 else end
            here += pattern[i : end + 1]
            i = end + 1
            continue
        if c == ";":
            parts.append(here)
            here = ""
        else:
            here += c
        i += 1
    return [*parts, here]


class _Plan:
    """What a section asks for: counts of placeholders, thousands, scaling, exponent."""

    __slots__ = ("whole", "first_zero", "places", "last_zero", "thousands", "scale", "percent", "exponent")

    def __init__(self) -> None:
        self.whole = 0  # placeholders before the point
        self.first_zero = -1  # the whole placeholder (from the left) where zeros begin to be written
        self.places = 0
        self.last_zero = 0  # places behind the point that are always written
        self.thousands = False
        self.scale = 0  # commas right before the point: thousands cut off
        self.percent = 0
        self.exponent = False


def _scan(section: str) -> _Plan:
    plan = _Plan()
    point = False
    commas = 0
    i = 0
    while i < len(section):
        c = section[i]
        if c == "\\":
            i += 2
            continue
        if c in "'\"":
            end = section.find(c, i + 1)
            i = len(section) if end < 0 else end + 1
            continue
        if c in "0#":
            if commas and not point:
                plan.thousands = True
            commas = 0
            if point:
                plan.places += 1
                if c == "0":
                    plan.last_zero = plan.places
            else:
                if c == "0" and plan.first_zero < 0:
                    plan.first_zero = plan.whole
                plan.whole += 1
        elif c == ".":
            if not point:
                plan.scale += commas
                commas = 0
            point = True
        elif c == "," and not point and plan.whole:
            commas += 1
        elif c == "%":
            plan.percent += 2
        elif c == "‰":
            plan.percent += 3
        elif c in "eE" and _exponent_at(section, i):
            plan.exponent = True
        i += 1
    if not point:
        plan.scale += commas
    return plan


def _exponent_at(section: str, i: int) -> bool:
    rest = section[i + 1 : i + 3]
    return rest[:1] == "0" or (rest[:1] in ("+", "-") and rest[1:] == "0")


def _one(number: Digits, plan: _Plan, section: str) -> tuple[bool | None, list[str]]:
    power = 0
    scale = number.scale + plan.percent - 3 * plan.scale
    digits = number.digits
    if plan.exponent:
        wanted = plan.whole or 1
        moved = round_at(Digits(False, digits, wanted), plan.places)
        if digits:
            power = scale - wanted + (moved.scale - wanted)
            digits, scale = moved.digits[: wanted + plan.places], wanted
    else:
        moved = round_at(Digits(False, digits, scale), plan.places)
        if digits and not moved.digits.strip("0") and number.digits:
            return None, []
        digits, scale = moved.digits, moved.scale
    whole = digits[: max(scale, 0)].ljust(max(scale, 0), "0").lstrip("0")
    part = ("0" * max(-scale, 0) + digits[max(scale, 0) :]).rstrip("0")
    part = part.ljust(plan.last_zero, "0")
    least = plan.whole - plan.first_zero if plan.first_zero >= 0 else 0
    whole = whole.rjust(least, "0")
    return True, _lay_out(section, plan, whole, part, power)


def _literal(section: str, i: int) -> tuple[str, int]:
    """Gives the text that an escape or a quote at `i` stands for, and where it ends."""
    if section[i] == "\\":
        return section[i + 1 : i + 2], i + 2
    end = section.find(section[i], i + 1)
    end = len(section) if end < 0 else end
    return section[i + 1 : end], end + 1


def _lay_out(section: str, plan: _Plan, whole: str, part: str, power: int) -> list[str]:
    out: list[str] = []
    seen = 0  # whole placeholders passed
    used = 0  # digits of the whole part written
    behind = 0
    point = False
    i = 0

    def emit_whole(upto: int) -> None:
        nonlocal used
        while used < upto:
            out.append(whole[used])
            left = len(whole) - used - 1
            if plan.thousands and left and left % 3 == 0:
                out.append(",")
            used += 1

    while i < len(section):
        c = section[i]
        if c in "\\'\"":
            text, i = _literal(section, i)
            out.append(text)
            continue
        if c in "0#":
            if point:
                if behind < len(part):
                    out.append(part[behind])
                behind += 1
            else:
                seen += 1
                emit_whole(max(used, len(whole) - (plan.whole - seen)))
        elif c == ".":
            if not point:
                emit_whole(len(whole))
                if part:
                    out.append(".")
            point = True
        elif c == ",":
            pass
        elif c in "eE" and plan.exponent and _exponent_at(section, i):
            i += 1
            plus = section[i] == "+"
            if section[i] in "+-":
                i += 1
            zeros = len(section[i:]) - len(section[i:].lstrip("0"))
            sign = "-" if power < 0 else "+" if plus else ""
            out.append(f"{c}{sign}{abs(power):0{min(zeros, 10)}}")
            i += zeros
            continue
        else:
            out.append(c)
        i += 1
    if not plan.whole and not point:
        emit_whole(len(whole))
    return out
