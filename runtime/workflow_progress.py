"""Progress records of activities (spec 3.7): for those that -DisplayName or -PSProgressMessage names, not for every one.

A record for each activity would fill a job's store with what nobody reads.
"""

from typing import Any

from perdure.interpreter.convert import to_int32
from perdure.interpreter.machine_plan import command_name
from perdure.interpreter.reporting import preference
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.records import ProgressRecord

RUNNING, COMPLETED, FAILED, RETRYING = "Running", "Completed", "Failed", "Retrying"


def report(live: Any, status: str) -> None:
    """Says how an activity stands; an empty -PSProgressMessage keeps it quiet."""
    settings = live.step.settings
    if settings is None or settings.message == "" or (settings.title is None and settings.message is None):
        return
    scope = live.step.scope
    if preference(scope, "progresspreference") in ("SilentlyContinue", "Ignore"):
        return
    title = settings.title or _command_of(live.step.node)
    record = ProgressRecord(0, f"{title}: {settings.message}" if settings.message else title, status)
    record.completed = status in (COMPLETED, FAILED)
    parent = scope.lookup("psparentactivityid")
    if parent is not NOTHING and parent is not None:
        record.parent_id = to_int32(parent)
    gathered = live.gathered.get("Progress")
    if gathered is not None:
        gathered.append(record)
    else:
        live.run.streams.put("Progress", record)


def _command_of(node: Any) -> str:
    elements = getattr(node, "elements", ())
    return (command_name(elements[0]) if elements and hasattr(elements[0], "invocation") else None) or "Pipeline"
