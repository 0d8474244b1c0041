"""What all cmdlets that take -Path and -LiteralPath share: parameters, resolving, filters, errors written one by one."""

from collections.abc import Callable, Iterator
from typing import Any

from perdure.interpreter.command import Cmdlet, P
from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet.file_info import matches_filter
from perdure.interpreter.errors import DotNetThrow, ErrorRecord, ScriptError
from perdure.runtime import drives, globs
from perdure.runtime.provider import Place, not_found


def path(pos: int | None = 0, mandatory: bool = True, sets: str = "Path", default: Any = None, alias: str = "") -> P:
    """Declares -Path."""
    return P("string[]", pos=pos, mandatory=mandatory, pipe="value name", sets=sets, default=default, alias=alias)


def literal_path(sets: str = "LiteralPath") -> P:
    """Declares -LiteralPath."""
    return P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets=sets)


class PathCmdlet(Cmdlet):
    """The base of cmdlets that work on items. A subclass declares Path and LiteralPath (and filters where it has any)."""

    Path: Any = None
    LiteralPath: Any = None
    Include: Any = None
    Exclude: Any = None
    Filter: Any = None
    Force: Any = False

    @property
    def drives(self) -> drives.Drives:
        """Gives the session's drives."""
        return drives.of(self.cx)

    def guarded(self, work: Callable[..., Any], *args: Any) -> Any:
        """Does one item's work; its error is written as this cmdlet's and the next item comes. None after an error."""
        try:
            return work(*args)
        except ScriptError as error:
            if error.thrown:
                raise
            self.write_error(self.own(error.record))
        except DotNetThrow as error:
            self.write_error(self.own(ErrorRecord(error.exception, error.exception.type_name, "NotSpecified")))
        return None

    def places(self, missing: Callable[[str], ErrorRecord] | None = None) -> Iterator[Place]:
        """Gives the places that -Path and -LiteralPath name; what is not there is written as an error.

        Args:
            missing: makes the error of a pattern that fits nothing; None = such a pattern is silently nothing.
        """
        if self.LiteralPath is not None:
            for text in self.LiteralPath:
                place = self.guarded(self.drives.place, text, self.scope)
                if place is not None and self.guarded(self.must_exist, place, text):
                    yield place
            return
        for text in self.Path or ():
            found = self.guarded(self.globbed, text)
            if found == [] and missing is not None and globs.has_wildcard(text):
                self.write_error(missing(text))
            yield from found or ()

    def globbed(self, text: str) -> list[Place]:
        """Gives the places that a path fits, -Include, -Exclude and -Filter applied to their names."""
        places = self.drives.resolve(text, self.scope, bool(self.Force))
        if self.Include or self.Exclude or (self.Filter and globs.has_wildcard(text)):
            return [place for place in places if self.wanted(place.provider.leaf(place.inner))]
        return places

    def must_exist(self, place: Place, literal: str | None = None) -> bool:
        """Raises ItemNotFound where nothing is; a literal path is named as it was given."""
        if not place.exists():
            if literal is not None:
                raise not_found(literal)
            place.provider.dress(place)  # raises
        return True

    def wanted(self, name: str) -> bool:
        """Tells whether a name passes -Filter, -Include and -Exclude."""
        if self.Filter and not matches_filter(name, to_string(self.Filter)):
            return False
        if self.Include and not globs.matches_any(name, self.Include):
            return False
        return not globs.matches_any(name, self.Exclude)

    def files(self, missing: Callable[[str], ErrorRecord] | None = None) -> Iterator[str]:
        """Gives absolute file paths, for cmdlets that read files and no other provider's items."""
        for place in self.places(missing):
            yield place.inner

    def text_of(self, value: Any) -> str:
        """Gives a value as text."""
        return to_string(value)

    def one_file(self, text: str) -> str:
        """Gives the absolute path of a file that need not be there yet (output files)."""
        return drives.file_path(self.cx, text, self.scope)
