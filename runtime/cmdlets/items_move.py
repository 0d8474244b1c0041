"""Copy-Item, Move-Item and Rename-Item."""

from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError, make_error
from perdure.runtime import globs
from perdure.runtime.pathing import PathCmdlet, literal_path, path
from perdure.runtime.provider import Place

MANAGEMENT = "Microsoft.PowerShell.Management"


class Transfer(PathCmdlet):
    """The base of the two that bring items somewhere."""

    Path = path()
    LiteralPath = literal_path()
    Destination = P("string", pos=1, pipe="name", default=".")
    Force = P("switch")
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    PassThru = P("switch")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        target = self.guarded(self.destination)
        if target is None:
            return
        for place in list(self.places()):
            if place.provider is not target.provider:
                self.write_error(self.foreign())
            else:
                self.guarded(self.bring, place, target)

    def destination(self) -> Place:
        """Gives where the items go."""
        text = self.Destination or "."
        if globs.has_wildcard(text):
            found = self.drives.resolve(text, self.scope)
            if len(found) == 1:
                return found[0]
        return self.drives.place(globs.unescape(text), self.scope)

    def bring(self, place: Place, target: Place) -> None:
        """Brings one item there."""

    def foreign(self) -> ErrorRecord:
        """Makes the error of two different providers."""
        text = "Source and destination path did not resolve to the same provider."
        return self.error(
            text, "CopyContainerItemToLeafError" if self.name == "Copy-Item" else "MoveItemArgumentError",
            "InvalidArgument", self.Destination, "System.Management.Automation.PSArgumentException",
        )  # fmt: skip


@cmdlet("Copy-Item", aliases="copy cpi", module=MANAGEMENT, default_set="Path", should_process=True)
class CopyItem(Transfer):
    """Copies items to another place of the same provider."""

    Container = P("switch", default=True)
    Recurse = P("switch")
    FromSession = P("object")
    ToSession = P("object")

    def bring(self, place: Place, target: Place) -> None:
        folder = not place.provider.flat and place.is_container()
        if folder and not place.provider.flat and target.exists() and not target.is_container():
            record = self.error(
                "Container cannot be copied onto existing leaf item.", "CopyContainerItemToLeafError",
                "InvalidArgument", target.inner, "System.Management.Automation.PSArgumentException",
            )  # fmt: skip
            raise ScriptError(record)
        if folder and not self.Container and self.Recurse:
            self.flatten(place, target)
            return
        place.provider.copy(self, place, target, bool(self.Recurse))

    def flatten(self, place: Place, target: Place) -> None:
        """Copies the files of a tree into one folder (-Container:$false)."""
        for name in place.provider.names(place.inner):
            child = place.child(name)
            if child.is_container():
                self.flatten(child, target)
            else:
                self.guarded(place.provider.copy, self, child, target, False)


@cmdlet("Move-Item", aliases="move mi", module=MANAGEMENT, default_set="Path", should_process=True)
class MoveItem(Transfer):
    """Moves items to another place of the same provider."""

    def bring(self, place: Place, target: Place) -> None:
        place.provider.move(self, place, target)


@cmdlet("Rename-Item", aliases="ren rni", module=MANAGEMENT, default_set="ByPath", should_process=True)
class RenameItem(PathCmdlet):
    """Gives an item another name in the same place."""

    Path: Any = P("string", pos=0, mandatory=True, pipe="value name", sets="ByPath")
    LiteralPath: Any = P("string", mandatory=True, pipe="name", alias="PSPath LP", sets="ByLiteralPath")
    NewName = P("string", pos=1, mandatory=True, pipe="name")
    Force = P("switch")
    PassThru = P("switch")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        self.guarded(self.rename)

    def rename(self) -> None:
        """Renames the one item."""
        place = self.one()
        name = self.NewName.replace("\\", "/")
        if not place.provider.flat and "/" in name:
            name = self.same_folder(place, name)
        renamed = place.provider.rename(self, place, name)
        if self.PassThru and renamed.exists():
            self.write(renamed.provider.dress(renamed))

    def one(self) -> Place:
        """Gives the item; a pattern must fit exactly one."""
        if self.LiteralPath is not None:
            place = self.drives.place(self.LiteralPath, self.scope)
        else:
            places = self.drives.resolve(self.Path, self.scope)
            if len(places) != 1:
                raise make_error(
                    "Cannot rename multiple items with a single name.", "Argument", "InvalidArgument", self.Path,
                    "System.Management.Automation.PSArgumentException",
                )  # fmt: skip
            place = places[0]
        if not place.exists():
            raise self.missing(place)
        return place

    def missing(self, place: Place) -> ScriptError:
        """Makes the error for an item that is not there."""
        text = f"Cannot rename because item at '{place.shown}' does not exist."
        exception = NetException("System.Management.Automation.PSInvalidOperationException", text)
        return ScriptError(ErrorRecord(exception, "InvalidOperation", "InvalidOperation", place.shown))

    def same_folder(self, place: Place, name: str) -> str:
        """Gives the bare name where a new name with a path stays in the same folder, and refuses any other."""
        whole = self.drives.place(name, self.scope)
        if place.provider.parent(whole.inner) != place.provider.parent(place.inner):
            raise make_error(
                "Cannot rename the specified target, because it represents a path or device name.",
                "Argument", "InvalidArgument", self.NewName, "System.Management.Automation.PSArgumentException",
            )  # fmt: skip
        return whole.provider.leaf(whole.inner)
