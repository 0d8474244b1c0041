"""A cmdlet as a stage of a pipeline: arguments bound once, pipeline objects bound one by one, errors completed."""

from typing import Any

from perdure.interpreter.binding import Argument, bind
from perdure.interpreter.binding_errors import input_not_bound
from perdure.interpreter.binding_input import bind_input
from perdure.interpreter.command import Cmdlet
from perdure.interpreter.errors import ErrorRecord, InvocationInfo, ScriptError
from perdure.interpreter.lookup import cmdlet_info
from perdure.interpreter.pipeline import Stage
from perdure.interpreter.python_faults import RAISED, dotnet_exception
from perdure.interpreter.reporting import locate
from perdure.interpreter.signature import from_cmdlet


class CmdletStage(Stage):
    """Runs one cmdlet. `common` holds its common parameters by lower-case name."""

    def __init__(
        self, cls: type[Cmdlet], arguments: list[Argument], sc: Any, expects_input: bool, source: Any, span: Any,
        name: str | None = None,
    ) -> None:  # fmt: skip
        cx = sc.cx
        self.cx = cx
        signature = from_cmdlet(cls)
        self.source, self.span = source, span
        if cx.defaults_used:
            arguments = cx.with_default_parameters(cls, signature, arguments, sc)
        bound = bind(signature, arguments, cx, True, expects_input)
        if cls.dynamic_parameters is not None:
            bound = cls.dynamic_parameters(bound, arguments, sc, expects_input)
        self.bound = bound
        self.common = bound.common
        cmdlet = self.cmdlet = cls()
        cmdlet.cx, cmdlet.scope = cx, sc
        cmdlet.bound = bound.values
        cmdlet.common = bound.common
        cmdlet.set_name = bound.set_name
        cmdlet.stage = self
        invocation = cmdlet.invocation = InvocationInfo(cmdlet_info(cls), name or cls.name, source, span)
        invocation.expecting_input = expects_input
        invocation.bound = bound.values
        cmdlet.__dict__.update(bound.values)
        self.input = signature.plain_input
        if bound.delayed or (self.input is not None and self.input.name in bound.given):
            self.input = None
        self.process = cmdlet.process
        self.expects_input = expects_input
        self.fields = cmdlet.__dict__

    def on_begin(self) -> None:
        self.cmdlet.emit = self.emit
        try:
            self.cmdlet.begin()
        except ScriptError as error:
            self.complete(error)
            raise
        except RAISED as thrown:
            raise self.wrap(thrown) from None

    def on_input(self, value: Any) -> None:
        try:
            self.bind_object(value)
            self.process()
        except ScriptError as error:
            self.complete(error)
            raise
        except RAISED as thrown:
            raise self.wrap(thrown) from None

    def bind_object(self, value: Any) -> None:
        """Binds one pipeline object; what fits no parameter is a non-terminating error and skipped."""
        try:
            given = bind_input(self.bound, value, self.cx, True)
        except ScriptError as error:
            if not error.binding:
                raise
            self.complete(error)
            self.cx.write_error(error.record, self.cmdlet)
            raise SkipObject from None
        if given is None:
            refused = input_not_bound(value)
            self.complete(refused)
            self.cx.write_error(refused.record, self.cmdlet)
            raise SkipObject
        cmdlet = self.cmdlet
        cmdlet.set_name = self.bound.set_name
        for name in self.last:
            if name not in given:
                self.bound.values.pop(name, None)
                cmdlet.__dict__.pop(name, None)
        self.last = tuple(given)
        cmdlet.__dict__.update(given)
        self.bound.values.update(given)

    last: tuple[str, ...] = ()

    def take(self, value: Any) -> None:
        if not self.started:
            self.start()
        p = self.input
        if p is not None and value is not None:  # the quick way: one parameter that takes any object
            name = p.name
            self.fields[name] = self.bound.values[name] = value
            try:
                self.process()
            except ScriptError as error:
                self.complete(error)
                raise
            except RAISED as thrown:
                raise self.wrap(thrown) from None
            return
        try:
            self.on_input(value)
        except SkipObject:
            return

    def on_alone(self) -> None:
        try:
            self.process()
        except ScriptError as error:
            self.complete(error)
            raise
        except RAISED as thrown:
            raise self.wrap(thrown) from None

    def on_end(self) -> None:
        try:
            self.cmdlet.end()
        except ScriptError as error:
            self.complete(error)
            raise
        except RAISED as thrown:
            raise self.wrap(thrown) from None

    def on_close(self) -> None:
        self.cmdlet.stop()

    def owns(self, command: Any) -> bool:
        return command is self.cmdlet

    def complete(self, error: ScriptError) -> None:
        """Puts the cmdlet's name behind its own errors and says where it was called; errors from blocks pass."""
        record = error.record
        if (error.binding or record.position_span is None) and "," not in record.error_id:
            self.cmdlet.own(record)
        if record.position_span is None:
            if record.invocation is None:
                record.invocation = self.cmdlet.invocation
            locate(record, self.source, error.argument_span or self.span, self.cx)

    def wrap(self, thrown: BaseException) -> ScriptError:
        """Makes the error of an exception that a cmdlet let through."""
        exception = dotnet_exception(thrown)
        record = exception.record
        if record is None:
            record = exception.record = ErrorRecord(exception, exception.type_name.rpartition(".")[2], "NotSpecified")
        error = ScriptError(self.cmdlet.own(record))
        self.complete(error)
        return error


class SkipObject(Exception):
    """A pipeline object could not be bound; the next one is taken."""
