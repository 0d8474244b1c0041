"""Turns outcomes into text: figures for each folder, failures grouped by their first differing line, one case in full."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from perdure.runtime.testing.outcome import Outcome
from perdure.runtime.testing.transcript import Difference, compress_types


def figures(outcomes: Iterable[Outcome], shown_from: Path) -> list[str]:
    """Gives `FOLDER: P of N passed` for each folder, named as seen from `shown_from` where it lies below it."""
    counts: dict[Path, list[int]] = {}
    for outcome in outcomes:
        count = counts.setdefault(outcome.case.path.parent, [0, 0])
        count[0] += outcome.passed
        count[1] += 1
    return [
        f"{shown(folder, shown_from)}: {passed} of {all_} passed" for folder, (passed, all_) in sorted(counts.items())
    ]


def shown(folder: Path, shown_from: Path) -> str:
    """Gives a folder's path relative to `shown_from` where it lies below it."""
    return str(folder.relative_to(shown_from)) if folder.is_relative_to(shown_from) else str(folder)


def groups(outcomes: Iterable[Outcome], ids_max: int = 4) -> list[str]:
    """Gives the failures' reasons, the most frequent first, each with a few of the cases that it stopped.

    Reasons that differ only in numbers and in quoted words are one, unless they say what was not found; the first is shown.
    """
    reasons: dict[str, list[tuple[str, str]]] = {}
    for outcome in outcomes:
        if not outcome.passed:
            reason = outcome.reason()[:240]
            same = reason if "NotFound" in reason else re.sub(r"'[^']*'|\"[^\"]*\"|\d+", "~", reason)[:160]
            reasons.setdefault(same, []).append((reason, outcome.case.id))
    lines = []
    for _, found in sorted(reasons.items(), key=lambda item: -len(item[1])):
        ids = [name for _, name in found]
        lines.append(f"{len(ids):5}  {found[0][0]}")
        lines += [f"         {id_}" for id_ in ids[:ids_max]]
        if len(ids) > ids_max:
            lines.append(f"         ... and {len(ids) - ids_max} more")
    return lines


def full(outcome: Outcome) -> list[str]:
    """Gives the script of a case and, for each stream that differs, expected and actual lines side by side."""
    case = outcome.case
    lines = [f"{case.path}:{case.line}: {case.id}"]
    for index, process in enumerate(case.processes):
        head = f"process {index + 1}" + (f": {process.arguments}" if process.arguments else "")
        lines += [f"--- {head} ---"] if len(case.processes) > 1 or process.arguments else []
        lines += [f"{number:3} {text}" for number, text in enumerate(process.script.split("\n")[:-1], 1)]
    lines += [f"--- file {name} ---\n{text}" for name, text in case.files]
    return lines + explain(outcome)


def explain(outcome: Outcome) -> list[str]:
    """Gives what differed, without the script."""
    if outcome.passed:
        return ["passed"]
    if outcome.fault is not None:
        return [outcome.fault, outcome.traceback]
    return [line for difference in outcome.differences for line in _side_by_side(difference)]


def _side_by_side(difference: Difference) -> Sequence[str]:
    expected, actual = difference.expected, difference.actual
    lines = [f"=== {difference.stream}" + (f" of process {difference.process + 1}" if difference.process else "")]
    if difference.stream == "types":
        return [*lines, f"  - {compress_types(expected)}", f"  + {compress_types(actual)}"]
    for i in range(max(len(expected), len(actual))):
        wanted = expected[i] if i < len(expected) else None
        got = actual[i] if i < len(actual) else None
        if wanted == got:
            lines.append(f"    {wanted}")
            continue
        lines += [f"  - {wanted}"] if wanted is not None else []
        lines += [f"  + {got}"] if got is not None else []
    return lines
