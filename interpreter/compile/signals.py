"""How a compiled statement says that control goes elsewhere: it returns a Signal; None means 'go on'.

Signals stay inside one compiled body. What leaves a function or script block becomes a BreakFlow (errors.py).
"""


class Signal:
    """`kind` is break, continue or return; `label` lower case or None."""

    __slots__ = ("kind", "label")

    def __init__(self, kind: str, label: str | None = None) -> None:
        self.kind, self.label = kind, label

    def __repr__(self) -> str:
        return f"Signal({self.kind!r}, {self.label!r})"


RETURN = Signal("return")
BREAK = Signal("break")
CONTINUE = Signal("continue")
