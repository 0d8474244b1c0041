"""Validate attributes: what each checks and says (about_Functions_Advanced_Parameters). Steps take and give a value.

A step raises Invalid(text); binding and variable assignment wrap it in their own errors.
"""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.grammar import ast
from perdure.interpreter import members
from perdure.interpreter.binding_errors import validation_error
from perdure.interpreter.convert import convert, to_bool, to_string
from perdure.interpreter.errors import NetException, ScriptError, passing
from perdure.interpreter.format_operator import format_value
from perdure.interpreter.operators import compare, match
from perdure.interpreter.typesys import NetType, type_of
from perdure.interpreter.values.base import NOTHING, unwrap
from perdure.interpreter.values.enumerate import enumerate_value

METADATA = "System.Management.Automation.ValidationMetadataException"


class Invalid(Exception):
    """A value that an attribute refuses; `error_id` of the metadata exception."""

    def __init__(self, text: str, error_id: str, inner: NetException | None = None) -> None:
        super().__init__(text)
        self.text, self.error_id, self.inner = text, error_id, inner
        self.thrown: ScriptError | None = None  # what a script's attribute threw that is no ValidationMetadataException


def run_steps(p: Any, value: Any, cmdlet: bool) -> Any:
    """Runs a parameter's steps; a refusal becomes the binder's validation error."""
    try:
        for step in p.steps:
            value = step(value)
    except Invalid as refused:
        inner = NetException(METADATA, refused.text, refused.inner)
        raise validation_error(p, refused.text, inner) from None
    return value


def elements(value: Any) -> Iterable[Any]:
    """Gives what an element-wise attribute looks at: the elements of a collection, else the value itself."""
    inside = enumerate_value(value)
    return (value,) if inside is None else list(inside)


def each(check: Callable[[Any], None]) -> Callable[[Any], Any]:
    """Makes a step that checks every element."""

    def step(value: Any) -> Any:
        for item in elements(value):
            if item is None:
                raise Invalid(
                    "The argument is null. Provide a valid value for the argument, and then try running the command again.",
                    "ArgumentIsNull",
                )
            check(item)
        return value

    return step


def validate_set(values: Iterable[str], ignore_case: bool = True, message: str | None = None) -> Callable[[Any], Any]:
    """Makes ValidateSet."""
    allowed = list(values)
    taken = {option.lower() for option in allowed} if ignore_case else set(allowed)

    def check(item: Any) -> None:
        text = item if type(item) is str else format_value(item, "")
        if text in taken or (ignore_case and text.lower() in taken):
            return
        shown = ",".join(allowed)
        if message:
            raise Invalid(message.replace("{0}", text).replace("{1}", shown), "ValidateSetFailure")
        raise Invalid(
            f'The argument "{text}" does not belong to the set "{shown}" specified by the ValidateSet attribute. Supply an '
            "argument that is in the set and then try the command again.",
            "ValidateSetFailure",
        )

    return each(check)


def validate_range(low: Any, high: Any) -> Callable[[Any], Any]:
    """Makes ValidateRange with limits; what it looks at has to convert to their type."""
    kind = type_of(high)

    def check(item: Any) -> None:
        try:
            item = convert(item, kind)
        except ScriptError:
            raise Invalid(
                f'The argument cannot be validated because its type "{type_of(item).short}" is not the same type '
                f"({kind.short}) as the maximum and minimum limits of the parameter. Make sure the argument is of type "
                f"{kind.short} and then try the command again.",
                "ValidationRangeElementType",
            ) from None
        try:
            less = compare(item, low) < 0
            more = compare(item, high) > 0
        except ScriptError:
            less = more = True
        if more:
            raise Invalid(
                f"The {to_string(item)} argument is greater than the maximum allowed range of {to_string(high)}. Supply an "
                f"argument that is less than or equal to {to_string(high)} and then try the command again.",
                "ValidateRangeTooBig",
            )
        if less:
            raise Invalid(
                f"The {to_string(item)} argument is less than the minimum allowed range of {to_string(low)}. Supply an "
                f"argument that is greater than or equal to {to_string(low)} and then try the command again.",
                "ValidateRangeTooSmall",
            )

    return each(check)


RANGE_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "positive": (lambda v: v > 0, "The argument \"{0}\" cannot be validated because its value is not greater than zero."),
    "nonnegative": (lambda v: v >= 0, 'The argument "{0}" cannot be validated because its value is not greater than or equal to zero.'),
    "negative": (lambda v: v < 0, "The argument \"{0}\" cannot be validated because its value is not less than zero."),
    "nonpositive": (lambda v: v <= 0, 'The argument "{0}" cannot be validated because its value is not less than or equal to zero.'),
}  # fmt: skip


def validate_range_kind(kind: str) -> Callable[[Any], Any]:
    """Makes ValidateRange with Positive, NonNegative, Negative or NonPositive."""
    test, text = RANGE_KINDS[kind.lower()]

    def check(item: Any) -> None:
        if not test(item):
            raise Invalid(text.replace("{0}", to_string(item)), "ValidateRange" + kind)

    return each(check)


def validate_length(low: int, high: int) -> Callable[[Any], Any]:
    """Makes ValidateLength."""

    def check(item: Any) -> None:
        if type(unwrap(item)) is not str:
            raise Invalid(
                "The ValidateLength attribute cannot be applied to a parameter that is not a string or string[] parameter. "
                "Make the parameter a string or string[] parameter.",
                "ValidateLengthNotString",
            )
        length = len(to_string(item))
        if length < low:
            raise Invalid(
                f"The character length ({length}) of the argument is too short. Specify an argument with a length that is "
                f'greater than or equal to "{low}", and then try the command again.',
                "ValidateLengthMinLengthFailure",
            )
        if length > high:
            raise Invalid(
                f"The character length of the {length} argument is too long. Shorten the character length of the argument "
                f'so it is fewer than or equal to "{high}" characters, and then try the command again.',
                "ValidateLengthMaxLengthFailure",
            )

    return each(check)


def validate_count(low: int, high: int) -> Callable[[Any], Any]:
    """Makes ValidateCount."""

    def step(value: Any) -> Any:
        inside = enumerate_value(value)
        if inside is None and value is not None:
            raise Invalid(
                "The ValidateCount attribute cannot be applied to a non-array parameter. Either remove the attribute from the "
                "parameter or make the parameter an array parameter.",
                "ValidateCountNotInArray",
            )
        count = 0 if inside is None else len(list(inside))
        if count < low or count > high:
            if low == high:
                text = f"The parameter requires exactly {low} value(s) - {count} value(s) were provided."
            else:
                text = (
                    f"The parameter requires at least {low} value(s) and no more than {high} value(s) - {count} value(s) "
                    "were provided."
                )
            raise Invalid(text, "ValidateCountExactFailure" if low == high else "ValidateCountMinMaxFailure")
        return value

    return step


def validate_pattern(pattern: str, options: Any = None, message: str | None = None) -> Callable[[Any], Any]:
    """Makes ValidatePattern."""

    def check(item: Any) -> None:
        text = format_value(item, "")
        found, _ = match(text, pattern, False, False)
        if not found:
            if message:
                raise Invalid(message.replace("{0}", text).replace("{1}", pattern), "ValidatePatternFailure")
            raise Invalid(
                f'The argument "{text}" does not match the "{pattern}" pattern. Supply an argument that matches '
                f'"{pattern}" and try the command again.',
                "ValidatePatternFailure",
            )

    return each(check)


def validate_script(block: Any, cx: Any, message: str | None = None) -> Callable[[Any], Any]:
    """Makes ValidateScript; `$_` is the element."""

    def check(item: Any) -> None:
        try:
            out = cx.call_block(block, [item], item, None, True)
        except ScriptError as error:
            deep = passing(error.record.exception)
            if deep is not None:
                raise deep from None
            raise Invalid(error.record.message, "ValidateScriptFailure", error.record.exception) from None
        value = out[0] if len(out) == 1 else out if out else None
        if not to_bool(value):
            text = format_value(item, "")
            if message:
                raise Invalid(message.replace("{0}", text).replace("{1}", block.text()), "ValidateScriptFailure")
            raise Invalid(
                f'The "{block.text()}" validation script for the argument with value "{text}" did not return a result of '
                "True. Determine why the validation script failed, and then try the command again.",
                "ValidateScriptFailure",
            )

    return each(check)


def not_null(value: Any) -> Any:
    """ValidateNotNull."""
    if value is None:
        raise Invalid(
            "The argument is null. Provide a valid value for the argument, and then try running the command again.",
            "ArgumentIsNull",
        )
    _no_null_inside(value)
    return value


def _no_null_inside(value: Any) -> None:
    inside = enumerate_value(value)
    if inside is not None and any(v is None for v in inside):
        raise Invalid(
            "The argument has a null value, or an element of the argument collection contains a null value. Provide a "
            "collection that does not contain any null values, and then try the command again.",
            "ArgumentCollectionContainsNull",
        )


def _refuse_empty() -> Invalid:
    return Invalid(
        "The argument is null or empty. Provide an argument that is not null or empty, and then try the command again.",
        "ArgumentIsEmpty",
    )


def not_null_or_empty(value: Any) -> Any:
    """ValidateNotNullOrEmpty."""
    if value is None or (type(value) is str and value == ""):
        raise _refuse_empty()
    inside = enumerate_value(value)
    if inside is not None:
        values = list(inside)
        if not values:
            raise Invalid(
                "The argument is null, empty, or an element of the argument collection contains a null value. Supply a "
                "collection that does not contain any null values and then try the command again.",
                "ArgumentCollectionContainsNull",
            )
        if any(v is None or v == "" for v in values):
            raise Invalid(
                "The argument is null, empty, or an element of the argument collection contains a null value. Supply a "
                "collection that does not contain any null values and then try the command again.",
                "ArgumentCollectionContainsNull",
            )
    elif getattr(value, "data", 0) == {}:
        raise _refuse_empty()
    return value


def not_null_or_white_space(value: Any) -> Any:
    """ValidateNotNullOrWhiteSpace."""
    inside = enumerate_value(value)
    if inside is None:
        if value is None or not to_string(value).strip():
            raise Invalid(
                "The argument is null, empty, or consists of only white-space characters. Provide an argument that "
                "contains non white-space characters, and then try the command again.",
                "ArgumentIsWhiteSpace",
            )
        return value
    items = list(inside)
    if not items:
        raise _refuse_empty()
    if any(item is None or not to_string(item).strip() for item in items):
        raise Invalid(
            "An element of the argument collection is null, empty, or consists of only white-space characters. Supply a "
            "collection that does not contain any those values and then try the command again.",
            "ArgumentCollectionContainsWhiteSpace",
        )
    return value


class Given:
    """An attribute's arguments, evaluated: `positional` values, `named` by lower-case name."""

    def __init__(self, node: ast.Attribute, unit: Any, sc: Any) -> None:
        self.positional = [self._value(unit, a, sc) for a in node.positional]
        self.named = {n.lower(): True if v is None else self._value(unit, v, sc) for n, v in node.named}

    @staticmethod
    def _value(unit: Any, node: ast.Expression, sc: Any) -> Any:
        value = unit.expression(node)(sc)
        return None if value is NOTHING else value


def attribute_step(node: ast.Attribute, unit: Any, sc: Any) -> Callable[[Any], Any] | None:
    """Makes the step of a Validate attribute; None for an attribute that checks nothing."""
    name = node.type.name.lower().rpartition(".")[2].removesuffix("attribute")
    maker = STEPS.get(name)
    return None if maker is None else maker(Given(node, unit, sc), sc)


def _message(given: Given) -> str | None:
    value = given.named.get("errormessage")
    return None if value is None else to_string(value)


def _range(given: Given, _sc: Any) -> Callable[[Any], Any]:
    if len(given.positional) == 1:
        return validate_range_kind(to_string(given.positional[0]))
    return validate_range(given.positional[0], given.positional[1])


def _set(given: Given, sc: Any) -> Callable[[Any], Any]:
    values = given.positional
    if len(values) == 1 and isinstance(values[0], NetType):
        made = members.construct(values[0], [], sc)
        values = list(elements(members.invoke(made, "GetValidValues", [], sc)))
    ignore = given.named.get("ignorecase", True)
    return validate_set([to_string(v) for v in values], bool(ignore), _message(given))


def _script(given: Given, sc: Any) -> Callable[[Any], Any]:
    return validate_script(given.positional[0], sc.cx, _message(given))


def _pattern(given: Given, _sc: Any) -> Callable[[Any], Any]:
    return validate_pattern(to_string(given.positional[0]), given.named.get("options"), _message(given))


def _length(given: Given, _sc: Any) -> Callable[[Any], Any]:
    return validate_length(int(given.positional[0]), int(given.positional[1]))


def _count(given: Given, _sc: Any) -> Callable[[Any], Any]:
    return validate_count(int(given.positional[0]), int(given.positional[1]))


STEPS: dict[str, Callable[[Given, Any], Callable[[Any], Any]]] = {
    "validateset": _set,
    "validaterange": _range,
    "validatelength": _length,
    "validatecount": _count,
    "validatepattern": _pattern,
    "validatescript": _script,
    "validatenotnull": lambda _g, _s: not_null,
    "validatenotnullorempty": lambda _g, _s: not_null_or_empty,
    "validatenotnullorwhitespace": lambda _g, _s: not_null_or_white_space,
}
