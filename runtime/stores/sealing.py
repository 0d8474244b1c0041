"""Guards every record of a store: a checksum, with a key an authentication code, on request encryption.

`context` says where a record belongs (job, table, number), so that one put in another's place is found out, too. What
`open` lets through is what was sealed; decoding comes after. Knows no database.
"""

import os
from hashlib import blake2b
from typing import Any

from perdure.interpreter.records import DamagedRecord
from perdure.runtime.stores.errors import StoreError

CHECK_BYTES = 8  # against accidents
CODE_BYTES = 16  # against forgery


class Sealer:
    """Checksums only: what a store without a key uses."""

    kind = "plain"

    def seal(self, context: bytes, body: bytes) -> bytes:
        """Gives the bytes to store."""
        return blake2b(body, digest_size=CHECK_BYTES, key=context[:64]).digest() + body

    def open(self, context: bytes, sealed: bytes) -> bytes:
        """Gives the body back; DamagedRecord when it is not what was sealed under this context."""
        body = sealed[CHECK_BYTES:]
        if blake2b(body, digest_size=CHECK_BYTES, key=context[:64]).digest() != sealed[:CHECK_BYTES]:
            raise DamagedRecord("a checksum is wrong")
        return body

    def seal_chunk(self, name: bytes, body: bytes) -> bytes:
        """Gives a chunk's bytes to store; its name is a checksum already."""
        return body

    def open_chunk(self, name: bytes, sealed: bytes) -> bytes:
        """Gives a chunk's body back, held against its name."""
        if blake2b(sealed, digest_size=len(name)).digest() != name:
            raise DamagedRecord("a chunk's checksum is wrong")
        return sealed

    def digest(self, body: bytes) -> bytes:
        """Gives a name for equal bytes, of use to nobody who lacks the key."""
        return blake2b(body, digest_size=CODE_BYTES).digest()

    def row_sum(self, row: "list[Any] | tuple[Any, ...]") -> bytes:
        """Gives the checksum, or code, of a row of plain columns."""
        return blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=CHECK_BYTES).digest()


class KeyedSealer(Sealer):
    """Authentication codes under a key; with `encrypt` AES-GCM (needs the extra `crypto`)."""

    def __init__(self, key: bytes, salt: bytes, encrypt: bool = False) -> None:
        """`key`: at least 16 secret bytes; `salt`: the store's own 16 bytes."""
        if len(key) < 16:
            raise StoreError("key", "The store's key is too short.", "It needs 16 bytes at least.")
        self.kind = "encrypted" if encrypt else "authenticated"
        self._mac = _derived(key, salt, b"perdure mac")
        self._aes: Any = _aes(_derived(key, salt, b"perdure aes")) if encrypt else None

    def seal(self, context: bytes, body: bytes) -> bytes:
        if self._aes is not None:
            nonce = os.urandom(12)
            return nonce + self._aes.encrypt(nonce, body, context)  # type: ignore[no-any-return]
        return self._code(context, body) + body

    def open(self, context: bytes, sealed: bytes) -> bytes:
        if self._aes is not None:
            try:
                return self._aes.decrypt(sealed[:12], sealed[12:], context)  # type: ignore[no-any-return]
            except Exception as fault:
                raise DamagedRecord("a record can't be decrypted") from fault
        body = sealed[CODE_BYTES:]
        if not _same(self._code(context, body), sealed[:CODE_BYTES]):
            raise DamagedRecord("an authentication code is wrong")
        return body

    def seal_chunk(self, name: bytes, body: bytes) -> bytes:
        return self.seal(b"chunk" + name, body)

    def open_chunk(self, name: bytes, sealed: bytes) -> bytes:
        return self.open(b"chunk" + name, sealed)

    def digest(self, body: bytes) -> bytes:
        return blake2b(body, digest_size=CODE_BYTES, key=self._mac, person=b"name").digest()

    def row_sum(self, row: "list[Any] | tuple[Any, ...]") -> bytes:
        return self._code(b"row", repr(tuple(row)).encode("utf-8", "surrogatepass"))

    def _code(self, context: bytes, body: bytes) -> bytes:
        made = blake2b(len(context).to_bytes(4, "big") + context, digest_size=CODE_BYTES, key=self._mac)
        made.update(body)
        return made.digest()


def _derived(key: bytes, salt: bytes, use: bytes) -> bytes:
    return blake2b(key, digest_size=32, salt=salt, person=use).digest()


def _same(left: bytes, right: bytes) -> bool:
    import hmac  # late: only stores with a key need it

    return hmac.compare_digest(left, right)


def _aes(key: bytes) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import (  # type: ignore[import-not-found,unused-ignore]
            AESGCM,  # an optional dependency
        )
    except ImportError:
        raise StoreError(
            "key", "An encrypted store needs the package cryptography.", "pip install 'perdure[crypto]'"
        ) from None
    return AESGCM(key)
