"""Jobs of workflows: every transition of the specification's 9.2, what the illegal ones say, and how Get-Job finds jobs (9.4)."""

from typing import Any

import pytest

import perdure

pytestmark = pytest.mark.slow  # processes and pauses: not among the quick tests

LONG = "workflow W { 'a'; Start-Sleep 60; 'b' }; $j = W -AsJob\n"
DONE = "workflow W { 'a' }; $j = W -AsJob; $null = Wait-Job $j\n"
FAILED = "workflow W { throw 'x' }; $j = W -AsJob; $null = Wait-Job $j\n"
HELD = "workflow W { 'a'; Suspend-Workflow; 'b' }; $j = W -AsJob; $null = Wait-Job $j -WarningAction SilentlyContinue\n"
STOPPED = LONG + "Stop-Job $j\n"

LEGAL = {
    "running completes": (DONE, "", ["Completed"]),
    "running fails": (FAILED, "", ["Failed"]),
    "running is suspended": (LONG, "(Suspend-Job $j -Wait).State", ["Suspended", "Suspended"]),
    "running suspends itself": (HELD, "", ["Suspended"]),
    "running is stopped": (STOPPED, "", ["Stopped"]),
    "running is given up": (
        "workflow W { Checkpoint-Workflow; InlineScript { Start-Sleep 60 } }; $j = W -AsJob\n",
        "while ($j.ChildJobs[0].run) {}; $null = Suspend-Job $j -Force -Wait", ["Suspended"],
    ),
    "suspended goes on": (HELD, "$null = Resume-Job $j | Wait-Job; Receive-Job $j", ["a", "b", "Completed"]),
    "suspended is stopped": (HELD, "Stop-Job $j", ["Stopped"]),
    "suspended stays so": (HELD, "$null = Suspend-Job $j", ["Suspended"]),
    "running stays so": (LONG, "$null = Resume-Job $j; $j.State; Stop-Job $j", ["Running", "Stopped"]),
    "stopped stays so": (STOPPED, "Stop-Job $j; Stop-Job $j -PassThru | ForEach-Object State", ["Stopped", "Stopped"]),
    "finished is removed": (DONE, "Remove-Job $j; @(Get-Job).Count", [0, "Completed"]),
    "running is removed by force": (LONG, "Remove-Job $j -Force; @(Get-Job).Count", [0, "Stopped"]),
    "suspended is removed by force": (HELD, "Remove-Job $j -Force; @(Get-Job).Count", [0, "Stopped"]),
    "a child by itself": (
        "workflow W { param($n) Start-Sleep 60 }; $j = W -AsJob -PSParameterCollection @{ n = 1 }, @{ n = 2 }\n",
        "$null = Suspend-Job $j.ChildJobs[0] -Wait; $j.ChildJobs.State -join ' '; Stop-Job $j", ["Suspended Running", "Stopped"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LEGAL)
def test_a_legal_transition(name: str) -> None:
    before, order, expected = LEGAL[name]
    result = perdure.run(f"{before}{order}\n$j.State", timeout_s=20)
    assert not (result.error or result.errors or result.warnings), (result.errors, result.warnings)
    assert result.output == expected


# what is wrong -> (state before, order, what is said, the state that stays)
ILLEGAL = {
    "suspend a completed one": (DONE, "Suspend-Job $j", "Only a running job can be suspended", "Completed"),
    "suspend a stopped one": (STOPPED, "Suspend-Job $j", "is in the state Stopped", "Stopped"),
    "suspend a failed one": (FAILED, "Suspend-Job $j", "is in the state Failed", "Failed"),
    "resume a completed one": (DONE, "Resume-Job $j", "Only a suspended job can be resumed", "Completed"),
    "resume a stopped one": (STOPPED, "Resume-Job $j", "is in the state Stopped", "Stopped"),
    "resume a failed one": (FAILED, "Resume-Job $j", "is in the state Failed", "Failed"),
    "remove a running one": (LONG, "Remove-Job $j; $s = $j.State; Stop-Job $j", "is not finished", "Stopped"),
    "remove a suspended one": (HELD, "Remove-Job $j", "is not finished", "Suspended"),
    "remove a child": (DONE, "Remove-Job $j.ChildJobs[0]", "is a child job", "Completed"),
    "suspend another kind of job": (
        "$j = Start-ThreadJob { 1 }; $null = Wait-Job $j\n", "Suspend-Job $j", "does not support", "Completed",
    ),
    "resume another kind of job": (
        "$j = Start-ThreadJob { 1 }; $null = Wait-Job $j\n", "Resume-Job $j", "does not support", "Completed",
    ),
    "suspend one that is not there": (DONE, "Suspend-Job -Id 99", "cannot find a job with the job ID 99", "Completed"),
    "keep and wait": (DONE, "try { Receive-Job $j -Wait -Keep } catch { Write-Error $_.Exception.Message }",
                      "cannot be used together", "Completed"),
}  # fmt: skip


@pytest.mark.parametrize("name", ILLEGAL)
def test_an_illegal_transition_is_told(name: str) -> None:
    """The order is refused with a message that says why, and changes nothing."""
    before, order, said, state = ILLEGAL[name]
    result = perdure.run(f"{before}$null = . {{ {order} }}\n$j.State", timeout_s=20)
    told = [*result.warnings, *(e.message for e in result.errors)]
    assert len(told) == 1, told
    assert said in told[0]
    assert result.output == [state]


TWO = (
    "workflow W { param($n) $n }; workflow V { 'v' }\n"
    "$a = W 1 -AsJob -JobName aa -PSPrivateMetadata @{ Owner = 'ann'; Tier = 2 }; $null = Wait-Job $a\n"
    "Start-Sleep -Milliseconds 30; $t = Get-Date; Start-Sleep -Milliseconds 30\n"
    "$b = V -AsJob -JobName bb -PSPrivateMetadata @{ Owner = 'bob' }; $null = Wait-Job $b; $null = Receive-Job $b\n"
)
FOUND = {
    "-Filter @{ Owner = 'a*' }": ["W child"],
    "-Filter @{ owner = 'ANN'; Tier = 2 }": ["W child"],
    "-Filter @{ Owner = 'ann'; Tier = 3 }": [],
    "-Filter @{ n = 1 }": ["W child"],
    "-Filter @{ Name = 'b?' }": ["V"],
    "-Filter @{ Command = 'W'; State = 'Completed' }": ["W", "W child"],
    "-Filter @{ Id = $a.Id }": ["W"],
    "-State Completed": ["W", "V"],
    "-State Running": [],
    "-HasMoreData $true": ["W"],
    "-HasMoreData $false": ["V"],
    "-Before $t": ["W"],
    "-After $t": ["V"],
    "-After $t -Before $t": [],
    "-Newest 1": ["V"],
    "-Name a*": ["W"],
    "-Command V": ["V"],
    "-IncludeChildJob": ["W", "W child", "V", "V child"],
    "-ChildJobState Completed": ["W child", "V child"],
    "-InstanceId $b.InstanceId": ["V"],
    "-Id $a.ChildJobs[0].Id": ["W child"],
}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    """Runs all searches in one session."""
    asked = "".join(
        f"'{at}:' + (@(Get-Job {words} | ForEach-Object {{ if ($_.ChildJobs.Count) {{ $_.Command }} else {{ $_.Command + ' child' }} }})"
        " -join ',')\n"
        for at, words in enumerate(FOUND)
    )
    result = perdure.run(TWO + asked, timeout_s=30)
    assert not (result.error or result.errors)
    return dict(line.split(":", 1) for line in result.output)


@pytest.mark.parametrize("words", FOUND)
def test_get_job_finds(words: str, found: dict[str, Any]) -> None:
    assert [name for name in found[str(list(FOUND).index(words))].split(",") if name] == FOUND[words]


def test_an_unknown_state_is_an_error() -> None:
    result = perdure.run("Get-Job -State Nonsense", timeout_s=10)
    (error,) = [*result.errors, *([result.error] if result.error else [])]
    assert "JobState" in error.message


QUEUED = "workflow W { param($n) Start-Sleep -Milliseconds 150; $n }; $j = 1..4 | ForEach-Object { W $_ -AsJob }\n"  # two have a place, two wait
NOT_STARTED = {
    "starts when there is a place": ("$j[2].State; $null = $j | Wait-Job; $j[2].State", ["NotStarted", "Completed"]),
    "is stopped": ("Stop-Job $j[3]; $j[3].State; $null = $j | Wait-Job; Receive-Job $j", ["Stopped", 1, 2, 3]),
    "is suspended": (
        "(Suspend-Job $j[2]).State; $null = $j[0, 1, 3] | Wait-Job; $j[2].State; Resume-Job $j[2] | Wait-Job | Receive-Job",
        ["Suspended", "Suspended", 3],
    ),
    "goes on in order": ("$null = $j | Wait-Job; ($j | Sort-Object PSEndTime).Id -join ' ' -ne ''; Receive-Job $j", [True, 1, 2, 3, 4]),
    "is not waited for by a job that has started it": (
        "workflow P { param($n) $k = W $n -AsJob; $null = Wait-Job $k; Receive-Job $k }; $null = $j | Wait-Job\n"
        "$p = 5..6 | ForEach-Object { P $_ -AsJob }; $null = $p | Wait-Job; Receive-Job $p", [5, 6],
    ),
    "by one call": ("$null = $j | Wait-Job; W -PSParameterCollection @{ n = 7 }, @{ n = 8 }, @{ n = 9 } | Sort-Object", [7, 8, 9]),
}  # fmt: skip


@pytest.mark.parametrize("name", NOT_STARTED)
def test_a_job_that_waits_for_a_place(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """More jobs than may run at a time wait as NotStarted, and can be stopped and suspended there."""
    monkeypatch.setenv("PERDURE_MAX_RUNNING", "2")
    order, expected = NOT_STARTED[name]
    result = perdure.run(QUEUED + order, timeout_s=20)
    assert not (result.error or result.errors), result.errors
    assert result.output == expected
