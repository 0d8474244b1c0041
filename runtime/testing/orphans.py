"""No process of a case outlives the run that started it, however that run ends.

Each child asks the kernel to be killed with its parent, where the kernel can do that (Linux). What an earlier run left behind
all the same is ended when the next one begins: only processes of this very interpreter and module whose parent is gone.
"""

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_MODULE = "perdure.runtime.testing.warm"


def die_with_parent(parent: int) -> None:
    """Asks to be killed when the parent ends; ends at once where it has ended already.

    Args:
        parent: the id of the process that started this one, asked for before this one was.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def end_leftovers() -> None:
    """Ends the processes that an earlier run with this interpreter left behind."""
    if os.getpid() == 1:  # the first process of a container: everything is its child
        return
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            words = (folder / "cmdline").read_bytes().decode().split("\0")
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == 1 and words[0] == sys.executable and _MODULE in words:
                os.kill(int(folder.name), signal.SIGKILL)
