"""System.Text.StringBuilder and the writers that end in one."""

from perdure.interpreter.values.base import NetObject


class StringBuilder(NetObject):
    """System.Text.StringBuilder: pieces that are joined when somebody looks."""

    __slots__ = ("parts", "capacity", "version")
    net = "System.Text.StringBuilder"

    def __init__(self, text: str = "", capacity: int = 16) -> None:
        self.parts = [text] if text else []
        self.capacity = max(capacity, len(text))
        self.version = 0

    def append(self, text: str) -> None:
        self.parts.append(text)
        self.version += 1

    def set(self, text: str) -> None:
        """Replaces the whole content."""
        self.parts = [text]
        self.version += 1

    def text(self) -> str:
        if len(self.parts) > 1:
            self.parts = ["".join(self.parts)]
        return self.parts[0] if self.parts else ""

    def __str__(self) -> str:
        return self.text()


class StringWriter(NetObject):
    """System.IO.StringWriter."""

    __slots__ = ("builder", "newline")
    net = "System.IO.StringWriter"

    def __init__(self, builder: StringBuilder | None = None) -> None:
        self.builder = builder or StringBuilder()
        self.newline = "\n"

    def __str__(self) -> str:
        return self.builder.text()
