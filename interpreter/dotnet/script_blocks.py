"""Script blocks, switches and other small types of System.Management.Automation."""

from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter import steppable as steps
from perdure.interpreter.command import FunctionInfo
from perdure.interpreter.context import SessionState, current
from perdure.interpreter.dotnet._language import view
from perdure.interpreter.errors import DotNetThrow
from perdure.interpreter.modules import ModuleInfo
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.scopes import Scope
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import ListObject
from perdure.interpreter.values.generic import Collection
from perdure.interpreter.values.switch import SwitchParameter

SMA = "System.Management.Automation."


def create(text: str) -> ScriptBlock:
    """Makes [scriptblock]::Create(text)."""
    source = Source(text or "")
    try:
        tree = parse_source(source)
    except ParseError as error:
        raise DotNetThrow(parse_script_error(error).record.exception) from None
    cx = current()
    cx.prepare_script(tree, cx.scope)
    made = ScriptBlock(tree.body, source)
    made.home = cx
    return made


def invoke(self: ScriptBlock, *args: Any) -> Any:
    """Runs it in a scope of its own; gives a collection of what it puts out."""
    return Collection(run(self, args), (SMA + "PSObject",))


def run(self: ScriptBlock, args: Any) -> list[Any]:
    cx = current()
    return cx.call_block(self, list(args), scope=cx.scope, local=True)


def invoke_as_is(self: ScriptBlock, *args: Any) -> Any:
    """Gives one object as it is, several as an array, nothing as $null."""
    out = run(self, args)
    return NOTHING if not out else out[0] if len(out) == 1 else out


def invoke_with_context(self: ScriptBlock, functions: Any, variables: Any, *args: Any) -> Any:
    cx = current()
    inner = Scope(cx.scope, cx, cx.scope.module, "block")
    given = variables if isinstance(variables, (list, ListObject)) else [] if variables is None else [variables]
    for variable in given:
        inner.vars[variable.name.lower()] = variable.get()
    if functions is not None:
        for name, block in functions.items():
            inner.set_function(str(name), FunctionInfo(str(name), block))
    return Collection(cx.call_block(self, list(args), scope=inner, local=True), (SMA + "PSObject",))


def new_closure(self: ScriptBlock) -> ScriptBlock:
    """Makes GetNewClosure(): the caller's own variables as they are now, in a module of their own."""
    cx = current()
    scope = Scope(cx.global_scope, cx, None, "module")
    state = SessionState("__DynamicModule_closure", scope)
    scope.module = state
    state.info = ModuleInfo(state.name, state.name, state)
    here: Any = cx.scope
    captured: dict[str, Any] = {}
    while here is not None and here is not cx.global_scope:
        for name, value in here.vars.items():
            captured.setdefault(name, value)
        here = here.parent if here.kind == "block" else None
    if cx.scope is cx.global_scope:
        captured = {k: v for k, v in cx.scope.vars.items() if k not in cx.special}
    scope.vars.update(captured)
    if self.module is not None and self.module is not cx.top:
        scope.functions = dict(self.module.scope.functions or {})
    made = ScriptBlock(self.tree, self.source, state, self.definition)
    made.home = cx
    return made


def file_of(self: ScriptBlock) -> Any:
    return self.source.path


def module_of(self: ScriptBlock) -> Any:
    return None if self.module is None else self.module.info


define(
    SMA + "ScriptBlock",
    py=ScriptBlock,
    members={
        "static Create(string script)": create,
        "Invoke(params object[] args)": lambda self, args: invoke(self, *args),
        "InvokeReturnAsIs(params object[] args)": lambda self, args: invoke_as_is(self, *args),
        "InvokeWithContext(System.Collections.IDictionary functionsToDefine, object variablesToDefine, "
        "params object[] args)": lambda self, f, v, args: invoke_with_context(self, f, v, *args),
        "GetNewClosure() -> scriptblock": new_closure,
        "GetSteppablePipeline()": steps.steppable,
        "GetSteppablePipeline(object commandOrigin)": steps.steppable,
        "GetSteppablePipeline(object commandOrigin, object[] args)": steps.steppable,
        "ToString() -> string": ScriptBlock.text,
        "File": Prop(file_of, None, "System.String"),
        "IsFilter": Prop(lambda self: self.is_filter, None, "System.Boolean"),
        "Module": Prop(module_of),
        "Ast": Prop(lambda self: view(self.definition or self.tree, self.source)),
        "Id": Prop(lambda self: None),
    },
)
define(
    SMA + "SteppablePipeline",
    py=steps.SteppablePipeline,
    members={
        "Begin(bool expectInput) -> void": steps.begin,
        "Begin(bool expectInput, System.Management.Automation.EngineIntrinsics contextToRedirectTo) -> void": steps.begin,
        "Begin(object command) -> void": steps.begin,
        "Process(object input) -> System.Array": steps.process,
        "Process() -> System.Array": steps.process,
        "End() -> System.Array": steps.end,
        "Clean() -> void": steps.dispose,
        "Dispose() -> void": steps.dispose,
    },
)
define(
    SMA + "SwitchParameter",
    "System.ValueType",
    kind="struct",
    py=SwitchParameter,
    members={
        "new(bool isPresent)": SwitchParameter,
        "IsPresent": Prop(lambda self: self.present, None, "System.Boolean"),
        "ToBool() -> bool": lambda self: self.present,
        "static Present": Prop(lambda: SwitchParameter(True)),
        "ToString() -> string": str,
        "Equals(object other) -> bool": lambda self, other: bool(self == other),
    },
).zero = SwitchParameter
