"""Get-PSDrive, New-PSDrive, Remove-PSDrive and Get-PSProvider."""

import os
from typing import Any

from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.errors import ErrorRecord, ScriptError
from perdure.interpreter.values.files import PSDriveInfo
from perdure.interpreter.values.numbers import Int64
from perdure.runtime import drives, globs
from perdure.runtime.cmdlet_scopes import scope_of

MANAGEMENT = "Microsoft.PowerShell.Management"
SMA = "System.Management.Automation."


@cmdlet("Get-PSDrive", aliases="gdr", module=MANAGEMENT, default_set="Name")
class GetPSDrive(Cmdlet):
    """Gets drives."""

    Name = P("string[]", pos=0, pipe="name", sets="Name")
    LiteralName = P("string[]", pos=0, mandatory=True, pipe="name", sets="LiteralName")
    Scope = P("string", pipe="name")
    PSProvider = P("string[]", pipe="name")

    def process(self) -> None:
        for name in self.LiteralName or self.Name or ("*",):
            self.find(name, self.LiteralName is None)

    def find(self, name: str, patterns: bool) -> None:
        """Puts the drives of a name out."""
        home = scope_of(self, self.Scope) if self.Scope is not None else self.scope
        found = [d for d in drives.of(self.cx).all(home) if self.fits(d, name, patterns)]
        if not found and not globs.has_wildcard(name):
            text = f"Cannot find drive. A drive with the name '{name}' does not exist."
            self.write_error(
                self.error(text, "GetLocationNoMatchingDrive", "ObjectNotFound", name, SMA + "DriveNotFoundException")
            )
        for drive in found:
            self.write(measured(drive))

    def fits(self, drive: PSDriveInfo, name: str, patterns: bool) -> bool:
        """Tells whether a drive is meant."""
        if self.PSProvider and not globs.matches_any(drive.provider.name, self.PSProvider):
            return False
        return globs.matches(drive.name, name) if patterns else drive.name.lower() == name.lower()


def measured(drive: PSDriveInfo) -> PSDriveInfo:
    """Fills in how much of a file system's drive is used."""
    if drive.provider.name == "FileSystem":
        try:
            facts = os.statvfs(drive.root)
        except OSError:
            return drive
        drive.free = Int64(facts.f_bavail * facts.f_frsize)
        drive.used = Int64((facts.f_blocks - facts.f_bfree) * facts.f_frsize)
    return drive


@cmdlet("New-PSDrive", aliases="ndr", module=MANAGEMENT, should_process=True)
class NewPSDrive(Cmdlet):
    """Makes a drive."""

    Name = P("string", pos=0, mandatory=True, pipe="name")
    PSProvider = P("string", pos=1, mandatory=True, pipe="name")
    Root = P("string", pos=2, mandatory=True, pipe="name", empty=True)
    Description = P("string", pipe="name", default="")
    Scope = P("string", pipe="name")
    Persist = P("switch")
    Credential = P("pscredential", pipe="name")

    def process(self) -> None:
        all_drives = drives.of(self.cx)
        try:
            provider = all_drives.provider_named(self.PSProvider)
        except ScriptError as error:
            self.write_error(self.own(error.record))
            return
        home = scope_of(self, self.Scope) if self.Scope is not None else self.scope
        root = self.Root
        if not provider.flat:
            place = all_drives.place(root, self.scope)
            if not place.exists() or not place.is_container():
                self.write_error(self.bad_root(root))
                return
            root = place.inner
        if all_drives.find(self.Name, self.scope) is not None and self.Name.lower() in (home.drives or {}):
            text = f"A drive with the name '{self.Name}' already exists."
            self.write_error(
                self.error(text, "DriveAlreadyExists", "ResourceExists", self.Name, SMA + "SessionStateException")
            )
            return
        if self.should_process(f"Name: {self.Name} Provider: {provider.info.name} Root: {self.Root}", "New drive"):
            made = PSDriveInfo(self.Name, provider.info, root, self.Description or "")
            if home.drives is None:
                home.drives = {}
            home.drives[self.Name.lower()] = made
            self.write(measured(made))

    def bad_root(self, root: str) -> ErrorRecord:
        """Makes the error of a root that is no folder."""
        text = f'The specified drive root "{root}" either does not exist, or it is not a folder.'
        return self.error(text, "DriveRootError", "ReadError", root, "System.IO.IOException")


@cmdlet("Remove-PSDrive", aliases="rdr", module=MANAGEMENT, default_set="Name", should_process=True)
class RemovePSDrive(Cmdlet):
    """Takes drives away."""

    Name = P("string[]", pos=0, mandatory=True, pipe="name", sets="Name", null=True)
    LiteralName = P("string[]", pos=0, mandatory=True, pipe="name", sets="LiteralName")
    PSProvider = P("string[]", pipe="name")
    Scope = P("string", pipe="name")
    Force = P("switch")

    def process(self) -> None:
        all_drives = drives.of(self.cx)
        for name in self.LiteralName or self.Name or ():
            found = [d for d in all_drives.all(self.scope) if globs.matches(d.name, name)]
            if not found:
                text = f"Cannot find drive. A drive with the name '{name}' does not exist."
                self.write_error(
                    self.error(text, "DriveNotFound", "ObjectNotFound", name, SMA + "DriveNotFoundException")
                )
            for drive in found:
                if self.should_process(f"Name: {drive.name} Provider: {drive.provider.name} Root: {drive.root}"):
                    self.remove(all_drives, drive)

    def remove(self, all_drives: drives.Drives, drive: PSDriveInfo) -> None:
        """Takes one drive away."""
        if all_drives.current is drive and not self.Force:
            text = f"Cannot remove drive '{drive.name}' because it is in use."
            self.write_error(
                self.error(text, "InvalidOperation", "InvalidOperation", drive, SMA + "PSInvalidOperationException")
            )
            return
        scope: Any = self.scope
        while scope is not None:
            if scope.drives is not None and scope.drives.get(drive.name.lower()) is drive:
                del scope.drives[drive.name.lower()]
                return
            scope = scope.parent


@cmdlet("Get-PSProvider", module=MANAGEMENT)
class GetPSProvider(Cmdlet):
    """Gets the providers."""

    PSProvider = P("string[]", pos=0, pipe="value name")

    def process(self) -> None:
        infos = [p.info for p in drives.of(self.cx).providers.values()]
        for name in self.PSProvider or ("*",):
            found = [info for info in infos if globs.matches(info.name, name)]
            if not found and not globs.has_wildcard(name):
                text = f"Cannot find a provider with the name '{name}'."
                self.write_error(
                    self.error(text, "ProviderNotFound", "ObjectNotFound", name, SMA + "ProviderNotFoundException")
                )
            self.write_each(found)
