"""Invoke-Expression, Invoke-Command and Measure-Command."""

from typing import Any

from perdure.grammar.errors import ParseError
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.parse_errors import parse_script_error
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.timespan import TICKS_S, TimeSpan
from perdure.runtime.session import parse_script, prepare, script_block

LOCAL_NAMES = ("localhost", ".", "127.0.0.1", "::1")


@cmdlet("Invoke-Expression", aliases="iex")
class InvokeExpression(Cmdlet):
    """Runs text as PowerShell, in the current scope."""

    Command = P("string", pos=0, mandatory=True, pipe="value")

    def process(self) -> None:
        try:
            script = parse_script(self.Command)
        except ParseError as error:
            raised = parse_script_error(error)
            self.own(raised.record)
            raise raised from None
        prepare(self.cx, script, self.scope)
        self.cx.block_runner(script_block(self.cx, script), self.scope, False)(NOTHING, self.emit)


@cmdlet("Invoke-Command", aliases="icm", module="Microsoft.PowerShell.Core", default_set="InProcess")
class InvokeCommand(Cmdlet):
    """Runs a script block, here or in other sessions."""

    ScriptBlock = P("scriptblock", pos=0, mandatory=True, alias="Command", sets="InProcess").also(
        sets="ComputerName Session Uri", pos=1, mandatory=True
    )
    NoNewScope = P("switch", sets="InProcess")
    ComputerName = P("string[]", pos=0, alias="Cn", sets="ComputerName FilePathComputerName")
    Session = P("object[]", pos=0, sets="Session FilePathSession")
    ConnectionUri = P("string[]", pos=0, alias="URI CU", sets="Uri")
    FilePath = P("string", pos=1, mandatory=True, alias="PSPath", sets="FilePathComputerName FilePathSession")
    Credential = P("pscredential", pipe="name", sets="ComputerName Uri FilePathComputerName")
    Port = P("int", sets="ComputerName FilePathComputerName")
    UseSSL = P("switch", sets="ComputerName FilePathComputerName")
    ConfigurationName = P("string", sets="ComputerName Uri FilePathComputerName")
    ApplicationName = P("string", sets="ComputerName FilePathComputerName")
    ThrottleLimit = P("int", sets="ComputerName Session Uri FilePathComputerName FilePathSession")
    AsJob = P("switch", sets="ComputerName Session Uri FilePathComputerName FilePathSession")
    HideComputerName = P("switch", alias="HCN", sets="ComputerName Session Uri FilePathComputerName FilePathSession")
    JobName = P("string", sets="ComputerName Session Uri FilePathComputerName FilePathSession")
    SessionOption = P("object", sets="ComputerName Uri FilePathComputerName")
    Authentication = P("string", sets="ComputerName Uri FilePathComputerName")
    InputObject = P("object", pipe="value")
    ArgumentList = P("object[]", alias="Args", null=True)

    def begin(self) -> None:
        self.input: list[Any] = []
        self.args = list(self.ArgumentList or ())

    def process(self) -> None:
        if self.has("InputObject"):
            self.input.append(self.InputObject)

    def end(self) -> None:
        if self.set_name != "InProcess":
            self.elsewhere()
            return
        local = not self.NoNewScope
        if self.input or self.invocation.expecting_input:
            self.write_each(self.cx.call_block(self.ScriptBlock, self.args, NOTHING, self.scope, local, self.input))
        else:
            self.cx.block_runner(self.ScriptBlock, self.scope, local)(NOTHING, self.emit, self.args)

    def elsewhere(self) -> None:
        """Runs the block in other sessions, by the host's remoting."""
        if not self.has("AsJob") and self.has("ScriptBlock") and (self.has("ComputerName") or self.has("Session")):
            from perdure.runtime.cmdlets.invoke_remote import invoke

            invoke(self, self.ScriptBlock, self.input, self.args, not self.HideComputerName)
            return
        text = (
            "Invoke-Command reaches other computers with -ComputerName or -Session and a script block only: without them the"
            " block runs here."
        )
        raise ScriptError(
            self.error(text, "RemotingNotAvailable", "NotImplemented", None, "System.Management.Automation.Remoting.PSRemotingTransportException")
        )  # fmt: skip


@cmdlet("Measure-Command")
class MeasureCommand(Cmdlet):
    """Tells how long a script block runs; what it puts out is dropped."""

    InputObject = P("object", pipe="value")
    Expression = P("scriptblock", pos=0, mandatory=True)

    def begin(self) -> None:
        self.spent_s = 0.0
        self.run = self.cx.block_runner(self.Expression, self.scope, False)

    def process(self) -> None:
        under = self.InputObject if self.has("InputObject") else NOTHING
        start = self.cx.host.monotonic_s()
        self.run(under, drop)
        self.spent_s += self.cx.host.monotonic_s() - start

    def end(self) -> None:
        self.write(TimeSpan(int(self.spent_s * TICKS_S)))


def drop(_value: Any) -> None:
    """Takes an object and forgets it."""
