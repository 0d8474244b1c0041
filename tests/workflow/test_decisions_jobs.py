"""The decisions of section 14 about jobs, results and suspension, at the user's level; each test's name or id has its number."""

from pathlib import Path
from typing import Any

import pytest

import perdure
from perdure.runtime.clock import VirtualClock
from perdure.runtime.stores.memory import MemoryStore
from tests.runtime.sessions import Session

CASES: dict[str, tuple[str, list[Any]]] = {
    "SD-6 local results tell where they come from, unseen": (
        "workflow W { [pscustomobject]@{ A = 1 } }; $o = W; $o.PSComputerName; $o.PSSourceJobInstanceId.GetType().Name;"
        " ($o | Format-List | Out-String).Trim(); $o.PSObject.Properties.Name; $o | ConvertTo-Json -Compress",
        ["localhost", "Guid", "A : 1", "A", '{"A":1}'],
    ),
    "SD-7 results are live objects": (
        "workflow W { param($o) $o; [System.Collections.ArrayList]@(1); Get-Item / }; $mine = [pscustomobject]@{ A = 1 };"
        " $r = W $mine; [object]::ReferenceEquals($mine, $r[0]); $r[-1].GetType().Name",
        [True, "DirectoryInfo"],
    ),
    "SD-11 -JobName alone runs synchronously": (
        "workflow W { \"in $ParentJobName\" }; W -JobName bob; @(Get-Job).Count",
        ["in bob", 0],
    ),
    "SD-12 finally of cancelled branches": (
        "workflow W { try { parallel { sequence { try { Start-Sleep 60 } finally { 'cleaned' } } sequence { throw 'x' } } }"
        " catch { 'caught' } }; W",
        ["cleaned", "caught"],
    ),
    "SD-12 finally of a stopped workflow": (
        "workflow W { try { 'begun'; Start-Sleep 60 } finally { 'cleaned' } }; $j = W -AsJob;"
        " while (-not $j.ChildJobs[0].Output.Count) { Start-Sleep -Milliseconds 10 }; Stop-Job $j; $j.State; Receive-Job $j",
        ["Stopped", "begun", "cleaned"],
    ),
    "SD-13 nobody waits at a checkpoint": (
        "workflow W { parallel { InlineScript { $n = 0; while (-not (Test-Path go) -and $n++ -lt 400) { Start-Sleep"
        " -Milliseconds 10 }; \"went $(Test-Path go)\" }\n sequence { Checkpoint-Workflow;"
        " InlineScript { Set-Content go 1 } } } }; W",
        ["went True"],
    ),
    "SD-18 an uncaught error ends the workflow, not the caller": (
        "workflow W { 'a'; $z = 0; 1 / $z; 'no' }; W; \"on $?\"; $j = W -AsJob; $null = Wait-Job $j; $j.State",
        ["a", "on False", "Failed", "!Attempted to divide by zero."],
    ),
    "SD-23 a job can be suspended without Checkpoint-Workflow": (
        "workflow W { foreach ($i in 1..10000) { $last = $i; Get-Date | Out-Null }; 'all' }; $j = W -AsJob;"
        " $null = Suspend-Job $j -Wait; $j.State; $null = Resume-Job $j | Wait-Job; Receive-Job $j",
        ["Suspended", "all"],
    ),
    "SD-29 Failed jobs of -AsJob are final": (
        "workflow W { Checkpoint-Workflow; throw 'x' }; $j = W -AsJob; $null = Wait-Job $j;"
        " $null = Resume-Job $j -WarningVariable w -WarningAction SilentlyContinue; $j.State; \"$w\" -match 'Only a suspended'",
        ["Failed", True],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_decision(name: str, tmp_path: Path) -> None:
    script, expected = CASES[name]
    result = perdure.run(script, cwd=tmp_path, timeout_s=20)
    assert result.error is None
    assert [*result.output, *("!" + e.message for e in result.errors)] == expected


@pytest.mark.usefixtures("hosts")
def test_sd_6_remote_results_are_shown_with_their_computer() -> None:
    """SD-6: the same notes of a remote result are properties, and shown."""
    result = perdure.run(
        "workflow W { [pscustomobject]@{ A = 1 } }; W -PSComputerName web1 | Format-List", timeout_s=20
    )
    shown = [line.split() for line in result.text.strip().splitlines()]
    assert shown[:2] == [["A", ":", "1"], ["PSComputerName", ":", "web1"]]
    assert [line[0] for line in shown[2:]] == ["PSSourceJobInstanceId"]


# ---- across sessions on one store --------------------------------------------------------------------------------------


class Processes:
    """Sessions one after the other on one store, as processes are; `effects` is a file that scripts append to."""

    def __init__(self, tmp_path: Path) -> None:
        self.store = MemoryStore()
        self.folder = tmp_path

    def next(self, text: str, **options: Any) -> list[Any]:
        session = Session(self.store, **options)
        session.cx.location = str(self.folder)
        return session.run(text)

    @property
    def effects(self) -> list[str]:
        return (self.folder / "effects").read_text().split()


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(tmp_path)


FORCED = """
$j = W -AsJob
while (-not (Test-Path mark)) { Start-Sleep -Milliseconds 10 }
$null = Suspend-Job $j -Force -Wait -WarningAction SilentlyContinue
"""
RESUMED = "$j = Get-Job | Select-Object -Last 1; $null = $j | Resume-Job | Wait-Job; Receive-Job $j"
WAIT = "InlineScript { Set-Content mark 1; while (-not (Test-Path go)) { Start-Sleep -Milliseconds 10 } }"


def test_sd_13_activities_in_flight_run_again(processes: Processes) -> None:
    """SD-13: what was under way in another branch at a checkpoint is done again; what was done is not."""
    body = (
        "workflow W { InlineScript { Add-Content effects 'before' }\n parallel {\n"
        " InlineScript { Add-Content effects 'flight'; while (-not (Test-Path go)) { Start-Sleep -Milliseconds 10 } }\n"
        " sequence { while (-not (Test-Path effects)) {}; InlineScript { while ((Get-Content effects).Count -lt 2) {"
        " Start-Sleep -Milliseconds 10 } }; Checkpoint-Workflow; InlineScript { Set-Content mark 1 }; Start-Sleep 60 } } 'end' }"
    ).replace("Start-Sleep 60", WAIT)
    processes.next(body + FORCED)
    (processes.folder / "go").touch()
    assert processes.next(RESUMED) == ["end"]
    assert processes.effects == ["before", "flight", "flight"]


REPEATED = f"workflow W {{ 'a'; Checkpoint-Workflow; 'b'; InlineScript {{ Add-Content effects x }}; {WAIT}; 'c' }}"


def test_sd_19_repeated_work_gives_its_output_once(processes: Processes) -> None:
    """SD-19: work behind the last checkpoint is done again, its output comes once."""
    processes.next(REPEATED + FORCED)
    (processes.folder / "go").touch()
    assert processes.next(RESUMED) == ["a", "b", "c"]
    assert processes.effects == ["x", "x"]


def test_sd_19_in_the_same_process(processes: Processes) -> None:
    """SD-19: the same where the process goes on: what was put out behind the checkpoint is taken back."""
    assert processes.next(REPEATED + FORCED + "; Set-Content go 1\n" + RESUMED) == ["a", "b", "c"]
    assert processes.effects == ["x", "x"]


def test_sd_20_functions_travel_with_the_job(processes: Processes) -> None:
    """SD-20: functions are visible in InlineScript and to each other; a resumed process has them from the saved text."""
    body = (
        "function Get-Inner($x) { $x + 1 }\nfunction Get-Outer($x) { (Get-Inner $x) * 2 }\n"
        "workflow W { InlineScript { Get-Outer 1 }; Get-Outer 2; Suspend-Workflow; InlineScript { Get-Outer 3 }; Get-Outer 4 }\n"
        "$j = W -AsJob; $null = Wait-Job $j -WarningAction SilentlyContinue"
    )
    processes.next(body)
    assert processes.next(RESUMED) == [4, 6, 8, 10]


def test_sd_21_a_value_that_can_not_be_saved_is_named(processes: Processes) -> None:
    """SD-21: the checkpoint fails with the value's name, and the last good one stays."""
    body = (
        "workflow W { $n = 1; Checkpoint-Workflow; $n = 2; $cfg = @{ Log = [System.IO.File]::OpenRead('/dev/null') }\n"
        " try { Checkpoint-Workflow; 'no' } catch { $_.Exception.Message }\n $cfg.Log.Close(); $cfg = $null\n"
        f' Add-Content effects "n$n"; {WAIT}; "n$n" }}'
    )
    processes.next(body + FORCED)
    (processes.folder / "go").touch()
    out = processes.next(RESUMED)
    assert "$cfg.Log" in out[0]
    assert out[1] == "n2"
    assert processes.effects == ["n2", "n2"]  # gone on from the first checkpoint


def test_sd_21_synchronisation_objects_are_fresh(processes: Processes) -> None:
    """SD-21: a mutex that is held, a semaphore and an event are saved as unowned ones; a job by its number."""
    body = (
        "workflow Other { 'other' }\n"
        "workflow W { param($job) $m = [System.Threading.Mutex]::new($true); $s = [System.Threading.SemaphoreSlim]::new(2)\n"
        " $named = [System.Threading.Mutex]::new($false, 'perdure-test-sd21'); $null = $s.Wait(0)\n"
        " $e = [System.Threading.ManualResetEvent]::new($false); $null = $e.Set()\n"
        " $r = [System.Threading.ReaderWriterLockSlim]::new(); $r.EnterWriteLock(); Suspend-Workflow\n"
        ' $e.WaitOne(0); $r.IsWriteLockHeld; $m.WaitOne(0); $m.ReleaseMutex(); $s.CurrentCount; $named.WaitOne(0); $named.ReleaseMutex(); "$($job.Id)" }\n'
        "$o = Other -AsJob; $null = Wait-Job $o; $o.Id; $j = W $o -AsJob; $null = Wait-Job $j -WarningAction SilentlyContinue"
    )
    (number,) = processes.next(body)
    assert processes.next(RESUMED) == [False, False, True, 2, True, str(number)]


def test_sd_27_what_was_received_stays_received(processes: Processes) -> None:
    """SD-27: Receive-Job in a later process gives only what nobody has got yet."""
    body = (
        "workflow W { 'a'; Suspend-Workflow; 'b' }; $j = W -AsJob; $null = Wait-Job $j -WarningAction SilentlyContinue"
    )
    assert processes.next(body + "; Receive-Job $j") == ["a"]
    assert processes.next(RESUMED) == ["b"]


def test_sd_28_retry_counters_start_afresh(processes: Processes) -> None:
    """SD-28: attempts made before a crash do not count: two allowed retries are three attempts again."""
    body = (
        "workflow W { try { InlineScript { Add-Content effects x; if ((Get-Content effects).Count -eq 2) { Set-Content mark 1;"
        " while (-not (Test-Path go)) { Start-Sleep -Milliseconds 10 } }; throw 'bad' } -PSActionRetryCount 2"
        " -PSActionRetryIntervalSec 0 } catch { 'gave up' } }"
    )
    processes.next(body + FORCED)
    (processes.folder / "go").touch()
    assert processes.next(RESUMED + " -ErrorAction SilentlyContinue") == ["gave up"]
    assert len(processes.effects) == 2 + 3


@pytest.mark.parametrize(("call", "checkpoints"), [("W -AsJob", 2), ("W -AsJob -PSPersist $false", 0)])
def test_sd_30_idle_jobs_save_themselves(processes: Processes, call: str, checkpoints: int) -> None:
    """SD-30: a job that waits for a timer is saved after 5 s, unless its preference says no."""
    processes.next(
        f"workflow W {{ Get-Item . | Out-Null; Start-Sleep -Seconds 100 }}; {call} | Wait-Job | Out-Null",
        clock=VirtualClock(),
    )
    assert [row.checkpoints for row in processes.store.list_jobs()][1:] == [checkpoints] * bool(checkpoints)


INNER = (
    "workflow Inner { Add-Content effects 'first'; Checkpoint-Workflow; " + WAIT + "; Add-Content effects 'last'; 5 }\n"
)


@pytest.mark.parametrize(
    ("call", "effects"),
    [
        ("Inner", ["first", "last"]),
        ("$x = Inner; $x", ["first", "last"]),
        ("Inner | ForEach-Object { $_ }", ["first", "first", "last"]),
        ("$x = (Inner) + 0; $x", ["first", "first", "last"]),
    ],
)
def test_sd_31_where_a_workflow_is_called(processes: Processes, call: str, effects: list[str]) -> None:
    """SD-31: as a statement or whole right side it is frames of the job; elsewhere a part of the activity."""
    processes.next(INNER + f"workflow W {{ {call} }}" + FORCED)
    (processes.folder / "go").touch()
    assert processes.next(RESUMED) == [5]
    assert processes.effects == effects
