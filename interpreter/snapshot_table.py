"""The table of how each Python class is saved: a tag, how its plain content is taken out, and how it is put back.

Three kinds: a leaf (a value without references), an object (made empty, then filled, so that cycles close), and a
name (found again by the host of the load). Whoever defines a class of values may register it; knows no bytes.
"""

from collections.abc import Callable
from itertools import chain
from operator import attrgetter
from typing import Any

from perdure.interpreter.values.base import NOTHING, NULL_STRING, NetObject, NullString

ATOMS = frozenset({type(None), bool, int, float, str, bytes})  # they stand for themselves in a tree
REF, TEXT, EXTRA, HOST = (
    "@",
    "#",
    "+",
    "!",
)  # tags of the codec's own: a record, a large leaf, added members, cloudpickle

State = Callable[[Any], list[Any]]
Resolve = Callable[[str, str], Any]  # (tag, name) -> what was saved by name
Finder = Callable[[type], "Entry | None"]


class Entry:
    """How one class is saved: `leaf` with `back`, or `create` (or `open`) with `fill`, or `make` (immutable, references)."""

    __slots__ = (
        "tag", "state", "leaf", "back", "named", "head", "open", "create", "fill", "make", "steps", "members", "plains",
        "quick_tag", "atoms", "frozen", "raw",
    )  # fmt: skip

    def __init__(self, tag: str, members: bool) -> None:
        self.tag = tag
        self.members = members  # may carry `ext`
        self.state: State = list
        self.leaf: Callable[[Any], Any] | None = None
        self.back: Callable[..., Any] | None = None
        self.named = False  # `back` is given the load's resolver first
        self.head: Callable[[Any], Any] | None = None  # what `open` needs, plain
        self.open: Callable[[Resolve, Any], Any] | None = None
        self.create: Callable[[], Any] | None = None
        self.fill: Callable[[Any, list[Any]], None] | None = None
        self.make: Callable[[list[Any]], Any] | None = None
        self.steps: Callable[[Any], list[str]] | None = None
        self.plains: Callable[[list[Any]], list[Any]] | None = None
        self.quick_tag = ""
        self.atoms: Callable[[list[Any]], bool] | None = None
        self.frozen: Callable[[list[Any]], Any] | None = None
        self.raw = False  # this is the entry of a quick tag: its one part is plain data, not a tree


BY_CLASS: dict[type, Entry] = {}
BY_TAG: dict[str, Entry] = {}
FINDERS: list[Finder] = []  # asked in turn about a class that nobody has entered
TAG_FINDERS: list[Callable[[str], None]] = []  # enter more classes, where they know a tag that nobody has entered


def entry_of(cls: type) -> Entry | None:
    """Gives how a class is saved; None where it can't be."""
    entry = BY_CLASS.get(cls)
    if entry is None:
        for find in FINDERS:
            entry = find(cls)
            if entry is not None:
                break
    return entry


def tagged(tag: str) -> Entry:
    """Gives the entry of a stored tag. Raises KeyError where nobody knows it."""
    if tag not in BY_TAG:
        for find in TAG_FINDERS:
            find(tag)
    return BY_TAG[tag]


def _enter(cls: type, tag: str) -> Entry:
    known = BY_TAG.get(tag)
    if tag in (REF, TEXT, EXTRA, HOST) or (known is not None and BY_CLASS.get(cls) is not known):
        raise ValueError(f"the tag {tag!r} of {cls.__name__} is taken")
    entry = BY_CLASS[cls] = BY_TAG[tag] = Entry(tag, issubclass(cls, NetObject))
    return entry


def register_leaf(cls: type, tag: str, to_plain: Callable[[Any], Any], from_plain: Callable[[Any], Any]) -> None:
    """Says how values of a class without references are saved: as a number, text, bytes or a tuple of such."""
    entry = _enter(cls, tag)
    entry.leaf, entry.back = to_plain, from_plain


def register(
    cls: type,
    tag: str,
    state: State,
    create: Callable[[], Any],
    fill: Callable[[Any, list[Any]], None],
    steps: Callable[[Any], list[str]] | None = None,
) -> None:
    """Says how objects with an identity are saved.

    Args:
        state: gives a fresh list of values (of any kind; also lists and dicts made for the purpose).
        create: makes the empty object that others can refer to already.
        fill: puts a loaded state into it; what the state refers to may be still empty where there are cycles.
        steps: names the values of `state` in paths (`.Name`, `[3]`); a name that begins with `$` starts the path anew.
    """
    entry = _enter(cls, tag)
    entry.state, entry.create, entry.fill, entry.steps = state, create, fill, steps


def register_quick(
    cls: type,
    tag: str,
    plains: Callable[[list[Any]], list[Any]],
    atoms: Callable[[list[Any]], bool],
    fill: Callable[[Any, Any], None],
    frozen: Callable[[list[Any]], Any] | None = None,
) -> None:
    """Gives a registered class a second, quicker form for objects that hold atoms only.

    Args:
        plains: gives the forms of several objects: tuples and dicts, which may be the objects' own; None where there is
            more to one.
        atoms: tells whether several forms hold nothing but atoms.
        fill: puts a form into an empty object.
        frozen: gives one tuple of all values in several forms, whose hash tells in no time whether there is a list or dict;
            for classes that seldom hold other objects.
    """
    entry, form = BY_CLASS[cls], Entry(tag, False)
    form.create, form.fill, form.raw = entry.create, fill, True
    entry.plains, entry.quick_tag, entry.atoms, entry.frozen = plains, tag, atoms, frozen
    BY_TAG[tag] = form


def register_whole(
    cls: type, tag: str, state: State, make: Callable[[list[Any]], Any], steps: Callable[[Any], list[str]] | None = None
) -> None:
    """Says how immutable values with references are saved: like `register`, but made in one go (as a tuple is)."""
    entry = _enter(cls, tag)
    entry.state, entry.make, entry.steps = state, make, steps


def register_headed(
    cls: type,
    tag: str,
    head: Callable[[Any], Any],
    open_: Callable[[Resolve, Any], Any],
    state: State,
    fill: Callable[[Any, list[Any]], None],
    steps: Callable[[Any], list[str]] | None = None,
) -> None:
    """Says how objects are saved whose empty form depends on plain data (`head`), such as the name of a type."""
    entry = _enter(cls, tag)
    entry.head, entry.open, entry.state, entry.fill, entry.steps = head, open_, state, fill, steps


def register_resolved(
    cls: type, tag: str, to_plain: Callable[[Any], Any], from_plain: Callable[[Resolve, Any], Any]
) -> None:
    """Says how a leaf is saved whose loading needs something that is found by name (`from_plain(resolve, plain)`)."""
    entry = _enter(cls, tag)
    entry.leaf, entry.back, entry.named, entry.members = to_plain, from_plain, True, False


def register_named(cls: type, tag: str, name_of: Callable[[Any], str]) -> None:
    """Says that objects of a class are saved by name only; `resolve(tag, name)` finds them when they are loaded."""
    register_resolved(cls, tag, name_of, lambda resolve, name: resolve(tag, name))


def register_slots(cls: Any, tag: str, names: str, shown: str = "") -> None:
    """Registers a class whose state is these attributes (separated by blanks); `shown` are their names in paths."""
    fields = names.split()
    titles = ["." + name for name in (shown.split() or fields)]
    get = attrgetter(*fields)
    one = len(fields) == 1

    def state(value: Any) -> list[Any]:
        return [get(value)] if one else list(get(value))

    def create() -> Any:
        return cls.__new__(cls)

    def fill(value: Any, state: list[Any]) -> None:
        for name, part in zip(fields, state, strict=True):
            setattr(value, name, part)

    register(cls, tag, state, create, fill, lambda value: titles)


def _flat(value: dict[Any, Any]) -> list[Any]:
    return [part for pair in value.items() for part in pair]


def key_step(key: Any) -> str:
    """Gives a key as a step of a path: `.name`, or `['odd name']`."""
    text = str(key)
    if text.isidentifier() or text.isdecimal():
        return "." + text
    return "['" + text.replace("'", "''") + "']"


def _dict_steps(value: dict[Any, Any]) -> list[str]:
    return [step for key in value for step in (key_step(key), key_step(key))]


def index_steps(value: Any) -> list[str]:
    """Names the elements of a list: `[0]`, `[1]` ..."""
    return [f"[{n}]" for n in range(len(value))]


def _pairs_into(value: dict[Any, Any], state: list[Any]) -> None:
    parts = iter(state)
    value.update(zip(parts, parts, strict=True))


register(list, "l", list, list, list.extend, index_steps)


def dicts_of_atoms(plains: list[dict[Any, Any]]) -> bool:
    """Tells whether all keys and values of some dicts are atoms."""
    flat = chain.from_iterable
    return ATOMS.issuperset(map(type, flat(map(dict.values, plains)))) and ATOMS.issuperset(map(type, flat(plains)))


register(dict, "d", _flat, dict, _pairs_into, _dict_steps)
register_quick(dict, "D", lambda values: values, dicts_of_atoms, dict.update)
register(set, "s", list, set, set.update, index_steps)
register_whole(tuple, "t", list, tuple, index_steps)
register_whole(frozenset, "fs", list, frozenset, index_steps)
register(bytearray, "ba", lambda value: [bytes(value)], bytearray, lambda value, state: value.extend(state[0]))
register_leaf(type(NOTHING), "nothing", lambda value: None, lambda plain: NOTHING)
register_leaf(NullString, "nullstring", lambda value: None, lambda plain: NULL_STRING)
