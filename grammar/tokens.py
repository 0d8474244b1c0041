"""The token, and the words that PowerShell keeps for itself.

Knows nothing of how tokens are found. Serves the lexer and the builders.
"""

from typing import Any


class Token:
    """A terminal with its value (text, or a finished node) and its place."""

    __slots__ = ("type", "value", "start", "end")

    def __init__(self, type: str, value: Any, start: int, end: int) -> None:
        self.type = type
        self.value = value
        self.start = start
        self.end = end

    def __repr__(self) -> str:
        return f"{self.type}({self.value!r})@{self.start}"


KEYWORDS = {
    word: word.upper()
    for word in [
        "if",
        "while",
        "for",
        "foreach",
        "switch",
        "do",
        "until",
        "try",
        "trap",
        "class",
        "enum",
        "data",
        "using",
        "else",
        "elseif",
        "catch",
        "finally",
        "configuration",
    ]
}
KEYWORDS.update(dict.fromkeys(("function", "filter", "workflow"), "FUNCTION"))
KEYWORDS.update(dict.fromkeys(("begin", "process", "end", "dynamicparam", "clean"), "BLOCK_NAME"))
KEYWORDS.update(dict.fromkeys(("return", "throw", "exit"), "FLOW"))
KEYWORDS.update(dict.fromkeys(("break", "continue"), "JUMP"))
KEYWORDS.update(dict.fromkeys(("parallel", "sequence"), "PARALLEL"))
KEYWORDS["param"] = "PARAM_KW"
CLAUSES = {"else": "ELSE", "elseif": "ELSEIF", "catch": "CATCH", "finally": "FINALLY"}

FOLDING_WORDS = [
    "eq",
    "ne",
    "ge",
    "gt",
    "lt",
    "le",
    "like",
    "notlike",
    "match",
    "notmatch",
    "replace",
    "contains",
    "notcontains",
    "in",
    "notin",
    "split",
]  # each also with the prefixes i and c
BINARY_WORDS = frozenset(
    [prefix + word for word in FOLDING_WORDS for prefix in ("", "i", "c")]
    + ["isnot", "is", "as", "f", "and", "band", "or", "bor", "xor", "bxor", "join", "shl", "shr"]
)
UNARY_WORDS = frozenset(("not", "bnot", "split", "isplit", "csplit", "join"))

# What opens a bracket: the frame that it begins. What stands in `[` is at times one token (TYPE), at times two (ATTR).
OPENERS = {
    "LPAREN": "paren",
    "SWLP": "paren",
    "FELP": "paren",
    "SUBX": "sub",
    "ARRX": "sub",
    "HASH": "hash",
    "LBRACE": "block",
    "LCALL": "call",
    "LBRACK": "index",
    "ATTR": "attribute",
    "PARLP": "param",
    "FORLP": "for",
    "LBCALL": "block",
}
CLOSERS = frozenset(("RPAREN", "RBRACE", "RBRACK"))
ENDS_OPERAND = frozenset(("VAR", "RPAREN", "RBRACE", "RBRACK", "STR", "XE", "MEMB", "NUM", "TYPEARGS", "TYPE", "SPLAT"))
