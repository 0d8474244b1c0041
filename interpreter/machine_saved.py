"""How branches, frames and scopes are saved, and put together again in another process.

A snapshot names definitions and nodes by number only; the texts travel with the job once. Closures are made anew.
"""

from collections.abc import Callable, Iterator
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.callparams import parameter_converter
from perdure.interpreter.convert import convert
from perdure.interpreter.enumerators import Enumerator
from perdure.interpreter.frames import Branch, Definition, Frame, Leaving
from perdure.interpreter.machine import Machine
from perdure.interpreter.records import CannotSave
from perdure.interpreter.scopes import Scope, VarInfo, written_name
from perdure.interpreter.snapshot import Encoder, Snapshot, load, register, register_named, register_slots
from perdure.interpreter.steps import Joining, Sleep
from perdure.interpreter.typesys import find_type

register_named(Definition, "wd", lambda definition: definition.key)
register_slots(Leaving, "wl", "kind label record escapes")


# ---- frames ----------------------------------------------------------------------------------------------------------


def _frame_state(f: Frame) -> list[Any]:
    return [f.kind, f.definition, f.definition.number(f.node), f.pc, f.scope, f.out, f.data]


def _fill_frame(f: Frame, state: list[Any]) -> None:
    f.kind, f.definition, number, f.pc, f.scope, f.out, f.data = state
    f.node = f.definition.at(number)


def _frame_steps(_f: Frame) -> list[str]:
    return ["", "", "", "", "", "", ""]


register(Frame, "wf", _frame_state, lambda: Frame.__new__(Frame), _fill_frame, _frame_steps)


def _branch_state(b: Branch) -> list[Any]:
    due = b.wait.due_s if type(b.wait) is Sleep else None
    return [b.id, b.parent, list(b.frames), due, b.leaving, b.cancelled]


def _fill_branch(b: Branch, state: list[Any]) -> None:
    b.id, b.parent, b.frames, due, b.leaving, b.cancelled = state
    b.wait = Sleep(0.0, due) if due is not None else None
    b.children = set()
    b.begun = None


register(Branch, "wb", _branch_state, lambda: Branch.__new__(Branch), _fill_branch, lambda _b: [""] * 6)


# ---- scopes ----------------------------------------------------------------------------------------------------------


def _scope_state(scope: Scope) -> list[Any]:
    parent = scope.parent if scope.parent is not None and scope.parent.kind in ("workflow", "inner") else None
    infos = None
    if scope.infos:
        infos = [
            (name, info.name, sorted(info.options), info.type.name if info.type is not None else None)
            for name, info in scope.infos.items()
        ]
    functions = list(scope.functions.values()) if scope.functions else None
    return [parent, scope.kind, infos, functions, scope.strict, tuple(scope.vars), *scope.vars.values()]


def _fill_scope(scope: Scope, state: list[Any]) -> None:
    Scope.__init__(scope, state[0], None, None, state[1])
    infos, scope.strict = state[2], state[4]
    scope.vars = dict(zip(state[5], state[6:], strict=True))
    if state[3]:
        scope.functions = {info.name.lower(): info for info in state[3]}
    for name, written, options, type_name in infos or ():
        info = scope.info(name, written)
        info.options = frozenset(options)
        info.type = find_type(type_name) if type_name is not None else None


def _scope_steps(scope: Scope) -> list[str]:
    return ["", "", "", "", "", "", *("$" + written_name(name) for name in scope.vars)]


register(Scope, "ws", _scope_state, lambda: Scope.__new__(Scope), _fill_scope, _scope_steps)


def _fill_enumerator(value: Enumerator, state: list[Any]) -> None:
    value.at, value.items = state[0], state[1:]


register(
    Enumerator, "en", lambda value: [value.at, *value.items], lambda: Enumerator.__new__(Enumerator), _fill_enumerator
)


# ---- a whole machine -------------------------------------------------------------------------------------------------


def roots_of(machine: Machine) -> dict[str, Any]:
    """Gives what is to be saved of a machine: a root for each branch, and what they share."""
    roots: dict[str, Any] = {f"branch {number}": b for number, b in machine.branches.items()}
    roots["machine"] = [
        machine.next_id, machine.suspend_on_error, environment_changes(machine.cx), machine.variables,
    ]  # fmt: skip
    return roots


def environment_changes(cx: Any) -> dict[str, str | None]:
    """Gives the environment variables that the job has set itself."""
    before = cx.environment_before
    now = cx.environment
    if before == now:
        return {}
    changed: dict[str, str | None] = {name: None for name in before if name not in now}
    changed.update({name: value for name, value in now.items() if before.get(name) != value})
    return changed


def restore(machine: Machine, snapshot: Snapshot, definition_of: Callable[[str], Definition]) -> None:
    """Puts a saved state into a machine, whose context is that of the job's session.

    Raises:
        DamagedRecord, MissingName: the state can't be read here.
    """
    cx = machine.cx

    def resolve(kind: str, name: str) -> Any:
        return definition_of(name) if kind == "wd" else cx.resolve_saved(kind, name)

    roots = load(snapshot, resolve)
    machine.next_id, machine.suspend_on_error, environment, machine.variables = roots.pop("machine")
    cx.global_scope.vars.update(machine.variables)
    for name, value in environment.items():
        if value is None:
            cx.environment.pop(name, None)
        else:
            cx.environment[name] = value
    machine.branches = {b.id: b for b in roots.values()}
    machine.root = machine.branches[0]
    for b in machine.branches.values():
        if b.parent is not None:
            b.parent.children.add(b.id)
    for scope in list(_scopes(machine)):
        _revive(scope, cx)
    _revive_parameters(machine)
    machine.ready.clear()
    for b in machine.branches.values():
        if b.children:
            b.wait = Joining()
        elif b.wait is None:
            machine.wake(b)


def reload(machine: Machine, encoder: Encoder) -> None:
    """Saves a machine's state and goes on with what was saved: shows that the saved state is all there is to it."""
    try:
        snapshot = encoder.dump(roots_of(machine))
    except CannotSave:
        return
    known = {f.definition.key: f.definition for b in machine.branches.values() for f in b.frames}
    whole = Encoder().dump(roots_of(machine)) if len(snapshot.chunks) < len(snapshot.names) else snapshot
    restore(machine, whole, known.__getitem__)


def _scopes(machine: Machine) -> Iterator[Scope]:
    seen: set[int] = set()
    for b in machine.branches.values():
        for f in b.frames:
            scope: Scope | None = f.scope
            while scope is not None and id(scope) not in seen:
                seen.add(id(scope))
                yield scope
                scope = scope.parent


def _revive(scope: Scope, cx: Any) -> None:
    """Hangs a loaded scope below its session and gives its typed variables their conversion."""
    if scope.parent is None:
        scope.parent = cx.global_scope
    scope.cx, scope.module = cx, cx.top
    for name, info in (scope.infos or {}).items():
        if "AllScope" in info.options:
            cx.special.add(name)
        if info.type is not None:
            info.convert = _converter(info, cx)


def _converter(info: VarInfo, cx: Any) -> Callable[[Any], Any]:
    type_ = info.type

    def run(value: Any) -> Any:
        return convert(value, type_, cx=cx)

    return run


def _revive_parameters(machine: Machine) -> None:
    """Gives the parameters of called workflows back what their definitions say of them."""
    for b in machine.branches.values():
        for f in b.frames:
            if f.kind == "call" and f.scope.infos:
                for p in f.definition.signature(f.scope).parameters:
                    info = f.scope.infos.get(p.name.lower())
                    if info is not None and not p.common and (p.type is not None or p.steps):
                        info.convert = parameter_converter(p, machine.cx)


def asked_at(b: Branch) -> ast.Node:
    """Gives the statement that a branch has just done: the one that asked for a checkpoint."""
    f = b.frames[-1]
    if f.kind == "block" and 0 < f.pc <= len(f.node.statements):
        return f.node.statements[f.pc - 1]  # type: ignore[no-any-return]  # a block's node is a StatementBlock
    return place_of(b)[1]


def place_of(b: Branch) -> tuple[Definition, ast.Node]:
    """Gives where a branch stands: the statement that is next, or the frame's own node."""
    f = b.frames[-1]
    node = f.node
    if f.kind == "block":
        statements = node.statements
        if statements:
            node = statements[min(f.pc, len(statements) - 1)]
    return f.definition, node
