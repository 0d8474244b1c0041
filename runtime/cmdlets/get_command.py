"""Get-Command: what can be called, by name, verb, noun or module."""

import os
from collections.abc import Iterator
from typing import Any

from perdure.interpreter.command import AliasInfo, Cmdlet, CmdletInfo, CommandInfo, FunctionInfo, P, cmdlet
from perdure.interpreter.command_syntax import signature_of, syntax
from perdure.interpreter.convert import to_string
from perdure.interpreter.lookup import cmdlet_info, find_plain
from perdure.runtime import globs
from perdure.runtime.cmdlets.finder import COMMANDS, find_cmdlet
from perdure.runtime.external import at_path
from perdure.runtime.provider_session import find_alias, visible_aliases

KINDS = (
    "Alias",
    "Function",
    "Filter",
    "Cmdlet",
    "ExternalScript",
    "Application",
    "Script",
    "Workflow",
    "Configuration",
)


@cmdlet("Get-Command", aliases="gcm", module="Microsoft.PowerShell.Core", default_set="CmdletSet")
class GetCommand(Cmdlet):
    """Gets commands: cmdlets, functions, aliases, scripts and programs."""

    Name = P("string[]", pos=0, pipe="value name", sets="AllCommandSet")
    Verb = P("string[]", pipe="name", sets="CmdletSet")
    Noun = P("string[]", pipe="name", sets="CmdletSet")
    Module = P("string[]", pipe="name", alias="PSSnapin")
    FullyQualifiedModule = P("object[]", pipe="name")
    CommandType = P("object", pipe="name", alias="Type", sets="AllCommandSet")
    TotalCount = P("int", pipe="name", default=-1)
    Syntax = P("switch", pipe="name")
    ShowCommandInfo = P("switch")
    ArgumentList = P("object[]", pos=1, alias="Args", null=True, rest=True)
    All = P("switch", pipe="name")
    ListImported = P("switch", pipe="name")
    ParameterName = P("string[]")
    ParameterType = P("object[]")
    UseFuzzyMatching = P("switch", sets="AllCommandSet")
    UseAbbreviationExpansion = P("switch", sets="AllCommandSet")

    def begin(self) -> None:
        self.left = self.TotalCount
        given = to_string(self.CommandType).lower() if self.CommandType is not None else ""
        self.kinds = {k.strip() for k in given.replace(" ", ",").split(",") if k.strip()}

    def process(self) -> None:
        if self.Verb or self.Noun:
            self.by_parts()
            return
        names = self.Name or ["*"]
        for name in names:
            if globs.has_wildcard(name):
                for info in self.matching(name, all_kinds=bool(self.Name)):
                    self.put(info)
            else:
                self.by_name(globs.unescape(name))

    def by_parts(self) -> None:
        """Puts out the cmdlets and functions whose verb and noun fit."""
        for info in self.matching("*-*", all_kinds=False):
            if isinstance(info, AliasInfo):
                continue
            verb, _, noun = info.name.partition("-")
            if self.Verb and not globs.matches_any(verb, self.Verb):
                continue
            if self.Noun and not globs.matches_any(noun, self.Noun):
                continue
            self.put(info)

    def by_name(self, name: str) -> None:
        """Puts out what one name means; all that it could mean with -All."""
        found = [info for info in self.meanings(name) if self.fits(info)]
        if not found:
            text = (
                f"The term '{name}' is not recognized as a name of a cmdlet, function, script file, or executable program.\n"
                "Check the spelling of the name, or if a path was included, verify that the path is correct and try again."
            )
            self.write_error(
                self.error(
                    text, "CommandNotFoundException", "ObjectNotFound", name,
                    "System.Management.Automation.CommandNotFoundException", CommandName=name,
                )
            )  # fmt: skip
        for info in found if self.All else found[:1]:
            self.put(info)

    def meanings(self, name: str) -> Iterator[CommandInfo]:
        """Gives what a name means, in the order of precedence."""
        low = name.lower()
        alias = find_alias(self.scope, name)
        if alias is not None:
            yield alias
        plain = find_plain(name, low, self.scope)
        if plain is not None and not (plain.kind == "Cmdlet" and plain.name.lower() != low.rpartition("\\")[2]):
            yield plain
        cls = find_cmdlet(low)
        if cls is not None and not (isinstance(plain, CmdletInfo) and plain.cls is cls):
            yield cmdlet_info(cls)
        if plain is None or plain.kind not in ("Application", "ExternalScript"):
            outside = self.cx.find_external(name, self.scope)
            if outside is not None:
                yield outside

    def matching(self, pattern: str, all_kinds: bool) -> Iterator[CommandInfo]:
        """Gives all commands whose name fits a pattern."""
        if not self.kinds or self.kinds & {"alias", "all"}:
            yield from (info for info in visible_aliases(self.scope) if self.fits(info, pattern))
        if not self.kinds or self.kinds & {"function", "filter", "workflow", "configuration", "all"}:
            yield from (info for info in functions_of(self.scope) if self.fits(info, pattern))
        if not self.kinds or self.kinds & {"cmdlet", "all"}:
            for low in sorted(COMMANDS):
                name = COMMANDS[low][1]
                if globs.matches(name, pattern):
                    cls = find_cmdlet(low)
                    if cls is not None and self.fits(cmdlet_info(cls), pattern):
                        yield cmdlet_info(cls)
        if self.kinds & {"application", "externalscript", "all"} or (all_kinds and not self.kinds and not self.Module):
            yield from self.programs(pattern)

    def programs(self, pattern: str) -> Iterator[CommandInfo]:
        """Gives the programs and scripts in PATH's folders whose name fits a pattern."""
        seen: set[str] = set()
        for folder in self.cx.environment.get("PATH", "").split(os.pathsep):
            try:
                names = self.cx.host.list_dir(folder) if folder else []
            except OSError:
                continue
            for name in names:
                if name not in seen and globs.matches(name, pattern):
                    info = at_path(os.path.join(folder, name), name, True)
                    if info is not None and self.fits(info):
                        seen.add(name)
                        yield info

    def fits(self, info: CommandInfo, pattern: str = "*") -> bool:
        """Tells whether a command passes the filters."""
        if not globs.matches(info.name, pattern):
            return False
        if self.kinds and "all" not in self.kinds and info.kind.lower() not in self.kinds:
            return False
        if self.Module:
            module = info.module if isinstance(info.module, str) else getattr(info.module, "name", "")
            if not globs.matches_any(module or "", self.Module):
                return False
        if self.ParameterName:
            signature = signature_of(info, self.scope)
            if signature is None:
                return False
            return any(
                globs.matches_any(name, self.ParameterName)
                for p in signature.parameters
                for name in (p.name, *p.aliases)
            )
        return True

    def put(self, info: CommandInfo) -> None:
        """Puts one command out, or its syntax."""
        if self.left == 0:
            return
        self.left -= 1
        if self.Syntax:
            text = info.definition if isinstance(info, AliasInfo) else syntax(info.name, info, self.scope)
            self.write(text)
        else:
            self.write(info)


def functions_of(scope: Any) -> list[FunctionInfo]:
    """Gives the functions that a scope sees, by name."""
    seen: dict[str, FunctionInfo] = {}
    while scope is not None:
        for low, info in (scope.functions or {}).items():
            seen.setdefault(low, info)
        scope = scope.parent
    return [seen[low] for low in sorted(seen)]
