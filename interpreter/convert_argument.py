"""Conversion of what is assigned to typed variables and bound to typed parameters: stricter about booleans than a cast.

`[bool] 'x'` is true, but a [bool] or [switch] variable or parameter takes only booleans and numbers.
"""

from typing import Any

from perdure.interpreter.convert import convert
from perdure.interpreter.convert_errors import cast_error
from perdure.interpreter.ranks import is_enumerable
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, PSObject, Reference, unwrap
from perdure.interpreter.values.enumerate import is_list
from perdure.interpreter.values.numbers import NUMERIC_CLASSES, BigInteger

REFERENCE = "System.Management.Automation.PSReference"
SWITCH = "System.Management.Automation.SwitchParameter"
_BOOLS = frozenset(["System.Boolean", SWITCH, "System.Nullable`1[System.Boolean]"])


def convert_argument(value: Any, net_type: NetType, *, cx: Any = None) -> Any:
    """Converts a value for a typed variable or parameter. Raises ScriptError where PowerShell refuses."""
    if net_type.name in _BOOLS and type(value) is not bool:
        check_bool(value, net_type.name)
    return convert(value, net_type, cx=cx)


def through_reference(value: Any, net_type: NetType) -> Any:
    """Gives what a script's typed parameter takes of an argument: [ref] wants a reference, other types what one holds."""
    given = unwrap(value)
    if net_type.name == REFERENCE:
        if not isinstance(given, Reference):
            raise cast_error("Reference type is expected in argument.", "InvalidCastExceptionReferenceTypeExpected")
        return value
    return given.get() if isinstance(given, Reference) else value


def check_single(value: Any, net_type: NetType, cmdlet: bool) -> None:
    """Raises the error for several values where one is wanted: by any type of a cmdlet's, by [string] of a function's."""
    if not is_list(value):
        return
    if not cmdlet:
        if net_type.name == "System.String" and isinstance(unwrap(value), list):
            raise cast_error("Cannot convert value to type System.String.", "InvalidCastFromAnyTypeToString")
        return
    if net_type.name in _ANYTHING or net_type.kind in ("enum", "delegate") or is_enumerable(net_type):
        return
    raise cast_error("Specified method is not supported.", "NotSupported")


_ANYTHING = frozenset(["System.Object", "System.Management.Automation.PSObject", "System.Array"])


def check_bool(value: Any, wanted: str) -> None:
    """Raises the error for a value that is neither boolean nor number."""
    base = value.base if type(value) is PSObject else value
    if base is None or base is NOTHING:
        if wanted == "System.Boolean":
            raise _refused("", wanted)
        return
    kind = type(base)
    if kind is bool or kind.__name__ in ("SwitchParameter", "EnumValue"):
        return
    if kind not in NUMERIC_CLASSES or kind is BigInteger:
        raise _refused(type_of(base).name, wanted)


def _refused(given: str, wanted: str) -> Exception:
    message = (
        f'Cannot convert value "{given}" to type "{wanted}". Boolean parameters accept only Boolean values and '
        "numbers, such as $True, $False, 1 or 0."
    )
    return cast_error(message, "InvalidCastExceptionUnsupportedParameterType")
