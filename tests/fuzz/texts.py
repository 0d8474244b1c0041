"""Where random scripts come from: the cases cut and sprinkled, their tokens exchanged, derivations of the Lark grammar.

Every maker takes a `random.Random`, so a seed gives the same text again.
"""

import random
import re
from functools import cache
from pathlib import Path
from typing import Any

from perdure.grammar.tables_build import NoLexer
from perdure.runtime.testing.cases import case_files, read_cases

ROOT = Path(__file__).resolve().parents[2]
SPICE = [
    *"{}()[]@$%&|;,.`'\"#<>-+*/!?=:~^\\\r\n\t \0\ufeff\u2013\u2018\u201c",
    "@'\n", "\n'@", '@"\n', '\n"@', "$(", "@(", "@{", "${", "<#", "#>", "--%", "::", "..", "??", "?.", "&&", "||", "2>&1",
    "workflow w {", "parallel {", "sequence {", "foreach -parallel ($i in 1) {", "inlinescript {", "class C {", "enum E {",
    "param(", "function f {", "switch (1) {", "try {", "} catch {", "trap {", "data {", "begin {", "using module x\n",
    "if (", "else", "while (1) {", ":label ", "1e", "0x", "1kb", "-eq ", "-f ", "$_", "[int]", "-not ", "%", "return", "0b1",
]  # fmt: skip
ODD = [
    "$null", "@()", "@{}", "''", "'\U0001f600\u0301\u00df'", "\"`0`u{1F600}\"", "[double]::NaN", "[double]::PositiveInfinity",
    "-1", "0", "2147483647", "-2147483648", "9223372036854775807", "[uint64]::MaxValue", "1e308", "1e-320", "[decimal]::MaxValue",
    "[bigint]::Pow(10, 300)", "(,@())", "@(1, $null, 'a')", "{ $_ }", "{ throw 'x' }", "[datetime]::MaxValue", "[timespan]::MinValue",
    "[char]0", "'[a-'", "'*['", "'%$#{0}'", "'{0:x99}'", "$true", "[pscustomobject]@{a=1}", "[int]", "(Get-Date)", "1..3", "'a'*300",
    "[System.Collections.ArrayList]::new()", "[ordered]@{b=2}", "([xml]'<a/>')", "[guid]::Empty", "[regex]'a'", "[ref]1", "1.5d", "1l",
]  # fmt: skip

TOKEN = re.compile(
    r"(?P<comment>#[^\n]*)|(?P<string>'(?:[^'\n]|'')*'|\"(?:[^\"\n`]|`.)*\")|(?P<variable>\$\w+|\$\{[^}\n]*\})"
    r"|(?P<type>\[[A-Za-z][\w.]*(?:\[\])?\])|(?P<operator>-(?:[ci]?(?:eq|ne|lt|gt|le|ge|like|match|replace|split|contains|in|join)|"
    r"notin|is|isnot|as|and|or|xor|band|bor|shl|f)\b|[-+*/%]=?|\.\.|&&|\|\||\?\?)|(?P<number>\b\d[\w.]*)|(?P<parameter>-[A-Za-z]\w+)"
    r"|(?P<member>(?:\.|::)[A-Za-z]\w*)|(?P<command>\b[A-Z][a-z]+-[A-Z]\w+)|(?P<word>\w+)|(?P<space>\s+)|(?P<mark>.)",
    re.S,
)
SWAPPED = ("string", "variable", "type", "operator", "number", "parameter", "member", "command")


@cache
def scripts() -> list[str]:
    """Gives the scripts of the shown cases."""
    found = [c.processes[0].script for p in case_files(ROOT / "tests/conformance") for c in read_cases(p)]
    return [s for s in found if s]


def tokens(text: str) -> list[tuple[str, str]]:
    """Gives a text's rough tokens as (kind, text); joined they are the text."""
    return [(str(m.lastgroup), m.group()) for m in TOKEN.finditer(text)]


@cache
def pool() -> dict[str, list[str]]:
    """Gives the tokens that the cases hold, by kind."""
    found: dict[str, dict[str, None]] = {}
    for text in scripts():
        for kind, token in tokens(text):
            found.setdefault(kind, {})[token] = None
    return {kind: list(seen) for kind, seen in found.items()}


def spoil(chance: random.Random) -> str:
    """Gives a case's text with a few wounds: for the parser."""
    text = chance.choice(scripts())
    for _ in range(chance.randint(1, 5)):
        at, kind = chance.randint(0, len(text)), chance.randint(0, 5)
        end = min(len(text), at + chance.randint(1, 40))
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:at] + chance.choice(SPICE) + text[at:]
        elif kind == 2:
            text = text[:at] + text[at:end] * 2 + text[end:]
        elif kind == 3:
            text = text[:at]
        elif kind == 4:
            other = chance.choice(scripts())
            text = text[:at] + other[chance.randint(0, len(other)) :]
        else:
            text = text[:at] + "".join(chance.choice(SPICE) for _ in range(chance.randint(1, 8))) + text[at:]
    return text


def mutate(chance: random.Random) -> str:
    """Gives a case's script with tokens exchanged for others of their kind, odd literals, lines doubled or gone: it mostly parses."""
    made = tokens(chance.choice(scripts()))
    for _ in range(chance.randint(1, 6)):
        places = [i for i, (kind, _) in enumerate(made) if kind in SWAPPED]
        if not places:
            break
        at = chance.choice(places)
        kind = made[at][0]
        what = chance.randint(0, 9)
        if what < 4 and kind in ("string", "number", "variable"):
            made[at] = (kind, chance.choice(ODD))
        elif what < 7:
            made[at] = (kind, chance.choice(pool()[kind]))
        else:
            other = chance.choice([i for i in places if made[i][0] == kind])
            made[at], made[other] = made[other], made[at]
    lines = "".join([token for _, token in made]).split("\n")
    for _ in range(chance.choice((0, 0, 1, 2))):
        at = chance.randrange(len(lines))
        line = lines.pop(at) if chance.randint(0, 1) else lines[at]
        if chance.randint(0, 1):
            lines.insert(chance.randint(0, len(lines)), line)
    return "\n".join(lines)


@cache
def productions() -> dict[str, list[tuple[str, ...]]]:
    """Gives the Lark grammar's rules: nonterminal -> its expansions, names of symbols."""
    from lark import Lark

    grammar = (ROOT / "grammar" / "powershell.lark").read_text(encoding="utf-8")
    made: dict[str, list[tuple[str, ...]]] = {}
    for rule in Lark(grammar, parser="lalr", lexer=NoLexer, maybe_placeholders=False).rules:
        made.setdefault(rule.origin.name, []).append(tuple([s.name for s in rule.expansion]))
    return made


SPELLED: dict[str, list[str]] = {
    "SEP": ["\n", ";"], "USING": ["using "], "ARG": ["a", "x.txt", "*", "a$b"], "ASSIGN": ["=", "+=", "??="], "PARAM_KW": ["param"],
    "PARLP": ["("], "LPAREN": ["("], "RPAREN": [")"], "FORLP": ["("], "FELP": ["("], "SWLP": ["("], "LCALL": ["("], "LBCALL": ["("],
    "BLOCK_NAME": ["begin", "process", "end", "clean"], "LBRACE": ["{"], "RBRACE": ["}"], "AMP": ["&"], "ANDOR": ["&&", "||"],
    "FLOW": ["return ", "throw ", "exit "], "JUMP": ["break ", "continue "], "PIPE": ["|"], "MERGE": ["2>&1"], "REDIR": ["> "],
    "CMD": ["Get-Date ", "f ", "Write-Output "], "XCMD": ["foo "], "INVOKE": ["& ", ". "], "PARAM": [" -a ", " -Name "],
    "PARAMC": [" -a:"], "VERBATIM": ["--% x"], "COMMA": [","], "BINOP": [" + ", " -eq ", " -split ", " .. ", " -f ", " ?? "],
    "UNOP": ["-", "! ", "-not ", ",", "++", "-split "], "POSTOP": ["++", "--"], "TYPE": ["[int]", "[a.b[]]"], "VAR": ["$a", "${b c}", "$_"],
    "STR": ["'s'", "@'\n'@"], "NUM": ["1", "0x1f", "1.5kb"], "SPLAT": ["@a"], "XB": ['"'], "XE": ['"'], "XTEXT": ["t "], "XVAR": ["$v"],
    "SUBX": ["$("], "ARRX": ["@("], "HASH": ["@{"], "MEMB": ["a", "b"], "DOT": [".", "::", "?."], "LBRACK": ["["], "RBRACK": ["]"],
}  # fmt: skip


def derive(chance: random.Random) -> str:
    """Gives a derivation of the grammar, spelled with blanks here and there; terminals without a spelling are their names."""
    rules = productions()
    out: list[str] = []
    stack: list[tuple[str, int]] = [("start", 0)]
    while stack and len(out) < 400:
        name, depth = stack.pop()
        options = rules.get(name)
        if options is None:
            out.append(chance.choice(SPELLED.get(name, [name.lower() + " "])))
            if chance.randint(0, 3) == 0:
                out.append(" ")
            continue
        if depth > 25:
            options = sorted(options, key=lambda o: sum(s in rules for s in o))[:2]
        stack.extend([(symbol, depth + 1) for symbol in reversed(chance.choice(options))])
    return "".join(out)


def text_of(seed: int) -> str:
    """Gives the parser's text of a seed."""
    chance = random.Random(seed)
    maker: Any = chance.choice((spoil, spoil, mutate, derive))
    text: str = maker(chance)
    return text
