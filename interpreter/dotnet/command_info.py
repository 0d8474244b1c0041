"""What Get-Command gives: CommandInfo and its kinds, parameters and parameter sets."""

from typing import Any

from perdure.interpreter.command import (
    AliasInfo,
    ApplicationInfo,
    CmdletInfo,
    CommandInfo,
    ExternalScriptInfo,
    FunctionInfo,
    ScriptInfo,
)
from perdure.interpreter.command_syntax import (
    NOT_SET,
    ParameterInfo,
    ParameterMetadata,
    ParameterSetInfo,
    TypeNameValue,
    attributes_of,
    declared_outputs,
    name_table,
    resolved,
    set_text,
    sets_of,
    signature_of,
    syntax,
)
from perdure.interpreter.context import current
from perdure.interpreter.convert import convert_to
from perdure.interpreter.script_files import read_script
from perdure.interpreter.typesys import Prop, define, find_type
from perdure.interpreter.values.generic import Collection, ReadOnlyCollection

SMA = "System.Management.Automation."
STRING, BOOL, INT = "System.String", "System.Boolean", "System.Int32"


def _parameters(command: CommandInfo) -> Any:
    signature = signature_of(command, current().scope)
    if signature is None:
        return None
    return name_table([(p.name, ParameterMetadata(p)) for p in signature.parameters], SMA + "ParameterMetadata")


def _parameter_sets(command: CommandInfo) -> Any:
    signature = signature_of(command, current().scope)
    if signature is None:
        return None
    return Collection(sets_of(signature), (SMA + "CommandParameterSetInfo",))


def _default_set(command: CommandInfo) -> Any:
    signature = signature_of(command, current().scope)
    return (signature.default_set or None) if signature is not None else None


def _part(index: int) -> Any:
    def part(command: CommandInfo) -> str:
        verb, dash, noun = command.name.partition("-")
        return (verb, noun)[index] if dash else ""

    return part


def _module_name(command: CommandInfo) -> str:
    module = command.module
    return module if isinstance(module, str) else getattr(module, "name", None) or ""


def _module(command: CommandInfo) -> Any:
    return None if isinstance(command.module, str) else command.module


def _source(command: CommandInfo) -> str:
    return str(getattr(command, "path", None) or _module_name(command))


def _version(command: CommandInfo) -> Any:
    if isinstance(command, CmdletInfo):
        return convert_to("7.0.0.0", "System.Version")
    return getattr(command.module, "version", None)


def _definition(command: CommandInfo) -> str:
    if isinstance(command, FunctionInfo):
        text: str = command.block.text()
        return text
    return syntax(command.name, command, current().scope)


def _output_type(command: CommandInfo) -> ReadOnlyCollection:
    names = command.cls.output_types if isinstance(command, CmdletInfo) else declared_outputs(command)
    return ReadOnlyCollection([TypeNameValue(name) for name in names], (SMA + "PSTypeName",))


def _set_block(command: FunctionInfo, block: Any) -> None:
    command.block = block
    current().version += 1


define(
    SMA + "CommandInfo",
    members={
        "CommandType": Prop(lambda self: convert_to(self.kind, SMA + "CommandTypes"), None, SMA + "CommandTypes"),
        "Definition": Prop(_definition, None, STRING),
        "Source": Prop(_source, None, STRING),
        "Version": Prop(_version, None, "System.Version"),
        "Visibility": Prop(lambda self: convert_to("Public", SMA + "SessionStateEntryVisibility")),
        "ModuleName": Prop(_module_name, None, STRING),
        "Module": Prop(_module, None, SMA + "PSModuleInfo"),
        "Parameters": Prop(_parameters, None, "System.Object"),
        "ParameterSets": Prop(_parameter_sets, None, "System.Object"),
        "OutputType": Prop(_output_type, None, "System.Object"),
        "Name": Prop(lambda self: self.name, None, STRING),
        "ToString() -> string": lambda self: self.name,
    },
    py=CommandInfo,
    abstract=True,
)
define(
    SMA + "CmdletInfo",
    SMA + "CommandInfo",
    members={
        "Verb": Prop(_part(0), None, STRING),
        "Noun": Prop(_part(1), None, STRING),
        "HelpFile": Prop(lambda self: f"{self.cls.module_name}.dll-Help.xml", None, STRING),
        "PSSnapIn": Prop(lambda self: None),
        "ImplementingType": Prop(
            lambda self: find_type(self.cls.implementing_type) or self.cls.implementing_type, None, "System.Type"
        ),
        "DefaultParameterSet": Prop(_default_set, None, STRING),
        "Options": Prop(lambda self: convert_to("None", SMA + "ScopedItemOptions")),
    },
    py=CmdletInfo,
)
define(
    SMA + "FunctionInfo",
    SMA + "CommandInfo",
    members={
        "ScriptBlock": Prop(lambda self: self.block, None, SMA + "ScriptBlock"),
        "CmdletBinding": Prop(
            lambda self: (s := signature_of(self, current().scope)) is not None and s.advanced, None, BOOL
        ),
        "DefaultParameterSet": Prop(_default_set, None, STRING),
        "Options": Prop(lambda self: convert_to(", ".join(sorted(self.options)) or "None", SMA + "ScopedItemOptions")),
        "Description": Prop(lambda self: self.description, None, STRING),
        "Verb": Prop(_part(0), None, STRING),
        "Noun": Prop(_part(1), None, STRING),
        "HelpFile": Prop(lambda self: None, None, STRING),
    },
    py=FunctionInfo,
)


def _resolved(alias: AliasInfo) -> Any:
    return resolved(alias, current().scope)


def _referenced(alias: AliasInfo) -> Any:
    scope = current().scope
    return scope.find_alias(alias.definition.lower()) or resolved(alias, scope)


def _resolved_name(alias: AliasInfo) -> Any:
    found = _resolved(alias)
    return None if found is None else found.name


define(
    SMA + "AliasInfo",
    SMA + "CommandInfo",
    members={
        "Definition": Prop(lambda self: self.definition, None, STRING),
        "DisplayName": Prop(lambda self: f"{self.name} -> {self.definition}", None, STRING),
        "ReferencedCommand": Prop(_referenced, None, SMA + "CommandInfo"),
        "ResolvedCommand": Prop(_resolved, None, SMA + "CommandInfo"),
        "ResolvedCommandName": Prop(_resolved_name, None, STRING),
        "Description": Prop(lambda self: self.description, None, STRING),
        "Options": Prop(lambda self: convert_to(", ".join(sorted(self.options)) or "None", SMA + "ScopedItemOptions")),
    },
    py=AliasInfo,
)


def _extension(command: ApplicationInfo) -> str:
    leaf = command.path.rpartition("/")[2]
    return leaf[leaf.rindex(".") :] if "." in leaf else ""


define(
    SMA + "ApplicationInfo",
    SMA + "CommandInfo",
    members={
        "Path": Prop(lambda self: self.path, None, STRING),
        "Definition": Prop(lambda self: self.path, None, STRING),
        "Extension": Prop(_extension, None, STRING),
        "Version": Prop(lambda self: convert_to("0.0.0.0", "System.Version"), None, "System.Version"),
    },
    py=ApplicationInfo,
)
define(
    SMA + "ScriptInfo",
    SMA + "CommandInfo",
    members={
        "Definition": Prop(lambda self: self.block.text() if self.block is not None else "", None, STRING),
        "ScriptBlock": Prop(lambda self: self.block, None, SMA + "ScriptBlock"),
    },
    py=ScriptInfo,
)
define(
    SMA + "ExternalScriptInfo",
    SMA + "CommandInfo",
    members={
        "Path": Prop(lambda self: self.path, None, STRING),
        "Definition": Prop(lambda self: self.path, None, STRING),
        "ScriptBlock": Prop(lambda self: read_script(self.path)[1], None, SMA + "ScriptBlock"),
        "ScriptContents": Prop(lambda self: read_script(self.path)[0], None, STRING),
    },
    py=ExternalScriptInfo,
)


# ---- parameters ---------------------------------------------------------------------------------------------------------


def _type_of(p: Any) -> Any:
    return p.of.type or find_type("System.Object")


def _aliases(p: Any) -> Any:
    return Collection(p.of.aliases, (STRING,))


def _attributes(p: Any) -> Any:
    return Collection(attributes_of(p.of), ("System.Attribute",))


def _set_table(p: ParameterMetadata) -> Any:
    return name_table([(name, ParameterInfo(p.of, name)) for name in p.of.sets], SMA + "ParameterSetMetadata")


def _position(p: ParameterInfo) -> int:
    info = p.info
    return NOT_SET if info.pos is None else info.pos


define(
    SMA + "ParameterMetadata",
    members={
        "Name": Prop(lambda self: self.of.name, None, STRING),
        "ParameterType": Prop(_type_of, None, "System.Type"),
        "ParameterSets": Prop(_set_table),
        "IsDynamic": Prop(lambda self: False, None, BOOL),
        "Aliases": Prop(_aliases),
        "Attributes": Prop(_attributes),
        "SwitchParameter": Prop(lambda self: self.of.is_switch, None, BOOL),
    },
    py=ParameterMetadata,
)
define(
    SMA + "CommandParameterSetInfo",
    members={
        "Name": Prop(lambda self: self.name, None, STRING),
        "IsDefault": Prop(lambda self: self.is_default, None, BOOL),
        "Parameters": Prop(lambda self: Collection(self.parameters(), (SMA + "CommandParameterInfo",))),
        "ToString() -> string": set_text,
    },
    py=ParameterSetInfo,
)
define(
    SMA + "CommandParameterInfo",
    members={
        "Name": Prop(lambda self: self.of.name, None, STRING),
        "ParameterType": Prop(_type_of, None, "System.Type"),
        "IsMandatory": Prop(lambda self: self.info.mandatory, None, BOOL),
        "IsDynamic": Prop(lambda self: False, None, BOOL),
        "Position": Prop(_position, None, INT),
        "ValueFromPipeline": Prop(lambda self: self.info.by_value, None, BOOL),
        "ValueFromPipelineByPropertyName": Prop(lambda self: self.info.by_name, None, BOOL),
        "ValueFromRemainingArguments": Prop(lambda self: self.info.rest, None, BOOL),
        "HelpMessage": Prop(lambda self: self.of.help, None, STRING),
        "Aliases": Prop(_aliases),
        "Attributes": Prop(_attributes),
    },
    py=ParameterInfo,
)


define(
    SMA + "PSTypeName",
    members={
        "Name": Prop(lambda self: self.name, None, STRING),
        "Type": Prop(lambda self: find_type(self.name), None, "System.Type"),
        "ToString() -> string": lambda self: self.name,
    },
    py=TypeNameValue,
)
