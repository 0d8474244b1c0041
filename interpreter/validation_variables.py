"""Validate attributes on variables: the same steps as on parameters, told by another error. Serves assignments."""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.validation import METADATA, Invalid


def variable_converter(step: Callable[[Any], Any], variable: str) -> Callable[[Any], Any]:
    """Makes the step of an attribute on a variable: a refusal says that the value is not valid for the variable."""

    def run(value: Any) -> Any:
        try:
            return step(value)
        except Invalid as refused:
            raise refused.thrown or not_valid_for(variable, value) from None

    return run


def not_valid_for(variable: str, value: Any) -> ScriptError:
    """Makes the error of a value that a variable's attribute refuses."""
    return make_error(
        f"The variable cannot be validated because the value {to_string(value)} is not a valid value for the {variable} "
        "variable.",
        "ValidateSetFailure",
        "MetadataError",
        None,
        METADATA,
    )
