"""Types that .NET has everywhere and that work on Windows only: elsewhere their members throw, as they do in PowerShell.

Plain identities and principals, which work everywhere, stand here too.
"""

from typing import Any

from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import TypedArray

_P = "System.Security.Principal."
IDENTITY = "Windows Principal functionality is not supported on this platform."
EVENT_LOG = "EventLog access is not supported on this platform."
REGISTRY = "Registry is not supported on this platform."


def refusal(message: str) -> Any:
    """Makes a member that throws PlatformNotSupportedException."""

    def run(*_args: Any) -> Any:
        raise throw_dotnet("System.PlatformNotSupportedException", message)

    return run


_NO = refusal(IDENTITY)
define(_P + "IIdentity", None, kind="interface")
define(_P + "IPrincipal", None, kind="interface")
define(_P + "WindowsIdentity", interfaces=[_P + "IIdentity", "System.IDisposable"], members={
    "new(string sUserPrincipalName)": _NO,
    f"static GetCurrent() -> {_P}WindowsIdentity": _NO,
    f"static GetCurrent(bool ifImpersonating) -> {_P}WindowsIdentity": _NO,
    f"static GetAnonymous() -> {_P}WindowsIdentity": _NO,
})  # fmt: skip
define(_P + "WindowsPrincipal", interfaces=[_P + "IPrincipal"], members={f"new({_P}WindowsIdentity ntIdentity)": _NO})
define(_P + "IdentityReference", abstract=True)
define(_P + "NTAccount", _P + "IdentityReference", members={
    "new(string name)": _NO,
    "new(string domainName, string accountName)": _NO,
})  # fmt: skip
define(_P + "SecurityIdentifier", _P + "IdentityReference", members={
    "new(string sddlForm)": _NO,
    "new(byte[] binaryForm, int offset)": _NO,
})  # fmt: skip


class Identity(NetObject):
    """GenericIdentity: a name and how it was proved."""

    __slots__ = ("name", "kind")
    net = _P + "GenericIdentity"

    def __init__(self, name: str, kind: str = "") -> None:
        self.name, self.kind = name, kind


class Principal(NetObject):
    """GenericPrincipal: an identity and its roles."""

    __slots__ = ("identity", "roles")
    net = _P + "GenericPrincipal"

    def __init__(self, identity: Identity, roles: Any) -> None:
        self.identity, self.roles = identity, TypedArray("System.String", roles or ())


define(Identity.net, interfaces=[_P + "IIdentity"], py=Identity, members={
    "new(string name)": Identity,
    "new(string name, string type)": Identity,
    "Name -> string": lambda i: i.name,
    "AuthenticationType -> string": lambda i: i.kind,
    "IsAuthenticated -> bool": lambda i: bool(i.name),
})  # fmt: skip
define(Principal.net, interfaces=[_P + "IPrincipal"], py=Principal, members={
    f"new({_P}IIdentity identity, string[] roles)": Principal,
    f"Identity -> {_P}IIdentity": lambda p: p.identity,
    "IsInRole(string role) -> bool": lambda p, role: any(r.lower() == (role or "").lower() for r in p.roles),
})  # fmt: skip

# ---- event log, registry ------------------------------------------------------------------------------------------------

_LOG = "System.Diagnostics.EventLog"
_NO_LOG = refusal(EVENT_LOG)
define(_LOG, "System.ComponentModel.Component", members={
    "new()": _NO_LOG,
    "new(string logName)": _NO_LOG,
    "new(string logName, string machineName)": _NO_LOG,
    "new(string logName, string machineName, string source)": _NO_LOG,
    "static CreateEventSource(string source, string logName) -> void": _NO_LOG,
    "static DeleteEventSource(string source) -> void": _NO_LOG,
    "static SourceExists(string source) -> bool": _NO_LOG,
    "static Exists(string logName) -> bool": _NO_LOG,
    "static GetEventLogs() -> object": _NO_LOG,
    "static WriteEntry(string source, string message) -> void": _NO_LOG,
    "static WriteEntry(string source, string message, object type) -> void": _NO_LOG,
    "static WriteEntry(string source, string message, object type, int eventID) -> void": _NO_LOG,
})  # fmt: skip
_KEY = "Microsoft.Win32.RegistryKey"
_NO_KEY = refusal(REGISTRY)
define(_KEY, "System.MarshalByRefObject", interfaces=["System.IDisposable"], abstract=True, members={
    f"static OpenBaseKey(object hKey, object view) -> {_KEY}": _NO_KEY,
    f"static OpenRemoteBaseKey(object hKey, string machineName) -> {_KEY}": _NO_KEY,
    f"static OpenRemoteBaseKey(object hKey, string machineName, object view) -> {_KEY}": _NO_KEY,
})  # fmt: skip
define("Microsoft.Win32.Registry", kind="static", members={
    "static GetValue(string keyName, string valueName, object defaultValue) -> object": _NO_KEY,
    "static SetValue(string keyName, string valueName, object value) -> void": _NO_KEY,
    **{f"static {name} -> {_KEY}": Prop(lambda: None) for name in ("LocalMachine", "CurrentUser", "ClassesRoot", "Users")},
})  # fmt: skip
