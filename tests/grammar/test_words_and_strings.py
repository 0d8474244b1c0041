"""Strings, here-strings, bare words, variables, comments, encodings: what the lexer knows."""

import pytest

from perdure.grammar.ast import Command, CommandParameter, ExpandableString, String, SubExpression, Variable
from perdure.grammar.source import Source, decode
from tests.grammar.kit import arguments, expression, nodes, shape


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'a'", "a"),
        ("'it''s'", "it's"),
        ("\u2018a\u2019", "a"),
        ("\u2018it\u2019\u2018s'", "it\u2018s"),
        ("''", ""),
        ('"a"', "a"),
        ('"a""b"', 'a"b'),
        ('"a`tb`n`$x `"q`" ``"', 'a\tb\n$x "q" `'),
        ('"`u{1F600}`e`0`a`b`f`r`v"', "\U0001f600\x1b\0\a\b\f\r\v"),
        ('"a$ b$"', "a$ b$"),
        ("\u201ca\u201d", "a"),
        ("@'\na\n'b'\n'@", "a\n'b'"),
        ("@'\r\na\r\nb\r\n'@", "a\r\nb"),
        ("@'\n'@", ""),
        ("@'\n\n'@", ""),
        ('@"\na "b" `t\n"@', 'a "b" \t'),
        ("@'  \nx\n'@", "x"),
    ],
)
def test_plain_string(text: str, value: str) -> None:
    node = expression(text)
    assert type(node) is String and node.value == value


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"a $b c"', ("a ", "$b", " c")),
        ('"$a$b"', ("$a", "$b")),
        ('"${a b}x"', ("$a b", "x")),
        ('"$a.b"', ("$a", ".b")),
        ('"$a[0]"', ("$a", "[0]")),
        ('"`$a $a"', ("$a ", "$a")),
        ('@"\nx $y\n"@', ("x ", "$y")),
        ('"$_ $? $$ $^"', ("$_", " ", "$?", " ", "$$", " ", "$^")),
    ],
)
def test_expandable_string(text: str, parts: tuple[str, ...]) -> None:
    node = expression(text)
    assert type(node) is ExpandableString
    assert tuple(p if type(p) is str else shape(p) for p in node.parts) == parts


def test_sub_expressions_in_strings_hold_statements() -> None:
    node = expression('"a$(1; "x $(2)")b"')
    before, sub, after = node.parts
    assert (before, after) == ("a", "b") and type(sub) is SubExpression
    assert len(sub.body.statements) == 2
    assert node.text == 'a$(1; "x $(2)")b'


def test_doubled_quotes_inside_a_sub_expression_are_one() -> None:
    (inner,) = nodes('"$(foo ""bar"")"', Command)
    assert inner.elements[0].value == "bar"


def test_scope_and_drive_of_variables() -> None:
    names = [(v.drive, v.name) for v in nodes("$a; $Env:PATH; $script:b; ${env:a b}; ${c:d:e}; $using:x", Variable)]
    assert names == [(None, "a"), ("env", "PATH"), ("script", "b"), ("env", "a b"), ("c", "d:e"), ("using", "x")]


def test_bare_words() -> None:
    found = arguments("foo a=b a@b 50% a`,b C:\\x\\y.txt a#b /x:y [int] * {x}.z")
    assert [a.value for a in found[:9]] == ["a=b", "a@b", "50%", "a,b", "C:\\x\\y.txt", "a#b", "/x:y", "[int]", "*"]


def test_bare_words_with_expansions() -> None:
    first, second, third = arguments('foo pre-$a-post dir/$(1)/x a"b $c"d')
    assert [p if type(p) is str else shape(p) for p in first.parts] == ["pre-", "$a", "-post"]
    assert type(second.parts[1]) is SubExpression and second.parts[2] == "/x"
    assert [p if type(p) is str else shape(p) for p in third.parts] == ["ab ", "$c", "d"]


def test_nothing_expands_in_the_name_of_a_command() -> None:
    names = [c.name for c in nodes("./$x.ps1 1; a$(1)b; & c$d; pre`$x", Command)]
    assert [n.value for n in names if type(n) is String] == ["./$x.ps1", "a$(1)b", "pre$x"]
    assert type(names[2]) is ExpandableString


def test_parameters() -> None:
    found = arguments("foo -a -b:1 -c: 2 \u2013d --e -- -f -5")
    assert [type(a) is CommandParameter for a in found] == [True, True, True, True, False, False, False, False]
    assert [a.name for a in found[:4]] == ["a", "b", "c", "d"]
    assert [a.value for a in found[4:]] == ["--e", "--", "-f", "-5"]


def test_verbatim_arguments() -> None:
    words, rest = arguments('git log --% --pretty=%H "x y" $z')
    assert (words.value, rest.value, rest.quote) == ("log", '--pretty=%H "x y" $z', "--%")


def test_keywords_are_words_elsewhere() -> None:
    assert [a.value for a in arguments("foo if else while in")] == ["if", "else", "while", "in"]
    assert nodes("1 | ForEach { $_ }", Command)[0].name.value == "ForEach"
    assert nodes("IF ($true) { 1 } ELSE { 2 }", Command) == []


def test_comments_anywhere() -> None:
    assert len(nodes("foo <# a #> b # c\n <# d\n #> bar #e", Command)) == 2


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbfa\xc3\xa9", "a\u00e9"),
        (b"a\xc3\xa9", "a\u00e9"),
        (b"a\xe9 \x93q\x94", "a\u00e9 \u201cq\u201d"),
        (b"\xff\xfea\x00\xe9\x00", "a\u00e9"),
        (b"\xfe\xff\x00a\x00\xe9", "a\u00e9"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "a"),
        ("'hello'".encode("utf-16-le"), "'hello'"),
        (b"", ""),
    ],
)
def test_decoding(data: bytes, text: str) -> None:
    assert decode(data) == text


def test_lines_and_columns() -> None:
    source = Source("a\r\nbc\rd\ne")
    assert [source.line_column(i) for i in (0, 3, 4, 6, 8)] == [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]
    assert source.line_text(2) == "bc"
