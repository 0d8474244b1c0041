"""Compare-Object: what is in one set of objects and not in the other. Source: conformance/cmdlets/compare-object."""

from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.members import MISSING
from perdure.interpreter.validation import validate_range
from perdure.interpreter.values.base import Member, NetObject, PSCustomObject, PSObject, unwrap
from perdure.runtime.cmdlets.sort_object import key_column, read_keys
from perdure.runtime.formatting.parameters import FOR_GROUP, Property
from perdure.runtime.ordering import order_present

SIDE = "SideIndicator"
BOTH, REFERENCE, DIFFERENCE = "==", "<=", "=>"


class Entry:
    """An object and the values it is compared by."""

    __slots__ = ("value", "keys")

    def __init__(self, value: Any, keys: list[Any]) -> None:
        self.value, self.keys = value, keys


@cmdlet("Compare-Object", aliases="diff")
class CompareObject(Cmdlet):
    """Compares two sets of objects."""

    ReferenceObject = P("psobject[]", pos=0, mandatory=True, empty=True)
    DifferenceObject = P("psobject[]", pos=1, mandatory=True, pipe="value", empty=True)
    SyncWindow = P("int", validate=[validate_range(0, 2147483647)], default=2147483647)
    Property = P("object[]")
    ExcludeDifferent = P("switch")
    IncludeEqual = P("switch")
    PassThru = P("switch")
    Culture = P("string")
    CaseSensitive = P("switch")

    def begin(self) -> None:
        self.shows_equal = bool(self.IncludeEqual) or (bool(self.ExcludeDifferent) and not self.has("IncludeEqual"))
        self.references = as_list(self.ReferenceObject)
        self.keys: list[Property] | None = None
        self.left: list[Entry] = []  # reference objects that nothing has matched yet
        self.right: list[Entry] = []
        self.waiting: list[Entry] = []
        self.next = 0

    def process(self) -> None:
        given = as_list(self.DifferenceObject)
        if self.keys is None:
            self.keys = read_keys(self, self.Property, FOR_GROUP, self.references or given)
            self.waiting = self.entries(self.references)
        for entry in self.entries(given):
            self.step(entry)

    def end(self) -> None:
        if self.keys is None:
            self.keys = read_keys(self, self.Property, FOR_GROUP, self.references)
            self.waiting = self.entries(self.references)
        while self.next < len(self.waiting):
            self.step(None)
        for entry in self.right:
            self.show(entry, DIFFERENCE)
        for entry in self.left:
            self.show(entry, REFERENCE)

    def entries(self, values: list[Any]) -> list[Entry]:
        """Gives objects with the values they are compared by."""
        if not self.keys:
            return [Entry(v, [unwrap(v)]) for v in values]
        columns = [key_column(self, k, values) for k in self.keys]
        return [Entry(v, list(keys)) for v, *keys in zip(values, *columns, strict=True)]

    def step(self, difference: Entry | None) -> None:
        """Takes one difference object and the next reference object: matches them with each other or with earlier ones."""
        reference: Entry | None = None
        if self.next < len(self.waiting):
            reference = self.waiting[self.next]
            self.next += 1
        if reference is not None and difference is not None and self.same(reference, difference):
            self.show(reference, BOTH)
            return
        if difference is not None:
            match = self.taken(difference, self.left)
            if match is not None:
                self.show(match, BOTH)
                difference = None
        if reference is not None and self.taken(reference, self.right) is not None:
            self.show(reference, BOTH)
            reference = None
        self.keep(difference, self.right, DIFFERENCE)
        self.keep(reference, self.left, REFERENCE)

    def taken(self, entry: Entry, kept: list[Entry]) -> Entry | None:
        """Takes the first kept entry that equals this one out."""
        for i, other in enumerate(kept):
            if self.same(entry, other):
                return kept.pop(i)
        return None

    def keep(self, entry: Entry | None, kept: list[Entry], side: str) -> None:
        if entry is None:
            return
        window = int(self.SyncWindow)
        if window == 0:
            self.show(entry, side)
            return
        while len(kept) >= window:
            self.show(kept.pop(0), side)
        kept.append(entry)

    def same(self, one: Entry, other: Entry) -> bool:
        ignore_case = not self.CaseSensitive
        return all(order_present(a, b, ignore_case) == 0 for a, b in zip(one.keys, other.keys, strict=True))

    def show(self, entry: Entry, side: str) -> None:
        """Puts out an object with its side."""
        if side == BOTH and not self.shows_equal or side != BOTH and self.ExcludeDifferent:
            return
        if self.PassThru:
            self.emit(with_side(entry.value, side))
            return
        made = PSCustomObject({})
        if not self.keys:
            made.props["InputObject"] = entry.value
        else:
            for key, value in zip(self.keys, entry.keys, strict=True):
                made.props.setdefault(key.expression.name, None if value is MISSING else value)
        made.props[SIDE] = side
        self.emit(made)


def as_list(given: Any) -> list[Any]:
    """Gives a parameter's objects as a list."""
    return given if isinstance(given, list) else [] if given is None else [given]


def with_side(value: Any, side: str) -> Any:
    """Gives the object with the side as a note property."""
    target = value if isinstance(value, NetObject) else PSObject(value)
    if type(target) is PSCustomObject:
        key = target.key_of(SIDE)
        if key is not None:
            del target.props[key]
        target.props[SIDE] = side
    else:
        if target.ext is None:
            target.ext = {}
        target.ext[SIDE.lower()] = Member(SIDE, "NoteProperty", side)
    return target
