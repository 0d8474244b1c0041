"""The errors of failed conversions: PowerShell's ids, messages and chain of exceptions.

A cast's error is a RuntimeException around a PSInvalidCastException around what .NET threw.
"""

from typing import Any

from perdure.interpreter.errors import NetException, ScriptError, make_error
from perdure.interpreter.values.base import PSCustomObject

CAST = "System.Management.Automation.PSInvalidCastException"


def cast_error(message: str, error_id: str, inner: NetException | None = None) -> ScriptError:
    """Makes the error of a conversion with a given message."""
    return make_error(message, error_id, "InvalidArgument", None, inner=NetException(CAST, message, inner))


def failed(value_text: str, type_name: str, reason: str, error_id: str, inner_type: str) -> ScriptError:
    """Makes `Cannot convert value "x" to type "T". Error: "reason"`."""
    message = f'Cannot convert value "{value_text}" to type "{type_name}". Error: "{reason}"'
    return cast_error(message, error_id, NetException(inner_type, reason))


def impossible(value: Any, type_name: str) -> ScriptError:
    """Makes the error for a pair of types without any conversion."""
    from perdure.interpreter.convert_text import net_text, text, type_name_of

    shown = text(value) if isinstance(value, PSCustomObject) else net_text(value)
    message = f'Cannot convert the "{shown}" value of type "{type_name_of(value)}" to type "{type_name}".'
    return cast_error(message, "ConvertToFinalInvalidCastException")


def null_cast(type_name: str) -> ScriptError:
    """Makes the error for $null where a value type is wanted."""
    return cast_error(f'Cannot convert null to type "{type_name}".', "nullToObjectInvalidCast")
