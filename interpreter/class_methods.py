"""Methods of script classes: only what `return` names comes out; everything else that statements put out is dropped."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter.compile.body import CallFrame, enter
from perdure.interpreter.compile.functions import drop
from perdure.interpreter.compile.hot import hot_body
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
    cx = owner.scope.cx
    typed = {n: typed_info(n, t, cx) for n, t in zip(names, types, strict=True) if t.name != "System.Object"}
    result: list[Any] = [None]

    def prepare() -> None:
        before, unit.in_method = unit.in_method, True
        try:
            body = node.body.end
            prepared[0] = hot_body(unit, body.body, unit.block(body.body)) if body is not None else drop_all
        finally:
            unit.in_method = before
        if not void and returns is not None:
            prepared[1] = resolve(returns, owner.scope)
            result[0] = EXACT.get(prepared[1].name)

    def call(instance: Any, *args: Any) -> Any:
        if prepared[0] is None:
            prepare()
        scope = Scope(owner.scope, cx, owner.scope.module, "function")
        variables = scope.vars
        if instance is not None:
            variables["this"] = instance
        for i, name in enumerate(names):
            variables[name] = args[i]
        if typed:
            scope.infos = typed.copy()
        frame = CallFrame(node.name, None, None, scope, block, "method")
        before = enter(cx, frame)
        cx.try_depth += 1  # a method's errors are its caller's: no statement in it goes on behind one
        try:
            signal = prepared[0](scope, drop)
        finally:
            cx.try_depth -= 1
            cx.frames.pop()
            cx.depth -= 1
            cx.scope = before
        if signal is not None and signal.kind != "return":
            raise BreakFlow(signal.label, signal.kind == "continue")
        if void:
            return NOTHING
        value = variables.get(RESULT)
        if type(value) is result[0]:
            return value
        return convert(value, prepared[1], cx=cx) if prepared[1].name != "System.Object" else value

    return call


RESULT = "<result>"


# type -> the Python class whose values have it already
EXACT = {"System.Int32": int, "System.Double": float, "System.String": str, "System.Boolean": bool}


def typed_info(name: str, kind: NetType, cx: Any) -> VarInfo:
    """Makes what a typed parameter keeps to in every call."""
    info = VarInfo(name)
    info.type, info.convert, info.shared = kind, fitting(kind, cx), True
    return info


def fitting(kind: NetType, cx: Any) -> Any:
    """Makes what a typed parameter does to the values that are assigned to it."""
    exact = EXACT.get(kind.name)

    def fit(value: Any) -> Any:
        return value if type(value) is exact else convert(value, kind, cx=cx)

    return fit


def drop_all(_sc: Any, _emit: Any) -> None:
    """The body of an empty method."""
