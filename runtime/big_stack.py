"""Running interpreter code on a thread with a deep stack, so that scripts may recurse; the main thread stays free."""

import sys
import threading
from collections.abc import Callable
from typing import Any

STACK_BYTES = 256 * 1024 * 1024
RECURSION_LIMIT = 10**6


def start(work: Callable[[], Any], name: str = "engine") -> threading.Thread:
    """Starts a thread with a deep stack; the caller joins it."""
    if sys.getrecursionlimit() < RECURSION_LIMIT:
        sys.setrecursionlimit(RECURSION_LIMIT)
    before = threading.stack_size(STACK_BYTES)
    try:
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    return thread


def call(work: Callable[[], Any], timeout_s: float | None = None) -> tuple[bool, Any]:
    """Runs a function on such a thread; gives (done in time, its value). What it raises is raised here."""
    box: list[Any] = [None, None]

    def run() -> None:
        try:
            box[0] = work()
        except BaseException as error:  # handed to the caller's thread, whatever it is
            box[1] = error

    thread = start(run)
    thread.join(timeout_s)
    if thread.is_alive():
        return False, thread
    if box[1] is not None:
        raise box[1]
    return True, box[0]
