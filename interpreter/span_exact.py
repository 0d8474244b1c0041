"""Text to TimeSpan by given patterns: TimeSpan.ParseExact. Serves dotnet/spans.py."""

import re
from collections.abc import Iterable

from perdure.interpreter.span_parse import SpanFault, parse_span
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_S, TimeSpan

_UNITS = {"d": TICKS_DAY, "h": TICKS_H, "m": TICKS_MIN, "s": TICKS_S}
_STANDARD = {
    "c": r"-?(?:\d+\.)?\d{2}:\d{2}:\d{2}(?:\.\d{7})?",
    "g": r"-?(?:\d+:)?\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,7})?",
    "G": r"-?\d+:\d{2}:\d{2}:\d{2}\.\d{7}",
}


def parse_exact_span(text: str, patterns: Iterable[str]) -> TimeSpan:
    """Gives the span for the first pattern that fits. Raises SpanFault."""
    for pattern in patterns:
        standard = _STANDARD.get({"t": "c", "T": "c"}.get(pattern, pattern))
        if standard is not None:
            if re.fullmatch(standard, text):
                return parse_span(text)
            continue
        found = re.fullmatch(_translate(pattern), text)
        if found is not None:
            return TimeSpan(_ticks(found))
    raise SpanFault(f"String '{text}' was not recognized as a valid TimeSpan.")


def _ticks(found: "re.Match[str]") -> int:
    total = 0
    for name, digits in found.groupdict().items():
        if digits:
            total += int(digits.ljust(7, "0")) if name == "f" else int(digits) * _UNITS[name]
    return total


def _translate(pattern: str) -> str:
    """Makes a regular expression of a custom pattern."""
    out: list[str] = []
    i = 1 if pattern[:1] == "%" else 0
    while i < len(pattern):
        c = pattern[i]
        n = 1
        if c == "\\" and i + 1 < len(pattern):
            out.append(re.escape(pattern[i + 1]))
            n = 2
        elif c in "'\"":
            close = pattern.find(c, i + 1)
            close = len(pattern) if close < 0 else close
            out.append(re.escape(pattern[i + 1 : close]))
            n = close + 1 - i
        elif c in "dhmsfF":
            while i + n < len(pattern) and pattern[i + n] == c:
                n += 1
            low = c.lower()
            count = f"{{{n}}}" if c == "f" else f"{{0,{n}}}" if c == "F" else "+" if c == "d" else f"{{{n},2}}"
            out.append(f"(?P<{low}>\\d{count})")
        elif c != "%":
            raise SpanFault("Input string was not in a correct format.")
        i += n
    return "".join(out)
