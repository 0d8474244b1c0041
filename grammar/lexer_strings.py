"""Strings: quoted ones, here-strings, and bare words with expansions.

A string whose expansions are plain variables becomes one token with a finished node. One that holds `$( )` becomes tokens
XB, pieces and XE, so that the statements inside are parsed by the same parser. Knows the lexer's frames.
"""

import re
from typing import TYPE_CHECKING, Any

from perdure.grammar.ast import ExpandableString, String, Variable
from perdure.grammar.lexer_chars import (
    DOUBLE,
    DOUBLES,
    ESCAPES,
    SINGLE,
    SINGLES,
    STOP,
    UNICODE_ESCAPE,
    here_header,
    here_single_end,
    newlines,
    plain_double,
    single_quoted,
    variable,
)
from perdure.grammar.source import Span
from perdure.grammar.tokens import Token

if TYPE_CHECKING:
    from perdure.grammar.lexer import Lexer

_dollar = r"(?P<v>\$(?=[\w?{:^$]))|(?P<s>\$\()|(?P<b>`)"
_in_double = re.compile(rf"(?P<t>[^{DOUBLE}`$]+|\$(?![\w?{{:^$(]))|{_dollar}|(?P<q>[{DOUBLE}])", re.S).match
_in_here = re.compile(
    rf"(?P<t>[^\r\n`$]+|\$(?![\w?{{:^$(]))|{_dollar}|(?P<e>(?:\r\n|\r|\n)[{DOUBLE}]@)|(?P<n>\r\n|\r|\n)"
).match
_in_word = re.compile(
    rf"(?P<t>[^{STOP}`${SINGLE}{DOUBLE}]+|\$(?![\w?{{:^$(]))|{_dollar}|(?P<l>[{SINGLE}])|(?P<q>[{DOUBLE}])", re.S
).match
_doubled_single = re.compile(rf"[{SINGLE}]([{SINGLE}])").sub


class Strings:
    """What a string frame of the lexer holds: which kind, where it began, and pieces not yet handed out."""

    __slots__ = ("kind", "start", "body", "pending", "quoted", "doubled")

    def __init__(self, kind: str, start: int, body: int, doubled: bool = False) -> None:
        self.kind = kind  # "double", "here" or "word"
        self.start = start
        self.body = body  # where the text between the quotes begins
        self.pending: list[Any] = []
        self.quoted = False  # in a word: inside double quotes
        self.doubled = doubled  # opened by two quotes, inside $( ) of another string


def single(lx: "Lexer", p: int) -> Token:
    """Gives the token of a single-quoted string at p."""
    m = single_quoted(lx.text, p)
    if m is None:
        end = len(lx.text)
        lx.report("TerminatorExpectedAtEndOfString", p, end, "'")
        return Token("STR", String(lx.text[p + 1 :], "'", Span(p, end)), p, end)
    value = m[1]
    if "'" in value or not value.isascii():
        value = _doubled_single(r"\1", value)
    return Token("STR", String(value, "'", Span(p, m.end())), p, m.end())


def double(lx: "Lexer", p: int) -> Token:
    """Gives the token of a double-quoted string at p, or the XB that begins one with sub-expressions."""
    m = plain_double(lx.text, p)
    if m is not None and not (lx.in_string and m.end() == p + 2):
        return Token("STR", String(m[1], '"', Span(p, m.end())), p, m.end())
    frame = Strings("double", p, p + 1)
    if lx.in_string and lx.text[p + 1 : p + 2] in DOUBLES and lx.text[p + 1 : p + 2]:
        if _closes_doubled(lx.text, p + 2):
            frame.doubled = True
            frame.body = p + 2
        else:
            return Token("STR", String("", '"', Span(p, p + 2)), p, p + 2)
    return _whole(lx, frame)


def _closes_doubled(text: str, p: int) -> bool:
    """Tells whether a doubled quote ends the string that a doubled quote began, on the same line."""
    m = re.compile(rf"[^{DOUBLE}\r\n]+[{DOUBLE}]{{2}}").match(text, p)
    return m is not None


def here(lx: "Lexer", p: int) -> Token:
    """Gives the token of a here-string at p, or the XB that begins one with sub-expressions."""
    text = lx.text
    header = here_header(text, p)
    is_single = text[p + 1] in SINGLES
    quote = "@'" if is_single else '@"'
    if header is None:
        return _bad_header(lx, p, quote)
    body = header.end()
    start = body - (2 if text[body - 2 : body] == "\r\n" else 1)
    if text[body : body + 2] and text[body] in (SINGLES if is_single else DOUBLES) and text[body + 1 : body + 2] == "@":
        return Token("STR", String("", quote, Span(p, body + 2)), p, body + 2)
    if not is_single:
        return _whole(lx, Strings("here", p, body))
    m = here_single_end(text, start)
    if m is None:
        return _no_footer(lx, p, body, quote)
    return Token("STR", String(text[body : m.start()], quote, Span(p, m.end())), p, m.end())


def _bad_header(lx: "Lexer", p: int, quote: str) -> Token:
    text = lx.text
    rest = re.compile(r"[^\r\n]*").match(text, p + 2)
    end = rest.end() if rest else len(text)
    if not text[p + 2 : end].strip() and end == len(text):
        lx.report("TerminatorExpectedAtEndOfString", p, len(text), quote[1] + "@")
    else:
        at = newlines(text, p + 2).end()
        lx.report("UnexpectedCharactersAfterHereStringHeader", at, at + 1)
        footer = text.find(quote[1] + "@", at, end)
        if footer >= 0:
            end = footer + 2
    return Token("STR", String("", quote, Span(p, end)), p, end)


def _no_footer(lx: "Lexer", p: int, body: int, quote: str) -> Token:
    """Gives the token of a here-string that nothing ends, and reports why."""
    text = lx.text
    blank = re.compile(rf"[\r\n][ \t\f\v\x85\xa0]+([{SINGLE if quote == chr(64) + chr(39) else DOUBLE}]@)").search(
        text, body
    )
    if blank:
        lx.report("WhitespaceBeforeHereStringFooter", blank.start(1), len(text))
    else:
        lx.report("TerminatorExpectedAtEndOfString", p, len(text), quote[1] + "@")
    return Token("STR", String(text[body:], quote, Span(p, len(text))), p, len(text))


def word(lx: "Lexer", p: int, plain: str, expanding: str) -> Token:
    """Gives the token of a bare word at p: type `plain`, or XB-like `expanding` where it holds a sub-expression."""
    return _whole(lx, Strings("word", p, p), plain, expanding)


def _whole(lx: "Lexer", frame: Strings, plain: str = "STR", expanding: str = "XB") -> Token:
    """Reads a string to its end; where it holds `$(`, begins a frame instead, whose pieces next_piece hands out."""
    p, count = frame.start, len(lx.errors)
    parts: list[Any] = []
    end, stop = _read(lx, frame, frame.body, parts)
    if stop == "s":
        del lx.errors[count:]
        frame.quoted = False
        lx.begin_string(frame)
        lx.pos = frame.body
        return Token(expanding, frame, p, frame.body)
    if stop == "":
        return _unterminated(lx, frame, parts)
    quote, inside = _quote(frame), end - {"double": 1 + frame.doubled, "here": 2, "word": 0}[frame.kind]
    node: Any
    if all(type(part) is str for part in parts):
        node = String("".join(parts), quote, Span(p, end))
    else:
        raw = lx.text[frame.body : inside]
        if frame.kind == "here":
            raw = raw.removesuffix("\n").removesuffix("\r")
        node = ExpandableString(tuple(merge(parts)), quote, raw, Span(p, end))
    return Token(plain, node, p, end)


def _quote(frame: Strings) -> str:
    return {"double": '"', "here": '@"', "word": ""}[frame.kind]


def _unterminated(lx: "Lexer", frame: Strings, parts: list[Any]) -> Token:
    text, p = lx.text, frame.start
    if frame.kind == "here":
        return _no_footer(lx, p, frame.body, '@"')
    lx.report("TerminatorExpectedAtEndOfString", p, len(text), '"')
    return Token("STR", String(text[p + 1 :], '"', Span(p, len(text))), p, len(text))


def _read(lx: "Lexer", frame: Strings, at: int, parts: list[Any]) -> tuple[int, str]:
    """Reads pieces into `parts` until the string ends or a `$(` stands.

    Returns: where it stopped (behind the end, or at the `$(`) and `e` for the end, `s` for a sub-expression, "" for no end.
    """
    text, n, kind = lx.text, len(lx.text), frame.kind
    match = _in_here if kind == "here" else _in_word if kind == "word" else _in_double
    while True:
        if at >= n:
            return n, ("e" if kind == "word" and not frame.quoted else "")
        m = (_in_double if frame.quoted else match)(text, at)
        if m is None:
            return at, "e"  # a word ends before what is no part of it
        g, at = m.lastgroup, m.end()
        if g == "t" or g == "n":
            parts.append(m[0])
        elif g == "v":
            token = dollar(lx, m.start(), True)
            parts.append(token.value)
            at = token.end
        elif g == "s":
            return m.start(), "s"
        elif g == "b":
            at = _escape(lx, at, parts)
        elif g == "e":
            return at, "e"
        elif g == "l":
            token = single(lx, m.start())
            parts.append(token.value.value)
            at = token.end
        else:
            doubled = text[at : at + 1] in DOUBLES and at < n
            if kind == "word" and not frame.quoted:
                frame.quoted = True
            elif frame.doubled:
                if doubled:
                    return at + 1, "e"
                parts.append('"')
            elif doubled:
                parts.append(text[at])
                at += 1
            elif kind == "word":
                frame.quoted = False
            else:
                return at, "e"


def _escape(lx: "Lexer", at: int, parts: list[Any]) -> int:
    """Reads what stands behind a backtick; gives where it ends."""
    text = lx.text
    c = text[at : at + 1]
    if not c:
        parts.append("`")
        return at
    if c == "u":
        m = UNICODE_ESCAPE(text, at)
        if m is not None and int(m[1], 16) <= 0x10FFFF:
            parts.append(chr(int(m[1], 16)))
            return m.end()
        bad_unicode_escape(lx, at)
        parts.append("u")
        return at + 1
    if c == "\r" and text[at + 1 : at + 2] == "\n":
        parts.append("\r\n")
        return at + 2
    parts.append(ESCAPES.get(c, c))
    return at + 1


def bad_unicode_escape(lx: "Lexer", at: int) -> None:
    """Reports what is wrong with the escape whose `u` stands at `at`."""
    text = lx.text
    if text[at + 1 : at + 2] != "{":
        lx.report("InvalidUnicodeEscapeSequence", at - 1, at + 1)
        return
    digits = re.compile(r"[0-9a-fA-F]*").match(text, at + 2)
    end = digits.end() if digits else at + 2
    if end - at - 2 > 6:
        lx.report("TooManyDigitsInUnicodeEscapeSequence", at - 1, end)
    elif text[end : end + 1] != "}":
        lx.report("MissingUnicodeEscapeSequenceTerminator", at - 1, end)
    elif end == at + 2:
        lx.report("InvalidUnicodeEscapeSequence", at - 1, end + 1)
    else:
        lx.report("InvalidUnicodeEscapeSequenceValue", at - 1, end + 1)


def dollar(lx: "Lexer", p: int, in_string: bool = False) -> Token:
    """Gives the VAR token of the variable at p."""
    text = lx.text
    m = variable(text, p)
    if m is None:  # `${` without an end
        lx.report("IncompleteDollarVariableReference", p + 1, len(text))
        return Token("VAR", Variable(text[p + 2 :] or ":Error:", None, False, Span(p, len(text))), p, len(text))
    end = m.end()
    path = m[0][1:]
    if path[0] == "{":
        path = braced(lx, p, path[1:-1])
    node = Variable(*split_drive(path), False, Span(p, end))
    if not node.name:
        braces = text[p + 1] == "{"
        code = "InvalidBracedVariableReference" if braces else "InvalidVariableReferenceWithDrive"
        if not braces and node.drive is None:
            code = "InvalidVariableReference"
        lx.report(code, p, end)
    return Token("VAR", node, p, end)


def braced(lx: "Lexer", p: int, name: str) -> str:
    """Gives the name inside `${ }` with its escapes resolved."""
    if "{" in name:
        lx.report("OpenBraceNeedsToBeBackTickedInVariableName", p + 2 + name.index("{"), p + 3 + name.index("{"))
    if not name:
        lx.report("EmptyVariableReference", p + 2, p + 3)
        return ":Error:"
    if "`" in name:
        name = re.sub(r"`(.)", lambda m: ESCAPES.get(m[1], m[1]), name, flags=re.S)
    return name


def split_drive(path: str) -> tuple[str, str | None]:
    """Gives (name, drive) of a variable's path; the drive in lower case, None where there is none."""
    colon = path.find(":")
    if colon < 0:
        return path, None
    if colon == 0:
        return path[1:], None
    return path[colon + 1 :], path[:colon].lower()


def merge(parts: list[Any]) -> list[Any]:
    """Joins the texts that stand side by side."""
    merged: list[Any] = []
    for part in parts:
        if type(part) is str and merged and type(merged[-1]) is str:
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def no_terminator(lx: "Lexer", frame: Strings) -> None:
    """Reports that nothing ends a string."""
    if frame.kind != "word":
        footer = '"@' if frame.kind == "here" else '"'
        lx.report("TerminatorExpectedAtEndOfString", frame.start, lx.size, footer)


def next_piece(lx: "Lexer", frame: Strings) -> Token:
    """Gives the next token inside a string that holds sub-expressions: XTEXT, XVAR, SUBX or the closing XE."""
    p = lx.pos
    if not frame.pending:
        end, stop = _read(lx, frame, p, frame.pending)
        frame.pending = merge(frame.pending)
        frame.pending.append((stop, end))
    piece = frame.pending.pop(0)
    if type(piece) is str:
        return Token("XTEXT", piece, p, p)
    if type(piece) is not tuple:
        return Token("XVAR", piece, piece.span.start, piece.span.end)
    stop, end = piece
    if stop == "s":
        lx.pos = end + 2
        return Token("SUBX", "$(", end, end + 2)
    if stop == "":
        no_terminator(lx, frame)
    lx.pos = end
    return Token("XE", frame, p, end)
