"""Binding arguments to a command's parameters: names, positions, parameter sets, the pipeline.

Source: about_Parameter_Sets, about_Functions_Advanced_Parameters, about_Pipelines. Errors carry PowerShell's ids; the
caller adds the command's name behind them.
"""

from typing import Any

from perdure.interpreter.binding_errors import (
    already_bound,
    ambiguous_name,
    ambiguous_set,
    at_argument,
    block_without_input,
    missing_argument,
    missing_mandatory,
    name_not_found,
    position_not_found,
)
from perdure.interpreter.binding_recipes import follow, key_of, remember
from perdure.interpreter.binding_rest import leftover, rest_value, takes_rest
from perdure.interpreter.binding_values import coerce
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.signature import ALL, Parameter, Signature
from perdure.interpreter.typesys import type_of
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.words import parameter_word


class Argument:
    """One argument as the call gives it: `name` of a parameter or None; `given` = a value follows (`has`)."""

    __slots__ = ("name", "value", "has", "colon", "span", "bare", "text", "splatted")

    def __init__(
        self, name: str | None, value: Any = None, has: bool = True, colon: bool = False, span: Any = None
    ) -> None:
        self.name, self.value, self.has, self.colon, self.span = name, value, has, colon, span
        self.bare = False
        self.text: str | None = None  # a number's spelling
        self.splatted = False


class Bound:
    """What a call's arguments came to: values by parameter name, the sets still possible, what is left over."""

    __slots__ = (
        "values",
        "sets",
        "rest",
        "set_name",
        "common",
        "given",
        "signature",
        "splatted",
        "delayed",
        "expects_input",
        "placed",
        "called",
    )

    def __init__(self, signature: Signature) -> None:
        self.signature = signature
        self.values: dict[str, Any] = {}  # Parameter.name -> converted value
        self.common: dict[str, Any] = {}  # lower-case name of a common parameter -> value
        self.given: set[str] = set()
        self.splatted: set[str] = set()  # given by splatting only: what stands in the call wins
        self.delayed: dict[str, Any] = {}  # script blocks that are worked out for each pipeline object
        self.expects_input = False
        self.placed: list[tuple[Parameter, Argument, bool]] = []  # parameter, argument, whether no other might be
        self.sets: list[str] = list(signature.set_names)
        self.rest: list[Any] = []
        self.set_name = signature.default_set or signature.set_names[0]
        self.called: str | None = None  # the set that the call came to, once pipeline objects choose theirs


def bind(signature: Signature, arguments: list[Argument], cx: Any, cmdlet: bool, expects_input: bool) -> Bound:
    """Binds a call's arguments; raises ScriptError with the binder's ids.

    Args:
        cmdlet: conversions speak of a cmdlet's parameter, else of a script function's (other ids).
        expects_input: the command stands behind a pipe, so mandatory parameters may still come.
    """
    bound = Bound(signature)
    bound.expects_input = expects_input
    key = key_of(arguments, expects_input)
    recipe = None if key is None else signature.recipes.get(key)
    if recipe is not None:
        if follow(recipe, arguments, bound, cx, cmdlet):
            return bound
        bound = Bound(signature)
        bound.expects_input = expects_input
    positional = bind_named(signature, arguments, bound, cx, cmdlet)
    narrow(bound)
    if positional:
        positional = bind_positional(signature, positional, bound, cx, cmdlet)
    if positional:
        positional = bind_rest(signature, positional, bound, cx, cmdlet)
    if positional:
        if signature.advanced:
            raise position_not_found(positional[0])
        bound.rest = [left for a in positional for left in leftover(a)]
    narrow(bound)
    resolve_set(bound, expects_input)
    if key is not None and recipe is None:
        remember(signature, key, arguments, bound)
    return bound


def find_parameter(signature: Signature, name: str) -> Parameter | None:
    """Gives the parameter of that name, alias or unambiguous prefix; None where there is none."""
    low = name.lower()
    found = signature.by_name.get(low)
    if found is not None:
        return found
    hits = []
    for p in signature.parameters:
        if p.name.lower().startswith(low) and p not in hits:
            hits.append(p)
    for key, p in signature.by_name.items():
        if p not in hits and key.startswith(low):
            hits.append(p)
    if len(hits) > 1:
        own = [p for p in hits if not p.common]
        if len(own) == 1:
            return own[0]
        raise ambiguous_name(name, hits)
    return hits[0] if hits else None


def bind_named(signature: Signature, arguments: list[Argument], bound: Bound, cx: Any, cmdlet: bool) -> list[Argument]:
    """Binds the arguments that name a parameter; gives the others."""
    others: list[Argument] = []
    i, count = 0, len(arguments)
    while i < count:
        a = arguments[i]
        i += 1
        if a.name is None:
            others.append(a)
            continue
        p = find_parameter(signature, a.name)
        if p is None:
            if signature.advanced and not takes_rest(signature):
                raise name_not_found(a)
            others.append(a)
            continue
        value = a.value
        if not a.has:
            if p.is_switch:
                value = True
            elif i < count and arguments[i].name is None:
                value = arguments[i].value
                i += 1
            elif i < count and is_word(signature, arguments[i]):
                value = parameter_word(arguments[i].name or "", False)
                i += 1
            else:
                raise missing_argument(p, a)
        if p.name in bound.given:
            if a.splatted:
                continue
            if p.name not in bound.splatted:
                raise already_bound(p, a)
            bound.splatted.discard(p.name)
        elif a.splatted:
            bound.splatted.add(p.name)
        given = a if a.has or p.is_switch else arguments[i - 1]
        try:
            set_value(p, value, bound, cx, cmdlet, given.text)
        except ScriptError as error:
            raise at_argument(error, given) from None
        bound.given.add(p.name)
        bound.placed.append((p, given, True))
    return others


def is_word(signature: Signature, a: Argument) -> bool:
    """Tells whether an argument only looks like a parameter: `-x` where no parameter has that name."""
    return not (a.has or a.colon or a.name is None) and find_parameter(signature, a.name) is None


def set_value(p: Parameter, value: Any, bound: Bound, cx: Any, cmdlet: bool, text: str | None = None) -> None:
    """Converts, validates and stores a parameter's value; the sets narrow to those that it belongs to."""
    if p.common:
        bound.common[p.low] = bound.values[p.name] = coerce(p, value, cx, cmdlet)
        return
    if type(value) is ScriptBlock and delays(p):
        if not bound.expects_input:
            raise block_without_input(p)
        bound.delayed[p.name] = value
    else:
        bound.values[p.name] = coerce(p, value, cx, cmdlet, text)
    if ALL not in p.sets:
        bound.sets = [s for s in bound.sets if s in p.sets]
        if not bound.sets:
            raise ambiguous_set()


SMA = "System.Management.Automation."
TAKE_BLOCKS = frozenset(["System.Object", SMA + "PSObject", SMA + "ScriptBlock"])


def delays(p: Parameter) -> bool:
    """Tells whether a script block for the parameter is worked out for each pipeline object (delay-bind)."""
    kind = p.type if p.type is None or p.type.element is None else p.type.element
    if p.no_convert or kind is None or kind.name in TAKE_BLOCKS:
        return False
    return any(i.by_value or i.by_name for i in p.sets.values())


def narrow(bound: Bound) -> None:
    """Drops sets whose parameters can't be told apart any more: the default set wins where it is still possible."""
    if len(bound.sets) > 1 and bound.signature.default_set in bound.sets:
        bound.set_name = bound.signature.default_set
    elif bound.sets:
        bound.set_name = bound.sets[0]


def bind_positional(
    signature: Signature, arguments: list[Argument], bound: Bound, cx: Any, cmdlet: bool
) -> list[Argument]:
    """Binds arguments by position; gives those that are left."""
    if signature.order is not None:
        return bind_in_order(signature.order, arguments, bound, cx, cmdlet)
    left = list(arguments)
    possible = bound.sets
    for row in signature.places:
        at = next_positional(left)
        if at is None:
            break
        usable = [
            p
            for p, sets in row
            if p.name not in bound.given and usable_in(p, bound) and (ALL in sets or any([s in possible for s in sets]))
        ]
        if not usable:
            continue
        if any([(info := p.info(bound.set_name)) is not None and info.rest for p in usable]):
            break
        if len(usable) > 1:
            default = signature.default_set or ""
            usable.sort(key=lambda p: 0 if p.info(default) else 1)
        chosen = choose_positional(usable, left[at], bound, cx, cmdlet)
        if chosen is not None:
            del left[at]
    return left


def next_positional(arguments: list[Argument]) -> int | None:
    """Gives the index of the first argument that has no name and doesn't stand behind a name that nobody knows."""
    behind_name = False
    for i, a in enumerate(arguments):
        if a.name is None and not behind_name:
            return i
        behind_name = a.name is not None and not a.has
    return None


def bind_in_order(
    order: list[Parameter], arguments: list[Argument], bound: Bound, cx: Any, cmdlet: bool
) -> list[Argument]:
    """Does the same where each position has one parameter."""
    left: list[Argument] = []
    at, count = 0, len(order)
    behind_name = False
    for a in arguments:
        while at < count and order[at].name in bound.given:
            at += 1
        if at == count or a.name is not None or behind_name:
            left.append(a)
            behind_name = a.name is not None and not a.has
            continue
        p = order[at]
        try:
            set_value(p, a.value, bound, cx, cmdlet, a.text)
        except ScriptError as error:
            raise at_argument(error, a) from None
        bound.given.add(p.name)
        bound.placed.append((p, a, True))
    return left


def usable_in(p: Parameter, bound: Bound) -> bool:
    return ALL in p.sets or any(s in p.sets for s in bound.sets)


def choose_positional(usable: list[Parameter], a: Argument, bound: Bound, cx: Any, cmdlet: bool) -> Parameter | None:
    """Binds an argument to the first parameter at its position that takes it without an error."""
    first_error: ScriptError | None = None
    if len(usable) > 1:
        good = [p for p in usable if fits(p, a.value)]
        usable = good + [p for p in usable if p not in good]
    for p in usable:
        try:
            set_value(p, a.value, bound, cx, cmdlet, a.text)
        except ScriptError as error:
            first_error = first_error or at_argument(error, a)
            continue
        bound.given.add(p.name)
        bound.placed.append((p, a, len(usable) == 1))
        narrow(bound)
        return p
    if first_error is not None:
        raise first_error
    return None


def bind_rest(signature: Signature, arguments: list[Argument], bound: Bound, cx: Any, cmdlet: bool) -> list[Argument]:
    """Gives what is left to the parameter that takes remaining arguments."""
    for p in signature.parameters:
        info = p.info(bound.set_name)
        if info is None or not info.rest or p.name in bound.given:
            continue
        set_value(p, rest_value(p, arguments), bound, cx, cmdlet)
        bound.given.add(p.name)
        return []
    return arguments


def resolve_set(bound: Bound, expects_input: bool) -> None:
    """Settles on one parameter set and asks for the mandatory parameters that are missing."""
    signature = bound.signature
    candidates = bound.sets
    if len(candidates) > 1:
        complete = [s for s in candidates if not missing_in(signature, bound, s, expects_input)]
        if signature.default_set in candidates and (signature.default_set in complete or not complete):
            bound.set_name = signature.default_set
        elif len(complete) == 1:
            bound.set_name = complete[0]
        elif not complete or signature.default_set:
            bound.set_name = signature.default_set if signature.default_set in candidates else candidates[0]
            if not signature.default_set and not expects_input:
                raise ambiguous_set()
        elif not expects_input:
            bound.set_name = pick_richest(signature, bound, complete)
    elif candidates:
        bound.set_name = candidates[0]
    lacking = missing_in(signature, bound, bound.set_name, expects_input)
    if lacking:
        raise missing_mandatory(lacking)


def pick_richest(signature: Signature, bound: Bound, complete: list[str]) -> str:
    """Gives the set to use when several are complete: the one whose own parameters were used, else it is ambiguous."""
    used = [s for s in complete if any(s in p.sets for p in signature.parameters if p.name in bound.given)]
    if len(used) == 1:
        return used[0]
    with_mandatory = [
        s for s in (used or complete) if any((i := p.sets.get(s)) and i.mandatory for p in signature.parameters)
    ]
    if len(with_mandatory) == 1:
        return with_mandatory[0]
    raise ambiguous_set()


def missing_in(signature: Signature, bound: Bound, set_name: str, expects_input: bool) -> list[Parameter]:
    """Gives the mandatory parameters of a set that have no value; those the pipeline may bind count as present."""
    out = []
    for p in signature.mandatory_in(set_name):
        if p.name in bound.given:
            continue
        if expects_input:
            info = p.info(set_name)
            if info is not None and (info.by_value or info.by_name):
                continue
        out.append(p)
    return out


def fits(p: Parameter, value: Any) -> bool:
    """Tells whether a pipeline object is of the parameter's type as it is."""
    if p.no_convert:
        return True
    plain = unwrap(value)
    if plain is None:
        return False
    mine = type_of(plain)
    want = p.type
    assert want is not None
    if mine.is_a(want):
        return True
    element = want.element
    return element is not None and (element.name == "System.Object" or mine.is_a(element))
