"""Nodes behave as attrs classes, though attrs is loaded late."""

import copy
import pickle
import subprocess
import sys

import attrs
import pytest

from perdure.grammar import ast
from perdure.grammar.records import CLASSES
from perdure.grammar.source import Span

VARIABLE = ast.Variable("a", None, False, Span(0, 2))


def test_attrs_knows_every_node() -> None:
    for kind in CLASSES.values():
        assert attrs.has(kind)
        assert tuple(f.name for f in attrs.fields(kind)) == kind.__slots__
        assert kind.__slots__[-1] == "span"


def test_fields_by_place_and_by_name() -> None:
    named = ast.Variable(name="a", drive=None, splatted=False, span=Span(0, 2))
    assert attrs.asdict(named, recurse=False) == attrs.asdict(VARIABLE, recurse=False)
    with pytest.raises(TypeError):
        ast.Variable("a", None)  # type: ignore[call-arg]


def test_nodes_are_frozen() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        VARIABLE.name = "b"  # type: ignore[misc]
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        del VARIABLE.name
    with pytest.raises(AttributeError):
        object.__setattr__(VARIABLE, "other", 1)


def test_nodes_are_copied_evolved_and_pickled() -> None:
    assert attrs.evolve(VARIABLE, name="b").name == "b"
    for other in (copy.copy(VARIABLE), copy.deepcopy(VARIABLE), pickle.loads(pickle.dumps(VARIABLE))):
        assert repr(other) == repr(VARIABLE) and other.span == VARIABLE.span
    assert copy.copy(VARIABLE) != VARIABLE


def test_nodes_match_by_place() -> None:
    match VARIABLE:
        case ast.Variable(name, None):
            assert name == "a"


def test_parsing_loads_no_attrs() -> None:
    code = "import sys; from perdure.grammar.parse import parse_text; parse_text('1 + 2'); print('attr' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
