"""Calling script blocks from cmdlets and .NET members: the functions behind Context.call_block and block_runner."""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.compile.body import Body, CallFrame, body_of, enter, home_of, new_scope, run_part
from perdure.interpreter.compile.core import Emit
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.compile.switches import put_back
from perdure.interpreter.errors import BreakFlow
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock


def call_block(
    block: ScriptBlock,
    args: Iterable[Any] = (),
    under: Any = NOTHING,
    scope: Scope | None = None,
    local: bool = False,
    input_: Any = None,
    cx: Any = None,
) -> list[Any]:
    """Runs a script block and gives all that it puts out (see Context.call_block)."""
    if scope is None:
        scope = cx.scope
    out: list[Any] = []
    body = body_of(block)
    if local and body.plain and input_ is None:
        run_plain(block, body, scope, under, args, out.append)
        return out
    arguments = [Argument(None, a) for a in args]
    if not local and not body.names and body.process is None and body.begin is None:
        block_runner(block, scope, False)(under, out.append, [a.value for a in arguments])
        return out
    stage = FunctionStage(block, "<ScriptBlock>", arguments, scope, input_ is not None, None, None, not local, "block")
    if under is not NOTHING:
        stage.scope.vars["_"] = under
    run_stages([stage], input_, out.append)
    return out


def block_runner(block: ScriptBlock, scope: Scope, local: bool = False) -> Callable[..., None]:
    """Gives run(under, emit, args=()) that runs a block again and again: in the given scope, or each time in a new one.

    `$_` is the object; what `$_` was before is put back.
    """
    body = body_of(block)
    if body.names or body.process is not None or body.begin is not None or body.dynamic is not None:
        return general_runner(block, scope, local)
    end = body.end
    if end is None:
        return _nothing
    module = home_of(block, scope.cx)
    if (
        not local
        and module is not None
        and module is not scope.module
        and module.scope is not None
        or not local
        and block.closure is not None
    ):
        scope = new_scope(block, scope, "block")
    code = end
    cx = scope.cx
    shared = CallFrame("<ScriptBlock>", None, None, scope, block, "block")  # a frame holds nothing of a single run

    def run(under: Any, emit: Emit, args: Iterable[Any] = ()) -> None:
        home = new_scope(block, scope, "block") if local else scope
        variables = home.vars
        before = variables.get("_", NOTHING)
        if under is not NOTHING:
            variables["_"] = under
        args_before: Any = NOTHING
        if args or local:
            args_before = variables.get("args", NOTHING)
            variables["args"] = list(args)
        frame = CallFrame("<ScriptBlock>", None, None, home, block, "block") if local else shared
        around = enter(cx, frame)
        try:
            signal = code(home, emit)
        finally:
            cx.frames.pop()
            cx.depth -= 1
            cx.scope = around
            if not local:
                if under is not NOTHING:
                    put_back(home, "_", before)
                if args:
                    put_back(home, "args", args_before)
        if signal is not None and signal.kind != "return":
            raise BreakFlow(signal.label, signal.kind == "continue")

    return run


def _nothing(_under: Any, _emit: Emit, _args: Iterable[Any] = ()) -> None:
    return None


def run_plain(block: ScriptBlock, body: Body, scope: Scope, under: Any, args: Iterable[Any], emit: Emit) -> None:
    """Runs a block of untyped parameters and an end block only, in a scope of its own: nothing to bind but positions."""
    home = new_scope(block, scope, "block")
    variables = home.vars
    if under is not NOTHING:
        variables["_"] = under
    given = [None if a is NOTHING else a for a in args]
    count = len(given)
    for i, name in enumerate(body.names):
        variables[name] = given[i] if i < count else None
    variables["args"] = given[len(body.names) :]
    if body.end is not None:
        run_part(body.end, home, emit, CallFrame("<ScriptBlock>", None, None, home, block, "block"))


def general_runner(block: ScriptBlock, scope: Scope, local: bool) -> Callable[..., None]:
    """The same for a block with parameters or named blocks."""
    body = body_of(block)
    if local and body.plain:

        def plain(under: Any, emit: Emit, args: Iterable[Any] = ()) -> None:
            run_plain(block, body, scope, under, args, emit)

        return plain

    def run(under: Any, emit: Emit, args: Iterable[Any] = ()) -> None:
        arguments = [Argument(None, a) for a in args]
        stage = FunctionStage(block, "<ScriptBlock>", arguments, scope, False, None, None, not local, "block")
        home = stage.scope
        before = home.vars.get("_", NOTHING)
        if under is not NOTHING:
            home.vars["_"] = under
        try:
            run_stages([stage], None, emit)
        finally:
            if not local and under is not NOTHING:
                put_back(home, "_", before)

    return run


def install(cx: Any) -> None:
    """Gives a context its ways to call script blocks."""

    def call(
        block: ScriptBlock, args: Iterable[Any] = (), under: Any = NOTHING, scope: Any = None, local: bool = False,
        input: Any = None,
    ) -> list[Any]:  # fmt: skip
        return call_block(block, args, under, scope, local, input, cx)

    cx.call_block = call
    cx.block_runner = block_runner
