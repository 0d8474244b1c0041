"""Jobs of Start-Job: a script block in a process of its own; what it puts out comes back as copies.

A parent and one child, as remoting has them. They live in this session only; their processes die with this one.
Source: about_Jobs, about_Job_Details; conformance/concurrency/start-job.
"""

from typing import Any

from perdure.interpreter.context import set_current
from perdure.interpreter.errors import Cancelled, ErrorRecord, NetException, ScriptError
from perdure.interpreter.members_views import attach
from perdure.interpreter.values.base import Member, NetObject, PSObject
from perdure.interpreter.values.guid import Guid
from perdure.runtime.clixml_read import Reader
from perdure.runtime.jobs import LiveJob
from perdure.runtime.jobs_parent import ParentJob
from perdure.runtime.stubs_calls import STUB_CALL
from perdure.runtime.workflow_streams import JobStreams

SMA = "System.Management.Automation."


class ProcessChild(LiveJob):
    """The job of the process. `request`: what the process is told (executors/child_job.py)."""

    __slots__ = ("engine", "cx", "request", "runspace")
    net = SMA + "PSRemotingChildJob"
    parent: "ProcessJob"

    def __init__(self, parent: "ProcessJob", cx: Any, request: dict[str, Any]) -> None:
        engine = self.engine = parent.engine
        super().__init__(0, "", engine.new_id(), parent.command, JobStreams(engine.changes.note))
        self.parent, self.cx, self.request = parent, cx, request
        self.runspace = Guid(engine.new_id().replace("-", ""))

    def run(self) -> None:
        """Runs the process, on the executor's thread."""
        state = "Completed"
        try:
            self.engine.processes.run(self.request, self.take, self.cx, apart=True)
        except ScriptError as error:
            self.failure, state = remote_error(error.record), "Failed"
        except Cancelled:
            state = "Stopped"
        self.turn("Stopped" if self.cx.host.stopping.is_set() else state)

    def take(self, stream: str, value: Any) -> None:
        """Takes what the process has told."""
        if stream == "Output":
            for copy in Reader(self.cx).document(value):
                self.streams.put(stream, self.noted(copy))
        elif stream == STUB_CALL:
            before = set_current(self.cx)
            try:
                self.cx.stubs.log.add_told(value)
            finally:
                set_current(before)
        else:
            self.streams.put(stream, remote_error(value) if stream == "Error" else value)

    def noted(self, value: Any, waited: bool = False) -> Any:
        """Gives a result with the notes that say where it is from; `waited`: Receive-Job -Wait says the job, too."""
        if value is None:
            return None
        made = value if isinstance(value, NetObject) else PSObject(value)
        notes: dict[str, Any] = {
            "PSComputerName": self.location, "RunspaceId": self.runspace, "PSShowComputerName": False,
        }  # fmt: skip
        if waited:
            notes = {"PSSourceJobInstanceId": Guid(self.parent.instance_id.replace("-", ""))}
        for name, told in notes.items():
            attach(made, Member(name, "NoteProperty", told), force=True)
        return made

    def turn(self, state: str) -> None:
        """Changes the state of the child, and so the parent's."""
        now = self.engine.scheduler.now_ms()
        for job in (self, self.parent):
            if state == "Running":
                job.began_ms = now
            else:
                job.ended_ms = now
        self.state_name = state
        self.engine.changes.note()

    def stop(self) -> None:
        self.cx.host.stopping.set()


class ProcessJob(ParentJob):
    """The job that Start-Job gives. It has what its child has."""

    __slots__ = ()
    net = SMA + "PSRemotingJob"
    kind = "BackgroundJob"

    def start(self, cx: Any, request: dict[str, Any]) -> None:
        """Makes the child and starts its process. `cx`: a session whose host is stopped with the job."""
        child = ProcessChild(self, cx, request)
        self.children = [child]
        self.id, child.id = self.engine.local_id(), self.engine.local_id()
        self.name = self.name or f"Job{self.id}"
        child.name = f"Job{child.id}"
        child.turn("Running")
        self.engine.jobs.add(self)
        self.engine.executor.submit(child.run)

    def stop(self) -> None:
        for child in self.children:
            child.stop()


def remote_error(record: ErrorRecord) -> ErrorRecord:
    """Gives an error of the process as this session gets it: a RemoteException with the same text and id."""
    raised = NetException(SMA + "RemoteException", record.exception.message)
    made = ErrorRecord(raised, record.error_id, record.category, record.target)
    made.activity, made.details = record.activity, record.details
    raised.record = made
    return made
