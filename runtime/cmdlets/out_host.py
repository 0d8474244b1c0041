"""Out-Default, Out-Host and Out-Null: the ends of pipelines.

What a console is stands behind `cx.out_default`, a runtime/console.py Console; without one lines go to the host.
"""

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.runtime.formatting.output import Output

WIDTH = 120  # of a host that does not say its own


class ToHost(Cmdlet):
    """The base of the two that show objects."""

    InputObject = P("psobject", pipe="value", null=True)

    def begin(self) -> None:
        console = self.cx.out_default
        if console is None:
            self.output = Output(self.show, WIDTH, self.scope)
        else:
            self.output = Output(console.line, console.width, self.scope, console.clock, console.height, console.styled)
        self.feed = self.output.feed

    def show(self, text: str, _stream: str) -> None:
        """Shows a line where the session has no console of its own."""
        self.cx.host.write_host(text, True, None, None)

    def process(self) -> None:
        self.feed(self.InputObject)

    def end(self) -> None:
        self.output.end()


@cmdlet("Out-Default", module="Microsoft.PowerShell.Core")
class OutDefault(ToHost):
    """Shows objects as the end of a pipeline does."""

    Transcript = P("switch")


@cmdlet("Out-Host", aliases="oh", module="Microsoft.PowerShell.Core")
class OutHost(ToHost):
    """Shows objects on the host."""

    Paging = P("switch")


@cmdlet("Out-Null", module="Microsoft.PowerShell.Core", quick=True)
class OutNull(Cmdlet):
    """Takes objects and gives none."""

    InputObject = P("psobject", pipe="value", null=True)

    def process(self) -> None:
        """Drops the object."""
