"""The place of a session's engine: a stand-in that makes the real one when a workflow or a job first asks for it."""

from importlib import import_module
from typing import Any


class LazyEngine:
    """Answers for the engine; the first use makes it (`runtime/engine.py`), so that plain scripts never pay for it."""

    def __init__(self, cx: Any, store: Any, keep: int | None = None) -> None:
        self._cx, self._store, self._keep, self._made = cx, store, keep, None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real(), name)

    def real(self) -> Any:
        """Gives the engine itself, made at the first call."""
        if self._made is None:
            module = import_module("perdure.runtime.engine")
            self._made = module.Engine.for_session(self._cx, self._store, self._keep)
        return self._made

    def prepare_script(self, script: Any, scope: Any) -> None:
        """Makes a script's workflows known (SD-25), where it has any."""
        if "workflow" in script.source.text.lower():
            self.__getattr__("prepare_script")(script, scope)

    def sibling(self, cx: Any) -> "LazyEngine":
        """Gives the stand-in of another session of this process."""
        return LazyEngine(cx, self._store, self._keep)

    def close(self) -> None:
        if self._made is not None:
            self._made.close()


def attach(cx: Any, store: Any, keep: int | None = None) -> None:
    """Puts the stand-in into a session. `keep`: how many checkpoints of its jobs stay, None = the usual number."""
    cx.engine = LazyEngine(cx, store, keep)


def detach(cx: Any) -> None:
    """Ends the session's engine, where one was made."""
    close = getattr(cx.engine, "close", None)
    if close is not None:
        close()
