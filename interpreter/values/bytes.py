"""ByteCollection: a row of bytes as Format-Hex shows it."""

from perdure.interpreter.values.base import NetObject

PER_ROW = 16


class ByteCollection(NetObject):
    """Bytes at an offset; `path` is the file's, "" without one; `label` stands above a group of rows."""

    __slots__ = ("offset", "data", "path", "label")
    net = "Microsoft.PowerShell.Commands.ByteCollection"

    def __init__(self, offset: int, data: bytes, path: str = "", label: str = "") -> None:
        self.offset, self.data, self.path, self.label = offset, data, path, label

    @property
    def hex_offset(self) -> str:
        return f"{self.offset:016X}"

    @property
    def hex_bytes(self) -> str:
        return " ".join([f"{b:02X}" for b in self.data])

    @property
    def ascii(self) -> str:
        """Gives the bytes as characters, control characters as marks."""
        return "".join(
            ["\ufffd" if b < 32 and b != 0 or 126 < b < 160 else " " if b == 0 else chr(b) for b in self.data]
        )

    def __str__(self) -> str:
        return f"{self.hex_offset} {self.hex_bytes:<47} {self.ascii}"
