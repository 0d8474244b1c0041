"""Redirections and the common parameters that collect: they give a stage streams (or an output) of its own."""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter.convert import to_string
from perdure.interpreter.pipeline import Guarded, Stage
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.collections import ArrayList

STREAMS = {2: "error", 3: "warning", 4: "verbose", 5: "debug", 6: "information"}
VARIABLES = {"errorvariable": "error", "warningvariable": "warning", "informationvariable": "information"}


class Redirected(Guarded):
    """A guarded stage whose output may go elsewhere: to files, to variables."""

    def __init__(self, inner: Stage, cx: Any) -> None:
        super().__init__(inner, cx)
        self.taps: list[Callable[[Any], None]] = []
        self.out_file: Any = None
        self.files: list[Any] = []
        self.pipeline_variable: tuple[Scope, str] | None = None
        self.next: Callable[[Any], None] = _nowhere
        self.common = getattr(inner, "common", None)

    @property
    def emit(self) -> Callable[[Any], None]:
        return self.next

    @emit.setter
    def emit(self, value: Callable[[Any], None]) -> None:
        self.next = value
        self.inner.emit = self.put

    def put(self, value: Any) -> None:
        """Takes one output object of the command."""
        if value is NOTHING:
            return
        for tap in self.taps:
            tap(value)
        if self.pipeline_variable is not None:
            scope, name = self.pipeline_variable
            scope.vars[name] = value
        if self.out_file is not None:
            self.out_file.write(value)
            return
        before, self.cx.streams = self.cx.streams, self.outer
        try:
            self.next(value)
        finally:
            self.cx.streams = before

    outer: Any = None

    @property
    def failed(self) -> bool:
        return self.inner.failed

    @failed.setter
    def failed(self, value: bool) -> None:
        self.inner.failed = value

    def on_close(self) -> None:
        super().on_close()
        for file in self.files:
            file.close()
        if self.pipeline_variable is not None:
            scope, name = self.pipeline_variable
            scope.vars.pop(name, None)


def _nowhere(_value: Any) -> None:
    return None


def redirected(code: Any, stage: Stage, sc: Scope, common: dict[str, Any]) -> Stage:
    """Gives a stage its redirections and collecting variables."""
    cx = sc.cx
    made = Redirected(stage, cx)
    made.outer = cx.streams
    made.streams = cx.streams.copy()
    apply_redirections(code.unit, code.redirections, made, sc)
    collect(made, sc, common)
    return made


def collect(made: Redirected, sc: Scope, common: dict[str, Any]) -> None:
    """Does -ErrorVariable, -WarningVariable, -InformationVariable, -OutVariable, -PipelineVariable."""
    lists: dict[str, list[Any]] = {}
    for parameter, stream in VARIABLES.items():
        if parameter in common:
            lists[stream] = variable_list(sc, to_string(common[parameter])).items
    if lists:
        made.streams.collect = (*made.streams.collect, lists)
    if "outvariable" in common:
        made.taps.append(variable_list(sc, to_string(common["outvariable"])).items.append)
    if "pipelinevariable" in common:
        made.pipeline_variable = (sc, to_string(common["pipelinevariable"]).lower())


def variable_list(sc: Scope, name: str) -> ArrayList:
    """Gives the ArrayList in the variable of that name, a fresh one unless the name starts with `+`."""
    if name.startswith("+"):
        low = name[1:].lower()
        old = sc.lookup(low)
        if isinstance(old, ArrayList):
            return old
        made = ArrayList([] if old is NOTHING or old is None else [old])
    else:
        low = name.lower()
        made = ArrayList()
    sc.assign(low, made)
    return made


def apply_redirections(unit: Any, redirections: tuple[Any, ...], made: Redirected, sc: Scope) -> None:
    """Does `>`, `2>`, `*>` and `2>&1`, in order."""
    for r in redirections:
        if isinstance(r, ast.MergeRedirection):
            names = list(STREAMS.values()) if r.stream == 0 else [STREAMS[r.stream]] if r.stream in STREAMS else []
            for name in names:
                setattr(made.streams, name, _marking(made.put) if name == "error" else made.put)
                made.streams.merged = made.streams.merged | {name}
            continue
        target = unit.expression(r.target)(sc)
        to_file(made, r, target, sc)


def _marking(put: Callable[[Any], None]) -> Callable[[Any], None]:
    """Makes a sink that notes of an error record that it came by the error stream: consoles show it as an error."""

    def take(record: Any) -> None:
        record.merged_from = "error"
        put(record)

    return take


def to_file(made: Redirected, r: Any, target: Any, sc: Scope) -> None:
    """Sends a stream to a file, or nowhere for $null."""
    nowhere = target is None or target is NOTHING or target == ""
    file = None if nowhere else sc.cx.open_output(to_string(target), r.append, sc)
    if file is not None:
        made.files.append(file)
    if r.stream in (0, 1):
        made.out_file = file or NULL_FILE
    names = list(STREAMS.values()) if r.stream == 0 else [STREAMS[r.stream]] if r.stream in STREAMS else []
    for name in names:
        setattr(made.streams, name, _nowhere if file is None else file.write)
        made.streams.merged = made.streams.merged | {name}


class _NullFile:
    """$null as the target of a redirection."""

    def write(self, _value: Any) -> None:
        return None

    def close(self) -> None:
        return None


NULL_FILE = _NullFile()
