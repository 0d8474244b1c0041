"""Hash algorithms (SHA256, MD5 ...), HMAC, random bytes."""

import hashlib
import hmac
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.dotnet._faults import argument, null, outside
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import byte_array
from perdure.interpreter.values.numbers import Byte

_C = "System.Security.Cryptography."


class HashAlgorithm(NetObject):
    """A hash algorithm: `name` hashlib's, `key` bytes for an HMAC; `last` the last hash; `pending` blocks so far."""

    __slots__ = ("name", "key", "last", "pending", "kind")
    net = "System.Security.Cryptography.HashAlgorithm"

    def __init__(self, kind: str, name: str, key: bytes | None = None) -> None:
        self.kind, self.name, self.key = kind, name, key
        self.last = b""
        self.pending = b""

    @property
    def net_type(self) -> Any:
        return find_type(self.kind)

    def digest(self, data: bytes) -> bytes:
        if self.key is not None:
            self.last = hmac.new(self.key, data, self.name).digest()
        else:
            self.last = hashlib.new(self.name, data, usedforsecurity=False).digest()
        return self.last


def compute(h: HashAlgorithm, data: Any, offset: int = 0, count: int | None = None) -> Any:
    if data is None:
        raise null("buffer")
    if hasattr(data, "take"):
        return byte_array(h.digest(data.take(len(data.data))))
    raw = bytes(data)
    return byte_array(h.digest(raw[offset : None if count is None else offset + count]))


def transform(h: HashAlgorithm, data: Any, offset: int, count: int, *_more: Any) -> int:
    h.pending += bytes(data)[offset : offset + count]
    return count


def transform_last(h: HashAlgorithm, data: Any, offset: int, count: int) -> Any:
    raw = bytes(data or b"")[offset : offset + count]
    h.digest(h.pending + raw)
    h.pending = b""
    return byte_array(raw)


_BASE: dict[str, Any] = {
    "Hash -> byte[]": lambda h: byte_array(h.last) if h.last else None,
    "HashSize -> int": lambda h: hashlib.new(h.name, usedforsecurity=False).digest_size * 8,
    "ComputeHash(byte[] buffer) -> byte[]": compute,
    "ComputeHash(stream inputStream) -> byte[]": compute,
    "ComputeHash(byte[] buffer, int offset, int count) -> byte[]": compute,
    "TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset) -> int": transform,
    "TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount) -> byte[]": transform_last,
    "Initialize() -> void": lambda h: None,
    "Clear() -> void": lambda h: None,
    "Dispose() -> void": lambda h: None,
}


def secret_bytes(count: int) -> bytes:
    """Gives random bytes for keys; the session's own chance is not good enough for those."""
    made: bytes = current().host.secret_bytes(count)
    return made


NAMES = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512",
         "SHA3_256": "sha3_256", "SHA3_384": "sha3_384", "SHA3_512": "sha3_512"}  # fmt: skip


def by_name(name: str) -> Any:
    short = name.upper().replace("-", "").replace("SYSTEM.SECURITY.CRYPTOGRAPHY.", "")
    return HashAlgorithm(_C + short, NAMES[short]) if short in NAMES else None


define(_C + "HashAlgorithm", interfaces=["System.IDisposable"], abstract=True,
       members={**_BASE, "static Create(string hashName) -> object": by_name})  # fmt: skip
define(_C + "KeyedHashAlgorithm", _C + "HashAlgorithm", abstract=True)
define(_C + "HMAC", _C + "KeyedHashAlgorithm", abstract=True)


def _declare(short: str, name: str) -> None:
    full = _C + short

    def make() -> HashAlgorithm:
        return HashAlgorithm(full, name)

    def hashed(data: Any) -> Any:
        return byte_array(HashAlgorithm(full, name).digest(bytes(data)))

    define(full, _C + "HashAlgorithm", abstract=True, members={
        f"static Create() -> {full}": make,
        "static HashData(byte[] source) -> byte[]": hashed,
        "static HashSizeInBytes -> int": hashlib.new(name, usedforsecurity=False).digest_size,
    })  # fmt: skip
    for tail in ("Managed", "CryptoServiceProvider"):
        define(full + tail, full, members={"new()": make})

    def keyed(key: Any = None) -> HashAlgorithm:
        raw = bytes(key) if key is not None else secret_bytes(64)
        return HashAlgorithm(_C + "HMAC" + short, name, raw)

    define(_C + "HMAC" + short, _C + "HMAC", members={
        "new()": keyed,
        "new(byte[] key)": keyed,
        "Key -> byte[]": Prop(lambda h: byte_array(h.key), lambda h, v: setattr(h, "key", bytes(v))),
        "static HashData(byte[] key, byte[] source) -> byte[]": lambda k, d: byte_array(keyed(k).digest(bytes(d))),
    })  # fmt: skip


for _short, _name in NAMES.items():
    _declare(_short, _name)


def random_bytes(count: int) -> Any:
    if count < 0:
        raise outside("count", "Non-negative number required.")
    return byte_array(secret_bytes(count))


def fill(_r: Any, data: list[Any]) -> None:
    data[:] = [Byte(b) for b in secret_bytes(len(data))]


def below(low: int, high: int) -> int:
    """Gives a number that nobody can guess."""
    if low >= high:
        raise argument("Range of random number does not contain at least one possibility.")
    span = high - low
    while True:  # the bits are drawn anew until they fall into the span, so that every number is as likely
        number = int.from_bytes(secret_bytes(8), "little") & ((1 << span.bit_length()) - 1)
        if number < span:
            return low + number


def hex_string(length: int, lower: bool = False) -> str:
    text = secret_bytes((length + 1) // 2).hex()[:length]
    return text if lower else text.upper()


def characters(choices: str, length: int) -> str:
    return "".join([choices[below(0, len(choices))] for _ in range(length)])


class RandomSource(NetObject):
    """RandomNumberGenerator."""

    __slots__ = ()
    net = "System.Security.Cryptography.RandomNumberGenerator"


define(_C + "RandomNumberGenerator", py=RandomSource, abstract=True, members={
    "GetBytes(byte[] data) -> void": fill,
    "GetNonZeroBytes(byte[] data) -> void": fill,
    "Dispose() -> void": lambda r: None,
    "static Create() -> object": RandomSource,
    "static GetBytes(int count) -> byte[]": random_bytes,
    "static GetHexString(int stringLength) -> string": hex_string,
    "static GetHexString(int stringLength, bool lowercase) -> string": hex_string,
    "static GetString(string choices, int length) -> string": characters,
    "static Fill(byte[] data) -> void": lambda d: fill(None, d),
    "static GetInt32(int toExclusive) -> int": lambda n: below(0, n),
    "static GetInt32(int fromInclusive, int toExclusive) -> int": below,
})  # fmt: skip
define(_C + "RNGCryptoServiceProvider", _C + "RandomNumberGenerator", members={"new()": RandomSource})
