"""$PSDefaultParameterValues: arguments that the user's table adds to calls (about_Parameters_Default_Values)."""

from typing import Any

from perdure.interpreter.binding import Argument, bind
from perdure.interpreter.convert import to_bool, to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.signature import Signature
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary
from perdure.runtime import globs


def with_default_parameters(
    command: Any, signature: Signature, arguments: list[Argument], scope: Any
) -> list[Argument]:
    """Gives a call's arguments and, behind them, the table's for parameters that the call leaves out.

    Args:
        command: a cmdlet's class or a function's name.
    """
    table = unwrap(scope.lookup("psdefaultparametervalues"))
    if not isinstance(table, Dictionary) or not len(table) or to_bool(table.get("Disabled")):
        return arguments
    name = command if isinstance(command, str) else command.name
    wanted = matching(table, name, signature)
    if not wanted:
        return arguments
    taken = given_names(signature, arguments, scope.cx)
    made = list(arguments)
    for parameter, value in wanted.items():
        if parameter in taken:
            continue
        if isinstance(unwrap(value), ScriptBlock):
            out = scope.cx.call_block(unwrap(value), [], NOTHING, scope, True)
            value = out[0] if len(out) == 1 else out if out else None
        tried = [*made, Argument(parameter, value, True, True)]
        if fits(signature, made, tried, scope.cx):
            made = tried
    return made


def matching(table: Dictionary, name: str, signature: Signature) -> dict[str, Any]:
    """Gives the table's values for a command, by the parameter's full name; a name without wildcards wins."""
    found: dict[str, Any] = {}
    for plain in (False, True):
        for key, value in table.items():
            command, colon, pattern = to_string(key).partition(":")
            command, pattern = command.strip().strip("'\""), pattern.strip().strip("'\"")
            if not colon or globs.has_wildcard(command) == plain or not globs.matches(name, command):
                continue
            hits = {
                p.name
                for p in signature.parameters
                for word in (p.name, *p.aliases)
                if globs.matches(word, pattern) or word.lower() == pattern.lower()
            }
            if len(hits) == 1:
                found[hits.pop()] = value
    return found


def given_names(signature: Signature, arguments: list[Argument], cx: Any) -> set[str]:
    """Gives the parameters that a call gives, by name or by position."""
    try:
        bound = bind(signature, arguments, cx, True, True)
    except ScriptError:
        low = {a.name.lower() for a in arguments if a.name}
        return {p.name for p in signature.parameters if any(p.name.lower().startswith(word) for word in low)}
    common = {p.name for p in signature.parameters if p.common and p.name.lower() in bound.common}
    return set(bound.given) | common


def fits(signature: Signature, before: list[Argument], after: list[Argument], cx: Any) -> bool:
    """Tells whether one more argument keeps a call that binds binding (parameter sets may exclude each other)."""
    try:
        bind(signature, after, cx, True, True)
        return True
    except ScriptError:
        try:
            bind(signature, before, cx, True, True)
        except ScriptError:
            return True
        return False
