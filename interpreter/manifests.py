"""Module manifests: what a .psd1 says of a module, the rules it has to keep, and how the module is put together by it.

Source: about_Module_Manifests, New-ModuleManifest. Files are read through the host; modules.py loads the parts.
"""

import posixpath
from typing import Any

from perdure.grammar.checks_data import check_nodes
from perdure.grammar.messages import message
from perdure.interpreter.binding import Argument
from perdure.interpreter.convert import convert, to_string
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.modules import (
    BUILT_IN_MODULES,
    ModuleInfo,
    chosen,
    find_file,
    find_module,
    import_module,
    load_file,
    make_state,
    parse_file,
)
from perdure.interpreter.positions import position_message
from perdure.interpreter.scopes import Scope
from perdure.interpreter.typesys import find_type
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary, Hashtable
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.version import Version

MEMBERS = (
    "ModuleToProcess", "NestedModules", "GUID", "Author", "CompanyName", "Copyright", "ModuleVersion", "Description",
    "PowerShellVersion", "PowerShellHostName", "PowerShellHostVersion", "CLRVersion", "DotNetFrameworkVersion",
    "ProcessorArchitecture", "RequiredModules", "TypesToProcess", "FormatsToProcess", "ScriptsToProcess", "PrivateData",
    "RequiredAssemblies", "ModuleList", "FileList", "FunctionsToExport", "VariablesToExport", "AliasesToExport",
    "CmdletsToExport", "DscResourcesToExport", "CompatiblePSEditions", "HelpInfoURI", "RootModule",
    "DefaultCommandPrefix",
)  # fmt: skip
_KNOWN = frozenset([m.lower() for m in MEMBERS])


def fault(text: str, error_id: str, category: str, target: Any, exception: str) -> ScriptError:
    """Makes the error of a manifest; the cmdlet puts its name behind the id."""
    raised = NetException(exception, text)
    raised.record = record = ErrorRecord(raised, error_id, category, target)
    return ScriptError(record)


def read_data_file(cx: Any, path: str) -> Hashtable:
    """Gives the hashtable of a .psd1 file."""
    tree = parse_file(cx, path)
    block = ScriptBlock(tree.body, tree.source, cx.top)
    out = cx.call_block(block, [], scope=cx.global_scope, local=True)
    return out[0] if out and isinstance(out[0], Hashtable) else Hashtable()


COMMANDS = {"import-localizeddata", "convertfrom-stringdata", "write-host", "out-host", "join-path"}
VARIABLES = frozenset(
    ["psscriptroot", "psedition", "enabledexperimentalfeatures", "psculture", "psuiculture", "true", "false", "null"]
)


def hold_to_data(cx: Any, path: str) -> None:
    """Refuses a manifest that holds code."""
    tree = parse_file(cx, path)
    found: list[str] = []

    def report(code: str, span: Any, *values: str) -> None:
        found.append(f"{position_message(tree.source, span)}\n{message(code, *values)}")

    if tree.body.end is not None:
        check_nodes(tree.body.end, COMMANDS, VARIABLES, report)
    if found:
        raise fault(
            f"The module manifest '{path}' could not be processed because it is not a valid PowerShell module manifest file. "
            "Remove the elements that are not permitted: " + "\n\n".join(found),
            "Modules_InvalidManifest", "ResourceUnavailable", path, "System.MissingMemberException",
        )  # fmt: skip


def check_manifest(cx: Any, data: Hashtable, path: str) -> None:
    """Refuses a manifest that a module cannot be made of."""
    wrong = [to_string(k) for k in data if to_string(k).lower() not in _KNOWN]
    if wrong:
        valid = ", ".join(f"'{m}'" for m in MEMBERS)
        raise fault(
            f"The '{path}' module cannot be imported because its manifest contains one or more members that are not valid. "
            f"The valid manifest members are ({valid}). Remove the members that are not valid "
            f"({', '.join(repr(w) for w in wrong)}), then try to import the module again.",
            "Modules_InvalidManifestMember", "InvalidData", path, "System.InvalidOperationException",
        )  # fmt: skip
    if not data.has("ModuleVersion"):
        raise fault(
            "The member 'ModuleVersion' is not present in the module manifest. This member must exist and be assigned a "
            f"version number of the form 'n.n.n.n'. Add the missing member to the file '{path}'.",
            "Modules_InvalidManifest", "ResourceUnavailable", path, "System.MissingMemberException",
        )  # fmt: skip
    check_version(cx, data.get("PowerShellVersion"), path)


def check_version(cx: Any, wanted: Any, path: str) -> None:
    """Refuses a module that a later PowerShell is asked for by."""
    kind = find_type("System.Version")
    if wanted is None or kind is None:
        return
    least = convert(wanted, kind)
    table = unwrap(cx.variable("psversiontable"))
    here = to_string(table.get("PSVersion"))
    if parts(to_string(least)) > parts(here):
        raise fault(
            f"The version of PowerShell on this computer is '{here}'. The module '{path}' requires a minimum PowerShell version "
            f"of '{to_string(least)}' to run. Verify that you have the minimum required version of PowerShell installed, and "
            "then try again.",
            "Modules_InsufficientPowerShellVersion", "ResourceUnavailable", path, "System.InvalidOperationException",
        )  # fmt: skip


def parts(text: str) -> tuple[int, ...]:
    """Gives the numbers of a version, without what stands behind a dash."""
    return tuple([int(n) for n in text.partition("-")[0].split(".") if n.isdigit()])


def load_manifest(cx: Any, path: str, arguments: list[Argument], emit: Any) -> ModuleInfo:
    """Loads a module by its manifest: what it needs, its scripts, nested modules, the root, and what it lets out."""
    hold_to_data(cx, path)
    data = read_data_file(cx, path)
    check_manifest(cx, data, path)
    folder = posixpath.dirname(path)
    name = posixpath.splitext(posixpath.basename(path))[0]
    for required in as_list(data.get("RequiredModules") or []):
        require(cx, module_name(required), path)
    for script in as_list(data.get("ScriptsToProcess") or []):
        run_script(cx, posixpath.join(folder, to_string(script)))
    nested = [load_part(cx, n, "NestedModules", path, [], emit) for n in as_list(data.get("NestedModules") or [])]

    def ready(scope: Scope) -> None:
        for inner in nested:
            import_module(inner, scope)

    root = data.get("RootModule") or data.get("ModuleToProcess")
    if root:
        info = load_part(cx, root, "ModuleToProcess/RootModule", path, arguments, emit, ready)
        info.name = info.state.name = name
    else:
        state = make_state(cx, name, path)
        info = ModuleInfo(name, path, state, "Manifest")
        state.info = info
        ready(state.scope)
    info.nested = nested
    for inner in nested:
        info.functions = {**inner.functions, **info.functions}
        info.aliases = {**inner.aliases, **info.aliases}
    apply_manifest(info, data, path)
    return info


def load_part(
    cx: Any, part: Any, field: str, path: str, arguments: list[Argument], emit: Any, ready: Any = None
) -> ModuleInfo:
    """Loads the root or a nested module: a file beside the manifest, or a module by its name."""
    name = module_name(part)
    folder = posixpath.dirname(path)
    file = find_file(cx, posixpath.normpath(posixpath.join(folder, name))) or find_module(cx, name, folder)
    if file is None:
        raise fault(
            f"The module to process '{name}', listed in field '{field}' of module manifest '{path}' was not processed because "
            "no valid module was found in any module directory.",
            "Modules_ModuleFileNotFound", "ResourceUnavailable", posixpath.splitext(posixpath.basename(path))[0],
            "System.Management.Automation.PSInvalidOperationException",
        )  # fmt: skip
    return load_file(cx, file, arguments, emit, ready)


def require(cx: Any, name: str, path: str) -> None:
    """Imports a module that a manifest needs, unless it is there already."""
    if not name or name.lower() in cx.modules or name.lower() in BUILT_IN_MODULES:
        return
    file = find_module(cx, name, posixpath.dirname(path))
    if file is None:
        raise fault(
            f"The required module '{name}' is not loaded. Load the module or remove the module from 'RequiredModules' in the "
            f"file '{path}'.",
            "Modules_InvalidManifest", "ResourceUnavailable", path, "System.MissingMemberException",
        )  # fmt: skip
    import_module(load_file(cx, file, [], lambda _value: None), cx.global_scope)


def module_name(given: Any) -> str:
    """Gives the name in a module specification: a word, or a hashtable with ModuleName."""
    plain = unwrap(given)
    return to_string(plain.get("ModuleName") if isinstance(plain, Dictionary) else plain)


def run_script(cx: Any, file: str) -> None:
    """Runs a script of ScriptsToProcess where the module is imported."""
    tree = parse_file(cx, file)
    block = ScriptBlock(tree.body, tree.source, cx.top)
    block.home = cx
    cx.prepare_script(tree, cx.global_scope)
    cx.call_block(block, [], scope=cx.global_scope, local=False)


def apply_manifest(info: ModuleInfo, data: Hashtable, path: str) -> None:
    """Narrows a module's exports to its manifest's and takes over what it tells."""
    info.manifest = data
    info.path = path
    for key, table in (("FunctionsToExport", "functions"), ("AliasesToExport", "aliases")):
        if data.has(key):
            wanted = patterns(data.get(key))
            setattr(info, table, {k: v for k, v in getattr(info, table).items() if chosen(v.name, wanted)})
    if data.get("VariablesToExport") is not None:
        wanted = patterns(data.get("VariablesToExport"))
        info.variables = [v for v in info.variables if chosen(v, wanted)]
    info.version = Version(*parts(to_string(data.get("ModuleVersion") or "0.0"))[:4])
    info.description = to_string(data.get("Description") or "")
    info.author = to_string(data.get("Author") or "")
    info.private_data = data.get("PrivateData")
    kind = find_type("System.Guid")
    if data.get("GUID") is not None and kind is not None:
        info.guid = convert(data.get("GUID"), kind)


def patterns(given: Any) -> list[str]:
    """Gives the patterns of an export list."""
    return [] if given is None else [to_string(p) for p in as_list(given)]
