"""$ExecutionContext and what hangs on it: doors to the running session, without state of their own."""

from typing import Any

from perdure.interpreter.values.base import NetObject


class EngineIntrinsics(NetObject):
    """System.Management.Automation.EngineIntrinsics: `$ExecutionContext`; `state` the SessionState it stands for."""

    __slots__ = ("state",)
    net = "System.Management.Automation.EngineIntrinsics"

    def __init__(self, state: Any) -> None:
        self.state = state


class CommandInvocationIntrinsics(EngineIntrinsics):
    __slots__ = ()
    net = "System.Management.Automation.CommandInvocationIntrinsics"


class PSVariableIntrinsics(EngineIntrinsics):
    __slots__ = ()
    net = "System.Management.Automation.PSVariableIntrinsics"


class PathIntrinsics(EngineIntrinsics):
    __slots__ = ()
    net = "System.Management.Automation.PathIntrinsics"
