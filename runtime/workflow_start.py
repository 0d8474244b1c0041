"""What a run begins with: the variables that every workflow of the job finds, preferences, limits, the first frame."""

import posixpath
from collections.abc import Callable
from typing import Any

from perdure.interpreter.convert import to_bool
from perdure.interpreter.machine import Machine
from perdure.interpreter.reporting import PREFERENCES, preference
from perdure.interpreter.scopes import KEPT
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.guid import Guid
from perdure.runtime.remoting import is_local
from perdure.runtime.workflow_context import streams_into
from perdure.runtime.workflow_engine import JobEngine
from perdure.runtime.workflow_parameters import limit_of
from perdure.runtime.workflow_remote import tagger
from perdure.runtime.workflow_run import Run

FLOWING = ("erroractionpreference", "warningpreference", "informationpreference")
SWITCHED = ("verbosepreference", "debugpreference")
GIVEN = {
    "erroraction": "erroractionpreference", "warningaction": "warningpreference",
    "informationaction": "informationpreference",
}  # fmt: skip
SOFTENED = {"Ignore": "SilentlyContinue", "Inquire": "Continue", "Suspend": "Continue"}
SHOWN = [
    "JobName",
    "JobId",
    "JobInstanceId",
    "JobCommandName",
    "ParentJobName",
    "ParentJobId",
    "ParentJobInstanceId",
    "ParentCommandName",
    "WorkflowInstanceId",
    "PSWorkflowRoot",
    "PSPrivateMetadata",
    "PSComputerName",
    "PSPersist",
    "PSRunningTimeoutSec",
    "PSElapsedTimeoutSec",
    "PSConnectionRetryCount",
    "PSConnectionRetryIntervalSec",
    "PSCredential",
    "PSPort",
    "PSUseSsl",
    "PSConfigurationName",
    "PSApplicationName",
    "PSConnectionUri",
    "PSAllowRedirection",
    "PSSessionOption",
    "PSAuthentication",
    "PSAuthenticationLevel",
    "PSCertificateThumbprint",
    "WorkflowCommandName",
]
PASSED = [
    "pscomputername",
    "pspersist",
    "psrunningtimeoutsec",
    "pselapsedtimeoutsec",
    "psconnectionretrycount",
    "psconnectionretryintervalsec",
    "pscredential",
    "psport",
    "psusessl",
    "psconfigurationname",
    "psapplicationname",
    "psconnectionuri",
    "psallowredirection",
    "pssessionoption",
    "psauthentication",
    "psauthenticationlevel",
    "pscertificatethumbprint",
]
KEPT.update((name.lower(), name) for name in SHOWN)


def prepare_call(run: Run, stage: Any, given: Any) -> None:
    """Makes a fresh run ready: session, preferences, limits, and the called workflow's frame."""
    common = given.common
    settings = {
        "metadata": common.get("psprivatemetadata"),
        "passed": {name: common[name] for name in PASSED if name in common},
        "persist": to_bool(common["pspersist"]) if "pspersist" in common else None,
        "running": limit_of(common, "psrunningtimeoutsec"),
        "elapsed": limit_of(common, "pselapsedtimeoutsec"),
        "computer": given.computer,
        "preferences": preferences_of(stage, common),
        "suspend_on_error": action_name(common.get("erroraction")) == "Suspend",
        "root": root_of(stage.definition.source.path),
        "path": stage.definition.source.path or "",
        "parameters": dict(given.bound),
        "keep": run.engine.keep,
        "suspends": stage.suspends,
    }
    run.noting = stage.noting
    equip(run, settings)
    run.machine.suspend_on_error = settings["suspend_on_error"]
    run.job.parameters = settings["parameters"]
    call = stage.call_of(given)
    call.common = {}
    if stage.definition.node is not None:
        call.module = stage.info.block.module if stage.info.block.module is not stage.cx.top else None
        if call.module is not None and call.module.name == "":
            call.module = None
    run.machine.enter(run.machine.root, None, call)
    run.machine.wake(run.machine.root)
    run.definition = stage.definition


def equip(run: Run, settings: dict[str, Any]) -> None:
    """Gives a run's session what its settings say; the same for a fresh run and for one that is resumed."""
    cx, job = run.cx, run.job
    run.settings = settings
    run.persist = settings["persist"]
    run.keep = run.engine.keep if run.engine.keep is not None else settings.get("keep")
    run.running_limit_s = settings["running"]
    if settings["elapsed"] is not None:
        begun_s = job.began_ms / 1000 if job.began_ms else run.engine.clock.now_s()
        run.elapsed_due_s = begun_s + settings["elapsed"]
    job.metadata = settings["metadata"]
    job.suspends = settings.get("suspends", False)
    if not is_local(settings["computer"]):
        run.tag = tagger(settings["computer"], run)
    cx.streams = streams_into(run.streams.put, noting=run.noting)
    cx.engine = JobEngine(run)
    for name, value in settings["preferences"].items():
        cx.global_scope.vars[name] = cx.enum_value("System.Management.Automation.ActionPreference", value)
    computed = runtime_variables(run, settings)
    cx.runtime_variables = computed
    cx.computed.update(computed)


def runtime_variables(run: Run, settings: dict[str, Any]) -> dict[str, Callable[[Any], Any]]:
    """Gives the variables that tell a workflow about its job (spec 11), worked out when they are read."""
    job, parent = run.job, run.job.parent
    values: dict[str, Callable[[], Any]] = {
        "jobname": lambda: job.name,
        "jobid": lambda: job.id,
        "jobinstanceid": lambda: guid(job.instance_id),
        "jobcommandname": lambda: job.command,
        "parentjobname": lambda: parent.name,
        "parentjobid": lambda: parent.id,
        "parentjobinstanceid": lambda: guid(parent.instance_id),
        "parentcommandname": lambda: parent.command,
        "workflowinstanceid": lambda: guid(job.instance_id),
        "psworkflowroot": lambda: settings["root"],
        "psprivatemetadata": lambda: settings["metadata"] if settings["metadata"] is not None else Hashtable(),
        "psscriptroot": lambda: settings["root"] or "",
        "pscommandpath": lambda: settings["path"],
        "pscomputername": lambda: settings["computer"],
        "username": lambda: run.cx.environment.get("USER", ""),
    }
    passed = settings["passed"]
    for name in PASSED:
        if name not in values:
            values[name] = lambda name=name: passed.get(name)  # type: ignore[misc]
    machine = run.machine
    return {name: _reader(name, get, machine) for name, get in values.items()}


def _reader(name: str, get: Callable[[], Any], machine: Machine) -> Callable[[Any], Any]:
    def read(_scope: Any) -> Any:
        return machine.variables[name] if name in machine.variables else get()

    return read


def guid(text: str) -> Guid:
    return Guid(text.replace("-", ""))


def root_of(path: str | None) -> str | None:
    """Gives the folder of the file that defines a workflow."""
    return posixpath.dirname(path) if path else None


def action_name(value: Any) -> str | None:
    """Gives an ActionPreference's name."""
    if value is None or value is NOTHING:
        return None
    return PREFERENCES.get(str(getattr(value, "name", value)).lower())


def preferences_of(stage: Any, common: dict[str, Any]) -> dict[str, str]:
    """Gives the preferences that a workflow starts with: the caller's, then those given with the call (spec 4.6)."""
    found: dict[str, str] = {}
    for name in FLOWING:
        found[name] = preference(stage.scope, name, "SilentlyContinue" if name.startswith("inf") else "Continue")
    for name in SWITCHED:
        if preference(stage.scope, name, "SilentlyContinue") in ("Continue", "Inquire"):
            found[name] = "Continue"
    for parameter, name in GIVEN.items():
        given = action_name(common.get(parameter))
        if given is not None:
            found[name] = given
    for parameter, name in (("verbose", "verbosepreference"), ("debug", "debugpreference")):
        if parameter in common:
            found[name] = "Continue" if to_bool(common[parameter]) else "SilentlyContinue"
    return {name: SOFTENED.get(value, value) for name, value in found.items()}
