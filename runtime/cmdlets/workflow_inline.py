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
from perdure.runtime.workflow_context import inline_context
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
        cx = inline_context(self.cx, self.scope)
        self.prefer(cx)
        cx.using_values = using_values(block, self.scope)
        for name in ("UserName", "PSComputerName"):
            cx.global_scope.vars[name.lower()] = self.cx.variable(name.lower(), self.scope)
        cx.global_scope.vars["computername"] = cx.global_scope.vars["pscomputername"]
        cx.global_scope.vars["commandname"] = "InlineScript"
        live = self.cx.engine.live
        if live is not None and live.step.settings is not None:
            require(cx, live.step.settings.modules)
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


def using_values(block: ScriptBlock, scope: Any) -> dict[str, Any]:
    """Gives copies of the variables that a text reads with `$using:`; shared references between them stay."""
    found = {}
    for name in using_names(block):
        value = scope.lookup(name)
        found[name] = None if value is NOTHING else value
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
