"""New-PSWorkflowExecutionOption, New-PSWorkflowSession, and the sessions that it opens: Get-PSSession, Remove-PSSession."""

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.enumerate import as_list
from perdure.interpreter.values.sessions import PSSession, WorkflowOption
from perdure.interpreter.wildcards import matches
from perdure.runtime.remoting import open_session

CORE = "Microsoft.PowerShell.Core"
CONFIGURATION = "Microsoft.PowerShell.Workflow"


@cmdlet("New-PSWorkflowExecutionOption", module="PSWorkflow")
class NewPSWorkflowExecutionOption(Cmdlet):
    """Makes the options of a workflow session configuration (spec 10.2)."""

    PersistencePath = P("string")
    MaxPersistenceStoreSizeGB = P("long", default=10)
    PersistWithEncryption = P("switch")
    MaxRunningWorkflows = P("int", default=30)
    AllowedActivity = P("string[]")
    EnableValidation = P("switch")
    OutOfProcessActivity = P("string[]")
    MaxActivityProcesses = P("int", default=5)
    ActivityProcessIdleTimeoutSec = P("int", default=60)
    MaxSessionsPerWorkflow = P("int", default=5)
    MaxSessionsPerRemoteNode = P("int", default=5)
    RemoteNodeSessionIdleTimeoutSec = P("int", default=60)
    MaxConnectedSessions = P("int", default=100)
    MaxDisconnectedSessions = P("int", default=1000)
    SessionThrottleLimit = P("int", default=100)
    WorkflowShutdownTimeoutMSec = P("int", default=500)

    def end(self) -> None:
        path = self.PersistencePath
        if path is not None and len(path) > PATH_MAX:
            raise self.throw(
                self.error(
                    f"The persistence path has {len(path)} characters; it may have {PATH_MAX} at most.",
                    "PersistencePathToolLong",
                    "InvalidArgument",
                    path,
                )
            )
        for name, (low, high) in RANGES.items():
            value = int(getattr(self, name))
            if not low <= value <= high:
                raise self.throw(
                    self.error(
                        f"The value {value} of {name} is not within {low} and {high}.",
                        "ParameterArgumentValidationError",
                        "InvalidData",
                        value,
                    )
                )
        values = {name: getattr(self, name) for name in self.declared}
        for name in ("PersistWithEncryption", "EnableValidation"):
            values[name] = bool(values[name])
        values["AllowedActivity"] = values["AllowedActivity"] or ["PSDefaultActivities"]
        values["OutOfProcessActivity"] = values["OutOfProcessActivity"] or ["InlineScript"]
        self.write(WorkflowOption(values))


PATH_MAX = 120
RANGES = {"RemoteNodeSessionIdleTimeoutSec": (30, 30000), "WorkflowShutdownTimeoutMSec": (0, 5000)}


@cmdlet("New-PSWorkflowSession", aliases="nwsn", module="PSWorkflow")
class NewPSWorkflowSession(Cmdlet):
    """Opens sessions of the workflow configuration on computers, by the host's remoting."""

    ComputerName = P("string[]", pos=0, alias="Cn", pipe="value name")
    Credential = P("object", pipe="name", null=True)
    Name = P("string[]")
    Port = P("int")
    UseSSL = P("switch")
    ApplicationName = P("string", pipe="name")
    ThrottleLimit = P("int")
    SessionOption = P("object")
    Authentication = P("string")
    CertificateThumbprint = P("string")
    EnableNetworkAccess = P("switch")

    def process(self) -> None:
        names = as_list(self.Name) if self.has("Name") else []
        for at, computer in enumerate(as_list(self.ComputerName) if self.has("ComputerName") else ["localhost"]):
            try:
                name = to_string(names[at]) if at < len(names) else None
                self.write(open_session(self.cx, to_string(computer), CONFIGURATION, name))
            except ScriptError as error:
                self.write_error(self.own(error.record))


@cmdlet("Get-PSSession", aliases="gsn", module=CORE)
class GetPSSession(Cmdlet):
    """Gives the sessions that have been opened."""

    Id = P("int[]", pos=0)
    Name = P("string[]")
    ComputerName = P("string[]", alias="Cn")
    InstanceId = P("guid[]")

    def end(self) -> None:
        for session in self.cx.engine.sessions.values():
            if self.fits(session):
                self.write(session)

    def fits(self, session: PSSession) -> bool:
        if self.has("Id") and session.id not in [int(n) for n in as_list(self.Id)]:
            return False
        if self.has("InstanceId") and session.instance_id not in [to_string(g) for g in as_list(self.InstanceId)]:
            return False
        for given, own in (("Name", session.name), ("ComputerName", session.computer)):
            if self.has(given) and not any(matches(to_string(n), own) for n in as_list(getattr(self, given))):
                return False
        return True


@cmdlet("Remove-PSSession", aliases="rsn", module=CORE, should_process=True, default_set="Id")
class RemovePSSession(Cmdlet):
    """Closes sessions."""

    Id = P("int[]", pos=0, mandatory=True, sets="Id", pipe="name")
    Session = P("object[]", pos=0, mandatory=True, sets="Session", pipe="value name")
    Name = P("string[]", mandatory=True, sets="Name", pipe="name")
    ComputerName = P("string[]", mandatory=True, alias="Cn", sets="ComputerName", pipe="name")

    def process(self) -> None:
        table = self.cx.engine.sessions
        for session in list(table.values()):
            if self.means(session):
                session.close()
                del table[session.id]

    def means(self, session: PSSession) -> bool:
        if self.has("Session"):
            return any(unwrap(given) is session for given in as_list(self.Session))
        if self.has("Id"):
            return session.id in [int(n) for n in as_list(self.Id)]
        names, own = (self.Name, session.name) if self.has("Name") else (self.ComputerName, session.computer)
        return any(matches(to_string(n), own) for n in as_list(names))
