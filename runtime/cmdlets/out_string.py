"""Out-String: objects as the text that a console would show. Source: conformance/cmdlets/out-string."""

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.validation import validate_range
from perdure.runtime.formatting.output import Output

WIDTH = 120


@cmdlet("Out-String", default_set="NoNewLineFormatting")
class OutString(Cmdlet):
    """Gives objects as one string, or as lines."""

    Stream = P("switch", sets="StreamFormatting")
    Width = P("int", validate=[validate_range(2, 2147483647)], default=0)
    NoNewline = P("switch", sets="NoNewLineFormatting")
    InputObject = P("psobject", pipe="value", null=True)

    def begin(self) -> None:
        self.parts: list[str] = []
        self.ending = "" if self.NoNewline else "\n"
        line = self.give if self.Stream else self.gather
        console = self.cx.out_default
        self.output = Output(line, self.Width or (WIDTH if console is None else console.width), self.scope)

    def give(self, text: str, _stream: str) -> None:
        """Puts a line out at once (-Stream)."""
        self.emit(text)

    def gather(self, text: str, _stream: str) -> None:
        """Keeps a line for the end."""
        self.parts.append(text + self.ending)

    def process(self) -> None:
        self.output.feed(self.InputObject)

    def end(self) -> None:
        self.output.end()
        if not self.Stream:
            self.emit("".join(self.parts))
