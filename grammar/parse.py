"""Parses a text: the door of the grammar package.

Looks into the cache first; the parser itself is loaded only where the tree is not there. Serves the interpreter, the engine
and the command line.
"""

import gc

from perdure.grammar import cache
from perdure.grammar.ast import Script, ScriptBlock
from perdure.grammar.records import decode, encode
from perdure.grammar.source import Source, Span


def parse_source(source: Source, *, fragment: bool = False, keep: bool | None = None) -> Script:
    """Gives the tree of a text.

    Args:
        fragment: the text may be the inside of a workflow, so `parallel` and the like may stand alone.
        keep: whether the tree is looked for in the cache and put there; None: for files and long texts.

    Raises: ParseError with all that was found wrong.
    """
    if keep is None:
        keep = source.path is not None or len(source.text) >= cache.SCRIPT_MIN
    enabled = gc.isenabled()
    gc.disable()  # many small objects that all stay: collecting would take half the time
    try:
        body = kept(source, fragment) if keep else fresh(source, fragment)
        return Script(body, source, Span(0, len(source.text)))
    finally:
        if enabled:
            gc.enable()


def kept(source: Source, fragment: bool) -> ScriptBlock:
    """Gives the root of a text's tree, from the cache where it is there."""
    key = cache.key_of(source.text, "fragment" if fragment else "script")
    data = cache.read(key)
    if data is not None:
        try:
            found = decode(data)
            if type(found) is ScriptBlock:
                return found
        except Exception:  # noqa: BLE001 - whatever an entry holds, parsing anew is right
            pass
    body = fresh(source, fragment)
    cache.write(key, encode(body))
    return body


def fresh(source: Source, fragment: bool) -> ScriptBlock:
    """Gives the root of a text's tree by parsing it."""
    from perdure.grammar.parse_fresh import parse_fresh  # the parser takes a while to load

    return parse_fresh(source, fragment)


def parse_text(text: str, path: str | None = None, *, fragment: bool = False) -> Script:
    """Gives the tree of a text, never from the cache; `path` names its file in messages.

    Raises: ParseError with all that was found wrong.
    """
    return parse_source(Source(text, path), fragment=fragment, keep=False)
