"""System.Text.Encoding and its kinds."""

import codecs
from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import null, outside
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import define
from perdure.interpreter.values.collections import TypedArray, byte_array
from perdure.interpreter.values.text_encodings import Encoding, utf8
from perdure.interpreter.values.utf16 import chars

_T = "System.Text."


def utf16(big: bool = False, mark: bool = True) -> Encoding:
    sign = (b"\xfe\xff" if big else b"\xff\xfe") if mark else b""
    page, codec = (1201, "utf-16-be") if big else (1200, "utf-16-le")
    web = "utf-16BE" if big else "utf-16"
    return Encoding(_T + "UnicodeEncoding", codec, web, page, sign, "Unicode (Big-Endian)" if big else "Unicode")


def utf32(big: bool = False, mark: bool = True) -> Encoding:
    sign = (b"\0\0\xfe\xff" if big else b"\xff\xfe\0\0") if mark else b""
    return Encoding(_T + "UTF32Encoding", "utf-32-be" if big else "utf-32-le", "utf-32", 12001 if big else 12000, sign)


def ascii_() -> Encoding:
    return Encoding(_T + "ASCIIEncoding", "ascii", "us-ascii", 20127, title="US-ASCII")


def latin1() -> Encoding:
    return Encoding(_T + "Latin1Encoding", "latin-1", "iso-8859-1", 28591, title="Western European (ISO)")


def utf7() -> Encoding:
    return Encoding(_T + "UTF7Encoding", "utf-7", "utf-7", 65000, title="Unicode (UTF-7)")


PAGES: dict[int, Any] = {65001: lambda: utf8(True), 1200: utf16, 1201: lambda: utf16(True), 12000: utf32, 20127: ascii_,
                         28591: latin1, 0: utf8}  # fmt: skip
NAMES: dict[str, int] = {"utf-8": 65001, "utf8": 65001, "utf-16": 1200, "utf-16le": 1200, "unicode": 1200, "ucs-2": 1200,
                         "utf-16be": 1201, "unicodefffe": 1201, "utf-32": 12000, "us-ascii": 20127, "ascii": 20127,
                         "iso-8859-1": 28591, "latin1": 28591}  # fmt: skip


def get_encoding(which: Any) -> Encoding:
    """Gives Encoding.GetEncoding(name or code page)."""
    if isinstance(which, int):
        made = PAGES.get(which)
        if made is None:
            return _other(f"cp{which}", f"No data is available for encoding {which}. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method.", which)  # fmt: skip
        return made()  # type: ignore[no-any-return]
    if which is None:
        raise null("name")
    page = NAMES.get(which.lower())
    if page is not None:
        return PAGES[page]()  # type: ignore[no-any-return]
    message = f"'{which}' is not a supported encoding name. For information on defining a custom encoding, see the documentation for the Encoding.RegisterProvider method. (Parameter 'name')"
    return _other(which, message, 0)


def _other(name: str, message: str, page: int) -> Encoding:
    try:
        found = codecs.lookup(name)
    except LookupError:
        kind = "System.NotSupportedException" if page else "System.ArgumentException"
        raise throw_dotnet(kind, message) from None
    number = page or int(found.name[2:] if found.name.startswith("cp") and found.name[2:].isdigit() else 0)
    web, title = _CODE_PAGES.get(number, (name.lower(), name.lower()))
    return Encoding(_T + "CodePagesEncoding", found.name, web, number, title=title)


# the code pages of Windows and DOS: what the web calls them, and .NET
_CODE_PAGES: dict[int, tuple[str, str]] = {
    437: ("IBM437", "OEM United States"), 850: ("ibm850", "Western European (DOS)"), 852: ("ibm852", "Central European (DOS)"),
    866: ("cp866", "Cyrillic (DOS)"), 874: ("windows-874", "Thai (Windows)"), 932: ("shift_jis", "Japanese (Shift-JIS)"),
    936: ("gb2312", "Chinese Simplified (GB2312)"), 949: ("ks_c_5601-1987", "Korean"),
    950: ("big5", "Chinese Traditional (Big5)"), 1250: ("windows-1250", "Central European (Windows)"),
    1251: ("windows-1251", "Cyrillic (Windows)"), 1252: ("windows-1252", "Western European (Windows)"),
    1253: ("windows-1253", "Greek (Windows)"), 1254: ("windows-1254", "Turkish (Windows)"),
    1255: ("windows-1255", "Hebrew (Windows)"), 1256: ("windows-1256", "Arabic (Windows)"),
    1257: ("windows-1257", "Baltic (Windows)"), 1258: ("windows-1258", "Vietnamese (Windows)"),
}  # fmt: skip


def to_bytes(e: Encoding, text: Any, start: int = 0, count: int | None = None) -> TypedArray:
    if text is None:
        raise null("s")
    given = text if isinstance(text, str) else "".join(text)
    if count is not None:
        given = given[start : start + count]
    return byte_array(e.encode(given))


def to_text(e: Encoding, data: Any, start: int = 0, count: int | None = None) -> str:
    if data is None:
        raise null("bytes")
    raw = bytes(data)
    if count is not None:
        if start < 0 or count < 0 or start + count > len(raw):
            raise outside("bytes", "Index and count must refer to a location within the buffer.")
        raw = raw[start : start + count]
    return e.decode(raw)


def to_chars(e: Encoding, data: Any) -> TypedArray:
    return TypedArray("System.Char", list(chars(to_text(e, data))))


MEMBERS: dict[str, Any] = {
    "BodyName -> string": lambda e: e.web,
    "HeaderName -> string": lambda e: e.web,
    "EncodingName -> string": lambda e: e.title,
    "WebName -> string": lambda e: e.web,
    "CodePage -> int": lambda e: e.page,
    "IsSingleByte -> bool": lambda e: not e.codec.startswith("utf"),
    "Preamble -> object": lambda e: byte_array(e.mark),
    "Clone() -> object": lambda e: e,
    "Equals(object value) -> bool": equal,
    "GetByteCount(string s) -> int": lambda e, s: len(e.encode(s)),
    "GetByteCount(char[] chars) -> int": lambda e, c: len(e.encode("".join(c))),
    "GetBytes(string s) -> byte[]": to_bytes,
    "GetBytes(char[] chars) -> byte[]": to_bytes,
    "GetBytes(string s, int index, int count) -> byte[]": to_bytes,
    "GetBytes(char[] chars, int index, int count) -> byte[]": to_bytes,
    "GetCharCount(byte[] bytes) -> int": lambda e, b: len(to_text(e, b)),
    "GetChars(byte[] bytes) -> char[]": to_chars,
    "GetMaxByteCount(int charCount) -> int": lambda e, n: (n + 1) * 3 if e.page == 65001 else (n + 1) * 2,
    "GetPreamble() -> byte[]": lambda e: byte_array(e.mark),
    "GetString(byte[] bytes) -> string": to_text,
    "GetString(byte[] bytes, int index, int count) -> string": to_text,
    "static UTF8 -> encoding": lambda: utf8(True),
    "static Unicode -> encoding": utf16,
    "static BigEndianUnicode -> encoding": lambda: utf16(True),
    "static UTF32 -> encoding": utf32,
    "static UTF7 -> encoding": utf7,
    "static ASCII -> encoding": ascii_,
    "static Latin1 -> encoding": latin1,
    "static Default -> encoding": utf8,
    "static GetEncoding(int codepage) -> encoding": get_encoding,
    "static GetEncoding(string name) -> encoding": get_encoding,
    "static GetEncodings() -> object": lambda: [m() for m in PAGES.values()],
    "static RegisterProvider(object provider) -> void": lambda p: None,
    "static Convert(encoding srcEncoding, encoding dstEncoding, byte[] bytes) -> byte[]": lambda a, b, d: to_bytes(
        b, to_text(a, d)
    ),
}
define("System.Text.Encoding", interfaces=["System.ICloneable"], members=MEMBERS, abstract=True)
_E = "System.Text.Encoding"
define(_T + "UTF8Encoding", _E, members={"new()": utf8, "new(bool encoderShouldEmitUTF8Identifier)": utf8,
                                         "new(bool encoderShouldEmitUTF8Identifier, bool throwOnInvalidBytes)": (
                                             lambda m, _t: utf8(m))})  # fmt: skip
define(_T + "UTF8Encoding+UTF8EncodingSealed", _T + "UTF8Encoding")
define(_T + "UnicodeEncoding", _E, members={"new()": utf16, "new(bool bigEndian, bool byteOrderMark)": utf16})
define(_T + "UTF32Encoding", _E, members={"new()": utf32, "new(bool bigEndian, bool byteOrderMark)": utf32})
define(_T + "ASCIIEncoding", _E, members={"new()": ascii_})
define(_T + "ASCIIEncoding+ASCIIEncodingSealed", _T + "ASCIIEncoding")
define(_T + "Latin1Encoding", _E)
define(_T + "UTF7Encoding", _E, members={"new()": utf7})
define(_T + "CodePagesEncoding", _E)
define(_T + "CodePagesEncodingProvider", members={"static Instance -> object": None})
