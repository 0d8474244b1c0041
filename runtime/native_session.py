"""Another session of this shell as a program: `pwsh -Command { ... } -args ...` gives objects, not text.

The block goes over as text, its arguments and results as CLIXML. Source: about_Pwsh (-Command with a script block).
"""

import base64
from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.enumerate import as_list
from perdure.runtime.clixml_read import BadClixml, Reader
from perdure.runtime.clixml_write import Writer
from perdure.runtime.native import NativeStage, decoded

NAMES = ("pwsh", "powershell", "perdure")
MARK = "#< CLIXML"


def has_block(info: Any, arguments: list[Argument]) -> bool:
    """Tells whether a call is one of this shell with a script block."""
    leaf = info.path.rpartition("/")[2].lower().removesuffix(".exe")
    return leaf in NAMES and any(isinstance(unwrap(a.value), ScriptBlock) for a in arguments)


class SessionStage(NativeStage):
    """Runs a script block in another process; what it puts out comes back as objects."""

    def __init__(self, info: Any, arguments: list[Argument], *given: Any) -> None:
        super().__init__(info, translated(arguments, given[0]), *given)
        self.texts: dict[str, list[str]] = {"out": [], "error": []}

    def on_begin(self) -> None:
        super().on_begin()
        self.bytes_out = None

    def wants_errors(self) -> bool:
        return True

    def emit_line(self, line: bytes) -> None:
        self.texts["out"].append(decoded(line))

    def error_line(self, line: bytes) -> None:
        self.texts["error"].append(decoded(line))

    def finish(self, code: int) -> None:
        for pipe in ("error", "out"):
            self.replay(pipe)
        super().finish(code)

    def replay(self, pipe: str) -> None:
        """Passes on what a pipe brought: records by their stream, anything else as text."""
        lines = self.texts[pipe]
        at = next((i for i, line in enumerate(lines) if line == MARK), len(lines))
        for text in lines[:at]:
            self.plain(pipe, text)
        body = "\n".join(lines[at + 1 :])
        if not body.strip():
            return
        try:
            items = Reader(self.cx).streams(body)
        except BadClixml:
            items = [("Output" if pipe == "out" else "Error", line) for line in lines[at + 1 :]]
        for stream, value in items:
            self.pass_on(stream.lower(), value)

    def plain(self, pipe: str, text: str) -> None:
        if pipe == "out":
            self.emit(text)
        else:
            super().error_line(text.encode())

    def pass_on(self, stream: str, value: Any) -> None:
        """Passes one record on to its stream."""
        cx = self.cx
        if stream == "output":
            self.emit(value)
        elif stream == "error":
            text = str(unwrap(value)).rstrip("\r\n")
            exception = NetException("System.Management.Automation.RemoteException", text)
            cx.streams.error(ErrorRecord(exception, "NativeCommandError", "NotSpecified", text))
        elif stream in ("warning", "verbose", "debug"):
            getattr(cx, "write_" + stream)(str(unwrap(value)))
        elif stream == "information":
            cx.write_information(value)


def translated(arguments: list[Argument], scope: Any) -> list[Argument]:
    """Gives the arguments as the other process can read them."""
    out = [Argument("OutputFormat"), Argument(None, "XML")]
    out[0].has = False
    given: list[Any] = []
    block: Any = None
    i = 0
    while i < len(arguments):
        a = arguments[i]
        i += 1
        low = (a.name or "").lower()
        plain = unwrap(a.value)
        if isinstance(plain, ScriptBlock):
            block = plain
        elif low and "command".startswith(low):
            continue
        elif low == "args":
            value = a.value
            if not a.has and i < len(arguments):
                value, i = arguments[i].value, i + 1
            given = list(as_list(value))
        else:
            out.append(a)
    words = ""
    if given:
        text = Writer(2, scope, False).document(given).replace("'", "''")
        words = f" @(ConvertFrom-CliXml '{text}')"
        code = f"$__args ={words}; & {{{block.text()}}} @__args"
    else:
        code = block.text()
    option = Argument("EncodedCommand", None, False)
    return [*out, option, Argument(None, base64.b64encode(code.encode("utf-16-le")).decode("ascii"))]
