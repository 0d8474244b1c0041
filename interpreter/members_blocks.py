"""Running script blocks for members: script properties and methods, delegates, ForEach and Where.

Serves members*.py and delegates. A block runs through `cx.call_block`, which the layer above provides.
"""

from typing import Any

from perdure.interpreter.context import current
from perdure.interpreter.scopes import Scope
from perdure.interpreter.values.base import NOTHING


def run_with_this(block: Any, this: Any, args: list[Any], sc: Any) -> Any:
    """Runs a script property's or script method's block with `$this`; gives its output as one value."""
    cx = sc.cx if sc is not None else current()
    around = Scope(sc if sc is not None else cx.scope, cx, sc.module if sc is not None else None, "block")
    around.vars["this"] = this
    return one_value(cx.call_block(block, args, NOTHING, around, True))


def run_delegate(block: Any, args: list[Any], under: Any = NOTHING, this: Any = NOTHING) -> Any:
    """Runs a block that .NET calls back; gives its output as one value."""
    cx = current()
    sc: Any = cx.scope
    if this is not NOTHING:
        around = Scope(sc, cx, sc.module, "block")
        around.vars["this"] = this
        sc = around
    return one_value(cx.call_block(block, args, under, sc, True))


def one_value(out: list[Any]) -> Any:
    """Gives what a pipeline's output is as a value: nothing, the only object, or an array."""
    if len(out) == 1:
        return out[0]
    return out if out else NOTHING
