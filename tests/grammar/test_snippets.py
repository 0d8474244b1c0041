"""Every snippet parses, by our own automaton and by Lark's with our lexer."""

import pytest

from perdure.grammar.dump import dump
from perdure.grammar.parse import parse_text
from perdure.grammar.tables import FOLDER
from tests.grammar.idioms import IDIOMS
from tests.grammar.snippets import SNIPPETS


@pytest.mark.parametrize("text", SNIPPETS)
def test_parses(text: str) -> None:
    tree = parse_text(text, fragment=True)
    assert dump(tree).startswith("Script")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", IDIOMS)
def test_idioms_parse(text: str, end: str) -> None:
    parse_text(text.replace("\n", end))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_do_not_matter(end: str) -> None:
    for text in SNIPPETS:
        if "@" not in text and '"' not in text and "'" not in text:
            parse_text(text.replace("\r", "\n").replace("\n", end), fragment=True)


def test_larks_own_parser_accepts_the_same_through_its_lexer_interface() -> None:
    from lark import Lark

    from perdure.grammar.lark_lexer import PowerShellLexer

    grammar = (FOLDER / "powershell.lark").read_text(encoding="utf-8")
    lark = Lark(grammar, parser="lalr", lexer=PowerShellLexer, maybe_placeholders=False)
    for text in SNIPPETS:
        assert lark.parse(text).data == "start"
