"""ConvertTo-Xml and Select-Xml."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import NetObject, unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.xml_nodes import XmlNode
from perdure.interpreter.xml_read import XmlFault, read_document
from perdure.interpreter.xpath import select
from perdure.interpreter.xpath_parse import XPathFault
from perdure.runtime.encodings import UTF8
from perdure.runtime.pathing import PathCmdlet
from perdure.runtime.xml_objects import Objects

HEAD = '<?xml version="1.0" encoding="utf-8"?>'
COMMANDS = "Microsoft.PowerShell.Commands."


@cmdlet("ConvertTo-Xml")
class ConvertToXml(Cmdlet):
    """Gives objects as XML: a document, one text, or a text for each."""

    Depth = P("int", validate=[validate_range(1, 2147483647)], default=1)
    InputObject = P("object", pos=0, mandatory=True, pipe="value", null=True)
    NoTypeInformation = P("switch")
    As = P("string", values=("Stream", "String", "Document"), default="Document")

    def begin(self) -> None:
        self.texts: list[str] = []
        self.writer = Objects(self.Depth, not self.NoTypeInformation, self.scope)
        self.stream = self.As.lower() == "stream"
        if self.stream:
            self.write(HEAD)
            self.write("<Objects>")

    def process(self) -> None:
        level = 0 if self.stream else 1
        text = "\n".join(self.writer.object(self.InputObject, level))
        if self.stream:
            self.write(text)
        else:
            self.texts.append(text)

    def end(self) -> None:
        if self.stream:
            self.write("</Objects>")
            return
        text = "\n".join([HEAD, "<Objects>", *self.texts, "</Objects>"])
        self.write(text if self.As.lower() == "string" else read_document(text))


class SelectXmlInfo(NetObject):
    """Microsoft.PowerShell.Commands.SelectXmlInfo: a node that an XPath found, and where."""

    __slots__ = ("node", "path", "pattern")
    net = COMMANDS + "SelectXmlInfo"

    def __init__(self, node: XmlNode, path: str, pattern: str) -> None:
        self.node, self.path, self.pattern = node, path, pattern


def _set_node(info: SelectXmlInfo, node: XmlNode) -> None:
    info.node = node


define(
    COMMANDS + "SelectXmlInfo",
    members={
        "Node": Prop(lambda self: self.node, _set_node, "System.Xml.XmlNode"),
        "Path": Prop(lambda self: self.path, None, "System.String"),
        "Pattern": Prop(lambda self: self.pattern, None, "System.String"),
        "ToString()": lambda self: to_string(self.node),
    },
    py=SelectXmlInfo,
)


@cmdlet("Select-Xml", default_set="Xml")
class SelectXml(PathCmdlet):
    """Finds nodes of XML by an XPath expression."""

    XPath = P("string", pos=0, mandatory=True)
    Xml = P("System.Xml.XmlNode[]", pos=1, mandatory=True, pipe="value name", alias="Node", sets="Xml")
    Path = P("string[]", pos=1, mandatory=True, pipe="name", sets="Path")
    LiteralPath = P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="LiteralPath")
    Content = P("string[]", mandatory=True, pipe="value", sets="Content")
    Namespace = P("hashtable")

    def process(self) -> None:
        for node in self.Xml or ():
            self.guarded(self.search, node, "InputStream")
        for text in self.Content or ():
            self.guarded(self.parsed, text, "InputStream")
        for file in self.files():
            self.guarded(self.read, file)

    def read(self, file: str) -> None:
        """Searches one file."""
        try:
            text = UTF8.decode(self.cx.host.read_bytes(file))
        except OSError as error:
            kind, message = describe(error, file, self.cx.host)
            raise ScriptError(self.error(message, "ProcessingFile", "ReadError", file, kind)) from None
        self.parsed(text, file)

    def parsed(self, text: str, path: str) -> None:
        """Searches a text."""
        try:
            document = read_document(text)
        except XmlFault as error:
            record = self.error(str(error), "ProcessingFile", "OpenError", path, "System.ArgumentException")
            raise ScriptError(record) from None
        self.search(document, path)

    def search(self, node: Any, path: str) -> None:
        """Puts the nodes out that the expression finds."""
        given = unwrap(self.Namespace)
        spaces = None
        if isinstance(given, Dictionary):
            spaces = {to_string(key): to_string(value) for key, value in given.items()}
        try:
            found = select(unwrap(node), self.XPath, spaces)
        except XPathFault as error:
            record = self.error(
                str(error), "XPathSyntaxError", "InvalidArgument", self.XPath, "System.Xml.XPath.XPathException"
            )
            raise ScriptError(record) from None
        for one in found:
            self.write(SelectXmlInfo(one, path, self.XPath))
