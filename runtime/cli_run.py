"""`perdure run` and `perdure resume`: a runbook's workflow as a job, any other file as a script; going on with a job.

A runbook is a file that holds definitions only, and among them a workflow. Exit statuses: 0 Completed, 1 Failed or
Stopped, 3 Suspended, 4 refused.
"""

import os
from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.grammar.diagnostic import render
from perdure.grammar.errors import ParseError
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.context import Context, set_current
from perdure.interpreter.errors import ScriptError
from perdure.runtime.cli import USAGE, CannotDo, Options, complain, explain
from perdure.runtime.cli_interrupt import attended
from perdure.runtime.cli_run_options import RunOptions, read_options
from perdure.runtime.cli_runbook import Runbook, after_failure, can_go_on, ended, refused, start
from perdure.runtime.cli_script import read_script, run_source, script_arguments, session
from perdure.runtime.runbooks import DEFINITIONS, SeveralWorkflows, main_workflow
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import Job as Row


def main(command: str, argv: list[str], options: Options) -> int:
    """Runs one of the two subcommands."""
    given = read_options(command, argv, options)
    if command == "resume":
        return resume(given.rest[0], options, given)
    return run(given.rest[0], given.rest[1:], options, given)


def run(path: str, words: list[str], options: Options, given: RunOptions) -> int:
    """Runs a file: a runbook's workflow as a job, any other as a script."""
    source = read_script(path)
    tree = parsed(source)
    if tree is None:
        return 1
    node, resuming = runbook_of(tree, source, given.workflows), given.resuming
    if node is None:
        if resuming:
            found = [row for row in resumable(options) if row.script == source.path]
            if found:
                return resume(str(parent_number(found[-1])), options, given)
        return given.limited(
            lambda ready: run_source(source, script_arguments(words), options, None, ready=ready), tree, path
        )
    earlier = [row for row in resumable(options) if row.script == source.path]
    if earlier and (resuming or given.suspends):
        return resume(str(parent_number(earlier[-1])), options, given)
    for row in earlier:
        number = parent_number(row)
        complain(f"job {number} of this file can go on where it was: perdure resume {number}")
    return start(tree, node, words, options, given)


def parsed(source: Source) -> ast.Script | None:
    """Parses a file; its errors are told, None then."""
    try:
        return parse_source(source)
    except ParseError as error:
        explain(render(error.errors[0], source))
        return None


def runbook_of(tree: ast.Script, source: Source, wanted: list[str]) -> ast.FunctionDefinition | None:
    """Gives the workflow that a runbook runs; None for a script."""
    try:
        found = main_workflow(tree, source.path or "", wanted[-1] if wanted else "")
    except SeveralWorkflows as several:
        raise CannotDo(f"{several}\n--workflow NAME says which one.", USAGE) from None
    if found is None and wanted:
        raise CannotDo(f"{source.path} is a script: only a file of definitions runs by --workflow.", USAGE)
    return found


# ---- going on ----------------------------------------------------------------------------------------------------------


def resumable(options: Options) -> list[Row]:
    """Gives the child jobs of the store that can go on, oldest first."""
    path = options.store_path()
    if not path or not os.path.exists(path):
        return []
    from perdure.runtime.stores import open_store

    try:
        store = open_store(path)
    except StoreError as error:
        raise refused(error) from None
    try:
        return [row for row in store.list_jobs() if row.parent is not None and can_go_on(row)]
    except StoreError as error:
        raise refused(error) from None
    finally:
        store.close()


def parent_number(row: Row) -> int:
    return row.parent or row.id


def resume(text: str, options: Options, given: RunOptions) -> int:
    """Goes on with a job from its last checkpoint; prints what comes from then on."""
    return go_on(lambda cx: job_of(cx, text), options, given)


def go_on(find: Callable[[Context], Any], options: Options, given: RunOptions, silent: bool = False) -> int:
    """Has the suspended job go on that `find` gives; gives the exit status. `silent`: its output is not shown."""
    cx, console = session(options)
    jobs: list[Any] = []
    called: list[bool] = []

    def work() -> None:
        before = set_current(cx)
        try:
            job = find(cx)
            jobs.append(job)
            given.prepare(cx, cx.engine.store.find_job(job.children[0].id).script or None, False)
            called.append(follow_resumed(cx, dropped if silent else console.put, job, given))
        finally:
            set_current(before)

    try:
        try:
            attended(cx, work)
        except ScriptError as error:
            raise CannotDo(error.record.message) from None
        except StoreError as error:
            raise refused(error) from None
        finally:
            console.end()
        status = ended(jobs[0], 1)
        if called and called[0] and status in (0, 1):
            tell_unrun(cx, jobs[0])
        return status
    finally:
        cx.engine.close()


def dropped(_value: Any) -> None:
    """What a silent run puts out; the store has it."""


def job_of(cx: Context, text: str) -> Any:
    """Gives the job that a number (or a name) means."""
    engine = cx.engine
    if not engine.has_store:
        raise CannotDo(f"there is no job {text}: nothing is stored yet")
    engine.stored.refresh()
    if text.lstrip("-").isdigit():
        found = engine.stored.by_number(int(text))
    else:
        named = [j for j in engine.jobs.all() if j.name.lower() == text.lower()]
        found = named[-1] if named else None
    if found is None:
        raise CannotDo(f"there is no job {text}; perdure jobs lists them")
    return found.parent or found


def follow_resumed(cx: Context, emit: Callable[[Any], None], job: Any, given: RunOptions) -> bool:
    """Has the suspended children of a job go on, and follows them; tells whether a script had called it."""
    children = [c for c in job.children if c.state == "Suspended" or (c.state == "Failed" and c.purpose == "runbook")]
    if not children:
        if any(c.state in ("Running", "Suspending") for c in job.children):
            owner = cx.engine.store.find_job(job.children[0].id).owner
            who = f" by process {owner.pid} on {owner.host}" if owner is not None else ""
            raise CannotDo(f"job {job.id} is being run{who}")
        more = f"; {after_failure(job)}" if job.state == "Failed" else ""
        raise CannotDo(f"job {job.id} is {job.state} and can't go on{more}")
    follower = Runbook.__new__(Runbook)
    follower.engine, follower.cx, follower.scope = cx.engine, cx, cx.global_scope
    follower.name, follower.emit, follower.noting = job.command, emit, frozenset()
    script_call = any(child.purpose != "runbook" for child in children)
    job.purpose = "runbook"  # a resumed job stays listed until it is removed
    for child in children:
        child.purpose = "runbook"
        child.fetch()
    follower.evict_s = given.evict_s
    follower.follow_children(job, children, lambda: cx.engine.stored.resume(children))
    return script_call


def tell_unrun(cx: Context, job: Any) -> None:
    """Says which statements behind the workflow's call were not run, since only the job is durable."""
    path = cx.engine.store.find_job(job.children[0].id).script
    if not path or not os.path.exists(path):
        return
    try:
        tree = parse_source(read_script(path))
    except (ParseError, CannotDo):
        return
    statements = tree.body.end.body.statements if tree.body.end is not None else ()
    name = job.command.lower()
    calls = [i for i, s in enumerate(statements) if not isinstance(s, DEFINITIONS) and mentions(s, name)]
    rest = statements[calls[-1] + 1 :] if calls else ()
    if rest:
        first, _ = tree.source.line_column(rest[0].span.start)
        last, _ = tree.source.line_column(rest[-1].span.end)
        complain(f"the script's statements behind the call were not run: {path}, lines {first} to {last}")


def mentions(statement: ast.Node, name: str) -> bool:
    """Tells whether a statement calls a command of that name."""
    return any(
        isinstance(n, ast.Command) and isinstance(n.name, ast.String) and n.name.value.lower() == name
        for n in statement.walk()
    )
