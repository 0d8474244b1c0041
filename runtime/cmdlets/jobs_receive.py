"""Receive-Job: hands out what jobs have put out."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.reporting import remember
from perdure.interpreter.values.jobs import FINISHED, PAUSED
from perdure.runtime.cmdlets.jobs_select import by_id, by_instance, by_name, given_jobs, once
from perdure.runtime.jobs import POLL_S
from perdure.runtime.jobs_process import ProcessChild
from perdure.runtime.jobs_workflow import WorkflowChild
from perdure.runtime.workflow_remote import noted

MANY = "System.Management.Automation.Job[]"
ORDER = ("Output", "Error", "Verbose", "Debug", "Warning", "Progress", "Information")
SINKS = {
    "Verbose": "verbose", "Debug": "debug", "Warning": "warning", "Progress": "progress", "Information": "information",
}  # fmt: skip


@cmdlet("Receive-Job", aliases="rcjb", module="Microsoft.PowerShell.Core", default_set="Location")
class ReceiveJob(Cmdlet):
    """Gives a job's output and writes its other streams; what it gives it takes away, but for -Keep."""

    Job = P(MANY, pos=0, mandatory=True, pipe="value name", sets="Location")
    Id = P("int[]", pos=0, mandatory=True, pipe="name", sets="SessionIdParameterSet")
    Name = P("string[]", mandatory=True, pipe="name", sets="NameParameterSet")
    InstanceId = P("guid[]", mandatory=True, pipe="name", sets="InstanceIdParameterSet")
    Keep = P("switch")
    Wait = P("switch")
    AutoRemoveJob = P("switch")
    NoRecurse = P("switch")
    Force = P("switch")
    WriteEvents = P("switch")
    WriteJobInResults = P("switch")

    def begin(self) -> None:
        self.jobs: list[Any] = []
        if to_bool(self.AutoRemoveJob) and not to_bool(self.Wait):
            raise self.throw(
                self.error(
                    "The -AutoRemoveJob parameter cannot be used without the -Wait parameter",
                    "InvalidOperation",
                    "InvalidOperation",
                )
            )
        if to_bool(self.Wait) and to_bool(self.Keep):
            raise self.throw(
                self.error(
                    'Cannot bind parameter \'Keep\' to the target. Exception setting "Keep": "The Wait and Keep parameters '
                    'cannot be used together in the same command."',
                    "ParameterBindingFailed",
                    "WriteError",
                    None,
                    "System.Management.Automation.ParameterBindingException",
                )
            )

    def process(self) -> None:
        if self.has("Name"):
            jobs = by_name(self, self.Name)
        elif self.has("InstanceId"):
            jobs = by_instance(self, self.InstanceId)
        else:
            jobs = by_id(self, self.Id) if self.has("Id") else given_jobs(self.Job)
        self.jobs += jobs
        if not to_bool(self.Wait):
            for job in jobs:
                self.hand_out(job)

    def end(self) -> None:
        if not to_bool(self.Wait):
            return
        jobs = once(self.jobs)
        if to_bool(self.WriteJobInResults):
            self.write_each(jobs)
        changes = self.cx.engine.changes
        while True:
            seen = changes.count
            states = [job.state for job in jobs]
            for job in jobs:
                self.hand_out(job, True)
            if all(state in FINISHED | PAUSED for state in states):
                break
            self.cx.host.check_stop()
            changes.wait(seen, POLL_S)
        for job in jobs:
            self.say_failure(job)
            if to_bool(self.AutoRemoveJob) and job.finished:
                job.remove()

    def hand_out(self, job: Any, arriving: bool = False) -> None:
        """Hands out what waits: stream by stream for each child, or (waiting) in the order of arrival."""
        keep = to_bool(self.Keep)
        if arriving:
            for part in job.children or [job]:
                for entry in part.receive(ORDER, keep):
                    if isinstance(part, ProcessChild) and entry.stream == "Output":
                        part.noted(entry.value, True)
                    self.hand_on(entry, part)
            return
        for part in job.children or [job]:
            for stream in ORDER:
                for entry in part.receive((stream,), keep):
                    self.hand_on(entry, part)
        self.say_failure(job)

    def hand_on(self, entry: Any, job: Any) -> None:
        if entry.stream == "Output":
            self.write(noted(entry.value, job) if isinstance(job, WorkflowChild) else entry.value)
        elif entry.stream == "Error":
            self.cx.write_error(entry.value, self)
        elif entry.stream == "Warning":
            self.cx.write_warning(entry.value, self)
        else:
            low = SINKS[entry.stream]
            self.cx.streams.note(low, entry.value)
            getattr(self.cx.streams, low)(entry.value)

    def say_failure(self, job: Any) -> None:
        """Writes the error that ended a failed job, once for each child (JobStateFailed where it has no record)."""
        for part in job.children or [job]:
            record = getattr(part, "failure", None)
            if part.state == "Failed" and record is not None:
                made = ErrorRecord(
                    record.exception, record.error_id or "JobStateFailed", record.category, record.target
                )
                made.details = record.details
                made.invocation = record.invocation
                made.position_source, made.position_span = record.position_source, record.position_span
                made.stack = record.stack
                remember(made, self.cx)
                self.cx.write_error(made, self)
