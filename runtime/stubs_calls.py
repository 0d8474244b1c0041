"""The calls that stubs have had: kept for scripts and tests, and written to a file, a line of JSON each.

A line is written when the call begins (behind its input where it is piped into), in one write, so that a killed process
has lost none. Knows nothing of how calls are answered.
"""

import os
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.convert import to_string
from perdure.interpreter.date_format import format_datetime
from perdure.interpreter.records import CannotSave
from perdure.interpreter.snapshot import dump_value
from perdure.interpreter.values.base import PSCustomObject, unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.datetime import DateTime
from perdure.interpreter.values.switch import SwitchParameter
from perdure.runtime.json_write import DEFAULT, ISO, Writer

STUB_CALL = "StubCall"  # the message by which an activity process tells of a call
DEPTH = 4  # levels of a parameter's value that are written to the file
UTC = 1


class StubCall:
    """One call: `parameters` by name, `arguments` the positions that no name is known for, `input` what was piped in.

    `known`: a stub has answered; else the command was nowhere and the call was only written down. `file`, `line`,
    `column` say where it stands ("" and 0 where no text has called), `ticks` when it began (UTC).
    """

    __slots__ = ("name", "parameters", "arguments", "input", "file", "line", "column", "ticks", "known")

    def __init__(self, name: str, source: Any, span: Any, known: bool = True) -> None:
        self.name, self.known = name, known
        self.parameters: dict[str, Any] = {}
        self.arguments: list[Any] = []
        self.input: list[Any] | None = None
        self.file = (source.path or "") if source is not None else ""
        place: tuple[int, int] = (0, 0)
        if source is not None and span is not None:
            place = source.line_column(span.start)
        self.line, self.column = place
        self.ticks = current().host.utc_now_ticks()

    @property
    def time(self) -> DateTime:
        return DateTime(self.ticks, UTC)

    @property
    def place(self) -> str:
        """Gives file, line and column as messages have them."""
        return f"{self.file or '<text>'}:{self.line}:{self.column}"

    def __repr__(self) -> str:
        return f"StubCall({self.name!r}, {self.parameters!r}, {self.arguments!r}, {self.place!r})"

    def as_object(self) -> PSCustomObject:
        """Gives the call as scripts see it."""
        table = Hashtable()
        for name, value in self.parameters.items():
            table.set(name, value)
        return PSCustomObject(
            {
                "Name": self.name,
                "Parameters": table,
                "Arguments": list(self.arguments),
                "Input": list(self.input or ()),
                "File": self.file,
                "Line": self.line,
                "Column": self.column,
                "Time": self.time,
                "Known": self.known,
            },
            ["Perdure.StubCall"],
        )

    def json(self) -> str:
        """Gives the call as a line of JSON."""
        row: dict[str, Any] = {
            "name": self.name,
            "parameters": PSCustomObject({name: plain(value) for name, value in self.parameters.items()}),
            "arguments": [plain(value) for value in self.arguments],
            "position": PSCustomObject({"file": self.file, "line": self.line, "column": self.column}),
            "time": format_datetime(self.time, ISO),
            "known": self.known,
        }
        if self.input is not None:
            row["input"] = [plain(value) for value in self.input]
        return Writer(DEPTH, True, True, DEFAULT, current().scope).write(PSCustomObject(row))


def plain(value: Any) -> Any:
    """Gives a value as the file shows it: a script block by its text, a switch as a truth value."""
    bare = unwrap(value)
    if isinstance(bare, ScriptBlock):
        return bare.text()
    if isinstance(bare, SwitchParameter):
        return bare.present
    return value


def portable(value: Any) -> Any:
    """Gives a value as another process can have it: itself, or its text where it can't be copied."""
    bare = plain(value)
    try:
        dump_value(bare)
    except CannotSave:
        return to_string(bare)
    return bare


class CallLog:
    """All calls of a run. Activities add to it from their own threads."""

    def __init__(self, path: str | None = None, anew: bool = True) -> None:
        """`path`: the file that gets the lines, emptied first where it is begun `anew`."""
        self.path = os.path.abspath(path) if path is not None else None
        self.calls: list[StubCall] = []
        self.counts: Counter[str] = Counter()  # calls by lower-case name, those of the file's earlier lines included
        self.told: Callable[[str, Any], None] | None = None  # in an activity process: its runner takes the calls
        self._lock = threading.Lock()
        if self.path is not None and anew:
            self._write(b"", os.O_TRUNC)
        elif self.path is not None and os.path.exists(self.path):
            self._count()

    def add(self, call: StubCall) -> None:
        """Takes a call down."""
        if self.told is not None:
            given = {name: portable(value) for name, value in call.parameters.items()}
            items = None if call.input is None else [portable(value) for value in call.input]
            place = [call.file, call.line, call.column, call.ticks]
            self.told(STUB_CALL, [call.name, call.known, *place, given, [portable(v) for v in call.arguments], items])
            return
        line = call.json() + "\n" if self.path is not None else ""
        with self._lock:
            self.calls.append(call)
            if line:
                self._write(line.encode("utf-8", "replace"), os.O_APPEND)

    def turn(self, name: str) -> int:
        """Gives how many calls of a command there have been, and counts one more."""
        low = name.lower()
        with self._lock:
            self.counts[low] += 1
            return self.counts[low] - 1

    def add_told(self, row: list[Any]) -> None:
        """Takes down a call that an activity process has told of."""
        call = StubCall(row[0], None, None, row[1])
        call.file, call.line, call.column, call.ticks, call.parameters, call.arguments, call.input = row[2:]
        self.turn(call.name)
        self.add(call)

    def clear(self) -> None:
        """Forgets the calls; the file keeps its lines."""
        with self._lock:
            self.calls.clear()

    def _write(self, data: bytes, how: int) -> None:
        assert self.path is not None
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | how, 0o644)
        try:
            os.write(handle, data)
        finally:
            os.close(handle)

    def _count(self) -> None:
        import json

        assert self.path is not None
        with open(self.path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                try:
                    self.counts[str(json.loads(line)["name"]).lower()] += 1
                except (ValueError, KeyError, TypeError):
                    continue  # a last line that a dying process has not finished
