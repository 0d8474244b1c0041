"""What the members of System.Xml.Linq do to nodes: content put in and taken out, queries, reading and writing."""

from collections.abc import Iterator
from typing import Any

from perdure.interpreter.convert_text import net_text
from perdure.interpreter.date_format import format_datetime
from perdure.interpreter.dotnet._faults import argument, invalid, null
from perdure.interpreter.dotnet._xml import clone, detach, fault
from perdure.interpreter.dotnet.io_file import read_text, write
from perdure.interpreter.dotnet.io_path import full
from perdure.interpreter.values.base import PSObject
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.text_encodings import utf8
from perdure.interpreter.values.xlinq import XAttribute, XDeclaration, XDocument, XElement, XName, XObject, view
from perdure.interpreter.values.xml_nodes import (
    XMLNS,
    XmlAttribute,
    XmlDeclaration,
    XmlDocument,
    XmlElement,
    XmlNode,
    XmlText,
)
from perdure.interpreter.xml_read import XmlFault, read_document
from perdure.interpreter.xml_write import indented, outer

_L = "System.Xml.Linq."


def name_of(node: XmlNode) -> XName:
    return XName(node.uri, node.local)


def named(node: XmlNode, name: XName | None) -> bool:
    return name is None or (node.local == name.local and node.uri == name.uri)


def listed(nodes: Any, element: str = "XElement") -> TypedArray:
    return TypedArray(_L + element, [view(n) for n in nodes])


def elements(node: XmlNode) -> list[XmlNode]:
    return [c for c in node.children if c.kind == "Element"]


def below(node: XmlNode) -> Iterator[XmlNode]:
    """Walks the elements below a node in the order of the document."""
    for child in elements(node):
        yield child
        yield from below(child)


def above(node: XmlNode) -> Iterator[XmlNode]:
    here = node.parent
    while here is not None and here.kind == "Element":
        yield here
        here = here.parent


def plain_attributes(node: XmlNode) -> list[XmlNode]:
    return list(node.attributes)


# ---- content -----------------------------------------------------------------------------------------------------------------


def text_of(value: Any) -> str:
    """Gives a value as XML writes it: true, dates by ISO 8601."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, DateTime):
        return format_datetime(value, "yyyy-MM-ddTHH:mm:ss.FFFFFFFK")
    return net_text(value)


def pieces(content: Any) -> Iterator[Any]:
    """Gives content flat: collections opened, nothing left out."""
    if type(content) is PSObject:
        content = content.base
    if content is None:
        return
    inside = None if isinstance(content, (str, XObject)) else enumerate_value(content)
    if inside is None:
        yield content
        return
    for item in inside:
        yield from pieces(item)


def put(parent: XmlNode, content: Any, at: int | None = None) -> None:
    """Adds content to an element or document; a node that stands elsewhere is copied."""
    place = len(parent.children) if at is None else at
    for piece in pieces(content):
        if isinstance(piece, XDeclaration):
            continue
        if isinstance(piece, XAttribute):
            if attribute(parent, name_of(piece.node)) is not None:
                raise invalid("Duplicate attribute.")
            attach(parent.attributes, parent, piece.node, len(parent.attributes))
            continue
        if isinstance(piece, XDocument):
            raise argument("An item of type Document cannot be added to content.")
        if isinstance(piece, XObject):
            node = piece.node
        else:
            if parent.kind == "Document":
                raise argument("Non-whitespace characters cannot be added to content.")
            text = text_of(piece)
            last = parent.children[place - 1] if place else None
            if last is not None and last.kind == "Text":
                last.text += text
                continue
            if not text:
                continue
            node = XmlText(None, text)
        if parent.kind == "Document" and node.kind == "Element" and elements(parent):
            raise invalid("This operation would create an incorrectly structured document.")
        attach(parent.children, parent, node, place)
        place += 1


def attach(pool: list[XmlNode], parent: XmlNode, node: XmlNode, at: int) -> None:
    own = clone(node) if node.parent is not None or node is parent else node
    own.parent = parent
    pool.insert(at, own)


def attribute(node: XmlNode, name: XName) -> XmlNode | None:
    return next((a for a in node.attributes if named(a, name)), None)


def new_element(name: XName, *content: Any) -> XElement:
    if name is None:
        raise null("name")
    made = XmlElement(None, name.local, name.uri)
    put(made, list(content))
    return XElement(made)


def new_attribute(name: XName, value: Any) -> XAttribute:
    if name is None or value is None:
        raise null("name" if name is None else "value")
    prefix = "xmlns:" if name.uri == XMLNS.rstrip("/") + "/" and name.local != "xmlns" else ""
    return XAttribute(XmlAttribute(None, prefix + name.local, name.uri, text_of(value)))


def set_attribute(node: XmlNode, name: XName, value: Any) -> None:
    found = attribute(node, name)
    if value is None:
        if found is not None:
            detach(found)
    elif found is not None:
        found.text = text_of(value)
    else:
        put(node, new_attribute(name, value))


def set_element(node: XmlNode, name: XName, value: Any) -> None:
    found = next((c for c in elements(node) if named(c, name)), None)
    if value is None:
        if found is not None:
            detach(found)
    elif found is not None:
        set_text(found, value)
    else:
        put(node, new_element(name, value))


def clear(node: XmlNode) -> None:
    for child in list(node.children):
        detach(child)


def set_text(node: XmlNode, value: Any) -> None:
    """Sets an element's text, or that of what holds text itself."""
    if value is None:
        raise null("value")
    if node.kind == "Element":
        clear(node)
        put(node, text_of(value))
    else:
        node.text = text_of(value)


def beside(node: XmlNode, content: Any, step: int) -> None:
    if node.parent is None:
        raise invalid("The parent is missing.")
    put(node.parent, content, node.parent.children.index(node) + step)


def removed(node: XmlNode) -> None:
    if node.parent is None:
        raise invalid("The parent is missing.")
    detach(node)


def replaced(node: XmlNode, content: Any) -> None:
    parent = node.parent
    if parent is None:
        raise invalid("The parent is missing.")
    at = parent.children.index(node)
    detach(node)
    put(parent, content, at)


def sibling(node: XmlNode, step: int) -> Any:
    if node.parent is None or node.kind == "Attribute":
        return None
    around = [c for c in node.parent.children if c.kind not in ("Whitespace", "XmlDeclaration")]
    at = next(i for i, c in enumerate(around) if c is node) + step
    return view(around[at]) if 0 <= at < len(around) else None


def around(node: XmlNode, name: XName | None, step: int) -> list[XmlNode]:
    """Gives the elements before (-1) or after (1) a node below the same parent."""
    if node.parent is None:
        return []
    at = next(i for i, c in enumerate(node.parent.children) if c is node)
    some = node.parent.children[at + 1 :] if step > 0 else node.parent.children[:at]
    return [c for c in some if c.kind == "Element" and named(c, name)]


# ---- reading and writing -------------------------------------------------------------------------------------------------------


def parse(text: str | None, *_options: Any) -> XmlDocument:
    if text is None:
        raise null("text")
    try:
        return read_document(text)
    except XmlFault as error:
        raise fault(error) from None


def parse_document(text: str | None, *options: Any) -> XDocument:
    return XDocument(parse(text, *options))


def parse_element(text: str | None, *options: Any) -> XElement:
    top = parse(text, *options).element()
    assert top is not None
    detach(top)
    return XElement(top)


def source_text(source: Any) -> str:
    """Gives what Load reads: a file by its path, a reader's rest, a stream's."""
    if source is None:
        raise null("uri")
    if isinstance(source, str):
        return read_text(source)
    if hasattr(source, "text"):
        return str(source.text[source.at :])
    return bytes(source.take(len(source.data))).decode("utf-8-sig", "replace")


def shown(view_: XObject, options: Any = None) -> str:
    """Gives ToString(): indented unless formatting is off; a document without its declaration."""
    node = view_.node
    if node.kind == "Document":
        kept = [c for c in node.children if c.kind not in ("XmlDeclaration", "Whitespace")]
        whole = clone(node)
        whole.children = [c for c in whole.children if c.kind not in ("XmlDeclaration", "Whitespace")]
        plain = options is not None and int(getattr(options, "value", 0)) & 1
        return "".join([outer(c) for c in kept]) if plain else indented(whole, mark=False)
    if node.kind == "Element" and not (options is not None and int(getattr(options, "value", 0)) & 1):
        return indented(alone(node), mark=False)
    return outer(node)


def alone(node: XmlNode) -> XmlNode:
    """Gives a copy of an element that stands alone, with the namespaces that it had from above."""
    return clone(node)


def save(view_: XObject, target: Any, *_options: Any) -> None:
    node = view_.node
    encoding = "utf-16" if hasattr(target, "builder") else "utf-8"
    own = next((c for c in node.children if isinstance(c, XmlDeclaration)), None) if node.kind == "Document" else None
    head = f'<?xml version="1.0" encoding="{encoding}"' + (
        f' standalone="{own.standalone}"' if own and own.standalone else ""
    )
    text = f"{head}?>\n{shown(view_)}"
    if isinstance(target, str):
        write(full(target), b"\xef\xbb\xbf" + utf8().encode(text))
    elif hasattr(target, "builder"):
        target.builder.append(text)
    else:
        target.put(text if hasattr(target, "encoding") else text.encode())


def deep_equal(one: XObject | None, other: XObject | None) -> bool:
    if one is None or other is None:
        return one is other
    return shown(one) == shown(other)
