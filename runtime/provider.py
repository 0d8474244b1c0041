"""What a provider is: a store that looks like drives with items. The base class refuses what a provider cannot do.

Paths inside a provider (`inner`) have no drive: absolute paths for files, bare names for the flat ones ("" = the root).
"""

from typing import Any

from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.values.base import Member, NetObject, PSObject
from perdure.interpreter.values.files import PathInfo, ProviderInfo, PSDriveInfo

SMA = "System.Management.Automation."


class Place:
    """A resolved path: the provider, the drive it was named by and the path inside. `shown` is how messages name it."""

    __slots__ = ("provider", "drive", "inner", "shown")

    def __init__(self, provider: "Provider", drive: PSDriveInfo | None, inner: str, shown: str) -> None:
        self.provider, self.drive, self.inner, self.shown = provider, drive, inner, shown

    def info(self) -> PathInfo:
        """Gives it as a PathInfo."""
        return PathInfo(self.shown, self.inner, self.drive, self.provider.info)

    def exists(self) -> bool:
        return self.provider.exists(self.inner)

    def is_container(self) -> bool:
        return self.provider.is_container(self.inner)

    def at(self, inner: str) -> "Place":
        """Gives another place of the same provider, named by the same drive."""
        return Place(self.provider, self.drive, inner, self.provider.shown(self.drive, inner))

    def child(self, name: str) -> "Place":
        return self.at(self.provider.join(self.inner, name))


def not_found(path: str) -> ScriptError:
    """Makes the error for a path where nothing is."""
    return make_error(
        f"Cannot find path '{path}' because it does not exist.",
        "PathNotFound",
        "ObjectNotFound",
        path,
        SMA + "ItemNotFoundException",
    )


def unsupported() -> ScriptError:
    """Makes the error for what a provider does not do."""
    return make_error(
        "Provider operation stopped because the provider does not support this operation.",
        "NotSupported",
        "NotImplemented",
        None,
        SMA + "PSNotSupportedException",
    )


class Provider:
    """The base of providers. Each method's first argument is a path inside the provider."""

    info: ProviderInfo
    flat = True

    def __init__(self, cx: Any) -> None:
        self.cx = cx

    # -- paths -------------------------------------------------------------------------------------------------------

    def inner_of(self, drive: PSDriveInfo, rest: str) -> str:
        """Gives the inner path of what stands behind `drive:`; relative to the drive's location without a slash."""
        return rest.strip("/\\")

    def shown(self, drive: PSDriveInfo | None, inner: str) -> str:
        """Gives a path as PowerShell shows it: `Env:/NAME`."""
        return f"{drive.name}:/{inner}" if drive is not None else f"{self.info.module}\\{self.info.name}::{inner}"

    def join(self, inner: str, name: str) -> str:
        return name

    def parent(self, inner: str) -> str:
        return ""

    def leaf(self, inner: str) -> str:
        return inner

    # -- what there is -------------------------------------------------------------------------------------------------

    def exists(self, inner: str) -> bool:
        return inner == "" or self.item(inner) is not None

    def is_container(self, inner: str) -> bool:
        return inner == ""

    def names(self, inner: str) -> list[str]:
        """Gives the names of the children, in the order in which they are shown."""
        raise unsupported()

    def item(self, inner: str) -> Any:
        """Gives the item as a value without note properties; None where there is none."""
        raise unsupported()

    # -- what can be done; a provider overrides what it does -----------------------------------------------------------

    def new(self, cmdlet: Any, place: Place, kind: str, value: Any) -> None:
        raise unsupported()

    def set(self, cmdlet: Any, place: Place, value: Any) -> None:
        raise unsupported()

    def clear(self, cmdlet: Any, place: Place) -> None:
        raise unsupported()

    def remove(self, cmdlet: Any, place: Place, recurse: bool, force: bool) -> None:
        raise unsupported()

    def rename(self, cmdlet: Any, place: Place, name: str) -> Place:
        raise unsupported()

    def copy(self, cmdlet: Any, place: Place, target: Place, recurse: bool) -> None:
        raise unsupported()

    def move(self, cmdlet: Any, place: Place, target: Place) -> None:
        raise unsupported()

    def store(self, inner: str, value: Any, force: bool = False) -> None:
        """Sets an item's value without asking (flat providers)."""
        raise unsupported()

    def content(self, inner: str) -> list[Any]:
        """Gives the values that Get-Content puts out (flat providers)."""
        raise unsupported()

    def dress(self, place: Place) -> Any:
        """Gives the item at a place with the note properties that providers add (PSPath and so on)."""
        value = self.item(place.inner)
        if value is None:
            raise not_found(place.shown)
        return with_notes(value, self.notes(place))

    def notes(self, place: Place) -> list[tuple[str, Any]]:
        """Gives the note properties of the item at a place."""
        inner, prefix = place.inner, f"{self.info.module}\\{self.info.name}::"
        notes: list[tuple[str, Any]] = [("PSPath", prefix + inner)]
        if not self.flat:
            above = self.parent(inner)
            notes.append(("PSParentPath", prefix + above if above else ""))
        notes.append(("PSChildName", self.leaf(inner)))
        if place.drive is not None:
            notes.append(("PSDrive", place.drive))
        notes.append(("PSProvider", self.info))
        notes.append(("PSIsContainer", self.is_container(inner)))
        return notes


def with_notes(value: Any, notes: list[tuple[str, Any]]) -> Any:
    """Gives the value with note properties; one that can carry none is wrapped."""
    carrier = value if isinstance(value, NetObject) else PSObject(value)
    if carrier.ext is None:
        carrier.ext = {}
    for name, content in notes:
        carrier.ext[name.lower()] = Member(name, "NoteProperty", content)
    return carrier
