"""perdure.cmdlet: a Python function as a command, at the level of the scripts that call it."""

from collections.abc import Iterator
from typing import Any

import pytest

import perdure


@perdure.cmdlet("Get-HostWeather", aliases="ghw")
def weather(city: str, days: int = 1, *, loud: bool = False) -> list[str]:
    """Tells the weather of a city."""
    line = f"{city}: rain"
    return [line.upper() if loud else line] * days


@perdure.cmdlet(pipeline="number")
def add_host_number(number: int, *, to: float = 0.5) -> float:
    return number + to


@perdure.cmdlet("Join-HostText")
def join(first: str, *rest: Any) -> Iterator[Any]:
    yield first
    yield len(rest)
    yield 2**40


@perdure.cmdlet("Stop-HostThing")
def stop(name: str | None = None) -> None:
    raise KeyError(name)


def shown(script: str) -> list[str]:
    result = perdure.run(script, timeout_s=20)
    assert result.error is None, result.error
    return [perdure.out_string([v]).strip() for v in result.output]


@pytest.mark.parametrize(
    ("script", "output"),
    [
        ("Get-HostWeather Oslo", ["Oslo: rain"]),
        ("ghw -Days 2 -City Rome -Loud", ["ROME: RAIN", "ROME: RAIN"]),
        ("$p = @{ City = 'Bern' }; Get-HostWeather @p | ForEach-Object { $_.Length }", ["10"]),
        ("1..3 | Add-HostNumber -To 1.5", ["2.5", "3.5", "4.5"]),
        ("Join-HostText a b c", ["a", "2", "1099511627776"]),
        ("(Join-HostText a)[2].GetType().Name", ["Int64"]),
        ("(Get-Command Get-HostWeather).CommandType", ["Cmdlet"]),
        ("try { Stop-HostThing x } catch { $_.FullyQualifiedErrorId }", ["KeyError,Stop-HostThing"]),
        ("try { Get-HostWeather -Days no Oslo } catch { $_.FullyQualifiedErrorId }",
         ["CannotConvertArgumentNoMessage,Get-HostWeather"]),
        ("workflow W { parallel { Get-HostWeather Oslo } }; W", ["Oslo: rain"]),
    ],
)  # fmt: skip
def test_a_function_is_a_command(script: str, output: list[str]) -> None:
    """Parameters, switches, defaults, the pipeline, errors and workflows reach a Python function."""
    assert shown(script) == output


def test_a_declaration_that_cannot_be_is_refused() -> None:
    """What no command line can say is told when the function is registered."""
    with pytest.raises(ValueError, match="pipeline|parameter"):
        perdure.cmdlet("Get-Odd", pipeline="missing")(lambda given: given)
    with pytest.raises(ValueError, match="blanks"):
        perdure.cmdlet("Get Odd")(lambda given: given)
