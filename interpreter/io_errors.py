"""Says in .NET's words what an operating system's error means: exception type and message.

Serves everything that reaches files through the host: System.IO members, providers, redirections.
"""

import errno
import posixpath
from typing import Any

DENIED = (errno.EACCES, errno.EPERM, errno.EBADF)


def describe(error: OSError, path: str, host: Any = None) -> tuple[str, str]:
    """Gives the .NET exception type and message for an OSError about that path.

    With a host a missing file is told apart from a missing folder on the way to it, as .NET does.
    """
    code = error.errno
    if code == errno.ENOENT:
        parent = posixpath.dirname(path.rstrip("/"))
        if host is not None and parent and host.stat(parent) is None:
            return "System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{path}'."
        return "System.IO.FileNotFoundException", f"Could not find file '{path}'."
    if code == errno.ENOTDIR:
        return "System.IO.DirectoryNotFoundException", f"Could not find a part of the path '{path}'."
    if code in DENIED or code == errno.EISDIR:
        return "System.UnauthorizedAccessException", f"Access to the path '{path}' is denied."
    if code == errno.EEXIST:
        return "System.IO.IOException", f"The file '{path}' already exists."
    if code == errno.ENAMETOOLONG:
        return (
            "System.IO.PathTooLongException",
            f"The path '{path}' is too long, or a component of the specified path is too long.",
        )
    if code in (errno.EAGAIN, errno.ETXTBSY, errno.EBUSY):
        return (
            "System.IO.IOException",
            f"The process cannot access the file '{path}' because it is being used by another process.",
        )
    return "System.IO.IOException", f"{error.strerror or error} : '{path}'"
