"""What formatting asks of the session: the scope blocks run in, how many elements a cell shows, what errors look like.

Made once per Format-* or Out-* command. Holds the faults of expressions, which are shown behind their group.
"""

from typing import Any

from perdure.interpreter.values.base import NOTHING

ERROR_MARK, FORMAT_ERROR_MARK = "#ERR", "#FMTERR"
DEFAULT_LIMIT = 4


class Environment:
    """The session's side of formatting.

    `limit`: elements of a collection shown in a cell, -1 = all. `show_errors`: faults of expressions are written as
    errors (-ShowError); `mark_errors`: their cells say #ERR (-DisplayError).
    """

    __slots__ = ("scope", "limit", "show_errors", "mark_errors", "failures")

    def __init__(self, scope: Any, show_errors: bool = False, mark_errors: bool = False) -> None:
        self.scope = scope
        self.limit = enumeration_limit(scope)
        self.show_errors = show_errors
        self.mark_errors = mark_errors
        self.failures: list[tuple[str, str, Any]] = []  # (kind, expression's text, object)

    def failed(self, kind: str, text: str, value: Any) -> str:
        """Notes a fault ("evaluate" or "format") and gives what its cell shows."""
        if self.show_errors:
            self.failures.append((kind, text, value))
        if not self.mark_errors:
            return ""
        return ERROR_MARK if kind == "evaluate" else FORMAT_ERROR_MARK


def enumeration_limit(scope: Any) -> int:
    """Gives $FormatEnumerationLimit, 4 where it is not a whole number."""
    value = scope.lookup("formatenumerationlimit") if scope is not None else None
    if value is NOTHING or not isinstance(value, int) or isinstance(value, bool):
        return DEFAULT_LIMIT
    return int(value)
