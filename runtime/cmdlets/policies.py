"""Get-ExecutionPolicy, Set-ExecutionPolicy, Unblock-File and Get-TimeZone: what differs between systems."""

from typing import Any

from perdure.interpreter import members
from perdure.interpreter.command import Cmdlet, P, cmdlet
from perdure.interpreter.convert import convert_to
from perdure.interpreter.errors import ScriptError
from perdure.interpreter.type_names import resolve_text
from perdure.runtime import globs
from perdure.runtime.pathing import PathCmdlet, literal_path, path

SECURITY = "Microsoft.PowerShell.Security"
POLICY = "Microsoft.PowerShell.ExecutionPolicy"


@cmdlet("Get-ExecutionPolicy", module=SECURITY)
class GetExecutionPolicy(Cmdlet):
    """Gives the execution policy, which is Unrestricted wherever there is no Windows."""

    Scope = P("string", pos=0, pipe="name")
    List = P("switch")

    def process(self) -> None:
        kind = resolve_text(POLICY)
        self.write("Unrestricted" if kind is None else convert_to("Unrestricted", POLICY))


@cmdlet("Set-ExecutionPolicy", module=SECURITY, should_process=True, confirm_impact="Medium")
class SetExecutionPolicy(Cmdlet):
    """Refuses: execution policies are a thing of Windows."""

    ExecutionPolicy = P("string", pos=0, mandatory=True, pipe="name")
    Scope = P("string", pos=1, pipe="name")
    Force = P("switch")

    def process(self) -> None:
        text = "Operation is not supported on this platform."
        kind = "System.PlatformNotSupportedException"
        raise ScriptError(self.error(text, kind, "NotSpecified", None, kind))


@cmdlet("Unblock-File", default_set="ByPath", should_process=True)
class UnblockFile(PathCmdlet):
    """Does nothing where files carry no mark of where they came from; the files have to be there."""

    Path = path(sets="ByPath")
    LiteralPath = literal_path("ByLiteralPath")

    def process(self) -> None:
        for _ in self.places():
            continue


@cmdlet("Get-TimeZone", module="Microsoft.PowerShell.Management", default_set="Name", aliases="gtz")
class GetTimeZone(Cmdlet):
    """Gets the local time zone, or others by id or name."""

    Id = P("string[]", mandatory=True, pipe="name", sets="ID")
    ListAvailable = P("switch", mandatory=True, sets="ListAvailable")
    Name = P("string[]", pos=0, pipe="value", sets="Name")

    def process(self) -> None:
        kind = resolve_text("System.TimeZoneInfo")
        if self.Id is None and not self.Name and not self.ListAvailable:
            self.write(members.get_static(kind, "Local", self.scope))
            return
        if self.Id is not None:
            for name in self.Id:
                self.find(kind, name)
            return
        zones: Any = members.invoke_static(kind, "GetSystemTimeZones", [], self.scope)
        for zone in zones:
            names = [members.get_member(zone, n, self.scope) for n in ("StandardName", "DaylightName", "Id")]
            if self.ListAvailable or any(globs.matches_any(n, self.Name) for n in names if n):
                self.write(zone)

    def find(self, kind: Any, name: str) -> None:
        """Puts the zone of an id out."""
        try:
            self.write(members.invoke_static(kind, "FindSystemTimeZoneById", [name], self.scope))
        except ScriptError:
            text = f"The time zone ID '{name}' was not found on the local computer."
            self.write_error(
                self.error(text, "TimeZoneNotFound", "ObjectNotFound", name, "System.TimeZoneNotFoundException")
            )
