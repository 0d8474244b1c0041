"""Commands outside the session: script files and programs on PATH; `using module`, `using namespace`, #Requires."""

import os
from typing import Any

from perdure.grammar import ast
from perdure.grammar.parse import parse_source
from perdure.grammar.source import read_source
from perdure.interpreter.binding import Argument
from perdure.interpreter.command import ApplicationInfo, ExternalScriptInfo
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.convert import to_int32, to_string
from perdure.interpreter.errors import ExitFlow, ScriptError, make_error
from perdure.interpreter.manifests import load_manifest, parts
from perdure.interpreter.modules import BUILT_IN_MODULES, LOADERS, find_module, import_module, load_file
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.session_values import VERSION


def find_external(name: str, sc: Any) -> Any:
    """Gives the script or program that a name means: a path, or a file in one of PATH's folders."""
    cx = sc.cx
    if "/" in name or "\\" in name or name.startswith("~"):
        path = name.replace("\\", "/")
        if path.startswith("~"):
            path = cx.environment.get("HOME", "/") + path[1:]
        return at_path(os.path.normpath(os.path.join(cx.location, path)), name)
    for folder in cx.environment.get("PATH", "").split(os.pathsep):
        if not folder:
            continue
        found = at_path(os.path.join(folder, name), name, on_path=True)
        if found is not None:
            return found
    return None


def at_path(path: str, name: str, on_path: bool = False) -> Any:
    """Gives the command that a file is; None where there is none."""
    for candidate in (path, path + ".ps1"):
        if not os.path.isfile(candidate):
            continue
        if candidate.lower().endswith(".ps1"):
            return ExternalScriptInfo(os.path.basename(candidate), candidate)
        if os.access(candidate, os.X_OK):
            return ApplicationInfo(os.path.basename(candidate), candidate)
        if not on_path:
            return ApplicationInfo(os.path.basename(candidate), candidate)
    return None


class ScriptStage(FunctionStage):
    """A script file as a command: its own script scope; `exit` in it ends the file only."""

    def part(self, code: Any) -> None:
        try:
            super().part(code)
        except ExitFlow as flow:
            self.cx.exit_code = exit_number(flow.code)
            self.failed = self.cx.exit_code != 0
            self.left = True

    left = False

    def on_input(self, value: Any) -> None:
        if not self.left:
            super().on_input(value)

    def on_end(self) -> None:
        if not self.left:
            super().on_end()


def exit_number(code: Any) -> int:
    """Gives an exit status for what `exit` was given: what converts to an integer, else 0."""
    try:
        return to_int32(unwrap(code))
    except ScriptError:
        return 0


def make_script(
    info: Any, arguments: list[Argument], sc: Any, expects_input: bool, source: Any, span: Any, dot: bool = False
) -> Any:
    """Makes the stage of a script file."""
    cx = sc.cx
    try:
        tree = parse_source(read_source(info.path))
    except OSError as error:
        raise make_error(f"{error.strerror}: {info.path}", "ScriptFileNotReadable", "ReadError", info.path) from None
    except Exception as error:
        raise parse_script_error(error) from None
    block = ScriptBlock(tree.body, tree.source, cx.top)
    block.home = cx
    stage = ScriptStage(block, info.name, arguments, sc, expects_input, source, span, dot, "script", info)
    stage.frame.name = info.name
    stage.scope.is_script = True
    cx.prepare_script(tree, stage.scope)
    return stage


def do_usings(cx: Any, script: ast.Script, scope: Any) -> None:
    """Does the `using` statements at the start of a script."""
    for using in script.body.usings:
        if using.kind == "namespace" and isinstance(using.name, ast.String):
            cx.usings = [*(cx.usings or []), using.name.value]
        elif using.kind == "module":
            name = using.name
            root = os.path.dirname(script.source.path) if script.source.path else cx.location
            cx.using_module(name.value if isinstance(name, ast.String) else name, root, scope)


def check_requirements(cx: Any, script: ast.Script) -> None:
    """Refuses a script whose #Requires this engine does not meet."""
    for requirement in script.body.requires:
        if requirement.kind == "psedition":
            wanted = [to_string(getattr(v, "value", "")) for v in requirement.values]
            if wanted and "core" not in [w.lower() for w in wanted]:
                raise requires_error(
                    script, "ScriptRequiresUnmatchedPSEdition",
                    f"for PowerShell editions '{','.join(wanted)}'. The edition of PowerShell that is required by the script "
                    "does not match the currently running PowerShell Core edition.",
                )  # fmt: skip
        elif requirement.kind == "version":
            require_version(script, requirement.values)
        elif requirement.kind == "modules":
            require_modules(cx, script, requirement.values)


def require_modules(cx: Any, script: ast.Script, values: tuple[Any, ...]) -> None:
    """Imports the modules that a script requires; a missing one refuses the script."""
    for value in values:
        name = module_name(value)
        if not name or name.lower() in cx.modules or name.lower() in BUILT_IN_MODULES:
            continue
        file = find_module(cx, name, os.path.dirname(script.source.path or "") or cx.location)
        if file is None:
            if cx.stubs is not None and cx.stubs.module(name, "#Requires"):
                continue
            raise missing_module(script, name)
        import_module(load_file(cx, file, [], lambda _value: None), cx.global_scope)


def module_name(value: Any) -> str:
    """Gives the name in a module specification: a word, or a hashtable with ModuleName."""
    if isinstance(value, ast.Hashtable):
        for key, item in value.pairs:
            if to_string(getattr(key, "value", "")).lower() == "modulename":
                return to_string(plain_text(item))
        return ""
    return to_string(plain_text(value))


def plain_text(node: Any) -> str:
    """Gives the text of a constant, looked for through the statement that holds it."""
    for inner in node.walk():
        if isinstance(inner, ast.String):
            return inner.value
    return ""


def missing_module(script: ast.Script, name: str) -> ScriptError:
    """Makes the error of a required module that is nowhere."""
    file = os.path.basename(script.source.path or "script")
    return make_error(
        f"The script '{file}' cannot be run because the following modules that are specified by the \"#requires\" "
        f"statements of the script are missing: The module '{name}' cannot be found..",
        "ScriptRequiresMissingModules",
        "ResourceUnavailable",
        file,
        "System.Management.Automation.ScriptRequiresException",
    )


def require_version(script: ast.Script, values: tuple[Any, ...]) -> None:
    """Refuses a script for a later PowerShell."""
    for value in values:
        text = str(getattr(value, "text", None) or getattr(value, "value", ""))
        if parts(text) > parts(VERSION):
            raise requires_error(
                script, "ScriptRequiresUnmatchedPSVersion",
                f"for PowerShell {text if '.' in text else text + '.0'}. The version of PowerShell that is required by the "
                f"script does not match the currently running version of PowerShell {VERSION}.",
            )  # fmt: skip


def requires_error(script: ast.Script, error_id: str, what: str) -> ScriptError:
    name = os.path.basename(script.source.path or "script")
    return make_error(
        f"The script '{name}' cannot be run because it contained a \"#requires\" statement {what}",
        error_id,
        "ResourceUnavailable",
        name,
        "System.Management.Automation.ScriptRequiresException",
    )


LOADERS[".psd1"] = load_manifest


def install(cx: Any) -> None:
    """Gives a context its ways to find and run what lies outside."""
    cx.find_external = find_external
    cx.make_script = make_script
