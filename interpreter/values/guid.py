"""System.Guid: 128 bits, with .NET's text forms (N D B P X). Making new ones is the host's random source's work."""

from perdure.interpreter.values.base import NetObject


class Guid(NetObject):
    """System.Guid; `hex` are its 32 lower-case digits."""

    __slots__ = ("hex",)
    net = "System.Guid"

    def __init__(self, hex_digits: str = "0" * 32) -> None:
        self.hex = hex_digits

    def text(self, form: str = "D") -> str:
        """Gives the text in a form: D (default), N, B, P or X."""
        h = self.hex
        form = (form or "D").upper()
        if form == "N":
            return h
        if form == "X":
            tail = ",".join("0x" + h[i : i + 2] for i in range(16, 32, 2))
            return f"{{0x{h[:8]},0x{h[8:12]},0x{h[12:16]},{{{tail}}}}}"
        dashed = f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"
        if form == "B":
            return "{" + dashed + "}"
        if form == "P":
            return "(" + dashed + ")"
        return dashed

    def __str__(self) -> str:
        return self.text()

    def __eq__(self, other: object) -> bool:
        return type(other) is Guid and other.hex == self.hex

    def __hash__(self) -> int:
        return hash(("Guid", self.hex))

    def __lt__(self, other: "Guid") -> bool:
        return self.hex < other.hex


def parse_guid(text: str) -> Guid | None:
    """Reads any of .NET's forms; None where the text is none."""
    text = text.strip()
    if text[:1] == "{" and "0x" in text.lower():
        parts = text.replace("{", "").replace("}", "").split(",")
        if len(parts) != 11:
            return None
        widths = (8, 4, 4, *[2] * 8)
        try:
            digits = "".join(f"{int(part.strip(), 16):0{width}x}" for part, width in zip(parts, widths, strict=True))
        except ValueError:
            return None
        return Guid(digits) if len(digits) == 32 else None
    if text[:1] + text[-1:] in ("{}", "()"):
        text = text[1:-1]
        if len(text) != 36:
            return None
    if len(text) == 36:
        if any(text[i] != "-" for i in (8, 13, 18, 23)):
            return None
        text = text[:8] + text[9:13] + text[14:18] + text[19:23] + text[24:]
    if len(text) != 32 or any(c not in "0123456789abcdefABCDEF" for c in text):
        return None
    return Guid(text.lower())
