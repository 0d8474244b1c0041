"""Reading variables: plain ones, scoped ones, provider drives, automatic ones."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import ExpressionCode, Unit, expression
from perdure.interpreter.compile.literals import constant
from perdure.interpreter.errors import make_error
from perdure.interpreter.scopes import WRITTEN, Scope
from perdure.interpreter.values.base import NOTHING

CONSTANTS = {"true": True, "false": False, "null": None}


@expression(ast.Variable)
def compile_variable(unit: Unit, node: ast.Variable) -> ExpressionCode:
    """Makes the closure that reads a variable; an undefined one is $null (an error in strict mode)."""
    name = node.name.lower()
    if node.drive is not None:
        return compile_scoped(unit, node, name)
    if name in CONSTANTS:
        return constant(CONSTANTS[name])
    written = note_name(node.name)

    def read(sc: Any) -> Any:
        try:
            return sc.vars[name]
        except KeyError:
            return read_slow(sc, name, written)

    return read


def note_name(written: str) -> str:
    """Remembers the case in which a name was first written, for messages and Get-Variable."""
    low = written.lower()
    if low not in WRITTEN:
        WRITTEN[low] = written
    return written


def read_slow(sc: Any, name: str, written: str) -> Any:
    """Looks a variable up that the scope itself does not have."""
    value = sc.lookup(name)
    if value is NOTHING:
        if sc.cx.strict_used and sc.cx.strict_of(sc) >= (1, 0):
            raise undefined(written)
        return None
    return value


def undefined(written: str) -> Exception:
    return make_error(
        f"The variable '${written}' cannot be retrieved because it has not been set.",
        "VariableIsUndefined",
        "InvalidOperation",
        written,
    )


def compile_scoped(unit: Unit, node: ast.Variable, name: str) -> ExpressionCode:
    """Makes the reader of `$global:x`, `$using:x`, `$env:x`, `${drive:path}` ..."""
    drive = (node.drive or "").lower()
    written = note_name(node.name)
    if drive in SCOPES:
        pick = SCOPES[drive]

        def scoped(sc: Any) -> Any:
            value = pick(sc, name)
            if value is NOTHING:
                if sc.cx.strict_used and sc.cx.strict_of(sc) >= (1, 0):
                    raise undefined(f"{node.drive}:{written}")
                return None
            return value

        return scoped
    if drive == "using":

        def using(sc: Any) -> Any:
            return sc.cx.read_using(sc, name, written)

        return using

    def provider(sc: Any) -> Any:
        return sc.cx.read_drive(sc, drive, node.name)

    return provider


def own(sc: Any, name: str) -> Any:
    return sc.vars.get(name, NOTHING)


def from_global(sc: Any, name: str) -> Any:
    return sc.cx.global_scope.lookup(name)


def from_script(sc: Any, name: str) -> Any:
    return sc.script_scope().lookup(name)


def from_anywhere(sc: Any, name: str) -> Any:
    return sc.lookup(name)


def from_workflow(sc: Any, name: str) -> Any:
    return workflow_root(sc).lookup(name)


def workflow_root(sc: Any) -> Scope:
    """Gives the scope of the workflow's own variables ($workflow:x, SD-24); this one outside of workflows."""
    scope: Scope = sc
    while scope.kind != "workflow" and scope.parent is not None:
        scope = scope.parent
    return scope if scope.kind == "workflow" else sc


SCOPES = {
    "global": from_global,
    "script": from_script,
    "local": own,
    "private": from_anywhere,
    "variable": from_anywhere,
    "workflow": from_workflow,
}
