"""Stubs: what answers for commands that are not there, so that a runbook written for a cloud runs on a laptop unchanged.

One set serves all sessions that begin in one, activities, InlineScripts, parallel branches and jobs included: it hangs at
the host. A stub goes before a cmdlet or program of its name and behind a script's own functions.
"""

import os
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.binding import Argument
from perdure.interpreter.command import StubInfo
from perdure.interpreter.context import current
from perdure.interpreter.pipeline import Stage
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.session import new_context
from perdure.runtime.stubs_answers import Answer, Turn, answer_of
from perdure.runtime.stubs_calls import CallLog, StubCall
from perdure.runtime.stubs_files import is_script, load_functions, read_stub_file, read_table
from perdure.runtime.stubs_stage import AnswerStage, FunctionStub


class Stubs:
    """See the module. `log` holds the calls."""

    def __init__(
        self,
        files: Mapping[str, str] | None = None,
        table: Mapping[str, Any] | None = None,
        record_unknown: bool = False,
        log: CallLog | None = None,
        beside: str = "",
    ) -> None:
        """Makes a set of stubs; `load` brings in what they are.

        Args:
            files: stub files' texts by their absolute paths.
            table: what commands return, as in a stub table; values may be Python functions of a StubCall.
            record_unknown: commands that are nowhere are taken down instead of failing.
            beside: the folder whose .psm1 files answer for commands that are nowhere else; "" = none.
        """
        self.files, self.table = dict(files or {}), dict(table or {})
        self.record_unknown, self.beside = record_unknown, beside
        self.log = log if log is not None else CallLog()
        self.commands: dict[str, StubInfo] = {}
        self.modules: set[str] = set()
        self._home: Any = None  # the session that the stubs' own code belongs to
        self._neighbours: dict[str, StubInfo] = {}  # what modules beside the script have: only for what is nowhere
        self._looked: set[str] = set()  # modules beside the script that are loaded
        self._told: set[tuple[str, str]] = set()
        self._lock = threading.RLock()

    # -- bringing in -------------------------------------------------------------------------------------------------------

    def install(self, cx: Any) -> "Stubs":
        """Gives a session, and those that begin in it, these stubs, and loads them.

        Raises:
            BadStub: a table makes no sense. ScriptError: a stub module's code has failed.
        """
        cx.host.stubs = cx.stubs = self
        self._home = new_context(cx.host, cx.location, dict(cx.environment))
        self._home.streams = cx.streams
        for path, text in self.files.items():
            self._load(path, text)
        self._enter(self.table)
        cx.version += 1
        return self

    def _load(self, path: str, text: str) -> None:
        if is_script(path):
            for info in load_functions(self._home, path, text).values():
                self.commands[info.name.lower()] = StubInfo(info.name, info.block)
            self.modules.add(os.path.splitext(os.path.basename(path))[0].lower())
            return
        entries, modules = read_table(path, text)
        self._enter(entries)
        self.modules.update(name.lower() for name in modules)

    def _enter(self, entries: Mapping[str, Any]) -> None:
        for name, entry in entries.items():
            self.add(name, answer_of(name, entry, self._home.top))

    def add(self, name: str, answer: Answer) -> StubInfo:
        """Enters a stub; one of the same name goes."""
        made = self.commands[name.lower()] = StubInfo(name, self._empty(), answer)
        return made

    def _empty(self) -> ScriptBlock:
        tree = parse_source(Source(""))
        return ScriptBlock(tree.body, tree.source, self._home.top)

    # -- what the interpreter asks -----------------------------------------------------------------------------------------

    def find(self, low: str) -> StubInfo | None:
        """Gives the stub of a lower-case name, None where there is none."""
        return self.commands.get(low)

    def unknown(self, name: str) -> StubInfo | None:
        """Gives what answers for a command that is nowhere: a module beside the script, else the recorder."""
        found = self._look_beside(name.lower()) if self.beside else None
        if found is not None:
            return found
        built_in = LAST_RESORT.get(name.lower()) if self.beside else None
        if built_in is not None:
            return StubInfo(name, self._empty(), Answer([Turn(function=built_in)]))
        return StubInfo(name, self._empty(), None, True) if self.record_unknown else None

    def _look_beside(self, low: str) -> StubInfo | None:
        with self._lock:
            for path in sorted(modules_in(self.beside)):
                if path in self._looked:
                    continue
                text = read_stub_file(path)
                if low not in text.lower():
                    continue
                self._looked.add(path)
                for info in load_functions(self._home, path, text).values():
                    self._neighbours.setdefault(info.name.lower(), StubInfo(info.name, info.block))
            return self._neighbours.get(low)

    def module(self, name: str, how: str, source: Any = None, span: Any = None) -> bool:
        """Tells whether a module that is nowhere is stood in for; under --record-unknown any is, and is taken down."""
        leaf = os.path.splitext(os.path.basename(name.replace("\\", "/")))[0]
        if leaf.lower() in self.modules:
            return True
        if self.record_unknown:
            call = StubCall(how, source, span, False)
            call.parameters["Name"] = name
            self.log.add(call)
            self.warn(call, None, f"the module '{name}' is not there; {how} was recorded")
        return self.record_unknown

    def stage(
        self, info: StubInfo, arguments: list[Argument], sc: Any, expects_input: bool, source: Any, span: Any, name: Any
    ) -> Stage:
        """Makes the stage of a call."""
        call = StubCall(info.name, source, span, not info.unknown)
        index = self.log.turn(info.name)
        block = info.block
        if info.answer is not None or info.unknown:
            turn = (info.answer or NO_ANSWER).turn(index)
            if turn.block is None:
                return AnswerStage(self, info, turn, call, arguments, sc, source, span, expects_input)
            block = turn.block
        return FunctionStub(
            self, call, block, info.name, arguments, sc, expects_input, source, span, False, "function", info, name
        )

    def warn(self, call: StubCall, command: Any, text: str = "") -> None:
        """Says of a call that it was only taken down; of each place once."""
        with self._lock:
            if (call.name, call.place) in self._told:
                return
            self._told.add((call.name, call.place))
        said = text or f"the command '{call.name}' is not there; its call was recorded"
        current().write_warning(f"{call.place}: {said}", command)

    # -- going on in another process -----------------------------------------------------------------------------------------

    def luggage(self) -> dict[str, Any]:
        """Gives what travels with a job: the files' texts and the settings; tables of a Python host stay behind."""
        return {
            "files": self.files,
            "unknown": self.record_unknown,
            "log": self.log.path or "",
            "beside": self.beside,
            "counts": dict(self.log.counts),
        }


NO_ANSWER = Answer([])
LAST_RESORT: dict[
    str, Callable[[StubCall], Any]
] = {}  # lower-case name -> what answers under `perdure run` (filled there)


def from_luggage(content: Mapping[str, Any], told: Callable[[str, Any], None] | None = None) -> Stubs:
    """Gives the stubs that a job has brought along; the log goes on behind its lines.

    Args:
        told: in an activity process: takes the calls, since the runner keeps the log.
    """
    log = CallLog((content["log"] or None) if told is None else None, anew=False)
    if told is not None:
        log.told = told
        log.counts.update(content["counts"])
    return Stubs(content["files"], None, content["unknown"], log, content["beside"])


def from_files(
    paths: Iterable[str], record_unknown: bool = False, log: CallLog | None = None, beside: str = "",
    table: Mapping[str, Any] | None = None,
) -> Stubs:  # fmt: skip
    """Gives the stubs of files.

    Raises:
        BadStub: a file can't be read.
    """
    texts = {os.path.abspath(path): read_stub_file(path) for path in paths}
    return Stubs(texts, table, record_unknown, log, beside)


def modules_in(folder: str) -> list[str]:
    """Gives the module files of a folder."""
    try:
        return [os.path.join(folder, name) for name in os.listdir(folder) if name.lower().endswith(".psm1")]
    except OSError:
        return []
