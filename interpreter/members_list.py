"""All members of a value, listed: for Select-Object *, formatting, ConvertTo-Json, Get-Member and `.PSObject`.

An Entry names a member and knows how to read it. Order: what was added to the object or what a custom object holds,
what type data adds, then the .NET properties. Serves members.py and cmdlets.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.memberinfo import MethodGroup, PropertyInfo, all_instance, find_instance, type_from_table
from perdure.interpreter.members_ets import all_of_type, extended, of_type
from perdure.interpreter.members_get import MISSING, call_getter, member_value, read_own
from perdure.interpreter.overloads import signature_text
from perdure.interpreter.type_names import display_name
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import HIDDEN, Member, NetObject, PSCustomObject, PSObject
from perdure.interpreter.values.psmembers import PSMethod


class Entry:
    """One member: `kind` NoteProperty, Property, ScriptProperty, Method ...; `info` what it stands for here."""

    __slots__ = ("name", "kind", "info")

    def __init__(self, name: str, kind: str, info: Any) -> None:
        self.name, self.kind, self.info = name, kind, info

    def __iter__(self) -> Any:
        return iter((self.name, self.kind, self.info))

    def __repr__(self) -> str:
        return f"Entry({self.name!r}, {self.kind})"


def properties_of(value: Any, sc: Any = None, hidden: bool = False) -> list[Entry]:
    """Gives the properties of a value in PowerShell's order; those that a class hides only when asked for."""
    return [e for e in entries_of(value, sc, hidden=hidden) if e.kind.endswith("Property")]


def property_value(value: Any, entry: Entry, sc: Any = None) -> Any:
    """Reads a property that `properties_of` gave."""
    info = entry.info
    if isinstance(info, PropertyInfo):
        return call_getter(info, value.base if type(value) is PSObject else value)
    if isinstance(info, Member):
        return member_value(info, value, sc)
    base = value.base if type(value) is PSObject else value
    if type(base) is PSCustomObject:
        return base.props.get(entry.name)
    found = read_own(value, entry.name, sc)
    return None if found is MISSING else found


def entries_of(value: Any, sc: Any = None, methods: bool = False, hidden: bool = False) -> list[Entry]:
    """Gives every member; methods, and what a class hides, only when asked for."""
    base = value.base if type(value) is PSObject else value
    found: dict[str, Entry] = {}
    if type(base) is PSCustomObject:
        for name, held in base.props.items():
            kind = held.kind if type(held) is Member else "NoteProperty"
            found[name.lower()] = Entry(name, kind, held if type(held) is Member else None)
    for holder in (value, base):
        if isinstance(holder, NetObject) and holder.ext is not None:
            for low, member in holder.ext.items():
                if not low.startswith("\0") and member.second != HIDDEN:
                    found.setdefault(low, Entry(member.name, member.kind, member))
    added = all_of_type(value, sc.cx if sc is not None else None)
    for low, member in added.items():
        found.setdefault(low, Entry(member.name, member.kind, member))
    if type(base) is not PSCustomObject and base is not None:
        _net_entries(base, found, methods, hidden)
    elif methods:
        _net_entries(base, found, True, hidden)
    return list(found.values())


def _net_entries(base: Any, found: dict[str, Entry], methods: bool, hidden: bool) -> None:
    dynamic = getattr(type(base), "net_properties", None)  # XML nodes and the like answer by their content
    if dynamic is not None:
        for name, kind in dynamic(base):
            found.setdefault(name.lower(), Entry(name, kind, None))
    own = type_of(base)
    unlisted = set() if hidden else hidden_names(own)
    for info in all_instance(own):
        if info.name.lower() in unlisted:
            continue
        if isinstance(info, PropertyInfo):
            if dynamic is not None:
                continue  # their own properties are reached through psbase only
            found.setdefault(info.name.lower(), Entry(info.name, "Property", info))
        elif methods and not info.name.startswith(("get_", "set_")):
            found.setdefault(info.name.lower(), Entry(info.name, "Method", info))
        elif info.name == "get_Item" and methods:
            found.setdefault("item", Entry("Item", "ParameterizedProperty", info))


def hidden_names(kind: Any) -> set[str]:
    """Gives the lower-case names of what a script's class (or a base of it) hides from listings."""
    names: set[str] = set()
    if kind.assembly == "script":
        for here in kind.parents():
            names |= getattr(here.data, "hidden", set())
    return names


def methods_of(value: Any, sc: Any = None) -> list[Entry]:
    """Gives the methods of a value, script methods included."""
    return [e for e in entries_of(value, sc, True) if e.kind.endswith("Method")]


def method_signatures(value: Any, name: str) -> list[str]:
    """Gives the definitions of a method's overloads as `"".Substring` prints them."""
    group: Any = value.group if isinstance(value, PSMethod) else find_instance(type_of(value), name.lower())
    if isinstance(group, Member):
        return [f"System.Object {group.name}();"]
    if not isinstance(group, MethodGroup):
        return []
    return [signature_text(o, definition_name) for o in group.overloads]


def definition_name(kind: Any) -> str:
    """Gives a type as definitions have it: accelerators, other types with their namespace, `System.Object`."""
    return display_name(kind)


def property_type(entry: Entry) -> str | None:
    """Gives a .NET property's type as Get-Member prints it."""
    info = entry.info
    if isinstance(info, PropertyInfo):
        if info.type_name == "System.Object":
            return "System.Object"
        return display_name(type_from_table(info.type_name, info.owner))
    return None


def find_entry(value: Any, name: str, sc: Any = None) -> Entry | None:
    """Gives the member of that name, methods included."""
    low = name.lower()
    member = extended(value, low)
    if member is not None:
        return Entry(member.name, member.kind, member)
    base = value.base if type(value) is PSObject else value
    kind = type_of(base)
    if low != "item" and kind.assembly != "script" and getattr(type(base), "net_properties", None) is None:
        return _find_declared(value, base, kind, name, sc)
    for entry in entries_of(value, sc, True):
        if entry.name.lower() == low:
            return entry
    return None


def _find_declared(value: Any, base: Any, kind: Any, name: str, sc: Any) -> Entry | None:
    """Finds a member of an object whose type says all about it, without listing the others."""
    low = name.lower()
    if type(base) is PSCustomObject:
        key = base.key_of(name)
        if key is not None:
            held = base.props[key]
            return Entry(key, held.kind, held) if type(held) is Member else Entry(key, "NoteProperty", None)
    member = extended(base, low) or of_type(value, low, sc.cx if sc is not None else None)
    if member is not None:
        return Entry(member.name, member.kind, member)
    info = find_instance(kind, low) if base is not None else None
    if isinstance(info, PropertyInfo):
        return Entry(info.name, "Property", info)
    return Entry(info.name, "Method", info) if info is not None else None


Reader = Callable[[Any], Any]
