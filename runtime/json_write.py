"""Values to JSON text, as ConvertTo-Json writes it.

Serves ConvertTo-Json and the command line's --json. Source: conformance/cmdlets/convertto-json.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from perdure.interpreter.convert_text import net_text, text
from perdure.interpreter.date_format import format_datetime, format_offset
from perdure.interpreter.errors import NetException, ScriptError, make_error
from perdure.interpreter.members import properties_of, property_value
from perdure.interpreter.number_format import default_text
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import HIDDEN, NOTHING, Member, NetObject, PSCustomObject, PSObject
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.datetime import DateTime, DateTimeOffset
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.numbers import BigInteger
from perdure.interpreter.values.uri import Uri
from perdure.runtime.objects import READ_FAILED

DEFAULT, NON_ASCII, HTML = "Default", "EscapeNonAscii", "EscapeHtml"
ISO = "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"

_SHORT = {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\f": "\\f", "\b": "\\b", "\\": "\\\\", '"': '\\"'}
_TABLES: dict[str, Any] = {}


def escape_table(mode: str) -> Any:
    """Gives a table for str.translate that escapes text."""
    found = _TABLES.get(mode)
    if found is None:
        found = {ord(c): s for c, s in _SHORT.items()}
        for code in [*range(32), 0x85, 0x2028, 0x2029]:
            found.setdefault(code, f"\\u{code:04x}")
        if mode == HTML:
            for c in "<>&'\"":
                found[ord(c)] = f"\\u{ord(c):04x}"
        _TABLES[mode] = found
    return found


def quoted(value: str, mode: str = DEFAULT) -> str:
    """Gives a string as JSON has it."""
    made = value.translate(escape_table(mode))
    if mode == NON_ASCII and not made.isascii():
        units = made.encode("utf-16-be", "surrogatepass")
        codes = [int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2)]
        made = "".join([chr(c) if c < 128 else f"\\u{c:04x}" for c in codes])
    return f'"{made}"'


def number_text(value: Any) -> str:
    """Gives a number as JSON has it; what JSON has no number for is quoted."""
    if isinstance(value, int):
        return int.__repr__(value)
    shown = default_text(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        name = "NaN" if value != value else "Infinity" if value > 0 else "-Infinity"
        return f'"{name}"'
    return shown if "." in shown or "E" in shown or "e" in shown else shown + ".0"


class Writer:
    """Writes one document.

    Args:
        depth: levels that are taken apart; what lies deeper is written as its text.
        compress: no white space.
        enum_names: enums by name instead of by number.
        escape: Default, EscapeNonAscii or EscapeHtml.
        scope: where script properties run.
        warn: called once when something was too deep.
    """

    def __init__(
        self,
        depth: int = 2,
        compress: bool = False,
        enum_names: bool = False,
        escape: str = DEFAULT,
        scope: Any = None,
        warn: Callable[[], None] | None = None,
    ) -> None:
        self.depth, self.compress, self.enum_names, self.escape = depth, compress, enum_names, escape
        self.scope, self.warn = scope, warn
        self.warned = False

    def write(self, value: Any) -> str:
        """Gives the document of a value."""
        out: list[str] = []
        self._value(value, 0, "\n", out)
        return "".join(out)

    def _value(self, value: Any, level: int, margin: str, out: list[str]) -> None:
        base = value.base if type(value) is PSObject else value
        simple = self._simple(base)
        if simple is not None:
            extra = self._added(value) if type(value) is PSObject and not isinstance(base, (str, DateTime)) else None
            if extra:
                self._object([("value", base), *extra], level, margin, out)
            else:
                out.append(simple)
            return
        if level > self.depth:
            self._too_deep(value, base, level, margin, out)
            return
        if isinstance(base, Dictionary):
            self._object([*self._entries(base), *self._added(value)], level, margin, out)
            return
        items = enumerate_value(base)
        if items is not None:
            extra = self._added(value)
            if extra:
                self._object([("value", list(items)), *extra], level, margin, out, level)
            else:
                self._array(items, level, margin, out)
            return
        self._object(self._properties(value), level, margin, out)

    def _simple(self, base: Any) -> str | None:
        """Gives the text of a value that is not taken apart, None for any other."""
        kind = type(base)
        if kind is str:
            return quoted(base, self.escape)
        if base is None or base is NOTHING:
            return "null"
        if kind is bool:
            return "true" if base else "false"
        if isinstance(base, (int, float, Decimal, BigInteger)):
            return number_text(base)
        if isinstance(base, str):
            return quoted(str(base), self.escape)
        if kind is EnumValue:
            return quoted(str(base), self.escape) if self.enum_names else str(base.value)
        if kind is DateTime:
            return quoted(format_datetime(base, ISO), self.escape)
        if kind is DateTimeOffset:
            return quoted(format_offset(base, "yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz"), self.escape)
        if kind is Guid or kind is Uri:
            return quoted(net_text(base), self.escape)
        return None

    def _too_deep(self, value: Any, base: Any, level: int, margin: str, out: list[str]) -> None:
        if not self.warned:
            self.warned = True
            if self.warn is not None:
                self.warn()
        shown = quoted(text(base), self.escape)
        extra = [] if isinstance(base, PSCustomObject) else self._added(value)
        if extra:
            self._object([("value", text(base)), *extra], level, margin, out)
        else:
            out.append(shown)

    def _entries(self, table: Dictionary) -> list[tuple[str, Any]]:
        pairs = table.items()
        for key, _ in pairs:
            if not isinstance(key, str):
                raise non_string_key(table)
        return [(str(k), v) for k, v in pairs]

    def _properties(self, value: Any) -> list[tuple[str, Any]]:
        typed = self.scope is not None and bool(self.scope.cx.type_data)
        if type(value) is PSCustomObject and value.ext is None and not typed:
            props = value.props
            if not any(type(v) is Member for v in props.values()):
                return list(props.items())
        out: list[tuple[str, Any]] = []
        for entry in properties_of(value, self.scope, True):
            try:
                out.append((entry.name, property_value(value, entry, self.scope)))
            except READ_FAILED:
                out.append((entry.name, None))
        return out

    def _added(self, value: Any) -> list[tuple[str, Any]]:
        """Gives the properties that were added to this very object."""
        if not isinstance(value, NetObject) or not value.ext:
            return []
        out = []
        for member in value.ext.values():
            if member.kind.endswith("Property") and member.second != HIDDEN and not member.name.startswith("\0"):
                found = [e for e in properties_of(value, self.scope) if e.name == member.name]
                try:
                    out.append((member.name, property_value(value, found[0], self.scope) if found else member.value))
                except READ_FAILED:
                    out.append((member.name, None))
        return out

    def _object(
        self, pairs: Iterable[tuple[str, Any]], level: int, margin: str, out: list[str], inner: int | None = None
    ) -> None:
        before, inside = "{", margin + "  "
        empty = True
        for name, held in pairs:
            empty = False
            out.append(before)
            if self.compress:
                out.append(quoted(name, self.escape) + ":")
            else:
                out.append(inside + quoted(name, self.escape) + ": ")
            self._value(held, level + 1, inside, out)
            before = ","
        out.append("{}" if empty else "}" if self.compress else margin + "}")

    def _array(self, items: Iterable[Any], level: int, margin: str, out: list[str]) -> None:
        before, inside = "[", margin + "  "
        empty = True
        for item in items:
            empty = False
            out.append(before)
            if not self.compress:
                out.append(inside)
            self._value(item, level + 1, inside, out)
            before = ","
        out.append("[]" if empty else "]" if self.compress else margin + "]")


def non_string_key(table: Dictionary) -> ScriptError:
    """Makes the error of a dictionary whose keys are no strings."""
    message = (
        f"The type '{type_of(table).name}' is not supported for serialization or deserialization of a dictionary. Keys"
        " must be strings."
    )
    error = make_error(message, "NonStringKeyInDictionary", "InvalidOperation", table)
    error.record.exception = NetException("System.InvalidOperationException", message)
    return error
