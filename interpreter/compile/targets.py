"""What can stand left of `=`: variables in any scope, members, indexes, several targets, typed variables.

A setter is a closure(scope, value).
"""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter import convert, members
from perdure.interpreter.compile.core import Unit
from perdure.interpreter.compile.expressions import member_name, static_target, text_of
from perdure.interpreter.compile.indexing import set_item
from perdure.interpreter.compile.parameters import any_step
from perdure.interpreter.compile.variables import CONSTANTS, note_name, workflow_root
from perdure.interpreter.convert_argument import convert_argument
from perdure.interpreter.errors import RUNTIME, ScriptError, make_error
from perdure.interpreter.scopes import VarInfo, read_only
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import NetType
from perdure.interpreter.validation_variables import variable_converter
from perdure.interpreter.values.enumerate import as_list

Setter = Callable[[Any, Any], None]


def setter(unit: Unit, target: ast.Expression) -> Setter:
    """Makes the closure(scope, value) that stores a value in a target."""
    if isinstance(target, ast.Variable):
        return variable_setter(target)
    if isinstance(target, ast.Member):
        return member_setter(unit, target)
    if isinstance(target, ast.Index):
        return index_setter(unit, target)
    if isinstance(target, ast.InvokeMember) and not target.static:
        return indexed_setter(unit, target)
    if isinstance(target, ast.ArrayLiteral):
        return several_setter(unit, target)
    if isinstance(target, (ast.Convert, ast.AttributedExpression)):
        return typed_setter(unit, target)
    if isinstance(target, ast.Paren):
        inner = target.pipeline
        if isinstance(inner, ast.Pipeline) and len(inner.elements) == 1:
            element = inner.elements[0]
            if isinstance(element, ast.CommandExpression):
                return setter(unit, element.expression)
        return setter(unit, inner)
    raise make_error(
        "The assignment expression is not valid. The input to an assignment operator must be an object that is able to "
        "accept assignments, such as a variable or a property.",
        "InvalidLeftHandSide",
        "ParserError",
    )


def variable_setter(node: ast.Variable) -> Setter:
    name = node.name.lower()
    written = note_name(node.name)
    drive = node.drive.lower() if node.drive else None
    if drive is None or drive in ("local", "variable"):
        if name == "null":
            return drop
        if name in CONSTANTS:
            return refuse(written)

        def assign(sc: Any, value: Any) -> None:
            infos = sc.infos
            if (infos is None or name not in infos) and name not in sc.cx.special:
                sc.vars[name] = value
            else:
                sc.assign_slow(name, value)

        return assign
    if drive in TARGET_SCOPES:
        pick = TARGET_SCOPES[drive]

        def scoped(sc: Any, value: Any) -> None:
            pick(sc).assign(name, value)

        return scoped
    if drive == "private":

        def private(sc: Any, value: Any) -> None:
            info = sc.info(name)
            info.options = info.options | {"Private"}
            sc.assign_slow(name, value)

        return private

    def provider(sc: Any, value: Any) -> None:
        sc.cx.write_drive(sc, drive, node.name, value)

    return provider


def _global(sc: Any) -> Any:
    return sc.cx.global_scope


def _script(sc: Any) -> Any:
    return sc.script_scope()


TARGET_SCOPES: dict[str, Any] = {"global": _global, "script": _script, "workflow": workflow_root}


def drop(_sc: Any, _value: Any) -> None:
    """Assigning to $null throws the value away."""


def refuse(written: str) -> Setter:
    def code(_sc: Any, _value: Any) -> None:
        raise read_only(written)

    return code


def member_setter(unit: Unit, node: ast.Member) -> Setter:
    name = member_name(unit, node.member)
    if node.static:
        target = static_target(unit, node.target)

        def static(sc: Any, value: Any) -> None:
            members.set_static(target(sc), name if isinstance(name, str) else text_of(name(sc)), value, sc)

        return static
    target = unit.expression(node.target)

    def code(sc: Any, value: Any) -> None:
        members.set_member(target(sc), name if isinstance(name, str) else name(sc), value, sc)

    return code


def indexed_setter(unit: Unit, node: ast.InvokeMember) -> Setter:
    """Makes the setter of a parameterized property: `$table.Item('key') = value`."""
    name = member_name(unit, node.member)
    target = unit.expression(node.target)
    arguments = [unit.expression(a) for a in node.arguments]

    def code(sc: Any, value: Any) -> None:
        owner = target(sc)
        given = [a(sc) for a in arguments]
        members.set_indexed(owner, name if isinstance(name, str) else text_of(name(sc)), [*given, value], sc)

    return code


def index_setter(unit: Unit, node: ast.Index) -> Setter:
    target, index = unit.expression(node.target), unit.expression(node.index)
    put = set_item

    def code(sc: Any, value: Any) -> None:
        put(target(sc), index(sc), value, sc)

    return code


def several_setter(unit: Unit, node: ast.ArrayLiteral) -> Setter:
    """Several targets: each gets one element, the last the rest."""
    setters = [setter(unit, e) for e in node.elements]
    last = len(setters) - 1

    def code(sc: Any, value: Any) -> None:
        values = as_list(value) if value is not None else []
        for i in range(last):
            setters[i](sc, values[i] if i < len(values) else None)
        rest = values[last:]
        setters[last](sc, None if not rest else rest[0] if len(rest) == 1 else rest)

    return code


def typed_setter(unit: Unit, node: ast.Convert | ast.AttributedExpression) -> Setter:
    """`[int] $x = ...` (the variable keeps the type), `[ValidateRange(1, 3)] $x = ...`; casts before other targets."""
    layers: list[Any] = []
    inner: ast.Expression = node
    while isinstance(inner, (ast.Convert, ast.AttributedExpression)):
        layers.append(inner.type if isinstance(inner, ast.Convert) else inner.attribute)
        inner = inner.operand
    if not isinstance(inner, ast.Variable):
        put = setter(unit, inner)
        types = [layer for layer in layers if isinstance(layer, ast.TypeName)]

        def other(sc: Any, value: Any) -> None:
            for name in reversed(types):
                value = convert.convert(value, resolve(name, sc), cx=sc.cx)
            put(sc, value)

        return other
    variable = inner
    name = variable.name.lower()
    if name in CONSTANTS:
        return refuse(variable.name)
    note_name(variable.name)

    def code(sc: Any, value: Any) -> None:
        home = sc
        drive = variable.drive.lower() if variable.drive else ""
        if drive in TARGET_SCOPES:
            home = TARGET_SCOPES[drive](sc)
        info = typed_info(unit, layers, variable.name, sc)
        old = home.infos.get(name) if home.infos is not None else None
        if old is not None and ("ReadOnly" in old.options or "Constant" in old.options):
            raise read_only(variable.name)
        value = info.convert(value)
        if home.infos is None:
            home.infos = {}
        home.infos[name] = info
        home.vars[name] = value

    return code


def typed_info(unit: Unit, layers: list[Any], written: str, sc: Any) -> VarInfo:
    """Makes the VarInfo of a typed or validated variable."""
    info = VarInfo(written)
    steps: list[Any] = []
    for layer in reversed(layers):
        if isinstance(layer, ast.TypeName):
            made: NetType = resolve(layer, sc)
            info.type = made
            steps.append(_type_step(made, sc.cx, written))
        else:
            step = any_step(layer, unit, sc)
            info.attributes += (layer,)
            if step is not None:
                steps.append(variable_converter(step, written))

    def run(value: Any) -> Any:
        for step in steps:
            value = step(value)
        return value

    info.convert = run
    return info


def _type_step(made: NetType, cx: Any, written: str) -> Any:
    def step(value: Any) -> Any:
        try:
            return convert_argument(value, made, cx=cx)
        except ScriptError as error:
            inner = error.record.exception
            raise (
                make_error(inner.message, "RuntimeException", "MetadataError", None, TRANSFORM, inner)
                if inner.type_name == RUNTIME
                else error
            ) from None

    return step


TRANSFORM = "System.Management.Automation.ArgumentTransformationMetadataException"
