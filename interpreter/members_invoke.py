"""Calling methods, static methods and constructors; wrapping what they throw.

A call goes: fast table by Python class and name, members added to the object (script methods), ForEach and Where, .NET
methods by overload, the elements of a collection. Serves members.py.
"""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import FlowControl, NetException, ScriptError, make_error, passing
from perdure.interpreter.memberinfo import MethodGroup, find_instance, find_static
from perdure.interpreter.members_blocks import run_with_this
from perdure.interpreter.members_constructors import constructor_group
from perdure.interpreter.members_ets import extended, of_type
from perdure.interpreter.members_get import MISSING, read_own
from perdure.interpreter.members_magic import HOOKS, foreach_method, where_method
from perdure.interpreter.members_shapes import LIMIT, VARIES, shape_of
from perdure.interpreter.overloads import Plan
from perdure.interpreter.overloads_plan import plan_for, prepare
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.type_names import full_name
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, Member, PSCustomObject, PSObject
from perdure.interpreter.values.delegates import Delegate
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.psmembers import PSMethod

# (shape_of an object, method name as written) -> its overloads
_GROUPS: dict[tuple[Any, str], MethodGroup] = {}
_STATIC: dict[tuple[NetType, str], MethodGroup] = {}
# types whose methods end the pipeline or run another one: what they raise is the command's own error, never wrapped
UNWRAPPED = frozenset(["System.Management.Automation.PSScriptCmdlet", "System.Management.Automation.SteppablePipeline"])
_MAGIC = {"foreach": foreach_method, "where": where_method}


def invoke(target: Any, name: Any, args: list[Any], sc: Any = None, type_args: tuple[NetType, ...] = ()) -> Any:
    """Calls a method of an object.

    Raises:
        ScriptError: MethodNotFound, InvokeMethodOnNull, those of overload resolution, MethodInvocationException around
            what the method threw.
    """
    cls = target.__class__
    varies = VARIES.get(cls)
    group = _GROUPS.get((cls if varies is None else (cls, getattr(target, varies)), name))
    if sc is None:
        sc = current().scope
    if group is None or type_args or sc.cx.type_data or getattr(target, "ext", None):
        return _invoke_general(target, name, args, sc, type_args)
    return call_group(group, target, args, sc)


def call_group(group: MethodGroup, target: Any, args: list[Any], sc: Any) -> Any:
    """Calls the best overload of an instance method."""
    count = len(args)
    if count == 0:
        plan = group.plans.get(())
    elif count == 1:
        plan = group.plans.get((args[0].__class__,))
    else:
        plan = group.plans.get(tuple([a.__class__ for a in args]))
    if plan is None:
        plan = plan_for(group, args)
    if not plan.direct:
        return run_plan(plan, (target,), group.name, args, sc)
    if plan.casts is not None:
        args = cast_all(plan.casts, args)
    try:
        result = plan.call(target, *args)
    except RAISED as thrown:
        raise invocation_error(group.name, count, dotnet_exception(thrown)) from None
    except ScriptError as error:
        raise wrap_script_error(group, count, error) from None
    return NOTHING if plan.void else result


def group_of(target: Any, name: str) -> MethodGroup | None:
    """Gives the overloads that calls of this method on such objects have been found to have, for quick tables."""
    varies = VARIES.get(target.__class__)
    return _GROUPS.get((target.__class__ if varies is None else (target.__class__, getattr(target, varies)), name))


def static_group_of(kind: Any, name: str) -> MethodGroup | None:
    """Gives the overloads that calls of this static method have been found to have, for quick tables."""
    return _STATIC.get((kind, name))


def cast_all(casts: tuple[Any, ...], args: list[Any]) -> list[Any]:
    """Gives arguments as a direct plan's casts make them."""
    return [a if c is None else c(a) for a, c in zip(args, casts, strict=True)]


def run_plan(plan: Plan, before: tuple[Any, ...], name: str, args: list[Any], sc: Any) -> Any:
    """Converts the arguments and calls; `before` is the object, or nothing for static methods."""
    if not plan.direct:
        ready = prepare(plan, name, args, sc.cx if sc is not None else None)
    else:
        ready = args if plan.casts is None else cast_all(plan.casts, args)
    try:
        result = plan.call(*before, *ready)
    except RAISED as thrown:
        raise invocation_error(name, len(args), dotnet_exception(thrown)) from None
    except ScriptError as error:
        if plan.over.owner.assembly == "script" or plan.over.owner.name in UNWRAPPED:
            raise
        raise invocation_error(name, len(args), error.record.exception) from None
    return NOTHING if plan.void else result


def wrap_script_error(group: MethodGroup, count: int, error: ScriptError) -> ScriptError:
    """Gives the error that leaves a method whose callback failed: wrapped, but as it is from a script's own class."""
    if group.owner.assembly == "script" or group.owner.name in UNWRAPPED:
        return error
    return invocation_error(group.name, count, error.record.exception)


def invocation_error(name: str, count: int, inner: NetException) -> ScriptError:
    """Makes the MethodInvocationException around what a .NET method threw."""
    return passing(inner) or make_error(
        f'Exception calling "{name}" with "{count}" argument(s): "{inner.message}"',
        inner.type_name.rpartition(".")[2].rpartition("+")[2],
        exception="System.Management.Automation.MethodInvocationException",
        inner=inner,
    )


def _invoke_general(target: Any, name: Any, args: list[Any], sc: Any, type_args: tuple[NetType, ...]) -> Any:
    if target is None or target is NOTHING:
        return _on_null(name)
    if isinstance(name, PSMethod):
        return invoke_method(name, args, sc, type_args)
    text = name if isinstance(name, str) else to_string(name)
    low = text.lower()
    found = _find(target, low, sc)
    if found is None:
        return _without_method(target, text, low, args, sc)
    if isinstance(found, Member):
        return call_member(found, target, args, sc)
    value = target.base if type(target) is PSObject else target
    if value is target and len(_GROUPS) < LIMIT:
        shape = shape_of(value)
        if shape is not None:
            _GROUPS[(shape, text)] = found
    if type_args:
        return run_plan(plan_for(found, args, type_args), (value,), found.name, args, sc)
    return call_group(found, value, args, sc)


def _on_null(name: Any) -> Any:
    if isinstance(name, str) and name.lower() in ("foreach", "where"):
        return NOTHING
    raise make_error("You cannot call a method on a null-valued expression.", "InvokeMethodOnNull", "InvalidOperation")


def _find(target: Any, low: str, sc: Any) -> Any:
    """Gives the method: an added Member, a MethodGroup, or None."""
    value = target.base if type(target) is PSObject else target
    member = extended(target, low) or (extended(value, low) if value is not target else None)
    if member is None and type(value) is PSCustomObject:
        key = value.key_of(low)
        if key is not None and type(value.props[key]) is Member:
            member = value.props[key]
    if member is None:
        member = of_type(target, low, sc.cx if sc is not None else None)
    if member is not None and member.kind in ("ScriptMethod", "CodeMethod"):
        return member
    group = find_instance(type_of(value), low)
    if group is None and low == "item":
        group = indexed(type_of(value), "get_item")
    return group if isinstance(group, MethodGroup) else None


def indexed(kind: NetType, accessor: str) -> MethodGroup | None:
    """Gives the parameterized property Item of a type: its indexer's accessor under that name."""
    group = find_instance(kind, accessor)
    return MethodGroup("Item", group.overloads, False, group.owner) if isinstance(group, MethodGroup) else None


def set_indexed(target: Any, name: str, args: list[Any], sc: Any) -> None:
    """Sets a parameterized property; the last argument is the value."""
    if target is None or target is NOTHING:
        _on_null(name)
    value = target.base if type(target) is PSObject else target
    group = indexed(type_of(value), "set_" + name.lower())
    if group is None:
        raise method_not_found(value, name)
    call_group(group, value, args, sc)


def call_member(member: Member, target: Any, args: list[Any], sc: Any) -> Any:
    """Calls a script method, or one of PowerShell's own methods written in Python."""
    if callable(member.value):
        value = target.base if type(target) is PSObject else target
        try:
            return member.value(value, *args)
        except RAISED as thrown:
            raise invocation_error(member.name, len(args), dotnet_exception(thrown)) from None
    try:
        return run_with_this(member.value, target, args, sc)
    except FlowControl:
        raise
    except ScriptError as error:
        raise invocation_error(member.name, len(args), error.record.exception) from None


def _without_method(target: Any, text: str, low: str, args: list[Any], sc: Any) -> Any:
    """Goes on where the object itself has no such method: ForEach and Where, the elements, delegates in properties."""
    magic = _MAGIC.get(low)
    if magic is not None:
        return magic(target, args, sc)
    value = target.base if type(target) is PSObject else target
    items = enumerate_value(value)
    if items is not None:
        called, result = _on_elements(items, text, args, sc)
        if called:
            return result
    found = read_own(target, text, sc) if not isinstance(value, NetType) else MISSING
    if isinstance(found, PSMethod):
        return invoke_method(found, args, sc, ())
    if isinstance(found, Delegate) and low != "invoke":
        return call_group_of(found, "invoke", args, sc)
    raise method_not_found(value, text)


def call_group_of(value: Any, low: str, args: list[Any], sc: Any) -> Any:
    group = find_instance(type_of(value), low)
    if not isinstance(group, MethodGroup):
        raise method_not_found(value, low)
    return call_group(group, value, args, sc)


def _on_elements(items: Any, text: str, args: list[Any], sc: Any) -> tuple[bool, Any]:
    """Calls the method on every element; false where there is no element."""
    out: list[Any] = []
    any_called = False
    for item in items:
        any_called = True
        result = invoke(item, text, args, sc)
        if result is NOTHING:
            continue
        inner = enumerate_value(result)
        if inner is None:
            out.append(result)
        else:
            out.extend(inner)
    if not any_called:
        return False, None
    return True, (out[0] if len(out) == 1 else out if out else NOTHING)


def method_not_found(value: Any, name: str) -> ScriptError:
    """Makes the error of a method that the object does not have."""
    shown = full_name(value) if isinstance(value, NetType) else full_name(type_of(value))
    return make_error(
        f"Method invocation failed because [{shown}] does not contain a method named '{name}'.",
        "MethodNotFound",
        "InvalidOperation",
        name,
    )


def invoke_method(method: PSMethod, args: list[Any], sc: Any, type_args: tuple[NetType, ...] = ()) -> Any:
    """Calls a method that was taken as a value (`$m = 'x'.ToUpper; $m.Invoke()`)."""
    if isinstance(method.group, Member):
        return call_member(method.group, method.target, args, sc)
    if method.group.static:
        return run_plan(plan_for(method.group, args, type_args), (), method.group.name, args, sc)
    return call_group(method.group, method.target, args, sc)


# ---- static methods and constructors ------------------------------------------------------------------------------------


def invoke_static(kind: Any, name: Any, args: list[Any], sc: Any = None, type_args: tuple[NetType, ...] = ()) -> Any:
    """Calls a static method of a type (`[math]::Max(1, 2)`), `new` constructs."""
    if not isinstance(kind, NetType):
        if kind is None or kind is NOTHING:
            raise make_error("You cannot call a method on a null-valued expression.", "InvokeMethodOnNull",
                             "InvalidOperation")  # fmt: skip
        kind = type_of(kind)
    group = _STATIC.get((kind, name))
    if group is None:
        text = name if isinstance(name, str) else to_string(name)
        low = text.lower()
        if low == "new":
            return construct(kind, args, sc)
        found = find_static(kind, low)
        if not isinstance(found, MethodGroup):
            raise method_not_found(kind, text)
        group = found
        if len(_STATIC) < LIMIT and isinstance(name, str) and kind.assembly != "script":
            _STATIC[(kind, name)] = group
    if type_args:
        return run_plan(plan_for(group, args, type_args), (), group.name, args, sc)
    plan = group.plans.get(tuple([a.__class__ for a in args]))
    if plan is None:
        plan = plan_for(group, args)
    if not plan.direct:
        return run_plan(plan, (), group.name, args, sc)
    if plan.casts is not None:
        args = cast_all(plan.casts, args)
    try:
        result = plan.call(*args)
    except RAISED as thrown:
        raise invocation_error(group.name, len(args), dotnet_exception(thrown)) from None
    return NOTHING if plan.void else result


def construct(kind: Any, args: list[Any], sc: Any = None) -> Any:
    """Makes an object of a type (`[T]::new(...)`)."""
    if not isinstance(kind, NetType):
        raise method_not_found(kind, "new")
    group = constructor_group(kind)
    if not group.overloads or kind.abstract:
        if kind.abstract and kind.assembly == "script":
            raise make_error(f"Cannot create an instance of the abstract class {kind.short}.", "MissingMethodException")
        raise method_not_found_new(kind)
    if kind.parameters:
        raise no_generic(kind)
    plan = plan_for(group, args)
    return run_plan(plan, (), group.name if kind.assembly == "script" else ".ctor", args, sc)


def method_not_found_new(kind: NetType) -> ScriptError:
    return make_error(
        f"Method invocation failed because [{full_name(kind)}] does not contain a method named 'new'.",
        "MethodNotFound",
        "InvalidOperation",
        "new",
    )


def no_generic(kind: NetType) -> ScriptError:
    """Makes the error of constructing a generic type without type arguments."""
    return make_error(
        f"Cannot create an instance of {kind.name} because Type.ContainsGenericParameters is true.", "ArgumentException"
    )


HOOKS["invoke"] = invoke
