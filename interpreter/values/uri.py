"""System.Uri: absolute and relative addresses, with the parts that scripts read."""

import re

from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.values.base import NetObject

_FORM = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)\Z", re.DOTALL)
_PORTS = {"http": 80, "https": 443, "ftp": 21, "ws": 80, "wss": 443, "ldap": 389, "telnet": 23, "mailto": 25}
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%")


class UriFault(TextFault):
    """A text that is no address (UriFormatException)."""

    type_name = "System.UriFormatException"


class Uri(NetObject):
    """System.Uri; `original` is the text as given, `absolute` tells whether it has a scheme."""

    __slots__ = (
        "original",
        "absolute",
        "scheme",
        "user_info",
        "host",
        "port",
        "path",
        "query",
        "fragment",
        "authority_form",
    )
    net = "System.Uri"

    def __init__(self, text: str, must_be_absolute: bool = False) -> None:
        self.original = text
        self.absolute = False
        self.scheme = self.user_info = self.host = self.path = self.query = self.fragment = ""
        self.port = -1
        self.authority_form = False
        found = _FORM.match(text.strip())
        if found is not None and len(found[1]) > 1:
            self._read(found[1].lower(), found[2])
        elif text.startswith("/") and not text.startswith("//"):
            self.absolute, self.scheme, self.path = True, "file", escape(text)
            self.authority_form = True
        elif must_be_absolute:
            raise UriFault("Invalid URI: The format of the URI could not be determined.")

    def _read(self, scheme: str, rest: str) -> None:
        self.absolute, self.scheme = True, scheme
        rest, mark, fragment = rest.partition("#")
        self.fragment = escape(mark + fragment) if fragment else ""
        rest, mark, query = rest.partition("?")
        self.query = escape(mark + query) if query else ""
        if rest.startswith("//"):
            self.authority_form = True
            authority, slash, path = rest[2:].partition("/")
            self.path = escape(_squeeze(slash + path)) or "/"
            self._authority(authority)
        else:
            self.path = escape(rest)
            if scheme in ("http", "https", "ftp"):
                raise UriFault("Invalid URI: The hostname could not be parsed.")

    def _authority(self, text: str) -> None:
        user, mark, host = text.rpartition("@")
        self.user_info = user if mark else ""
        name, colon, port = host.rpartition(":")
        if colon and (port.isdigit() or not port) and not host.endswith("]"):
            host = name
            self.port = int(port) if port else -1
            if self.port > 65535:
                raise UriFault("Invalid URI: Invalid port specified.")
        elif colon and not host.endswith("]") and not port.isdigit():
            raise UriFault("Invalid URI: Invalid port specified.")
        self.host = host.lower()
        if not host and self.scheme in ("http", "https"):
            raise UriFault("Invalid URI: The hostname could not be parsed.")
        if self.port < 0:
            self.port = _PORTS.get(self.scheme, -1)

    @property
    def default_port(self) -> bool:
        return self.port == _PORTS.get(self.scheme, -1)

    @property
    def authority(self) -> str:
        return self.host if self.default_port or self.port < 0 else f"{self.host}:{self.port}"

    @property
    def absolute_uri(self) -> str:
        if not self.authority_form:
            return f"{self.scheme}:{self.path}{self.query}{self.fragment}"
        user = self.user_info + "@" if self.user_info else ""
        return f"{self.scheme}://{user}{self.authority}{self.path}{self.query}{self.fragment}"

    def __str__(self) -> str:
        if not self.absolute:
            return self.original
        if self.scheme == "file" and not self.original.lower().startswith("file:"):
            return self.original if not self.absolute else "file://" + self.path
        return unescape_shown(self.absolute_uri)

    def __eq__(self, other: object) -> bool:
        return type(other) is Uri and str(other).partition("#")[0] == str(self).partition("#")[0]

    def __hash__(self) -> int:
        return hash(("Uri", str(self).partition("#")[0]))


def _squeeze(path: str) -> str:
    """Takes `.` and `..` out of a path."""
    if "/." not in path:
        return path
    out: list[str] = []
    parts = path.split("/")[1:]
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        if part == "..":
            if out:
                out.pop()
            if last:
                out.append("")
        elif part == ".":
            if last:
                out.append("")
        else:
            out.append(part)
    return "/" + "/".join(out)


def escape(text: str) -> str:
    """Percent-encodes what may not stand in an address."""
    if all(c in _SAFE for c in text):
        return text
    return "".join(c if c in _SAFE else "".join(f"%{b:02X}" for b in c.encode("utf-8", "surrogatepass")) for c in text)


def unescape_shown(text: str) -> str:
    """Gives what ToString() shows: unreserved and non-ASCII characters unescaped."""
    if "%" not in text:
        return text
    raw = bytearray()
    out: list[str] = []

    def flush() -> None:
        if raw:
            out.append(raw.decode("utf-8", "replace"))
            raw.clear()

    i = 0
    while i < len(text):
        code = text[i + 1 : i + 3]
        if text[i] == "%" and len(code) == 2 and all(c in "0123456789abcdefABCDEF" for c in code):
            byte = int(code, 16)
            if byte < 128 and chr(byte) in "%#?/\\@:;=&+,$" or byte < 32:
                flush()
                out.append(text[i : i + 3])
            else:
                raw.append(byte)
            i += 3
            continue
        flush()
        out.append(text[i])
        i += 1
    flush()
    return "".join(out)
