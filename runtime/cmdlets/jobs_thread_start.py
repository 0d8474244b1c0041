"""Start-ThreadJob."""

from typing import Any

from perdure.grammar.parse import parse_source
from perdure.grammar.source import read_source
from perdure.interpreter.binding import Argument
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.convert import to_string
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values import blocks
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.enumerate import as_list
from perdure.runtime.cmdlets.workflow_inline import using_names
from perdure.runtime.jobs_thread import ThreadJob
from perdure.runtime.session import new_context
from perdure.runtime.workflow_context import stoppable


@cmdlet(
    "Start-ThreadJob",
    module="Microsoft.PowerShell.ThreadJob",
    type_name="Microsoft.PowerShell.ThreadJob.StartThreadJobCommand",
    default_set="ScriptBlock",
)
class StartThreadJob(Cmdlet):
    """Runs a script block as a job on a thread of this process, in a session of its own."""

    ScriptBlock = P("scriptblock", pos=0, mandatory=True, sets="ScriptBlock")
    FilePath = P("string", pos=0, mandatory=True, sets="FilePath")
    Name = P("string")
    InitializationScript = P("scriptblock")
    InputObject = P("psobject", pipe="value", null=True)
    ArgumentList = P("object[]", null=True)
    ThrottleLimit = P("int", validate=[validate_range(1, 2147483647)])
    StreamingHost = P("object")

    def begin(self) -> None:
        self.items: list[Any] = []

    def process(self) -> None:
        if self.has("InputObject"):
            self.items.append(self.InputObject)

    def end(self) -> None:
        engine = self.cx.engine
        jobs = engine.thread_jobs
        if self.has("ThrottleLimit"):
            jobs.limit = max(1, int(self.ThrottleLimit))
        cx = new_context(stoppable(self.cx.host), self.cx.location, dict(self.cx.environment))
        cx.engine = engine
        cx.check_stop = True
        block = self.block_of()
        cx.using_values = {name: self.value_of(name) for name in using_names(block)}
        given = [Argument(None, item) for item in as_list(self.ArgumentList)] if self.has("ArgumentList") else []
        first, items = self.InitializationScript, self.items

        def work(cx: Any, emit: Any) -> None:
            for code, arguments in ((first, []), (block, given)):
                if code is None:
                    continue
                body = blocks.ScriptBlock(code.tree, code.source, cx.top)
                stage = FunctionStage(
                    body, "<ScriptBlock>", arguments, cx.global_scope, True, None, None, True, "block"
                )
                run_stages([stage], items if code is block else [], emit)

        name = to_string(self.Name) if self.has("Name") else ""
        job = ThreadJob(engine, engine.local_id(), name, block.text(), cx, work)
        jobs.start(job)
        self.write(job)

    def block_of(self) -> blocks.ScriptBlock:
        """Gives the block to run; a file's text as one."""
        if not self.has("FilePath"):
            given: blocks.ScriptBlock = self.bound["ScriptBlock"]
            return given
        tree = parse_source(read_source(self.cx.full_path(to_string(self.FilePath), self.scope)))
        return blocks.ScriptBlock(tree.body, tree.source, self.cx.top)

    def value_of(self, name: str) -> Any:
        found = self.scope.lookup(name)
        return None if found is NOTHING else found
