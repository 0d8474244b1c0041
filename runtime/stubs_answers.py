"""What a stub's calls are answered with: values, an error, a script block, a Python function; one after the other.

An entry of a table says it: a plain value, or a table with `returns`, `error`, `script`, `sequence`, `parameters`.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.values.base import PSCustomObject
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.numbers import INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, BigInteger, Int64

KEYS = frozenset({"returns", "error", "script", "sequence", "parameters"})
TICKS_OF_DAY = 864_000_000_000
DEFAULT_ERROR_ID = "StubError"


class BadStub(Exception):
    """A table's entry or a stub file makes no sense: the message says which and what it may be."""


class Turn:
    """One answer. `values`: what is put out; `error`: the record's makings; `block`, `function`: what gives the answer."""

    __slots__ = ("values", "error", "block", "function")

    def __init__(
        self,
        values: Any = None,
        error: "Mapping[str, Any] | None" = None,
        block: ScriptBlock | None = None,
        function: Callable[..., Any] | None = None,
    ) -> None:
        self.values, self.error, self.block, self.function = values, error, block, function


class Answer:
    """What the calls of one stub give: `turns` in their order, of which the last stays; `names` of its positions."""

    __slots__ = ("turns", "names")

    def __init__(self, turns: list[Turn], names: tuple[str, ...] = ()) -> None:
        self.turns, self.names = turns or [Turn()], names

    def turn(self, index: int) -> Turn:
        """Gives the answer of a call, counted from 0."""
        return self.turns[min(index, len(self.turns) - 1)]


def answer_of(name: str, entry: Any, module: Any) -> Answer:
    """Makes the answer that an entry of a table stands for.

    Args:
        module: the SessionState that script texts belong to.

    Raises:
        BadStub: the entry makes no sense.
    """
    if isinstance(entry, Mapping) and entry and set(entry) <= KEYS:
        kinds = [key for key in ("returns", "error", "script", "sequence") if key in entry]
        if len(kinds) > 1:
            raise BadStub(f"the stub {name} has both {kinds[0]} and {kinds[1]}; one of them says what it gives")
        names = entry.get("parameters") or ()
        if not isinstance(names, list | tuple):
            raise BadStub(f"the stub {name}: parameters is a list of names, in the order of their positions")
        given = tuple(str(n).lstrip("-$") for n in names)
        if "sequence" in entry:
            if not isinstance(entry["sequence"], list | tuple):
                raise BadStub(f"the stub {name}: sequence is a list, an answer for each call")
            return Answer([turn_of(name, item, module) for item in entry["sequence"]], given)
        return Answer([turn_of(name, {k: entry[k] for k in kinds}, module)], given)
    return Answer([turn_of(name, entry, module)])


def turn_of(name: str, entry: Any, module: Any) -> Turn:
    """Makes one answer."""
    if callable(entry):
        return Turn(function=entry)
    if not (isinstance(entry, Mapping) and entry and set(entry) <= KEYS):
        return Turn(entry)
    if "script" in entry:
        return Turn(block=block_of(name, entry["script"], module))
    if "error" in entry:
        error = entry["error"]
        return Turn(error=error if isinstance(error, Mapping) else {"message": str(error)})
    return Turn(entry.get("returns"))


def block_of(name: str, text: Any, module: Any) -> ScriptBlock:
    """Gives the script block that a text is; a block that a script has made stays as it is."""
    if isinstance(text, ScriptBlock):
        return text
    try:
        tree = parse_source(Source(str(text)))
    except ParseError as error:
        raise BadStub(f"the script of the stub {name} does not parse: {error.errors[0].message}") from None
    return ScriptBlock(tree.body, tree.source, module)


def record_of(error: Mapping[str, Any], target: Any) -> ErrorRecord:
    """Makes the error record that an answer says: message, id, category, exception."""
    raised = NetException(
        str(error.get("exception") or "System.Exception"), str(error.get("message") or "The stub fails.")
    )
    found = str(error.get("id") or DEFAULT_ERROR_ID)
    record = ErrorRecord(raised, found, str(error.get("category") or "NotSpecified"), target)
    raised.record = record
    return record


def from_data(value: Any) -> Any:
    """Gives what a table holds as scripts hold it, made anew for each call: objects, lists, numbers, dates."""
    if isinstance(value, Mapping):
        return PSCustomObject({str(key): from_data(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return [from_data(item) for item in value]
    if type(value) is int and not INT32_MIN <= value <= INT32_MAX:
        return Int64(value) if INT64_MIN <= value <= INT64_MAX else BigInteger(value)
    if isinstance(value, datetime.datetime):
        if value.tzinfo is not None:
            value = value.astimezone(datetime.UTC)
        past = value.replace(tzinfo=None) - datetime.datetime(1, 1, 1)
        ticks = past.days * TICKS_OF_DAY + past.seconds * 10_000_000 + past.microseconds * 10
        return DateTime(ticks, 1 if value.tzinfo is not None else 0)
    if isinstance(value, datetime.date):
        return DateTime((value.toordinal() - 1) * TICKS_OF_DAY)
    return value
