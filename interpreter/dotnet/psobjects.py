"""PSObject, PSCustomObject and the views of members: `$x.PSObject.Properties['a'].Value`, PSMethod, PSNoteProperty ..."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert_text import text
from perdure.interpreter.dotnet._faults import argument
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.errors import make_error
from perdure.interpreter.members_ets import set_type_names, type_names_of
from perdure.interpreter.members_invoke import invoke_method
from perdure.interpreter.members_list import method_signatures
from perdure.interpreter.members_views import (
    add_member,
    all_views,
    copy_object,
    definition,
    member_of,
    method_views,
    property_views,
    remove_member,
    view_named,
)
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.base import Member, PSCustomObject, PSObject, Reference
from perdure.interpreter.values.collections import TypedArray
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.enums import EnumValue
from perdure.interpreter.values.generic import ReadOnlyCollection
from perdure.interpreter.values.iterators import Enumerator
from perdure.interpreter.values.psmembers import MemberCollection, MemberView, PSMemberSet, PSMethod, TypeNameList
from perdure.interpreter.wildcards import matches

_S = "System.Management.Automation."
SMA = "System.Management.Automation, Version=7.6.0.500, Culture=neutral, PublicKeyToken=31bf3856ad364e35"


def _define(name: str, base: str = "System.Object", **more: Any) -> Any:
    return define(_S + name, base, assembly=SMA, **more)


def new_object(value: Any = None) -> Any:
    return PSCustomObject() if value is None else value


def names_list(target: Any) -> TypeNameList:
    def store(names: list[Any]) -> None:
        set_type_names(target, names)

    return TypeNameList(type_names_of(target), store)


def base_of(target: Any) -> Any:
    return target.base if type(target) is PSObject else target


_SET: dict[str, Any] = {
    "Members -> object": lambda s: MemberCollection(s.target, "Members", lambda: all_views(s.target)),
    "Properties -> object": lambda s: MemberCollection(s.target, "Properties", lambda: property_views(s.target)),
    "Methods -> object": lambda s: MemberCollection(s.target, "Methods", lambda: method_views(s.target)),
    "TypeNames -> object": lambda s: names_list(s.target),
    "BaseObject -> object": lambda s: base_of(s.target),
    "ImmediateBaseObject -> object": lambda s: base_of(s.target),
    "Copy() -> psobject": lambda s: copy_object(s.target),
    "ToString() -> string": lambda s: text(s.target),
}
_define("PSObject", members={
    "new()": new_object,
    "new(object obj)": new_object,
    "static AsPSObject(object obj) -> psobject": lambda o: o,
    **_SET,
}, py=PSObject)  # fmt: skip
_define("PSCustomObject", members={"ToString() -> string": lambda o: ""}, py=PSCustomObject)
_define("PSMemberSet", "System.Management.Automation.PSMemberInfo", members={
    **_SET, "MemberType -> System.Management.Automation.PSMemberTypes": lambda s: "MemberSet",
}, py=PSMemberSet)  # fmt: skip


# ---- one member --------------------------------------------------------------------------------------------------------


def get_value(v: MemberView) -> Any:
    return v.get()


def set_value(v: MemberView, value: Any) -> None:
    if v.put is None:
        raise make_error(
            f'Set accessor for property "{v.name}" is unavailable.' if v.kind == "ScriptProperty"
            else f"Cannot set the Value property for PSMemberInfo object of type \"{_S}PS{v.kind}\".",
            "ReadOnlyProperty",
            exception="System.Management.Automation.SetValueException",
        )  # fmt: skip
    v.put(value)


def shown(v: MemberView) -> str:
    """Gives the member's definition, as ToString() and Get-Member have it."""
    return definition(v)


_define(
    "PSMemberInfo",
    members={
        "Name -> string": lambda v: v.name,
        "MemberType -> System.Management.Automation.PSMemberTypes": lambda v: _member_type(v.kind),
        "Value -> object": Prop(get_value, set_value),
        "TypeNameOfValue -> string": lambda v: v.type_name if v.type_name is not None else _value_type(v),
        "IsInstance -> bool": lambda v: v.kind not in ("Property", "Method", "ParameterizedProperty"),
        "Copy() -> object": lambda v: MemberView(v.name, v.kind, v.get, v.put, v.member, v.type_name),
        "ToString() -> string": lambda v: shown(v),
    },
    abstract=True,
)
_PROPERTY = {"IsSettable -> bool": lambda v: v.put is not None, "IsGettable -> bool": lambda v: True}
_define("PSPropertyInfo", _S + "PSMemberInfo", members=_PROPERTY, abstract=True)
_define(
    "PSMethodInfo",
    _S + "PSMemberInfo",
    abstract=True,
    members={
        "OverloadDefinitions -> object": lambda v: overloads(v),
        "Invoke(params object[] arguments) -> object": lambda v, a: _call(v, a),
    },
)


def _call(v: Any, args: Any) -> Any:
    method = v if isinstance(v, PSMethod) else v.get()
    return invoke_method(method, list(args), current().scope)


def overloads(v: Any) -> Any:
    method = v if isinstance(v, PSMethod) else v.get()
    return TypedArray("System.String", method_signatures(method, ""))


def _member_type(kind: str) -> Any:
    found = find_type(_S + "PSMemberTypes")
    return kind if found is None else named(_S + "PSMemberTypes", found.data.names.get(kind, 0))


def _value_type(v: MemberView) -> str:
    value = v.get()
    return "System.Object" if value is None else type_names_of(value)[0]


def note(name: str, value: Any) -> MemberView:
    held = Member(name, "NoteProperty", value)

    def put(new: Any) -> None:
        held.value = new

    return MemberView(name, "NoteProperty", lambda: held.value, put, held)


def made(kind: str) -> Any:
    """Makes the constructor of a member of another kind."""

    def build(name: str, value: Any, second: Any = None) -> MemberView:
        held = Member(name, kind, value, second)
        return MemberView(name, kind, lambda: held.value, None, held)

    return build


_INFO = _S + "PSPropertyInfo"
_define("PSNoteProperty", _INFO, members={"new(string name, object value)": note})
_define("PSVariableProperty", _S + "PSNoteProperty")
_define("PSProperty", _INFO)
_define("PSAdaptedProperty", _S + "PSProperty")
_define("PSAliasProperty", _INFO, members={
    "new(string name, string referencedMemberName)": made("AliasProperty"),
    "new(string name, string referencedMemberName, type conversionType)": made("AliasProperty"),
    "ReferencedMemberName -> string": lambda v: v.member.value if v.member else None,
    "ConversionType -> type": lambda v: v.member.second if v.member else None,
})  # fmt: skip
_define("PSScriptProperty", _INFO, members={
    "new(string name, scriptblock getterScript)": made("ScriptProperty"),
    "new(string name, scriptblock getterScript, scriptblock setterScript)": made("ScriptProperty"),
    "GetterScript -> scriptblock": lambda v: v.member.value if v.member else None,
    "SetterScript -> scriptblock": lambda v: v.member.second if v.member else None,
})  # fmt: skip
_define("PSCodeProperty", _INFO)
_define("PSParameterizedProperty", _S + "PSMethodInfo")
_define("PSScriptMethod", _S + "PSMethodInfo", members={
    "new(string name, scriptblock script)": made("ScriptMethod"),
    "Script -> scriptblock": lambda v: v.member.value if v.member else None,
})  # fmt: skip
_define("PSCodeMethod", _S + "PSMethodInfo")
_define("PSPropertySet", _S + "PSMemberInfo", members={
    "new(string name, System.Collections.Generic.IEnumerable[string] referencedPropertyNames)": (
        lambda name, names: made("PropertySet")(name, list(enumerate_value(names) or [names]))
    ),
    "ReferencedPropertyNames -> object": lambda v: v.member.value if v.member else None,
})  # fmt: skip
_define("PSEvent", _S + "PSMemberInfo")
_define("PSMethod", _S + "PSMethodInfo", members={
    "Name -> string": lambda m: m.name,
    "MemberType -> System.Management.Automation.PSMemberTypes": lambda m: _member_type(
        m.group.kind if isinstance(m.group, Member) else "Method"
    ),
    "Value -> object": lambda m: m,
    "TypeNameOfValue -> string": lambda m: _S + "PSMethod",
    "OverloadDefinitions -> object": overloads,
    "IsInstance -> bool": lambda m: False,
    "ToString() -> string": lambda m: ", ".join(method_signatures(m, "")),
}, py=PSMethod)  # fmt: skip


# ---- collections of members --------------------------------------------------------------------------------------------


def by_name(c: MemberCollection, name: str) -> MemberView | None:
    return view_named(c.target, name, c.which)


def match(c: MemberCollection, pattern: str, kinds: Any = None) -> Any:
    found = [v for v in c.views() if matches(pattern, v.name)]
    if isinstance(kinds, EnumValue):
        found = [v for v in found if kinds.value & _member_type(v.kind).value]
    return ReadOnlyCollection(found, c.meta)


def add(c: MemberCollection, member: MemberView, _pre_validated: bool = False) -> None:
    if member_of(member) is None:
        raise argument("Cannot add a member of that kind.", "member")
    add_member(c.target, member, "PSMemberInfo")


_define(
    "PSMemberInfoCollection`1",
    interfaces=["System.Collections.Generic.IEnumerable`1[T]"],
    parameters="T",
    abstract=True,
    members={
        "get_Item(string name) -> T": by_name,
        "Add(T member) -> void": add,
        "Add(T member, bool preValidated) -> void": add,
        "Remove(string name) -> void": lambda c, name: remove_member(c.target, name),
        "Match(string name) -> object": match,
        "Match(string name, System.Management.Automation.PSMemberTypes memberTypes) -> object": match,
        "GetEnumerator() -> object": lambda c: _walk(c),
    },
)
_define("PSMemberInfoIntegratingCollection`1", _S + "PSMemberInfoCollection`1[T]", parameters="T")


def _walk(c: MemberCollection) -> Any:
    return Enumerator(c.views())


# ---- references --------------------------------------------------------------------------------------------------------

_define("PSReference", members={
    "new(object value)": lambda v: _reference(v),
    "Value -> object": Prop(lambda r: r.get(), lambda r, v: r.set(v)),
}, py=Reference)  # fmt: skip


def _reference(value: Any) -> Reference:
    held = [value]

    def put(new: Any) -> None:
        held[0] = new

    return Reference(lambda: held[0], put)
