"""Writes values as CLIXML, PowerShell's serialization: primitive tags, containers, objects with their properties.

Source: MS-PSRP 2.2.5 (serialization). Serves Export-Clixml, ConvertTo-CliXml and everything that hands out
deserialized copies. Reading is clixml_read.py's.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from perdure.interpreter import members
from perdure.interpreter.convert import to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.date_format import format_datetime
from perdure.interpreter.members_ets import type_names_of
from perdure.interpreter.members_list import properties_of, property_value
from perdure.interpreter.number_format import default_text
from perdure.interpreter.values.base import HIDDEN, NOTHING, Member, NetObject, PSCustomObject, PSObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import Dictionary, ListObject, TypedArray
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.numbers import Byte, Int16, Int64, SByte, Single, UInt16, UInt32, UInt64
from perdure.interpreter.values.secrets import PSCredential, SecureString
from perdure.interpreter.values.switch import SwitchParameter
from perdure.interpreter.values.timespan import TICKS_S, TimeSpan

HEAD = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">'
NUMBER_TAGS: dict[type, str] = {
    int: "I32", Int64: "I64", UInt32: "U32", UInt64: "U64", Int16: "I16", UInt16: "U16", Byte: "By", SByte: "SB",
    float: "Db", Single: "Sg", Decimal: "D",
}  # fmt: skip
STREAM = "\0S="  # in front of a stream's name where a property's name would stand
TEXT_KEY = "\0text"  # in `ext`: the text that a deserialized object had as ToString()


class Writer:
    """Writes one document. `depth`: how many levels of objects keep their properties."""

    def __init__(self, depth: int = 2, scope: Any = None, indent: bool = True) -> None:
        self.depth, self.scope = depth, scope
        self.lines: list[str] = []
        self.level = 1
        self.newline = "\n" if indent else ""
        self.indent = indent
        self.objects: dict[int, int] = {}
        self.kept: list[Any] = []  # keeps objects alive, so that their ids stay theirs
        self.names: dict[tuple[str, ...], int] = {}

    def document(self, values: Iterable[Any]) -> str:
        """Gives the text of a document with these values."""
        for value in values:
            self.value(value, None, self.depth)
        return self.newline.join([HEAD, *self.lines, "</Objs>"])

    def stream_item(self, value: Any, stream: str) -> None:
        """Writes one value that belongs to a stream of a session (attribute S)."""
        self.value(value, STREAM + stream, self.depth)

    # -- lines -----------------------------------------------------------------------------------------------------------

    def put(self, text: str) -> None:
        self.lines.append("  " * self.level + text if self.indent else text)

    def open(self, text: str) -> None:
        self.put(text)
        self.level += 1

    def close(self, tag: str) -> None:
        self.level -= 1
        self.put(f"</{tag}>")

    def leaf(self, tag: str, text: str, name: str | None) -> None:
        """Writes an element with text only."""
        self.put(f"<{tag}{named(name)}>{text}</{tag}>" if text else f"<{tag}{named(name)}></{tag}>")

    # -- values ----------------------------------------------------------------------------------------------------------

    def value(self, value: Any, name: str | None, depth: int) -> None:
        """Writes one value, under a property's name or without."""
        plain = unwrap(value)
        if plain is None or plain is NOTHING:
            self.put(f"<Nil{named(name)} />")
            return
        wrapped = isinstance(value, PSObject) and self.notes(value)
        if not wrapped:
            primitive = primitive_of(plain)
            if primitive is not None:
                self.leaf(*primitive, name)
                return
        self.object(value, plain, name, depth)

    def object(self, value: Any, plain: Any, name: str | None, depth: int) -> None:
        """Writes a container or an object; one that stands in the document already is referred to."""
        known = self.objects.get(id(plain))
        if known is not None:
            self.put(f'<Ref{named(name)} RefId="{known}" />')
            return
        number = self.objects[id(plain)] = len(self.objects)
        self.kept.append(plain)
        self.open(f'<Obj{named(name)} RefId="{number}">')
        self.type_names(value)
        primitive = primitive_of(plain)
        if primitive is not None:
            self.text_of(value)
            self.leaf(*primitive, None)
            self.extended(value, depth)
        elif isinstance(plain, EnumValue):
            self.leaf("ToString", escape(str(plain)), None)
            self.put(f"<I32>{plain.value}</I32>")
        elif isinstance(plain, Dictionary):
            self.dictionary(plain, depth)
            self.extended(value, depth)
        elif isinstance(plain, list | ListObject):
            self.sequence(plain, depth)
            self.extended(value, depth)
        elif isinstance(plain, PSCredential):
            self.leaf("ToString", "System.Management.Automation.PSCredential", None)
            self.open("<Props>")
            self.leaf("S", escape(plain.user), "UserName")
            self.leaf("SS", secret(plain.password), "Password")
            self.close("Props")
        else:
            self.properties(value, plain, depth)
        self.close("Obj")

    def text_of(self, value: Any) -> None:
        """Writes ToString."""
        self.leaf("ToString", escape(to_string(value)), None)

    def type_names(self, value: Any) -> None:
        """Writes the type names, or the number under which they stand already."""
        names = tuple(type_names_of(value))
        known = self.names.get(names)
        if known is not None:
            self.put(f'<TNRef RefId="{known}" />')
            return
        number = self.names[names] = len(self.names)
        self.open(f'<TN RefId="{number}">')
        for text in names:
            self.leaf("T", escape(text), None)
        self.close("TN")

    def sequence(self, plain: Any, depth: int) -> None:
        """Writes the elements of an array or a list."""
        net = getattr(plain, "net", "")
        tag = "STK" if net.endswith((".Stack", ".Stack`1")) else "QUE" if ".Queue" in net else "LST"
        self.open(f"<{tag}>")
        for item in enumerate_value(plain) or ():
            self.value(item, None, depth - 1)
        self.close(tag)

    def dictionary(self, plain: Dictionary, depth: int) -> None:
        """Writes the entries of a dictionary."""
        self.open("<DCT>")
        for key, item in plain.items():
            self.open("<En>")
            self.value(key, "Key", depth - 1)
            self.value(item, "Value", depth - 1)
            self.close("En")
        self.close("DCT")

    def properties(self, value: Any, plain: Any, depth: int) -> None:
        """Writes an object's text, and its properties where the depth allows."""
        custom = type(plain) is PSCustomObject
        if not custom or depth <= 0:
            self.text_of(value)
        if depth <= 0:
            return
        entries = [e for e in properties_of(value, self.scope) if not e.name.startswith("\0")]
        own = [e for e in entries if e.kind == "Property"]
        added = [e for e in entries if e.kind in ("NoteProperty", "ScriptProperty", "CodeProperty")]
        if not custom:
            self.group("Props", value, own, depth)
        self.group("MS", value, added, depth)

    def group(self, tag: str, value: Any, entries: list[Any], depth: int) -> None:
        """Writes properties under one tag; a getter that fails leaves its property out."""
        if not entries:
            return
        self.open(f"<{tag}>")
        for entry in entries:
            try:
                held = property_value(value, entry, self.scope)
            except Exception:  # noqa: BLE001, S112 - a getter that fails is left out, as PowerShell does
                continue
            self.value(held, entry.name, depth - 1)
        self.close(tag)

    def notes(self, value: Any) -> list[Member]:
        """Gives the note properties added to a value."""
        ext = value.ext if isinstance(value, NetObject) else None
        return [
            m
            for low, m in (ext or {}).items()
            if not low.startswith("\0") and m.kind == "NoteProperty" and m.second != HIDDEN
        ]

    def extended(self, value: Any, depth: int) -> None:
        """Writes the properties added to a container or a primitive."""
        notes = self.notes(value)
        if notes and depth > 0:
            self.open("<MS>")
            for member in notes:
                self.value(member.value, member.name, depth - 1)
            self.close("MS")


def named(name: str | None) -> str:
    """Gives the attribute for a property's name."""
    if name is not None and name.startswith(STREAM):
        return f' S="{name[len(STREAM) :]}"'
    return "" if name is None else f' N="{escape(name).replace(chr(34), "&quot;")}"'


def primitive_of(plain: Any) -> tuple[str, str] | None:
    """Gives the tag and the text of a value that has a tag of its own."""
    kind = type(plain)
    if kind is str:
        return "S", escape(plain)
    if kind is bool:
        return "B", "true" if plain else "false"
    if kind in NUMBER_TAGS:
        return NUMBER_TAGS[kind], default_text(plain)
    if kind is Char:
        return "C", str(ord(plain))
    if kind is DateTime:
        return "DT", format_datetime(plain, "o", "invariant")
    if kind is TimeSpan:
        return "TS", duration(plain.ticks)
    if kind is Guid:
        return "G", str(plain)
    if kind is ScriptBlock:
        return "SBK", escape(plain.text())
    if kind is SecureString:
        return "SS", secret(plain)
    if kind is SwitchParameter:
        return "B", "true" if plain else "false"
    if kind is TypedArray and plain.element == "System.Byte":
        import base64

        return "BA", base64.b64encode(bytes(plain)).decode("ascii")
    net = getattr(plain, "net", "")
    if net == "System.Version":
        return "Version", net_text(plain)
    if net == "System.Uri":
        return "URI", escape(net_text(plain))
    if net == "System.Xml.XmlDocument":
        return "XD", escape(to_string(members.get_member(plain, "OuterXml")))
    return None


def secret(value: SecureString) -> str:
    """Gives a secure string as PowerShell on Unix writes it without a key: its UTF-16 bytes in hexadecimal."""
    return value.text.encode("utf-16-le", "surrogatepass").hex()


def duration(ticks: int) -> str:
    """Gives a time span as XML Schema writes it: P1DT2H3M4.5S."""
    sign = "-" if ticks < 0 else ""
    seconds, fraction = divmod(abs(ticks), TICKS_S)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    days, hour = divmod(hours, 24)
    date = f"{days}D" if days else ""
    tail = f".{fraction:07}".rstrip("0") if fraction else ""
    time = (
        (f"{hour}H" if hour else "") + (f"{minute}M" if minute else "") + (f"{second}{tail}S" if second or tail else "")
    )
    if not date and not time:
        return "PT0S"
    return f"{sign}P{date}" + (f"T{time}" if time else "")


def escape(text: str) -> str:
    """Escapes a text: XML's own characters, and control characters as _xHHHH_."""
    out: list[str] = []
    for at, c in enumerate(text):
        code = ord(c)
        if c == "&":
            out.append("&amp;")
        elif c == "<":
            out.append("&lt;")
        elif c == ">":
            out.append("&gt;")
        elif code < 32 or 0xD800 <= code <= 0xDFFF or 0x7F <= code <= 0x9F or code in (0xFFFE, 0xFFFF):
            out.append(f"_x{code:04X}_")
        elif c == "_" and text[at + 1 : at + 2] in ("x", "X"):
            out.append("_x005F_")
        else:
            out.append(c)
    return "".join(out)
