"""Get-Process, Stop-Process and Wait-Process."""

import os
from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ErrorRecord
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.process import Process
from perdure.runtime import globs
from perdure.runtime.processes import all_processes, process_of

MANAGEMENT = "Microsoft.PowerShell.Management"
COMMANDS = "Microsoft.PowerShell.Commands."
PROCESSES = "System.Diagnostics.Process[]"


class ProcessCmdlet(Cmdlet):
    """The base: processes by name, number or object, each once."""

    Name: Any = None
    Id: Any = None
    InputObject: Any = None

    def named(self) -> list[Process]:
        """Gives the processes that are meant; those that are not there are written as errors."""
        found: list[Process] = []
        if self.InputObject is not None:
            found = [unwrap(p) for p in self.InputObject]
        elif self.Id is not None:
            for number in self.Id:
                process = process_of(int(number), self.cx.host)
                if process is None:
                    text = f"Cannot find a process with the process identifier {number}."
                    self.write_error(self.missing(text, "NoProcessFoundForGivenId", number))
                else:
                    found.append(process)
        else:
            every = all_processes(self.cx.host)
            for name in self.Name or ("*",):
                hits = [p for p in every if globs.matches(p.name, name)]
                if not hits and not globs.has_wildcard(name):
                    text = f'Cannot find a process with the name "{name}". Verify the process name and call the cmdlet again.'
                    self.write_error(self.missing(text, "NoProcessFoundForGivenName", name))
                found.extend(hits)
        return list({p.id: p for p in found}.values())

    def missing(self, text: str, error_id: str, target: Any) -> ErrorRecord:
        """Makes the error of a process that is not there."""
        return self.error(text, error_id, "ObjectNotFound", target, COMMANDS + "ProcessCommandException")


@cmdlet("Get-Process", aliases="gps", module=MANAGEMENT, default_set="Name")
class GetProcess(ProcessCmdlet):
    """Gets the processes that run."""

    Name = P("string[]", pos=0, pipe="name", alias="ProcessName", sets="Name")
    Id = P("int[]", mandatory=True, pipe="name", alias="PID", sets="Id")
    InputObject = P(PROCESSES, mandatory=True, pipe="value", sets="InputObject")
    IncludeUserName = P("switch")
    Module = P("switch")
    FileVersionInfo = P("switch", alias="FV FVI")

    def process(self) -> None:
        self.write_each(self.named())


@cmdlet("Stop-Process", aliases="kill spps", module=MANAGEMENT, default_set="Id", should_process=True)
class StopProcess(ProcessCmdlet):
    """Ends processes."""

    Name = P("string[]", mandatory=True, pipe="name", alias="ProcessName", sets="Name")
    Id = P("int[]", pos=0, mandatory=True, pipe="name", sets="Id")
    InputObject = P(PROCESSES, pos=0, mandatory=True, pipe="value", sets="InputObject")
    PassThru = P("switch")
    Force = P("switch")

    def process(self) -> None:
        for process in self.named():
            if not self.should_process(f"{process.name} ({process.id})"):
                continue
            try:
                process.live.kill()
            except PermissionError:
                text = f'Cannot stop process "{process.name} ({process.id})" because of the following error: Access is denied'
                self.write_error(self.error(text, "CouldNotStopProcess", "CloseError", process, COMMANDS + "ProcessCommandException"))  # fmt: skip
                continue
            if self.PassThru:
                self.write(process)


@cmdlet("Wait-Process", module=MANAGEMENT, default_set="Name")
class WaitProcess(ProcessCmdlet):
    """Waits for the end of processes."""

    Timeout = P("int", pos=1, alias="TimeoutSec", validate=[validate_range(0, 32767)])
    Id = P("int[]", pos=0, mandatory=True, pipe="name", alias="PID ProcessId", sets="Id")
    Name = P("string[]", pos=0, mandatory=True, pipe="name", alias="ProcessName", sets="Name")
    InputObject = P(PROCESSES, mandatory=True, pipe="value", sets="InputObject")
    Any = P("switch")
    PassThru = P("switch")

    def begin(self) -> None:
        self.waiting: list[Process] = []

    def process(self) -> None:
        for process in self.named():
            if process.id == os.getpid():
                text = "This command stopped the operation because it would have to wait for itself."
                self.write_error(self.error(text, "WaitOnItself", "ObjectNotFound", process))
            else:
                self.waiting.append(process)

    def end(self) -> None:
        host = self.cx.host
        limit = None if not self.has("Timeout") else host.monotonic_s() + self.Timeout
        if self.Any:
            while all(p.live.alive() for p in self.waiting) and (limit is None or host.monotonic_s() < limit):
                host.sleep(0.02)
        else:
            for process in self.waiting:
                process.live.wait(None if limit is None else max(0.0, limit - host.monotonic_s()))
        late = [p for p in self.waiting if p.live.alive()]
        if not self.Any or len(late) == len(self.waiting):
            for process in late:
                text = (
                    f'This command stopped the operation because process "{process.name} ({process.id})" is not stopped in '
                    "the specified time-out."
                )
                self.write_error(
                    self.error(
                        text, "ProcessNotTerminated", "CloseError", process, COMMANDS + "ProcessCommandException"
                    )
                )
        if self.PassThru:
            self.write_each(self.waiting)
