"""Parses a text: the door of the grammar package.

Knows the parser and the checks; serves the interpreter, the engine and the command line.
"""

import gc
from functools import partial
from typing import Any

from perdure.grammar.ast import Script, ScriptBlock
from perdure.grammar.checks import check
from perdure.grammar.errors import ParseError
from perdure.grammar.lexer import Lexer
from perdure.grammar.parser import Parser, Refused
from perdure.grammar.source import Source, Span


def parse_source(source: Source, *, fragment: bool = False) -> Script:
    """Gives the tree of a text.

    Args: `fragment`: the text may be the inside of a workflow, so `parallel` and the like may stand alone.

    Raises: ParseError with all that was found wrong.
    """
    enabled = gc.isenabled()
    gc.disable()  # many small objects that all stay: collecting would take half the time
    try:
        lexer = Lexer(source.text)
        body = run(Parser(lexer))
        if type(body) is ScriptBlock:
            if lexer.requires:
                body = with_requirements(body, lexer)
            check(body, partial(report, lexer), source.text, fragment)
        if lexer.errors:
            raise ParseError(tuple(lexer.errors), source)
        return Script(body, source, Span(0, len(source.text)))
    finally:
        if enabled:
            gc.enable()


def with_requirements(body: ScriptBlock, lexer: Lexer) -> ScriptBlock:
    """Gives a script's root with what its `#Requires` lines ask for."""
    from perdure.grammar.requires import requirements  # few texts have any

    values = [getattr(body, name) for name in body.fields()]
    values[1] = requirements(lexer.text, lexer.comments)
    return ScriptBlock(*values)


def report(lexer: Lexer, code: str, span: tuple[int, int], *values: str) -> None:
    """Notes a fault that the checks found."""
    lexer.report(code, span[0], span[1], *values)


def run(parser: Parser) -> Any:
    """Gives the value of the whole text; goes on behind errors, which stand in the lexer, and then gives None or a tree."""
    recovery: Any = None
    while True:
        try:
            return parser.run()
        except Refused as refused:
            if recovery is None:
                from perdure.grammar.recovery import Recovery  # seldom needed

                recovery = Recovery(parser)
            if not recovery.go_on(refused):
                return None


def parse_text(text: str, path: str | None = None, *, fragment: bool = False) -> Script:
    """Gives the tree of a text; `path` names its file in messages.

    Raises: ParseError with all that was found wrong.
    """
    return parse_source(Source(text, path), fragment=fragment)
