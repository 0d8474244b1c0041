"""Makes the parser's tables from powershell.lark with Lark's own LALR analysis.

Numbers states breadth first from the start, so that the same grammar always gives the same bytes. Imports lark, hence is
imported by nothing that runs scripts: only by `python -m perdure.grammar.tables` and by tests.
"""

import logging
import sys
from array import array
from collections.abc import Iterator
from typing import Any

from lark import Lark
from lark.lexer import Lexer
from lark.parsers.lalr_analysis import LALR_Analyzer, Shift

from perdure.grammar.tables import FORMAT, grammar_hash


class NoLexer(Lexer):
    """Stands in for the lexer, which the tables do not need."""

    __future_interface__ = 1

    def __init__(self, conf: Any = None) -> None:
        pass

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Any]:
        """Gives no tokens."""
        yield from ()


def build(grammar: str) -> bytes:
    """Gives the bytes of tables.bin for the text of a grammar."""
    lark = Lark(grammar, parser="lalr", lexer=NoLexer, maybe_placeholders=False)
    analyzer = LALR_Analyzer(lark.parser.parser_conf, debug=True)
    logging.getLogger("lark").setLevel(logging.CRITICAL)  # the two known conflicts; shift is right in both
    analyzer.compute_lalr()  # type: ignore[no-untyped-call]
    return encode(grammar, analyzer.parse_table)


def encode(grammar: str, table: Any) -> bytes:
    """Gives the bytes for a Lark parse table whose states are sets of items."""
    order = number_states(table)
    rules: dict[Any, int] = {}
    terminals: dict[str, int] = {}
    nonterminals: dict[str, int] = {}
    body = array("H")
    offsets = []
    first = 2 + len(order) + len(order) % 2
    for state in order:
        offsets.append((first + len(body)) // 2)
        shifts, reduces, gotos, items = array("H"), array("H"), array("H"), array("H")
        for symbol, (action, target) in sorted(table.states[state].items()):
            if action is not Shift:
                reduces.extend((index(terminals, symbol), index(rules, target)))
            elif symbol.islower() or symbol.startswith("_"):
                gotos.extend((index(nonterminals, symbol), order[target]))
            else:
                shifts.extend((index(terminals, symbol), order[target]))
        for item in sorted((i for i in state if i.index), key=item_key):
            if not item.rule.origin.name.startswith("$"):
                items.extend((index(rules, item.rule), item.index))
        body.extend((len(shifts) // 2, len(reduces) // 2, len(gotos) // 2, len(items) // 2))
        body += shifts + reduces + gotos + items
    end = order[next(iter(table.end_states.values()))]
    numbers = array("H", [len(order), end, *offsets, *([0] * (len(order) % 2))]) + body
    if sys.byteorder == "big":
        numbers.byteswap()
    head = [FORMAT, grammar_hash(grammar.encode("utf-8")), " ".join(terminals), " ".join(nonterminals)]
    for rule in rules:
        head.append(" ".join([rule.origin.name, callback_of(rule), *(s.name for s in rule.expansion)]))
    return ("\n".join(head) + "\n\n").encode("ascii") + numbers.tobytes()


def number_states(table: Any) -> dict[Any, int]:
    """Numbers the states breadth first, following symbols in the order of their names."""
    start = next(iter(table.start_states.values()))
    order = {start: 0}
    queue = [start]
    for state in queue:
        for _, (action, target) in sorted(table.states[state].items(), key=lambda pair: pair[0]):
            if action is Shift and target not in order:
                order[target] = len(order)
                queue.append(target)
    return order


def callback_of(rule: Any) -> str:
    """Gives the name of the function that makes a rule's value: `-` for one that hands on its only symbol."""
    if rule.alias:
        return str(rule.alias)
    if rule.options.expand1 and len(rule.expansion) == 1:
        return "-"
    return str(rule.origin.name)


def item_key(item: Any) -> Any:
    """Orders the items of a state."""
    return (item.rule.origin.name, [s.name for s in item.rule.expansion], item.rule.order, item.index)


def index(table: dict[Any, int], key: Any) -> int:
    """Gives the number of a key, a new one where it is new."""
    return table.setdefault(key, len(table))
