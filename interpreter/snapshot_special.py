"""The exceptions to the rule of `snapshot_families.py`: values that are more, or less, than their attributes.

Each function registers one class; SPECIAL finds it by the class's name. Types are saved by name, sets by their elements,
compiled patterns by their text, live views of files by their path.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.dotnet.comparers import comparer_named
from perdure.interpreter.records import DamagedRecord, MissingName
from perdure.interpreter.regexes import compile_regex
from perdure.interpreter.snapshot_table import (
    Resolve,
    index_steps,
    register,
    register_resolved,
    register_whole,
)
from perdure.interpreter.snapshot_values import load_attribute, saved_attribute, slots_below
from perdure.interpreter.typesys import NetType, array_of, close, find_type
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.delegates import block_delegate
from perdure.interpreter.values.enums import enum_value
from perdure.interpreter.values.generic import Collection

# ---- types and enums ---------------------------------------------------------------------------------------------------


def plain_type(kind: NetType) -> Any:
    """Gives a type as plain data: its name; of arrays and closed generics the parts; of a script's own that it is one."""
    if kind.element is not None:
        return ("[]", kind.rank, plain_type(kind.element))
    if kind.args and kind.definition is not None:
        return ("<>", kind.definition.name, *map(plain_type, kind.args))
    return ("script", kind.name) if kind.assembly == "script" else kind.name


def type_again(resolve: Resolve, plain: Any) -> NetType:
    """Finds the type that `plain_type` described; `resolve("type", name)` is asked for those of scripts."""
    if type(plain) is str:
        found = find_type(plain)
        return found if found is not None else resolve("type", plain)
    form, *rest = plain
    if form == "script":
        return resolve("type", rest[0])  # type: ignore[no-any-return]
    if form == "[]":
        return array_of(type_again(resolve, rest[1]), rest[0])
    if form != "<>":
        raise DamagedRecord("a type is not as it was written")
    return close(type_again(resolve, rest[0]), tuple([type_again(resolve, part) for part in rest[1:]]))


def _type(cls: Any) -> None:
    register_resolved(cls, "ty", plain_type, type_again)


def _enum(cls: Any) -> None:
    register_resolved(
        cls,
        "en.",
        lambda value: (plain_type(value.net_type), value.value),
        lambda resolve, plain: enum_value(type_again(resolve, plain[0]), plain[1]),
    )


# ---- collections -------------------------------------------------------------------------------------------------------


def register_set(cls: Any, tag: str) -> None:
    """Registers a set: its elements are put in again, since their places hang on addresses."""
    more = sorted(set(slots_below(cls, NetObject)) - {"data", "version"})
    count = len(more)

    def state(value: Any) -> list[Any]:
        return [*(saved_attribute(value, name) for name in more), *value.data.values()]

    def fill(value: Any, parts: list[Any]) -> None:
        value.data, value.version = {}, 0
        for name, part in zip(more, parts[:count], strict=True):
            load_attribute(value, name, part)
        for part in parts[count:]:
            value.data[value.slot(part)] = part

    def steps(value: Any) -> list[str]:
        return [*("." + name for name in more), *index_steps(value.data)]

    register(cls, tag, state, lambda: cls.__new__(cls), fill, steps)


def _tuple(cls: Any) -> None:
    register_whole(
        cls,
        "System.Tuple",
        lambda value: [value.meta, value.value_type, *value.items],
        lambda state: cls(tuple(state[2:]), state[0], state[1]),
        lambda value: ["", "", *(f".Item{n}" for n in range(1, len(value.items) + 1))],
    )


def _type_names(cls: Any) -> None:
    """A view that writes back to its object is loaded as an ordinary list."""
    register(
        cls,
        "TypeNames",
        lambda value: [value.meta, *value.items],
        lambda: Collection.__new__(Collection),
        lambda value, state: Collection.__init__(value, state[1:], state[0]),
    )


# ---- patterns and delegates --------------------------------------------------------------------------------------------


def _regex(cls: Any) -> None:
    def fill(value: Any, state: list[Any]) -> None:
        cls.__init__(value, state[0], state[1])
        value.timeout = state[2]

    register(cls, cls.net, lambda value: [value.pattern, value.options, value.timeout], lambda: cls.__new__(cls), fill)


def _match(cls: Any) -> None:
    """A match is looked for again in the same text at the same place."""

    def state(value: Any) -> list[Any]:
        compiled, hit = value.compiled, value.hit
        return [compiled.source, compiled.options, value.text, None if hit is None else hit.span()]

    def fill(value: Any, parts: list[Any]) -> None:
        pattern, options, text, span = parts
        compiled = compile_regex(pattern, False, options)
        hit = None if span is None else compiled.engine.search(text, span[0])
        if hit is not None and hit.span() != span:
            hit = next((found for found in compiled.matches(text) if found.span() == span), hit)
        cls.__init__(value, compiled, hit, text)

    register(cls, cls.net, state, lambda: cls.__new__(cls), fill)


def _delegate(cls: Any) -> None:
    """A delegate that runs a script block is made again of it; one of a .NET method is named as unsaveable."""

    def fill(value: Any, state: list[Any]) -> None:
        made = block_delegate(state[1], state[0])
        value.net_type, value.call, value.source = state[0], made.call, state[1]

    def state(value: Any) -> list[Any]:
        home = getattr(value.source, "home", value)
        return [value.net_type, value.source if home is not value else value.call]

    register(cls, cls.net, state, lambda: cls.__new__(cls), fill, lambda value: ["", ".Target"])


def _comparer(cls: Any) -> None:
    """A comparer is its kind's name; one that a script made of a delegate can't be saved, which `.order` says."""

    def state(value: Any) -> list[Any]:
        return [value.net_type, value.name, value.order if value.name == "Created" else None]

    def fill(value: Any, parts: list[Any]) -> None:
        same = comparer_named(parts[0], parts[1])
        value.net_type, value.name, value.order, value.folds = parts[0], parts[1], same.order, same.folds

    register(cls, cls.net, state, lambda: cls.__new__(cls), fill, lambda value: ["", "", ".order"])


def _random(cls: Any) -> None:
    """A seeded generator goes on with its next number."""

    def state(value: Any) -> list[Any]:
        source = value.source
        return [] if source is None else [source.at, source.behind, *source.table]

    def fill(value: Any, parts: list[Any]) -> None:
        cls.__init__(value, 0 if parts else None)
        if parts:
            value.source.at, value.source.behind, value.source.table = parts[0], parts[1], list(parts[2:])

    register(cls, cls.net, state, lambda: cls.__new__(cls), fill)


# ---- the world ---------------------------------------------------------------------------------------------------------


def _file(cls: Any) -> None:
    """What a file was like is read again when somebody asks."""
    register(
        cls,
        cls.net,
        lambda value: [value.path, value.given],
        lambda: cls.__new__(cls),
        lambda value, state: cls.__init__(value, *state),
    )


def _variable(cls: Any) -> None:
    """A variable of a scope is loaded as one that stands alone, with the value that it had."""

    def fill(value: Any, state: list[Any]) -> None:
        value.name, value.own, options, value.description = state
        value.scope, value.options, value.attributes = None, frozenset(options), ()

    register(
        cls,
        cls.net,
        lambda value: [value.name, value.get(), sorted(value.options), value.description],
        lambda: cls.__new__(cls),
        fill,
        lambda value: ["", ".Value", "", ""],
    )


def _cmdlet(cls: Any) -> None:
    register_resolved(cls, "cmdlet", lambda value: value.name, lambda resolve, name: resolve("cmdlet", name))


def _module(cls: Any) -> None:
    register_resolved(
        cls, "module", lambda value: value.path or value.name, lambda resolve, name: resolve("module", name)
    )


def _db_null(cls: Any) -> None:
    register_resolved(cls, "dbnull", lambda value: None, lambda resolve, plain: _the_db_null())


def _the_db_null() -> Any:
    kind = find_type("System.DBNull")
    return kind.declared()["static Value"] if kind is not None else None


def _made_anew(*names: str) -> Callable[[Any], None]:
    """Gives what registers a synchronisation object: it comes back as it was made, since who held it is gone (SD-21)."""

    def enter(cls: Any) -> None:
        register(
            cls,
            cls.net,
            lambda value: [getattr(value, name) for name in names],
            lambda: cls.__new__(cls),
            lambda value, state: cls.__init__(value, *state),
        )

    return enter


def _mutex(cls: Any) -> None:
    register(
        cls,
        cls.net,
        lambda value: [value.name],
        lambda: cls.__new__(cls),
        lambda value, state: cls.__init__(value, False, *state),
    )


def _session(cls: Any) -> None:
    """A session is its number, name and computer; in another process it is closed."""

    def find(resolve: Resolve, plain: Any) -> Any:
        try:
            return resolve("session", plain[4])
        except MissingName:
            return cls(*plain)

    register_resolved(cls, "session", lambda s: (s.id, s.name, s.computer, s.configuration, s.instance_id), find)


SPECIAL: dict[str, Callable[[Any], None]] = {
    "NetType": _type,
    "EnumValue": _enum,
    "DBNullValue": _db_null,
    "Tuple": _tuple,
    "TypeNameList": _type_names,
    "Regex": _regex,
    "Match": _match,
    "Delegate": _delegate,
    "Mutex": _mutex,
    "PSSession": _session,
    "Semaphore": _made_anew("first", "most", "kind"),
    "EventHandle": _made_anew("first", "auto", "kind"),
    "Countdown": _made_anew("start"),
    "ReaderWriterLock": _made_anew("recursive"),
    "Comparer": _comparer,
    "Random": _random,
    "FileSystemInfo": _file,
    "FileInfo": _file,
    "DirectoryInfo": _file,
    "PSVariable": _variable,
    "CmdletInfo": _cmdlet,
    "ModuleInfo": _module,
}
