"""Writes records to the streams: preferences and common parameters decide whether a record shows, is kept or stops.

`install` gives a Context the functions that cmdlets write through. Knows nothing of pipelines: where a stream leads is
`Streams`, which redirections change, and what -ErrorVariable and its like gather are the streams' collectors.
"""

import functools
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.reporting import locate, preference, remember
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.records import DebugRecord, InformationRecord, VerboseRecord, WarningRecord
from perdure.runtime.confirm import decide, should_continue, should_process

STOP_EXCEPTION = "System.Management.Automation.ActionPreferenceStopException"
SILENT = ("SilentlyContinue", "Ignore")


def install(cx: Any) -> None:
    """Gives a session its way of writing to the streams."""
    cx.write_error = functools.partial(write_error, cx)
    cx.write_warning = functools.partial(write_warning, cx)
    cx.write_verbose = functools.partial(write_verbose, cx)
    cx.write_debug = functools.partial(write_debug, cx)
    cx.write_information = functools.partial(write_information, cx)
    cx.write_progress = functools.partial(write_progress, cx)
    cx.should_process = should_process
    cx.decide = decide
    cx.should_continue = should_continue


def action_of(cx: Any, command: Any, parameter: str, variable: str, default: str) -> str:
    """Gives the ActionPreference in force: the command's common parameter, else the preference variable.

    A command without the parameter looks at the variable of its caller's scope.
    """
    if command is not None:
        given = command.common.get(parameter)
        if given is not None:
            return str(given)
        return preference(command.scope, variable, default)
    return preference(cx.scope, variable, default)


def write_error(cx: Any, record: ErrorRecord, command: Any = None) -> None:
    """Writes a non-terminating error: into $Error and its stream, or up as a terminating one under Stop."""
    action = action_of(cx, command, "erroraction", "erroractionpreference", "Continue")
    cx.ok = False
    place: Any = record.invocation
    if command is not None:
        if command.stage is not None:
            command.stage.failed = True
        place = place or command.invocation
    locate(record, getattr(place, "source", None), getattr(place, "span", None), cx)
    if action == "Ignore":
        return
    if action in ("Stop", "Break", "Inquire"):
        raise ScriptError(record, thrown=True, stopped=True)
    remember(record, cx)
    streams = cx.streams
    streams.note("error", record)
    if action != "SilentlyContinue":
        streams.error(record)


def write_warning(cx: Any, text: "str | WarningRecord", command: Any = None) -> None:
    """Writes a warning: a text, or one that somebody else has written."""
    action = action_of(cx, command, "warningaction", "warningpreference", "Continue")
    record = text if isinstance(text, WarningRecord) else WarningRecord(text, _invocation(command))
    _write_message(cx, record, "warning", action, command)


def write_verbose(cx: Any, text: str, command: Any = None) -> None:
    """Writes a verbose message where -Verbose or the preference wants it."""
    action = _switched(cx, command, "Verbose")
    if action not in SILENT:
        _write_message(cx, VerboseRecord(text, _invocation(command)), "verbose", action, command)


def write_debug(cx: Any, text: str, command: Any = None) -> None:
    """Writes a debug message where -Debug or the preference wants it."""
    action = _switched(cx, command, "Debug")
    if action not in SILENT:
        _write_message(cx, DebugRecord(text, _invocation(command)), "debug", action, command)


def write_information(cx: Any, data: Any, tags: tuple[str, ...] = (), command: Any = None) -> None:
    """Writes an information record; the stream gets it under SilentlyContinue too, only a console does not show it."""
    action = action_of(cx, command, "informationaction", "informationpreference", "SilentlyContinue")
    if action == "Ignore":
        return
    record = data if isinstance(data, InformationRecord) else InformationRecord(data)
    if record is not data:
        record.tags.extend(tags)
        record.ticks = cx.host.utc_now_ticks()
        record.source = _source_of(cx, command)
    record.shown = action not in SILENT or "PSHOST" in record.tags
    streams = cx.streams
    streams.note("information", record)
    streams.information(record)
    if action == "Stop":
        raise _stopped("Information", _shown_text(record), command)


def write_progress(cx: Any, record: Any, command: Any = None) -> None:
    """Reports progress."""
    action = action_of(cx, command, "progressaction", "progresspreference", "Continue")
    if action not in SILENT:
        cx.streams.progress(record)
        if action == "Stop":
            raise _stopped("Progress", record.activity, command)


def _switched(cx: Any, command: Any, stream: str) -> str:
    if command is not None:
        given = unwrap(command.common.get(stream.lower()))
        if given is not None:
            return "Continue" if given else "SilentlyContinue"
    return action_of(cx, command, "", stream.lower() + "preference", "SilentlyContinue")


def _write_message(cx: Any, record: Any, stream: str, action: str, command: Any) -> None:
    if action == "Ignore":
        return
    streams = cx.streams
    streams.note(stream, record)
    if action != "SilentlyContinue":
        getattr(streams, stream)(record)
    if action == "Stop":
        raise _stopped(stream.title(), record.message, command)


def _stopped(stream: str, text: str, command: Any) -> ScriptError:
    """Makes the error by which a message under the preference Stop ends the command."""
    message = (
        f'The running command stopped because the preference variable "{stream}Preference" or common parameter'
        f" is set to Stop: {text}"
    )
    exception = NetException(STOP_EXCEPTION, message)
    record = ErrorRecord(exception, "ActionPreferenceStop", "OperationStopped")
    exception.record = record
    if command is not None:
        command.own(record)
    return ScriptError(record, thrown=True, stopped=True)


def _invocation(command: Any) -> Any:
    return None if command is None else command.invocation


def _shown_text(record: InformationRecord) -> str:
    return str(getattr(record.data, "message", record.data))


def _source_of(cx: Any, command: Any) -> str:
    source = getattr(_invocation(command), "source", None)
    path = getattr(source, "path", None)
    return path or getattr(command, "name", "") or ""
