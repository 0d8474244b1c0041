"""Comment-based help: `.SYNOPSIS`, `.PARAMETER` and so on in the comment of a function or a script.

Source: about_Comment_Based_Help (where the comment may stand, which keywords there are).
"""

import re
from typing import Any

KEYWORDS = (
    "SYNOPSIS", "DESCRIPTION", "PARAMETER", "EXAMPLE", "INPUTS", "OUTPUTS", "NOTES", "LINK", "COMPONENT", "ROLE",
    "FUNCTIONALITY", "FORWARDHELPTARGETNAME", "FORWARDHELPCATEGORY", "EXTERNALHELP",
)  # fmt: skip
BLOCK = re.compile(r"<#(.*?)#>", re.DOTALL)
LINES = re.compile(r"(?:^[ \t]*#(?!>).*\n?)+", re.MULTILINE)
MARK = re.compile(r"^\s*\.(\w+)(?:[ \t]+(\S.*?))?\s*$")


class Help:
    """What a help comment says: texts by keyword, parameters by lower-case name, examples in order."""

    __slots__ = ("texts", "parameters", "examples", "links")

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.parameters: dict[str, str] = {}
        self.examples: list[str] = []
        self.links: list[str] = []


def help_of(block: Any) -> Help | None:
    """Gives the help of a function's script block (in its body, or before the keyword), None without any."""
    text = block.source.text
    span = block.tree.span
    body = text[span.start : span.end]
    definition = block.definition
    start = definition.span.start if definition is not None else span.start
    for part in (_inside(body), _before(text[:start]), _behind(body)):
        if part is not None:
            found = parse(part)
            if found is not None:
                return found
    return None


def _inside(body: str) -> str | None:
    """Gives the comment at the beginning of a body."""
    rest = body.removeprefix("{").lstrip()
    return _first_comment(rest)


def _first_comment(text: str) -> str | None:
    block = BLOCK.match(text)
    if block is not None:
        return block[1]
    lines = LINES.match(text)
    return _plain(lines[0]) if lines is not None else None


def _before(text: str) -> str | None:
    """Gives the comment right before a function, at most one empty line between."""
    head = text.rstrip()
    if text[len(head) :].count("\n") > 2:
        return None
    if head.endswith("#>"):
        at = head.rfind("<#")
        return head[at + 2 : -2] if at >= 0 else None
    lines: list[str] = []
    for line in reversed(head.split("\n")):
        if not line.lstrip().startswith("#"):
            break
        lines.insert(0, line)
    return _plain("\n".join(lines)) if lines else None


def _behind(body: str) -> str | None:
    """Gives the comment at the end of a body."""
    rest = body.rstrip().removesuffix("}").rstrip()
    if rest.endswith("#>"):
        at = rest.rfind("<#")
        return rest[at + 2 : -2] if at >= 0 else None
    return None


def _plain(text: str) -> str:
    """Takes the marks off line comments."""
    return "\n".join(re.sub(r"^[ \t]*#+ ?", "", line) for line in text.split("\n"))


def parse(comment: str) -> Help | None:
    """Reads a help comment; None for any other comment."""
    made = Help()
    keyword = argument = ""
    lines: list[str] = []
    seen = False

    def close() -> None:
        text = _trimmed(lines)
        if keyword == "PARAMETER":
            made.parameters[argument.lower()] = text
        elif keyword == "EXAMPLE":
            made.examples.append(text)
        elif keyword == "LINK":
            made.links.append(text)
        elif keyword:
            made.texts[keyword] = text

    for line in comment.split("\n"):
        found = MARK.match(line)
        if found is not None and found[1].upper() in KEYWORDS:
            close()
            keyword, argument, lines, seen = found[1].upper(), found[2] or "", [], True
        elif seen:
            lines.append(line)
        elif line.strip():
            return None
    close()
    return made if seen else None


def _trimmed(lines: list[str]) -> str:
    """Gives lines as a text, without their common indentation and the empty lines around."""
    filled = [line for line in lines if line.strip()]
    margin = min((len(line) - len(line.lstrip()) for line in filled), default=0)
    return "\n".join(line[margin:].rstrip() for line in lines).strip("\n")
