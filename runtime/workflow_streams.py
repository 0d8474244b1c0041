"""What a job has put out: one list of entries for all streams, in the order of arrival, with what became of each.

An entry is received once handed out, and saved once a commit holds it. Entries of an activity that still runs are not
saved: it will put them out again after a resume. Any thread may add.
"""

import threading
from collections.abc import Callable, Iterable
from typing import Any

STREAMS = ("Output", "Error", "Verbose", "Debug", "Warning", "Progress", "Information")


class Entry:
    """One object in a stream. `owner`: the running activity that it came from, None once that is over."""

    __slots__ = ("stream", "value", "owner", "received", "seq")

    def __init__(self, stream: str, value: Any, owner: Any = None) -> None:
        self.stream, self.value, self.owner = stream, value, owner
        self.received = False
        self.seq = 0  # its number in the store, 0 = not saved yet


class JobStreams:
    """The entries of one job: `waiting` have not been received, `fresh` not been saved; many are both.

    `listener` takes (stream, value) of each new entry at once: a synchronous caller. `noted` is called behind each one.
    """

    def __init__(
        self, noted: Callable[[], None], listener: Callable[[Any], None] | None = None, keep: bool = False
    ) -> None:
        """`keep`: for a later save; the streams of a job that is never saved hand on and forget."""
        self.lock = threading.Lock()
        self.noted = noted
        self.waiting: list[Entry] = []
        self.fresh: list[Entry] = []
        self.listener = listener
        self.last_seq = 0  # the highest number of an output that was saved or read from the store
        self.keep = keep

    def put(self, stream: str, value: Any, owner: Any = None) -> None:
        """Adds an object."""
        with self.lock:
            if owner is not None and owner.dropped:
                return
            if stream.startswith("Note"):
                if self.listener is not None:
                    self.listener((stream, value))
                return
            entry = Entry(stream, value, owner)
            if self.listener is not None:
                entry.received = True
                self.listener((stream, value))
            else:
                self.waiting.append(entry)
            if self.keep:
                self.fresh.append(entry)
        self.noted()

    def settle(self, owner: Any) -> None:
        """Makes the entries of an activity that is over ordinary ones."""
        with self.lock:
            for entry in self.fresh:
                if entry.owner is owner:
                    entry.owner = None

    def take(self, streams: Iterable[str] = STREAMS, keep: bool = False) -> list[Entry]:
        """Gives the entries that nobody has received yet."""
        wanted = frozenset(streams)
        with self.lock:
            found = [e for e in self.waiting if e.stream in wanted]
            if not keep and found:
                for entry in found:
                    entry.received = True
                self.waiting = [e for e in self.waiting if not e.received]
            return found

    def unsaved(self) -> list[Entry]:
        """Gives what the next commit is to hold."""
        with self.lock:
            return [e for e in self.fresh if e.owner is None]

    def saved(self, entries: list[Entry], last_seq: int) -> list[int]:
        """Notes that a commit holds these entries; gives the numbers of those received since it was put together."""
        with self.lock:
            late = []
            self.last_seq = max(self.last_seq, last_seq)
            for seq, entry in enumerate(entries, last_seq - len(entries) + 1):
                entry.seq = seq
                if entry.received:
                    late.append(seq)
            self.fresh = [e for e in self.fresh if not e.seq]
            return late

    def add_stored(self, entries: list[Entry]) -> None:
        """Takes in what the store has of the job and this process did not know."""
        with self.lock:
            self.waiting += [e for e in entries if not e.received]
            self.last_seq = max([self.last_seq, *(e.seq for e in entries)])

    def roll_back(self) -> None:
        """Drops what no commit holds: the run has been taken back to its last checkpoint."""
        with self.lock:
            self.fresh = []
            self.waiting = [e for e in self.waiting if e.seq]
