"""InlineScript: script text in a fresh session, as one activity. Works in workflows only."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.binding import Argument
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.context import set_current
from perdure.interpreter.errors import BreakFlow, ExitFlow
from perdure.interpreter.lookup import not_found
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.records import CannotSave
from perdure.interpreter.snapshot import dump_value, load_value
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.stubs_calls import STUB_CALL
from perdure.runtime.workflow_context import PREFERENCES, inline_context
from perdure.runtime.workflow_definitions import luggage_of
from perdure.runtime.workflow_engine import JobEngine
from perdure.runtime.workflow_modules import require

ATOMS = frozenset({int, float, str, bool, type(None)})


@cmdlet("InlineScript", module="PSWorkflow")
class InlineScript(Cmdlet):
    """Runs its text in a session of its own; `$using:` gives it copies of the workflow's variables."""

    Command = P("scriptblock", pos=0, mandatory=True)
    InputObject = P("object", pipe="value", null=True)

    def begin(self) -> None:
        if not isinstance(self.cx.engine, JobEngine):
            raise not_found("InlineScript")
        self.items: list[Any] = []

    def process(self) -> None:
        if self.has("InputObject"):
            self.items.append(self.InputObject)

    def end(self) -> None:
        block: ScriptBlock = self.Command
        if self.scope.lookup("psruninprocesspreference") is False:
            self.run_apart(block)
            return
        cx = inline_context(self.cx, self.scope)
        self.prefer(cx)
        cx.using_values = using_values(block, self.scope)
        cx.global_scope.vars.update(self.automatic())
        require(cx, self.modules())
        body = ScriptBlock(block.tree, block.source, cx.top)
        before = set_current(cx)
        try:
            arguments: list[Argument] = []
            stage = FunctionStage(body, "<ScriptBlock>", arguments, cx.global_scope, True, None, None, True, "block")
            run_stages([stage], self.items, self.emit)
        except (ExitFlow, BreakFlow):
            return  # they end the text
        finally:
            set_current(before)

    def automatic(self) -> dict[str, Any]:
        """Gives the variables that the text finds (spec 2.6)."""
        found = {name: self.cx.variable(name, self.scope) for name in ("username", "pscomputername")}
        return {**found, "computername": found["pscomputername"], "commandname": "InlineScript"}

    def modules(self) -> list[str]:
        live = self.cx.engine.live
        settings = live.step.settings if live is not None else None
        return settings.modules if settings is not None else []

    def run_apart(self, block: ScriptBlock) -> None:
        """Runs the text in a child process ($PSRunInProcessPreference is $false)."""
        cx = inline_context(self.cx, self.scope)
        self.prefer(cx)
        variables = {name: cx.global_scope.vars[name] for name in PREFERENCES if name in cx.global_scope.vars}
        request = {
            "luggage": luggage_of(cx, [block.source]),
            "environment": cx.environment,
            "values": {
                "block": block,
                "using": held_values(block, self.scope),
                "variables": {**variables, **self.automatic()},
                "input": self.items,
                "modules": self.modules(),
            },
        }
        self.cx.engine.processes.run(request, self.receive, self.cx)

    def receive(self, stream: str, value: Any) -> None:
        """Takes what the child has put out."""
        if stream == "Output":
            self.emit(value)
        elif stream == "Error":
            self.cx.streams.error(value)
        elif stream == STUB_CALL:
            self.cx.stubs.log.add_told(value)
        else:
            getattr(self.cx.streams, stream.lower())(value)

    def prefer(self, cx: Any) -> None:
        """Makes the activity's own -ErrorAction and its like the text's preferences."""
        common = self.common
        for parameter, variable in PREFERRED.items():
            if parameter in common:
                cx.global_scope.vars[variable] = common[parameter]
        for parameter in ("verbose", "debug"):
            if parameter in common:
                value = "Continue" if common[parameter] else "SilentlyContinue"
                cx.global_scope.vars[parameter + "preference"] = value


PREFERRED = {
    "erroraction": "erroractionpreference", "warningaction": "warningpreference",
    "informationaction": "informationpreference",
}  # fmt: skip


def using_names(block: ScriptBlock) -> set[str]:
    """Gives the variables that a text reads with `$using:`, lower case."""
    return {node.name.lower() for node in block.tree.walk() if isinstance(node, ast.Variable) and node.drive == "using"}


def held_values(block: ScriptBlock, scope: Any) -> dict[str, Any]:
    """Gives the variables that a text reads with `$using:`; an undefined one is $null."""
    found = {}
    for name in using_names(block):
        value = scope.lookup(name)
        found[name] = None if value is NOTHING else value
    return found


def using_values(block: ScriptBlock, scope: Any) -> dict[str, Any]:
    """Gives copies of the variables that a text reads with `$using:`; shared references between them stay."""
    found = held_values(block, scope)
    if all(type(value) in ATOMS for value in found.values()):
        return found
    try:
        copied: dict[str, Any] = load_value(dump_value(found), scope.cx.resolve_saved)
        return copied
    except CannotSave:
        return {name: copy_of(value, scope) for name, value in found.items()}


def copy_of(value: Any, scope: Any) -> Any:
    """Gives a copy of a value, itself where it can't be copied."""
    if type(value) in ATOMS:
        return value
    try:
        return load_value(dump_value(value), scope.cx.resolve_saved)
    except CannotSave:
        return value
