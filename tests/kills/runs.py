"""One run of a sample: started, perhaps killed, resumed until it ends, and held against what an undisturbed run does."""

import os
import select
import shutil
import signal
import statistics
import threading
import time
from collections import Counter
from pathlib import Path

import attrs

from perdure.runtime.testing.slot import Slot
from tests.kills.place import Broken, Place
from tests.kills.samples import Sample

ROOT = Path(__file__).resolve().parents[2]
PACE_MS = 15
WAIT_S = 0.02  # the process is looked for so often
RESUMES_MAX = 12
COMPLETED, SUSPENDED = 0, 3


@attrs.define
class Told:
    """What came of a run.

    `outputs` as the store keeps them, `shown` all lines of standard output, `effects` the lines of effects.log;
    `checkpoints` made in all. Of the moment of the kill: `kept` outputs and `made` checkpoints were in the store, and
    `within` tells whether a commit was going on.
    """

    outputs: list[str] = attrs.field(factory=list)
    shown: list[str] = attrs.field(factory=list)
    effects: list[str] = attrs.field(factory=list)
    checkpoints: int = 0
    elapsed_s: float = 0.0
    commit_at_s: list[float] = attrs.field(factory=list)
    commit_s: float = 0.001  # how long a commit takes, the median
    killed: bool = False
    kept: list[str] = attrs.field(factory=list)
    made: int = 0
    within: bool = False
    resumes: int = 0


class Run(Place):
    """A sample in a folder of its own, with a store of its own."""

    def __init__(self, sample: Sample, slot: Slot, fault: str | None = None) -> None:
        super().__init__(slot, {"SAMPLE_PACE": str(PACE_MS)})
        self.sample, self.fault = sample, fault
        self.trace = self.cwd.parent / "trace"
        shutil.copytree(ROOT / "samples" / sample.folder, self.cwd)
        self.told = Told()

    def ended(self, arguments: list[str], variables: dict[str, str]) -> int:
        """Runs a process to its end and keeps what it has shown; gives its exit status."""
        return self._end(*self.start(arguments, variables))

    def _end(self, pid: int, out: Path) -> int:
        status = self.end(pid)
        self.told.shown += out.read_text(encoding="utf-8").splitlines()
        return status

    def first(self, kill_after_s: float | None = None, kill_in_commit: int | None = None, wait_s: float = 0.0) -> int:
        """Runs the sample's first process; gives its exit status.

        Args:
            kill_after_s: seconds after the start at which it is killed.
            kill_in_commit: it is killed `wait_s` behind the beginning of that commit (counted from 1).
        """
        if self.fault is None:
            os.mkfifo(self.trace)
        variables = {"PERDURE_FAULT": self.fault or f"trace:{self.trace}"}
        pid, out = self.start(["run", self.sample.file, *self.sample.arguments], variables)
        watch = _Watch(self.trace, pid, kill_after_s, kill_in_commit, wait_s) if self.fault is None else None
        status = self._end(pid, out)
        if watch is not None:
            watch.join()
            self.told.commit_at_s, self.told.elapsed_s, self.told.within = watch.began_s, watch.elapsed_s, watch.within
            self.told.commit_s = statistics.median(watch.lasted_s or [self.told.commit_s])
        self.told.killed = status == -signal.SIGKILL
        if self.told.killed:
            jobs = self.jobs()
            if jobs:
                self.told.kept = self.outputs(jobs[0]["id"])
                self.told.made = jobs[0]["checkpoints"]
        return status

    def finish(self, status: int) -> None:
        """Resumes the job until it is completed; starts the sample anew where it died before there was a job.

        Raises:
            Broken: a resume fails, or there is no end to it.
        """
        for _ in range(RESUMES_MAX):
            if status == COMPLETED:
                break
            if status not in (SUSPENDED, -signal.SIGKILL):
                raise Broken(f"exit status {status}: {self.remarks()}")
            self.sample.between(self.cwd)
            jobs = self.jobs()
            if jobs and jobs[0]["state"] == "Completed":
                break  # it died behind its last commit, so nothing is left to do
            self.told.resumes += 1
            start = ["resume", str(jobs[0]["id"])] if jobs else ["run", self.sample.file, *self.sample.arguments]
            status = self.ended(start, {})
        else:
            raise Broken(f"not completed after {RESUMES_MAX} resumes")
        (job,) = self.jobs()
        self.told.checkpoints = job["checkpoints"]
        if job["state"] != "Completed":
            raise Broken(f"exit status 0, but the job is {job['state']}")
        self.told.outputs = self.outputs(job["id"])
        path = self.cwd / "effects.log"
        self.told.effects = path.read_text(encoding="utf-8").splitlines() if path.exists() else []


class _Watch(threading.Thread):
    """Reads the store's trace as it is written, and kills the process at its moment."""

    def __init__(self, trace: Path, pid: int, after_s: float | None, commit: int | None, wait_s: float) -> None:
        super().__init__(daemon=True)
        self.trace, self.pid, self.commit, self.wait_s = trace, pid, commit, wait_s
        self.began_s: list[float] = []
        self.lasted_s: list[float] = []
        self.elapsed_s, self.within = 0.0, False
        self._start_s = time.monotonic()
        self._timer = threading.Timer(after_s, self._kill) if after_s is not None else None
        if self._timer is not None:
            self._timer.start()
        self.start()

    def run(self) -> None:
        """Reads until the process has ended."""
        reading = os.open(self.trace, os.O_RDONLY | os.O_NONBLOCK)
        try:
            self._read(reading)
        finally:
            os.close(reading)
            if self._timer is not None:
                self._timer.cancel()
            self.elapsed_s = time.monotonic() - self._start_s

    def _read(self, reading: int) -> None:
        rest = b""
        while True:
            alive = _alive(self.pid)  # asked first: what it wrote before its end is still to be read
            try:
                got = os.read(reading, 4096)
            except BlockingIOError:
                if not alive:
                    return
                select.select([reading], [], [], WAIT_S)  # woken by the first byte: a commit is short
                continue
            if not got:
                if not alive:
                    return
                time.sleep(0.0003)
                continue
            *lines, rest = (rest + got).split(b"\n")
            for line in lines:
                if line == b"commit":
                    self.within = True
                    self.began_s.append(time.monotonic() - self._start_s)
                    if len(self.began_s) == self.commit:
                        time.sleep(self.wait_s)
                        self._kill()
                elif line == b".commit":
                    self.within = False
                    self.lasted_s.append(time.monotonic() - self._start_s - self.began_s[-1])

    def _kill(self) -> None:
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def _alive(pid: int) -> bool:
    """Tells whether a process runs that is no child of ours (a dead one is reaped by its parent at once)."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def problems(sample: Sample, told: Told, whole: Told) -> list[str]:
    """Gives what is wrong with a run, beside an undisturbed one: lost or doubled outputs, work done again."""
    found = []
    if (told.outputs if sample.ordered else sorted(told.outputs)) != (
        whole.outputs if sample.ordered else sorted(whole.outputs)
    ):
        lost, more = Counter(whole.outputs) - Counter(told.outputs), Counter(told.outputs) - Counter(whole.outputs)
        found.append(
            f"outputs: lost {dict(lost)}, doubled {dict(more)}" if lost or more else "outputs in another order"
        )
    unseen = Counter(whole.outputs).keys() - Counter(told.shown).keys()
    if unseen:
        found.append(f"never shown: {sorted(unseen)}")
    counts = Counter(told.effects)
    missing = set(whole.effects) - set(told.effects)
    if missing:
        found.append(f"never done: {sorted(missing)}")
    proved = {effect for line in told.kept for effect in sample.proves(line)}
    again = sorted(effect for effect in proved if counts[effect] != 1)
    if again:
        found.append(f"finished before the last checkpoint and done again: {again}")
    kept = Counter(told.kept) - Counter(told.outputs)
    if kept:
        found.append(f"kept at the kill and gone at the end: {dict(kept)}")
    return found
