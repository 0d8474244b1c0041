"""Reads certificates: DER, PEM and PKCS #12 (PFX), with the package cryptography."""

import datetime
from typing import Any

from perdure.interpreter.values.certificates import Certificate
from perdure.interpreter.values.datetime import DateTime
from perdure.runtime.assets import AssetError

TICKS_OF_1970 = 621_355_968_000_000_000
TICKS_PER_S = 10_000_000
LOCAL = 2
SHORT_NAMES = {"commonName": "CN", "organizationName": "O", "organizationalUnitName": "OU", "countryName": "C",
               "localityName": "L", "stateOrProvinceName": "S", "domainComponent": "DC", "emailAddress": "E"}  # fmt: skip


def read_certificate(data: bytes, password: str | None, host: Any) -> Certificate:
    """Gives the certificate in a file's bytes, with its private key where that is there.

    Args:
        host: tells the local zone, since .NET gives a certificate's dates in it.

    Raises:
        AssetError: it can't be read, or cryptography is missing.
    """
    try:
        from cryptography import x509
        from cryptography.hazmat.primitives import serialization
        from cryptography.hazmat.primitives.serialization import pkcs12
    except ImportError:
        raise AssetError(
            "Reading certificates needs the package cryptography: pip install 'perdure[crypto]'."
        ) from None
    key: Any = None
    secret = password.encode() if password else None
    try:
        if b"-----BEGIN" in data:
            found: Any = x509.load_pem_x509_certificate(data)
            if b"PRIVATE KEY-----" in data:
                key = serialization.load_pem_private_key(data, secret)
        else:
            try:
                found = x509.load_der_x509_certificate(data)
            except ValueError:
                key, found, _ = pkcs12.load_key_and_certificates(data, secret)
    except (ValueError, TypeError) as error:
        raise AssetError(f"It is no certificate, or its password is another one: {error}") from None
    if found is None:
        raise AssetError("The file holds no certificate.")
    encoding = serialization.Encoding
    text = ""
    if key is not None:
        plain = serialization.NoEncryption()
        text = key.private_bytes(encoding.PEM, serialization.PrivateFormat.PKCS8, plain).decode("ascii")
    made = Certificate(found.public_bytes(encoding.DER), text)
    made.subject, made.issuer = shown(found.subject), shown(found.issuer)
    made.serial = f"{found.serial_number:X}"
    made.serial = made.serial.zfill(len(made.serial) + len(made.serial) % 2)
    made.version = found.version.value + 1
    made.not_before = local(found.not_valid_before_utc, host)
    made.not_after = local(found.not_valid_after_utc, host)
    return made


def shown(name: Any) -> str:
    """Gives a distinguished name as .NET shows it: the last part first."""
    parts = [f"{SHORT_NAMES.get(part.oid._name, part.oid.dotted_string)}={part.value}" for part in name]
    return ", ".join(reversed(parts))


def local(when: datetime.datetime, host: Any) -> DateTime:
    """Gives a UTC time as a DateTime of the local zone."""
    ticks = TICKS_OF_1970 + int(when.timestamp()) * TICKS_PER_S
    return DateTime(ticks + host.local_offset_minutes(ticks, True) * 60 * TICKS_PER_S, LOCAL)
