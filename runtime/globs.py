"""Patterns of names as cmdlets use them: whether a name fits, case ignored. The wildcard language is wildcards.py's."""

from collections.abc import Iterable

from perdure.interpreter import wildcards
from perdure.interpreter.wildcards import escape, has_wildcard, unescape


def matches(name: str, pattern: str) -> bool:
    """Tells whether a whole name fits a pattern."""
    return wildcards.matches(pattern, name)


def matches_any(name: str, patterns: Iterable[str] | None) -> bool:
    """Tells whether a name fits one of several patterns; no patterns fit nothing."""
    return any(wildcards.matches(pattern, name) for pattern in patterns or ())


__all__ = ["escape", "has_wildcard", "matches", "matches_any", "unescape"]
