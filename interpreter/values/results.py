"""What the object cmdlets give: groups, measurements, matches of text, definitions of members. Values only."""

from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import ArrayList
from perdure.interpreter.values.generic import Collection

_COMMANDS = "Microsoft.PowerShell.Commands."


class GroupInfoNoElement(NetObject):
    """A group of Group-Object: its name, how many objects it has, the values of its keys."""

    __slots__ = ("name", "count", "keys")
    net = _COMMANDS + "GroupInfoNoElement"

    def __init__(self, name: str, keys: list[Any]) -> None:
        self.name = name
        self.count = 0
        self.keys = ArrayList(keys)


class GroupInfo(GroupInfoNoElement):
    """A group with its objects."""

    __slots__ = ("group",)
    net = _COMMANDS + "GroupInfo"

    def __init__(self, name: str, keys: list[Any]) -> None:
        super().__init__(name, keys)
        self.group = Collection([], ("System.Management.Automation.PSObject",))


class MeasureInfo(NetObject):
    """A measurement; `of` is the property's name, None = the objects themselves. What was not asked for is None."""

    __slots__ = ("of",)
    net = _COMMANDS + "MeasureInfo"


class GenericMeasureInfo(MeasureInfo):
    __slots__ = ("count", "average", "sum", "maximum", "minimum", "deviation")
    net = _COMMANDS + "GenericMeasureInfo"

    def __init__(self, count: int) -> None:
        self.of = None
        self.count = count
        self.average = self.sum = self.maximum = self.minimum = self.deviation = None


class GenericObjectMeasureInfo(GenericMeasureInfo):
    """A measurement whose maximum and minimum are no numbers."""

    __slots__ = ()
    net = _COMMANDS + "GenericObjectMeasureInfo"


class TextMeasureInfo(MeasureInfo):
    __slots__ = ("lines", "words", "characters")
    net = _COMMANDS + "TextMeasureInfo"

    def __init__(self) -> None:
        self.of = self.lines = self.words = self.characters = None


class MatchInfoContext(NetObject):
    """The lines around a match; the display ones leave out what neighbouring matches show already."""

    __slots__ = ("before", "after", "shown_before", "shown_after")
    net = _COMMANDS + "MatchInfoContext"

    def __init__(self) -> None:
        self.before: list[str] = []
        self.after: list[str] = []
        self.shown_before: list[str] = []
        self.shown_after: list[str] = []


INPUT_STREAM = "InputStream"


class MatchInfo(NetObject):
    """A line that Select-String found: `path` is InputStream where it came from the pipeline."""

    __slots__ = ("ignore_case", "number", "line", "path", "pattern", "context", "matches")
    net = _COMMANDS + "MatchInfo"

    def __init__(self, line: str, number: int, path: str, pattern: str, ignore_case: bool) -> None:
        self.line, self.number, self.path, self.pattern, self.ignore_case = line, number, path, pattern, ignore_case
        self.context: MatchInfoContext | None = None
        self.matches: list[Any] = []

    @property
    def file_name(self) -> str:
        """Gives the path's last part."""
        return self.path.rpartition("/")[2]

    def relative_path(self, folder: str) -> str:
        """Gives the path as it is shown from a folder: without the folder where the file is inside of it."""
        if self.path == INPUT_STREAM or not folder:
            return self.path
        prefix = folder.rstrip("/") + "/"
        return self.path[len(prefix) :] if self.path.startswith(prefix) else self.path

    def text(self, folder: str = "") -> str:
        """Gives the match as it is shown from a folder, the lines around it included."""
        path = self.relative_path(folder)
        if self.context is None:
            return self._shown(self.line, self.number, path, "")
        before = self.context.shown_before
        lines = [self._shown(t, self.number - len(before) + i, path, "  ") for i, t in enumerate(before)]
        lines.append(self._shown(self.line, self.number, path, "> "))
        lines += [self._shown(t, self.number + 1 + i, path, "  ") for i, t in enumerate(self.context.shown_after)]
        return "\n".join(lines)

    def _shown(self, line: str, number: int, path: str, prefix: str) -> str:
        return prefix + line if self.path == INPUT_STREAM else f"{prefix}{path}:{number}:{line}"

    def __str__(self) -> str:
        return self.text()


class MemberDefinition(NetObject):
    """A member as Get-Member tells of it; `kind` is the member type's name."""

    __slots__ = ("type_name", "name", "kind", "definition")
    net = _COMMANDS + "MemberDefinition"

    def __init__(self, type_name: str, name: str, kind: str, definition: str) -> None:
        self.type_name, self.name, self.kind, self.definition = type_name, name, kind, definition

    def __str__(self) -> str:
        return self.definition
