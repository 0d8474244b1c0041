"""Delegates: script blocks and .NET methods as values that .NET members call (Func, Action, Predicate, Comparison ...).

`call` is a Python callable taking the arguments and giving one value. Serves conversions and the declared .NET types.
"""

from collections.abc import Callable
from typing import Any

from perdure.interpreter.values.base import NetObject


class Delegate(NetObject):
    """A delegate of type `net_type` (a NetType); `source` the script block or method that it was made from."""

    __slots__ = ("net_type", "call", "source")
    net = "System.Delegate"

    def __init__(self, net_type: Any, call: Callable[..., Any], source: Any = None) -> None:
        self.net_type = net_type
        self.call = call
        self.source = source


def block_delegate(block: Any, net_type: Any, finish: Callable[[Any], Any] | None = None) -> Delegate:
    """Makes a delegate that runs a script block; `$_` is the first argument, the result its output.

    `finish` converts the result to what the delegate returns (None: it returns nothing).
    """
    from perdure.interpreter.context import current

    home = block.home

    def call(*args: Any) -> Any:
        context = home if home is not None else current()
        outputs = context.call_block(block, list(args), args[0] if args else None, None, True)
        if finish is None:
            return None
        return finish(outputs[0] if len(outputs) == 1 else list(outputs) if outputs else None)

    return Delegate(net_type, call, block)
