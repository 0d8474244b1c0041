"""System.Net.WebUtility and System.Web.HttpUtility: text for HTML, forms and addresses, and back."""

from html import escape as html_escape
from html import unescape as html_unescape
from typing import Any

from perdure.interpreter.dotnet.name_values import QueryCollection
from perdure.interpreter.dotnet.uris import unescape_data
from perdure.interpreter.typesys import define


def form_encode(text: str | None, safe: str) -> str | None:
    if text is None:
        return None
    out = []
    for c in text:
        if c == " ":
            out.append("+")
        elif c.isascii() and (c.isalnum() or c in safe):
            out.append(c)
        else:
            out.append("".join([f"%{b:02X}" for b in c.encode("utf-8", "surrogatepass")]))
    return "".join(out)


def form_decode(text: str | None) -> str | None:
    return None if text is None else unescape_data(text.replace("+", " "))


def html_encode(text: str | None) -> str | None:
    if text is None:
        return None
    made = html_escape(text).replace("&#x27;", "&#39;")
    return "".join([f"&#{ord(c)};" if "\xa0" <= c <= "\xff" or ord(c) > 0xFFFF else c for c in made])


def html_decode(text: str | None) -> str | None:
    return None if text is None else html_unescape(text)


_WEB: dict[str, Any] = {
    "static HtmlEncode(string value) -> string": html_encode,
    "static HtmlDecode(string value) -> string": html_decode,
    "static UrlEncode(string value) -> string": lambda s: form_encode(s, "-_.!*()"),
    "static UrlDecode(string encodedValue) -> string": form_decode,
}
define("System.Net.WebUtility", kind="static", members=_WEB)


def _lower_escapes(text: str | None) -> str | None:
    made = form_encode(text, "-_.!*()")
    if made is None:
        return None
    return "".join(
        [
            made[i] if made[i - 1 : i] != "%" and made[i - 2 : i - 1] != "%" else made[i].lower()
            for i in range(len(made))
        ]
    )


def parse_query(text: str) -> Any:
    made = QueryCollection()
    for part in text.lstrip("?").split("&"):
        if part:
            name, sign, value = part.partition("=")
            made.add(form_decode(name) if sign else None, form_decode(value if sign else name))
    return made


def attribute_encode(text: str | None) -> str | None:
    if text is None:
        return None
    for mark, word in (("&", "&amp;"), ('"', "&quot;"), ("'", "&#39;"), ("<", "&lt;")):
        text = text.replace(mark, word)
    return text


def path_encode(text: str | None) -> str | None:
    """Gives UrlPathEncode: blanks and what is not ASCII, the query left alone."""
    if text is None:
        return None
    path, sign, query = text.partition("?")
    done = [c if "!" <= c <= "~" else "".join([f"%{b:02x}" for b in c.encode("utf-8", "surrogatepass")]) for c in path]
    return "".join(done) + sign + query


_SCRIPT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def script_encode(text: str | None, quoted: bool = False) -> str:
    """Gives JavaScriptStringEncode."""
    out = []
    for c in text or "":
        if c in _SCRIPT:
            out.append(_SCRIPT[c])
        elif c < " " or c in "&'<>\x85\u2028\u2029":
            out.append(f"\\u{ord(c):04x}")
        else:
            out.append(c)
    made = "".join(out)
    return f'"{made}"' if quoted else made


define("System.Web.HttpUtility", members={
    **_WEB,
    "static UrlEncode(string value) -> string": _lower_escapes,
    "static HtmlAttributeEncode(string s) -> string": attribute_encode,
    "static UrlPathEncode(string str) -> string": path_encode,
    "static JavaScriptStringEncode(string value) -> string": script_encode,
    "static JavaScriptStringEncode(string value, bool addDoubleQuotes) -> string": script_encode,
    "static ParseQueryString(string query) -> object": parse_query,
}, kind="static")  # fmt: skip
