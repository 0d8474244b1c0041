"""The list of known failures only shrinks."""

from pathlib import Path

import pytest

from perdure.runtime.testing import known


def test_a_list_only_shrinks(tmp_path: Path) -> None:
    path = tmp_path / known.NAME
    known.create(path, ["f/b.ps1::y", "f/a.ps1::x"])
    assert known.read(path) == {"f/a.ps1::x": "", "f/b.ps1::y": ""}
    with pytest.raises(FileExistsError):
        known.create(path, [])
    assert known.shrink(path, {"f/a.ps1::x", "f/c.ps1::z"}) == 1
    assert list(known.read(path)) == ["f/b.ps1::y"]


def test_a_reason_stands_behind_the_name(tmp_path: Path) -> None:
    path = tmp_path / known.NAME
    path.write_text("# all of them\nf/a.ps1::x # needs a terminal\n")
    assert known.read(path) == {"f/a.ps1::x": "needs a terminal"}
