"""Binding pipeline objects to a command's parameters, one by one.

Source: about_Pipelines, about_Functions_Advanced_Parameters.
"""

from typing import Any

from perdure.interpreter.binding import Bound, fits, usable_in
from perdure.interpreter.binding_errors import block_failed, block_without_output, input_lacks
from perdure.interpreter.binding_values import coerce
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.members_list import find_entry, property_value
from perdure.interpreter.signature import ALL, Parameter, SetInfo
from perdure.interpreter.values.base import NOTHING

BARE = (int, float, bool)  # values without properties


def sole_input(bound: Bound) -> Parameter | None:
    """Gives the one parameter that the pipeline's objects can go to as they are; None where there is more to ask."""
    free = [p for p in bound.signature.pipeline if p.name not in bound.given and usable_in(p, bound)]
    if bound.delayed or len(free) != 1:
        return None
    only = free[0]
    if len(bound.sets) > 1 and ALL not in only.sets:
        return None
    info = info_of(only, bound.sets)
    checked = only.steps or only.early or only.late or only.ps_type_names
    return only if info.by_value and not checked and (only.exact is not None or only.no_convert) else None


def taken_as_is(p: Parameter, value: Any) -> bool:
    """Tells whether a pipeline object goes to such a parameter without conversion or check."""
    cls = value.__class__
    if cls is p.exact:
        return cls is not str or value != ""
    return p.no_convert and cls not in _CHECKED and value is not NOTHING


_CHECKED = frozenset([type(None), str, list])


def work_out(bound: Bound, value: Any, cx: Any, cmdlet: bool, scope: Any) -> dict[str, Any]:
    """Gives the values of delayed script blocks for one pipeline object."""
    out = {}
    for name, block in bound.delayed.items():
        p = bound.signature.by_name[name.lower()]
        try:
            made = cx.call_block(block, [value], value, scope, False)
        except ScriptError as error:
            raise block_failed(p, error) from None
        if not made:
            raise block_without_output(p)
        out[name] = coerce(p, made[0] if len(made) == 1 else made, cx, cmdlet)
    return out


def bind_input(bound: Bound, value: Any, cx: Any, cmdlet: bool) -> dict[str, Any] | None:
    """Binds one pipeline object: gives values by parameter name, None where it fits no parameter.

    Order: by value without conversion, by property name, by value with conversion. The first parameter of a parameter set
    leaves only the sets that it is in; the default set goes first.
    """
    signature = bound.signature
    out: dict[str, Any] = work_out(bound, value, cx, cmdlet, cx.scope) if bound.delayed else {}
    free = [p for p in signature.pipeline if p.name not in bound.given and usable_in(p, bound)]
    sets = bound.sets
    for p in in_order(free, sets, signature.default_set):
        if info_of(p, sets).by_value and fits(p, value):
            out[p.name] = coerce(p, value, cx, cmdlet)
            sets = sets_with(p, sets)
            break
    if type(value) is not str or signature.by_text or cx.type_data:
        sets = bind_by_name(free, sets, signature.default_set, value, cx, cmdlet, out)
    if not out:
        for p in in_order(free, sets, signature.default_set):
            if not info_of(p, sets).by_value:
                continue
            try:
                out[p.name] = coerce(p, value, cx, cmdlet)
                sets = sets_with(p, sets)
                break
            except ScriptError as error:
                if not error.record.error_id.startswith(("CannotConvert", "ParameterArgumentTransformation")):
                    raise
    choose_set(bound, sets)
    if out:
        demand(bound, out, sets, value)
    return out or None


def demand(bound: Bound, out: dict[str, Any], sets: list[str], value: Any) -> None:
    """Refuses an object that leaves a mandatory parameter of every remaining set without a value."""
    lacking: list[str] = []
    for name in sets:
        here = [
            p.name
            for p in bound.signature.parameters
            if (info := p.info(name)) is not None and info.mandatory and p.name not in bound.given and p.name not in out
        ]
        if not here:
            return
        if not lacking or name == bound.signature.default_set:
            lacking = here
    if lacking:
        raise input_lacks(value, lacking)


def choose_set(bound: Bound, sets: list[str]) -> None:
    """Settles on the parameter set of one pipeline object; the call's own where the object says nothing."""
    if bound.called is None:
        bound.called = bound.set_name
    if len(sets) == len(bound.sets):
        bound.set_name = bound.called
    else:
        bound.set_name = bound.called if bound.called in sets else sets[0]


def sets_with(p: Parameter, sets: list[str]) -> list[str]:
    """Gives the sets that are left once a parameter is bound."""
    return sets if ALL in p.sets else [s for s in sets if s in p.sets]


def info_of(p: Parameter, sets: list[str]) -> SetInfo:
    """Gives what a parameter is in the first of some sets that has it."""
    for s in sets:
        if s in p.sets:
            return p.sets[s]
    return p.sets.get(ALL) or next(iter(p.sets.values()))


def in_order(free: list[Parameter], sets: list[str], default: str | None) -> list[Parameter]:
    """Gives the parameters that some of the sets have, those of the default set first."""
    left = [p for p in free if sets_with(p, sets)]
    if len(sets) < 2 or default not in sets:
        return left
    return sorted(left, key=lambda p: ALL not in p.sets and default not in p.sets)


def bind_by_name(
    free: list[Parameter], sets: list[str], default: str | None, value: Any, cx: Any, cmdlet: bool, out: dict[str, Any]
) -> list[str]:
    """Binds an object's properties to the parameters that take them by name; gives the sets that are left."""
    if type(value) in BARE and not cx.type_data:
        return sets
    for p in in_order(free, sets, default):
        left = sets_with(p, sets)
        if not left or not info_of(p, sets).by_name or p.name in out:
            continue
        for name in (p.name, *p.aliases):
            entry = find_entry(value, name, cx.scope)
            if entry is not None:
                out[p.name] = coerce(p, property_value(value, entry, cx.scope), cx, cmdlet)
                sets = left
                break
    return sets
