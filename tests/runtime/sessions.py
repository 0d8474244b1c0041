"""Sessions for tests of workflows: script in, output out, with a store and a clock of the test's choice."""

import threading
from typing import Any

from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.errors import ScriptError
from perdure.runtime import big_stack
from perdure.runtime.clock import Clock
from perdure.runtime.engine import Engine
from perdure.runtime.session import new_context, run_tree
from perdure.runtime.stores.protocol import Store

PATIENCE_S = 20.0


class Session:
    """A session with an engine of its own. `errors` and `warnings`: texts so far."""

    def __init__(self, store: Store | None = None, clock: Clock | None = None, mode: str = "marks") -> None:
        self.cx = new_context()
        self.engine = Engine(store, clock=clock, mode=mode)
        self.engine.cx = self.cx
        self.cx.engine = self.engine
        self.cx.resolve_saved = Engine.finder(self.cx)
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.cx.streams.error = lambda record: self.errors.append(record.message)
        self.cx.streams.warning = lambda record: self.warnings.append(record.message)

    def run(self, text: str) -> list[Any]:
        """Runs a script and gives its output; a terminating error is raised."""
        out: list[Any] = []
        tree = parse_source(Source(text))
        done, _ = big_stack.call(lambda: run_tree(self.cx, tree, [], out.append), PATIENCE_S)
        assert done, f"still running after {PATIENCE_S} s; so far {out}"
        return out

    def fails(self, text: str) -> str:
        """Gives the message of the error that ends a script."""
        try:
            out = self.run(text)
        except ScriptError as error:
            return error.record.message
        raise AssertionError(f"no error, but {out}")

    def close(self) -> None:
        self.engine.close()


def begun(work: Any) -> threading.Thread:
    """Starts work on a thread of its own."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread
