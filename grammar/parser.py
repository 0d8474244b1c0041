"""Runs the LALR automaton over a lexer's tokens and makes nodes as rules are completed.

Forced reductions come before the lexer is asked, so that the state alone tells it what may follow. Knows tables and makers,
nothing of PowerShell. Serves parse.py.
"""

from typing import Any

from perdure.grammar.build import MAKERS
from perdure.grammar.lexer import Lexer
from perdure.grammar.tables import Rule, State, Tables, load
from perdure.grammar.tokens import Token

_tables: Tables | None = None


def tables() -> Tables:
    """Gives the tables, loaded once, with the makers set into their rules."""
    global _tables
    if _tables is None:
        loaded = load()
        for rule in loaded.rules:
            rule.make = None if rule.callback == "-" else MAKERS[rule.callback]
        _tables = loaded
    return _tables


class Refused(Exception):
    """The automaton could not go on: in `state`, at `token`."""

    def __init__(self, state: State, token: Token) -> None:
        super().__init__(f"unexpected {token.type}")
        self.state = state
        self.token = token


class Parser:
    """The automaton's two stacks."""

    __slots__ = ("lexer", "states", "values", "table")

    def __init__(self, lexer: Lexer) -> None:
        self.lexer = lexer
        self.table = tables()
        self.states: list[State] = [self.table.state(0)]
        self.values: list[Any] = []

    def run(self) -> Any:
        """Parses to the end and gives the value of the whole.

        Raises: Refused where no rule takes the next token; the stacks then stand as they were.
        """
        lexer, states, values, table = self.lexer, self.states, self.values, self.table
        known, end_state = table.states, table.end_state
        state = states[-1]
        token: Token | None = None
        while True:
            rule = state.forced if token is None else None
            if rule is None or (state.adjacent and lexer.touches()):
                if token is None:
                    token = lexer.next(state)
                action = state.actions.get(token.type)
                if type(action) is int:
                    state = known[action] or table.state(action)
                    states.append(state)
                    values.append(token)
                    token = None
                    continue
                if action is None:
                    if token.type == "$END" and state.number == end_state:
                        return values[-1]
                    raise Refused(state, token)
                rule = action
            make, n = rule.make, rule.length  # from here on as in `reduce`, whose call would cost a tenth of the time
            if n == 1:
                if make is not None:
                    values[-1] = make(values[-1:], lexer)
                number = states[-2].goto[rule.origin]
                states[-1] = state = known[number] or table.state(number)
                continue
            if n:
                made = make(values[-n:], lexer)
                del states[-n:], values[-n:]
            else:
                made = make([], lexer)
            values.append(made)
            number = states[-1].goto[rule.origin]
            state = known[number] or table.state(number)
            states.append(state)

    def feed(self, token: Token) -> None:
        """Takes one token from outside, for going on behind an error.

        Raises: Refused where it does not fit.
        """
        while True:
            state = self.states[-1]
            action = state.forced or state.actions.get(token.type)
            if type(action) is int:
                self.states.append(self.table.state(action))
                self.values.append(token)
                return
            if action is None:
                raise Refused(state, token)
            self.reduce(action)

    def push(self, name: str, value: Any) -> None:
        """Takes a finished part of the grammar from outside, for going on behind an error.

        Raises: KeyError where the part does not fit.
        """
        self.states.append(self.table.state(self.states[-1].goto[name]))
        self.values.append(value)

    def pop(self) -> None:
        """Takes back what stands on top."""
        self.states.pop()
        self.values.pop()

    def reduce(self, rule: Rule) -> State:
        """Replaces the values of a completed rule by the one that its maker gives."""
        states, values, n = self.states, self.values, rule.length
        if n:
            if rule.make is not None:
                made = rule.make(values[-n:], self.lexer)
                del values[-n:]
                values.append(made)
            del states[-n:]
        else:
            values.append(rule.make([], self.lexer))
        number = states[-1].goto[rule.origin]
        state = self.table.states[number] or self.table.state(number)
        states.append(state)
        return state
