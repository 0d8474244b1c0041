"""A session's drives and where it stands: path resolution, wildcards in paths, locations and their stacks.

`of(cx)` gives a session's Drives. Turns what scripts write (`env:X`, `../a*`, `FileSystem::/x`, `~/b`) into Places; what
is there is the providers' business. FileSystem's location is `cx.location`, so it holds for programs and .NET too.
"""

from typing import Any

from perdure.interpreter.convert import to_string
from perdure.interpreter.errors import ScriptError, make_error
from perdure.interpreter.io_errors import describe
from perdure.interpreter.values.enumerate import enumerate_value
from perdure.interpreter.values.files import PathInfo, ProviderInfo, PSDriveInfo
from perdure.runtime import globs
from perdure.runtime.encodings import UTF8
from perdure.runtime.provider import Place, Provider, not_found
from perdure.runtime.provider_files import FileProvider
from perdure.runtime.provider_session import AliasProvider, EnvironmentProvider, FunctionProvider, VariableProvider

TEMP_ROOT = "/tmp/"


class Drives:
    """One session's providers, drives, current drive and location stacks."""

    def __init__(self, cx: Any) -> None:
        self.cx = cx
        files = FileProvider(cx)
        flat = (EnvironmentProvider(cx), AliasProvider(cx), FunctionProvider(cx), VariableProvider(cx))
        self.providers: dict[str, Provider] = {p.info.name.lower(): p for p in (*flat, files)}
        self.stacks: dict[str, list[PathInfo]] = {}
        self.stack_name = ""
        self.history: list[PathInfo] = []  # where Set-Location - goes
        self.ahead: list[PathInfo] = []  # and Set-Location +
        self.root = PSDriveInfo("/", files.info, "/")
        home = cx.environment.get("TMPDIR", TEMP_ROOT).rstrip("/") + "/"
        built_in = [
            self.root,
            PSDriveInfo("Alias", self.providers["alias"].info, "", "Drive that contains a view of the aliases stored in session state."),
            PSDriveInfo("Env", self.providers["environment"].info, "", "Drive that contains a view of the environment variables for the process."),
            PSDriveInfo("Function", self.providers["function"].info, "", "Drive that contains a view of the functions stored in session state."),
            PSDriveInfo("Temp", files.info, home, "Drive that maps to the temporary directory path for the current user"),
            PSDriveInfo("Variable", self.providers["variable"].info, "", "Drive that contains a view of those variables stored in session state."),
        ]  # fmt: skip
        cx.global_scope.drives = {d.name.lower(): d for d in built_in}
        self.current: PSDriveInfo = self.root

    # -- drives --------------------------------------------------------------------------------------------------------

    def find(self, name: str, scope: Any = None) -> PSDriveInfo | None:
        """Gives the drive of that name that the scope sees."""
        here = scope if scope is not None else self.cx.scope
        low = name.lower()
        while here is not None:
            if here.drives is not None and low in here.drives:
                found: PSDriveInfo = here.drives[low]
                return found
            here = here.parent
        found_global = self.cx.global_scope.drives.get(low)
        return found_global if found_global is None or isinstance(found_global, PSDriveInfo) else None

    def all(self, scope: Any = None) -> list[PSDriveInfo]:
        """Gives every drive that the scope sees, by name."""
        seen: dict[str, PSDriveInfo] = {}
        here = scope if scope is not None else self.cx.scope
        while here is not None:
            for low, drive in (here.drives or {}).items():
                seen.setdefault(low, drive)
            here = here.parent
        for low, drive in self.cx.global_scope.drives.items():
            seen.setdefault(low, drive)
        return [seen[low] for low in sorted(seen)]

    def of_provider(self, info: ProviderInfo) -> list[PSDriveInfo]:
        """Gives the drives of one provider."""
        return [d for d in self.all() if d.provider is info]

    def provider(self, info: ProviderInfo) -> Provider:
        return self.providers[info.name.lower()]

    def provider_named(self, name: str) -> Provider:
        """Gives a provider by its name, with or without its module's.

        Raises:
            ScriptError: there is no such provider.
        """
        found = self.providers.get(name.rpartition("\\")[2].lower())
        if found is None:
            raise make_error(
                f"Cannot find a provider with the name '{name}'.",
                "ProviderNotFound",
                "ObjectNotFound",
                name,
                "System.Management.Automation.ProviderNotFoundException",
            )
        return found

    # -- paths -> places -----------------------------------------------------------------------------------------------

    def place(self, path: str, scope: Any = None) -> Place:
        """Gives the place that a path names, wildcards taken as they are written; nothing need be there.

        Raises:
            ScriptError: no such drive or provider.
        """
        provider_name, sep, rest = path.partition("::")
        if sep and "/" not in provider_name and ":" not in provider_name:
            provider = self.provider_named(provider_name)
            inner = provider.inner_of(PSDriveInfo("", provider.info, ""), rest)
            return Place(provider, None, inner, rest if not provider.flat else f"{provider_name}::{inner}")
        name, sep, rest = path.partition(":")
        if sep and "/" not in name and "\\" not in name and name and not name.startswith("."):
            drive = self.find(name, scope)
            if drive is None:
                raise drive_not_found(name)
        else:
            drive, rest = self._default_drive(path), path
        provider = self.provider(drive.provider)
        inner = provider.inner_of(drive, rest)
        return Place(provider, drive, inner, provider.shown(drive, inner))

    def _default_drive(self, path: str) -> PSDriveInfo:
        if self.current.provider is self.root.provider and path[:1] in ("/", "\\", "~"):
            return self.root
        return self.current

    def resolve(self, path: str, scope: Any = None, hidden: bool = False) -> list[Place]:
        """Gives the places that a path with wildcards fits; without wildcards the one that must be there.

        Args:
            hidden: wildcards fit names that begin with a dot too (-Force).

        Raises:
            ScriptError: no wildcard and nothing there, or no such drive.
        """
        if not globs.has_wildcard(path):
            place = self.place(globs.unescape(path), scope)
            if not place.exists():
                raise not_found(place.shown)
            return [place]
        return self._expand(self.place(path, scope), hidden)

    def _expand(self, place: Place, hidden: bool) -> list[Place]:
        provider = place.provider
        if provider.flat:
            return [place.at(name) for name in provider.names("") if globs.matches(name, place.inner)]
        found = [place.at("/")]
        for part in [p for p in place.inner.split("/") if p]:
            if globs.has_wildcard(part):
                found = [
                    folder.child(name)
                    for folder in found
                    if folder.is_container()
                    for name in _names(folder)
                    if globs.matches(name, part) and (hidden or not name.startswith("."))
                ]
            else:
                plain = globs.unescape(part)
                found = [child for child in [folder.child(plain) for folder in found] if child.exists()]
        return found

    # -- where the session stands --------------------------------------------------------------------------------------

    def here(self) -> PathInfo:
        """Gives the current location."""
        if self.current.provider is self.root.provider:
            provider = self.provider(self.current.provider)
            return PathInfo(
                provider.shown(self.current, self.cx.location), self.cx.location, self.current, self.current.provider
            )
        return PathInfo(self.current.name + ":/", self.current.location, self.current, self.current.provider)

    def go(self, place: Place) -> None:
        """Makes a container the current location."""
        drive = place.drive or self.root
        if place.provider.flat:
            drive.location = place.inner
        else:
            self.cx.location = place.inner
            drive.location = place.inner.removeprefix(drive.root.rstrip("/")).strip("/")
        self.current = drive


def _names(folder: Place) -> list[str]:
    try:
        return folder.provider.names(folder.inner)
    except (OSError, ScriptError):
        return []


def of(cx: Any) -> Drives:
    """Gives a session's drives, made at the first call."""
    if cx.drives is None:
        cx.drives = Drives(cx)
    return cx.drives  # type: ignore[no-any-return]


def drive_not_found(name: str) -> ScriptError:
    """Makes the error for a drive that is not there."""
    return make_error(
        f"Cannot find drive. A drive with the name '{name}' does not exist.",
        "DriveNotFound",
        "ObjectNotFound",
        name,
        "System.Management.Automation.DriveNotFoundException",
    )


def install(cx: Any) -> None:
    """Gives a session its `$PWD`."""
    cx.computed["pwd"] = lambda _scope: of(cx).here()
    cx.read_drive = read_drive
    cx.write_drive = write_drive
    cx.read_lines = read_lines
    cx.full_path = lambda path, scope=None: file_path(cx, path, scope)


def read_drive(scope: Any, drive: str, name: str) -> Any:
    """Gives what `$env:NAME` and `${function:name}` mean: an item's content, $null where there is none."""
    place = of(scope.cx).place(f"{drive}:{name}", scope)
    if place.provider.flat:
        found = place.provider.content(place.inner) if place.exists() else []
    else:
        data = scope.cx.host.read_bytes(place.inner) if place.exists() else b""
        found = split_lines(UTF8.decode(data))
    return found[0] if len(found) == 1 else found if found else None


def write_drive(scope: Any, drive: str, name: str, value: Any) -> None:
    """Does `$env:NAME = value` and the like; $null takes an environment variable away."""
    place = of(scope.cx).place(f"{drive}:{name}", scope)
    if place.provider.flat:
        place.provider.store(place.inner, value, False)
    else:
        items = enumerate_value(value)
        lines = [to_string(item) + "\n" for item in ([value] if items is None else items)]
        scope.cx.host.write_bytes(place.inner, UTF8.encode("".join(lines)))


def read_lines(path: Any, scope: Any) -> list[str]:
    """Gives a file's lines (`switch -File`)."""
    file = file_path(scope.cx, to_string(path), scope)
    try:
        return split_lines(UTF8.decode(scope.cx.host.read_bytes(file)))
    except OSError as error:
        kind, text = describe(error, file, scope.cx.host)
        raise make_error(text, "FileReadError", "ReadError", file, kind) from None


def split_lines(text: str) -> list[str]:
    """Splits text at LF, CRLF and CR; a line break at the end begins no further line."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return lines


def file_path(cx: Any, path: str, scope: Any = None) -> str:
    """Gives the absolute file path that a script's path names; for redirections, programs, scripts and .NET."""
    place = of(cx).place(globs.unescape(path), scope)
    if place.provider.flat:
        raise make_error(
            f"Cannot process the path '{path}' because the target '{place.provider.info.name}' is not a file system.",
            "ReadWriteFileNotFileSystemProvider",
            "InvalidArgument",
            path,
        )
    return place.inner
