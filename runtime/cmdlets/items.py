"""Get-Item, New-Item, Set-Item, Clear-Item, Invoke-Item and Remove-Item."""

from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError, make_error
from perdure.interpreter.values.base import unwrap
from perdure.runtime import confirm, globs
from perdure.runtime.pathing import PathCmdlet, literal_path, path
from perdure.runtime.provider import Place

MANAGEMENT = "Microsoft.PowerShell.Management"


class FilteredItems(PathCmdlet):
    """The base of cmdlets with -Path, -LiteralPath and the filters."""

    Path = path()
    LiteralPath = literal_path()
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    Force = P("switch")
    Credential = P("pscredential", pipe="name")


@cmdlet("Get-Item", aliases="gi", module=MANAGEMENT, default_set="Path")
class GetItem(FilteredItems):
    """Gets items by their paths."""

    Stream = P("string[]")

    def process(self) -> None:
        for place in self.places():
            value = self.guarded(place.provider.dress, place)
            if value is not None:
                self.write(value)


KINDS = ("file", "directory", "symboliclink", "junction", "hardlink")


@cmdlet("New-Item", aliases="ni", module=MANAGEMENT, default_set="pathSet", should_process=True)
class NewItem(PathCmdlet):
    """Makes an item: a file, a folder, a link, a variable, a function ..."""

    Path = P("string[]", pos=0, mandatory=True, pipe="name", sets="pathSet").also(sets="nameSet", pos=0, pipe="name")
    Name = P("string", mandatory=True, pipe="name", sets="nameSet", null=True, empty=True)
    ItemType = P("string", pipe="name", alias="Type")
    Value = P("object", pipe="value name", alias="Target")
    Force = P("switch")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        for text in self.Path or ("",):
            self.guarded(self.make, text)

    def make(self, text: str) -> None:
        """Makes one item."""
        if self.Name:
            base = self.drives.place(text or ".", self.scope)
            place = base.child(self.Name.replace("\\", "/")) if base.inner or base.provider.flat else base
        else:
            if text == "":
                raise make_error(
                    "Cannot bind argument to parameter 'Path' because it is an empty string.",
                    "ParameterArgumentValidationErrorEmptyStringNotAllowed", "InvalidData", None,
                )  # fmt: skip
            place = self.drives.place(text, self.scope)
        place.provider.new(self, place, self.kind(place), unwrap(self.Value) if self.has("Value") else None)

    def kind(self, place: Place) -> str:
        """Gives the item type in full: names may be shortened."""
        given = (self.ItemType or "").lower()
        if place.provider.flat or given == "":
            return given or "file"
        hits = [kind for kind in KINDS if kind.startswith(given)]
        return hits[0] if hits else self.ItemType


@cmdlet("Set-Item", aliases="si", module=MANAGEMENT, default_set="Path", should_process=True)
class SetItem(PathCmdlet):
    """Sets an item's value: a variable, a function, an alias, an environment variable."""

    Path = path()
    LiteralPath = literal_path()
    Value = P("object", pos=1, pipe="value name", null=True)
    Force = P("switch")
    PassThru = P("switch")
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        for text in self.LiteralPath or self.Path or ():
            self.guarded(self.put, text)

    def put(self, text: str) -> None:
        """Sets the items that one path names; a new one where there is none."""
        if self.LiteralPath is None and globs.has_wildcard(text):
            places = self.globbed(text)
        else:
            places = [self.drives.place(text if self.LiteralPath else globs.unescape(text), self.scope)]
        for place in places:
            place.provider.set(self, place, self.Value)


@cmdlet("Clear-Item", aliases="cli", module=MANAGEMENT, default_set="Path", should_process=True)
class ClearItem(FilteredItems):
    """Clears an item's value without removing it."""

    def process(self) -> None:
        for place in self.places():
            self.guarded(place.provider.clear, self, place)


@cmdlet("Invoke-Item", aliases="ii", module=MANAGEMENT, default_set="Path", should_process=True)
class InvokeItem(FilteredItems):
    """Opens items with the program that belongs to them: a program file runs, other files need a desktop."""

    def process(self) -> None:
        for place in self.places():
            self.guarded(self.open, place)

    def open(self, place: Place) -> None:
        """Opens one item."""
        if not self.should_process(f"Item: {place.inner}", "Invoke Item"):
            return
        raise make_error(
            f"There is no desktop to open '{place.inner}' with.", "InvokeItemIOError", "InvalidOperation", place.inner,
            "System.InvalidOperationException",
        )  # fmt: skip


@cmdlet("Remove-Item", aliases="del erase rd ri", module=MANAGEMENT, default_set="Path", should_process=True)
class RemoveItem(PathCmdlet):
    """Removes items, with all that is in them under -Recurse."""

    Path = path()
    LiteralPath = literal_path()
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    Recurse = P("switch")
    Force = P("switch")
    Credential = P("pscredential", pipe="name")
    Stream = P("string[]")

    def process(self) -> None:
        for place in list(self.places()):
            self.guarded(self.remove, place)

    def remove(self, place: Place) -> None:
        """Removes one item; a folder that is not empty only with -Recurse or after asking."""
        recurse = bool(self.Recurse)
        if not place.provider.flat and self.holds_location(place):
            text = f"Cannot remove the item at '{place.inner}' because it is in use."
            raise ScriptError(
                self.error(text, "InvalidOperation", "InvalidOperation", place.inner, "System.Management.Automation.PSInvalidOperationException")
            )  # fmt: skip
        if not recurse and self.has_children(place) and not confirm.wants_what_if(self):
            question = (
                f"The item at {place.inner} has children and the Recurse parameter was not specified. If you continue, all"
                " children will be removed with the item. Are you sure you want to continue?"
            )
            if not confirm.ask(self, "Confirm\n" + question):
                return
            recurse = True
        place.provider.remove(self, place, recurse, bool(self.Force))

    def holds_location(self, place: Place) -> bool:
        """Tells whether the session stands in the item."""
        here = self.drives.here()
        if here.provider is not place.provider.info:
            return False
        location: str = self.cx.location
        return location == place.inner or location.startswith(place.inner.rstrip("/") + "/")

    def has_children(self, place: Place) -> bool:
        """Tells whether the item is a folder, and no link, with something in it."""
        if place.provider.flat or not place.is_container():
            return False
        if self.cx.host.read_link(place.inner) is not None:
            return False
        try:
            return bool(place.provider.names(place.inner))
        except OSError:
            return False


def not_supported(text: str) -> ErrorRecord:
    """Makes the record of something that a provider does not do."""
    return ErrorRecord(NetException("System.NotSupportedException", text), "NotSupported", "NotImplemented")


__all__: list[Any] = ["FilteredItems", "MANAGEMENT"]
