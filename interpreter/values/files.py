"""Files, folders and places as values: FileInfo, DirectoryInfo, PathInfo, drives and providers.

A FileSystemInfo holds its path and what was last read about it; who reads is dotnet/files.py through the host. No I/O
here. Serves the providers, the item cmdlets and checkpoints.
"""

from typing import Any

from perdure.interpreter.values.base import NetObject
from perdure.interpreter.values.collections import ListObject


class FileSystemInfo(NetObject):
    """The base of FileInfo and DirectoryInfo. `path` is absolute; `given` what the script wrote (OriginalPath).

    `facts` is os.stat_result (links not followed), None where nothing is, and `...` while it has not been read.
    """

    __slots__ = ("path", "given", "facts")
    net = "System.IO.FileSystemInfo"

    def __init__(self, path: str, given: str | None = None, facts: Any = ...) -> None:
        self.path = path
        self.given = path if given is None else given
        self.facts = facts

    @property
    def name(self) -> str:
        """Gives the last part of the path; the root's is the root itself."""
        return self.path.rstrip("/").rpartition("/")[2] or self.path


class FileInfo(FileSystemInfo):
    __slots__ = ()
    net = "System.IO.FileInfo"


class DirectoryInfo(FileSystemInfo):
    __slots__ = ()
    net = "System.IO.DirectoryInfo"


class ProviderInfo(NetObject):
    """System.Management.Automation.ProviderInfo: a provider by its name (FileSystem, Environment ...)."""

    __slots__ = ("name", "module", "home", "capabilities")
    net = "System.Management.Automation.ProviderInfo"

    def __init__(self, name: str, capabilities: str, module: str = "Microsoft.PowerShell.Core") -> None:
        self.name = name
        self.module = module
        self.home = ""
        self.capabilities = capabilities


class PSDriveInfo(NetObject):
    """System.Management.Automation.PSDriveInfo: `root` a provider's path, `location` relative to it ('' at the root)."""

    __slots__ = ("name", "provider", "root", "location", "description", "credential", "used", "free")
    net = "System.Management.Automation.PSDriveInfo"

    def __init__(self, name: str, provider: ProviderInfo, root: str, description: str = "") -> None:
        self.name = name
        self.provider = provider
        self.root = root
        self.location = ""
        self.description = description
        self.credential: Any = None
        self.used: Any = None
        self.free: Any = None


class PathInfo(NetObject):
    """System.Management.Automation.PathInfo: a place as PowerShell names it. `path` includes the drive's name."""

    __slots__ = ("path", "provider_path", "drive", "provider")
    net = "System.Management.Automation.PathInfo"

    def __init__(self, path: str, provider_path: str, drive: PSDriveInfo | None, provider: ProviderInfo) -> None:
        self.path = path
        self.provider_path = provider_path
        self.drive = drive
        self.provider = provider


class PathInfoStack(ListObject):
    """System.Management.Automation.PathInfoStack: a stack of locations, newest first."""

    __slots__ = ("name",)
    net = "System.Management.Automation.PathInfoStack"
    name: str
