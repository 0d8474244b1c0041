"""Parts of a script's text as values: a stretch of it, a node of its tree, an error that the parser has found in it."""

from typing import Any

from perdure.interpreter.values.base import NetObject

LANGUAGE = "System.Management.Automation.Language."


class ScriptExtent(NetObject):
    """A stretch of a text."""

    __slots__ = ("source", "start", "end")
    net = LANGUAGE + "InternalScriptExtent"

    def __init__(self, source: Any, span: Any) -> None:
        self.source = source
        self.start, self.end = span

    @property
    def text(self) -> str:
        found: str = self.source.text[self.start : self.end]
        return found

    def __str__(self) -> str:
        return self.text


class ParseFault(NetObject):
    """ParseError: what the parser says of a stretch of a text."""

    __slots__ = ("error_id", "message", "extent")
    net = LANGUAGE + "ParseError"

    def __init__(self, error_id: str, message: str, extent: ScriptExtent) -> None:
        self.error_id, self.message, self.extent = error_id, message, extent

    def __str__(self) -> str:
        return self.message


class Token(NetObject):
    """A token of a text: `kind` a name of TokenKind, `flags` names of TokenFlags."""

    __slots__ = ("kind", "extent", "flags")
    net = LANGUAGE + "Token"

    def __init__(self, kind: str, extent: ScriptExtent, flags: str = "None") -> None:
        self.kind, self.extent, self.flags = kind, extent, flags

    def __str__(self) -> str:
        return self.extent.text


class VariablePath(NetObject):
    """A variable's name as the text has it, with what stands before the colon."""

    __slots__ = ("name", "drive")
    net = "System.Management.Automation.VariablePath"

    def __init__(self, name: str, drive: str | None) -> None:
        self.name, self.drive = name, drive

    def __str__(self) -> str:
        return self.name if self.drive is None else f"{self.drive}:{self.name}"


class AstView(NetObject):
    """A node of a text's tree (Ast). Its type follows from the node's class: dotnet/language.py."""

    __slots__ = ("node", "source", "net_type")
    net = LANGUAGE + "Ast"

    def __init__(self, node: Any, source: Any, net_type: Any) -> None:
        self.node, self.source, self.net_type = node, source, net_type

    def __str__(self) -> str:
        text: str = self.source.text[self.node.span.start : self.node.span.end]
        return text
