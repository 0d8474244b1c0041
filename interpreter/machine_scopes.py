"""Scopes of workflows: which there are, and the copies that activities work on.

A workflow's own scope (`kind` workflow) hangs below its session's global scope; parallel blocks, sequences and iterations
open inner ones, in which a plain assignment makes a variable of their own (SD-3). An activity gets copies of both; what it
assigned comes back as changes, which the scheduler's thread applies.
"""

from typing import Any

from perdure.interpreter.compile.variables import workflow_root
from perdure.interpreter.scopes import Scope

ACTIVITY = (
    "activity"  # kind of the scope in which an activity's text runs: functions called from it see no variable of it
)


def inner_scope(scope: Scope) -> Scope:
    """Opens a scope inside a workflow."""
    return Scope(scope, scope.cx, scope.module, "inner")


def workflow_scope(cx: Any, module: Any = None) -> Scope:
    """Makes a workflow's own scope below its session's global one."""
    return Scope(cx.global_scope if module is None else module.scope, cx, module or cx.top, "workflow")


def visible(scope: Scope, root: Scope) -> dict[str, Any]:
    """Gives all variables of the scopes inside a workflow, the inner ones' first."""
    chain: list[Scope] = []
    here: Scope | None = scope
    while here is not None and here is not root:
        chain.append(here)
        here = here.parent
    found: dict[str, Any] = {}
    for part in reversed(chain):
        found.update(part.vars)
    return found


class ActivityScope:
    """The copies that one activity works on: `top` is the scope that its code gets."""

    __slots__ = ("top", "own", "before", "own_before")

    def __init__(self, scope: Scope, cx: Any) -> None:
        root = workflow_root(scope)
        self.own = _copy(root, cx.global_scope, cx, "workflow")
        self.own_before = dict(self.own.vars)
        if scope is root:
            self.top = self.own
        else:
            self.top = _copy(scope, self.own, cx, ACTIVITY)
            self.top.vars = visible(scope, root)
        self.before = dict(self.top.vars)

    def changes(self) -> list[tuple[str, Any, bool]]:
        """Gives (name, value, of the workflow's own scope?) of what the activity has assigned."""
        found = _changed(self.before, self.top.vars, self.top is self.own)
        if self.top is not self.own:
            found += _changed(self.own_before, self.own.vars, True)
        return found


def _changed(before: dict[str, Any], now: dict[str, Any], own: bool) -> list[tuple[str, Any, bool]]:
    return [
        (name, value, own)
        for name, value in now.items()
        if name not in AUTOMATIC and (name not in before or before[name] is not value)
    ]


AUTOMATIC = frozenset(
    {"_", "psitem", "input", "args", "this", "foreach", "switch", "psboundparameters", "myinvocation"}
)


def _copy(scope: Scope, parent: Scope, cx: Any, kind: str) -> Scope:
    made = Scope(parent, cx, cx.top, kind)
    made.vars = dict(scope.vars)
    made.infos = dict(scope.infos) if scope.infos is not None else None
    made.functions = dict(scope.functions) if scope.functions is not None else None
    made.aliases = scope.aliases
    made.strict = scope.strict
    made.bound = scope.bound
    return made


def apply_changes(scope: Scope, changes: list[tuple[str, Any, bool]]) -> None:
    """Assigns in a workflow's scope what an activity has assigned."""
    for name, value, own in changes:
        (workflow_root(scope) if own else scope).assign(name, value)


def put_back(scope: Scope, name: str, before: Any, nothing: Any) -> None:
    """Restores a variable that a statement had set for its own time; `nothing` = it was not there."""
    if before is nothing:
        scope.vars.pop(name, None)
    else:
        scope.vars[name] = before
