"""The errors of parameter binding, with PowerShell's ids and texts. The command's name is put behind the id later."""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.typesys import type_of

BINDING = "System.Management.Automation.ParameterBindingException"
VALIDATION = "System.Management.Automation.ParameterBindingValidationException"
TRANSFORMATION = "System.Management.Automation.ParameterBindingArgumentTransformationException"


def binding_error(
    message: str, error_id: str, category: str = "InvalidArgument", exception: str = BINDING,
    inner: NetException | None = None, **props: Any,
) -> ScriptError:  # fmt: skip
    """Makes an error of the binder; `ErrorId` and `ParameterName` are properties of its exception."""
    raised = NetException(exception, message, inner, ErrorId=error_id, **props)
    record = ErrorRecord(raised, error_id, category)
    raised.record = record
    error = ScriptError(record)
    error.binding = True
    return error


def name_not_found(argument: Any) -> ScriptError:
    return _placed(
        binding_error(
            f"A parameter cannot be found that matches parameter name '{argument.name}'.",
            "NamedParameterNotFound",
            ParameterName=argument.name,
        ),
        argument,
    )


def position_not_found(argument: Any) -> ScriptError:
    text = to_string(argument.value) if argument.value is not None else "$null"
    return _placed(
        binding_error(
            f"A positional parameter cannot be found that accepts argument '{text}'.",
            "PositionalParameterNotFound",
            ParameterName=text,
        ),
        argument,
    )


def ambiguous_name(name: str, hits: list[Any]) -> ScriptError:
    listed = " ".join(f"-{p.name}" for p in hits)
    return binding_error(
        f"Parameter cannot be processed because the parameter name '{name}' is ambiguous. Possible matches include: "
        f"{listed}.",
        "AmbiguousParameter",
        ParameterName=name,
    )


def ambiguous_set() -> ScriptError:
    return binding_error(
        "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued cannot "
        "be used together or an insufficient number of parameters were provided.",
        "AmbiguousParameterSet",
    )


def already_bound(p: Any, argument: Any) -> ScriptError:
    return _placed(
        binding_error(
            f"Cannot bind parameter because parameter '{p.name}' is specified more than once. To provide multiple values "
            'to parameters that can accept multiple values, use the array syntax. For example, "-parameter '
            'value1,value2,value3".',
            "ParameterAlreadyBound",
            ParameterName=p.name,
        ),
        argument,
    )


def missing_argument(p: Any, argument: Any) -> ScriptError:
    wanted = p.type.name if p.type is not None else "System.Object"
    return _placed(
        binding_error(
            f"Missing an argument for parameter '{p.name}'. Specify a parameter of type '{wanted}' and try again.",
            "MissingArgument",
            ParameterName=p.name,
        ),
        argument,
    )


def missing_mandatory(lacking: list[Any]) -> ScriptError:
    names = " ".join(p.name for p in lacking)
    return binding_error(
        f"Cannot process command because of one or more missing mandatory parameters: {names}.",
        "MissingMandatoryParameter",
        ParameterName=names,
    )


NOT_ALLOWED = {
    "Null": ("it is null.", "NullNotAllowed"),
    "EmptyString": ("it is an empty string.", "EmptyStringNotAllowed"),
    "EmptyArray": ("it is an empty array.", "EmptyArrayNotAllowed"),
    "EmptyCollection": ("it is an empty collection.", "EmptyCollectionNotAllowed"),
    "NullElement": ("it is null.", "NullNotAllowed"),
    "EmptyStringElement": ("it is an empty string.", "EmptyStringNotAllowed"),
}


def not_allowed(p: Any, what: str) -> ScriptError:
    """Makes the error of an empty value for a mandatory parameter."""
    text, suffix = NOT_ALLOWED[what]
    return binding_error(
        f"Cannot bind argument to parameter '{p.name}' because {text}",
        f"ParameterArgumentValidationError{suffix}",
        "InvalidData",
        VALIDATION,
        ParameterName=p.name,
    )


# conversions that a cmdlet refuses by another error than casts do -> what the message ends with
REFUSED = {"InvalidCastExceptionUnsupportedParameterType": "", "NotSupported": "Specified method is not supported."}


def convert_error(p: Any, value: Any, error: ScriptError, cmdlet: bool) -> ScriptError:
    """Makes the error of an argument that does not fit the parameter's type."""
    inner = error.record.exception
    if cmdlet:
        if value is None and p.type is not None and p.type.kind == "enum":
            return binding_error(
                f'Cannot bind parameter \'{p.name}\' to the target. Exception setting "{p.name}": "{inner.message}"',
                "ParameterBindingFailed",
                "WriteError",
                BINDING,
                inner,
                ParameterName=p.name,
            )
        if error.record.error_id in REFUSED and p.type is not None:
            shown = "null" if value is None else type_of(value).name
            return binding_error(
                f"Cannot convert '{shown}' to the type '{p.type.name}' required by parameter '{p.name}'. "
                + REFUSED[error.record.error_id],
                "CannotConvertArgument",
                "InvalidArgument",
                BINDING,
                inner,
                ParameterName=p.name,
            )
        return binding_error(
            f"Cannot bind parameter '{p.name}'. {inner.message}",
            "CannotConvertArgumentNoMessage",
            "InvalidArgument",
            BINDING,
            inner,
            ParameterName=p.name,
        )
    return binding_error(
        f"Cannot process argument transformation on parameter '{p.name}'. {inner.message}",
        "ParameterArgumentTransformationError",
        "InvalidData",
        TRANSFORMATION,
        inner,
        ParameterName=p.name,
    )


def validation_error(p: Any, text: str, inner: NetException | None = None) -> ScriptError:
    """Makes the error of a value that a Validate attribute refuses."""
    return binding_error(
        f"Cannot validate argument on parameter '{p.name}'. {text}",
        "ParameterArgumentValidationError",
        "InvalidData",
        VALIDATION,
        inner,
        ParameterName=p.name,
    )


def block_without_input(p: Any) -> ScriptError:
    """Makes the error of a script block for a parameter of another type in a command without pipeline input."""
    return binding_error(
        f"Cannot evaluate parameter '{p.name}' because its argument is specified as a script block and there is no input. A "
        "script block cannot be evaluated without input.",
        "ScriptBlockArgumentNoInput",
        "MetadataError",
        ParameterName=p.name,
    )


def block_failed(p: Any, error: ScriptError) -> ScriptError:
    """Makes the error of a delayed script block that threw."""
    return binding_error(
        f"The input to the script block for parameter '{p.name}' failed. {error.record.message}",
        "ScriptBlockArgumentInvocationFailed",
        inner=error.record.exception,
        ParameterName=p.name,
    )


def block_without_output(p: Any) -> ScriptError:
    """Makes the error of a delayed script block that put nothing out."""
    return binding_error(
        f"Cannot evaluate parameter '{p.name}' because its argument input did not produce any output.",
        "ScriptBlockArgumentNoOutput",
        ParameterName=p.name,
    )


def wrong_type_name(p: Any, wanted: str) -> ScriptError:
    """Makes the error of an object that lacks the type name of [PSTypeName()]."""
    return binding_error(
        f"Cannot bind argument to parameter '{p.name}', because PSTypeNames of the argument do not match the PSTypeName "
        f"required by the parameter: {wanted}.",
        "MismatchedPSTypeName",
        "InvalidArgument",
        TRANSFORMATION,
        ParameterName=p.name,
    )


def input_not_bound(value: Any) -> ScriptError:
    error = binding_error(
        "The input object cannot be bound to any parameters for the command either because the command does not take "
        "pipeline input or the input and its properties do not match any of the parameters that take pipeline input.",
        "InputObjectNotBound",
        "InvalidArgument",
    )
    error.record.target = value
    return error


def input_lacks(value: Any, names: list[str]) -> ScriptError:
    """Makes the error of a pipeline object that does not bring all mandatory parameters."""
    error = binding_error(
        "The input object cannot be bound because it did not contain the information required to bind all mandatory "
        f"parameters:  {' '.join(names)}",
        "InputObjectMissingMandatory",
        "InvalidArgument",
    )
    error.record.target = value
    return error


def at_argument(error: ScriptError, argument: Any) -> ScriptError:
    """Says which argument an error of the binder is about, where that is not known yet."""
    return _placed(error, argument) if error.binding and error.argument_span is None else error


def _placed(error: ScriptError, argument: Any) -> ScriptError:
    if argument.span is not None:
        error.argument_span = argument.span
    return error
