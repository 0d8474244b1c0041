"""Members, method calls, indexes, casts."""

from typing import Any

from perdure.grammar import ast
from perdure.interpreter import convert, members
from perdure.interpreter.compile.core import ExpressionCode, Unit, expression
from perdure.interpreter.compile.indexing import get_item
from perdure.interpreter.memberinfo import MethodGroup, find_instance
from perdure.interpreter.members_call import call_static, invoke0, invoke1, invoke2
from perdure.interpreter.members_invoke import call_group
from perdure.interpreter.type_names import resolve
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING


def member_name(unit: Unit, node: ast.Expression) -> Any:
    """Gives a member's constant name as text, or the closure of a computed one."""
    if isinstance(node, ast.String):
        if not node.quote and node.value.isdigit() and node.value.isascii():
            number = int(node.value)
            return lambda sc: number  # `$h.1` asks a dictionary for the number
        return node.value
    code = unit.expression(node)

    def computed(sc: Any) -> Any:
        return code(sc)

    return computed


def static_target(unit: Unit, node: ast.Expression) -> ExpressionCode:
    """Makes the closure of what stands before `::`: a type, or a value whose type counts."""
    code = unit.expression(node)
    if isinstance(node, ast.TypeExpression):
        return code

    def from_value(sc: Any) -> Any:
        value = code(sc)
        if isinstance(value, NetType):
            return value
        if isinstance(value, str):
            found = members.type_from_text(value, sc)
            if found is not None:
                return found
        return type_of(value)

    return from_value


@expression(ast.Member)
def compile_member(unit: Unit, node: ast.Member) -> ExpressionCode:
    name = member_name(unit, node.member)
    if node.static:
        return static_member(static_target(unit, node.target), name)
    target = unit.expression(node.target)
    get = members.get_member
    conditional = node.null_conditional
    if isinstance(name, str):

        def fixed(sc: Any) -> Any:
            value = target(sc)
            if conditional and (value is None or value is NOTHING):
                return None
            return get(value, name, sc)

        return fixed

    def code(sc: Any) -> Any:
        value = target(sc)
        if conditional and (value is None or value is NOTHING):
            return None
        return get(value, name(sc), sc)  # a dictionary takes a number as it is

    return code


def text_of(name: Any) -> str:
    return name if type(name) is str else convert.to_string(name)


def static_member(target: ExpressionCode, name: Any) -> ExpressionCode:
    def code(sc: Any) -> Any:
        return members.get_static(target(sc), name if type(name) is str else text_of(name(sc)), sc)

    return code


@expression(ast.InvokeMember)
def compile_invoke(unit: Unit, node: ast.InvokeMember) -> ExpressionCode:
    name = member_name(unit, node.member)
    args = [argument(unit, a) for a in node.arguments]
    types = node.type_arguments
    if node.static:
        return static_call(static_target(unit, node.target), name, args, types)
    target = unit.expression(node.target)
    invoke = members.invoke
    conditional = node.null_conditional
    cast = cast_inside(node.target)
    if cast is not None and isinstance(name, str) and not types and not conditional:
        return base_call(target, cast, name, args)
    if isinstance(name, str) and not types and len(args) <= 2 and not conditional:
        return named_call(target, name, args)

    def code(sc: Any) -> Any:
        value = target(sc)
        if conditional and (value is None or value is NOTHING):
            return None
        called = name if type(name) is str else name(sc)
        given = []
        for a in args:
            given.append(a(sc))
        if types:
            return invoke(value, called, given, sc, tuple([resolve(t, sc) for t in types]))
        return invoke(value, called, given, sc)

    return code


def named_call(target: ExpressionCode, name: str, args: list[ExpressionCode]) -> ExpressionCode:
    """Makes `$x.Name(...)` with no more than two arguments."""
    if not args:

        def call0(sc: Any) -> Any:
            return invoke0(target(sc), name, sc)

        return call0
    first = args[0]
    if len(args) == 1:

        def call1(sc: Any) -> Any:
            value = target(sc)
            return invoke1(value, name, first(sc), sc)

        return call1
    second = args[1]

    def call2(sc: Any) -> Any:
        value = target(sc)
        one = first(sc)
        return invoke2(value, name, one, second(sc), sc)

    return call2


def cast_inside(node: ast.Expression) -> ast.TypeName | None:
    """Gives the type of `([T] expression)`, None for anything else."""
    if not isinstance(node, ast.Paren) or not isinstance(node.pipeline, ast.Pipeline):
        return None
    first = node.pipeline.elements[0]
    if len(node.pipeline.elements) > 1 or not isinstance(first, ast.CommandExpression):
        return None
    return first.expression.type if isinstance(first.expression, ast.Convert) else None


def base_call(target: ExpressionCode, cast: ast.TypeName, name: str, args: list[ExpressionCode]) -> ExpressionCode:
    """`([Base] $this).Method()`: on an object of a script's class the base type's own method, overridden or not."""
    low = name.lower()

    def code(sc: Any) -> Any:
        value = target(sc)
        given = [a(sc) for a in args]
        own = type_of(value)
        if own.assembly == "script":
            kind = resolve(cast, sc)
            group = find_instance(kind, low) if kind is not own else None
            if isinstance(group, MethodGroup):
                return call_group(group, value, given, sc)
        return members.invoke(value, name, given, sc)

    return code


def argument(unit: Unit, node: ast.Expression) -> ExpressionCode:
    """Makes the closure of a method's argument: 'no output' becomes $null."""
    code = unit.expression(node)
    if isinstance(node, (ast.Number, ast.String, ast.Variable, ast.ExpandableString, ast.Binary)):
        return code

    def given(sc: Any) -> Any:
        value = code(sc)
        return None if value is NOTHING else value

    return given


def static_call(
    target: ExpressionCode, name: Any, args: list[ExpressionCode], types: tuple[ast.TypeName, ...]
) -> ExpressionCode:
    if isinstance(name, str) and not types:
        call = members.construct if name.lower() == "new" else None

        def named(sc: Any) -> Any:
            value = target(sc)
            given = []
            for a in args:
                given.append(a(sc))
            return call_static(value, name, given, sc) if call is None else call(value, given, sc)

        return named

    def code(sc: Any) -> Any:
        value = target(sc)
        called = name if type(name) is str else text_of(name(sc))
        given = []
        for a in args:
            given.append(a(sc))
        if called.lower() == "new":
            return members.construct(value, given, sc)
        if types:
            return members.invoke_static(value, called, given, sc, tuple([resolve(t, sc) for t in types]))
        return members.invoke_static(value, called, given, sc)

    return code


@expression(ast.Index)
def compile_index(unit: Unit, node: ast.Index) -> ExpressionCode:
    target, index = unit.expression(node.target), unit.expression(node.index)
    get = get_item
    conditional = node.null_conditional
    if not conditional:

        def plain(sc: Any) -> Any:
            return get(target(sc), index(sc), sc)

        return plain

    def code(sc: Any) -> Any:
        value = target(sc)
        if value is None or value is NOTHING:
            return None
        at = index(sc)
        return get(value, at, sc)

    return code


@expression(ast.AttributedExpression)
def compile_attributed(unit: Unit, node: ast.AttributedExpression) -> ExpressionCode:
    """An attribute on a value that is not assigned has no effect but on assignment targets."""
    return unit.expression(node.operand)
