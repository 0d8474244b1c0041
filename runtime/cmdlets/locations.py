"""Get-Location, Set-Location, Push-Location and Pop-Location."""

from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.errors import make_error
from perdure.interpreter.values.files import PathInfo, PathInfoStack
from perdure.runtime import globs
from perdure.runtime.drives import drive_not_found
from perdure.runtime.pathing import PathCmdlet
from perdure.runtime.provider import Place, not_found

MANAGEMENT = "Microsoft.PowerShell.Management"


@cmdlet("Get-Location", aliases="gl pwd", module=MANAGEMENT, default_set="Location")
class GetLocation(PathCmdlet):
    """Gives the current location, or a stack of locations."""

    PSProvider = P("string[]", pipe="name", sets="Location")
    PSDrive = P("string[]", pipe="name", sets="Location")
    Stack = P("switch", sets="Stack")
    StackName = P("string[]", pipe="name", sets="Stack")

    def process(self) -> None:
        if self.Stack or self.StackName:
            for name in self.StackName or [self.drives.stack_name]:
                self.put_stack(name or "")
        elif self.PSDrive:
            for name in self.PSDrive:
                self.guarded(self.put_drive, name)
        else:
            self.write(self.drives.here())

    def put_stack(self, name: str) -> None:
        """Puts a stack out."""
        found = self.drives.stacks.get(name)
        if found is None and name not in ("", "default"):
            text = f"Cannot find location stack '{name}'. It does not exist or it is not a container."
            self.write_error(
                self.error(text, "StackNotFound", "ObjectNotFound", name, "System.Management.Automation.PSArgumentException")
            )  # fmt: skip
            return
        stack = PathInfoStack(reversed(found or []))
        stack.name = name or "default"
        self.write(stack)

    def put_drive(self, name: str) -> None:
        """Puts a drive's location out."""
        drive = self.drives.find(name, self.scope)
        if drive is None:
            raise drive_not_found(name)
        provider = self.drives.provider(drive.provider)
        inner = drive.location if provider.flat else provider.join(drive.root, drive.location)
        self.write(PathInfo(provider.shown(drive, inner), inner, drive, drive.provider))


class Going(PathCmdlet):
    """The base of the cmdlets that change the location."""

    def goal(self, text: str, literal: bool) -> Place:
        """Gives the one container that a path names.

        Raises:
            ScriptError: nothing there, several, or no container.
        """
        if not literal and globs.has_wildcard(text):
            found = self.drives.resolve(text, self.scope)
            containers = [p for p in found if p.is_container()]
            if len(containers) > 1:
                raise make_error(
                    f"Cannot set the location because path '{text}' resolved to multiple containers.", "Argument",
                    "InvalidArgument", text, "System.Management.Automation.PSArgumentException",
                )  # fmt: skip
            if not containers:
                raise not_found(text)
            return containers[0]
        place = self.drives.place(text if literal else globs.unescape(text), self.scope)
        name = text.partition(":")[0]
        if text.endswith(":") and place.drive is not None and name.lower() == place.drive.name.lower():
            inner = (
                place.drive.location
                if place.provider.flat
                else place.provider.join(place.drive.root, place.drive.location)
            )
            place = place.at(inner)
        if not place.exists() or not place.is_container():
            raise not_found(place.shown)
        return place


@cmdlet("Set-Location", aliases="cd chdir sl", module=MANAGEMENT, default_set="Path")
class SetLocation(Going):
    """Makes a folder, or a drive, the current location."""

    Path: Any = P("string", pos=0, pipe="value name", sets="Path")
    LiteralPath: Any = P("string", mandatory=True, pipe="name", alias="PSPath LP", sets="LiteralPath")
    PassThru = P("switch")
    StackName = P("string", pipe="name", sets="Stack")

    def process(self) -> None:
        if self.StackName is not None:
            self.drives.stack_name = "" if self.StackName in ("", "default") else self.StackName
            return
        drives = self.drives
        if self.LiteralPath is None and self.Path in ("-", "+"):
            self.go_back(self.Path)
        else:
            text = self.LiteralPath if self.LiteralPath is not None else self.Path
            place = self.goal(text or "~", self.LiteralPath is not None)
            drives.history.append(drives.here())
            del drives.history[:-20]
            drives.ahead.clear()
            drives.go(place)
        if self.PassThru:
            self.write(drives.here())

    def go_back(self, way: str) -> None:
        """Goes to the location before (`-`) or the one gone back from (`+`)."""
        drives = self.drives
        taken, given = (drives.history, drives.ahead) if way == "-" else (drives.ahead, drives.history)
        if not taken:
            side = "backwards" if way == "-" else "forwards"
            raise make_error(
                f"There is no location history left to navigate {side}.", "InvalidOperation", "InvalidOperation", None,
                "System.InvalidOperationException",
            )  # fmt: skip
        given.append(drives.here())
        goal = taken.pop()
        drives.go(drives.place(goal.path, self.scope))


@cmdlet("Push-Location", aliases="pushd", module=MANAGEMENT, default_set="Path")
class PushLocation(Going):
    """Puts the current location on a stack, and may change it."""

    Path: Any = P("string", pos=0, pipe="value name", sets="Path")
    LiteralPath: Any = P("string", pipe="name", alias="PSPath LP", sets="LiteralPath")
    PassThru = P("switch")
    StackName = P("string", pipe="name")

    def process(self) -> None:
        drives = self.drives
        name = drives.stack_name if self.StackName is None else self.StackName
        text = self.LiteralPath if self.LiteralPath is not None else self.Path
        place = self.goal(text, self.LiteralPath is not None) if text else None
        drives.stacks.setdefault("" if name == "default" else name, []).append(drives.here())
        if place is not None:
            drives.go(place)
        if self.PassThru:
            self.write(drives.here())


@cmdlet("Pop-Location", aliases="popd", module=MANAGEMENT)
class PopLocation(Going):
    """Goes back to the location on top of a stack."""

    PassThru = P("switch")
    StackName = P("string", pipe="name")

    def process(self) -> None:
        drives = self.drives
        name = drives.stack_name if self.StackName is None else self.StackName
        stack = drives.stacks.get("" if name == "default" else name)
        if stack is None and name not in ("", "default"):
            text = f"Cannot find location stack '{name}'. It does not exist or it is not a container."
            raise make_error(
                text, "Argument", "InvalidArgument", name, "System.Management.Automation.PSArgumentException"
            )
        if not stack:
            return
        goal = stack.pop()
        drives.go(drives.place(goal.path, self.scope))
        if self.PassThru:
            self.write(drives.here())
