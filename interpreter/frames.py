"""What a running workflow is made of: frames, branches and the definitions that their nodes belong to.

A frame is plain data: a kind, a node, a place in it (`pc`), a scope and some locals. A branch is a stack of frames. Both
can be saved (machine_saved.py) and tell everything that is needed to go on. No behaviour stands here: machine*.py.
"""

from typing import Any

from perdure.grammar import ast
from perdure.grammar.source import Source
from perdure.interpreter.compile.core import unit_of
from perdure.interpreter.compile.parameters import script_signature
from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.signature import Signature


class Definition:
    """A workflow's definition in its source: numbers its nodes, so that a frame's place can be written down.

    `key` names the source among those that travel with a job; `plans` keeps what the machine found out about a node.
    """

    __slots__ = ("source", "node", "key", "plans", "_nodes", "_numbers", "_signature", "full")

    def __init__(self, source: Source, node: ast.FunctionDefinition) -> None:
        self.source = source
        self.node = node
        self.key = ""
        self.plans: dict[int, Any] = {}  # id(node) -> machine_plan.Plan
        self._nodes: list[ast.Node] | None = None
        self._numbers: dict[int, int] = {}
        self._signature: Signature | None = None
        self.full: Signature | None = None  # with the common parameters, set by the runtime

    @property
    def name(self) -> str:
        return self.node.name

    def signature(self, scope: Any) -> Signature:
        """Gives the workflow's own parameters, made at the first call; types are looked up from its scope."""
        if self._signature is None:
            self._signature = script_signature(unit_of(self.source), self.node.body, self.node, scope)
        return self._signature

    def number(self, node: ast.Node) -> int:
        """Gives a node's number in a walk of the definition, parents first."""
        self._walk()
        return self._numbers[id(node)]

    def at(self, number: int) -> ast.Node:
        """Gives the node of that number; IndexError where the text has no such node."""
        return self._walk()[number]

    def _walk(self) -> list[ast.Node]:
        if self._nodes is None:
            self._nodes = list(self.node.walk())
            self._numbers = {id(node): i for i, node in enumerate(self._nodes)}
        return self._nodes


class Leaving:
    """Control that goes elsewhere: `kind` is break, continue, return, error or cancel.

    `escapes`: a `throw` that stands inside a parallel construct of the same workflow and passes through it (SD-10).
    """

    __slots__ = ("kind", "label", "record", "escapes")

    def __init__(
        self, kind: str, label: str | None = None, record: ErrorRecord | None = None, escapes: bool = False
    ) -> None:
        self.kind, self.label, self.record, self.escapes = kind, label, record, escapes

    def __repr__(self) -> str:
        return f"Leaving({self.kind!r}, {self.label!r}, {self.record and self.record.message!r})"


class Frame:
    """One level of a branch. `out`: the list that gathers what is put out below, None = it goes to the job's streams."""

    __slots__ = ("kind", "definition", "node", "pc", "scope", "out", "data")

    def __init__(self, kind: str, definition: Definition, node: Any, scope: Any, out: list[Any] | None) -> None:
        self.kind = kind
        self.definition = definition
        self.node = node
        self.pc = 0
        self.scope = scope
        self.out = out
        self.data: Any = None  # locals of that kind of frame

    def __repr__(self) -> str:
        return f"<{self.kind} {self.pc}>"


class Branch:
    """A line of execution. `wait` None = ready; else the Step (steps.py) that it has answered and waits for."""

    __slots__ = ("id", "parent", "frames", "wait", "children", "leaving", "cancelled", "begun")

    def __init__(self, number: int, parent: "Branch | None") -> None:
        self.id = number
        self.parent = parent
        self.frames: list[Frame] = []
        self.wait: Any = None
        self.children: set[int] = set()  # live branches below the frame on top
        self.leaving: Leaving | None = None  # what the branch does once its children have ended
        self.cancelled = False
        self.begun: Any = None  # the step that the scheduler has begun

    def __repr__(self) -> str:
        return f"<Branch {self.id} {self.frames}>"
