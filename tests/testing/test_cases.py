"""Case files are read as their formats say."""

from pathlib import Path

import pytest

from perdure.runtime.testing.cases import CaseFileError, Expected, KillWhen, is_case_file, read_cases


def _cases(tmp_path: Path, text: str, name: str = "folder/x.ps1") -> list:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    assert is_case_file(path)
    return read_cases(path)


def test_plain_cases_keep_their_line_numbers(tmp_path: Path) -> None:
    first, second = _cases(
        tmp_path, "# about\n\n#: case a\n# why\n1\n#= types: X\n#= out: 1\n\n#: case b\n\n2\n#= nothing\n"
    )
    assert (first.kind, first.id, first.line) == ("plain", "folder/x.ps1::a", 3)
    assert first.processes[0].script == "# why\n1\n"
    assert first.processes[0].expected == (Expected("types", "X"), Expected("out", "1"))
    assert second.processes[0].script == "\n2\n"
    assert second.processes[0].expected == ()


def test_a_case_of_two_processes(tmp_path: Path) -> None:
    text = (
        "#: case a\n#: basis 1 high\n#: kill-when lines log 3\n1\n#= killed\n#: process\n2\n#= any: b\n#= lint: none\n"
    )
    (case,) = _cases(tmp_path, text)
    first, second = case.processes
    assert case.kind == "processes"
    assert (first.script, first.kill_when, first.expected) == ("1\n", KillWhen("log", 3), (Expected("killed", ""),))
    assert (second.script, second.kill_when) == ("2\n", None)
    assert second.expected == (Expected("out", "b", True), Expected("lint", "none"))


def test_a_folder_named_workflow_holds_programs(tmp_path: Path) -> None:
    (case,) = _cases(tmp_path, "#: case a\n1\n#= out: 1\n", "seed-workflows/x.ps1")
    assert case.kind == "processes"


def test_command_line_cases(tmp_path: Path) -> None:
    text = "about\n\n#: case a\n#: file m.ps1\n1\n\n#: stdin\nin\n#: run -File m.ps1\n#= out: 1\n#= err:\n#= exit: 0\n"
    (case,) = _cases(tmp_path, text, "x.txt")
    assert (case.kind, case.files, case.stdin) == ("cli", (("m.ps1", "1\n"),), "in\n")
    assert case.processes[0].arguments == "-NoProfile -NonInteractive -File m.ps1"
    assert case.processes[0].expected == (Expected("out", "1"), Expected("err", ""), Expected("exit", "0"))


def test_our_own_command_lines(tmp_path: Path) -> None:
    (case,) = _cases(tmp_path, "#: case a\n#: copy .\n#: perdure jobs --json\n#= any: b\n#= any: a\n", "x.txt")
    assert (case.copies, case.processes[0].arguments) == ((".",), "jobs --json")
    assert case.processes[0].expected == (Expected("out", "b", True), Expected("out", "a", True))


@pytest.mark.parametrize("line", ["#= ouch: 1", "#= out 1", "#= lint: x"])
def test_what_cannot_be_understood_is_an_error(tmp_path: Path, line: str) -> None:
    with pytest.raises(CaseFileError if "lint" not in line else AssertionError):
        cases = _cases(tmp_path, f"#: case a\n1\n{line}\n")
        assert cases[0].kind == "plain"


def test_a_name_given_twice_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match="named twice"):
        _cases(tmp_path, "#: case a\n1\n#= out: 1\n#: case a\n1\n#= out: 1\n")
