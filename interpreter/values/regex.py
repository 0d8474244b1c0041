"""System.Text.RegularExpressions as values: Regex, Match, Group, Capture and their collections.

Indexes count UTF-16 units. Made on the compiled patterns of `regexes.py`; members are declared in dotnet/.
"""

from collections.abc import Iterator
from typing import Any

from perdure.interpreter.regexes import Compiled, compile_regex, limited
from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.utf16 import length


class Regex(NetObject):
    """System.Text.RegularExpressions.Regex; raises regexes.BadPattern for a pattern that is none."""

    __slots__ = ("compiled", "timeout")
    net = "System.Text.RegularExpressions.Regex"

    def __init__(self, pattern: str, options: int = 0, timeout: Any = None) -> None:
        self.compiled = compile_regex(pattern, False, options)
        self.timeout: Any = timeout  # a TimeSpan, None without a limit
        if timeout is not None and timeout.ticks > 0:
            self.compiled = limited(self.compiled, timeout.ticks / 1e7)

    @property
    def pattern(self) -> str:
        return self.compiled.source

    @property
    def options(self) -> int:
        return self.compiled.options

    def __str__(self) -> str:
        return self.compiled.source


class Capture(NetObject):
    """System.Text.RegularExpressions.Capture: a piece of the input."""

    __slots__ = ("value", "index", "length")
    net = "System.Text.RegularExpressions.Capture"

    def __init__(self, value: str, index: int) -> None:
        self.value, self.index, self.length = value, index, length(value)

    def __str__(self) -> str:
        return self.value


class Group(Capture):
    """System.Text.RegularExpressions.Group: `name`, `success`, `captures` in order."""

    __slots__ = ("name", "success", "caught")
    net = "System.Text.RegularExpressions.Group"

    def __init__(self, name: str, value: str | None, index: int) -> None:
        self.name = name
        self.caught: CaptureCollection | None = None  # made at the first use, but by who knows more than the last one
        if value is None:
            self.value, self.index, self.length, self.success = "", 0, 0, False
        else:
            self.value, self.index, self.length, self.success = value, index, length(value), True

    @property
    def captures(self) -> "CaptureCollection":
        if self.caught is None:
            self.caught = CaptureCollection([self] if self.success else [])  # the last capture is the group itself
        return self.caught


class Match(Group):
    """System.Text.RegularExpressions.Match: made from Python's match; `hit` None is the failed match."""

    __slots__ = ("compiled", "hit", "text", "_groups")
    net = "System.Text.RegularExpressions.Match"

    def __init__(self, compiled: Compiled, hit: Any, text: str) -> None:
        self.compiled, self.hit, self.text = compiled, hit, text
        self._groups: GroupCollection | None = None
        if hit is None:
            Group.__init__(self, "0", None, 0)
        else:
            Group.__init__(self, "0", hit.group(), units_before(text, hit.start()))

    @property
    def groups(self) -> "GroupCollection":
        if self._groups is None:
            if self.hit is not None:
                self.hit = self.compiled.with_captures(self.hit, self.text)
            self._groups = GroupCollection(self, [self, *[self._group(name) for name in self.names()[1:]]])
        return self._groups

    def names(self) -> list[str]:
        return self.compiled.names if self.hit is not None else ["0"]

    def _group(self, name: str) -> Group:
        slot = self.compiled.slots[name]
        value = self.hit.group(slot)
        made = Group(name, value, units_before(self.text, self.hit.start(slot)) if value is not None else 0)
        every = getattr(self.hit, "captures", None)  # the `regex` package keeps each of them
        if every is not None and value is not None:
            pairs = zip(every(slot), self.hit.starts(slot), strict=True)
            caught = [Capture(text, units_before(self.text, at)) for text, at in pairs]
            made.caught = CaptureCollection([*caught[:-1], made])
        return made

    def next_match(self) -> "Match":
        """Gives the match behind this one, the failed match where there is none."""
        if self.hit is None:
            return self
        seen = False
        for hit in self.compiled.matches(self.text):
            if seen:
                return Match(self.compiled, hit, self.text)
            seen = hit.span() == self.hit.span()
        return Match(self.compiled, None, self.text)

    def result(self, replacement: str) -> str:
        """Gives Match.Result: the replacement pattern expanded."""
        from perdure.interpreter.regexes import expander

        return expander(self.compiled, replacement)(self.hit)


def units_before(text: str, index: int) -> int:
    """Gives a place in UTF-16 units."""
    return index if text.isascii() else length(text[:index])


class Sequence(NetObject):
    """The base of read-only collections: `items` in order."""

    __slots__ = ("items",)
    items: list[Any]

    def __init__(self, items: list[Any]) -> None:
        self.items = items

    def net_enumerate(self) -> list[Any]:
        return self.items

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


class CaptureCollection(Sequence):
    __slots__ = ()
    net = "System.Text.RegularExpressions.CaptureCollection"


class MatchCollection(Sequence):
    __slots__ = ()
    net = "System.Text.RegularExpressions.MatchCollection"


class GroupCollection(Sequence):
    """Groups by number and by name; an unknown one is a failed group."""

    __slots__ = ("match",)
    net = "System.Text.RegularExpressions.GroupCollection"

    def __init__(self, match: Match, items: list[Any]) -> None:
        super().__init__(items)
        self.match = match

    def find(self, key: Any) -> Group:
        """Gives the group of a number or name."""
        name = key if type(key) is str else str(key)
        place = self.match.compiled.place(name)
        if place is None or place >= len(self.items):
            return Group(name, None, 0)
        return self.items[place]  # type: ignore[no-any-return]


def match_at(regex: Regex, text: str, start: int = 0) -> Match:
    """Gives Regex.Match."""
    return Match(regex.compiled, regex.compiled.search(text, start), text)


def matches_of(regex: Regex, text: str, start: int = 0) -> MatchCollection:
    """Gives Regex.Matches."""
    hits = regex.compiled.engine.finditer(text, start) if start else regex.compiled.matches(text)
    return MatchCollection([Match(regex.compiled, hit, text) for hit in hits])
