"""Makes the parser's stacks fit to go on behind an error: pretends tokens, supplies parts, gives up statements, drops tokens.

Knows the parser and the lexer, not what is reported. Serves recovery.py.
"""

import re
from typing import Any

from perdure.grammar.ast import ErrorExpression, NamedBlock, Parameter, PropertyMember, String, TypeName, Variable
from perdure.grammar.build_blocks import Body, block
from perdure.grammar.lexer_chars import STOP, single_quoted, variable
from perdure.grammar.parser import Parser
from perdure.grammar.source import Span
from perdure.grammar.tokens import OPENERS, Token

_word = re.compile(rf"(?:[^{STOP}`]|`.){{1,300}}", re.S).match  # enough for a message; a cap keeps much garbage quick
_double = re.compile(r'"(?:[^"`]|`.|"")*"?', re.S).match


class Stacks:
    """The parser's and the lexer's stacks, open to changes."""

    def __init__(self, parser: Parser) -> None:
        self.parser = parser
        self.lexer = parser.lexer

    def text_at(self, p: int) -> str:
        """Gives the text of the token at p as PowerShell would name it."""
        text = self.lexer.text
        c = text[p : p + 1]
        if not c or c in "\r\n":
            return c
        if text[p : p + 2] in ("&&", "||", "@(", "@{", "$("):
            return text[p : p + 2]
        if c in "(){};,|&":
            return c
        for match in (variable, single_quoted, _double, _word):
            m = match(text, p)
            if m is not None:
                return m[0]
        return c

    def reopen(self) -> None:
        """Takes back that the whole text was complete, so that more statements may follow."""
        parser = self.parser
        value = parser.values[-1] if parser.values else None
        if type(value) is Body:
            parser.pop()
            if value.param is not None:
                parser.push("param_block", value.param)
            value = value.named if value.named is not None else value.statements
            if value:
                parser.push("named_blocks" if type(value[0]) is NamedBlock else "statements", value)
        elif type(value) is list and "SEP" not in parser.states[-1].actions and "statements" in parser.states[-2].goto:
            parser.pop()
            if value:
                parser.push("statements", value)

    def drop(self, token: Token) -> bool:
        """Passes a token by."""
        end = token.end if token.type != "WORD" else token.start + len(self.text_at(token.start))
        self.lexer.pos = max(end, token.start + 1) if token.start < self.lexer.size else self.lexer.size
        return token.start < self.lexer.size

    def insert(self, kind: str, at: int) -> None:
        """Pretends that a token of a kind stood at a place."""
        value: Any = kind
        if kind in ("TYPE", "TNAME", "ETNAME"):
            value = TypeName("", (), 0, None, "", Span(at, at))
        elif kind == "VAR":
            value = Variable("__error__", None, False, Span(at, at))
        token = Token(kind, value, at, at)
        if kind in ("RPAREN", "RBRACE", "RBRACK"):
            self.lexer.close(kind)
        self.parser.feed(token)
        self.lexer.last = token

    def supply(self, name: str, at: int) -> None:
        """Pretends that a part of the grammar stood at a place."""
        value: Any = ErrorExpression(Span(at, at))
        if name == "using_parts":
            value = [String("", "", Span(at, at))]
        elif name in ("base_names", "pieces"):
            value = []
        elif name == "statement_block":
            value = block([], at, at)
        elif name == "parameter":
            value = Parameter((), Variable("__error__", None, False, Span(at, at)), None, Span(at, at))
        elif name == "property":
            value = PropertyMember((), "", None, False, False, Span(at, at))
        goto = self.parser.states[-1].goto
        if name not in goto:  # a name for one of several parts
            name = next((n for n in ("simple_statement", "chain", "pipeline", "element", "operand") if n in goto), name)
        self.parser.push(name, value)

    def abandon(self, how: list[str], token: Token) -> bool:
        """Gives up the statement around the place and goes on with the token as a new one."""
        states, values = self.parser.states, self.parser.values
        i = len(states) - 1
        while i > 0 and "block_statement" not in states[i].goto:
            i -= 1
        for value in reversed(values[i:]):
            if type(value) is Token and (value.type in OPENERS or value.type in ("XB", "XCMD")):
                self.lexer.leave(value)
        del states[i + 1 :]
        del values[i:]
        self.parser.push("block_statement", ErrorExpression(Span(token.start, token.start)))
        if how == ["open"] and token.type == "LBRACE":
            self.lexer.pos = token.end
        elif how == ["class"]:
            self.lexer.pos = self.end_of_braces(token.start)
        return True

    def end_of_braces(self, p: int) -> int:
        """Gives the place behind the brace that closes what is open at p, by counting braces alone."""
        depth, text = 0, self.lexer.text
        while p < len(text):
            if text[p] == "{":
                depth += 1
            elif text[p] == "}":
                depth -= 1
                if depth < 0:
                    return p + 1
            p += 1
        return p

    def skip_entry(self, p: int) -> int:
        """Passes by the rest of a hash table's entry; gives where it ends."""
        text, depth = self.lexer.text, 0
        while p < len(text):
            c = text[p]
            if c in "({[":
                depth += 1
            elif c in ")}]":
                if depth == 0:
                    break
                depth -= 1
            elif c in "\r\n;" and depth == 0:
                break
            p += 1
        self.lexer.pos = p
        return p
