"""PSSession, PSWorkflowExecutionOption and their members."""

from typing import Any

from perdure.interpreter.typesys import Prop, define
from perdure.interpreter.values.guid import Guid
from perdure.interpreter.values.sessions import OPENED, PSSession, WorkflowOption

STRING, INT, BOOL = "System.String", "System.Int32", "System.Boolean"
OPTION_TYPES = {
    "PersistencePath": STRING, "MaxPersistenceStoreSizeGB": "System.Int64", "PersistWithEncryption": BOOL,
    "MaxRunningWorkflows": INT, "AllowedActivity": "System.String[]", "EnableValidation": BOOL,
    "OutOfProcessActivity": "System.String[]", "MaxActivityProcesses": INT, "ActivityProcessIdleTimeoutSec": INT,
    "MaxSessionsPerWorkflow": INT, "MaxSessionsPerRemoteNode": INT, "RemoteNodeSessionIdleTimeoutSec": INT,
    "MaxConnectedSessions": INT, "MaxDisconnectedSessions": INT, "SessionThrottleLimit": INT,
    "WorkflowShutdownTimeoutMSec": INT,
}  # fmt: skip

define(PSSession.net, py=PSSession, members={
    "Id": Prop(lambda s: s.id, None, INT),
    "Name": Prop(lambda s: s.name, None, STRING),
    "ComputerName": Prop(lambda s: s.computer, None, STRING),
    "ComputerType": Prop(lambda s: "RemoteMachine", None, STRING),
    "ConfigurationName": Prop(lambda s: s.configuration, None, STRING),
    "InstanceId": Prop(lambda s: Guid(s.instance_id.replace("-", "")), None, "System.Guid"),
    "State": Prop(lambda s: s.state, None, STRING),
    "Availability": Prop(lambda s: "Available" if s.state == OPENED else "None", None, STRING),
    "Transport": Prop(lambda s: "Local", None, STRING),
})  # fmt: skip


def _option(name: str) -> Prop:
    def read(option: WorkflowOption) -> Any:
        return option.values.get(name)

    def write(option: WorkflowOption, value: Any) -> None:
        option.values[name] = value

    return Prop(read, write, OPTION_TYPES[name])


define(WorkflowOption.net, py=WorkflowOption, members={name: _option(name) for name in OPTION_TYPES})
