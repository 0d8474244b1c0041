"""Attributes that scripts define as classes: what their objects check or change (Validate, ValidateElement, Transform)."""

from typing import Any

from perdure.interpreter.errors import ScriptError
from perdure.interpreter.members import construct, invoke, set_member
from perdure.interpreter.typesys import NetType
from perdure.interpreter.validation import METADATA, Given, Invalid, elements
from perdure.interpreter.values.base import NOTHING


def attribute_step(kind: NetType, given: Given, sc: Any) -> Any:
    """Makes the step of an attribute of a script's class, None where it neither checks nor changes values.

    Source: about_Functions_Advanced_Parameters; ArgumentTransformationAttribute and ValidateArgumentsAttribute of .NET.
    """
    methods: set[str] = set()
    here: Any = kind
    while here is not None and here.assembly == "script":
        methods.update(here.table.instance)
        here = here.data.base
    if not methods & {"transform", "validateelement", "validate"}:
        return None
    made = construct(kind, given.positional, sc)
    for name, value in given.named.items():
        set_member(made, name, value, sc)
    return transformation(made, sc) if "transform" in methods else check(made, "validateelement" in methods, sc)


def transformation(made: Any, sc: Any) -> Any:
    """Gives the step that calls Transform."""

    def transform(value: Any) -> Any:
        out = invoke(made, "Transform", [None, value], sc)
        return None if out is NOTHING else out

    transform.transforms = True  # type: ignore[attr-defined]  # a mark on the step: it changes the value
    return transform


def check(made: Any, each: bool, sc: Any) -> Any:
    """Gives the step that calls ValidateElement for every element, or Validate."""

    def step(value: Any) -> Any:
        try:
            if each:
                for item in elements(value):
                    invoke(made, "ValidateElement", [item], sc)
            else:
                invoke(made, "Validate", [value, None], sc)
        except ScriptError as error:
            thrown = error.record.exception
            refused = Invalid(error.record.message, error.record.error_id, thrown)
            refused.thrown = None if thrown.type_name == METADATA else error
            raise refused from None
        return value

    return step
