"""What a call's arguments came to, remembered by their names and Python classes: the next such call is bound at once.

Only what these decide is kept: which argument goes to which parameter, and which parameter set that gives. Converting
and checking values is done each time. Serves binding.py.
"""

from typing import Any

from perdure.interpreter.binding_errors import at_argument
from perdure.interpreter.binding_values import coerce
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.signature import Parameter, Signature
from perdure.interpreter.typesys import own_type

LIMIT = 100  # recipes of a command


class Recipe:
    """`steps`: argument's index, parameter, whether it is a switch without value, whether no other came into question."""

    __slots__ = ("steps", "given", "sets", "set_name")

    def __init__(self, steps: list[tuple[int, Parameter, bool, bool]], bound: Any) -> None:
        self.steps = steps
        self.given, self.sets, self.set_name = frozenset(bound.given), bound.sets, bound.set_name


def key_of(arguments: list[Any], expects_input: bool) -> tuple[Any, ...] | None:
    """Gives what decides how arguments are bound; None where more does (splatting)."""
    key: list[Any] = [expects_input]
    for a in arguments:
        if a.splatted:
            return None
        key.append(a.name)
        key.append(a.value.__class__ if a.has else None)
    return tuple(key)


def follow(recipe: Recipe, arguments: list[Any], bound: Any, cx: Any, cmdlet: bool) -> bool:
    """Binds as a recipe says; false where a value does not fit and another parameter may take it."""
    values = bound.values
    for at, p, is_set, sole in recipe.steps:
        a = arguments[at]
        try:
            value = coerce(p, True if is_set else a.value, cx, cmdlet, a.text)
        except ScriptError as error:
            if sole:
                raise at_argument(error, a) from None
            return False
        values[p.name] = value
        if p.common:
            bound.common[p.low] = value
    bound.given = set(recipe.given)
    bound.sets, bound.set_name = recipe.sets, recipe.set_name
    return True


def remember(signature: Signature, key: tuple[Any, ...], arguments: list[Any], bound: Any) -> None:
    """Keeps how a call was bound, where the next one like it must be bound alike."""
    if bound.rest or bound.delayed or len(signature.recipes) >= LIMIT or len(bound.placed) != len(bound.given):
        return
    steps = []
    for p, given, sole in bound.placed:
        at = next((i for i, a in enumerate(arguments) if a is given), -1)
        if at < 0 or not (sole or (own_type(type(given.value)) is not None and not p.steps)):
            return
        steps.append((at, p, p.is_switch and not given.has, sole))
    signature.recipes[key] = Recipe(steps, bound)
