"""A command's parameters as metadata and as a syntax line: what `(Get-Command X).Parameters` and -Syntax show."""

from collections.abc import Iterable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.command import AliasInfo, CmdletInfo, CommandInfo
from perdure.interpreter.compile.body import body_of
from perdure.interpreter.lookup import find_plain
from perdure.interpreter.signature import Parameter, Signature, from_cmdlet
from perdure.interpreter.type_names import display_name, full_name, resolve_text
from perdure.interpreter.values.attributes import AliasAttribute, ParameterAttribute, ValidateSetAttribute
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.generic import GenericDictionary

NOT_SET = -(2**31)  # Position of a parameter without one


def name_table(pairs: Iterable[tuple[str, Any]], element: str) -> GenericDictionary:
    """Gives a Dictionary[string, element] whose names ignore case."""
    made = GenericDictionary(("System.String", element), True)
    for name, value in pairs:
        made.set(name, value)
    return made


class ParameterMetadata(NetObject):
    """System.Management.Automation.ParameterMetadata: a parameter as a whole."""

    __slots__ = ("of",)
    net = "System.Management.Automation.ParameterMetadata"

    def __init__(self, of: Parameter) -> None:
        self.of = of


class TypeNameValue(NetObject):
    """System.Management.Automation.PSTypeName: a type by its name, there or not."""

    __slots__ = ("name",)
    net = "System.Management.Automation.PSTypeName"

    def __init__(self, name: str) -> None:
        self.name = name


def declared_outputs(command: CommandInfo) -> list[str]:
    """Gives the type names in a function's [OutputType()] attributes."""
    block = getattr(command, "block", None)
    param = block.tree.param if block is not None else None
    names: list[str] = []
    for attribute in param.attributes if param is not None else ():
        if not isinstance(attribute, ast.Attribute) or attribute.type.name.lower() not in (
            "outputtype",
            "outputtypeattribute",
        ):
            continue
        for given in attribute.positional:
            if isinstance(given, ast.TypeExpression):
                found = resolve_text(given.type.name)
                names.append(full_name(found) if found is not None else given.type.name)
            elif isinstance(given, ast.String):
                names.append(given.value)
    return names


def parameter_attribute(p: Parameter, set_name: str) -> ParameterAttribute:
    """Gives what a parameter is in one set, as its attribute says it."""
    info = p.sets[set_name]
    made = ParameterAttribute()
    found = {
        "Mandatory": info.mandatory,
        "Position": info.pos,
        "ParameterSetName": set_name,
        "ValueFromPipeline": info.by_value,
        "ValueFromPipelineByPropertyName": info.by_name,
        "ValueFromRemainingArguments": info.rest,
        "HelpMessage": p.help or None,
        "DontShow": p.hidden,
    }
    made.props.update({name: value for name, value in found.items() if value is not None})
    return made


def attributes_of(p: Parameter) -> list[NetObject]:
    """Gives a parameter's attributes as values."""
    out: list[NetObject] = [parameter_attribute(p, name) for name in p.sets]
    if p.aliases:
        out.append(AliasAttribute(*p.aliases))
    if p.choices:
        out.append(ValidateSetAttribute(*p.choices))
    return out


class ParameterSetInfo(NetObject):
    """System.Management.Automation.CommandParameterSetInfo: the parameters of one set."""

    __slots__ = ("name", "is_default", "signature")
    net = "System.Management.Automation.CommandParameterSetInfo"

    def __init__(self, name: str, is_default: bool, signature: Signature) -> None:
        self.name, self.is_default, self.signature = name, is_default, signature

    def parameters(self) -> list["ParameterInfo"]:
        """Gives the set's parameters, as they were declared."""
        return [ParameterInfo(p, self.name) for p in self.signature.parameters if p.info(self.name) is not None]


class ParameterInfo(NetObject):
    """System.Management.Automation.CommandParameterInfo: what a parameter is in one set."""

    __slots__ = ("of", "set_name")
    net = "System.Management.Automation.CommandParameterInfo"

    def __init__(self, of: Parameter, set_name: str) -> None:
        self.of, self.set_name = of, set_name

    @property
    def info(self) -> Any:
        return self.of.info(self.set_name)


def signature_of(command: CommandInfo, scope: Any) -> Signature | None:
    """Gives a command's signature; None for programs and for aliases that lead nowhere."""
    if isinstance(command, CmdletInfo):
        return from_cmdlet(command.cls)
    if isinstance(command, AliasInfo):
        target = resolved(command, scope)
        return None if target is None else signature_of(target, scope)
    block = getattr(command, "block", None)
    if block is None:
        return None
    return body_of(block).signed(scope)


def resolved(alias: AliasInfo, scope: Any) -> CommandInfo | None:
    """Gives the command that an alias leads to in the end."""
    name = alias.definition
    for _ in range(20):
        further = scope.find_alias(name.lower())
        if further is None:
            break
        name = further.definition
    return find_plain(name, name.lower(), scope)


def sets_of(signature: Signature) -> list[ParameterSetInfo]:
    """Gives a command's parameter sets, the default one first where there is one."""
    names = list(signature.set_names)
    default = signature.default_set
    if default in names:
        names.remove(default)
        names.insert(0, default)
    return [ParameterSetInfo(name, name == default, signature) for name in names]


def syntax(name: str, command: CommandInfo, scope: Any) -> str:
    """Gives the text of `Get-Command -Syntax`: a line for each set, an empty one before each."""
    signature = signature_of(command, scope)
    if signature is None:
        return ""
    return "".join(f"\n{name} {set_text(one)}".rstrip() + "\n" for one in sets_of(signature))


def set_text(one: ParameterSetInfo) -> str:
    """Gives one set as a syntax line: by position, then mandatory ones, then the others."""
    own = [p for p in one.parameters() if not p.of.common and not p.of.hidden]
    by_position = sorted((p for p in own if p.info.pos is not None), key=lambda p: p.info.pos)
    named = [p for p in own if p.info.pos is None]
    ordered = by_position + [p for p in named if p.info.mandatory] + [p for p in named if not p.info.mandatory]
    words = [parameter_text(p) for p in ordered]
    signature = one.signature
    if signature.should_process:
        words += ["[-WhatIf]", "[-Confirm]"]
    if signature.advanced:
        words.append("[<CommonParameters>]")
    return " ".join(words)


def parameter_text(p: ParameterInfo) -> str:
    """Gives a parameter as a syntax line has it: `[[-Name] <string>]`."""
    info, name = p.info, "-" + p.of.name
    if p.of.is_switch:
        return name if info.mandatory else f"[{name}]"
    if info.pos is not None:
        name = f"[{name}]"
    text = f"{name} <{type_text(p.of)}>"
    choices = choices_of(p.of)
    if choices:
        text = f"{name} {{{' | '.join(choices)}}}"
    return text if info.mandatory else f"[{text}]"


def type_text(p: Parameter) -> str:
    """Gives a parameter's type as syntax lines name it: short, accelerators before .NET names."""
    return "Object" if p.type is None else display_name(p.type, True)


def choices_of(p: Parameter) -> list[str]:
    """Gives what a parameter's value may be where that is a short list: an enum's names, a ValidateSet's."""
    if p.choices:
        return list(p.choices)
    kind = p.type
    if kind is not None and kind.kind == "enum":
        return [name for name, _ in kind.data.ordered()]
    return []
