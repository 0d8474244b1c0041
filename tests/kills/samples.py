"""What the harness knows of each sample: how it is started, and which effect an output proves to be finished.

An output that is in the store when the process dies proves that the work before it was finished before the last checkpoint;
that work may not be done again.
"""

import re
from collections.abc import Callable
from pathlib import Path

import attrs


@attrs.frozen
class Sample:
    """A sample as the harness runs it.

    `proves` gives the lines of effects.log that an output line proves; `ordered` tells whether outputs come in one order;
    `between` is called before each resume (a person answers).
    """

    folder: str
    file: str
    arguments: tuple[str, ...]
    proves: Callable[[str], list[str]]
    ordered: bool = True
    between: Callable[[Path], None] = lambda folder: None


def _by_pattern(*rules: tuple[str, str]) -> Callable[[str], list[str]]:
    """Makes a proof from pattern and replacement; several lines of effects are parted by `;`."""

    def proves(line: str) -> list[str]:
        for pattern, told in rules:
            match = re.fullmatch(pattern, line)
            if match:
                return match.expand(told).split(";")
        return []

    return proves


def _batch(line: str) -> list[str]:
    found = re.fullmatch(r"Batch (\d+) to \d+", line)
    last = int(found[1]) - 1 if found else 12 if line.startswith("The sum") else 0
    return [f"item {number}" for number in range(1, last + 1)]


def _answer(folder: Path) -> None:
    (folder / "answer.txt").write_text("Ada\n", encoding="utf-8")


SAMPLES = (
    Sample(
        "deployment",
        "Deploy-MultiTierApplication.ps1",
        ("-Environment", "test"),
        _by_pattern(
            ("Database deployed", "end database sql-server/appdb-test"),
            ("Web tier deployed", "end vm rg-app/web01;end vm rg-app/web02"),
            ("Application tier deployed", "end vm rg-app/app01;end vm rg-app/app02"),
            ("Load balancer configured", "end balancer rg-app/lb-app"),
        ),
    ),
    Sample(
        "file-copy",
        "Copy-LargeFileSet.ps1",
        ("-Count", "15"),
        _by_pattern((r"Copied: (.*)", r"copied \1")),
        ordered=False,
    ),
    Sample(
        "servers",
        "Test-Servers.ps1",
        ("-Count", "10"),
        _by_pattern((r"(server\d+): .*", r"end \1")),
        ordered=False,
    ),
    Sample("batches", "Invoke-Batches.ps1", ("-Count", "12", "-BatchSize", "3"), _batch),
    Sample(
        "site-maintenance",
        "Invoke-SiteMaintenance.ps1",
        ("-Each", "4"),
        _by_pattern((r"((?:backup|clean-up|patches) of .*)", r"\1")),
        ordered=False,
    ),
    Sample(
        "approval",
        "Request-Budget.ps1",
        (),
        _by_pattern((r"(\w+) needs .*", r"estimate \1"), (r"ordered (\w+) .*", r"order \1")),
        between=_answer,
    ),
    Sample(
        "certificate",
        "Update-Certificate.ps1",
        ("-Times", "4", "-WaitSeconds", "0.1"),
        _by_pattern((r"renewed \w+, serial (\d+)", r"certificate \1")),
    ),
    Sample("inventory", "Get-Inventory.ps1", (), _by_pattern((r"(\w+): \d+ GB .*", r"fact \1"))),
)
