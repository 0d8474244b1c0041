"""System.Security.Cryptography: Aes and its transforms, CryptoStream, keys out of passwords."""

import hashlib
from typing import Any

from perdure.interpreter import aes
from perdure.interpreter.dotnet._faults import argument, null, outside
from perdure.interpreter.dotnet.hashing import NAMES, secret_bytes
from perdure.interpreter.dotnet.streams import Stream
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import byte_array
from perdure.interpreter.values.enums import EnumValue, named

_C = "System.Security.Cryptography."


def fault(message: str) -> DotNetThrow:
    return throw_dotnet(_C + "CryptographicException", message)


class Aes(NetObject):
    """The Aes algorithm: key, initialization vector, how blocks are chained and filled up."""

    __slots__ = ("key", "start", "mode", "padding")
    net = _C + "AesImplementation"

    def __init__(self) -> None:
        self.key, self.start = secret_bytes(32), secret_bytes(16)
        self.mode, self.padding = "CBC", "PKCS7"


class Transform(NetObject):
    """What CreateEncryptor and CreateDecryptor give: `pending` bytes that fill no block yet."""

    __slots__ = ("key", "start", "mode", "padding", "encrypts", "pending")
    net = _C + "UniversalCryptoTransform"

    def __init__(self, owner: Aes, encrypts: bool, key: bytes, start: bytes) -> None:
        self.key, self.start, self.encrypts = key, start, encrypts
        self.mode, self.padding, self.pending = owner.mode, owner.padding, b""

    def whole(self, data: bytes) -> bytes:
        """Gives the result for all that was taken, this last part included."""
        data, self.pending = self.pending + data, b""
        start = None if self.mode == "ECB" else self.start
        if self.encrypts:
            return aes.chain(padded(data, self.padding), self.key, start)
        if len(data) % 16:
            raise fault("The input data is not a complete block.")
        return unpadded(aes.unchain(data, self.key, start), self.padding)


def padded(data: bytes, padding: str) -> bytes:
    rest = len(data) % 16
    if padding == "None":
        if rest:
            raise fault("The input data is not a complete block.")
        return data
    count = 16 - rest
    if padding == "Zeros":
        return data + bytes(count % 16)
    if padding == "ANSIX923":
        return data + bytes(count - 1) + bytes([count])
    if padding == "ISO10126":
        return data + secret_bytes(count - 1) + bytes([count])
    return data + bytes([count]) * count


def unpadded(data: bytes, padding: str) -> bytes:
    if padding in ("None", "Zeros") or not data:
        return data
    count = data[-1]
    good = 1 <= count <= 16
    if padding == "PKCS7":
        good = good and data[-count:] == bytes([count]) * count
    elif padding == "ANSIX923":
        good = good and not any(data[-count:-1])
    if not good:
        raise fault("Padding is invalid and cannot be removed.")
    return data[:-count]


def set_key(a: Aes, value: Any) -> None:
    if value is None:
        raise null("value")
    if len(value) not in (16, 24, 32):
        raise fault("Specified key is not a valid size for this algorithm.")
    a.key = bytes(value)


def set_start(a: Aes, value: Any) -> None:
    if value is None:
        raise null("value")
    if len(value) != 16:
        raise fault("Specified initialization vector (IV) does not match the block size for this algorithm.")
    a.start = bytes(value)


def set_size(a: Aes, bits: int) -> None:
    if bits not in (128, 192, 256):
        raise fault("Specified key is not a valid size for this algorithm.")
    if bits != len(a.key) * 8:
        a.key = secret_bytes(bits // 8)


def set_mode(a: Aes, mode: Any) -> None:
    if str(mode) not in ("CBC", "ECB"):
        raise fault("Specified cipher mode is not valid for this algorithm.")
    a.mode = str(mode)


def made_by(encrypts: bool) -> Any:
    def make(a: Aes, key: Any = None, start: Any = None) -> Transform:
        used = Aes()
        set_key(used, a.key if key is None else key)
        set_start(used, a.start if start is None else start)
        return Transform(a, encrypts, used.key, used.start)

    return make


def at_once(encrypts: bool, mode: str) -> Any:
    """Makes EncryptCbc and its like: bytes in, bytes out."""

    def run(a: Aes, data: Any, *more: Any) -> Any:
        start = bytes(more[0]) if mode == "CBC" else bytes(16)
        used = Transform(a, encrypts, a.key, start)
        used.mode = mode
        used.padding = str(more[-1]) if more and isinstance(more[-1], EnumValue) else "PKCS7"
        return byte_array(used.whole(bytes(data)))

    return run


def enum_prop(type_name: str, slot: str, put: Any) -> Prop:
    return Prop(lambda a: named(find_type(type_name), getattr(a, slot)), put, type_name)


_AES: dict[str, Any] = {
    "Key": Prop(lambda a: byte_array(a.key), set_key, "System.Byte[]"),
    "IV": Prop(lambda a: byte_array(a.start), set_start, "System.Byte[]"),
    "KeySize": Prop(lambda a: len(a.key) * 8, set_size, "System.Int32"),
    "BlockSize": Prop(lambda a: 128, lambda a, v: None, "System.Int32"),
    "FeedbackSize": Prop(lambda a: 8, lambda a, v: None, "System.Int32"),
    "Mode": enum_prop(_C + "CipherMode", "mode", set_mode),
    "Padding": enum_prop(_C + "PaddingMode", "padding", lambda a, v: setattr(a, "padding", str(v))),
    "GenerateKey() -> void": lambda a: setattr(a, "key", secret_bytes(len(a.key))),
    "GenerateIV() -> void": lambda a: setattr(a, "start", secret_bytes(16)),
    "ValidKeySize(int bitLength) -> bool": lambda a, n: n in (128, 192, 256),
    "Clear() -> void": lambda a: None,
    "Dispose() -> void": lambda a: None,
}
for _word, _way in (("Encryptor", True), ("Decryptor", False)):
    _AES[f"Create{_word}() -> {_C}ICryptoTransform"] = made_by(_way)
    _AES[f"Create{_word}(byte[] rgbKey, byte[] rgbIV) -> {_C}ICryptoTransform"] = made_by(_way)
for _word, _text, _way in (("Encrypt", "plaintext", True), ("Decrypt", "ciphertext", False)):
    _pad = f"{_C}PaddingMode paddingMode"
    _AES[f"{_word}Cbc(byte[] {_text}, byte[] iv) -> byte[]"] = at_once(_way, "CBC")
    _AES[f"{_word}Cbc(byte[] {_text}, byte[] iv, {_pad}) -> byte[]"] = at_once(_way, "CBC")
    _AES[f"{_word}Ecb(byte[] {_text}, {_pad}) -> byte[]"] = at_once(_way, "ECB")
define(_C + "SymmetricAlgorithm", interfaces=["System.IDisposable"], abstract=True, members=_AES)
define(_C + "Aes", _C + "SymmetricAlgorithm", abstract=True, members={
    f"static Create() -> {_C}Aes": Aes,
    f"static Create(string algorithmName) -> {_C}Aes": lambda _name: Aes(),
})  # fmt: skip
define(Aes.net, _C + "Aes", py=Aes)
for _name in ("AesManaged", "AesCryptoServiceProvider"):
    define(_C + _name, _C + "Aes", members={"new()": Aes})


# ---- transforms and streams -------------------------------------------------------------------------------------------------


def last_block(t: Transform, data: Any, offset: int, count: int) -> Any:
    if data is None:
        raise null("inputBuffer")
    return byte_array(t.whole(bytes(data)[offset : offset + count]))


def block(t: Transform, data: Any, offset: int, count: int, _out: Any, _at: int) -> int:
    t.pending += bytes(data)[offset : offset + count]
    return 0


define(_C + "ICryptoTransform", None, kind="interface")
define(Transform.net, interfaces=[_C + "ICryptoTransform", "System.IDisposable"], py=Transform, members={
    "InputBlockSize -> int": lambda t: 16,
    "OutputBlockSize -> int": lambda t: 16,
    "CanReuseTransform -> bool": lambda t: True,
    "CanTransformMultipleBlocks -> bool": lambda t: True,
    "TransformBlock(byte[] inputBuffer, int inputOffset, int inputCount, byte[] outputBuffer, int outputOffset) -> int": block,
    "TransformFinalBlock(byte[] inputBuffer, int inputOffset, int inputCount) -> byte[]": last_block,
    "Dispose() -> void": lambda t: None,
})  # fmt: skip


class CryptoStream(Stream):
    """A stream through a transform: read, its source is transformed whole; written, its target gets all at the end."""

    __slots__ = ("base", "transform", "ended", "keep")
    net = _C + "CryptoStream"

    def __init__(self, base: Stream, transform: Transform, mode: Any, keep: bool = False) -> None:
        writes = str(mode) == "Write"
        super().__init__(b"" if writes else transform.whole(base.take(len(base.data))), writes, not writes)
        self.base, self.transform, self.keep = base, transform, keep
        self.ended = not writes

    def end(self) -> None:
        if not self.ended:
            self.base.put(self.transform.whole(bytes(self.data)))
            self.ended = True

    def close(self) -> None:
        if self.open:
            self.end()
            self.open = False
            if not self.keep:
                self.base.close()


_ARGS = f"stream stream, {_C}ICryptoTransform transform, {_C}CryptoStreamMode mode"
define(CryptoStream.net, "System.IO.Stream", py=CryptoStream, members={
    f"new({_ARGS})": CryptoStream,
    f"new({_ARGS}, bool leaveOpen)": CryptoStream,
    "CanSeek -> bool": lambda s: False,
    "HasFlushedFinalBlock -> bool": lambda s: s.ended,
    "FlushFinalBlock() -> void": lambda s: s.end(),
})  # fmt: skip


# ---- keys out of passwords ----------------------------------------------------------------------------------------------------


class AlgorithmName(NetObject):
    """HashAlgorithmName."""

    __slots__ = ("name",)
    net = _C + "HashAlgorithmName"

    def __init__(self, name: str | None = None) -> None:
        self.name = name

    def __str__(self) -> str:
        return self.name or ""

    def __eq__(self, other: object) -> bool:
        return type(other) is AlgorithmName and other.name == self.name

    def __hash__(self) -> int:
        return hash(self.name)


define(AlgorithmName.net, "System.ValueType", kind="struct", py=AlgorithmName, members={
    "new(string name)": AlgorithmName,
    "Name -> string": lambda n: n.name,
    "ToString() -> string": str,
    **{f"static {word} -> {AlgorithmName.net}": AlgorithmName(word.replace("_", "-")) for word in NAMES},
})  # fmt: skip


class DeriveBytes(NetObject):
    """Rfc2898DeriveBytes: PBKDF2, its bytes given out piece by piece."""

    __slots__ = ("password", "salt", "rounds", "name", "given")
    net = _C + "Rfc2898DeriveBytes"

    def __init__(self, password: bytes, salt: bytes, rounds: int, name: str) -> None:
        self.password, self.salt, self.rounds, self.name, self.given = password, salt, rounds, name, 0

    def take(self, count: int) -> bytes:
        made = hashlib.pbkdf2_hmac(self.name, self.password, self.salt, self.rounds, self.given + count)
        self.given += count
        return made[self.given - count :]


def derive(password: Any, salt: Any, rounds: int = 1000, algorithm: Any = None) -> DeriveBytes:
    if password is None or salt is None:
        raise null("password" if password is None else "salt")
    if rounds <= 0:
        raise outside("iterations", "Positive number required.")
    raw = password.encode() if isinstance(password, str) else bytes(password)
    grain = secret_bytes(salt) if isinstance(salt, int) else bytes(salt)
    name = NAMES.get(str(algorithm or "SHA1").replace("-", "_").upper())
    if name is None:
        raise argument(f"'{algorithm}' is not a known hash algorithm.")
    return DeriveBytes(raw, grain, rounds, name)


def pbkdf2(password: Any, salt: Any, rounds: int, algorithm: Any, count: int) -> Any:
    return byte_array(derive(password, salt, rounds, algorithm).take(count))


_NAME = f"{AlgorithmName.net} hashAlgorithm"
_MAKERS: dict[str, Any] = {}
for _password in ("string password", "byte[] password"):
    for _tail in ("", ", int iterations", f", int iterations, {_NAME}"):
        _MAKERS[f"new({_password}, byte[] salt{_tail})"] = derive
    _MAKERS[f"static Pbkdf2({_password}, byte[] salt, int iterations, {_NAME}, int outputLength) -> byte[]"] = pbkdf2
for _tail in ("", ", int iterations", f", int iterations, {_NAME}"):
    _MAKERS[f"new(string password, int saltSize{_tail})"] = derive
define(_C + "DeriveBytes", interfaces=["System.IDisposable"], abstract=True)
define(DeriveBytes.net, _C + "DeriveBytes", py=DeriveBytes, members={
    **_MAKERS,
    "Salt -> byte[]": lambda d: byte_array(d.salt),
    "IterationCount -> int": lambda d: d.rounds,
    "HashAlgorithm -> System.Security.Cryptography.HashAlgorithmName": lambda d: AlgorithmName(d.name.upper()),
    "GetBytes(int cb) -> byte[]": lambda d, n: byte_array(d.take(n)),
    "Reset() -> void": lambda d: setattr(d, "given", 0),
    "Dispose() -> void": lambda d: None,
})  # fmt: skip


def no_windows(*_args: Any) -> Any:
    raise throw_dotnet(
        "System.PlatformNotSupportedException", "Windows Data Protection API (DPAPI) is not supported on this platform."
    )


define(_C + "ProtectedData", kind="static", members={
    f"static Protect(byte[] userData, byte[] optionalEntropy, {_C}DataProtectionScope scope) -> byte[]": no_windows,
    f"static Unprotect(byte[] encryptedData, byte[] optionalEntropy, {_C}DataProtectionScope scope) -> byte[]": no_windows,
})  # fmt: skip
