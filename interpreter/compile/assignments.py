"""Assignments: plain and compound, to variables, members, indexes and several targets; `++` and `--`; [ref]."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import members, operators
from perdure.interpreter.compile.core import Emit, ExpressionCode, StatementCode, Unit, expression, statement
from perdure.interpreter.compile.expressions import member_name, text_of
from perdure.interpreter.compile.fused import plain_variable
from perdure.interpreter.compile.indexing import get_item, set_item
from perdure.interpreter.compile.signals import Signal
from perdure.interpreter.compile.targets import Setter, setter, variable_setter
from perdure.interpreter.errors import make_error
from perdure.interpreter.values.base import NOTHING, Reference

LOW, HIGH = -2147483648, 2147483647


@statement(ast.Assignment)
def compile_assignment(unit: Unit, node: ast.Assignment) -> StatementCode:
    code = unit.expression(node)
    if node.operator == "=" and isinstance(node.target, ast.Variable):
        value, assign = right_side(unit, node.value), variable_setter(node.target)

        def store(sc: Any, emit: Emit) -> Signal | None:
            assign(sc, value(sc))
            sc.cx.ok = True
            return None

        return store

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
        if not isinstance(node.target, ast.Variable):

            def store(sc: Any) -> Any:
                given = value(sc)
                if given is NOTHING:
                    given = None
                assign(sc, given)
                return given

            return store

        def code(sc: Any) -> Any:
            given = value(sc)  # a variable keeps 'no output': @($x) is empty then
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
    adds = op is operators.BINARY["+"]
    if adds and isinstance(node.target, ast.Variable):
        return add_to_variable(
            read_local(unit, node.target), variable_setter(node.target), value, op, held_name(node.target)
        )

    def code(sc: Any) -> Any:
        given = value(sc)
        held = prepare(sc)
        old = read(sc, held)
        if adds and type(old) is int and type(given) is int and LOW <= old + given <= HIGH:
            made: Any = old + given
        else:
            made = op(old, None if given is NOTHING else given)
        assign(sc, held, made)
        return made

    return code


def held_name(node: ast.Variable) -> str:
    """Gives the name under which a scope may hold the variable; none with a drive or for constants."""
    return node.name.lower() if plain_variable(node) else ""


def add_to_variable(read: ExpressionCode, assign: Setter, value: ExpressionCode, op: Any, name: str) -> ExpressionCode:
    """Makes `$x += ...`, the compound assignment that loops live on."""

    def add(sc: Any) -> Any:
        given = value(sc)
        old = sc.vars.get(name)
        if type(old) is int and type(given) is int and sc.infos is None and name not in sc.cx.special:
            made: Any = old + given
            sc.vars[name] = made = made if LOW <= made <= HIGH else float(made)
            return made
        old = read(sc)
        if type(old) is int and type(given) is int:
            made = old + given
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
        return _place(unit.expression(target.target), unit.expression(target.index), get_item, set_item)
    inner = target.operand if isinstance(target, ast.Convert) else target
    read_code = read_local(unit, inner) if isinstance(inner, ast.Variable) else unit.expression(inner)
    assign = setter(unit, target)

    def read(sc: Any, _held: Any) -> Any:
        return read_code(sc)

    def write(sc: Any, _held: Any, value: Any) -> None:
        assign(sc, value)

    return no_operands, read, write


OWN_SCOPES = frozenset(["function", "script", "block", "trap"])


def read_local(unit: Unit, node: ast.Variable) -> ExpressionCode:
    """Makes the reader of a compound assignment's variable: in functions and blocks only their own scope counts.

    Workflows read the outer value (SD-24), and so does the session's top.
    """
    read = unit.expression(node)
    if node.drive is not None:
        return read
    name = node.name.lower()

    def code(sc: Any) -> Any:
        try:
            return sc.vars[name]
        except KeyError:
            if sc.kind in OWN_SCOPES and name not in sc.cx.special:
                return None
            return read(sc)

    return code


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


def compile_step(unit: Unit, target: ast.Expression, by: int, prefix: bool) -> ExpressionCode:
    """Makes `++` and `--`: numbers only; $null counts as 0."""
    while isinstance(target, ast.Paren) and isinstance(target.pipeline, (ast.Variable, ast.Member, ast.Index)):
        target = target.pipeline
    slow = operators.increment if by > 0 else operators.decrement
    if isinstance(target, ast.Variable):
        return step_variable(unit.expression(target), variable_setter(target), by, prefix, held_name(target))
    prepare, read, assign = place(unit, target)

    def code(sc: Any) -> Any:
        held = prepare(sc)
        old = read(sc, held)
        if type(old) is int and LOW <= old + by <= HIGH:
            made = old + by
        else:
            old = None if old is NOTHING else old
            made = slow(old)
        assign(sc, held, made)
        return made if prefix else 0 if old is None else old

    return code


def step_variable(read: ExpressionCode, assign: Setter, by: int, prefix: bool, name: str) -> ExpressionCode:
    slow = operators.increment if by > 0 else operators.decrement

    def code(sc: Any) -> Any:
        old = sc.vars.get(name)
        if type(old) is int and sc.infos is None and name not in sc.cx.special:
            made: Any = old + by
            sc.vars[name] = made = made if LOW <= made <= HIGH else float(made)
            return made if prefix else old
        old = read(sc)
        if type(old) is int:
            made = old + by
            if not LOW <= made <= HIGH:
                made = float(made)
        else:
            made = slow(old)
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
