"""Assignments: plain and compound, to variables, members, indexes and several targets; `++` and `--`; [ref]."""

from collections.abc import Callable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter import convert, members, operators
from perdure.interpreter.compile.core import Emit, ExpressionCode, StatementCode, Unit, expression, statement
from perdure.interpreter.compile.expressions import member_name, static_target, text_of
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.compile.variables import CONSTANTS, note_name, workflow_root
from perdure.interpreter.errors import RUNTIME, ScriptError, make_error
from perdure.interpreter.scopes import VarInfo, read_only
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import NetType
from perdure.interpreter.validation import attribute_converter
from perdure.interpreter.values.base import NOTHING, Reference
from perdure.interpreter.values.enumerate import as_list

Setter = Callable[[Any, Any], None]
LOW, HIGH = -2147483648, 2147483647


@statement(ast.Assignment)
def compile_assignment(unit: Unit, node: ast.Assignment) -> StatementCode:
    code = unit.expression(node)

    def run(sc: Any, emit: Emit) -> Signal | None:
        code(sc)
        sc.cx.ok = True
        return None

    return run


@expression(ast.Assignment)
def compile_assigned_value(unit: Unit, node: ast.Assignment) -> ExpressionCode:
    """Makes the closure that assigns and gives the value (as `($x = 5)` does)."""
    value = right_side(unit, node.value)
    if node.operator == "=":
        assign = setter(unit, node.target)

        def code(sc: Any) -> Any:
            given = value(sc)
            if given is NOTHING:
                given = None
            assign(sc, given)
            return given

        return code
    return compound(unit, node, value)


def right_side(unit: Unit, node: ast.Node) -> ExpressionCode:
    """Makes the closure of a right side: an expression's value as it is, a pipeline's output gathered."""
    return unit.expression(node)


def compound(unit: Unit, node: ast.Assignment, value: ExpressionCode) -> ExpressionCode:
    """Makes `+=` and its like; `??=` evaluates its right side only when it is needed."""
    prepare, read, assign = place(unit, node.target)
    if node.operator == "??=":

        def coalesce(sc: Any) -> Any:
            held = prepare(sc)
            old = read(sc, held)
            if old is None or old is NOTHING:
                old = value(sc)
                assign(sc, held, None if old is NOTHING else old)
            return old

        return coalesce
    op = operators.BINARY[node.operator[:-1]]
    if op is operators.BINARY["+"] and isinstance(node.target, ast.Variable):
        return add_to_variable(unit.expression(node.target), variable_setter(node.target), value, op)

    def code(sc: Any) -> Any:
        given = value(sc)
        held = prepare(sc)
        made = op(read(sc, held), None if given is NOTHING else given)
        assign(sc, held, made)
        return made

    return code


def add_to_variable(read: ExpressionCode, assign: Setter, value: ExpressionCode, op: Any) -> ExpressionCode:
    """Makes `$x += ...`, the compound assignment that loops live on."""

    def add(sc: Any) -> Any:
        given = value(sc)
        old = read(sc)
        if type(old) is int and type(given) is int:
            made: Any = old + given
            if not LOW <= made <= HIGH:
                made = float(made)
        else:
            made = op(old, None if given is NOTHING else given)
        assign(sc, made)
        return made

    return add


def place(unit: Unit, target: ast.Expression) -> tuple[ExpressionCode, Any, Any]:
    """Gives prepare(scope) -> operands, read(scope, operands), write(scope, operands, value) of a target.

    A target's operands are evaluated once for reading and writing.
    """
    if isinstance(target, ast.Member) and not target.static:
        name = member_name(unit, target.member)

        def key(sc: Any) -> Any:
            return name if isinstance(name, str) else text_of(name(sc))

        return _place(unit.expression(target.target), key, members.get_member, members.set_member)
    if isinstance(target, ast.Index):
        return _place(
            unit.expression(target.target), unit.expression(target.index), members.get_index, members.set_index
        )
    read_code = unit.expression(target.operand if isinstance(target, ast.Convert) else target)
    assign = setter(unit, target)

    def read(sc: Any, _held: Any) -> Any:
        return read_code(sc)

    def write(sc: Any, _held: Any, value: Any) -> None:
        assign(sc, value)

    return no_operands, read, write


def no_operands(_sc: Any) -> Any:
    return None


def _place(target: ExpressionCode, key: ExpressionCode, get: Any, put: Any) -> tuple[ExpressionCode, Any, Any]:
    def prepare(sc: Any) -> Any:
        return target(sc), key(sc)

    def read(sc: Any, held: Any) -> Any:
        return get(held[0], held[1], sc)

    def write(sc: Any, held: Any, value: Any) -> None:
        put(held[0], held[1], value, sc)

    return prepare, read, write


def setter(unit: Unit, target: ast.Expression) -> Setter:
    """Makes the closure(scope, value) that stores a value in a target."""
    if isinstance(target, ast.Variable):
        return variable_setter(target)
    if isinstance(target, ast.Member):
        return member_setter(unit, target)
    if isinstance(target, ast.Index):
        return index_setter(unit, target)
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
            if sc.infos is None and name not in sc.cx.special:
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
        members.set_member(target(sc), name if isinstance(name, str) else text_of(name(sc)), value, sc)

    return code


def index_setter(unit: Unit, node: ast.Index) -> Setter:
    target, index = unit.expression(node.target), unit.expression(node.index)
    put = members.set_index

    def code(sc: Any, value: Any) -> None:
        into = target(sc)
        at = index(sc)
        if type(into) is list and type(at) is int:
            try:
                into[at] = value
                return
            except IndexError:
                pass
        put(into, at, value, sc)

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
            step = attribute_converter(layer, unit, sc, written)
            info.attributes += (layer,)
            if step is not None:
                steps.append(step)

    def run(value: Any) -> Any:
        for step in steps:
            value = step(value)
        return value

    info.convert = run
    return info


def _type_step(made: NetType, cx: Any, written: str) -> Any:
    def step(value: Any) -> Any:
        try:
            return convert.convert(value, made, cx=cx)
        except ScriptError as error:
            inner = error.record.exception
            raise (
                make_error(inner.message, "RuntimeException", "MetadataError", None, TRANSFORM, inner)
                if inner.type_name == RUNTIME
                else error
            ) from None

    return step


TRANSFORM = "System.Management.Automation.ArgumentTransformationMetadataException"


def compile_step(unit: Unit, target: ast.Expression, by: int, prefix: bool) -> ExpressionCode:
    """Makes `++` and `--`: numbers only; $null counts as 0."""
    while isinstance(target, ast.Paren) and isinstance(target.pipeline, (ast.Variable, ast.Member, ast.Index)):
        target = target.pipeline
    slow = operators.step
    if isinstance(target, ast.Variable):
        return step_variable(unit.expression(target), variable_setter(target), by, prefix)
    prepare, read, assign = place(unit, target)

    def code(sc: Any) -> Any:
        held = prepare(sc)
        old = read(sc, held)
        old = None if old is NOTHING else old
        made = slow(old, by)
        assign(sc, held, made)
        return made if prefix else 0 if old is None else old

    return code


def step_variable(read: ExpressionCode, assign: Setter, by: int, prefix: bool) -> ExpressionCode:
    slow = operators.step

    def code(sc: Any) -> Any:
        old = read(sc)
        if type(old) is int:
            made: Any = old + by
            if not LOW <= made <= HIGH:
                made = float(made)
        else:
            made = slow(old, by)
            if old is None:
                old = 0
        assign(sc, made)
        return made if prefix else old

    return code


def compile_reference(unit: Unit, node: ast.Expression) -> ExpressionCode:
    """Makes `[ref] $x`: a reference to the variable; of any other value, one that holds it."""
    inner = node
    while isinstance(inner, ast.Paren) and not isinstance(inner.pipeline, (ast.Assignment,)):
        inner = inner.pipeline
    if not isinstance(inner, ast.Variable):
        code = unit.expression(node)

        def holding(sc: Any) -> Reference:
            value = code(sc)
            if isinstance(value, Reference):
                return value
            box = [value]
            return Reference(lambda: box[0], lambda v: box.__setitem__(0, v))

        return holding
    name, assign = inner.name.lower(), variable_setter(inner)
    read = unit.expression(inner)

    def reference(sc: Any) -> Any:
        home = sc.find(name)
        if home is None:
            if isinstance(read(sc), Reference):
                return read(sc)
            raise make_error(
                "[ref] cannot be applied to a variable that does not exist.",
                "NonExistingVariableReference",
                "InvalidOperation",
                name,
            )
        if isinstance(home.vars[name], Reference):
            return home.vars[name]

        def put(value: Any) -> None:
            if home is sc:
                assign(sc, value)
            else:
                home.assign(name, value)

        return Reference(lambda: home.vars.get(name), put)

    return reference
