"""dynamicparam: the block runs with what is bound so far; the RuntimeDefinedParameters it gives join the signature."""

from typing import Any

from perdure.interpreter.signature import ALL, Parameter, SetInfo, Signature, common_parameters
from perdure.interpreter.values.collections import Dictionary


def with_dynamic(signature: Signature, out: list[Any]) -> Signature:
    """Gives a signature with the parameters that a dynamicparam block has put out."""
    extra = [p for item in out for p in defined_parameters(item)]
    own = [p for p in signature.parameters if not p.common]
    made = Signature(own + extra, signature.default_set, True, signature.positional_binding, signature.should_process)
    return made.with_common(common_parameters(signature.should_process))


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
