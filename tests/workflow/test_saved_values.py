"""Any value that scripts can build survives a checkpoint unchanged, or the checkpoint's error names it by its path.

Graphs of values with shared parts and cycles are built by a script, written down, saved in a SQLite store, and written down
again by another engine that goes on with the job.
"""

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import perdure
from tests.workflow.values import HOLDERS, LEAVES, LIVE, SHOW

RESUME = "$j = Get-Job | Resume-Job -WarningAction SilentlyContinue | Wait-Job; Receive-Job $j"
START = "\n$j = W -AsJob; $null = Wait-Job $j -WarningAction SilentlyContinue; Receive-Job $j"


def before_and_after(build: str) -> list[Any]:
    """Gives what is written down of $root before a suspension and after it, in another engine; or why it can't be saved."""
    body = f"{build}\nShow $root\ntry {{ Suspend-Workflow }} catch {{ return $_.Exception.Message }}\nShow $root"
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "jobs.db"
        first = perdure.run(f"{SHOW}\nworkflow W {{\n{body}\n}}{START}", store=store, timeout_s=30)
        second = perdure.run(RESUME, store=store, timeout_s=30)
    assert not (first.error or first.errors or second.error or second.errors), (build, first.errors, second.errors)
    return [*first.output, *second.output]


def test_each_value_survives() -> None:
    """One checkpoint with one of each; each is compared by itself."""
    build = "$root = [ordered]@{}\n" + "\n".join(f"$root['{name}'] = {leaf}" for name, leaf in LEAVES.items())
    shows = "\n".join(f"Show $root['{name}']" for name in LEAVES)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "jobs.db"
        text = f"{SHOW}\nworkflow W {{\n{build}\n{shows}\nSuspend-Workflow\n{shows}\n}}{START}"
        first = perdure.run(text, store=store, timeout_s=30)
        second = perdure.run(RESUME, store=store, timeout_s=30)
    assert not (first.error or first.errors or second.error or second.errors)
    before, after = dict(zip(LEAVES, first.output, strict=True)), dict(zip(LEAVES, second.output, strict=True))
    assert after == before


@pytest.mark.parametrize("name", LIVE)
def test_live_things_are_named(name: str) -> None:
    out = before_and_after(
        f"$thing = {LIVE[name]}; $root = @{{ cfg = [pscustomobject]@{{ Held = @(0, $thing) }} }}\n$thing = $null"
    )
    assert re.fullmatch(r"The value of \$root\.cfg\.Held\[1\] \([\w.+]+\) cannot be saved in a checkpoint\.", out[1])


@st.composite
def graphs(draw: Any, live: bool) -> tuple[str, list[str]]:
    """Gives the statements that build a graph in $root, and the names of live things in it."""
    count = draw(st.integers(1, 7))
    lines, holders, found = [], [], []
    for at in range(count):
        kind = draw(st.sampled_from(["holder", "holder", "leaf", "live" if live else "leaf"]))
        if kind == "holder":
            name = draw(st.sampled_from(sorted(HOLDERS)))
            holders.append((at, name))
            lines.append(f"$o{at} = {HOLDERS[name][0]}")
        else:
            table = LIVE if kind == "live" else LEAVES
            name = draw(st.sampled_from(sorted(table)))
            found += [name] if kind == "live" else []
            lines.append(f"$o{at} = {table[name]}")
    for at, name in holders:
        parts = draw(st.lists(st.integers(0, count - 1), max_size=4))
        for n, part in enumerate(parts):
            lines.append(f"$holder = $o{at}; $part = $o{part}; {HOLDERS[name][1].format(n=n)}")
    lines.append("$holder = $part = $null; $root = @{}")
    lines += [f"$root['o{at}'] = $o{at}" for at in range(count)]
    lines += [f"$o{at} = $null" for at in range(count)]
    return "\n".join(lines), found


SLOW = settings(deadline=None, suppress_health_check=list(HealthCheck), print_blob=False, database=None)


@pytest.mark.slow
@settings(SLOW, max_examples=40)
@given(graphs(live=False))
def test_any_graph_survives(graph: tuple[str, list[str]]) -> None:
    build, _ = graph
    out = before_and_after(build)
    assert len(out) == 2, (build, out)
    assert out[0] == out[1], build


@pytest.mark.slow
@settings(SLOW, max_examples=20)
@given(graphs(live=True))
def test_any_graph_survives_or_is_named(graph: tuple[str, list[str]]) -> None:
    build, live = graph
    out = before_and_after(build)
    if live:
        assert re.match(r"The value of \$root\.o\d\S* \([\w.+`]+\) cannot be saved in a checkpoint", out[1]), (
            build,
            out,
        )
    else:
        assert out[0] == out[1], build
