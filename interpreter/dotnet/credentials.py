"""SecureString, PSCredential, NetworkCredential, Marshal's few members that scripts use to read a secure string."""

from typing import Any

from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.secrets import PSCredential, SecureString


def change(s: SecureString) -> SecureString:
    if s.read_only:
        raise throw_dotnet("System.InvalidOperationException", "Instance is read-only.")
    return s


def append(s: SecureString, c: str) -> None:
    change(s).text += str(c)


def insert(s: SecureString, index: int, c: str) -> None:
    change(s).text = s.text[:index] + str(c) + s.text[index:]


def remove_at(s: SecureString, index: int) -> None:
    change(s).text = s.text[:index] + s.text[index + 1 :]


def set_at(s: SecureString, index: int, c: str) -> None:
    remove_at(s, index)
    insert(s, index, c)


def clear(s: SecureString) -> None:
    change(s).text = ""


def copy(s: SecureString) -> SecureString:
    return SecureString(s.text)


def lock(s: SecureString) -> None:
    s.read_only = True


define("System.Security.SecureString", interfaces=["System.IDisposable"], py=SecureString, members={
    "new()": SecureString,
    "Length -> int": lambda s: len(s.text),
    "AppendChar(char c) -> void": append,
    "Clear() -> void": clear,
    "Copy() -> System.Security.SecureString": copy,
    "Dispose() -> void": lambda s: None,
    "InsertAt(int index, char c) -> void": insert,
    "IsReadOnly() -> bool": lambda s: s.read_only,
    "MakeReadOnly() -> void": lock,
    "RemoveAt(int index) -> void": remove_at,
    "SetAt(int index, char c) -> void": set_at,
})  # fmt: skip


class NetworkCredential(NetObject):
    """System.Net.NetworkCredential."""

    __slots__ = ("user", "password", "domain")
    net = "System.Net.NetworkCredential"

    def __init__(self, user: str = "", password: Any = "", domain: str = "") -> None:
        self.user = user or ""
        self.password = password.text if isinstance(password, SecureString) else password or ""
        self.domain = domain or ""


def plain(slot: str) -> Prop:
    return Prop(lambda c: getattr(c, slot), lambda c, v: setattr(c, slot, v or ""))


define("System.Net.NetworkCredential", py=NetworkCredential, members={
    "new()": NetworkCredential,
    "new(string userName, string password)": NetworkCredential,
    "new(string userName, System.Security.SecureString password)": NetworkCredential,
    "new(string userName, string password, string domain)": NetworkCredential,
    "new(string userName, System.Security.SecureString password, string domain)": NetworkCredential,
    "UserName -> string": plain("user"),
    "Password -> string": plain("password"),
    "Domain -> string": plain("domain"),
    "SecurePassword -> System.Security.SecureString": Prop(
        lambda c: SecureString(c.password), lambda c, v: setattr(c, "password", v.text)
    ),
})  # fmt: skip


def new_credential(user: str | None, password: SecureString | None) -> PSCredential:
    if not user:
        raise (null("userName") if user is None else argument("Cannot process argument because the value of argument \"userName\" is not valid. Change the value of the \"userName\" argument and run the operation again."))  # fmt: skip
    if password is None:
        raise null("password")
    return PSCredential(user, password)


def network(c: PSCredential) -> NetworkCredential:
    domain, sign, user = c.user.partition("\\")
    if not sign:
        domain, user = "", c.user
        name, at, host = c.user.rpartition("@")
        if at and name:
            user, domain = name, host
    return NetworkCredential(user, c.password, domain)


define("System.Management.Automation.PSCredential", py=PSCredential,
       assembly="System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35",
       members={
    "new(string userName, System.Security.SecureString password)": new_credential,
    "new(psobject pso)": lambda o: o,
    "UserName -> string": lambda c: c.user,
    "Password -> System.Security.SecureString": lambda c: c.password,
    "GetNetworkCredential() -> System.Net.NetworkCredential": network,
    "static Empty -> System.Management.Automation.PSCredential": None,
})  # fmt: skip


class Pointer(NetObject):
    """System.IntPtr: a number, or the text that Marshal put aside under it."""

    __slots__ = ("value", "text")
    net = "System.IntPtr"

    def __init__(self, value: int = 0, text: str | None = None) -> None:
        self.value, self.text = value, text

    def __str__(self) -> str:
        return str(self.value)

    def __eq__(self, other: object) -> bool:
        return type(other) is Pointer and other.value == self.value

    def __hash__(self) -> int:
        return hash(self.value)


define("System.IntPtr", "System.ValueType", kind="struct", py=Pointer, members={
    "new(int value)": lambda n: Pointer(int(n)),
    "new(long value)": lambda n: Pointer(int(n)),
    "ToInt32() -> int": lambda p: p.value,
    "ToInt64() -> long": lambda p: p.value,
    "ToString() -> string": str,
    "static Zero -> System.IntPtr": Pointer(),
    "static Size -> int": 8,
}).zero = Pointer  # fmt: skip


def reveal(p: Pointer) -> str | None:
    return p.text


def put_aside(s: SecureString) -> Pointer:
    return Pointer(id(s) & 0x7FFFFFFF, s.text)


_M: dict[str, Any] = {}
for _kind in ("BSTR", "GlobalAllocUnicode", "GlobalAllocAnsi", "CoTaskMemUnicode", "CoTaskMemAnsi"):
    _M[f"static SecureStringTo{_kind}(System.Security.SecureString s) -> System.IntPtr"] = put_aside
    _M[f"static ZeroFree{_kind}(System.IntPtr s) -> void"] = lambda p: None
for _kind in ("BSTR", "Uni", "Auto", "Ansi"):
    _M[f"static PtrToString{_kind}(System.IntPtr ptr) -> string"] = reveal
define("System.Runtime.InteropServices.Marshal", kind="static", members=_M)
