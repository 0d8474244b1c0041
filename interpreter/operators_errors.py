"""The errors of operators, with PowerShell's ids, categories and messages."""

from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError, make_error
from perdure.interpreter.typesys import type_of


def runtime_error(message: str, inner_type: str) -> ScriptError:
    """Makes a RuntimeException around a .NET exception that carries no id of its own (a division by zero)."""
    return make_error(message, "RuntimeException", "NotSpecified", None, inner=NetException(inner_type, message))


def divide_by_zero() -> ScriptError:
    """Makes the error of a division by zero."""
    return runtime_error("Attempted to divide by zero.", "System.DivideByZeroException")


def raw_error(type_name: str, message: str, **props: Any) -> ScriptError:
    """Makes the error for a .NET exception that an operator let through: its type's name is the id."""
    raised = NetException(type_name, message, None, **props)
    return ScriptError(ErrorRecord(raised, type_name, "OperationStopped"))


def no_operator(method: str, symbol: str, left: Any, right: Any) -> ScriptError:
    """Makes the error for operands that have no such operator: names the type whose op_X method is missing."""
    owner = right if left is None or is_primitive(left) else left
    if owner is None or is_primitive(owner):
        names = [name_of(side) for side in (left, right)]
        message = f"The operation '[{names[0]}] {symbol} [{names[1]}]' is not defined."
        return make_error(message, "NotADefinedOperationForType", "InvalidOperation", left)
    return method_not_found(name_of(owner), method)


def method_not_found(type_name: str, method: str) -> ScriptError:
    """Makes PowerShell's error for a missing method."""
    message = f"Method invocation failed because [{type_name}] does not contain a method named '{method}'."
    return make_error(message, "MethodNotFound", "InvalidOperation", method)


def is_primitive(value: Any) -> bool:
    """Tells whether .NET calls the value's type primitive (numbers but decimal, bool, char)."""
    kind = type(value)
    if kind.__name__ in ("Decimal", "BigInteger"):
        return False
    return isinstance(value, (int, float)) or kind.__name__ == "Char"


def name_of(value: Any) -> str:
    """Gives the value's type as messages name it."""
    return "$null" if value is None else type_of(value).name


def not_comparable(left: str, right: str, reason: str, inner: NetException | None = None) -> ScriptError:
    """Makes the error for a right side that can't be converted to the left one's type."""
    message = f'Could not compare "{left}" to "{right}". Error: "{reason}"'
    return make_error(message, "ComparisonFailure", "InvalidOperation", None, inner=inner)
