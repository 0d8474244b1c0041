"""How the language's own values are saved: numbers, dictionaries, arrays, objects, dates, errors.

One registration for each class; the tags are part of the stored format and never change their meaning.
"""

from decimal import Decimal
from itertools import chain
from typing import Any

from perdure.grammar.source import Source, Span
from perdure.interpreter.dotnet import _compare
from perdure.interpreter.errors import ErrorRecord, InvocationInfo, NetException
from perdure.interpreter.snapshot_table import (
    ATOMS,
    dicts_of_atoms,
    index_steps,
    key_step,
    register,
    register_leaf,
    register_quick,
    register_slots,
    register_whole,
)
from perdure.interpreter.values import base, collections, datetime, guid, numbers, switch, timespan, version
from perdure.interpreter.values.char import Char

# ---- numbers ---------------------------------------------------------------------------------------------------------

for _cls, _tag in (
    (numbers.Int64, "i8"), (numbers.UInt64, "u8"), (numbers.UInt32, "u4"), (numbers.Int16, "i2"), (numbers.UInt16, "u2"),
    (numbers.Byte, "u1"), (numbers.SByte, "i1"), (numbers.BigInteger, "ib"),
):  # fmt: skip
    register_leaf(_cls, _tag, int, _cls)
register_leaf(numbers.Single, "f4", float, numbers.Single)
register_leaf(Decimal, "m", str, Decimal)
register_leaf(complex, "cx", lambda value: (value.real, value.imag), lambda plain: complex(*plain))


# ---- other small values ------------------------------------------------------------------------------------------------

register_leaf(Char, "c", str, Char)
register_leaf(datetime.DateTime, "dt", lambda value: (value.ticks, value.kind), lambda plain: datetime.DateTime(*plain))
register_leaf(
    datetime.DateTimeOffset,
    "do",
    lambda value: (value.ticks, value.offset),
    lambda plain: datetime.DateTimeOffset(*plain),
)
register_leaf(timespan.TimeSpan, "ts", lambda value: value.ticks, timespan.TimeSpan)
register_leaf(guid.Guid, "g", lambda value: value.hex, guid.Guid)
register_leaf(version.Version, "v", lambda value: value.key(), lambda plain: version.Version(*plain))
register_leaf(
    version.SemanticVersion,
    "sv",
    lambda value: (value.major, value.minor, value.patch, value.label, value.build),
    lambda plain: version.SemanticVersion(*plain),
)
register_leaf(switch.SwitchParameter, "sw", lambda value: bool(value.present), switch.SwitchParameter)


# ---- dictionaries and lists ------------------------------------------------------------------------------------------


def _dictionary_state(value: collections.Dictionary) -> list[Any]:
    return [value.fold, value.meta, *chain.from_iterable(value.data.values())]


def _dictionary_steps(value: collections.Dictionary) -> list[str]:
    return ["", "", *(step for key in value.keys() for step in (key_step(key), key_step(key)))]  # noqa: SIM118


def _fill_dictionary(value: Any, state: list[Any]) -> None:
    value.data, value.version = {}, 0
    value.fold, value.meta = state[:2]
    data, fold, slot = value.data, value.fold, value.slot
    parts = iter(state[2:])
    for key, part in zip(parts, parts, strict=True):
        data[(key.lower() if fold else key) if type(key) is str else slot(key)] = (key, part)


def _plain_dictionaries(values: list[Any]) -> list[Any]:
    """Gives each one's (key, value) pairs where everything else is as `@{}` makes it."""
    return [
        tuple(value.data.values()) if value.fold and value.meta is None and value.ext is None else None
        for value in values
    ]


def _pairs_of_atoms(plains: list[Any]) -> bool:
    return ATOMS.issuperset(map(type, chain.from_iterable(chain.from_iterable(plains))))


def _fill_plain_dictionary(value: Any, pairs: Any) -> None:
    value.data, value.version, value.fold, value.meta = {}, 0, True, None
    data, slot = value.data, value.slot
    for pair in pairs:
        key = pair[0]
        data[key.lower() if type(key) is str else slot(key)] = pair


def register_dictionary(cls: Any, tag: str, quick_tag: str = "") -> None:
    """Registers a class derived from Dictionary; attributes of its own are saved with the fixed ones."""
    more = slots_below(cls, collections.Dictionary)
    if not more:
        register(cls, tag, _dictionary_state, lambda: cls.__new__(cls), _fill_dictionary, _dictionary_steps)
    else:
        register(cls, tag, *_with_more(cls, more, _dictionary_state, _fill_dictionary, _dictionary_steps))
    if quick_tag:
        register_quick(cls, quick_tag, _plain_dictionaries, _pairs_of_atoms, _fill_plain_dictionary, tuple)


UNSAVED = frozenset({"__weakref__", "sorted_at"})  # attributes that are worked out anew


def slots_below(cls: type, base: type) -> list[str]:
    """Gives the attributes that a class and its bases down to `base` add."""
    return [
        name
        for part in cls.__mro__
        if part is not base and issubclass(part, base)
        for name in part.__dict__.get("__slots__", ())
        if name not in UNSAVED
    ]


def saved_attribute(value: Any, name: str) -> Any:
    """Gives an attribute as it is saved: an order that follows from the comparer is left out, None stands for it."""
    part = getattr(value, name, None)
    if name == "order" and (part is _compare.compare or getattr(value, "comparer", None) is not None):
        return None
    return part


def load_attribute(value: Any, name: str, part: Any) -> None:
    """Gives an object a loaded attribute; the comparer comes before the order."""
    setattr(value, name, _compare.order_of(getattr(value, "comparer", None)) if name == "order" else part)


def _with_more(cls: Any, more: list[str], state: Any, fill: Any, steps: Any) -> tuple[Any, Any, Any, Any]:
    """Puts a class's further attributes before the state that its base has."""
    count = len(more)
    more = sorted(more)  # `comparer` before `order`

    def whole_state(value: Any) -> list[Any]:
        return [*(saved_attribute(value, name) for name in more), *state(value)]

    def fill_whole(value: Any, parts: list[Any]) -> None:
        fill(value, parts[count:])
        for name, part in zip(more, parts[:count], strict=True):
            load_attribute(value, name, part)
        if hasattr(type(value), "sorted_at"):
            value.sorted_at = -1

    def whole_steps(value: Any) -> list[str]:
        return [*("." + name for name in more), *steps(value)]

    return whole_state, lambda: cls.__new__(cls), fill_whole, whole_steps


def _list_state(value: Any) -> list[Any]:
    return [value.meta, *value.items]


def _list_steps(value: Any) -> list[str]:
    return ["", *index_steps(value.items)]


def _fill_list(value: collections.ListObject, state: list[Any]) -> None:
    value.items, value.version, value.meta = state[1:], 0, state[0]


def register_list(cls: Any, tag: str) -> None:
    """Registers a class derived from ListObject; attributes of its own are saved with the fixed ones."""
    more = slots_below(cls, collections.ListObject)
    if not more:
        register(cls, tag, _list_state, lambda: cls.__new__(cls), _fill_list, _list_steps)
    else:
        register(cls, tag, *_with_more(cls, more, _list_state, _fill_list, _list_steps))


def _fill_array(value: collections.TypedArray, state: list[Any]) -> None:
    value.element = state[0]
    value += state[1:]


register_dictionary(collections.Hashtable, "h", "H")
register_dictionary(collections.OrderedDictionary, "o", "O")
register_dictionary(collections.Dictionary, "dn", "DN")
register_list(collections.ListObject, "ln")
register_list(collections.ArrayList, "al")
register_list(collections.GenericList, "gl")
register_slots(collections.DictionaryEntry, "de", "key value", "Key Value")
register(
    collections.TypedArray,
    "a",
    lambda value: [value.element, *value],
    lambda: collections.TypedArray(""),
    _fill_array,
    lambda value: ["", *index_steps(value)],
)


def _fill_grid(value: collections.Grid, state: list[Any]) -> None:
    value.lengths = state[1]
    _fill_array(value, [state[0], *state[2:]])


register(
    collections.Grid,
    "ag",
    lambda value: [value.element, value.lengths, *value],
    lambda: collections.Grid("", ()),
    _fill_grid,
    lambda value: ["", "", *index_steps(value)],
)


# ---- objects ---------------------------------------------------------------------------------------------------------


def _object_state(value: base.PSCustomObject) -> list[Any]:
    return [value.type_names, *chain.from_iterable(value.props.items())]


def _object_steps(value: base.PSCustomObject) -> list[str]:
    return ["", *(step for name in value.props for step in (key_step(name), key_step(name)))]


def _plain_objects(values: list[base.PSCustomObject]) -> list[Any]:
    return [value.props if value.type_names is None and value.ext is None else None for value in values]


def _fill_plain_object(value: base.PSCustomObject, props: dict[str, Any]) -> None:
    value.props, value.type_names = dict(props), None


def _fill_object(value: base.PSCustomObject, state: list[Any]) -> None:
    value.type_names = state[0]
    parts = iter(state[1:])
    value.props = dict(zip(parts, parts, strict=True))


register(
    base.PSCustomObject,
    "p",
    _object_state,
    lambda: base.PSCustomObject.__new__(base.PSCustomObject),
    _fill_object,
    _object_steps,
)
register_quick(base.PSCustomObject, "P", _plain_objects, dicts_of_atoms, _fill_plain_object)
register_slots(base.PSObject, "w", "base type_names", "BaseObject PSTypeNames")
register(
    base.Reference,
    "ref",
    lambda value: [value.get()],
    lambda: base.Reference.__new__(base.Reference),
    lambda value, state: value.__init__(lambda: state[0], lambda new: state.__setitem__(0, new)),
    lambda value: [".Value"],
)
register(
    base.Member,
    "mb",
    lambda value: [value.name, value.kind, value.value, value.second],
    lambda: base.Member.__new__(base.Member),
    lambda value, state: value.__init__(*state),
    lambda value: [".Name", ".MemberType", ".Value", ".SecondValue"],
)


# ---- errors ----------------------------------------------------------------------------------------------------------

register_slots(
    NetException,
    "ex",
    "type_name message inner props record data stack",
    "TypeName Message InnerException Properties ErrorRecord Data StackTrace",
)
register_slots(
    ErrorRecord,
    "er",
    "exception error_id category target activity reason target_name target_type invocation details action stack "
    "position_source position_span merged_from",
    "Exception FullyQualifiedErrorId Category TargetObject Activity Reason TargetName TargetType InvocationInfo ErrorDetails "
    "RecommendedAction ScriptStackTrace Position Position Stream",
)
register_whole(Span, "sp", list, lambda state: Span(*state))


register_whole(Source, "src", lambda value: [value.text, value.path], lambda state: Source(*state))


def _command_name(value: Any) -> Any:
    return getattr(value, "name", None) if value is not None else None


_INVOCATION = ["name", "source", "span", "bound", "unbound", "expecting_input", "pipeline", "line_text"]


def _invocation_state(value: InvocationInfo) -> list[Any]:
    return [_command_name(value.command), *(getattr(value, name) for name in _INVOCATION)]


def _fill_invocation(value: InvocationInfo, state: list[Any]) -> None:
    value.command = None  # a command is found by its name when it is asked for
    for name, part in zip(_INVOCATION, state[1:], strict=True):
        setattr(value, name, part)


register(InvocationInfo, "ii", _invocation_state, lambda: InvocationInfo.__new__(InvocationInfo), _fill_invocation)
