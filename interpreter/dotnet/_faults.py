"""The exceptions that many .NET members throw, with .NET's messages. Each function makes one; the caller raises it."""

from typing import Any

from perdure.interpreter.errors import DotNetThrow, throw_dotnet


def null(name: str) -> DotNetThrow:
    """ArgumentNullException."""
    return throw_dotnet("System.ArgumentNullException", f"Value cannot be null. (Parameter '{name}')", ParamName=name)


def argument(message: str, name: str | None = None) -> DotNetThrow:
    """ArgumentException."""
    shown = f"{message} (Parameter '{name}')" if name else message
    return throw_dotnet("System.ArgumentException", shown, ParamName=name)


def outside(name: str, message: str = "Specified argument was out of the range of valid values.") -> DotNetThrow:
    """ArgumentOutOfRangeException."""
    return throw_dotnet("System.ArgumentOutOfRangeException", f"{message} (Parameter '{name}')", ParamName=name)


def index_outside(name: str = "index") -> DotNetThrow:
    """ArgumentOutOfRangeException of a list's index."""
    return outside(name, "Index was out of range. Must be non-negative and less than the size of the collection.")


def bounds() -> DotNetThrow:
    """IndexOutOfRangeException of an array's index."""
    return throw_dotnet("System.IndexOutOfRangeException", "Index was outside the bounds of the array.")


def invalid(message: str) -> DotNetThrow:
    """InvalidOperationException."""
    return throw_dotnet("System.InvalidOperationException", message)


def unsupported(message: str = "Specified method is not supported.") -> DotNetThrow:
    """NotSupportedException."""
    return throw_dotnet("System.NotSupportedException", message)


def format_fault(message: str) -> DotNetThrow:
    """FormatException."""
    return throw_dotnet("System.FormatException", message)


def overflow(message: str = "Arithmetic operation resulted in an overflow.") -> DotNetThrow:
    """OverflowException."""
    return throw_dotnet("System.OverflowException", message)


def no_key(key: Any) -> DotNetThrow:
    """KeyNotFoundException."""
    return throw_dotnet(
        "System.Collections.Generic.KeyNotFoundException", f"The given key '{key}' was not present in the dictionary."
    )


def disposed(name: str) -> DotNetThrow:
    """ObjectDisposedException."""
    return throw_dotnet(
        "System.ObjectDisposedException", f"Cannot access a disposed object.\nObject name: '{name}'.", ObjectName=name
    )
