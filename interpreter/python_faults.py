"""Python exceptions that escape from the insides of a member, an operator or a cmdlet, as the .NET exceptions they stand for.

PowerShell turns whatever a .NET call throws into an error that scripts can catch; RAISED is what such places catch, and
`dotnet_exception` what they then hold. What is not in FAULTS (a failed assertion, a name that is not there) is a fault
of perdure itself and goes up as it is, to become an EngineBug. See docs/adr/0004.
"""

import re
import struct
from collections.abc import Callable
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.interpreter.errors import RUNTIME, DotNetThrow, ErrorRecord, NetException, ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.text_fault import TextFault

NULL = "System.NullReferenceException", "Object reference not set to an instance of an object."


def by_path(fault: Any) -> tuple[str, str]:
    """An operating system's error: by its number."""
    path = fault.filename
    return describe(fault, path if isinstance(path, str) else "")


def wrong_type(fault: BaseException) -> tuple[str, str]:
    """A value of a type that the member cannot use; $null mostly."""
    if "NoneType" in str(fault):
        return NULL
    return "System.InvalidCastException", "Unable to cast object to the type that is needed here."


def missing_key(fault: BaseException) -> tuple[str, str]:
    key = fault.args[0] if fault.args else ""
    return "System.Collections.Generic.KeyNotFoundException", (
        f"The given key '{key}' was not present in the dictionary."
    )


def changed(fault: BaseException) -> tuple[str, str]:
    if "changed size" in str(fault) or "mutated" in str(fault):
        text = "Collection was modified; enumeration operation may not execute."
    else:
        text = "Operation is not valid due to the current state of the object."
    return "System.InvalidOperationException", text


def bad_pattern(fault: BaseException) -> tuple[str, str]:
    return "System.Text.RegularExpressions.RegexParseException", f"Invalid pattern: {fault}."


Told = tuple[str, str] | Callable[[Any], tuple[str, str]]

# The first class that fits decides: (Python's class, .NET's type and message or what makes them).
TABLE: tuple[tuple[type[BaseException], Told], ...] = (
    (ZeroDivisionError, ("System.DivideByZeroException", "Attempted to divide by zero.")),
    (OverflowError, ("System.OverflowException", "Arithmetic operation resulted in an overflow.")),
    (ArithmeticError, ("System.OverflowException", "Value was either too large or too small for a Decimal.")),
    (MemoryError, ("System.OutOfMemoryException", "Exception of type 'System.OutOfMemoryException' was thrown.")),
    (RecursionError, ("System.InsufficientExecutionStackException", (
        "Insufficient stack to continue executing the program safely. This can happen from having too many functions on "
        "the call stack or function on the stack using too much stack space."
    ))),
    (UnicodeEncodeError, ("System.Text.EncoderFallbackException", (
        "Unable to translate Unicode character to the specified code page."
    ))),
    (UnicodeDecodeError, ("System.Text.DecoderFallbackException", (
        "Unable to translate bytes from the specified code page to Unicode."
    ))),
    (TimeoutError, ("System.TimeoutException", "The operation has timed out.")),
    (OSError, by_path),
    (KeyError, missing_key),
    (IndexError, ("System.ArgumentOutOfRangeException", (
        "Index was out of range. Must be non-negative and less than the size of the collection. (Parameter 'index')"
    ))),
    (ValueError, ("System.ArgumentException", "Value does not fall within the expected range.")),
    (TypeError, wrong_type),
    (AttributeError, wrong_type),
    (EOFError, ("System.IO.EndOfStreamException", "Unable to read beyond the end of the stream.")),
    (BufferError, ("System.InvalidOperationException", "Operation is not valid due to the current state of the object.")),
    (struct.error, ("System.ArgumentException", "Value does not fall within the expected range.")),
    (re.error, bad_pattern),
    (NotImplementedError, ("System.NotImplementedException", "The method or operation is not implemented.")),
    (RuntimeError, changed),
)  # fmt: skip

FAULTS: tuple[type[BaseException], ...] = tuple(kind for kind, _ in TABLE)
RAISED: tuple[type[BaseException], ...] = (
    DotNetThrow,
    TextFault,
    ParseError,
    *FAULTS,
)  # what a .NET member raises, in .NET's words or Python's
ENDED: tuple[type[BaseException], ...] = (ScriptError, *RAISED)  # what ends a statement

watch: list[
    Callable[[BaseException], None]
] = []  # told of every translated fault: the fuzzer looks for ours among them


def dotnet_exception(raised: BaseException) -> NetException:
    """Gives the .NET exception for what a member has raised."""
    if isinstance(raised, DotNetThrow):
        return raised.exception
    if isinstance(raised, TextFault):
        return from_reader(raised)
    if isinstance(raised, ParseError):
        return parse_script_error(raised).record.exception
    for look in watch:
        look(raised)
    for kind, told in TABLE:
        if isinstance(raised, kind):
            name, text = told if isinstance(told, tuple) else told(raised)
            return NetException(name, text)
    return NetException(RUNTIME, str(raised))


def from_reader(fault: TextFault) -> NetException:
    """Gives the .NET exception of a reader's fault, with the record that PowerShell's exception brings."""
    exception = NetException(fault.type_name, str(fault))
    if fault.error_id:
        exception.record = ErrorRecord(exception, fault.error_id, "InvalidArgument")
    return exception


def script_error(raised: BaseException) -> ScriptError:
    """Gives the error that ends a statement: a .NET exception that nobody wrapped stands in the record as it is."""
    if isinstance(raised, ScriptError):
        return raised
    exception = dotnet_exception(raised)
    if exception.record is None:
        exception.record = ErrorRecord(exception, exception.type_name, "OperationStopped")
    return ScriptError(exception.record)
