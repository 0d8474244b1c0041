"""dynamicparam: the block runs with what is bound so far; the RuntimeDefinedParameters it gives join the signature."""

from typing import Any

from perdure.interpreter.binding_errors import binding_error
from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.signature import ALL, Parameter, SetInfo, Signature, common_parameters
from perdure.interpreter.values.collections import Dictionary

DEFINED = "System.Management.Automation.RuntimeDefinedParameter"


def not_retrieved(reason: str, inner: Any = None) -> ScriptError:
    """Makes the error of a dynamicparam block that failed or gave something else."""
    return binding_error(
        f"Cannot retrieve the dynamic parameters for the cmdlet. {reason}", "GetDynamicParametersException", inner=inner
    )


def with_dynamic(signature: Signature, out: list[Any]) -> Signature:
    """Gives a signature with the parameters that a dynamicparam block has put out."""
    for item in out:
        if item is not None and not isinstance(item, Dictionary) and getattr(item, "net", "") != DEFINED:
            raise not_retrieved(
                f'Object "{to_string(item)}" is the wrong type to return from the dynamicparam block. The dynamicparam block '
                "must return either $null, or an object with type "
                "[System.Management.Automation.RuntimeDefinedParameterDictionary]."
            )
    extra = [p for item in out for p in defined_parameters(item)]
    own = [p for p in signature.parameters if not p.common]
    made = Signature(own + extra, signature.default_set, True, signature.positional_binding, signature.should_process)
    return made.with_common(common_parameters(signature.should_process))


def defined_parameters(value: Any) -> list[Parameter]:
    """Gives the parameters of a RuntimeDefinedParameterDictionary (or of one RuntimeDefinedParameter)."""
    if isinstance(value, Dictionary):
        return [p for item in value.values() for p in defined_parameters(item)]
    if getattr(value, "net", "") != DEFINED:
        return []
    made = Parameter(value.name, value.parameter_type)
    for attribute in value.attributes:
        attribute.apply(made)
    if not made.sets:
        made.sets[ALL] = SetInfo()
    return [made]
