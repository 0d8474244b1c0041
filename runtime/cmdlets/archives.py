"""Compress-Archive and Expand-Archive: zip files."""

import posixpath
from typing import Any

from perdure.interpreter.command import P, cmdlet
from perdure.interpreter.dotnet.file_info import make_dirs
from perdure.interpreter.errors import ScriptError
from perdure.runtime.pathing import PathCmdlet
from perdure.runtime.provider import Place

ARCHIVE = "Microsoft.PowerShell.Archive"


@cmdlet("Compress-Archive", module=ARCHIVE, default_set="Path", should_process=True)
class CompressArchive(PathCmdlet):
    """Packs files and folders into a zip file."""

    Path = P("string[]", pos=0, mandatory=True, pipe="value name", sets="Path PathWithForce PathWithUpdate")
    LiteralPath = P(
        "string[]", mandatory=True, pipe="name", alias="PSPath",
        sets="LiteralPath LiteralPathWithForce LiteralPathWithUpdate",
    )  # fmt: skip
    DestinationPath = P("string", pos=1, mandatory=True)
    CompressionLevel = P("string", values=("Optimal", "NoCompression", "Fastest"), default="Optimal")
    Update = P("switch", mandatory=True, sets="PathWithUpdate LiteralPathWithUpdate")
    Force = P("switch", mandatory=True, sets="PathWithForce LiteralPathWithForce")
    PassThru = P("switch")

    def begin(self) -> None:
        self.gathered: list[Place] = []

    def process(self) -> None:
        self.gathered += list(self.places())

    def end(self) -> None:
        import zipfile

        target = self.drives.place(self.DestinationPath, self.scope)
        file = target.inner if "." in posixpath.basename(target.inner) else target.inner + ".zip"
        if self.cx.host.stat(file) is not None and not (self.Force or self.Update):
            text = f"The archive file {file} already exists. Use the -Update parameter to update the existing archive file or use the -Force parameter to overwrite the existing archive file."
            self.write_error(self.error(text, "ArchiveFileExists", "InvalidArgument", file, "System.IO.IOException"))
            return
        if not self.gathered or not self.should_process(file, "Compress-Archive"):
            return
        kind = zipfile.ZIP_STORED if self.CompressionLevel == "NoCompression" else zipfile.ZIP_DEFLATED
        try:
            with zipfile.ZipFile(file, "a" if self.Update else "w", kind) as archive:
                for place in self.gathered:
                    self.pack(archive, place, place.provider.leaf(place.inner))
        except OSError as error:
            raise ScriptError(
                self.error(str(error), "ArchiveNotWritten", "WriteError", file, "System.IO.IOException")
            ) from None
        if self.PassThru:
            self.write(target.provider.dress(target.at(file)))

    def pack(self, archive: Any, place: Place, name: str) -> None:
        """Packs one file, or a folder with all in it."""
        if place.is_container():
            names = place.provider.names(place.inner)
            if not names:
                archive.writestr(name + "/", b"")
            for inner in names:
                self.pack(archive, place.child(inner), f"{name}/{inner}")
        else:
            archive.writestr(name, self.cx.host.read_bytes(place.inner))
        self.cx.host.check_stop()


@cmdlet("Expand-Archive", module=ARCHIVE, default_set="Path", should_process=True)
class ExpandArchive(PathCmdlet):
    """Unpacks a zip file."""

    Path: Any = P("string", pos=0, mandatory=True, pipe="value name", sets="Path")
    LiteralPath: Any = P("string", mandatory=True, pipe="name", alias="PSPath", sets="LiteralPath")
    DestinationPath = P("string", pos=1)
    Force = P("switch")
    PassThru = P("switch")

    def process(self) -> None:
        text = self.LiteralPath if self.LiteralPath is not None else self.Path
        place = self.drives.place(text, self.scope)
        if not place.exists():
            message = f"The path '{text}' either does not exist or is not a valid file system path."
            raise ScriptError(self.error(message, "PathNotFound", "InvalidArgument", text, "System.IO.IOException"))
        leaf = place.provider.leaf(place.inner).rpartition(".")[0]
        goal = self.drives.place(self.DestinationPath or leaf, self.scope).inner
        if self.should_process(place.inner, "Expand-Archive"):
            self.guarded(self.unpack, place.inner, goal)

    def unpack(self, file: str, goal: str) -> None:
        """Unpacks into a folder; what would leave it is refused."""
        import zipfile

        host = self.cx.host
        try:
            archive = zipfile.ZipFile(file)
        except (OSError, zipfile.BadZipFile) as error:
            raise ScriptError(
                self.error(f"{file} is no zip archive: {error}", "InvalidArchive", "InvalidData", file, "System.IO.InvalidDataException")
            ) from None  # fmt: skip
        with archive:
            make_dirs(goal)
            for entry in archive.infolist():
                path = posixpath.normpath(posixpath.join(goal, entry.filename.replace("\\", "/")))
                if not (path + "/").startswith(goal.rstrip("/") + "/"):
                    raise ScriptError(
                        self.error(f"The entry '{entry.filename}' leads out of the folder.", "InvalidEntry", "InvalidData", file)
                    )  # fmt: skip
                self.put(host, archive, entry, path)

    def put(self, host: Any, archive: Any, entry: Any, path: str) -> None:
        """Unpacks one entry."""
        if entry.is_dir():
            make_dirs(path)
            return
        make_dirs(posixpath.dirname(path))
        if host.stat(path) is not None and not self.Force:
            text = f"Failed to create file '{path}' while expanding the archive file because the file already exists. Use the -Force parameter if you want to overwrite the existing directory contents when expanding the archive file."  # fmt: skip
            self.write_error(
                self.error(text, "ExpandArchiveFileExists", "InvalidArgument", path, "System.IO.IOException")
            )
            return
        host.write_bytes(path, archive.read(entry))
        if self.PassThru:
            place = self.drives.place(path, self.scope)
            self.write(place.provider.dress(place))
