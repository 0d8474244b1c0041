"""$ExecutionContext and what hangs on it: EngineIntrinsics, SessionState, variables, paths and commands by name."""

from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.context import SessionState, current
from perdure.interpreter.convert import convert_to, to_string
from perdure.interpreter.lookup import find_command
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.scopes import written_name
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NOTHING, NetObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.generic import Collection
from perdure.interpreter.values.variable import PSVariable, variable_in

SMA = "System.Management.Automation."
STRING = "System.String"


class Intrinsics(NetObject):
    """System.Management.Automation.EngineIntrinsics."""

    __slots__ = ()
    net = SMA + "EngineIntrinsics"


class CommandIntrinsics(NetObject):
    """System.Management.Automation.CommandInvocationIntrinsics."""

    __slots__ = ()
    net = SMA + "CommandInvocationIntrinsics"


class VariableIntrinsics(NetObject):
    """System.Management.Automation.PSVariableIntrinsics."""

    __slots__ = ()
    net = SMA + "PSVariableIntrinsics"


class PathIntrinsics(NetObject):
    """System.Management.Automation.PathIntrinsics."""

    __slots__ = ()
    net = SMA + "PathIntrinsics"


def block_of(text: str) -> ScriptBlock:
    """Gives a text as a script block of the running session; raises ScriptError for text that is none."""
    cx = current()
    try:
        tree = parse_source(Source(text))
    except ParseError as error:
        raise parse_script_error(error) from None
    made = ScriptBlock(tree.body, tree.source, cx.top)
    made.home = cx
    return made


def expand_string(_self: Any, text: str) -> str:
    """Gives a text as if it stood in double quotes."""
    cx = current()
    block = block_of(f'@"\n{text}\n"@')
    out = cx.call_block(block, [], scope=cx.scope)
    return to_string(out[0]) if out else ""


def invoke_script(_self: Any, script: Any, *args: Any) -> Collection:
    """Runs a text or a script block in the current scope and gives its output."""
    cx = current()
    block = script if isinstance(script, ScriptBlock) else block_of(to_string(script))
    return Collection(cx.call_block(block, list(args), scope=cx.scope), (SMA + "PSObject",))


def invoke_block(_self: Any, new_scope: bool, block: ScriptBlock, given: Any, *args: Any) -> Collection:
    """Runs a script block with input."""
    cx = current()
    items = None if given is None else list(given) if hasattr(given, "__iter__") else [given]
    out = cx.call_block(block, list(args), scope=cx.scope, local=new_scope, input=items)
    return Collection(out, (SMA + "PSObject",))


def get_command(_self: Any, name: str, _kinds: Any = None) -> Any:
    """Gives the command of a name; $null where there is none."""
    return find_command(name, current().scope)


def get_variable(_self: Any, name: str) -> PSVariable | None:
    """Gives the variable that a name reaches; $null where there is none."""
    scope, low = current().scope, name.lower()
    home = scope.find(low)
    return None if home is None else variable_in(home, low, written_name(low))


def get_value(_self: Any, name: str, otherwise: Any = None) -> Any:
    """Gives a variable's value."""
    found = current().scope.lookup(name.lower())
    return otherwise if found is NOTHING else found


def set_value(_self: Any, name: Any, value: Any = None) -> None:
    """Sets a variable of the current scope."""
    if isinstance(name, PSVariable):
        current().scope.assign(name.name.lower(), name.get(), name.name)
    else:
        current().scope.assign(to_string(name).lower(), value, to_string(name))


def remove_value(_self: Any, name: Any) -> None:
    """Takes a variable away."""
    low = (name.name if isinstance(name, PSVariable) else to_string(name)).lower()
    home = current().scope.find(low)
    if home is not None:
        home.delete(low)


def provider_path(_self: Any, path: str) -> str:
    """Gives a path's full file path; nothing need be there."""
    cx = current()
    return cx.full_path(path, cx.scope)


def combine(_self: Any, parent: str, child: str) -> str:
    """Joins two parts of a path."""
    return parent.rstrip("/") + "/" + child.lstrip("/") if parent else child


COMMANDS, VARIABLES, PATHS = CommandIntrinsics(), VariableIntrinsics(), PathIntrinsics()

define(
    SMA + "EngineIntrinsics",
    members={
        "Host": Prop(lambda self: current().variable("host"), None, SMA + "Host.PSHost"),
        "Events": Prop(lambda self: None),
        "InvokeProvider": Prop(lambda self: None),
        "SessionState": Prop(lambda self: current().scope.module or current().top, None, SMA + "SessionState"),
        "InvokeCommand": Prop(lambda self: COMMANDS, None, SMA + "CommandInvocationIntrinsics"),
    },
    py=Intrinsics,
)
define(
    SMA + "CommandInvocationIntrinsics",
    members={
        "HasErrors": Prop(lambda self: False, None, "System.Boolean"),
        "ExpandString(string source) -> string": expand_string,
        "InvokeScript(string script)": invoke_script,
        "InvokeScript(string script, params object[] args)": lambda self, script, args: invoke_script(
            self, script, *args
        ),
        "InvokeScript(bool useLocalScope, scriptblock scriptBlock, object input, params object[] args)": (
            lambda self, new_scope, block, given, args: invoke_block(self, new_scope, block, unwrap(given), *args)
        ),
        "NewScriptBlock(string scriptText)": lambda self, text: block_of(text),
        f"GetCommand(string commandName, {SMA}CommandTypes type)": get_command,
        "GetCmdlet(string commandName)": get_command,
    },
    py=CommandIntrinsics,
)
define(
    SMA + "PSVariableIntrinsics",
    members={
        "Get(string name)": get_variable,
        "GetValue(string name)": get_value,
        "GetValue(string name, object defaultValue)": get_value,
        "Set(string name, object value) -> void": set_value,
        f"Set({SMA}PSVariable variable) -> void": set_value,
        "Remove(string name) -> void": remove_value,
        f"Remove({SMA}PSVariable variable) -> void": remove_value,
    },
    py=VariableIntrinsics,
)
define(
    SMA + "PathIntrinsics",
    members={
        "CurrentLocation": Prop(lambda self: current().path_info(), None, SMA + "PathInfo"),
        "CurrentFileSystemLocation": Prop(lambda self: current().path_info(), None, SMA + "PathInfo"),
        "GetUnresolvedProviderPathFromPSPath(string path) -> string": provider_path,
        "Combine(string parent, string child) -> string": combine,
    },
    py=PathIntrinsics,
)
define(
    SMA + "SessionState",
    members={
        "PSVariable": Prop(lambda self: VARIABLES, None, SMA + "PSVariableIntrinsics"),
        "Path": Prop(lambda self: PATHS, None, SMA + "PathIntrinsics"),
        "InvokeCommand": Prop(lambda self: COMMANDS, None, SMA + "CommandInvocationIntrinsics"),
        "Module": Prop(lambda self: self.info, None, SMA + "PSModuleInfo"),
        "LanguageMode": Prop(lambda self: convert_to("FullLanguage", SMA + "PSLanguageMode")),
    },
    py=SessionState,
)
