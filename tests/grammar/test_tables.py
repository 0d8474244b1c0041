"""The shipped tables are those of the grammar."""

import subprocess
import sys

from perdure.grammar import tables_build
from perdure.grammar.tables import FOLDER, load


def test_shipped_tables_match_the_grammar() -> None:
    grammar = (FOLDER / "powershell.lark").read_text(encoding="utf-8")
    assert (FOLDER / "tables.bin").read_bytes() == tables_build.build(grammar), (
        "run python -m perdure.grammar.tables --write"
    )


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
