"""A script file's text and its block, read through the host of the running session."""

from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, decode
from perdure.interpreter.context import current
from perdure.interpreter.values.blocks import ScriptBlock


def read_script(path: str) -> tuple[str, ScriptBlock]:
    """Gives a script file's text and its script block.

    Raises:
        OSError: it cannot be read.
        ParseError: it is no PowerShell.
    """
    cx = current()
    text = decode(cx.host.read_bytes(path))
    tree = parse_source(Source(text, path))
    block = ScriptBlock(tree.body, tree.source, cx.top)
    block.home = cx
    return text, block
