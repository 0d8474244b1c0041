"""Jobs and their members: Job, JobStateInfo and the enum JobState."""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.collections import GenericList
from perdure.interpreter.values.datetime import LOCAL, DateTime
from perdure.interpreter.values.enums import EnumInfo, named
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.jobs import Job, JobStateInfo

SMA = "System.Management.Automation."
STRING, INT, BOOL = "System.String", "System.Int32", "System.Boolean"
TICKS_OF_1970, TICKS_PER_MS, TICKS_PER_MIN = 621_355_968_000_000_000, 10_000, 600_000_000

STATES = define(
    SMA + "JobState",
    "System.Enum",
    kind="enum",
    data=EnumInfo(
        "NotStarted=0 Running=1 Completed=2 Failed=3 Stopped=4 Blocked=5 Suspended=6 Disconnected=7 Suspending=8 "
        "Stopping=9 AtBreakpoint=10"
    ),
)


def state_value(name: str) -> Any:
    """Gives a state as a value of JobState."""
    return named(STATES, name)


def _time(slot: str) -> Prop:
    def read(job: Job) -> Any:
        ms = getattr(job, slot)
        if ms is None:
            return None
        ticks = TICKS_OF_1970 + ms * TICKS_PER_MS
        return DateTime(ticks + current().host.local_offset_minutes(ticks, True) * TICKS_PER_MIN, LOCAL)

    return Prop(read, None, "System.DateTime")


def _slot(name: str, type_: str) -> Prop:
    def read(job: Any) -> Any:
        return getattr(job, name)

    return Prop(read, None, type_)


def _stream(name: str) -> Prop:
    def read(job: Job) -> Any:
        return GenericList(job.stream(name), (SMA + "PSObject",))

    return Prop(read, None, SMA + "PSDataCollection`1")


def _info(job: Job) -> JobStateInfo:
    return JobStateInfo(job.state, job.reason)


def _rename(job: Job, name: Any) -> None:
    job.name = str(name)


define(
    SMA + "Job",
    members={
        "Id": _slot("id", INT),
        "Name": Prop(lambda job: job.name, _rename, STRING),
        "InstanceId": Prop(lambda job: Guid(job.instance_id.replace("-", "")), None, "System.Guid"),
        "State": _slot("state", STRING),
        "JobStateInfo": Prop(_info, None, SMA + "JobStateInfo"),
        "HasMoreData": _slot("has_more_data", BOOL),
        "Location": _slot("location", STRING),
        "Command": _slot("command", STRING),
        "StatusMessage": _slot("status", STRING),
        "PSJobTypeName": _slot("kind", STRING),
        "PSBeginTime": _time("began_ms"),
        "PSEndTime": _time("ended_ms"),
        "ChildJobs": Prop(lambda job: GenericList(job.children, (SMA + "Job",)), None, "System.Object"),
        **{
            name: _stream(name)
            for name in ("Output", "Error", "Warning", "Verbose", "Debug", "Progress", "Information")
        },
    },
    py=Job,
)
define(SMA + "Job2", SMA + "Job")
define(SMA + "ContainerParentJob", SMA + "Job2")
define(SMA + "PSWorkflowJob", SMA + "Job2")
define(SMA + "PSTasks.PSTaskJob", SMA + "Job")
define(SMA + "PSTasks.PSTaskChildJob", SMA + "Job")
define(SMA + "PSRemotingJob", SMA + "Job")
define(SMA + "PSRemotingChildJob", SMA + "Job")
define("ThreadJob.ThreadJob", SMA + "Job2")

define(
    SMA + "JobStateInfo",
    members={
        "State": Prop(lambda info: state_value(info.state), None, SMA + "JobState"),
        "Reason": _slot("reason", "System.Exception"),
        "ToString() -> string": lambda info: info.state,
    },
    py=JobStateInfo,
)
