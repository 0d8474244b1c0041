"""Parses a text anew: the parser, going on behind errors, the checks.

Imported only where a tree is not in the cache, since it takes a while to load. Serves parse.py.
"""

from functools import partial
from typing import Any

from perdure.grammar.ast import ScriptBlock
from perdure.grammar.checks import check
from perdure.grammar.errors import ParseError
from perdure.grammar.lexer import Lexer
from perdure.grammar.parser import Parser, Refused
from perdure.grammar.source import Source


def parse_fresh(source: Source, fragment: bool) -> ScriptBlock:
    """Gives the root of a text's tree.

    Raises: ParseError with all that was found wrong.
    """
    lexer = Lexer(source.text)
    body = run(Parser(lexer))
    if type(body) is ScriptBlock:
        if lexer.requires:
            body = with_requirements(body, lexer)
        check(body, partial(report, lexer), source.text, fragment)
    if lexer.errors:
        raise ParseError(tuple(lexer.errors), source)
    root: ScriptBlock = body
    return root


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


def with_requirements(body: ScriptBlock, lexer: Lexer) -> ScriptBlock:
    """Gives a script's root with what its `#Requires` lines ask for."""
    from perdure.grammar.requires import requirements  # few texts have any

    values = [getattr(body, name) for name in body.fields()]
    values[1] = requirements(lexer.text, lexer.comments)
    return ScriptBlock(*values)


def report(lexer: Lexer, code: str, span: tuple[int, int], *values: str) -> None:
    """Notes a fault that the checks found."""
    lexer.report(code, span[0], span[1], *values)
