"""Modules: a scope of its own for a file's (or block's) code, and what of it others may use (about_Modules).

Files are read through the host. The cmdlets (Import-Module ...) stand in runtime/cmdlets and call the functions here.
"""

import posixpath
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, decode
from perdure.interpreter.binding import Argument
from perdure.interpreter.command import AliasInfo, FunctionInfo
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.context import SessionState
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.scopes import Scope, written_name
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.version import Version
from perdure.interpreter.wildcards import matches

ENDINGS = (".psd1", ".psm1", ".ps1")
BUILT_IN_MODULES = frozenset(  # PowerShell's own modules, whose commands are always there
    [
        "cimcmdlets", "microsoft.powershell.archive", "microsoft.powershell.core", "microsoft.powershell.host",
        "microsoft.powershell.management", "microsoft.powershell.security", "microsoft.powershell.threadjob",
        "microsoft.powershell.utility", "psworkflow", "psworkflowutility", "orchestrator.assetmanagement.cmdlets",
        "psreadline", "threadjob",
    ]
)  # fmt: skip


MAGIC = frozenset(  # variables of every module's own, which are never exported
    [
        "_", "this", "input", "args", "true", "false", "null", "psdefaultparametervalues", "error", "psscriptroot",
        "pscommandpath", "myinvocation", "executioncontext", "stacktrace",
    ]
)  # fmt: skip


class ModuleInfo(NetObject):
    """PSModuleInfo: `state` is the module's SessionState; exported things by lower-case name."""

    __slots__ = (
        "name", "path", "state", "functions", "aliases", "variables", "version", "kind", "description", "guid",
        "manifest", "on_remove", "private_data", "author", "nested", "imported",
    )  # fmt: skip
    net = "System.Management.Automation.PSModuleInfo"

    def __init__(self, name: str, path: str, state: SessionState, kind: str = "Script") -> None:
        self.name, self.path, self.state, self.kind = name, path, state, kind
        self.functions: dict[str, FunctionInfo] = {}
        self.aliases: dict[str, AliasInfo] = {}
        self.variables: list[str] = []
        self.version: Any = Version(0, 0)
        self.description = ""
        self.author = ""
        self.guid: Any = None
        self.manifest: Any = None
        self.on_remove: Any = None
        self.private_data: Any = None
        self.nested: list[ModuleInfo] = []
        self.imported: list[tuple[Scope, str, str]] = []  # what an import bound: scope, kind, lower-case name

    def invoke_in_module(self) -> SessionState:
        """Gives the state that `& $module { }` runs in."""
        return self.state


class Exports:
    """What Export-ModuleMember has named: patterns by kind; None = it was never called."""

    __slots__ = ("functions", "aliases", "variables")

    def __init__(self) -> None:
        self.functions: list[str] | None = None
        self.aliases: list[str] | None = None
        self.variables: list[str] | None = None


def make_state(cx: Any, name: str, path: str | None) -> SessionState:
    """Makes a module's session state: its scope lies below the global one."""
    scope = Scope(cx.global_scope, cx, None, "module")
    state = SessionState(name, scope, path)
    scope.module = state
    state.exported = None
    return state


def export(state: SessionState, functions: Any, aliases: Any, variables: Any) -> None:
    """Does Export-ModuleMember: several calls add up."""
    if state.exported is None:
        state.exported = Exports()
    named: Exports = state.exported
    for kind, given in (("functions", functions), ("aliases", aliases), ("variables", variables)):
        known = getattr(named, kind)
        if given is not None:
            setattr(named, kind, (known or []) + [to_string(g) for g in as_list(given)])
        elif known is None:
            setattr(named, kind, [])


def collect_exports(info: ModuleInfo) -> None:
    """Works out what a module exports once its code has run: functions and a file's aliases, or what it has named."""
    state = info.state
    scope: Scope = state.scope
    named: Exports | None = state.exported
    functions = scope.functions or {}
    aliases = scope.aliases or {}
    if named is None:
        info.functions = dict(functions)
        info.aliases = {k: v for k, v in aliases.items() if isinstance(v, AliasInfo)} if info.path != info.name else {}
        return
    info.functions = {k: v for k, v in functions.items() if chosen(v.name, named.functions)}
    info.aliases = {k: v for k, v in aliases.items() if chosen(k, named.aliases)}
    info.variables = [k for k in scope.vars if k not in MAGIC and chosen(k, named.variables)]


def chosen(name: str, patterns: list[str] | None) -> bool:
    """Tells whether a name is among patterns."""
    return any(matches(p, name) for p in patterns or ())


def run_block(cx: Any, block: ScriptBlock, state: SessionState, arguments: list[Argument], emit: Any) -> None:
    """Runs a module's code in its scope."""
    stage = FunctionStage(block, state.name, arguments, state.scope, False, None, None, True, "script")
    stage.frame.name = "<ScriptBlock>"
    before = cx.scope
    cx.scope = state.scope
    try:
        run_stages([stage], None, emit)
    finally:
        cx.scope = before


LOADERS: dict[str, Any] = {}  # ending -> load(cx, path, arguments, emit), for files that are no scripts: manifests


def load_file(cx: Any, path: str, arguments: list[Argument], emit: Any, ready: Any = None) -> ModuleInfo:
    """Loads a module from a .psm1, .ps1 or .psd1 file (absolute path); nothing is imported yet.

    `ready(scope)` is done with the module's scope before its code runs.
    """
    loader = LOADERS.get(posixpath.splitext(path)[1].lower())
    if loader is not None:
        return loader(cx, path, arguments, emit)  # type: ignore[no-any-return]
    return load_tree(cx, path, parse_file(cx, path), arguments, emit, ready)


def load_tree(cx: Any, path: str, tree: Any, arguments: list[Argument], emit: Any, ready: Any = None) -> ModuleInfo:
    """Loads a module from the tree of its file."""
    name = posixpath.splitext(posixpath.basename(path))[0]
    state = make_state(cx, name, path)
    info = ModuleInfo(name, path, state)
    state.info = info
    block = ScriptBlock(tree.body, tree.source, state)
    block.home = cx
    if ready is not None:
        ready(state.scope)
    cx.prepare_script(tree, state.scope)
    run_block(cx, block, state, arguments, emit)
    collect_exports(info)
    return info


def parse_file(cx: Any, path: str) -> Any:
    """Parses a file through the host; a parse error becomes a script error."""
    try:
        return parse_source(Source(decode(cx.host.read_bytes(path)), path))
    except ParseError as error:
        raise parse_script_error(error) from None


def find_file(cx: Any, path: str) -> str | None:
    """Gives the module file that an absolute path means: the file, one with an ending, or a folder's own."""
    for candidate in (path, *[path + e for e in ENDINGS]):
        found = cx.host.stat(candidate)
        if found is not None and not is_folder(found):
            return candidate
    found = cx.host.stat(path)
    if found is not None and is_folder(found):
        base = posixpath.basename(path.rstrip("/"))
        for ending in ENDINGS[:2]:
            candidate = posixpath.join(path, base + ending)
            if cx.host.stat(candidate) is not None:
                return candidate
        for version in sorted(cx.host.list_dir(path), reverse=True):
            for ending in ENDINGS[:2]:
                candidate = posixpath.join(path, version, base + ending)
                if version[:1].isdigit() and cx.host.stat(candidate) is not None:
                    return candidate
    return None


def is_folder(found: Any) -> bool:
    return bool(found.st_mode & 0o170000 == 0o040000)


def find_module(cx: Any, name: str, base: str) -> str | None:
    """Gives the file of a module named by path (relative to `base`) or by name (looked up in PSModulePath)."""
    name = name.replace("\\", "/")
    if "/" in name or name.startswith("~"):
        if name.startswith("~"):
            name = cx.environment.get("HOME", "/") + name[1:]
        return find_file(cx, posixpath.normpath(posixpath.join(base, name)))
    for folder in module_folders(cx):
        found = find_file(cx, posixpath.join(folder, name))
        if found is not None:
            return found
    if name.lower().endswith(ENDINGS):
        return find_file(cx, posixpath.normpath(posixpath.join(base, name)))
    return None


def module_folders(cx: Any) -> list[str]:
    """Gives the folders of PSModulePath."""
    return [f for f in cx.environment.get("PSModulePath", "").split(":") if f]


def import_module(info: ModuleInfo, scope: Scope, prefix: str = "", chosen_names: Any = None) -> None:
    """Makes a module's exports known in a scope; `chosen_names` narrows them: kind -> patterns."""
    cx = scope.cx
    pick = chosen_names or {}
    for function in info.functions.values():
        if "functions" in pick and not chosen(function.name, pick["functions"]):
            continue
        name = with_prefix(function.name, prefix)
        made = FunctionInfo(name, function.block, function.kind, function.definition)
        made.module = info
        scope.set_function(name, made)
        info.imported.append((scope, "function", name.lower()))
    for low, alias in info.aliases.items():
        if "aliases" in pick and not chosen(low, pick["aliases"]):
            continue
        scope.set_alias(alias.name, alias)
        info.imported.append((scope, "alias", low))
    for low in info.variables:
        if scope is cx.global_scope:
            share_variable(cx, low, info.state.scope)
        else:
            scope.assign(low, info.state.scope.vars[low], written_name(low))
        info.imported.append((scope, "variable", low))
    if info.state.scope.types:
        info.imported.append((scope, "types", ""))
    cx.modules[info.name.lower()] = info.state


def share_variable(cx: Any, low: str, home: Scope) -> None:
    """Makes a module's variable the session's too: both see what either assigns."""
    top = cx.global_scope
    top.vars.pop(low, None)

    def read(_scope: Any) -> Any:
        return home.vars.get(low)

    def write(scope: Any, value: Any) -> None:
        if scope is top:
            home.assign(low, value)
        else:
            scope.vars[low] = value

    cx.computed[low], cx.setters[low] = read, write
    cx.special.add(low)


def with_prefix(name: str, prefix: str) -> str:
    """Gives a command's name with a prefix before its noun."""
    if not prefix:
        return name
    verb, dash, noun = name.partition("-")
    return f"{verb}-{prefix}{noun}" if dash else prefix + name


def remove_module(info: ModuleInfo, cx: Any) -> None:
    """Takes a module's exports away again."""
    if info.on_remove is not None:
        cx.call_block(info.on_remove, [], scope=info.state.scope, local=True)
    for scope, kind, low in info.imported:
        table = scope.functions if kind == "function" else scope.aliases if kind == "alias" else scope.vars
        if table is not None:
            table.pop(low, None)
        if kind == "variable" and scope is cx.global_scope:
            cx.computed.pop(low, None)
            cx.setters.pop(low, None)
            cx.special.discard(low)
    info.imported.clear()
    cx.modules.pop(info.name.lower(), None)
    cx.version += 1


def missing(name: str) -> ScriptError:
    """Makes Import-Module's error for a module that is nowhere."""
    message = (
        f"The specified module '{name}' was not loaded because no valid module file was found in any module directory."
    )
    raised = NetException("System.IO.FileNotFoundException", message)
    record = ErrorRecord(raised, "Modules_ModuleNotFound", "ResourceUnavailable", name)
    raised.record = record
    return ScriptError(record)


def using_module(cx: Any, name: Any, base: str, scope: Scope) -> None:
    """Does `using module`: the module's exports and its classes become known."""
    if not isinstance(name, str):
        name = to_string(getattr(name, "value", name))
    file = find_module(cx, name, base)
    if file is None:
        if cx.stubs is not None and cx.stubs.module(name, "using module"):
            return
        raise missing(name)
    info = load_file(cx, file, [], _drop)
    import_module(info, scope)
    types = info.state.scope.types
    if types:
        scope.types = {**(scope.types or {}), **types}


def _drop(_value: Any) -> None:
    return None


def autoload(cx: Any, command: str, scope: Scope) -> Any:
    """Looks for a command in the modules of PSModulePath; imports the module that has it and gives the command."""
    for folder in module_folders(cx):
        if cx.host.stat(folder) is None:
            continue
        for name in cx.host.list_dir(folder):
            if name.lower() in cx.modules or name in cx.not_loaded:
                continue
            file = find_file(cx, posixpath.join(folder, name))
            if file is None:
                continue
            if not mentions(cx, file, command):
                continue
            cx.not_loaded.add(name)
            info = load_file(cx, file, [], _drop)
            if command.lower() in info.functions or command.lower() in info.aliases:
                import_module(info, cx.global_scope)
                return (cx.global_scope.functions or {}).get(command.lower())
    return None


def mentions(cx: Any, file: str, command: str) -> bool:
    """Tells whether a module's files name a command, so that only likely modules are loaded."""
    folder = posixpath.dirname(file)
    low = command.lower()
    for name in cx.host.list_dir(folder):
        if name.lower().endswith(ENDINGS):
            path = posixpath.join(folder, name)
            if low in decode(cx.host.read_bytes(path)).lower():
                return True
    return False
