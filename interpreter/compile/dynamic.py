"""dynamicparam: the block runs with what is bound so far; the RuntimeDefinedParameters it gives join the signature."""

from typing import Any

from perdure.interpreter.binding import Argument, Bound, bind
from perdure.interpreter.signature import ALL, Parameter, SetInfo, Signature, common_parameters
from perdure.interpreter.values.collections import Dictionary


def bind_dynamic(stage: Any, bound: Bound, arguments: list[Argument], expects_input: bool) -> Bound:
    """Binds again with the parameters that a dynamicparam block defines."""
    from perdure.interpreter.compile.functions import drop, run_part, set_parameters

    scope = stage.scope
    scope.bound = bound
    set_parameters(stage.body, bound, scope)
    out: list[Any] = []
    assert stage.body.dynamic is not None and drop is not None
    run_part(stage.body.dynamic, scope, out.append, stage.frame)
    extra = [p for item in out for p in defined_parameters(item)]
    signature = bound.signature
    own = [p for p in signature.parameters if not p.common]
    made = Signature(own + extra, signature.default_set, True, signature.positional_binding, signature.should_process)
    made = made.with_common(common_parameters(signature.should_process))
    return bind(made, arguments, stage.cx, False, expects_input)


def defined_parameters(value: Any) -> list[Parameter]:
    """Gives the parameters of a RuntimeDefinedParameterDictionary (or of one RuntimeDefinedParameter)."""
    if isinstance(value, Dictionary):
        return [p for item in value.values() for p in defined_parameters(item)]
    if getattr(value, "net", "") != "System.Management.Automation.RuntimeDefinedParameter":
        return []
    made = Parameter(value.name, value.parameter_type)
    for attribute in value.attributes:
        attribute.apply(made)
    if not made.sets:
        made.sets[ALL] = SetInfo()
    return [made]
