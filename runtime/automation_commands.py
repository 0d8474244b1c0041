"""The management modules' commands for runbooks and variables, at home: Start-AzAutomationRunbook and its like.

They are built-in stubs: under `perdure run` they answer where no module and no stub of the user's does, with the account's
names ignored. Source: workflow specification 12; the parameters of Az.Automation.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_bool, to_double, to_string
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.values.base import PSCustomObject, unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.guid import Guid
from perdure.runtime.assets import AssetError, open_assets
from perdure.runtime.cmdlets.automation_assets import value_of
from perdure.runtime.runbooks_start import start_runbook
from perdure.runtime.stubs import LAST_RESORT
from perdure.runtime.stubs_calls import StubCall

PREFIXES = ("az", "azurerm", "azure")
STATUS = {"NotStarted": "Queued"}  # other states are called as here
UTC = 1


def argument(call: StubCall, *names: str) -> Any:
    """Gives a parameter of a call by one of its names; None where it is not given."""
    for name, value in call.parameters.items():
        if name.lower() in names:
            return value
    return None


def needed(call: StubCall, *names: str) -> str:
    """Gives a text that a call can't do without."""
    found = argument(call, *names)
    if found is None:
        raise make_error(f"{call.name} needs -{names[0].title()}.", "MissingArgument", "InvalidArgument", call.name)
    return to_string(found)


def start(call: StubCall) -> Any:
    """Start-AzAutomationRunbook: starts a runbook; with -Wait gives its output, else the job."""
    cx = current()
    given = unwrap(argument(call, "parameters"))
    parameters = {to_string(k): v for k, v in given.items()} if isinstance(given, Dictionary) else {}
    job = start_runbook(cx, needed(call, "name", "runbookname"), parameters, "")
    if not to_bool(argument(call, "wait")):
        return told(job)
    limit = argument(call, "maxwaitseconds")
    seconds = to_double(limit) if limit is not None else None
    cx.engine.jobs.wait([job], False, seconds, False, cx.host.check_stop, cx.host.monotonic_s)
    return [value for stream, value in put_out(job) if stream == "Output"]


def told(job: Any) -> PSCustomObject:
    """Gives a job as the management modules do."""
    number = Guid(job.instance_id.replace("-", ""))
    failure = getattr(job, "failure", None) or next((c.failure for c in job.children if c.failure is not None), None)
    return PSCustomObject(
        {
            "JobId": number,
            "Id": number,
            "RunbookName": job.command,
            "Status": STATUS.get(job.state, job.state),
            "Exception": failure.message if failure is not None else None,
        },
        ["Microsoft.Azure.Commands.Automation.Model.Job"],
    )


def job_of(call: StubCall) -> Any:
    """Gives the job that a call names by its id."""
    wanted = needed(call, "id", "jobid").lower()
    found = next((job for job in current().engine.jobs.all() if job.instance_id.lower() == wanted), None)
    if found is None:
        raise make_error(f"The job was not found. Job Id {wanted}.", "JobNotFound", "ObjectNotFound", wanted)
    return found


def get_job(call: StubCall) -> Any:
    """Get-AzAutomationJob -Id: a job and its status."""
    return told(job_of(call))


def put_out(job: Any) -> list[tuple[str, Any]]:
    """Gives what a job has put out so far, by stream."""
    found: list[tuple[str, Any]] = []
    for child in job.children or [job]:
        entries = child.all_put_out() if hasattr(child, "all_put_out") else child.streams.take(keep=True)
        found += [(entry.stream, entry.value) for entry in entries]
    return found


def get_output(call: StubCall) -> Any:
    """Get-AzAutomationJobOutput -Id -Stream: the records of a job, each with its text."""
    job, wanted = job_of(call), argument(call, "stream")
    stream = to_string(wanted).lower() if wanted is not None else "any"
    now = DateTime(current().host.utc_now_ticks(), UTC)
    return [
        PSCustomObject({"JobId": Guid(job.instance_id.replace("-", "")), "Type": kind, "Time": now,
                        "Summary": summary(value), "Value": value})
        for kind, value in put_out(job)
        if stream in ("any", kind.lower())
    ]  # fmt: skip


def summary(value: Any) -> str:
    """Gives a record's text."""
    return str(getattr(value, "message", "")) or to_string(value)


def get_variable(call: StubCall) -> Any:
    """Get-AzAutomationVariable -Name: a variable asset; an encrypted one without its value."""
    name = needed(call, "name")
    entry = guarded(lambda: open_assets(current().environment).get("variable", name))
    if entry is None:
        raise make_error(
            f"The variable was not found. VariableName {name}.", "VariableNotFound", "ObjectNotFound", name
        )
    value = None if entry["encrypted"] else value_of(entry)
    return PSCustomObject({"Name": name, "Value": value, "Encrypted": entry["encrypted"]})


def guarded(work: Callable[[], Any]) -> Any:
    """Asks the assets; where they can't be read that is a terminating error."""
    try:
        return work()
    except AssetError as error:
        raise not_available(error) from None


def not_available(error: AssetError) -> ScriptError:
    return make_error(str(error), "AssetsNotAvailable", "ResourceUnavailable")


COMMANDS: dict[str, Callable[[StubCall], Any]] = {
    "start-{}automationrunbook": start,
    "get-{}automationjob": get_job,
    "get-{}automationjoboutput": get_output,
    "get-{}automationvariable": get_variable,
}
LAST_RESORT.update({name.format(prefix): work for prefix in PREFIXES for name, work in COMMANDS.items()})
