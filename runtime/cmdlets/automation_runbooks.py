"""Start-AutomationRunbook and Wait-AutomationJob: child runbooks as jobs of their own.

Source: workflow specification 12.
"""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_double, to_string
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.guid import Guid
from perdure.runtime.runbooks_start import start_runbook

MODULE = "Orchestrator.AssetManagement.Cmdlets"
MINUTE_S = 60.0


@cmdlet("Start-AutomationRunbook", module=MODULE, type_name=MODULE + ".StartAutomationRunbookCmdlet")
class StartAutomationRunbook(Cmdlet):
    """Starts a runbook that stands beside this one as a job of its own, and gives the job's id."""

    Name = P("string", pos=0, mandatory=True)
    Parameters = P("System.Collections.IDictionary", null=True)
    RunOn = P("string")
    JobId = P("guid")

    def end(self) -> None:
        given = unwrap(self.Parameters) if self.has("Parameters") else None
        parameters = {to_string(k): v for k, v in given.items()} if isinstance(given, Dictionary) else {}
        wanted = to_string(self.JobId) if self.has("JobId") else ""
        job = start_runbook(self.cx, to_string(self.Name), parameters, wanted)
        self.write(Guid(job.instance_id.replace("-", "")))


@cmdlet("Wait-AutomationJob", module=MODULE, type_name=MODULE + ".WaitAutomationJobCmdlet")
class WaitAutomationJob(Cmdlet):
    """Waits until jobs of runbooks have ended or are suspended."""

    Id = P("guid[]", pos=0, mandatory=True, pipe="value")
    TimeoutInMinutes = P("double")
    DelayInSeconds = P("int")
    OutputJobsTransitionedToRunning = P("switch")

    def begin(self) -> None:
        self.jobs: list[Any] = []

    def process(self) -> None:
        for one in self.Id:
            wanted = to_string(one).lower()
            found = next((job for job in self.cx.engine.jobs.all() if job.instance_id.lower() == wanted), None)
            if found is None:
                self.write_error(self.error(f"There is no job {wanted}.", "JobNotFound", "ObjectNotFound", one))
            else:
                self.jobs.append(found)

    def end(self) -> None:
        timeout = to_double(self.TimeoutInMinutes) * MINUTE_S if self.has("TimeoutInMinutes") else None
        host, engine = self.cx.host, self.cx.engine
        for job in self.jobs:
            engine.stored.pick_up(job)
        if self.OutputJobsTransitionedToRunning:
            for job in self.jobs:
                self.write(Guid(job.instance_id.replace("-", "")))
        done = engine.jobs.wait(self.jobs, False, timeout, False, host.check_stop, host.monotonic_s)
        for job in self.jobs:
            if job not in done:
                text = f"Job {job.instance_id} has not ended within {to_string(self.TimeoutInMinutes)} minutes."
                self.write_error(self.error(text, "JobWaitTimedOut", "OperationTimeout", job))
