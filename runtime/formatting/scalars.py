"""Which values are shown by their text alone, whatever view was asked for: strings, numbers, enums."""

from typing import Any

from perdure.interpreter.values.base import PSObject
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.numbers import NUMERIC_CLASSES

_CLASSES = frozenset([*NUMERIC_CLASSES, str, bool, Char])
_NETS = frozenset(["System.IntPtr", "System.UIntPtr", "System.Security.SecureString"])


def is_scalar(value: Any) -> bool:
    """Tells whether a value is one of the types that are shown as text."""
    kind = type(value)
    if kind in _CLASSES:
        return True
    if kind is PSObject:
        return value.type_names is None and is_scalar(value.base)
    return kind is EnumValue or getattr(kind, "net", None) in _NETS
