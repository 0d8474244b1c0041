"""System.Xml.Linq: XDocument, XElement, XAttribute and the rest, as views over XML nodes; XPath over them."""

from typing import Any

from perdure.interpreter.dotnet import _xlinq as work
from perdure.interpreter.dotnet._compare import equal
from perdure.interpreter.dotnet._faults import argument, null
from perdure.interpreter.dotnet._xlinq import name_of, named
from perdure.interpreter.dotnet._xml import clone, find, kind_of
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.xlinq import (
    XAttribute,
    XCData,
    XComment,
    XDeclaration,
    XDocument,
    XDocumentType,
    XElement,
    XInstruction,
    XName,
    XNamespace,
    XText,
    view,
)  # fmt: skip
from perdure.interpreter.values.xml_nodes import (
    XML,
    XMLNS,
    XmlCDataSection,
    XmlComment,
    XmlDeclaration,
    XmlDocument,
    XmlNode,
    XmlProcessingInstruction,
    XmlText,
)  # fmt: skip

_L = "System.Xml.Linq."
_N = _L + "XName"
_SEQ = "System.Collections.Generic.IEnumerable"


# ---- names -------------------------------------------------------------------------------------------------------------------


def parse_name(text: str | None) -> XName | None:
    """Gives the name that `{uri}local` or `local` says."""
    if text is None:
        return None
    if not text:
        raise argument("The value cannot be an empty string.", "expandedName")
    uri, local = ("", text)
    if text.startswith("{"):
        uri, _, local = text[1:].partition("}")
    return XName(uri, local)


define(_N, py=XName, members={
    "LocalName -> string": lambda n: n.local,
    "NamespaceName -> string": lambda n: n.uri,
    f"Namespace -> {_L}XNamespace": lambda n: XNamespace(n.uri),
    "Equals(object obj) -> bool": equal,
    "ToString() -> string": str,
    f"static Get(string expandedName) -> {_N}": parse_name,
    f"static Get(string localName, string namespaceName) -> {_N}": lambda local, uri: XName(uri, local),
    f"static op_Implicit(string expandedName) -> {_N}": parse_name,
})  # fmt: skip
define(_L + "XNamespace", py=XNamespace, members={
    "NamespaceName -> string": lambda n: n.uri,
    f"GetName(string localName) -> {_N}": lambda n, local: XName(n.uri, local),
    "Equals(object obj) -> bool": equal,
    "ToString() -> string": str,
    f"static Get(string namespaceName) -> {_L}XNamespace": XNamespace,
    f"static None -> {_L}XNamespace": XNamespace(""),
    f"static Xml -> {_L}XNamespace": XNamespace(XML),
    f"static Xmlns -> {_L}XNamespace": XNamespace(XMLNS),
    f"static op_Implicit(string namespaceName) -> {_L}XNamespace": XNamespace,
    f"static op_Addition({_L}XNamespace ns, string localName) -> {_N}": lambda n, local: XName(n.uri, local),
})  # fmt: skip


# ---- what nodes share ----------------------------------------------------------------------------------------------------------


def document(o: Any) -> Any:
    top: XmlNode = o.node.root()
    return view(top) if top.kind == "Document" else None


def parent(o: Any) -> Any:
    found = o.node.parent
    return view(found) if found is not None and found.kind == "Element" else None


_CONTENT = ("object content", "params object[] content")
_OBJECT: dict[str, Any] = {
    "NodeType -> System.Xml.XmlNodeType": lambda o: kind_of(o.node),
    f"Document -> {_L}XDocument": document,
    f"Parent -> {_L}XElement": parent,
    "BaseUri -> string": lambda o: "",
}
_NODE: dict[str, Any] = {
    f"NextNode -> {_L}XNode": lambda o: work.sibling(o.node, 1),
    f"PreviousNode -> {_L}XNode": lambda o: work.sibling(o.node, -1),
    "Remove() -> void": lambda o: work.removed(o.node),
    "ToString() -> string": work.shown,
    f"ToString({_L}SaveOptions options) -> string": work.shown,
    "IsAfter(System.Xml.Linq.XNode node) -> bool": lambda o, other: False,
    f"static DeepEquals({_L}XNode n1, {_L}XNode n2) -> bool": work.deep_equal,
}
for _words in _CONTENT:
    _NODE[f"AddBeforeSelf({_words}) -> void"] = lambda o, c: work.beside(o.node, c, 0)
    _NODE[f"AddAfterSelf({_words}) -> void"] = lambda o, c: work.beside(o.node, c, 1)
    _NODE[f"ReplaceWith({_words}) -> void"] = lambda o, c: work.replaced(o.node, c)


def by_name(walk: Any) -> Any:
    """Makes a query that takes a name or none."""
    return lambda o, name=None: work.listed([n for n in walk(o.node) if named(n, name)])


def with_self(walk: Any) -> Any:
    return lambda node: [node, *walk(node)]


for _word, _walk in (("Ancestors", work.above), ("ElementsAfterSelf", lambda n: work.around(n, None, 1)),
                     ("ElementsBeforeSelf", lambda n: work.around(n, None, -1))):  # fmt: skip
    _NODE[f"{_word}() -> {_SEQ}[{_L}XElement]"] = by_name(_walk)
    _NODE[f"{_word}({_N} name) -> {_SEQ}[{_L}XElement]"] = by_name(_walk)


def first_element(o: Any, name: XName) -> Any:
    return view(next((n for n in work.elements(o.node) if named(n, name)), None))


def nodes(o: Any) -> Any:
    kept = [c for c in o.node.children if c.kind not in ("Whitespace", "XmlDeclaration")]
    return work.listed(kept, "XNode")


def all_below(node: XmlNode) -> list[XmlNode]:
    found: list[XmlNode] = []
    for child in node.children:
        if child.kind != "Whitespace":
            found += [child, *all_below(child)]
    return found


def replace_nodes(o: Any, content: Any) -> None:
    work.clear(o.node)
    work.put(o.node, content)


_CONTAINER: dict[str, Any] = {
    f"Element({_N} name) -> {_L}XElement": first_element,
    f"Nodes() -> {_SEQ}[{_L}XNode]": nodes,
    f"DescendantNodes() -> {_SEQ}[{_L}XNode]": lambda o: work.listed(all_below(o.node), "XNode"),
    f"FirstNode -> {_L}XNode": lambda o: next(iter(nodes(o)), None),
    f"LastNode -> {_L}XNode": lambda o: next(reversed(nodes(o)), None),
    "RemoveNodes() -> void": lambda o: work.clear(o.node),
}
for _word, _walk in (("Elements", work.elements), ("Descendants", work.below)):
    _CONTAINER[f"{_word}() -> {_SEQ}[{_L}XElement]"] = by_name(_walk)
    _CONTAINER[f"{_word}({_N} name) -> {_SEQ}[{_L}XElement]"] = by_name(_walk)
for _words in _CONTENT:
    _CONTAINER[f"Add({_words}) -> void"] = lambda o, c: work.put(o.node, c)
    _CONTAINER[f"AddFirst({_words}) -> void"] = lambda o, c: work.put(o.node, c, 0)
    _CONTAINER[f"ReplaceNodes({_words}) -> void"] = replace_nodes
define(_L + "XObject", abstract=True, members=_OBJECT)
define(_L + "XNode", _L + "XObject", abstract=True, members=_NODE)
define(_L + "XContainer", _L + "XNode", abstract=True, members=_CONTAINER)
_SAVING: dict[str, Any] = {}
for _words in ("string fileName", "System.IO.TextWriter textWriter", "stream stream"):
    _SAVING[f"Save({_words}) -> void"] = work.save
    _SAVING[f"Save({_words}, {_L}SaveOptions options) -> void"] = work.save


def loading(word: str, parse: Any) -> dict[str, Any]:
    """Gives Parse and Load of a type."""
    table: dict[str, Any] = {}
    for tail in ("", f", {_L}LoadOptions options"):
        table[f"static Parse(string text{tail}) -> {word}"] = parse
        for source in ("string uri", "System.IO.TextReader textReader", "stream stream"):
            table[f"static Load({source}{tail}) -> {word}"] = lambda s, *_o: parse(work.source_text(s))
    return table


# ---- elements ------------------------------------------------------------------------------------------------------------------


def set_name(e: XElement, name: XName) -> None:
    if name is None:
        raise null("value")
    e.node.local, e.node.uri, e.node.prefix = name.local, name.uri, ""


def attributes(o: XElement, name: XName | None = None) -> Any:
    return work.listed([a for a in o.node.attributes if named(a, name)], "XAttribute")


def space_of(e: XElement, prefix: str) -> Any:
    here: Any = e.node
    while here is not None:
        for a in here.attributes:
            if a.prefix == "xmlns" and a.local == prefix:
                return XNamespace(a.text)
        here = here.parent
    return None


def default_space(e: XElement) -> XNamespace:
    here: Any = e.node
    while here is not None:
        for a in here.attributes:
            if a.name == "xmlns":
                return XNamespace(a.text)
        here = here.parent
    return XNamespace("")


def remove_all(e: XElement) -> None:
    work.clear(e.node)
    e.node.attributes.clear()


def replace_all(e: XElement, content: Any) -> None:
    remove_all(e)
    work.put(e.node, content)


define(_L + "XElement", _L + "XContainer", py=XElement, members={
    f"new({_N} name)": work.new_element,
    f"new({_N} name, object content)": work.new_element,
    f"new({_N} name, params object[] content)": work.new_element,
    f"new({_L}XElement other)": lambda e: XElement(clone(e.node)),
    f"Name -> {_N}": Prop(lambda e: name_of(e.node), set_name),
    "Value -> string": Prop(lambda e: e.node.inner_text(), lambda e, v: work.set_text(e.node, v)),
    "IsEmpty -> bool": lambda e: not e.node.children,
    "HasElements -> bool": lambda e: bool(work.elements(e.node)),
    "HasAttributes -> bool": lambda e: bool(e.node.attributes),
    f"FirstAttribute -> {_L}XAttribute": lambda e: view(next(iter(e.node.attributes), None)),
    f"LastAttribute -> {_L}XAttribute": lambda e: view(next(reversed(e.node.attributes), None)),
    f"Attribute({_N} name) -> {_L}XAttribute": lambda e, name: view(work.attribute(e.node, name)),
    f"Attributes() -> {_SEQ}[{_L}XAttribute]": attributes,
    f"Attributes({_N} name) -> {_SEQ}[{_L}XAttribute]": attributes,
    f"AncestorsAndSelf() -> {_SEQ}[{_L}XElement]": by_name(with_self(work.above)),
    f"AncestorsAndSelf({_N} name) -> {_SEQ}[{_L}XElement]": by_name(with_self(work.above)),
    f"DescendantsAndSelf() -> {_SEQ}[{_L}XElement]": by_name(with_self(work.below)),
    f"DescendantsAndSelf({_N} name) -> {_SEQ}[{_L}XElement]": by_name(with_self(work.below)),
    f"SetAttributeValue({_N} name, object value) -> void": lambda e, n, v: work.set_attribute(e.node, n, v),
    f"SetElementValue({_N} name, object value) -> void": lambda e, n, v: work.set_element(e.node, n, v),
    "SetValue(object value) -> void": lambda e, v: work.set_text(e.node, v),
    "RemoveAll() -> void": remove_all,
    "RemoveAttributes() -> void": lambda e: e.node.attributes.clear(),
    "ReplaceAll(params object[] content) -> void": replace_all,
    f"GetDefaultNamespace() -> {_L}XNamespace": default_space,
    f"GetNamespaceOfPrefix(string prefix) -> {_L}XNamespace": space_of,
    **_SAVING,
    **loading(_L + "XElement", work.parse_element),
})  # fmt: skip


# ---- documents, attributes and the small ones -------------------------------------------------------------------------------------


def new_document(*content: Any) -> XDocument:
    made = XmlDocument()
    for piece in work.pieces(list(content)):
        if isinstance(piece, XDeclaration):
            set_declaration(XDocument(made), piece)
        else:
            work.put(made, piece)
    return XDocument(made)


def declaration(d: XDocument) -> Any:
    return view(next((c for c in d.node.children if c.kind == "XmlDeclaration"), None))


def set_declaration(d: XDocument, value: XDeclaration | None) -> None:
    d.node.children[:] = [c for c in d.node.children if c.kind != "XmlDeclaration"]
    if value is not None:
        work.attach(d.node.children, d.node, value.node, 0)


define(_L + "XDocument", _L + "XContainer", py=XDocument, members={
    "new()": new_document,
    "new(params object[] content)": new_document,
    f"new({_L}XDeclaration declaration, params object[] content)": new_document,
    f"Root -> {_L}XElement": lambda d: view(d.node.element()),
    f"Declaration -> {_L}XDeclaration": Prop(declaration, set_declaration),
    **_SAVING,
    **loading(_L + "XDocument", work.parse_document),
})  # fmt: skip
define(_L + "XDeclaration", py=XDeclaration, members={
    "new(string version, string encoding, string standalone)": lambda v, e, s: XDeclaration(
        XmlDeclaration(None, v or "1.0", e or "", s or "")
    ),
    "Version -> string": lambda d: d.node.version,
    "Encoding -> string": lambda d: d.node.encoding,
    "Standalone -> string": lambda d: d.node.standalone,
    "ToString() -> string": lambda d: f"<?xml {d.node.content()}?>",
})  # fmt: skip
define(_L + "XAttribute", _L + "XObject", py=XAttribute, members={
    f"new({_N} name, object value)": work.new_attribute,
    f"Name -> {_N}": lambda a: name_of(a.node),
    "Value -> string": Prop(lambda a: a.node.text, lambda a, v: work.set_text(a.node, v)),
    "IsNamespaceDeclaration -> bool": lambda a: a.node.prefix == "xmlns" or a.node.name == "xmlns",
    "SetValue(object value) -> void": lambda a, v: work.set_text(a.node, v),
    "Remove() -> void": lambda a: work.removed(a.node),
    "ToString() -> string": work.shown,
})  # fmt: skip
_VALUE = Prop(lambda t: t.node.text, lambda t, v: work.set_text(t.node, v), "System.String")
define(_L + "XText", _L + "XNode", py=XText, members={
    "new(string value)": lambda text: XText(XmlText(None, text)), "Value": _VALUE,
})  # fmt: skip
define(_L + "XCData", _L + "XText", py=XCData, members={
    "new(string value)": lambda text: XCData(XmlCDataSection(None, text)), "Value": _VALUE,
})  # fmt: skip
define(_L + "XComment", _L + "XNode", py=XComment, members={
    "new(string value)": lambda text: XComment(XmlComment(None, text)), "Value": _VALUE,
})  # fmt: skip
define(_L + "XProcessingInstruction", _L + "XNode", py=XInstruction, members={
    "new(string target, string data)": lambda target, data: XInstruction(XmlProcessingInstruction(None, target, "", data)),
    "Target -> string": lambda p: p.node.local,
    "Data -> string": lambda p: p.node.text,
})  # fmt: skip
define(_L + "XDocumentType", _L + "XNode", py=XDocumentType, members={"Name -> string": lambda t: t.node.text})


# ---- XPath -----------------------------------------------------------------------------------------------------------------------


def select(o: Any, path: str, spaces: Any = None) -> Any:
    return work.listed(find(o.node, path, spaces))


def select_one(o: Any, path: str, spaces: Any = None) -> Any:
    found = find(o.node, path, spaces)
    return view(found[0]) if found else None


_X = f"{_L}XNode node, string expression"
define("System.Xml.XPath.Extensions", kind="static", members={
    f"static XPathSelectElement({_X}) -> {_L}XElement": select_one,
    f"static XPathSelectElement({_X}, object resolver) -> {_L}XElement": select_one,
    f"static XPathSelectElements({_X}) -> {_SEQ}[{_L}XElement]": select,
    f"static XPathSelectElements({_X}, object resolver) -> {_SEQ}[{_L}XElement]": select,
    f"static XPathEvaluate({_X}) -> object": select,
})  # fmt: skip
