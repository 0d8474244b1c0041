"""The shipped tables are those of the grammar."""

import subprocess
import sys
from pathlib import Path

import pytest

from perdure.grammar import tables, tables_build
from perdure.grammar.tables import FOLDER, load


def test_shipped_tables_match_the_grammar() -> None:
    grammar = (FOLDER / "powershell.lark").read_text(encoding="utf-8")
    assert (FOLDER / "tables.bin").read_bytes() == tables_build.build(grammar), (
        "run python -m perdure.grammar.tables --write"
    )


def test_stale_or_broken_tables_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("powershell.lark", "tables.bin"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    monkeypatch.setattr(tables, "FOLDER", tmp_path)
    count = tables.load().count
    with (tmp_path / "powershell.lark").open("a", encoding="utf-8") as file:
        file.write("// changed\n")
    assert tables.load().count == count
    for damage in (b"", b"rubbish", (FOLDER / "tables.bin").read_bytes()[:3000]):
        (tmp_path / "tables.bin").write_bytes(damage)
        assert tables.load().count == count
    (tmp_path / "powershell.lark").unlink()
    (tmp_path / "tables.bin").write_bytes((FOLDER / "tables.bin").read_bytes())
    assert tables.load().count == count


def test_every_rule_has_its_maker() -> None:
    from perdure.grammar.build import MAKERS

    missing = {rule.callback for rule in load().rules} - set(MAKERS) - {"-"}
    assert not missing


def test_parsing_imports_no_lark() -> None:
    code = (
        "import sys; from perdure.grammar.parse import parse_text; parse_text('1 + 2'); "
        "print([m for m in ('lark', 'json', 'pickle', 'sqlite3', 'asyncio') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
