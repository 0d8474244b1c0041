"""New-ModuleManifest and Test-ModuleManifest."""

import posixpath
from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.io_errors import describe
from perdure.interpreter.manifests import apply_manifest, read_data_file
from perdure.interpreter.modules import ModuleInfo, find_file, make_state
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime.cmdlets.random_values import random_guid
from perdure.runtime.drives import file_path
from perdure.runtime.encodings import UTF8
from perdure.runtime.pathing import PathCmdlet

CORE = "Microsoft.PowerShell.Core"
LISTS = ("FunctionsToExport", "CmdletsToExport", "VariablesToExport", "AliasesToExport")
TEXTS = (
    "RootModule", "ModuleVersion", "CompatiblePSEditions", "Guid", "Author", "CompanyName", "Copyright", "Description",
    "PowerShellVersion", "PowerShellHostName", "PowerShellHostVersion", "DotNetFrameworkVersion", "ClrVersion",
    "ProcessorArchitecture", "RequiredModules", "RequiredAssemblies", "ScriptsToProcess", "TypesToProcess",
    "FormatsToProcess", "NestedModules", "FunctionsToExport", "CmdletsToExport", "VariablesToExport", "AliasesToExport",
    "DscResourcesToExport", "ModuleList", "FileList",
)  # fmt: skip


@cmdlet("New-ModuleManifest", module=CORE, should_process=True, confirm_impact="Low")
class NewModuleManifest(Cmdlet):
    """Writes a module's manifest."""

    Path = P("string", pos=0, mandatory=True)
    NestedModules = P("object[]")
    Guid = P("guid")
    Author = P("string", empty=True)
    CompanyName = P("string", empty=True)
    Copyright = P("string", empty=True)
    RootModule = P("string", alias="ModuleToProcess", empty=True)
    ModuleVersion = P("version")
    Description = P("string", empty=True)
    ProcessorArchitecture = P("string")
    PowerShellVersion = P("version")
    ClrVersion = P("version")
    DotNetFrameworkVersion = P("version")
    PowerShellHostName = P("string")
    PowerShellHostVersion = P("version")
    RequiredModules = P("object[]")
    TypesToProcess = P("string[]", empty=True)
    FormatsToProcess = P("string[]", empty=True)
    ScriptsToProcess = P("string[]", empty=True)
    RequiredAssemblies = P("string[]", empty=True)
    FileList = P("string[]", empty=True)
    ModuleList = P("object[]", empty=True)
    FunctionsToExport = P("string[]", empty=True)
    AliasesToExport = P("string[]", empty=True)
    VariablesToExport = P("string[]", empty=True)
    CmdletsToExport = P("string[]", empty=True)
    DscResourcesToExport = P("string[]", empty=True)
    CompatiblePSEditions = P("string[]", empty=True)
    PrivateData = P("object")
    Tags = P("string[]")
    ProjectUri = P("uri")
    LicenseUri = P("uri")
    IconUri = P("uri")
    ReleaseNotes = P("string")
    Prerelease = P("string")
    RequireLicenseAcceptance = P("switch")
    ExternalModuleDependencies = P("string[]")
    HelpInfoUri = P("string")
    PassThru = P("switch")
    DefaultCommandPrefix = P("string")

    def end(self) -> None:
        file = file_path(self.cx, self.Path, self.scope)
        if not file.lower().endswith(".psd1"):
            text = f"Cannot create the module manifest at '{file}' because the Path parameter must end in '.psd1'."
            raise ScriptError(
                self.error(text, "Modules_InvalidModuleManifestPath", "InvalidArgument", file, "System.ArgumentException")
            )  # fmt: skip
        text = self.text()
        if not self.should_process(file, "Creating the module manifest"):
            return
        try:
            self.cx.host.write_bytes(file, UTF8.encode(text))
        except OSError as error:
            kind, message = describe(error, file, self.cx.host)
            raise ScriptError(self.error(message, "Modules_WritingManifest", "WriteError", file, kind)) from None
        if self.PassThru:
            self.write(text)

    def text(self) -> str:
        """Gives the manifest's text."""
        name = posixpath.basename(self.Path).rpartition(".")[0]
        lines = ["#", f"# Module manifest for module '{name}'", "#", "", "@{", ""]
        for key in TEXTS:
            lines += self.entry(key)
        lines += ["PrivateData = @{", "", "    PSData = @{", ""]
        for key in ("Tags", "LicenseUri", "ProjectUri", "IconUri", "ReleaseNotes", "Prerelease"):
            lines += ["        " + line if line else "" for line in self.entry(key)]
        lines += ["    } # End of PSData hashtable", "", "} # End of PrivateData hashtable", ""]
        for key in ("HelpInfoUri", "DefaultCommandPrefix"):
            lines += self.entry(key)
        return "\n".join([*lines, "}", ""])

    def entry(self, key: str) -> list[str]:
        """Gives the lines of one key: a comment where nothing was given for it."""
        value = getattr(self, key)
        if value is None:
            value = self.fallback(key)
        if value is None:
            return [f"# {key} = ''", ""]
        return [f"{key} = {literal(value)}", ""]

    def fallback(self, key: str) -> Any:
        """Gives what a key holds that was not given."""
        if key == "ModuleVersion":
            return "0.0.1"
        if key == "Guid":
            return str(random_guid(self.cx))
        if key in ("Author", "CompanyName"):
            return self.cx.environment.get("USER", "Unknown") if key == "Author" else "Unknown"
        if key == "Copyright":
            owner = self.Author or self.cx.environment.get("USER", "Unknown")
            return f"(c) {owner}. All rights reserved."
        return "*" if key in LISTS else None


def literal(value: Any) -> str:
    """Gives a value as a manifest writes it."""
    plain = unwrap(value)
    if isinstance(plain, Dictionary):
        inside = "; ".join(f"{to_string(k)} = {literal(v)}" for k, v in plain.items())
        return "@{" + inside + "}"
    items = enumerate_value(plain) if not isinstance(plain, str) else None
    if items is not None:
        texts = [literal(item) for item in items]
        return ", ".join(texts) if texts else "@()"
    return "'" + to_string(plain).replace("'", "''") + "'"


@cmdlet("Test-ModuleManifest", module=CORE)
class TestModuleManifest(PathCmdlet):
    """Tells whether a manifest is good, and gives the module that it describes."""

    Path = P("string", pos=0, mandatory=True, pipe="value name")

    def process(self) -> None:
        place = self.drives.place(self.Path, self.scope)
        if not place.exists():
            self.guarded(self.must_exist, place)
            return
        self.guarded(self.test, place.inner)

    def test(self, file: str) -> None:
        """Tests one manifest."""
        if not file.lower().endswith(".psd1"):
            text = f"The specified type of module manifest is not valid: '{file}' does not end in '.psd1'."
            raise ScriptError(
                self.error(text, "Modules_InvalidModuleManifestPath", "InvalidArgument", file, "System.InvalidOperationException")
            )  # fmt: skip
        data = read_data_file(self.cx, file)
        if not data.has("ModuleVersion"):
            text = (
                "The member 'ModuleVersion' is not present in the module manifest. This member must exist and be assigned a "
                f"version number of the form 'n.n.n.n'. Add the missing member to the file '{file}'."
            )
            raise ScriptError(
                self.error(text, "Modules_InvalidManifest", "ResourceUnavailable", file, "System.InvalidOperationException")
            )  # fmt: skip
        root = data.get("RootModule") or data.get("ModuleToProcess")
        if root and find_file(self.cx, posixpath.join(posixpath.dirname(file), to_string(root))) is None:
            text = f"The specified RootModule entry '{to_string(root)}' in the module manifest '{file}' is invalid."
            self.write_error(
                self.error(text, "Modules_InvalidRootModuleInModuleManifest", "InvalidArgument", file, "System.Management.Automation.PSArgumentException")
            )  # fmt: skip
        name = posixpath.basename(file).rpartition(".")[0]
        info = ModuleInfo(name, file, make_state(self.cx, name, file), "Script" if root else "Manifest")
        apply_manifest(info, data, file)
        self.write(info)
