"""Reads `#Requires` lines: comments to the grammar, commands in form.

Called only where a text holds the word. Serves parse.py.
"""

from perdure.grammar.ast import ArrayLiteral, Command, CommandParameter, Pipeline, Requirement
from perdure.grammar.lexer import Lexer
from perdure.grammar.parser import Parser, Refused
from perdure.grammar.source import Span

KINDS = {
    "version": "version",
    "psversion": "version",
    "modules": "modules",
    "psedition": "psedition",
    "runasadministrator": "runasadministrator",
    "assembly": "assembly",
    "shellid": "shellid",
    "pssnapin": "pssnapin",
}


def requirements(text: str, comments: list[tuple[int, int]]) -> tuple[Requirement, ...]:
    """Gives what the `#Requires` lines among a text's comments ask for, in their order."""
    found: list[Requirement] = []
    for start, end in comments:
        p = start
        while p < end:
            p = text.find("#", p, end)
            if p < 0:
                break
            if text[p - 1 : p] == "<" and p > start:  # a block comment
                p = text.find("#>", p, end) + 2
                continue
            stop = min((i for i in (text.find("\n", p, end), text.find("\r", p, end)) if i >= 0), default=end)
            if text[p + 1 : p + 9].lower() == "requires" and text[p + 9 : p + 10] in (" ", "\t"):
                found.extend(one_line(text, p, stop))
            p = stop
    return tuple(found)


def one_line(text: str, start: int, end: int) -> list[Requirement]:
    """Gives what one line asks for; what it says amiss is passed over."""
    lexer = Lexer(" " * (start + 1) + text[start + 1 : end])
    try:
        body = Parser(lexer).run()
    except Refused:
        return []
    statements = body.end.body.statements if body.end is not None else ()
    if not statements or type(statements[0]) is not Pipeline or type(statements[0].elements[0]) is not Command:
        return []
    made: list[tuple[str, list[object], int, int]] = []
    for element in statements[0].elements[0].elements:
        if type(element) is CommandParameter:
            name = element.name.lower()
            kind = next((kind for full, kind in KINDS.items() if full.startswith(name)), name)
            made.append((kind, [] if element.argument is None else [element.argument], *element.span))
        elif made:
            values = element.elements if type(element) is ArrayLiteral else (element,)
            kind, known, first, _ = made[-1]
            made[-1] = (kind, [*known, *values], first, element.span.end)
    return [Requirement(kind, tuple(values), Span(first, last)) for kind, values, first, last in made]  # type: ignore[arg-type]
