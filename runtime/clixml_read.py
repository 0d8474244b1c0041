"""Reads CLIXML: primitive values come back as they were, known containers too, other objects as property bags.

A bag's type names get `Deserialized.` in front; it keeps the text that its object had. Source: MS-PSRP 2.2.5.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.convert import convert_to
from perdure.interpreter.date_parse import parse_datetime
from perdure.interpreter.members_ets import set_type_names
from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import Member, NetObject, PSCustomObject, PSObject
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.char import char
from perdure.interpreter.values.collections import ArrayList, Hashtable, OrderedDictionary, TypedArray, byte_array
from perdure.interpreter.values.generic import Queue, Stack
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.numbers import Byte, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64
from perdure.interpreter.values.secrets import PSCredential, SecureString
from perdure.interpreter.values.timespan import TICKS_DAY, TICKS_H, TICKS_MIN, TICKS_S, TimeSpan
from perdure.runtime.clixml_write import TEXT_KEY

DURATION = re.compile(r"(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d+))?S)?)?")
REHYDRATED = (
    "System.Collections.Hashtable", "System.Management.Automation.PSCredential", "System.Collections.ArrayList",
    "System.Collections.Specialized.OrderedDictionary",
)  # fmt: skip
ORDERED = "System.Collections.Specialized.OrderedDictionary"
PREFIX = "Deserialized."


class BadClixml(TextFault):
    """A text that is no CLIXML."""

    type_name = "System.Xml.XmlException"


class Reader:
    """Reads one document."""

    def __init__(self, cx: Any) -> None:
        self.cx = cx
        self.objects: dict[str, Any] = {}
        self.names: dict[str, list[str]] = {}

    def document(self, text: str) -> list[Any]:
        """Gives the values of a document.

        Raises:
            BadClixml: the text is something else.
        """
        return [value for _, value in self.streams(text)]

    def streams(self, text: str) -> list[tuple[str, Any]]:
        """Gives the values of a document, each with the stream that it belongs to ("" = none is named)."""
        from xml.etree import ElementTree

        try:
            root = ElementTree.fromstring(text)
        except ElementTree.ParseError as error:
            raise BadClixml(str(error)) from None
        if local(root.tag) != "Objs":
            raise BadClixml(f"Element 'Objs' with namespace name 'http://schemas.microsoft.com/powershell/2004/04' was not found. Line {1}, position 2.")  # fmt: skip
        return [(element.get("S", ""), self.value(element)) for element in root]

    def value(self, element: Any) -> Any:
        """Gives the value of one element."""
        tag = local(element.tag)
        if tag == "Nil":
            return None
        if tag == "Obj":
            return self.object(element)
        if tag == "Ref":
            return self.objects.get(element.get("RefId"))
        if tag == "SBK":
            return self.block(unescape(element.text or ""))
        maker = PRIMITIVES.get(tag)
        if maker is None:
            raise BadClixml(f"Unexpected element {tag}.")
        return maker(element.text or "")

    def block(self, text: str) -> ScriptBlock:
        """Gives a script block of its text."""
        tree = parse_source(Source(text))
        made = ScriptBlock(tree.body, tree.source, self.cx.top)
        made.home = self.cx
        return made

    def object(self, element: Any) -> Any:
        """Gives a container or an object."""
        names: list[str] = []
        shown: str | None = None
        made: Any = None
        props: dict[str, Any] = {}
        reference = element.get("RefId")
        for part in element:
            tag = local(part.tag)
            if tag == "TN":
                names = [unescape(t.text or "") for t in part]
                self.names[part.get("RefId")] = names
            elif tag == "TNRef":
                names = self.names.get(part.get("RefId"), [])
            elif tag == "ToString":
                shown = unescape(part.text or "")
            elif tag in ("Props", "MS"):
                if made is None and reference is not None:
                    self.objects.setdefault(reference, PSCustomObject(props))
                props.update({unescape(p.get("N", "")): self.value(p) for p in part})
            elif tag in CONTAINERS:
                made = OrderedDictionary() if names[:1] == [ORDERED] else CONTAINERS[tag]()
                self.objects[reference] = made
                self.fill(made, tag, part)
            else:
                made = self.value(part)
        result = self.finished(made, names, shown, props, self.objects.get(reference))
        if reference is not None:
            self.objects[reference] = result
        return result

    def fill(self, made: Any, tag: str, part: Any) -> None:
        """Reads a container's elements."""
        if tag == "DCT":
            for entry in part:
                pair = {e.get("N"): self.value(e) for e in entry}
                made.set(pair.get("Key"), pair.get("Value"))
        else:
            made.items.extend(self.value(item) for item in part)

    def finished(self, made: Any, names: list[str], shown: str | None, props: dict[str, Any], bag: Any) -> Any:
        """Gives the object of what was read."""
        first = names[0] if names else ""
        if first == "System.Management.Automation.PSCredential" and made is None:
            return PSCredential(props.get("UserName") or "", props.get("Password") or SecureString())
        deserialized = [name if name.startswith(PREFIX) else PREFIX + name for name in names]
        if made is None:
            made = bag if isinstance(bag, PSCustomObject) else PSCustomObject(props)
            made.type_names = deserialized or None
            if shown is not None:
                made.ext = {TEXT_KEY: Member(TEXT_KEY, "Text", shown)}
            return made
        if first in REHYDRATED and not props:
            return made
        wrapped = made if isinstance(made, NetObject) else PSObject(made)
        if deserialized and not is_plain(first, made):
            set_type_names(wrapped, deserialized)
        for name, value in props.items():
            if wrapped.ext is None:
                wrapped.ext = {}
            wrapped.ext[name.lower()] = Member(name, "NoteProperty", value)
        return wrapped


def is_plain(first: str, made: Any) -> bool:
    """Tells whether an object is a primitive value that only carried properties."""
    kind = find_type(first)
    return kind is not None and kind.py is type(made) and not isinstance(made, ArrayList)


def local(tag: str) -> str:
    """Gives a tag without its namespace."""
    return tag.rpartition("}")[2]


def unescape(text: str) -> str:
    """Takes _xHHHH_ apart."""
    if "_x" not in text:
        return text
    plain = re.sub(r"_[xX]([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _span(text: str) -> TimeSpan:
    found = DURATION.fullmatch(text)
    if found is None:
        raise BadClixml(f"'{text}' is no duration.")
    sign, days, hours, minutes, seconds, fraction = found.groups()
    ticks = (
        int(days or 0) * TICKS_DAY
        + int(hours or 0) * TICKS_H
        + int(minutes or 0) * TICKS_MIN
        + int(seconds or 0) * TICKS_S
    )
    ticks += int((fraction or "0").ljust(7, "0")[:7])
    return TimeSpan(-ticks if sign else ticks)


def _secure(text: str) -> SecureString:
    try:
        return SecureString(bytes.fromhex(text).decode("utf-16-le", "surrogatepass"))
    except ValueError:
        return SecureString()


def _bytes(text: str) -> TypedArray:
    import base64

    return byte_array(base64.b64decode(text))


def _known(type_name: str) -> Callable[[str], Any]:
    def make(text: str) -> Any:
        return convert_to(unescape(text), type_name)

    return make


PRIMITIVES: dict[str, Callable[[str], Any]] = {
    "S": unescape, "C": lambda t: char(int(t)), "B": lambda t: t.strip().lower() in ("true", "1"), "I32": int, "I64": Int64,
    "U32": UInt32, "U64": UInt64, "I16": Int16, "U16": UInt16, "By": Byte, "SB": SByte, "Db": float, "Sg": Single,
    "D": Decimal, "DT": lambda t: parse_datetime(t, roundtrip=True), "TS": _span, "G": lambda t: Guid(t.replace("-", "").lower()), "BA": _bytes,
    "SS": _secure, "Version": _known("System.Version"), "URI": _known("System.Uri"), "XD": _known("System.Xml.XmlDocument"),
    "ToString": unescape,
}  # fmt: skip
CONTAINERS: dict[str, Callable[[], Any]] = {
    "LST": ArrayList, "IE": ArrayList, "DCT": Hashtable, "STK": Stack, "QUE": Queue,
}  # fmt: skip
