"""Stubs: what answers for commands that are not there, in every kind of session, each executed call taken down once."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import perdure

MODULE = """\
$script:made = 0
function New-Machine {
    [CmdletBinding()] param([Parameter(Mandatory)][string]$Name, [int]$Size = 1, [Parameter(ValueFromPipeline)]$Tag)
    process { $script:made++; Write-Helper "$Name is machine $script:made $Tag".Trim() }
}
function Write-Helper($Text) { $Text }
Export-ModuleMember New-Machine
"""


def run(text: str, **options: Any) -> perdure.Result:
    return perdure.run(text, timeout_s=20, **options)


@pytest.fixture
def module(tmp_path: Path) -> Path:
    path = tmp_path / "Cloud.psm1"
    path.write_text(MODULE)
    return path


def test_without_stubs_nothing_answers() -> None:
    assert run("Get-Cloud").errors[0].fully_qualified_error_id == "CommandNotFoundException"


def test_a_module_answers_and_its_calls_are_bound(module: Path) -> None:
    """The functions that it exports are stubs; what they call among themselves is not taken down."""
    done = run("New-Machine -Name a\n1..2 | New-Machine b -Size 3", stubs=module)
    assert done.output == ["a is machine 1", "b is machine 2 1", "b is machine 3 2"]
    assert [(c.name, c.line, c.column) for c in done.stub_calls] == [("New-Machine", 1, 1), ("New-Machine", 2, 8)]
    assert done.stub_calls[0].parameters == {"Name": "a"}
    assert done.stub_calls[1].parameters["Name"] == "b"
    assert done.stub_calls[1].input == [1, 2]


def test_a_binding_error_is_the_functions_own_and_no_call(module: Path) -> None:
    done = run("New-Machine -Nam", stubs=module)
    assert done.errors[0].fully_qualified_error_id == "MissingArgument,New-Machine"
    assert done.stub_calls == []


@pytest.mark.parametrize(
    ("entry", "output"),
    [
        (None, []),
        ("text", ["text"]),
        ([1, [2, 3]], [1, [2, 3]]),
        ({"returns": 2**40}, [2**40]),
        ({"sequence": ["a", {"returns": ["b", "c"]}, "d"]}, ["a"]),
        ({"script": "param($Name) \"hello $Name $args\""}, ["hello x 7"]),
        (lambda call: f"{call.parameters['Name']} {call.arguments}", ["x [7]"]),
    ],
)  # fmt: skip
def test_what_a_table_may_say(entry: Any, output: list[Any]) -> None:
    assert run("Get-Cloud -Name x 7", stubs={"Get-Cloud": entry}).output == output


def test_objects_are_made_anew_for_each_call() -> None:
    done = run("$a = Get-Cloud; $a.Name = 'b'; (Get-Cloud).Name", stubs={"Get-Cloud": {"Name": "a"}})
    assert done.output == ["a"]


def test_a_sequence_goes_on_and_its_last_stays() -> None:
    entry = {"sequence": ["Running", {"error": "not now"}, "Done"]}
    done = run("1..4 | ForEach-Object { Get-State }", stubs={"Get-State": entry})
    assert done.output == ["Running", "Done", "Done"]
    assert [e.message for e in done.errors] == ["not now"]


def test_errors_are_records_and_obey_erroraction() -> None:
    entry = {"error": {"message": "no quota", "id": "Quota", "category": "QuotaExceeded"}}
    done = run("Get-Cloud; 'on'; try { Get-Cloud -ErrorAction Stop } catch { \"$_\" }", stubs={"Get-Cloud": entry})
    assert done.output == ["on", "no quota"]
    assert (done.errors[0].fully_qualified_error_id, done.errors[0].category) == ("Quota,Get-Cloud", "QuotaExceeded")
    entry["error"]["terminating"] = True
    assert run("try { Get-Cloud; 'on' } catch { 'caught' }", stubs={"Get-Cloud": entry}).output == ["caught"]


def test_arguments_of_a_command_that_nobody_declared() -> None:
    """A name takes the value behind it, or is a switch; positions get the names that the entry gives them."""
    stubs = {"Set-Cloud": {"returns": None, "parameters": ["Name", "Group"]}}
    text = "$h = @{ Tag = 1 }; Set-Cloud -group g n -Force -Size:3 rest @h -Verbose"
    (call,) = run(text, stubs=stubs).stub_calls
    assert call.parameters == {"Group": "g", "Name": "n", "Force": True, "Size": 3, "Tag": 1}
    assert call.arguments == ["rest"]


def test_a_stub_goes_before_a_cmdlet_and_behind_a_function() -> None:
    stubs = {"Get-Date": "today", "Get-Mine": "stub"}
    assert run("function Get-Mine { 'mine' }; Get-Date; Get-Mine", stubs=stubs).output == ["today", "mine"]


EVERYWHERE = """
workflow Inner { Use-Cloud -In nested }
workflow Test-It {
    Use-Cloud -In statement
    $x = Use-Cloud -In assignment
    "$(Use-Cloud -In expression)"
    InlineScript { Use-Cloud -In inline }
    parallel { Use-Cloud -In branch; sequence { Use-Cloud -In branch } }
    foreach -parallel ($i in 1..3) { InlineScript { Use-Cloud -In "item$using:i" } }
    1..2 | ForEach-Object { Use-Cloud -In each }
    Inner
}
Test-It | Out-Null
Test-It -AsJob | Wait-Job | Receive-Job | Out-Null
Start-ThreadJob { Use-Cloud -In thread } | Wait-Job | Receive-Job | Out-Null
1..2 | ForEach-Object -Parallel { Use-Cloud -In parallel } | Out-Null
"""
ONCE = {"statement", "assignment", "expression", "inline", "item1", "item2", "item3", "nested"}


def test_every_session_has_them_and_each_call_counts_once() -> None:
    done = run(EVERYWHERE, stubs={"Use-Cloud": lambda call: call.parameters["In"]})
    assert not done.errors and done.error is None
    counts = Counter(call.parameters["In"] for call in done.stub_calls)
    assert counts == {**dict.fromkeys(ONCE, 2), "branch": 4, "each": 4, "thread": 1, "parallel": 2}


def test_an_inlinescript_out_of_process_has_them(module: Path) -> None:
    """Its calls come back to the runner, and a sequence goes on there."""
    text = """
workflow W {
    New-Machine -Name a
    $PSRunInProcessPreference = $false
    InlineScript { New-Machine -Name $PID; Get-State }
    InlineScript { Get-State }
}
W"""
    table = module.with_name("table.json")
    table.write_text('{"Get-State": {"sequence": ["one", "two"]}}')
    done = run(text, stubs=[module, table])
    assert done.output[-2:] == ["one", "two"] and not done.errors
    assert [c.name for c in done.stub_calls] == ["New-Machine", "New-Machine", "Get-State", "Get-State"]
    assert done.stub_calls[1].parameters["Name"] != str(os.getpid())


def test_a_job_in_a_process_of_its_own_has_them(module: Path) -> None:
    text = "Start-Job { New-Machine -Name $PID -Tag $using:block; Get-Nothing } | Wait-Job | Receive-Job"
    done = run(f"$block = 'x'; {text}", stubs=module, record_unknown=True)
    assert "is machine 1" in done.output[0] and not done.errors
    assert [(c.name, c.known) for c in done.stub_calls] == [("New-Machine", True), ("Get-Nothing", False)]
    assert done.stub_calls[0].parameters["Tag"] == "x"


def test_a_stub_of_a_sleep_takes_no_time() -> None:
    done = perdure.run("workflow W { Start-Sleep -Seconds 60; 'on' } W", stubs={"Start-Sleep": None}, timeout_s=10)
    assert done.output == ["on"] and done.stub_calls[0].parameters == {"Seconds": 60}


def test_retries_are_calls_of_their_own() -> None:
    entry = {"sequence": [{"error": {"message": "busy", "terminating": True}}, "done"]}
    done = run(
        "workflow W { Get-Cloud -PSActionRetryCount 2 -PSActionRetryIntervalSec 0 }; W", stubs={"Get-Cloud": entry}
    )
    assert done.output == ["done"] and len(done.stub_calls) == 2


def test_unknown_commands_are_recorded() -> None:
    text = """\
#Requires -Modules Az.Compute
Import-Module Az.Network
Connect-Cloud -Identity
foreach ($i in 1, 2) { New-Cloud $i }
'end'
"""
    done = run(text, record_unknown=True)
    assert done.output == ["end"] and not done.errors
    assert [(c.name, c.line) for c in done.stub_calls] == [
        ("#Requires", 0), ("Import-Module", 2), ("Connect-Cloud", 3), ("New-Cloud", 4), ("New-Cloud", 4)
    ]  # fmt: skip
    assert not any(c.known for c in done.stub_calls)
    assert done.warnings[-1] == "<text>:4:24: the command 'New-Cloud' is not there; its call was recorded"
    assert len(done.warnings) == 4, "a place is told of once"


def test_looking_for_an_unknown_command_does_not_find_it() -> None:
    assert run("[bool](Get-Command Get-Cloud -ErrorAction Ignore)", record_unknown=True).output == [False]


def test_scripts_make_stubs_and_see_the_calls() -> None:
    text = """
New-Stub Get-A 5
New-Stub Get-B -Sequence 1, { "from $args" }
New-Stub Get-C -ErrorMessage 'no' -ErrorId NoC
New-Stub Get-D -ScriptBlock { param($X) "d$X" } -Module Cloud
Import-Module Cloud
Get-A; Get-B; Get-B 7; Get-D -X 1
Get-C -ErrorVariable e -ErrorAction SilentlyContinue
$e[0].FullyQualifiedErrorId
(Get-StubCall Get-D).Parameters.X
(Get-StubCall).Count
Clear-StubCall
@(Get-StubCall).Count
"""
    assert run(text).output == [5, 1, "from 7", "d1", "NoC,Get-C", 1, 5, 0]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.txt", "", "is no stub file"),
        ("a.json", "[1]", "a stub table is a map"),
        ("a.json", "{", "Expecting"),
        ("a.yaml", "Get-A: {returns: 1, error: x}", "both returns and error"),
        ("a.yaml", "Get-A: {script: 'if ('}", "does not parse"),
    ],
)
def test_a_bad_stub_file_is_told(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    try:
        done = run("Get-A", stubs=path)
    except ValueError as error:
        assert says in str(error)
        return
    assert done.error is not None and says in done.error.message


@pytest.mark.parametrize(
    ("ending", "text"),
    [
        ("json", '{"commands": {"Get-A": {"returns": {"N": 1}}}, "modules": ["Cloud"]}'),
        ("yaml", "commands:\n  Get-A:\n    N: 1\nmodules: [Cloud]\n"),
        ("toml", 'modules = ["Cloud"]\n[commands.Get-A]\nN = 1\n'),
        ("ps1", "function Get-A { [pscustomobject]@{ N = 1 } }\nNew-Stub Get-X -Module Cloud"),
    ],
)
def test_each_kind_of_file(tmp_path: Path, ending: str, text: str) -> None:
    path = tmp_path / f"stubs.{ending}"
    path.write_text(text)
    done = run("Import-Module Cloud; (Get-A).N", stubs=[path])
    assert done.output == [1] and not done.errors
