"""Sessions for workflows: one for each job, a copy of it for each activity, a fresh one for each InlineScript.

Activities run at the same time on their own threads, so each has a Context of its own: same functions, location and
environment, streams that lead to the job, and a host that can be told to stop.
"""

import copy
import threading
from collections.abc import Callable
from typing import Any

from perdure.interpreter.context import Context, Streams
from perdure.interpreter.lookup import cmdlet_info
from perdure.interpreter.records import MissingName
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING
from perdure.runtime.session import branch_context, new_context

PREFERENCES = (
    "erroractionpreference", "warningpreference", "informationpreference", "verbosepreference", "debugpreference",
    "progresspreference", "whatifpreference",
)  # fmt: skip
STREAM_NAMES = {
    "error": "Error", "warning": "Warning", "verbose": "Verbose", "debug": "Debug", "information": "Information",
    "progress": "Progress",
}  # fmt: skip


def stoppable(host: Any) -> Any:
    """Gives a host like this one that is stopped by itself."""
    made = copy.copy(host)
    made.stopping = threading.Event()
    return made


def visible_functions(scope: Scope) -> dict[str, Any]:
    """Gives the functions that can be called from a scope, by lower-case name."""
    found: dict[str, Any] = {}
    here: Scope | None = scope
    while here is not None:
        for name, info in (here.functions or {}).items():
            found.setdefault(name, info)
        here = here.parent
    return found


def visible_aliases(scope: Scope) -> dict[str, Any]:
    """Gives the aliases that hold in a scope."""
    found: dict[str, Any] = {}
    here: Scope | None = scope
    while here is not None:
        for name, info in (here.aliases or {}).items():
            found.setdefault(name, info)
        here = here.parent
    return found


def visible_types(scope: Scope) -> dict[str, Any]:
    """Gives the classes and enums that are known in a scope."""
    found: dict[str, Any] = {}
    here: Scope | None = scope
    while here is not None:
        for name, made in (here.types or {}).items():
            found.setdefault(name, made)
        here = here.parent
    return found


def job_context(scope: Scope) -> Context:
    """Makes the session of a job that is called from a scope: what the caller can call, nothing of its variables."""
    caller = scope.cx
    made = new_context(stoppable(caller.host), caller.location, dict(caller.environment))
    made.environment_before = dict(caller.environment)
    adopt(made, caller, scope)
    return made


def adopt(made: Context, caller: Context, scope: Scope) -> None:
    """Gives a session what can be called and named from a scope."""
    top = made.global_scope
    top.functions = visible_functions(scope)
    top.aliases = visible_aliases(scope) or None
    top.types = visible_types(scope) or None
    made.modules = dict(caller.modules)
    made.usings = caller.usings
    made.type_data = caller.type_data
    made.strict_used = caller.strict_used
    made.defaults_used = False
    made.out_default = caller.out_default
    made.try_depth = 1  # every terminating error ends what it happens in (spec 4.1)
    made.check_stop = made.of_job = True
    made.version = caller.version
    made.resolve_saved = finder(made)
    made.frames = []


def finder(cx: Context) -> Callable[[str, str], Any]:
    """Gives what finds by name what is saved by name only: scripts' types, cmdlets, modules, jobs."""

    def find(kind: str, name: str) -> Any:
        found: Any = None
        if kind == "type":
            found = visible_types(cx.scope).get(name.lower()) or (cx.global_scope.types or {}).get(name.lower())
        elif kind == "cmdlet":
            cls = cx.find_cmdlet(name.lower())
            found = cmdlet_info(cls) if cls is not None else None
        elif kind == "module":
            infos = [state.info for state in cx.modules.values() if state.info is not None]
            found = next((info for info in infos if name in (info.path, info.name)), None)
        elif kind == "session":
            found = next((s for s in cx.engine.sessions.values() if s.instance_id == name), None)
        elif kind in ("job", "childjob"):
            found = cx.engine.stored.by_number(int(name))
        if found is None:
            raise MissingName(kind, name)
        return found

    return find


def activity_context(job: Context, streams: Streams) -> Context:
    """Makes the session of one activity of a job."""
    made = branch_context(job, stoppable(job.host))
    made.resolve_saved = finder(made)
    made.streams = streams
    return made


def add_functions(cx: Context, scope: Scope) -> None:
    """Makes the functions that a workflow has defined itself visible to each other in an activity's session (SD-20)."""
    found: dict[str, Any] = {}
    here: Scope | None = scope
    while here is not None and here.parent is not None:
        for name, info in (here.functions or {}).items():
            found.setdefault(name, info)
        here = here.parent
    if found:
        cx.global_scope.functions = {**(cx.global_scope.functions or {}), **found}


def keep_blocks_apart(cx: Context, top: Scope) -> None:
    """Makes the script blocks that an activity's commands run write to a scope of their own (SD-22)."""
    apart = Scope(top, cx, cx.top, "block")
    run_block, make_runner = cx.call_block, cx.block_runner

    def call_block(
        block: Any, args: Any = (), under: Any = NOTHING, scope: Any = None, local: bool = False, input: Any = None
    ) -> list[Any]:
        return run_block(block, args, under, apart if scope is top and not local else scope, local, input)

    def block_runner(block: Any, scope: Any, local: bool = False) -> Callable[..., None]:
        return make_runner(block, apart if scope is top and not local else scope, local)

    cx.call_block = call_block
    cx.block_runner = block_runner


def inline_context(cx: Context, scope: Scope) -> Context:
    """Makes the fresh session of an InlineScript: functions and preferences of the workflow, none of its variables."""
    made = new_context(cx.host, cx.location, dict(cx.environment))
    adopt(made, cx, scope)
    made.modules = {}
    made.try_depth = 0  # script rules hold inside (SD-26)
    made.streams = cx.streams
    made.engine = cx.engine
    for name in PREFERENCES:
        value = scope.lookup(name)
        if value is not NOTHING:
            made.global_scope.vars[name] = value
    return made


class Noter:
    """Stands for the list that a collecting parameter fills: tells the caller of a record, shown or not."""

    def __init__(self, put: Callable[[str, Any], None], stream: str) -> None:
        self.put, self.stream = put, NOTE + stream

    def append(self, record: Any) -> None:
        self.put(self.stream, record)


NOTE = "Note"  # in front of a stream's name: only for -ErrorVariable and its like on the call


def streams_into(
    put: Callable[[str, Any], None], quiet: frozenset[str] = frozenset(), noting: frozenset[str] = frozenset()
) -> Streams:
    """Makes streams that lead to a function(stream name, record); `quiet` ones lead nowhere."""

    def sink(name: str) -> Callable[[Any], None]:
        def take(record: Any) -> None:
            put(name, record)

        return take

    made = Streams(**{low: sink(name) for low, name in STREAM_NAMES.items() if low not in quiet})
    if noting:
        lists: dict[str, Any] = {low: Noter(put, STREAM_NAMES[low]) for low in noting}
        made.collect = (lists,)
    return made
