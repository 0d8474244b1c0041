"""Wildcards of paths and names: `*`, `?`, `[a-z]`, a backtick before a literal one; case does not matter.

Serves the providers and every cmdlet that takes a pattern of names.
"""

import functools
import re

SPECIAL = "*?["


def has_wildcard(text: str) -> bool:
    """Tells whether a pattern has a wildcard that no backtick makes literal."""
    if not any(c in text for c in SPECIAL):
        return False
    skip = False
    for c in text:
        if skip:
            skip = False
        elif c == "`":
            skip = True
        elif c in SPECIAL:
            return True
    return False


def unescape(text: str) -> str:
    """Takes out the backticks that make wildcards literal."""
    return re.sub(r"`([*?\[\]`])", r"\1", text) if "`" in text else text


def escape(text: str) -> str:
    """Makes every wildcard literal."""
    return re.sub(r"([*?\[\]`])", r"`\1", text)


@functools.lru_cache(512)
def compiled(pattern: str, ignore_case: bool = True) -> re.Pattern[str]:
    """Gives the regular expression of a pattern."""
    parts: list[str] = []
    at, end = 0, len(pattern)
    while at < end:
        c = pattern[at]
        at += 1
        if c == "`" and at < end:
            parts.append(re.escape(pattern[at]))
            at += 1
        elif c == "*":
            parts.append(".*")
        elif c == "?":
            parts.append(".")
        elif c == "[":
            close = pattern.find("]", at + 1 if pattern[at : at + 1] == "]" else at)
            if close < 0:
                parts.append(r"\[")
                continue
            parts.append("[" + re.sub(r"([\\^\[\]])", r"\\\1", pattern[at:close]) + "]" if close > at else "(?!)")
            at = close + 1
        else:
            parts.append(re.escape(c))
    return re.compile("".join(parts), re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def matches(name: str, pattern: str, ignore_case: bool = True) -> bool:
    """Tells whether a whole name fits a pattern."""
    return compiled(pattern, ignore_case).fullmatch(name) is not None


def matches_any(name: str, patterns: "list[str] | None") -> bool:
    """Tells whether a name fits one of several patterns; no patterns fit nothing."""
    return any(matches(name, pattern) for pattern in patterns or ())
