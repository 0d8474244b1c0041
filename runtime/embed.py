"""The public interface for Python programs: run a script, look at what came of it, parse, format.

Knows sessions and the parser; serves everybody who imports perdure. Nothing here is imported by the command line's start.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from perdure.grammar.ast import Script
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter import errors as inner
from perdure.interpreter.binding import Argument
from perdure.interpreter.context import Context, set_current
from perdure.interpreter.convert import to_string
from perdure.interpreter.members_ets import type_names_of
from perdure.interpreter.parse_errors import parse_records
from perdure.interpreter.scopes import WRITTEN
from perdure.interpreter.type_checks import WrongTypes
from perdure.interpreter.values.base import PSObject
from perdure.runtime import big_stack
from perdure.runtime.embed_checks import check_given, shown_values, source_of, time_limit
from perdure.runtime.engine_slot import attach, detach
from perdure.runtime.external import exit_number
from perdure.runtime.host_values import from_python
from perdure.runtime.session import new_context, run_named, run_tree
from perdure.runtime.stubs import from_files
from perdure.runtime.stubs_answers import BadStub, answer_of

STOP_WAIT_S = 5.0


class ErrorRecord:
    """An error as a script reports it.

    `fully_qualified_error_id`: PowerShell's id, the command's part included; `category`: a name of ErrorCategory
    ("InvalidArgument"); `message`: the text that is shown; `record`: the interpreter's own record.
    """

    def __init__(self, record: inner.ErrorRecord) -> None:
        self.record = record
        self.fully_qualified_error_id = record.error_id
        self.category = record.category
        self.message = record.message

    def __repr__(self) -> str:
        return f"ErrorRecord({self.fully_qualified_error_id!r}, {self.message!r})"


class Result:
    """What came of a run.

    `output`: the success stream, values as Python holds them; `errors`: non-terminating errors in order; `error`: the one
    that ended the script, or None; `parse_errors`: then nothing ran; `warnings`, `verbose`, `debug`: texts;
    `information`: records with `message` and `tags`; `exit_code`: as the process would end; `job`: the id or None;
    `stub_calls`: the calls that stubs have had (`name`, `parameters`, `arguments`, `file`, `line`, `column`, `time`).
    """

    def __init__(self) -> None:
        self.output: list[Any] = []
        self.errors: list[ErrorRecord] = []
        self.error: ErrorRecord | None = None
        self.parse_errors: list[ErrorRecord] = []
        self.warnings: list[str] = []
        self.verbose: list[str] = []
        self.debug: list[str] = []
        self.information: list[Any] = []
        self.exit_code = 0
        self.job: int | None = None
        self.stub_calls: list[Any] = []
        self._events: list[tuple[str, Any]] = []
        self._context: Any = None

    @property
    def text(self) -> str:
        """What a console would have shown, streams in the order in which they came."""
        from perdure.runtime.console import console_text

        cx = self._context if self._context is not None else new_context()  # after a parse error there is none
        before = set_current(cx)
        try:
            return console_text(self._events, cx)
        finally:
            set_current(before)


def run(
    script: str | Path,
    *,
    args: Iterable[Any] = (),
    parameters: Mapping[str, Any] | None = None,
    workflow: str | None = None,
    input: Iterable[Any] | None = None,
    cwd: str | os.PathLike[str] | None = None,
    store: str | os.PathLike[str] | None = None,
    timeout_s: float | None = None,
    stubs: Any = None,
    record_unknown: bool = False,
) -> Result:
    """Runs a script in a fresh session; a script's fault is never raised.

    Args:
        script: the path of a .ps1, or its text (a str is always text).
        args, parameters: positional and named arguments of the script, or of `workflow`, one that it defines (called once
            the script has run).
        input: objects piped into it.
        cwd: the session's current directory; None = the process's.
        store: where jobs are kept: a path = SQLite, None = memory.
        timeout_s: seconds after which the run is stopped; then `Result.error` says so.
        stubs: paths of stub files, or command -> what it returns (a value, a function of the call); see docs/stubs.md.
        record_unknown: commands that are nowhere are noted in `Result.stub_calls` instead of failing.

    Raises:
        OSError: the file cannot be read.
        TypeError, ValueError: an argument or stubs that make no sense. EngineBug: a fault of perdure itself.
    """
    result = Result()
    check_given(args=args, parameters=parameters, workflow=workflow, input=input, store=store)
    source = source_of(script)
    try:
        tree = parse_source(source)
    except ParseError as error:
        return unparsed(result, error)
    WRITTEN.clear()
    cx = new_context(location=os.path.abspath(os.fsdecode(cwd)) if cwd is not None else None)
    _last[:] = [cx]
    listen(cx, result)
    ready = stubs_ready(cx, result, stubs, record_unknown)
    given = arguments_of(args, parameters)
    piped = None if input is None else [from_python(v) for v in input]
    emit = emitter(result)

    def work() -> None:
        attach(cx, store)
        try:
            ready()
            with noting_faults(result, source):
                run_tree(cx, tree, given if workflow is None else [], emit, piped if workflow is None else None)
            if workflow is not None and not result.parse_errors:
                run_named(cx, workflow, given, emit, piped)
        finally:
            detach(cx)

    finish(cx, work, result, time_limit(timeout_s))
    return result


@contextmanager
def noting_faults(result: Result, source: Source) -> Iterator[None]:
    """Notes the parse errors that only the session sees, those about types, in the text itself."""
    try:
        yield
    except WrongTypes as error:
        if error.faults.source is not source:
            raise
        unparsed(result, error.faults)


def unparsed(result: Result, error: ParseError) -> Result:
    """Makes the result of a text that is no PowerShell."""
    records = parse_records(error)
    result.parse_errors = [ErrorRecord(r) for r in records]
    result._events += [("error", r) for r in records]
    result.exit_code = 1
    return result


def arguments_of(args: Iterable[Any], parameters: Mapping[str, Any] | None) -> list[Argument]:
    """Gives a script's arguments, positional and named."""
    given = [Argument(None, from_python(a)) for a in args]
    return given + [Argument(k, from_python(v), True, True) for k, v in (parameters or {}).items()]


def stubs_ready(cx: Context, result: Result, stubs: Any, record_unknown: bool) -> Callable[[], None]:
    """Gives what brings a session's stubs in, on the thread that runs scripts.

    Raises:
        ValueError: the stubs make no sense.
    """
    if not stubs and not record_unknown:
        return lambda: None
    table = stubs if isinstance(stubs, Mapping) else None
    paths = [stubs] if isinstance(stubs, str | os.PathLike) else [] if table is not None else list(stubs or ())
    try:
        made = from_files([os.fspath(path) for path in paths], record_unknown, table=table)
        for name, entry in (table or {}).items():
            answer_of(name, entry, None)
    except BadStub as bad:
        raise ValueError(str(bad)) from None
    result.stub_calls = made.log.calls

    def ready() -> None:
        try:
            made.install(cx)
        except BadStub as bad:
            raise inner.make_error(str(bad), "BadStub", "InvalidData") from None

    return ready


def listen(cx: Context, result: Result) -> None:
    """Makes a session's streams fill a Result."""
    events = result._events
    result._context = cx

    def error(record: Any) -> None:
        result.errors.append(ErrorRecord(record))
        events.append(("error", record))

    def text_into(texts: list[str], kind: str) -> Any:
        def sink(record: Any) -> None:
            texts.append(record.message)
            events.append((kind, record))

        return sink

    def information(record: Any) -> None:
        result.information.append(Information(record))
        events.append(("information", record))

    def shown(text: str, newline: bool, _foreground: Any, _background: Any) -> None:
        events.append(("host", text + "\n" if newline else text))

    cx.host.shown = shown
    cx.streams.error = error
    cx.streams.warning = text_into(result.warnings, "warning")
    cx.streams.verbose = text_into(result.verbose, "verbose")
    cx.streams.debug = text_into(result.debug, "debug")
    cx.streams.information = information


class Information:
    """An information record: `message` (text) and `tags`."""

    def __init__(self, record: Any) -> None:
        self.record = record
        data = record.data
        self.message = to_string(getattr(data, "message", data))
        self.tags = list(record.tags)


def emitter(result: Result) -> Any:
    """Gives the function that takes the script's output."""
    output, events = result.output, result._events

    def emit(value: Any) -> None:
        output.append(value.base if type(value) is PSObject and is_plain(value) else value)
        events.append(("output", value))

    return emit


def is_plain(value: PSObject) -> bool:
    """Tells whether a wrapper only adds notes to a text, a number or the like (a line of a file), as Python sees it."""
    return value.type_names is None and isinstance(value.base, str | int | float | bool)


def finish(cx: Context, work: Any, result: Result, timeout_s: float | None) -> None:
    """Runs the work on a deep stack and puts its end into the Result."""
    try:
        done, thread = big_stack.call(work, timeout_s)
        if not done:
            cx.host.stopping.set()
            cx.check_stop = True
            thread.join(STOP_WAIT_S)
            result.error = ErrorRecord(timed_out(timeout_s))
            result.exit_code = 1
            return
        if cx.exit_code and not result.exit_code:
            result.exit_code = 0
    except inner.ScriptError as error:
        result.error = ErrorRecord(error.record)
        result._events.append(("error", error.record))
        result.exit_code = 1
    except inner.ExitFlow as flow:
        result.exit_code = exit_number(flow.code)
    except inner.BreakFlow:
        pass
    except inner.Cancelled:
        result.error = ErrorRecord(timed_out(timeout_s))
        result.exit_code = 1
    except Exception as fault:
        raise inner.EngineBug.of(fault) from fault


def timed_out(timeout_s: float | None) -> inner.ErrorRecord:
    """Makes the record of a run that took too long."""
    raised = inner.NetException("System.TimeoutException", f"The run was stopped after {timeout_s:g} s.")
    return inner.ErrorRecord(raised, "RunTimedOut", "OperationTimeout")


def type_names(value: Any) -> tuple[str, ...]:
    """Gives PSObject.TypeNames of a value, most specific first; () for $null."""
    return () if value is None else tuple(type_names_of(from_python(value)))


_last: list[Context] = []  # the session of the last run: its type data tells how its objects are shown


def out_string(values: Iterable[Any], width: int = 120) -> str:
    """Gives what `Out-String -Width` makes of values.

    Args:
        values: the objects, each as a script's output would hold it; a str counts as one object.
        width: characters of a line, from 1 on.
    """
    from perdure.runtime.formatting import out_string as format_values

    given = [from_python(v) for v in shown_values(values, width)]
    cx = _last[0] if _last else new_context()
    box: list[str] = []

    def work() -> None:
        before = set_current(cx)
        try:
            box.append(format_values(given, width, cx))
        finally:
            set_current(before)

    big_stack.call(work)
    return box[0]


def parse(script: str | Path) -> Script:
    """Gives the tree of a script, or of a fragment of a workflow's inside.

    Args:
        script: the text, or the path of a file (a str is always text).

    Raises:
        ParseError: the text is no PowerShell; `.errors` says where and why.
        OSError: the file cannot be read.
        TypeError: it is neither.
    """
    return parse_source(source_of(script), fragment=True)


__all__ = ["ErrorRecord", "Result", "out_string", "parse", "run", "type_names"]
