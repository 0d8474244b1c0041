"""Start-Job."""

from typing import Any

from perdure.grammar.parse import parse_source
from perdure.grammar.source import read_source
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_bool, to_string
from perdure.interpreter.snapshot import dump_value
from perdure.interpreter.values import blocks
from perdure.interpreter.values.enumerate import as_list
from perdure.runtime.cmdlets.workflow_inline import held_values
from perdure.runtime.executors.child_job import copied_text
from perdure.runtime.jobs_process import ProcessJob
from perdure.runtime.session import new_context
from perdure.runtime.workflow_context import stoppable

COMPUTER, FILE, LITERAL = "ComputerName", "FilePathComputerName", "LiteralFilePathComputerName"


@cmdlet("Start-Job", aliases="sajb", module="Microsoft.PowerShell.Core", default_set=COMPUTER)
class StartJob(Cmdlet):
    """Runs a script block as a job in a process of its own."""

    ScriptBlock = P("scriptblock", pos=0, mandatory=True, alias="Command", sets=COMPUTER)
    FilePath = P("string", pos=0, mandatory=True, sets=FILE)
    LiteralPath = P("string", mandatory=True, alias="PSPath LP", sets=LITERAL)
    InitializationScript = P("scriptblock", pos=1)
    Name = P("string", pipe="name")
    WorkingDirectory = P("string")
    RunAs32 = P("switch")
    PSVersion = P("version")
    InputObject = P("psobject", pipe="value", null=True)
    ArgumentList = P("object[]", alias="Args", null=True)

    def begin(self) -> None:
        self.items: list[Any] = []
        if to_bool(self.RunAs32):
            raise self.throw(
                self.error(
                    "A 32-bit process is not there; run the job without -RunAs32.",
                    "RunAs32NotSupported",
                    "NotImplemented",
                    None,
                    "System.Management.Automation.PSNotSupportedException",
                )
            )

    def process(self) -> None:
        if self.has("InputObject"):
            self.items.append(self.InputObject)

    def end(self) -> None:
        cx = self.cx
        block = self.block_of()
        used = held_values(block, self.scope)
        request = {
            "job": True,
            "location": self.location(),
            "environment": dict(cx.environment),
            "blocks": dump_value([self.InitializationScript, block]),
            "using": list(used),
            "used": copied_text(list(used.values())),
            "arguments": copied_text(as_list(self.ArgumentList) if self.has("ArgumentList") else []),
            "input": copied_text(self.items),
            "stubs": cx.stubs.luggage() if cx.stubs is not None else None,
        }
        there = new_context(stoppable(cx.host), cx.location, dict(cx.environment))
        there.host.shown = None  # Write-Host comes through the information stream
        job = ProcessJob(cx.engine, to_string(self.Name) if self.has("Name") else "", block.text())
        job.start(there, request)
        self.write(job)

    def block_of(self) -> blocks.ScriptBlock:
        """Gives the block to run; a file's text as one."""
        if self.set_name == COMPUTER:
            given: blocks.ScriptBlock = self.bound["ScriptBlock"]
            return given
        path = self.cx.full_path(to_string(self.FilePath if self.set_name == FILE else self.LiteralPath), self.scope)
        try:
            tree = parse_source(read_source(path))
        except FileNotFoundError:
            raise self.throw(
                self.error(
                    f"Cannot find path '{path}' because it does not exist.",
                    "PathNotFound",
                    "ObjectNotFound",
                    path,
                    "System.Management.Automation.ItemNotFoundException",
                )
            ) from None
        return blocks.ScriptBlock(tree.body, tree.source, self.cx.top)

    def location(self) -> str:
        """Gives where the job starts: -WorkingDirectory, else where the session is."""
        if not self.has("WorkingDirectory"):
            here: str = self.cx.location
            return here
        path: str = self.cx.full_path(to_string(self.WorkingDirectory), self.scope)
        if self.cx.host.stat(path) is None:
            raise self.throw(
                self.error(
                    f"Cannot find path '{path}' because it does not exist.",
                    "DirectoryNotFoundException",
                    "InvalidOperation",
                    path,
                    "System.IO.DirectoryNotFoundException",
                )
            )
        return path
