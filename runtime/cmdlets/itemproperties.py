"""Get-, Set-, Clear-, New-, Remove-, Copy-, Move- and Rename-ItemProperty, Get-ItemPropertyValue.

Files have properties that can be read and a few that can be set; none can be made or removed, as there is no registry.
"""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.members_list import find_entry
from perdure.interpreter.values.base import PSCustomObject, unwrap
from perdure.runtime import globs
from perdure.runtime.pathing import PathCmdlet, literal_path, path
from perdure.runtime.provider import Place, unsupported

MANAGEMENT = "Microsoft.PowerShell.Management"
SMA = "System.Management.Automation."


class PropertyCmdlet(PathCmdlet):
    """The base: items by path, filters, and the error of a property that is not there."""

    Path = path()
    LiteralPath = literal_path()
    Filter = P("string")
    Include = P("string[]")
    Exclude = P("string[]")
    Credential = P("pscredential", pipe="name")

    def value(self, place: Place, item: Any, name: str) -> Any:
        """Gives a property's value.

        Raises:
            ScriptError: the item has none of that name.
        """
        entry = find_entry(item, name, self.scope)
        if entry is None:
            text = f"Property {name} does not exist at path {place.inner}."
            raise ScriptError(
                self.error(text, SMA + "PSArgumentException", "InvalidArgument", place.inner, SMA + "PSArgumentException")
            )  # fmt: skip
        return members.get_member(item, name, self.scope)


@cmdlet("Get-ItemProperty", aliases="gp", module=MANAGEMENT, default_set="Path")
class GetItemProperty(PropertyCmdlet):
    """Gets items' properties, all or the named ones."""

    Name = P("string[]", pos=1, alias="PSProperty")

    def process(self) -> None:
        for place in self.places():
            self.guarded(self.put, place)

    def put(self, place: Place) -> None:
        """Puts one item's properties out."""
        if place.provider.flat:
            raise unsupported()
        item = place.provider.dress(place)
        if not self.Name:
            self.write(item)
            return
        props: dict[str, Any] = {}
        for name in self.Name:
            if globs.has_wildcard(name):
                for entry in members.properties_of(item, self.scope):
                    if globs.matches(entry.name, name) and not entry.name.startswith("PS"):
                        props[entry.name] = members.get_member(item, entry.name, self.scope)
            else:
                found = self.guarded(self.named, place, item, name)
                props.update(found or {})
        if props:
            props.update(dict(place.provider.notes(place)[:-1]))
            self.write(PSCustomObject(props))

    def named(self, place: Place, item: Any, name: str) -> dict[str, Any]:
        """Gives one property by its name as the item spells it."""
        value = self.value(place, item, name)
        entry = find_entry(item, name, self.scope)
        return {entry.name if entry is not None else name: value}


@cmdlet("Get-ItemPropertyValue", aliases="gpv", module=MANAGEMENT, default_set="Path")
class GetItemPropertyValue(PropertyCmdlet):
    """Gets the values of items' properties."""

    Path = path(mandatory=False)
    Name = P("string[]", pos=1, mandatory=True, alias="PSProperty")

    def process(self) -> None:
        if self.Path is None and self.LiteralPath is None:
            self.Path = ["."]
        for place in self.places():
            item = self.guarded(place.provider.dress, place)
            for name in self.Name if item is not None else ():
                found = self.guarded(lambda n: [self.value(place, item, n)], name)  # noqa: B023 - called at once
                if found is not None:
                    self.write(found[0])


@cmdlet("Set-ItemProperty", aliases="sp", module=MANAGEMENT, default_set="propertyValuePathSet", should_process=True)
class SetItemProperty(PropertyCmdlet):
    """Sets a property of items."""

    Path = path(sets="propertyValuePathSet propertyPSObjectPathSet")
    LiteralPath = P(
        "string[]", mandatory=True, pipe="name", alias="PSPath LP",
        sets="propertyValueLiteralPathSet propertyPSObjectLiteralPathSet",
    )  # fmt: skip
    Name = P(
        "string", pos=1, mandatory=True, pipe="name", alias="PSProperty",
        sets="propertyValuePathSet propertyValueLiteralPathSet",
    )  # fmt: skip
    Value = P(
        "object", pos=2, mandatory=True, pipe="name", null=True, sets="propertyValuePathSet propertyValueLiteralPathSet"
    )
    InputObject = P(
        "object", mandatory=True, pipe="value name", sets="propertyPSObjectPathSet propertyPSObjectLiteralPathSet"
    )
    PassThru = P("switch")
    Force = P("switch")

    def process(self) -> None:
        for place in self.places():
            self.guarded(self.put, place)

    def put(self, place: Place) -> None:
        """Sets one item's property, or all of -InputObject's."""
        if place.provider.flat:
            raise unsupported()
        item = place.provider.dress(place)
        if self.InputObject is not None:
            pairs = [
                (e.name, members.get_member(self.InputObject, e.name, self.scope))
                for e in members.properties_of(self.InputObject, self.scope)
            ]
        else:
            pairs = [(self.Name, self.Value)]
        for name, value in pairs:
            self.value(place, item, name)
            kind = "Directory" if place.is_container() else "File"
            if self.should_process(f"Item: {place.inner} Property: {name} Value: {value}", f"Set Property {kind}"):
                members.set_member(item, name, unwrap(value), self.scope)
        if self.PassThru:
            self.write(place.provider.dress(place))


class Refusing(PropertyCmdlet):
    """The base of those that make, remove or move properties: no provider here can."""

    def process(self) -> None:
        for place in self.places():
            self.guarded(self.refuse, place)

    def refuse(self, place: Place) -> None:
        """Says that the provider does not do it."""
        raise unsupported()


@cmdlet("Clear-ItemProperty", aliases="clp", module=MANAGEMENT, default_set="Path", should_process=True)
class ClearItemProperty(Refusing):
    """Clears a property's value (no provider here supports it but for files' attributes)."""

    Name = P("string", pos=1, mandatory=True, pipe="name")
    PassThru = P("switch")
    Force = P("switch")


@cmdlet("New-ItemProperty", module=MANAGEMENT, default_set="Path", should_process=True)
class NewItemProperty(Refusing):
    """Makes a property (no provider here supports it)."""

    Name = P("string", pos=1, mandatory=True, pipe="name", alias="PSProperty")
    PropertyType = P("string", pipe="name", alias="Type")
    Value = P("object", pipe="name", null=True)
    Force = P("switch")


@cmdlet("Remove-ItemProperty", aliases="rp", module=MANAGEMENT, default_set="Path", should_process=True)
class RemoveItemProperty(Refusing):
    """Removes a property (no provider here supports it)."""

    Name = P("string[]", pos=1, mandatory=True, pipe="name", alias="PSProperty")
    Force = P("switch")


@cmdlet("Rename-ItemProperty", aliases="rnp", module=MANAGEMENT, default_set="Path", should_process=True)
class RenameItemProperty(Refusing):
    """Renames a property (no provider here supports it)."""

    Name = P("string", pos=1, mandatory=True, pipe="name", alias="PSProperty")
    NewName = P("string", pos=2, mandatory=True, pipe="name")
    PassThru = P("switch")
    Force = P("switch")


@cmdlet("Copy-ItemProperty", aliases="cpp", module=MANAGEMENT, default_set="Path", should_process=True)
class CopyItemProperty(Refusing):
    """Copies a property to another item (no provider here supports it)."""

    Destination = P("string", pos=1, mandatory=True, pipe="name")
    Name = P("string", pos=2, mandatory=True, pipe="name", alias="PSProperty")
    PassThru = P("switch")
    Force = P("switch")


@cmdlet("Move-ItemProperty", aliases="mp", module=MANAGEMENT, default_set="Path", should_process=True)
class MoveItemProperty(Refusing):
    """Moves a property to another item (no provider here supports it)."""

    Destination = P("string", pos=1, mandatory=True, pipe="name")
    Name = P("string[]", pos=2, mandatory=True, pipe="name", alias="PSProperty")
    PassThru = P("switch")
    Force = P("switch")
