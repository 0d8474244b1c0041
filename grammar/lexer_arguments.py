"""Reads in argument mode: bare words, parameters, values, redirections; and the parts of a `switch`.

Serves lexer_modes.py.
"""

import re
from typing import TYPE_CHECKING

from perdure.grammar.ast import String
from perdure.grammar.lexer_chars import (
    BLANKS,
    DASHES,
    DOUBLES,
    SINGLES,
    STOP,
    foreach_head,
    identifier,
    parameter,
    plain_word,
    splat,
    variable,
)
from perdure.grammar.lexer_operands import at_sign, number_at, open_paren
from perdure.grammar.lexer_operators import OPERATORS, access, adjacent, closer, operator, redirect
from perdure.grammar.lexer_strings import dollar, double, single, word
from perdure.grammar.source import Span
from perdure.grammar.tables import State
from perdure.grammar.tokens import Token

if TYPE_CHECKING:
    from perdure.grammar.lexer import Lexer

verbatim = re.compile(r'--%(?=\s|\Z)[ \t]*((?:"[^"\r\n]*"?|[^|"&\r\n]|&(?!&))*)').match
_ends_variable = re.compile(rf"[{STOP}.\[=:]|\Z").match  # else the variable is part of a bare word
_ends_splat = re.compile(rf"[{STOP}.\[=]|\Z").match
_blank = re.compile(rf"[{BLANKS}\r\n]|\Z").match


def argument(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads the next part of a command."""
    text = lx.text
    if p == lx.last.end and c in ".:[?({" and adjacent(lx, p):
        token = attached(lx, state, p, c)
        if token is not None:
            return token
    if c in DASHES:
        return dash(lx, state, p)
    if c == "$":
        return dollar_argument(lx, p)
    if c in SINGLES:
        return single(lx, p)
    if c in DOUBLES:
        return double(lx, p)
    if c == "(":
        if lx.last.type == "FLAGV" and foreach_head(text, p):
            return Token("FELP", "(", p, p + 1)  # the flag's value is missing
        return open_paren(lx, state, p, c)
    if c == "{":
        return Token("LBRACE", "{", p, p + 1)
    if c in ")}|&,<>" or (c == "]" and lx.kind == "index"):
        return closer(lx, state, p, c) if c in ")}]" else separator(lx, state, p, c)
    if c == "@" and (text[p + 1 : p + 2] in "({" or text[p + 1 : p + 2] in SINGLES | DOUBLES):
        return at_sign(lx, state, p, c)
    if c == "@":
        m = splat(text, p)
        if m is None or _ends_splat(text, m.end()):
            return at_sign(lx, state, p, c)
        return word(lx, p, "ARG", "XB")
    if c.isdigit() or c == ".":
        token = numeric(lx, p, c)
        if token is not None:
            return token
    if c == "*" and text[p + 1 : p + 2] == ">":
        return redirect(lx, p)
    return bare(lx, p)


def bare(lx: "Lexer", p: int) -> Token:
    """Reads a bare word."""
    text = lx.text
    m = plain_word(text, p)
    if m is not None:
        end = m.end()
        if end >= lx.size or text[end] not in "`$\"'" and text[end] not in SINGLES and text[end] not in DOUBLES:
            return Token("ARG", String(m[0], "", Span(p, end)), p, end)
    return word(lx, p, "ARG", "XB")


def separator(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `|`, `&`, `,`, `<` or `>` between arguments."""
    if c == ",":
        return Token("COMMA", ",", p, p + 1)
    token: Token = OPERATORS[c](lx, state, p, c)
    return token


def attached(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads member access, index or call that touches the argument before it; None where a new word begins."""
    text = lx.text
    if lx.last.type == "NUM":
        return None
    if c == "(":
        return Token("LCALL", "(", p, p + 1) if "LCALL" in state.actions else None
    if c == "{":
        return Token("LBCALL", "{", p, p + 1) if "LBCALL" in state.actions and lx.last.type == "MEMB" else None
    if c == "[":
        return operator(lx, state, p, c)
    if c == "?":
        return operator(lx, state, p, c) if text[p + 1 : p + 2] in (".", "[") else None
    width = 2 if c == ":" else 1
    if c == ":" and text[p + 1 : p + 2] != ":":
        return None
    if text[p + 1 : p + 2] == "." or _blank(text, p + width):
        return None
    return access(lx, p, width)


def dash(lx: "Lexer", state: State, p: int) -> Token:
    """Reads a parameter, `--`, `--%` with all that follows, or a word that begins with a dash."""
    text = lx.text
    m = parameter(text, p)
    if m is not None:
        end = m.end()
        c = text[end : end + 1]
        if not c or (c not in SINGLES and c not in DOUBLES):
            if lx.flags_at == len(lx.frames) and "FLAG" in state.actions:
                return flag(lx, state, m[1], p, end)
            kind = "PARAM" if m[2] is None else "PARAMC"
            if kind in state.actions:
                return Token(kind, m[1], p, end)
            return bare(lx, p)
        return word(lx, p, "ARG", "XB")
    v = verbatim(text, p)
    if v is not None and "VERBATIM" in state.actions:
        return Token("VERBATIM", String(v[1], "--%", Span(p, v.end())), p, v.end())
    return bare(lx, p)


def dollar_argument(lx: "Lexer", p: int) -> Token:
    """Reads `$(`, a variable, or a bare word that begins with one."""
    text = lx.text
    follow = text[p + 1 : p + 2]
    if follow == "(":
        return sub_argument(lx, p)
    m = variable(text, p)
    if m is None:
        return dollar(lx, p) if follow == "{" else word(lx, p, "ARG", "XB")
    if _ends_variable(text, m.end()) and not (text[m.end() : m.end() + 1] == "=" and follow == "{"):
        return dollar(lx, p)
    if text[m.end() : m.end() + 1] == "?":  # ${x}?.member
        return dollar(lx, p)
    return word(lx, p, "ARG", "XB")


def sub_argument(lx: "Lexer", p: int) -> Token:
    """Reads `$(` at an argument's beginning."""
    return Token("SUBX", "$(", p, p + 2)


def numeric(lx: "Lexer", p: int, c: str) -> Token | None:
    """Reads a redirection or a number that is a whole word."""
    if "1" <= c <= "6" and lx.text[p + 1 : p + 2] == ">":
        return redirect(lx, p)
    return number_at(lx, p, p, True)


def switch_value(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads the flags of `switch` and `foreach`, the value, and the conditions of the clauses."""
    text = lx.text
    if c == "(" and not adjacent(lx, p):
        return open_paren(lx, state, p, c)
    if c in DASHES and "FLAG" in state.actions:
        m = parameter(text, p)
        if m is not None:
            return flag(lx, state, m[1], p, m.end())
    if c == "}":
        return closer(lx, state, p, c)
    return argument(lx, state, p, c)


def flag(lx: "Lexer", state: State, name: str, p: int, end: int) -> Token:
    """Gives the token of a flag, FLAGV for the one that a value follows."""
    lower = name.lower()
    kind = "FLAGV" if "FLAGV" in state.actions and "throttlelimit".startswith(lower) else "FLAG"
    lx.flags_at = len(lx.frames) if "FLAGV" in state.actions else -1
    return Token(kind, name, p, end)


def clause_value(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a switch clause's condition, `default`, or the closing brace."""
    lx.clause_at = len(lx.frames)
    m = identifier(lx.text, p)
    if m is not None and m[0].lower() == "default" and "DEFAULT" in state.actions:
        return Token("DEFAULT", m[0], p, m.end())
    return switch_value(lx, state, p, c)
