"""Enumerators and lazy sequences as scripts hold them: MoveNext, Current, Reset."""

from typing import Any

from perdure.interpreter.enumerators import Enumerator as ScriptEnumerator
from perdure.interpreter.typesys import define
from perdure.interpreter.values.iterators import DictionaryEnumerator, Enumerator

WALK: dict[str, Any] = {
    "Current -> object": lambda e: e.current(),
    "MoveNext() -> bool": lambda e: e.move_next(),
    "Reset() -> void": lambda e: e.reset(),
    "Dispose() -> void": lambda e: None,
}
_FACES = ["System.Collections.IEnumerator", "System.IDisposable"]
define("System.Collections.ArrayList+ArrayListEnumeratorSimple", interfaces=_FACES, members=WALK, py=Enumerator)
define("System.Array+ArrayEnumerator", interfaces=_FACES, members=WALK, py=ScriptEnumerator)
define("System.CharEnumerator", interfaces=_FACES, members=WALK)


def _of(name: str) -> Any:
    def get(e: Enumerator) -> Any:
        return getattr(e.current(), name, None)

    return get


define(
    "System.Collections.Hashtable+HashtableEnumerator",
    interfaces=["System.Collections.IDictionaryEnumerator", *_FACES],
    members={
        **WALK,
        "Key -> object": _of("key"),
        "Value -> object": _of("value"),
        "Entry -> object": lambda e: e.current(),
    },
    py=DictionaryEnumerator,
)
define("System.Linq.Enumerable+Iterator`1", interfaces=["System.Collections.Generic.IEnumerable`1[T]"],
       parameters="T", members={"GetEnumerator() -> object": lambda s: Enumerator(s.net_enumerate())})  # fmt: skip
