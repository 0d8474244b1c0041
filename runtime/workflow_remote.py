"""Activities on other computers: where one is to run, its sessions there, and the notes that its results carry.

One name: the activity runs there and its errors are its own. Several: on all at once, and what fails on one is a
non-terminating error (spec 4.1, 10.1). Results are copies; local ones stay live objects (SD-7).
"""

import threading
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from perdure.interpreter.context import set_current
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.machine_scopes import ActivityScope
from perdure.interpreter.members_views import attach
from perdure.interpreter.records import CannotSave
from perdure.interpreter.snapshot import dump_value, load_value
from perdure.interpreter.steps import Settings
from perdure.interpreter.values.base import HIDDEN, Member, NetObject, PSCustomObject, PSObject
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.guid import Guid
from perdure.runtime.clixml_read import Reader
from perdure.runtime.clixml_write import Writer
from perdure.runtime.remoting import is_local, remoting_of
from perdure.runtime.workflow_context import adopt, keep_blocks_apart

Put = Callable[[Any], None]
RETRY_MIN_S = 1.0


def computers_of(run: Any, step: Any) -> list[str]:
    """Gives the computers that an activity is to run on; none = here."""
    settings: Settings | None = step.settings
    named = settings.computers if settings is not None else None
    passed = run.saver.settings.get("passed", {})
    loopback = passed.get("pscredential") is not None
    if settings is not None and settings.credential is not None:
        loopback = loopback or named is not None
    if named is None:
        named = named_in_scope(step.scope)
    if named is None:
        set_later = run.saver.machine.variables.get("pscomputername")  # by Set-PSWorkflowData
        named = (
            [run.saver.settings.get("computer")] if set_later is None else [to_string(n) for n in as_list(set_later)]
        )
    if all(is_local(name) for name in named) and not (loopback and any(named)):
        return []
    return [name or "localhost" for name in named]


def named_in_scope(scope: Any) -> list[str] | None:
    """Gives the computers that a call of this workflow has named (-PSComputerName on a nested call)."""
    while scope is not None and scope.parent is not None:
        if "pscomputername" in scope.vars and not (scope.infos and "pscomputername" in scope.infos):
            return [to_string(name) for name in as_list(scope.vars["pscomputername"])]
        scope = scope.parent
    return None


def run_there(live: Any, computers: list[str], code: Callable[[Any, Any, Put], None]) -> None:
    """Runs an activity's code on computers; `code`: f(context, scope, emit) there.

    Raises:
        ScriptError: the only computer could not be reached, or the code failed there.
    """
    if len(computers) == 1:
        perform_at(live, computers[0], code)
        return
    waiting = [threading.Event() for _ in computers]
    faults: list[BaseException] = []

    def work(computer: str, done: threading.Event) -> None:
        try:
            perform_at(live, computer, code)
        except ScriptError as error:
            live.put("Error", error.record)
        except BaseException as fault:
            faults.append(fault)
        finally:
            done.set()

    for computer, done in zip(computers, waiting, strict=True):
        live.run.engine.executor.submit(lambda computer=computer, done=done: work(computer, done))
    for done in waiting:
        done.wait()
    if faults:
        raise faults[0]


def perform_at(live: Any, computer: str, code: Callable[[Any, Any, Put], None]) -> None:
    """Runs an activity's code on one computer."""
    cx = session_at(live, computer)
    scope = ActivityScope(live.scope.top, cx)
    scope.top.vars.update(copies(dict(scope.top.vars), live.cx))
    scope.top.vars["pscomputername"] = computer
    cx.scope = scope.top
    keep_blocks_apart(cx, scope.top)
    before = set_current(cx)
    try:
        code(cx, scope.top, tagging(live.emit, computer, live.run, live.cx))
    finally:
        set_current(before)


def session_at(live: Any, computer: str) -> Any:
    """Opens a session on a computer, tried again as often as -PSConnectionRetryCount says."""
    settings = live.step.settings
    passed = live.run.settings.get("passed", {}) if live.run.settings else {}
    count = settings.connections if settings is not None and settings.connections is not None else None
    retries = int(passed.get("psconnectionretrycount") or 0) if count is None else count
    interval = settings.connection_interval_s if settings is not None else None
    if interval is None:
        interval = float(passed.get("psconnectionretryintervalsec") or 0)
    while True:
        try:
            cx = remoting_of(live.cx).open(live.cx, computer)
            break
        except ScriptError as error:
            if not retries or error.record.category != "OpenError":
                raise
            retries -= 1
            live.cx.host.sleep(max(RETRY_MIN_S, interval))
    adopt(cx, live.cx, live.scope.top)
    cx.streams = live.cx.streams
    cx.engine = live.cx.engine
    cx.computed.update({k: v for k, v in live.cx.computed.items() if k in live.cx.runtime_variables})
    return cx


# ---- results -----------------------------------------------------------------------------------------------------------


def tagging(emit: Put, computer: str, run: Any, cx: Any) -> Put:
    """Gives what takes results of a computer: each as a copy that tells where it came from."""

    def take(value: Any) -> None:
        emit(tagged(copies({"": value}, cx)[""], computer, run))

    return take


def noted(value: Any, job: Any) -> Any:
    """Gives a result with the same notes, readable but listed nowhere (SD-6), where it is an object of the script's own.

    Plain values and .NET objects stay as they are: they are handed out live (SD-7).
    """
    if type(value) is PSCustomObject and (value.ext is None or "pscomputername" not in value.ext):
        if value.key_of("PSComputerName") is None:
            value.ext = {**(value.ext or {}), **hidden_notes(job.instance_id)}
    return value


@lru_cache(maxsize=256)
def hidden_notes(instance_id: str) -> dict[str, Member]:
    """Gives the notes of a job's local results."""
    instance = Guid(instance_id.replace("-", ""))
    notes = {"PSComputerName": "localhost", "PSSourceJobInstanceId": instance, "PSShowComputerName": True}
    return {name.lower(): Member(name, "NoteProperty", told, HIDDEN) for name, told in notes.items()}


def tagger(computer: str, run: Any) -> Callable[[Any], Any]:
    """Gives what marks results that a job for a computer has worked out itself."""

    def mark(value: Any) -> Any:
        return tagged(copied(value, run.cx), computer, run)

    return mark


def tagged(value: Any, computer: str, run: Any) -> Any:
    """Gives a value with the notes of a remote result (spec 3.1)."""
    if value is None:
        return None
    notes = {"PSComputerName": computer, "PSShowComputerName": True}
    return remote_notes(value, notes, run.saver.job.instance_id, "PSSourceJobInstanceId")


def remote_notes(value: Any, notes: dict[str, Any], instance_id: str, instance_name: str = "RunspaceId") -> Any:
    """Gives a value with notes and the id of the job or session that it comes from; plain values are wrapped."""
    made = value if isinstance(value, NetObject) else PSObject(value)
    for name, told in {**notes, instance_name: Guid(instance_id.replace("-", ""))}.items():
        attach(made, Member(name, "NoteProperty", told), force=True)
    return made


def deserialized(value: Any, cx: Any) -> Any:
    """Gives a value as it comes out of CLIXML of depth 1: `Deserialized.` types without methods (spec 3.5)."""
    if type(value) in ATOMS:
        return value
    (made,) = Reader(cx).document(Writer(1, cx.scope, False).document([value]))
    return made


ATOMS = frozenset({int, float, str, bool, type(None)})


def copies(values: dict[str, Any], cx: Any) -> dict[str, Any]:
    """Gives deep copies of values, those that can't be copied themselves; shared references between them stay."""
    if all(type(value) in ATOMS for value in values.values()):
        return dict(values)
    try:
        made: dict[str, Any] = load_value(dump_value(values), cx.resolve_saved)
        return made
    except CannotSave:
        return {name: copied(value, cx) for name, value in values.items()}


def copied(value: Any, cx: Any) -> Any:
    try:
        return load_value(dump_value(value), cx.resolve_saved)
    except CannotSave:
        return value
