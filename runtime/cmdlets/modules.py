"""Import-Module, Get-Module, Remove-Module, New-Module and Export-ModuleMember."""

import posixpath
from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.modules import (
    BUILT_IN_MODULES,
    ModuleInfo,
    chosen,
    collect_exports,
    export,
    find_file,
    find_module,
    import_module,
    load_file,
    make_state,
    missing,
    module_folders,
    remove_module,
    run_block,
)
from perdure.interpreter.scopes import written_name
from perdure.interpreter.values.base import Member, PSCustomObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary
from perdure.runtime import globs
from perdure.runtime.cmdlets.random_values import random_guid

CORE = "Microsoft.PowerShell.Core"


@cmdlet("Import-Module", aliases="ipmo", module=CORE, default_set="Name")
class ImportModule(Cmdlet):
    """Makes the commands of modules known in the session."""

    Name = P("string[]", pos=0, mandatory=True, pipe="value", sets="Name")
    FullyQualifiedName = P("hashtable[]", pos=0, mandatory=True, pipe="value", sets="FullyQualifiedName")
    ModuleInfo = P(
        "System.Management.Automation.PSModuleInfo[]", pos=0, mandatory=True, pipe="value", sets="ModuleInfo"
    )
    Assembly = P("object[]", mandatory=True, sets="Assembly")
    Global = P("switch")
    Prefix = P("string", default="")
    Function = P("string[]", default=None)
    Cmdlet = P("string[]")
    Variable = P("string[]")
    Alias = P("string[]")
    Force = P("switch")
    SkipEditionCheck = P("switch")
    PassThru = P("switch")
    AsCustomObject = P("switch")
    MinimumVersion = P("version", alias="Version")
    MaximumVersion = P("string")
    RequiredVersion = P("version")
    ArgumentList = P("object[]", alias="Args", null=True)
    DisableNameChecking = P("switch")
    NoClobber = P("switch", alias="NoOverwrite")
    Scope = P("string", values=("Local", "Global"))
    UseWindowsPowerShell = P("switch", alias="UseWinPS")

    def process(self) -> None:
        for info in self.ModuleInfo or ():
            self.enter(unwrap(info))
        for given in self.FullyQualifiedName or ():
            plain = unwrap(given)
            self.guard(to_string(plain.get("ModuleName") if isinstance(plain, Dictionary) else plain))
        for name in self.Name or ():
            self.guard(name)

    def guard(self, name: str) -> None:
        """Imports one module; one that is not found is a non-terminating error."""
        try:
            self.load(name)
        except ScriptError as error:
            if error.record.error_id.startswith("Modules_"):
                self.write_error(self.own(error.record))
            else:
                raise

    def load(self, name: str) -> None:
        """Finds a module, loads it where it is not loaded yet, and imports it."""
        file = find_module(self.cx, name, self.cx.location)
        if file is None:
            known = self.cx.modules.get(name.lower())
            if known is not None and known.info is not None:
                self.enter(known.info)
            elif name.lower() not in BUILT_IN_MODULES and not self.stubbed(name):
                raise missing(name)
            return
        low = posixpath.splitext(posixpath.basename(file))[0].lower()
        state = self.cx.modules.get(low)
        info = state.info if state is not None else None
        if info is not None and (self.Force or info.path != file):
            if self.Force:
                remove_module(info, self.cx)
            info = None
        if info is None:
            info = load_file(self.cx, file, [Argument(None, a) for a in self.ArgumentList or ()], drop)
        self.enter(info)

    def stubbed(self, name: str) -> bool:
        """Tells whether stubs stand in for a module that is nowhere."""
        stubs, call = self.cx.stubs, self.invocation
        return stubs is not None and stubs.module(name, "Import-Module", call.source, call.span)

    def enter(self, info: Any) -> None:
        """Imports a loaded module where the switches say."""
        if self.AsCustomObject:
            self.write(custom_object(info))
            return
        picked = {
            kind: given
            for kind, given in (("functions", self.Function), ("aliases", self.Alias), ("variables", self.Variable))
            if given is not None
        }
        prefix = self.Prefix or to_string((info.manifest or {}).get("DefaultCommandPrefix") or "")
        import_module(info, self.goal(), prefix, picked)
        if self.PassThru:
            self.write(info)

    def goal(self) -> Any:
        """Gives the scope that gets the commands: the caller's module's, or the session's top."""
        scope = (self.Scope or "").lower()
        if self.Global or scope == "global":
            return self.cx.global_scope
        if scope == "local":
            return self.scope
        module = self.scope.module
        return module.scope if module is not None else self.cx.global_scope


def drop(_value: Any) -> None:
    """Takes what a module's code puts out while it is loaded."""


class LiveNote(Member):
    """A note property that is a variable of a module."""

    __slots__ = ("scope",)

    def __init__(self, name: str, scope: Any) -> None:
        self.scope = scope
        super().__init__(name, "NoteProperty", scope.vars.get(name.lower()))

    @property
    def value(self) -> Any:
        return self.scope.vars.get(self.name.lower())

    @value.setter
    def value(self, new: Any) -> None:
        self.scope.assign(self.name.lower(), new)


def custom_object(info: ModuleInfo) -> PSCustomObject:
    """Gives a module as an object: its functions are methods, its variables properties."""
    made = PSCustomObject()
    home = info.state.scope
    made.ext = {low: LiveNote(written_name(low), home) for low in info.variables}
    for function in info.functions.values():
        made.props[function.name] = Member(function.name, "ScriptMethod", function.block)
    return made


@cmdlet("Get-Module", aliases="gmo", module=CORE, default_set="Loaded")
class GetModule(Cmdlet):
    """Gets the modules that are loaded, or those that could be."""

    Name = P("string[]", pos=0, pipe="value")
    FullyQualifiedName = P("object[]", pipe="name")
    All = P("switch")
    ListAvailable = P("switch", mandatory=True, sets="Available")
    PSEdition = P("string", sets="Available")
    SkipEditionCheck = P("switch", sets="Available")
    Refresh = P("switch", sets="Available")

    def process(self) -> None:
        infos = self.available() if self.ListAvailable else [s.info for s in self.cx.modules.values() if s.info]
        for info in sorted(infos, key=lambda i: i.name.lower()):
            if not self.Name or globs.matches_any(info.name, self.Name) or info.path in self.Name:
                self.write(info)

    def available(self) -> list[ModuleInfo]:
        """Gives the modules in PSModulePath's folders, not loaded."""
        host, found = self.cx.host, []
        for folder in module_folders(self.cx):
            if host.stat(folder) is None:
                continue
            for name in host.list_dir(folder):
                file = find_file(self.cx, posixpath.join(folder, name))
                if file is not None:
                    found.append(ModuleInfo(name, file, make_state(self.cx, name, file)))
        return found


@cmdlet("Remove-Module", aliases="rmo", module=CORE, default_set="name", should_process=True)
class RemoveModule(Cmdlet):
    """Takes modules out of the session."""

    Name = P("string[]", pos=0, mandatory=True, pipe="value", sets="name")
    ModuleInfo = P(
        "System.Management.Automation.PSModuleInfo[]", pos=0, mandatory=True, pipe="value", sets="ModuleInfo"
    )
    FullyQualifiedName = P("hashtable[]", pos=0, mandatory=True, pipe="value", sets="FullyQualifiedName")
    Force = P("switch")

    def begin(self) -> None:
        self.removed = 0

    def process(self) -> None:
        infos = [unwrap(info) for info in self.ModuleInfo or ()]
        for name in self.Name or ():
            infos += [s.info for s in self.cx.modules.values() if s.info and globs.matches(s.info.name, name)]
        for info in infos:
            if self.should_process(f"{info.name} (Path: '{info.path}')", "Remove-Module"):
                remove_module(info, self.cx)
            self.removed += 1

    def end(self) -> None:
        if not self.removed and not any(globs.has_wildcard(n) for n in self.Name or ()):
            text = (
                "No modules were removed. Verify that the specification of modules to remove is correct and those modules "
                "exist in the runspace."
            )
            self.write_error(
                self.error(text, "Modules_NoModulesRemoved", "ResourceUnavailable", None, "System.InvalidOperationException")
            )  # fmt: skip


@cmdlet("New-Module", aliases="nmo", module=CORE, default_set="ScriptBlock")
class NewModule(Cmdlet):
    """Makes a module of a script block, in memory."""

    Name = P("string", pos=0, mandatory=True, pipe="value", sets="Name")
    ScriptBlock = P("scriptblock", pos=0, mandatory=True, sets="ScriptBlock").also(sets="Name", pos=1, mandatory=True)
    Function = P("string[]", default=None)
    Cmdlet = P("string[]")
    ReturnResult = P("switch")
    AsCustomObject = P("switch")
    ArgumentList = P("object[]", alias="Args", rest=True, null=True)

    def end(self) -> None:
        name = self.Name or f"__DynamicModule_{random_guid(self.cx)}"
        state = make_state(self.cx, name, None)
        info = ModuleInfo(name, name, state)
        state.info = info
        block = ScriptBlock(self.ScriptBlock.tree, self.ScriptBlock.source, state)
        block.home = self.cx
        out: list[Any] = []
        run_block(self.cx, block, state, [Argument(None, a) for a in self.ArgumentList or ()], out.append)
        collect_exports(info)
        if self.Function is not None:
            info.functions = {k: f for k, f in info.functions.items() if chosen(f.name, self.Function)}
        if self.AsCustomObject:
            self.write(custom_object(info))
            return
        import_module(info, self.cx.global_scope)
        self.cx.modules.pop(name.lower(), None)  # in memory only: Get-Module does not list it
        if not self.ReturnResult:
            self.write(info)
        else:
            self.write_each(out)


@cmdlet("Export-ModuleMember", module=CORE)
class ExportModuleMember(Cmdlet):
    """Says which functions, variables and aliases of a module others may use."""

    Function = P("string[]", pos=0, pipe="value name", empty=True, default=None)
    Cmdlet = P("string[]", empty=True)
    Variable = P("string[]", empty=True, null=True)
    Alias = P("string[]", empty=True, null=True)

    def begin(self) -> None:
        self.done = False

    def process(self) -> None:
        state = self.scope.module
        if state is None or state is self.cx.top:
            text = "The Export-ModuleMember cmdlet can only be called from inside a module."
            raise ScriptError(
                self.error(
                    text, "Modules_CanOnlyExecuteExportModuleMemberInsideAModule", "PermissionDenied", None,
                    "System.InvalidOperationException",
                )
            )  # fmt: skip
        export(state, self.Function, self.Alias, self.Variable)
