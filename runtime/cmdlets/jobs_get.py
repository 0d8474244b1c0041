"""Get-Job and Wait-Job."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_bool, to_double, to_string
from perdure.interpreter.validation import not_null_or_empty
from perdure.interpreter.values.datetime import UTC
from perdure.interpreter.values.jobs import FINISHED
from perdure.runtime.cmdlets.jobs_select import (
    all_jobs,
    by_command,
    by_filter,
    by_id,
    by_instance,
    by_name,
    by_state,
    given_jobs,
    once,
    with_children,
)

JOB_STATE = "System.Management.Automation.JobState"
TICKS_OF_1970, TICKS_PER_MS = 621_355_968_000_000_000, 10_000
MANY = "System.Management.Automation.Job[]"
ALL_SETS = (
    "SessionIdParameterSet JobParameterSet NameParameterSet InstanceIdParameterSet StateParameterSet FilterParameterSet"
)


class JobCmdlet(Cmdlet):
    """The base of cmdlets that take jobs by -Id, -Job, -Name, -InstanceId, -State or -Filter."""

    Id = P("int[]", pos=0, mandatory=True, pipe="name", sets="SessionIdParameterSet")
    Job = P(
        MANY, pos=0, mandatory=True, pipe="value name", sets="JobParameterSet", null=True, empty=True,
        validate=[not_null_or_empty],
    )  # fmt: skip
    Name = P("string[]", mandatory=True, pipe="name", sets="NameParameterSet")
    InstanceId = P("guid[]", mandatory=True, pipe="name", sets="InstanceIdParameterSet")
    State = P(JOB_STATE, mandatory=True, pipe="name", sets="StateParameterSet")
    Filter = P("hashtable", mandatory=True, pipe="name", sets="FilterParameterSet")

    def begin(self) -> None:
        self.jobs: list[Any] = []

    def process(self) -> None:
        self.jobs += self.chosen()

    def chosen(self) -> list[Any]:
        """Gives the jobs that the arguments of this round name."""
        if self.has("Job"):
            return given_jobs(self.Job)
        if self.has("Name"):
            return by_name(self, self.Name)
        if self.has("InstanceId"):
            return by_instance(self, self.InstanceId)
        if self.has("State"):
            return by_state(self, self.State)
        if self.has("Filter"):
            return by_filter(self, self.Filter)
        return by_id(self, self.Id)


@cmdlet("Get-Job", aliases="gjb", module="Microsoft.PowerShell.Core", default_set="SessionIdParameterSet")
class GetJob(Cmdlet):
    """Gives the session's jobs, stored ones of earlier sessions among them."""

    Id = P("int[]", pos=0, pipe="name", sets="SessionIdParameterSet")
    Name = P("string[]", mandatory=True, pipe="name", sets="NameParameterSet")
    InstanceId = P("guid[]", mandatory=True, pipe="name", sets="InstanceIdParameterSet")
    State = P(JOB_STATE, mandatory=True, pipe="name", sets="StateParameterSet")
    Command = P("string[]", mandatory=True, pipe="name", sets="CommandParameterSet")
    Filter = P("hashtable", mandatory=True, pipe="name", sets="FilterParameterSet")
    IncludeChildJob = P("switch")
    ChildJobState = P(JOB_STATE)
    HasMoreData = P("bool")
    Before = P("datetime")
    After = P("datetime")
    Newest = P("int")

    def process(self) -> None:
        for job in self.wanted():
            self.write(job)

    def wanted(self) -> list[Any]:
        jobs = once(self.chosen())
        if self.has("HasMoreData"):
            jobs = [job for job in jobs if job.has_more_data is to_bool(self.HasMoreData)]
        jobs = self.by_time(jobs)
        if self.has("ChildJobState"):
            wanted = to_string(self.ChildJobState).lower()
            return [child for job in jobs for child in job.children if child.state.lower() == wanted]
        return once(with_children(jobs)) if to_bool(self.IncludeChildJob) else jobs

    def by_time(self, jobs: list[Any]) -> list[Any]:
        """Narrows jobs down by the time of their end: unfinished ones are neither before nor after a time."""
        if self.has("Before"):
            limit = self.ms_of(self.Before)
            jobs = [job for job in jobs if job.ended_ms is not None and job.ended_ms < limit]
        if self.has("After"):
            limit = self.ms_of(self.After)
            jobs = [job for job in jobs if job.ended_ms is not None and job.ended_ms > limit]
        if self.has("Newest"):
            latest = sorted(jobs, key=lambda job: (job.ended_ms or 0, job.id), reverse=True)[: max(0, int(self.Newest))]
            jobs = [job for job in jobs if job in latest]
        return jobs

    def ms_of(self, moment: Any) -> float:
        """Gives a time of the script's as milliseconds since 1970 UTC."""
        offset = 0 if moment.kind == UTC else self.cx.host.local_offset_minutes(moment.ticks, False)
        return float((moment.ticks - TICKS_OF_1970) / TICKS_PER_MS - offset * 60_000)

    def chosen(self) -> list[Any]:
        if self.has("Name"):
            return by_name(self, self.Name)
        if self.has("InstanceId"):
            return by_instance(self, self.InstanceId)
        if self.has("State"):
            return by_state(self, self.State)
        if self.has("Command"):
            return by_command(self, self.Command)
        if self.has("Filter"):
            return by_filter(self, self.Filter)
        return by_id(self, self.Id) if self.has("Id") else all_jobs(self)


@cmdlet("Wait-Job", aliases="wjb", module="Microsoft.PowerShell.Core", default_set="SessionIdParameterSet")
class WaitJob(JobCmdlet):
    """Waits until jobs have ended; without -Force a suspended one counts as well."""

    Any = P("switch")
    Timeout = P("double", alias="TimeoutSec")
    Force = P("switch")

    def end(self) -> None:
        jobs = once(self.jobs)
        if not jobs:
            return
        timeout = to_double(self.Timeout) if self.has("Timeout") else None
        host = self.cx.host
        done = self.cx.engine.jobs.wait(
            jobs, to_bool(self.Any), timeout, to_bool(self.Force), host.check_stop, host.monotonic_s
        )
        if to_bool(self.Any):
            done = done[:1]
        elif len(done) < len(jobs):
            return  # the time is over before all have ended: none is handed on
        for job in done:
            if job.state not in FINISHED:
                self.warning(
                    "The Wait-Job cmdlet cannot finish working, because one or more jobs are blocked waiting for user "
                    f"interaction or are suspended: the state of job {job.name} is {job.state}."
                )
        self.write_each(done)
