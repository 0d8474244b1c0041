"""System.Xml.Linq as values: views over the nodes of xml_nodes.py, and the names that those views go by.

Two views of one node are the same thing to scripts; all state is the node's.
"""

from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.xml_nodes import XmlNode

_L = "System.Xml.Linq."


class XNamespace(NetObject):
    """A namespace by its name."""

    __slots__ = ("uri",)
    net = _L + "XNamespace"

    def __init__(self, uri: str = "") -> None:
        self.uri = uri

    def __str__(self) -> str:
        return self.uri

    def __eq__(self, other: object) -> bool:
        return type(other) is XNamespace and other.uri == self.uri

    def __hash__(self) -> int:
        return hash(("XNamespace", self.uri))


class XName(NetObject):
    """A name in a namespace: `{uri}local`."""

    __slots__ = ("uri", "local")
    net = _L + "XName"

    def __init__(self, uri: str, local: str) -> None:
        self.uri, self.local = uri, local

    def __str__(self) -> str:
        return f"{{{self.uri}}}{self.local}" if self.uri else self.local

    def __eq__(self, other: object) -> bool:
        return type(other) is XName and (other.uri, other.local) == (self.uri, self.local)

    def __hash__(self) -> int:
        return hash((self.uri, self.local))


class XObject(NetObject):
    """The view of a node; its class says of which kind."""

    __slots__ = ("node",)
    net = _L + "XObject"

    def __init__(self, node: XmlNode) -> None:
        self.node = node

    def __eq__(self, other: object) -> bool:
        return isinstance(other, XObject) and other.node is self.node

    def __hash__(self) -> int:
        return id(self.node)


class XElement(XObject):
    __slots__ = ()
    net = _L + "XElement"


class XDocument(XObject):
    __slots__ = ()
    net = _L + "XDocument"


class XAttribute(XObject):
    __slots__ = ()
    net = _L + "XAttribute"


class XText(XObject):
    __slots__ = ()
    net = _L + "XText"


class XCData(XObject):
    __slots__ = ()
    net = _L + "XCData"


class XComment(XObject):
    __slots__ = ()
    net = _L + "XComment"


class XInstruction(XObject):
    __slots__ = ()
    net = _L + "XProcessingInstruction"


class XDocumentType(XObject):
    __slots__ = ()
    net = _L + "XDocumentType"


class XDeclaration(XObject):
    __slots__ = ()
    net = _L + "XDeclaration"


VIEWS: dict[str, type[XObject]] = {
    "Element": XElement, "Document": XDocument, "Attribute": XAttribute, "Text": XText, "CDATA": XCData, "Comment": XComment,
    "ProcessingInstruction": XInstruction, "DocumentType": XDocumentType, "XmlDeclaration": XDeclaration,
}  # fmt: skip


def view(node: XmlNode | None) -> Any:
    """Gives the view of a node; None for none, and for white space between elements."""
    cls = None if node is None else VIEWS.get(node.kind)
    return None if cls is None or node is None else cls(node)
