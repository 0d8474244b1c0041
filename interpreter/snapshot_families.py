"""How the rarer values are saved: by one rule for whole families of classes, and the exceptions to it.

The rule: a NetObject is its attributes, each by its name; a dictionary or list is its items as well. The tag is the .NET
name of its type. A family is entered when one of its classes, or its tag, is met for the first time.
"""

from importlib import import_module
from typing import Any

from perdure.interpreter.snapshot_special import SPECIAL, register_set
from perdure.interpreter.snapshot_table import (
    BY_CLASS,
    BY_TAG,
    FINDERS,
    TAG_FINDERS,
    Entry,
    register,
)
from perdure.interpreter.snapshot_values import (
    load_attribute,
    register_dictionary,
    register_list,
    saved_attribute,
    slots_below,
)
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import Dictionary, ListObject
from perdure.interpreter.values.generic import SetObject

# The families: a module's name -> the classes in it that are never saved, and why (their values are named in an error).
FAMILIES: dict[str, dict[str, str]] = {
    "perdure.interpreter.command": {
        "CommandInfo": "a base",
        "FunctionInfo": "saved with its block",
        "StubInfo": "belongs to the process",
    },
    "perdure.interpreter.dotnet.xml": {},
    "perdure.interpreter.dotnet.zones": {},
    "perdure.interpreter.members_magic": {},
    "perdure.interpreter.modules": {},
    "perdure.interpreter.typesys": {},
    "perdure.interpreter.dotnet.builder": {},
    "perdure.interpreter.dotnet.core": {},
    "perdure.interpreter.dotnet.credentials": {},
    "perdure.interpreter.dotnet.cultures": {},
    "perdure.interpreter.dotnet.error_records": {},
    "perdure.interpreter.dotnet.host_types": {},
    "perdure.interpreter.dotnet.linq": {},
    "perdure.interpreter.dotnet.name_values": {},
    "perdure.interpreter.dotnet.net": {},
    "perdure.interpreter.dotnet.random": {},
    "perdure.interpreter.dotnet.runes": {},
    "perdure.interpreter.dotnet.stopwatch": {},
    "perdure.interpreter.dotnet.streams": {
        "FileStream": "an open file",
        "StreamReader": "stands on a stream that may be an open file",
        "StreamWriter": "stands on a stream that may be an open file",
    },
    "perdure.interpreter.dotnet.tuples": {"Lazy": "makes its value when it is asked"},
    "perdure.interpreter.dotnet.uris": {},
    "perdure.interpreter.values.bytes": {},
    "perdure.interpreter.values.certificates": {},
    "perdure.interpreter.values.comparers": {},
    "perdure.interpreter.values.jobs": {"Job": "a base; kinds of jobs are saved by number"},
    "perdure.interpreter.values.day_and_time": {},
    "perdure.interpreter.values.delegates": {},
    "perdure.interpreter.values.engine": {
        "EngineIntrinsics": "a door to the session",
        "CommandInvocationIntrinsics": "a door to the session",
        "PSVariableIntrinsics": "a door to the session",
        "PathIntrinsics": "a door to the session",
    },
    "perdure.interpreter.values.enums": {},
    "perdure.interpreter.values.files": {},
    "perdure.interpreter.values.generic": {},
    "perdure.interpreter.values.language": {"AstView": "saved with the blocks"},
    "perdure.interpreter.values.iterators": {
        "Enumerator": "a walk under way",
        "DictionaryEnumerator": "a walk under way",
        "Sequence": "is worked out when it is walked",
    },
    "perdure.interpreter.values.locks": {
        "PerThread": "belongs to running threads",
    },
    "perdure.interpreter.values.ordered_hashtable": {},
    "perdure.interpreter.values.psmembers": {
        "PSMethod": "a live view of a member",
        "MemberView": "a live view of a member",
        "MemberCollection": "a live view of members",
    },
    "perdure.interpreter.values.records": {},
    "perdure.interpreter.values.regex": {},
    "perdure.interpreter.values.results": {},
    "perdure.interpreter.values.ruled": {
        "RuledSet": "a script's object compares its items",
        "RuledDictionary": "a script's object compares its keys",
        "RuledHashtable": "a script's object compares its keys",
    },
    "perdure.interpreter.values.secrets": {},
    "perdure.interpreter.values.sessions": {},
    "perdure.interpreter.values.shells": dict.fromkeys(
        ("AsyncResult", "PowerShell", "Runspace", "RunspacePool", "SessionProxy"), "belongs to a live session"
    ),
    "perdure.interpreter.values.style": {},
    "perdure.interpreter.values.sync": {},
    "perdure.interpreter.values.text": {},
    "perdure.interpreter.values.text_encodings": {},
    "perdure.interpreter.values.tuples": {},
    "perdure.interpreter.values.uri": {},
    "perdure.interpreter.values.wrappers": {},
    "perdure.interpreter.values.xlinq": {},
    "perdure.interpreter.values.xml_nodes": {},
    "perdure.interpreter.values.variable": {},
    "perdure.interpreter.variables_auto": {},
}
SECOND = frozenset({"PSCollection"})  # classes that carry a type which another class stands for
_entered: set[str] = set()


def enter_family(module: str) -> None:
    """Enters every class of a family that nobody has entered."""
    if module in _entered:
        return
    _entered.add(module)
    found = import_module(module)
    for cls in list(vars(found).values()):
        if (
            isinstance(cls, type)
            and cls.__module__ == module
            and cls not in BY_CLASS
            and cls.__name__ not in FAMILIES[module]
        ):
            _enter_class(cls)


def _enter_class(cls: type) -> None:
    special = SPECIAL.get(cls.__name__)
    if special is not None:
        special(cls)
    elif not issubclass(cls, NetObject):
        return
    elif issubclass(cls, SetObject):
        register_set(cls, _tag(cls))
    elif issubclass(cls, Dictionary):
        register_dictionary(cls, _tag(cls))
    elif issubclass(cls, ListObject):
        register_list(cls, _tag(cls))
    else:
        by_attributes(cls, _tag(cls))


def _tag(cls: Any) -> str:
    """Gives the .NET name, with the class's own where others carry the same type."""
    name: str = cls.net
    return name if "net" in vars(cls) and cls.__name__ not in SECOND else f"{name}#{cls.__name__}"


def by_attributes(cls: Any, tag: str) -> None:
    """Registers a class by the rule: names and values of its attributes, those that have none left out."""
    names = sorted(slots_below(cls, NetObject))

    def state(value: Any) -> list[Any]:
        found: list[Any] = []
        for name in names:
            if hasattr(value, name):
                found += (name, saved_attribute(value, name))
        return found

    def fill(value: Any, parts: list[Any]) -> None:
        pairs = iter(parts)
        for name, part in zip(pairs, pairs, strict=True):
            if name in names:
                load_attribute(value, name, part)

    def steps(value: Any) -> list[str]:
        return ["." + str(part) if at % 2 == 0 else "." + state(value)[at - 1] for at, part in enumerate(state(value))]

    register(cls, tag, state, lambda: cls.__new__(cls), fill, steps)


def _find_class(cls: type) -> Entry | None:
    """Enters the family of a class that is met for the first time."""
    module = cls.__module__
    if module in FAMILIES and module not in _entered:
        enter_family(module)
    return BY_CLASS.get(cls) or _plain_base(cls)


def _plain_base(cls: type) -> Entry | None:
    """Gives the entry of the collection that a class of a layer to the right refines by its name only ($PSVersionTable)."""
    base = cls.__mro__[1] if len(cls.__mro__) > 1 else cls
    alike = (
        issubclass(base, (Dictionary, ListObject)) and not vars(cls).get("__slots__") and "net_type" not in vars(cls)
    )
    return BY_CLASS.get(base) if alike else None


def _find_tag(tag: str) -> None:
    """Enters families until one of them knows the tag."""
    for module in sorted(FAMILIES.keys() - _entered):
        enter_family(module)
        if tag in BY_TAG:
            return


FINDERS.append(_find_class)
TAG_FINDERS.append(_find_tag)
