"""System.Uri and System.UriBuilder."""

import posixpath
import re
from typing import Any

from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import invalid, null
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import NetObject, Reference
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.uri import Uri, UriFault

SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")
HEX = "0123456789abcdefABCDEF"


def fault(message: str) -> DotNetThrow:
    return throw_dotnet("System.UriFormatException", message)


def new(text: str | None, kind: Any = "Absolute") -> Uri:
    if text is None:
        raise null("uriString")
    wanted = str(kind)
    try:
        made = Uri(text, wanted == "Absolute")
    except UriFault as error:
        raise fault(str(error)) from None
    if wanted == "Relative" and made.absolute and not text.startswith("/"):
        raise fault("A relative URI cannot be created because the 'uriString' parameter represents an absolute URI.")
    return made


def combine(base: Any, relative: Any) -> Uri:
    """Gives new Uri(base, relative)."""
    start = base if isinstance(base, Uri) else new(base)
    text = str(relative) if isinstance(relative, Uri) else str(relative)
    found = Uri(text)
    if found.absolute and not text.startswith("/"):
        return found
    head = f"{start.scheme}://{start.user_info + '@' if start.user_info else ''}{start.authority}"
    if text.startswith("//"):
        return new(f"{start.scheme}:{text}")
    if text.startswith("/"):
        return new(head + text)
    if text.startswith("?"):
        return new(head + start.path + text)
    if text.startswith("#"):
        return new(head + start.path + start.query + text)
    if not text:
        return new(head + start.path + start.query)
    return new(head + start.path.rpartition("/")[0] + "/" + text)


def need(u: Uri) -> Uri:
    if not u.absolute:
        raise invalid("This operation is not supported for a relative URI.")
    return u


def escape_data(text: str | None) -> str:
    if text is None:
        raise null("stringToEscape")
    out = []
    for c in text:
        out.append(c if c in SAFE else "".join([f"%{b:02X}" for b in c.encode("utf-8", "surrogatepass")]))
    return "".join(out)


def escape_uri(text: str) -> str:
    reserved = SAFE | frozenset(";/?:@&=+$,#[]!*'()")
    return "".join(
        [c if c in reserved else "".join([f"%{b:02X}" for b in c.encode("utf-8", "surrogatepass")]) for c in text]
    )


def unescape_data(text: str | None) -> str:
    """Gives percent escapes as text; what is no UTF-8 stays escaped."""
    if text is None:
        raise null("stringToUnescape")
    out: list[str] = []
    i = 0
    while i < len(text):
        raw = bytearray()
        while text[i : i + 1] == "%" and len(text) > i + 2 and text[i + 1] in HEX and text[i + 2] in HEX:
            raw.append(int(text[i + 1 : i + 3], 16))
            i += 3
        if raw:
            out.append(_decoded(bytes(raw)))
        else:
            out.append(text[i])
            i += 1
    return "".join(out)


def _decoded(raw: bytes) -> str:
    text = raw.decode("utf-8", "surrogateescape")
    return "".join([f"%{ord(c) - 0xDC00:02X}" if "\udc80" <= c <= "\udcff" else c for c in text])


def left_part(u: Uri, part: Any) -> str:
    need(u)
    name = str(part)
    if name == "Scheme":
        return f"{u.scheme}://"
    head = f"{u.scheme}://{u.user_info + '@' if u.user_info else ''}{u.authority}"
    return head if name == "Authority" else head + u.path + (u.query if name == "Query" else "")


def segments(u: Uri) -> TypedArray:
    parts = need(u).path.split("/")
    found = [p + "/" for p in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
    return TypedArray("System.String", found)


def local_path(u: Uri) -> str:
    return unescape_data(need(u).path)


def host_kind(u: Uri) -> Any:
    if not u.host:
        return named(find_type("System.UriHostNameType"), "Basic")
    return check_host(u.host)


def make_relative(u: Uri, other: Uri) -> Uri:
    if u.absolute != other.absolute or u.authority != other.authority or u.scheme != other.scheme:
        return other
    folder = u.path.rpartition("/")[0] or "/"
    found = posixpath.relpath(other.path, folder) + ("/" if other.path.endswith("/") and other.path != "/" else "")
    return Uri(found + other.query + other.fragment)


def well_formed(text: str | None, kind: Any) -> bool:
    if text is None:
        return False
    try:
        made = Uri(text)
    except UriFault:
        return False
    wanted = str(kind)
    if wanted == "Absolute" and (not made.absolute or text.startswith("/")):
        return False
    if wanted == "Relative" and made.absolute and not text.startswith("/"):
        return False
    return " " not in text and not any(ord(c) < 33 or c in '<>"{}|\\^`' for c in text)


def try_create(text: str | None, kind: Any, result: Reference) -> bool:
    try:
        result.set(new(text, kind))
        return True
    except DotNetThrow:
        result.set(None)
        return False


_KIND = "System.UriKind uriKind"


def check_host(name: str | None) -> Any:
    """Gives Uri.CheckHostName: what kind of a host a text names."""
    text = name or ""
    word = "Unknown"
    if re.fullmatch(r"(\d{1,3}\.){3}\d{1,3}", text) and all(int(part) < 256 for part in text.split(".")):
        word = "IPv4"
    elif ":" in text and re.fullmatch(r"\[?[0-9a-fA-F:.%]+\]?", text):
        word = "IPv6"
    elif re.fullmatch(r"[A-Za-z0-9_]([\w-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([\w-]*[A-Za-z0-9_])?)*\.?", text):
        word = "Dns"
    return named(find_type("System.UriHostNameType"), word)


URI: dict[str, Any] = {
    "new(string uriString)": new,
    f"new(string uriString, {_KIND})": new,
    "new(uri baseUri, string relativeUri)": combine,
    "new(uri baseUri, uri relativeUri)": combine,
    "AbsolutePath -> string": lambda u: need(u).path,
    "AbsoluteUri -> string": lambda u: need(u).absolute_uri,
    "LocalPath -> string": local_path,
    "Authority -> string": lambda u: need(u).authority,
    "HostNameType -> System.UriHostNameType": host_kind,
    "IsDefaultPort -> bool": lambda u: need(u).default_port,
    "IsFile -> bool": lambda u: need(u).scheme == "file",
    "IsLoopback -> bool": lambda u: need(u).host in ("localhost", "127.0.0.1", "[::1]"),
    "PathAndQuery -> string": lambda u: need(u).path + u.query,
    "Segments -> string[]": segments,
    "IsUnc -> bool": lambda u: False,
    "Host -> string": lambda u: need(u).host,
    "Port -> int": lambda u: need(u).port,
    "Query -> string": lambda u: need(u).query,
    "Fragment -> string": lambda u: need(u).fragment,
    "Scheme -> string": lambda u: need(u).scheme,
    "OriginalString -> string": lambda u: u.original,
    "DnsSafeHost -> string": lambda u: need(u).host.strip("[]"),
    "IdnHost -> string": lambda u: need(u).host.strip("[]"),
    "IsAbsoluteUri -> bool": lambda u: u.absolute,
    "UserEscaped -> bool": lambda u: False,
    "UserInfo -> string": lambda u: need(u).user_info,
    "Equals(object comparand) -> bool": equal,
    "GetLeftPart(System.UriPartial part) -> string": left_part,
    "IsBaseOf(uri uri) -> bool": lambda u, v: v.absolute_uri.startswith(u.absolute_uri.rpartition("/")[0] + "/"),
    "IsWellFormedOriginalString() -> bool": lambda u: well_formed(u.original, "RelativeOrAbsolute"),
    "MakeRelativeUri(uri uri) -> uri": make_relative,
    "ToString() -> string": str,
    "static UriSchemeHttp -> string": "http",
    "static UriSchemeHttps -> string": "https",
    "static UriSchemeFile -> string": "file",
    "static UriSchemeFtp -> string": "ftp",
    "static UriSchemeMailto -> string": "mailto",
    "static SchemeDelimiter -> string": "://",
    "static CheckHostName(string name) -> System.UriHostNameType": check_host,
    "static HexEscape(char character) -> string": lambda c: "".join([f"%{b:02X}" for b in str(c).encode("latin-1")]),
    "static IsHexEncoding(string pattern, int index) -> bool": lambda s, i: (
        s[i : i + 1] == "%" and len(s) >= i + 3 and s[i + 1] in HEX and s[i + 2] in HEX
    ),
    "static FromHex(char digit) -> int": lambda c: int(c, 16),
    "static UriSchemeWs -> string": "ws",
    "static UriSchemeWss -> string": "wss",
    "static UriSchemeNews -> string": "news",
    "static UriSchemeSsh -> string": "ssh",
    "static UriSchemeSftp -> string": "sftp",
    "static CheckSchemeName(string schemeName) -> bool": lambda s: bool(s) and s[0].isalpha(),
    "static EscapeDataString(string stringToEscape) -> string": escape_data,
    "static EscapeUriString(string stringToEscape) -> string": escape_uri,
    "static IsHexDigit(char character) -> bool": lambda c: c in HEX,
    f"static IsWellFormedUriString(string uriString, {_KIND}) -> bool": well_formed,
    "static TryCreate(string uriString, System.UriKind uriKind, out uri result) -> bool": try_create,
    "static UnescapeDataString(string stringToUnescape) -> string": unescape_data,
}
define("System.Uri", interfaces=["System.Runtime.Serialization.ISerializable"], members=URI, py=Uri)


# ---- UriBuilder ----------------------------------------------------------------------------------------------------------


class UriBuilder(NetObject):
    """System.UriBuilder."""

    __slots__ = ("scheme", "user", "password", "host", "port", "path", "query", "fragment")
    net = "System.UriBuilder"

    def __init__(self, source: Any = None, host: str | None = None, port: int = -1, path: str = "/") -> None:
        self.scheme, self.user, self.password, self.host, self.port = "http", "", "", "localhost", port
        self.path, self.query, self.fragment = path, "", ""
        if host is not None:
            self.scheme, self.host = str(source), host
        elif source is not None:
            made = source if isinstance(source, Uri) else new_builder_uri(str(source))
            self.scheme, self.host, self.path = made.scheme, made.host, made.path
            self.port = (
                -1
                if made.default_port and ":" not in made.original.partition("://")[2].partition("/")[0]
                else made.port
            )
            self.user, _, self.password = made.user_info.partition(":")
            self.query, self.fragment = made.query, made.fragment
            if made.default_port:
                self.port = made.port

    def __str__(self) -> str:
        login = self.user + (":" + self.password if self.password else "") + "@" if self.user else ""
        port = f":{self.port}" if self.port >= 0 else ""
        path = self.path if self.path.startswith("/") else "/" + self.path
        return f"{self.scheme}://{login}{self.host}{port}{path}{self.query}{self.fragment}"


def new_builder_uri(text: str) -> Uri:
    made = Uri(text)
    return made if made.absolute and not text.startswith("/") else new("http://" + text)


def marked(sign: str, slot: str) -> Any:
    def put(b: UriBuilder, value: str | None) -> None:
        text = value or ""
        setattr(b, slot, text if not text or text.startswith(sign) else sign + text)

    return put


def plain(slot: str) -> Prop:
    return Prop(lambda b: getattr(b, slot), lambda b, v: setattr(b, slot, v or ""))


define("System.UriBuilder", members={
    "new()": UriBuilder,
    "new(string uri)": UriBuilder,
    "new(uri uri)": UriBuilder,
    "new(string schemeName, string hostName)": UriBuilder,
    "new(string scheme, string host, int portNumber)": UriBuilder,
    "new(string scheme, string host, int port, string pathValue)": UriBuilder,
    "Scheme -> string": plain("scheme"),
    "UserName -> string": plain("user"),
    "Password -> string": plain("password"),
    "Host -> string": plain("host"),
    "Port -> int": Prop(lambda b: b.port, lambda b, v: setattr(b, "port", v)),
    "Path -> string": Prop(lambda b: b.path, lambda b, v: setattr(b, "path", v or "/")),
    "Query -> string": Prop(lambda b: b.query, marked("?", "query")),
    "Fragment -> string": Prop(lambda b: b.fragment, marked("#", "fragment")),
    "Uri -> uri": lambda b: new(str(b)),
    "ToString() -> string": str,
}, py=UriBuilder)  # fmt: skip
