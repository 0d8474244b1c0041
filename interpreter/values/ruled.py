"""Sets and dictionaries whose keys a script's own IEqualityComparer compares.

`rules` gives a key's hash and tells whether two keys are the same; it calls the comparer, which dotnet/_compare.py knows.
"""

from collections.abc import Iterable
from typing import Any

from perdure.interpreter.values.collections import Hashtable
from perdure.interpreter.values.generic import GenericDictionary, HashSet


class Rules:
    """How keys are compared: `hash_of(key)` and `same(one, other)`."""

    __slots__ = ("hash_of", "same")

    def __init__(self, hash_of: Any, same: Any) -> None:
        self.hash_of, self.same = hash_of, same


class RuledKey:
    """A key in the tables of Python's own dictionary."""

    __slots__ = ("item", "rules")

    def __init__(self, item: Any, rules: Rules) -> None:
        self.item, self.rules = item, rules

    def __hash__(self) -> int:
        return int(self.rules.hash_of(self.item))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RuledKey) and bool(self.rules.same(self.item, other.item))


class RuledSet(HashSet):
    __slots__ = ("rules",)

    def __init__(self, rules: Rules, items: Iterable[Any], meta: Any, comparer: Any) -> None:
        self.rules = rules
        super().__init__(items, meta, False, comparer)

    def slot(self, item: Any) -> Any:
        return RuledKey(item, self.rules)


class RuledDictionary(GenericDictionary):
    __slots__ = ("rules",)

    def __init__(self, rules: Rules, meta: Any, comparer: Any) -> None:
        self.rules = rules
        super().__init__(meta, False, comparer)

    def slot(self, key: Any) -> Any:
        return RuledKey(key, self.rules)


class RuledHashtable(Hashtable):
    __slots__ = ("rules",)

    def __init__(self, rules: Rules, items: Iterable[tuple[Any, Any]]) -> None:
        self.rules = rules
        super().__init__(items, False)

    def slot(self, key: Any) -> Any:
        return RuledKey(key, self.rules)
