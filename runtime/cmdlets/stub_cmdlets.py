"""New-Stub, Get-StubCall and Clear-StubCall: stubs made by scripts and tests, and the calls that stubs have had."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.wildcards import matches
from perdure.runtime.stubs import Stubs
from perdure.runtime.stubs_answers import Answer, Turn

MODULE = "Perdure"


def stubs_of(cx: Any) -> Stubs:
    """Gives the session's stubs; the first ask begins a set."""
    found: Stubs | None = cx.stubs
    return found if found is not None else Stubs().install(cx)


@cmdlet("New-Stub", module=MODULE, default_set="Return")
class NewStub(Cmdlet):
    """Makes a stub: a stand-in for a command that is not there, or for one that is not to be called."""

    Name = P("string[]", pos=0, mandatory=True)
    Return = P("object", pos=1, null=True, sets="Return")
    Sequence = P("object[]", mandatory=True, null=True, sets="Sequence")
    ScriptBlock = P("scriptblock", mandatory=True, sets="ScriptBlock")
    ErrorMessage = P("string", mandatory=True, sets="Error")
    ErrorId = P("string", default="StubError", sets="Error")
    Terminating = P("switch", sets="Error")
    Parameter = P("string[]")
    Module = P("string[]")

    def end(self) -> None:
        stubs = stubs_of(self.cx)
        names = tuple(to_string(n) for n in self.Parameter or ())
        for name in self.Name:
            stubs.add(to_string(name), Answer(self.turns(), names))
        stubs.modules.update(to_string(m).lower() for m in self.Module or ())
        self.cx.version += 1

    def turns(self) -> list[Turn]:
        """Gives the answers that the parameters say."""
        if self.set_name == "ScriptBlock":
            return [Turn(block=self.ScriptBlock)]
        if self.set_name == "Error":
            terminating = bool(self.Terminating)
            return [Turn(error={"message": self.ErrorMessage, "id": self.ErrorId, "terminating": terminating})]
        if self.set_name == "Sequence":
            return [one(value) for value in self.Sequence]
        return [Turn(self.Return)]


def one(value: Any) -> Turn:
    """Gives an element of a sequence as an answer: a script block is run."""
    block = unwrap(value)
    return Turn(block=block) if isinstance(block, ScriptBlock) else Turn(value)


@cmdlet("Get-StubCall", module=MODULE)
class GetStubCall(Cmdlet):
    """Gives the calls that stubs have had, in their order."""

    Name = P("string[]", pos=0)

    def end(self) -> None:
        stubs = self.cx.stubs
        wanted = [to_string(n) for n in self.Name or ("*",)]
        for call in list(stubs.log.calls) if stubs is not None else ():
            if any(matches(pattern, call.name) for pattern in wanted):
                self.write(call.as_object())


@cmdlet("Clear-StubCall", module=MODULE)
class ClearStubCall(Cmdlet):
    """Forgets the calls that stubs have had."""

    def end(self) -> None:
        if self.cx.stubs is not None:
            self.cx.stubs.log.clear()
