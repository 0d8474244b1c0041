"""A call of a stub as a stage of a pipeline: taken down, then answered.

A stub with a block runs it as the function that it is; any other takes what it is given and gives its answer.
"""

from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.errors import ErrorRecord, InvocationInfo, ScriptError
from perdure.interpreter.pipeline import Stage
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.runtime.stubs_answers import Turn, from_data, record_of
from perdure.runtime.stubs_calls import StubCall

SHORT = {
    "ea": "erroraction", "ev": "errorvariable", "wa": "warningaction", "wv": "warningvariable", "infa": "informationaction",
    "iv": "informationvariable", "ov": "outvariable", "ob": "outbuffer", "pv": "pipelinevariable", "vb": "verbose",
    "db": "debug", "proga": "progressaction",
}  # fmt: skip
COMMON = frozenset(SHORT.values())
SWITCHES = frozenset({"verbose", "debug"})


class FunctionStub(FunctionStage):
    """A stub that is a function, its calls taken down with what its parameters are bound to."""

    def __init__(self, stubs: Any, call: StubCall, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.stubs, self.call, self.told = stubs, call, False

    def tell(self) -> None:
        """Takes the call down, once."""
        if not self.told:
            self.told = True
            self.call.parameters = dict(self.bound.values)
            self.call.arguments = list(self.bound.rest)
            self.stubs.log.add(self.call)

    def on_begin(self) -> None:
        if not self.expects_input:
            self.tell()
        else:
            self.call.input = []
        super().on_begin()

    def take(self, value: Any) -> None:
        Stage.take(self, value)  # no object goes past on_input

    def on_input(self, value: Any) -> None:
        if self.call.input is not None:
            self.call.input.append(value)
        super().on_input(value)

    def on_close(self) -> None:
        if self.started:
            self.tell()
        super().on_close()


class AnswerStage(Stage):
    """A stub without a block: any parameters will do. `common` holds the common ones, by lower-case name."""

    def __init__(
        self, stubs: Any, info: Any, turn: Turn, call: StubCall, arguments: list[Argument], sc: Any, source: Any,
        span: Any, expects_input: bool,
    ) -> None:  # fmt: skip
        self.stubs, self.info, self.turn, self.call = stubs, info, turn, call
        self.cx, self.scope, self.name = sc.cx, sc, info.name
        names = info.answer.names if info.answer is not None else ()
        self.common: dict[str, Any] = {}
        read_arguments(arguments, names, call, self.common)
        self.invocation = InvocationInfo(info, info.name, source, span)
        self.stage = self  # as write_error looks for it
        self.expects_input = expects_input
        self.told = False

    def own(self, record: ErrorRecord) -> ErrorRecord:
        """Marks a record as this call's."""
        record.activity = self.name
        if "," not in record.error_id:
            record.error_id = f"{record.error_id},{self.name}"
        record.invocation = record.invocation or self.invocation
        return record

    def tell(self) -> None:
        if not self.told:
            self.told = True
            self.stubs.log.add(self.call)

    def on_begin(self) -> None:
        if self.expects_input:
            self.call.input = []
        else:
            self.tell()

    def on_input(self, value: Any) -> None:
        if self.call.input is not None:
            self.call.input.append(value)

    def on_end(self) -> None:
        self.tell()
        if self.info.unknown:
            self.stubs.warn(self.call, self)
        turn = self.turn
        if turn.error is not None:
            self.fail(turn.error)
        elif turn.function is not None:
            self.put(turn.function(self.call))
        else:
            self.put(turn.values)

    def on_close(self) -> None:
        if self.started:
            self.tell()

    def fail(self, error: Any) -> None:
        record = self.own(record_of(error, error.get("target")))
        if error.get("terminating", False):
            raise ScriptError(record)
        self.cx.write_error(record, self)

    def put(self, values: Any) -> None:
        """Puts an answer out: None is no output, a list is its items."""
        if values is None or values is NOTHING:
            return
        made = from_data(values)
        items = enumerate_value(made)
        for item in (made,) if items is None else items:
            self.emit(item)


def read_arguments(arguments: list[Argument], names: tuple[str, ...], call: StubCall, common: dict[str, Any]) -> None:
    """Puts the arguments of a command that nobody has declared into a call.

    A name with no value behind it is a switch; positions get `names` as long as there are any.
    """
    free = [name for name in names if not any((a.name or "").lower() == name.lower() for a in arguments)]
    i = 0
    while i < len(arguments):
        a = arguments[i]
        i += 1
        if a.name is None:
            if free:
                call.parameters[free.pop(0)] = a.value
            else:
                call.arguments.append(a.value)
            continue
        low = SHORT.get(a.name.lower(), a.name.lower())
        value = a.value
        if not a.has:
            value = True
            if low not in SWITCHES and i < len(arguments) and arguments[i].name is None:
                value = arguments[i].value
                i += 1
        if low in COMMON:
            common[low] = value
        else:
            call.parameters[declared(a.name, names)] = value


def declared(name: str, names: tuple[str, ...]) -> str:
    """Gives a parameter's name as the stub spells it."""
    return next((n for n in names if n.lower() == name.lower()), name)
