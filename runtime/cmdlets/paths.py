"""Test-Path, Join-Path, Split-Path, Resolve-Path and Convert-Path."""

import posixpath
from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.convert import to_string
from perdure.interpreter.dotnet.file_system_info import facts, ticks_of_ns, to_utc_ticks
from perdure.interpreter.errors import ScriptError, make_error
from perdure.runtime.pathing import PathCmdlet, literal_path, path
from perdure.runtime.provider import Place

MANAGEMENT = "Microsoft.PowerShell.Management"


@cmdlet("Test-Path", module=MANAGEMENT, default_set="Path")
class TestPath(PathCmdlet):
    """Tells whether all elements of a path exist."""

    Path = P("string[]", pos=0, mandatory=True, pipe="value name", sets="Path", null=True, empty=True)
    LiteralPath = P(
        "string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="LiteralPath", null=True, empty=True
    )
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    PathType = P("string", alias="Type", values=("Any", "Container", "Leaf"), default="Any")
    IsValid = P("switch")
    Credential = P("pscredential", pipe="name")
    OlderThan = P("System.Nullable[datetime]")
    NewerThan = P("System.Nullable[datetime]")

    def process(self) -> None:
        given = self.LiteralPath if self.LiteralPath is not None else self.Path
        if not given:
            self.write_error(self.null_path())
            return
        for text in given:
            if text is None:
                self.write_error(self.null_path())
            elif not text.strip():
                self.write(False)
            elif self.IsValid:
                self.write(self.valid(text))
            else:
                self.write(self.test(text))

    def null_path(self) -> Any:
        """Makes the error of $null in place of a path."""
        text = "Value cannot be null. (Parameter 'The provided Path argument was null or an empty collection.')"
        return self.error(text, "NullPathNotPermitted", "InvalidArgument", self.Path, "System.ArgumentNullException")

    def valid(self, text: str) -> bool:
        """Tells whether a path is well formed; its drive must be there."""
        try:
            self.drives.place(text, self.scope)
        except ScriptError:
            return False
        return "\0" not in text

    def test(self, text: str) -> bool:
        """Tells whether something of the wanted kind is there."""
        try:
            if self.LiteralPath is not None:
                places = [self.drives.place(text, self.scope)]
            else:
                places = self.globbed(text)
        except ScriptError:
            return False
        return any(place.exists() and self.fits(place) for place in places)

    def fits(self, place: Place) -> bool:
        """Tells whether an item passes -PathType and the times."""
        kind = self.PathType.lower()
        if kind != "any" and place.is_container() != (kind == "container"):
            return False
        if place.provider.flat or not (self.has("OlderThan") or self.has("NewerThan")):
            return True
        written = ticks_of_ns(facts(place.provider.item(place.inner)).st_mtime_ns)
        if self.OlderThan is not None and written >= to_utc_ticks(self.OlderThan):
            return False
        return self.NewerThan is None or written > to_utc_ticks(self.NewerThan)


@cmdlet("Join-Path", module=MANAGEMENT)
class JoinPath(PathCmdlet):
    """Joins a path and the paths below it."""

    Path = P("string[]", pos=0, mandatory=True, pipe="value name", alias="PSPath")
    ChildPath = P("string", pos=1, mandatory=True, pipe="name", null=True, empty=True)
    AdditionalChildPath = P("string[]", pos=2, pipe="name", rest=True, null=True, empty=True)
    Resolve = P("switch")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        for parent in self.Path:
            joined = join(parent, self.ChildPath or "")
            for more in self.AdditionalChildPath or ():
                joined = join(joined, more or "")
            if not self.Resolve:
                self.guarded(self.put, joined)
                continue
            for place in self.guarded(self.drives.resolve, joined, self.scope) or ():
                self.write(place.inner if not place.provider.flat else place.shown)

    def put(self, joined: str) -> None:
        """Puts a joined path out; the drive that it names must be there."""
        name, sep, _ = joined.partition(":")
        if sep and "/" not in name and "\\" not in name and "::" not in joined:
            self.drives.place(joined, self.scope)
        self.write(joined)


def join(parent: str, child: str) -> str:
    """Joins two parts with one `/`; backslashes become slashes."""
    parent, child = parent.replace("\\", "/"), child.replace("\\", "/")
    if child == "":
        return parent if parent.endswith("/") else parent + "/"
    if parent == "":
        return child
    return (parent if parent.endswith("/") else parent + "/") + child.lstrip("/")


@cmdlet("Split-Path", module=MANAGEMENT, default_set="ParentSet")
class SplitPath(PathCmdlet):
    """Gives a part of a path: the parent, the leaf, the extension ..."""

    Path = P(
        "string[]", pos=0, mandatory=True, pipe="value name",
        sets="ParentSet LeafSet LeafBaseSet ExtensionSet QualifierSet NoQualifierSet IsAbsoluteSet",
    )  # fmt: skip
    LiteralPath = P("string[]", mandatory=True, pipe="name", alias="PSPath LP", sets="LiteralPathSet")
    Qualifier = P("switch", mandatory=True, sets="QualifierSet")
    NoQualifier = P("switch", mandatory=True, sets="NoQualifierSet")
    Parent = P("switch", sets="ParentSet")
    Leaf = P("switch", mandatory=True, sets="LeafSet")
    LeafBase = P("switch", mandatory=True, sets="LeafBaseSet")
    Extension = P("switch", mandatory=True, sets="ExtensionSet")
    IsAbsolute = P("switch", mandatory=True, sets="IsAbsoluteSet")
    Resolve = P("switch")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        for text in self.LiteralPath or self.Path:
            if not self.Resolve:
                self.guarded(self.split, text)
                continue
            for place in self.guarded(self.drives.resolve, text, self.scope) or ():
                self.split(place.shown)

    def split(self, text: str) -> None:
        """Puts the wanted part of one path out."""
        drive, rest = qualifier(text)
        if self.Qualifier:
            if not drive:
                raise make_error(
                    f"Cannot parse path because path '{text}' does not have a qualifier specified.", "ParsePathFormatError",
                    "InvalidArgument", text, "System.FormatException",
                )  # fmt: skip
            self.write(drive)
        elif self.NoQualifier:
            self.write(rest)
        elif self.IsAbsolute:
            self.write(bool(drive) or rest[:1] in ("/", "\\"))
        elif self.Leaf:
            self.write(leaf_of(text))
        elif self.LeafBase or self.Extension:
            base, dot, end = leaf_of(text).rpartition(".")
            if self.LeafBase:
                self.write(base if dot else end)
            else:
                self.write("." + end if dot and end else "")
        else:
            self.write(parent_path(text))


def qualifier(text: str) -> tuple[str, str]:
    """Gives a path's drive or provider with its colon, and the rest."""
    name, sep, rest = text.partition("::")
    if sep and "/" not in name:
        return name + "::", rest
    name, sep, rest = text.partition(":")
    if sep and name and "/" not in name and "\\" not in name:
        return name + ":", rest
    return "", text


def leaf_of(text: str) -> str:
    """Gives a path's last part."""
    drive, rest = qualifier(text)
    rest = rest.replace("\\", "/")
    if rest.strip("/") == "":
        return drive + rest if drive else rest
    return rest.rstrip("/").rpartition("/")[2]


def parent_path(text: str) -> str:
    """Gives what holds a path; '' for a bare name or one right below the root.

    Raises:
        ScriptError: the path is the root.
    """
    drive, rest = qualifier(text)
    rest = rest.replace("\\", "/")
    if rest and rest.strip("/") == "" and not drive:
        raise make_error(
            'Cannot process argument because the value of argument "path" is not valid. Change the value of the "path" '
            "argument and run the operation again.",
            "Argument", "InvalidArgument", None, "System.Management.Automation.PSArgumentException",
        )  # fmt: skip
    head, slash, _ = rest.rstrip("/").rpartition("/")
    head = head.rstrip("/")
    if not slash:
        return ""
    if drive:
        return drive + (head or "/")
    return head


@cmdlet("Resolve-Path", aliases="rvpa", module=MANAGEMENT, default_set="Path")
class ResolvePath(PathCmdlet):
    """Resolves the wildcards in a path and shows what it names."""

    Path = path()
    LiteralPath = literal_path()
    Relative = P("switch")
    RelativeBasePath = P("string")
    Force = P("switch")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        for place in self.places(self.missing):
            if self.Relative and not place.provider.flat:
                base = self.cx.location
                if self.RelativeBasePath:
                    base = self.drives.place(self.RelativeBasePath, self.scope).inner
                self.write(relative(place.inner, base))
            else:
                self.write(place.info())

    def missing(self, text: str) -> Any:
        """Makes the error of a pattern that fits nothing."""
        place = self.drives.place(text, self.scope)
        return self.error(
            f"Cannot find path '{place.shown}' because it does not exist.", "PathNotFound", "ObjectNotFound", place.shown,
            "System.Management.Automation.ItemNotFoundException",
        )  # fmt: skip


def relative(file: str, base: str) -> str:
    """Gives a path as seen from a folder, with `.` or `..` in front: its parent's way, then its name."""
    parent, leaf = posixpath.split(file)
    way = posixpath.relpath(parent, base)
    return posixpath.join(way if way.startswith((".", "..")) else "./" + way, leaf or "")


@cmdlet("Convert-Path", aliases="cvpa", module=MANAGEMENT, default_set="Path")
class ConvertPath(PathCmdlet):
    """Turns a PowerShell path into the provider's own."""

    Path = path()
    LiteralPath = literal_path()

    def process(self) -> None:
        for place in self.places():
            self.write(to_string(place.inner))
