"""A session (runspace): a Context with a host, drives, streams, cmdlets and automatic variables, and running text in it.

Serves the command line, the embedding interface, jobs and InlineScript. Knows nothing of how results are shown.
"""

import copy
import os
from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter import variables_auto
from perdure.interpreter.binding import Argument
from perdure.interpreter.classes import define_types
from perdure.interpreter.cmdlet_stage import CmdletStage
from perdure.interpreter.command import CmdletInfo, ExternalScriptInfo, FunctionInfo
from perdure.interpreter.compile import calls, unit_of
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.context import HOT_AFTER, NEVER, Context, SessionState, set_current
from perdure.interpreter.enumerators import make_enumerator
from perdure.interpreter.errors import InvocationInfo, ScriptError
from perdure.interpreter.lookup import find_command, not_found
from perdure.interpreter.modules import using_module
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.pscmdlet import value_of
from perdure.interpreter.python_faults import RAISED, script_error
from perdure.interpreter.scopes import KEPT, Scope
from perdure.interpreter.type_checks import hold_types
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import ArrayList
from perdure.runtime import external, streams
from perdure.runtime.cmdlets.finder import find_alias, find_cmdlet
from perdure.runtime.default_parameters import with_default_parameters
from perdure.runtime.drives import install as install_drives
from perdure.runtime.drives import of as drives_of
from perdure.runtime.host import RealHost
from perdure.runtime.session_functions import autoload
from perdure.runtime.session_values import HostObject
from perdure.runtime.session_values import install as install_values
from perdure.runtime.using import read_using


def new_context(host: Any = None, location: str | None = None, environment: dict[str, str] | None = None) -> Context:
    """Makes a fresh session's context.

    Args:
        host: the world; None = the real one.
        location: the current directory, absolute; None = the process's.
        environment: the session's environment variables; None = a copy of the process's.
    """
    cx = Context(host if host is not None else RealHost())
    cx.stubs = getattr(cx.host, "stubs", None)
    cx.location = location if location is not None else os.getcwd()
    cx.environment = dict(os.environ) if environment is None else dict(environment)
    cx.hot_after = HOT_AFTER.get(os.environ.get("PERDURE_GENERATED", ""), cx.hot_after)
    if cx.hot_after == NEVER:
        cx.observers.block()
    cx.error_list = ArrayList()
    cx.errors = cx.error_list.items
    cx.find_cmdlet = find_cmdlet
    cx.find_builtin_alias = find_alias
    cx.make_enumerator = make_enumerator
    install_values(cx)
    variables_auto.install(cx)
    external.install(cx)
    cx.make_native = make_native
    install_own(cx)
    cx.open_output = open_output
    cx.cmdlet_value = value_of
    cx.read_using = read_using
    cx.autoload = autoload
    cx.with_default_parameters = with_default_parameters
    cx.bind_function = bind_function
    cx.make_shells = make_shells
    return cx


def bind_function(scope: Any, name: str, block: Any) -> None:
    """Binds a function's name in a scope."""
    scope.set_function(name, FunctionInfo(name, unwrap(block)))


def install_own(cx: Context) -> None:
    """Gives a context what is bound to it alone."""
    cx.shells = None
    calls.install(cx)
    streams.install(cx)
    install_drives(cx)
    cx.path_info = lambda: drives_of(cx).here()
    cx.using_module = lambda name, base, scope: using_module(cx, name, base, scope)
    cx.prepare_script = lambda tree, scope: prepare(cx, tree, scope)


def branch_context(cx: Context, host: Any) -> Context:
    """Makes a session like another one, at a tenth of a fresh one's price: what either does later is its own.

    Its top scope holds the same variables, functions, aliases and types; `$Error` is empty, nothing runs in it.
    """
    made = copy.copy(cx)
    made.host = host
    before, top = cx.global_scope, Scope(None, made, None, "global")
    top.vars = {**before.vars, "host": HostObject(made)}
    top.infos = dict(before.infos) if before.infos is not None else None
    top.functions = dict(before.functions) if before.functions is not None else None
    top.aliases = dict(before.aliases) if before.aliases is not None else None
    top.types = dict(before.types) if before.types is not None else None
    top.strict = before.strict
    made.global_scope = made.scope = top
    made.top = top.module = SessionState("", top)
    made.special, made.computed, made.setters = set(cx.special), dict(cx.computed), dict(cx.setters)
    made.environment, made.modules, made.not_loaded = dict(cx.environment), dict(cx.modules), set(cx.not_loaded)
    made.error_list = ArrayList()
    made.errors = made.error_list.items
    made.frames, made.depth, made.caught, made.drives, made.ok = [], 0, None, None, True
    install_own(made)
    return made


def make_native(*given: Any) -> Any:
    """Makes the stage of a native program."""
    from perdure.runtime.native import NativeStage

    if any(isinstance(unwrap(a.value), ScriptBlock) for a in given[1]):
        from perdure.runtime.native_session import SessionStage, has_block

        if has_block(given[0], given[1]):
            return SessionStage(*given)
    return NativeStage(*given)


def open_output(path: str, append: bool, scope: Any) -> Any:
    """Opens what `>` and `>>` write to."""
    from perdure.runtime.text_files import open_output as open_file

    return open_file(path, append, scope)


def parse_script(text: str, path: str | None = None) -> ast.Script:
    """Parses a script's text; raises ParseError."""
    return parse_source(Source(text, path))


def run_tree(
    cx: Context, script: ast.Script, arguments: list[Argument], emit: Callable[[Any], None],
    input_: Any = None, dot: bool = True, name: str = "",
) -> None:  # fmt: skip
    """Runs a parsed script in the session's top scope (dot-sourced) or in a script scope.

    Raises:
        ScriptError: a terminating error that nobody caught.
        ExitFlow: the script said `exit`.
    """
    before = set_current(cx)
    try:
        prepare(cx, script, cx.scope)
        block = script_block(cx, script)
        path = script.source.path
        info = ExternalScriptInfo(os.path.basename(path), os.path.abspath(path)) if path else None
        try:
            stage = FunctionStage(
                block, name or "<ScriptBlock>", arguments, cx.scope, input_ is not None, None, None, dot, "script", info
            )
        except ScriptError as error:
            name_script(error, info)
            raise
        stage.frame.name = "<ScriptBlock>"
        if script.source.path and stage.frame.invocation is not None:
            stage.frame.invocation.name = script.source.path
            stage.frame.invocation.command = ExternalScriptInfo(
                os.path.basename(script.source.path), script.source.path
            )
        run_stages([stage], input_, emit)
    except RAISED as raised:  # outside all statements: binding, `using`, definitions
        raise script_error(raised) from raised
    finally:
        set_current(before)


def name_script(error: ScriptError, info: ExternalScriptInfo | None) -> None:
    """Says of an error in binding a script's own arguments whose they were."""
    record = error.record
    if error.binding and info is not None:
        record.activity = info.name
        record.error_id = record.error_id if "," in record.error_id else f"{record.error_id},{info.name}"
        record.invocation = InvocationInfo(info, info.name)


def run_named(
    cx: Context, name: str, arguments: list[Argument], emit: Callable[[Any], None], input_: Any = None
) -> None:
    """Calls a command by its name (a function, a workflow) in the session's top scope."""
    before = set_current(cx)
    try:
        run_stages([named_stage(cx, name, arguments, input_ is not None)], input_, emit)
    except RAISED as raised:  # outside all statements: binding, `using`, definitions
        raise script_error(raised) from raised
    finally:
        set_current(before)


def named_stage(cx: Context, name: str, arguments: list[Argument], piped: bool) -> Any:
    """Makes the stage of a command in the session's current scope; ScriptError where there is none."""
    found = find_command(name, cx.scope)
    if isinstance(found, FunctionInfo) and found.kind == "Workflow":
        return cx.engine.workflow_stage(found, arguments, cx.scope, piped, None, None)
    try:
        if isinstance(found, FunctionInfo):
            return FunctionStage(found.block, found.name, arguments, cx.scope, piped, None, None, info=found)
        if isinstance(found, CmdletInfo):
            return CmdletStage(found.cls, arguments, cx.scope, piped, None, None, name)
    except ScriptError as error:
        if error.binding and "," not in error.record.error_id:
            label = getattr(getattr(found, "cls", None), "implementing_type", None) or name
            error.record.error_id = f"{error.record.error_id},{label}"
        raise
    if isinstance(found, ExternalScriptInfo):
        return cx.make_script(found, arguments, cx.scope, piped, None, None, False)
    if found is not None:
        return cx.make_native(found, arguments, cx.scope, piped, None, None)
    raise not_found(name)


def make_shells(cx: Context) -> Any:
    """Gives what makes [powershell] instances for a session."""
    from perdure.runtime.shells import Shells

    return Shells(cx)


def script_block(cx: Context, script: ast.Script) -> ScriptBlock:
    """Gives a parsed script as a ScriptBlock value of this session."""
    block = ScriptBlock(script.body, script.source, cx.top)
    block.home = cx
    return block


def prepare(cx: Context, script: ast.Script, scope: Any) -> None:
    """Does what comes before a script's first statement: using, #Requires, classes and enums, workflows' names."""
    unit = unit_of(script.source)
    text = script.source.text
    if "PSDefaultParameterValues".lower() in text.lower():
        cx.defaults_used = True
    if "strict" in text.lower():
        cx.strict_used = True
    external.do_usings(cx, script, scope)
    external.check_requirements(cx, script)
    hold_types(script, scope)
    define_types(unit, script.body, scope)
    if cx.engine is not None:
        cx.engine.prepare_script(script, scope)


KEPT.setdefault("psdefaultparametervalues", "PSDefaultParameterValues")
