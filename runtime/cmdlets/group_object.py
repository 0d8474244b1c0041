"""Group-Object. Source: conformance/cmdlets/group-object."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert_text import net_text
from perdure.interpreter.errors import ErrorRecord, NetException
from perdure.interpreter.members import MISSING
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.collections import Dictionary, Hashtable
from perdure.interpreter.values.datetime import DateTime, DateTimeOffset
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.results import GroupInfo, GroupInfoNoElement
from perdure.runtime.cmdlets.sort_object import key_column, read_keys
from perdure.runtime.formatting.parameters import FOR_GROUP
from perdure.runtime.objects import text_of
from perdure.runtime.ordering import same_keys, sorted_places


def group_name(keys: list[Any]) -> str:
    """Gives a group's name: its keys' texts, those that are $null left out."""
    return ", ".join([_key_text(k) for k in keys if unwrap(k) is not None])


def _key_text(key: Any) -> str:
    base = unwrap(key)
    if isinstance(base, Dictionary):
        return "{" + ", ".join([f"[{_key_text(k)}, {_key_text(v)}]" for k, v in base.items()]) + "}"
    items = enumerate_value(base)
    if items is not None:
        return "{" + ", ".join([net_text(i) for i in items]) + "}"
    return text_of(base) if isinstance(base, (DateTime, DateTimeOffset)) else net_text(key)


@cmdlet("Group-Object", aliases="group", default_set="HashTable")
class GroupObject(Cmdlet):
    """Puts objects with equal keys together."""

    NoElement = P("switch")
    AsHashTable = P("switch", alias="AHT", sets="HashTable")
    AsString = P("switch", sets="HashTable")
    InputObject = P("psobject", pipe="value")
    Property = P("object[]", pos=0)
    Culture = P("string")
    CaseSensitive = P("switch")

    def begin(self) -> None:
        self.values: list[Any] = []

    def process(self) -> None:
        value = self.InputObject
        if value is not None:
            self.values.append(value)

    def end(self) -> None:
        values = self.values
        if not values:
            return
        keys = read_keys(self, self.Property, FOR_GROUP, values)
        if self.AsString and not self.AsHashTable:
            raise self.throw(_argument_fault(AS_STRING, self.Property))
        if self.AsHashTable and not self.AsString and len(keys) > 1:
            raise self.throw(_argument_fault(SINGLE, self.Property))
        columns = [key_column(self, k, values) for k in keys] if keys else [[unwrap(v) for v in values]]
        groups = self._groups(columns)
        if self.AsHashTable:
            self._hashtable(groups)
        else:
            self.write_each(groups)

    def _groups(self, columns: list[list[Any]]) -> list[Any]:
        """Gives the groups: sorted by their keys, in the order of their first objects where keys are of mixed types."""
        ignore_case = not self.CaseSensitive
        values = self.values
        groups: list[Any] = []
        leaders: list[int] = []
        by_text: dict[Any, int] = {}
        mixed = _are_mixed(columns)
        places = list(range(len(values)))
        if not mixed:
            places = sorted_places(columns, [False] * len(columns), len(values), ignore_case)
        last = -1
        for place in places:
            at: int | None = None
            if mixed:
                at = _find(columns, leaders, place, ignore_case, by_text)
            elif leaders and same_keys(columns, leaders[last], place, ignore_case):
                at = last
            if at is None:
                own = [None if c[place] is MISSING else c[place] for c in columns]
                made: Any = (GroupInfoNoElement if self.NoElement else GroupInfo)(group_name(own), own)
                groups.append(made)
                leaders.append(place)
                at = last = len(groups) - 1
            group = groups[at]
            group.count += 1
            if not self.NoElement:
                group.group.items.append(values[place])
        return groups

    def _hashtable(self, groups: list[Any]) -> None:
        table = Hashtable(fold=not self.CaseSensitive)
        for group in groups:
            key = group.name if self.AsString else group.keys.items[0]
            if key is None or table.has(key):
                shown = text_of(key)
                text = f"Item has already been added. Key in dictionary: '{shown}'  Key being added: '{shown}'"
                raised = NetException("System.ArgumentException", text if key is not None else NULL_KEY)
                self.write_error(self.own(ErrorRecord(raised, DUPLICATE, "InvalidArgument")))
                return
            table.set(key, None if self.NoElement else group.group)
        self.write(table)


NULL_KEY = "Key cannot be null. (Parameter 'key')"
SINGLE = (
    "The command cannot be run because using the AsHashTable parameter with more than one property requires adding the"
    " AsString parameter."
)
AS_STRING = (
    "The command cannot be run because the AsString parameter requires that you specify the AsHashtable parameter."
)
DUPLICATE = (
    "The objects grouped by this property cannot be expanded because there is a key duplication. Provide a valid value"
    " for the property, and then try again."
)


def _argument_fault(message: str, target: Any) -> ErrorRecord:
    return ErrorRecord(
        NetException("System.ArgumentException", message), "ArgumentException", "InvalidArgument", target
    )


def _are_mixed(columns: list[list[Any]]) -> bool:
    """Tells whether a key has values of several types; $null goes with any."""
    for values in columns:
        kinds = {type(unwrap(v)) for v in values if v is not None and v is not MISSING}
        if len(kinds) > 1:
            return True
    return False


def _find(
    columns: list[list[Any]], leaders: list[int], place: int, ignore_case: bool, by_text: dict[Any, int]
) -> int | None:
    """Gives the group whose first object has the same keys, None where there is none."""
    key = tuple([(type(c[place]), text_of(c[place]).lower()) if c[place] is not MISSING else None for c in columns])
    found = by_text.get(key)
    if found is not None and same_keys(columns, leaders[found], place, ignore_case):
        return found
    for at, leader in enumerate(leaders):
        if same_keys(columns, leader, place, ignore_case):
            return at
    by_text.setdefault(key, len(leaders))
    return None
