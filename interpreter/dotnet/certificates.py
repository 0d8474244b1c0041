"""X509Certificate2's members that scripts look at."""

from hashlib import sha1

from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.certificates import Certificate
from perdure.interpreter.values.collections import TypedArray, byte_array

BASE = "System.Security.Cryptography.X509Certificates."


def thumbprint(c: Certificate) -> str:
    return sha1(c.raw, usedforsecurity=False).hexdigest().upper()


def raw_bytes(c: Certificate) -> TypedArray:
    return byte_array(c.raw)


def part_of(name: str, wanted: str) -> str:
    """Gives a part of a distinguished name, "" where it has none."""
    for part in name.split(","):
        key, _, value = part.strip().partition("=")
        if key.upper() == wanted:
            return value
    return ""


def simple_name(c: Certificate) -> str:
    return part_of(c.subject, "CN") or c.subject


define(BASE + "X509Certificate", "System.Object", interfaces=["System.IDisposable"])
define(BASE + "X509Certificate2", BASE + "X509Certificate", py=Certificate, members={
    "Thumbprint -> string": Prop(thumbprint),
    "Subject -> string": Prop(lambda c: c.subject),
    "Issuer -> string": Prop(lambda c: c.issuer),
    "SerialNumber -> string": Prop(lambda c: c.serial),
    "NotBefore -> System.DateTime": Prop(lambda c: c.not_before),
    "NotAfter -> System.DateTime": Prop(lambda c: c.not_after),
    "FriendlyName -> string": Prop(lambda c: c.friendly_name),
    "HasPrivateKey -> bool": Prop(lambda c: bool(c.key)),
    "Version -> int": Prop(lambda c: c.version),
    "RawData -> byte[]": Prop(raw_bytes),
    "GetRawCertData() -> byte[]": raw_bytes,
    "GetCertHashString() -> string": thumbprint,
    "GetCertHash() -> byte[]": lambda c: byte_array(bytes.fromhex(thumbprint(c))),
    "GetSerialNumberString() -> string": lambda c: c.serial,
    "GetNameInfo(object nameType, bool forIssuer) -> string": lambda c, kind, issuer: (
        part_of(c.issuer, "CN") if issuer else simple_name(c)
    ),
    "ToString() -> string": lambda c: (
        f"[Subject]\n  {c.subject}\n\n[Issuer]\n  {c.issuer}\n\n[Serial Number]\n  {c.serial}\n\n"
        f"[Thumbprint]\n  {thumbprint(c)}\n"
    ),
    "Dispose() -> void": lambda c: None,
    "Reset() -> void": lambda c: None,
})  # fmt: skip
