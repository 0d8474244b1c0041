"""Goes on behind an error: reports what PowerShell would, then makes the parser's stacks fit to go on.

PowerShell's parser descends recursively and reports on its way out; here the stacks are climbed in the same order. Closing
brackets are pretended, missing parts supplied, broken statements given up, stray tokens dropped. Every step either shortens
the stacks or moves on in the text, so any text comes to its end. Serves parse.py.
"""

from typing import Any

from perdure.grammar.ast import (
    Attribute,
    TypeName,
)
from perdure.grammar.build_blocks import Body
from perdure.grammar.lexer_chars import DASHES, identifier
from perdure.grammar.lexer_strings import no_terminator
from perdure.grammar.parser import Parser, Refused
from perdure.grammar.recovery_stacks import Stacks
from perdure.grammar.syntax_errors import TABLE, Row
from perdure.grammar.tables import Rule, State
from perdure.grammar.tokens import Token

ENDS_PIPELINE = frozenset(("SEP", "$END", "RPAREN", "RBRACE", "ANDOR", "AMP", "PIPE"))
CLOSES_LIST = frozenset(("RPAREN", "RBRACE", "$END"))
WHOLE = frozenset(("statement_list", "script_body", "start"))  # what is never completed early
REPEATS_MAX = 4  # at one place and depth, before the token there is dropped


class Recovery(Stacks):
    """Keeps count of where errors were met, so that none is met for ever."""

    def __init__(self, parser: Parser) -> None:
        super().__init__(parser)
        self.met: dict[tuple[int, int, int], int] = {}

    def go_on(self, refused: Refused) -> bool:
        """Makes the stacks fit for going on; False where there is nothing left to go on with."""
        token = refused.token
        self.lexer.unread(token)
        key = (token.start, len(self.parser.states), self.parser.states[-1].number)
        self.met[key] = self.met.get(key, 0) + 1
        if self.met[key] > REPEATS_MAX:
            if token.type == "$END":
                return False
            return self.drop(token)
        while True:
            state = self.parser.states[-1]
            row = self.row(state)
            rule = reducible(state)
            if "terminated" in state.goto or "SEP" in state.actions or token.type == "COMMA":
                done = self.at_statement(state, token, rule)
                if done is not None:
                    return done
            if row is not None:
                return self.apply(row[0], row[1], token)
            if is_operator_place(state) and token.type == "WORD" and token.start < self.lexer.size:
                if self.stray_parameter(token):
                    return True
            if rule is None or (rule.origin in WHOLE and not self.lexer.frames):
                return self.top_level(token)
            if rule.callback == "pipeline" and token.type not in ENDS_PIPELINE:
                self.unexpected(token)
            self.parser.reduce(rule)

    # ---- what is said

    def unexpected(self, token: Token) -> None:
        """Reports the token itself, as it reads in argument mode."""
        text = self.text_at(token.start)
        self.lexer.report("UnexpectedToken", token.start, token.start + len(text), text)

    # ---- special places

    def at_statement(self, state: State, token: Token, rule: Rule | None) -> bool | None:
        """Goes on where a statement could begin or end; None where the general way is to be taken."""
        kind = token.type
        if kind != "$END" and kind not in ("RPAREN", "RBRACE") and self.between_parts(state):
            self.insert("SEP", token.start)
            return True
        if "terminated" in state.goto:
            if kind == "PIPE":
                self.lexer.report("EmptyPipeElement", token.start, token.end)
                return self.drop(token)
            if kind == "USING":
                return self.misplaced_using(token)
            if kind not in CLOSES_LIST and kind != "ANDOR" and "simple_statement" in state.goto:
                self.unexpected(token)
                return self.drop(token)
            return None
        if kind == "COMMA" and "PARAM" in state.actions:
            self.lexer.report("MissingArgument", token.start, token.end)
            return self.drop(token)
        closes = kind in CLOSES_LIST and (kind == "$END" or bool(self.lexer.frames))
        if "SEP" in state.actions and not closes and self.ends_statement(state):
            if kind == "ANDOR" and self.parser.values and getattr(self.parser.values[-1], "background", False):
                self.lexer.report("BackgroundOperatorInPipelineChain", token.start, token.end)
                return self.drop(token)
            self.insert("SEP", token.start)
            return True
        return None

    def ends_statement(self, state: State) -> bool:
        """Tells whether a separator here would end a statement of a list."""
        return any(rule.callback == "first" and rule.origin == "terminated" for rule, _ in self.items(state))

    def between_parts(self, state: State) -> bool:
        """Tells whether a part of a `for` has ended here; PowerShell does not insist on what separates them."""
        return any(
            rule.callback == "for_statement" and dot < len(rule.text) and rule.text[dot] == "SEP"
            for rule, dot in self.items(state)
        )

    def misplaced_using(self, token: Token) -> bool:
        """Reports a `using` behind other statements and passes it by."""
        text, end = self.lexer.text, token.end
        while end < len(text) and text[end] not in "\r\n;":
            end += 1
        self.lexer.report("UsingMustBeAtStartOfScript", token.start, len(text[:end].rstrip()))
        self.lexer.pos = end
        self.supply("block_statement", token.start)
        return True

    def stray_parameter(self, token: Token) -> bool:
        """Passes by a word such as `-foo` that stands where an operator might."""
        text, p = self.lexer.text, token.start
        if text[p] not in DASHES or identifier(text, p + 1) is None:
            return False
        self.unexpected(token)
        return self.drop(token)

    def top_level(self, token: Token) -> bool:
        """Passes by a token that fits nowhere."""
        named = any(rule.text[dot - 1] == "named_blocks" for rule, dot in self.items(self.parser.states[-1]))
        if token.type == "$END":
            return False
        self.reopen()
        text = self.text_at(token.start)
        code = "MissingNamedBlocks" if named else "UnexpectedToken"
        self.lexer.report(code, token.start, token.start + len(text), text)
        if named:
            self.lexer.pos = self.lexer.size
            return True
        return self.drop(token)

    # ---- the table's rows

    def items(self, state: State) -> list[tuple[Rule, int]]:
        """Gives the kernel items of a state."""
        return self.parser.table.kernel(state.number)

    def row(self, state: State) -> tuple[Row, int] | None:
        """Gives the table's first row for a state and how many symbols of its rule stand on the stack."""
        best: tuple[int, Row, int] | None = None
        for rule, dot in self.items(state):
            if dot >= len(rule.text):
                continue
            found = TABLE.get((name_of(rule, dot), rule.text[dot]))
            if found is not None and (best is None or found[0] < best[0]):
                best = (found[0], found[1], dot)
        if best is None:
            return None
        if best[1].code == "MissingEndCurlyBrace" and reducible(state) is not None:
            return None  # the list inside is not complete yet
        return best[1], best[2]

    def apply(self, row: Row, count: int, token: Token) -> bool:
        """Reports a row's error and takes its actions."""
        symbols = self.parser.values[-count:]
        code, values = row.code, [self.value(v, symbols) for v in row.values]
        if code == "ExpectedValueExpression" and values == [","]:
            code = "MissingExpressionAfterToken"
        if not code:
            return self.act(row.action.split(" "), token)
        if row.rule == "subexpression" and token.type == "$END":
            self.open_string()
        if code == "MissingSwitchConditionExpression" and token.type == "$END" and symbols[-1]:
            code, brace = "MissingEndCurlyBrace", symbols[3]
            self.lexer.report(code, brace.start, brace.end)
        elif row.place == "token":
            self.lexer.report(code, token.start, max(token.end, token.start), *values)
        elif row.place == "brace":
            brace = next(s for s in reversed(symbols) if type(s) is Token and s.type == "LBRACE")
            self.lexer.report(code, brace.start, brace.end, *values)
        elif row.place[0] != "<":
            start, end = extent(symbols[int(row.place)]) or (token.start, token.end)
            self.lexer.report(code, start, end, *values)
        else:
            end = self.behind(row.place[1:], symbols, token)
            self.lexer.report(code, end, end, *values)
        return self.act(row.action.split(" "), token)

    def open_string(self) -> None:
        """Reports the string around a sub-expression that nothing ends, which PowerShell sees first."""
        frame = self.lexer.frames[-1][1] if self.lexer.frames else None
        if frame is not None:
            start = self.parser.values[-1].start if type(self.parser.values[-1]) is Token else self.lexer.frames[-1][2]
            self.lexer.report("IncompleteDollarSubexpressionReference", start, self.lexer.size)
            no_terminator(self.lexer, frame)

    def behind(self, place: str, symbols: list[Any], token: Token) -> int:
        """Gives the place behind a symbol (or what stands before it, where it takes no room), or behind the last token."""
        if place == "last":
            return min(self.lexer.last.end, token.start)
        for symbol in reversed(symbols[: int(place) + 1]):
            found = extent(symbol)
            if found is not None:
                return found[1]
        return token.start

    def value(self, given: str | int, symbols: list[Any]) -> str:
        """Gives the text that fills a message."""
        if type(given) is str:
            return given
        symbol: Any = symbols[int(given)]
        if type(symbol) is Token:
            return self.lexer.text[symbol.start : symbol.end]
        return symbol.type.text if type(symbol) is Attribute else str(getattr(symbol, "value", ""))

    def act(self, words: list[str], token: Token) -> bool:
        """Takes a row's actions in turn."""
        at = min(token.start, self.lexer.last.end) if token.type != "SEP" else token.start
        while words:
            verb = words.pop(0)
            if verb == "insert":
                self.insert(words.pop(0), at)
            elif verb == "supply" or (verb == "supply?" and token.type == "RPAREN"):
                self.supply(words.pop(0), at)
            elif verb == "unless":
                if token.type == words.pop(0):
                    return self.abandon([], token)
            elif verb == "only":
                if token.type != words.pop(0):
                    return self.abandon([], token)
            elif verb == "close":
                kind = words.pop(0)
                if token.type != kind:
                    self.insert(kind, at)
            elif verb == "also":
                if token.type != "LBRACE":
                    self.lexer.report(words[0], at, at)
                words.pop(0)
            elif verb == "skip":
                at = self.skip_entry(at)
            elif verb == "abandon" or verb == "supply?":
                return self.abandon(words, token)
        return True


def reducible(state: State) -> Rule | None:
    """Gives the one rule that could be completed in a state, None where there is none or a choice."""
    rules = {id(a): a for a in state.actions.values() if type(a) is Rule}
    if state.forced is not None:
        return state.forced
    return next(iter(rules.values())) if len(rules) == 1 else None


def is_operator_place(state: State) -> bool:
    """Tells whether an operator could stand here."""
    return "BINOP" in state.actions


def name_of(rule: Rule, dot: int) -> str:
    """Gives the name under which a place stands in the table."""
    name = rule.callback
    if name == "list_push_third":
        return rule.origin + "_more"
    if name == "first" and rule.origin == "member":
        return "member_property"
    if name == "second":
        return rule.origin
    if rule.text[dot - 1] in ("ELSE", "FINALLY"):
        return f"{name}_{rule.text[dot - 1].lower()}"
    return name


def extent(symbol: Any) -> tuple[int, int] | None:
    """Gives where a symbol's value stands, None where it takes no room."""
    if type(symbol) is Token:
        return symbol.start, symbol.end
    if type(symbol) is list or type(symbol) is tuple:
        parts = [found for found in map(extent, symbol) if found is not None]
        return (parts[0][0], parts[-1][1]) if parts else None
    if type(symbol) is Body:
        return extent(symbol.statements) or (extent([symbol.param]) if symbol.param is not None else None)
    if type(symbol) is TypeName:
        return symbol.span.start - 1, symbol.span.end + 1  # with its brackets
    span = getattr(symbol, "span", None)
    return (span.start, span.end) if span is not None else None
