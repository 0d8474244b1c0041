"""System.Text.Encoding as a value: a codec of Python's by its .NET name, with or without a byte order mark."""

from typing import Any

from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import NetObject


class Encoding(NetObject):
    """System.Text.Encoding: `codec` Python's name, `web` the WebName, `page` the CodePage, `mark` the byte order mark."""

    __slots__ = ("kind", "codec", "web", "page", "mark", "title")
    net = "System.Text.Encoding"

    def __init__(self, kind: str, codec: str, web: str, page: int, mark: bytes = b"", title: str = "") -> None:
        self.kind, self.codec, self.web, self.page, self.mark = kind, codec, web, page, mark
        self.title = title or web

    def encode(self, text: str) -> bytes:
        """Gives the text's bytes without mark; what the encoding lacks becomes `?`."""
        if self.codec.startswith("utf"):
            return text.encode(self.codec, "surrogatepass" if "16" in self.codec or "32" in self.codec else "replace")
        return text.encode(self.codec, "replace")

    def decode(self, data: bytes) -> str:
        """Gives the bytes' text; what is no text becomes U+FFFD."""
        return data.decode(self.codec, "replace")

    def __eq__(self, other: object) -> bool:
        return type(other) is Encoding and other.page == self.page and other.mark == self.mark

    def __hash__(self) -> int:
        return hash(("Encoding", self.page))

    def __str__(self) -> str:
        return self.kind

    @property
    def net_type(self) -> Any:
        return find_type(self.kind)


def utf8(mark: bool = False) -> Encoding:
    """Makes UTF-8, with a byte order mark or without."""
    return Encoding(
        "System.Text.UTF8Encoding", "utf-8", "utf-8", 65001, b"\xef\xbb\xbf" if mark else b"", "Unicode (UTF-8)"
    )


def by_mark(data: bytes, otherwise: Encoding) -> tuple[Encoding, int]:
    """Gives the encoding that a byte order mark tells, and the mark's length."""
    for mark, codec, page in ((b"\xef\xbb\xbf", "utf-8", 65001), (b"\xff\xfe\0\0", "utf-32-le", 12000),
                              (b"\xff\xfe", "utf-16-le", 1200), (b"\xfe\xff", "utf-16-be", 1201)):  # fmt: skip
        if data.startswith(mark):
            return Encoding("System.Text.UnicodeEncoding", codec, codec, page, mark), len(mark)
    return otherwise, 0
