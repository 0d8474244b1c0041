"""Setting properties, and static members: `$x.Name = v`, `[T]::Name`, `[T]::Name = v`.

Serves members.py. The errors' ids and texts are PowerShell's.
"""

from typing import Any

from perdure.interpreter.convert import convert, to_string
from perdure.interpreter.errors import FlowControl, NetException, ScriptError, make_error, passing
from perdure.interpreter.memberinfo import MethodGroup, PropertyInfo, find_instance, find_static, type_from_table
from perdure.interpreter.members_blocks import run_with_this
from perdure.interpreter.members_constructors import constructor_group
from perdure.interpreter.members_ets import extended, of_type
from perdure.interpreter.members_get import own_class, strict_version
from perdure.interpreter.members_shapes import LIMIT
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, Member, PSCustomObject, PSObject
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enums import EnumValue, named
from perdure.interpreter.values.psmembers import PSMethod

SET_EXCEPTION = "System.Management.Automation.SetValueException"


def set_member(target: Any, name: Any, value: Any, sc: Any = None) -> None:
    """Sets a property of an object, or a dictionary's key.

    Raises:
        ScriptError: PropertyAssignmentException where there is no such property, and what setters refuse.
    """
    if value is NOTHING:
        value = None
    if target.__class__ is PSCustomObject and name in target.props:
        held = target.props[name]
        if held.__class__ is not Member:
            target.props[name] = value
            return
    own = _FAST.get((target.__class__, name))
    if own is not None and own[1] is value.__class__ and sc is not None and not sc.cx.type_data and not target.ext:
        set_field(own[0], target, value)
        return
    if target is None or target is NOTHING:
        raise not_settable(to_string(name), "InvalidOperation")
    base = target.base if type(target) is PSObject else target
    text = name if isinstance(name, str) else to_string(name)
    low = text.lower()
    member = extended(target, low)
    if member is None and base is not target:
        member = extended(base, low)
    if member is None and isinstance(base, Dictionary):
        set_key(base, name, value, sc)
        return
    if member is None and type(base) is PSCustomObject:
        key = base.key_of(text)
        if key is not None:
            held = base.props[key]
            if type(held) is not Member:
                base.props[key] = value
                return
            member = held
    if member is None:
        member = of_type(target, low, sc.cx if sc is not None else None)
    if member is not None:
        set_added(member, target, value, sc)
        return
    if type(base) is PSCustomObject:
        raise setter_error(text, not_settable(text).record.exception)
    _set_net(base, text, low, value)


def set_key(table: Dictionary, key: Any, value: Any, sc: Any) -> None:
    """Sets a dictionary's key as its indexer does (typed dictionaries convert, read-only ones refuse)."""
    group = find_instance(type_of(table), "set_item") if table.meta is not None else None
    if isinstance(group, MethodGroup):
        kinds = group.overloads[0].kinds()
        table.set(convert(key, kinds[0]), convert(value, kinds[1]))
        return
    table.set(key, value)


def set_added(member: Member, target: Any, value: Any, sc: Any) -> None:
    """Sets an added member by its kind."""
    kind = member.kind
    if kind == "NoteProperty":
        member.value = value
        return
    if kind == "AliasProperty":
        set_member(target, member.value, value, sc)
        return
    if kind == "ScriptProperty" and member.second is not None and not callable(member.value):
        try:
            run_with_this(member.second, target, [value], sc)
        except FlowControl:
            raise
        except ScriptError as error:
            raise setter_error(member.name, error.record.exception) from None
        return
    if callable(member.second):
        member.second(target.base if type(target) is PSObject else target, value)
        return
    if kind == "ScriptProperty":
        raise make_error(
            f'Set accessor for property "{member.name}" is unavailable.',
            "SetWithoutSetterFromScriptProperty",
            exception=SET_EXCEPTION,
        )
    if kind == "CodeProperty":
        raise make_error(
            f'Set accessor for property "{member.name}" is unavailable.',
            "SetWithoutSetterFromCodeProperty",
            exception=SET_EXCEPTION,
        )
    raise make_error(f"Cannot change the value of the {kind} {member.name}.", "CannotChangeValue")


def _set_net(value: Any, text: str, low: str, new: Any) -> None:
    dynamic = getattr(type(value), "net_set_member", None)
    if dynamic is not None and dynamic(value, text, new):
        return
    info = find_instance(type_of(value), low)
    if info is None:
        raise not_settable(text, "InvalidOperation")
    if isinstance(info, MethodGroup):
        raise make_error(f'"{text}" is a method and cannot be assigned a value.', "PropertyAssignmentException",
                         "InvalidOperation")  # fmt: skip
    if info.set is None:
        raise read_only(info.name)
    put(info, (value,), new)
    exact = EXACT.get(info.type_name)
    if exact is not None and dynamic is None and own_class(value, info.owner) and len(_FAST) < 2000:
        _FAST[type(value), text] = (info, exact)


# (a script class's Python class, name as written) -> its property, and the class whose values need no conversion
_FAST: dict[tuple[type, Any], tuple[PropertyInfo, type]] = {}
EXACT = {"System.Int32": int, "System.Double": float, "System.String": str, "System.Boolean": bool}


def set_field(info: PropertyInfo, target: Any, value: Any) -> None:
    """Sets a script class's property to a value that has its type already."""
    assert info.set is not None
    try:
        info.set(target, value)
    except FlowControl:
        raise
    except ScriptError as error:
        raise setter_error(info.name, error.record.exception) from None


def put(info: PropertyInfo, before: tuple[Any, ...], new: Any) -> None:
    """Converts a value to the property's type and sets it; failures become SetValueInvocationException."""
    assert info.set is not None
    try:
        if info.type_name != "System.Object":
            kind = type_from_table(info.type_name, info.owner)
            if new is None and not kind.is_value and kind.name != "System.String":
                pass
            elif new is None or not type_of(new).is_a(kind):
                new = convert(new, kind)
            elif type(new) is PSObject:
                new = new.base
        info.set(*before, new)
    except RAISED as thrown:
        raise setter_error(info.name, dotnet_exception(thrown)) from None
    except FlowControl:
        raise
    except ScriptError as error:
        raise setter_error(info.name, error.record.exception) from None


def setter_error(name: str, inner: NetException) -> ScriptError:
    """Makes the error of a setter that threw or a value that does not fit."""
    return passing(inner) or make_error(
        f'Exception setting "{name}": "{inner.message}"',
        "ExceptionWhenSetting",
        exception="System.Management.Automation.SetValueInvocationException",
        inner=inner,
    )


def not_settable(name: str, category: str = "InvalidOperation") -> ScriptError:
    """Makes the error of assigning to a property that is not there."""
    return make_error(
        f"The property '{name}' cannot be found on this object. Verify that the property exists and can be set.",
        "PropertyAssignmentException" if category == "InvalidOperation" else "PropertyNotFound",
        category,
    )


def read_only(name: str) -> ScriptError:
    """Makes the error of assigning to a property without setter."""
    return make_error(f"'{name}' is a ReadOnly property.", "PropertyAssignmentException", "InvalidOperation")


# ---- static members ----------------------------------------------------------------------------------------------------


def get_static(kind: Any, name: str, sc: Any = None) -> Any:
    """Gives a static property's or field's value, or a PSMethod; $null where there is none."""
    known = _READ.get((kind, name))
    if known is None:
        return _first_read(kind, name, sc)
    if type(known) is EnumValue:
        return known
    try:
        return known.get()
    except RAISED as thrown:
        dotnet_exception(thrown)
        return None  # see call_getter


_READ: dict[tuple[Any, str], Any] = {}  # type and name -> a static property, or an enum's value


def _first_read(kind: Any, name: str, sc: Any) -> Any:
    """The general rule behind `get_static`; remembers what a type has."""
    if not isinstance(kind, NetType):
        kind = type_of(kind)
    low = name.lower()
    info = find_static(kind, low)
    if info is None:
        found = _enum_name(kind, name)
        if found is not None:
            if len(_READ) < LIMIT:
                _READ[kind, name] = found
            return found
        if low == "new" and constructor_group(kind).overloads:
            return PSMethod(kind, constructor_group(kind), "new")
        if strict_version(sc) >= 2:
            raise make_error(
                f"The property '{name}' cannot be found on this object. Verify that the property exists.",
                "PropertyNotFoundStrict",
                exception="System.Management.Automation.PropertyNotFoundException",
            )
        return None
    if isinstance(info, MethodGroup):
        return PSMethod(kind, info, info.name)
    if len(_READ) < LIMIT:
        _READ[kind, name] = info
    try:
        return info.get()
    except RAISED as thrown:
        dotnet_exception(thrown)
        return None  # see call_getter


def _enum_name(kind: NetType, name: str) -> Any:
    if kind.kind != "enum" or kind.data is None:
        return None
    return named(kind, name)


def set_static(kind: Any, name: str, value: Any, sc: Any = None) -> None:
    """Sets a static property or field."""
    if not isinstance(kind, NetType):
        kind = type_of(kind)
    info = find_static(kind, name.lower())
    if not isinstance(info, PropertyInfo):
        raise not_settable(name)
    if info.set is None:
        if info.is_field:
            raise not_settable(name)
        raise read_only(info.name)
    put(info, (), None if value is NOTHING else value)
