"""Suspend-Job, Resume-Job, Stop-Job and Remove-Job."""

from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.convert import to_bool
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.values.jobs import FINISHED
from perdure.runtime.cmdlets.jobs_get import JobCmdlet
from perdure.runtime.cmdlets.jobs_select import by_command, once
from perdure.runtime.jobs_workflow import WorkflowJob

CORE = "Microsoft.PowerShell.Core"
SMA = "System.Management.Automation."


class Transition(JobCmdlet):
    """The base: what is done happens once all jobs are known."""

    def of_workflows(self) -> list[WorkflowJob]:
        """Gives the jobs that can be suspended and resumed; an error for each other."""
        found = []
        for job in once(self.jobs):
            if isinstance(job, WorkflowJob):
                found.append(job)
            else:
                self.write_error(
                    self.error(
                        f"The job type of the job with the session identifier {job.id} does not support this operation.",
                        "JobOperationNotSupported",
                        "InvalidOperation",
                        job,
                        SMA + "PSInvalidOperationException",
                    )
                )
        return found

    def wait_for(self, jobs: list[Any], wanted: Any) -> None:
        """Waits until every job's state is one that `wanted` takes."""
        changes = self.cx.engine.changes
        while True:
            seen = changes.count
            if all(wanted(job.state) for job in jobs):
                return
            self.cx.host.check_stop()
            changes.wait(seen, 0.1)


@cmdlet("Suspend-Job", aliases="sujb", module=CORE, default_set="SessionIdParameterSet", should_process=True)
class SuspendJob(Transition):
    """Suspends workflows' jobs at their next statement; -Force goes back to the last checkpoint at once."""

    Force = P("switch")
    Wait = P("switch")

    def end(self) -> None:
        done = []
        for job in self.of_workflows():
            if job.state in FINISHED or job.state == "Stopping":
                self.warning(
                    "Suspend-Job did not run on job "
                    f"{job.id} because the job is in the state {job.state}. Only a running job can be suspended."
                )
            elif job.state != "Suspended":
                job.suspend(to_bool(self.Force))  # type: ignore[attr-defined]
            done.append(job)
        if to_bool(self.Wait):
            self.wait_for(done, lambda state: state in FINISHED or state == "Suspended")
        else:
            away = [job for job in done if not runs_here(job)]  # an order within this process has been carried out
            self.wait_for(away, lambda state: state not in ("Running", "NotStarted"))
            self.wait_for(done, lambda state: state != "NotStarted")
        self.write_each(done)


def runs_here(job: Any) -> bool:
    """Tells whether this process runs a job or a child of it."""
    return any(getattr(child, "run", None) is not None for child in (job.children or [job]))


@cmdlet("Resume-Job", aliases="rujb", module=CORE, default_set="SessionIdParameterSet", should_process=True)
class ResumeJob(Transition):
    """Goes on with suspended jobs from their last checkpoints."""

    Wait = P("switch")

    def end(self) -> None:
        jobs = self.of_workflows()
        for job in jobs:
            if job.state in ("Suspending",):
                self.wait_for([job], lambda state: state != "Suspending")
            waiting = [child for child in (job.children or [job]) if child.state == "Suspended"]
            children = [child for child in waiting if child.run is None]  # not those that are queued already
            if waiting and not children:
                continue
            if not children:
                if job.state not in ("Running", "NotStarted"):
                    self.warning(
                        f"Resume-Job did not run on job {job.id} because the job is in the state {job.state}. "
                        "Only a suspended job can be resumed."
                    )
                continue
            try:
                self.cx.engine.stored.resume(children)
            except ScriptError as error:
                error.record.target = job
                self.write_error(self.own(error.record))
        self.write_each(jobs)


@cmdlet("Stop-Job", aliases="spjb", module=CORE, default_set="SessionIdParameterSet", should_process=True)
class StopJob(Transition):
    """Ends jobs; `finally` blocks of a running workflow still run."""

    PassThru = P("switch")

    def end(self) -> None:
        jobs = once(self.jobs)
        for job in jobs:
            if not job.finished:
                job.stop()
        self.wait_for(jobs, lambda state: state in FINISHED)
        if to_bool(self.PassThru):
            self.write_each(jobs)


@cmdlet("Remove-Job", aliases="rjb", module=CORE, default_set="SessionIdParameterSet", should_process=True)
class RemoveJob(Transition):
    """Forgets finished jobs and all that is stored of them; -Force stops them first."""

    Command = P("string[]", mandatory=True, pipe="name", sets="CommandParameterSet")
    Force = P("switch", alias="F")

    def chosen(self) -> list[Any]:
        return by_command(self, self.Command) if self.has("Command") else super().chosen()

    def end(self) -> None:
        for job in once(self.jobs):
            if job.parent is not None and isinstance(job, WorkflowJob):
                self.write_error(
                    self.error(
                        f"The job {job.id} is a child job and can't be removed by itself. Remove its parent.",
                        "CannotRemoveWorkflowJobDirectly",
                        "InvalidOperation",
                        job,
                        SMA + "PSInvalidOperationException",
                    )
                )
                continue
            if not job.finished:
                if not to_bool(self.Force):
                    self.write_error(self.unfinished(job))
                    continue
                job.stop()
                self.wait_for([job], lambda state: state in FINISHED)
            try:
                job.remove()
            except ScriptError as error:
                self.write_error(self.own(error.record))

    def unfinished(self, job: Any) -> Any:
        return self.error(
            f"The command cannot remove the job with the job ID {job.id} because the job is not finished. To remove the job, "
            "first stop the job, or use the Force parameter.\nParameter name: Job",
            "JobWithSpecifiedSessionIdNotCompleted" if self.has("Id") else "JobObjectNotFinishedCannotBeRemoved",
            "InvalidOperation",
            job,
            "System.ArgumentException",
        )
