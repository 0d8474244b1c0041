"""Any text whatever parses or raises ParseError; nothing else escapes, nothing hangs, nothing is too deep."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_text
from tests.grammar.snippets import SNIPPETS

PIECES = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "$",
    "@",
    '"',
    "'",
    "`",
    ",",
    ";",
    "|",
    "&",
    "&&",
    "||",
    ".",
    "::",
    "..",
    "=",
    "+=",
    "++",
    "--",
    "-",
    "$(",
    "@(",
    "@{",
    '@"\n',
    '\n"@',
    "if",
    "else",
    "foreach",
    "for",
    "while",
    "do",
    "switch",
    "try",
    "catch",
    "finally",
    "trap",
    "function",
    "class",
    "enum",
    "param(",
    "process",
    "using",
    "data",
    "workflow",
    "parallel",
    "return",
    "break",
    "throw",
    "#",
    "<#",
    "#>",
    "\n",
    "\r",
    "$x",
    "${",
    "[int]",
    "[Foo(",
    "1",
    "0x",
    "1kb",
    "-foo",
    "-eq",
    "?",
    "??",
    ":",
    "?.",
    "!",
    ">",
    "2>&1",
    "<",
    "%",
    "static",
    "hidden",
    ":",
    "base(",
    "in",
    "-parallel",
    "-throttlelimit",
    "\x00",
    "é",
    "“",
    "’",
    "–",
    "configuration",
    "inlinescript",
    "--%",
    "--",
    "*>",
    "until",
    "elseif",
    "default",
    "foo",
]


def survives(text: str) -> None:
    try:
        parse_text(text)
    except ParseError as error:
        assert error.errors
        for diagnostic in error.errors:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text) + 1


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.booleans())
def test_pieces_in_any_order(pieces: list[str], blanks: bool) -> None:
    survives((" " if blanks else "").join(pieces))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=60))
def test_any_characters(text: str) -> None:
    survives(text)


def test_damaged_snippets() -> None:
    chance = random.Random(7)
    for text in SNIPPETS:
        for _ in range(3):
            i = chance.randrange(len(text) + 1)
            j = min(len(text), i + chance.randrange(6))
            survives(text[:i] + chance.choice(["", *PIECES]) + text[j:])
        survives(text[: chance.randrange(len(text) + 1)])


DEPTH = 20_000


@pytest.mark.parametrize(
    ("before", "inside", "behind"),
    [
        ("(", "1", ")"),
        ("$(", "1", ")"),
        ("@{a=", "1", "}"),
        ("if (1) {", "", "}"),
        ("-", "1", ""),
        ("{", "", "}"),
        ("$x[", "1", "]"),
        ("1+", "1", ""),
        ("1,", "1", ""),
        ("$a?", "1", ":1"),
        ('"$(', "1", ')"'),
    ],
)
def test_deep_nesting(before: str, inside: str, behind: str) -> None:
    depth = DEPTH if before == "(" else 2_000
    survives(before * depth + inside + behind * depth)
    survives(before * depth)


def test_deep_types() -> None:
    survives("[" + "a[" * DEPTH)
    survives("[a" + "[]" * DEPTH + "]")
