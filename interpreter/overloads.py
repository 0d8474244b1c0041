"""Overload resolution as PowerShell does it: which overload fits the arguments best.

A Plan is a chosen overload with what each argument must be converted to; overloads_plan.py remembers plans and makes
arguments ready. Source: conversion ranks of ranks.py; ties go to the most specific parameters when nothing is lost, to
the most general ones when something may be.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter import ranks
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.inference import infer
from perdure.interpreter.memberinfo import Overload, Param, type_from_table
from perdure.interpreter.typesys import NetType, array_of, find_type, own_type, type_of
from perdure.interpreter.values.base import NOTHING, NULL_STRING, PSObject, Reference

METHOD_EXCEPTION = "System.Management.Automation.MethodException"


class Plan:
    """An overload made ready: `kinds` one type per argument (None = as it is), `expand` the params element type.

    `direct`: arguments of the classes it was made for need no check; `casts`, where it is not None, says what is done to
    each (None = nothing).
    """

    __slots__ = ("over", "call", "kinds", "expand", "fixed", "generics", "defaults", "direct", "casts", "void")

    def __init__(
        self, over: Overload, kinds: list[NetType], expand: bool, generics: tuple[NetType, ...] | None
    ) -> None:
        self.over = over
        self.call = over.call
        self.expand = expand
        self.generics = generics
        self.fixed = len(over.params) - 1 if over.has_params else len(over.params)
        self.kinds = kinds
        self.void = over.returns in ("void", "System.Void")
        given = min(len(kinds), self.fixed) if expand else len(kinds)
        self.defaults = [p.default for p in over.params[given : self.fixed]]
        self.direct = False
        self.casts: tuple[Any, ...] | None = None


class Candidate:
    __slots__ = ("over", "ranks", "types", "expanded", "generics", "full")

    def __init__(self, over: Overload, generics: tuple[NetType, ...] | None) -> None:
        self.over, self.generics = over, generics
        self.ranks: list[int] = []
        self.types: list[NetType] = []
        self.expanded = False


def effective_type(value: Any) -> NetType | None:
    """Gives the type that counts for an argument: None for $null, String[] for an Object[] of strings only."""
    if value is None or value is NOTHING:
        return None
    if type(value) is PSObject:
        value = value.base
    if type(value) is list and value:
        kinds = {type(v) for v in value}
        only = kinds.pop() if len(kinds) == 1 else PSObject
        own = None if only is PSObject or only is type(None) else own_type(only)
        if own is not None:
            return array_of(own)
        first = type_of(value[0]) if value[0] is not None else None
        if first is not None and all(v is not None and type_of(v) is first for v in value):
            return array_of(first)
    return type_of(value)


def choose(
    overloads: list[Overload], name: str, args: list[Any], type_args: tuple[NetType, ...] = (), constraints: Any = None
) -> Plan:
    """Chooses the overload for these arguments.

    Raises:
        ScriptError: MethodCountCouldNotFindBest when none fits or several fit alike.
    """
    count = len(args)
    if len(overloads) == 1 and not type_args:
        only = overloads[0]
        if not only.has_params and not only.generics and len(only.params) == count:
            return Plan(only, list(only.kinds()), False, None)
    candidates: list[Candidate] = []
    for over in overloads:
        made = _candidate(over, args, type_args)
        if made is not None:
            candidates.append(made)
    if not candidates:
        if type_args:
            raise make_error(
                f'Cannot find an overload for "{name}" with {len(type_args)} type parameter(s) and the argument count: '
                f'"{count}".',
                "MethodCountCouldNotFindBestGeneric",
                exception=METHOD_EXCEPTION,
            )
        raise no_overload(name, count)
    best = candidates[0] if len(candidates) == 1 else _best(candidates, args)
    if best is None:
        raise make_error(
            f'Multiple ambiguous overloads found for "{name}" and the argument count: "{count}".',
            "MethodCountCouldNotFindBest",
            exception=METHOD_EXCEPTION,
        )
    return Plan(best.over, best.types, best.expanded, best.generics)


def no_overload(name: str, count: int) -> ScriptError:
    """Makes the error of a call that no overload fits."""
    return make_error(
        f'Cannot find an overload for "{name}" and the argument count: "{count}".',
        "MethodCountCouldNotFindBest",
        exception=METHOD_EXCEPTION,
    )


def _candidate(over: Overload, args: list[Any], type_args: tuple[NetType, ...]) -> Candidate | None:
    """Gives the overload with its ranks if every argument fits."""
    count, params = len(args), over.params
    if count > len(params):
        if not over.has_params:
            return None
    elif count < over.required:
        return None
    elif count < len(params) and not (over.has_params and count == len(params) - 1):
        if not any(p.optional for p in params):
            return None
    generics: tuple[NetType, ...] | None = None
    names: dict[str, NetType] | None = None
    if over.generics:
        generics = type_args if type_args else infer(over, [effective_type(a) for a in args], args)
        if generics is None or len(generics) != len(over.generics):
            return None
        names = dict(zip(over.generics, generics, strict=True))
    elif type_args:
        return None
    made = Candidate(over, generics)
    kinds = [p.type(names) for p in params] if names else list(over.kinds())
    for i, param in enumerate(params):
        if i >= count and param.kind != "params":
            break
        if param.kind == "params":
            return _params_rank(made, args, i, kinds[i])
        found = argument_rank(args[i], kinds[i], param)
        if found == ranks.NONE:
            return None
        made.ranks.append(found)
        made.types.append(kinds[i])
    return made


def _params_rank(made: Candidate, args: list[Any], i: int, kind: NetType) -> Candidate | None:
    """Ranks what a params array takes: the array itself, or its elements one by one."""
    element = kind.element
    assert element is not None
    if len(args) == i + 1:
        whole = ranks.rank(effective_or_own(args[i]), kind)
        single = ranks.rank(effective_or_own(args[i]), element)
        if single > whole:
            made.expanded = True
            made.ranks.append(single)
            made.types.append(element)
        else:
            if whole == ranks.NONE:
                return None
            made.ranks.append(whole)
            made.types.append(kind)
        return made
    made.expanded = True
    for value in args[i:]:
        found = ranks.rank(effective_or_own(value), element)
        if found == ranks.NONE:
            return None
        made.ranks.append(found)
        made.types.append(element)
    return made


def effective_or_own(value: Any) -> NetType | None:
    return None if value is None or value is NOTHING or value is NULL_STRING else type_of(value)


def argument_rank(value: Any, kind: NetType, param: Param) -> int:
    """Ranks one argument; for a ref parameter what the [ref] holds counts."""
    if param.kind in ("ref", "out") and isinstance(value, Reference):
        held = value.get()
        return ranks.rank(effective_or_own(held), kind)
    return ranks.rank(effective_or_own(value), kind)


# ---- comparing candidates ---------------------------------------------------------------------------------------------


def _best(candidates: list[Candidate], args: list[Any]) -> Candidate | None:
    best = candidates[0]
    several = False
    for other in candidates[1:]:
        result = _compare(best, other, args)
        if result == 0:
            several = True
        elif result < 0:
            best, several = other, False
    return None if several else best


def _compare(one: Candidate, two: Candidate, args: list[Any]) -> int:
    """Gives > 0 when the first is better, < 0 when the second is, 0 when neither."""
    count = len(one.ranks)
    better = 0
    for i in range(count):
        weight = count - i
        a, b = one.ranks[i], two.ranks[i]
        if a == b == ranks.UNRELATED_ARRAYS:
            own = effective_type(args[i])
            inner = own.element if own is not None else None
            first, second = one.types[i].element, two.types[i].element
            if first is not None and second is not None:
                a, b = ranks.rank(inner, first), ranks.rank(inner, second)
        better += weight if a > b else -weight if a < b else 0
    if better == 0:
        better = _compare_parameters(one, two)
    if better == 0:
        if any(a is not b for a, b in zip(one.types, two.types, strict=False)):
            return 0
        if one.expanded and two.expanded:
            return 1 if len(one.over.params) > len(two.over.params) else -1
        if one.expanded != two.expanded:
            return -1 if one.expanded else 1
        better = (1 if two.over.generics else 0) - (1 if one.over.generics else 0)
    if better == 0:
        better = len(two.over.params) - len(one.over.params)
    return better


def _compare_parameters(one: Candidate, two: Candidate) -> int:
    """Breaks a tie by the parameters' types: most specific for safe conversions, most general for lossy ones."""
    better = 0
    weight = len(one.ranks)
    for i in range(len(one.ranks)):
        a, b = one.ranks[i], two.ranks[i]
        if a >= ranks.NULL_TO_VALUE and b >= ranks.NULL_TO_VALUE:
            safe = a >= ranks.NUMERIC_IMPLICIT
            if safe == (b >= ranks.NUMERIC_IMPLICIT):
                if safe:
                    weight = -weight
                first = ranks.rank(one.types[i], two.types[i])
                second = ranks.rank(two.types[i], one.types[i])
                better += weight if first < second else -weight if first > second else 0
        weight = abs(weight) - 1
    return better


def signature_text(over: Overload, display: Callable[[NetType], str], name: str | None = None) -> str:
    """Gives `string Substring(int startIndex, int length)` as Get-Member and OverloadDefinitions print it."""
    parts = []
    for param in over.params:
        word = "params " if param.kind == "params" else ""
        kind = _shown(param, over, display)
        text = f"[ref] {kind}" if param.kind in ("ref", "out") else kind
        parts.append(f"{word}{text} {param.name}".rstrip())
    head = name or over.name
    if over.generics:
        head += "[" + ", ".join(over.generics) + "]"
    returns = _shown_return(over, display)
    static = "static " if over.static and head != "new" else ""
    return f"{static}{returns} {head}({', '.join(parts)})"


def _shown(param: Param, over: Overload, display: Callable[[NetType], str]) -> str:
    if param.text in over.generics:
        return param.text
    names = {g: find_type("System.Object") for g in over.generics}
    return display(param.type(names))  # type: ignore[arg-type]


def _shown_return(over: Overload, display: Callable[[NetType], str]) -> str:
    if over.name == "new":
        return display(over.owner)
    if over.returns in over.generics:
        return over.returns
    return display(type_from_table(over.returns or "System.Object", over.owner))
