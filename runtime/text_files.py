"""Text files that are written piece by piece: made when opened, filled in blocks, done when closed.

Serves Out-File, Tee-Object, Export-Csv and redirections (`>`). Errors are those of PowerShell's own file writers.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.errors import ErrorRecord, NetException, ScriptError
from perdure.interpreter.io_errors import describe
from perdure.runtime import drives, globs
from perdure.runtime.encodings import UTF8, TextEncoding
from perdure.runtime.formatting.output import Output

FLUSH_CHARS = 1 << 16
REDIRECTED_WIDTH = 120
OUT_FILE = "Microsoft.PowerShell.Commands.OutFileCommand"

Own = Callable[[ErrorRecord], ErrorRecord]


class TextFile:
    """A file open for writing. `path` is absolute."""

    def __init__(self, cx: Any, path: str, encoding: TextEncoding = UTF8, append: bool = False) -> None:
        self.cx, self.path, self.encoding = cx, path, encoding
        self.waiting: list[str] = []
        self.waiting_chars = 0
        found = cx.host.stat(path)
        fresh = not append or found is None or found.st_size == 0
        cx.host.write_bytes(path, encoding.bom if fresh else b"", append)

    def write(self, text: str) -> None:
        """Writes text, when enough has gathered."""
        self.waiting.append(text)
        self.waiting_chars += len(text)
        if self.waiting_chars > FLUSH_CHARS:
            self.flush()

    def flush(self) -> None:
        """Writes what waits."""
        if self.waiting:
            self.cx.host.write_bytes(self.path, self.encoding.encode("".join(self.waiting)), True)
            self.waiting, self.waiting_chars = [], 0

    def close(self) -> None:
        self.flush()


def resolve_target(cx: Any, scope: Any, text: str, literal: bool, own: Own) -> str:
    """Gives the absolute path of a file to write; wildcards may name one that is there.

    Raises:
        ScriptError: they name several, or none.
    """
    if not literal and globs.has_wildcard(text):
        found = drives.of(cx).resolve(text, scope)
        if len(found) == 1:
            return str(found[0].inner)
        if len(found) > 1:
            message = (
                "Cannot perform operation because the path resolved to more than one file. This command cannot operate"
                " on multiple files."
            )
            raise _fault(
                "System.InvalidOperationException",
                message,
                "ReadWriteMultipleFilesNotSupported",
                "InvalidArgument",
                text,
                own,
            )
        message = f"Cannot perform operation because the wildcard path {text} did not resolve to a file."
        raise _fault("System.IO.FileNotFoundException", message, "FileOpenFailure", "OpenError", text, own)
    return drives.file_path(cx, text if literal else globs.unescape(text), scope)


def open_text(
    cx: Any, path: str, own: Own, encoding: TextEncoding = UTF8, append: bool = False, no_clobber: bool = False,
    force: bool = False,
) -> TextFile:  # fmt: skip
    """Opens a file for writing.

    Args:
        own: makes a record the calling cmdlet's.
        no_clobber: an existing file is an error.
        force: a read-only file is written to all the same.

    Raises:
        ScriptError: NoClobber, FileOpenFailure.
    """
    found = cx.host.stat(path)
    if found is not None and no_clobber and not append:
        message = f"The file '{path}' already exists."
        raise _fault("System.IO.IOException", message, "NoClobber", "ResourceExists", path, own)
    if force and found is not None and not found.st_mode & 0o222:
        cx.host.set_mode(path, found.st_mode & 0o7777 | 0o200)
    try:
        return TextFile(cx, path, encoding, append)
    except OSError as error:
        kind, message = describe(error, path, cx.host)
        raise _fault(kind, message, "FileOpenFailure", "OpenError", path, own) from None


def _fault(kind: str, message: str, error_id: str, category: str, target: Any, own: Own) -> ScriptError:
    raised = NetException(kind, message)
    record = own(ErrorRecord(raised, error_id, category, target))
    raised.record = record
    return ScriptError(record)


class OutputFile:
    """A file that objects are written to as Out-File formats them."""

    def __init__(self, file: TextFile, width: int, scope: Any) -> None:
        self.file = file
        self.output = Output(self._line, width, scope)

    def _line(self, text: str, _stream: str) -> None:
        self.file.write(text + "\n")

    def write(self, value: Any) -> None:
        """Writes one object."""
        self.output.feed(value)

    def close(self) -> None:
        """Writes what formatting held back and closes the file."""
        self.output.end()
        self.file.close()


def open_output(path: str, append: bool, scope: Any) -> OutputFile:
    """Opens what `>` and `>>` write to.

    Raises:
        ScriptError: FileOpenFailure.
    """
    cx = scope.cx

    def own(record: ErrorRecord) -> ErrorRecord:
        record.error_id += "," + OUT_FILE
        record.activity = "Out-File"
        return record

    target = resolve_target(cx, scope, path, True, own)
    return OutputFile(
        open_text(cx, target, own, UTF8, append),
        REDIRECTED_WIDTH if cx.out_default is None else int(cx.out_default.width),
        scope,
    )
