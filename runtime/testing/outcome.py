"""Runs any case in a slot and tells what came of it."""

import time

import attrs

from perdure.runtime.testing.cases import Case
from perdure.runtime.testing.commands import run_commands
from perdure.runtime.testing.processes import run_processes
from perdure.runtime.testing.slot import Slot
from perdure.runtime.testing.transcript import (
    Difference,
    Transcript,
    compare_cli,
    compare_plain,
    compare_process,
    reason_of,
)


@attrs.frozen
class Outcome:
    """What came of a case: the differences, or the fault that kept it from being compared; none of both is a pass."""

    case: Case
    differences: tuple[Difference, ...] = ()
    fault: str | None = None
    traceback: str = ""
    elapsed_s: float = 0.0

    @property
    def passed(self) -> bool:
        """Tells whether everything was as expected."""
        return not self.differences and self.fault is None

    def reason(self) -> str:
        """Gives one line that says why it failed."""
        return self.fault if self.fault is not None else reason_of(self.differences)


def run_case(
    case: Case, slot: Slot, checkpoints: str | None = None, plain_s_max: float = 20.0, process_s_max: float = 60.0
) -> Outcome:
    """Runs a case and compares every stream of every process.

    Args:
        checkpoints: never, marks or every, for cases of kind `processes`.
        plain_s_max, process_s_max: seconds that a plain case, and each process of another, may take.
    """
    began = time.monotonic()
    try:
        if case.kind == "plain":
            answer = slot.run_plain(case.processes[0].script, plain_s_max)
            if "fault" in answer:
                return Outcome(case, (), answer["fault"], answer.get("traceback", ""), time.monotonic() - began)
            differences = compare_plain(case.processes[0], answer["transcript"])
        elif case.kind == "cli":
            differences = _compare(case, run_commands(case, slot, process_s_max))
        else:
            differences = _compare(case, run_processes(case, slot, process_s_max, checkpoints))
    except RuntimeError as fault:
        slot.reset()
        return Outcome(case, (), str(fault))
    return Outcome(case, tuple(differences), elapsed_s=time.monotonic() - began)


def _compare(case: Case, transcripts: list[Transcript]) -> list[Difference]:
    compare = compare_cli if case.kind == "cli" else compare_process
    differences: list[Difference] = []
    for index, process in enumerate(case.processes):
        actual = transcripts[index] if index < len(transcripts) else {"not run": ["an earlier process timed out"]}
        differences += compare(index, process, actual)
        if "timed out" in actual:
            differences.append(Difference(index, "time", [], actual["timed out"]))
    return differences
