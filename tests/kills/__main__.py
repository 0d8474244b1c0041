"""Kills runs of the samples and checks what becomes of them.

    python -m tests.kills [--kills N] [--seed N] [--no-sweep] [--sweep-only] [-j N]        (`make kills`)
    python -m tests.kills --seeds [WORD ...]        the documents' workflows, killed behind each checkpoint; see seed_runs.py

Each of N kills has a seed of its own, from which sample and moment follow: a random time, a random time between the first and
the last commit, or a random moment behind the beginning of a random commit. `--seed N` repeats that one. The sweep lets one
sample die before, within and after every single call of its store.
"""

import argparse
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs

from perdure.runtime.testing.slot import Slot
from tests.kills.place import Broken
from tests.kills.runs import Run, Told, problems
from tests.kills.samples import SAMPLES, Sample
from tests.kills.seed_runs import run_seeds

BETWEEN_MIN, WITHIN_MIN = 0.5, 0.1  # shares of all kills that must fall there
COMMIT_LENGTHS = 1.5  # a kill in a commit falls within so many of its usual lengths


@attrs.frozen
class Verdict:
    """What one killed run showed."""

    label: str
    sample: str
    told: Told
    problems: list[str]

    def place(self) -> str:
        """Says where the kill fell: before the first checkpoint, between, after the last, or too late."""
        if not self.told.killed:
            return "not killed: had ended"
        if self.told.made == 0:
            return "before the first checkpoint"
        return "between first and last" if self.told.made < self.told.checkpoints else "after the last checkpoint"


def undisturbed(sample: Sample, slot: Slot) -> Told:
    """Runs a sample to its end without a kill; Broken where even that fails."""
    run = Run(sample, slot)
    try:
        status = run.first()
        run.finish(status)
        return run.told
    finally:
        run.close()


def killed(seed: int, wholes: dict[str, Told], slot: Slot) -> Verdict:
    """Runs the sample that the seed names and kills it at the seed's moment."""
    chance = random.Random(seed)
    sample = chance.choice(SAMPLES)
    whole = wholes[sample.folder]
    commits = whole.commit_at_s or [0.0]
    run, kind = Run(sample, slot), chance.random()
    try:
        if kind < 0.1:
            status = run.first(kill_after_s=chance.uniform(0, whole.elapsed_s))
        elif kind < 0.55:
            status = run.first(kill_after_s=chance.uniform(commits[0], commits[-1]))
        else:
            wait_s = chance.uniform(0, COMMIT_LENGTHS * whole.commit_s)
            status = run.first(kill_in_commit=chance.randint(1, len(commits)), wait_s=wait_s)
        run.finish(status)
        return Verdict(f"--seed {seed}", sample.folder, run.told, problems(sample, run.told, whole))
    except Broken as fault:
        return Verdict(f"--seed {seed}", sample.folder, run.told, [str(fault)])
    finally:
        run.close()


def faulted(sample: Sample, fault: str, whole: Told, slot: Slot) -> Verdict:
    """Runs a sample whose store has a fault (see stores/faulty.py), and resumes it without."""
    run = Run(sample, slot, fault)
    try:
        run.finish(run.first())
        return Verdict(fault, sample.folder, run.told, problems(sample, run.told, whole))
    except Broken as broken:
        return Verdict(fault, sample.folder, run.told, [str(broken)])
    finally:
        run.close()


def calls_of(sample: Sample, slot: Slot) -> list[str]:
    """Gives the names of the store calls that an undisturbed run makes."""
    run = Run(sample, slot, "")
    counted = Path(run.cwd.parent, "calls")
    run.fault = f"count:{counted}"
    try:
        run.finish(run.first())
        return counted.read_text(encoding="utf-8").split()
    finally:
        run.close()


class Slots:
    """A slot for each thread."""

    def __init__(self, count: int) -> None:
        self.free = [Slot() for _ in range(count)]
        self.all = list(self.free)
        self.threads = ThreadPoolExecutor(count)

    def each(self, work, items):  # type: ignore[no-untyped-def]
        """Gives work(item, slot) for each item, several at once, in order."""

        def one(item):  # type: ignore[no-untyped-def]
            slot = self.free.pop()
            try:
                return work(item, slot)
            finally:
                self.free.append(slot)

        return self.threads.map(one, items)

    def close(self) -> None:
        """Ends all processes."""
        self.threads.shutdown()
        for slot in self.all:
            slot.close()


def tell(verdict: Verdict) -> bool:
    """Prints what is wrong with a run; tells whether something is."""
    for problem in verdict.problems:
        print(f"FAILED {verdict.label} ({verdict.sample}, {verdict.place()}): {problem}", flush=True)
    return bool(verdict.problems)


def random_kills(seeds: list[int], wholes: dict[str, Told], slots: Slots) -> int:
    """Kills once for each seed and prints the spread; gives the number of failures."""
    wanted, seed = len(seeds), seeds[-1]
    places: dict[str, int] = {}
    within = failures = done = late = 0
    while seeds:
        for verdict in slots.each(lambda s, slot: killed(s, wholes, slot), seeds):
            failures += tell(verdict)
            late += not verdict.told.killed
            if verdict.told.killed or wanted == 1:
                places[verdict.place()] = places.get(verdict.place(), 0) + 1
                done += 1
            within += verdict.told.killed and verdict.told.within
        print(f"  {done} of {wanted}", flush=True)
        missing = wanted - done if late < 2 * wanted else 0  # runs that ended before their moment are made up for
        seeds = list(range(seed + 1, seed + 1 + missing))
        seed += missing
    print(f"{done} kills at random moments, up to seed {seed}; {late} more runs had ended before their moment:")
    for place, count in sorted(places.items()):
        print(f"  {count:4} {place}")
    print(f"  {within:4} within a commit")
    print(f"  {failures:4} failures")
    if wanted >= 100 and (
        places.get("between first and last", 0) < BETWEEN_MIN * wanted or within < WITHIN_MIN * wanted
    ):
        print("the kills are not spread as they must be: half between the checkpoints, a tenth within commits")
        failures += 1
    return failures


def sweep(sample: Sample, whole: Told, slots: Slots) -> int:
    """Lets the sample die at every call of its store; gives the number of failures."""
    calls = calls_of(sample, slots.all[0])
    faults = [
        f"{kind}:{at}" for at in range(1, len(calls) + 1) for kind in ("kill-before", "kill-within", "kill-after")
    ]
    verdicts = list(slots.each(lambda fault, slot: faulted(sample, fault, whole, slot), faults))
    failures = sum(tell(verdict) for verdict in verdicts)
    died = sum(verdict.told.killed for verdict in verdicts)
    print(f"sweep of {sample.folder}: {len(calls)} store calls, {len(faults)} runs, {died} died, {failures} failures")
    return failures


def main() -> int:
    """Runs what the arguments ask for; exit status 1 where something was lost, doubled or done again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, help="repeat one kill")
    parser.add_argument("--from-seed", type=int, help="the first seed; random without it")
    parser.add_argument("--no-sweep", action="store_true")
    parser.add_argument("--sweep-only", action="store_true")
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument(
        "--seeds", nargs="*", metavar="WORD", help="the documents' workflows, those whose name has a word"
    )
    told = parser.parse_args()
    slots = Slots(told.j)
    try:
        if told.seeds is not None:
            return 1 if run_seeds(told.seeds, slots) else 0
        wholes = dict(
            zip((s.folder for s in SAMPLES), slots.each(lambda s, slot: undisturbed(s, slot), SAMPLES), strict=True)
        )
        failures = 0
        if not told.sweep_only:
            first = told.from_seed if told.from_seed is not None else random.randrange(10**8)
            seeds = [told.seed] if told.seed is not None else list(range(first, first + told.kills))
            failures += random_kills(seeds, wholes, slots)
        if told.seed is None and not told.no_sweep:
            failures += sweep(SAMPLES[0], wholes[SAMPLES[0].folder], slots)
    except Broken as fault:
        print(f"an undisturbed run fails: {fault}")
        return 1
    finally:
        slots.close()
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
