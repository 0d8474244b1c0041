"""Binding pipeline objects to a command's parameters, one by one.

Source: about_Pipelines, about_Functions_Advanced_Parameters.
"""

from typing import Any

from perdure.interpreter.binding import Bound, fits, usable_in
from perdure.interpreter.binding_errors import block_failed, block_without_output
from perdure.interpreter.binding_values import coerce
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.members_list import find_entry, property_value
from perdure.interpreter.signature import Parameter

BARE = (int, float, bool)  # values without properties


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

    Order: by value without conversion, by property name without, by value with conversion, by property name with.
    """
    signature = bound.signature
    out: dict[str, Any] = work_out(bound, value, cx, cmdlet, cx.scope) if bound.delayed else {}
    free = [p for p in signature.pipeline if p.name not in bound.given and usable_in(p, bound)]
    for p in free:
        info = p.info(bound.set_name) or next(iter(p.sets.values()))
        if info.by_value and fits(p, value):
            out[p.name] = coerce(p, value, cx, cmdlet)
            break
    bind_by_name(free, bound, value, cx, cmdlet, out)
    if not out:
        for p in free:
            info = p.info(bound.set_name) or next(iter(p.sets.values()))
            if not info.by_value:
                continue
            try:
                out[p.name] = coerce(p, value, cx, cmdlet)
                break
            except ScriptError as error:
                if not error.record.error_id.startswith(("CannotConvert", "ParameterArgumentTransformation")):
                    raise
    return out or None


def bind_by_name(free: list[Parameter], bound: Bound, value: Any, cx: Any, cmdlet: bool, out: dict[str, Any]) -> None:
    """Binds an object's properties to the parameters that take them by name."""
    if type(value) in BARE and not cx.type_data:
        return
    for p in free:
        info = p.info(bound.set_name) or next(iter(p.sets.values()))
        if not info.by_name or p.name in out:
            continue
        for name in (p.name, *p.aliases):
            entry = find_entry(value, name, cx.scope)
            if entry is not None:
                out[p.name] = coerce(p, property_value(value, entry, cx.scope), cx, cmdlet)
                break
