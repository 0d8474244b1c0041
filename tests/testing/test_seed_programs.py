"""Cases of seed-programs may fail only where they need jobs, thread jobs, ForEach-Object -Parallel or runspaces."""

import re
from pathlib import Path

from perdure.runtime.testing import known
from perdure.runtime.testing.cases import Case, read_cases

FOLDER = Path(__file__).parents[1] / "conformance"
NEEDS = {
    "jobs": r"\bStart-Job\b",
    "thread jobs": r"\bStart-ThreadJob\b",
    "parallel": r"(?<!foreach )-Parallel\b",
    "runspaces": r"\brunspacefactory\b",
}


def needs_of(case: Case) -> set[str]:
    text = "\n".join(line for line in case.processes[0].script.splitlines() if not line.lstrip().startswith("#"))
    return {need for need, pattern in NEEDS.items() if re.search(pattern, text, re.IGNORECASE)}


def cases() -> dict[str, list[Case]]:
    return {path.name: read_cases(path) for path in sorted((FOLDER / "seed-programs").glob("*.ps1"))}


def test_the_list_of_exempt_files_says_what_they_need() -> None:
    lines = (FOLDER / "seed-programs-needs.txt").read_text(encoding="utf-8").splitlines()
    told = dict(line.split(": ") for line in lines if not line.startswith("#"))
    needed = {name: {need for case in found for need in needs_of(case)} for name, found in cases().items()}
    assert told == {name: ", ".join(sorted(found)) for name, found in needed.items() if found}


def test_every_case_that_needs_none_of_it_passes() -> None:
    failing = {name for name in known.read(FOLDER / known.NAME) if name.startswith("seed-programs/")}
    free = [case for found in cases().values() for case in found if not needs_of(case)]
    assert len(free) >= 10
    assert [case.id for case in free if case.id in failing] == []
