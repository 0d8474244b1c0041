"""Calling members through reflection: arguments must have the parameters' types already, as .NET's Invoke asks.

Serves reflection_members.py and System.Type's InvokeMember.
"""

from typing import Any

from perdure.interpreter import convert, ranks
from perdure.interpreter.dotnet._faults import argument
from perdure.interpreter.dotnet._members import Method, Reflected, is_by_ref, parameter_types
from perdure.interpreter.errors import DotNetThrow, NetException, ScriptError, throw_dotnet
from perdure.interpreter.typesys import NetType, array_of, type_of
from perdure.interpreter.values.base import NOTHING, PSObject, Reference

_R = "System.Reflection."


def argument_for(value: Any, kind: NetType) -> Any:
    """Gives an argument as a parameter takes it; numbers are widened, $null becomes a struct's default value."""
    if type(value) is PSObject and kind.name != "System.Management.Automation.PSObject":
        value = value.base
    if value is None or value is NOTHING:
        return kind.zero() if kind.is_value and kind.zero is not None else None
    own = type_of(value)
    if own.is_a(kind):
        return value
    if kind.is_value and ranks.rank(own, kind) == ranks.NUMERIC_IMPLICIT:
        return convert.convert(value, kind)
    if kind.definition is not None and kind.definition.name == "System.Nullable`1":
        return argument_for(value, kind.args[0])
    raise argument(f"Object of type '{own.name}' cannot be converted to type '{kind.name}'.")


def invoke(member: Reflected, target: Any, given: Any) -> Any:
    """Calls a method (a constructor: `target` None); ref parameters' values go back into the array of arguments."""
    over = member.info
    if isinstance(member, Method) and not over.static:
        if target is None:
            raise throw_dotnet(_R + "TargetException", "Non-static method requires a target.")
        bare = target.base if type(target) is PSObject else target
        if not type_of(bare).is_a(member.owner):
            raise throw_dotnet(
                _R + "TargetException",
                f"Object type {type_of(bare).name} does not match target type {member.owner.name}.",
            )
        target = bare
    args = list(given) if given is not None else []
    kinds = parameter_types(member)
    if len(args) != len(kinds):
        raise throw_dotnet(_R + "TargetParameterCountException", "Parameter count mismatch.")
    ready: list[Any] = []
    for at, (value, kind) in enumerate(zip(args, kinds, strict=True)):
        if is_by_ref(kind):
            ready.append(_slot(given, at))
        else:
            ready.append(argument_for(value, kind))
    types = getattr(member, "types", ())
    before = [] if over.static or over.name == "new" else [target]
    return run(over.call, [*before, types, *ready] if over.generics else [*before, *ready], over.returns)


def _slot(given: Any, at: int) -> Reference:
    def put(value: Any) -> None:
        given[at] = value

    return Reference(lambda: given[at], put)


def run(call: Any, args: list[Any], returns: str = "") -> Any:
    """Calls what a member's table holds; what it throws comes wrapped in a TargetInvocationException."""
    try:
        result = call(*args)
    except DotNetThrow as thrown:
        raise _wrapped(thrown.exception) from None
    except ScriptError as error:
        raise _wrapped(error.record.exception) from None
    return None if returns in ("void", "System.Void") or result is NOTHING else result


def _wrapped(inner: NetException) -> DotNetThrow:
    made = throw_dotnet(_R + "TargetInvocationException", "Exception has been thrown by the target of an invocation.")
    made.exception.inner = inner
    return made


def expanded(args: list[Any], over: Any) -> list[Any]:
    """Puts the arguments of a params array into one, for late-bound calls."""
    fixed = len(over.params) - 1
    if not over.has_params or (len(args) == len(over.params) and type_of(args[-1]).element is not None):
        return args
    element = over.kinds()[-1].element
    assert element is not None
    rest = args[fixed:]
    return [*args[:fixed], rest if element.name == "System.Object" else convert.convert(rest, array_of(element))]
