"""Exceptions: the hierarchy as a table, their constructors and properties.

A row: full name -> (base, default message). Exceptions with a parameter's name (ArgumentException and its kin) build
their message from it as .NET does.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet._hresults import HRESULTS
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import Hashtable

SMA = "System.Management.Automation."
E, S = "System.Exception", "System.SystemException"
ARGUMENT = "System.ArgumentException"

HIERARCHY: dict[str, tuple[str, str]] = {
    S: (E, "System error."),
    "System.ApplicationException": (E, "Error in the application."),
    "System.AggregateException": (E, "One or more errors occurred."),
    ARGUMENT: (S, "Value does not fall within the expected range."),
    "System.ArgumentNullException": (ARGUMENT, "Value cannot be null."),
    "System.ArgumentOutOfRangeException": (ARGUMENT, "Specified argument was out of the range of valid values."),
    "System.DuplicateWaitObjectException": (ARGUMENT, "Duplicate objects in argument."),
    "System.ArithmeticException": (S, "Overflow or underflow in the arithmetic operation."),
    "System.DivideByZeroException": ("System.ArithmeticException", "Attempted to divide by zero."),
    "System.OverflowException": ("System.ArithmeticException", "Arithmetic operation resulted in an overflow."),
    "System.NotFiniteNumberException": ("System.ArithmeticException", "Arg_NotFiniteNumberException"),
    "System.ArrayTypeMismatchException": (S, "Attempted to access an element as a type incompatible with the array."),
    "System.BadImageFormatException": (S, "Format of the executable (.exe) or library (.dll) is invalid."),
    "System.DllNotFoundException": ("System.TypeLoadException", "Dll was not found."),
    "System.FormatException": (S, "One of the identified items was in an invalid format."),
    "System.UriFormatException": ("System.FormatException", "Invalid URI: The format of the URI could not be determined."),
    "System.IndexOutOfRangeException": (S, "Index was outside the bounds of the array."),
    "System.InsufficientMemoryException": ("System.OutOfMemoryException", "Insufficient memory to continue the execution of the program."),
    "System.InvalidCastException": (S, "Specified cast is not valid."),
    "System.InvalidOperationException": (S, "Operation is not valid due to the current state of the object."),
    "System.ObjectDisposedException": ("System.InvalidOperationException", "Cannot access a disposed object."),
    "System.InvalidProgramException": (S, "Common Language Runtime detected an invalid program."),
    "System.InvalidTimeZoneException": (E, "Exception of type 'System.InvalidTimeZoneException' was thrown."),
    "System.TimeZoneNotFoundException": (E, "Exception of type 'System.TimeZoneNotFoundException' was thrown."),
    "System.MemberAccessException": (S, "Cannot access member."),
    "System.MissingMemberException": ("System.MemberAccessException", "Attempted to access a missing member."),
    "System.MissingFieldException": ("System.MissingMemberException", "Attempted to access a non-existing field."),
    "System.MissingMethodException": ("System.MissingMemberException", "Attempted to access a missing method."),
    "System.MethodAccessException": ("System.MemberAccessException", "Attempt to access the method failed."),
    "System.NotImplementedException": (S, "The method or operation is not implemented."),
    "System.NotSupportedException": (S, "Specified method is not supported."),
    "System.PlatformNotSupportedException": ("System.NotSupportedException", "Operation is not supported on this platform."),
    "System.NullReferenceException": (S, "Object reference not set to an instance of an object."),
    "System.OperationCanceledException": (S, "The operation was canceled."),
    "System.Threading.Tasks.TaskCanceledException": ("System.OperationCanceledException", "A task was canceled."),
    "System.OutOfMemoryException": (S, "Insufficient memory to continue the execution of the program."),
    "System.RankException": (S, "Attempted to operate on an array with the incorrect number of dimensions."),
    "System.StackOverflowException": (S, "Operation caused a stack overflow."),
    "System.TimeoutException": (S, "The operation has timed out."),
    "System.TypeInitializationException": (S, "The type initializer threw an exception."),
    "System.TypeLoadException": (S, "Failure has occurred while loading a type."),
    "System.UnauthorizedAccessException": (S, "Attempted to perform an unauthorized operation."),
    "System.Collections.Generic.KeyNotFoundException": (S, "The given key was not present in the dictionary."),
    "System.IO.IOException": (S, "I/O error occurred."),
    "System.IO.DirectoryNotFoundException": ("System.IO.IOException", "Attempted to access a path that is not on the disk."),
    "System.IO.DriveNotFoundException": ("System.IO.IOException", "Attempted to access a drive that is not available."),
    "System.IO.EndOfStreamException": ("System.IO.IOException", "Attempted to read past the end of the stream."),
    "System.IO.FileLoadException": ("System.IO.IOException", "Could not load the specified file."),
    "System.IO.FileNotFoundException": ("System.IO.IOException", "Unable to find the specified file."),
    "System.IO.PathTooLongException": ("System.IO.IOException", "The specified file name or path is too long, or a component of the specified path is too long."),
    "System.IO.InvalidDataException": (S, "Found invalid data while decoding."),
    "System.Security.SecurityException": (S, "Security error."),
    "System.Security.Authentication.AuthenticationException": (S, "System error."),
    "System.Security.Cryptography.CryptographicException": (S, "Error occurred during a cryptographic operation."),
    "System.Runtime.InteropServices.ExternalException": (S, "External component has thrown an exception."),
    "System.Runtime.InteropServices.COMException": ("System.Runtime.InteropServices.ExternalException", "Error HRESULT E_FAIL has been returned from a call to a COM component."),
    "System.ComponentModel.Win32Exception": ("System.Runtime.InteropServices.ExternalException", "Success"),
    "System.Net.WebException": ("System.InvalidOperationException", "Exception of type 'System.Net.WebException' was thrown."),
    "System.Net.Http.HttpRequestException": (E, "Exception of type 'System.Net.Http.HttpRequestException' was thrown."),
    "Microsoft.PowerShell.Commands.HttpResponseException": ("System.Net.Http.HttpRequestException", ""),
    "System.Net.Sockets.SocketException": ("System.ComponentModel.Win32Exception", "Success"),
    "System.Text.RegularExpressions.RegexParseException": (ARGUMENT, ""),
    "System.Text.RegularExpressions.RegexMatchTimeoutException": ("System.TimeoutException", ""),
    "System.Text.Json.JsonException": (E, "Exception of type 'System.Text.Json.JsonException' was thrown."),
    "System.Xml.XmlException": (S, "An XML error has occurred."),
    "System.Data.DataException": (S, "Data Exception."),
    "System.Threading.AbandonedMutexException": (S, "The wait completed due to an abandoned mutex."),
    "System.Threading.LockRecursionException": (E, "Exception of type 'System.Threading.LockRecursionException' was thrown."),
    "System.Threading.SemaphoreFullException": (S, "Adding the specified count to the semaphore would cause it to exceed its maximum count."),
    "System.Threading.SynchronizationLockException": (S, "Object synchronization method was called from an unsynchronized block of code."),
    "System.Threading.ThreadAbortException": (S, "Thread was being aborted."),
    "System.Threading.ThreadInterruptedException": (S, "Thread was interrupted from a waiting state."),
    "System.Threading.ThreadStateException": (S, "Thread was in an invalid state for the operation being executed."),
    "System.Threading.WaitHandleCannotBeOpenedException": ("System.ApplicationException", "No handle of the given name exists."),
    "System.Reflection.TargetInvocationException": ("System.ApplicationException", "Exception has been thrown by the target of an invocation."),
    "System.Reflection.AmbiguousMatchException": (S, "Ambiguous match found."),
    # PowerShell's own
    SMA + "RuntimeException": (S, "System error."),
    SMA + "ActionPreferenceStopException": (SMA + "RuntimeException", ""),
    SMA + "ApplicationFailedException": (SMA + "RuntimeException", ""),
    SMA + "CmdletInvocationException": (SMA + "RuntimeException", ""),
    SMA + "CmdletProviderInvocationException": (SMA + "CmdletInvocationException", ""),
    SMA + "CommandNotFoundException": (SMA + "RuntimeException", ""),
    SMA + "ExtendedTypeSystemException": (SMA + "RuntimeException", ""),
    SMA + "GetValueException": (SMA + "ExtendedTypeSystemException", ""),
    SMA + "GetValueInvocationException": (SMA + "GetValueException", ""),
    SMA + "SetValueException": (SMA + "ExtendedTypeSystemException", ""),
    SMA + "SetValueInvocationException": (SMA + "SetValueException", ""),
    SMA + "PropertyNotFoundException": (SMA + "ExtendedTypeSystemException", ""),
    SMA + "MethodException": (SMA + "ExtendedTypeSystemException", ""),
    SMA + "MethodInvocationException": (SMA + "MethodException", ""),
    SMA + "IncompleteParseException": (SMA + "ParseException", ""),
    SMA + "MetadataException": (SMA + "RuntimeException", ""),
    SMA + "ValidationMetadataException": (SMA + "MetadataException", ""),
    SMA + "ArgumentTransformationMetadataException": (SMA + "MetadataException", ""),
    SMA + "ParsingMetadataException": (SMA + "MetadataException", ""),
    SMA + "NativeCommandExitException": (SMA + "RuntimeException", ""),
    SMA + "ParameterBindingException": (SMA + "RuntimeException", ""),
    SMA + "ParameterBindingValidationException": (SMA + "ParameterBindingException", ""),
    SMA + "ParameterBindingArgumentTransformationException": (SMA + "ParameterBindingException", ""),
    SMA + "ParentContainsErrorRecordException": (S, ""),
    SMA + "ParseException": (SMA + "RuntimeException", ""),
    SMA + "PipelineClosedException": (SMA + "RuntimeException", ""),
    SMA + "PipelineDepthException": (SMA + "RuntimeException", ""),
    SMA + "PipelineStoppedException": (SMA + "RuntimeException", "The pipeline has been stopped."),
    SMA + "ProviderInvocationException": (SMA + "RuntimeException", ""),
    SMA + "PSArgumentException": (ARGUMENT, ""),
    SMA + "PSArgumentNullException": ("System.ArgumentNullException", ""),
    SMA + "PSArgumentOutOfRangeException": ("System.ArgumentOutOfRangeException", ""),
    SMA + "PSInvalidCastException": ("System.InvalidCastException", ""),
    SMA + "PSInvalidOperationException": ("System.InvalidOperationException", ""),
    SMA + "PSNotImplementedException": ("System.NotImplementedException", ""),
    SMA + "PSNotSupportedException": ("System.NotSupportedException", ""),
    SMA + "PSObjectDisposedException": ("System.ObjectDisposedException", ""),
    SMA + "PSSecurityException": (SMA + "RuntimeException", ""),
    SMA + "RemoteException": (SMA + "RuntimeException", ""),
    SMA + "Remoting.PSRemotingTransportException": (SMA + "RuntimeException", ""),
    SMA + "ScriptBlockToPowerShellNotSupportedException": (SMA + "RuntimeException", ""),
    SMA + "ScriptCallDepthException": (S, "The script failed due to call depth overflow."),
    SMA + "ScriptRequiresException": (SMA + "RuntimeException", ""),
    SMA + "SessionStateException": (SMA + "RuntimeException", ""),
    SMA + "SessionStateOverflowException": (SMA + "SessionStateException", ""),
    SMA + "SessionStateUnauthorizedAccessException": (SMA + "SessionStateException", ""),
    SMA + "DriveNotFoundException": (SMA + "SessionStateException", ""),
    SMA + "ItemNotFoundException": (SMA + "SessionStateException", ""),
    SMA + "ProviderNotFoundException": (SMA + "SessionStateException", ""),
    SMA + "SetValueFailedException": (SMA + "RuntimeException", ""),
    SMA + "WildcardPatternException": (SMA + "RuntimeException", ""),
    SMA + "HaltCommandException": (S, ""),
    SMA + "JobFailedException": (S, ""),
    SMA + "InvalidJobStateException": (S, ""),
    SMA + "Runspaces.InvalidRunspaceStateException": (S, ""),
    SMA + "PSInvalidJobStateException": (SMA + "InvalidJobStateException", ""),
    SMA + "Host.HostException": (SMA + "RuntimeException", ""),
    SMA + "Host.PromptingException": (SMA + "Host.HostException", ""),
    SMA + "InvalidPowerShellStateException": (S, ""),
    "Microsoft.PowerShell.Commands.WriteErrorException": (S, ""),
    "Microsoft.PowerShell.Commands.ServiceCommandException": (S, ""),
    "Microsoft.PowerShell.Commands.ProcessCommandException": (S, ""),
    "System.ServiceProcess.TimeoutException": (S, ""),
}  # fmt: skip

PARAMETRIC = ("System.ArgumentNullException", "System.ArgumentOutOfRangeException")


def data_of(self: NetException) -> Any:
    """Gives Exception.Data, made at the first use."""
    if self.data is None:
        self.data = Hashtable((), False)
    return self.data


def base_exception(self: NetException) -> NetException:
    """Gives GetBaseException(): the innermost exception."""
    while self.inner is not None:
        self = self.inner
    return self


def text_of(self: NetException) -> str:
    """Gives ToString(): type, message, inner exceptions."""
    text = f"{self.type_name}: {self.message}" if self.message else self.type_name
    if self.inner is not None:
        text += f"\n ---> {text_of(self.inner)}\n   --- End of inner exception stack trace ---"
    return text


def prop(name: str) -> Callable[[NetException], Any]:
    def get(self: NetException) -> Any:
        return self.props.get(name)

    return get


def set_prop(name: str) -> Callable[[NetException, Any], None]:
    def put(self: NetException, value: Any) -> None:
        self.props[name] = value

    return put


def stack_of(self: NetException) -> Any:
    """Gives StackTrace: that of the record it was raised with, $null before."""
    return self.stack or (self.record.stack or None if self.record is not None else None)


def plain(name: str, default: str) -> dict[str, Any]:
    """Gives the constructors of an ordinary exception: (), (message), (message, inner)."""
    if not default:
        default = f"Exception of type '{name}' was thrown."

    def make(message: Any = NOTHING, inner: Any = None) -> NetException:
        return NetException(name, default if message is NOTHING or message is None else message, inner)

    return {
        "new()": make,
        "new(string message)": make,
        "new(string message, System.Exception innerException)": make,
    }


def argument(name: str, default: str) -> dict[str, Any]:
    """Gives the constructors of exceptions that name a parameter."""

    def named(message: str | None, parameter: str | None, inner: Any = None) -> NetException:
        text = default if message is None else message
        if parameter:
            text += f" (Parameter '{parameter}')"
        return NetException(name, text, inner, ParamName=parameter)

    if name in PARAMETRIC:
        return {
            "new()": lambda: named(None, None),
            "new(string paramName)": lambda p: named(None, p),
            "new(string paramName, string message)": lambda p, m: named(m, p),
            "new(string message, System.Exception innerException)": lambda m, i: named(m, None, i),
            "new(string paramName, object actualValue, string message)": lambda p, v, m: actual(named(m, p), v),
        }
    return {
        "new()": lambda: named(None, None),
        "new(string message)": lambda m: named(m, None),
        "new(string message, string paramName)": lambda m, p: named(m, p),
        "new(string message, System.Exception innerException)": lambda m, i: named(m, None, i),
        "new(string message, string paramName, System.Exception innerException)": named,
    }


def actual(made: NetException, value: Any) -> NetException:
    """Adds the actual value to an ArgumentOutOfRangeException's message."""
    made.props["ActualValue"] = value
    made.message += f"\nActual value was {to_string(value)}."
    return made


def with_file(name: str, default: str) -> dict[str, Any]:
    """Gives the constructors of FileNotFoundException: a file's name may stand behind the message."""

    def make(message: str | None, file: str | None = None, inner: Any = None) -> NetException:
        return NetException(name, default if message is None else message, inner, FileName=file)

    return plain(name, default) | {
        "new(string message, string fileName)": make,
        "new(string message, string fileName, System.Exception innerException)": make,
    }


def disposed(name: str, default: str) -> dict[str, Any]:
    def make(object_name: str = "", message: str | None = None) -> NetException:
        text = message or default
        return NetException(
            name, f"{text}\nObject name: '{object_name}'." if object_name else text, None, ObjectName=object_name
        )

    return {"new(string objectName)": make, "new(string objectName, string message)": make}


MESSAGE = Prop(lambda self: self.message, None, "System.String")


def hresult(self: NetException) -> int:
    """Gives HResult: what was set, else the type's own number or its base type's."""
    if "HResult" in self.props:
        return int(self.props["HResult"])
    for kind in self.net_type.parents():
        if kind.name in HRESULTS:
            return HRESULTS[kind.name]
    return HRESULTS[E]


# Message stands first where the type overrides it, as reflection lists properties
EXTRAS: dict[str, dict[str, Any]] = {
    ARGUMENT: {"Message": MESSAGE, "ParamName": Prop(prop("ParamName"), None, "System.String")},
    "System.ArgumentOutOfRangeException": {"Message": MESSAGE, "ActualValue": Prop(prop("ActualValue"))},
    "System.IO.FileNotFoundException": {"Message": MESSAGE, "FileName": Prop(prop("FileName"), None, "System.String")},
    "System.ObjectDisposedException": {"Message": MESSAGE, "ObjectName": Prop(prop("ObjectName"), None, "System.String")},
    SMA + "RuntimeException": {
        "ErrorRecord": Prop(lambda self: record_of(self), None, SMA + "ErrorRecord"),
        "WasThrownFromThrowStatement": Prop(prop("WasThrownFromThrowStatement"), None, "System.Boolean"),
    },
    SMA + "CommandNotFoundException": {"CommandName": Prop(prop("CommandName"), set_prop("CommandName"), "System.String")},
    SMA + "ParameterBindingException": {
        "ParameterName": Prop(prop("ParameterName"), None, "System.String"),
        "ErrorId": Prop(prop("ErrorId"), None, "System.String"),
        "CommandInvocation": Prop(prop("CommandInvocation")),
    },
    SMA + "SessionStateException": {"ItemName": Prop(prop("ItemName"), None, "System.String")},
    SMA + "ParseException": {"Errors": Prop(prop("Errors"))},
    SMA + "ScriptCallDepthException": {"CallDepth": Prop(prop("CallDepth"))},
    SMA + "NativeCommandExitException": {"ExitCode": Prop(prop("ExitCode")), "ProcessId": Prop(prop("ProcessId"))},
}  # fmt: skip


def record_of(self: NetException) -> Any:
    """Gives RuntimeException.ErrorRecord, made where the exception has none yet."""
    if self.record is None:
        self.record = ErrorRecord(self, "RuntimeException", "NotSpecified")
    return self.record


define(
    E,
    interfaces=["System.Runtime.Serialization.ISerializable"],
    members=lambda: (
        plain(E, "")
        | {
            "TargetSite": Prop(lambda self: None),
            "Message": MESSAGE,
            "Data": Prop(data_of, None, "System.Collections.IDictionary"),
            "InnerException": Prop(lambda self: self.inner, None, E),
            "HelpLink": Prop(prop("HelpLink"), set_prop("HelpLink"), "System.String"),
            "Source": Prop(prop("Source"), set_prop("Source"), "System.String"),
            "HResult": Prop(hresult, set_prop("HResult"), "System.Int32"),
            "StackTrace": Prop(stack_of, None, "System.String"),
            "GetBaseException() -> System.Exception": base_exception,
            "ToString() -> string": text_of,
        }
    ),
)


def members_of(name: str, default: str) -> Callable[[], dict[str, Any]]:
    """Gives the function that makes a type's member table."""

    def make() -> dict[str, Any]:
        if name == ARGUMENT or name in PARAMETRIC or name.endswith(("PSArgumentException", "PSArgumentNullException")):
            table = argument(name, default)
        elif name in (
            "System.IO.FileNotFoundException",
            "System.IO.FileLoadException",
            "System.BadImageFormatException",
        ):
            table = with_file(name, default)
        elif name.endswith("ObjectDisposedException"):
            table = disposed(name, default)
        else:
            table = plain(name, default)
        return table | EXTRAS.get(name, {})

    return make


for _name, (_base, _default) in HIERARCHY.items():
    define(_name, _base, members=members_of(_name, _default))
