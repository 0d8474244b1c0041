"""Reading a property: `$x.Name`, with a fast path by Python class.

Order of the adapters: dictionary keys, members added to the object, the session's and PowerShell's type data, the .NET
members, then the elements of a collection. Serves members.py.
"""

from typing import Any

from perdure.interpreter.convert import convert, to_string
from perdure.interpreter.errors import FlowControl, ScriptError, make_error
from perdure.interpreter.memberinfo import MethodGroup, PropertyInfo, find_instance
from perdure.interpreter.members_blocks import run_with_this
from perdure.interpreter.members_ets import extended, of_type, set_type_names, type_names_of
from perdure.interpreter.members_shapes import LIMIT, VARIES, shape_of
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, Member, NetObject, PSCustomObject, PSObject
from perdure.interpreter.values.collections import Dictionary, Hashtable, OrderedDictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.generic import GenericDictionary
from perdure.interpreter.values.psmembers import PSMemberSet, PSMethod, TypeNameList

MISSING: Any = object()

# (shape_of an object, name as written) -> its .NET property
_FAST: dict[tuple[Any, str], PropertyInfo] = {}
_TABLES = frozenset([Hashtable, OrderedDictionary, GenericDictionary])


def get_member(target: Any, name: Any, sc: Any = None) -> Any:
    """Gives a property's value (or a PSMethod); $null where there is no such member.

    Raises:
        ScriptError: PropertyNotFoundStrict under Set-StrictMode 2 and above.
    """
    cls = target.__class__
    if cls is PSCustomObject:
        props = target.props
        if name in props:
            value = props[name]
            if value.__class__ is not Member:
                return value
        found = read(target, name, sc)
        return absent(target, name, sc) if found is MISSING else found
    if cls in _TABLES and name.__class__ is str:
        pair = target.data.get(name.lower() if target.fold else name)
        if pair is not None:
            return pair[1]
    varies = VARIES.get(cls)
    info = _FAST.get((cls if varies is None else (cls, getattr(target, varies)), name))
    if info is not None and sc is not None and not sc.cx.type_data and not getattr(target, "ext", None):
        try:
            return info.get(target)
        except RAISED as thrown:
            dotnet_exception(thrown)
            return None  # see call_getter
    found = read(target, name, sc)
    if found is MISSING:
        return absent(target, name, sc)
    return found


def known_property(target: Any, name: str) -> PropertyInfo | None:
    """Gives the property that reading this name from such objects has been found to mean, for quick tables."""
    cls = target.__class__
    varies = VARIES.get(cls)
    return _FAST.get((cls if varies is None else (cls, getattr(target, varies)), name))


def read(target: Any, name: Any, sc: Any) -> Any:
    """Gives a member's value, collections' elements included; MISSING where there is none."""
    if target is None or target is NOTHING:
        return MISSING
    found = read_own(target, name, sc)
    if found is not MISSING:
        return found
    text = name if isinstance(name, str) else _text(name)
    items = enumerate_value(target)
    if items is not None:
        gathered = _from_elements(items, text, sc)
        if gathered is not MISSING:
            return gathered
    return MISSING


def _text(name: Any) -> str:
    return to_string(name)


def read_own(target: Any, name: Any, sc: Any) -> Any:
    """Gives a member's value without looking at the elements of a collection; MISSING where there is none."""
    value = target.base if type(target) is PSObject else target
    if isinstance(value, Dictionary):
        found = value.get(name, MISSING)
        if found is not MISSING:
            return found
    text = name if type(name) is str else _text(name)
    low = text.lower()
    member = extended(target, low)
    if member is None and value is not target:
        member = extended(value, low)
    if member is not None:
        return member_value(member, target, sc)
    if type(value) is PSCustomObject:
        key = value.key_of(text)
        if key is not None:
            found = value.props[key]
            return member_value(found, target, sc) if type(found) is Member else found
    cx = sc.cx if sc is not None else None
    member = of_type(target, low, cx)
    if member is not None:
        return member_value(member, target, sc)
    return _net_member(target, value, text, low, sc)


def _net_member(target: Any, value: Any, text: str, low: str, sc: Any) -> Any:
    """Gives a .NET property's value, a PSMethod, or one of the names that every object has."""
    kind = type_of(value)
    dynamic = getattr(type(value), "net_member", None)  # XML nodes and the like answer by their content first
    if dynamic is not None:
        found = dynamic(value, text)
        if found is not NOTHING:
            return found
    info = find_instance(kind, low)
    if info is not None:
        if isinstance(info, MethodGroup):
            return PSMethod(value, info, info.name)
        if len(_FAST) < LIMIT and (not isinstance(value, Dictionary) or type(value) in _TABLES):
            shape = shape_of(value)
            if shape is not None:
                _FAST[(shape, text)] = info
        return call_getter(info, value)
    special = _SPECIAL.get(low)
    if special is not None:
        return special(target)
    return MISSING


def own_class(value: Any, owner: Any) -> bool:
    """Tells whether the Python class stands for one script class alone, and a member is a script class's own."""
    kind = type(value).__dict__.get("net_type")
    return isinstance(kind, NetType) and kind.assembly == "script" and owner.assembly == "script"


def call_getter(info: PropertyInfo, value: Any) -> Any:
    """Reads a .NET property; one whose getter throws is $null, as PowerShell swallows what property reads throw."""
    try:
        return info.get(value)
    except RAISED as thrown:
        dotnet_exception(thrown)
        return None


def member_value(member: Member, target: Any, sc: Any) -> Any:
    """Gives the value of an added member of any kind."""
    kind = member.kind
    if kind == "NoteProperty":
        return member.value
    if kind == "AliasProperty":
        found = read(target, member.value, sc)
        if found is MISSING:
            return None
        if member.second:
            return _converted(found, member.second, sc)
        return found
    if callable(member.value):  # CodeProperty, and PowerShell's own script properties written in Python
        return member.value(target.base if type(target) is PSObject else target)
    if kind == "ScriptProperty":
        try:
            return _or_null(run_with_this(member.value, target, [], sc))
        except FlowControl:
            raise
        except ScriptError:
            return None  # a getter's error is swallowed, as that of .NET properties is
    if kind in ("ScriptMethod", "CodeMethod"):
        return PSMethod(target, member, member.name)
    return member.value


def _or_null(value: Any) -> Any:
    return None if value is NOTHING else value


def _converted(value: Any, type_name: Any, sc: Any) -> Any:
    found = type_name if not isinstance(type_name, str) else resolve_text(type_name, sc)
    return value if found is None else convert(value, found, cx=sc.cx)


def _from_elements(items: Any, name: str, sc: Any) -> Any:
    """Gives the member's values over a collection, one level flattened; MISSING where no element has it."""
    out: list[Any] = []
    for item in items:
        value = _from_element(item, name, sc)
        if value is MISSING or value is NOTHING:
            continue
        inner = enumerate_value(value)
        if inner is None:
            out.append(value)
        else:
            out.extend(inner)
    if not out:
        return MISSING
    return out[0] if len(out) == 1 else out


def _from_element(item: Any, name: str, sc: Any) -> Any:
    if item is None or item is NOTHING:
        return MISSING
    found = read_own(item, name, sc)
    if found is MISSING:
        if name.lower() in ("count", "length") and not isinstance(item, Dictionary):
            return 1
        if type(item) is PSCustomObject or (type(item) is PSObject and type(item.base) is PSCustomObject):
            if strict_version(sc) >= 2:
                raise property_not_found(name)
            return None
    return found


def absent(target: Any, name: Any, sc: Any) -> Any:
    """Gives what a missing member is: 1 or 0 for Count and Length, else $null; an error in strict mode."""
    text = name if isinstance(name, str) else _text(name)
    low = text.lower()
    strict = strict_version(sc)
    if low in ("count", "length"):
        if target is None or target is NOTHING:
            if strict < 2:
                return 0
        elif strict < 2 or enumerate_value(target) is None:
            return 1 if strict < 2 else _strict_count(text)
    if strict >= 2:
        raise property_not_found(text)
    return None


def _strict_count(text: str) -> Any:
    raise property_not_found(text)


def strict_version(sc: Any) -> int:
    """Gives the major version that Set-StrictMode asked for in this scope or one around it, 0 when it is off."""
    while sc is not None:
        strict = sc.strict
        if strict is not None:
            return strict[0] if isinstance(strict, tuple) else int(strict)
        sc = sc.parent
    return 0


def property_not_found(name: str) -> ScriptError:
    """Makes the strict mode's error."""
    return make_error(
        f"The property '{name}' cannot be found on this object. Verify that the property exists.",
        "PropertyNotFoundStrict",
        exception="System.Management.Automation.PropertyNotFoundException",
    )


# ---- the names that every object has ---------------------------------------------------------------------------------


def _type_names(target: Any) -> Any:
    def store(names: list[Any]) -> None:
        set_type_names(target, names)

    return TypeNameList(type_names_of(target), store)


def _base(target: Any) -> Any:
    return target.base if type(target) is PSObject else target


_SPECIAL: dict[str, Any] = {
    "psobject": PSMemberSet,
    "pstypenames": _type_names,
    "psbase": _base,
    "psadapted": _base,
    "psextended": PSMemberSet,
}


def is_object(value: Any) -> bool:
    """Tells whether members can be added to this very value."""
    return isinstance(value, NetObject)
