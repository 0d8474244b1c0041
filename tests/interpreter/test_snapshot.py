"""Saved states: whatever values are built come back as they were, with identity and cycles; nothing else is ever done."""

import copyreg
import pickle
import socket
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perdure.interpreter.records import CannotSave, DamagedRecord, MissingName, Snapshot
from perdure.interpreter.snapshot import Encoder, dump_value, load, load_value, name_of
from perdure.interpreter.snapshot_table import BY_CLASS, BY_TAG, register_named
from perdure.interpreter.values.base import Member, PSCustomObject, PSObject
from perdure.interpreter.values.collections import ArrayList, Hashtable, OrderedDictionary, TypedArray
from perdure.interpreter.values.numbers import Byte, Int64


def again(value: Any, **more: Any) -> Any:
    """Saves and loads a value."""
    return load(Encoder(**more).dump({"main": value}), **more)["main"]


def test_roots_keep_their_names_and_order() -> None:
    assert list(load(Encoder().dump({"b": 1, "a": [2], "1": None})).items()) == [("b", 1), ("a", [2]), ("1", None)]


def test_sharing_and_cycles_are_kept_across_roots() -> None:
    shared = Hashtable([("n", 1)])
    loop: list[Any] = [1, shared]
    loop.append(loop)
    shared.set("loop", loop)
    roots = load(Encoder().dump({"a": {"x": shared, "y": shared}, "b": [loop, shared], "c": shared}))
    here = roots["a"]["x"]
    assert roots["a"]["y"] is here
    assert roots["c"] is here
    assert roots["b"][1] is here
    assert roots["b"][0] is here.get("LOOP")
    assert roots["b"][0][2] is roots["b"][0]


def test_equal_objects_stay_apart() -> None:
    first, second = again([[1, 2], [1, 2]])
    first.append(3)
    assert second == [1, 2]


def test_a_tuple_in_a_cycle_closes() -> None:
    inner: list[Any] = []
    outer = (inner, 1)
    inner.append(outer)
    found = again(outer)
    assert found[0][0] is found


def test_depth_costs_no_stack() -> None:
    chain = None
    for n in range(4_000):
        chain = Hashtable([("next", chain), ("n", n)])
    nested: list[Any] = []
    for _ in range(4_000):
        nested = [nested]
    found = load(Encoder().dump({"chain": chain, "nested": nested}))
    here, count = found["chain"], 0
    while here is not None:
        here, count = here.get("next"), count + 1
    assert count == 4_000
    load(Encoder().dump(found))


def test_an_object_met_again_inside_itself_after_deep_ones_is_one() -> None:
    top: list[Any] = [0]
    here = top
    for _ in range(200):
        below: list[Any] = [top]
        here.append(below)
        here = below
    found = again(top)
    here = found
    for _ in range(200):
        here = here[1]
        assert here[0] is found


@pytest.mark.parametrize("size", [3, 5_000])
def test_large_and_small_states_load_alike(size: int) -> None:
    table = Hashtable((f"k{n}", [n, f"text {n}" * 3, Byte(n % 256)]) for n in range(size))
    state = {"table": table, "numbers": list(range(size)), "text": "x" * size, "again": table, "raw": b"\0" * size}
    found = again(state)
    assert found["numbers"] == list(range(size))
    assert found["text"] == "x" * size
    assert found["raw"] == b"\0" * size
    assert found["again"] is found["table"]
    assert found["table"].items() == table.items()
    assert type(found["table"].get("K1")[2]) is Byte


def test_only_what_has_changed_gets_another_name() -> None:
    encoder = Encoder()
    big = [Hashtable([("n", n), ("text", "x" * 50)]) for n in range(2000)]
    text = "large text " * 10_000
    roots = {"a": {"big": big, "n": 1}, "b": [text, 2], "c": {"big": big}}
    first = encoder.dump(roots)
    assert encoder.dump(roots).names == first.names
    roots["b"][1] = 3
    second = encoder.dump(roots)
    fresh = set(second.names) - set(first.names)
    assert sum(len(second.chunks[name]) for name in fresh) < 5_000
    assert load(second)["b"] == [text, 3]
    found = load(second)
    assert found["a"]["big"] is found["c"]["big"]


def test_equal_states_give_equal_bytes() -> None:
    def make() -> dict[str, Any]:
        return {"x": Hashtable([("a", [1, "".join(["t", "e"])]), ("b", None)]), "y": [1.5, Int64(3)]}

    assert Encoder().dump({"r": make()}) == Encoder().dump({"r": make()})


@pytest.mark.parametrize(
    ("build", "path"),
    [
        (lambda bad: bad, "$cfg"),
        (lambda bad: Hashtable([("Session", PSCustomObject({"Socket": bad}))]), "$cfg.Session.Socket"),
        (lambda bad: [1, [2, 3, bad]], "$cfg[1][2]"),
        (lambda bad: {"a b": ArrayList([bad])}, "$cfg['a b'][0]"),
        (lambda bad: OrderedDictionary([("list", TypedArray("System.Object", [bad]))]), "$cfg.list[0]"),
        (lambda bad: PSObject("text", ["T"]) if not bad else PSCustomObject({"P": (1, bad)}), "$cfg.P[1]"),
    ],
)
def test_a_value_that_cannot_be_saved_is_named_by_its_path(build: Any, path: str) -> None:
    with socket.socket() as bad, pytest.raises(CannotSave) as caught:
        Encoder().dump({"$other": [1], "$cfg": build(bad)})
    assert caught.value.path == path
    assert caught.value.type_name == "socket.socket"
    assert str(caught.value).count("\n") == 0


def test_an_encoder_goes_on_after_a_refusal() -> None:
    encoder, state = Encoder(), {"x": [1]}
    encoder.dump({"r": state})
    with pytest.raises(CannotSave):
        encoder.dump({"r": {"x": object()}})
    assert load(encoder.dump({"r": state})) == {"r": state}


def test_added_members_travel_with_any_object() -> None:
    table = Hashtable([("a", 1)])
    table.ext = {"note": Member("Note", "NoteProperty", [table])}
    found = again([table, table])
    assert found[0] is found[1]
    assert found[0].ext["note"].name == "Note"
    assert found[0].ext["note"].value[0] is found[0]


def test_values_that_stand_alone() -> None:
    for value in (None, True, 5, "text", 1.5, b"x", Int64(7), [1, [2]], {"a": (1, Decimal("1.10"))}):
        assert load_value(dump_value(value)) == value
        assert type(load_value(dump_value(value))) is type(value)
    loop: list[Any] = []
    loop.append(loop)
    found = load_value(dump_value(loop))
    assert found[0] is found
    with pytest.raises(CannotSave) as caught:
        dump_value([1, sys], "$out")
    assert caught.value.path == "$out[1]"


def test_what_is_saved_by_name_is_found_again_or_missed() -> None:
    class Module:
        name = "Tools"

    if Module not in BY_CLASS:
        register_named(Module, "test-module", lambda module: module.name)
    try:
        one = Module()
        snapshot = Encoder().dump({"r": [one, one]})
        found = load(snapshot, lambda tag, name: (tag, name))["r"]
        assert found == [("test-module", "Tools")] * 2
        with pytest.raises(MissingName, match="test-module 'Tools'"):
            load(snapshot)
    finally:
        del BY_CLASS[Module], BY_TAG["test-module"]


class Hosts:
    """A Python host's own class."""

    def __init__(self) -> None:
        self.n = 5


def test_host_values_travel_only_when_they_may() -> None:
    with pytest.raises(CannotSave):
        again(Hosts())
    assert again(Hosts(), host_values=True).n == 5
    with pytest.raises(MissingName):
        load(Encoder(host_values=True).dump({"r": Hosts()}))


# ---- loading does nothing but load -------------------------------------------------------------------------------------


class Attack:
    """Pickles to a call that leaves a trace."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return (Path.touch, (self.path,))


def forged(body: bytes) -> Snapshot:
    """Gives a snapshot whose checksum is right and whose content is not ours."""
    chunk = bytes([1, 1]) + body
    return Snapshot((name_of(chunk),), {name_of(chunk): chunk})


@pytest.mark.parametrize("protocol", range(6))
def test_a_forged_state_runs_no_code(tmp_path: Path, protocol: int) -> None:
    trace = tmp_path / "trace"
    with pytest.raises(DamagedRecord):
        load(forged(pickle.dumps({"r": ["", Attack(trace)]}, protocol)))
    with pytest.raises(DamagedRecord):
        load_value(bytes([1, 1]) + pickle.dumps(Attack(trace), protocol))
    assert not trace.exists()


def test_extension_codes_are_refused(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    copyreg.add_extension("pathlib", "Path", 240)
    try:
        body = pickle.dumps(Path(trace), 2)
        assert b"\x82\xf0" in pickle.dumps(Path, 2)
        pickle.loads(pickle.dumps(Path, 2))  # now in the quick reader's cache
        with pytest.raises(DamagedRecord):
            load(forged(body))
        with pytest.raises(DamagedRecord):
            load(forged(pickle.dumps(Path, 2)))
    finally:
        copyreg.remove_extension("pathlib", "Path", 240)


@pytest.mark.parametrize(
    "tree",
    [
        1, [], {"r": 1}, {"r": [1, 2, 3]}, {"r": ["", ("@", 9)]}, {"r": ["", ("nosuch", 1)]}, {"r": ["", ["nosuch"]]},
        {"r": ["", ["h"]]}, {"r": ["", ("l", 1)]}, {"r": ["", {"x": 1}]}, {"r": ["", ["p", None, 1]]},
        {"r": ["", ["H", 5]]}, {"r": ["", ["H"]]}, {"r": ["", []]}, {"r": ["", ()]}, {"r": ["", ("#", b"x")]},
        {"r": ["", ("i8", "x")]}, {"r": ["", {1}]}, {"r": ["", ["er", 1]]}, {"r": ["", ["+", 1]]},
    ],
)  # fmt: skip
def test_trees_that_nobody_wrote_are_told_as_damage(tree: Any) -> None:
    with pytest.raises(DamagedRecord):
        load(forged(pickle.dumps(tree, 5)))


def test_cut_and_changed_bytes_are_told_as_damage() -> None:
    snapshot = Encoder().dump({"r": Hashtable([("a", [1, 2, "x"]), ("b", 2.5)])})
    (name,) = snapshot.names
    chunk = snapshot.chunks[name]
    for bad in (chunk[:-1], chunk + b"x", b"", b"\x02" + chunk[1:]):
        with pytest.raises(DamagedRecord):
            load(Snapshot((name,), {name: bad}))
    for at in range(2, len(chunk)):
        for bit in range(8):
            bad = bytearray(chunk)
            bad[at] ^= 1 << bit
            try:
                load(forged(bytes(bad[2:])))
            except (DamagedRecord, MissingName):
                continue
    newer = bytes([9, 1]) + chunk[2:]
    with pytest.raises(DamagedRecord, match="format 9"):
        load(Snapshot((name_of(newer),), {name_of(newer): newer}))


def test_tables_that_hold_more_than_atoms_are_noticed_late_but_noticed() -> None:
    encoder = Encoder()
    state = {"flat": Hashtable([("a", 1)]), "list": [Hashtable([("b", "x")])]}
    assert load(encoder.dump({"r": state}))["r"]["flat"].items() == [("a", 1)]
    inner = Hashtable([("n", Int64(5))])
    state["flat"].set("inner", inner)
    state["list"].append(inner)
    for _ in range(2):
        found = load(encoder.dump({"r": state}))["r"]
        assert found["flat"].get("inner") is found["list"][1]
        assert type(found["list"][1].get("n")) is Int64
    with socket.socket() as bad, pytest.raises(CannotSave):
        state["flat"].set("bad", bad)
        encoder.dump({"r": state})
