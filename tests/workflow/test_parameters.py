"""Common parameters of workflows and activities, runtime and preference variables (spec 5 and 11)."""

from pathlib import Path
from typing import Any

import pytest

import perdure

CASES: dict[str, tuple[str, list[Any]]] = {
    "runtime variables": (
        "workflow W { \"$ParentJobName $ParentCommandName $JobCommandName $WorkflowCommandName $PSComputerName\";"
        " $JobId - $ParentJobId; $JobInstanceId -eq $WorkflowInstanceId; $null -eq $PSWorkflowRoot }; W -JobName bob",
        ["bob W W W localhost", 1, True, True],
    ),
    "runtime variables in InlineScript": (
        "workflow W { InlineScript { \"$using:ParentJobName $PSComputerName $CommandName\" } }; W -JobName bob",
        ["bob localhost InlineScript"],
    ),
    "passed values": (
        "workflow W { \"$($PSPrivateMetadata.Owner) $PSPersist $PSRunningTimeoutSec $PSPort $PSUseSsl\" };"
        " W -PSPrivateMetadata @{ Owner = 'ann' } -PSPersist $false -PSRunningTimeoutSec 9 -PSPort 7 -PSUseSsl",
        ["ann False 9 7 True"],
    ),
    "Get-PSWorkflowData": (
        "workflow W { Get-PSWorkflowData JobCommandName; Set-PSWorkflowData -OtherVariableName mine -Value 3;"
        " Get-PSWorkflowData -VariableToRetrieve Other -OtherVariableName mine; (Get-PSWorkflowData All)['JobName'] -eq $JobName;"
        " try { Get-PSWorkflowData Nonsense } catch { 'no such' } }; W",
        ["W", 3, True, "no such"],
    ),
    "preferences set inside": (
        "workflow W { Write-Verbose 'no'; $VerbosePreference = 'Continue'; Write-Verbose 'yes';"
        " sequence { $VerbosePreference = 'SilentlyContinue'; Write-Verbose 'no' }; Write-Verbose 'again' }; W 4>&1 |"
        " ForEach-Object { \"$_\" }",
        ["yes", "again"],
    ),
    "preferences of the call": (
        "workflow W { Write-Verbose v; Get-Item nosuch; Write-Warning w; 'end' }; W -Verbose -ErrorAction SilentlyContinue"
        " -WarningAction SilentlyContinue 4>&1 | ForEach-Object { \"$_\" }",
        ["v", "end"],
    ),
    "ErrorAction Stop of the call": (
        "workflow W { Get-Item nosuch; 'no' }; try { W -ErrorAction Stop } catch { $_.Exception.GetType().Name }",
        ["ItemNotFoundException"],
    ),
    "ErrorAction Suspend": (
        "workflow W { 'a'; $z = 0; InlineScript { throw 'x' }; 'b' }; $r = W -ErrorAction Suspend -ErrorVariable e 2>$null;"
        " $r[0]; $r[1].State; \"$e\"; Receive-Job -Wait (Resume-Job $r[1])",
        ["a", "Suspended", "x", "b"],
    ),
    "streams into variables": (
        "workflow W { Write-Error bad -PSError e; Write-Warning w -PSWarning a; Write-Information i -PSInformation n;"
        " Write-Verbose v -Verbose -PSVerbose b; Write-Debug d -Debug -PSDebug g; Write-Progress -Activity p -PSProgress r;"
        " \"$e|$a|$n|$b|$g|$($r.Activity)\" }; W",
        ["bad|w|i|v|d|p"],
    ),
    "merging": (
        "workflow W { $r = Get-Item nosuch, / 2>&1; $r.Count; $s = InlineScript { Write-Error e; 5 } -MergeErrorToOutput $true;"
        " $s.Count; Write-Warning w 3>&1 | ForEach-Object { \"m $_\" } }; W",
        [2, 2, "m w"],
    ),
    "results as 5.1 deserialises them, on request": (
        "workflow W { $f = Get-Item / -PSDisableSerialization $false; $f.PSObject.TypeNames[0]; $f.Name;"
        " (Get-Item /).GetType().Name; $PSDisableSerializationPreference = $false; $g = Get-Item /; $g.PSObject.TypeNames[0];"
        " $h = Get-Item / -PSDisableSerialization $true; $h.GetType().Name }; W",
        ["Deserialized.System.IO.DirectoryInfo", "/", "DirectoryInfo", "Deserialized.System.IO.DirectoryInfo", "DirectoryInfo"],
    ),
    "AppendOutput": ("workflow W { $y = 1; $y = Write-Output 3 -AppendOutput $true; \"$y\" }; W", ["1 3"]),
    "input": (
        "workflow W { Sort-Object -UseDefaultInput $true -Descending; ForEach-Object { $_ + 1 } -Input (1, 2) }; 1..3 | W",
        [3, 2, 1, 2, 3],
    ),
    "DisplayName and progress": (
        "workflow W { $PSParentActivityID = 7; InlineScript { 1 } -PSProgressMessage 'busy' -DisplayName 'Look' | Out-Null;"
        " Get-Item / -PSProgressMessage '' | Out-Null }; $j = W -AsJob; $null = Wait-Job $j;"
        " $j.ChildJobs[0].Progress | ForEach-Object { \"$($_.Activity) $($_.StatusDescription) $($_.ParentActivityId)\" }",
        ["Look: busy Running 7", "Look: busy Completed 7"],
    ),
    "DisplayName of a command's own": (
        "function Get-Thing { param($DisplayName) \"own $DisplayName\" }; workflow W { Get-Thing -DisplayName x }; W",
        ["own x"],
    ),
    "Result is refused": (
        "workflow W { try { Get-Item / -Result 3 } catch { $_.FullyQualifiedErrorId } }; W", ["CannotSpecifyResultArgument"],
    ),
    "a required module that is not there": (
        "workflow W { try { Get-Date -PSRequiredModules nosuch } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }; W",
        ["DependModuleImportFailed"],
    ),
    "throttle limit as an expression": (
        "workflow W { $n = 1; $most = 0; $now = 0; foreach -parallel -throttlelimit ($n + 1) ($i in 1..6) { $workflow:now++;"
        " if ($workflow:now -gt $workflow:most) { $workflow:most = $workflow:now }; Start-Sleep -Milliseconds 10;"
        " $workflow:now-- }; $most }; W",
        [2],
    ),
    "parameter collections": (
        "workflow W { param([int]$n, $s = 'd') \"$n$s\" }; W -PSParameterCollection @{ PSComputerName = '*'; s = 'z' },"
        " @{ n = 1 }, @{ n = 2; s = 'q' } | Sort-Object",
        ["1z", "2q"],
    ),
    "parameters": (
        "workflow W { param([Parameter(Mandatory)][ValidateRange(1, 5)][int]$n, [Alias('t')][string]$text = \"d$(1 + 1)\","
        " [switch]$f, [ValidateSet('a', 'b')][string]$set = 'a') \"$n $text $f $set\" }; W 3; W -n '2' -f -t x -set b;"
        " try { W 9 } catch { 'range' }; try { W 1 -set c } catch { 'set' }; try { W -n x } catch { 'type' }",
        ["3 d2 False a", "2 x True b", "range", "set", "type"],
    ),
    "parameters take no pipeline input": (
        "try { Invoke-Expression 'workflow W { param([Parameter(ValueFromPipeline)]$x) $x }' } catch { $_.FullyQualifiedErrorId }",
        ["ValueFromPipelineNotSupported"],
    ),
    "nested definitions": (
        "workflow Outer { workflow Inner { param($x) \"in $x\" }; function Get-Tag($n) { \"tag $n\" }; Inner -x 1; Get-Tag 2 };"
        " Outer; [bool](Get-Command Inner -ErrorAction SilentlyContinue)",
        ["in 1", "tag 2", False],
    ),
    "New-PSWorkflowExecutionOption": (
        "$o = New-PSWorkflowExecutionOption -MaxRunningWorkflows 5 -AllowedActivity a, b; $o.MaxRunningWorkflows;"
        " $o.SessionThrottleLimit; $o.PersistWithEncryption; $o.GetType().Name",
        [5, 100, False, "PSWorkflowExecutionOption"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_case(name: str) -> None:
    script, expected = CASES[name]
    result = perdure.run(script, timeout_s=20)
    assert result.error is None, result.error
    assert result.output == expected, result.errors


@pytest.mark.parametrize(
    ("body", "error_id"),
    [
        ("$x = foreach -parallel ($i in 1..2) { $x = 3; 1 }", "CannotUseDataCollectingVariable"),
        ("$x = parallel { sequence { [int]$x = 3 } }", "CannotUseDataCollectingVariable"),
        ("1 | Checkpoint-Workflow", "ActivityNotSupportedInPipeline"),
        ("Suspend-Workflow | Out-Null", "ActivityNotSupportedInPipeline"),
        ("1 | ForEach-Object -Sequence { 2 | ForEach-Object -Sequence { 3 } }", "CannotNestIterativePipeline"),
        ("1 | ForEach-Object -Sequence { 2 } | Out-String", "EntirePipelineMustUseForeachSequence"),
        ("ForEach-Object -Sequence { 2 }", "InvalidForeachSequencePipelinePosition"),
        ("Checkpoint-Workflow 3", "CheckpointWorkflowSyntax"),
        ("Suspend-Workflow -Foo 3", "SuspendWorkflowSyntax"),
        ("InlineScript", "InlineScriptMissingStatementBlock"),
        ("InlineScript { $workflow:x }", "CannotUseWorkflowPrefixInInlineScript"),
        ("$JobName = 3", "VariableNameReadOnly"),
        ("$script:x = 3", "InvalidScopePrefixInWorkflow"),
    ],
)
def test_definitions_that_can_not_be(body: str, error_id: str) -> None:
    """The rows marked E of the specification's section 7 are refused when the definition is executed."""
    result = perdure.run(f"workflow W {{ {body} }}; 'no'", timeout_s=10)
    assert result.output == []
    assert result.error is not None
    assert result.error.fully_qualified_error_id.split(",")[0] == error_id


def test_jobs_of_a_workflow_s_own() -> None:
    """-AsJob on a call inside a workflow starts a job of its own, which the workflow can wait for."""
    result = perdure.run(
        'workflow Kid { param($n) Start-Sleep -Milliseconds 20; "kid $n" }\n'
        'workflow W { $jobs = foreach ($n in 1..2) { Kid $n -AsJob -JobName "k$n" }; $null = Wait-Job $jobs\n'
        " Receive-Job $jobs; $jobs.Name -join ',' }; W; (Get-Job).Name -join ','",
        timeout_s=20,
    )
    assert not (result.error or result.errors)
    assert result.output == ["kid 1", "kid 2", "k1,k2", "k1,k2"]


def test_workflows_in_modules(tmp_path: Path) -> None:
    """A module's workflow is called like a function; it sees the module's functions, and its folder is $PSWorkflowRoot."""
    folder = tmp_path / "Tools"
    folder.mkdir()
    (folder / "Tools.psm1").write_text(
        "function Get-Secret { 'inside' }\n"
        "workflow Start-Tool { param($n) Get-Secret; InlineScript { Get-Secret }; $PSWorkflowRoot; Step -n $n }\n"
        'workflow Step { param($n) "step $n" }\nExport-ModuleMember -Function Start-Tool\n'
    )
    result = perdure.run(f"Import-Module '{folder}/Tools.psm1'; Start-Tool 4", timeout_s=20)
    assert not result.error
    assert result.output == ["inside", "inside", str(folder), "step 4"], result.errors


def test_one_of_several_workflows(tmp_path: Path) -> None:
    """A file that defines several workflows; one is called by name from Python."""
    file = tmp_path / "many.ps1"
    file.write_text("workflow First { 'first' }\nworkflow Second { param([int]$n) \"second $n\"; First }\n")
    result = perdure.run(file, workflow="Second", parameters={"n": 2}, timeout_s=20)
    assert result.output == ["second 2", "first"]
