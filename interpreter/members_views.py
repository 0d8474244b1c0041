"""MemberViews made of an object: what `$x.PSObject.Properties` lists, adding and removing members, copies.

Serves dotnet/psobjects.py, Add-Member, Get-Member.
"""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.errors import make_error
from perdure.interpreter.memberinfo import MethodGroup, PropertyInfo, type_from_table
from perdure.interpreter.members_get import read_own
from perdure.interpreter.members_list import Entry, entries_of, find_entry, property_value
from perdure.interpreter.members_set import set_member
from perdure.interpreter.overloads import signature_text
from perdure.interpreter.type_names import display_name
from perdure.interpreter.typesys import find_type, type_of
from perdure.interpreter.values.base import NOTHING, Member, NetObject, PSCustomObject, PSObject
from perdure.interpreter.values.collections import Dictionary, ListObject
from perdure.interpreter.values.psmembers import MemberView, PSMethod


def view_of(target: Any, entry: Entry) -> MemberView:
    """Makes the view of one member of an object."""
    sc = current().scope
    name = entry.name

    def get() -> Any:
        if entry.kind.endswith("Method") or entry.kind == "ParameterizedProperty":
            if isinstance(entry.info, (MethodGroup, Member)):
                return PSMethod(target.base if type(target) is PSObject else target, entry.info, name)
            return read_own(target, name, sc)
        found = property_value(target, entry, sc)
        return None if found is NOTHING else found

    def put(value: Any) -> None:
        set_member(target, name, value, sc)

    info = entry.info
    writable = _writable(entry)
    type_name = None
    if isinstance(info, PropertyInfo) and info.type_name != "System.Object":
        type_name = type_from_table(info.type_name, info.owner).name
    member = info if isinstance(info, Member) else None
    return MemberView(name, entry.kind, get, put if writable else None, member, type_name, target)


def _writable(entry: Entry) -> bool:
    info = entry.info
    if isinstance(info, PropertyInfo):
        return info.set is not None
    if isinstance(info, Member):
        return info.kind in ("NoteProperty", "AliasProperty") or info.second is not None
    return entry.kind == "NoteProperty"


def all_views(target: Any) -> list[MemberView]:
    """Gives the views of all members."""
    return [view_of(target, e) for e in entries_of(target, current().scope, True)]


def property_views(target: Any) -> list[MemberView]:
    """Gives the views of the properties."""
    entries = entries_of(target, current().scope)
    return [view_of(target, e) for e in entries if e.kind.endswith("Property")]


def method_views(target: Any) -> list[MemberView]:
    """Gives the views of the methods."""
    return [view_of(target, e) for e in entries_of(target, current().scope, True) if e.kind.endswith("Method")]


def view_named(target: Any, name: str, which: str = "Members") -> MemberView | None:
    """Gives the view of a member by its name; None where there is none of that kind."""
    entry = find_entry(target, name, current().scope)
    if entry is None:
        return None
    if which == "Properties" and not entry.kind.endswith("Property"):
        return None
    if which == "Methods" and not entry.kind.endswith("Method"):
        return None
    return view_of(target, entry)


def member_of(view: MemberView) -> Member | None:
    """Gives the Member that a view made by a script stands for."""
    if view.member is not None:
        return Member(view.member.name, view.member.kind, view.member.value, view.member.second)
    if view.kind in ("NoteProperty", "Property"):
        return Member(view.name, "NoteProperty", view.get())
    return None


def add_member(target: Any, view: MemberView, what: str) -> None:
    """Adds a member to an object (a plain value has no place for one)."""
    member = member_of(view)
    if member is None:
        raise make_error(f"Cannot add the member {view.name}.", "CannotAddMember")
    attach(target, member)


def attach(target: Any, member: Member, force: bool = False) -> bool:
    """Adds a member to this very object; false where the value can't hold one.

    Raises:
        ScriptError: when the object has a member of that name already and `force` is false.
    """
    base = target.base if type(target) is PSObject else target
    low = member.name.lower()
    if type(base) is PSCustomObject:
        key = base.key_of(member.name)
        if key is not None and not force:
            raise already_present(member.name)
        value: Any = member.value if member.kind == "NoteProperty" else member
        if key is not None:
            del base.props[key]
        base.props[member.name] = value
        return True
    if not isinstance(target, NetObject):
        return False
    if target.ext is None:
        target.ext = {}
    if low in target.ext and not force:
        raise already_present(member.name)
    target.ext[low] = member
    return True


def already_present(name: str) -> Exception:
    """Makes the error of adding a member twice."""
    return make_error(
        f'Cannot add a member with the name "{name}" because a member with that name already exists. To overwrite the '
        "member anyway, add the Force parameter to your command.",
        "ExtendedTypeSystemException",
        exception="System.Management.Automation.ExtendedTypeSystemException",
    )


def remove_member(target: Any, name: str) -> None:
    """Removes an added member or a custom object's property; nothing happens where there is none."""
    base = target.base if type(target) is PSObject else target
    if type(base) is PSCustomObject:
        key = base.key_of(name)
        if key is not None:
            del base.props[key]
            return
    for holder in (target, base):
        if isinstance(holder, NetObject) and holder.ext is not None and name.lower() in holder.ext:
            del holder.ext[name.lower()]
            return


def copy_object(target: Any) -> Any:
    """Gives PSObject.Copy(): a custom object with its own properties, a collection with its own items."""
    base = target.base if type(target) is PSObject else target
    made: Any = base
    if type(base) is PSCustomObject:
        made = PSCustomObject(dict(base.props), None if base.type_names is None else list(base.type_names))
    elif isinstance(base, Dictionary):
        made = type(base).__new__(type(base))
        for cls in type(base).__mro__:
            for slot in getattr(cls, "__slots__", ()):
                if slot != "__weakref__" and hasattr(base, slot):
                    setattr(made, slot, getattr(base, slot))
        made.data = dict(base.data)
    elif isinstance(base, ListObject):
        made = type(base)(base.items, base.meta)
    if isinstance(base, NetObject) and base.ext is not None and made is not base:
        made.ext = dict(base.ext)
    if type(target) is PSObject:
        wrapped = PSObject(made, target.type_names)
        wrapped.ext = None if target.ext is None else dict(target.ext)
        return wrapped
    return made


# ---- definitions, as Get-Member prints them ----------------------------------------------------------------------------


def definition(view: MemberView) -> str:
    """Gives the text of a member: `string Name=x`, `int Length {get;}`, overloads, scripts."""
    member, kind = view.member, view.kind
    if kind == "NoteProperty":
        return _note(view)
    if kind == "AliasProperty" and member is not None:
        shown = f"({display_name(member.second)}){member.value}" if member.second is not None else member.value
        return f"{view.name} = {shown}"
    if kind == "ScriptProperty" and member is not None:
        if callable(member.value):
            return f"System.Object {view.name} {{get=...;}}"
        getter = f"get={member.value.text()};"
        setter = f"set={member.second.text()};" if member.second is not None else ""
        return f"System.Object {view.name} {{{getter}{setter}}}"
    if kind == "ScriptMethod":
        return f"System.Object {view.name}();"
    if kind == "PropertySet" and member is not None:
        return f"{view.name} {{{', '.join([to_string(n) for n in member.value])}}}"
    if kind == "Property":
        word = "{get;set;}" if view.put is not None else "{get;}"
        return f"{_type_shown(view)} {view.name} {word}"
    if kind == "ParameterizedProperty":
        return _parameterized(view)
    if kind.endswith("Method"):
        method = view.get()
        if isinstance(method, PSMethod) and isinstance(method.group, MethodGroup):
            return ", ".join([signature_text(o, display_name) for o in method.group.overloads])
        return f"System.Object {view.name}();"
    return f"{_type_shown(view)} {view.name} {{get;}}"


def _type_shown(view: MemberView) -> str:
    if view.type_name is None:
        return "System.Object" if view.kind == "Property" else display_name(type_of(view.get()))
    found = find_type(view.type_name)
    return view.type_name if found is None else display_name(found)


def _note(view: MemberView) -> str:
    value = view.get()
    if value is None:
        return f"object {view.name}=null"
    base = value.base if type(value) is PSObject else value
    if type(base) is PSCustomObject:
        return f"PSCustomObject {view.name}={to_string(value)}"
    return f"{display_name(type_of(base), True)} {view.name}={net_text(base)}"


def _parameterized(view: MemberView) -> str:
    method = view.get()
    group = method.group if isinstance(method, PSMethod) else None
    if not isinstance(group, MethodGroup):
        return f"System.Object {view.name}"
    over = group.overloads[0]
    text = signature_text(over, display_name, "Item")
    settable = type_of(method.target) is not None and find_entry(method.target, "set_Item") is not None
    return f"{text} {{get;{'set;' if settable else ''}}}"
