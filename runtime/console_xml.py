"""The console of `-OutputFormat XML`: objects on standard output, other streams on standard error, both as CLIXML.

A session that calls another as a program (`pwsh -Command { ... }`) gets its objects back in this form.
"""

from typing import Any

from perdure.interpreter.values.records import HostInformationMessage
from perdure.runtime.clixml_write import HEAD, Writer
from perdure.runtime.console import Console

MARK = "#< CLIXML\n"


class XmlConsole(Console):
    """Writes the records of all streams as elements of two documents."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.writers = {"out": Writer(1, self.cx.global_scope, False), "err": Writer(1, self.cx.global_scope, False)}
        self.begun: set[str] = set()

    def item(self, pipe: str, stream: str, value: Any) -> None:
        """Writes one record."""
        writer = self.writers[pipe]
        writer.lines.clear()
        if pipe not in self.begun:
            self.begun.add(pipe)
            (self.out if pipe == "out" else self.err)(MARK + HEAD)
        writer.stream_item(value, stream)
        (self.out if pipe == "out" else self.err)("".join(writer.lines))

    def put(self, value: Any) -> None:
        self.item("out", "Output", value)

    def line(self, text: str, stream: str = "") -> None:
        self.item("err" if stream == "error" else "out", "Error" if stream == "error" else "Output", text)

    def error(self, record: Any) -> None:
        self.item("err", "Error", f"{record.message}\r\n")

    def message(self, kind: str) -> Any:
        def show(record: Any) -> None:
            self.item("err", kind, record.message)

        return show

    def information(self, record: Any) -> None:
        data = record.data
        text = data.message if isinstance(data, HostInformationMessage) else data
        if record.shown:
            self.item("err", "information", text)

    def shown(self, text: str, newline: bool, _foreground: Any, _background: Any) -> None:
        self.item("err", "information", text)

    def end(self) -> None:
        for pipe in list(self.begun):
            (self.out if pipe == "out" else self.err)("</Objs>\n")
        self.begun.clear()
