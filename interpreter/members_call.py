"""Method calls whose name stands in the text: one look-up from object, name and arguments' classes to what is called.

In front of members_invoke.py, whose rules decide; only calls that need no further question after the look-up are kept
here. Serves the compiler.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import ScriptError
from perdure.interpreter.memberinfo import MethodGroup
from perdure.interpreter.members_invoke import (
    group_of,
    invocation_error,
    invoke,
    invoke_static,
    static_group_of,
    wrap_script_error,
)
from perdure.interpreter.members_shapes import LIMIT, VARIES
from perdure.interpreter.overloads_plan import keys_of
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NOTHING


class Quick:
    """A call that is ready: `casts` as a Plan's, `bare` = such objects never have members of their own."""

    __slots__ = ("call", "casts", "void", "group", "bare")

    def __init__(self, group: MethodGroup, plan: Any, bare: bool) -> None:
        self.call: Callable[..., Any] = plan.call
        self.casts, self.void, self.group, self.bare = plan.casts, plan.void, group, bare


_UNKNOWN: Any = object()
# (shape_of the object, name, classes of the arguments ...) -> the call; None = by the general rule
_CALLS: dict[tuple[Any, ...], Quick | None] = {}
_STATIC: dict[tuple[Any, ...], Quick | None] = {}


def invoke0(target: Any, name: str, sc: Any) -> Any:
    """Calls a method without arguments."""
    cls = target.__class__
    varies = VARIES.get(cls)
    key = (cls if varies is None else (cls, getattr(target, varies)), name)
    quick = _CALLS.get(key, _UNKNOWN)
    if quick is None:
        return invoke(target, name, [], sc)
    if quick is _UNKNOWN:
        return _first_call(target, name, [], sc)
    if sc.cx.type_data or not (quick.bare or target.ext is None):
        return invoke(target, name, [], sc)
    try:
        result = quick.call(target)
    except RAISED as thrown:
        raise invocation_error(quick.group.name, 0, dotnet_exception(thrown)) from None
    except ScriptError as error:
        raise wrap_script_error(quick.group, 0, error) from None
    return NOTHING if quick.void else result


def invoke1(target: Any, name: str, arg: Any, sc: Any) -> Any:
    """Calls a method with one argument."""
    cls = target.__class__
    varies = VARIES.get(cls)
    key = (cls if varies is None else (cls, getattr(target, varies)), name, arg.__class__)
    quick = _CALLS.get(key, _UNKNOWN)
    if quick is None:
        return _by_types(target, name, [arg], sc)
    if quick is _UNKNOWN:
        return _first_call(target, name, [arg], sc)
    if sc.cx.type_data or not (quick.bare or target.ext is None):
        return invoke(target, name, [arg], sc)
    try:
        result = quick.call(target, arg if quick.casts is None else quick.casts[0](arg))
    except RAISED as thrown:
        raise invocation_error(quick.group.name, 1, dotnet_exception(thrown)) from None
    except ScriptError as error:
        raise wrap_script_error(quick.group, 1, error) from None
    return NOTHING if quick.void else result


def invoke2(target: Any, name: str, one: Any, two: Any, sc: Any) -> Any:
    """Calls a method with two arguments."""
    cls = target.__class__
    varies = VARIES.get(cls)
    key = (cls if varies is None else (cls, getattr(target, varies)), name, one.__class__, two.__class__)
    quick = _CALLS.get(key, _UNKNOWN)
    if quick is None:
        return _by_types(target, name, [one, two], sc)
    if quick is _UNKNOWN:
        return _first_call(target, name, [one, two], sc)
    if quick.casts is not None or sc.cx.type_data or not (quick.bare or target.ext is None):
        return invoke(target, name, [one, two], sc)
    try:
        result = quick.call(target, one, two)
    except RAISED as thrown:
        raise invocation_error(quick.group.name, 2, dotnet_exception(thrown)) from None
    except ScriptError as error:
        raise wrap_script_error(quick.group, 2, error) from None
    return NOTHING if quick.void else result


def _first_call(target: Any, name: str, args: list[Any], sc: Any) -> Any:
    """Calls by the general rule, and keeps what it found: by the arguments' classes, else by their types."""
    classes = tuple([a.__class__ for a in args])
    keys = keys_of(args)
    result = invoke(target, name, args, sc)
    group = group_of(target, name)
    if len(_CALLS) < LIMIT:
        cls = target.__class__
        varies = VARIES.get(cls)
        shape = cls if varies is None else (cls, getattr(target, varies))
        bare = not hasattr(target, "ext")
        made = _quick(group, classes, bare)
        _CALLS[(shape, name, *classes)] = made
        if made is None and keys is not None and keys != classes:
            _CALLS[(shape, name, *keys)] = _quick(group, keys, bare)
    return result


def _quick(group: MethodGroup | None, key: tuple[Any, ...], bare: bool) -> Quick | None:
    """Gives the call that a method's plan for such arguments comes to; None where it takes more than a call."""
    plan = None if group is None else group.plans.get(key)
    return Quick(group, plan, bare) if group is not None and plan is not None and plan.direct else None


def _by_types(target: Any, name: str, args: list[Any], sc: Any) -> Any:
    """Calls a method whose arguments' classes do not say enough: their types may."""
    keys = keys_of(args)
    quick = None
    if keys is not None:
        cls = target.__class__
        varies = VARIES.get(cls)
        key = (cls if varies is None else (cls, getattr(target, varies)), name, *keys)
        quick = _CALLS.get(key, _UNKNOWN)
        if quick is _UNKNOWN:
            return _first_call(target, name, args, sc)
    if quick is None or sc.cx.type_data or not (quick.bare or target.ext is None):
        return invoke(target, name, args, sc)
    if quick.casts is not None:
        args = [a if c is None else c(a) for a, c in zip(args, quick.casts, strict=True)]
    try:
        result = quick.call(target, *args)
    except RAISED as thrown:
        raise invocation_error(quick.group.name, len(args), dotnet_exception(thrown)) from None
    except ScriptError as error:
        raise wrap_script_error(quick.group, len(args), error) from None
    return NOTHING if quick.void else result


def call_static(kind: Any, name: str, args: list[Any], sc: Any) -> Any:
    """Calls a static method that is not `new`."""
    quick = _STATIC.get((kind, name, *[a.__class__ for a in args]), _UNKNOWN)
    if quick is None:
        return _static_by_types(kind, name, args, sc)
    if quick is _UNKNOWN:
        return _first_static(kind, name, args, sc)
    return _called(quick, args)


def _called(quick: Quick, args: list[Any]) -> Any:
    if quick.casts is not None:
        args = [a if c is None else c(a) for a, c in zip(args, quick.casts, strict=True)]
    try:
        result = quick.call(*args)
    except RAISED as thrown:
        raise invocation_error(quick.group.name, len(args), dotnet_exception(thrown)) from None
    return NOTHING if quick.void else result


def _static_by_types(kind: Any, name: str, args: list[Any], sc: Any) -> Any:
    """The same as `_by_types` for a static method."""
    keys = keys_of(args)
    quick = None if keys is None else _STATIC.get((kind, name, *keys), _UNKNOWN)
    if quick is _UNKNOWN:
        return _first_static(kind, name, args, sc)
    return invoke_static(kind, name, args, sc) if quick is None else _called(quick, args)


def _first_static(kind: Any, name: str, args: list[Any], sc: Any) -> Any:
    classes = tuple([a.__class__ for a in args])
    keys = keys_of(args)
    result = invoke_static(kind, name, args, sc)
    if isinstance(kind, NetType) and len(_STATIC) < LIMIT:
        group = static_group_of(kind, name)
        made = _STATIC[(kind, name, *classes)] = _quick(group, classes, True)
        if made is None and keys is not None and keys != classes:
            _STATIC[(kind, name, *keys)] = _quick(group, keys, True)
    return result
