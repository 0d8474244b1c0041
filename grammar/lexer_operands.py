"""Reads operands: variables, literals, opening brackets and unary operators, chosen by their first character.

Knows the parser's state only to name brackets and to tell keywords. Serves lexer_modes.py and lexer_arguments.py.
"""

from typing import TYPE_CHECKING, Any

from perdure.grammar.ast import Number, String, Variable
from perdure.grammar.lexer_chars import (
    DASH,
    DASHES,
    DOUBLE,
    DOUBLES,
    SINGLE,
    SINGLES,
    after_number,
    after_number_or_ternary,
    dash_word,
    foreach_head,
    identifier,
    number,
    splat,
    word_end,
)
from perdure.grammar.lexer_numbers import literal
from perdure.grammar.lexer_operators import operator
from perdure.grammar.lexer_strings import dollar, double, here, single, split_drive, word
from perdure.grammar.lexer_types import bracket
from perdure.grammar.source import Span
from perdure.grammar.tables import State
from perdure.grammar.tokens import KEYWORDS, UNARY_WORDS, Token

if TYPE_CHECKING:
    from perdure.grammar.lexer import Lexer


def operand(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads where an operand must begin; what is none is handed on under the name the grammar refuses."""
    found = OPERANDS.get(c)
    if found is not None:
        token: Token | None = found(lx, state, p, c)
        if token is not None:
            return token
    elif "NAME" in state.actions or c.isalpha():
        m = identifier(lx.text, p)
        if m is not None:
            kind = KEYWORDS.get(m[0].lower(), "WORD")
            if "NAME" in state.actions:
                kind = "NAME"
            elif kind not in state.actions:
                kind = "WORD"
            return Token(kind, m[0], p, m.end())
    return operator(lx, state, p, c)


def variable_or_sub(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `$name` or `$(`."""
    follow = lx.text[p + 1 : p + 2]
    if follow == "(":
        return Token("SUBX", "$(", p, p + 2)
    if follow and (follow.isalnum() or follow in "_{?^$:"):
        return dollar(lx, p)
    return word(lx, p, "CMD" if "CMD" in state.actions else "ARG", "XCMD" if "XCMD" in state.actions else "XB")


def at_sign(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `@(`, `@{`, a here-string or a splatted variable."""
    text = lx.text
    follow = text[p + 1 : p + 2]
    if follow == "(":
        return Token("ARRX", "@(", p, p + 2)
    if follow == "{":
        return Token("HASH", "@{", p, p + 2)
    if follow and (follow in SINGLES or follow in DOUBLES):
        return here(lx, p)
    m = splat(text, p)
    if m is None:
        lx.report("UnrecognizedToken", p, p + 1)
        kind = next((t for t in ("CMD", "ARG") if t in state.actions), "WORD")
        return Token(kind, String("@", "", Span(p, p + 1)), p, p + 1)
    return Token("SPLAT", Variable(*split_drive(m[0][1:]), True, Span(p, m.end())), p, m.end())


def quoted_single(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a single-quoted string."""
    return single(lx, p)


def quoted_double(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a double-quoted string."""
    return double(lx, p)


def open_paren(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `(` under the name that the state wants."""
    kind = state.paren
    if kind == "FELP":
        lx.flags_at = -1
    if kind == "FELP" and not foreach_head(lx.text, p):
        kind = "LPAREN" if "LPAREN" in state.actions else "FELP"
    return Token(kind, "(", p, p + 1)


def open_brace(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `{`."""
    return Token("LBRACE", "{", p, p + 1)


def open_bracket(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a type or the head of an attribute."""
    return bracket(lx, p)


def numeric(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads a number; what only begins like one is a command's name where one may stand."""
    token = number_at(lx, p, p, False)
    if token is not None:
        return token
    if "CMD" in state.actions:
        return word(lx, p, "CMD", "XCMD")
    token = word(lx, p, "ARG", "XB")
    token.type = "WORD"
    return token


def number_at(lx: "Lexer", start: int, p: int, command: bool) -> Token | None:
    """Gives the NUM token whose digits begin at p (its sign, if any, at start), None where no number stands."""
    text = lx.text
    m = number(text, p)
    if m is None:
        return None
    end = m.end()
    if command:
        if not word_end(text, end):
            return None
    elif not after_number(text, end) and not (text[end] in "?:" and after_number_or_ternary(text, end)):
        return None
    digits = m[1].lower()
    if not digits.isascii():
        digits = "".join("-" if d in DASHES else d for d in digits)
    negative = text[start] in DASHES if start < p else False
    value = literal(digits, (m[2] or "").lower(), (m[3] or "").lower(), negative)
    raw = text[start:end]
    if value is None:
        if command:
            return None
        lx.report("BadNumericConstant", end, end + 1, raw)
        value = (0, "int")
    return Token("NUM", Number(value[0], value[1], raw, Span(start, end)), start, end)


def dash(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads a unary `-`, `--`, `-not`, `-split` ..., or a negative number."""
    text = lx.text
    follow = text[p + 1 : p + 2]
    if follow.isdigit() or follow == ".":
        token = number_at(lx, p, p + 1, False)
        if token is not None:
            return token
    if follow and follow in DASHES:
        return Token("UNOP", "--", p, p + 2)
    m = dash_word(text, p)
    if m is not None:
        lower = m[1].lower()
        if lower in UNARY_WORDS:
            return Token("UNOP", "-" + lower, p, m.end())
        return None
    return Token("UNOP", "-", p, p + 1)


def plus(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a unary `+` or `++`, or a number with a sign."""
    follow = lx.text[p + 1 : p + 2]
    if follow == "+":
        return Token("UNOP", "++", p, p + 2)
    if follow.isdigit() or follow == ".":
        token = number_at(lx, p, p + 1, False)
        if token is not None:
            return token
    return Token("UNOP", "+", p, p + 1)


def one_character(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads `!` or a leading comma."""
    if c == "," and "UNOP" not in state.actions:
        return None
    if c == "," and lx.kind in ("call", "param", "attribute"):
        return Token("COMMA", ",", p, p + 1)
    return Token("UNOP", c, p, p + 1)


OPERANDS: dict[str, Any] = {
    "$": variable_or_sub,
    "@": at_sign,
    "(": open_paren,
    "{": open_brace,
    "[": open_bracket,
    "+": plus,
    "!": one_character,
    ",": one_character,
    ".": numeric,
}
OPERANDS.update(dict.fromkeys(SINGLE, quoted_single))
OPERANDS.update(dict.fromkeys(DOUBLE, quoted_double))
OPERANDS.update(dict.fromkeys(DASH, dash))
OPERANDS.update(dict.fromkeys("0123456789", numeric))
