"""The compiled form of a function or script block, its call stack and the scope of a call.

A Body is shared by all ScriptBlock values made from one tree.
"""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.core import Emit, StatementCode, Unit, unit_of
from perdure.interpreter.compile.hot import hot_body
from perdure.interpreter.compile.parameters import script_signature
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.compile.tracing import hooked_body
from perdure.interpreter.errors import CALL_DEPTH, BreakFlow, InvocationInfo, make_error
from perdure.interpreter.scopes import Scope, VarInfo
from perdure.interpreter.signature import Signature
from perdure.interpreter.values.blocks import ScriptBlock

DEPTH_LIMIT = 4000


class CallFrame:
    """One call on the stack: what runs, and the place that called it."""

    __slots__ = ("name", "call_source", "call_span", "scope", "block", "invocation", "kind", "info")

    def __init__(
        self, name: str, source: Any, span: Any, scope: Any, block: Any, kind: str = "function", info: Any = None
    ) -> None:
        self.name, self.call_source, self.call_span = name, source, span
        self.scope, self.block, self.kind = scope, block, kind
        self.info = info  # the FunctionInfo that was called
        self.invocation: InvocationInfo | None = None  # made when it is asked for


class Body:
    """A ScriptBlock's tree, compiled: its blocks, and its signature once it has been called."""

    __slots__ = (
        "unit", "tree", "definition", "begin", "process", "end", "clean", "dynamic", "signature", "plain", "names",
        "infos", "typed",
    )  # fmt: skip

    def __init__(self, unit: Unit, tree: ast.ScriptBlock, definition: Any) -> None:
        self.unit, self.tree, self.definition = unit, tree, definition
        self.begin = self._block(tree.begin)
        self.process = self._block(tree.process)
        self.end = self._block(tree.end)
        self.clean = self._block(tree.clean)
        self.dynamic = self._block(tree.dynamicparam)
        self.signature: Signature | None = None
        # the VarInfos of its typed parameters, for a signature and a session
        self.infos: tuple[Signature, Any, dict[str, VarInfo]] | None = None
        self.typed = False
        nodes = definition.parameters if definition is not None and definition.parameters is not None else None
        if nodes is None:
            nodes = tree.param.parameters if tree.param is not None else ()
        self.names = [p.variable.name.lower() for p in nodes]
        # plain: untyped parameters without attributes or defaults, nothing but an end block
        self.plain = (
            all(not p.attributes and p.default is None for p in nodes)
            and (tree.param is None or not tree.param.attributes)
            and not (tree.begin or tree.process or tree.clean or tree.dynamicparam)
            and not asks_how_called(unit, tree)
        )

    def _block(self, node: ast.NamedBlock | None) -> StatementCode | None:
        if node is None:
            return None
        code = hot_body(self.unit, node.body, self.unit.block(node.body))
        return hooked_body(self.unit, self.tree, self.definition, code) if self.unit.traced else code

    def signed(self, sc: Any) -> Signature:
        """Gives the signature, made at the first call."""
        if self.signature is None:
            self.signature = script_signature(self.unit, self.tree, self.definition, sc)
            for p in self.signature.parameters:
                if not p.common and (p.type is not None or p.steps):
                    self.typed = True
        return self.signature


def asks_how_called(unit: Unit, tree: ast.ScriptBlock) -> bool:
    """Tells whether a body uses $PSBoundParameters or $MyInvocation, which only the binder fills."""
    text = unit.source.text.lower()
    if "boundparameters" not in text:
        return False
    return any(
        isinstance(n, ast.Variable) and n.name.lower() in ("psboundparameters", "myinvocation") for n in tree.walk()
    )


def body_of(block: ScriptBlock) -> Body:
    """Gives a script block's compiled body."""
    found = block.compiled
    if found is None:
        unit = unit_of(block.source)
        key = -id(block.tree) - 1
        entry = unit.made.get(key)
        if entry is None:
            unit.made[key] = entry = (block.tree, Body(unit, block.tree, definition_of(block)))
        found = block.compiled = entry[1]
    return found  # type: ignore[no-any-return]


def definition_of(block: ScriptBlock) -> Any:
    return block.definition if isinstance(block.definition, ast.FunctionDefinition) else None


def enter(cx: Any, frame: CallFrame) -> Any:
    """Puts a frame on the call stack; gives the scope to restore."""
    cx.depth += 1
    cx.entered += 1
    if cx.check_stop:
        stop_here(cx)
    if cx.depth > DEPTH_LIMIT:
        cx.depth -= 1
        raise make_error(
            "The script failed due to call depth overflow.",
            "CallDepthOverflow",
            "InvalidOperation",
            cx.depth,
            CALL_DEPTH,
        )
    cx.frames.append(frame)
    before = cx.scope
    cx.scope = frame.scope
    return before


def stop_here(cx: Any) -> None:
    """Ends a call that has not begun when the run is to stop."""
    try:
        cx.host.check_stop()
    except BaseException:  # whatever stops it is raised on; only the depth is put right
        cx.depth -= 1
        raise


def run_part(part: StatementCode, scope: Scope, emit: Emit, frame: CallFrame) -> Signal | None:
    """Runs one block of a body on the call stack; `break` and `continue` go on looking for a loop outside."""
    cx = scope.cx
    before = enter(cx, frame)
    try:
        signal = part(scope, emit)
    finally:
        cx.frames.pop()
        cx.depth -= 1
        cx.scope = before
    if signal is not None and signal.kind != "return":
        raise BreakFlow(signal.label, signal.kind == "continue")
    return signal


WORKFLOW_KINDS = frozenset({"workflow", "inner", "activity"})


def home_of(block: ScriptBlock, cx: Any) -> Any:
    """Gives the module that a block belongs to; one of another session's top level belongs to the top of this one."""
    module = block.module
    if module is not None and not module.name and module is not cx.top:
        return cx.top
    return module


def new_scope(block: ScriptBlock, caller: Scope, kind: str = "function") -> Scope:
    """Makes the scope of a call: below the module's for a module's function, else below the caller's."""
    module = home_of(block, caller.cx)
    parent = caller
    if kind == "function" and caller.kind in WORKFLOW_KINDS:
        parent = caller.cx.global_scope  # a function that a workflow calls sees its arguments only
    if module is not None and module is not caller.module and module.scope is not None:
        parent = module.scope if module is not caller.cx.top or caller.module is not None else caller
        if module is caller.cx.top:
            parent = outside(caller)
    made = Scope(parent, caller.cx, module or caller.module, kind)
    if block.closure is not None:
        made.vars.update(block.closure)
    if block.using is not None:
        made.cx.using_values = block.using
    return made


def outside(caller: Scope) -> Scope:
    """Gives the nearest scope of the session's top level that the caller was called from."""
    for frame in reversed(caller.cx.frames):
        if frame.scope is not None and frame.scope.module is caller.cx.top:
            return frame.scope  # type: ignore[no-any-return]
    return caller.cx.global_scope  # type: ignore[no-any-return]
