"""`perdure check`: text, JSON and SARIF, folders, and an exit status for CI."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.timeout(60)

REFUSED = "workflow W {\n    Get-AzureRmVM\n    break\n}\n"
FINE = "Get-ChildItem\n"
ADVICE = "Get-WmiObject Win32_X\n"


def check(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "perdure", "check", *arguments], cwd=folder, env={**os.environ, "NO_COLOR": "1"},
        capture_output=True, text=True, timeout=50, stdin=subprocess.DEVNULL,
    )  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "refused.ps1").write_text(REFUSED)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "fine.psm1").write_text(FINE)
    (tmp_path / "sub" / "old.ps1").write_text(ADVICE)
    (tmp_path / "sub" / "notes.txt").write_text("workflow {")
    return tmp_path


def test_json_has_all_findings_in_the_order_of_the_text(folder: Path) -> None:
    done = check(folder, "--json", "refused.ps1", "sub")
    rows = json.loads(done.stdout)
    assert [(r["id"], r["kind"], r["severity"], r["file"], r["line"], r["column"]) for r in rows] == [
        ("WorkflowConstruct", "advice", "note", "refused.ps1", 1, 1),
        ("AzureRMCommand", "advice", "note", "refused.ps1", 2, 5),
        ("BreakContinueNotSupported", "5.1", "warning", "refused.ps1", 3, 5),
        ("WmiCommand", "advice", "note", os.path.join("sub", "old.ps1"), 1, 1),
    ]
    assert all(list(row) == ["id", "kind", "severity", "message", "file", "line", "column"] for row in rows)
    assert done.returncode == 1


def test_text_has_the_place_carets_and_what_to_write(folder: Path) -> None:
    done = check(folder, "--no-advice", "refused.ps1")
    path = folder / "refused.ps1"
    assert done.stdout.splitlines() == [
        f"{path}:3:5: break and continue are not supported in a workflow. (BreakContinueNotSupported)",
        "        break",
        "        ^^^^^",
        "    Use if, or a variable in the loop's condition.",
    ]


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["refused.ps1"], 1),
        (["sub"], 0),
        (["sub", "--fail-on", "advice"], 1),
        (["refused.ps1", "--fail-on", "error"], 0),
        (["refused.ps1", "--fail-on=never"], 0),
        (["nowhere.ps1"], 64),
        (["refused.ps1", "--format", "xml"], 64),
        ([], 64),
    ],
)
def test_the_exit_status_is_for_ci(folder: Path, arguments: list[str], status: int) -> None:
    assert check(folder, *arguments).returncode == status


def test_a_text_that_does_not_parse_is_an_error(folder: Path) -> None:
    (folder / "bad.ps1").write_text("parallel { 1 }\nif (")
    rows = json.loads(check(folder, "--json", "bad.ps1").stdout)
    assert rows and {(r["kind"], r["severity"]) for r in rows} == {("5.1", "error")}


def test_a_runbook_beside_is_no_unknown_command(folder: Path) -> None:
    (folder / "Get-Child.ps1").write_text("workflow Get-Child { 1 }\n")
    (folder / "parent.ps1").write_text("workflow parent {\n Get-Child\n Get-Nothing\n}\n")
    rows = json.loads(check(folder, "--json", "--no-advice", "parent.ps1").stdout)
    assert [(r["id"], r["line"]) for r in rows] == [("CommandNotFound", 3)]


def required(value: Any, *names: str) -> None:
    assert isinstance(value, dict) and set(names) <= set(value), (names, value)


def test_sarif_has_what_its_schema_requires(folder: Path) -> None:
    """SARIF 2.1.0: version and runs; a tool with a named driver; rules with ids; results with messages, whose places count
    from 1 and whose indexes lead to their rules.
    """
    log = json.loads(check(folder, "--sarif", "refused.ps1", "sub").stdout)
    required(log, "version", "runs", "$schema")
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1
    (run,) = log["runs"]
    required(run, "tool", "results")
    required(run["tool"]["driver"], "name", "rules")
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        required(rule, "id", "shortDescription")
        assert isinstance(rule["shortDescription"]["text"], str) and rule["shortDescription"]["text"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    assert [r["ruleId"] for r in run["results"]] == [
        "WorkflowConstruct", "AzureRMCommand", "BreakContinueNotSupported", "WmiCommand"
    ]  # fmt: skip
    for found in run["results"]:
        required(found, "ruleId", "ruleIndex", "level", "message", "locations")
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["level"] in ("none", "note", "warning", "error") and found["message"]["text"]
        place = found["locations"][0]["physicalLocation"]
        region = place["region"]
        assert "\\" not in place["artifactLocation"]["uri"]
        assert all(type(region[name]) is int and region[name] >= 1 for name in region)
        assert (region["endLine"], region["endColumn"]) >= (region["startLine"], region["startColumn"])
