"""Steppable pipelines: one pipeline whose begin, process and end parts the caller runs one by one (proxy functions do).

The stages are those of every pipeline; only who feeds them differs. Serves the type in dotnet/script_blocks.py.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile import unit_of
from perdure.interpreter.compile.commands import CommandCode
from perdure.interpreter.context import current
from perdure.interpreter.errors import DotNetThrow, NetException, StopUpstream
from perdure.interpreter.pipeline import Stage, finish_behind
from perdure.interpreter.pscmdlet import ScriptCmdlet
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING, NetObject
from perdure.interpreter.values.blocks import ScriptBlock

_ONE = "Verify that the script block contains exactly one pipeline or command."
_NO_MORE = "Expressions or control structures are not permitted. " + _ONE
REFUSED = {
    "clauses": "The script block cannot be converted because it contains more than one clause. " + _NO_MORE,
    "empty": "An empty script block cannot be converted. " + _ONE,
    "several": "Only a script block that contains exactly one pipeline or command can be converted. " + _NO_MORE,
    "trap": "A script block that contains a top-level trap statement cannot be converted.",
}


class SteppablePipeline(NetObject):
    """The value of GetSteppablePipeline(): `codes` of its commands, the scope they run in, the stages once begun."""

    __slots__ = ("codes", "scope", "stages", "out", "expects", "over")
    net = "System.Management.Automation.SteppablePipeline"

    def __init__(self, codes: list[CommandCode], scope: Scope) -> None:
        self.codes, self.scope = codes, scope
        self.stages: list[Stage] = []
        self.out: list[Any] = []
        self.expects = False
        self.over = False


def steppable(block: ScriptBlock, *given: Any) -> SteppablePipeline:
    """Makes GetSteppablePipeline(origin, arguments).

    Raises:
        DotNetThrow: the block is not one pipeline of commands (InvalidOperationException).
    """
    commands = commands_of(block.tree)
    unit = unit_of(block.source)
    scope: Scope = current().scope
    if block.module is not None and block.module is not scope.module:
        scope = block.module.scope
    if len(given) > 1 and given[1]:
        scope = Scope(scope, scope.cx, scope.module, "block")
        scope.vars["args"] = list(given[1])
    return SteppablePipeline([CommandCode(unit, c) for c in commands], scope)


def commands_of(tree: Any) -> list[ast.Command]:
    """Gives the commands of a block that is one pipeline and nothing else."""
    if tree.begin is not None or tree.process is not None or tree.clean is not None:
        raise refused("clauses")
    body = tree.end.body if tree.end is not None else None
    if body is None or not body.statements:
        raise refused("empty")
    if len(body.statements) > 1:
        raise refused("several")
    if body.traps:
        raise refused("trap")
    only = body.statements[0]
    if not isinstance(only, ast.Pipeline):
        raise refused("several")
    commands = [c for c in only.elements if isinstance(c, ast.Command)]
    if len(commands) < len(only.elements):
        raise refused("empty")
    return commands


def refused(why: str) -> DotNetThrow:
    """Makes the error of a block that is no plain pipeline."""
    return DotNetThrow(NetException("System.Management.Automation.PSInvalidOperationException", REFUSED[why]))


def begin(self: SteppablePipeline, target: Any, *_context: Any) -> Any:
    """Begins: behind `$PSCmdlet` the output is the cmdlet's, with a bool the caller takes it from each step."""
    if self.stages:
        raise DotNetThrow(
            NetException(
                "System.Management.Automation.PSInvalidOperationException",
                "Cannot begin the pipeline because it has already begun.",
            )
        )
    emit = self.out.append
    if isinstance(target, ScriptCmdlet):
        self.expects = bool(target.invocation.expecting_input)
        emit = target.stage.emit
    else:
        self.expects = bool(target)
    waiting = self.expects
    for code in self.codes:
        self.stages.append(code.stage(self.scope, waiting))
        waiting = True
    for stage in reversed(self.stages):
        stage.emit = emit
        emit = stage.take
    for stage in self.stages:
        stage.start()
    return NOTHING


def process(self: SteppablePipeline, *given: Any) -> Any:
    """Sends one object through; gives what came out where nobody else takes it."""
    if not self.over:
        try:
            if self.expects and given:
                self.stages[0].take(given[0])
            elif not self.expects:
                self.stages[0].on_alone()
        except StopUpstream as stop:
            self.over = True
            finish_behind(self.stages, stop, 0)
    return taken(self)


def end(self: SteppablePipeline) -> Any:
    """Runs the end parts."""
    done = 0
    if not self.over:
        self.over = True
        try:
            while done < len(self.stages):
                self.stages[done].on_end()
                done += 1
        except StopUpstream as stop:
            finish_behind(self.stages, stop, done)
    return taken(self)


def dispose(self: SteppablePipeline) -> Any:
    """Closes the stages (their clean blocks run)."""
    stages, self.stages, self.over = self.stages, [], True
    for stage in stages:
        stage.on_close()
    return NOTHING


def taken(self: SteppablePipeline) -> list[Any]:
    """Gives the output since the last step."""
    out, self.out[:] = list(self.out), []
    return out
