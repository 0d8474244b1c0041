"""Invoke-AsWorkflow: a command or an expression as a workflow of one InlineScript (spec 9.5)."""

from typing import Any

from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.binding import Argument
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.values.collections import Hashtable
from perdure.runtime.workflow_definitions import hoisted, make_workflow
from perdure.runtime.workflow_parameters import COMMON

CALL = "param($CommandName, $Parameter) InlineScript { $given = $using:Parameter; & $using:CommandName @given }"


@cmdlet("Invoke-AsWorkflow", module="PSWorkflowUtility", default_set="Command")
class InvokeAsWorkflow(Cmdlet):
    """Runs a command or an expression as a workflow, so that it may be a job, be persisted or retried."""

    CommandName = P("string", mandatory=True, sets="Command")
    Parameter = P("hashtable", sets="Command")
    Expression = P("string", mandatory=True, sets="Expression")
    InputObject = P("object", pipe="value", null=True)
    AsJob = P("switch")
    JobName = P("string")
    PSComputerName = P("string[]", null=True, empty=True)
    PSCredential = P("object", null=True)
    PSPersist = P("bool")
    PSPrivateMetadata = P("hashtable")
    PSRunningTimeoutSec = P("uint32")
    PSElapsedTimeoutSec = P("uint32")
    PSConnectionRetryCount = P("uint32")
    PSConnectionRetryIntervalSec = P("uint32")
    PSParameterCollection = P("hashtable[]")

    def begin(self) -> None:
        self.items: list[Any] = []

    def process(self) -> None:
        if self.has("InputObject"):
            self.items.append(self.InputObject)

    def end(self) -> None:
        call = self.has("CommandName")
        body = CALL if call else f"InlineScript {{ {to_string(self.Expression)}\n }}"
        script = parse_source(Source(f"workflow Invoke-AsWorkflow {{ {body} }}"))
        (node,) = hoisted(script.body)
        info = make_workflow(node, script.source, self.cx.top)
        names = {name for name, _ in COMMON} - {"InputObject"}
        given = [Argument(name, self.bound[name], True, True) for name in self.bound if name in names]
        if call:
            given.append(Argument("CommandName", self.CommandName, True, True))
            given.append(Argument("Parameter", self.Parameter if self.has("Parameter") else Hashtable(), True, True))
        invocation = self.invocation
        stage = self.cx.engine.workflow_stage(info, given, self.scope, True, invocation.source, invocation.span)
        run_stages([stage], self.items, self.emit)
