"""Reads XML text to nodes, with .NET's messages for what is not well-formed.

Namespaces are resolved, entities other than the five and character references refused, white space between elements
dropped unless it is to be kept.
"""

from typing import Any

from perdure.interpreter.text_fault import TextFault
from perdure.interpreter.values.xml_nodes import (
    XML,
    XMLNS,
    XmlAttribute,
    XmlCDataSection,
    XmlComment,
    XmlDeclaration,
    XmlDocument,
    XmlDocumentType,
    XmlElement,
    XmlNode,
    XmlProcessingInstruction,
    XmlText,
    XmlWhitespace,
)

BLANKS = " \t\r\n"
ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}


class XmlFault(TextFault):
    """Text that is no XML: the message of the XmlException, with its line and position."""

    type_name = "System.Xml.XmlException"

    def __init__(self, message: str, line: int = 0, place: int = 0) -> None:
        super().__init__(f"{message} Line {line}, position {place}." if line else message)
        self.line, self.place = line, place


def read_document(text: str, document: XmlDocument | None = None) -> XmlDocument:
    """Gives the document of a text. Raises XmlFault."""
    made = document if document is not None else XmlDocument()
    made.children = []
    reader = _Reader(text, made)
    reader.document()
    return made


def read_fragment(text: str, parent: XmlNode, document: Any) -> list[XmlNode]:
    """Gives the nodes of InnerXml's text, namespaces as they are at `parent`."""
    reader = _Reader(text, document)
    here: XmlNode | None = parent
    while here is not None:
        for a in here.attributes:
            if a.prefix == "xmlns" or a.name == "xmlns":
                reader.spaces[0].setdefault(a.local if a.prefix else "", a.text)
        here = here.parent
    holder = XmlElement(document, "holder")
    reader.content(holder, True)
    return holder.children


class _Reader:
    def __init__(self, text: str, document: Any) -> None:
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.at = 0
        self.owner = document
        self.keep = bool(getattr(document, "keep", False))
        self.spaces: list[dict[str, str]] = [{"xml": XML, "xmlns": XMLNS, "": ""}]
        self.open: list[tuple[str, int]] = []  # names and places of the elements that are open

    # -- faults ----------------------------------------------------------------------------------------------------------

    def place(self, at: int) -> tuple[int, int]:
        before = self.text[:at]
        return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1

    def fault(self, message: str, at: int | None = None) -> XmlFault:
        return XmlFault(message, *self.place(self.at if at is None else at))

    def ended(self) -> XmlFault:
        if self.open:
            names = ", ".join([n for n, _ in reversed(self.open)])
            return self.fault(f"Unexpected end of file has occurred. The following elements are not closed: {names}.")
        return self.fault("Unexpected end of file has occurred.")

    # -- the document ----------------------------------------------------------------------------------------------------

    def document(self) -> None:
        if self.text.startswith("\ufeff"):
            self.at = 1
        if self.text.startswith("<?xml", self.at) and self.text[self.at + 5 : self.at + 6] in tuple(BLANKS):
            self.declaration()
        seen = False
        while self.at < len(self.text):
            if self.text[self.at] in BLANKS:
                self.blank(self.owner)
            elif self.text.startswith("<!--", self.at):
                self.comment(self.owner)
            elif self.text.startswith("<!DOCTYPE", self.at):
                self.doctype()
            elif self.text.startswith("<?", self.at):
                self.instruction(self.owner)
            elif self.text[self.at] == "<" and self.text[self.at + 1 : self.at + 2] not in ("/", "!"):
                if seen:
                    raise self.fault("There are multiple root elements.", self.at + 1)
                self.element(self.owner)
                self.content(self.owner, False)
                seen = True
            else:
                raise self.fault("Data at the root level is invalid.")
        if not seen:
            raise XmlFault("Root element is missing.")

    def declaration(self) -> None:
        end = self.text.find("?>", self.at)
        if end < 0:
            raise self.ended()
        parts: dict[str, str] = {}
        inner = self.text[self.at + 5 : end]
        i = 0
        while i < len(inner):
            name, sign, rest = inner[i:].partition("=")
            if not sign:
                break
            rest = rest.lstrip()
            quote = rest[:1]
            close = rest.find(quote, 1)
            if quote not in ("'", '"') or close < 0:
                break
            parts[name.strip()] = rest[1:close]
            i = len(inner) - len(rest) + close + 1
        made = XmlDeclaration(
            self.owner, parts.get("version", "1.0"), parts.get("encoding", ""), parts.get("standalone", "")
        )
        self.attach(self.owner, made)
        self.at = end + 2

    def attach(self, parent: XmlNode, node: XmlNode) -> None:
        node.parent = parent
        parent.children.append(node)

    def blank(self, parent: XmlNode) -> None:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in BLANKS:
            self.at += 1
        if self.keep:
            self.attach(parent, XmlWhitespace(self.owner, self.text[start : self.at]))

    def comment(self, parent: XmlNode) -> None:
        end = self.text.find("-->", self.at + 4)
        if end < 0:
            raise self.ended()
        self.attach(parent, XmlComment(self.owner, self.text[self.at + 4 : end]))
        self.at = end + 3

    def doctype(self) -> None:
        depth, i = 0, self.at
        while i < len(self.text):
            if self.text[i] == "[":
                depth += 1
            elif self.text[i] == "]":
                depth -= 1
            elif self.text[i] == ">" and depth == 0:
                break
            i += 1
        body = self.text[self.at + 9 : i].strip()
        made = XmlDocumentType(self.owner, body.split(None, 1)[0].split("[")[0] if body else "", "", body)
        self.attach(self.owner, made)
        self.at = i + 1

    def instruction(self, parent: XmlNode) -> None:
        end = self.text.find("?>", self.at)
        if end < 0:
            raise self.ended()
        name, _, data = self.text[self.at + 2 : end].partition(" ")
        if name.lower() == "xml":
            raise self.fault("Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.", self.at + 2)  # fmt: skip
        self.attach(parent, XmlProcessingInstruction(self.owner, name, "", data.strip()))
        self.at = end + 2

    # -- elements --------------------------------------------------------------------------------------------------------

    def content(self, top: XmlNode, fragment: bool) -> None:
        """Reads until every open element is closed (a fragment: to the end of the text)."""
        here: XmlNode = top.children[-1] if self.open else top
        while self.open or (fragment and self.at < len(self.text)):
            if self.at >= len(self.text):
                raise self.ended()
            if self.text[self.at] != "<":
                self.characters(here)
            elif self.text.startswith("</", self.at):
                self.close_tag()
                here = here.parent if here.parent is not None else top
            elif self.text.startswith("<!--", self.at):
                self.comment(here)
            elif self.text.startswith("<![CDATA[", self.at):
                end = self.text.find("]]>", self.at)
                if end < 0:
                    raise self.ended()
                self.attach(here, XmlCDataSection(self.owner, self.text[self.at + 9 : end]))
                self.at = end + 3
            elif self.text.startswith("<?", self.at):
                self.instruction(here)
            else:
                count = len(self.open)
                self.element(here)
                if len(self.open) > count:
                    here = here.children[-1]

    def name(self) -> str:
        start = self.at
        text = self.text
        if self.at >= len(text):
            raise self.ended()
        first = text[self.at]
        if not (first.isalpha() or first in "_:"):
            raise self.fault(f"Name cannot begin with the '{first}' character, hexadecimal value 0x{ord(first):02X}.")
        while self.at < len(text) and (text[self.at].isalnum() or text[self.at] in "_:.-\u00b7"):
            self.at += 1
        return text[start : self.at]

    def blanks(self) -> bool:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in BLANKS:
            self.at += 1
        return self.at > start

    def element(self, parent: XmlNode) -> None:
        """Reads a start tag."""
        self.at += 1
        start = self.at
        name = self.name()
        made = XmlElement(self.owner, name)
        given: list[tuple[str, str, int]] = []
        while True:
            spaced = self.blanks()
            c = self.text[self.at : self.at + 1]
            if not c:
                raise self.ended()
            if c in "/>":
                break
            if not spaced:
                raise self.fault(f"'{c}' is an unexpected token. The expected token is '>'." if given else f"The '{c}' character, hexadecimal value 0x{ord(c):02X}, cannot be included in a name.")  # fmt: skip
            given.append(self.attribute())
        spaces = dict(self.spaces[-1])
        for key, value, _ in given:
            if key == "xmlns":
                spaces[""] = value
            elif key.startswith("xmlns:"):
                spaces[key[6:]] = value
        self.resolve(made, given, spaces, start)
        self.attach(parent, made)
        if self.text.startswith("/>", self.at):
            self.at += 2
            return
        if self.text[self.at] == "/":
            bad = self.text[self.at + 1 : self.at + 2]
            raise self.fault(f"'{bad}' is an unexpected token. The expected token is '>'.", self.at + 1)
        self.at += 1
        made.closed = False
        self.open.append((name, start))
        self.spaces.append(spaces)

    def attribute(self) -> tuple[str, str, int]:
        start = self.at
        name = self.name()
        self.blanks()
        if self.text[self.at : self.at + 1] != "=":
            found = self.text[self.at : self.at + 1]
            raise self.fault(f"'{found}' is an unexpected token. The expected token is '='.")
        self.at += 1
        self.blanks()
        quote = self.text[self.at : self.at + 1]
        if quote not in ("'", '"') or not quote:
            raise self.fault(f"'{quote}' is an unexpected token. The expected token is '\"' or '''.")
        end = self.text.find(quote, self.at + 1)
        if end < 0:
            self.at = len(self.text)
            raise self.fault("There is an unclosed literal string.")
        bad = self.text.find("<", self.at + 1, end)
        if bad >= 0:
            raise self.fault("'<', hexadecimal value 0x3C, is an invalid attribute character.", bad)
        value = self.expand(self.text[self.at + 1 : end].replace("\n", " ").replace("\t", " "), self.at + 1)
        self.at = end + 1
        return name, value, start

    def resolve(self, made: XmlElement, given: list[tuple[str, str, int]], spaces: dict[str, str], start: int) -> None:
        """Finds the namespaces of an element and its attributes."""
        if made.prefix and made.prefix not in spaces:
            raise self.fault(f"'{made.prefix}' is an undeclared prefix.", start)
        made.uri = spaces[made.prefix]
        seen: set[tuple[str, str]] = set()
        for key, value, at in given:
            attribute = XmlAttribute(self.owner, key, "", value)
            if key == "xmlns" or attribute.prefix == "xmlns":
                attribute.uri = XMLNS
            elif attribute.prefix:
                if attribute.prefix not in spaces:
                    raise self.fault(f"'{attribute.prefix}' is an undeclared prefix.", at)
                attribute.uri = spaces[attribute.prefix]
            mark = (attribute.uri, attribute.local)
            if mark in seen:
                raise self.fault(f"'{key}' is a duplicate attribute name.", at)
            seen.add(mark)
            attribute.parent = made
            made.attributes.append(attribute)

    def close_tag(self) -> None:
        self.at += 2
        start = self.at
        name = self.name()
        self.blanks()
        if self.text[self.at : self.at + 1] != ">":
            if self.at >= len(self.text):
                raise self.ended()
            raise self.fault(f"'{self.text[self.at]}' is an unexpected token. The expected token is '>'.")
        if not self.open:
            raise self.fault("Unexpected end tag.", start)
        opened, where = self.open.pop()
        if opened != name:
            line, place = self.place(where)
            raise self.fault(f"The '{opened}' start tag on line {line} position {place} does not match the end tag of '{name}'.", start)  # fmt: skip
        self.spaces.pop()
        self.at += 1

    # -- text ------------------------------------------------------------------------------------------------------------

    def characters(self, here: XmlNode) -> None:
        end = self.text.find("<", self.at)
        end = len(self.text) if end < 0 else end
        raw = self.text[self.at : end]
        if raw.strip(BLANKS) == "":
            if self.keep:
                self.attach(here, XmlWhitespace(self.owner, raw))
        else:
            if "]]>" in raw:
                raise self.fault("']]>' is not allowed in character data.", self.at + raw.index("]]>"))
            self.attach(here, XmlText(self.owner, self.expand(raw, self.at)))
        self.at = end

    def expand(self, raw: str, start: int) -> str:
        """Puts characters for references."""
        if "&" not in raw:
            return raw
        out: list[str] = []
        i = 0
        while i < len(raw):
            if raw[i] != "&":
                out.append(raw[i])
                i += 1
                continue
            end = raw.find(";", i)
            name = raw[i + 1 : end] if end > 0 else ""
            if not name or any(c in BLANKS + "&<" for c in name):
                raise self.fault("An error occurred while parsing EntityName.", start + i + 1)
            out.append(self.reference(name, start + i + 1))
            i = end + 1
        return "".join(out)

    def reference(self, name: str, at: int) -> str:
        if name.startswith("#"):
            try:
                return chr(int(name[2:], 16) if name[1:2] in ("x", "X") else int(name[1:]))
            except (ValueError, OverflowError):
                raise self.fault("Invalid syntax for a decimal numeric entity reference.", at) from None
        if name not in ENTITIES:
            raise self.fault(f"Reference to undeclared entity '{name}'.", at)
        return ENTITIES[name]
