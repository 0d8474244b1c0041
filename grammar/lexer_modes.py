"""Chooses how to read the next token from what the parser's state accepts, and reads statements' beginnings and operands.

A state that would take a command name begins a statement; one that takes a bare word is in argument mode; one that takes an
operator stands behind an operand; one that takes a variable wants an operand; a few want a name. Serves lexer.py.
"""

from typing import TYPE_CHECKING, Any

from perdure.grammar.ast import ExpandableString, String
from perdure.grammar.lexer_arguments import argument, clause_value, switch_value
from perdure.grammar.lexer_chars import DASHES, identifier, label, newlines
from perdure.grammar.lexer_names import base_word, class_member, enum_key, function_name, hash_key, in_word, type_name
from perdure.grammar.lexer_operands import OPERANDS, operand
from perdure.grammar.lexer_operators import operator
from perdure.grammar.lexer_strings import word
from perdure.grammar.tables import State
from perdure.grammar.tokens import BINARY_WORDS, CLAUSES, KEYWORDS, UNARY_WORDS, Token

if TYPE_CHECKING:
    from perdure.grammar.lexer import Lexer

PARENS = ("PARLP", "FORLP", "FELP", "SWLP", "LPAREN")
NAMES: dict[str, Any] = {
    "FNAME": function_name,
    "TNAME": type_name,
    "ETNAME": type_name,
    "EKEY": enum_key,
    "MNAME": class_member,
    "KEY": hash_key,
    "IN": in_word,
    "BASE": base_word,
}


def choose(state: State) -> Any:
    """Gives the function that reads the next token in a state, and notes it there with what else the lexer asks."""
    actions = state.actions
    shifts = {t for t, a in actions.items() if type(a) is int}
    state.clauses = frozenset(c for c in CLAUSES.values() if c in actions)
    state.paren = next((t for t in PARENS if t in actions), "LPAREN")
    named = next((t for t in NAMES if t in shifts), None)
    scan: Any
    if named is not None:
        scan = NAMES[named]
    elif "DEFAULT" in actions:
        scan = clause_value
    elif "FLAG" in shifts:
        scan = switch_value
    elif "PARAM" in shifts or "ARG" in actions and "BINOP" not in actions and "CMD" not in actions:
        scan = argument
    elif "BINOP" in actions and "VAR" not in shifts:
        scan = operator
    elif "CMD" in actions:
        scan = statement
    elif "BINOP" in actions:
        scan = behind_type
    elif "MNAME" in actions:
        scan = class_member
    elif "VAR" in actions:
        scan = operand
    else:
        scan = operator
    state.scan = scan
    return scan


def statement(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads where a statement or a pipeline's element may begin."""
    if c.isalpha() or c == "_":
        return command_word(lx, state, p)
    if c in DASHES:
        return statement_dash(lx, state, p)
    if c == ".":
        return statement_dot(lx, state, p)
    if c in OPERANDS:
        return operand(lx, state, p, c)
    if c == "&":
        if lx.text[p + 1 : p + 2] == "&":
            return Token("ANDOR", "&&", p, p + 2)
        return Token("INVOKE", "&", p, p + 1)
    if c in ")}]|,<>":
        return operator(lx, state, p, c)
    if c == ":":
        m = label(lx.text, p)
        if m is not None and begins_loop(lx.text, m.end()):
            return Token("LABEL", m[1], p, m.end())
    return command_name(lx, p)


def begins_loop(text: str, p: int) -> bool:
    """Tells whether a loop's keyword stands behind a label."""
    m = identifier(text, newlines(text, p).end())
    return m is not None and m[0].lower() in ("for", "foreach", "while", "do", "switch")


def command_word(lx: "Lexer", state: State, p: int) -> Token:
    """Reads a keyword where the state takes it, else a command's name."""
    text = lx.text
    m = identifier(text, p)
    if m is not None:
        end = m.end()
        if end >= lx.size or text[end] in STOPS:
            lower = m[0].lower()
            kind = KEYWORDS.get(lower)
            if kind is not None and kind in state.actions:
                return Token(kind, lower, p, end)
            if lower in UNLUCKY:
                token = unlucky_word(lx, state, p, lower, end)
                if token is not None:
                    return token
    return command_name(lx, p)


UNLUCKY = frozenset(("else", "elseif", "catch", "until", "using", "from", "define", "var"))


def unlucky_word(lx: "Lexer", state: State, p: int, lower: str, end: int) -> Token | None:
    """Reads a keyword that cannot stand here: passed by behind an error, refused, or (None) a command's name."""
    if "terminated" not in state.goto:
        return None
    if lower == "using":
        return Token("USING", lower, p, end)
    if lower in ("from", "define", "var"):
        lx.report("ReservedKeywordNotAllowed", p, end, lower)
        return None
    if not lx.errors:
        return None
    after = newlines(lx.text, end).end()
    if after >= lx.size:
        return Token("$END", "", lx.size, lx.size)
    return statement(lx, state, after, lx.text[after])


STOPS = frozenset("\0 \t\f\v\x85\xa0\r\n&(),;{|}")


def command_name(lx: "Lexer", p: int) -> Token:
    """Reads a command's name. Nothing expands in it: `./$x.ps1` is a name with a dollar, unless `&` stands before it."""
    token = word(lx, p, "CMD", "XCMD")
    value: Any = token.value
    if type(value) is ExpandableString:
        pieces: tuple[Any, ...] = value.parts
        raw = [p if type(p) is str else lx.text[p.span.start : p.span.end] for p in pieces]
        token.value = value = String("".join(raw), "", value.span)
    lx.word = value.value.lower() if type(value) is String else ""
    return token


def statement_dash(lx: "Lexer", state: State, p: int) -> Token:
    """Reads a dash at a statement's beginning: an operator word, a sign, or a command's name."""
    text = lx.text
    m = identifier(text, p + 1)
    if m is not None and m[0].lower() not in UNARY_WORDS:
        return command_name(lx, p)
    return operand(lx, state, p, text[p])


def statement_dot(lx: "Lexer", state: State, p: int) -> Token:
    """Reads a dot at a statement's beginning: a number, dot-sourcing, or a command's name such as `./run`."""
    text = lx.text
    c = text[p + 1 : p + 2]
    if c.isdigit():
        return operand(lx, state, p, ".")
    if not c or c in STOPS or c in "$\"'":
        return Token("INVOKE", ".", p, p + 1)
    return command_name(lx, p)


def behind_type(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads what follows `[int]`: an operand that it converts, or an operator on the type itself."""
    if c in DASHES:
        m = identifier(lx.text, p + 1)
        if m is not None and m[0].lower() not in UNARY_WORDS and m[0].lower() in BINARY_WORDS:
            return operator(lx, state, p, c)
        return operand(lx, state, p, c)
    if p == lx.last.end and c in ".:?" or c == ",":
        return operator(lx, state, p, c)
    if c in OPERANDS or c.isalpha():
        return operand(lx, state, p, c)
    return operator(lx, state, p, c)
