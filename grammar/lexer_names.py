"""Reads names where the grammar wants one: of functions, types, enum members, class members, keys, and `in` and `base`.

Serves lexer_modes.py.
"""

from typing import TYPE_CHECKING

from perdure.grammar.ast import String
from perdure.grammar.lexer_chars import function_name as function_name_pattern
from perdure.grammar.lexer_chars import identifier, key
from perdure.grammar.lexer_operands import operand
from perdure.grammar.lexer_operators import operator
from perdure.grammar.lexer_types import bare_name
from perdure.grammar.source import Span
from perdure.grammar.tables import State
from perdure.grammar.tokens import Token

if TYPE_CHECKING:
    from perdure.grammar.lexer import Lexer


def function_name(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a function's name."""
    m = function_name_pattern(lx.text, p)
    if m is None:
        return operand(lx, state, p, c)
    return Token("FNAME", m[0].replace("`", ""), p, m.end())


def type_name(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a type's name without brackets."""
    token = bare_name(lx, p)
    if token is None:
        return operator(lx, state, p, c)
    if "ETNAME" in state.actions:
        token.type = "ETNAME"
    return token


def enum_key(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads the name of an enum's member."""
    m = identifier(lx.text, p)
    return operator(lx, state, p, c) if m is None else Token("EKEY", m[0], p, m.end())


def class_member(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads what a class member may begin with: `static`, `hidden`, a type, an attribute, a variable, a method's name."""
    m = identifier(lx.text, p)
    if m is None:
        return operand(lx, state, p, c) if c in "[$" else operator(lx, state, p, c)
    lower = m[0].lower()
    if lower in ("static", "hidden"):
        return Token("MODIFIER", lower, p, m.end())
    return Token("MNAME", m[0], p, m.end())


def hash_key(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a key: a bare word, or an expression."""
    m = key(lx.text, p)
    if m is not None:
        return Token("KEY", String(m[0], "", Span(p, m.end())), p, m.end())
    return operand(lx, state, p, c)


def in_word(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads the `in` of a `foreach`."""
    m = identifier(lx.text, p)
    if m is not None and m[0].lower() == "in":
        return Token("IN", m[0], p, m.end())
    return operator(lx, state, p, c)


def base_word(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads the `base` behind a constructor's colon."""
    m = identifier(lx.text, p)
    if m is not None and m[0].lower() == "base":
        return Token("BASE", m[0], p, m.end())
    return operator(lx, state, p, c)
