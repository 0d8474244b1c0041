"""A runbook's workflow run from the command line: started as a job, followed, and what became of it told."""

import os
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

import perdure.runtime.automation_commands  # noqa: F401  # they answer under `perdure run`
from perdure.grammar import ast
from perdure.interpreter.binding import Argument
from perdure.interpreter.context import set_current
from perdure.runtime.cli import CannotDo, Options, complain
from perdure.runtime.cli_evict import Eviction
from perdure.runtime.cli_run_options import RunOptions
from perdure.runtime.cli_script import finished, script_arguments, session
from perdure.runtime.runbooks import identify, import_children
from perdure.runtime.runbooks_start import as_portal, with_credentials
from perdure.runtime.session import run_tree
from perdure.runtime.stores.errors import StoreError
from perdure.runtime.stores.protocol import FINISHED
from perdure.runtime.stores.protocol import Job as Row
from perdure.runtime.workflow_definitions import definition_of
from perdure.runtime.workflow_parameters import full_signature
from perdure.runtime.workflow_stage import WorkflowStage

STATUS = {"Completed": 0, "Failed": 1, "Stopped": 1, "Suspended": 3}


def refused(error: StoreError) -> CannotDo:
    """Makes the message for a store that can't be used."""
    return CannotDo(f"{error.message}\n{error.hint}" if error.hint else error.message)


def paired(arguments: list[Argument]) -> list[Argument]:
    """Gives arguments with each name's value beside it, as far as values follow."""
    made: list[Argument] = []
    for argument in arguments:
        last = made[-1] if made else None
        if last is not None and last.name is not None and not last.has and argument.name is None:
            made[-1] = Argument(last.name, argument.value, True, True)
        else:
            made.append(argument)
    return made


def start(tree: ast.Script, node: ast.FunctionDefinition, words: list[str], options: Options, given: RunOptions) -> int:
    """Starts a runbook's workflow as a job and follows it."""
    cx, console = session(options)
    jobs: list[Any] = []
    try:
        cx.engine.real().store  # noqa: B018  # a runbook does not begin where it can't be saved
    except StoreError as error:
        raise refused(error) from None

    def work() -> None:
        given.prepare(cx, tree.source.path, True)
        import_children(cx, tree, os.path.dirname(os.path.abspath(tree.source.path or "")))
        cx.engine.real().purpose = "runbook"
        run_tree(cx, tree, [], console.put)
        before = set_current(cx)
        try:
            info = cx.global_scope.find_function(node.name.lower())  # an alias of that name is not meant
            signature = full_signature(definition_of(info), cx.scope)
            arguments = with_credentials(signature, paired(script_arguments(words)), cx)
            if given.suspends:
                arguments = as_portal(signature, arguments)
            stage = Runbook(cx.engine, info, arguments, cx.scope, False, None, None)
            stage.suspends, stage.evict_s = given.suspends, given.evict_s
            if given.suspends:
                identify(stage, cx.engine.new_id())
            stage.emit = console.put
            stage.jobs = jobs
            cx.scope = cx.global_scope
            stage.start()
            stage.on_alone()
            stage.on_end()
        finally:
            set_current(before)

    try:
        status = finished(cx, console, work)
        return ended(jobs[0], status) if jobs else status or 1
    finally:
        cx.engine.close()


class Runbook(WorkflowStage):
    """A workflow called from the command line: what becomes of its job is told by the exit status and a remark."""

    jobs: list[Any]
    evict_s: float | None = None

    def follow(self, job: Any) -> None:
        self.jobs.append(job)
        self.follow_children(job, job.children, lambda: self.engine.launch(job))

    def follow_children(self, job: Any, children: list[Any], begin: Callable[[], None]) -> None:
        """Begins a job's children and follows them to their ends."""
        queue: SimpleQueue[Any] = SimpleQueue()
        eviction = Eviction(self.engine, job, self.evict_s) if self.evict_s is not None else None
        for child in children:
            if eviction is not None and child.stored:
                eviction.listen(child, queue.put)
            else:
                child.streams.listener = queue.put
        begin()
        if eviction is not None:
            eviction.follow(self, queue, children)
        else:
            self.drain(queue, job.stop, len(children))
        self.show_failures(job)
        self.engine.jobs.wait(  # the runbooks that it has started are jobs of this process: they end with it
            self.engine.runbooks, False, None, False, self.cx.host.check_stop, self.cx.host.monotonic_s
        )

    def show_failures(self, job: Any) -> None:
        """Shows the errors that ended children."""
        for child in job.children:
            if child.failure is not None:
                self.failed = True
                self.cx.streams.error(self.own(child.failure))


def can_go_on(row: Row) -> bool:
    """Tells whether `perdure resume` goes on with a child job."""
    return not row.alive and (row.shown_state == "Suspended" or (row.state == "Failed" and row.kind == "runbook"))


def after_failure(job: Any) -> str:
    """Says how to go on with a failed job: one that a script had called is final (SD-29), its checkpoints are not.

    A job whose end could not be stored (a full disk) is no failed one in the store, and goes on there.
    """
    rows = job.engine.store.list_jobs([child.id for child in job.children])
    if any(row.state not in FINISHED or (row.state == "Failed" and row.kind == "runbook") for row in rows):
        return f"go on from its last checkpoint with: perdure resume {job.id}"
    failed = next((row.id for row in rows if row.state == "Failed"), job.id) if len(rows) > 1 else job.id
    return f"a new job goes on from one of its checkpoints with: perdure fork {failed} --at N (perdure checkpoints {failed})"


def ended(job: Any, status: int) -> int:
    """Gives the exit status for a job's state, and says how to go on where that is possible."""
    state = job.state
    if state == "Suspended":
        complain(f"job {job.id} ({job.command}) is suspended; go on with: perdure resume {job.id}")
    elif state == "Failed" and job.stored:
        complain(f"job {job.id} ({job.command}) has failed; {after_failure(job)}")
    elif state == "Stopped":
        complain(f"job {job.id} ({job.command}) was stopped")
    return STATUS.get(state, status or 1)
