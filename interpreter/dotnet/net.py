"""System.Net's few: IPAddress, IPEndPoint, Dns, MailAddress; ServicePointManager that only remembers."""

from ipaddress import AddressValueError, IPv6Address
from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import format_fault, null
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.dotnet.environment import fact
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject, Reference
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.numbers import Int64


class IPAddress(NetObject):
    """System.Net.IPAddress: `raw` its 4 or 16 bytes."""

    __slots__ = ("raw", "scope")
    net = "System.Net.IPAddress"

    def __init__(self, raw: bytes, scope: int = 0) -> None:
        self.raw, self.scope = raw, scope

    def __str__(self) -> str:
        if len(self.raw) == 4:
            return ".".join([str(b) for b in self.raw])
        return str(IPv6Address(self.raw)) + (f"%{self.scope}" if self.scope else "")

    def __eq__(self, other: object) -> bool:
        return type(other) is IPAddress and other.raw == self.raw

    def __hash__(self) -> int:
        return hash(self.raw)


def read(text: str) -> IPAddress | None:
    """Gives the address of a text: dotted, one number, hexadecimal parts or IPv6; None where it is none."""
    if ":" in text:
        try:
            return IPAddress(IPv6Address(text.strip("[]").partition("%")[0]).packed)
        except AddressValueError:
            return None
    parts = text.split(".")
    if len(parts) > 4 or not text:
        return None
    try:
        numbers = [
            int(p, 16) if p.lower().startswith("0x") else int(p, 8) if len(p) > 1 and p[0] == "0" else int(p)
            for p in parts
        ]
    except ValueError:
        return None
    last = 256 ** (5 - len(numbers))
    if any(not 0 <= n < 256 for n in numbers[:-1]) or not 0 <= numbers[-1] < last:
        return None
    value = numbers[-1]
    for i, n in enumerate(numbers[:-1]):
        value += n << (24 - 8 * i)
    return IPAddress(value.to_bytes(4, "big"))


def parse(text: str | None) -> IPAddress:
    if text is None:
        raise null("ipString")
    found = read(text)
    if found is None:
        raise format_fault("An invalid IP address was specified.")
    return found


def try_parse(text: str | None, result: Reference) -> bool:
    found = read(text) if text else None
    result.set(found)
    return found is not None


def from_number(number: int) -> IPAddress:
    return IPAddress(int(number).to_bytes(4, "little"))


def number_of(a: IPAddress) -> Int64:
    if len(a.raw) != 4:
        raise throw_dotnet("System.Net.Sockets.SocketException", "The attempted operation is not supported for the type of object referenced.")  # fmt: skip
    return Int64(int.from_bytes(a.raw, "little"))


def from_bytes(raw: Any) -> IPAddress:
    data = bytes(raw)
    if len(data) not in (4, 16):
        raise throw_dotnet("System.ArgumentException", "An invalid IP address was specified. (Parameter 'address')")
    return IPAddress(data)


def loopback(a: IPAddress) -> bool:
    return a.raw[0] == 127 if len(a.raw) == 4 else IPv6Address(a.raw).is_loopback


_N = "System.Net."
define(_N + "IPAddress", py=IPAddress, members={
    "new(long newAddress)": from_number,
    "new(byte[] address)": from_bytes,
    "AddressFamily -> System.Net.Sockets.AddressFamily": lambda a: named(
        "System.Net.Sockets.AddressFamily", 2 if len(a.raw) == 4 else 23
    ),
    "ScopeId -> long": lambda a: Int64(a.scope),
    "IsIPv6Multicast -> bool": lambda a: len(a.raw) == 16 and IPv6Address(a.raw).is_multicast,
    "IsIPv6LinkLocal -> bool": lambda a: len(a.raw) == 16 and IPv6Address(a.raw).is_link_local,
    "IsIPv6SiteLocal -> bool": lambda a: len(a.raw) == 16 and IPv6Address(a.raw).is_site_local,
    "IsIPv6Teredo -> bool": lambda a: len(a.raw) == 16 and IPv6Address(a.raw).teredo is not None,
    "IsIPv6UniqueLocal -> bool": lambda a: len(a.raw) == 16 and a.raw[0] & 0xFE == 0xFC,
    "IsIPv4MappedToIPv6 -> bool": lambda a: len(a.raw) == 16 and IPv6Address(a.raw).ipv4_mapped is not None,
    "Address -> long": number_of,
    "Equals(object comparand) -> bool": equal,
    "GetAddressBytes() -> byte[]": lambda a: byte_array(a.raw),
    "MapToIPv4() -> System.Net.IPAddress": lambda a: IPAddress(a.raw[-4:]),
    "MapToIPv6() -> System.Net.IPAddress": lambda a: (
        IPAddress(bytes(10) + b"\xff\xff" + a.raw) if len(a.raw) == 4 else a
    ),
    "ToString() -> string": str,
    "static Any -> System.Net.IPAddress": IPAddress(bytes(4)),
    "static Loopback -> System.Net.IPAddress": IPAddress(b"\x7f\0\0\1"),
    "static Broadcast -> System.Net.IPAddress": IPAddress(b"\xff" * 4),
    "static None -> System.Net.IPAddress": IPAddress(b"\xff" * 4),
    "static IPv6Any -> System.Net.IPAddress": IPAddress(bytes(16)),
    "static IPv6Loopback -> System.Net.IPAddress": IPAddress(bytes(15) + b"\1"),
    "static IsLoopback(System.Net.IPAddress address) -> bool": loopback,
    "static HostToNetworkOrder(int host) -> int": lambda n: int.from_bytes(n.to_bytes(4, "little", signed=True), "big", signed=True),
    "static NetworkToHostOrder(int network) -> int": lambda n: int.from_bytes(n.to_bytes(4, "little", signed=True), "big", signed=True),
    "static Parse(string ipString) -> System.Net.IPAddress": parse,
    "static TryParse(string ipString, out System.Net.IPAddress address) -> bool": try_parse,
})  # fmt: skip


class IPEndPoint(NetObject):
    """System.Net.IPEndPoint."""

    __slots__ = ("address", "port")
    net = "System.Net.IPEndPoint"

    def __init__(self, address: Any, port: int) -> None:
        self.address = from_number(address) if isinstance(address, int) else address
        self.port = port

    def __str__(self) -> str:
        return f"[{self.address}]:{self.port}" if len(self.address.raw) == 16 else f"{self.address}:{self.port}"


def parse_end(text: str) -> IPEndPoint:
    host, _, port = text.rpartition(":")
    found = read(host.strip("[]"))
    if found is None or not port.isdigit():
        raise format_fault("An invalid IPEndPoint was specified.")
    return IPEndPoint(found, int(port))


define(_N + "IPEndPoint", py=IPEndPoint, members={
    "new(long address, int port)": IPEndPoint,
    "new(System.Net.IPAddress address, int port)": IPEndPoint,
    "AddressFamily -> System.Net.Sockets.AddressFamily": lambda e: named(
        "System.Net.Sockets.AddressFamily", 2 if len(e.address.raw) == 4 else 23
    ),
    "Address -> System.Net.IPAddress": Prop(lambda e: e.address, lambda e, v: setattr(e, "address", v)),
    "Port -> int": Prop(lambda e: e.port, lambda e, v: setattr(e, "port", v)),
    "ToString() -> string": str,
    "static Parse(string s) -> System.Net.IPEndPoint": parse_end,
})  # fmt: skip


class IPHostEntry(NetObject):
    """System.Net.IPHostEntry."""

    __slots__ = ("name", "addresses")
    net = "System.Net.IPHostEntry"

    def __init__(self, name: str, addresses: list[IPAddress]) -> None:
        self.name, self.addresses = name, addresses


def addresses_of(name: str) -> list[IPAddress]:
    """Gives a host's addresses; names beyond this machine's are asked of the host when it offers that."""
    found = read(name)
    if found is not None:
        return [found]
    if name.lower() in ("localhost", "", str(fact("machine_name", "localhost")).lower()):
        return [IPAddress(b"\x7f\0\0\1")]
    known = fact("addresses_of:" + name)
    if not known:
        raise throw_dotnet("System.Net.Sockets.SocketException", "Name or service not known")
    return [a for a in [read(k) for k in known] if a is not None]


def entry(name: Any) -> IPHostEntry:
    return IPHostEntry(str(name), addresses_of(str(name)))


define(_N + "IPHostEntry", py=IPHostEntry, members={
    "HostName -> string": lambda e: e.name,
    "Aliases -> string[]": lambda e: TypedArray("System.String", []),
    "AddressList -> System.Net.IPAddress[]": lambda e: TypedArray(_N + "IPAddress", e.addresses),
})  # fmt: skip
define(_N + "Dns", kind="static", members={
    "static GetHostName() -> string": lambda: str(fact("machine_name", "localhost")),
    "static GetHostEntry(string hostNameOrAddress) -> System.Net.IPHostEntry": entry,
    "static GetHostByName(string hostName) -> System.Net.IPHostEntry": entry,
    "static GetHostAddresses(string hostNameOrAddress) -> System.Net.IPAddress[]": lambda n: TypedArray(
        _N + "IPAddress", addresses_of(n)
    ),
})  # fmt: skip
_HELD: dict[str, Any] = {}


def held(name: str, otherwise: Any) -> Prop:
    """A setting that is only remembered."""

    def put(value: Any) -> None:
        _HELD[name] = value

    return Prop(lambda: _HELD.get(name, otherwise() if callable(otherwise) else otherwise), put)


define(_N + "ServicePointManager", kind="static", members={
    "static SecurityProtocol -> System.Net.SecurityProtocolType": held(
        "protocol", lambda: named("System.Net.SecurityProtocolType", 0)
    ),
    "static ServerCertificateValidationCallback -> object": held("callback", None),
    "static DefaultConnectionLimit -> int": held("limit", 2),
    "static Expect100Continue -> bool": held("expect", True),
})  # fmt: skip


class MailAddress(NetObject):
    """System.Net.Mail.MailAddress."""

    __slots__ = ("address", "name")
    net = "System.Net.Mail.MailAddress"

    def __init__(self, address: str, name: str = "") -> None:
        self.address, self.name = address, name

    def __str__(self) -> str:
        return f'"{self.name}" <{self.address}>' if self.name else self.address


def mail(text: str | None, name: str | None = None) -> MailAddress:
    if text is None:
        raise null("address")
    shown, sign, rest = text.partition("<")
    address = rest.rstrip("> ") if sign else text.strip()
    user, at, host = address.rpartition("@")
    if not at or not user or not host or " " in address:
        raise format_fault("The specified string is not in the form required for an e-mail address.")
    return MailAddress(address, name if name is not None else shown.strip().strip('"') if sign else "")


def try_mail(text: str | None, result: Reference) -> bool:
    try:
        result.set(mail(text))
        return True
    except DotNetThrow:
        result.set(None)
        return False


define(_N + "Mail.MailAddress", py=MailAddress, members={
    "new(string address)": mail,
    "new(string address, string displayName)": mail,
    "DisplayName -> string": lambda m: m.name,
    "User -> string": lambda m: m.address.rpartition("@")[0],
    "Host -> string": lambda m: m.address.rpartition("@")[2],
    "Address -> string": lambda m: m.address,
    "Equals(object value) -> bool": lambda m, o: isinstance(o, MailAddress) and str(m).lower() == str(o).lower(),
    "ToString() -> string": str,
    "static TryCreate(string address, out System.Net.Mail.MailAddress result) -> bool": try_mail,
})  # fmt: skip
