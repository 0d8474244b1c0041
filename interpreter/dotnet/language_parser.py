"""System.Management.Automation.Language.Parser: a text's tree, its tokens and the errors in it, for scripts that look at scripts."""

import re
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.lexer import Lexer
from perdure.grammar.parse import parse_source
from perdure.grammar.parse_fresh import run
from perdure.grammar.parser import Parser
from perdure.grammar.source import Source
from perdure.grammar.tables import State
from perdure.grammar.tokens import FOLDING_WORDS
from perdure.interpreter.dotnet._enums import enums
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet._language import view
from perdure.interpreter.dotnet.io_file import read_text
from perdure.interpreter.dotnet.io_path import full
from perdure.interpreter.typesys import define, find_type
from perdure.interpreter.values.base import Reference
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enums import named
from perdure.interpreter.values.language import LANGUAGE, ParseFault, ScriptExtent, Token

enums({
    LANGUAGE + "TokenKind": (
        "Unknown Variable SplattedVariable Parameter Number Label Identifier Generic NewLine LineContinuation Comment "
        "EndOfInput StringLiteral StringExpandable HereStringLiteral HereStringExpandable LParen RParen LCurly RCurly LBracket "
        "RBracket AtParen AtCurly DollarParen Semi AndAnd OrOr Ampersand Pipe Comma MinusMinus PlusPlus DotDot ColonColon Dot "
        "Exclaim Multiply Divide Rem Plus Minus Equals PlusEquals MinusEquals MultiplyEquals DivideEquals RemainderEquals "
        "Redirection RedirectInStd Format Not Bnot And Or Xor Band Bor Bxor Join Ieq Ine Ige Igt Ilt Ile Ilike Inotlike Imatch "
        "Inotmatch Ireplace Icontains Inotcontains Iin Inotin Isplit Ceq Cne Cge Cgt Clt Cle Clike Cnotlike Cmatch Cnotmatch "
        "Creplace Ccontains Cnotcontains Cin Cnotin Csplit Is IsNot As PostfixPlusPlus PostfixMinusMinus Shl Shr Colon "
        "QuestionMark QuestionQuestionEquals QuestionQuestion QuestionDot QuestionLBracket Begin=119 Break Catch Class Continue "
        "Data Define Do Dynamicparam Else ElseIf End Exit Filter Finally For Foreach From Function If In Param Process Return "
        "Switch Throw Trap Try Until Using Var While Workflow Parallel Sequence InlineScript Configuration DynamicKeyword "
        "Public Private Static Interface Enum Namespace Module Type Assembly Command Hidden Base Default Clean"
    ),
    LANGUAGE + "TokenFlags": (
        "None=0 Keyword=16 ScriptBlockBlockName=32 CommandName=524288 MemberName=1048576 TypeName=2097152 "
        "AttributeName=4194304 UnaryOperator=512 BinaryOperator=256 AssignmentOperator=8192"
    ),
})  # fmt: skip
_SIGNS = {
    "(": "LParen", ")": "RParen", "{": "LCurly", "}": "RCurly", "[": "LBracket", "]": "RBracket", "@(": "AtParen",
    "@{": "AtCurly", "$(": "DollarParen", ";": "Semi", "&&": "AndAnd", "||": "OrOr", "&": "Ampersand", "|": "Pipe",
    ",": "Comma", "--": "MinusMinus", "++": "PlusPlus", "..": "DotDot", "::": "ColonColon", ".": "Dot", "!": "Exclaim",
    "*": "Multiply", "/": "Divide", "%": "Rem", "+": "Plus", "-": "Minus", "=": "Equals", "+=": "PlusEquals",
    "-=": "MinusEquals", "*=": "MultiplyEquals", "/=": "DivideEquals", "%=": "RemainderEquals", "?": "QuestionMark",
    ":": "Colon", "??": "QuestionQuestion", "??=": "QuestionQuestionEquals", "?.": "QuestionDot",
    "?[": "QuestionLBracket",
}  # fmt: skip
_WORDS = {"-f": "Format", "-not": "Not", "-bnot": "Bnot", "-isnot": "IsNot"}


class Listening(Lexer):
    """A lexer that keeps what it has given to the parser."""

    __slots__ = ("heard",)

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.heard: list[tuple[str, int, int]] = []

    def next(self, state: State) -> Any:
        token = super().next(state)
        self.heard.append((token.type, token.start, token.end))
        return token


def kind_of(sort: str, text: str) -> tuple[str, str]:
    """Gives TokenKind and TokenFlags of one of our tokens."""
    low = text.strip().lower()
    if sort == "VAR":
        return ("SplattedVariable" if text.startswith("@") else "Variable"), "None"
    if sort == "NUM":
        return "Number", "None"
    if sort == "PARAM":
        return "Parameter", "None"
    if sort == "STR":
        here = "HereString" if text.startswith(("@'", '@"')) else "String"
        return here + ("Literal" if text.lstrip("@")[:1] in ("'", "\u2018", "\u2019") else "Expandable"), "None"
    if low in _SIGNS:
        return _SIGNS[low], "None"
    if low.startswith("-") and sort in ("BINOP", "UNOP", "NOT"):
        word = low[1:]
        if low in _WORDS:
            return _WORDS[low], "None"
        return ("I" + word if word in FOLDING_WORDS else word.capitalize()), "BinaryOperator"
    if sort == "CMD" or sort == "FNAME":
        flags = "CommandName" if sort == "CMD" else "None"
        return ("Identifier" if re.fullmatch(r"\w+", text) else "Generic"), flags
    keyword = named(find_type(LANGUAGE + "TokenKind"), low)
    if keyword is not None and keyword.value >= 119:
        return str(keyword), "Keyword"
    return ("Identifier" if re.fullmatch(r"\w+", text) else "Generic"), "None"


_COMMENT = re.compile(r"<#.*?#>|#[^\r\n]*", re.DOTALL)

_GAP = re.compile(r"<#.*?#>|#[^\r\n]*|`(?:\r\n|.)|\r\n|\n|\r", re.DOTALL)  # comments, escaped and plain ends of lines


def tokens_of(lexer: Listening, source: Source) -> list[Token]:
    """Gives the tokens as PowerShell cuts them: a type in three, a member behind its dot."""
    found: list[Token] = []
    text = source.text

    def add(kind: str, start: int, end: int, flags: str = "None") -> None:
        found.append(Token(kind, ScriptExtent(source, (start, end)), flags))

    for sort, start, end in lexer.heard:
        piece = text[start:end]
        if sort == "$END":
            add("EndOfInput", start, start)
        elif sort == "SEP":
            for mark in re.finditer(r"\r\n|\n|\r|;", _COMMENT.sub(lambda c: " " * len(c[0]), piece)):
                add("Semi" if mark[0] == ";" else "NewLine", start + mark.start(), start + mark.end())
        elif sort == "TYPE" and piece.startswith("["):
            add("LBracket", start, start + 1)
            add("Identifier", start + 1, end - 1, "TypeName")
            add("RBracket", end - 1, end)
        elif sort == "MEMB" and piece.startswith((".", "::")):
            width = 2 if piece.startswith("::") else 1
            add("ColonColon" if width == 2 else "Dot", start, start + width)
            add("Identifier", start + width, end, "MemberName")
        else:
            kind, flags = kind_of(sort, piece)
            add(kind, start, end, flags)
    at = told = 0
    for sort, start, end in [*lexer.heard, ("", len(text), len(text))]:
        for mark in _GAP.finditer(text, at, start):
            if mark[0][0] in "#<":
                add("Comment", mark.start(), mark.end())
            elif mark[0][0] in "\r\n" and mark.start() >= told:
                add("NewLine", mark.start(), mark.end())
        at, told = max(at, start if sort == "SEP" else end), end  # a separator may hold comments
    return sorted(found, key=lambda t: (t.extent.start, t.extent.end))


def parse(source: Source, tokens: Any, errors: Any) -> Any:
    """Parses a text; tokens and errors go to the references."""
    lexer = Listening(source.text)
    body = run(Parser(lexer))
    faults: list[ParseFault] = []
    try:
        tree = parse_source(source)
    except ParseError as bad:
        faults = [ParseFault(f.code, f.message, ScriptExtent(source, f.span)) for f in bad.errors]
        tree = body
    for place, kind, items in ((tokens, Token.net, tokens_of(lexer, source)), (errors, ParseFault.net, faults)):
        if isinstance(place, Reference):
            place.set(TypedArray(kind, items))
    return view(getattr(tree, "body", tree), source)


def parse_input(text: str | None, *rest: Any) -> Any:
    if text is None:
        raise null("input")
    path = rest[0] if len(rest) == 3 else None
    return parse(Source(text, path), rest[-2], rest[-1])


def parse_file(path: str | None, tokens: Any, errors: Any) -> Any:
    if path is None:
        raise null("fileName")
    return parse(Source(read_text(path), full(path)), tokens, errors)


_OUT = f"out {LANGUAGE}Token[] tokens, out {LANGUAGE}ParseError[] errors"
define(LANGUAGE + "Parser", kind="static", members={
    f"static ParseInput(string input, {_OUT}) -> {LANGUAGE}ScriptBlockAst": parse_input,
    f"static ParseInput(string input, string fileName, {_OUT}) -> {LANGUAGE}ScriptBlockAst": parse_input,
    f"static ParseFile(string fileName, {_OUT}) -> {LANGUAGE}ScriptBlockAst": parse_file,
})  # fmt: skip
define(Token.net, py=Token, members={
    "Text -> string": str,
    f"Kind -> {LANGUAGE}TokenKind": lambda t: named(find_type(LANGUAGE + "TokenKind"), t.kind),
    f"TokenFlags -> {LANGUAGE}TokenFlags": lambda t: named(find_type(LANGUAGE + "TokenFlags"), t.flags),
    "HasError -> bool": lambda t: False,
    "Extent -> object": lambda t: t.extent,
    "ToString() -> string": str,
})  # fmt: skip
