"""System.Xml: XmlDocument and its nodes, XmlNodeList, XmlNamespaceManager, XmlConvert."""

from typing import Any

from perdure.interpreter.dotnet._faults import argument, index_outside, null
from perdure.interpreter.dotnet._xml import (
    added,
    after,
    append,
    attribute_node,
    before,
    by_tag,
    child_named,
    clone,
    drop_attribute,
    fault,
    get_attribute,
    import_node,
    kind_of,
    owner_of,
    prepend,
    put_attribute,
    remove,
    remove_all,
    replace,
    select_nodes,
    select_single,
    set_attribute,
    set_attribute_in,
    set_inner_text,
    set_inner_xml,
    set_value,
    sibling,
    taken,
)
from perdure.interpreter.dotnet.io_file import read_text, write
from perdure.interpreter.dotnet.io_path import full
from perdure.interpreter.errors import throw_dotnet
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.values.text_encodings import utf8
from perdure.interpreter.values.xml_nodes import (
    XmlAttribute,
    XmlAttributeCollection,
    XmlCDataSection,
    XmlCharacterData,
    XmlComment,
    XmlDeclaration,
    XmlDocument,
    XmlDocumentFragment,
    XmlDocumentType,
    XmlElement,
    XmlNode,
    XmlNodeList,
    XmlProcessingInstruction,
    XmlText,
    XmlWhitespace,
)
from perdure.interpreter.xml_read import XmlFault, read_document
from perdure.interpreter.xml_write import indented, inner, outer

_X = "System.Xml."


_NODE: dict[str, Any] = {
    "Name -> string": lambda n: n.name,
    "LocalName -> string": lambda n: n.local,
    "Prefix -> string": Prop(lambda n: n.prefix, lambda n, v: setattr(n, "prefix", v or "")),
    "NamespaceURI -> string": lambda n: n.uri,
    "NodeType -> System.Xml.XmlNodeType": kind_of,
    "ParentNode -> System.Xml.XmlNode": lambda n: None if n.kind == "Attribute" else n.parent,
    "ChildNodes -> System.Xml.XmlNodeList": lambda n: XmlNodeList(n.children),
    "FirstChild -> System.Xml.XmlNode": lambda n: n.children[0] if n.children else None,
    "LastChild -> System.Xml.XmlNode": lambda n: n.children[-1] if n.children else None,
    "HasChildNodes -> bool": lambda n: bool(n.children),
    "NextSibling -> System.Xml.XmlNode": lambda n: sibling(n, 1),
    "PreviousSibling -> System.Xml.XmlNode": lambda n: sibling(n, -1),
    "OwnerDocument -> System.Xml.XmlDocument": owner_of,
    "Attributes -> System.Xml.XmlAttributeCollection": lambda n: (
        XmlAttributeCollection(n) if n.kind == "Element" else None
    ),
    "InnerText -> string": Prop(lambda n: n.inner_text(), set_inner_text, "System.String"),
    "InnerXml -> string": Prop(inner, set_inner_xml, "System.String"),
    "OuterXml -> string": outer,
    "Value -> string": Prop(lambda n: n.value(), set_value, "System.String"),
    "IsReadOnly -> bool": lambda n: False,
    "BaseURI -> string": lambda n: "",
    "AppendChild(System.Xml.XmlNode newChild) -> System.Xml.XmlNode": append,
    "PrependChild(System.Xml.XmlNode newChild) -> System.Xml.XmlNode": prepend,
    "InsertBefore(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild) -> System.Xml.XmlNode": before,
    "InsertAfter(System.Xml.XmlNode newChild, System.Xml.XmlNode refChild) -> System.Xml.XmlNode": after,
    "RemoveChild(System.Xml.XmlNode oldChild) -> System.Xml.XmlNode": remove,
    "ReplaceChild(System.Xml.XmlNode newChild, System.Xml.XmlNode oldChild) -> System.Xml.XmlNode": replace,
    "RemoveAll() -> void": remove_all,
    "Clone() -> System.Xml.XmlNode": clone,
    "CloneNode(bool deep) -> System.Xml.XmlNode": clone,
    "Normalize() -> void": lambda n: None,
    "SelectNodes(string xpath) -> System.Xml.XmlNodeList": select_nodes,
    "SelectNodes(string xpath, System.Xml.XmlNamespaceManager nsmgr) -> System.Xml.XmlNodeList": select_nodes,
    "SelectSingleNode(string xpath) -> System.Xml.XmlNode": select_single,
    "SelectSingleNode(string xpath, System.Xml.XmlNamespaceManager nsmgr) -> System.Xml.XmlNode": select_single,
    "GetEnumerator() -> object": lambda n: Enumerator(list(n.children)),
    "get_Item(string name) -> System.Xml.XmlElement": child_named,
    "get_Item(string localname, string ns) -> System.Xml.XmlElement": child_named,
}
define(_X + "XmlNode", interfaces=["System.ICloneable", "System.Collections.IEnumerable",
                                   "System.Xml.XPath.IXPathNavigable"], abstract=True, members=_NODE)  # fmt: skip
define(_X + "XmlLinkedNode", _X + "XmlNode", abstract=True)


# ---- elements and attributes ----------------------------------------------------------------------------------------------

define(_X + "XmlElement", _X + "XmlLinkedNode", py=XmlElement, members={
    "HasAttributes -> bool": lambda e: bool(e.attributes),
    "IsEmpty -> bool": Prop(lambda e: not e.children and e.closed, lambda e, v: setattr(e, "closed", v)),
    "GetAttribute(string name) -> string": get_attribute,
    "GetAttribute(string localName, string namespaceURI) -> string": get_attribute,
    "GetAttributeNode(string name) -> System.Xml.XmlAttribute": attribute_node,
    "HasAttribute(string name) -> bool": lambda e, n: attribute_node(e, n) is not None,
    "HasAttribute(string localName, string namespaceURI) -> bool": lambda e, n, u: attribute_node(e, n, u) is not None,
    "SetAttribute(string name, string value) -> void": set_attribute,
    "SetAttribute(string localName, string namespaceURI, string value) -> string": set_attribute_in,
    "SetAttributeNode(System.Xml.XmlAttribute newAttr) -> System.Xml.XmlAttribute": put_attribute,
    "RemoveAttribute(string name) -> void": drop_attribute,
    "RemoveAttribute(string localName, string namespaceURI) -> void": drop_attribute,
    "RemoveAttributeNode(System.Xml.XmlAttribute oldAttr) -> System.Xml.XmlAttribute": lambda e, a: taken(a),
    "RemoveAllAttributes() -> void": lambda e: e.attributes.clear(),
    "GetElementsByTagName(string name) -> System.Xml.XmlNodeList": by_tag,
    "GetElementsByTagName(string localName, string namespaceURI) -> System.Xml.XmlNodeList": by_tag,
})  # fmt: skip
define(_X + "XmlAttribute", _X + "XmlNode", py=XmlAttribute, members={
    "OwnerElement -> System.Xml.XmlElement": lambda a: a.parent,
    "Specified -> bool": lambda a: True,
})  # fmt: skip
define(_X + "XmlCharacterData", _X + "XmlLinkedNode", py=XmlCharacterData, abstract=True, members={
    "Data -> string": Prop(lambda n: n.text, lambda n, v: setattr(n, "text", v or "")),
    "Length -> int": lambda n: len(n.text),
    "AppendData(string strData) -> void": lambda n, s: setattr(n, "text", n.text + s),
})  # fmt: skip
define(_X + "XmlText", _X + "XmlCharacterData", py=XmlText)
define(_X + "XmlCDataSection", _X + "XmlCharacterData", py=XmlCDataSection)
define(_X + "XmlComment", _X + "XmlCharacterData", py=XmlComment)
define(_X + "XmlWhitespace", _X + "XmlCharacterData", py=XmlWhitespace)
define(_X + "XmlDocumentType", _X + "XmlLinkedNode", py=XmlDocumentType)
define(_X + "XmlDocumentFragment", _X + "XmlNode", py=XmlDocumentFragment)
define(_X + "XmlProcessingInstruction", _X + "XmlLinkedNode", py=XmlProcessingInstruction, members={
    "Target -> string": lambda n: n.local,
    "Data -> string": Prop(lambda n: n.text, lambda n, v: setattr(n, "text", v or "")),
})  # fmt: skip
define(_X + "XmlDeclaration", _X + "XmlLinkedNode", py=XmlDeclaration, members={
    "Version -> string": lambda d: d.version,
    "Encoding -> string": Prop(lambda d: d.encoding, lambda d, v: setattr(d, "encoding", v or "")),
    "Standalone -> string": Prop(lambda d: d.standalone, lambda d, v: setattr(d, "standalone", v or "")),
})  # fmt: skip


# ---- lists ------------------------------------------------------------------------------------------------------------------


def at(nodes: list[XmlNode], index: int) -> XmlNode | None:
    return nodes[index] if 0 <= index < len(nodes) else None


define(_X + "XmlNodeList", interfaces=["System.Collections.IEnumerable", "System.IDisposable"], py=XmlNodeList, members={
    "Count -> int": len,
    "Item(int index) -> System.Xml.XmlNode": lambda s, i: at(s.nodes, i),
    "get_Item(int i) -> System.Xml.XmlNode": lambda s, i: at(s.nodes, i),
    "GetEnumerator() -> object": lambda s: Enumerator(list(s.nodes)),
})  # fmt: skip


def attribute_at(c: XmlAttributeCollection, index: int) -> XmlNode:
    found = at(c.element.attributes, index)
    if found is None:
        raise index_outside("index")
    return found


_MAP = "System.Xml.XmlAttribute"
define(_X + "XmlNamedNodeMap", interfaces=["System.Collections.IEnumerable"], members={
    "Count -> int": len,
    "GetNamedItem(string name) -> System.Xml.XmlNode": lambda c, n: attribute_node(c.element, n),
    "Item(int index) -> System.Xml.XmlNode": attribute_at,
    "RemoveNamedItem(string name) -> System.Xml.XmlNode": lambda c, n: drop_attribute(c.element, n),
    "SetNamedItem(System.Xml.XmlNode node) -> System.Xml.XmlNode": lambda c, n: put_attribute(c.element, n),
    "GetEnumerator() -> object": lambda c: Enumerator(c.net_enumerate()),
})  # fmt: skip
define(_X + "XmlAttributeCollection", _X + "XmlNamedNodeMap", interfaces=["System.Collections.ICollection"],
       py=XmlAttributeCollection, members={
    f"get_Item(int i) -> {_MAP}": attribute_at,
    f"get_Item(string name) -> {_MAP}": lambda c, n: attribute_node(c.element, n),
    f"Append({_MAP} node) -> {_MAP}": lambda c, a: added(c.element, a),
    f"Remove({_MAP} node) -> {_MAP}": lambda c, a: taken(a),
    "RemoveAll() -> void": lambda c: c.element.attributes.clear(),
})  # fmt: skip


# ---- the document -----------------------------------------------------------------------------------------------------------


def load_xml(d: XmlDocument, text: str | None) -> None:
    if text is None:
        raise null("xml")
    try:
        read_document(text, d)
    except XmlFault as error:
        raise fault(error) from None


def load(d: XmlDocument, source: Any) -> None:
    if isinstance(source, str):
        load_xml(d, read_text(source))
    elif hasattr(source, "text"):
        load_xml(d, source.text[source.at :])
    else:
        load_xml(d, bytes(source.take(len(source.data))).decode("utf-8-sig", "replace"))


def save(d: XmlDocument, target: Any) -> None:
    own = next((c for c in d.children if isinstance(c, XmlDeclaration)), None)
    if isinstance(target, str):
        text = indented(d, own.encoding or None if own is not None else None, mark=False)
        write(full(target), utf8().encode(text))
    elif hasattr(target, "builder"):
        target.builder.append(indented(d, "utf-16"))
    elif hasattr(target, "settings"):
        target.write_node(d)
    else:
        target.put(indented(d, "utf-8") if hasattr(target, "encoding") else indented(d, mark=False).encode())


def create_element(d: XmlDocument, name: str, uri: str | None = None) -> XmlElement:
    if not name:
        raise argument("The local name for elements or attributes cannot be null or an empty string.")
    if " " in name:
        raise throw_dotnet(
            _X + "XmlException", "The ' ' character, hexadecimal value 0x20, cannot be included in a name."
        )
    return XmlElement(d, name, uri or "")


def create_attribute(d: XmlDocument, name: str, uri: str | None = None) -> XmlAttribute:
    return XmlAttribute(d, name, uri or "")


def create_node(d: XmlDocument, kind: Any, name: str, uri: str | None = None) -> XmlNode:
    word = str(kind).lower()
    makers: dict[str, Any] = {
        "element": lambda: XmlElement(d, name, uri or ""), "attribute": lambda: XmlAttribute(d, name, uri or ""),
        "text": lambda: XmlText(d), "cdata": lambda: XmlCDataSection(d), "comment": lambda: XmlComment(d),
        "documentfragment": lambda: XmlDocumentFragment(d, "#document-fragment"),
        "processinginstruction": lambda: XmlProcessingInstruction(d, name),
    }  # fmt: skip
    if word not in makers:
        raise argument(f"Cannot create node of type {kind}.")
    return makers[word]()  # type: ignore[no-any-return]


define(_X + "XmlDocument", _X + "XmlNode", py=XmlDocument, members={
    "new()": XmlDocument,
    "new(object nt)": lambda t: XmlDocument(),
    "DocumentElement -> System.Xml.XmlElement": lambda d: d.element(),
    "DocumentType -> object": lambda d: next((c for c in d.children if c.kind == "DocumentType"), None),
    "PreserveWhitespace -> bool": Prop(lambda d: d.keep, lambda d, v: setattr(d, "keep", v)),
    "XmlResolver -> object": Prop(lambda d: None, lambda d, v: None),
    "NameTable -> object": lambda d: d,
    "CreateAttribute(string name) -> System.Xml.XmlAttribute": create_attribute,
    "CreateAttribute(string qualifiedName, string namespaceURI) -> System.Xml.XmlAttribute": create_attribute,
    "CreateCDataSection(string data) -> System.Xml.XmlCDataSection": XmlCDataSection,
    "CreateComment(string data) -> System.Xml.XmlComment": XmlComment,
    "CreateDocumentFragment() -> object": lambda d: XmlDocumentFragment(d, "#document-fragment"),
    "CreateElement(string name) -> System.Xml.XmlElement": create_element,
    "CreateElement(string qualifiedName, string namespaceURI) -> System.Xml.XmlElement": create_element,
    "CreateElement(string prefix, string localName, string namespaceURI) -> System.Xml.XmlElement": (
        lambda d, p, n, u: create_element(d, f"{p}:{n}" if p else n, u)
    ),
    "CreateNode(string nodeTypeString, string name, string namespaceURI) -> System.Xml.XmlNode": create_node,
    "CreateNode(System.Xml.XmlNodeType type, string name, string namespaceURI) -> System.Xml.XmlNode": create_node,
    "CreateProcessingInstruction(string target, string data) -> object": (
        lambda d, t, s: XmlProcessingInstruction(d, t, "", s or "")
    ),
    "CreateTextNode(string text) -> System.Xml.XmlText": XmlText,
    "CreateWhitespace(string text) -> object": XmlWhitespace,
    "CreateXmlDeclaration(string version, string encoding, string standalone) -> object": (
        lambda d, v, e, s: XmlDeclaration(d, v, e or "", s or "")
    ),
    "GetElementById(string elementId) -> System.Xml.XmlElement": lambda d, i: None,
    "GetElementsByTagName(string name) -> System.Xml.XmlNodeList": by_tag,
    "GetElementsByTagName(string localName, string namespaceURI) -> System.Xml.XmlNodeList": by_tag,
    "ImportNode(System.Xml.XmlNode node, bool deep) -> System.Xml.XmlNode": import_node,
    "Load(string filename) -> void": load,
    "Load(stream inStream) -> void": load,
    "Load(System.IO.TextReader txtReader) -> void": load,
    "LoadXml(string xml) -> void": load_xml,
    "Save(string filename) -> void": save,
    "Save(System.IO.TextWriter writer) -> void": save,
    "Save(stream outStream) -> void": save,
    "Save(System.Xml.XmlWriter w) -> void": save,
})  # fmt: skip


class XmlNamespaceManager(NetObject):
    """System.Xml.XmlNamespaceManager: `spaces` prefix -> namespace."""

    __slots__ = ("spaces",)
    net = "System.Xml.XmlNamespaceManager"

    def __init__(self, _names: Any = None) -> None:
        self.spaces: dict[str, str] = {}

    def add(self, prefix: str, uri: str) -> None:
        self.spaces[prefix] = uri

    def drop(self, prefix: str) -> None:
        self.spaces.pop(prefix, None)


define(_X + "XmlNamespaceManager", py=XmlNamespaceManager, members={
    "new(object nameTable)": XmlNamespaceManager,
    "AddNamespace(string prefix, string uri) -> void": lambda m, p, u: m.add(p, u),
    "HasNamespace(string prefix) -> bool": lambda m, p: p in m.spaces,
    "LookupNamespace(string prefix) -> string": lambda m, p: m.spaces.get(p),
    "RemoveNamespace(string prefix, string uri) -> void": lambda m, p, u: m.drop(p),
})  # fmt: skip
