"""A job's saved states opened to be looked at: each branch's place and variables, and what differs between two.

Nothing here runs a job or writes to the store. Serves `perdure show --at`, `diff` and `fork`.
"""

from typing import Any

import attrs

from perdure.grammar import ast
from perdure.grammar.source import Source
from perdure.interpreter.frames import Branch, Definition, Frame
from perdure.interpreter.machine_calls import waiting_parameters
from perdure.interpreter.machine_saved import place_of
from perdure.interpreter.records import CannotSave, DamagedRecord
from perdure.interpreter.scopes import WRITTEN, Scope, written_name
from perdure.interpreter.snapshot import dump_value
from perdure.runtime.stores.protocol import Output
from perdure.runtime.workflow_definitions import Luggage
from perdure.runtime.workflow_run import Run

OWN = frozenset({"workflowcommandname", "input", "psboundparameters"})  # every workflow's scope has them


@attrs.frozen
class Place:
    """Where something stands: the workflow, its script's path (or None), line and column from 1, and the line's text."""

    workflow: str
    script: str | None
    line: int
    column: int
    text: str


@attrs.frozen
class Level:
    """One call of a workflow in a branch: where it stands and the variables that are its own, names as written."""

    place: Place
    variables: dict[str, Any]


@attrs.frozen
class Line:
    """A branch at a checkpoint. `levels`: the running call first, then who called it; `visible`: all it can read."""

    number: int
    parent: int | None
    levels: list[Level]
    visible: dict[str, Any]


def texts_of(luggage: Luggage) -> dict[str | None, Source]:
    """Gives the texts that travel with a job, by path."""
    return {source.path: source for source in luggage.sources.values()}


def note_names(luggage: Luggage) -> None:
    """Learns how the texts of a job write their variables; states know names in lower case only."""
    for definition in [luggage.main(), *luggage.made.values()]:
        for node in definition.node.walk():
            if isinstance(node, ast.Variable):
                name = node.name.rpartition(":")[2]
                WRITTEN.setdefault(name.lower(), name)


def place(definition: Definition, node: ast.Node) -> Place:
    """Gives where a node stands."""
    source = definition.source
    line, column = source.line_column(node.span.start)
    return Place(definition.name, source.path, line, column, source.line_text(line))


def lines_of(run: Run) -> list[Line]:
    """Gives the branches of an opened state, by number."""
    branches = run.machine.branches
    return [line_of(branches[number]) for number in sorted(branches) if branches[number].frames]


def line_of(branch: Branch) -> Line:
    levels: list[Level] = []
    calls = calls_of(branch)
    above = scopes_of(branch.parent.frames) if branch.parent is not None else []
    for frames in reversed(calls):
        at = place_of(branch) if not levels else (frames[-1].definition, frames[-1].node)
        own = [scope for scope in scopes_of(frames) if not any(scope is other for other in above)]
        levels.append(Level(place(*at), {**variables_of(own), **arguments_of(frames)}))
    visible = {**variables_of(scopes_of(calls[-1])), **arguments_of(calls[-1])}
    return Line(branch.id, branch.parent.id if branch.parent is not None else None, levels, visible)


def calls_of(branch: Branch) -> list[list[Frame]]:
    """Parts a branch's frames by calls of workflows, the outermost first."""
    calls: list[list[Frame]] = [[]]
    for frame in branch.frames:
        if frame.kind == "call" and calls[-1]:
            calls.append([])
        calls[-1].append(frame)
    return calls


def scopes_of(frames: list[Frame]) -> list[Scope]:
    """Gives the scopes that frames see up to their workflow's own, the innermost first."""
    found: list[Scope] = []
    for frame in reversed(frames):
        scope: Scope | None = frame.scope
        while scope is not None and scope.kind in ("workflow", "inner"):
            if not any(scope is other for other in found):
                found.append(scope)
            scope = scope.parent
    return found


def variables_of(scopes: list[Scope]) -> dict[str, Any]:
    """Gives the variables of some scopes; of one name the innermost."""
    found: dict[str, Any] = {}
    for scope in reversed(scopes):
        found.update((written_name(name), value) for name, value in scope.vars.items() if name not in OWN)
    return found


def arguments_of(frames: list[Frame]) -> dict[str, Any]:
    """Gives the arguments of a call that has not yet made its parameters' variables."""
    if frames[0].kind != "call":
        return {}
    bound = frames[0].data["bound"]
    return {p.name: bound[name] for name, p in waiting_parameters(frames[0]).items() if name in bound}


# ---- what differs ------------------------------------------------------------------------------------------------------


@attrs.frozen
class Change:
    """What has become of one call in a branch: `change` is began, ended, moved or stayed; values as (before, after)."""

    branch: int
    level: int
    change: str
    before: Place | None
    after: Place | None
    added: dict[str, Any]
    removed: dict[str, Any]
    changed: dict[str, tuple[Any, Any]]

    @property
    def seen(self) -> bool:
        """Tells whether anything is different."""
        return self.change != "stayed" or bool(self.added or self.removed or self.changed)


def differences(before: list[Line], after: list[Line]) -> list[Change]:
    """Gives what differs between two states, by branch and call (the outermost call is level 0)."""
    left, right = levels_by_key(before), levels_by_key(after)
    found = []
    for key in sorted(left.keys() | right.keys()):
        a, b = left.get(key), right.get(key)
        if a is not None and b is not None and a.place.workflow != b.place.workflow:
            found += [change_of(key, a, None), change_of(key, None, b)]  # another call at the same depth
        else:
            found.append(change_of(key, a, b))
    return [change for change in found if change.seen]


def levels_by_key(lines: list[Line]) -> dict[tuple[int, int], Level]:
    return {(line.number, depth): level for line in lines for depth, level in enumerate(reversed(line.levels))}


def change_of(key: tuple[int, int], a: Level | None, b: Level | None) -> Change:
    old = a.variables if a is not None else {}
    new = b.variables if b is not None else {}
    before, after = (level.place if level is not None else None for level in (a, b))
    word = "began" if before is None else "ended" if after is None else "stayed" if before == after else "moved"
    return Change(
        key[0],
        key[1],
        word,
        before,
        after,
        {name: value for name, value in new.items() if name not in old},
        {name: value for name, value in old.items() if name not in new},
        {name: (value, new[name]) for name, value in old.items() if name in new and not same(value, new[name])},
    )


def same(a: Any, b: Any) -> bool:
    """Tells whether two saved values hold the same."""
    try:
        return dump_value(a) == dump_value(b)
    except (CannotSave, DamagedRecord):
        return False


def outputs_between(outputs: list[Output], first: int, last: int) -> list[Output]:
    """Gives the outputs behind number `first` up to `last`."""
    return [out for out in outputs if first < out.seq <= last]
