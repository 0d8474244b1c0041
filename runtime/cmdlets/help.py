"""Get-Help: what a command is for, from its comment or its declaration."""

import posixpath
from typing import Any

from perdure.interpreter.command import AliasInfo, Cmdlet, CmdletInfo, CommandInfo, ExternalScriptInfo, P, cmdlet
from perdure.interpreter.command_syntax import resolved, signature_of, syntax
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.lookup import cmdlet_info, find_plain
from perdure.interpreter.script_files import read_script
from perdure.interpreter.type_names import display_name
from perdure.interpreter.values.base import PSCustomObject
from perdure.runtime import globs
from perdure.runtime.cmdlets.finder import COMMANDS, find_cmdlet
from perdure.runtime.cmdlets.get_command import functions_of
from perdure.runtime.comment_help import Help, help_of
from perdure.runtime.provider_session import find_alias


@cmdlet("Get-Help", module="Microsoft.PowerShell.Core", default_set="AllUsersView")
class GetHelp(Cmdlet):
    """Gets the help of commands."""

    Name = P("string", pos=0, pipe="name")
    Path = P("string")
    Category = P("string[]")
    Full = P("switch", sets="AllUsersView")
    Detailed = P("switch", mandatory=True, sets="DetailedView")
    Examples = P("switch", mandatory=True, sets="Examples")
    Parameter = P("string[]", mandatory=True, sets="Parameters")
    Component = P("string[]")
    Functionality = P("string[]")
    Role = P("string[]")
    Online = P("switch", mandatory=True, sets="Online")
    ShowWindow = P("switch", mandatory=True, sets="ShowWindow")

    def process(self) -> None:
        name = self.Name or "Get-Help"
        if globs.has_wildcard(name):
            for info in self.matching(name):
                self.put(info)
            return
        found = self.find(name)
        if found is None:
            text = f"Get-Help could not find {name} in a help file in this session."
            record = self.error(
                text, "HelpNotFound", "ResourceUnavailable", None, "Microsoft.PowerShell.Commands.HelpNotFoundException"
            )
            self.write_error(record)
            return
        self.put(found)

    def find(self, name: str) -> CommandInfo | None:
        """Gives the command that a name means."""
        alias = find_alias(self.scope, name)
        if alias is not None:
            return resolved(alias, self.scope)
        found = find_plain(name, name.lower(), self.scope)
        if isinstance(found, AliasInfo):
            return resolved(found, self.scope)
        return found if found is not None and found.kind != "Application" else None

    def matching(self, pattern: str) -> list[CommandInfo]:
        """Gives the functions and cmdlets that a pattern fits."""
        found: list[CommandInfo] = [f for f in functions_of(self.scope) if globs.matches(f.name, pattern)]
        for low, (_, name) in sorted(COMMANDS.items()):
            cls = find_cmdlet(low) if globs.matches(name, pattern) else None
            if cls is not None:
                found.append(cmdlet_info(cls))
        return found

    def put(self, info: CommandInfo) -> None:
        """Puts one command's help out, or what of it was asked for."""
        if self.Parameter:
            self.put_parameters(info)
            return
        help_ = self.comment(info)
        made = self.full(info, help_)
        if self.Examples:
            self.write(made.props["examples"])
        else:
            self.write(made)

    def comment(self, info: CommandInfo) -> Help | None:
        """Gives a command's help comment."""
        block = getattr(info, "block", None)
        if isinstance(info, ExternalScriptInfo):
            block = read_script(info.path)[1]
        return None if block is None else help_of(block)

    def full(self, info: CommandInfo, help_: Help | None) -> PSCustomObject:
        """Makes the help object."""
        name = posixpath.basename(info.name)
        lines = syntax(name, info, self.scope).strip("\n")
        synopsis = help_.texts.get("SYNOPSIS", "") if help_ is not None else ""
        if help_ is None:
            synopsis = (info.cls.__doc__ or "").strip() if isinstance(info, CmdletInfo) else lines
        props: dict[str, Any] = {
            "Name": name,
            "Category": info.kind,
            "Synopsis": synopsis,
            "Syntax": lines,
            "description": texts(help_.texts.get("DESCRIPTION") if help_ is not None else None),
            "parameters": PSCustomObject({"parameter": [self.parameter(p, help_) for p in self.parameters(info)]}),
            "examples": PSCustomObject(
                {"example": [example(i, text) for i, text in enumerate(help_.examples, 1)] if help_ is not None else []}
            ),
            "relatedLinks": PSCustomObject(
                {
                    "navigationLink": [PSCustomObject({"linkText": t, "uri": None}) for t in help_.links]
                    if help_ is not None
                    else []
                }
            ),
            "remarks": None,
            "alertSet": help_.texts.get("NOTES") if help_ is not None else None,
            "ModuleName": info.module if isinstance(info.module, str) else getattr(info.module, "name", ""),
        }
        return PSCustomObject(props, ["ExtendedCmdletHelpInfo" if help_ is None else "MamlCommandHelpInfo", "HelpInfo"])

    def parameters(self, info: CommandInfo) -> list[Any]:
        """Gives a command's own parameters."""
        signature = signature_of(info, self.scope)
        return [] if signature is None else [p for p in signature.parameters if not p.common]

    def put_parameters(self, info: CommandInfo) -> None:
        """Puts the help of single parameters out."""
        help_ = self.comment(info)
        for wanted in self.Parameter:
            found = [p for p in self.parameters(info) if globs.matches(p.name, wanted)]
            if not found and not globs.has_wildcard(wanted):
                text = f"No parameter matches criteria {wanted}."
                raise ScriptError(
                    self.error(text, "NoParmsFound", "InvalidArgument", wanted, "System.Management.Automation.PSArgumentException")
                )  # fmt: skip
            for p in found:
                self.write(self.parameter(p, help_))

    def parameter(self, p: Any, help_: Help | None) -> PSCustomObject:
        """Makes the help object of one parameter."""
        info = next(iter(p.sets.values()))
        text = (help_.parameters.get(p.name.lower()) if help_ is not None else None) or p.help
        props = {
            "name": p.name,
            "description": texts(text),
            "required": str(info.mandatory).lower(),
            "pipelineInput": "true" if info.by_value or info.by_name else "false",
            "position": "named" if info.pos is None else to_string(info.pos + 1),
            "type": PSCustomObject({"name": "Object" if p.type is None else display_name(p.type, True)}),
            "defaultValue": None,
            "aliases": ", ".join(p.aliases) or None,
        }
        return PSCustomObject(props, ["MamlCommandHelpInfo#parameter"])


def texts(text: str | None) -> list[PSCustomObject] | None:
    """Gives a description as help objects hold it: paragraphs with a Text."""
    if not text:
        return None
    return [PSCustomObject({"Text": text})]


def example(number: int, text: str) -> PSCustomObject:
    """Makes the help object of an example: its first line is the code, the rest the remark."""
    code, _, remark = text.partition("\n")
    title = f"-------------------------- EXAMPLE {number} --------------------------"
    return PSCustomObject({"title": title, "code": code, "remarks": texts(remark.strip("\n"))})
