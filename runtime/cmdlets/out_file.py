"""Out-File and Tee-Object. Source: conformance/cmdlets/content-encoding-out-file, get-unique-tee-object."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.validation import validate_range
from perdure.runtime.encodings import check_encoding, encoding_of
from perdure.runtime.formatting.output import Output
from perdure.runtime.text_files import OutputFile, TextFile, open_text, resolve_target

WIDTH = 120


def text_width(cx: Any) -> int:
    """Gives the width of text that is written to files: the console's, 120 without one."""
    console = cx.out_default
    return WIDTH if console is None else int(console.width)


@cmdlet("Out-File", default_set="ByPath", should_process=True)
class OutFile(Cmdlet):
    """Writes objects to a file as a console would show them."""

    FilePath = P("string", pos=0, mandatory=True, sets="ByPath", alias="Path")
    LiteralPath = P("string", mandatory=True, pipe="name", sets="ByLiteralPath", alias="PSPath LP")
    Encoding = P("object", pos=1, validate=[check_encoding])
    Append = P("switch")
    Force = P("switch")
    NoClobber = P("switch", alias="NoOverwrite")
    Width = P("int", validate=[validate_range(2, 2147483647)], default=0)
    NoNewline = P("switch")
    InputObject = P("psobject", pipe="value", null=True)

    file: TextFile | None = None

    def begin(self) -> None:
        given = self.LiteralPath if self.LiteralPath is not None else self.FilePath
        path = resolve_target(self.cx, self.scope, given, self.LiteralPath is not None, self.own)
        self.ending = "" if self.NoNewline else "\n"
        self.output = Output(self.line, self.Width or text_width(self.cx), self.scope)
        if self.should_process(path, "Output to File"):
            self.file = open_text(
                self.cx,
                path,
                self.own,
                encoding_of(self.Encoding),
                bool(self.Append),
                bool(self.NoClobber),
                bool(self.Force),
            )

    def line(self, text: str, _stream: str) -> None:
        """Writes one line."""
        if self.file is not None:
            self.file.write(text + self.ending)

    def process(self) -> None:
        self.output.feed(self.InputObject)

    def end(self) -> None:
        self.output.end()
        self.stop()

    def stop(self) -> None:
        if self.file is not None:
            self.file.close()
            self.file = None


@cmdlet("Tee-Object", default_set="File")
class TeeObject(Cmdlet):
    """Passes objects on and keeps them in a file or a variable."""

    InputObject = P("psobject", pipe="value", null=True)
    FilePath = P("string", pos=0, mandatory=True, sets="File", alias="Path")
    LiteralPath = P("string", mandatory=True, sets="LiteralFile", alias="PSPath LP")
    Append = P("switch", sets="File")
    Encoding = P("object", sets="File LiteralFile", validate=[check_encoding])
    Variable = P("string", mandatory=True, sets="Variable")

    target: OutputFile | None = None

    def begin(self) -> None:
        self.kept: list[Any] = []
        if self.set_name == "Variable":
            return
        given = self.LiteralPath if self.LiteralPath is not None else self.FilePath
        path = resolve_target(self.cx, self.scope, given, self.LiteralPath is not None, self.own)
        file = open_text(self.cx, path, self.own, encoding_of(self.Encoding), bool(self.Append))
        self.target = OutputFile(file, text_width(self.cx), self.scope)

    def process(self) -> None:
        if self.target is not None:
            self.target.write(self.InputObject)
        else:
            self.kept.append(self.InputObject)
        self.emit(self.InputObject)

    def end(self) -> None:
        if self.set_name == "Variable":
            name = self.Variable
            value = self.kept[0] if len(self.kept) == 1 else self.kept
            self.scope.assign(name.lower(), value if self.kept else None, name)
        self.stop()

    def stop(self) -> None:
        if self.target is not None:
            self.target.close()
            self.target = None
