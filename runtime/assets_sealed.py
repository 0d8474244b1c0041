"""Assets in a file that is encrypted: each asset sealed by itself with AES-GCM, bound to its kind and name.

The key is PERDURE_KEY (hexadecimal) or the content of the file that PERDURE_KEY_FILE names; `perdure assets key FILE`
makes one. Names are readable without it, contents are not.
"""

import base64
import json
import os
from collections.abc import Mapping
from typing import Any

from perdure.interpreter.records import DamagedRecord
from perdure.runtime.assets import KINDS, AssetError, Assets, Entries
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.sealing import KeyedSealer

KEY_VARIABLE, KEY_FILE_VARIABLE = "PERDURE_KEY", "PERDURE_KEY_FILE"
KEY_BYTES = 32
FORMAT = 1


def open_file(path: str, environ: Mapping[str, str]) -> "SealedAssets":
    return SealedAssets(path, key_of(environ))


def key_of(environ: Mapping[str, str]) -> bytes:
    """Gives the key.

    Raises:
        AssetError: there is none, or it is no key.
    """
    text, where = environ.get(KEY_VARIABLE) or "", KEY_VARIABLE
    path = environ.get(KEY_FILE_VARIABLE)
    if not text and path:
        where = path
        try:
            with open(path, encoding="ascii", errors="replace") as file:
                text = file.read()
        except OSError as error:
            raise AssetError(f"The key file {path} can't be read: {error.strerror}.") from None
    if not text:
        raise AssetError(
            f"The assets are sealed and there is no key: {KEY_VARIABLE} holds it, or {KEY_FILE_VARIABLE} names its file "
            "(perdure assets key FILE makes one)."
        )
    try:
        return bytes.fromhex(text.strip())
    except ValueError:
        raise AssetError(f"{where} holds no key: {2 * KEY_BYTES} hexadecimal digits are one.") from None


def make_key(path: str) -> None:
    """Writes a new key to a file that only its owner can read; a file that is there stays.

    Raises:
        AssetError: there is such a file, or it can't be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise AssetError(f"{path} can't be made: {error.strerror}.") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(os.urandom(KEY_BYTES).hex() + "\n")


class SealedAssets(Assets):
    """See the module."""

    def __init__(self, path: str, key: bytes) -> None:
        super().__init__(path)
        self.key = key
        self.salt = os.urandom(16)

    def sealer(self) -> KeyedSealer:
        try:
            return KeyedSealer(self.key, self.salt, encrypt=True)
        except StoreError as error:
            raise AssetError(f"{error.message} {error.hint}") from None

    def decode(self, data: bytes) -> Entries:
        made: Entries = {kind: {} for kind in KINDS}
        try:
            content = json.loads(data)
            self.salt = bytes.fromhex(content["salt"])
            rows = [(row["kind"], row["name"], base64.b64decode(row["sealed"])) for row in content["assets"]]
        except (ValueError, KeyError, TypeError):
            raise AssetError(f"{self.path} is no file of sealed assets, or it is damaged.") from None
        sealer = self.sealer()
        for kind, name, sealed in rows:
            try:
                made[kind][name] = json.loads(sealer.open(context(kind, name), sealed))
            except (DamagedRecord, KeyError):
                raise AssetError(f"{self.path}: the {kind} {name} can't be opened: the key is another one.") from None
        return made

    def encode(self, entries: Entries) -> bytes:
        sealer = self.sealer()
        rows: list[dict[str, Any]] = []
        for kind in KINDS:
            for name, entry in entries[kind].items():
                body = json.dumps(entry, default=str).encode("utf-8")
                sealed = base64.b64encode(sealer.seal(context(kind, name), body)).decode("ascii")
                rows.append({"kind": kind, "name": name, "sealed": sealed})
        content = {"perdure": "assets", "format": FORMAT, "salt": self.salt.hex(), "assets": rows}
        return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def context(kind: str, name: str) -> bytes:
    """Gives what a sealed asset is bound to."""
    return f"asset\0{kind}\0{name}".encode()
