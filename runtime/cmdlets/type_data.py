"""Update-TypeData, Get-TypeData, Remove-TypeData and Update-FormatData."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.type_names import resolve_text
from perdure.interpreter.values.base import Member, PSCustomObject, unwrap
from perdure.interpreter.values.collections import Hashtable
from perdure.runtime import globs
from perdure.runtime.pathing import PathCmdlet

KINDS = ("NoteProperty", "AliasProperty", "ScriptProperty", "CodeProperty", "ScriptMethod", "CodeMethod")


@cmdlet("Update-TypeData", default_set="FileSet", should_process=True)
class UpdateTypeData(Cmdlet):
    """Adds members to types, and says which properties are shown."""

    AppendPath = P("string[]", pos=0, pipe="value name", alias="PSPath Path", sets="FileSet")
    PrependPath = P("string[]", sets="FileSet")
    MemberType = P("string", sets="DynamicTypeSet", values=KINDS)
    MemberName = P("string", sets="DynamicTypeSet")
    Value = P("object", sets="DynamicTypeSet", null=True)
    SecondValue = P("object", sets="DynamicTypeSet")
    TypeConverter = P("object", sets="DynamicTypeSet")
    TypeAdapter = P("object", sets="DynamicTypeSet")
    SerializationMethod = P("string", sets="DynamicTypeSet")
    TargetTypeForDeserialization = P("object", sets="DynamicTypeSet")
    SerializationDepth = P("int", sets="DynamicTypeSet")
    DefaultDisplayProperty = P("string", sets="DynamicTypeSet")
    InheritPropertySerializationSet = P("object", sets="DynamicTypeSet")
    StringSerializationSource = P("string", sets="DynamicTypeSet")
    DefaultDisplayPropertySet = P("string[]", sets="DynamicTypeSet")
    DefaultKeyPropertySet = P("string[]", sets="DynamicTypeSet")
    PropertySerializationSet = P("string[]", sets="DynamicTypeSet")
    TypeName = P("string", pos=0, mandatory=True, pipe="name", sets="DynamicTypeSet")
    TypeData = P("object[]", pos=0, mandatory=True, pipe="value", sets="TypeDataSet")
    Force = P("switch")

    def process(self) -> None:
        if self.set_name == "DynamicTypeSet":
            self.add_members()
        elif self.set_name == "TypeDataSet":
            for data in self.TypeData:
                self.add_data(unwrap(data))

    def add_members(self) -> None:
        """Adds what the parameters say to one type."""
        name = self.full_name(self.TypeName)
        table = self.cx.type_data.setdefault(name.lower(), {})
        made = self.standard_members()
        if self.MemberType is not None or self.MemberName is not None:
            made.append(self.member())
        if not made:
            text = (
                f'The type data "{self.TypeName}" has no members, converters, adapters or display sets to add: at least one '
                "has to be given."
            )
            raise ScriptError(
                self.error(text, "TypeDataEmpty", "InvalidArgument", self.TypeName, "System.InvalidOperationException")
            )
        for member in made:
            if member.name.lower() in table and not self.Force:
                self.write_error(self.present(member.name))
                continue
            table[member.name.lower()] = member
        self.cx.version += 1

    def full_name(self, name: str) -> str:
        """Gives a type's full name; names of types that are not there stay as they are."""
        kind = resolve_text(name, self.scope)
        return name if kind is None else kind.name

    def standard_members(self) -> list[Member]:
        """Gives the display and key sets that were given."""
        made: list[Member] = []
        for name in ("DefaultDisplayPropertySet", "DefaultKeyPropertySet", "PropertySerializationSet"):
            given = getattr(self, name)
            if given is not None:
                made.append(Member(name, "PropertySet", list(given)))
        if self.DefaultDisplayProperty is not None:
            made.append(Member("DefaultDisplayProperty", "NoteProperty", self.DefaultDisplayProperty))
        if self.has("SerializationDepth"):
            made.append(Member("SerializationDepth", "NoteProperty", self.SerializationDepth))
        return made

    def member(self) -> Member:
        """Makes the one member that -MemberType, -MemberName and -Value describe."""
        if self.MemberType is None or not self.MemberName:
            missing = "MemberType" if self.MemberType is None else "MemberName"
            text = f"The parameter {missing} is required to add a member."
            raise ScriptError(
                self.error(text, f"{missing}IsRequired", "InvalidOperation", self.TypeName, "System.InvalidOperationException")
            )  # fmt: skip
        value, second = unwrap(self.Value), unwrap(self.SecondValue)
        kind = next(k for k in KINDS if k.lower() == self.MemberType.lower())
        if kind == "AliasProperty":
            value = to_string(value)
        return Member(self.MemberName, kind, value, second)

    def present(self, name: str) -> ErrorRecord:
        """Makes the error of a member that the type has already."""
        text = f'Error in TypeData "{self.TypeName}": The member {name} is already present.'
        return self.error(
            text,
            "TypesDynamicUpdateException",
            "InvalidOperation",
            None,
            "System.Management.Automation.RuntimeException",
        )

    def add_data(self, data: Any) -> None:
        """Adds what a TypeData object holds, as Get-TypeData gives it."""
        props = data.props if isinstance(data, PSCustomObject) else {}
        table = self.cx.type_data.setdefault(to_string(props.get("TypeName")).lower(), {})
        members = props.get("Members")
        for _, member in members.items() if isinstance(members, Hashtable) else ():
            source = unwrap(member)
            table[source.props["Name"].lower()] = Member(
                source.props["Name"], source.props["Kind"], source.props["Value"], source.props["SecondValue"]
            )
        self.cx.version += 1


@cmdlet("Get-TypeData")
class GetTypeData(Cmdlet):
    """Gets the members that the session has added to types."""

    TypeName = P("string[]", pos=0, pipe="value name")

    def process(self) -> None:
        for low in sorted(self.cx.type_data):
            if self.cx.type_data[low] and (not self.TypeName or globs.matches_any(low, self.TypeName)):
                self.write(type_data(low, self.cx.type_data[low]))


def type_data(name: str, table: dict[str, Member]) -> PSCustomObject:
    """Gives one type's added members as an object."""
    kind = resolve_text(name)
    members = Hashtable()
    for member in table.values():
        row = {"Name": member.name, "Kind": member.kind, "Value": member.value, "SecondValue": member.second}
        members.set(member.name, PSCustomObject(row))
    return PSCustomObject(
        {"TypeName": name if kind is None else kind.name, "Members": members},
        ["System.Management.Automation.Runspaces.TypeData"],
    )


@cmdlet("Remove-TypeData", default_set="RemoveTypeDataSet", should_process=True)
class RemoveTypeData(Cmdlet):
    """Takes added members away again."""

    TypeName = P("string", pos=0, mandatory=True, pipe="name", sets="RemoveTypeSet")
    Path = P("string[]", mandatory=True, sets="RemoveFileSet")
    TypeData = P("object", mandatory=True, pipe="value", sets="RemoveTypeDataSet")

    def process(self) -> None:
        if self.Path:
            return
        name = self.TypeName
        if name is None:
            data = unwrap(self.TypeData)
            name = to_string(data.props.get("TypeName")) if isinstance(data, PSCustomObject) else to_string(data)
        kind = resolve_text(name, self.scope)
        low = (name if kind is None else kind.name).lower()
        if self.cx.type_data.pop(low, None) is None:
            text = f'Error in TypeData "{name}": The type "{name}" was not found.'
            self.write_error(self.error(text, "TypesDynamicRemoveException", "InvalidOperation", name))
        self.cx.version += 1


@cmdlet("Update-FormatData", default_set="AppendPathSet", should_process=True)
class UpdateFormatData(PathCmdlet):
    """Would load formatting files; there are none to load again without a path, and those with one are refused."""

    AppendPath = P("string[]", pos=0, pipe="value name", alias="PSPath Path", sets="AppendPathSet")
    PrependPath = P("string[]", mandatory=True, sets="PrependPathSet")

    def process(self) -> None:
        for text in [*(self.AppendPath or ()), *(self.PrependPath or ())]:
            if self.guarded(self.must_exist, self.drives.place(text, self.scope)):
                self.warning(f"Formatting files are not read yet: {text}")
