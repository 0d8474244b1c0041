"""Get-ChildItem: what is in a folder or a drive."""

import stat as modes
from collections.abc import Iterator
from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.dotnet.file_info import matches_filter
from perdure.interpreter.dotnet.file_system_info import attributes, is_directory
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.io_errors import describe
from perdure.interpreter.values.base import unwrap
from perdure.interpreter.values.files import FileSystemInfo
from perdure.runtime import globs
from perdure.runtime.pathing import PathCmdlet
from perdure.runtime.provider import Place
from perdure.runtime.provider_files import DENIED_TEXT

DEPTH_MAX = 2**31
READ_ONLY, HIDDEN, SYSTEM = 1, 2, 4
ATTRIBUTES = {
    "readonly": 1, "hidden": 2, "h": 2, "system": 4, "s": 4, "directory": 16, "d": 16, "archive": 32, "device": 64,
    "normal": 128, "temporary": 256, "reparsepoint": 1024, "r": 1, "l": 1024, "compressed": 2048, "offline": 4096,
    "encrypted": 16384, "e": 16384, "c": 2048,
}  # fmt: skip


@cmdlet("Get-ChildItem", aliases="dir gci", module="Microsoft.PowerShell.Management", default_set="Items")
class GetChildItem(PathCmdlet):
    """Gets the items in folders and drives."""

    Path = P("string[]", pos=0, pipe="value name", sets="Items")
    LiteralPath = P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="LiteralItems")
    Filter = P("string", pos=1)
    Include = P("string[]")
    Exclude = P("string[]")
    Recurse = P("switch", alias="s r")
    Depth = P("uint32", default=None)
    Force = P("switch")
    Name = P("switch")
    Attributes = P("object")
    FollowSymlink = P("switch")
    Directory = P("switch", alias="ad d")
    File = P("switch", alias="af")
    Hidden = P("switch", alias="ah h")
    ReadOnly = P("switch", alias="ar")
    System = P("switch", alias="as")

    def begin(self) -> None:
        self.deep = bool(self.Recurse) or self.has("Depth")
        self.depth = int(self.Depth) if self.has("Depth") else DEPTH_MAX
        self.rules = attribute_rules(self.Attributes) if self.has("Attributes") else None

    def process(self) -> None:
        if self.LiteralPath is not None:
            for text in self.LiteralPath:
                place = self.guarded(self.drives.place, text, self.scope)
                if place is not None and self.guarded(self.must_exist, place, text):
                    self.put_place(place, False)
            return
        for text in self.Path or ("",):
            self.guarded(self.list_path, text)

    def list_path(self, text: str) -> None:
        """Lists what one path names."""
        if text == "" or not globs.has_wildcard(text):
            place = self.drives.place(globs.unescape(text) or ".", self.scope)
            if self.deep and not place.provider.flat and not place.is_container():
                self.search_below(place)
                return
            self.must_exist(place)
            if self.Include and not self.deep and not self.Name and not self.wanted(place.provider.leaf(place.inner)):
                return
            self.put_place(place, False)
            return
        if self.deep and self.last_is_pattern(text):
            return
        include_here = self.Include and not self.deep
        for place in self.drives.resolve(text, self.scope, hidden=bool(self.Force or self.Hidden)):
            leaf = place.provider.leaf(place.inner)
            if include_here and not self.wanted(leaf):
                continue
            if self.Filter and not matches_filter(leaf, self.Filter):
                continue
            self.put_place(place, True)

    def last_is_pattern(self, text: str) -> bool:
        """Under -Recurse a pattern at the end of a path is looked for in the whole tree; tells whether that was done."""
        head, _, leaf = text.replace("\\", "/").rpartition("/")
        if self.Include or leaf == "*" or globs.has_wildcard(head):
            return False
        base = self.drives.place(head or ("/" if text.startswith("/") else "."), self.scope)
        if base.provider.flat:
            return False
        self.Include = [leaf]
        try:
            self.put_place(base, False)
        finally:
            self.Include = None
        return True

    def search_below(self, place: Place) -> None:
        """`-Recurse` with a file's name looks for that name in the whole tree below its folder."""
        base = place.at(place.provider.parent(place.inner) or "/")
        if not base.is_container():
            self.must_exist(place)
        self.Include = [globs.escape(place.provider.leaf(place.inner))]
        found = [0]
        emit = self.emit

        def counted(value: Any) -> None:
            found[0] += 1
            emit(value)

        self.emit = counted
        try:
            self.put_place(base, False)
        finally:
            self.Include, self.emit = None, emit
        if not found[0]:
            self.must_exist(place)

    def put_place(self, place: Place, by_pattern: bool) -> None:
        """Lists one place: its children where it is a folder that was named plainly, else itself."""
        if place.provider.flat:
            self.list_flat(place)
        elif not place.is_container():
            if self.fits_here(place):
                self.put(place, "")
        elif by_pattern and not self.deep and not (self.Include or self.Exclude):
            self.put(place, "")
        elif self.deep and self.Name:
            self.walk(place, self.depth, "")
        elif self.Include or self.Exclude:
            self.walk_filtered(place, self.depth if self.deep else 0, "")
        else:
            self.walk(place, self.depth if self.deep else 0, "")

    def fits_here(self, place: Place) -> bool:
        """Tells whether a file that a path names itself passes the filters."""
        name = place.provider.leaf(place.inner)
        return not self.Exclude or not globs.matches_any(name, self.Exclude)

    def list_flat(self, place: Place) -> None:
        """Lists a flat provider's items, or the one that is named."""
        names = place.provider.names("") if place.inner == "" else [place.inner]
        for name in names:
            if self.wanted(name):
                if self.Name:
                    self.write(name)
                else:
                    item = self.guarded(place.provider.dress, place.at(name))
                    if item is not None:
                        self.write(item)

    # -- folders ---------------------------------------------------------------------------------------------------------

    def children(self, place: Place) -> list[tuple[str, FileSystemInfo]]:
        """Gives a folder's entries: folders first, each kind by name without regard to case."""
        self.cx.host.check_stop()
        try:
            names = place.provider.names(place.inner)
        except OSError as error:
            denied = describe(error, place.inner)[0] == "System.UnauthorizedAccessException"
            text = f"Access to the path '{place.inner}' is denied." if denied else DENIED_TEXT
            self.write_error(
                self.error(text, "DirUnauthorizedAccessError", "PermissionDenied", place.inner, "System.UnauthorizedAccessException")
            )  # fmt: skip
            return []
        found = [(name, place.provider.item(place.provider.join(place.inner, name))) for name in names]
        return [(name, item) for name, item in found if item is not None]

    def walk(self, place: Place, depth: int, prefix: str) -> None:
        """Puts a folder's entries out, then goes into its folders."""
        entries = self.children(place)
        for name, item in entries:
            if self.wanted(name) and self.shows(item):
                self.put(place.child(name), prefix, item)
        if depth > 0:
            for name, _ in self.below(entries):
                self.walk(place.child(name), depth - 1, f"{prefix}{name}/")

    def walk_filtered(self, place: Place, depth: int, prefix: str) -> None:
        """The same with -Include or -Exclude: every entry is followed by what is in it."""
        for name, item in self.children(place):
            if self.wanted(name) and self.shows(item):
                self.put(place.child(name), prefix, item)
            if depth > 0 and list(self.below([(name, item)])):
                self.walk_filtered(place.child(name), depth - 1, f"{prefix}{name}/")

    def below(self, entries: list[tuple[str, FileSystemInfo]]) -> Iterator[tuple[str, FileSystemInfo]]:
        """Gives the folders to go into: links only with -FollowSymlink, hidden ones only with -Force."""
        for name, item in entries:
            if not is_directory(item) or (attributes(item) & HIDDEN and not (self.Force or self.Hidden)):
                continue
            if modes.S_ISLNK(item.facts.st_mode) and not self.FollowSymlink:
                continue
            yield name, item

    def shows(self, item: FileSystemInfo) -> bool:
        """Tells whether the switches want an entry."""
        folder = is_directory(item)
        number = attributes(item)
        if self.rules is not None:
            return any(number & must == must and not number & never for must, never in self.rules)
        if number & HIDDEN and not (self.Force or self.Hidden):
            return False
        if (self.File and not self.Directory and folder) or (self.Directory and not self.File and not folder):
            return False
        return all(number & bit for bit, on in ((HIDDEN, self.Hidden), (READ_ONLY, self.ReadOnly), (SYSTEM, self.System)) if on)  # fmt: skip

    def put(self, place: Place, prefix: str, item: FileSystemInfo | None = None) -> None:
        """Puts one item out, or its name."""
        if item is None:
            found = place.provider.item(place.inner)
            if found is None or not self.shows(found):
                return
        if self.Name:
            self.write(prefix + place.provider.leaf(place.inner))
            return
        value = self.guarded(place.provider.dress, place)
        if value is not None:
            self.write(value)


def attribute_rules(given: Any) -> list[tuple[int, int]]:
    """Reads -Attributes: `Hidden,!Directory+ReadOnly` = any of the comma's parts, all of a plus's."""
    plain = unwrap(given)
    parts = [str(unwrap(p)) for p in plain] if isinstance(plain, list) else str(plain).split(",")
    rules: list[tuple[int, int]] = []
    for part in parts:
        must = never = 0
        for word in part.split("+"):
            word = word.strip()
            bit = ATTRIBUTES.get(word.lstrip("!").lower())
            if bit is None:
                raise ScriptError(_bad_attribute(word))
            if word.startswith("!"):
                never |= bit
            else:
                must |= bit
        rules.append((must, never))
    return rules


def _bad_attribute(word: str) -> Any:
    return make_error(
        f"Cannot bind parameter 'Attributes'. Cannot convert value \"{word}\" to type FileAttributes.",
        "CannotConvertArgumentNoMessage",
        "InvalidArgument",
    ).record
