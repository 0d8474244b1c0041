"""The public interface for Python programs: run a script, look at what came of it, parse, format.

Knows sessions and the parser; serves everybody who imports perdure. Nothing here is imported by the command line's start.
"""

from pathlib import Path

from perdure.grammar.ast import Script
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source, read_source


def parse(script: str | Path) -> Script:
    """Gives the tree of a script.

    Args:
        script: the text, or the path of a file (a str is always text).

    Raises:
        ParseError: the text is no PowerShell; `.errors` says where and why.
        OSError: the file cannot be read.
    """
    source = read_source(str(script)) if isinstance(script, Path) else Source(script)
    return parse_source(source)
