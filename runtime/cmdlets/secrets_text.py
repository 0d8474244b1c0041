"""ConvertTo-SecureString, ConvertFrom-SecureString and Get-Credential."""

from typing import Any

from perdure.interpreter import aes
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.secrets import PSCredential, SecureString

SECURITY = "Microsoft.PowerShell.Security"
SMA = "System.Management.Automation."
HEADER = "76492d1116743f0423413b16050a5345"  # in front of every text encrypted with a key
KEY_BYTES = (16, 24, 32)


def encrypted(text: str, key: bytes, start: bytes) -> str:
    """Gives a text encrypted as PowerShell stores it: header, and version, start and bytes in base64."""
    import base64

    data = aes.encrypt(text.encode("utf-16-le", "surrogatepass"), key, start)
    inner = f"2|{base64.b64encode(start).decode('ascii')}|{data.hex()}"
    return HEADER + base64.b64encode(inner.encode("utf-16-le")).decode("ascii")


def decrypted(text: str, key: bytes) -> str:
    """Gives the text back.

    Raises:
        ValueError: it is not such a text, or the key is another one.
    """
    import base64

    inner = base64.b64decode(text.removeprefix(HEADER), validate=True).decode("utf-16-le")
    _, start, data = inner.split("|")
    plain = aes.decrypt(bytes.fromhex(data), key, base64.b64decode(start))
    return plain.decode("utf-16-le", "surrogatepass")


class SecretCmdlet(Cmdlet):
    """The base: the key, given as bytes or as a secure string."""

    Key: Any = None
    SecureKey: Any = None

    def key(self) -> bytes | None:
        """Gives the key; None without one.

        Raises:
            ScriptError: it has a length that AES does not know.
        """
        key = None
        if self.SecureKey is not None:
            key = unwrap(self.SecureKey).text.encode("utf-16-le")
        elif self.Key is not None:
            key = bytes(int(unwrap(b)) for b in self.Key)
        if key is not None and len(key) not in KEY_BYTES:
            text = "The specified key is not valid. Encryption key length must be either 128, 192, or 256 bits."
            raise ScriptError(self.error(text, "Argument", "InvalidArgument", None, SMA + "PSArgumentException"))
        return key


@cmdlet("ConvertTo-SecureString", module=SECURITY, default_set="Secure")
class ConvertToSecureString(SecretCmdlet):
    """Makes a secure string of plain or of encrypted text."""

    String = P("string", pos=0, mandatory=True, pipe="value")
    SecureKey = P("securestring", pos=1, sets="Secure")
    Key = P("byte[]", sets="Open")
    AsPlainText = P("switch", pos=1, sets="PlainText")
    Force = P("switch", pos=2, sets="PlainText")

    def process(self) -> None:
        if self.AsPlainText:
            self.write(SecureString(self.String))
            return
        key = self.key()
        try:
            if key is None:
                self.write(SecureString(bytes.fromhex(self.String).decode("utf-16-le", "surrogatepass")))
            else:
                self.write(SecureString(decrypted(self.String, key)))
        except (ValueError, UnicodeDecodeError) as error:
            kind = "System.FormatException" if key is None else "System.Security.Cryptography.CryptographicException"
            text = (
                "Input string was not in a correct format."
                if key is None
                else "Padding is invalid and cannot be removed."
            )
            error_id = "ImportSecureString_InvalidArgument" if key is None else "ImportSecureString_InvalidArgument_CryptographicError"  # fmt: skip
            raise ScriptError(self.error(text, error_id, "InvalidArgument", None, kind)) from error


@cmdlet("ConvertFrom-SecureString", module=SECURITY, default_set="Secure")
class ConvertFromSecureString(SecretCmdlet):
    """Gives a secure string as encrypted or as plain text."""

    SecureString = P("securestring", pos=0, mandatory=True, pipe="value")
    SecureKey = P("securestring", pos=1, sets="Secure")
    AsPlainText = P("switch", sets="AsPlainText")
    Key = P("byte[]", sets="Open")

    def process(self) -> None:
        text = unwrap(self.SecureString).text
        if self.AsPlainText:
            self.write(text)
            return
        key = self.key()
        if key is None:
            self.write(text.encode("utf-16-le", "surrogatepass").hex())
        else:
            from secrets import token_bytes

            self.write(encrypted(text, key, token_bytes(16)))


@cmdlet("Get-Credential", module=SECURITY, default_set="CredentialSet")
class GetCredential(Cmdlet):
    """Asks for a user name and a password."""

    Credential = P("object", pos=0, sets="CredentialSet")
    Message = P("string", sets="MessageSet")
    UserName = P("string", pos=0, sets="MessageSet")
    Title = P("string", sets="MessageSet")

    def process(self) -> None:
        given = unwrap(self.Credential)
        if isinstance(given, PSCredential):
            self.write(given)
            return
        name = given if isinstance(given, str) else self.UserName
        try:
            user = name or self.cx.host.read_line("User: ")
            secret = self.cx.host.read_secret(f"Password for user {user}: ")
        except EOFError:
            text = (
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available: give Get-Credential a "
                "PSCredential, or make one with [pscredential]::new."
            )
            raise ScriptError(
                self.error(text, "InvalidOperation", "InvalidOperation", None, SMA + "PSInvalidOperationException")
            ) from None
        self.write(PSCredential(user, SecureString(secret)))
