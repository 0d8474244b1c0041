"""Reads what may stand behind an operand: operators, member access, closing brackets, redirections, keywords such as `while`.

Chosen by the first character. Serves lexer_modes.py.
"""

from typing import TYPE_CHECKING, Any

from perdure.grammar.lexer_chars import DASH, DASHES, blank, dash_word, identifier, member, newlines
from perdure.grammar.lexer_types import bracket, type_arguments
from perdure.grammar.tables import State
from perdure.grammar.tokens import BINARY_WORDS, ENDS_OPERAND, KEYWORDS, Token

if TYPE_CHECKING:
    from perdure.grammar.lexer import Lexer

COMMAS = frozenset(("call", "param", "attribute"))  # frames in which a comma separates


def operator(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads what follows an operand; what cannot is handed on as WORD, which the grammar refuses."""
    found = OPERATORS.get(c)
    token: Token | None = None
    if found is not None:
        token = found(lx, state, p, c)
    elif c.isalpha() or c == "_":
        m = identifier(lx.text, p)
        if m is not None:
            kind = KEYWORDS.get(m[0].lower(), "WORD")
            if kind in state.actions:
                return Token(kind, m[0].lower(), p, m.end())
    return token or Token("WORD", c, p, p + 1)


def adjacent(lx: "Lexer", p: int) -> bool:
    """Tells whether p touches an operand."""
    return p == lx.last.end and lx.last.type in ENDS_OPERAND


def dot(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads `..` or member access."""
    if lx.text[p + 1 : p + 2] == ".":
        return Token("BINOP", "..", p, p + 2)
    return access(lx, p, 1)


def access(lx: "Lexer", p: int, width: int) -> Token | None:
    """Reads `.name`, `::name`, `?.name`, or the operator alone where the name is computed. None where it touches nothing."""
    if not adjacent(lx, p):
        return None
    text = lx.text
    m = member(text, p)
    if m is not None:
        return Token("MEMB", text[p + width : m.end()], p, m.end())
    after = newlines(text, p + width).end()
    m = identifier(text, after)
    if m is not None:
        return Token("MEMB", m[0], p, m.end())
    return Token("DOT", text[p : p + width], p, blank(text, p + width).end() if after < lx.size else p + width)


def colon(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads static member access, the `:` of a ternary, or that of a base."""
    if lx.text[p + 1 : p + 2] == ":":
        return access(lx, p, 2)
    if "COLON" in state.actions:
        return Token("COLON", ":", p, p + 1)
    return Token("BINOP", ":", p, p + 1)


def question(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads `??=`, `??`, `?.`, `?[` or the `?` of a ternary."""
    text = lx.text
    follow = text[p + 1 : p + 2]
    if follow == "?":
        if text[p + 2 : p + 3] == "=":
            return Token("ASSIGN", "??=", p, p + 3)
        return Token("BINOP", "??", p, p + 2)
    if follow == "." and adjacent(lx, p):
        return access(lx, p, 2)
    if follow == "[" and adjacent(lx, p):
        return Token("LBRACK", "?[", p, p + 2)
    return Token("BINOP", "?", p, p + 1)


def closer(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a closing bracket."""
    return Token({")": "RPAREN", "}": "RBRACE", "]": "RBRACK"}[c], c, p, p + 1)


def open_paren(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads the parenthesis of a call, which touches the name, or another one."""
    if p == lx.last.end and "LCALL" in state.actions:
        return Token("LCALL", "(", p, p + 1)
    return Token(state.paren, "(", p, p + 1)


def open_brace(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads the brace of a call such as `.Where{ }`, or another one."""
    if p == lx.last.end and lx.last.type == "MEMB" and "LBCALL" in state.actions:
        return Token("LBCALL", "{", p, p + 1)
    return Token("LBRACE", "{", p, p + 1)


def open_bracket(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads an index, or the type arguments of a call; both touch what stands before them."""
    if not adjacent(lx, p):
        if "ATTR" in state.actions or "TYPE" in state.actions:
            return bracket(lx, p)
        return None
    if "TYPEARGS" in state.actions:
        token = type_arguments(lx, p)
        if token is not None:
            return token
    return Token("LBRACK", "[", p, p + 1)


def dash(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads `-`, `-=`, `--` or an operator word."""
    text = lx.text
    follow = text[p + 1 : p + 2]
    if follow == "=":
        return Token("ASSIGN", "-=", p, p + 2)
    if follow and follow in DASHES:
        return Token("POSTOP", "--", p, p + 2)
    m = dash_word(text, p)
    if m is not None:
        lower = m[1].lower()
        if lower in BINARY_WORDS:
            return Token("BINOP", "-" + lower, p, m.end())
        return Token("WORD", m[0], p, m.end())
    return Token("BINOP", "-", p, p + 1)


def arithmetic(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `+ * / %` and their assignments, `++`, `=` and `*>`."""
    text = lx.text
    follow = text[p + 1 : p + 2]
    if c == "=":
        return Token("ASSIGN", "=", p, p + 1)
    if follow == "=":
        return Token("ASSIGN", c + "=", p, p + 2)
    if c == "+" and follow == "+":
        return Token("POSTOP", "++", p, p + 2)
    if c == "*" and follow == ">":
        return redirect(lx, p)
    return Token("BINOP", c, p, p + 1)


def bar(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `|` or `||`."""
    if lx.text[p + 1 : p + 2] == "|":
        return Token("ANDOR", "||", p, p + 2)
    return Token("PIPE", "|", p, p + 1)


def ampersand(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `&&` or the `&` that sends a pipeline to the background."""
    if lx.text[p + 1 : p + 2] == "&":
        return Token("ANDOR", "&&", p, p + 2)
    return Token("AMP", "&", p, p + 1)


def comma(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads a comma: a separator in calls, parameters and attributes and where the state says so, else an operator."""
    if lx.kind in COMMAS or "BINOP" not in state.actions:
        return Token("COMMA", ",", p, p + 1)
    return Token("BINOP", ",", p, p + 1)


def redirect(lx: "Lexer", p: int) -> Token:
    """Reads a redirection whose first character stands at p."""
    text = lx.text
    at = p if text[p] == ">" else p + 1
    if text[at + 1 : at + 2] == ">":
        return Token("REDIR", text[p : at + 2], p, at + 2)
    target = text[at + 1 : at + 3]
    if at > p and (target == "&1" or (target == "&2" and text[p] != "*")):
        return Token("MERGE", text[p : at + 3], p, at + 3)
    return Token("REDIR", text[p : at + 1], p, at + 1)


def greater(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `>` or `>>`."""
    return redirect(lx, p)


def less(lx: "Lexer", state: State, p: int, c: str) -> Token:
    """Reads `<`, which PowerShell keeps for later, or the head of a comment without an end."""
    if lx.text[p + 1 : p + 2] == "#":
        lx.report("MissingTerminatorMultiLineComment", p, lx.size)
        return Token("$END", "", lx.size, lx.size)
    return Token("REDIR", "<", p, p + 1)


def digit(lx: "Lexer", state: State, p: int, c: str) -> Token | None:
    """Reads a redirection that begins with a stream's number."""
    return redirect(lx, p) if lx.text[p + 1 : p + 2] == ">" else None


OPERATORS: dict[str, Any] = {
    ".": dot,
    ":": colon,
    "?": question,
    ")": closer,
    "}": closer,
    "]": closer,
    "(": open_paren,
    "{": open_brace,
    "[": open_bracket,
    "|": bar,
    "&": ampersand,
    ",": comma,
    ">": greater,
    "<": less,
}
OPERATORS.update(dict.fromkeys("+*/%=", arithmetic))
OPERATORS.update(dict.fromkeys(DASH, dash))
OPERATORS.update(dict.fromkeys("123456", digit))
