"""Running script code beside the main thread, which stays free for Ctrl+C.

The first Ctrl+C suspends the workflows that run, with a checkpoint, and says how to go on; the second goes back to their
last checkpoints. Without workflows it ends the script.
"""

import signal
import sys
import threading
from typing import Any

from perdure.runtime import big_stack


class Attention:
    """Counts interrupts and passes them on."""

    def __init__(self, cx: Any) -> None:
        self.cx = cx
        self.count = 0

    def interrupt(self, _signal: int, _frame: Any) -> None:
        """Handles Ctrl+C, on the main thread."""
        self.count += 1
        children = self.cx.engine.running() if hasattr(self.cx.engine, "running") else []
        if children and self.count <= 2:
            for child in children:
                number = child.parent.id
                if self.count == 1:
                    print(f"perdure: suspending job {number}; Ctrl+C again abandons what runs", file=sys.stderr)
                else:
                    print(f"perdure: job {number} goes back to its last checkpoint", file=sys.stderr)
                print(f"perdure: go on with: perdure resume {number}", file=sys.stderr)
                child.suspend(self.count == 2)
            return
        self.cx.host.stopping.set()
        self.cx.check_stop = True


def attended(cx: Any, work: Any) -> None:
    """Runs `work` on a thread with a deep stack; what it raises is raised here."""
    attention = Attention(cx)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, attention.interrupt)
    box: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:  # handed to the main thread, whatever it is
            box.append(error)

    thread = big_stack.start(run)
    while thread.is_alive():
        thread.join(3600.0)
    if box:
        raise box[0]
