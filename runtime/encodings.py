"""Text encodings as cmdlets name them: `utf8`, `utf8BOM`, `unicode`, a code page, a .NET Encoding object.

Serves the content cmdlets, Out-File, redirections and everything else that reads or writes text files.
"""

import codecs
from typing import Any

from perdure.interpreter.errors import make_error
from perdure.interpreter.values.base import unwrap


class TextEncoding:
    """A Python codec and the mark that goes in front of a new file."""

    __slots__ = ("codec", "bom", "name")

    def __init__(self, codec: str, bom: bytes = b"", name: str = "") -> None:
        self.codec, self.bom, self.name = codec, bom, name or codec

    def encode(self, text: str) -> bytes:
        """Gives the bytes; what the encoding lacks becomes `?`, a lone surrogate the replacement character."""
        try:
            return text.encode(self.codec)
        except UnicodeEncodeError:
            if self.codec.startswith("utf"):
                whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
                return whole.encode(self.codec, "replace")
            return text.encode(self.codec, "replace")

    def decode(self, data: bytes) -> str:
        """Gives the text; a mark in front decides over the encoding, as StreamReader does."""
        for mark, codec in MARKS:
            if data.startswith(mark):
                return data[len(mark) :].decode(codec, "replace")
        return data.decode(self.codec, "replace")


MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
UTF8 = TextEncoding("utf-8", b"", "utf8NoBOM")
NAMED: dict[str, TextEncoding] = {
    "ascii": TextEncoding("ascii"),
    "ansi": TextEncoding("cp1252"),
    "bigendianunicode": TextEncoding("utf-16-be", codecs.BOM_UTF16_BE),
    "bigendianutf32": TextEncoding("utf-32-be", codecs.BOM_UTF32_BE),
    "default": UTF8,
    "oem": UTF8,
    "string": TextEncoding("utf-16-le", codecs.BOM_UTF16_LE),
    "unicode": TextEncoding("utf-16-le", codecs.BOM_UTF16_LE),
    "unknown": TextEncoding("utf-16-le", codecs.BOM_UTF16_LE),
    "utf7": TextEncoding("utf-7"),
    "utf8": UTF8,
    "utf8bom": TextEncoding("utf-8", codecs.BOM_UTF8, "utf8BOM"),
    "utf8nobom": UTF8,
    "utf32": TextEncoding("utf-32-le", codecs.BOM_UTF32_LE),
}
MARK_OF = {c: mark for mark, c in MARKS}


def encoding_of(value: Any) -> TextEncoding:
    """Gives the encoding that an -Encoding argument names.

    Raises:
        ScriptError: the name is unknown; the binder's transformation error.
    """
    value = unwrap(value)
    if value is None:
        return UTF8
    if isinstance(value, TextEncoding):
        return value
    if type(value) is str:
        found = NAMED.get(value.lower())
        if found is not None:
            return found
        return _registered(value)
    if isinstance(value, int):
        return _code_page(int(value))
    codec = getattr(value, "codec", None)  # a System.Text.Encoding value
    if codec is not None:
        marked = bool(getattr(value, "bom", False))
        plain = codecs.lookup(str(codec)).name
        return TextEncoding(str(codec), MARK_OF.get(plain, codecs.BOM_UTF8) if marked else b"")
    raise _unknown(str(value))


CODE_PAGES = {
    65001: "utf8", 1200: "unicode", 1201: "bigendianunicode", 12000: "utf32", 12001: "bigendianutf32", 20127: "ascii",
    65000: "utf7",
}  # fmt: skip


def _code_page(number: int) -> TextEncoding:
    if number == 0:
        return UTF8
    if number in CODE_PAGES:
        return NAMED[CODE_PAGES[number]]
    if number == 28591:
        return TextEncoding("latin-1")
    return _registered(f"cp{number}", str(number))


def _registered(name: str, shown: str = "") -> TextEncoding:
    if name.isdigit():
        return _code_page(int(name))
    try:
        found = codecs.lookup(name.replace("windows-", "cp") if name.lower().startswith("windows-") else name)
    except LookupError:
        raise _unknown(shown or name) from None
    if not found._is_text_encoding:
        raise _unknown(shown or name)
    if found.name == "utf-16":
        return NAMED["unicode"]
    if found.name == "utf-32":
        return NAMED["utf32"]
    if found.name == "utf-8-sig":
        raise _unknown(shown or name)
    return TextEncoding(found.name, b"" if found.name == "utf-8" else MARK_OF.get(found.name, b""), name)


def _unknown(name: str) -> Exception:
    error = make_error(
        f"Cannot process argument transformation on parameter 'Encoding'. '{name}' is not a supported encoding name. For "
        "information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method."
        " (Parameter 'name')",
        "ParameterArgumentTransformationError",
        "InvalidData",
        None,
        "System.Management.Automation.ParameterBindingArgumentTransformationException",
    )
    error.binding = True
    return error


def check_encoding(value: Any) -> None:
    """Refuses an unknown encoding while arguments are bound (a P's `validate`)."""
    encoding_of(value)
