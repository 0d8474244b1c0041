"""Get-FileHash and New-TemporaryFile."""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.values.base import PSCustomObject
from perdure.runtime import drives
from perdure.runtime.pathing import PathCmdlet

ALGORITHMS = ("SHA1", "SHA256", "SHA384", "SHA512", "MD5")
NAME_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@cmdlet("Get-FileHash", default_set="Path")
class GetFileHash(PathCmdlet):
    """Gets the hash of files or of a stream."""

    Path = P("string[]", pos=0, mandatory=True, pipe="value name", sets="Path")
    LiteralPath = P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="LiteralPath")
    InputStream = P("System.IO.Stream", pos=0, mandatory=True, sets="StreamParameterSet")
    Algorithm = P("string", pos=1, values=ALGORITHMS, default="SHA256")

    def process(self) -> None:
        if self.InputStream is not None:
            self.put(stream_bytes(self.InputStream, self.scope), None)
            return
        for place in self.places():
            if place.provider.flat or place.is_container():
                continue
            data = self.guarded(self.read, place.inner)
            if data is not None:
                self.put(data, place.inner)

    def read(self, file: str) -> bytes:
        """Gives a file's bytes."""
        try:
            return self.cx.host.read_bytes(file)  # type: ignore[no-any-return]
        except OSError as error:
            kind, text = describe(error, file, self.cx.host)
            raise ScriptError(self.error(text, "FileReadError", "ReadError", file, kind)) from None

    def put(self, data: bytes, file: str | None) -> None:
        """Puts one hash out."""
        import hashlib

        algorithm = self.Algorithm.upper()
        digest = hashlib.new(algorithm.lower(), data, usedforsecurity=False).hexdigest().upper()
        props = {"Algorithm": algorithm, "Hash": digest, "Path": file}
        self.write(PSCustomObject(props, ["Microsoft.Powershell.Utility.FileHash"]))


def stream_bytes(stream: Any, scope: Any) -> bytes:
    """Gives what is left to read in a .NET stream."""
    data = bytearray()
    while True:
        byte = members.invoke(stream, "ReadByte", [], scope)
        if byte is None or int(byte) < 0:
            return bytes(data)
        data.append(int(byte))


@cmdlet("New-TemporaryFile", should_process=True, confirm_impact="Low")
class NewTemporaryFile(Cmdlet):
    """Makes an empty file with a name of its own in the folder for temporary files."""

    def end(self) -> None:
        folder = drives.of(self.cx).place("Temp:/", self.scope)
        random = self.cx.host.random()
        place = folder
        while place.exists():
            place = folder.child("tmp" + "".join(random.choice(NAME_CHARS) for _ in range(6)) + ".tmp")
        if self.should_process(place.inner):
            try:
                self.cx.host.write_bytes(place.inner, b"")
            except OSError as error:
                kind, text = describe(error, place.inner, self.cx.host)
                raise ScriptError(
                    self.error(text, "NewTemporaryFileWriteError", "WriteError", place.inner, kind)
                ) from None
            self.write(place.provider.dress(place))
