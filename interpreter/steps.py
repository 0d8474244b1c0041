"""What stepping a branch answers: go on (None), or one of these, for which the scheduler does something.

A branch keeps the step that it waits for in `wait`. Only Sleep is saved with it: whatever else it waited for is done
again, or is done already, when the branch goes on from a saved state.
"""

from collections.abc import Callable
from typing import Any


class Step:
    """The base of all answers."""

    __slots__ = ()


class Settings:
    """What an activity's own parameters ask for (spec 5.2). `quiet`: streams that a variable gathers instead (3.4).

    `gathered`: variables by the stream that goes into them. None: as the workflow's own parameters say.
    """

    __slots__ = (
        "retries", "interval_s", "timeout_s", "persist", "append", "merge_errors", "computers", "credential",
        "connections", "connection_interval_s", "modules", "title", "message", "live", "quiet", "gathered",
    )  # fmt: skip

    def __init__(self) -> None:
        self.retries = 0
        self.interval_s = 1.0
        self.timeout_s: float | None = None
        self.persist: bool | None = None  # None: as the preference variable or the workflow says
        self.append = False
        self.merge_errors = False
        self.computers: list[str] | None = None
        self.credential: Any = None
        self.connections: int | None = None  # how often a connection is tried again
        self.connection_interval_s: float | None = None
        self.modules: list[str] = []
        self.title: str | None = None  # -DisplayName
        self.message: str | None = None  # -PSProgressMessage
        self.live: bool | None = None  # -PSDisableSerialization: False = what it puts out is deserialised
        self.quiet: frozenset[str] = frozenset()
        self.gathered: dict[str, str] = {}


class Activity(Step):
    """Work for an executor. `code`: f(scope, emit) -> Signal | None, or with `valued` f(scope) -> value.

    `next_pc`: where the frame stands once a statement is done (None: the frame itself takes the value). `scope` is where
    the work stands; the executor gives it a copy (machine_scopes.py). `settings`: retries, time-out and the like.
    """

    __slots__ = ("code", "valued", "scope", "node", "next_pc", "settings", "captures", "handle")

    def __init__(
        self, code: Callable[..., Any], valued: bool, scope: Any, node: Any, next_pc: int | None, settings: Any = None
    ) -> None:
        self.code = code
        self.valued = valued
        self.scope = scope
        self.node = node
        self.next_pc = next_pc
        self.settings = settings
        self.captures = False  # a lone call of a workflow: its bound arguments are the result
        self.handle: Any = None  # whoever runs it keeps its own there


class Sleep(Step):
    """A timer: `seconds` from now until the scheduler has set `due_s` (seconds since 1970)."""

    __slots__ = ("seconds", "due_s")

    def __init__(self, seconds: float, due_s: float | None = None) -> None:
        self.seconds = seconds
        self.due_s = due_s


class Checkpoint(Step):
    """The state is to be saved; the branch goes on once it is."""

    __slots__ = ()


class Suspend(Step):
    """The job is to be suspended, with a checkpoint at this place."""

    __slots__ = ("label",)

    def __init__(self, label: str | None = None) -> None:
        self.label = label


class Joining(Step):
    """The branch waits for the branches below it."""

    __slots__ = ()


class Ended(Step):
    """The branch is over. Of the root branch: `leaving` None = completed; an error, or cancel."""

    __slots__ = ("leaving",)

    def __init__(self, leaving: Any = None) -> None:
        self.leaving = leaving


class Outcome:
    """What an activity came to.

    `value` of valued work; `error` a ScriptError; `leaving` control that leaves it; `call` the captured call of a
    workflow; `changes`: (name, value, of the workflow's own scope?) of variables that it has assigned; `cancelled`.
    """

    __slots__ = ("value", "out", "error", "leaving", "call", "changes", "cancelled")

    def __init__(self) -> None:
        self.value: Any = None
        self.out: list[Any] = []  # of a statement whose output is gathered
        self.error: Any = None
        self.leaving: Any = None
        self.call: Any = None
        self.changes: list[tuple[str, Any, bool]] = []
        self.cancelled = False
