"""System.Xml.XmlWriter, XmlTextWriter, XmlWriterSettings, XmlConvert: writing XML step by step."""

from typing import Any

from perdure.interpreter.convert_text import net_text
from perdure.interpreter.dotnet._faults import invalid
from perdure.interpreter.dotnet._xml import set_attribute
from perdure.interpreter.dotnet.io_file import write
from perdure.interpreter.dotnet.io_path import full
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.text import StringBuilder, StringWriter
from perdure.interpreter.values.text_encodings import utf8
from perdure.interpreter.values.xml_nodes import (
    XmlCDataSection,
    XmlComment,
    XmlDocument,
    XmlElement,
    XmlNode,
    XmlProcessingInstruction,
    XmlText,
)
from perdure.interpreter.xml_read import read_fragment
from perdure.interpreter.xml_write import indented, outer

_X = "System.Xml."


class XmlWriterSettings(NetObject):
    """System.Xml.XmlWriterSettings."""

    __slots__ = ("indent", "step", "newline", "omit", "encoding")
    net = "System.Xml.XmlWriterSettings"

    def __init__(self) -> None:
        self.indent, self.step, self.newline, self.omit = False, "  ", "\n", False
        self.encoding: Any = utf8(True)


class XmlWriter(NetObject):
    """System.Xml.XmlWriter: builds a tree and writes it when it is flushed or closed."""

    __slots__ = ("target", "settings", "root", "here", "done")
    net = "System.Xml.XmlWriter"

    def __init__(self, target: Any, settings: XmlWriterSettings | None = None) -> None:
        self.target = target
        self.settings = settings or XmlWriterSettings()
        self.root = XmlDocument()
        self.here: XmlNode = self.root
        self.done = False

    def put(self, node: XmlNode) -> None:
        node.parent = self.here
        self.here.children.append(node)

    def write_node(self, document: XmlNode) -> None:
        for child in document.children:
            self.put(child)

    def text(self) -> str:
        named = "utf-16" if isinstance(self.target, (StringBuilder, StringWriter)) else self.settings.encoding.web
        encoding = None if self.settings.omit else named
        if self.settings.indent:
            return indented(self.root, encoding, self.settings.step, self.settings.newline)
        head = "" if encoding is None else f'<?xml version="1.0" encoding="{encoding}"?>'
        return head + "".join([outer(c) for c in self.root.children if c.kind != "XmlDeclaration"])

    def close(self) -> None:
        if self.done:
            return
        self.done = True
        text = self.text()
        if isinstance(self.target, StringBuilder):
            self.target.append(text)
        elif isinstance(self.target, StringWriter):
            self.target.builder.append(text)
        elif isinstance(self.target, str):
            write(full(self.target), self.settings.encoding.mark + self.settings.encoding.encode(text))
        elif hasattr(self.target, "encoding"):
            self.target.put(text)
        else:
            self.target.put(self.settings.encoding.encode(text))


def start_element(w: XmlWriter, name: str, uri: Any = None, *more: Any) -> None:
    made = XmlElement(
        w.root, f"{name}:{uri}" if more and name else uri if more else name, (more[0] if more else uri) or ""
    )
    w.put(made)
    w.here = made


def end_element(w: XmlWriter) -> None:
    if w.here is w.root or w.here.parent is None:
        raise invalid("There was no XML start tag open.")
    w.here = w.here.parent


def attribute(w: XmlWriter, name: str, value: Any, *_more: Any) -> None:
    set_attribute(w.here, name, net_text(_more[-1] if _more else value))


def string(w: XmlWriter, text: str | None) -> None:
    if text:
        w.put(XmlText(w.root, text))


def element_string(w: XmlWriter, name: str, text: str | None) -> None:
    start_element(w, name)
    string(w, text)
    end_element(w)


def raw(w: XmlWriter, text: str) -> None:
    for node in read_fragment(text, w.here, w.root):
        w.put(node)


def end_all(w: XmlWriter) -> None:
    w.here = w.root


_WRITER: dict[str, Any] = {
    "Settings -> object": lambda w: w.settings,
    "Formatting -> System.Xml.Formatting": Prop(
        lambda w: None, lambda w, v: setattr(w.settings, "indent", str(v) == "Indented")
    ),
    "Indentation -> int": Prop(lambda w: len(w.settings.step), lambda w, v: setattr(w.settings, "step", " " * v)),
    "WriteStartDocument() -> void": lambda w: None,
    "WriteStartDocument(bool standalone) -> void": lambda w, s: None,
    "WriteEndDocument() -> void": end_all,
    "WriteStartElement(string localName) -> void": start_element,
    "WriteStartElement(string localName, string ns) -> void": start_element,
    "WriteStartElement(string prefix, string localName, string ns) -> void": start_element,
    "WriteEndElement() -> void": end_element,
    "WriteFullEndElement() -> void": end_element,
    "WriteAttributeString(string localName, string value) -> void": attribute,
    "WriteElementString(string localName, string value) -> void": element_string,
    "WriteString(string text) -> void": string,
    "WriteValue(object value) -> void": lambda w, v: string(w, net_text(v)),
    "WriteCData(string text) -> void": lambda w, s: w.put(XmlCDataSection(w.root, s)),
    "WriteComment(string text) -> void": lambda w, s: w.put(XmlComment(w.root, s)),
    "WriteProcessingInstruction(string name, string text) -> void": lambda w, n, s: w.put(
        XmlProcessingInstruction(w.root, n, "", s)
    ),
    "WriteRaw(string data) -> void": raw,
    "Flush() -> void": lambda w: None,
    "Close() -> void": lambda w: w.close(),
    "Dispose() -> void": lambda w: w.close(),
}


def create(target: Any, settings: Any = None) -> XmlWriter:
    return XmlWriter(target, settings)


_S = "System.Xml.XmlWriterSettings settings"
_CREATE = {f"static Create({t}{tail}) -> System.Xml.XmlWriter": create for tail in ("", f", {_S}")
           for t in ("string outputFileName", "stream output", "System.IO.TextWriter output",
                     "System.Text.StringBuilder output")}  # fmt: skip
define(_X + "XmlWriter", interfaces=["System.IDisposable"], py=XmlWriter, abstract=True, members={**_WRITER, **_CREATE})
define(_X + "XmlTextWriter", _X + "XmlWriter", members={
    "new(System.IO.TextWriter w)": create,
    "new(string filename, encoding encoding)": lambda f, e: XmlWriter(f),
})  # fmt: skip


def setting(slot: str, kind: str) -> Prop:
    return Prop(lambda s: getattr(s, slot), lambda s, v: setattr(s, slot, v), kind)


define(_X + "XmlWriterSettings", py=XmlWriterSettings, members={
    "new()": XmlWriterSettings,
    "Indent": setting("indent", "System.Boolean"),
    "IndentChars": setting("step", "System.String"),
    "NewLineChars": setting("newline", "System.String"),
    "OmitXmlDeclaration": setting("omit", "System.Boolean"),
    "Encoding": setting("encoding", "System.Text.Encoding"),
    "CloseOutput": Prop(lambda s: False, lambda s, v: None),
    "NewLineOnAttributes": Prop(lambda s: False, lambda s, v: None),
    "ConformanceLevel": Prop(lambda s: None, lambda s, v: None),
})  # fmt: skip


def xml_text(value: Any) -> str:
    """Gives XmlConvert.ToString."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return net_text(value)


define(_X + "XmlConvert", kind="static", members={
    "static ToString(object value) -> string": xml_text,
    "static EncodeName(string name) -> string": lambda s: "".join(
        [c if c.isalnum() or c in "_.-:" else f"_x{ord(c):04X}_" for c in s]
    ),
    "static ToInt32(string s) -> int": int,
    "static ToBoolean(string s) -> bool": lambda s: s.strip() in ("true", "1"),
    "static ToDouble(string s) -> double": float,
})  # fmt: skip
