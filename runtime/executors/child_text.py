"""How a child process runs script blocks: in its session's top scope, one behind the other; `exit` and `break` end them.

Serves InlineScript out of process (child.py) and Start-Job (child_job.py); knows nothing of messages.
"""

from collections.abc import Callable, Iterable
from typing import Any

from perdure.interpreter.binding import Argument
from perdure.interpreter.compile.functions import FunctionStage
from perdure.interpreter.context import Context, set_current
from perdure.interpreter.errors import BreakFlow, ExitFlow
from perdure.interpreter.pipeline import run_stages
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.runtime.engine_slot import detach

Text = tuple[ScriptBlock, list[Argument], list[Any]]  # a block, its arguments, its input


def run_texts(cx: Context, texts: Iterable[Text], put: Callable[[Any], None]) -> None:
    """Runs the blocks and ends the session's engine; what they put out goes to `put`.

    Raises:
        ScriptError: the error that has ended them.
    """
    before = set_current(cx)
    try:
        for block, arguments, items in texts:
            body = ScriptBlock(block.tree, block.source, cx.top)
            stage = FunctionStage(body, "<ScriptBlock>", arguments, cx.global_scope, True, None, None, True, "block")
            run_stages([stage], items, put)
    except (ExitFlow, BreakFlow):
        return
    finally:
        set_current(before)
        detach(cx)
