"""System.Activator and the static half of System.Nullable: types as values that make objects."""

from typing import Any

from perdure.interpreter.dotnet._faults import null
from perdure.interpreter.dotnet._invoking import expanded, run
from perdure.interpreter.dotnet._members import constructors
from perdure.interpreter.errors import DotNetThrow, ScriptError, throw_dotnet
from perdure.interpreter.memberinfo import MethodGroup
from perdure.interpreter.overloads_plan import plan_for, prepare
from perdure.interpreter.typesys import NetType, define


def unmakable(kind: NetType) -> DotNetThrow:
    return throw_dotnet(
        "System.MissingMethodException",
        f"Cannot dynamically create an instance of type '{kind.name}'. Reason: No parameterless constructor defined.",
    )


def create(kind: NetType | None, args: Any = None) -> Any:
    """Gives Activator.CreateInstance: the constructor that fits the arguments, or MissingMethodException."""
    if kind is None:
        raise null("type")
    given = list(args or [])
    if not given and kind.is_value and kind.zero is not None:
        return kind.zero()
    if kind.abstract:
        raise throw_dotnet("System.MissingMethodException",
                           f"Cannot dynamically create an instance of type '{kind.name}'. Reason: Cannot create an abstract "
                           "class.")  # fmt: skip
    overloads = [c.info for c in constructors(kind)]
    if not given and not any(not o.required for o in overloads):
        raise unmakable(kind)
    try:
        plan = plan_for(MethodGroup(".ctor", overloads, True, kind), given)
        ready = prepare(
            plan, ".ctor", expanded(given, plan.over) if plan.over.has_params and not plan.expand else given
        )
    except ScriptError:
        raise throw_dotnet("System.MissingMethodException", f"Constructor on type '{kind.name}' not found.") from None
    return run(plan.call, ready)


def underlying(kind: NetType | None) -> NetType | None:
    """Gives Nullable.GetUnderlyingType: None for what is no Nullable."""
    if kind is None:
        raise null("nullableType")
    nullable = kind.definition is not None and kind.definition.name == "System.Nullable`1"
    return kind.args[0] if nullable else None


define("System.Activator", kind="static", members={
    "static CreateInstance(type type) -> object": create,
    "static CreateInstance(type type, bool nonPublic) -> object": lambda kind, _n: create(kind),
    "static CreateInstance(type type, params object[] args) -> object": create,
    "static CreateInstance<T>() -> T": lambda types: create(types[0]),
})  # fmt: skip
define("System.Nullable", kind="static", members={
    "static GetUnderlyingType(type nullableType) -> type": underlying,
})  # fmt: skip
