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
    """The entries of one job. `listener` takes (stream, value) of each new entry at once: a synchronous
    caller. `noted` is called behind each new entry.
    """

    def __init__(self, noted: Callable[[], None], listener: Callable[[Any], None] | None = None) -> None:
        self.lock = threading.Lock()
        self.noted = noted
        self.entries: list[Entry] = []
        self.listener = listener
        self.closed = False
        self.last_seq = 0  # the highest number of an output that was saved or read from the store
        self.keep = True  # for a later save; a run that is never saved hands on and forgets

    def put(self, stream: str, value: Any, owner: Any = None) -> None:
        """Adds an object."""
        with self.lock:
            if self.closed or (owner is not None and owner.dropped):
                return
            if stream.startswith("Note"):
                if self.listener is not None:
                    self.listener((stream, value))
                return
            entry = Entry(stream, value, owner)
            if self.listener is not None:
                entry.received = True
                self.listener((stream, value))
            if self.keep:
                self.entries.append(entry)
        self.noted()

    def settle(self, owner: Any) -> None:
        """Makes the entries of an activity that is over ordinary ones."""
        with self.lock:
            for entry in reversed(self.entries):
                if entry.owner is owner:
                    entry.owner = None

    def take(self, streams: Iterable[str] = STREAMS, keep: bool = False) -> list[Entry]:
        """Gives the entries that nobody has received yet."""
        wanted = frozenset(streams)
        with self.lock:
            found = [e for e in self.entries if not e.received and e.stream in wanted]
            if not keep:
                for entry in found:
                    entry.received = True
            return found

    def unsaved(self) -> list[Entry]:
        """Gives what the next commit is to hold."""
        with self.lock:
            return [e for e in self.entries if not e.seq and e.owner is None]

    def saved(self, entries: list[Entry], last_seq: int) -> list[int]:
        """Notes that a commit holds these entries; gives the numbers of those received since it was put together."""
        with self.lock:
            late = []
            self.last_seq = max(self.last_seq, last_seq)
            for seq, entry in enumerate(entries, last_seq - len(entries) + 1):
                entry.seq = seq
                if entry.received:
                    late.append(seq)
            return late

    def forget(self) -> None:
        """Drops entries that are saved and received: the store has them."""
        with self.lock:
            self.entries = [e for e in self.entries if not (e.seq and e.received)]

    def roll_back(self) -> None:
        """Drops what no commit holds: the run has been taken back to its last checkpoint."""
        with self.lock:
            self.entries = [e for e in self.entries if e.seq]

    @property
    def waiting(self) -> bool:
        """Tells whether something has not been received (HasMoreData)."""
        with self.lock:
            return any(not e.received for e in self.entries)
