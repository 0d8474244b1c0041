"""`perdure jobs`, `show`, `output`, `suspend`, `stop` and `rm`: what the store knows of jobs, and orders to them.

`checkpoints`, `diff` and `show --at` begin here too; cli_travel.py does them.
"""

import json
import os
import time
from typing import Any

from perdure.grammar.source import read_source
from perdure.interpreter.context import set_current
from perdure.interpreter.errors import ScriptError
from perdure.runtime.cli import USAGE, CannotDo, Options, complain, subcommand_options
from perdure.runtime.cli_interrupt import attended
from perdure.runtime.cli_run import job_of
from perdure.runtime.cli_runbook import can_go_on, refused
from perdure.runtime.cli_script import session
from perdure.runtime.cli_travel import checkpoints, diff, show_at
from perdure.runtime.json_write import DEFAULT, Writer
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import FINISHED

JSON_DEPTH = 2  # ConvertTo-Json's own default
WAIT_S = 30.0  # an order to a running job is waited for so long
LOOK_S = 0.05


def main(command: str, argv: list[str], options: Options) -> int:
    """Runs one of the subcommands."""
    at: list[str] = []
    given, flags = subcommand_options(argv, options, ("--json",), {"--at": at} if command == "show" else None)
    as_json = "--json" in flags
    count, usage = USES.get(command, (1, f"{command} takes the number of a job: perdure {command} JOB"))
    if len(given) != count or len(at) > 1:
        raise CannotDo(usage, USAGE)
    cx, console = session(options)
    status: list[int] = []

    def run() -> None:
        before = set_current(cx)
        try:
            if command == "jobs":
                status.append(listing(cx, as_json))
            elif command in TRAVEL:
                status.append(TRAVEL[command](cx, given, as_json))
            elif at:
                status.append(show_at(cx, given, at[0], as_json))
            else:
                status.append(COMMANDS[command](cx, console, job_of(cx, given[0]), as_json))
        finally:
            set_current(before)

    try:
        attended(cx, run)
        return status[0] if status else 1
    except ScriptError as error:
        raise CannotDo(error.record.message) from None
    except StoreError as error:
        raise refused(error) from None
    finally:
        console.end()
        cx.engine.close()


def rows_of(cx: Any, job: Any) -> list[Any]:
    """Gives the store's rows of a job's children."""
    found: list[Any] = cx.engine.store.list_jobs([child.id for child in job.children])
    return found


def summary(cx: Any, job: Any) -> dict[str, Any]:
    """Gives what `jobs --json` tells of a job."""
    rows = rows_of(cx, job)
    return {
        "id": job.id,
        "name": job.name,
        "state": job.state,
        "script": next((row.script for row in rows), ""),
        "checkpoints": sum(row.checkpoints for row in rows),
    }


def listing(cx: Any, as_json: bool) -> int:
    """Lists the jobs."""
    found: list[dict[str, Any]] = []
    if cx.engine.has_store:
        cx.engine.stored.refresh()
        found = [{**summary(cx, job), "command": job.command} for job in cx.engine.jobs.all() if job.stored]
    if as_json:
        print(json.dumps([{k: v for k, v in row.items() if k != "command"} for row in found], ensure_ascii=False))
        return 0
    if not found:
        print("no jobs")
        return 0
    table = [["Id", "State", "Workflow", "Checkpoints", "Script"]]
    table += [[str(r["id"]), r["state"], r["command"], str(r["checkpoints"]), r["script"]] for r in found]
    widths = [max(len(row[i]) for row in table) for i in range(5)]
    for row in table:
        print("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip())
    return 0


def show(cx: Any, _console: Any, job: Any, as_json: bool) -> int:
    """Shows a job: state, where its branches stand at the last checkpoint, checkpoints."""
    children = []
    for row in rows_of(cx, job):
        saved = cx.engine.store.checkpoints(row.id)
        branches = json.loads(saved[0].note or b"[]") if saved and not (row.finished and not can_go_on(row)) else []
        children.append(
            {
                "id": row.id,
                "state": row.shown_state,
                "checkpoints": row.checkpoints,
                "outputs": row.outputs,
                "commits": row.head_seq,
                "encodedBytes": row.encoded_bytes,
                "process": row.owner.pid if row.owner is not None and row.alive else None,
                "branches": [
                    {"branch": b[0], "workflow": b[1], "script": b[2], "line": b[3], "column": b[4]} for b in branches
                ],
            }
        )
    told = {**summary(cx, job), "command": job.command, "children": children, "counters": counters(cx)}
    origin = next((child.origin for child in job.children if child.origin is not None), None)
    if origin is not None:
        told["forkedFrom"] = {"job": origin[0], "checkpoint": origin[1]}
    if as_json:
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"Job {job.id}  {job.command}  {job.state}")
    if told["script"]:
        print(f"  script       {told['script']}")
    print(f"  checkpoints  {told['checkpoints']}")
    if origin is not None:
        print(f"  forked from  job {origin[0]}, checkpoint {origin[1]}")
    for child in children:
        if len(children) > 1:
            print(f"  child {child['id']}  {child['state']}")
        for branch in child["branches"]:
            print(
                f"  branch {branch['branch']} of {branch['workflow']} at {branch['script']}:{branch['line']}:{branch['column']}"
            )
            text = line_of(branch["script"], branch["line"])
            if text:
                print(f"    {branch['line']:>5} | {text}")
                print(f"          | {' ' * (branch['column'] - 1)}^")
    failure = next((c.failure for c in job.children if c.failure is not None), None)
    if failure is not None:
        print(f"  ended by     {failure.message}")
    return 0


def counters(cx: Any) -> dict[str, int]:
    found: dict[str, int] = cx.engine.store.counters.as_dict()
    return found


def line_of(path: str | None, line: int) -> str:
    """Gives a line of a file, "" where it can't be read any more."""
    if not path or not os.path.exists(path):
        return ""
    try:
        return read_source(path).line_text(line)
    except (OSError, IndexError):
        return ""


def output(cx: Any, console: Any, job: Any, as_json: bool) -> int:
    """Prints all that a job has put out so far."""
    values: list[Any] = []
    for child in job.children:
        for entry in child.all_put_out():
            if entry.stream == "Output":
                values.append(entry.value)
    if as_json:
        text = Writer(JSON_DEPTH, False, False, DEFAULT, cx.scope, _truncated).write(values)
        console.out(text + "\n")
    else:
        for value in values:
            console.put(value)
    return 0


def _truncated() -> None:
    """Deep values come out as their texts."""


def suspend(cx: Any, _console: Any, job: Any, _as_json: bool) -> int:
    """Has a running job suspended, with a checkpoint."""
    if job.state in FINISHED:
        raise CannotDo(f"job {job.id} is {job.state} and can't be suspended")
    if job.state != "Suspended":
        job.suspend()
        wait_for(job, {"Suspended", *FINISHED})
    complain(f"job {job.id} is {job.state.lower()}; go on with: perdure resume {job.id}")
    return 0 if job.state in ("Suspended", "Completed") else 1


def stop(cx: Any, _console: Any, job: Any, _as_json: bool) -> int:
    """Stops a job for good."""
    if job.state in FINISHED:
        raise CannotDo(f"job {job.id} is {job.state} already")
    job.stop()
    wait_for(job, set(FINISHED))
    complain(f"job {job.id} is {job.state.lower()}")
    return 0


def wait_for(job: Any, states: set[str]) -> None:
    """Waits until a job of another process has carried out an order."""
    due = time.monotonic() + WAIT_S
    while job.state not in states:
        if time.monotonic() > due:
            raise CannotDo(f"job {job.id} is still {job.state} after {WAIT_S:.0f} s")
        time.sleep(LOOK_S)


def remove(cx: Any, _console: Any, job: Any, _as_json: bool) -> int:
    """Deletes a job that no process runs."""
    if any(row.alive and not row.finished for row in rows_of(cx, job)):
        raise CannotDo(f"job {job.id} is {job.state}; stop it first: perdure stop {job.id}")
    job.remove()
    return 0


TRAVEL: dict[str, Any] = {"checkpoints": checkpoints, "diff": diff}
USES = {
    "jobs": (0, "jobs takes no argument: perdure jobs [--json]"),
    "diff": (3, "diff takes a job and two of its checkpoints: perdure diff JOB N M [--json]"),
}  # how many words follow, and what is said where they do not; the others take a job
COMMANDS: dict[str, Any] = {"show": show, "output": output, "suspend": suspend, "stop": stop, "rm": remove}
