"""Commands that a Python program gives its scripts: a function becomes a cmdlet, its signature the parameters.

Serves programs that embed the interpreter; knows the declaration of cmdlets, nothing of sessions.
"""

import inspect
import typing
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, overload

from perdure.interpreter.command import REGISTRY, Cmdlet, P
from perdure.interpreter.command import cmdlet as declare
from perdure.interpreter.errors import DotNetThrow, EngineBug, ErrorRecord, FlowControl, NetException, ScriptError
from perdure.interpreter.values.base import unwrap
from perdure.runtime.host_values import from_python

F = TypeVar("F", bound=Callable[..., Any])

TYPES: dict[Any, str] = {
    str: "string", int: "int", float: "double", bool: "switch", bytes: "byte[]", list: "object[]", dict: "hashtable",
    list[str]: "string[]", list[int]: "int[]", list[float]: "double[]",
}  # fmt: skip


@overload
def cmdlet(name: F) -> F: ...
@overload
def cmdlet(name: str | None = None, *, pipeline: str = "", aliases: str = "") -> Callable[[F], F]: ...
def cmdlet(name: Any = None, *, pipeline: str = "", aliases: str = "") -> Any:
    """Registers a Python function as a command of every session of this process, also of those that come later.

    Its parameters are the function's: `max_count` is -MaxCount; those that may be given by position may be so in
    scripts; one without a default is mandatory; an annotation says the type (str, int, float, list, dict, list[str] ...;
    bool is a switch); `*rest` takes what is left over. What the function returns is the output, each element of a list,
    tuple or iterator by itself, None for nothing. An exception ends the command with an error that can be caught; its
    id is the name of the exception's class. The function runs on a thread of the session.

    Args:
        name: the command's name (Verb-Noun); without one `get_weather` is Get-Weather.
        pipeline: the parameter that takes pipeline input; then the function is called once for each object.
        aliases: other names, separated by blanks.

    Raises:
        ValueError: a parameter named in `pipeline` isn't there, or the name holds blanks.

    Example:
        @perdure.cmdlet("Get-Weather")
        def weather(city: str, days: int = 1): return [f"{city}: rain"] * days
    """
    if callable(name):
        return _registered(name, None, pipeline, aliases)
    return lambda function: _registered(function, name, pipeline, aliases)


def _registered(function: Any, name: str | None, pipeline: str, aliases: str) -> Any:
    verb, _, noun = function.__name__.strip("_").partition("_")
    called = name or f"{_words(verb)}-{_words(noun)}".rstrip("-")
    if not called or any(c.isspace() for c in called):
        raise ValueError(f"a command's name holds no blanks: {called!r}")
    signature = inspect.signature(function)
    if pipeline and pipeline not in signature.parameters:
        raise ValueError(f"{function.__name__} has no parameter {pipeline!r}")
    if any(p.kind is p.VAR_KEYWORD for p in signature.parameters.values()):
        raise ValueError(f"{function.__name__}: a command can't take parameters of any name (**)")
    hints = typing.get_type_hints(function)
    fields = {_words(p.name): _parameter(p, at, hints, pipeline) for at, p in enumerate(signature.parameters.values())}
    body = {"function": staticmethod(function), "parameters": tuple(signature.parameters.values()), **fields}
    body["__doc__"] = inspect.getdoc(function) or f"Runs {function.__name__}."
    REGISTRY.pop(called.lower(), None)
    declare(called, aliases=aliases, module="", type_name=called)(type("HostCommand", (HostCommand,), body))
    return function


def _words(name: str) -> str:
    """Gives `max_count` as MaxCount."""
    return "".join(word[:1].upper() + word[1:] for word in name.strip("_").split("_"))


def _parameter(p: inspect.Parameter, at: int, hints: dict[str, Any], pipeline: str) -> P:
    kind = hints.get(p.name)
    options = [k for k in typing.get_args(kind) if k is not type(None)] if kind not in TYPES else []
    if len(options) == 1:  # str | None
        kind = options[0]
    rest = p.kind is p.VAR_POSITIONAL
    by_place = p.kind is not p.KEYWORD_ONLY and kind is not bool and p.name != pipeline
    required = p.default is p.empty and p.kind is not p.VAR_POSITIONAL and kind is not bool
    return P(
        "object[]" if rest else TYPES.get(kind, "object"),
        pos=at if by_place else None,
        mandatory=required,
        pipe="value" if p.name == pipeline else "",
        rest=rest,
        null=True,
        empty=True,
    )


class HostCommand(Cmdlet):
    """One run of a Python function as a command."""

    function: Any
    parameters: tuple[inspect.Parameter, ...]

    def process(self) -> None:
        positional: list[Any] = []
        named: dict[str, Any] = {}
        for p in self.parameters:
            title = _words(p.name)
            if not self.has(title):
                continue
            value = unwrap(getattr(self, title))
            if p.kind is p.VAR_POSITIONAL:
                positional += value if isinstance(value, list) else [value]
            elif p.kind is p.POSITIONAL_ONLY:
                positional.append(value)
            else:
                named[p.name] = value
        if positional:  # what stands before *rest goes by place too
            positional[:0] = [
                named.pop(p.name) for p in self.parameters if p.kind is p.POSITIONAL_OR_KEYWORD and p.name in named
            ]
        try:
            answer = self.function(*positional, **named)
            if isinstance(answer, list | tuple | Iterator):
                for value in answer:
                    self.write(from_python(value))
            elif answer is not None:
                self.write(from_python(answer))
        except (ScriptError, FlowControl, DotNetThrow, EngineBug):
            raise
        except Exception as fault:  # whatever the function raises is the command's error
            raise self.throw(self.failure(fault)) from fault

    def failure(self, fault: Exception) -> ErrorRecord:
        """Makes the record of a Python exception."""
        raised = NetException("System.Management.Automation.RuntimeException", str(fault) or type(fault).__name__)
        return self.own(ErrorRecord(raised, type(fault).__name__, "NotSpecified"))
