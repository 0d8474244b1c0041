"""What a durable store of jobs does: the protocol behind which memory, SQLite and later stores stand.

A store keeps rows and bytes; it never looks into the bytes, reads no clock (times come from the caller, in ms since
1970 UTC) and starts no thread. Every method raises StoreError and nothing else, and has then written nothing. Serves
the scheduler, the job cmdlets and the command line; `tests/stores/` holds the contract.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from perdure.interpreter.records import Snapshot
from perdure.runtime.stores.errors import Owner, StoreError

STATES = ("NotStarted", "Running", "Suspending", "Suspended", "Stopping", "Stopped", "Completed", "Failed")
FINISHED = frozenset({"Stopped", "Completed", "Failed"})
KEEP_CHECKPOINTS = 10  # the newest ones of a job that stay readable
KEEP_ALL = 2**32  # more than a job can have


class NewOutput(NamedTuple):
    """An object that a job has put out: stream (Output, Error, Warning ...), encoded value, already handed out?"""

    stream: str
    body: bytes
    received: bool = False


class Output(NamedTuple):
    """A stored output; `seq` counts a job's outputs of all streams from 1."""

    seq: int
    stream: str
    body: bytes
    received: bool


class Delta(NamedTuple):
    """What one commit adds to a job. None means: as it was. All of it is written, or nothing.

    `snapshot` replaces the state (and ends the journal so far); `journal` are (key, encoded result) of activities finished
    since; `due_ms` the earliest timer, 0 = none; `note` is kept beside the checkpoint for `perdure show` (place, branches);
    `drop_snapshots` removes all saved states (of a finished job that keeps none).
    """

    now_ms: int
    snapshot: Snapshot | None = None
    outputs: Sequence[NewOutput] = ()
    journal: Sequence[tuple[str, bytes]] = ()
    state: str | None = None
    status: str | None = None  # StatusMessage
    reason: bytes | None = None  # encoded error record that ended the job
    began_ms: int | None = None
    ended_ms: int | None = None
    due_ms: int | None = None
    note: bytes = b""
    drop_snapshots: bool = False


class NewJob(NamedTuple):
    """A job to be. `name` None = Job<id>; `parent` an id, or `parent_index` its place in the same create_jobs call.

    `id` only from reserve_ids. `definition`: source texts that travel with the job, kept once for equal bytes. `first`: its
    first commit, in the same transaction.
    """

    instance_id: str
    command: str
    kind: str = "asjob"  # runbook, asjob, sync, container ...
    name: str | None = None
    parent: int | None = None
    parent_index: int | None = None
    id: int | None = None
    script: str = ""
    state: str = "NotStarted"
    metadata: bytes = b""
    definition: bytes = b""
    first: Delta | None = None


class Job(NamedTuple):
    """A stored job. `owner` is who ran it last; `alive` tells whether that run still goes on."""

    id: int
    instance_id: str
    parent: int | None
    name: str
    command: str
    script: str
    kind: str
    state: str
    status: str
    created_ms: int
    began_ms: int | None
    ended_ms: int | None
    due_ms: int
    checkpoints: int  # made so far
    outputs: int  # put out so far
    head_seq: int  # commits so far
    epoch: int  # how often somebody has taken it
    reason: bytes
    metadata: bytes
    owner: Owner | None
    alive: bool
    unreceived: int = 0  # outputs that Receive-Job has not handed out
    encoded_bytes: int = 0  # written for it so far: states, outputs, journal

    @property
    def finished(self) -> bool:
        """Tells whether the job has ended for good."""
        return self.state in FINISHED

    @property
    def shown_state(self) -> str:
        """Gives the state that users see: Suspended for an unfinished job that no process runs (6.6)."""
        return self.state if self.alive or self.finished else "Suspended"


class Lease:
    """The right to run a job: made by create_jobs and acquire, ended by release or the process's end.

    `epoch` and `head_seq` are what a commit must find in the store; the store moves `head_seq` and `outputs` on when a
    commit is done. Use one lease from one thread at a time (in practice: the writer's). `memo` is the store's own.
    `keep` may be set by who runs the job: how many of its checkpoints stay, None = the store's number; one always stays.
    """

    __slots__ = ("job", "epoch", "head_seq", "outputs", "lost", "memo", "keep")

    def __init__(self, job: int, epoch: int, head_seq: int = 0, outputs: int = 0) -> None:
        self.job = job
        self.epoch = epoch
        self.head_seq = head_seq
        self.outputs = outputs
        self.lost = False  # fenced or released: no commit is accepted any more
        self.memo: object = None
        self.keep: int | None = None

    def kept(self, default: int) -> int:
        """Gives how many checkpoints of the job stay."""
        return max(1, default if self.keep is None else self.keep)

    def __repr__(self) -> str:
        return f"Lease(job={self.job}, epoch={self.epoch}, head_seq={self.head_seq})"


class Request(NamedTuple):
    """One commit asked for."""

    lease: Lease
    delta: Delta


class Ack(NamedTuple):
    """A commit that is on the disk: its head_seq, and how many outputs the job has now."""

    head_seq: int
    outputs: int


class Checkpoint(NamedTuple):
    """A saved state that can still be read; `outputs` = how many had been put out when it was made."""

    seq: int
    made_ms: int
    outputs: int
    size_bytes: int
    note: bytes


class Head(NamedTuple):
    """What a job goes on from: the last saved state and the journal behind it.

    `snapshot` None: nothing was saved (start over, or nothing to resume). `outputs_at_snapshot` < `outputs` when outputs
    were committed behind it together with journal entries.
    """

    seq: int
    snapshot: Snapshot | None
    journal: tuple[tuple[str, bytes], ...]
    outputs_at_snapshot: int
    outputs: int
    note: bytes


class Mail(NamedTuple):
    """An order to whoever runs a job: `order` is suspend, force-suspend, stop, resume ..."""

    id: int
    job: int
    order: str
    body: bytes


class Counters:
    """What a store has done so far in this process; shown by `perdure show --json` and held by tests."""

    __slots__ = ("commits", "requests", "syncs", "encoded_bytes", "chunks", "chunks_reused")

    def __init__(self) -> None:
        self.commits = 0  # transactions
        self.requests = 0  # commits asked for; several share a transaction
        self.syncs = 0  # waits for the disk
        self.encoded_bytes = 0  # bytes of chunks, outputs and journal entries written
        self.chunks = 0  # chunks written
        self.chunks_reused = 0  # chunks that were there already

    def as_dict(self) -> dict[str, int]:
        """Gives the figures by name."""
        return {name: getattr(self, name) for name in self.__slots__}


class Store(Protocol):
    """A durable store of jobs. Safe to call from several threads."""

    counters: Counters
    where: str  # for messages: a path or a URL

    # -- jobs --

    def reserve_ids(self, count: int = 1) -> int:
        """Gives the first of `count` ids that no job will have again, for jobs that may be stored later."""

    def create_jobs(self, jobs: Sequence[NewJob], owner: Owner) -> list[Lease]:
        """Stores new jobs in one transaction; the caller runs them from the start."""

    def list_jobs(self, ids: Iterable[int] | None = None) -> list[Job]:
        """Gives the stored jobs (only those with these ids) by id; unknown ids are left out."""

    def find_job(self, job: int) -> Job:
        """Gives a job; StoreError unknown-job."""

    def read_definition(self, job: int) -> bytes:
        """Gives the source texts that travel with the job."""

    def remove_jobs(self, ids: Sequence[int]) -> None:
        """Deletes jobs and all below them; HeldError when another run holds one. A lease of one's own is ended."""

    # -- running --

    def acquire(self, ids: Sequence[int], owner: Owner) -> list[Lease]:
        """Takes all these jobs, or none and raises HeldError. Waits for nothing; old mail of theirs is thrown away."""

    def release(self, lease: Lease) -> None:
        """Gives a job back. Never fails; a lost lease may be released too."""

    def commit(self, requests: Sequence[Request]) -> list[Ack | StoreError]:
        """Writes all requests in one transaction and waits for the disk.

        An answer for each: what is on the disk now, or a FencedError for a request that found another owner or head (its
        lease is lost, nothing of it is written, the others are). Any other StoreError is raised and holds for all.
        """

    # -- reading state --

    def read_head(self, job: int) -> Head:
        """Gives what the job goes on from; StoreError damaged names the checkpoint to try instead."""

    def checkpoints(self, job: int) -> list[Checkpoint]:
        """Gives the saved states that are still there, newest first."""

    def read_checkpoint(self, job: int, seq: int) -> Head:
        """Gives an earlier saved state as a head."""

    def rewind(self, lease: Lease, seq: int) -> None:
        """Makes an earlier checkpoint the head: later states and outputs are gone."""

    # -- outputs --

    def read_outputs(
        self, job: int, after: int = 0, streams: Iterable[str] | None = None, unreceived: bool = False
    ) -> list[Output]:
        """Gives stored outputs in order, those behind number `after`."""

    def mark_received(self, job: int, seqs: Iterable[int]) -> None:
        """Notes durably that these outputs were handed out."""

    # -- orders to a running job --

    def post(self, job: int, order: str, body: bytes, now_ms: int) -> int:
        """Leaves an order for whoever runs the job; gives its id."""

    def take_mail(self, ids: Iterable[int]) -> list[Mail]:
        """Gives the orders for these jobs, oldest first, and removes them. Cheap when there are none."""

    def close(self) -> None:
        """Gives all jobs back and closes the store; may be called twice."""
