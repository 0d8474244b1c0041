"""The workflows of the documents that this project was made from, killed right behind each of their checkpoints.

    python -m tests.kills --seeds [WORD ...]

`seeds/` holds each block as it is printed (item counts cut down where a comment says so) with a call, and beside it the stubs
that it needs. Each is run undisturbed, then once for every checkpoint (50 spread evenly where there are more): the process
dies when the checkpoint is on the disk, and another one goes on. Outputs, files and the stubs' calls must be the same; only
calls of branches that were under way at the checkpoint may come again.
"""

import json
import re
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import attrs

from perdure.runtime.testing.slot import Slot
from tests.kills.place import Broken, Place

FOLDER = Path(__file__).parent / "seeds"
KILLS_MAX = 50  # of one block
LOG = "calls.jsonl"
MASKS = {"000-15-process-servers-parallel": (r"\(Worker: .*\)", "(Worker)")}  # a time stands there
COUNTED_BY_MANY = (
    "000-27-progress-tracking-2"  # 25 branches count: a line may be left out or come twice, so its shape counts
)


@attrs.frozen
class Seed:
    """A block. `name`: of its files."""

    name: str

    @property
    def ordered(self) -> bool:
        """Tells whether outputs and calls come in one order."""
        return "parallel" not in (FOLDER / f"{self.name}.ps1").read_text(encoding="utf-8").lower()

    def told_of(self, lines: Iterable[str], cwd: Path) -> list[str]:
        """Gives output lines as they compare."""
        found = [line.replace(str(cwd), ".") for line in lines]
        if self.name in MASKS:
            found = [re.sub(*MASKS[self.name], line) for line in found]
        if self.name == COUNTED_BY_MANY:
            return sorted({re.sub(r"[\d.]+", "N", line) for line in found})
        return found if self.ordered else sorted(found)


@attrs.define
class Told:
    """What came of a run: outputs as the store has them and as `perdure output` shows them, calls, files left behind."""

    outputs: list[str]
    shown: list[str]
    calls: list[str]
    files: dict[str, str]
    checkpoints: int


@attrs.define
class Verdict:
    """What one kill showed: was the process killed at all, which calls came again, what is wrong."""

    seed: Seed
    at: int
    killed: bool = False
    again: int = 0
    problems: list[str] = attrs.field(factory=list)


def seeds(words: list[str]) -> list[Seed]:
    """Gives the blocks, those whose name holds one of the words."""
    names = sorted(path.stem for path in FOLDER.glob("*.ps1"))
    return [Seed(name) for name in names if not words or any(word in name for word in words)]


class SeedRun(Place):
    """One block in a folder of its own."""

    def __init__(self, seed: Seed, slot: Slot) -> None:
        super().__init__(slot, {})
        self.seed = seed
        self.cwd.mkdir()
        for path in FOLDER.glob(f"{seed.name}.ps*1"):
            shutil.copy(path, self.cwd)

    def first(self, checkpoint: int = 0) -> int:
        """Runs the block's first process, killed behind that checkpoint; gives its exit status."""
        stub = f"{self.seed.name}.psm1"
        options = ["--stub-log", LOG, *(["--stub", stub] if (self.cwd / stub).exists() else [])]
        fault = {"PERDURE_FAULT": f"kill-checkpoint:{checkpoint}"} if checkpoint else {}
        pid, _ = self.start(["run", *options, f"{self.seed.name}.ps1"], fault)
        return self.end(pid)

    def finish(self) -> Told:
        """Goes on with the job where it is not completed; gives what came of it."""
        (job,) = self.jobs()
        if job["state"] != "Completed":
            self.text("resume", str(job["id"]))
            (job,) = self.jobs()
        if job["state"] != "Completed":
            raise Broken(f"the job is {job['state']}: {self.remarks()}")
        outputs, shown = self.outputs(job["id"]), self.text("output", str(job["id"])).splitlines()
        return Told(
            self.seed.told_of(outputs, self.cwd),
            self.seed.told_of(shown, self.cwd),
            self.calls() if self.seed.ordered else sorted(self.calls()),
            self.files(),
            job["checkpoints"],
        )

    def calls(self, since_ms: int = 0) -> list[str]:
        """Gives the stubs' calls so far, each as text; those that began at or behind a moment."""
        path = self.cwd / LOG
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
        return [
            json.dumps([row["name"], row["parameters"], row["arguments"]], sort_keys=True)
            for row in rows
            if datetime.fromisoformat(row["time"]).timestamp() * 1000 >= since_ms
        ]

    def files(self) -> dict[str, str]:
        """Gives the files that the block has written."""
        paths = sorted(path for path in self.cwd.rglob("*") if path.is_file() and path.name != LOG)
        return {str(path.relative_to(self.cwd)): path.read_text(encoding="utf-8") for path in paths}

    def unfinished(self) -> Callable[[str], bool]:
        """Tells of a call whether it was not finished at the last checkpoint: begun behind it (other branches go on while
        it is written), or with a value of a branch that was live there, the first branch aside."""
        (job,) = self.jobs()
        last = self.ask("checkpoints", str(job["id"]), "--json")[-1]
        branches = self.ask("show", str(job["id"]), "--at", str(last["number"]), "--json")["branches"]
        live = {text for b in branches[1:] for name in b["own"] for text in texts_in(b["variables"][name])}
        late = set(self.calls(last["madeMs"]))
        return lambda call: call in late or bool(texts_in(json.loads(call)) & live)


def texts_in(value: Any) -> set[str]:
    """Gives all single values inside a JSON value, as texts."""
    if isinstance(value, dict):
        return {text for part in value.values() for text in texts_in(part)}
    if isinstance(value, list):
        return {text for part in value for text in texts_in(part)}
    return {str(value)}


def undisturbed(seed: Seed, slot: Slot) -> Told:
    """Runs a block to its end; Broken where even that fails."""
    run = SeedRun(seed, slot)
    try:
        status = run.first()
        if status != 0:
            raise Broken(f"{seed.name}: exit status {status}: {run.remarks()}")
        return run.finish()
    finally:
        run.close()


def killed(seed: Seed, at: int, whole: Told, slot: Slot) -> Verdict:
    """Runs a block that dies behind its `at`-th checkpoint, has another process go on, and compares."""
    run, verdict = SeedRun(seed, slot), Verdict(seed, at)
    try:
        status = run.first(at)
        verdict.killed = status == -signal.SIGKILL
        unfinished = run.unfinished() if verdict.killed else _none
        told = run.finish()
        again = list((Counter(told.calls) - Counter(whole.calls)).elements())
        verdict.again = len(again)
        verdict.problems = problems(told, whole, [call for call in again if not unfinished(call)])
    except Broken as fault:
        verdict.problems = [str(fault)]
    finally:
        run.close()
    return verdict


def _none(_call: str) -> bool:
    return False


def problems(told: Told, whole: Told, again: list[str]) -> list[str]:
    """Gives what is wrong with a run that was killed, beside an undisturbed one; `again`: calls that may not come twice."""
    found = []
    for what, mine, theirs in (
        ("outputs", told.outputs, whole.outputs),
        ("what is shown", told.shown, whole.shown),
    ):
        if mine != theirs:
            lost, more = Counter(theirs) - Counter(mine), Counter(mine) - Counter(theirs)
            found.append(f"{what}: lost {dict(lost)}, more {dict(more)}" if lost or more else f"{what}: another order")
    if told.files != whole.files:
        found.append(f"other files: {sorted(set(told.files.items()) ^ set(whole.files.items()))}")
    missing = Counter(whole.calls) - Counter(told.calls)
    if missing:
        found.append(f"never called: {sorted(missing)}")
    if again:
        found.append(f"finished before the checkpoint and called again: {again}")
    return found


def moments(count: int) -> list[int]:
    """Gives the checkpoints behind which a block of so many is killed."""
    if count <= KILLS_MAX:
        return list(range(1, count + 1))
    return sorted({1 + round(n * (count - 1) / (KILLS_MAX - 1)) for n in range(KILLS_MAX)})


def run_seeds(words: list[str], slots: Any) -> int:
    """Runs all blocks and kills, prints the table; gives the number of failures."""
    chosen = seeds(words)
    wholes = dict(zip(chosen, slots.each(undisturbed, chosen), strict=True))
    plans = [(seed, at) for seed in chosen for at in moments(wholes[seed].checkpoints)]
    verdicts: list[Verdict] = list(
        slots.each(lambda plan, slot: killed(plan[0], plan[1], wholes[plan[0]], slot), plans)
    )
    rows = []
    for seed in chosen:
        mine = [verdict for verdict in verdicts if verdict.seed == seed]
        bad = [verdict for verdict in mine if verdict.problems]
        for verdict in bad:
            for problem in verdict.problems:
                print(f"FAILED {seed.name}, killed behind checkpoint {verdict.at}: {problem}", flush=True)
        died, again = sum(v.killed for v in mine), sum(v.again for v in mine)
        rows.append((seed.name, wholes[seed].checkpoints, died, len(wholes[seed].calls), again, len(bad)))
    total = [sum(row[i] for row in rows) for i in range(1, 6)]  # type: ignore[misc]
    head = ("block", "checkpoints", "kills", "calls", "again in flight", "failures")
    width = max(len(row[0]) for row in rows)
    for row in [head, *rows, (f"{len(rows)} blocks", *total)]:
        print(f"{row[0]:{width}}" + "".join(f"{cell:>17}" for cell in row[1:]))
    missed = len(plans) - total[1]
    if missed:
        print(f"{missed} runs had ended before their checkpoint: branches share commits, so their number varies")
    return int(total[4])
