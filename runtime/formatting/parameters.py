"""Reads what -Property and -GroupBy are given: names, script blocks and tables with the keys of a calculated property.

Serves Format-*, Select-, Sort- and Group-Object. Keys may be shortened as long as they are told apart.
"""

from typing import Any

from perdure.interpreter.command import Cmdlet
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary
from perdure.runtime.formatting.expressions import Expression
from perdure.runtime.formatting.packets import CENTER, LEFT, RIGHT

# key -> (other names, what its value must be)
EXPRESSION = ("expression", (), "expression")
FORMAT = ("formatString", (), "format")
WIDTH = ("width", (), "width")
ALIGN = ("alignment", (), "alignment")
LABEL = ("label", ("name",), "string")
NAME = ("name", ("label",), "string")
DEPTH = ("depth", (), "int")
ASCENDING = ("ascending", (), "bool")
DESCENDING = ("descending", (), "bool")

Key = tuple[str, tuple[str, ...], str]
FOR_TABLE: tuple[Key, ...] = (EXPRESSION, FORMAT, WIDTH, ALIGN, LABEL)
FOR_LIST: tuple[Key, ...] = (EXPRESSION, FORMAT, LABEL)
FOR_WIDE: tuple[Key, ...] = (EXPRESSION, FORMAT)
FOR_CUSTOM: tuple[Key, ...] = (EXPRESSION, DEPTH)
FOR_GROUPS: tuple[Key, ...] = (EXPRESSION, FORMAT, LABEL)
FOR_SELECT: tuple[Key, ...] = (EXPRESSION, NAME)
FOR_SORT: tuple[Key, ...] = (EXPRESSION, ASCENDING, DESCENDING)
FOR_GROUP: tuple[Key, ...] = (EXPRESSION,)

_ALIGNMENTS = {"left": LEFT, "center": CENTER, "right": RIGHT}
_EXPRESSION_TYPES = "{System.String, System.Management.Automation.ScriptBlock}"


class Property:
    """One property asked for: its expression and the other keys' values (`label`, `width`, `descending` ...)."""

    __slots__ = ("expression", "keys")

    def __init__(self, expression: Expression, keys: dict[str, Any]) -> None:
        self.expression = expression
        self.keys = keys

    def get(self, key: str) -> Any:
        return self.keys.get(key)


def read_properties(values: Any, allowed: tuple[Key, ...], cmdlet: Cmdlet) -> list[Property]:
    """Gives the properties that a parameter's values ask for.

    Raises:
        ScriptError: a value or a key that is not allowed (ids DictionaryKey*, Expression*).
    """
    if values is None:
        return []
    table_seen = False
    out = []
    for value in values:
        given = unwrap(value)
        if isinstance(given, Dictionary):
            table_seen = True
            keys = _read_table(given, allowed, cmdlet)
        elif isinstance(given, (str, ScriptBlock)):
            keys = {"expression": given}
        elif given is None:
            raise _fault(
                cmdlet,
                "DictionaryKeyUnknownType",
                f"The value of a parameter was null; one of the following types was expected: {_EXPRESSION_TYPES}.",
            )
        else:
            raise _fault(
                cmdlet,
                "DictionaryKeyUnknownType",
                f"Cannot convert {type_of(given).name} to one of the following types {_EXPRESSION_TYPES}.",
            )
        if "expression" not in keys:
            raise _fault(cmdlet, "DictionaryKeyMandatoryEntry", "A mandatory entry for expression is missing.")
        out.append(Property(_expression(keys.pop("expression"), table_seen, cmdlet), keys))
    return out


def _expression(given: Any, in_table: bool, cmdlet: Cmdlet) -> Expression:
    if isinstance(given, ScriptBlock):
        return Expression(given.text(), given)
    if not given:
        if in_table:
            raise _fault(cmdlet, "ExpressionEmptyString1", 'The "expression" key cannot have an empty string value.')
        raise _fault(cmdlet, "ExpressionEmptyString2", "An empty string value is not allowed.")
    return Expression(str(given))


def _read_table(table: Dictionary, allowed: tuple[Key, ...], cmdlet: Cmdlet) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in table.items():
        name = unwrap(key)
        if not isinstance(name, str):
            short = type_of(name).short
            raise _fault(
                cmdlet, "DictionaryKeyNonString", f"The {short} key type is not valid. The key must be a string."
            )
        full, _, kind = _match(name, allowed, cmdlet)
        if full in found:
            raise _fault(cmdlet, "DictionaryKeyDuplicate", f'The duplicated key "{name}" conflicts with "{full}".')
        found[full] = _check(name, full, kind, unwrap(value), cmdlet)
    return found


def _match(name: str, allowed: tuple[Key, ...], cmdlet: Cmdlet) -> Key:
    low = name.lower()
    fits = [k for k in allowed if any(n.lower().startswith(low) for n in (k[0], *k[1]))]
    if len(fits) > 1:
        raise _fault(
            cmdlet, "DictionaryKeyAmbiguous", f"The {name} key is ambiguous; {fits[0][0]} and {fits[1][0]} conflict."
        )
    if not fits:
        raise _fault(cmdlet, "DictionaryKeyIllegal", f"The {name} key is not valid.")
    return fits[0]


def _check(name: str, full: str, kind: str, value: Any, cmdlet: Cmdlet) -> Any:
    """Checks a key's value and gives it as it is used."""
    if kind == "bool":
        return to_bool(value)
    if value is None:
        raise _fault(cmdlet, "DictionaryKeyMissingValue", f"The {name} key has no value.")
    if kind == "expression":
        if not isinstance(value, (str, ScriptBlock)):
            raise _fault(
                cmdlet,
                "DictionaryKeyIllegalValue1",
                f'The "{name}" key has a type, {type_of(value).name}, that is not valid; expected types are'
                f" {_EXPRESSION_TYPES}.",
            )
        return value
    wanted: Any = int if kind in ("width", "int") else str
    if not isinstance(value, wanted) or isinstance(value, bool):
        expected = "System.Int32" if wanted is int else "System.String"
        raise _fault(
            cmdlet,
            "DictionaryKeyIllegalValue2",
            f'The "{name}" key has a type, {type_of(value).name}, that is not valid; expected type is {expected}.',
        )
    if kind == "width" and value <= 0:
        raise _fault(cmdlet, "WidthOutOfRange", f'The value "{value}" for key "width" should be greater than 0.')
    if kind == "format" and not value:
        raise _fault(cmdlet, "FormatStringEmpty", 'Cannot have an empty formatting string for key "formatString".')
    if kind == "alignment":
        for word, number in _ALIGNMENTS.items():
            if value and word.startswith(value.lower()):
                return number
        raise _fault(
            cmdlet,
            "AlignmentIllegalValue",
            f'The value "{value}" for key "alignment" is not valid; valid values are {{left, center, right}}.',
        )
    return value


def _fault(cmdlet: Cmdlet, error_id: str, message: str) -> ScriptError:
    raised = NetException("System.NotSupportedException", "Specified method is not supported.")
    record = ErrorRecord(raised, error_id, "InvalidArgument")
    record.details = message
    return cmdlet.throw(record)
