"""New-Object and Add-Type."""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.members_list import find_entry
from perdure.interpreter.type_names import full_name, resolve_text
from perdure.interpreter.values.base import Member, NetObject, PSCustomObject, unwrap
from perdure.interpreter.values.collections import Dictionary

SMA = "System.Management.Automation."
BAGS = (SMA + "PSObject", SMA + "PSCustomObject")


@cmdlet("New-Object", default_set="Net")
class NewObject(Cmdlet):
    """Makes an object of a .NET type or a script class."""

    TypeName = P("string", pos=0, mandatory=True, sets="Net")
    ComObject = P("string", pos=0, mandatory=True, sets="Com")
    ArgumentList = P("object[]", pos=1, alias="Args", sets="Net", null=True)
    Strict = P("switch", sets="Com")
    Property = P("System.Collections.IDictionary")

    def process(self) -> None:
        if self.ComObject is not None:
            text = f'The term COM object "{self.ComObject}" cannot be made: COM is a thing of Windows alone.'
            raise ScriptError(
                self.error(text, "NoCOMClassIdentified", "ResourceUnavailable", self.ComObject, "System.Runtime.InteropServices.COMException")
            )  # fmt: skip
        kind = resolve_text(self.TypeName, self.scope, self.cx.usings or ())
        if kind is None:
            text = f"Cannot find type [{self.TypeName}]: verify that the assembly containing this type is loaded."
            raise ScriptError(self.error(text, "TypeNotFound", "InvalidType", None, SMA + "PSArgumentException"))
        made = self.make(kind)
        if isinstance(unwrap(self.Property), Dictionary):
            made = self.dressed(made)
        self.write(made)

    def make(self, kind: Any) -> Any:
        """Makes the object without its properties."""
        args = list(self.ArgumentList or ())
        if kind.name in BAGS and not args:
            return PSCustomObject()
        try:
            return members.construct(kind, args, self.scope)
        except ScriptError as error:
            record = error.record
            if not args and record.error_id.startswith("MethodNotFound"):
                text = (
                    f"A constructor was not found. Cannot find an appropriate constructor for type {full_name(kind)}."
                )
                raise ScriptError(
                    self.error(text, "CannotFindAppropriateCtor", "ObjectNotFound", self.TypeName, SMA + "PSArgumentException")
                ) from None  # fmt: skip
            if record.error_id.startswith("MethodArgumentConversion"):
                text = f'Cannot find an overload for "{kind.short}" and the argument count: "{len(args)}".'
                record.exception = NetException(SMA + "MethodException", text)
            made = ErrorRecord(record.exception, "ConstructorInvokedThrowException", "InvalidOperation")
            raise ScriptError(self.own(made)) from None

    def dressed(self, made: Any) -> Any:
        """Gives the object with -Property's values set."""
        for key, value in unwrap(self.Property).items():
            name = to_string(key)
            if isinstance(made, PSCustomObject):
                made.props[made.key_of(name) or name] = value
                continue
            entry = find_entry(made, name, self.scope)
            if entry is not None:
                members.set_member(made, name, value, self.scope)
            elif self.is_method(made, name):
                members.invoke(made, name, list(value) if isinstance(value, list) else [value], self.scope)
            else:
                text = f'The member "{name}" was not found for the specified .NET object.'
                record = self.error(
                    text, "InvalidOperationException", "InvalidOperation", None, "System.InvalidOperationException"
                )
                raise ScriptError(record)
        return made

    def is_method(self, made: Any, name: str) -> bool:
        """Tells whether the object has a method of that name."""
        return any(entry.name.lower() == name.lower() for entry in members.methods_of(made, self.scope))


@cmdlet("Add-Type", default_set="FromSource")
class AddType(Cmdlet):
    """Loads an assembly by name, which means nothing here; refuses to compile sources of other languages."""

    TypeDefinition = P("string", pos=0, mandatory=True, sets="FromSource")
    Name = P("string", pos=0, mandatory=True, sets="FromMember")
    MemberDefinition = P("string[]", pos=1, mandatory=True, sets="FromMember")
    Namespace = P("string", sets="FromMember", alias="NS")
    UsingNamespace = P("string[]", sets="FromMember", alias="Using")
    Path = P("string[]", pos=0, mandatory=True, sets="FromPath")
    LiteralPath = P("string[]", mandatory=True, sets="FromLiteralPath", alias="PSPath LP")
    AssemblyName = P("string[]", mandatory=True, sets="FromAssemblyName", alias="AN")
    Language = P("string")
    ReferencedAssemblies = P("string[]", alias="RA")
    OutputAssembly = P("string", alias="OA")
    OutputType = P("string", alias="OT")
    PassThru = P("switch")
    IgnoreWarnings = P("switch")
    CompilerOptions = P("string[]")

    def end(self) -> None:
        if self.AssemblyName is not None:
            return
        what = "C# sources" if self.set_name in ("FromSource", "FromMember") else "assemblies"
        text = (
            f"Cannot add type. There is no .NET runtime here that could load {what}; write the type as a PowerShell class, "
            "or register a Python function as a command."
        )
        record = self.error(text, "TYPE_NOT_SUPPORTED", "NotImplemented", None, "System.PlatformNotSupportedException")
        raise ScriptError(record)


def add_note(value: Any, name: str, content: Any) -> None:
    """Adds a note property to an object that can hold one."""
    if isinstance(value, PSCustomObject):
        value.props[name] = content
    elif isinstance(value, NetObject):
        if value.ext is None:
            value.ext = {}
        value.ext[name.lower()] = Member(name, "NoteProperty", content)
