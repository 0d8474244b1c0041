"""What the checker finds, and what it knows at a place of a workflow."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from perdure.grammar import ast
from perdure.grammar.source import Span


@attrs.frozen
class Finding:
    """One thing that Windows PowerShell 5.1 refuses: its error id, what it means, where, what to write instead."""

    code: str
    message: str
    span: Span
    advice: str = ""


class Facts:
    """What a script as a whole tells: its functions, workflows and types, all by lower-case name.

    `added`: the types that Add-Type makes in memory; `usings`: it has `using namespace`, so short names mean more;
    `neighbours`: the scripts beside it.
    """

    def __init__(self, script: ast.Script, added: frozenset[str]) -> None:
        definitions = [n for n in script.walk() if isinstance(n, ast.FunctionDefinition)]
        self.functions = {d.name.lower() for d in definitions}
        self.workflows = {d.name.lower(): d for d in definitions if d.kind == "workflow"}
        self.types = {n.name.lower() for n in script.walk() if isinstance(n, (ast.ClassDefinition, ast.EnumDefinition))}
        self.added = added
        self.neighbours = runbooks_beside(script.source.path)
        self.usings = bool(script.body.usings)

    def leaf(self, workflow: ast.FunctionDefinition) -> bool:
        """Tells whether a workflow calls no other one of the script."""
        return not any(
            isinstance(n, ast.Command) and getattr(n.name, "value", "").lower() in self.workflows
            for n in workflow.body.walk()
        )


def runbooks_beside(path: str | None) -> frozenset[str]:
    """Gives the names of the scripts beside a file: runbooks call each other by them."""
    if not path:
        return frozenset()
    try:
        names = os.listdir(os.path.dirname(os.path.abspath(path)))
    except OSError:
        return frozenset()
    return frozenset(name[:-4].lower() for name in names if name.lower().endswith(".ps1"))


class Walk:
    """A walk through one workflow. `scopes`: names of variables by scope, the workflow's own first."""

    def __init__(self, script: Facts) -> None:
        self.script = script
        self.functions, self.workflows = script.functions, script.workflows
        self.iterating = 0  # inside the block of a -Sequence pipeline
        self.found: list[Finding] = []
        self.parameters: set[str] = set()
        self.scopes: list[set[str]] = [set()]
        self.in_catch = 0
        self.in_inline = 0
        self.statement: ast.Node | None = None  # the command that is the whole statement, or a pipeline's in it
        self.assigned: ast.Node | None = None  # the command whose output is the whole right side of an assignment
        self.collecting: list[str] = []

    def report(self, code: str, message: str, node: ast.Node, advice: str = "") -> None:
        """Notes a finding."""
        self.found.append(Finding(code, message, node.span, advice))

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Opens an inner scope for a while."""
        self.scopes.append(set())
        try:
            yield
        finally:
            self.scopes.pop()

    @property
    def nested(self) -> bool:
        """Tells whether this is inside a parallel block, a sequence or an iteration."""
        return len(self.scopes) > 1

    def defined_outside(self, name: str) -> bool:
        """Tells whether a variable belongs to an enclosing scope and not to this one."""
        return name not in self.scopes[-1] and any(name in scope for scope in self.scopes[:-1])
