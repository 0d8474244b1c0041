"""Writes XML nodes as text: OuterXml, InnerXml, and indented as Save does."""

from perdure.interpreter.values.xml_nodes import XmlDeclaration, XmlElement, XmlNode


def escape_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_attribute(text: str) -> str:
    made = escape_text(text).replace('"', "&quot;")
    return made.replace("\n", "&#xA;").replace("\r", "&#xD;").replace("\t", "&#x9;")


def outer(node: XmlNode, encoding: str | None = None) -> str:
    """Gives OuterXml."""
    kind = node.kind
    if kind == "Element":
        return _element(node)
    if kind == "Attribute":
        return f'{node.name}="{escape_attribute(node.text)}"'
    if kind in ("Document", "DocumentFragment"):
        return inner(node)
    return _small(node, encoding)


def _small(node: XmlNode, encoding: str | None = None) -> str:
    kind = node.kind
    if kind == "Text":
        return escape_text(node.text)
    if kind == "CDATA":
        return f"<![CDATA[{node.text}]]>"
    if kind == "Comment":
        return f"<!--{node.text}-->"
    if kind == "ProcessingInstruction":
        return f"<?{node.local} {node.text}?>" if node.text else f"<?{node.local}?>"
    if kind == "DocumentType":
        return f"<!DOCTYPE {node.text}>"
    if isinstance(node, XmlDeclaration):
        if encoding is not None:
            shown = XmlDeclaration(None, node.version, encoding, node.standalone)
            return f"<?xml {shown.content()}?>"
        return f"<?xml {node.content()}?>"
    return node.text


def inner(node: XmlNode) -> str:
    """Gives InnerXml."""
    if node.kind == "Attribute":
        return escape_text(node.text)
    return "".join([outer(c) for c in node.children])


def _start(node: XmlNode) -> str:
    parts = [f"<{node.name}"]
    declared = {a.local if a.prefix else "" for a in node.attributes if a.prefix == "xmlns" or a.name == "xmlns"}
    if node.prefix not in declared and node.uri != _space_at(node.parent, node.prefix):
        parts.append(f' xmlns:{node.prefix}="{node.uri}"' if node.prefix else f' xmlns="{node.uri}"')
    parts += [f" {outer(a)}" for a in node.attributes]
    return "".join(parts)


def _space_at(node: XmlNode | None, prefix: str) -> str:
    """Gives the namespace that a prefix has at a node."""
    while node is not None:
        for a in node.attributes:
            if (a.prefix == "xmlns" and a.local == prefix) or (not prefix and a.name == "xmlns"):
                return a.text
        if node.kind == "Element" and node.prefix == prefix:
            return node.uri
        node = node.parent
    return ""


def _element(node: XmlNode) -> str:
    start = _start(node)
    if not node.children:
        closed = node.closed if isinstance(node, XmlElement) else True
        return start + (" />" if closed else f"></{node.name}>")
    return f"{start}>{inner(node)}</{node.name}>"


def indented(
    node: XmlNode, encoding: str | None = None, step: str = "  ", newline: str = "\n", mark: bool = True
) -> str:
    """Gives a document as Save writes it: each element on a line of its own where no text stands between.

    `encoding` stands in the declaration; `mark` = a declaration is written even where the document has none.
    """
    out: list[str] = []
    nodes = node.children if node.kind in ("Document", "DocumentFragment") else [node]
    if mark and encoding is not None and not any(c.kind == "XmlDeclaration" for c in nodes):
        out.append(f'<?xml version="1.0" encoding="{encoding}"?>')
    for child in nodes:
        if child.kind != "Whitespace":
            out.append(_lines(child, "", step, newline, encoding))
    return newline.join(out)


def _lines(node: XmlNode, before: str, step: str, newline: str, encoding: str | None) -> str:
    if node.kind != "Element":
        return before + _small(node, encoding)
    if not node.children or any(c.kind in ("Text", "CDATA", "Whitespace") for c in node.children):
        return before + _element(node)
    rows = [f"{before}{_start(node)}>"]
    rows += [_lines(c, before + step, step, newline, encoding) for c in node.children]
    rows.append(f"{before}</{node.name}>")
    return newline.join(rows)
