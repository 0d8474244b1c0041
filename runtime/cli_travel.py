"""`perdure checkpoints`, `show JOB --at N` and `diff`: what a job's saved states hold. cli_fork.py starts new jobs from them.

A checkpoint's number is the number of its commit in the job, so numbers rise but may have gaps.
"""

import datetime
import json
import os
from typing import Any

import attrs

from perdure.grammar.source import Source, read_source
from perdure.interpreter.records import DamagedRecord, MissingName
from perdure.runtime.cli import USAGE, CannotDo
from perdure.runtime.cli_run import job_of
from perdure.runtime.json_write import DEFAULT, Writer
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Checkpoint, Head
from perdure.runtime.time_travel import (
    Change,
    Line,
    Place,
    differences,
    lines_of,
    note_names,
    outputs_between,
    texts_of,
)
from perdure.runtime.workflow_definitions import Luggage
from perdure.runtime.workflow_outputs import decode

JSON_DEPTH = 4
NUMBERS_MAX = 12  # of checkpoints that a message names one by one
VALUE_COLUMNS = 100  # of a value in a line of text


# ---- which job, which checkpoint ---------------------------------------------------------------------------------------


def child_of(cx: Any, text: str) -> Any:
    """Gives the job that has the checkpoints: the one that a child's number names, else the only child of the job."""
    job = job_of(cx, text)
    for child in job.children:
        if text == str(child.id):
            return child
    if len(job.children) != 1:
        numbers = ", ".join(str(child.id) for child in job.children)
        raise CannotDo(f"job {job.id} runs as several jobs, each with its own checkpoints; name one of {numbers}")
    return job.children[0]


def checkpoint_of(cx: Any, child: Any, text: str) -> tuple[Checkpoint, Head]:
    """Gives a checkpoint by its number as given.

    Raises: CannotDo where there is no such checkpoint; StoreError when it is damaged.
    """
    if not (text.isascii() and text.isdigit()):
        raise CannotDo(f"a checkpoint is given by its number, not '{text}'; perdure checkpoints lists them", USAGE)
    found = {at.seq: at for at in cx.engine.store.checkpoints(child.id)}
    at = found.get(int(text))
    number = child.parent.id
    if at is None and found:
        raise CannotDo(
            f"job {number} has no checkpoint {text}; it has {numbers_told(sorted(found))}: perdure checkpoints {number}"
        )
    if at is None:
        raise CannotDo(f"job {number} has no checkpoint {text}: none is kept of it")
    return at, cx.engine.store.read_checkpoint(child.id, at.seq)


def numbers_told(numbers: list[int]) -> str:
    """Gives checkpoints' numbers in words; only the ends of many."""
    if len(numbers) > NUMBERS_MAX:
        return f"{len(numbers)} from {numbers[0]} to {numbers[-1]}"
    return ", ".join(str(number) for number in numbers)


def opened(cx: Any, child: Any, head: Head) -> list[Line]:
    """Gives the branches of a checkpoint.

    Raises: CannotDo where the state needs something that is not here any more.
    """
    stored, store = cx.engine.stored, cx.engine.store
    try:
        luggage = Luggage(store.read_definition(child.id))
        run = stored.put_together(child, store.find_job(child.id).metadata, luggage, head.snapshot)
        note_names(luggage)
    except (DamagedRecord, MissingName) as bad:
        raise CannotDo(f"checkpoint {head.seq} of job {child.parent.id} can't be read here: {bad}") from None
    return lines_of(run)


# ---- perdure checkpoints -----------------------------------------------------------------------------------------------


def checkpoints(cx: Any, given: list[str], as_json: bool) -> int:
    """Lists the checkpoints that are kept, oldest first: number, time, place, size of the state."""
    job = job_of(cx, given[0])
    wanted = [child for child in job.children if given[0] == str(child.id)] or job.children
    rows = [row for child in wanted for row in listed(cx, child)]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    if not rows:
        print(f"no checkpoints are kept of job {job.id}")
        return 0
    several = len(wanted) > 1
    table = [["Checkpoint", "Made", "Bytes", "Outputs", "Where"]]
    table += [[str(r["number"]), clock(r["madeMs"]), str(r["bytes"]), str(r["outputs"]), where_text(r)] for r in rows]
    if several:
        table = [[("Job", *(str(r["job"]) for r in rows))[i], *cells] for i, cells in enumerate(table)]
    widths = [max(len(row[i]) for row in table) for i in range(len(table[0]))]
    for row in table:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    return 0


def listed(cx: Any, child: Any) -> list[dict[str, Any]]:
    """Gives what `checkpoints --json` tells of a job's checkpoints."""
    store = cx.engine.store
    texts = sources(store, child.id)
    rows = []
    for at in reversed(store.checkpoints(child.id)):
        size, damaged = at.size_bytes, False
        try:
            snapshot = store.read_checkpoint(child.id, at.seq).snapshot
            size = sum(len(snapshot.chunks[name]) for name in dict.fromkeys(snapshot.names))
        except StoreError as error:
            if error.code == "no-checkpoint":
                continue  # the job runs and has dropped it meanwhile
            damaged = True
        branches = [
            {
                "branch": b[0],
                "workflow": b[1],
                "script": b[2],
                "line": b[3],
                "column": b[4],
                "text": text_at(texts, *b[2:4]),
            }
            for b in json.loads(at.note or b"[]")
        ]
        first = branches[0] if branches else {"script": None, "line": 0, "column": 0, "text": ""}
        rows.append(
            {
                "job": child.id, "number": at.seq, "made": iso(at.made_ms), "madeMs": at.made_ms, "bytes": size,
                "outputs": at.outputs, "script": first["script"], "line": first["line"], "column": first["column"],
                "text": str(first["text"]).strip(), "damaged": damaged, "branches": branches,
            }
        )  # fmt: skip
    return rows


def sources(store: Any, job: int) -> dict[str | None, Source]:
    """Gives the texts that travel with a job, by path; none where they can't be read."""
    try:
        return texts_of(Luggage(store.read_definition(job)))
    except (DamagedRecord, MissingName, StoreError):
        return {}


def text_at(texts: dict[str | None, Source], path: str | None, line: int) -> str:
    """Gives a line of a job's own text; of the file where the job has not brought it."""
    try:
        source = texts.get(path) or (read_source(path) if path and os.path.exists(path) else None)
        return source.line_text(line) if source is not None else ""
    except (OSError, IndexError):
        return ""


def where_text(row: dict[str, Any]) -> str:
    """Gives a checkpoint's place in a line of text."""
    more = len(row["branches"]) - 1
    inside = f"  (and {more} branch{'es' if more > 1 else ''} inside)" if more > 0 else ""
    damaged = "  damaged" if row["damaged"] else ""
    return f"{row['script'] or '(text)'}:{row['line']}: {row['text']}{inside}{damaged}"


def iso(ms: int) -> str:
    """Gives a time as ISO 8601 in UTC."""
    return (
        datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )


def clock(ms: int) -> str:
    """Gives a time as a person reads it: local, to the millisecond."""
    return datetime.datetime.fromtimestamp(ms / 1000).isoformat(" ", "milliseconds")


# ---- perdure show JOB --at N ---------------------------------------------------------------------------------------------


def show_at(cx: Any, given: list[str], number: str, as_json: bool) -> int:
    """Shows where each branch stood at a checkpoint, and its variables."""
    child = child_of(cx, given[0])
    at, head = checkpoint_of(cx, child, number)
    lines = opened(cx, child, head)
    job = child.parent
    size = head.snapshot.size_bytes if head.snapshot is not None else 0
    if as_json:
        told = {
            "id": job.id, "child": child.id, "name": job.name, "command": job.command, "state": job.state,
            "checkpoint": at.seq, "made": iso(at.made_ms), "madeMs": at.made_ms, "bytes": size, "outputs": at.outputs,
            "branches": [branch_told(cx, line) for line in lines],
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"Job {job.id}  {job.command}  checkpoint {at.seq}")
    print(f"  made         {clock(at.made_ms)}")
    print(f"  bytes        {size}")
    print(f"  outputs      {at.outputs}")
    for line in lines:
        of = f" of branch {line.parent}" if line.parent is not None else ""
        for depth, level in enumerate(line.levels):
            spot = level.place
            lead = f"branch {line.number}{of}" if not depth else f"branch {line.number}, called"
            print(f"  {lead} in {spot.workflow} at {spot.script or '(text)'}:{spot.line}:{spot.column}")
            print(f"    {spot.line:>5} | {spot.text}")
            for name, value in level.variables.items():
                print(f"    ${name} = {value_text(cx, value)}")
    return 0


def branch_told(cx: Any, line: Line) -> dict[str, Any]:
    first = line.levels[0]
    return {
        "branch": line.number,
        "parent": line.parent,
        **attrs.asdict(first.place),
        "variables": {name: json_value(cx, value) for name, value in line.visible.items()},
        "own": list(first.variables),
        "callers": [
            {**attrs.asdict(level.place), "variables": {n: json_value(cx, v) for n, v in level.variables.items()}}
            for level in line.levels[1:]
        ],
    }


def json_value(cx: Any, value: Any) -> Any:
    """Gives a value as JSON knows it."""
    return json.loads(written(cx, value))


def value_text(cx: Any, value: Any) -> str:
    """Gives a value in a line of text."""
    text = written(cx, value)
    return text if len(text) <= VALUE_COLUMNS else text[: VALUE_COLUMNS - 3] + "..."


def written(cx: Any, value: Any) -> str:
    return Writer(JSON_DEPTH, True, False, DEFAULT, cx.scope, _truncated).write(value)


def _truncated() -> None:
    """Deep values come out as their texts."""


# ---- perdure diff JOB N M ------------------------------------------------------------------------------------------------


def diff(cx: Any, given: list[str], as_json: bool) -> int:
    """Shows what differs between two checkpoints: places, variables, what was put out between them."""
    child = child_of(cx, given[0])
    before, head = checkpoint_of(cx, child, given[1])
    after, later = checkpoint_of(cx, child, given[2])
    changes = differences(opened(cx, child, head), opened(cx, child, later))
    first, last = sorted((before.outputs, after.outputs))
    resolve = cx.engine.resolver()
    put_out = [
        (out.stream, decode(out.body, resolve))
        for out in outputs_between(cx.engine.store.read_outputs(child.id), first, last)
    ]
    if as_json:
        told = {
            "id": child.parent.id, "child": child.id, "from": before.seq, "to": after.seq,
            "branches": [change_told(cx, change) for change in changes],
            "output": [{"stream": stream, "value": json_value(cx, value)} for stream, value in put_out],
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"Job {child.parent.id}  {child.parent.command}  checkpoint {before.seq} -> {after.seq}")
    for change in changes:
        print_change(cx, change)
    if not changes:
        print("  no branch has moved and no variable differs")
    if put_out:
        print("  put out since:" if before.seq <= after.seq else "  not yet put out:")
    for stream, value in put_out:
        print(f"    {'' if stream == 'Output' else stream.lower() + ': '}{value_text(cx, value)}")
    return 0


def print_change(cx: Any, change: Change) -> None:
    spots = [spot for spot in (change.before, change.after) if spot is not None]
    ways = " -> ".join(dict.fromkeys(spot_text(spot) for spot in spots))
    word = "" if change.change in ("moved", "stayed") else f" {change.change}"
    print(f"  branch {change.branch} in {spots[-1].workflow}{word}: {ways}")
    for sign, values in (("+", change.added), ("-", change.removed)):
        for name, value in values.items():
            print(f"    {sign} ${name} = {value_text(cx, value)}")
    for name, (old, new) in change.changed.items():
        print(f"    ~ ${name} = {value_text(cx, old)} -> {value_text(cx, new)}")


def spot_text(spot: Place) -> str:
    return f"{os.path.basename(spot.script or '(text)')}:{spot.line}"


def change_told(cx: Any, change: Change) -> dict[str, Any]:
    return {
        "branch": change.branch,
        "level": change.level,
        "change": change.change,
        "from": attrs.asdict(change.before) if change.before is not None else None,
        "to": attrs.asdict(change.after) if change.after is not None else None,
        "added": {name: json_value(cx, value) for name, value in change.added.items()},
        "removed": {name: json_value(cx, value) for name, value in change.removed.items()},
        "changed": {
            name: {"from": json_value(cx, old), "to": json_value(cx, new)}
            for name, (old, new) in change.changed.items()
        },
    }
