"""A store in memory: for runs that need not outlive their process, and for tests. The same contract, no disk.

Only stores of the same process share nothing: each MemoryStore is a world of its own.
"""

import threading
from collections.abc import Iterable, Sequence

from perdure.runtime.stores.errors import FencedError, HeldError, Owner, StoreError
from perdure.runtime.stores.protocol import (
    KEEP_CHECKPOINTS,
    Ack,
    Checkpoint,
    Counters,
    Delta,
    Head,
    Job,
    Lease,
    Mail,
    NewJob,
    Output,
    Request,
)


class _Kept:
    """All that is kept of one job."""

    __slots__ = ("job", "definition", "heads", "journal", "outputs", "lease")

    def __init__(self, job: Job, definition: bytes) -> None:
        self.job = job
        self.definition = definition
        self.heads: list[tuple[Checkpoint, Head]] = []  # oldest first
        self.journal: list[tuple[str, bytes]] = []
        self.outputs: list[Output] = []
        self.lease: Lease | None = None


class MemoryStore:
    """Keeps jobs in dictionaries, under one lock."""

    def __init__(self, keep: int = KEEP_CHECKPOINTS) -> None:
        self.where = "memory"
        self.counters = Counters()
        self._keep = keep
        self._lock = threading.RLock()
        self._next = 1
        self._jobs: dict[int, _Kept] = {}
        self._mail: list[Mail] = []
        self._mails = 0
        self._open = True

    def _kept(self, job: int) -> _Kept:
        if not self._open:
            raise StoreError("closed", "The store in memory has been closed.")
        found = self._jobs.get(job)
        if found is None:
            raise StoreError("unknown-job", f"There is no job {job}.", "'perdure jobs' lists those that are there.")
        return found

    # -- jobs --

    def reserve_ids(self, count: int = 1) -> int:
        with self._lock:
            first = self._next
            self._next += count
            return first

    def create_jobs(self, jobs: Sequence[NewJob], owner: Owner) -> list[Lease]:
        with self._lock:
            if not self._open:
                raise StoreError("closed", "The store in memory has been closed.")
            ids = [self.reserve_ids() if new.id is None else new.id for new in jobs]
            known = {kept.job.instance_id for kept in self._jobs.values()}
            if any(id_ in self._jobs for id_ in ids) or any(new.instance_id in known for new in jobs):
                raise StoreError("failed", "A job with this id is stored already.")
            leases = []
            for id_, new in zip(ids, jobs, strict=True):
                parent = ids[new.parent_index] if new.parent_index is not None else new.parent
                created = owner.since_ms if new.first is None else new.first.now_ms
                job = Job(
                    id_, new.instance_id, parent, new.name or f"Job{id_}", new.command, new.script, new.kind, new.state, "",
                    created, None, None, 0, 0, 0, 0, 1, b"", new.metadata, owner, True,
                )  # fmt: skip
                kept = self._jobs[id_] = _Kept(job, new.definition)
                kept.lease = Lease(id_, 1)
                leases.append(kept.lease)
                if new.first is not None:
                    self._commit(kept.lease, new.first)
            self.counters.commits += 1
            return leases

    def list_jobs(self, ids: Iterable[int] | None = None) -> list[Job]:
        with self._lock:
            if not self._open:
                raise StoreError("closed", "The store in memory has been closed.")
            wanted = sorted(self._jobs) if ids is None else sorted(set(ids) & self._jobs.keys())
            return [self._shown(self._jobs[id_]) for id_ in wanted]

    def _shown(self, kept: _Kept) -> Job:
        alive = kept.lease is not None and not kept.job.finished
        return kept.job._replace(alive=alive, unreceived=sum(not out.received for out in kept.outputs))

    def find_job(self, job: int) -> Job:
        with self._lock:
            return self._shown(self._kept(job))

    def read_definition(self, job: int) -> bytes:
        with self._lock:
            return self._kept(job).definition

    def remove_jobs(self, ids: Sequence[int]) -> None:
        with self._lock:
            every = {id_ for id_ in ids if id_ in self._jobs}
            while more := {id_ for id_, kept in self._jobs.items() if kept.job.parent in every} - every:
                every |= more
            for id_ in every:
                kept = self._jobs.pop(id_)
                if kept.lease is not None:
                    kept.lease.lost = True
            self._mail = [mail for mail in self._mail if mail.job not in every]

    # -- running --

    def acquire(self, ids: Sequence[int], owner: Owner) -> list[Lease]:
        with self._lock:
            found = [self._kept(id_) for id_ in dict.fromkeys(ids)]
            for kept in found:
                if kept.lease is not None:
                    raise HeldError(kept.job.id, kept.job.owner)
            leases = []
            for kept in found:
                job = kept.job = kept.job._replace(epoch=kept.job.epoch + 1, owner=owner)
                kept.lease = Lease(job.id, job.epoch, job.head_seq, job.outputs)
                leases.append(kept.lease)
                self._mail = [mail for mail in self._mail if mail.job != job.id]
            return leases

    def release(self, lease: Lease) -> None:
        with self._lock:
            lease.lost = True
            kept = self._jobs.get(lease.job)
            if kept is not None and kept.lease is lease:
                kept.lease = None

    def commit(self, requests: Sequence[Request]) -> list[Ack | StoreError]:
        with self._lock:
            self.counters.commits += 1
            return [self._commit(lease, delta) for lease, delta in requests]

    def _commit(self, lease: Lease, delta: Delta) -> Ack | StoreError:
        kept = self._jobs.get(lease.job)
        if kept is None or lease.lost or (kept.job.epoch, kept.job.head_seq) != (lease.epoch, lease.head_seq):
            lease.lost = True
            return FencedError(lease.job)
        old, seq = kept.job, lease.head_seq + 1
        for output in delta.outputs:
            kept.outputs.append(Output(len(kept.outputs) + 1, *output))
        outputs = len(kept.outputs)
        if delta.drop_snapshots or delta.snapshot is not None:
            kept.journal = []
        if delta.drop_snapshots:
            kept.heads = []
        elif delta.snapshot is not None:
            at = Checkpoint(seq, delta.now_ms, outputs, delta.snapshot.size_bytes, delta.note)
            kept.heads.append((at, Head(seq, delta.snapshot, (), outputs, outputs, delta.note)))
            del kept.heads[: -lease.kept(self._keep)]
            self.counters.chunks += len(delta.snapshot.names)
        kept.journal += delta.journal
        size = sum(len(out.body) for out in delta.outputs) + sum(len(body) for _, body in delta.journal)
        size += delta.snapshot.size_bytes if delta.snapshot is not None else 0
        self.counters.encoded_bytes += size
        changes = {
            name: value
            for name in ("state", "status", "reason", "began_ms", "ended_ms", "due_ms")
            if (value := getattr(delta, name)) is not None
        }
        made = old.checkpoints + (delta.snapshot is not None and not delta.drop_snapshots)
        kept.job = old._replace(
            head_seq=seq, outputs=outputs, checkpoints=made, encoded_bytes=old.encoded_bytes + size, **changes
        )
        self.counters.requests += 1
        lease.head_seq, lease.outputs = seq, outputs
        return Ack(seq, outputs)

    # -- reading state --

    def read_head(self, job: int) -> Head:
        with self._lock:
            kept = self._kept(job)
            journal, outputs = tuple(kept.journal), len(kept.outputs)
            if not kept.heads:
                return Head(kept.job.head_seq, None, journal, 0, outputs, b"")
            return kept.heads[-1][1]._replace(seq=kept.job.head_seq, journal=journal, outputs=outputs)

    def checkpoints(self, job: int) -> list[Checkpoint]:
        with self._lock:
            return [at for at, _ in reversed(self._kept(job).heads)]

    def read_checkpoint(self, job: int, seq: int) -> Head:
        with self._lock:
            for at, head in self._kept(job).heads:
                if at.seq == seq:
                    return head
        raise StoreError(
            "no-checkpoint", f"Job {job} has no checkpoint {seq}.", "'perdure checkpoints' lists those that are kept."
        )

    def rewind(self, lease: Lease, seq: int) -> None:
        with self._lock:
            head, kept = self.read_checkpoint(lease.job, seq), self._kept(lease.job)
            if lease.lost or kept.job.epoch != lease.epoch or kept.job.head_seq != lease.head_seq:
                lease.lost = True
                raise FencedError(lease.job)
            kept.heads = [(at, state) for at, state in kept.heads if at.seq <= seq]
            kept.journal = []
            del kept.outputs[head.outputs :]
            lease.head_seq, lease.outputs = lease.head_seq + 1, head.outputs
            kept.job = kept.job._replace(head_seq=lease.head_seq, outputs=head.outputs)

    # -- outputs --

    def read_outputs(
        self, job: int, after: int = 0, streams: Iterable[str] | None = None, unreceived: bool = False
    ) -> list[Output]:
        wanted = None if streams is None else set(streams)
        with self._lock:
            return [
                out
                for out in self._kept(job).outputs[after:]
                if (wanted is None or out.stream in wanted) and not (unreceived and out.received)
            ]

    def mark_received(self, job: int, seqs: Iterable[int]) -> None:
        with self._lock:
            outputs = self._kept(job).outputs
            for seq in seqs:
                if 0 < seq <= len(outputs):
                    outputs[seq - 1] = outputs[seq - 1]._replace(received=True)

    # -- orders --

    def post(self, job: int, order: str, body: bytes, now_ms: int) -> int:
        with self._lock:
            self._kept(job)
            self._mails += 1
            self._mail.append(Mail(self._mails, job, order, body))
            return self._mails

    def take_mail(self, ids: Iterable[int]) -> list[Mail]:
        wanted = set(ids)
        with self._lock:
            found = [mail for mail in self._mail if mail.job in wanted]
            self._mail = [mail for mail in self._mail if mail.job not in wanted]
            return found

    def close(self) -> None:
        with self._lock:
            for kept in self._jobs.values():
                if kept.lease is not None:
                    self.release(kept.lease)
            self._open = False
