"""Runbooks as Azure Automation runs them: children by name and as jobs, the runbook profile, eviction."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.timeout(90), pytest.mark.slow]  # processes and pauses: not among the quick tests


class Line:
    """Runs perdure in a folder with runbooks, a store and assets of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, **files: str) -> None:
        for name, text in files.items():
            (self.folder / name.replace("_", "-")).with_suffix(".ps1").write_text(text)

    def assets(self, **variables: object) -> None:
        assets = {"variables": variables, "credentials": {"Admin": {"username": "ann", "password": "pw"}}}
        (self.folder / "assets.json").write_text(json.dumps(assets))

    def __call__(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        environment = {**os.environ, "PERDURE_STORE": "jobs.db", "PERDURE_ASSETS": "assets.json", "NO_COLOR": "1"}
        return subprocess.run(
            [sys.executable, "-m", "perdure", *arguments], cwd=self.folder, env=environment, capture_output=True,
            text=True, timeout=60, stdin=subprocess.DEVNULL,
        )  # fmt: skip


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


PARENT = """\
workflow Parent {
    param([string]$Name, [pscredential]$By)
    $answer = Child -Who $Name
    Checkpoint-Workflow
    "$answer by $($By.UserName)"
    Script-Child -N 5
    $id = Start-AutomationRunbook -Name child -Parameters @{ Who = 'job'; Tags = @{ a = 1 } }
    Wait-AutomationJob -Id $id
    Get-Job -InstanceId $id | ForEach-Object { $_.State; Receive-Job $_ }
    $id = Start-AutomationRunbook -Name Script-Child -Parameters @{ N = 7; By = 'Admin' } -JobId 00000000-0000-0000-0000-000000000007
    Wait-AutomationJob -Id $id
    "$id"; Receive-Job -InstanceId $id
    Start-AutomationRunbook -Name Nobody
}
"""


def test_children_inline_and_as_jobs(line: Line) -> None:
    """A file beside the runbook is found by name; a credential is passed by its asset's name, objects as data."""
    line.assets()
    line.write(
        Parent=PARENT,
        child="workflow Child { param($Who, $Tags) Grandchild -Who $Who; if ($Tags) { $Tags.GetType().Name } }",
        grandchild='workflow Grandchild { param($Who) Checkpoint-Workflow; "hello $Who" }',
        script_child='param([int]$N, [pscredential]$By) "script $N $($By.UserName)".Trim()',
    )
    done = line("run", "Parent.ps1", "-Name", "x", "-By", "Admin")
    assert done.stdout.splitlines() == [
        "hello x by ann", "script 5", "Completed", "hello job", "PSCustomObject",
        "00000000-0000-0000-0000-000000000007", "script 7 ann",
    ], done.stderr  # fmt: skip
    assert "The runbook 'Nobody' was not found" in done.stderr and done.returncode == 1


@pytest.mark.slow
def test_the_management_modules_commands(line: Line) -> None:
    """Built-in stubs: a stub of the user's goes before them, and the account's names do not matter."""
    line.assets(Region="west")
    line.write(
        child="workflow Child { param($Who) \"hello $Who\"; Write-Warning 'careful' }",
        parent="""
$account = @{ ResourceGroupName = 'g'; AutomationAccountName = 'a' }
Start-AzAutomationRunbook @account -Name Child -Parameters @{ Who = 'x' } -Wait
$job = Start-AzureRmAutomationRunbook @account -Name child
do { $job = Get-AzAutomationJob @account -Id $job.JobId } while ($job.Status -ne 'Completed')
Get-AzAutomationJobOutput @account -Id $job.JobId -Stream Warning | ForEach-Object { "$($_.Type): $($_.Summary)" }
(Get-AzAutomationVariable @account -Name Region).Value
""",
    )
    done = line("run", "parent.ps1")
    assert done.stdout.splitlines() == ["hello x", "Warning: careful", "west"], done.stderr


def test_inline_children_travel_with_the_job(line: Line) -> None:
    line.write(Parent="workflow Parent { Child; Suspend-Workflow; Child }", Child="workflow Child { 'child' }")
    assert line("run", "Parent.ps1").stdout == "child\n"
    (line.folder / "Child.ps1").unlink()
    assert line("run", "--resume", "Parent.ps1").stdout == "child\n"


FAILS = """\
workflow Fails {
    'one'
    Checkpoint-Workflow
    'two'
    $flag = Get-AutomationVariable Flag
    if ($flag -ne 'ok') { throw "not yet: $flag" }
    'three'
}
"""


def test_the_runbook_profile_suspends_and_the_next_start_goes_on(line: Line) -> None:
    line.assets(Flag="no")
    line.write(Fails=FAILS)
    first = line("run", "--profile", "runbook", "Fails.ps1")
    assert (first.returncode, first.stdout) == (3, "one\ntwo\n") and "not yet: no" in first.stderr
    again = line("resume", "1")
    assert (again.returncode, again.stdout) == (3, "two\n"), "the profile stays with the job"
    line.assets(Flag="ok")
    last = line("run", "--profile", "runbook", "Fails.ps1")
    assert (last.returncode, last.stdout) == (0, "two\nthree\n"), last.stderr
    assert line("output", "1").stdout == "one\ntwo\nthree\n", "what is persisted never comes twice"


def test_arguments_arrive_as_from_the_portal(line: Line) -> None:
    line.write(hook="workflow hook { param([object]$WebhookData, [string[]]$Names, [string]$Text)"
                    " $WebhookData.RequestBody; $Names.Count; $Text }")  # fmt: skip
    given = ("-WebhookData", '{"RequestBody": "body"}', "-Names", "['a','b']", "-Text", "[x]")
    done = line("run", "--profile", "runbook", "hook.ps1", *given)
    assert done.stdout.splitlines() == ["body", "2", "[x]"], done.stderr


def test_which_workflow_of_a_file_and_whose_job(line: Line) -> None:
    line.write(two="workflow A { 'a' } workflow B { $PSPrivateMetadata.JobId -eq $ParentJobInstanceId }")
    assert "--workflow NAME says which one" in line("run", "two.ps1").stderr
    assert line("run", "--workflow", "b", "two.ps1").stdout == "False\n"
    assert line("run", "--workflow", "B", "--profile", "runbook", "two.ps1").stdout == "True\n"
    assert "holds no workflow C" in line("run", "--workflow", "C", "two.ps1").stderr


STEPS = """\
workflow Steps {
    $done = 0
    foreach ($i in 1..5) {
        "step $i"
        Write-Warning "warning $i"
        Start-Sleep -Milliseconds 120
        parallel { InlineScript { Start-Sleep -Milliseconds 30; "inline $using:i" } }
        $done++
        Checkpoint-Workflow
    }
    "done $done"
}
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", ["0.25", "0.4"])
def test_an_eviction_changes_no_output(line: Line, seconds: str) -> None:
    line.write(Steps=STEPS)
    plain = line("run", "Steps.ps1")
    evicted = line("run", "--evict-after", seconds, "Steps.ps1")
    assert "was evicted" in evicted.stderr
    assert (evicted.returncode, evicted.stdout) == (0, plain.stdout), evicted.stderr
    assert line("output", "3").stdout == line("output", "1").stdout


@pytest.mark.slow
def test_without_a_checkpoint_three_evictions_are_the_end(line: Line) -> None:
    """As in Azure: a runbook that never gets further is restarted from its beginning, then it has Failed."""
    line.write(Never="workflow Never { 'a'; InlineScript { Start-Sleep 20 }; 'b' }")
    done = line("run", "--evict-after", "0.15", "Never.ps1")
    assert done.returncode == 1 and done.stdout == ""
    assert "was evicted 3 times" in done.stderr and "Failed, waiting for resources" in done.stderr
    assert json.loads(line("jobs", "--json").stdout)[0]["state"] == "Failed"


@pytest.mark.slow
def test_a_script_that_is_evicted_is_stopped(line: Line) -> None:
    line.write(script="'a'; Start-Sleep 20; 'b'")
    done = line("run", "--evict-after", "0.2", "script.ps1")
    assert (done.returncode, done.stdout) == (1, "a\n") and "Stopped" in done.stderr


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [("--profile", "azure", "knows 'runbook'"), ("--evict-after", "x", "number of seconds")],
)
def test_wrong_options_are_told(line: Line, option: str, value: str, says: str) -> None:
    line.write(x="'x'")
    done = line("run", option, value, "x.ps1")
    assert done.returncode == 64 and says in done.stderr and done.stdout == ""
