"""Plans of method calls: remembered by the arguments' types, which decide the choice, and carried out.

Knows nothing of where methods are found. Serves members_invoke.py and members_index.py.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from perdure.interpreter import convert
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.memberinfo import MethodGroup, Param
from perdure.interpreter.members_shapes import shape_of
from perdure.interpreter.overloads import METHOD_EXCEPTION, Plan, choose, effective_type
from perdure.interpreter.typesys import NetType, own_type, type_of
from perdure.interpreter.values.base import NOTHING, NULL_STRING, NullString, PSObject, Reference
from perdure.interpreter.values.char import Char
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.numbers import NUMERIC_CLASSES, Byte, Int64
from perdure.interpreter.values.timespan import TimeSpan

# argument classes that alone decide which overload fits (their values don't)
PLAIN: frozenset[type] = NUMERIC_CLASSES | {str, bool, type(None), Char, DateTime, TimeSpan, Guid}


def plan_for(group: MethodGroup, args: list[Any], type_args: tuple[NetType, ...] = ()) -> Plan:
    """Gives the plan of a method call, remembered where the arguments' types decide it."""
    if type_args:
        return choose(group.overloads, group.name, args, type_args)
    classes = tuple([a.__class__ for a in args])
    known = group.plans.get(classes)
    if known is not None:
        return known  # type: ignore[no-any-return]
    key: tuple[Any, ...] | None = classes
    if not PLAIN.issuperset(classes) and len(group.overloads) > 1:
        key = keys_of(args)
        known = None if key is None else group.plans.get(key)
        if known is not None:
            return known  # type: ignore[no-any-return]
    made = choose(group.overloads, group.name, args)
    if key is not None and len(group.plans) < LIMIT and (PLAIN.issuperset(classes) or _decided(group, made, classes)):
        group.plans[key] = made
        _make_direct(made, args, key == classes)
    return made


def _decided(group: MethodGroup, plan: Plan, classes: tuple[type, ...]) -> bool:
    """Tells whether arguments of these classes have this plan: there was nothing to choose, or their types are the key."""
    return len(group.overloads) > 1 or (not plan.expand and plan.generics is None and type(NOTHING) not in classes)


def keys_of(args: list[Any]) -> tuple[Any, ...] | None:
    """Gives keys that stand for the arguments' types, for an array of one kind of elements too; None where one has none."""
    keys: list[Any] = []
    for value in args:
        cls = value.__class__
        if cls is Reference:
            held = keys_of([value.get()])
            if held is None:
                return None
            keys.append((Reference, held))
        elif cls is list:
            keys.append((list, effective_type(value)))
        elif cls in _VALUES_COUNT:
            return None
        else:
            key = cls if own_type(cls) is not None else shape_of(value)
            if key is None:
                return None
            keys.append(key)
    return tuple(keys)


_VALUES_COUNT = frozenset([PSObject, type(NOTHING)])  # their own type is not what counts
LIMIT = 500  # plans of a method

# Python class -> the type whose parameters take it without any change
_EXACT = {int: "System.Int32", float: "System.Double", str: "System.String", bool: "System.Boolean"}
# (Python class, parameter's type) -> a conversion that cannot fail
_CASTS: dict[tuple[type, str], Callable[[Any], Any]] = {
    (int, "System.Double"): float,
    (int, "System.Int64"): Int64,
    (int, "System.Decimal"): Decimal,
    (Int64, "System.Double"): float,
    (Byte, "System.Int32"): int,
}


def _make_direct(plan: Plan, args: list[Any], by_class: bool) -> None:
    """Finds out whether arguments like these go into the call as they are, or by casts that cannot fail.

    Args:
        by_class: the plan is remembered by the arguments' classes, which must then tell their types.
    """
    if plan.expand or plan.generics or plan.over.has_params:
        return
    casts: list[Any] = []
    for value, kind, param in zip(args, plan.kinds, plan.over.params, strict=False):
        if param.kind:
            fits, cast = type(value) is Reference and param.kind in ("ref", "out"), None
        else:
            fits = _fits(value, kind, by_class)
            cast = None if fits else _cast(value, kind, by_class)
        if cast is None and not fits:
            return
        casts.append(cast)
    plan.direct = True
    if plan.defaults:
        plan.call = _with_defaults(plan.call, plan.defaults)
    plan.casts = tuple(casts) if any([c is not None for c in casts]) else None


def _cast(value: Any, kind: NetType, by_class: bool) -> Callable[[Any], Any] | None:
    """Gives a conversion that cannot fail on values of this one's type; of a plain array by what its elements are."""
    if type(value) is list and not by_class and kind.element is not None and value and effective_type(value) is kind:
        element = kind.element.name
        return lambda items: TypedArray(element, items)
    return _CASTS.get((type(value), kind.name))


def _with_defaults(call: Callable[..., Any], defaults: list[Any]) -> Callable[..., Any]:
    def run(*args: Any) -> Any:
        return call(*args, *defaults)

    return run


def _fits(value: Any, kind: NetType, by_class: bool) -> bool:
    """Tells whether all values of this one's type are values of a parameter's type as they are."""
    cls = type(value)
    if value is NULL_STRING:
        return False
    if kind.name == "System.Object" or _EXACT.get(cls) == kind.name:
        return True
    if value is None:
        return not kind.is_value and kind.name != "System.String"
    own = type_of(value)
    return cls is not PSObject and (own is own_type(cls) or not by_class) and own.is_a(kind)


def prepare(plan: Plan, name: str, args: list[Any], cx: Any = None) -> list[Any]:
    """Converts the arguments as the plan says; params arrays and defaults included."""
    made: list[Any] = []
    params = plan.over.params
    if plan.generics is not None:
        made.append(plan.generics)
    fixed = plan.fixed
    for i, value in enumerate(args):
        if plan.expand and i >= fixed:
            break
        made.append(_argument(value, plan.kinds[i], params[i], name, cx))
    if plan.expand:
        element = plan.kinds[-1] if len(args) > fixed else _element(plan)
        rest = [_argument(v, element, params[-1], name, cx) for v in args[fixed:]]
        made.append(_array(element, rest))
    else:
        made.extend(plan.defaults)
        if plan.over.has_params and len(args) < len(params):
            made.append(_array(_element(plan), []))
    return made


def _element(plan: Plan) -> NetType:
    names = dict(zip(plan.over.generics, plan.generics, strict=True)) if plan.generics else None
    found = plan.over.params[-1].type(names).element
    assert found is not None
    return found


def _array(element: NetType, items: list[Any]) -> list[Any]:
    return items if element.name == "System.Object" else TypedArray(element.name, items)


def _argument(value: Any, kind: NetType, param: Param, name: str, cx: Any) -> Any:
    if param.kind in ("ref", "out"):
        if not isinstance(value, Reference):
            raise make_error(
                f"Argument: '{param.name}' should be a System.Management.Automation.PSReference. Use [ref].",
                "NonRefArgumentToRefParameterMsg",
                exception=METHOD_EXCEPTION,
            )
        return value
    if value is NOTHING:
        value = None
    if value is NULL_STRING and kind.name != NullString.net:
        return None
    if kind.name == "System.Object":
        return value
    cls = type(value)
    if _EXACT.get(cls) == kind.name:
        return value
    if type(value) is PSObject and kind.name != "System.Management.Automation.PSObject":
        value = value.base
    if value is None and not kind.is_value and kind.name != "System.String":
        return None
    if value is not None and type_of(value).is_a(kind):
        return value
    try:
        return convert.convert(value, kind, cx=cx)
    except ScriptError as error:
        raise argument_error(error, value, kind, param, name) from None


def argument_error(error: ScriptError, value: Any, kind: NetType, param: Param, name: str) -> ScriptError:
    """Makes PowerShell's error for an argument that could not be converted."""
    shown = "null" if value is None else convert.to_string(value)
    return make_error(
        f'Cannot convert argument "{param.name}", with value: "{shown}", for "{name}" to type '
        f'"{kind.name}": "{error.record.exception.message}"',
        "MethodArgumentConversionInvalidCastArgument",
        exception=METHOD_EXCEPTION,
        inner=error.record.exception,
    )
