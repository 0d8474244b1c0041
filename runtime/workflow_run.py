"""One running workflow: its machine, its streams, what it waits for. The scheduler's thread alone changes it.

A Run belongs to a child job, or (a workflow called from within an activity, SD-31) to that activity: then `outer` is the
run of the activity, which saves for both.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.frames import Branch
from perdure.interpreter.machine import Machine
from perdure.interpreter.snapshot import Encoder
from perdure.interpreter.steps import Activity
from perdure.runtime.workflow_streams import JobStreams


class Run:
    """See the module. `live`: activities under way by branch; `asked`: (run, branch) that wait for a commit."""

    def __init__(self, engine: Any, cx: Any, streams: JobStreams, job: Any = None, outer: "Run | None" = None) -> None:
        self.engine = engine
        self.cx = cx
        self.streams = streams
        self.job = job
        self.outer = outer
        self.noting: frozenset[str] = outer.noting if outer is not None else frozenset()  # see streams_into
        self.machine = Machine(cx, self)
        self.encoder = Encoder()
        self.live: dict[int, Any] = {}
        self.asked: list[tuple[Run, Branch]] = []
        self.held: list[Branch] = []
        self.before_store: list[Any] = []  # activities that wait until the job is stored
        self.lease: Any = None
        self.noted: tuple[Any, bytes] = (None, b"")  # where the branches stood, and the note that says so
        self.steps = 0
        self.saved_steps = -1  # `steps` when the state was last put together for saving
        self.saving = False
        self.ending: Callable[[], None] | None = None  # the run's end, which waits for a commit
        self.suspending = False
        self.suspenders: list[Branch] = []  # branches that have asked for the suspension
        self.stopping = False
        self.ended = False
        self.definition: Any = None  # of the job's own workflow
        self.settings: dict[str, Any] = {}  # what the call said, saved with the job
        self.persist: bool | None = None  # the call's -PSPersist
        self.keep: int | None = None  # how many checkpoints stay; 0 = none of a job that has ended
        self.failure: ErrorRecord | None = None  # a time-out that ends the run
        self.tag: Callable[[Any], Any] | None = None  # of a job for another computer: says so on what it puts out
        self.calls: list[Any] | None = None  # captured calls of workflows while one statement is bound
        self.idle_since_s: float | None = None
        self.running_s = 0.0  # before this process took it
        self.begun_s = 0.0
        self.running_limit_s: float | None = None
        self.elapsed_due_s: float | None = None

    def take(self, lease: Any) -> None:
        """Gets the right to write to the store."""
        lease.keep = self.keep
        self.lease = lease

    # -- what the machine sees (Port) ------------------------------------------------------------------------------------

    def put(self, value: Any) -> None:
        self.streams.put("Output", value if self.tag is None else self.tag(value))

    def error(self, record: ErrorRecord) -> None:
        if "error" in self.noting:
            self.streams.put("NoteError", record)  # for the call's -ErrorVariable
        self.streams.put("Error", record)

    def abandon(self, branch: Branch, activity: Activity) -> None:
        self.engine.scheduler.abandon(self, branch)

    # -- what the scheduler asks -------------------------------------------------------------------------------------------

    @property
    def quiet(self) -> bool:
        """Tells whether every branch stands still but for timers and branches below it."""
        return not (self.live or self.asked or self.saving or self.before_store or self.machine.ready)

    def has(self, branch: Branch) -> bool:
        """Tells whether a branch is still one of this run (not ended, not put together anew)."""
        return not self.ended and self.machine.branches.get(branch.id) is branch

    @property
    def saver(self) -> "Run":
        """Gives the run that saves for this one."""
        return self if self.outer is None else self.outer.saver
