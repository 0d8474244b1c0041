"""The parser's tables: loads the shipped ones, lazily, a state at a time; `python -m perdure.grammar.tables --write` makes them.

The file `tables.bin` is data: a text head (names and rules), then 16-bit numbers. Lark is needed only to make it. Knows
nothing of tokens or nodes. Serves parser.py, lexer.py (what does this state accept?) and syntax_errors.py (where was it?).
"""

import sys
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

FORMAT = "perdure-lalr 1"
FOLDER = Path(__file__).parent
ADJACENT = frozenset(("LCALL", "TYPEARGS", "LBCALL"))


class Rule:
    """A production: after its `length` symbols, `callback` makes one value that stands as `origin`."""

    __slots__ = ("origin", "length", "callback", "make", "text")

    def __init__(self, origin: str, callback: str, symbols: tuple[str, ...]) -> None:
        self.origin = origin
        self.length = len(symbols)
        self.callback = callback
        self.text = symbols
        self.make: Any = None  # set by parser.py: the function behind `callback`


class State:
    """A state of the automaton. `forced`: the rule that every token leads to; `adjacent`: unless a bracket follows at once."""

    __slots__ = ("number", "actions", "goto", "forced", "adjacent", "scan", "accepts_sep", "clauses", "paren")

    def __init__(self, number: int, actions: dict[str, Any], goto: dict[str, int]) -> None:
        self.number = number
        self.actions = actions  # terminal -> number of the next state, or the Rule to reduce by
        self.goto = goto
        rules = {id(a): a for a in actions.values() if type(a) is Rule}
        shifts = {t for t, a in actions.items() if type(a) is int}
        self.forced: Rule | None = None
        if len(rules) == 1 and shifts <= ADJACENT:
            self.forced = next(iter(rules.values()))
        self.adjacent = bool(shifts)
        self.accepts_sep = "SEP" in actions
        self.scan: Any = None  # this and the rest: set by lexer_modes.py on the state's first use
        self.clauses: frozenset[str] = frozenset()
        self.paren = "LPAREN"


class Tables:
    """All states and rules. States are decoded when they are first asked for."""

    def __init__(self, data: bytes) -> None:
        end = data.index(b"\n\n")
        head = data[:end].decode("ascii").split("\n")
        if head[0] != FORMAT:
            raise ValueError("grammar tables of another format")
        self.grammar_hash = head[1]
        self.terminals = head[2].split(" ")
        self.nonterminals = head[3].split(" ")
        self.rules = []
        for line in head[4:]:
            origin, callback, *symbols = line.split(" ")
            self.rules.append(Rule(origin, callback, tuple(symbols)))
        self.numbers = array("H")
        self.numbers.frombytes(data[end + 2 :])
        if sys.byteorder == "big":
            self.numbers.byteswap()
        self.count, self.end_state = self.numbers[0], self.numbers[1]
        self.states: list[State | None] = [None] * self.count

    def state(self, number: int) -> State:
        """Gives a state, decoding it on its first use."""
        found = self.states[number]
        if found is None:
            found = self.states[number] = self._decode(number)
        return found

    def _decode(self, number: int) -> State:
        numbers, terminals, rules = self.numbers, self.terminals, self.rules
        at = numbers[2 + number] * 2
        shifts, reduces, gotos = numbers[at], numbers[at + 1], numbers[at + 2]
        at += 4
        actions: dict[str, Any] = {}
        for i in range(at, at + 2 * shifts, 2):
            actions[terminals[numbers[i]]] = numbers[i + 1]
        at += 2 * shifts
        for i in range(at, at + 2 * reduces, 2):
            actions[terminals[numbers[i]]] = rules[numbers[i + 1]]
        at += 2 * reduces
        goto = {self.nonterminals[numbers[i]]: numbers[i + 1] for i in range(at, at + 2 * gotos, 2)}
        return State(number, actions, goto)

    def kernel(self, number: int) -> list[tuple[Rule, int]]:
        """Gives the kernel items of a state: rules with the place that has been reached in each."""
        numbers = self.numbers
        at = numbers[2 + number] * 2
        at_items = at + 4 + 2 * (numbers[at] + numbers[at + 1] + numbers[at + 2])
        count = numbers[at + 3]
        return [(self.rules[numbers[i]], numbers[i + 1]) for i in range(at_items, at_items + 2 * count, 2)]


def load() -> Tables:
    """Gives the shipped tables; where they are not those of powershell.lark (someone is changing it), new ones by Lark.

    Raises: ImportError where the tables are broken and Lark is not installed.
    """
    shipped: Tables | None = None
    try:
        shipped = Tables((FOLDER / "tables.bin").read_bytes())
        grammar = (FOLDER / "powershell.lark").read_bytes()
    except (OSError, ValueError, IndexError):
        grammar = b""
    if shipped is not None and (not grammar or grammar_hash(grammar) == shipped.grammar_hash):
        return shipped
    try:
        from perdure.grammar import tables_build
    except ImportError:
        if shipped is None:
            raise
        return shipped
    return Tables(tables_build.build((FOLDER / "powershell.lark").read_text(encoding="utf-8")))


def grammar_hash(grammar: bytes) -> str:
    """Gives a short hash of a grammar's text, line ends aside."""
    return format(crc32(grammar.replace(b"\r\n", b"\n")), "08x")


def main(arguments: list[str]) -> int:
    """Writes the tables anew from powershell.lark, or says whether they are current."""
    from perdure.grammar import tables_build  # lark is needed here only

    fresh = tables_build.build((FOLDER / "powershell.lark").read_text(encoding="utf-8"))
    path = FOLDER / "tables.bin"
    if "--write" in arguments:
        path.write_bytes(fresh)
        return 0
    current = path.exists() and path.read_bytes() == fresh
    print("current" if current else "stale: run python -m perdure.grammar.tables --write")
    return 0 if current else 1


Actions = Mapping[str, Any]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
