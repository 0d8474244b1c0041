"""Workflows and activities on other computers (spec 10.1), by the stand-in that is shipped."""

from pathlib import Path

import pytest

import perdure

pytestmark = pytest.mark.slow  # processes and pauses: not among the quick tests

NOT_FOUND = "Connecting to remote server nope failed with the following error message"


def run(text: str) -> perdure.Result:
    return perdure.run(text, timeout_s=20)


@pytest.mark.usefixtures("hosts")
def test_a_workflow_has_a_child_job_for_each_computer() -> None:
    """Results tell where they came from, numbers and texts too."""
    result = run(
        "workflow W { $PSComputerName; 5 }; W -PSComputerName web1, db1 | "
        'ForEach-Object { "$_ $($_.PSComputerName) $($_.PSShowComputerName) $($_.PSSourceJobInstanceId.GetType().Name)" }'
    )
    assert sorted(result.output) == ["5 db1 True Guid", "5 web1 True Guid", "db1 db1 True Guid", "web1 web1 True Guid"]
    assert not result.errors


@pytest.mark.usefixtures("hosts")
def test_locations_and_children() -> None:
    result = run(
        "workflow W { 1 }; $j = W -PSComputerName web1, web2 -AsJob; $null = $j | Wait-Job\n"
        "$j.Location; $j.ChildJobs.Location; ($j.ChildJobs[0].InstanceId -eq (Receive-Job $j)[0].PSSourceJobInstanceId)"
    )
    assert result.output == ["web1,web2", "web1", "web2", True]


@pytest.mark.usefixtures("hosts")
def test_an_activity_on_several_computers() -> None:
    """All at once; what fails on one is a non-terminating error; functions of the script are known there."""
    result = run(
        "function Get-Twice($n) { $n * 2 }\n"
        "workflow W { $x = 4\n"
        '  $r = InlineScript { "$env:COMPUTERNAME $PSComputerName $(Get-Twice $using:x)" } -PSComputerName web1, nope, db1\n'
        '  $r | Sort-Object; "here $PSComputerName" }; W'
    )
    assert result.output == ["db1 db1 8", "web1 web1 8", "here localhost"]
    (error,) = result.errors
    assert NOT_FOUND in error.message
    assert error.fully_qualified_error_id == "ComputerNotFound,PSSessionStateBroken"
    assert error.category == "OpenError"


@pytest.mark.usefixtures("hosts")
def test_an_unknown_name_ends_an_activity_on_one_computer() -> None:
    result = run(
        "workflow W { try { InlineScript { 1 } -PSComputerName nope } catch { $_.Exception.GetType().Name }; 'on' }; W"
    )
    assert result.output == ["PSRemotingTransportException", "on"]


@pytest.mark.usefixtures("hosts")
def test_sessions_are_isolated() -> None:
    """Nothing of the workflow's is changed there, and nothing stays between two activities."""
    result = run(
        "workflow W { $list = [System.Collections.ArrayList]@(1)\n"
        "  InlineScript { $null = ($using:list).Add(2); $env:PERDURE_T = 'x'; $kept = 1 } -PSComputerName web1\n"
        '  InlineScript { "[$env:PERDURE_T][$kept]" } -PSComputerName web1; $list.Count }; W'
    )
    assert result.output == ["[][]", 1]


@pytest.mark.usefixtures("hosts")
def test_calculations_stay_here() -> None:
    """Expressions run in the workflow's host, commands on the computer."""
    result = run(
        'workflow W { $here = "[$env:COMPUTERNAME]"; $there = Get-Item env:COMPUTERNAME; "$here $($there.Value)" }\n'
        "W -PSComputerName web2"
    )
    assert result.output == ["[] web2"]


def test_a_connection_is_tried_again(hosts: Path) -> None:
    """-PSConnectionRetryCount: a computer that comes up meanwhile is reached."""
    text = (
        "workflow W { parallel {\n"
        '  InlineScript { "up: $PSComputerName" } -PSComputerName late -PSConnectionRetryCount 3\n'
        f"  InlineScript {{ Add-Content -Path '{hosts}' -Value '10.0.0.9 late' }} }} }}; W"
    )
    result = run(text)
    assert result.output == ["up: late"]


@pytest.mark.usefixtures("hosts")
def test_a_nested_workflow_on_a_computer() -> None:
    result = run(
        "workflow Inner { Get-Item env:COMPUTERNAME | ForEach-Object Value }\n"
        'workflow W { Inner -PSComputerName db1; InlineScript { "[$env:COMPUTERNAME]" } }; W'
    )
    assert result.output == ["db1", "[]"]


@pytest.mark.parametrize(
    ("call", "error_id"),
    [
        ("W -PSComputerName a -PSConnectionURI http://a", "CannotSupplyUriAndComputername"),
        ("W -PSRunningTimeoutSec 0", "ParameterArgumentValidationError,W"),
        ("W -PSAuthentication Nonsense", "ParameterArgumentValidationError,W"),
        ("W -PSParameterCollection @{ PSComputerName = '*' }, @{ PSComputerName = '*' }", "OnlyOneDefaultParameterCollectionAllowed"),
        ("W -PSParameterCollection @{ AsJob = $true }", "AsJobAndJobNameNotAllowed"),
        ("W -PSParameterCollection @{ } -PSPersist $true", "ParameterCollectionOnlyUsedWithAsJobAndJobName"),
    ],
)  # fmt: skip
def test_calls_that_can_not_be(call: str, error_id: str) -> None:
    result = run(f"workflow W {{ 'ran' }}; {call}")
    assert "ran" not in result.output
    record = result.error or result.errors[0]
    assert record.fully_qualified_error_id.split(",")[0] == error_id.split(",")[0]


@pytest.mark.usefixtures("hosts")
def test_workflow_sessions() -> None:
    """New-PSWorkflowSession opens a session that keeps its variables; what it gives back is a copy with notes."""
    result = run(
        "$s = New-PSWorkflowSession -ComputerName web1, nope -ErrorAction SilentlyContinue\n"
        '"$($s.ComputerName) $($s.State) $($s.ConfigurationName)"; Invoke-Command -Session $s { $x = 5 }\n'
        '$r = Invoke-Command -Session $s { param($n) $x + $n } -ArgumentList 2; "$r $($r.PSComputerName)"\n'
        '@(Get-PSSession).Count; Remove-PSSession $s; "$($s.State) $(@(Get-PSSession).Count)"\n'
        "Invoke-Command -Session $s { 1 }; Invoke-Command -ComputerName nope { 1 }"
    )
    assert result.output == ["web1 Opened Microsoft.PowerShell.Workflow", "7 web1", 1, "Closed 0"]
    assert [e.category for e in result.errors] == ["OpenError", "OpenError"]


def test_sessions_are_saved_by_id(tmp_path: Path) -> None:
    """In another process a session is a closed one, still with its name and computer."""
    store = tmp_path / "jobs.db"
    first = perdure.run(
        'workflow W { param($s) Suspend-Workflow; "$($s.ComputerName) $($s.State) $($s.Name)" }\n'
        "$j = W (New-PSWorkflowSession -Name mine) -AsJob; $null = Wait-Job $j -WarningAction SilentlyContinue",
        store=store,
        timeout_s=20,
    )
    second = perdure.run("Get-Job | Resume-Job | Wait-Job | Receive-Job", store=store, timeout_s=20)
    assert not (first.errors or second.errors)
    assert second.output == ["localhost Closed mine"]


@pytest.mark.usefixtures("hosts")
def test_a_fan_out_goes_on_in_another_process(tmp_path: Path) -> None:
    """Each child goes on for its computer; what it puts out still says so, and jobs tell their places."""
    store = tmp_path / "jobs.db"
    first = perdure.run(
        "workflow W { InlineScript { 'a' }; Suspend-Workflow; InlineScript { \"$env:COMPUTERNAME\" }; 'end' }\n"
        "$j = W -PSComputerName web1, db1 -AsJob; $null = Wait-Job $j -WarningAction SilentlyContinue; $null = Receive-Job $j",
        store=store,
        timeout_s=20,
    )
    second = perdure.run(
        "$j = Get-Job; $j.Location; $j.ChildJobs.Location -join ' '; $null = $j | Resume-Job | Wait-Job\n"
        'Receive-Job $j | ForEach-Object { "$_ $($_.PSComputerName)" }',
        store=store,
        timeout_s=20,
    )
    assert not (first.errors or second.errors)
    assert second.output[:2] == ["web1,db1", "web1 db1"]
    assert sorted(second.output[2:]) == ["db1 db1", "end db1", "end web1", "web1 web1"]


@pytest.mark.usefixtures("hosts")
def test_a_remote_activity_can_be_stopped() -> None:
    """Time limits and Stop-Job reach what runs on a computer."""
    result = run(
        "workflow W { try { InlineScript { Start-Sleep 60 } -PSComputerName web1, db1 -PSActionRunningTimeoutSec 1 } catch"
        " [System.TimeoutException] { 'late' }; try { InlineScript { Start-Sleep 60 } -PSComputerName web2 } finally"
        " { 'cleaned' } }; $j = W -AsJob; while (-not $j.ChildJobs[0].Output.Count) { Start-Sleep -Milliseconds 20 }\n"
        "Start-Sleep -Milliseconds 100; Stop-Job $j; $j.State; Receive-Job $j"
    )
    assert result.output == ["Stopped", "late", "cleaned"]


@pytest.mark.usefixtures("hosts")
def test_remote_and_out_of_process() -> None:
    """$PSRunInProcessPreference = $false holds on a computer too."""
    result = run(
        "workflow W { $PSRunInProcessPreference = $false; $x = 4\n"
        '  InlineScript { "$env:COMPUTERNAME $PSComputerName $using:x $($PID -ne $using:mine)" } -PSComputerName web1 }; W'
    )
    assert result.output == ["web1 web1 4 True"]
