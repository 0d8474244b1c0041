"""What is left of a call's arguments when names and positions are bound: $args, or one parameter that takes them all."""

from typing import Any

from perdure.interpreter.signature import Parameter, Signature
from perdure.interpreter.values.base import PSObject
from perdure.interpreter.values.collections import GenericList
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.words import MARK, parameter_word


def leftover(argument: Any) -> list[Any]:
    """Gives what an argument that fits no parameter puts into $args."""
    if argument.name is None:
        return [argument.value]
    word = parameter_word(argument.name, argument.colon)
    return [word, argument.value] if argument.has and argument.colon else [word]


def takes_rest(signature: Signature) -> bool:
    """Tells whether some parameter takes remaining arguments: then names that nobody knows belong to it."""
    return any(info.rest for p in signature.parameters for info in p.sets.values())


def rest_value(p: Parameter, arguments: list[Any]) -> Any:
    """Gives the remaining arguments as a list; names are plain text by now, and a single collection is taken as it is.

    Source: about_Functions_Advanced_Parameters, ValueFromRemainingArguments.
    """
    values = [left for a in arguments for left in ([a.text] if p.spelled and a.text else leftover(a))]
    values = [v.base if type(v) is PSObject and v.ext and MARK in v.ext else v for v in values]
    if len(values) == 1 and type(values[0]) is not str and enumerate_value(values[0]) is not None:
        return values[0]
    return GenericList(values, ("System.Object",))
