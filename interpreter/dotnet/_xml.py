"""Editing XML trees as System.Xml does: moving, copying and finding nodes, texts, attributes. Serves xml.py."""

from typing import Any

from perdure.interpreter.dotnet._faults import argument, invalid, null
from perdure.interpreter.errors import DotNetThrow, throw_dotnet
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.xml_nodes import (
    XMLNS,
    XmlAttribute,
    XmlDocument,
    XmlElement,
    XmlNode,
    XmlNodeList,
    XmlText,
)
from perdure.interpreter.xml_read import XmlFault, read_document, read_fragment
from perdure.interpreter.xpath import select
from perdure.interpreter.xpath_parse import XPathFault

_X = "System.Xml."


def fault(error: XmlFault) -> DotNetThrow:
    return throw_dotnet(_X + "XmlException", str(error), LineNumber=error.line, LinePosition=error.place)


def owner_of(node: XmlNode) -> Any:
    return None if isinstance(node, XmlDocument) else node.owner


def document_of(node: XmlNode) -> Any:
    return node if isinstance(node, XmlDocument) else node.owner


# ---- moving nodes -------------------------------------------------------------------------------------------------------


def detach(node: XmlNode) -> None:
    if node.parent is not None:
        pool = node.parent.attributes if node.kind == "Attribute" else node.parent.children
        pool[:] = [n for n in pool if n is not node]
        node.parent = None


def taken(node: XmlNode) -> XmlNode:
    """Takes a node out of its place and gives it."""
    detach(node)
    return node


def added(element: XmlNode, node: XmlNode) -> XmlNode:
    """Adds an attribute and gives it."""
    put_attribute(element, node)
    return node


def place(parent: XmlNode, node: Any, at: int) -> XmlNode:
    if node is None:
        raise null("newChild")
    above: XmlNode | None = parent
    while above is not None:
        if above is node:
            raise argument("Cannot insert a node or any ancestor of that node as a child of itself.")
        above = above.parent
    if document_of(node) is not document_of(parent) and node.kind != "Document":
        raise argument("The node to be inserted is from a different document context.")
    if isinstance(parent, XmlDocument) and isinstance(node, XmlElement) and parent.element() not in (None, node):
        raise invalid("This document already has a 'DocumentElement' node.")
    added = list(node.children) if node.kind == "DocumentFragment" else [node]
    for i, one in enumerate(added):
        detach(one)
        one.parent = parent
        parent.children.insert(at + i, one)
    return node  # type: ignore[no-any-return]


def append(parent: XmlNode, node: Any) -> XmlNode:
    if node is not None and node.parent is parent:
        detach(node)
    return place(parent, node, len(parent.children))


def prepend(parent: XmlNode, node: Any) -> XmlNode:
    return place(parent, node, 0)


def index_in(parent: XmlNode, node: Any) -> int:
    for i, child in enumerate(parent.children):
        if child is node:
            return i
    raise argument("The reference node is not a child of this node.")


def before(parent: XmlNode, node: Any, mark: Any) -> XmlNode:
    return append(parent, node) if mark is None else place(parent, node, index_in(parent, mark))


def after(parent: XmlNode, node: Any, mark: Any) -> XmlNode:
    return prepend(parent, node) if mark is None else place(parent, node, index_in(parent, mark) + 1)


def remove(parent: XmlNode, node: Any) -> XmlNode:
    if node is None or node.parent is not parent:
        raise argument("The node to be removed is not a child of this node.")
    detach(node)
    return node  # type: ignore[no-any-return]


def replace(parent: XmlNode, node: Any, old: Any) -> XmlNode:
    at = index_in(parent, old)
    detach(old)
    place(parent, node, at)
    return old  # type: ignore[no-any-return]


def remove_all(node: XmlNode) -> None:
    for child in list(node.children):
        detach(child)
    node.attributes.clear()


def clone(node: XmlNode, deep: bool = True, owner: Any = None) -> XmlNode:
    """Gives a copy that stands alone; attributes always come along."""
    made = type(node).__new__(type(node))
    for cls in type(node).__mro__:
        for slot in getattr(cls, "__slots__", ()):
            if slot not in ("__weakref__", "ext", "children", "attributes", "parent"):
                setattr(made, slot, getattr(node, slot))
    made.parent, made.children, made.attributes = None, [], []
    if owner is not None:
        made.owner = owner
    if isinstance(made, XmlDocument):
        owner = made
    for a in node.attributes:
        copied = clone(a, True, owner)
        copied.parent = made
        made.attributes.append(copied)
    for child in node.children if deep else ():
        copied = clone(child, True, owner)
        copied.parent = made
        made.children.append(copied)
    copy: XmlNode = made
    return copy


def import_node(document: XmlDocument, node: XmlNode, deep: bool) -> XmlNode:
    return clone(node, deep, document)


# ---- text ---------------------------------------------------------------------------------------------------------------


def set_inner_text(node: XmlNode, text: Any) -> None:
    if node.kind in ("Attribute", "Text", "CDATA", "Comment", "Whitespace", "ProcessingInstruction"):
        node.text = text or ""
        return
    for child in list(node.children):
        detach(child)
    if text:
        append(node, XmlText(document_of(node), text))


def set_inner_xml(node: XmlNode, text: Any) -> None:
    try:
        if isinstance(node, XmlDocument):
            read_document(text, node)
            return
        made = read_fragment(text or "", node, document_of(node))
    except XmlFault as error:
        raise fault(error) from None
    for child in list(node.children):
        detach(child)
    for child in made:
        child.parent = None
        append(node, child)


def set_value(node: XmlNode, text: Any) -> None:
    if node.kind in ("Element", "Document", "DocumentFragment"):
        raise invalid(f"Cannot set a value on node type '{node.kind}'.")
    node.text = text or ""


# ---- searching ----------------------------------------------------------------------------------------------------------


def find(node: XmlNode, text: str, spaces: Any = None) -> list[XmlNode]:
    try:
        return select(node, text, None if spaces is None else spaces.spaces)
    except XPathFault as error:
        raise throw_dotnet("System.Xml.XPath.XPathException", str(error)) from None


def select_nodes(node: XmlNode, text: str, spaces: Any = None) -> XmlNodeList:
    return XmlNodeList(find(node, text, spaces))


def select_single(node: XmlNode, text: str, spaces: Any = None) -> Any:
    found = find(node, text, spaces)
    return found[0] if found else None


def by_tag(node: XmlNode, name: str, uri: str | None = None) -> XmlNodeList:
    out = []
    stack = list(reversed(node.children))
    while stack:
        here = stack.pop()
        if here.kind == "Element":
            fits = (here.local == name and here.uri == uri) if uri is not None else here.name == name
            if name == "*" or fits:
                out.append(here)
        stack.extend(reversed(here.children))
    return XmlNodeList(out)


def sibling(node: XmlNode, step: int) -> XmlNode | None:
    if node.parent is None or node.kind == "Attribute":
        return None
    at = index_in(node.parent, node) + step
    return node.parent.children[at] if 0 <= at < len(node.parent.children) else None


def child_named(node: XmlNode, name: str, uri: str | None = None) -> XmlNode | None:
    return next((c for c in node.children if c.kind == "Element" and (c.name == name if uri is None else c.local == name and c.uri == uri)), None)  # fmt: skip


def kind_of(node: XmlNode) -> Any:
    kind = find_type(_X + "XmlNodeType")
    return node.kind if kind is None else named(kind, node.kind)


# ---- elements and attributes ----------------------------------------------------------------------------------------------


def attribute_node(e: XmlNode, name: str, uri: str | None = None) -> XmlNode | None:
    return next(
        (a for a in e.attributes if (a.name == name if uri is None else a.local == name and a.uri == uri)), None
    )


def get_attribute(e: XmlNode, name: str, uri: str | None = None) -> str:
    found = attribute_node(e, name, uri)
    return found.text if found is not None else ""


def set_attribute(e: XmlNode, name: str, value: str | None) -> None:
    found = attribute_node(e, name)
    if found is None:
        found = XmlAttribute(e.owner, name, XMLNS if name == "xmlns" or name.startswith("xmlns:") else "")
        found.parent = e
        e.attributes.append(found)
    found.text = value or ""


def set_attribute_in(e: XmlNode, name: str, uri: str | None, value: str | None) -> str:
    found = attribute_node(e, name.rpartition(":")[2], uri or "")
    if found is None:
        found = XmlAttribute(e.owner, name, uri or "")
        found.parent = e
        e.attributes.append(found)
    found.text = value or ""
    return found.text


def put_attribute(e: XmlNode, node: XmlNode) -> XmlNode | None:
    old = attribute_node(e, node.name)
    if old is not None:
        detach(old)
    node.parent = e
    e.attributes.append(node)
    return old


def drop_attribute(e: XmlNode, name: str, uri: str | None = None) -> None:
    found = attribute_node(e, name, uri)
    if found is not None:
        detach(found)
