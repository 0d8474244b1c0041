"""The lexer behind Lark's own lexer interface, for tools that want Lark's parser: its trees, its fuzzing, its debugging.

Asks the state of Lark's parser as it asks the state of ours, and brings the forced reductions forward in Lark's stacks.
Imports lark, hence is imported by nothing that runs scripts.

Example:
    Lark(grammar, parser="lalr", lexer=PowerShellLexer, maybe_placeholders=False).parse("1 + 2")
"""

from collections.abc import Iterator
from typing import Any

from lark import Token as LarkToken
from lark.lexer import Lexer as LarkInterface
from lark.parsers.lalr_analysis import Shift

from perdure.grammar.lexer import Lexer
from perdure.grammar.tables import Rule, State


class PowerShellLexer(LarkInterface):
    """Gives Lark's tokens of a PowerShell text."""

    __future_interface__ = 1

    def __init__(self, conf: Any = None) -> None:
        self.states: dict[Any, State] = {}

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[LarkToken]:
        """Gives the tokens, each as Lark's parser state asks for it."""
        text = getattr(lexer_state.text, "text", lexer_state.text)
        lexer = Lexer(text)
        while True:
            state = self.state(parser_state)
            while state.forced is not None and not (state.adjacent and lexer.touches()):
                reduce(parser_state, state.forced)
                state = self.state(parser_state)
            token = lexer.next(state)
            if token.type == "$END":
                return
            yield LarkToken(token.type, text[token.start : token.end], token.start, end_pos=token.end)

    def state(self, parser_state: Any) -> State:
        """Gives our view of the state on top of Lark's stack."""
        number = parser_state.state_stack[-1]
        found = self.states.get(number)
        if found is None:
            actions: dict[str, Any] = {}
            goto: dict[str, int] = {}
            for symbol, (action, target) in parser_state.parse_conf.states[number].items():
                if action is not Shift:
                    actions[symbol] = rule_of(target)
                elif symbol.islower():
                    goto[symbol] = 1
                else:
                    actions[symbol] = 1
            found = self.states[number] = State(len(self.states), actions, goto)
        return found


_rules: dict[Any, Rule] = {}


def rule_of(rule: Any) -> Rule:
    """Gives our view of one of Lark's rules, always the same object for the same rule."""
    found = _rules.get(rule)
    if found is None:
        found = _rules[rule] = Rule(rule.origin.name, "", tuple(s.name for s in rule.expansion))
        found.make = rule
    return found


def reduce(parser_state: Any, rule: Rule) -> None:
    """Completes a rule on Lark's stacks."""
    states, values = parser_state.state_stack, parser_state.value_stack
    given = []
    if rule.length:
        given = values[-rule.length :]
        del states[-rule.length :], values[-rule.length :]
    callbacks = parser_state.parse_conf.callbacks
    values.append(callbacks[rule.make](given) if callbacks else given)
    states.append(parser_state.parse_conf.states[states[-1]][rule.origin][1])
