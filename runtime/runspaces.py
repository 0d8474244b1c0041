"""Sessions beside a session, each on a thread: where ForEach-Object -Parallel runs its block.

Such a session has the caller's location and environment and nothing of its variables, functions and modules. Source:
conformance/concurrency/foreach-parallel-*.
"""

import threading
from collections.abc import Callable, Iterator
from functools import lru_cache
from queue import SimpleQueue
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.context import Context
from perdure.interpreter.errors import (
    BreakFlow,
    Cancelled,
    ErrorRecord,
    ExitFlow,
    NetException,
    ScriptError,
    make_error,
)
from perdure.interpreter.python_faults import ENDED, script_error
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING
from perdure.runtime.drives import of as drives_of
from perdure.runtime.engine_slot import detach
from perdure.runtime.executors.threads import start_thread
from perdure.runtime.session import new_context, parse_script, run_tree
from perdure.runtime.streams import STOP_EXCEPTION
from perdure.runtime.workflow_context import stoppable, streams_into

Put = Callable[[str, Any], None]  # takes a stream's name or an event's, and a record

OUTPUT, BEGUN, COMPLETED, STOPPED, FAILED, BUG = "Output", "Begun", "Completed", "Stopped", "Failed", "Bug"
ENDS = frozenset({COMPLETED, STOPPED, FAILED, BUG})

parsed_text = lru_cache(maxsize=64)(parse_script)  # a block runs as a text of its own: places count from its start


def session_beside(caller: Context) -> Context:
    """Makes a session of the same process: the caller's place, environment, style and store, nothing of its variables."""
    cx = new_context(stoppable(caller.host), caller.location, caller.environment)
    cx.environment = caller.environment  # the process's: one for all its sessions
    cx.style = caller.style
    cx.check_stop = True
    sibling = getattr(type(caller.engine), "sibling", None)
    if sibling is not None:
        cx.engine = sibling(caller.engine, cx)
    return cx


class Runspace:
    """One session that runs text after text; between two its variables become what they were at first."""

    def __init__(self, caller: Context) -> None:
        cx = self.cx = session_beside(caller)
        self.location = caller.location
        self.drive = drives_of(cx).current
        self.variables = dict(cx.global_scope.vars)
        self.infos = dict(cx.global_scope.infos or {})
        self.used = False

    def run(self, script: ast.Script, under: Any, using: dict[str, Any], put: Put) -> None:
        """Runs a text; what it puts out goes to `put` by the names of streams."""
        cx = self.cx
        if self.used:
            self.reset()
        self.used = True
        cx.using_values = using
        cx.streams = streams_into(put)
        cx.global_scope.vars["_"] = under
        try:
            run_tree(cx, script, [], lambda value: put(OUTPUT, value))
        except (BreakFlow, ExitFlow):
            return  # they end the text

    def reset(self) -> None:
        """Forgets what a text has left behind, but for functions, aliases and modules."""
        cx = self.cx
        top = cx.global_scope
        top.vars.clear()
        top.vars.update(self.variables)
        top.infos = dict(self.infos)
        top.strict = None
        cx.scope = top
        cx.errors.clear()
        cx.exit_code, cx.ok = None, True
        drives = drives_of(cx)
        if cx.location != self.location or drives.current is not self.drive:
            drives.go(drives.place(self.location))

    @property
    def stopping(self) -> bool:
        return bool(self.cx.host.stopping.is_set())

    def stop(self) -> None:
        self.cx.host.stopping.set()

    def close(self) -> None:
        """Ends what the session has started."""
        detach(self.cx)


class Pool:
    """Runs a text for many values, at most `limit` at a time, each on a thread with a session.

    What happens is told to the value's `put`, last of all one of ENDS. Any thread may call; nothing here waits.
    """

    def __init__(self, caller: Context, script: ast.Script, using: dict[str, Any], limit: int, fresh: bool) -> None:
        """Makes a pool; `fresh`: each value gets a session of its own."""
        self.caller, self.script, self.using = caller, script, using
        self.limit, self.fresh = limit, fresh
        self.tasks: SimpleQueue[tuple[Any, Put] | None] = SimpleQueue()
        self.lock = threading.Lock()
        self.idle = self.started = 0
        self.stopped = False
        self.running: dict[Put, Runspace] = {}
        self.refused: set[Put] = set()

    def submit(self, value: Any, put: Put) -> None:
        with self.lock:
            self.tasks.put((value, put))
            if self.idle > 0 or self.started >= self.limit:
                self.idle -= self.idle > 0
                return
            self.started += 1
            name = f"perdure-parallel-{self.started}"
        start_thread(self.work, name)

    def close(self) -> None:
        """Says that no value follows."""
        with self.lock:
            for _ in range(self.started):
                self.tasks.put(None)

    def stop(self) -> None:
        """Stops what runs; what waits is not begun."""
        with self.lock:
            self.stopped = True
            for runspace in self.running.values():
                runspace.stop()

    def stop_one(self, put: Put) -> None:
        """Stops one value's run, or does not begin it."""
        with self.lock:
            self.refused.add(put)
            if put in self.running:
                self.running[put].stop()

    def work(self) -> None:
        """Is one thread's life."""
        runspace: Runspace | None = None
        while (task := self.tasks.get()) is not None:
            value, put = task
            if runspace is not None and (self.fresh or runspace.stopping):
                runspace.close()
                runspace = None
            runspace = runspace or Runspace(self.caller)
            with self.lock:
                go = not self.stopped and put not in self.refused
                self.running[put] = runspace
            put(*(self.run_one(runspace, value, put) if go else (STOPPED, None)))
            with self.lock:
                self.running.pop(put, None)  # values of one run may share their put
                self.idle += self.tasks.empty()
        if runspace is not None:
            runspace.close()

    def run_one(self, runspace: Runspace, value: Any, put: Put) -> tuple[str, Any]:
        """Runs the text for one value; gives how it ended and the record or fault that ended it."""
        put(BEGUN, None)
        try:
            runspace.run(self.script, value, self.using, put)
        except ENDED as raised:
            return (FAILED, ended_by(script_error(raised)))
        except Cancelled:
            return (STOPPED, None)
        except BaseException as fault:
            return (BUG, fault)
        return (COMPLETED, None)


def ended_by(error: ScriptError) -> ErrorRecord:
    """Gives the record of the error that ended a text, as one outside sees it."""
    record = error.record
    if not error.stopped or record.exception.type_name == STOP_EXCEPTION:
        return record
    message = (
        'The running command stopped because the preference variable "ErrorActionPreference" or common parameter is set '
        f"to Stop: {record.message}"
    )
    made = ErrorRecord(NetException(STOP_EXCEPTION, message), record.error_id, record.category, record.target)
    made.exception.record = record
    return made


# -- $using: -------------------------------------------------------------------------------------------------------------


def using_values(tree: ast.ScriptBlock, scope: Scope) -> dict[str, Any]:
    """Gives what a block reads with `$using:`, by lower-case name; ScriptError where a variable is not set."""
    found: dict[str, Any] = {}
    for node in used(tree):
        name = node.name.lower()
        if name not in found:
            found[name] = using_value(node, scope)
    return found


def using_value(node: ast.Variable, scope: Scope) -> Any:
    value: Any = NOTHING
    drive, colon, rest = node.name.partition(":")
    if not colon:
        value = scope.lookup(drive.lower())
    elif drive.lower() in SCOPES:
        value = SCOPES[drive.lower()](scope).lookup(rest.lower())
    else:
        value = scope.cx.read_drive(scope, drive.lower(), rest)
    if value is NOTHING:
        raise make_error(
            f"The value of the using variable '$using:{node.name}' cannot be retrieved because it has not been set in the "
            "local session.",
            "UsingVariableIsUndefined",
            "InvalidOperation",
            f"$using:{node.name}",
        )
    return value


SCOPES: dict[str, Callable[[Scope], Scope]] = {
    "global": lambda scope: scope.cx.global_scope,
    "script": lambda scope: scope.script_scope(),
    "local": lambda scope: scope,
    "private": lambda scope: scope,
    "variable": lambda scope: scope,
}


def used(tree: ast.Node) -> Iterator[ast.Variable]:
    """Gives the `$using:` variables of a block, but for those of another -Parallel block inside."""
    stack: list[ast.Node] = [tree]
    while stack:
        here = stack.pop()
        if isinstance(here, ast.Variable) and (here.drive or "").lower() == "using":
            yield here
        below = list(here.children())
        if isinstance(here, ast.Command) and is_parallel(here):
            below = [node for node in below if not isinstance(node, ast.ScriptBlockExpression)]
        stack.extend(reversed(below))


def is_parallel(command: ast.Command) -> bool:
    """Tells whether a command is ForEach-Object -Parallel, as far as its text says so."""
    name = command.name
    if not isinstance(name, ast.String) or name.value.lower() not in ("foreach-object", "foreach", "%"):
        return False
    given = [e.name.lower() for e in command.elements if isinstance(e, ast.CommandParameter)]
    return any(len(n) > 1 and "parallel".startswith(n) for n in given)
