"""XML documents as values: nodes of System.Xml with parents, attributes and children.

The tree only: reading text is xml_read.py's work, writing xml_write.py's, XPath xpath.py's. An element's children and
attributes are PowerShell properties too: `net_member` and its kin are what members_get.py asks.
"""

from collections.abc import Iterator
from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.values.base import NOTHING, NetObject

XMLNS = "http://www.w3.org/2000/xmlns/"
XML = "http://www.w3.org/XML/1998/namespace"


def refused(error_id: str, message: str, name: str) -> ScriptError:
    """Makes the error of a node that can't be set by its name."""
    return make_error(message, error_id, exception="System.Management.Automation.SetValueException")


class XmlNode(NetObject):
    """System.Xml.XmlNode: `prefix`, `local` and `uri` make its name, `parent` is None for what stands alone."""

    __slots__ = ("parent", "owner", "prefix", "local", "uri", "children", "attributes", "text")
    net = "System.Xml.XmlNode"
    kind = "None"
    parent: "XmlNode | None"
    children: "list[XmlNode]"
    attributes: "list[XmlNode]"

    def __init__(self, owner: Any = None, name: str = "", uri: str = "", text: str = "") -> None:
        self.parent = None
        self.owner = owner
        self.prefix, colon, self.local = name.partition(":")
        if not colon:
            self.prefix, self.local = "", name
        self.uri = uri
        self.text = text
        self.children = []
        self.attributes = []

    @property
    def name(self) -> str:
        return f"{self.prefix}:{self.local}" if self.prefix else self.local

    def inner_text(self) -> str:
        """Gives the text below the node."""
        return "".join([c.inner_text() for c in self.children if c.kind not in ("Comment", "ProcessingInstruction")])

    def value(self) -> str | None:
        """Gives Value: None for elements and documents."""
        return None

    def root(self) -> "XmlNode":
        here = self
        while here.parent is not None:
            here = here.parent
        return here

    # -- PowerShell's view: children and attributes as properties ------------------------------------------------------

    def nodes_named(self, name: str) -> "list[XmlNode]":
        low = name.lower()
        found = [a for a in self.attributes if a.local.lower() == low]
        return found + [c for c in self.children if c.kind != "Whitespace" and c.local.lower() == low]

    def net_member(self, name: str) -> Any:
        found = self.nodes_named(name)
        if not found:
            return NOTHING
        return shown(found[0]) if len(found) == 1 else [shown(n) for n in found]

    def net_set_member(self, name: str, value: Any) -> bool:
        """Sets the text of the one child or attribute of that name; false where there is none."""
        found = self.nodes_named(name)
        if not found:
            return False
        node = found[0]
        if len(found) > 1:
            raise refused("XmlNodeSetRestrictionsMoreThanOneNode", "The property or attribute cannot be set because more than one of it exists.", name)  # fmt: skip
        text = to_string(value)
        if node.kind in ("Text", "CDATA", "Attribute"):
            node.text = text
        elif node.attributes:
            raise refused("XmlNodeSetRestrictionsNodeWithAttributes", f'Cannot set "{name}" because the node has attributes.', name)  # fmt: skip
        elif not node.children or (len(node.children) == 1 and node.children[0].kind == "Text"):
            node.children = []
            made = XmlText(self.owner, text)
            made.parent = node
            node.children.append(made)
        else:
            raise refused("XmlNodeSetRestrictionsUnknownNodeType", f'Cannot set "{name}" because only strings can be used as values to set XmlNode properties.', name)  # fmt: skip
        return True

    def net_properties(self) -> list[tuple[str, str]]:
        names: dict[str, str] = {}
        for node in [*self.attributes, *self.children]:
            if node.kind != "Whitespace":
                names.setdefault(node.local.lower(), node.local)
        return [(n, "Property") for n in names.values()]


class XmlElement(XmlNode):
    __slots__ = ("closed",)
    net = "System.Xml.XmlElement"
    kind = "Element"

    def __init__(self, owner: Any = None, name: str = "", uri: str = "") -> None:
        super().__init__(owner, name, uri)
        self.closed = True  # written `<a />` while it is empty


class XmlAttribute(XmlNode):
    __slots__ = ()
    net = "System.Xml.XmlAttribute"
    kind = "Attribute"

    def inner_text(self) -> str:
        return self.text

    def value(self) -> str | None:
        return self.text


class XmlCharacterData(XmlNode):
    """The base of text, CDATA, comments and white space."""

    __slots__ = ()
    net = "System.Xml.XmlCharacterData"
    title = ""

    def __init__(self, owner: Any = None, text: str = "") -> None:
        super().__init__(owner, self.title, "", text)

    def inner_text(self) -> str:
        return self.text

    def value(self) -> str | None:
        return self.text


class XmlText(XmlCharacterData):
    __slots__ = ()
    net = "System.Xml.XmlText"
    kind = "Text"
    title = "#text"


class XmlCDataSection(XmlCharacterData):
    __slots__ = ()
    net = "System.Xml.XmlCDataSection"
    kind = "CDATA"
    title = "#cdata-section"


class XmlComment(XmlCharacterData):
    __slots__ = ()
    net = "System.Xml.XmlComment"
    kind = "Comment"
    title = "#comment"


class XmlWhitespace(XmlCharacterData):
    __slots__ = ()
    net = "System.Xml.XmlWhitespace"
    kind = "Whitespace"
    title = "#whitespace"


class XmlProcessingInstruction(XmlNode):
    __slots__ = ()
    net = "System.Xml.XmlProcessingInstruction"
    kind = "ProcessingInstruction"

    def inner_text(self) -> str:
        return self.text

    def value(self) -> str | None:
        return self.text


class XmlDeclaration(XmlNode):
    """`<?xml version="1.0"?>`: `text` is what stands between."""

    __slots__ = ("version", "encoding", "standalone")
    net = "System.Xml.XmlDeclaration"
    kind = "XmlDeclaration"

    def __init__(self, owner: Any, version: str = "1.0", encoding: str = "", standalone: str = "") -> None:
        super().__init__(owner, "xml")
        self.version, self.encoding, self.standalone = version, encoding, standalone

    def content(self) -> str:
        text = f'version="{self.version}"'
        text += f' encoding="{self.encoding}"' if self.encoding else ""
        return text + (f' standalone="{self.standalone}"' if self.standalone else "")

    def inner_text(self) -> str:
        return self.content()

    def value(self) -> str | None:
        return self.content()


class XmlDocumentType(XmlNode):
    __slots__ = ()
    net = "System.Xml.XmlDocumentType"
    kind = "DocumentType"


class XmlDocumentFragment(XmlNode):
    __slots__ = ()
    net = "System.Xml.XmlDocumentFragment"
    kind = "DocumentFragment"


class XmlDocument(XmlNode):
    """System.Xml.XmlDocument: `keep` = white space between elements is kept."""

    __slots__ = ("keep",)
    net = "System.Xml.XmlDocument"
    kind = "Document"

    def __init__(self) -> None:
        super().__init__(None, "#document")
        self.keep = False

    def element(self) -> XmlElement | None:
        """Gives the document element."""
        return next((c for c in self.children if isinstance(c, XmlElement)), None)


class XmlNodeList(NetObject):
    """System.Xml.XmlNodeList: ChildNodes, or what SelectNodes found."""

    __slots__ = ("nodes",)
    net = "System.Xml.XmlNodeList"

    def __init__(self, nodes: list[XmlNode]) -> None:
        self.nodes = nodes

    def net_enumerate(self) -> Iterator[XmlNode]:
        return iter(list(self.nodes))

    def __len__(self) -> int:
        return len(self.nodes)


class XmlAttributeCollection(NetObject):
    """System.Xml.XmlAttributeCollection of an element."""

    __slots__ = ("element",)
    net = "System.Xml.XmlAttributeCollection"

    def __init__(self, element: XmlNode) -> None:
        self.element = element

    def net_enumerate(self) -> Iterator[XmlNode]:
        return iter(list(self.element.attributes))

    def __len__(self) -> int:
        return len(self.element.attributes)


def shown(node: XmlNode) -> Any:
    """Gives what a node is as a property's value: its text where there is nothing more to it."""
    if node.kind in ("Text", "CDATA", "Attribute"):
        return node.text
    if node.attributes:
        return node
    if not node.children:
        return node.inner_text()
    if len(node.children) == 1 and node.children[0].kind == "Text":
        return node.inner_text()
    return node
