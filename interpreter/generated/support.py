"""What generated functions call: variables' values, errors of statements, parts of strings."""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.compile.core import LeaveValue
from perdure.interpreter.compile.literals import output_separator
from perdure.interpreter.compile.loops import flow_ends
from perdure.interpreter.compile.pipelines import SCALARS
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import BreakFlow
from perdure.interpreter.python_faults import script_error
from perdure.interpreter.reporting import locate, placeless, report_statement_error
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.enumerate import enumerate_value


class Unset:
    """Stands in a local for a variable that has no value."""

    def __repr__(self) -> str:
        return "UNSET"


UNSET = Unset()


def find(sc: Any, name: str) -> Any:
    """Gives a variable's value from the scopes around; UNSET where there is none."""
    found = sc.lookup(name)
    return UNSET if found is NOTHING else found


_RELOADERS: dict[tuple[tuple[str, bool], ...], Callable[[Any, Any], Any]] = {}


def reloader(names: tuple[tuple[str, bool], ...]) -> Callable[[Any, Any], Any]:
    """Gives load(scope, its variables) -> the values of several variables.

    Args:
        names: each with whether only the scope itself counts.
    """
    made = _RELOADERS.get(names)
    if made is None:

        def load(sc: Any, v: Any) -> list[Any]:
            return [v.get(n, UNSET) if own or n in v else find(sc, n) for n, own in names]

        made = load
        if len(_RELOADERS) < 1000:
            _RELOADERS[names] = made
    return made


def fail(raised: BaseException, source: Any, span: Any, sc: Any) -> None:
    """Does with a statement's error what a block does: reports it and returns, or raises it again."""
    error = script_error(raised)
    if placeless(error.record):
        locate(error.record, source, span, sc.cx)
    if not report_statement_error(error, sc):
        raise error


def left(leaving: LeaveValue, emit: Callable[[Any], None]) -> Any:
    """Puts out what a statement gathered before it left; gives the signal."""
    for value in leaving.out:
        emit(value)
    return leaving.signal


def flow_of(signal: Any) -> BreakFlow:
    """Gives the exception by which a signal reaches the loop that it is for."""
    return BreakFlow(signal.label, signal.kind == "continue")


def over(flow: BreakFlow, label: str | None) -> bool:
    """Tells whether a break ends this loop (else its next round begins); raises one that is for another loop."""
    what = flow_ends(flow, label)
    if what == 2:
        raise flow
    return what == 1


def part(value: Any, sc: Any) -> str:
    """Gives a value's text inside an expandable string."""
    kind = type(value)
    if kind is str:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else to_string(value, output_separator(sc))


def gathered(value: Any) -> Any:
    """Gives what `$(...)` makes of a value: nothing, one object or an array."""
    if type(value) in SCALARS or value is NOTHING:
        return value
    items = enumerate_value(value)
    if items is None:
        return value
    out = list(items)
    return out[0] if len(out) == 1 else out if out else NOTHING


def swallow(_value: Any) -> None:
    """Takes what is not shown."""
