"""Running functions, script blocks and scripts: a scope is made, parameters are set, the blocks run.

A Body is the compiled form of a ScriptBlock's tree, shared by all values made from it. The quick way for plain
functions called with positions only stands in commands.py; the general way is FunctionStage.
"""

from typing import Any

from perdure.interpreter.binding import Argument, Bound, bind, find_parameter
from perdure.interpreter.binding_errors import input_not_bound
from perdure.interpreter.binding_input import bind_input, sole_input, taken_as_is
from perdure.interpreter.compile.body import CallFrame, body_of, enter, new_scope, run_part
from perdure.interpreter.compile.callparams import convert_default, default_of, set_parameters, set_preferences
from perdure.interpreter.compile.core import StatementCode
from perdure.interpreter.compile.dynamic import not_retrieved, with_dynamic
from perdure.interpreter.enumerators import InputEnumerator
from perdure.interpreter.errors import InvocationInfo, ScriptError
from perdure.interpreter.pipeline import Stage
from perdure.interpreter.scopes import Scope
from perdure.interpreter.signature import Parameter, Signature
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Dictionary


class FunctionStage(Stage):
    """A function, filter or script block as a command of a pipeline."""

    def __init__(
        self, block: ScriptBlock, name: str, arguments: list[Argument], caller: Scope, expects_input: bool,
        source: Any, span: Any, dot: bool = False, kind: str = "function", info: Any = None,
        called: str | None = None,
    ) -> None:  # fmt: skip
        self.block, self.body, self.caller = block, body_of(block), caller
        self.cx = caller.cx
        self.name = name
        self.scope = caller if dot else new_scope(block, caller, kind)
        self.frame = CallFrame(name, source, span, self.scope, block, kind)
        self.frame.invocation = InvocationInfo(info, called or name, source, span)
        self.expects_input = expects_input
        self.inputs: list[Any] = []
        self.over = False
        self.closed = False
        signature = self.body.signed(self.scope if block.module is not None else caller)
        if self.cx.defaults_used and signature.advanced and not dot:
            arguments = self.cx.with_default_parameters(name, signature, arguments, caller)
        self.bound = self.bind(signature, arguments, expects_input)
        self.common = self.bound.common
        if signature.advanced and (not dot or kind == "script"):
            self.scope.cmdlet = self
        self.prepared = False

    def bind(self, signature: Signature, arguments: list[Argument], expects_input: bool) -> Bound:
        if self.body.dynamic is None:
            bound = bind(signature, arguments, self.cx, False, expects_input)
        else:
            bound = bind(signature, known_arguments(signature, arguments), self.cx, False, expects_input)
            self.scope.bound = bound
            set_parameters(self.body, bound, self.scope)
            out: list[Any] = []
            try:
                run_part(self.body.dynamic, self.scope, out.append, self.frame)
            except ScriptError as error:
                raise not_retrieved(error.record.message, error.record.exception) from None
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
        self.sole = sole_input(self.bound) if self.expects_input and self.body.process is not None else None
        scope = self.scope
        before = enter(self.cx, self.frame)
        try:
            scope.bound = self.bound
            if not self.bound.signature.advanced:
                scope.vars["args"] = self.bound.rest
            if self.common:
                set_preferences(self.common, scope)
            set_parameters(self.body, self.bound, scope)
        except ScriptError as error:
            if error.binding:
                own_error(error, self)
            raise
        finally:
            self.leave(before)

    def leave(self, before: Any) -> None:
        self.cx.frames.pop()
        self.cx.depth -= 1
        self.cx.scope = before

    def part(self, code: StatementCode) -> None:
        try:
            run_part(code, self.scope, self.emit, self.frame)
        except ScriptError as error:
            if error.ends is self:
                error.ends = None
            raise

    def on_begin(self) -> None:
        self.prepare()
        if self.body.begin is not None:
            self.part(self.body.begin)

    def take(self, value: Any) -> None:
        if not self.started:
            self.start()
        p = self.sole
        if p is not None and taken_as_is(p, value) and (not self.last or self.last == (p.name,)):
            self.last = (p.name,)
            variables = self.scope.vars
            self.bound.values[p.name] = variables[p.low] = variables["_"] = value
            variables["input"] = [value]
            self.part(self.body.process)  # type: ignore[arg-type]  # there is one where `sole` is set
            return
        self.on_input(value)

    def on_input(self, value: Any) -> None:
        body, scope = self.body, self.scope
        if self.bound.signature.pipeline:
            if not self.bind_pipeline(value):
                return
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
        self.cx.write_error(error.record, self.cx.cmdlet_value(self))

    def bind_pipeline(self, value: Any) -> bool:
        """Binds one object; one that can't be bound is reported and passed over."""
        try:
            given = bind_input(self.bound, value, self.cx, False)
            if given is None:
                raise input_not_bound(value)
        except ScriptError as error:
            if not error.binding:
                raise
            own_error(error, self)
            self.cx.write_error(error.record, self.cx.cmdlet_value(self))
            return False
        scope = self.scope
        for name in self.last:
            if name not in given:
                self.bound.values.pop(name, None)
                self.reset(name)
        for name, item in given.items():
            scope.vars[name.lower()] = item
            self.bound.values[name] = item
        if isinstance(
            scope.bound, Dictionary
        ):  # $PSBoundParameters has been asked for; it keeps what earlier objects bound
            for name, item in given.items():
                scope.bound.set(name, item)
        self.last = tuple(given)
        return True

    last: tuple[str, ...] = ()
    sole: Parameter | None = None  # what pipeline objects go to as they are, if they are of its type

    def reset(self, name: str) -> None:
        """Gives a parameter its default again: the pipeline's next object did not bind it."""
        p = self.bound.signature.by_name[name.lower()]
        code = p.default_code
        value = convert_default(p, code(self.scope), self.scope) if code is not None else default_of(p)
        self.scope.vars[name.lower()] = value

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
                self.scope.vars["input"] = InputEnumerator(self.inputs)
                if self.inputs and self.bound.signature.pipeline:
                    self.scope.vars["_"] = self.inputs[-1]
            else:
                self.scope.vars["input"] = InputEnumerator([])
            self.part(body.end)

    def on_close(self) -> None:
        if not self.closed:
            self.closed = True
            if self.body.clean is not None:
                run_part(self.body.clean, self.scope, drop, self.frame)

    def owns(self, command: Any) -> bool:
        return command is self


def known_arguments(signature: Signature, arguments: list[Argument]) -> list[Argument]:
    """Gives the arguments that a signature knows before its dynamic parameters join: names first, positions too."""
    out: list[Argument] = []
    skip = False
    for a in arguments:
        if a.name is not None and find_parameter(signature, a.name) is None:
            skip = not a.has
            continue
        if a.name is None and skip:
            skip = False
            continue
        skip = False
        out.append(a)
    return out


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
