"""Get-Alias, Set-Alias, New-Alias, Remove-Alias, Export-Alias and Import-Alias."""

from typing import Any

from perdure.interpreter.command import AliasInfo, Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.io_errors import describe
from perdure.runtime import globs
from perdure.runtime.cmdlet_scopes import scope_of
from perdure.runtime.cmdlets.variables import options_of
from perdure.runtime.drives import file_path, split_lines
from perdure.runtime.encodings import UTF8
from perdure.runtime.provider_session import drop_alias, find_alias, set_alias, visible_aliases

SMA = "System.Management.Automation."


@cmdlet("Get-Alias", aliases="gal", default_set="Default")
class GetAlias(Cmdlet):
    """Gets aliases."""

    Name = P("string[]", pos=0, pipe="value name", sets="Default")
    Exclude = P("string[]")
    Scope = P("string")
    Definition = P("string[]", sets="Definition")

    def process(self) -> None:
        if self.Definition is not None:
            for pattern in self.Definition:
                self.find(pattern, True)
            return
        for pattern in self.Name or ("*",):
            self.find(pattern, False)

    def find(self, pattern: str, by_definition: bool) -> None:
        """Puts the aliases out that fit a pattern."""
        found = False
        for info in self.all():
            text = info.definition if by_definition else info.name
            fits = text.lower() == pattern.lower() or (
                globs.has_wildcard(pattern) and pattern != "?" and globs.matches(text, pattern)
            )
            if fits and not globs.matches_any(info.name, self.Exclude):
                found = True
                self.write(info)
        if not found and not globs.has_wildcard(pattern):
            kind = "definition" if by_definition else "name"
            text = f"This command cannot find a matching alias because an alias with the {kind} '{pattern}' does not exist."
            self.write_error(
                self.error(text, "ItemNotFoundException", "ObjectNotFound", pattern, SMA + "ItemNotFoundException")
            )

    def all(self) -> list[AliasInfo]:
        """Gives the aliases that can be meant."""
        if self.Scope is None:
            return visible_aliases(self.scope)
        home = scope_of(self, self.Scope)
        if home is self.cx.global_scope:
            return visible_aliases(home)
        return [home.aliases[low] for low in sorted(home.aliases or {})]


class AliasWriter(Cmdlet):
    """The base of Set-Alias and New-Alias."""

    Name = P("string", pos=0, mandatory=True, pipe="name")
    Value = P("string", pos=1, mandatory=True, pipe="name")
    Description = P("string", default="")
    Option = P(SMA + "ScopedItemOptions")
    PassThru = P("switch")
    Scope = P("string")
    Force = P("switch")

    def put(self) -> None:
        """Enters the alias in its scope."""
        home = scope_of(self, self.Scope) if self.Scope is not None else self.scope
        info = AliasInfo(self.Name, self.Value, options_of(self.Option))
        info.description = self.Description or ""
        if self.Scope is None:
            old = find_alias(self.scope, self.Name)
            if old is not None and "AllScope" in old.options:
                home, info.options = self.cx.global_scope, info.options | {"AllScope"}
        set_alias(self.cx, home, info)
        if self.PassThru:
            self.write(info)

    def existing(self) -> AliasInfo | None:
        """Gives the alias of that name in the scope that is meant."""
        home = scope_of(self, self.Scope) if self.Scope is not None else self.scope
        own = (home.aliases or {}).get(self.Name.lower())
        if own is not None:
            return own  # type: ignore[no-any-return]
        found = find_alias(home, self.Name)
        return found if found is not None and ("AllScope" in found.options or home.parent is None) else None


@cmdlet("Set-Alias", aliases="sal", should_process=True, confirm_impact="Low")
class SetAlias(AliasWriter):
    """Makes an alias or changes one."""

    def process(self) -> None:
        old = self.existing()
        if old is not None and "Constant" in old.options:
            text = f"The alias is not allowed, because an alias with the name '{self.Name}' is constant."
            self.write_error(
                self.error(text, "AliasNotWritable", "WriteError", self.Name, SMA + "SessionStateUnauthorizedAccessException")
            )  # fmt: skip
        elif old is not None and "ReadOnly" in old.options and not self.Force:
            text = (
                f"Alias is not writeable because alias {self.Name} is read-only or constant and cannot be written to."
            )
            self.write_error(
                self.error(text, "AliasNotWritable", "WriteError", self.Name, SMA + "SessionStateUnauthorizedAccessException")
            )  # fmt: skip
        elif self.should_process(f"Name: {self.Name} Value: {self.Value}", "Set Alias"):
            self.put()


@cmdlet("New-Alias", aliases="nal", should_process=True, confirm_impact="Low")
class NewAlias(AliasWriter):
    """Makes a new alias."""

    def process(self) -> None:
        old = self.existing()
        if old is not None and not self.Force:
            text = f"The alias is not allowed, because an alias with the name '{self.Name}' already exists."
            self.write_error(
                self.error(text, "AliasAlreadyExists", "ResourceExists", self.Name, SMA + "SessionStateException")
            )
        elif self.should_process(f"Name: {self.Name} Value: {self.Value}", "New Alias"):
            self.put()


@cmdlet("Remove-Alias")
class RemoveAlias(Cmdlet):
    """Removes aliases."""

    Name = P("string[]", pos=0, mandatory=True, pipe="value name")
    Scope = P("string")
    Force = P("switch")

    def process(self) -> None:
        for name in self.Name:
            if not drop_alias(self.cx, name):
                text = (
                    f"This command cannot find a matching alias because an alias with the name '{name}' does not exist."
                )
                self.write_error(
                    self.error(text, "ItemNotFoundException", "ObjectNotFound", name, SMA + "ItemNotFoundException")
                )


@cmdlet("Export-Alias", aliases="epal", default_set="ByPath", should_process=True)
class ExportAlias(Cmdlet):
    """Writes aliases to a file."""

    Path = P("string", pos=0, mandatory=True, pipe="name", sets="ByPath")
    LiteralPath = P("string", mandatory=True, pipe="name", alias="PSPath LP", sets="ByLiteralPath")
    Name = P("string[]", pos=1, pipe="value name", default=("*",))
    PassThru = P("switch")
    As = P("string", values=("Csv", "Script"), default="Csv")
    Append = P("switch")
    Force = P("switch")
    NoClobber = P("switch", alias="NoOverwrite")
    Description = P("string")
    Scope = P("string")

    def process(self) -> None:
        file = file_path(self.cx, self.LiteralPath or self.Path, self.scope)
        if not self.should_process(file, "Export Alias"):
            return
        chosen = [info for info in visible_aliases(self.scope) if globs.matches_any(info.name, list(self.Name))]
        script = self.As.lower() == "script"
        lines = [] if self.Append else ["# Alias File", *([f"# {self.Description}"] if self.Description else [])]
        for info in chosen:
            if script:
                lines.append(f'set-alias -Name:"{info.name}" -Value:"{info.definition}" -Description:"{info.description}" -Option:"{options_text(info)}"')  # fmt: skip
            else:
                lines.append(f'"{info.name}","{info.definition}","{info.description}","{options_text(info)}"')
        try:
            self.cx.host.write_bytes(file, UTF8.encode("\n".join(lines) + "\n"), bool(self.Append))
        except OSError as error:
            kind, text = describe(error, file, self.cx.host)
            raise ScriptError(self.error(text, "FileOpenFailure", "OpenError", file, kind)) from None
        if self.PassThru:
            self.write_each(chosen)


def options_text(info: AliasInfo) -> str:
    """Gives an alias's options as text."""
    return ", ".join(sorted(info.options)) or "None"


@cmdlet("Import-Alias", aliases="ipal", default_set="ByPath", should_process=True)
class ImportAlias(Cmdlet):
    """Makes the aliases that a file of Export-Alias lists."""

    Path = P("string", pos=0, mandatory=True, pipe="value name", sets="ByPath")
    LiteralPath = P("string", mandatory=True, pipe="name", alias="PSPath LP", sets="ByLiteralPath")
    Scope = P("string")
    PassThru = P("switch")
    Force = P("switch")

    def process(self) -> None:
        import csv

        file = file_path(self.cx, self.LiteralPath or self.Path, self.scope)
        try:
            lines = split_lines(UTF8.decode(self.cx.host.read_bytes(file)))
        except OSError as error:
            kind, text = describe(error, file, self.cx.host)
            raise ScriptError(self.error(text, "FileOpenFailure", "OpenError", file, kind)) from None
        home = scope_of(self, self.Scope) if self.Scope is not None else self.scope
        for row in csv.reader(line for line in lines if line.strip() and not line.startswith("#")):
            self.enter(row, home)

    def enter(self, row: list[str], home: Any) -> None:
        """Makes one alias of a line."""
        name, definition, description, options = (*row, "", "", "")[:4]
        old = find_alias(home, name)
        if old is not None and not self.Force:
            text = f"The alias is not allowed, because an alias with the name '{name}' already exists."
            self.write_error(
                self.error(text, "AliasAlreadyExists", "ResourceExists", name, SMA + "SessionStateException")
            )
            return
        info = AliasInfo(name, definition, options_of(options))
        info.description = description
        set_alias(self.cx, home, info)
        if self.PassThru:
            self.write(info)
