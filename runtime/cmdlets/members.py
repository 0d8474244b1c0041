"""Add-Member and Get-Member. Source: conformance/cmdlets/member-cmdlets, formatting/cmdlet-views."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import convert_to, to_string
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.memberinfo import MethodGroup, PropertyInfo, all_static, members_of
from perdure.interpreter.members import entries_of, method_signatures, property_value
from perdure.interpreter.members_ets import set_type_names
from perdure.interpreter.members_list import Entry, property_type
from perdure.interpreter.overloads import signature_text
from perdure.interpreter.type_names import display_name, resolve_text
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.validation import Invalid
from perdure.interpreter.values.base import Member, NetObject, PSCustomObject, PSObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.results import MemberDefinition
from perdure.runtime.globs import matches
from perdure.runtime.objects import READ_FAILED, find_name, text_of, type_names_of

# PSMemberTypes: what each name covers
_PROPERTIES = ("AliasProperty", "CodeProperty", "Property", "NoteProperty", "ScriptProperty", "PropertySet")
_METHODS = ("CodeMethod", "Method", "ScriptMethod")
_KINDS = (*_PROPERTIES, *_METHODS, "ParameterizedProperty", "MemberSet", "Event", "Dynamic", "InferredProperty")
_GROUPS = {
    "all": frozenset(_KINDS),
    "methods": frozenset(_METHODS),
    "properties": frozenset([k for k in _PROPERTIES if k != "PropertySet"]),
}
_ADDABLE = ("NoteProperty", "AliasProperty", "ScriptProperty", "ScriptMethod", "CodeProperty", "CodeMethod", "PropertySet",
            "MemberSet")  # fmt: skip


def no_member_type(value: Any) -> None:
    """Refuses a note property's name that is the name of a member type."""
    if isinstance(value, str) and value.lower() in {k.lower() for k in (*_KINDS, *_GROUPS)}:
        raise Invalid(
            "The parameter NotePropertyName cannot take values that could be converted to the type"
            " System.Management.Automation.PSMemberTypes. To define the name of a member with those values, use"
            " Add-Member, and specify the member type.",
            "InvalidValueForNotePropertyName",
        )


_SINGLE, _MULTI, _MEMBER, _TYPE = (
    "NotePropertySingleMemberSet", "NotePropertyMultiMemberSet", "MemberSet", "TypeNameSet",
)  # fmt: skip


@cmdlet("Add-Member", default_set=_TYPE)
class AddMember(Cmdlet):
    """Adds members or a type name to an object."""

    InputObject = P("psobject", mandatory=True, pipe="value")
    MemberType = P("System.Management.Automation.PSMemberTypes", pos=0, mandatory=True, alias="Type", sets=_MEMBER)
    Name = P("string", pos=1, mandatory=True, sets=_MEMBER)
    Value = P("object", pos=2, sets=_MEMBER, null=True)
    SecondValue = P("object", pos=3, sets=_MEMBER, null=True)
    TypeName = P("string", sets=f"{_MEMBER} {_SINGLE} {_MULTI}").also(sets=_TYPE, mandatory=True)
    Force = P("switch", sets=f"{_MEMBER} {_SINGLE} {_MULTI}")
    PassThru = P("switch")
    NotePropertyName = P("string", pos=0, mandatory=True, sets=_SINGLE, validate=[no_member_type])
    NotePropertyValue = P("object", pos=1, mandatory=True, sets=_SINGLE, null=True)
    NotePropertyMembers = P("System.Collections.IDictionary", pos=0, mandatory=True, sets=_MULTI)

    def process(self) -> None:
        target = self.InputObject
        if not isinstance(target, NetObject):
            target = PSObject(target)
        good = True
        if self.set_name == _SINGLE:
            good = self.add(target, Member(self.NotePropertyName, "NoteProperty", self.NotePropertyValue))
        elif self.set_name == _MULTI:
            for name, value in unwrap(self.NotePropertyMembers).items():
                good = self.add(target, Member(to_string(name), "NoteProperty", value)) and good
        elif self.set_name == _MEMBER:
            good = self.add(target, self.member())
        if self.TypeName is not None:
            self.add_type_name(target)
        if self.PassThru and good:
            self.emit(target)

    def add_type_name(self, target: Any) -> None:
        kind = resolve_text(str(self.TypeName), self.scope)
        name = kind.name if kind is not None else str(self.TypeName)
        set_type_names(target, [name, *type_names_of(target)])

    # -- the member --------------------------------------------------------------------------------------------------

    def member(self) -> Member:
        """Makes the member that the parameters describe."""
        kind, name = str(self.MemberType), str(self.Name)
        if kind not in _ADDABLE:
            raise self.refused(
                "CannotAddMemberType",
                f'Cannot add a member with type "{kind}". Specify a different type for the MemberTypes parameter.',
            )
        value, second = unwrap(self.Value), unwrap(self.SecondValue)
        if kind == "ScriptProperty":
            if value is None and second is None:
                raise self.refused(
                    "Value1AndValue2AreNotBothNull",
                    f'Both Value and SecondValue parameters should not be null for a member of type "{kind}". Specify a'
                    " non-null value for one of the two parameters.",
                )
        elif not self.has("Value"):
            raise self.refused(
                "Value1Prompt",
                f'The Value parameter is required for a member of type "{kind}". Specify the Value parameter when adding'
                " members of this type.",
            )
        if kind in ("NoteProperty", "ScriptMethod", "PropertySet") and self.has("SecondValue"):
            raise self.refused(
                "Value2ShouldNotBeSpecified",
                f'The SecondValue parameter is not necessary for a member of type "{kind}", and should not be specified.'
                " Do not specify the SecondValue parameter when you add members of this type.",
            )
        if kind != "NoteProperty" and kind != "ScriptProperty" and value is None:
            raise self.refused(
                "Value1ShouldNotBeNull",
                f'The Value parameter should not be null for a member of type "{kind}". Specify a non-null value for the'
                " Value parameter when adding members of this type.",
            )
        if kind == "NoteProperty":
            return Member(name, kind, self.Value)
        if kind in ("ScriptMethod", "ScriptProperty"):
            return Member(name, kind, self.block(value), self.block(second))
        if kind == "PropertySet":
            items = enumerate_value(value)
            return Member(name, kind, [to_string(i) for i in (items if items is not None else [value])])
        if kind == "AliasProperty":
            return Member(name, kind, to_string(value), None if second is None else second)
        return Member(name, kind, value, second)

    def block(self, value: Any) -> Any:
        """Gives a member's script block, converted where it is given as something else."""
        if value is None or isinstance(value, ScriptBlock):
            return value
        return convert_to(value, "System.Management.Automation.ScriptBlock")

    def refused(self, error_id: str, message: str) -> ScriptError:
        """Makes the error of a member that cannot be added."""
        raised = NetException("System.InvalidOperationException", message)
        return self.throw(ErrorRecord(raised, error_id, "InvalidOperation", self.InputObject))

    def add(self, target: Any, made: Member) -> bool:
        """Adds a member; tells whether that was possible."""
        low = made.name.lower()
        if not self.Force and self.exists(target, made.name):
            message = (
                f'Cannot add a member with the name "{made.name}" because a member with that name already exists. To'
                " overwrite the member anyway, add the Force parameter to your command."
            )
            raised = NetException("System.InvalidOperationException", message)
            record = ErrorRecord(raised, "MemberAlreadyExists", "InvalidOperation", self.InputObject)
            self.write_error(self.own(record))
            return False
        base = unwrap(target)
        if type(base) is PSCustomObject and made.kind.endswith("Property"):
            old = base.key_of(made.name)
            if old is not None:
                del base.props[old]
            base.props[made.name] = made.value if made.kind == "NoteProperty" else made
            if base.ext:
                base.ext.pop(low, None)
            return True
        if target.ext is None:
            target.ext = {}
        target.ext.pop(low, None)
        target.ext[low] = made
        return True

    def exists(self, target: Any, name: str) -> bool:
        low = name.lower()
        if target.ext is not None and low in target.ext:
            return True
        base = unwrap(target)
        if type(base) is PSCustomObject:
            return base.key_of(name) is not None or any(
                e.name.lower() == low for e in entries_of(target, self.scope, True)
            )
        return find_name(target, name, self.scope) is not None or any(
            e.name.lower() == low for e in entries_of(target, self.scope, True)
        )


# ---- Get-Member --------------------------------------------------------------------------------------------------------


@cmdlet("Get-Member", aliases="gm")
class GetMember(Cmdlet):
    """Tells what members objects have, once for each type."""

    InputObject = P("psobject", pipe="value", null=True)
    Name = P("string[]", pos=0, default=("*",))
    MemberType = P("System.Management.Automation.PSMemberTypes", alias="Type")
    View = P("System.Management.Automation.PSMemberViewTypes")
    Static = P("switch")
    Force = P("switch")

    def begin(self) -> None:
        self.seen: set[str] = set()
        self.kinds = wanted_kinds(self.MemberType)
        view = {part.strip().lower() for part in str(self.View).split(",")} if self.View is not None else {"all"}
        if "all" not in view:
            if "extended" not in view:
                self.kinds -= {*_PROPERTIES, *_METHODS, "MemberSet"} - {"Property", "Method"}
            if "adapted" not in view and "base" not in view:
                self.kinds -= {"Property", "Method", "ParameterizedProperty"}

    def process(self) -> None:
        value = self.InputObject
        if value is None:
            return
        base = unwrap(value)
        if self.Static:
            kind = base if isinstance(base, NetType) else type_of(base)
            type_name = kind.name
            found = [
                ("Method" if isinstance(m, MethodGroup) else "Property", m.name, static_text(m, kind))
                for m in all_static(kind)
            ]
            found.append(("Method", "new", constructor_text(kind)))
        else:
            type_name = type_names_of(value)[0]
            found = []
        if type_name in self.seen:
            return
        self.seen.add(type_name)
        entries = [] if self.Static else entries_of(value, self.scope, True)
        for pattern in self.Name:
            rows = [f for f in found if f[0] in self.kinds and f[2] and matches(f[1], pattern)]
            for entry in entries:
                if entry.kind in self.kinds and matches(entry.name, pattern):
                    rows.append((entry.kind, entry.name, definition(value, entry, self.scope)))
            rows.sort(key=lambda r: (r[0].lower(), r[1].lower()))
            for kind_name, name, text in rows:
                self.emit(MemberDefinition(type_name, name, kind_name, text))

    def end(self) -> None:
        if not self.seen:
            raised = NetException(
                "System.InvalidOperationException", "You must specify an object for the Get-Member cmdlet."
            )
            self.write_error(self.own(ErrorRecord(raised, "NoObjectInGetMember", "CloseError")))


def wanted_kinds(given: Any) -> set[str]:
    """Gives the member types that -MemberType names."""
    if given is None:
        return set(_KINDS)
    out: set[str] = set()
    for part in str(given).split(","):
        low = part.strip().lower()
        group = _GROUPS.get(low)
        out |= group if group is not None else {k for k in _KINDS if k.lower() == low}
    return out


def definition(value: Any, entry: Entry, scope: Any) -> str:
    """Gives what Get-Member says of a member."""
    name, kind, info = entry.name, entry.kind, entry.info
    if kind == "Method":
        return ", ".join(method_signatures(value, name))
    if kind == "Property":
        settable = isinstance(info, PropertyInfo) and info.set is not None
        return f"{property_type(entry) or 'System.Object'} {name} {{get;{'set;' if settable else ''}}}"
    if kind == "NoteProperty":
        try:
            found = property_value(value, entry, scope)
        except READ_FAILED:
            found = None
        return f"{value_type(found)} {name}={'null' if found is None else note_text(found)}"
    if isinstance(info, Member):
        return added_text(info)
    if kind == "ParameterizedProperty":
        return ", ".join(
            [signature_text(o, display_name, name) + " {get;set;}" for o in getattr(info, "overloads", [])]
        )
    return name


def value_type(value: Any) -> str:
    """Gives a note property's type as its definition has it."""
    if value is None:
        return "object"
    if isinstance(value, (PSCustomObject, PSObject)):
        return type_names_of(value)[0]
    shown = display_name(type_of(value))
    return shown.rpartition(".")[2] if "[" not in shown or shown.endswith("[]") else shown


def note_text(value: Any) -> str:
    """Gives a note property's value as its definition has it."""
    return text_of(value) if isinstance(value, (PSCustomObject, PSObject)) else net_text(value)


def added_text(member: Member) -> str:
    """Gives the definition of a member that type data or a script added."""
    kind, name = member.kind, member.name
    if kind == "AliasProperty":
        return f"{name} = ({member.second}){member.value}" if member.second else f"{name} = {member.value}"
    if kind == "ScriptProperty":
        get = "" if member.value is None else f"get={_block_text(member.value)};"
        put = "" if member.second is None else f"set={_block_text(member.second)};"
        return f"System.Object {name} {{{get}{put}}}"
    if kind == "ScriptMethod":
        return f"System.Object {name}();"
    if kind == "PropertySet":
        return f"{name} {{{', '.join(member.value)}}}"
    if kind == "CodeProperty":
        return f"System.Object {name} {{get={name};}}"
    return f"{name}"


def _block_text(block: Any) -> str:
    return block.text() if isinstance(block, ScriptBlock) else ""


def static_text(member: Any, kind: NetType) -> str:
    """Gives the definition of a static member."""
    if isinstance(member, MethodGroup):
        return ", ".join([signature_text(o, display_name) for o in member.overloads])
    settable = "set;" if member.set is not None else ""
    shown = resolve_text(member.type_name)
    return f"static {display_name(shown) if shown is not None else member.type_name} {member.name} {{get;{settable}}}"


def constructor_text(kind: NetType) -> str:
    """Gives the definitions of a type's constructors."""
    return ", ".join([signature_text(o, display_name, "new") for o in members_of(kind).constructors])
