"""What a terminal or a file sees of a session: output through the formatter, messages with their marks, errors apart.

A Console is `cx.out_default`. Texts go to standard output and error at once, so nothing shown is lost when the process
dies. `console_text` makes the same of what a Result has gathered.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.values.style import PSStyle, plain
from perdure.runtime.formatting.decoration import colored, for_host, marked
from perdure.runtime.formatting.output import Output

WIDTH = 80  # where standard output is no terminal
DULL = ("", "dumb", "xterm-mono", "xtermm")  # terminals without colours
MARKS = {"warning": "WARNING: ", "verbose": "VERBOSE: ", "debug": "DEBUG: "}


class Console:
    """Writes lines. `out` and `err` take text; `columns` are the screen's, of which formatting leaves one free."""

    def __init__(self, cx: Any, out: Callable[[str], None], err: Callable[[str], None], columns: int = WIDTH) -> None:
        self.cx, self.out, self.err = cx, out, err
        self.columns, self.width = columns, columns - 1
        self.terminal = self.error_terminal = False  # standard output, standard error can show colours
        self.clock: Callable[[], float] | None = time.monotonic
        self.height = 0
        self.output = Output(self.line, self.width, cx.global_scope, self.clock, styled=self.styled)
        self.held = False  # a Write-Host line is unfinished

    def attach(self) -> None:
        """Makes a session show here what nobody takes."""
        cx = self.cx
        cx.out_default = self
        cx.error_width = self.columns
        cx.streams.error = self.error
        cx.streams.warning = self.message("warning")
        cx.streams.verbose = self.message("verbose")
        cx.streams.debug = self.message("debug")
        cx.streams.information = self.information
        cx.host.shown = self.shown

    def line(self, text: str, stream: str = "") -> None:
        """Writes a line; standard error gets no empty ones."""
        if stream == "error" and not text:
            return
        (self.err if stream == "error" else self.out)(text + "\n")

    def styled(self) -> PSStyle | None:
        """Gives the style of standard output."""
        return for_host(self.cx, self.terminal)

    def write(self, text: str) -> None:
        """Writes text that may hold escape sequences to standard output."""
        self.out(plain(text) if "\x1b" in text and self.styled() is None else text)

    def put(self, value: Any) -> None:
        """Takes one object of the success stream."""
        self.output.feed(value)

    def end(self) -> None:
        """Writes what the formatter still holds back."""
        self.output.end()

    def error(self, record: Any) -> None:
        from perdure.runtime.formatting.error_view import error_content

        styled = for_host(self.cx, self.error_terminal) is not None
        for text in error_content(record, self.cx.global_scope):
            self.err((text if styled else plain(text)).rstrip("\n") + "\n")

    def message(self, kind: str) -> Callable[[Any], None]:
        mark, name = MARKS[kind], kind.title()

        def show(record: Any) -> None:
            self.write(marked(self.styled(), name, mark + record.message) + "\n")

        return show

    def information(self, record: Any) -> None:
        """Shows an information record that wants to be seen."""
        if not record.shown:
            return
        data = record.data
        text = getattr(data, "message", None)
        if text is None:
            text = to_string(data)
        newline = not getattr(data, "no_newline", False)
        self.shown(text, newline, getattr(data, "foreground", None), getattr(data, "background", None))

    def shown(self, text: str, newline: bool, foreground: Any, background: Any) -> None:
        """Shows the host's own text."""
        if (foreground is not None or background is not None) and self.styled() is not None:
            text = colored(text, foreground, background)
        self.write(text + "\n" if newline else text)


def standard_console(cx: Any, kind: type[Console] = Console) -> Console:
    """Makes the console of this process: its standard output and error, UTF-8, flushed with each write."""
    sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")  # type: ignore[union-attr]
    sys.stderr.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")  # type: ignore[union-attr]
    made = kind(cx, writer(sys.stdout), writer(sys.stderr), terminal_width())
    able = os.environ.get("TERM", "") not in DULL
    made.terminal, made.error_terminal = able and sys.stdout.isatty(), able and sys.stderr.isatty()
    made.attach()
    cx.host.error_shown = made.err
    cx.host.has_console = True
    cx.flush = sys.stdout.flush
    return made


def writer(stream: Any) -> Callable[[str], None]:
    """Gives a function that writes text and flushes it; a reader that has gone is no error."""
    write, flush = stream.write, stream.flush

    def put(text: str) -> None:
        try:
            write(text)
            flush()
        except BrokenPipeError:
            return

    return put


def terminal_width() -> int:
    """Gives the terminal's width, WIDTH where there is none."""
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH


def console_text(events: Iterable[tuple[str, Any]], cx: Any) -> str:
    """Gives what a console would have shown of (stream, record) pairs, errors in their place."""
    parts: list[str] = []
    console = Console(cx, parts.append, parts.append, 121)
    console.clock = console.output.printer.clock = None
    for kind, value in events:
        if kind == "output":
            console.put(value)
        elif kind == "error":
            console.error(value)
        elif kind == "information":
            console.information(value)
        elif kind == "host":
            parts.append(value)
        else:
            console.message(kind)(value)
    console.end()
    return "".join(parts)
