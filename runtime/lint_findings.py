"""What the checker finds, and what it knows at a place of a workflow."""

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


class Walk:
    """A walk through one workflow. `scopes`: names of variables by scope, the workflow's own first."""

    def __init__(self, functions: set[str], workflows: set[str]) -> None:
        self.functions = functions
        self.workflows = workflows
        self.found: list[Finding] = []
        self.parameters: set[str] = set()
        self.scopes: list[set[str]] = [set()]
        self.in_catch = 0
        self.in_inline = 0
        self.assigning = 0  # inside the right side of an assignment that is no collecting block
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
