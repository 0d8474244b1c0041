"""A workflow as a command of a pipeline: binds the call, then runs it as a job and hands on what it puts out.

In a job the same stage only notes the call (the machine makes frames of it) or runs it as a part of the activity (SD-31).
"""

from queue import Empty, SimpleQueue
from typing import Any

from perdure.interpreter.binding import Argument, Bound, bind
from perdure.interpreter.errors import Cancelled, ErrorRecord, InvocationInfo, ScriptError
from perdure.interpreter.machine_calls import Call
from perdure.interpreter.pipeline import Stage
from perdure.interpreter.reporting import remember
from perdure.interpreter.values.enumerate import as_list
from perdure.runtime.workflow_context import NOTE, STREAM_NAMES
from perdure.runtime.workflow_definitions import definition_of
from perdure.runtime.workflow_engine import JobEngine
from perdure.runtime.workflow_parameters import Child, children_of, flag, full_signature
from perdure.runtime.workflow_remote import noted

SINKS = {name: low for low, name in STREAM_NAMES.items()}
NOTING = {"errorvariable": "error", "warningvariable": "warning", "informationvariable": "information"}
CHECK_S = 0.1  # a stop of the caller is looked for so often


class WorkflowStage(Stage):
    """See the module. `common` holds the common parameters given, by lower-case name.

    `suspends`: an error that nobody handles suspends the job (the runbook profile); `instance_id`: the job's, "" = any.
    """

    suspends = False
    instance_id = ""

    def __init__(
        self, engine: Any, info: Any, arguments: list[Argument], sc: Any, expects_input: bool, source: Any, span: Any
    ) -> None:
        self.engine, self.info, self.scope, self.cx = engine, info, sc, sc.cx
        self.definition = definition_of(info)
        self.signature = full_signature(self.definition, sc)
        bound = bind(self.signature, arguments, sc.cx, False, expects_input)
        self.values, self.common = own_values(bound), bound.common
        self.bound = {_shown(name): value for name, value in bound.common.items()}  # as write_error looks for them
        self.name = info.name
        self.noting = frozenset(low for name, low in NOTING.items() if name in bound.common)
        self.stage = self  # as write_error looks for it
        self.invocation = InvocationInfo(info, info.name, source, span)
        self.input: list[Any] = as_list(self.common["inputobject"]) if "inputobject" in self.common else []

    def own(self, record: ErrorRecord) -> ErrorRecord:
        """Marks a record as this call's."""
        record.activity = record.activity or self.name
        return record

    def on_input(self, value: Any) -> None:
        self.input.append(value)

    def on_end(self) -> None:
        if isinstance(self.cx.engine, JobEngine):
            self.within_job(self.cx.engine)
            return
        job = self.engine.begin(self)
        if flag(self.common, "asjob"):
            self.engine.launch(job)
            self.emit(job)
            return
        self.follow(job)

    def call_of(self, child: Child) -> Call:
        """Gives the bound call for one child job."""
        common = {k: v for k, v in child.common.items() if k != "inputobject"}
        return Call(self.definition, child.bound, common, self.input)

    def children(self) -> list[Child]:
        """Gives what the child jobs get."""
        return children_of(self.values, self.common, self.rebind)

    def rebind(self, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """Binds an entry of -PSParameterCollection as if it were splatted."""
        arguments = [Argument(name, value, True, True) for name, value in given.items()]
        bound = bind(self.signature, arguments, self.cx, False, False)
        return own_values(bound), bound.common

    # -- within a job ------------------------------------------------------------------------------------------------------

    def within_job(self, engine: JobEngine) -> None:
        if flag(self.common, "asjob"):
            job = self.engine.begin(self)
            self.engine.launch(job, at_once=True)
            self.emit(job)
            return
        call = self.call_of(Child(self.values, self.common))
        if engine.calls is not None:
            engine.calls.append(call)
            return
        queue: SimpleQueue[Any] = SimpleQueue()
        run = self.engine.inner_run(engine, call, self.cx, queue.put)
        self.drain(queue, lambda: self.engine.stop_inner(run))
        if run.failure is not None:
            raise ScriptError(run.failure, thrown=True)

    # -- a job of its own ----------------------------------------------------------------------------------------------------

    def follow(self, job: Any) -> None:
        """Runs a job and hands its streams on; what becomes of its end is spec 4.5, 6.4 and 6.7."""
        queue: SimpleQueue[Any] = SimpleQueue()
        for child in job.children:
            child.run.streams.listener = telling(queue, child)
        self.engine.launch(job)
        self.drain(queue, job.stop, len(job.children))
        for child in job.children:
            child.streams.listener = None  # what a resumed job puts out waits for Receive-Job
        state = job.state
        if state in ("Suspended", "Stopped"):
            self.emit(job)
        for child in job.children:
            if child.not_stored:
                raise ScriptError(self.own(child.failure), thrown=True)
            if child.failure is not None:
                self.failed = True
                self.cx.write_error(self.own(child.failure), self)
        self.engine.after_call(job)

    def drain(self, queue: "SimpleQueue[Any]", stop: Any, runs: int = 1) -> None:
        """Hands on what comes until all runs are over. A stop or an error of the caller stops them first."""
        fault: BaseException | None = None
        while runs:
            try:
                kind, value = queue.get(timeout=CHECK_S)
            except Empty:
                if fault is None:
                    try:
                        self.cx.host.check_stop()
                    except Cancelled as cancelled:
                        fault = cancelled
                        stop()
                continue
            if kind == "done":
                runs -= 1
            elif kind == "flush":
                self.cx.flush()
                value()
            elif fault is None:
                try:
                    self.cx.host.check_stop()  # what comes without a pause must not keep a stop away
                    self.hand_on(kind, value)
                except BaseException as error:  # the caller has enough, or failed: the run is stopped, then it goes on
                    fault = error
                    stop()
        if fault is not None:
            raise fault

    def hand_on(self, kind: str, value: Any) -> None:
        streams = self.cx.streams
        if kind == "Output":
            self.emit(value)
        elif kind.startswith(NOTE):
            streams.note(SINKS[kind[len(NOTE) :]], value)
        else:
            low = SINKS[kind]
            if kind == "Error":
                self.failed = True
                remember(value, self.cx)
            if low not in self.noting:
                streams.note(low, value)
            getattr(streams, low)(value)


def telling(queue: "SimpleQueue[Any]", child: Any) -> Any:
    """Gives what a child job's streams tell their entries to."""

    def tell(told: tuple[str, Any]) -> None:
        kind, value = told
        queue.put((kind, noted(value, child)) if kind == "Output" else told)

    return tell


def own_values(bound: Bound) -> dict[str, Any]:
    """Gives the values of a workflow's own parameters."""
    return {name: value for name, value in bound.values.items() if name.lower() not in bound.common}


def _shown(name: str) -> str:
    return {"erroraction": "ErrorAction", "warningaction": "WarningAction"}.get(name, name)
