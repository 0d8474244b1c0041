"""Members of $ExecutionContext, SessionState, InvokeCommand, PSVariable and Path intrinsics."""

import posixpath
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.compile import unit_of
from perdure.interpreter.context import SessionState, current
from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet.dates import named
from perdure.interpreter.dotnet.script_blocks import create
from perdure.interpreter.errors import DotNetThrow
from perdure.interpreter.lookup import find_command
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.typesys import define
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.engine import (
    CommandInvocationIntrinsics,
    EngineIntrinsics,
    PathIntrinsics,
    PSVariableIntrinsics,
)
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.generic import Collection
from perdure.interpreter.values.variable import PSVariable

_S = "System.Management.Automation."


def expand(_c: Any, text: str | None) -> str:
    """Gives the text as a double-quoted string would expand it where the caller stands."""
    if text is None:
        raise null("source")
    source = Source('@"\n' + text + '\n"@')
    try:
        tree = parse_source(source)
    except ParseError as error:
        raise DotNetThrow(parse_script_error(error).record.exception) from None
    end: Any = tree.body.end
    statement: Any = end.body.statements[0]
    return to_string(unit_of(source).expression(statement.elements[0].expression)(current().scope))


def scope_of(c: EngineIntrinsics) -> Any:
    cx = current()
    return cx.scope if c.state is cx.top or c.state is None else c.state.scope


def get_command(c: Any, name: str, *_more: Any) -> Any:
    return find_command(name, scope_of(c))


def get_commands(c: Any, name: str, *_more: Any) -> list[Any]:
    found = find_command(name, scope_of(c))
    return [] if found is None else [found]


def invoke_script(_c: Any, *given: Any) -> Collection:
    """Runs a text or a block; the arguments stand last."""
    cx = current()
    block = next((g for g in given if isinstance(g, ScriptBlock)), None)
    if block is None:
        block = create(next((g for g in given if isinstance(g, str)), ""))
    args = list(given[-1]) if given and isinstance(given[-1], list) else []
    local = bool(given[0]) if given and isinstance(given[0], bool) else False
    return Collection(cx.call_block(block, args, scope=cx.scope, local=local), (_S + "PSObject",))


def invoke_block(local: bool, block: ScriptBlock, given: Any, args: Any) -> Collection:
    """Runs a block with input, in a scope of its own or the current one."""
    cx = current()
    items = None if given is None else as_list(given)
    return Collection(cx.call_block(block, list(args), scope=cx.scope, local=local, input=items), (_S + "PSObject",))


define(_S + "EngineIntrinsics", py=EngineIntrinsics, members={
    "Host -> object": lambda c: current().global_scope.lookup("host"),
    "Events -> object": lambda c: None,
    "InvokeProvider -> object": lambda c: None,
    "SessionState -> System.Management.Automation.SessionState": lambda c: c.state or current().top,
    "InvokeCommand -> object": lambda c: CommandInvocationIntrinsics(c.state),
})  # fmt: skip
define(_S + "CommandInvocationIntrinsics", py=CommandInvocationIntrinsics, members={
    "HasErrors -> bool": lambda c: not current().ok,
    "CommandNotFoundAction -> object": lambda c: None,
    "PreCommandLookupAction -> object": lambda c: None,
    "PostCommandLookupAction -> object": lambda c: None,
    "ExpandString(string source) -> string": expand,
    "GetCommand(string commandName, object type) -> object": get_command,
    "GetCommand(string commandName, object type, object[] arguments) -> object": get_command,
    "GetCommands(string name, object commandTypes, bool nameIsPattern) -> object": get_commands,
    "GetCommandName(string name, bool nameIsPattern, bool returnFullName) -> object": lambda c, n, p, f: [
        x.name for x in get_commands(c, n)
    ],
    "InvokeScript(string script) -> object": invoke_script,
    "InvokeScript(string script, params object[] args) -> object": invoke_script,
    "InvokeScript(bool useLocalScope, scriptblock scriptBlock, ilist input, params object[] args) -> object": (
        lambda c, local, block, given, args: invoke_block(local, block, given, args)
    ),
    "GetCmdlet(string commandName) -> object": get_command,
    "InvokeScript(object sessionState, scriptblock scriptBlock, params object[] args) -> object": invoke_script,
    "NewScriptBlock(string scriptText) -> scriptblock": lambda c, text: create(text),
})  # fmt: skip


# ---- SessionState -------------------------------------------------------------------------------------------------------

define(_S + "SessionState", py=SessionState, members={
    "PSVariable -> object": PSVariableIntrinsics,
    "Path -> object": PathIntrinsics,
    "InvokeCommand -> object": CommandInvocationIntrinsics,
    "InvokeProvider -> object": lambda s: None,
    "Drive -> object": lambda s: None,
    "Provider -> object": lambda s: None,
    "Module -> object": lambda s: s.info,
    "LanguageMode -> System.Management.Automation.PSLanguageMode": lambda s: named(_S + "PSLanguageMode", 0),
    "UseFullLanguageModeInDebugger -> bool": lambda s: False,
    "Scripts -> object": lambda s: ["*"],
    "Applications -> object": lambda s: ["*"],
})  # fmt: skip


def get_variable(c: Any, name: str) -> PSVariable | None:
    low = name.lower().removeprefix("variable:")
    found = scope_of(c).find(low)
    return None if found is None else PSVariable(name, None, found)


def get_value(c: Any, name: str, default: Any = None) -> Any:
    scope: Any = scope_of(c)
    low = name.lower()
    head, colon, tail = low.partition(":")
    if colon:
        scope = {"global": scope.global_scope, "script": scope.script_scope}.get(head, lambda: scope)()
        low = tail
    found = scope.lookup(low)
    return default if found is NOTHING else found


def set_variable(c: Any, name: Any, value: Any = None) -> None:
    scope: Any = scope_of(c)
    if isinstance(name, PSVariable):
        name, value = name.name, name.get()
    head, colon, tail = name.partition(":")
    if colon:
        scope = {"global": scope.global_scope, "script": scope.script_scope}.get(head.lower(), lambda: scope)()
        name = tail
    scope.assign(name.lower(), value, name)


def remove_variable(c: Any, name: Any) -> None:
    low = (name.name if isinstance(name, PSVariable) else name).lower()
    found = scope_of(c).find(low)
    if found is not None:
        found.delete(low)


define(_S + "PSVariableIntrinsics", py=PSVariableIntrinsics, members={
    "Get(string name) -> System.Management.Automation.PSVariable": get_variable,
    "GetValue(string name) -> object": get_value,
    "GetValue(string name, object defaultValue) -> object": get_value,
    "Remove(string name) -> void": remove_variable,
    "Remove(System.Management.Automation.PSVariable variable) -> void": remove_variable,
    "Set(string name, object value) -> void": set_variable,
    "Set(System.Management.Automation.PSVariable variable) -> void": set_variable,
})  # fmt: skip


# ---- paths ---------------------------------------------------------------------------------------------------------------


def full_path(c: Any, path: str) -> str:
    return current().full_path(path, scope_of(c))


def resolved(c: Any, path: str) -> Collection:
    """Gives the PathInfo values that a path with wildcards stands for."""
    cx = current()
    block = create("param($p) Resolve-Path -Path $p -ErrorAction Stop")
    return Collection(cx.call_block(block, [path], scope=cx.scope, local=True), (_S + "PathInfo",))


define(_S + "PathIntrinsics", py=PathIntrinsics, members={
    "CurrentLocation -> object": lambda c: current().path_info(),
    "CurrentFileSystemLocation -> object": lambda c: current().path_info(),
    "Combine(string parent, string child) -> string": lambda c, a, b: posixpath.join(a, b),
    "GetUnresolvedProviderPathFromPSPath(string path) -> string": full_path,
    "GetResolvedPSPathFromPSPath(string path) -> object": resolved,
    "IsPSAbsolute(string path, ref string driveName) -> bool": lambda c, p, d: p.startswith("/"),
    "IsValid(string path) -> bool": lambda c, p: bool(p),
    "IsProviderQualified(string path) -> bool": lambda c, p: "::" in p,
    "ParseChildName(string path) -> string": lambda c, p: posixpath.basename(p.rstrip("/")),
    "ParseParent(string path, string root) -> string": lambda c, p, r: posixpath.dirname(p.rstrip("/")),
    "CurrentProviderLocation(string providerId) -> object": lambda c, p: current().path_info(),
})  # fmt: skip
