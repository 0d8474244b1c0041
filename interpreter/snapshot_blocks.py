"""How script blocks and functions are saved: their text and the place in it; closures are made anew when they run.

A text that is saved with a value is parsed again when it is loaded. Two nodes of one kind never cover the same stretch,
so kind and stretch find the node.
"""

from typing import Any

from perdure.grammar import ast
from perdure.grammar.parse import parse_source
from perdure.grammar.source import Source
from perdure.interpreter.command import FunctionInfo
from perdure.interpreter.records import DamagedRecord
from perdure.interpreter.snapshot_table import register
from perdure.interpreter.values.blocks import ScriptBlock
from perdure.interpreter.values.language import AstView


class Places:
    """The nodes of one parsed text by kind and stretch."""

    __slots__ = ("script", "by_place")

    def __init__(self, script: ast.Script) -> None:
        self.script = script
        self.by_place: dict[tuple[str, int, int], ast.Node] = {}
        for node in script.walk():
            span = getattr(node, "span", None)
            if span is not None:
                self.by_place.setdefault((type(node).__name__, span.start, span.end), node)


_places: dict[int, tuple[Source, Places]] = {}
PLACES_MAX = 64  # texts whose nodes are kept


def places_of(source: Source) -> Places:
    """Gives the nodes of a source, parsed at the first call."""
    found = _places.get(id(source))
    if found is None or found[0] is not source:
        if len(_places) >= PLACES_MAX:
            _places.clear()
        found = _places[id(source)] = (source, Places(parse_source(source)))
    return found[1]


def node_at(source: Source, kind: str, start: int, end: int) -> ast.Node:
    """Gives the node of that kind that covers that stretch of a source; DamagedRecord where there is none."""
    found = places_of(source).by_place.get((kind, start, end))
    if found is None:
        raise DamagedRecord(f"the text has no {kind} at {start}")
    return found


def _block_state(block: ScriptBlock) -> list[Any]:
    tree, definition = block.tree, block.definition
    place = (type(tree).__name__, tree.span.start, tree.span.end)
    defined = None
    if isinstance(definition, ast.Node):
        defined = (type(definition).__name__, definition.span.start, definition.span.end)
    return [block.source, place, defined, block.closure, block.is_filter, block.using]


def _fill_block(block: ScriptBlock, state: list[Any]) -> None:
    source, place, defined, closure, is_filter, using = state
    ScriptBlock.__init__(block, None, source)
    block.closure, block.is_filter, block.using = closure, is_filter, using
    block.tree = node_at(source, *place)
    if defined is not None:
        block.definition = node_at(source, *defined)


register(ScriptBlock, "sb", _block_state, lambda: ScriptBlock.__new__(ScriptBlock), _fill_block)


def _view_state(view: AstView) -> list[Any]:
    return [view.source, (type(view.node).__name__, view.node.span.start, view.node.span.end), view.net_type]


def _fill_view(view: AstView, state: list[Any]) -> None:
    source, place, net_type = state
    AstView.__init__(view, node_at(source, *place), source, net_type)


register(AstView, "ast", _view_state, lambda: AstView.__new__(AstView), _fill_view)


def _function_state(info: FunctionInfo) -> list[Any]:
    return [info.name, info.kind, info.block, sorted(info.options), info.description]


def _fill_function(info: FunctionInfo, state: list[Any]) -> None:
    name, kind, block, options, description = state
    FunctionInfo.__init__(info, name, block, kind)
    info.options, info.description = frozenset(options), description


register(FunctionInfo, "fi", _function_state, lambda: FunctionInfo.__new__(FunctionInfo), _fill_function)
