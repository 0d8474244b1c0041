"""A short run of the fuzzer with fixed seeds: nothing but ParseError leaves the parser, nothing but script errors a script."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perdure
from tests.fuzz.running import Runner
from tests.fuzz.texts import derive, text_of
from tests.fuzz.worker import script_of

pytestmark = pytest.mark.slow  # processes and pauses: not among the quick tests


def survives(text: str) -> None:
    try:
        perdure.parse(text)
    except perdure.ParseError as error:
        assert error.errors


def test_texts() -> None:
    for seed in range(200):
        survives(text_of(seed))


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**32))
def test_derivations_of_the_grammar(seed: int) -> None:
    survives(derive(random.Random(seed)))


@pytest.mark.slow
def test_scripts() -> None:
    runner = Runner()
    try:
        for seed in range(60):
            answer = runner.run(seed)
            assert answer["outcome"] in ("ok", "errors", "error", "refused", "stopped"), (seed, answer, script_of(seed))
    finally:
        runner.stop()


BOMBS = [
    "'a' * 1gb",
    "1..2000000000",
    ",1 * 2000000000",
    "[int[]]::new(2000000000)",
    "'a'.PadLeft(2000000000)",
    "[string]::new('a', 2000000000)",
    "while (1) {}",
    "$a = @(1); while (1) { $a += $a }",
    "$s = 'a'; while (1) { $s += $s }",
    "function f { f }; f",
    "workflow w { while ($true) { 'x' } }; w",
    "Start-Process sh; & sh -c 'echo 1'; Set-Content /etc/perdure-fuzz 1; Invoke-WebRequest http://127.0.0.1:9",
]


@pytest.mark.slow
def test_nothing_large_or_endless_or_foreign_gets_out() -> None:
    """Memory, time, files, processes and network end as script errors of the worker, which lives on."""
    runner = Runner()
    try:
        for text in BOMBS:
            answer = runner.run(0, text)
            assert answer["outcome"] in ("errors", "error", "stopped"), (text, answer)
    finally:
        runner.stop()
