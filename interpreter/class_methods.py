"""Methods of script classes: only what `return` names comes out; everything else that statements put out is dropped."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.body import CallFrame, enter
from perdure.interpreter.compile.functions import drop
from perdure.interpreter.convert import convert
from perdure.interpreter.errors import BreakFlow
from perdure.interpreter.scopes import Scope, VarInfo
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import NetType
from perdure.interpreter.values.base import NOTHING
from perdure.interpreter.values.blocks import ScriptBlock


def method_runner(owner: Any, node: ast.MethodMember, types: list[NetType]) -> Any:
    """Makes call(instance, *args) of a method or constructor; `instance` None for static ones."""
    unit = owner.unit
    names = [p.variable.name.lower() for p in node.parameters]
    returns = node.return_type
    void = returns is None or returns.name.lower() in ("void", "system.void")
    prepared: list[Any] = [None, None]
    block = ScriptBlock(node.body, unit.source, owner.scope.module)
    typed = [(n, t) for n, t in zip(names, types, strict=True) if t.name != "System.Object"]

    def prepare() -> None:
        before, unit.in_method = unit.in_method, True
        try:
            body = node.body.end
            prepared[0] = unit.block(body.body) if body is not None else drop_all
        finally:
            unit.in_method = before
        if not void and returns is not None:
            prepared[1] = resolve(returns, owner.scope)

    def call(instance: Any, *args: Any) -> Any:
        if prepared[0] is None:
            prepare()
        scope = Scope(owner.scope, owner.scope.cx, owner.scope.module, "function")
        variables = scope.vars
        if instance is not None:
            variables["this"] = instance
        for i, name in enumerate(names):
            variables[name] = args[i]
        if typed:
            scope.infos = {}
            for name, kind in typed:
                scope.infos[name] = keeping(name, kind, scope.cx)
        frame = CallFrame(node.name, None, None, scope, block, "method")
        cx = scope.cx
        before = enter(cx, frame)
        try:
            signal = prepared[0](scope, drop)
        finally:
            cx.frames.pop()
            cx.depth -= 1
            cx.scope = before
        if signal is not None and signal.kind != "return":
            raise BreakFlow(signal.label, signal.kind == "continue")
        if void:
            return NOTHING
        value = variables.get(RESULT)
        return convert(value, prepared[1], cx=cx) if prepared[1].name != "System.Object" else value

    return call


RESULT = "<result>"


def keeping(name: str, kind: NetType, cx: Any) -> VarInfo:
    """Makes the VarInfo of a typed parameter."""
    info = VarInfo(name)
    info.type = kind

    def fit(value: Any) -> Any:
        return convert(value, kind, cx=cx)

    info.convert = fit
    return info


def drop_all(_sc: Any, _emit: Any) -> None:
    """The body of an empty method."""
