"""A changed expectation fails, in every stream of every format."""

from pathlib import Path

import pytest

from perdure.runtime.testing.cases import CLI_STREAMS, PLAIN_STREAMS, Expected, Process
from perdure.runtime.testing.processes import split_errors
from perdure.runtime.testing.transcript import compare_cli, compare_plain, compare_process, compress_types, expand_types


def _process(*expected: Expected) -> Process:
    return Process("", expected)


@pytest.mark.parametrize("stream", PLAIN_STREAMS)
def test_plain_streams_are_compared_exactly(stream: str) -> None:
    process = _process(Expected(stream, "a"), Expected(stream, "b"))
    assert compare_plain(process, {stream: ["a", "b"]}) == []
    for actual in ([], ["a"], ["b", "a"], ["a", "b", "b"], ["a", "B"], ["a", "b "]):
        (difference,) = compare_plain(process, {stream: actual} if actual else {})
        assert difference.stream == stream
    assert compare_plain(_process(), {stream: [""]}) != []


@pytest.mark.parametrize("stream", CLI_STREAMS)
def test_command_line_streams_are_compared_exactly(stream: str) -> None:
    process = _process(Expected(stream, "1"))
    assert compare_cli(0, process, {stream: ["1"]}) == []
    for actual in ({}, {stream: ["2"]}, {stream: ["1", "1"]}):
        assert [d.stream for d in compare_cli(0, process, actual)] == [stream]


@pytest.mark.parametrize("stream", ["out", "error", "killed", "lint"])
def test_streams_of_programs(stream: str) -> None:
    process = _process(Expected(stream, "a"))
    assert compare_process(0, process, {stream: ["a"]}) == []
    for actual in ({}, {stream: ["b"]}, {stream: ["a", "a"]}):
        assert [d.stream for d in compare_process(0, process, actual)] == [stream]
    assert compare_process(0, _process(), {stream: ["a"]}) != []


def test_any_lines_are_free_among_their_neighbours_only() -> None:
    process = _process(
        Expected("out", "x"), Expected("out", "a", True), Expected("out", "b", True), Expected("out", "y")
    )
    assert compare_process(0, process, {"out": ["x", "b", "a", "y"]}) == []
    for actual in (["b", "x", "a", "y"], ["x", "a", "a", "y"], ["x", "a", "y"], ["x", "a", "b", "b", "y"]):
        assert compare_process(0, process, {"out": actual}) != []


def test_an_error_line_is_a_part_of_one_message() -> None:
    process = _process(Expected("error", "soft"), Expected("error", "hard"))
    assert compare_process(0, process, {"error": ["Write-Error: too soft", "x: hard."]}) == []
    assert compare_process(0, process, {"error": ["too soft and hard"]}) != []


def test_types_in_a_row_are_counted() -> None:
    names = ["System.Int32", "System.Int32", "null", "System.Int32", "System.Collections.Generic.List`1[[x*y]]"]
    text = "System.Int32*2 null System.Int32 System.Collections.Generic.List`1[[x*y]]"
    assert (compress_types(names), expand_types(text)) == (text, names)


def test_rendered_errors_are_told_apart() -> None:
    text = """\
Get-Item: /r/case.ps1:2
Line |
   2 |  Get-Item none
     |  ~~~~~~~~~~~~~
     | Cannot find path '/c/none'
     | because it does not exist.
perdure: job 3 is suspended
Write-Error: soft
second line
Exception: /r/case.ps1:3
Line |
   3 |  throw 'x'
     | x
"""
    records = split_errors(text, Path("/c"), Path("/r"))
    assert len(records) == 3
    assert "Cannot find path '<cwd>/none' because it does not exist." in records[0]
    assert records[1] == "Write-Error: soft second line"
    assert records[2].endswith("throw 'x' x")
