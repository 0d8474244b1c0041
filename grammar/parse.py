"""Parses a text: the door of the grammar package.

Knows the parser and the checks; serves the interpreter, the engine and the command line.
"""

import gc

from perdure.grammar.ast import Script
from perdure.grammar.diagnostic import Diagnostic
from perdure.grammar.errors import ParseError
from perdure.grammar.lexer import Lexer
from perdure.grammar.messages import message
from perdure.grammar.parser import Parser, Refused
from perdure.grammar.source import Source, Span


def parse_source(source: Source) -> Script:
    """Gives the tree of a text.

    Raises: ParseError with all that was found wrong.
    """
    enabled = gc.isenabled()
    gc.disable()  # many small objects that all stay: collecting would take half the time
    try:
        lexer = Lexer(source.text)
        try:
            body = Parser(lexer).run()
        except Refused as refused:
            token = refused.token
            text = source.text[token.start : token.end]
            lexer.errors.append(
                Diagnostic("UnexpectedToken", message("UnexpectedToken", text), Span(token.start, token.end))
            )
        if lexer.errors:
            raise ParseError(tuple(lexer.errors), source)
        return Script(body, source, Span(0, len(source.text)))
    finally:
        if enabled:
            gc.enable()


def parse_text(text: str, path: str | None = None, *, dot_sourced: bool = False) -> Script:
    """Gives the tree of a text; `path` names its file in messages.

    Raises: ParseError with all that was found wrong.
    """
    return parse_source(Source(text, path))
