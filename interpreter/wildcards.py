"""PowerShell's wildcard patterns: `*`, `?`, `[a-z]`, back-tick escapes. Serves -like, switch -Wildcard and cmdlets."""

import re
from functools import lru_cache
from typing import Any

from perdure.interpreter.text_fault import TextFault

_SPECIAL = "*?["


class BadWildcard(TextFault):
    """A pattern with an unclosed bracket (WildcardPatternException)."""

    type_name = "System.Management.Automation.WildcardPatternException"
    error_id = "WildcardPattern_Invalid"


def has_wildcard(text: str) -> bool:
    """Tells whether the text holds a wildcard character that is not escaped."""
    if "*" not in text and "?" not in text and "[" not in text:
        return False
    skip = False
    for c in text:
        if skip:
            skip = False
        elif c == "`":
            skip = True
        elif c in _SPECIAL:
            return True
    return False


@lru_cache(maxsize=1024)
def compile_wildcard(pattern: str, ignore_case: bool = True) -> Any:
    """Gives a compiled expression whose `match` tells whether a whole text fits. Raises BadWildcard."""
    out: list[str] = []
    i, end = 0, len(pattern)
    while i < end:
        c = pattern[i]
        if c == "`" and i + 1 < end:
            out.append(re.escape(pattern[i + 1]))
            i += 2
            continue
        if c == "*":
            out.append(".*")
        elif c == "?":
            out.append(".")
        elif c == "[":
            text, i = _bracket(pattern, i)
            out.append(text)
            continue
        else:
            out.append(re.escape(c))
        i += 1
    flags = re.DOTALL | (re.IGNORECASE if ignore_case else 0)
    return re.compile("".join(out) + r"\Z", flags)


def _bracket(pattern: str, i: int) -> tuple[str, int]:
    body: list[str] = []
    start = i
    i += 1
    while True:
        c = pattern[i : i + 1]
        if not c:
            raise BadWildcard(f"The specified wildcard character pattern is not valid: {pattern}")
        if c == "]" and i > start + 1:
            break
        if c == "`" and i + 1 < len(pattern):
            i += 1
            c = pattern[i]
            body.append(re.escape(c))
        elif c == "-" and body and pattern[i + 1 : i + 2] not in ("]", ""):
            body.append("-")
        else:
            body.append("\\" + c if c in "\\^[]&~|-" else c)
        i += 1
    return ("[" + "".join(body) + "]") if body else "(?!)", i + 1


def matches(pattern: str, text: str, ignore_case: bool = True) -> bool:
    """Tells whether the whole text fits the pattern."""
    return compile_wildcard(pattern, ignore_case).match(text) is not None


def unescape(pattern: str) -> str:
    """Gives a pattern's text with back-tick escapes of wildcard characters taken away."""
    if "`" not in pattern:
        return pattern
    return re.sub(r"`([*?\[\]`])", r"\1", pattern)


def escape(text: str) -> str:
    """Gives a pattern that fits this text alone."""
    return re.sub(r"([*?\[\]`])", r"`\1", text)
