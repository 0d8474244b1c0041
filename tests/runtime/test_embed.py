"""The interface for Python programs: what comes of a run, values in both directions, and every kind of bad argument."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import perdure

LIMIT_S = 60


def test_text_after_a_parse_error_shows_it() -> None:
    """Nothing has run then, but the console would have shown the error."""
    result = perdure.run("if (", timeout_s=LIMIT_S)
    assert [e.fully_qualified_error_id for e in result.parse_errors] == ["IfStatementMissingCondition"]
    assert result.exit_code == 1 and result.error is None and result.output == []
    assert "Missing condition in if statement after 'if ('." in result.text


@pytest.mark.parametrize(
    ("given", "fault", "words"),
    [
        ({"script": None}, TypeError, "script is a text"),
        ({"script": b"1"}, TypeError, "script is a text"),
        ({"script": Path("/nowhere/at/all.ps1")}, FileNotFoundError, "all.ps1"),
        ({"args": 3}, TypeError, "args is an iterable"),
        ({"args": None}, TypeError, "args is an iterable"),
        ({"parameters": [1]}, TypeError, "parameters is a mapping"),
        ({"parameters": {1: 2}}, TypeError, "a parameter's name is a str"),
        ({"workflow": 3}, TypeError, "workflow is a workflow's name"),
        ({"input": 3}, TypeError, "input is an iterable"),
        ({"store": 3}, TypeError, "store is the path"),
        ({"timeout_s": "1"}, TypeError, "timeout_s is a number"),
        ({"timeout_s": -1}, ValueError, "timeout_s is -1"),
        ({"timeout_s": float("nan")}, ValueError, "timeout_s is nan"),
    ],
)
def test_bad_arguments_are_refused_in_words(given: dict[str, Any], fault: type[Exception], words: str) -> None:
    """A mistake of the calling program is Python's own exception, which says what is wanted; nothing has run."""
    with pytest.raises(fault, match=words):
        perdure.run(**{"script": "1", **given})


def test_other_functions_refuse_bad_arguments() -> None:
    for wrong in (lambda: perdure.parse(3), lambda: perdure.out_string(3), lambda: perdure.out_string([1], "x")):  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(ValueError, match="width is 0"):
        perdure.out_string([1], 0)


def test_a_time_limit_beyond_all_clocks_is_none() -> None:
    for limit in (float("inf"), 1e300):
        assert perdure.run("1", timeout_s=limit).output == [1]


def test_python_values_are_what_scripts_hold() -> None:
    """dict is a Hashtable, tuple an array, bytes a byte array, dates and spans .NET's, numbers widen at any depth."""
    loop: list[Any] = [1]
    loop.append(loop)
    given = [
        {"a": 2**40}, (1, 2), b"ab", datetime.datetime(2020, 1, 2, 3, 4, 5), datetime.timedelta(hours=1), Path("x"),
        2**70, [2**40], Decimal("1.5"), loop,
    ]  # fmt: skip
    shown = "$args[0..8] | ForEach-Object { ,$_ | ForEach-Object { $_.GetType().Name } }; $args[0].a.GetType().Name"
    names = [
        "Hashtable", "Object[]", "Byte[]", "DateTime", "TimeSpan", "String", "BigInteger", "Object[]", "Decimal", "Int64",
    ]  # fmt: skip
    assert perdure.run(shown + "; $args[9].Count", args=given, timeout_s=LIMIT_S).output == [*names, 2]
