"""The text of one generated function while it is written: lines, bound objects, and which variables are at hand.

A variable that the text uses is kept in a Python local. Every assignment also goes to the scope at once, so scopes are
always right; a local is read anew after everything that may have changed the scope's variable. `fresh` holds the names
whose locals are right at this point of the text, `known` those of them that are surely set.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import LeaveValue, Unit
from perdure.interpreter.compile.signals import BREAK, CONTINUE, RETURN
from perdure.interpreter.compile.variables import CONSTANTS
from perdure.interpreter.errors import BreakFlow, ScriptError
from perdure.interpreter.generated.support import UNSET, fail, find, flow_of, left, over, reloader, swallow
from perdure.interpreter.python_faults import ENDED, RAISED
from perdure.interpreter.values.base import NOTHING

LINES_MAX = 4000
HEAD_LINES = 4
# names that the runtime sets by itself, without running script code
NEVER_LOCAL = frozenset(
    ["matches", "error", "lastexitcode", "foreach", "switch", "ofs", "?", "^", "$", "input", "event", "stacktrace"]
)
STEPS = ("++", "--")
State = tuple[frozenset[str], frozenset[str]]


class TooLong(Exception):
    """The text grows beyond what is worth compiling."""


class Region:
    """One function that is being written. `live`: the scope for which it is made, whose values tell likely types."""

    def __init__(self, unit: Unit, root: ast.Node, live: Any, in_method: bool, careful: bool) -> None:
        self.unit, self.root, self.live = unit, root, live
        self.in_method, self.careful = in_method, careful
        self.lines: list[str] = []
        self.places: list[tuple[int, Any]] = []  # line of the text -> the span of the statement that begins there
        self.indent = 1
        self.depth = 0  # blocks of Python around the current line, of which it allows twenty
        self.bound: dict[str, Any] = {}
        self.by_id: dict[tuple[str, int], str] = {}
        self.names: dict[str, str] = {}  # variable -> its local
        self.fresh: set[str] = set()
        self.known: set[str] = set()
        self.count = 0
        self.gain = 0  # how much was written that closures would do more slowly
        self.noise = False  # something that may change any variable was written
        self.leavy = False  # something was written that may end with a signal
        self.dead = False  # the current line is not reached
        self.verdicts: dict[int, bool] = {}  # loop -> whether its variables may stay at hand
        self.loops: list[Any] = []
        self.tries: list[Any] = []  # what is to be done when control leaves from the middle (tries.py)
        self.written = assigned_names(root)
        self.commands = any(isinstance(n, ast.Command) for n in root.walk())

    # -- text ----------------------------------------------------------------------------------------------------------

    def line(self, text: str) -> None:
        """Writes one line."""
        self.lines.append(" " * self.indent + text)
        if len(self.lines) > LINES_MAX:
            raise TooLong

    @contextmanager
    def block(self, head: str, counts: bool = False) -> Iterator[None]:
        """Writes a head, and what follows below it. `counts`: it is one of Python's twenty blocks."""
        self.line(head)
        at = len(self.lines)
        self.indent += 1
        self.depth += counts
        yield
        if len(self.lines) == at:
            self.line("pass")
        self.indent -= 1
        self.depth -= counts

    def place(self, span: Any) -> None:
        """Notes that what follows belongs to a statement, for whoever looks at the function from outside."""
        self.places.append((len(self.lines) + HEAD_LINES + 1, span))

    def cut(self, lines: int) -> None:
        """Takes back all lines behind so many."""
        del self.lines[lines:]
        self.places = [p for p in self.places if p[0] <= lines + HEAD_LINES]

    def temp(self) -> str:
        """Gives a fresh local's name."""
        self.count += 1
        return f"t{self.count}"

    def bind(self, value: Any, stem: str = "k") -> str:
        """Gives the name by which the function reaches an object of ours."""
        key = (stem, id(value))
        name = self.by_id.get(key)
        if name is None:
            name = self.by_id[key] = f"{stem}_{len(self.by_id)}"
            self.bound[name] = value
        return name

    # -- variables -----------------------------------------------------------------------------------------------------

    def is_local(self, node: ast.Node) -> bool:
        """Tells whether a node is a variable that may be kept in a local."""
        if not isinstance(node, ast.Variable) or node.drive is not None or node.splatted:
            return False
        name = node.name.lower()
        return name not in CONSTANTS and name not in NEVER_LOCAL and name not in self.live.cx.special

    def local(self, name: str) -> str:
        """Gives the local of a variable, read now where it is not at hand."""
        text = self.names.get(name)
        if text is None:
            plain = name if name.isascii() and name.isidentifier() else ""
            text = self.names[name] = f"v{len(self.names)}_{plain}"
        if name not in self.fresh:
            self.line(f"{text} = {self.load(name)}")
            self.fresh.add(name)
        return text

    def load(self, name: str) -> str:
        """Gives the expression that reads a variable from the scope."""
        if name in self.written:
            return f"v.get({name!r}, UNSET)"
        return f"v[{name!r}] if {name!r} in v else find(sc, {name!r})"

    def store(self, name: str, value: str, known: bool = True) -> None:
        """Writes an assignment: to the local and to the scope, by the rules of a typed variable where it is one."""
        text = self.names.get(name)
        if text is None:
            self.fresh.add(name)
            text = self.local(name)
        self.line(f"{text} = {value}")
        plain = f"sc.infos is None or {name!r} not in sc.infos"
        if self.commands:  # an imported module may make a name special meanwhile
            plain = f"({plain}) and {name!r} not in cx.special"
        with self.block(f"if {plain}:"):
            self.line(f"v[{name!r}] = {text}")
        with self.block("else:"):
            self.line(f"sc.assign_slow({name!r}, {text})")
            self.line(f"{text} = v.get({name!r}, UNSET)")
        self.fresh.add(name)
        self.known.add(name)

    def reload(self) -> None:
        """Reads the variables at hand anew: something may have changed them."""
        names = sorted(self.fresh)
        if len(names) > 1:
            maker = reloader(tuple((n, n in self.written) for n in names))
            self.line(f"{', '.join(self.names[n] for n in names)} = {self.bind(maker, 'reload')}(sc, v)")
        elif names:
            self.line(f"{self.names[names[0]]} = {self.load(names[0])}")

    def forget(self) -> None:
        """Notes that any variable may have changed: nothing is at hand."""
        self.noise = True
        self.fresh = set()

    def watch(self) -> str:
        """Begins something that may run script code; see `watched`."""
        if self.careful:
            return ""
        name = self.temp()
        self.line(f"{name} = cx.entered")
        return name

    def watched(self, since: str) -> None:
        """Ends it: the variables at hand are read anew where script code has run."""
        if not self.fresh:
            return
        if not since:
            self.reload()
            return
        with self.block(f"if cx.entered != {since}:"):
            self.reload()

    # -- states at branches --------------------------------------------------------------------------------------------

    def state(self) -> State:
        return frozenset(self.fresh), frozenset(self.known)

    def set_state(self, state: State) -> None:
        self.fresh, self.known = set(state[0]), set(state[1])

    def join(self, states: list[State]) -> None:
        """Goes on where branches meet: at hand is what was at hand at the end of each."""
        self.dead = not states
        if states:
            self.fresh = set(frozenset.intersection(*[s[0] for s in states]))
            self.known = set(frozenset.intersection(*[s[1] for s in states]))

    def meet(self, before: State) -> None:
        """Goes on behind a `try` whose handler reads anew what is at hand at its end; `before` is the state at its start."""
        if self.dead:
            self.set_state(before)
        else:
            self.known &= before[1]
        self.dead = False

    def unwind(self, loops: int) -> None:
        """Writes what is to be done before control leaves: of all tries that have so many loops around them, or more."""
        for guard in reversed(self.tries):
            if guard.loops >= loops:
                guard.leave()

    # -- likely values -------------------------------------------------------------------------------------------------

    def peek(self, node: ast.Variable) -> Any:
        """Gives the value that a variable has now, UNSET where it has none."""
        found = self.live.lookup(node.name.lower())
        return UNSET if found is NOTHING else found

    def finish(self, arguments: str) -> Any:
        """Compiles the text; gives the function, None where Python cannot take it."""
        used = any("listed" in line for line in self.lines)
        head = [
            f"def run({arguments}):",
            " cx = sc.cx",
            " v = sc.vars",
            " listed = type(emit) is BUILTIN" if used else "",
        ]
        assert len(head) == HEAD_LINES
        space = {**HELPERS, **self.bound, "PLACES": (self.unit.source, self.places)}
        try:
            exec(compile("\n".join([*head, *self.lines, ""]), "<generated>", "exec"), space)
        except (SyntaxError, RecursionError, MemoryError):
            return None
        return space["run"]


HELPERS: dict[str, Any] = {
    "UNSET": UNSET, "NOTHING": NOTHING, "BUILTIN": type([].append), "RETURN": RETURN, "BREAK": BREAK,
    "CONTINUE": CONTINUE, "ENDED": ENDED, "RAISED": RAISED, "ScriptError": ScriptError, "LeaveValue": LeaveValue, "BreakFlow": BreakFlow, "find": find,
    "fail": fail, "left": left, "flow_of": flow_of, "over": over, "swallow": swallow, "MISSES": RAISED,
}  # fmt: skip


def assigned_names(root: ast.Node) -> frozenset[str]:
    """Gives the plain variables that something below a node assigns to."""
    names: set[str] = set()
    for node in root.walk():
        targets: tuple[ast.Node, ...] = ()
        if isinstance(node, ast.Assignment):
            targets = tuple(node.target.walk())
        elif isinstance(node, ast.ForEach):
            targets = (node.variable,)
        elif isinstance(node, (ast.Unary, ast.Postfix)) and node.operator in STEPS:
            targets = tuple(node.operand.walk())
        for target in targets:
            if isinstance(target, ast.Variable):
                names.add(target.name.lower())
    return frozenset(names)
