"""How the job cmdlets name jobs: by number, name, instance id, state, command, filter, or the job itself."""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.command import Cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.jobs import Job
from perdure.interpreter.wildcards import matches

SMA = "System.Management.Automation."


def all_jobs(cmdlet: Cmdlet) -> list[Any]:
    """Gives the session's jobs by number, those of the store too."""
    return list(cmdlet.cx.engine.jobs.all())


def with_children(jobs: Iterable[Any]) -> list[Any]:
    """Gives jobs and the children below them."""
    found: list[Any] = []
    for job in jobs:
        found.append(job)
        found += job.children
    return found


def by_id(cmdlet: Cmdlet, ids: Any) -> list[Any]:
    """Gives the jobs (children too) of these numbers; an error for each that there is not."""
    jobs = with_children(all_jobs(cmdlet))
    found = []
    for number in as_list(ids):
        hits = [job for job in jobs if job.id == int(number)]
        if not hits:
            missing(cmdlet, f"The command cannot find a job with the job ID {int(number)}. Verify the value of the Id "
                    "parameter and then try the command again.", "JobWithSpecifiedSessionNotFound", number)  # fmt: skip
        found += hits
    return found


def by_instance(cmdlet: Cmdlet, ids: Any) -> list[Any]:
    jobs = with_children(all_jobs(cmdlet))
    found = []
    for given in as_list(ids):
        text = to_string(given).strip("{}").lower()
        hits = [job for job in jobs if job.instance_id.lower() == text]
        if not hits:
            missing(cmdlet, f"The command cannot find a job with the instance ID {text}. Verify the value of the InstanceId "
                    "parameter and then try the command again.", "JobWithSpecifiedInstanceIdNotFound", given)  # fmt: skip
        found += hits
    return found


def by_name(cmdlet: Cmdlet, names: Any, quiet: bool = False) -> list[Any]:
    """Gives the jobs whose names fit; an error for a name without wildcards that fits none."""
    jobs = with_children(all_jobs(cmdlet))
    found = []
    for given in as_list(names):
        text = to_string(given)
        hits = [job for job in jobs if is_named(job, text)]
        parents = [job for job in hits if job.parent is None]
        hits = parents or hits
        if not hits and not quiet and not any(c in text for c in "*?["):
            missing(cmdlet, f"The command cannot find the job because the job name {text} was not found. Verify the value of "
                    "the Name parameter, and then try the command again.", "JobWithSpecifiedNameNotFound", text)  # fmt: skip
        found += hits
    return found


def is_named(job: Any, text: str) -> bool:
    """Tells whether a name means a job; of a thread job it is taken as it is, without wildcards."""
    name: str = job.name
    return name.lower() == text.lower() if job.kind == "ThreadJob" else matches(text, name)


def by_command(cmdlet: Cmdlet, commands: Any) -> list[Any]:
    return [job for job in all_jobs(cmdlet) if any(matches(to_string(c), job.command) for c in as_list(commands))]


def by_state(cmdlet: Cmdlet, state: Any) -> list[Any]:
    text = to_string(state).lower()
    return [job for job in all_jobs(cmdlet) if job.state.lower() == text]


PLAIN_KEYS = frozenset({"id", "instanceid", "name", "command", "state"})


def by_filter(cmdlet: Cmdlet, table: Any) -> list[Any]:
    """Gives the jobs that fit every key: parameters and metadata belong to child jobs only (spec 9.4)."""
    given = unwrap(table)
    assert isinstance(given, Dictionary)
    wanted = {to_string(key).lower(): value for key, value in given.items()}
    jobs = with_children(all_jobs(cmdlet))
    if not set(wanted) <= PLAIN_KEYS:
        jobs = [job for job in jobs if job.parent is not None]
    return [job for job in jobs if all(fits(job, key, value) for key, value in wanted.items())]


def fits(job: Any, key: str, wanted: Any) -> bool:
    if key == "id":
        return to_string(wanted) == str(job.id)
    if key == "instanceid":
        return to_string(wanted).lower() == str(job.instance_id).lower()
    if key in PLAIN_KEYS:
        return matches(to_string(wanted), getattr(job, key))
    for table in (getattr(job, "metadata", None), getattr(job, "parameters", None)):
        items = table.items() if isinstance(table, (Dictionary, dict)) else ()
        for name, value in items:
            if to_string(name).lower() == key:
                return matches(to_string(wanted), to_string(value))
    return False


def missing(cmdlet: Cmdlet, message: str, error_id: str, target: Any) -> None:
    cmdlet.write_error(cmdlet.error(message, error_id, "ObjectNotFound", target, SMA + "PSArgumentException"))


def once(jobs: Iterable[Any]) -> list[Any]:
    """Gives each job once, in order."""
    found: list[Any] = []
    for job in jobs:
        if not any(job is other for other in found):
            found.append(job)
    return found


def given_jobs(value: Any) -> list[Any]:
    """Gives the jobs of a -Job argument."""
    return [job for job in (unwrap(item) for item in as_list(value)) if isinstance(job, Job)]
