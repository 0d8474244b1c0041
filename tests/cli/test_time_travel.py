"""Time travel at the command line: checkpoints are listed, shown, held against each other, and new jobs start from them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from perdure.runtime.testing.slot import Slot, base_environment

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]

COUNT = """\
workflow Count {
    param([int]$To = 3, [ValidateSet('a', 'b')][string]$Tag = 'a')
    $sum = 0
    foreach ($n in 1..$To) {
        $sum = $sum + $n
        "sum $sum"
        Checkpoint-Workflow
    }
    "end $sum $Tag"
}
"""
NESTED = """\
workflow Inner {
    param($Start)
    $deep = @{ Value = $Start }
    Checkpoint-Workflow
    $deep = 'later'
    Checkpoint-Workflow
    "deep $deep"
}
workflow Nested {
    $outer = 'first'
    parallel {
        sequence { $left = 1; Inner -Start 5; "left $left" }
        sequence { $right = 2; Suspend-Workflow; "right $right" }
    }
    "end $outer"
}
"""
WAITING = """\
workflow Waiting {
    $step = 1
    Checkpoint-Workflow
    while (-not (Test-Path go)) { Start-Sleep -Milliseconds 20 }
    "step $step"
}
"""
FAILING = """\
workflow Failing {
    $n = 1
    Checkpoint-Workflow
    'before'
    Checkpoint-Workflow
    if ($n -eq 1) { throw 'broken' }
    'after'
}
"""


class Line:
    """Runs perdure in a folder with a store of its own."""

    def __init__(self, folder: Path, slot: Slot) -> None:
        self.folder, self.slot = folder, slot
        self.environment = {**base_environment(), "PERDURE_STORE": str(folder / "jobs.db")}

    def write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def __call__(self, *arguments: str) -> tuple[int | None, str, str]:
        """Gives exit status, standard output and standard error."""
        out, err = self.folder / "out", self.folder / "err"
        out.write_text("")
        err.write_text("")
        request = {"argv": list(arguments), "cwd": str(self.folder), "env": self.environment, "stdin": os.devnull}
        self.slot.start({**request, "stdout": str(out), "stderr": str(err)})
        status = self.slot.wait(60.0)
        return status, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")

    def ok(self, *arguments: str) -> str:
        """Gives what is shown by a call that succeeds."""
        status, shown, remarks = self(*arguments)
        assert status == 0, remarks
        return shown

    def told(self, *arguments: str) -> Any:
        return json.loads(self.ok(*arguments, "--json"))

    def refused(self, *arguments: str) -> str:
        """Gives what is said by a call that is refused."""
        status, _, remarks = self(*arguments)
        assert status in (4, 64), status
        assert "Traceback" not in remarks
        return remarks


@pytest.fixture(scope="module")
def slot() -> Iterator[Slot]:
    made = Slot()
    yield made
    made.close()


@pytest.fixture
def line(tmp_path: Path, slot: Slot) -> Line:
    return Line(tmp_path, slot)


@pytest.fixture
def counted(line: Line) -> Line:
    """A completed job 1 with the checkpoints 1 to 4."""
    line.ok("run", line.write("Count.ps1", COUNT))
    return line


def test_checkpoints_tell_when_where_and_how_large(counted: Line) -> None:
    rows = counted.told("checkpoints", "1")
    assert [(row["number"], row["line"], row["text"], row["outputs"]) for row in rows] == [
        (1, 1, "workflow Count {", 0),
        (2, 7, "Checkpoint-Workflow", 1),
        (3, 7, "Checkpoint-Workflow", 2),
        (4, 7, "Checkpoint-Workflow", 3),
    ]
    assert all(row["bytes"] > 100 and row["script"].endswith("Count.ps1") for row in rows)
    assert sorted(row["made"] for row in rows) == [row["made"] for row in rows]
    shown = counted.ok("checkpoints", "1").splitlines()
    assert shown[0].split() == ["Checkpoint", "Made", "Bytes", "Outputs", "Where"]
    assert shown[2].startswith("2 ")
    assert shown[2].endswith("Count.ps1:7: Checkpoint-Workflow")


def test_the_text_of_a_place_is_the_jobs_own(counted: Line) -> None:
    counted.write("Count.ps1", "# another text\n" * 9)
    assert counted.told("checkpoints", "1")[0]["text"] == "workflow Count {"


def test_a_checkpoint_shows_places_and_variables(counted: Line) -> None:
    told = counted.told("show", "1", "--at", "3")
    (branch,) = told["branches"]
    assert (branch["workflow"], branch["line"], branch["variables"]) == (
        "Count", 7, {"To": 3, "Tag": "a", "sum": 3, "n": 2},
    )  # fmt: skip
    shown = counted.ok("show", "1", "--at", "3")
    assert "  branch 0 in Count at " in shown
    assert "    $sum = 3\n" in shown


def test_nested_workflows_and_parallel_branches_are_shown(line: Line) -> None:
    status, _, _ = line("run", line.write("Nested.ps1", NESTED))
    assert status == 3
    *_, last = line.told("checkpoints", "1")
    branches = line.told("show", "1", "--at", str(last["number"]))["branches"]
    found = {branch["own"][0]: branch for branch in branches}
    assert found["outer"]["variables"] == {"outer": "first"}
    assert found["right"]["variables"] == {"outer": "first", "right": 2}
    assert found["right"]["parent"] == 0
    rows = line.told("checkpoints", "1")
    two = next(row["number"] for row in rows if [b["workflow"] for b in row["branches"]][1:2] == ["Inner"])
    inner = line.told("show", "1", "--at", str(two))["branches"][1]
    assert (inner["workflow"], inner["variables"]) == ("Inner", {"Start": 5, "deep": {"Value": 5}})
    (caller,) = inner["callers"]
    assert (caller["workflow"], caller["line"], caller["variables"]) == ("Nested", 12, {"left": 1})
    assert "called in Nested at" in line.ok("show", "1", "--at", str(two))


def test_a_difference_names_what_was_added_removed_changed_and_put_out(counted: Line) -> None:
    told = counted.told("diff", "1", "1", "3")
    (change,) = told["branches"]
    assert (change["change"], change["added"], change["removed"]) == (
        "moved", {"To": 3, "Tag": "a", "sum": 3, "n": 2}, {},
    )  # fmt: skip
    assert [out["value"] for out in told["output"]] == ["sum 1", "sum 3"]
    (change,) = counted.told("diff", "1", "2", "4")["branches"]
    assert change["changed"] == {"sum": {"from": 1, "to": 6}, "n": {"from": 1, "to": 3}}
    assert change["change"] == "stayed"
    shown = counted.ok("diff", "1", "2", "4")
    assert "    ~ $sum = 1 -> 6\n" in shown
    assert '    "sum 6"\n' in shown
    assert counted.told("diff", "1", "4", "1")["branches"][0]["removed"] == {"To": 3, "Tag": "a", "sum": 6, "n": 3}
    assert "nothing" not in counted.ok("diff", "1", "2", "2")


def test_a_fork_goes_on_from_its_checkpoint_as_if_it_had_run(counted: Line) -> None:
    assert counted.ok("fork", "1", "--at", "3").splitlines() == ["sum 6", "end 6 a"]
    jobs = counted.told("jobs")
    assert [(job["name"], job["state"]) for job in jobs] == [("Job1", "Completed"), ("Job1@3", "Completed")]
    whole = counted.told("output", "1")
    assert counted.told("output", str(jobs[1]["id"])) == whole == ["sum 1", "sum 3", "sum 6", "end 6 a"]
    assert counted.told("show", str(jobs[1]["id"]))["forkedFrom"] == {"job": 1, "checkpoint": 3}
    assert counted.told("checkpoints", str(jobs[1]["id"]))[0]["number"] == 1


@pytest.mark.parametrize(
    ("given", "end"),
    [
        ("sum=100", "end 103 a"),
        ("$SUM=(20 + 22) * 10", "end 423 a"),
        ("0:sum=1kb", "end 1027 a"),
        ("tag=b", "end 6 b"),
        ("To='2'", "end 6 a"),
    ],
)
def test_a_fork_sets_variables_by_their_types(counted: Line, given: str, end: str) -> None:
    told = counted.told("fork", "1", "--at", "3", "--set", given)
    assert told["forkedFrom"] == {"job": 1, "checkpoint": 3}
    assert counted.told("output", str(told["id"]))[-1] == end


def test_a_fork_from_the_start_gets_other_arguments(counted: Line) -> None:
    counted.ok("run", "Count.ps1", "-To", "1")
    assert counted.told("show", "3", "--at", "1")["branches"][0]["variables"] == {"To": 1}
    assert counted.ok("fork", "3", "--at", "1", "--set", "To='2'", "--set", "tag=b") == "sum 1\nsum 3\nend 3 b\n"
    assert "$to can't be set" in counted.refused("fork", "3", "--at", "1", "--set", "to=abc")
    assert "$tag can't be set" in counted.refused("fork", "3", "--at", "1", "--set", "tag=c")


def test_a_fork_takes_text_arrays_and_new_variables(line: Line) -> None:
    text = "workflow Show-It { $a = 1; $b = 2; Checkpoint-Workflow; \"$($a.GetType().Name) $($a -join '+') [$b] $c\" }"
    line.ok("run", line.write("Show-It.ps1", text))
    sets = ["--set", "a=@(1, 2)", "--set", "b=some words", "--set", "c=1.2.3"]
    assert line.ok("fork", "1", "--at", "2", *sets) == "Object[] 1+2 [some words] 1.2.3\n"


def test_a_failed_job_is_repaired_by_a_fork(line: Line) -> None:
    status, _, _ = line("run", line.write("Failing.ps1", FAILING))
    assert status == 1
    assert line.ok("fork", "1", "--at", "3", "--set", "n=2") == "after\n"
    assert line.told("output", "3") == ["before", "after"]
    assert [job["state"] for job in line.told("jobs")] == ["Failed", "Completed"]


def test_a_running_job_is_looked_at_and_forked_from_outside(line: Line) -> None:
    line.write("Waiting.ps1", WAITING)
    command = [sys.executable, "-m", "perdure", "run", "Waiting.ps1"]
    running = subprocess.Popen(command, cwd=line.folder, env=line.environment, stdout=subprocess.PIPE)
    try:
        end = time.monotonic() + 60
        rows: list[Any] = []
        while len(rows) < 2 and time.monotonic() < end:
            status, shown, _ = line("checkpoints", "1", "--json")
            rows = json.loads(shown) if status == 0 else []
        assert [row["number"] for row in rows] == [1, 2]
        assert line.told("show", "1", "--at", "2")["state"] == "Running"
        assert line.told("diff", "1", "1", "2")["branches"][0]["added"] == {"step": 1}
        line.write("go", "")
        assert line.ok("fork", "1", "--at", "2", "--set", "step=2") == "step 2\n"
        assert running.communicate(timeout=60)[0] == b"step 1\n"
    finally:
        running.kill()
        running.communicate()


def test_the_newest_ten_are_kept_or_as_many_as_is_said(line: Line) -> None:
    file = line.write("Count.ps1", COUNT)
    numbers = []
    for n, option in enumerate([[], ["--keep", "3"], ["--keep=all"], ["--keep", "0"]]):
        line.ok("run", *option, file, "-To", "14")
        numbers.append([row["number"] for row in line.told("checkpoints", str(2 * n + 1))])
    assert numbers == [list(range(6, 16)), [13, 14, 15], list(range(1, 16)), []]


def test_what_cannot_be_is_refused_with_what_to_do(counted: Line) -> None:
    assert "there is no job 77" in counted.refused("checkpoints", "77")
    assert "job 1 has no checkpoint 9; it has 1, 2, 3, 4: perdure checkpoints 1" in counted.refused(
        "show", "1", "--at", "9"
    )
    assert "job 1 has no checkpoint 9" in counted.refused("diff", "1", "2", "9")
    assert "job 1 has no checkpoint 0" in counted.refused("fork", "1", "--at", "0")
    assert "given by its number, not 'last'" in counted.refused("show", "1", "--at", "last")
    assert "perdure diff JOB N M" in counted.refused("diff", "1", "2")
    assert "perdure fork JOB --at N" in counted.refused("fork", "1")
    assert "--set takes NAME=VALUE" in counted.refused("fork", "1", "--at", "2", "--set", "sum")
    assert "--set sum: Attempted to divide" in counted.refused("fork", "1", "--at", "2", "--set", "sum=(1/0)")
    assert "is not a PowerShell value" in counted.refused("fork", "1", "--at", "2", "--set", "sum=@(1,2")
    assert '$to can\'t be set: Cannot convert value "abc"' in counted.refused(
        "fork", "1", "--at", "2", "--set", "to=abc"
    )
    assert "$tag can't be set" in counted.refused("fork", "1", "--at", "2", "--set", "tag=c")
    assert "There is no branch 3" in counted.refused("fork", "1", "--at", "2", "--set", "3:sum=1")
    assert "--keep takes a number or 'all'" in counted.refused("run", "--keep", "some", "Count.ps1")
    assert len(counted.told("jobs")) == 1
