"""The writer thread: takes the commits asked for, writes those that wait together as one, and tells each asker.

So that ten branches that reach a checkpoint in one turn wait for the disk once, and the scheduler never waits for it.
Knows deltas, not what is in them.
"""

import threading
from collections import deque
from collections.abc import Callable

from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Ack, Delta, Lease, Request, Store

BATCH_MAX = 256  # commits in one transaction
Done = Callable[["Ack | StoreError"], None]


class Writer:
    """One thread that commits. Its callbacks run on that thread and must only hand the answer on."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._waiting: deque[tuple[Request, Done]] = deque()
        self._turn = threading.Condition()
        self._busy = False
        self._closing = False
        self._thread: threading.Thread | None = None

    def submit(self, lease: Lease, delta: Delta, done: Done) -> None:
        """Asks for a commit. `done` gets the Ack once it is on the disk, or the StoreError that has prevented it.

        Commits of one lease are written in the order in which they were asked for.
        """
        with self._turn:
            if self._closing:
                raise StoreError("closed", f"The store {self.store.where} has been closed.")
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="perdure-writer", daemon=True)
                self._thread.start()
            self._waiting.append((Request(lease, delta), done))
            self._turn.notify_all()

    def write(self, lease: Lease, delta: Delta) -> Ack | StoreError:
        """Commits at once on the caller's own thread, behind all that was asked for before; for when nobody else waits.

        Saves the way to the writer's thread and back, which costs as much as a quick disk.
        """
        self.flush()
        return self._written([Request(lease, delta)])[0]

    def flush(self, timeout_s: float | None = None) -> bool:
        """Waits until all that was asked for has been answered; False when the time was too short."""
        with self._turn:
            return self._turn.wait_for(lambda: not self._waiting and not self._busy, timeout_s)

    def close(self, timeout_s: float | None = None) -> None:
        """Writes what waits, then ends the thread."""
        with self._turn:
            self._closing = True
            self._turn.notify_all()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout_s)

    def _run(self) -> None:
        while True:
            with self._turn:
                self._busy = False
                self._turn.notify_all()
                self._turn.wait_for(lambda: self._waiting or self._closing)
                if not self._waiting:
                    return
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), BATCH_MAX))]
                self._busy = True
            for (_, done), answer in zip(batch, self._written([request for request, _ in batch]), strict=True):
                done(answer)

    def _written(self, requests: list[Request]) -> list[Ack | StoreError]:
        try:
            return self.store.commit(requests)
        except StoreError as fault:
            return [fault] * len(requests)
        except Exception as fault:  # a fault of ours: the askers must not wait for ever
            return [StoreError("failed", f"The store {self.store.where} failed: {fault!r}.")] * len(requests)
