"""Running functions, script blocks and scripts: a scope is made, parameters are set, the blocks run.

A Body is the compiled form of a ScriptBlock's tree, shared by all values made from it. The quick way for plain
functions called with positions only stands in commands.py; the general way is FunctionStage.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.binding import Argument, Bound, bind, bind_input, coerce
from perdure.interpreter.binding_errors import input_not_bound
from perdure.interpreter.compile.core import Emit, StatementCode, Unit, unit_of
from perdure.interpreter.compile.dynamic import with_dynamic
from perdure.interpreter.compile.parameters import script_signature
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.convert import convert, default_value, to_string
from perdure.interpreter.errors import BreakFlow, InvocationInfo, ScriptError, make_error
from perdure.interpreter.pipeline import Stage
from perdure.interpreter.scopes import Scope, VarInfo
from perdure.interpreter.signature import Parameter, Signature
from perdure.interpreter.validation import METADATA, Invalid
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock

DEPTH_LIMIT = 4000


class CallFrame:
    """One call on the stack: what runs, and the place that called it."""

    __slots__ = ("name", "call_source", "call_span", "scope", "block", "invocation", "kind")

    def __init__(self, name: str, source: Any, span: Any, scope: Any, block: Any, kind: str = "function") -> None:
        self.name, self.call_source, self.call_span = name, source, span
        self.scope, self.block, self.kind = scope, block, kind
        self.invocation: InvocationInfo | None = None


class Body:
    """A ScriptBlock's tree, compiled: its blocks, and its signature once it has been called."""

    __slots__ = (
        "unit", "tree", "definition", "begin", "process", "end", "clean", "dynamic", "signature", "plain", "names",
        "infos", "typed",
    )  # fmt: skip

    def __init__(self, unit: Unit, tree: ast.ScriptBlock, definition: Any) -> None:
        self.unit, self.tree, self.definition = unit, tree, definition
        self.begin = self._block(tree.begin)
        self.process = self._block(tree.process)
        self.end = self._block(tree.end)
        self.clean = self._block(tree.clean)
        self.dynamic = self._block(tree.dynamicparam)
        self.signature: Signature | None = None
        self.infos: dict[str, VarInfo] | None = None
        self.typed = False
        nodes = definition.parameters if definition is not None and definition.parameters is not None else None
        if nodes is None:
            nodes = tree.param.parameters if tree.param is not None else ()
        self.names = [p.variable.name.lower() for p in nodes]
        # plain: untyped parameters without attributes or defaults, nothing but an end block
        self.plain = (
            all(not p.attributes and p.default is None for p in nodes)
            and (tree.param is None or not tree.param.attributes)
            and not (tree.begin or tree.process or tree.clean or tree.dynamicparam)
        )

    def _block(self, node: ast.NamedBlock | None) -> StatementCode | None:
        return None if node is None else self.unit.block(node.body)

    def signed(self, sc: Any) -> Signature:
        """Gives the signature, made at the first call."""
        if self.signature is None:
            self.signature = script_signature(self.unit, self.tree, self.definition, sc)
            for p in self.signature.parameters:
                if not p.common and (p.type is not None or p.steps):
                    self.typed = True
        return self.signature


def body_of(block: ScriptBlock) -> Body:
    """Gives a script block's compiled body."""
    found = block.compiled
    if found is None:
        unit = unit_of(block.source)
        key = -id(block.tree) - 1
        entry = unit.made.get(key)
        if entry is None:
            unit.made[key] = entry = (block.tree, Body(unit, block.tree, definition_of(block)))
        found = block.compiled = entry[1]
    return found  # type: ignore[no-any-return]


def definition_of(block: ScriptBlock) -> Any:
    return block.definition if isinstance(block.definition, ast.FunctionDefinition) else None


def enter(cx: Any, frame: CallFrame) -> Any:
    """Puts a frame on the call stack; gives the scope to restore."""
    cx.depth += 1
    if cx.depth > DEPTH_LIMIT:
        cx.depth -= 1
        raise make_error(
            "The script failed due to call depth overflow.",
            "CallDepthOverflow",
            "InvalidOperation",
            cx.depth,
            "System.Management.Automation.ScriptCallDepthException",
        )
    cx.frames.append(frame)
    before = cx.scope
    cx.scope = frame.scope
    return before


def run_part(part: StatementCode, scope: Scope, emit: Emit, frame: CallFrame) -> Signal | None:
    """Runs one block of a body on the call stack; `break` and `continue` go on looking for a loop outside."""
    cx = scope.cx
    before = enter(cx, frame)
    try:
        signal = part(scope, emit)
    finally:
        cx.frames.pop()
        cx.depth -= 1
        cx.scope = before
    if signal is not None and signal.kind != "return":
        raise BreakFlow(signal.label, signal.kind == "continue")
    return signal


def new_scope(block: ScriptBlock, caller: Scope, kind: str = "function") -> Scope:
    """Makes the scope of a call: below the module's for a module's function, else below the caller's."""
    module = block.module
    parent = caller
    if module is not None and module is not caller.module and module.scope is not None:
        parent = module.scope if module is not caller.cx.top or caller.module is not None else caller
        if module is caller.cx.top:
            parent = outside(caller)
    made = Scope(parent, caller.cx, module or caller.module, kind)
    if block.closure is not None:
        made.vars.update(block.closure)
    if block.using is not None:
        made.cx.using_values = block.using
    return made


def outside(caller: Scope) -> Scope:
    """Gives the nearest scope of the session's top level that the caller was called from."""
    for frame in reversed(caller.cx.frames):
        if frame.scope is not None and frame.scope.module is caller.cx.top:
            return frame.scope  # type: ignore[no-any-return]
    return caller.cx.global_scope  # type: ignore[no-any-return]


def default_of(p: Parameter) -> Any:
    """Gives what an unbound parameter without default holds."""
    if p.type is None:
        return None
    return default_value(p.type)


def set_parameters(body: Body, bound: Bound, scope: Scope, cmdlet: bool = False) -> None:
    """Sets a call's parameters as variables of its scope; defaults are evaluated there, in order."""
    values = bound.values
    variables = scope.vars
    signature = bound.signature
    if body.typed:
        scope.infos = typed_infos(body, signature, scope)
    for p in signature.parameters:
        if p.common:
            continue
        name = p.name.lower()
        if p.name in values:
            variables[name] = values[p.name]
        elif p.default_code is not None:
            value = p.default_code(scope)
            variables[name] = convert_default(p, value, scope)
        else:
            variables[name] = default_of(p)


def convert_default(p: Parameter, value: Any, scope: Scope) -> Any:
    """Gives a default in the parameter's type; Validate attributes don't look at it."""
    if value is NOTHING:
        value = None
    if p.type is None or (value is None and p.type.kind not in ("struct", "enum") and p.type.name != "System.String"):
        return value
    return convert(value, p.type, cx=scope.cx)


def typed_infos(body: Body, signature: Signature, scope: Scope) -> dict[str, VarInfo]:
    """Gives the VarInfos of typed parameters: later assignments convert and validate, too."""
    infos = {}
    for p in signature.parameters:
        if p.common or (p.type is None and not p.steps):
            continue
        info = VarInfo(p.name)
        info.type = p.type
        info.convert = parameter_converter(p, scope.cx)
        infos[p.name.lower()] = info
    return infos


def parameter_converter(p: Parameter, cx: Any) -> Any:
    def run(value: Any) -> Any:
        if p.type is not None and not p.no_convert:
            value = convert(value, p.type, cx=cx)
        try:
            for step in p.steps:
                value = step(value)
        except Invalid:
            raise make_error(
                f"The variable cannot be validated because the value {to_string(value)} is not a valid value for the "
                f"{p.name} variable.",
                "ValidateSetFailure",
                "MetadataError",
                None,
                METADATA,
            ) from None
        return value

    return run


PREFERENCES = {
    "erroraction": "erroractionpreference",
    "warningaction": "warningpreference",
    "informationaction": "informationpreference",
    "progressaction": "progresspreference",
}


def set_preferences(common: dict[str, Any], scope: Scope) -> None:
    """Sets the preference variables that a function's common parameters stand for."""
    for name, variable in PREFERENCES.items():
        if name in common:
            scope.vars[variable] = common[name]
    for name, variable in (("verbose", "verbosepreference"), ("debug", "debugpreference")):
        if name in common:
            scope.vars[variable] = "Continue" if common[name] else "SilentlyContinue"
    if "whatif" in common:
        scope.vars["whatifpreference"] = bool(common["whatif"])
    if "confirm" in common:
        scope.vars["confirmpreference"] = "Low" if common["confirm"] else "None"


class FunctionStage(Stage):
    """A function, filter or script block as a command of a pipeline."""

    def __init__(
        self, block: ScriptBlock, name: str, arguments: list[Argument], caller: Scope, expects_input: bool,
        source: Any, span: Any, dot: bool = False, kind: str = "function", info: Any = None,
    ) -> None:  # fmt: skip
        self.block, self.body, self.caller = block, body_of(block), caller
        self.cx = caller.cx
        self.name = name
        self.scope = caller if dot else new_scope(block, caller, kind)
        self.frame = CallFrame(name, source, span, self.scope, block, kind)
        self.frame.invocation = InvocationInfo(info, name, source, span)
        self.expects_input = expects_input
        self.inputs: list[Any] = []
        self.over = False
        self.closed = False
        signature = self.body.signed(self.scope if block.module is not None else caller)
        self.bound = self.bind(signature, arguments, expects_input)
        self.common = self.bound.common
        if signature.advanced and not dot:
            self.scope.cmdlet = self
        self.prepared = False

    def bind(self, signature: Signature, arguments: list[Argument], expects_input: bool) -> Bound:
        bound = bind(signature, arguments, self.cx, False, expects_input)
        if self.body.dynamic is not None:
            self.scope.bound = bound
            set_parameters(self.body, bound, self.scope)
            out: list[Any] = []
            run_part(self.body.dynamic, self.scope, out.append, self.frame)
            bound = bind(with_dynamic(bound.signature, out), arguments, self.cx, False, expects_input)
        invocation = self.frame.invocation
        assert invocation is not None
        invocation.bound = bound.values
        invocation.unbound = bound.rest
        invocation.expecting_input = expects_input
        return bound

    def prepare(self) -> None:
        """Sets parameters, $args and preferences in the function's scope."""
        if self.prepared:
            return
        self.prepared = True
        scope = self.scope
        before = enter(self.cx, self.frame)
        try:
            scope.bound = self.bound
            if not self.bound.signature.advanced:
                scope.vars["args"] = self.bound.rest
            if self.common:
                set_preferences(self.common, scope)
            set_parameters(self.body, self.bound, scope)
        finally:
            self.leave(before)

    def leave(self, before: Any) -> None:
        self.cx.frames.pop()
        self.cx.depth -= 1
        self.cx.scope = before

    def part(self, code: StatementCode) -> None:
        if run_part(code, self.scope, self.emit, self.frame) is not None and code is self.body.begin:
            pass

    def on_begin(self) -> None:
        self.prepare()
        if self.body.begin is not None:
            self.part(self.body.begin)

    def on_input(self, value: Any) -> None:
        body, scope = self.body, self.scope
        if self.bound.signature.pipeline:
            self.bind_pipeline(value)
        elif (
            self.bound.signature.advanced
            and body.process is None
            and body.end is not None
            or self.bound.signature.advanced
            and body.process is not None
        ):
            self.refuse(value)
            return
        if self.block.is_filter and body.process is None and body.end is not None:
            scope.vars["_"] = value
            self.part(body.end)
        elif body.process is not None:
            scope.vars["_"] = value
            scope.vars["input"] = [value]
            self.part(body.process)
        else:
            self.inputs.append(value)

    def refuse(self, value: Any) -> None:
        """Reports an object that an advanced function has no parameter for."""
        error = input_not_bound(value)
        own_error(error, self)
        self.cx.write_error(error.record, self)

    def bind_pipeline(self, value: Any) -> None:
        try:
            given = bind_input(self.bound, value, self.cx, False)
            if given is None:
                raise input_not_bound(value)
        except ScriptError as error:
            own_error(error, self)
            raise
        scope = self.scope
        for name, item in given.items():
            scope.vars[name.lower()] = item
            self.bound.values[name] = item

    def on_alone(self) -> None:
        body = self.body
        if body.process is not None:
            self.scope.vars["input"] = []
            self.part(body.process)

    def on_end(self) -> None:
        body = self.body
        if self.block.is_filter and body.process is None:
            if not self.expects_input and body.end is not None:
                self.part(body.end)
            return
        if body.end is not None:
            if body.process is None:
                self.scope.vars["input"] = self.cx.make_enumerator(self.inputs)
                if self.inputs and self.bound.signature.pipeline:
                    self.scope.vars["_"] = self.inputs[-1]
            self.part(body.end)

    def on_close(self) -> None:
        if not self.closed:
            self.closed = True
            if self.body.clean is not None:
                run_part(self.body.clean, self.scope, drop, self.frame)

    def owns(self, command: Any) -> bool:
        return command is self


def drop(_value: Any) -> None:
    """Takes output that goes nowhere."""


def own_error(error: ScriptError, stage: Any) -> None:
    """Puts the command's name behind a binding error's id and says who was called."""
    record = error.record
    name = getattr(stage, "error_name", None) or stage.name
    if name and "," not in record.error_id:
        record.error_id = f"{record.error_id},{name}"
    record.activity = stage.name
    if record.invocation is None:
        record.invocation = stage.frame.invocation


__all__ = [
    "Body",
    "CallFrame",
    "FunctionStage",
    "body_of",
    "coerce",
    "drop",
    "enter",
    "new_scope",
    "own_error",
    "run_part",
]
