"""X509Certificate2: what a certificate says of itself. Reading one from bytes is the runtime's business."""

from typing import Any

from perdure.interpreter.values.base import NetObject


class Certificate(NetObject):
    """System.Security.Cryptography.X509Certificates.X509Certificate2.

    `raw` is the certificate in DER; `key` the private key in PEM, "" without one; the rest is what was read from `raw`.
    """

    __slots__ = ("raw", "key", "subject", "issuer", "serial", "not_before", "not_after", "version", "friendly_name")
    net = "System.Security.Cryptography.X509Certificates.X509Certificate2"

    def __init__(self, raw: bytes, key: str = "") -> None:
        self.raw, self.key = raw, key
        self.subject = self.issuer = self.serial = self.friendly_name = ""
        self.not_before: Any = None  # DateTime
        self.not_after: Any = None
        self.version = 3

    def __repr__(self) -> str:
        return f"Certificate({self.subject!r})"
